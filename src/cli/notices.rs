//! What is told beside a run, on stderr: notes and warnings before it, and what is left out after it.

use clap::Args;

use super::streams::say;
use conscycle_program::Loaded;
use conscycle_program::trap::Telling;

/// What is told.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Notices {
    /// No warnings, notes or summary on stderr
    ///
    /// Why there is no value is still told there.
    #[arg(long, short)]
    pub quiet: bool,
}

/// What is told of a trap.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Frames {
    /// Of a trap, show the frames that wait in the library, too
    #[arg(long, hide_short_help = true)]
    pub library_frames: bool,
}

impl Frames {
    /// How a trap is told to whoever has typed the command line `command`.
    pub fn telling(self, command: &[String]) -> Telling<'_> {
        Telling { library_frames: self.library_frames, command: Some(command) }
    }
}

/// The command line that this process was started with.
pub fn command() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}

impl Notices {
    /// Tells what is to be known of a program before it runs.
    pub fn before(self, loaded: &Loaded) {
        if self.quiet {
            return;
        }
        for note in &loaded.notes {
            say(&format!("note: {note}\n"));
        }
        for warning in loaded.warnings() {
            say(&format!("warning: {warning}\n"));
        }
    }
}
