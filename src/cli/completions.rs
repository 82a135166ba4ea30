//! `conscycle completions`: what a shell needs to complete command lines.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use super::exit::DONE;
use super::failure::Failure;
use super::streams::print_bytes;

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Options {
    /// The shell
    shell: Shell,
}

/// Prints the completions of `command`.
///
/// # Errors
/// A [`Failure`] if stdout cannot be written.
pub fn completions(options: &Options, mut command: Command) -> Result<u8, Failure> {
    let name = command.get_name().to_string();
    let mut script = Vec::new();
    generate(options.shell, &mut command, name, &mut script);
    print_bytes(&script)?;
    Ok(DONE)
}
