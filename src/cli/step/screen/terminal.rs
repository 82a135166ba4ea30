//! The terminal: taken over for the session, and given back however that ends.

use std::io::{Error, ErrorKind, IsTerminal as _, Stdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{self, Event};

use crate::cli::failure::Failure;

/// Where keys come from.
pub trait Events {
    /// The next event, if there is one within this time.
    ///
    /// # Errors
    /// An error of the terminal.
    fn next(&mut self, wait: Duration) -> std::io::Result<Option<Event>>;
}

/// Events that are read before they are needed.
const AHEAD: usize = 1024;

/// How long the keyboard is read without a look at whether anybody still wants to know.
const TURN: Duration = Duration::from_millis(50);

/// The keyboard: a thread reads it, because whoever reads a terminal that is gone may never come
/// back.
pub struct Keyboard(Receiver<std::io::Result<Event>>);

impl Keyboard {
    /// Begins to read.
    pub fn new() -> Keyboard {
        let (sender, receiver) = sync_channel(AHEAD);
        std::thread::spawn(move || {
            loop {
                let event = match event::poll(TURN) {
                    Ok(false) => continue,
                    Ok(true) => event::read(),
                    Err(error) => Err(error),
                };
                let ended = event.is_err();
                if sender.send(event).is_err() || ended {
                    return;
                }
            }
        });
        Keyboard(receiver)
    }
}

impl Events for Keyboard {
    fn next(&mut self, wait: Duration) -> std::io::Result<Option<Event>> {
        match self.0.recv_timeout(wait) {
            Ok(event) => event.map(Some),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => {
                Err(Error::new(ErrorKind::UnexpectedEof, "nobody reads the keyboard"))
            }
        }
    }
}

/// Is there a terminal that a screen can be drawn on?
pub fn exists() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|name| name == "dumb" || name.is_empty());
    !dumb && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Gives the terminal back when it goes; a panic gives it back as well.
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Takes the terminal over.
///
/// # Errors
/// A [`Failure`] if it cannot be.
pub fn take() -> Result<(Terminal<CrosstermBackend<Stdout>>, Guard), Failure> {
    let guard = Guard;
    let terminal = ratatui::try_init();
    let terminal =
        terminal.map_err(|error| Failure::Plain(format!("the terminal: {error}; try --plain")))?;
    Ok((terminal, guard))
}

/// Gives the terminal back. If it is gone there is nothing to give back.
pub fn restore() {
    let _ = ratatui::try_restore();
}
