//! From a program or an image on disk to a machine that is ready to run.

use std::io::Read as _;
use std::path::Path;

use super::failure::Failure;
use super::options::MachineOptions;
use crate::config::Config;
use crate::firmware::{self, Dialect};
use crate::image::Image;
use crate::machine::Machine;
use crate::reader;

/// What a command works on.
#[derive(Debug)]
pub struct Loaded {
    /// The image, for the machine in `image.config`.
    pub image: Image,
    /// The library it was built with; of an image, what the options say.
    pub dialect: Dialect,
    /// The program's name, without its folder.
    pub name: String,
    /// The program came from standard input.
    pub from_stdin: bool,
    /// The machine reads the program itself: this is its path.
    pub argument: Option<String>,
}

impl Loaded {
    /// The machine after reset.
    pub fn machine(&self) -> Machine {
        Machine::new(self.image.config, &self.image.words, self.image.entry)
    }

    /// The program's arguments, as the machine asks for them.
    pub fn arguments(&self, given: &[String]) -> Vec<String> {
        self.argument.iter().chain(given).cloned().collect()
    }
}

/// Reads `program`, which is Lisp text, an image as JSON or as hex, or `-` for standard input. What
/// `options` leave open is as it was `recorded`, or as the dialect has it.
///
/// # Errors
/// A [`Failure`] with its place.
pub fn load(
    program: &Path,
    options: &MachineOptions,
    recorded: Option<(Config, Dialect)>,
) -> Result<Loaded, Failure> {
    let from_stdin = program.as_os_str() == "-";
    let bytes = if from_stdin {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(program)
    };
    let bytes = bytes.map_err(|error| Failure::file(program, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::file(program, format!("not UTF-8 text, from byte {at} on"))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_string();
    let name = match program.file_name() {
        Some(name) if !from_stdin => name.to_string_lossy().into_owned(),
        _ => "stdin".to_string(),
    };
    let dialect = recorded.map_or(Dialect::default(), |(_, dialect)| dialect);
    let dialect = options.dialect().unwrap_or(dialect);
    let base = recorded.map_or(dialect.config(), |(config, _)| config);
    let mut argument = None;
    let image = if text.starts_with('{') && text.contains("\"conscycle-image\"") {
        use_image(Image::from_json(&text).map_err(|error| Failure::file(program, error))?, options)?
    } else if text.starts_with(crate::image::HEX_PREFIX) {
        use_image(Image::from_hex(&text).map_err(|error| Failure::file(program, error))?, options)?
    } else if dialect == Dialect::Mal {
        if from_stdin {
            let message = "the machine reads a program in mal itself, from a file";
            return Err(Failure::Plain(message.to_string()));
        }
        argument = Some(program.display().to_string());
        firmware::shell(dialect, options.apply(base)?)
            .map_err(|error| Failure::Plain(error.to_string()))?
    } else {
        build(&name, &text, options.apply(base)?, dialect)?
    };
    Ok(Loaded { image, dialect, name, from_stdin, argument })
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
    image.fits(config.memory).map_err(|error| Failure::Plain(error.to_string()))?;
    Ok(Image { config, ..image })
}

/// Builds a program's image.
///
/// # Errors
/// A [`Failure`] with the place in the text.
pub fn build(name: &str, text: &str, config: Config, dialect: Dialect) -> Result<Image, Failure> {
    let forms = reader::read_all(text).map_err(|error| Failure::read(&error, name, text))?;
    let mut builder = firmware::builder(dialect, config)
        .map_err(|error| Failure::Plain(format!("the library: {error}")))?;
    builder.program(name, text, &forms).map_err(|error| Failure::build(&error, name, text))?;
    Ok(builder.finish())
}
