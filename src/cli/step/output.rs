//! Where a session says what it has to say.

use crate::cli::failure::Failure;
use crate::cli::streams::print_bytes;
use conscycle_program::brief::visible;

/// Whoever reads a session.
pub trait Output {
    /// A line about what a command has found or done.
    ///
    /// # Errors
    /// A [`Failure`] that ends the session: nobody can read it any more.
    fn say(&mut self, line: &str) -> Result<(), Failure>;

    /// What the program's console has written.
    ///
    /// # Errors
    /// As [`Output::say`].
    fn console(&mut self, bytes: &[u8]) -> Result<(), Failure>;

    /// A long run goes on, and has come to this cycle. True if what the console has `written` since
    /// the last time has been shown; else it comes again.
    fn progress(&mut self, cycle: u64, written: &[u8]) -> bool;
}

/// Standard output.
pub struct Lines;

impl Output for Lines {
    fn say(&mut self, line: &str) -> Result<(), Failure> {
        print_bytes(format!("{}\n", visible(line)).as_bytes())
    }

    fn console(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        print_bytes(bytes)?;
        if bytes.last() == Some(&b'\n') { Ok(()) } else { print_bytes(b"\n") }
    }

    fn progress(&mut self, _: u64, _: &[u8]) -> bool {
        false
    }
}
