//! From a program's text to a machine that is ready to run.

use std::path::PathBuf;

use crate::brief::brief;
use crate::choice::Choice;
use crate::prepare::prepare;
use crate::problem::Problem;
use conscycle_firmware::Dialect;
use conscycle_image::reader::{self, Syntax};
use conscycle_image::{HEX_PREFIX, Image};
use conscycle_machine::Machine;
use conscycle_machine::config::Config;
use conscycle_warnings::{Warning, warnings};

/// A program with its machine.
#[derive(Debug)]
pub struct Loaded {
    /// The image, for the machine in `image.config`.
    pub image: Image,
    /// The library it was built with; of an image, what was asked for.
    pub dialect: Dialect,
    /// The program's name, without its folder.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// What is to be said of it, without it being wrong.
    pub notes: Vec<String>,
    /// What the machine reads itself, if it reads the program.
    pub read_on_machine: Option<File>,
}

/// Where a program came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input, which is then used up.
    Stdin,
    /// Somebody has given the text.
    Text,
    /// It is a shell of the firmware.
    Firmware,
}

/// A file as the machine sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name by which the machine asks for it.
    pub path: String,
    /// What was in it when the program was loaded.
    pub bytes: Vec<u8>,
}

impl Loaded {
    /// A program of this dialect: its text is built into an image. `arguments` are the program's.
    ///
    /// # Errors
    /// A [`Problem`] with the place in the text.
    pub fn from_text(
        name: &str,
        text: &str,
        config: Config,
        dialect: Dialect,
        arguments: &[String],
        origin: Origin,
    ) -> Result<Loaded, Problem> {
        let prepared = prepare(read(name, text)?, text, name, &config, arguments)?;
        let image = build_forms(name, text, &prepared.forms, config, dialect)?;
        let (name, notes) = (name.to_string(), prepared.notes);
        Ok(Loaded { image, dialect, name, origin, notes, read_on_machine: None })
    }

    /// A program as a file has it: text, or an image as JSON or as hex, for the machine that is chosen; what the choice
    /// leaves open is as in `base`, or in the image. It is of a dialect whose programs are built into images.
    ///
    /// # Errors
    /// A [`Problem`] with its place, or with the name of the file.
    pub fn from_contents(
        name: &str,
        text: &str,
        (choice, base): (&Choice, Config),
        dialect: Dialect,
        arguments: &[String],
        origin: Origin,
    ) -> Result<Loaded, Problem> {
        let read = if text.starts_with('{') && text.contains("\"conscycle-image\"") {
            Image::from_json(text)
        } else if text.starts_with(HEX_PREFIX) {
            Image::from_hex(text)
        } else {
            let config = choice.apply(base)?;
            return Loaded::from_text(name, text, config, dialect, arguments, origin);
        };
        let image = read.map_err(|error| {
            let path = match &origin {
                Origin::File(path) => path.display().to_string(),
                Origin::Stdin => "-".to_string(),
                Origin::Text | Origin::Firmware => name.to_string(),
            };
            Problem::Plain(format!("{path}: {error}"))
        })?;
        let (image, name) = (use_image(image, choice)?, name.to_string());
        Ok(Loaded { image, dialect, name, origin, notes: Vec::new(), read_on_machine: None })
    }

    /// A dialect's shell.
    ///
    /// # Errors
    /// A [`Problem`] if there is none for this machine.
    pub fn shell(config: Config, dialect: Dialect) -> Result<Loaded, Problem> {
        let image = conscycle_firmware::shell(dialect, config)
            .map_err(|error| Problem::Plain(error.to_string()))?;
        let (name, origin) = (format!("{}-shell", dialect.name()), Origin::Firmware);
        Ok(Loaded { image, dialect, name, origin, notes: Vec::new(), read_on_machine: None })
    }

    /// A dialect's shell that reads and runs the program of this name in `file`.
    ///
    /// # Errors
    /// A [`Problem`] if there is none for this machine.
    pub fn for_machine(
        name: &str,
        file: File,
        config: Config,
        dialect: Dialect,
        origin: Origin,
    ) -> Result<Loaded, Problem> {
        let shell = Loaded::shell(config, dialect)?;
        Ok(Loaded { name: name.to_string(), origin, read_on_machine: Some(file), ..shell })
    }

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
        self.read_on_machine.is_some()
    }

    /// Is it a program in EulerLisp? Its errors are told in that language's words.
    pub fn is_euler(&self) -> bool {
        self.dialect == Dialect::Euler && self.is_read_on_machine()
    }

    /// The arguments that the host has for the program: first its name, if the machine reads it itself, then in
    /// EulerLisp the seed of its random numbers, then its own.
    pub fn arguments(&self, seed: Option<u64>, own: &[String]) -> Vec<String> {
        let name = self.read_on_machine.iter().map(|file| file.path.clone());
        let seed = (self.dialect == Dialect::Euler).then(|| seed.unwrap_or(1).to_string());
        name.chain(seed).chain(own.iter().cloned()).collect()
    }
}

/// The expression with which a dialect's shell loads the file of this name.
pub fn loading(name: &str, dialect: Dialect) -> String {
    let operator = if dialect == Dialect::Mal { "load-file" } else { "load" };
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    format!("({operator} \"{name}\")")
}

/// Builds a program's image.
///
/// # Errors
/// A [`Problem`] with the place in the text.
pub fn build(name: &str, text: &str, config: Config, dialect: Dialect) -> Result<Image, Problem> {
    build_forms(name, text, &read(name, text)?, config, dialect)
}

/// The text that the bytes of a file are, without the byte order mark at its beginning.
///
/// # Errors
/// Where they are not UTF-8.
pub fn text(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("not UTF-8 text, from byte {at} on")
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_string))
}

/// An image, which has been checked, for the machine that is chosen, which must have its word size and namespace.
fn use_image(image: Image, choice: &Choice) -> Result<Image, Problem> {
    let config = choice.apply(image.config)?;
    if config.word != image.config.word || config.namespace != image.config.namespace {
        return Err(Problem::Plain(format!(
            "the image is for a {}-bit {} machine; build another one for this",
            image.config.word.bits(),
            image.config.namespace.name()
        )));
    }
    image.fits(&config).map_err(|error| Problem::Plain(error.to_string()))?;
    Ok(Image { config, ..image })
}

fn read(name: &str, text: &str) -> Result<Vec<Syntax>, Problem> {
    reader::read_all(text).map_err(|error| Problem::read(&error, name, text))
}

fn build_forms(
    name: &str,
    text: &str,
    forms: &[Syntax],
    config: Config,
    dialect: Dialect,
) -> Result<Image, Problem> {
    let mut builder = conscycle_firmware::builder(dialect, config)
        .map_err(|error| Problem::Plain(format!("the library: {error}")))?;
    builder.program(name, text, forms).map_err(|error| Problem::build(&error, name, text))?;
    Ok(builder.finish())
}
