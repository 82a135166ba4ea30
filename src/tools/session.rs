//! Runs a machine for a person: its console on the terminal, Ctrl-C, a cycle limit.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use super::failure::Failure;
use crate::machine::{Machine, Stop};
use crate::probe::Probe;

/// Cycles between two looks at the console and at Ctrl-C.
const SLICE: u64 = 1 << 20;

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The machine halted.
    Halted,
    /// The cycle limit was reached.
    Limit,
    /// The probe stopped the run.
    Probe,
    /// Ctrl-C.
    Interrupted,
}

/// Standard input, as the machine's console sees it.
#[derive(Debug)]
enum Input {
    /// The machine has not asked for it, and nothing has been read from it.
    Untouched,
    /// A thread reads it.
    Reading(Receiver<Vec<u8>>),
    /// There is no more.
    Closed,
}

/// The terminal's side of a run.
#[derive(Debug)]
pub struct Session {
    interrupted: Arc<AtomicBool>,
    input: Input,
    /// Show the console's output on stdout as it comes, instead of keeping it.
    live: bool,
    /// The console's output.
    pub console: Vec<u8>,
}

impl Session {
    /// A session whose machine reads standard input, unless `no_input` says that it is used up.
    ///
    /// # Errors
    /// A [`Failure`] if Ctrl-C cannot be caught.
    pub fn new(live: bool, no_input: bool) -> Result<Session, Failure> {
        let interrupted = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&interrupted);
        ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed))
            .map_err(|error| Failure::Plain(format!("Ctrl-C cannot be caught: {error}")))?;
        let input = if no_input { Input::Closed } else { Input::Untouched };
        Ok(Session { interrupted, input, live, console: Vec::new() })
    }

    /// Runs to the end, the limit or Ctrl-C.
    ///
    /// # Errors
    /// A [`Failure`] if stdout cannot be written.
    pub fn run<P: Probe>(
        &mut self,
        machine: &mut Machine,
        probe: &mut P,
        limit: u64,
    ) -> Result<End, Failure> {
        loop {
            let slice = limit.min(machine.cycle.saturating_add(SLICE));
            let stop = machine.run_with(probe, slice);
            self.show(&machine.take_output())?;
            match stop {
                Stop::Halted => return Ok(End::Halted),
                Stop::Probe => return Ok(End::Probe),
                Stop::Limit if machine.cycle >= limit => return Ok(End::Limit),
                _ if self.interrupted.load(Ordering::Relaxed) => return Ok(End::Interrupted),
                Stop::Limit => {}
                Stop::NeedsInput => self.supply(machine),
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.live && !bytes.is_empty() {
            print_bytes(bytes)?;
        }
        self.console.extend_from_slice(bytes);
        Ok(())
    }

    /// Waits for input, its end, or Ctrl-C.
    fn supply(&mut self, machine: &mut Machine) {
        if matches!(self.input, Input::Untouched) {
            self.input = Input::Reading(read_stdin());
        }
        let Input::Reading(input) = &self.input else {
            machine.close_input();
            return;
        };
        match input.recv_timeout(Duration::from_millis(50)) {
            Ok(bytes) => machine.feed(&bytes),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                self.input = Input::Closed;
                machine.close_input();
            }
        }
    }
}

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

/// Writes to stderr; a stderr that is gone is no reason to stop.
pub fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Reads standard input on a thread of its own, so that Ctrl-C is seen while it waits.
pub fn read_stdin() -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count) = std::io::stdin().read(&mut buffer) {
            if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}
