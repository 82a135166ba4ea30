//! The firmware's images, in bundles that the page fetches when a program needs one.

use std::io::Read as _;

use crate::program::Program;
use conscycle_firmware::{Dialect, texts};
use conscycle_program::Problem;
use ruzstd::decoding::StreamingDecoder;

/// The bundle that has the image for a program: `16`, `32` or `64` for the words of the machine, or the dialect; none
/// if it needs none, or has it.
///
/// # Errors
/// A [`Problem`] if there is no such machine.
pub fn needed(program: &Program) -> Result<Option<String>, Problem> {
    let (dialect, config) = program.machine()?;
    let (kind, bundle) = match dialect {
        Dialect::Bare => return Ok(None),
        Dialect::Core if program.shell => ("shell", config.word.bits().to_string()),
        Dialect::Core => ("core", config.word.bits().to_string()),
        Dialect::Mal | Dialect::Euler => (dialect.name(), dialect.name().to_string()),
    };
    let is_here = texts::text(&texts::name(kind, &config)).is_ok();
    Ok(Some(bundle).filter(|_| !is_here))
}

/// Supplies the images of a bundle: of each its name, its length in bytes, and its text, behind line feeds.
///
/// # Errors
/// What is wrong with the bundle.
pub fn supply(bundle: &[u8]) -> Result<(), String> {
    let damaged = || "the bundle of the firmware is damaged".to_string();
    let mut decoder = StreamingDecoder::new(bundle).map_err(|error| error.to_string())?;
    let mut all = String::new();
    decoder.read_to_string(&mut all).map_err(|error| error.to_string())?;
    let mut rest = all.as_str();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('\n').ok_or_else(damaged)?;
        let (length, after) = after.split_once('\n').ok_or_else(damaged)?;
        let length: usize = length.parse().map_err(|_| damaged())?;
        let (text, after) = after.split_at_checked(length).ok_or_else(damaged)?;
        texts::supply(name.to_string(), text.to_string());
        rest = after;
    }
    Ok(())
}
