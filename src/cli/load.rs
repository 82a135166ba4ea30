//! From a program or an image on disk to a machine that is ready to run.

use std::path::{Path, PathBuf};

use super::brief::brief;
use super::failure::Failure;
use super::host::{Host, HostOptions};
use super::input;
use super::options::MachineOptions;
use super::prepare::prepare;
use conscycle_firmware::Dialect;
use conscycle_image::Image;
use conscycle_image::reader::{self, Syntax};
use conscycle_machine::Machine;
use conscycle_machine::config::Config;
use conscycle_warnings::{Warning, warnings};

/// What a command works on.
#[derive(Debug)]
pub struct Loaded {
    /// The image, for the machine in `image.config`.
    pub image: Image,
    /// The library it was built with; of an image, what the options say.
    pub dialect: Dialect,
    /// The program's name, without its folder.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// What is to be said of it, without it being wrong.
    pub notes: Vec<String>,
    /// What the host has for the program before its own arguments: its name, if the machine reads
    /// the program itself.
    pub arguments: Vec<String>,
}

/// Where a program came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    File(PathBuf),
    /// Standard input, which is then used up.
    Stdin,
    /// It is a shell of the firmware.
    Firmware,
}

impl Loaded {
    /// The machine after reset.
    pub fn machine(&self) -> Machine {
        self.image.machine(self.image.config)
    }

    /// The program's number among the image's sources, if it is there and no part of the firmware.
    pub fn program(&self) -> Option<u32> {
        let is_firmware = self.origin == Origin::Firmware || self.is_read_on_machine();
        (self.image.sources.len() as u32).checked_sub(1).filter(|_| !is_firmware)
    }

    /// What is surely wrong in the program.
    pub fn warnings(&self) -> Vec<Warning> {
        let found = self.program().map_or(Vec::new(), |_| warnings(&self.image));
        let shortened = |found: Warning| Warning { message: brief(&found.message), ..found };
        found.into_iter().map(shortened).collect()
    }

    /// Does the machine read the program itself?
    pub fn is_read_on_machine(&self) -> bool {
        !self.arguments.is_empty()
    }

    /// The arguments that the host has for the program.
    pub fn arguments(&self, options: &HostOptions) -> Vec<String> {
        let mut arguments = self.arguments.clone();
        if self.dialect == Dialect::Euler {
            arguments.push(options.seed.unwrap_or(1).to_string());
        }
        arguments.extend_from_slice(&options.arguments);
        arguments
    }

    /// The host, without a person at it.
    pub fn host(&self, options: &HostOptions) -> Host {
        let arguments = self.arguments(options);
        if self.origin == Origin::Stdin {
            Host::ready(&[], &arguments)
        } else {
            Host::stdin(&arguments)
        }
    }
}

/// Reads `program`, which is Lisp text, an image as JSON or as hex, or `-` for standard input. A
/// program in mal or euler is read on the machine, by the dialect's shell. `arguments` are the program's. What `options`
/// leave open is as it was
/// `recorded`, or as the dialect has it.
///
/// # Errors
/// A [`Failure`] with its place.
pub fn load(
    program: &Path,
    options: &MachineOptions,
    arguments: &[String],
    recorded: Option<(Config, Dialect)>,
) -> Result<Loaded, Failure> {
    let from_stdin = program.as_os_str() == "-";
    let dialect = recorded.map_or(Dialect::default(), |(_, dialect)| dialect);
    let dialect = options.dialect().unwrap_or(dialect);
    let base = recorded.map_or(dialect.config(), |(config, _)| config);
    if dialect.is_read_on_machine() {
        return load_for_machine(program, options, base, dialect);
    }
    let bytes = if from_stdin { input::read_stdin()? } else { input::read(program)? };
    let text = input::text(bytes, program)?;
    let name = match program.file_name() {
        Some(name) if !from_stdin => name.to_string_lossy().into_owned(),
        _ => "stdin".to_string(),
    };
    let mut notes = Vec::new();
    let image = if text.starts_with('{') && text.contains("\"conscycle-image\"") {
        use_image(Image::from_json(&text).map_err(|error| Failure::file(program, error))?, options)?
    } else if text.starts_with(conscycle_image::HEX_PREFIX) {
        use_image(Image::from_hex(&text).map_err(|error| Failure::file(program, error))?, options)?
    } else {
        let config = options.apply(base)?;
        let prepared = prepare(read(&name, &text)?, &text, &name, &config, arguments)?;
        notes = prepared.notes;
        build_forms(&name, &text, &prepared.forms, config, dialect)?
    };
    let origin = if from_stdin { Origin::Stdin } else { Origin::File(program.to_path_buf()) };
    Ok(Loaded { image, dialect, name, origin, notes, arguments: Vec::new() })
}

/// The shell of a dialect, with a program to read instead of lines.
fn load_for_machine(
    program: &Path,
    options: &MachineOptions,
    base: Config,
    dialect: Dialect,
) -> Result<Loaded, Failure> {
    if program.as_os_str() == "-" {
        let name = dialect.name();
        let message = format!("the machine itself reads a program in {name}, from a file");
        return Err(Failure::Plain(message));
    }
    input::read(program)?;
    let shell = load_shell(options, base, dialect)?;
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let origin = Origin::File(program.to_path_buf());
    Ok(Loaded { name, origin, arguments: vec![program.display().to_string()], ..shell })
}

/// The shell of a dialect, for the machine in `options`; what they do not say is as in `base`.
///
/// # Errors
/// A [`Failure`] if there is none for this machine.
pub fn load_shell(
    options: &MachineOptions,
    base: Config,
    dialect: Dialect,
) -> Result<Loaded, Failure> {
    let image = conscycle_firmware::shell(dialect, options.apply(base)?)
        .map_err(|error| Failure::Plain(error.to_string()))?;
    let name = format!("{}-shell", dialect.name());
    let origin = Origin::Firmware;
    Ok(Loaded { image, dialect, name, origin, notes: Vec::new(), arguments: Vec::new() })
}

/// An image, which has been checked, for the machine in `options`, which must have its word size and namespace.
fn use_image(image: Image, options: &MachineOptions) -> Result<Image, Failure> {
    let config = options.apply(image.config)?;
    if config.word != image.config.word || config.namespace != image.config.namespace {
        return Err(Failure::Plain(format!(
            "the image is for a {}-bit {} machine; build another one for this",
            image.config.word.bits(),
            image.config.namespace.name()
        )));
    }
    image.fits(&config).map_err(|error| Failure::Plain(error.to_string()))?;
    Ok(Image { config, ..image })
}

/// Builds a program's image.
///
/// # Errors
/// A [`Failure`] with the place in the text.
pub fn build(name: &str, text: &str, config: Config, dialect: Dialect) -> Result<Image, Failure> {
    build_forms(name, text, &read(name, text)?, config, dialect)
}

fn read(name: &str, text: &str) -> Result<Vec<Syntax>, Failure> {
    reader::read_all(text).map_err(|error| Failure::read(&error, name, text))
}

fn build_forms(
    name: &str,
    text: &str,
    forms: &[Syntax],
    config: Config,
    dialect: Dialect,
) -> Result<Image, Failure> {
    let mut builder = conscycle_firmware::builder(dialect, config)
        .map_err(|error| Failure::Plain(format!("the library: {error}")))?;
    builder.program(name, text, forms).map_err(|error| Failure::build(&error, name, text))?;
    Ok(builder.finish())
}
