//! Ctrl-C, which ends a run, and the signals that end a session.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown};

use crate::cli::exit::of_signal;
use crate::cli::failure::Failure;
use crate::cli::interrupt::{Interrupt, uncatchable};
pub use crate::cli::terminal::is_gone;

/// Between two looks at the terminal.
const TURN: Duration = Duration::from_millis(200);

/// What signals have asked for.
#[derive(Debug, Default)]
pub struct Signals {
    /// The run is to stop.
    pub interrupt: Arc<AtomicBool>,
    /// So is the session: its terminal is gone, or somebody wants the process to end.
    end: Interrupt,
}

impl Signals {
    /// Catches the signals. A second Ctrl-C before the first has been seen ends the process; but not
    /// `on_screen`, where Ctrl-C is a key, and the terminal has to be given back.
    ///
    /// # Errors
    /// A [`Failure`] if they cannot be caught.
    pub fn catch(on_screen: bool) -> Result<Signals, Failure> {
        let signals = Signals::default();
        let Signals { interrupt, end } = &signals;
        let caught = || {
            if !on_screen {
                let code = of_signal(SIGINT).into();
                register_conditional_shutdown(SIGINT, code, Arc::clone(interrupt))?;
            }
            register(SIGINT, Arc::clone(interrupt))?;
            // Behind the end's: whoever sees no end afterwards is interrupted.
            for signal in [SIGHUP, SIGTERM] {
                register(signal, Arc::clone(interrupt))?;
            }
            Ok(())
        };
        end.clone().on(&[SIGHUP, SIGTERM])?;
        caught().map_err(|error: std::io::Error| uncatchable(error))?;
        Ok(signals)
    }

    /// Watches the terminal at standard input: the session ends with it, whatever it is doing.
    pub fn watch_terminal(&self) {
        let (interrupt, end) = (Arc::clone(&self.interrupt), self.end.clone());
        std::thread::spawn(move || {
            while !is_gone() {
                std::thread::sleep(TURN);
            }
            end.raise(SIGHUP);
            interrupt.store(true, Ordering::SeqCst);
        });
    }

    /// Is the session to end?
    pub fn is_end(&self) -> bool {
        self.end.has_come()
    }

    /// The signal that ends the session; the one of a terminal that is gone.
    pub fn ending(&self) -> Option<i32> {
        self.end.signal()
    }

    /// Has a run been asked to stop?
    pub fn is_interrupt(&self) -> bool {
        self.interrupt.load(Ordering::SeqCst)
    }

    /// A command begins, and Ctrl-C before it was for another. False if the session is to end.
    pub fn begin(&self) -> bool {
        self.interrupt.store(false, Ordering::SeqCst);
        !self.is_end()
    }
}
