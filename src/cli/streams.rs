//! What is written to stdout and stderr.

use std::io::Write as _;

use super::brief::brief;
use super::failure::Failure;

/// Writes to stdout.
///
/// # Errors
/// A [`Failure`] if stdout cannot be written.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|error| Failure::Plain(format!("stdout: {error}")))
}

/// Writes to stderr, as much of it as a person reads; a stderr that is gone is no reason to stop.
pub fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(brief(text).as_bytes());
}
