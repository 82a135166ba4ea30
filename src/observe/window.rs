//! When a recording begins and ends.

use std::num::NonZeroUsize;

use crate::condition::operand::number;
use crate::condition::{Condition, Problem};
use conscycle_image::Image;
use conscycle_machine::Machine;

/// A point of a run.
#[derive(Debug, Clone)]
pub enum Mark {
    /// The beginning of this cycle.
    Cycle(u64),
    /// The beginning of the first cycle in which this is true.
    Condition(Condition),
}

impl Mark {
    /// Reads a cycle's number or a condition on machines that run `image`.
    ///
    /// # Errors
    /// A [`Problem`] that says what is wrong.
    pub fn parse(text: &str, image: &Image) -> Result<Mark, Problem> {
        match number(text.trim()) {
            Some(cycle) => Ok(Mark::Cycle(cycle)),
            None => Ok(Mark::Condition(Condition::parse(text, image)?)),
        }
    }

    /// Is it reached, before the cycle whose registers `machine` holds?
    #[inline]
    fn is_reached(&self, machine: &Machine) -> bool {
        match self {
            Mark::Cycle(cycle) => machine.cycle >= *cycle,
            Mark::Condition(condition) => condition.holds(machine),
        }
    }
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Mark::Cycle(cycle) => cycle.fmt(f),
            Mark::Condition(condition) => f.write_str(condition.text()),
        }
    }
}

/// The cycles that are recorded: from a mark, with its cycle, to another, without; of these the
/// last ones, if so many are asked for.
#[derive(Debug, Clone)]
pub struct Window {
    /// It opens once.
    pub when: Mark,
    /// A condition is looked at from the second cycle on.
    pub until: Mark,
    /// So many cycles at most, the last ones: they are kept in memory until the end.
    pub last: Option<NonZeroUsize>,
}

impl Default for Window {
    /// Every cycle.
    fn default() -> Window {
        Window { when: Mark::Cycle(0), until: Mark::Cycle(u64::MAX), last: None }
    }
}

impl Window {
    /// All cycles from this one on.
    pub fn from(cycle: u64) -> Window {
        Window { when: Mark::Cycle(cycle), ..Window::default() }
    }

    /// Can it never open?
    pub fn is_empty(&self) -> bool {
        matches!((&self.when, &self.until), (Mark::Cycle(when), Mark::Cycle(until)) if when >= until)
    }

    /// Does it hold every cycle?
    pub fn is_all(&self) -> bool {
        matches!((&self.when, &self.until), (Mark::Cycle(0), Mark::Cycle(u64::MAX)))
            && self.last.is_none()
    }

    /// The cycle before which it surely ends.
    pub fn end(&self) -> u64 {
        match self.until {
            Mark::Cycle(cycle) => cycle,
            Mark::Condition(_) => u64::MAX,
        }
    }
}

/// Where a run is in its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before it.
    Waiting,
    /// In it.
    Open,
    /// Behind it, or the output is broken.
    Closed,
}

/// Follows a run through its window.
#[derive(Debug)]
pub struct Gate {
    window: Window,
    /// Where the run is.
    pub phase: Phase,
}

impl Gate {
    /// Before the window.
    pub fn new(window: Window) -> Gate {
        Gate { window, phase: Phase::Waiting }
    }

    /// The window.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Must it look before every cycle, also when it is open?
    pub fn is_watchful(&self) -> bool {
        matches!(self.window.until, Mark::Condition(_))
    }

    /// Looks at the machine before a cycle.
    #[inline]
    pub fn look(&mut self, machine: &Machine) -> Phase {
        match self.phase {
            Phase::Waiting if machine.cycle >= self.window.end() => self.phase = Phase::Closed,
            Phase::Waiting if self.window.when.is_reached(machine) => self.phase = Phase::Open,
            Phase::Open if self.window.until.is_reached(machine) => self.phase = Phase::Closed,
            _ => {}
        }
        self.phase
    }
}
