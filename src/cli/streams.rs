//! What is written to stdout and stderr.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;

use rustix::io::Errno;

use super::exit::{HUNG_UP, UNREAD};
use super::failure::Failure;
use conscycle_program::brief::{brief, visible};

/// Writes to stdout.
///
/// # Errors
/// A [`Failure`] if stdout cannot be written.
pub fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| lost(&error))
}

/// Why stdout cannot be written. Who has stopped reading it, as `head` does, or has closed the terminal
/// knows it, and is told nothing.
pub fn lost(error: &io::Error) -> Failure {
    match Errno::from_io_error(error) {
        _ if error.kind() == ErrorKind::BrokenPipe => Failure::Gone(UNREAD),
        Some(Errno::IO) if is_device() => Failure::Gone(HUNG_UP),
        _ => Failure::output(Path::new("stdout"), error),
    }
}

/// Is stdout a terminal, or was it one before it was closed?
fn is_device() -> bool {
    let file = io::stdout().as_fd().try_clone_to_owned().map(File::from);
    let about = file.and_then(|file| file.metadata());
    about.is_ok_and(|about| about.file_type().is_char_device())
}

/// Writes to stderr, as much of it as a person reads, and in a way that it can be read; a stderr that
/// is gone is no reason to stop.
pub fn say(text: &str) {
    say_report(&visible(text));
}

/// The same with a report about a place in a source, which is coloured, and in which whatever comes
/// from a file can be read already.
pub fn say_report(report: &str) {
    let _ = io::stderr().lock().write_all(brief(report).as_bytes());
}
