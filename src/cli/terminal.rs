//! The person at a terminal: lines with editing and a history.

use std::io;
use std::path::{Path, PathBuf};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Cmd, CompletionType, Config, Editor, KeyEvent};
use signal_hook::consts::{SIGHUP, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::editing::Editing;
use super::failure::Failure;
use super::streams::say;
use conscycle_firmware::Dialect;

/// A line that a person has typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Line(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D, or there is no terminal any more.
    End,
}

/// An editor of lines.
#[derive(Debug)]
pub struct Terminal {
    editor: Editor<Editing, DefaultHistory>,
    /// Where the history is kept, if there is a place for it.
    history: Option<PathBuf>,
}

impl Terminal {
    /// The terminal that standard input is, for lines of a dialect.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be set up.
    pub fn new(dialect: Dialect) -> Result<Terminal, Failure> {
        let broken = |error| Failure::Plain(format!("the terminal: {error}"));
        give_back_at_a_signal().map_err(|error| broken(ReadlineError::Io(error)))?;
        let config = Config::builder().completion_type(CompletionType::List).build();
        let mut editor = Editor::with_config(config).map_err(broken)?;
        editor.set_helper(Some(Editing::new(dialect)));
        // What Linux makes of a Ctrl-D that came while nobody edited a line.
        editor.bind_sequence(KeyEvent::ctrl('@'), Cmd::EndOfFile);
        let mut terminal = Terminal { editor, history: history_file() };
        terminal.keep_history(|editor, path| match editor.load_history(path) {
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        });
        Ok(terminal)
    }

    /// The names that Tab completes.
    pub fn know(&mut self, mut names: Vec<String>) {
        names.sort_unstable();
        names.dedup();
        if let Some(editing) = self.editor.helper_mut() {
            editing.names = names;
        }
    }

    /// Asks for a line, which may have been typed in several.
    pub fn line(&mut self, prompt: &str) -> Typed {
        match self.editor.readline(prompt) {
            Ok(line) => {
                if self.editor.add_history_entry(&line).is_ok_and(|added| added) {
                    self.keep_history(|editor, path| {
                        if let Some(folder) = path.parent() {
                            create_private(folder)?;
                        }
                        editor.append_history(path)
                    });
                }
                Typed::Line(line)
            }
            Err(ReadlineError::Interrupted) => Typed::Interrupt,
            Err(_) => Typed::End,
        }
    }

    /// Does something with the history's file. If that fails it is told, and the history is from then on
    /// in memory only.
    fn keep_history(
        &mut self,
        work: impl FnOnce(&mut Editor<Editing, DefaultHistory>, &Path) -> rustyline::Result<()>,
    ) {
        let Some(path) = &self.history else { return };
        if let Err(error) = work(&mut self.editor, path) {
            say(&format!("{}: {error}; the history of this session is not kept\n", path.display()));
            self.history = None;
        }
    }
}

/// Catches the signals that are to end the process. They do it as if nobody had caught them, but the
/// terminal is given back before: the editor of lines has taken it while somebody types.
fn give_back_at_a_signal() -> io::Result<()> {
    let modes = tcgetattr(io::stdin())?;
    let mut signals = Signals::new([SIGHUP, SIGTERM])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let is_taken =
                tcgetattr(io::stdin()).is_ok_and(|now| now.local_modes != modes.local_modes);
            // A terminal that is gone takes nothing back. The lock of stdout may be held for ever.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
            if is_taken {
                let _ = rustix::io::write(io::stdout(), LEAVE_LINE);
            }
            let _ = emulate_default_handler(signal);
        }
    });
    Ok(())
}

/// Ends a line that is being edited: text that is pasted is not marked any more.
const LEAVE_LINE: &[u8] = b"\x1b[?2004l\r\n";

/// A folder that nobody else can look into, if it is not there.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// The history's file, where the user's state is kept.
fn history_file() -> Option<PathBuf> {
    let variable =
        |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = variable("XDG_STATE_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local/state")))?;
    Some(state.join("conscycle").join("history"))
}

/// Is the terminal at standard input gone? Nobody will type on it any more.
pub fn is_gone() -> bool {
    let stdin = std::io::stdin();
    let mut polled = [PollFd::new(&stdin, PollFlags::empty())];
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    match poll(&mut polled, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) {
        Ok(_) => polled[0].revents().intersects(gone),
        Err(_) => false,
    }
}
