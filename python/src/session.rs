//! A program under the debugger.
#![allow(
    unsafe_code,
    reason = "what self_cell makes of a machine beside the image that it looks at"
)]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use self_cell::self_cell;

use crate::failed::Failed;
use crate::host::Host;
use crate::program::Wanted;
use conscycle_debugger::Debugger;
use conscycle_debugger::inspect::Inspector;
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_program::Loaded;

self_cell!(
    /// A debugger beside the program that it is about.
    struct Pair {
        owner: Loaded,
        #[covariant]
        dependent: Debugger,
    }
);

/// A session.
pub struct Session {
    pair: Pair,
    /// What the program gets from outside.
    pub host: Host,
    /// All that the console has written in cycles that have been.
    written: Vec<u8>,
}

/// What others may see of a session, and do to it, while it is busy.
#[derive(Debug, Default)]
pub struct Control {
    /// The cycle that it was last seen in.
    pub cycle: AtomicU64,
    /// It is to stop.
    pub interrupt: AtomicBool,
}

impl Session {
    /// A session with a program. Its checkpoints take about `history` bytes.
    ///
    /// # Errors
    /// What is wrong with the program or with the machine.
    pub fn new(wanted: Wanted, input: Option<&[u8]>, history: usize) -> Result<Session, Failed> {
        let (loaded, mut host) = wanted.load()?;
        if let Some(input) = input {
            host.input.put(input);
            host.input.is_closed = true;
        }
        let pair =
            Pair::new(loaded, |loaded| Debugger::new(&loaded.image, loaded.machine(), history));
        Ok(Session { pair, host, written: Vec::new() })
    }

    /// The program.
    pub fn loaded(&self) -> &Loaded {
        self.pair.borrow_owner()
    }

    /// The debugger.
    pub fn debugger(&self) -> &Debugger<'_> {
        self.pair.borrow_dependent()
    }

    /// The machine as it is now.
    pub fn machine(&self) -> &Machine {
        self.debugger().machine()
    }

    /// What puts it into words.
    pub fn inspector(&self) -> Inspector<'_> {
        Inspector::new(self.machine(), &self.loaded().image)
    }

    /// Does something with the program, the debugger and the host.
    pub fn work<T>(
        &mut self,
        work: impl for<'a> FnOnce(&'a Loaded, &mut Debugger<'a>, &mut Host) -> T,
    ) -> T {
        let Session { pair, host, .. } = self;
        pair.with_dependent_mut(|loaded, debugger| work(loaded, debugger, host))
    }

    /// Keeps what the console has written, and tells others where the machine is.
    pub fn note(&mut self, control: &Control) {
        let output = self.work(|_, debugger, _| debugger.take_output());
        self.written.extend(output);
        control.cycle.store(self.machine().cycle, Ordering::Relaxed);
    }

    /// What the console has written up to now.
    pub fn console(&self) -> &[u8] {
        let written = self.debugger().written() as usize;
        &self.written[..written.min(self.written.len())]
    }

    /// Brings more to read.
    ///
    /// # Errors
    /// If it has been said that there is no more.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Failed> {
        if self.host.input.is_closed {
            return Err(Failed::Plain("the console's input has ended".to_string()));
        }
        self.host.input.put(bytes);
        Ok(())
    }

    /// Has the machine halted?
    pub fn has_halted(&self) -> bool {
        self.machine().arbiter.halt != Halt::Running
    }
}
