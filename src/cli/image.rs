//! `conscycle image`: a program's memory image in a file.

use std::path::PathBuf;

use clap::Args;

use super::exit::DONE;
use super::failure::Failure;
use super::load::load;
use super::options::MachineOptions;
use super::place::distinct;

/// Options of `image`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp program, an image (JSON or hex), or - for standard input
    program: PathBuf,
    /// Where to write it: a name that ends in .json or .hex (for $readmemh)
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Writes an image.
///
/// # Errors
/// A [`Failure`] if the program cannot be built or the file not written.
pub fn image(options: &Options) -> Result<u8, Failure> {
    let extension = options.output.extension().and_then(|extension| extension.to_str());
    let hex = match extension {
        Some("json") => false,
        Some("hex") => true,
        _ => return Err(Failure::file(&options.output, "a name in .json or .hex is expected")),
    };
    distinct([options.program.as_path(), options.output.as_path()].into_iter())?;
    let machine = options.machine.with_file()?;
    let loaded = load(&options.program, &machine, &[], None)?;
    if loaded.is_read_on_machine() {
        let name = loaded.dialect.name();
        let message =
            format!("the machine reads a program in {name} itself: there is no image of it");
        return Err(Failure::file(&options.program, message));
    }
    let image = loaded.image;
    let text = if hex { image.to_hex() } else { image.to_json() };
    std::fs::write(&options.output, text)
        .map_err(|error| Failure::output(&options.output, &error))?;
    Ok(DONE)
}
