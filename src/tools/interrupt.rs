//! Ctrl-C: where a run was.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::backtrace::{frames, whereabouts};
use super::failure::Failure;
use super::session::uncatchable;
use crate::debugger::inspect::Inspector;
use crate::image::Image;
use crate::machine::Machine;

/// The cycle, the place in the program, what the machine is doing, and the frames that wait.
pub fn place(machine: &Machine, image: &Image) -> String {
    let message = format!("interrupted after {} cycles", machine.cycle);
    let mut text = match whereabouts(machine, image) {
        Some((excerpt, label)) => excerpt.report(&message, label, None),
        None => format!("{message}\n"),
    };
    let _ = writeln!(text, "  {}", Inspector::new(machine, image).line());
    for frame in frames(machine, image) {
        let _ = writeln!(text, "  {frame}");
    }
    text
}

/// Ctrl-C, caught.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Catches Ctrl-C from now on.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be caught.
    pub fn catch() -> Result<Interrupt, Failure> {
        let interrupt = Interrupt::never();
        let flag = Arc::clone(&interrupt.0);
        ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed)).map_err(uncatchable)?;
        Ok(interrupt)
    }

    /// Ctrl-C ends the process, as it does by default.
    pub fn never() -> Interrupt {
        Interrupt(Arc::new(AtomicBool::new(false)))
    }

    /// Has it come?
    pub fn has_come(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
