//! The files that a run writes beside its result: a waveform with its savefile, and a trace.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::load::Loaded;
use super::session::say;
use crate::machine::Machine;
use crate::ports::Halt;
use crate::primitives::Trap;
use crate::printer::Printer;
use crate::probe::gtkw::{self, Companion};
use crate::probe::trace::{self, Extent, Header, TraceProbe, Writer};
use crate::probe::vcd::{VcdProbe, Window};

/// More cycles than any run has, and still exact as a JSON number.
const ALL: u64 = (1 << 53) - 1;

/// What to observe.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Waveform and trace")]
pub struct ObserverOptions {
    /// Write a waveform, and beside it a .gtkw savefile and filters for GTKWave
    #[arg(long, value_name = "FILE")]
    vcd: Option<PathBuf>,
    /// Begin the waveform at this cycle
    #[arg(long, value_name = "CYCLE", requires = "vcd")]
    vcd_from: Option<u64>,
    /// End the waveform before this cycle
    #[arg(long, value_name = "CYCLE", requires = "vcd")]
    vcd_until: Option<u64>,
    /// Begin the waveform when the function with this name is first applied
    #[arg(long, value_name = "FUNCTION", requires = "vcd")]
    vcd_when: Option<String>,
    /// Write a trace: the changes of every cycle, as JSON lines
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Cycles from reset whose changes are in the trace [default: all]
    #[arg(long, value_name = "CYCLES", requires = "trace")]
    trace_changes: Option<u64>,
    /// Cycles between two hashes of the state in the trace
    #[arg(long, value_name = "CYCLES", default_value_t = 1000, requires = "trace",
          value_parser = clap::value_parser!(u64).range(1..))]
    trace_every: u64,
}

/// The probes of a run; each is there if it was asked for.
pub type Probes = (Option<VcdProbe<File>>, Option<TraceProbe<Writer<BufWriter<File>>>>);

impl ObserverOptions {
    /// Is anything to be observed?
    pub fn any(&self) -> bool {
        self.vcd.is_some() || self.trace.is_some()
    }

    /// Creates the files, none of which is `program` or another of them.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be written, or the program has no function of that name.
    pub fn open(
        &self,
        program: &Path,
        loaded: &Loaded,
        machine: &Machine,
    ) -> Result<Probes, Failure> {
        let companions = match &self.vcd {
            Some(vcd) => gtkw::companions(vcd, machine.config()),
            None => Vec::new(),
        };
        let beside = companions.iter().map(|file| &file.path);
        let outputs = self.vcd.iter().chain(&self.trace).chain(beside);
        distinct([program].into_iter().chain(outputs.map(PathBuf::as_path)))?;
        let vcd = self.vcd.as_deref().map(|path| self.open_vcd(path, loaded, machine, &companions));
        let trace = self.trace.as_deref().map(|path| self.open_trace(path, loaded, machine));
        Ok((vcd.transpose()?, trace.transpose()?))
    }

    /// Ends the files.
    ///
    /// # Errors
    /// A [`Failure`] if a file could not be written, then or during the run.
    pub fn close(&self, probes: Probes, machine: &Machine, console: &[u8]) -> Result<(), Failure> {
        if let (Some(probe), Some(path)) = (probes.0, &self.vcd) {
            if !probe.has_opened() {
                say(&format!("note: {} is empty: its window never opened\n", path.display()));
            }
            probe.finish(machine).map_err(|error| Failure::file(path, error))?;
        }
        if let (Some(probe), Some(path)) = (probes.1, &self.trace) {
            let last = end_of_trace(machine, console);
            probe.finish(&last).finish().map_err(|error| Failure::file(path, error))?;
        }
        Ok(())
    }

    fn open_vcd(
        &self,
        path: &Path,
        loaded: &Loaded,
        machine: &Machine,
        companions: &[Companion],
    ) -> Result<VcdProbe<File>, Failure> {
        let when = self.vcd_when.as_deref().map(|name| {
            let symbol = loaded.image.symbols.get(name).copied();
            symbol.ok_or_else(|| Failure::Plain(format!("--vcd-when: no symbol is named {name}")))
        });
        if self.vcd_from.unwrap_or(0) >= self.vcd_until.unwrap_or(u64::MAX) {
            return Err(Failure::Plain("--vcd-from is not before --vcd-until".to_string()));
        }
        let window = Window {
            from: self.vcd_from.unwrap_or(0),
            until: self.vcd_until.unwrap_or(u64::MAX),
            when: when.transpose()?,
        };
        let about = [format!("program {}", loaded.name), format!("image {}", loaded.image.hash())];
        let probe = File::create(path)
            .and_then(|file| VcdProbe::new(file, machine, &about, window))
            .map_err(|error| Failure::file(path, error))?;
        // A pipe or a device has no place beside it.
        if path.is_file() {
            for file in companions {
                std::fs::write(&file.path, &file.text)
                    .map_err(|error| Failure::file(&file.path, error))?;
            }
        }
        Ok(probe)
    }

    fn open_trace(
        &self,
        path: &Path,
        loaded: &Loaded,
        machine: &Machine,
    ) -> Result<TraceProbe<Writer<BufWriter<File>>>, Failure> {
        let file = File::create(path).map_err(|error| Failure::file(path, error))?;
        let extent = Extent { changes: self.trace_changes.unwrap_or(ALL), every: self.trace_every };
        let header = trace_header(machine, loaded, extent);
        let writer = Writer::new(BufWriter::with_capacity(1 << 20, file));
        Ok(TraceProbe::new(writer, &header))
    }
}

/// Checks that no two of the paths are one file, so that no output overwrites an input.
///
/// # Errors
/// A [`Failure`] with the path that stands twice.
pub fn distinct<'a>(paths: impl Iterator<Item = &'a Path>) -> Result<(), Failure> {
    let mut seen = Vec::new();
    for path in paths {
        let identity = match (path.canonicalize(), path.parent(), path.file_name()) {
            (Ok(whole), ..) => whole,
            (Err(_), Some(folder), Some(name)) => {
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf()).join(name)
            }
            _ => path.to_path_buf(),
        };
        if seen.contains(&identity) && (identity.is_file() || !identity.exists()) {
            return Err(Failure::file(path, "the same file is named twice"));
        }
        seen.push(identity);
    }
    Ok(())
}

/// The first line of the trace of a run.
pub fn trace_header(machine: &Machine, loaded: &Loaded, extent: Extent) -> Header {
    Header::new(machine, loaded.dialect.name(), &loaded.name, &loaded.image.hash(), extent)
}

/// The last line of the trace of a run.
pub fn end_of_trace(machine: &Machine, console: &[u8]) -> trace::End {
    trace::End {
        end: machine.cycle,
        halt: Halt::NAMES[machine.halt as usize].to_string(),
        trap: Trap::NAMES[machine.trap.cause as usize].to_string(),
        value: value(machine),
        console: String::from_utf8_lossy(console).into_owned(),
    }
}

/// The machine's last value, printed.
pub fn value(machine: &Machine) -> String {
    Printer::new(&machine.memory, machine.config()).print(machine.value)
}
