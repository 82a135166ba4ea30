//! Runs, forwards and backwards. Python's signals are looked at on the way: Ctrl-C ends a run and loses nothing.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use pyo3::Python;
use serde_json::{Value, json};

use crate::failed::Failed;
use crate::session::{Control, Session};
use conscycle_debugger::condition::Condition;
use conscycle_debugger::watcher::{Goal, Why};
use conscycle_debugger::{Debugger, Outcome, Surroundings};
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_machine::probe::{NoProbe, Probe};

/// Time between two looks at Python's signals.
const PATIENCE: Duration = Duration::from_millis(50);

/// Cycles of a machine of one's own between two thoughts of that.
const SLICE: u64 = 1 << 16;

/// Looks at Python's signals now and then.
pub struct Signals {
    last: Instant,
}

impl Signals {
    /// Nobody has looked yet.
    pub fn new() -> Signals {
        Signals { last: Instant::now() }
    }

    /// Looks, if it is time again.
    ///
    /// # Errors
    /// What a handler has raised.
    pub fn look(&mut self) -> Result<(), Failed> {
        if self.last.elapsed() >= PATIENCE {
            self.last = Instant::now();
            Python::attach(|py| py.check_signals())?;
        }
        Ok(())
    }
}

/// What a step goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Cycles.
    Cycle,
    /// Cycles up to another state.
    State,
    /// Cycles up to the application of a function.
    Application,
}

impl Unit {
    /// The one with this name.
    ///
    /// # Errors
    /// Which there are.
    pub fn parse(name: &str) -> Result<Unit, Failed> {
        match name {
            "cycle" => Ok(Unit::Cycle),
            "state" => Ok(Unit::State),
            "application" => Ok(Unit::Application),
            _ => Err(Failed::Condition(format!(
                "a step is a cycle, a state or an application, not {name:?}"
            ))),
        }
    }

    /// What a search for the beginning of the next one is out for; of cycles there is nothing to search for.
    fn goal(self) -> Option<Goal> {
        match self {
            Unit::Cycle => None,
            Unit::State => Some(Goal::State),
            Unit::Application => Some(Goal::Application),
        }
    }
}

impl Session {
    /// Runs to a condition, and to a point on the way, `limit` cycles at most.
    ///
    /// # Errors
    /// If the condition is none, or a signal has come.
    pub fn run(
        &mut self,
        until: Option<&str>,
        limit: Option<u64>,
        control: &Control,
    ) -> Result<Value, Failed> {
        let goal = self.goal(until)?;
        let cycles = limit.unwrap_or(u64::MAX);
        let outcome = self.forward(&goal, 1, cycles, control)?;
        Ok(self.stop(outcome, "limit"))
    }

    /// Runs up to a cycle, and to a point on the way, `limit` cycles at most.
    ///
    /// # Errors
    /// If that is behind, or a signal has come.
    pub fn run_to(
        &mut self,
        cycle: u64,
        limit: Option<u64>,
        control: &Control,
    ) -> Result<Value, Failed> {
        let now = self.machine().cycle;
        let Some(cycles) = cycle.checked_sub(now) else {
            let text = format!("cycle {cycle} is before this one, {now}: go_to goes back");
            return Err(Failed::Condition(text));
        };
        let cycles = cycles.min(limit.unwrap_or(u64::MAX));
        let outcome = self.forward(&Goal::Points, 1, cycles, control)?;
        let is_there = self.machine().cycle >= cycle;
        Ok(self.stop(outcome, if is_there { "goal" } else { "limit" }))
    }

    /// Goes so many steps forwards.
    ///
    /// # Errors
    /// If a signal has come.
    pub fn step(&mut self, count: u64, unit: Unit, control: &Control) -> Result<Value, Failed> {
        let outcome = match unit.goal() {
            None => self.forward(&Goal::Points, 1, count, control)?,
            Some(goal) => self.forward(&goal, count, u64::MAX, control)?,
        };
        Ok(self.stop(outcome, "goal"))
    }

    /// Goes so many steps back.
    ///
    /// # Errors
    /// If a signal has come.
    pub fn back(&mut self, count: u64, unit: Unit, control: &Control) -> Result<Value, Failed> {
        match unit.goal() {
            None => self.go_to(self.machine().cycle.saturating_sub(count), control),
            Some(goal) => self.backward(&goal, count, control),
        }
    }

    /// Goes back to where a run forwards would have stopped last.
    ///
    /// # Errors
    /// If the condition is none, or a signal has come.
    pub fn run_back(&mut self, until: Option<&str>, control: &Control) -> Result<Value, Failed> {
        let goal = self.goal(until)?;
        self.backward(&goal, 1, control)
    }

    /// Goes to a cycle, back or forwards; points do not stop it.
    ///
    /// # Errors
    /// If a signal has come.
    pub fn go_to(&mut self, cycle: u64, control: &Control) -> Result<Value, Failed> {
        let mut signals = Signals::new();
        let travelled: Result<(), Failed> = self.work(|_, debugger, _| {
            let mut way = Some(debugger.set_out(cycle));
            while !debugger.travel(&mut way, SLICE) {
                signals.look()?;
            }
            Ok(())
        });
        self.note(control);
        travelled?;
        let left = cycle - self.machine().cycle.min(cycle);
        let points = self.work(|_, debugger, _| std::mem::take(&mut debugger.points));
        let outcome = self.forward(&Goal::Points, 1, left, control);
        self.work(|_, debugger, _| debugger.points = points);
        let outcome = outcome?;
        let is_beginning = outcome == Outcome::Stepped && cycle == 0;
        Ok(self.stop(if is_beginning { Outcome::Beginning } else { outcome }, "goal"))
    }

    fn goal(&self, until: Option<&str>) -> Result<Goal, Failed> {
        match until {
            None => Ok(Goal::Points),
            Some(text) => Ok(Goal::Until(Condition::parse(text, &self.loaded().image)?)),
        }
    }

    fn forward(
        &mut self,
        goal: &Goal,
        count: u64,
        cycles: u64,
        control: &Control,
    ) -> Result<Outcome, Failed> {
        if self.has_halted() {
            return Ok(Outcome::Halted);
        }
        if cycles == 0 {
            return Ok(Outcome::Stepped);
        }
        self.travel(control, |debugger, around| {
            debugger.forward(goal, count, cycles, &mut NoProbe, around)
        })
    }

    fn backward(&mut self, goal: &Goal, count: u64, control: &Control) -> Result<Value, Failed> {
        let outcome =
            self.travel(control, |debugger, around| debugger.backward(goal, count, around))?;
        Ok(self.stop(outcome, "goal"))
    }

    fn travel(
        &mut self,
        control: &Control,
        go: impl FnOnce(&mut Debugger, &mut Surroundings) -> Outcome,
    ) -> Result<Outcome, Failed> {
        control.interrupt.store(false, Ordering::Relaxed);
        let (mut signals, mut failed) = (Signals::new(), None);
        let outcome = self.work(|_, debugger, host| {
            let mut progress = |cycle: u64, _: &mut Vec<u8>| {
                control.cycle.store(cycle, Ordering::Relaxed);
                if let Err(problem) = signals.look() {
                    failed = Some(problem);
                    control.interrupt.store(true, Ordering::Relaxed);
                }
            };
            let interrupt = &control.interrupt;
            go(debugger, &mut Surroundings { host, progress: &mut progress, interrupt })
        });
        self.note(control);
        match failed {
            Some(problem) => Err(problem),
            None => Ok(outcome),
        }
    }

    /// Why and where a run has stopped. `stepped` is the reason if all of its cycles have passed.
    fn stop(&mut self, outcome: Outcome, stepped: &str) -> Value {
        let machine = self.machine();
        let (reason, point) = match outcome {
            Outcome::Stopped(Why::Goal) => ("goal", None),
            Outcome::Stopped(Why::Point(id) | Why::Change(id, ..)) => ("point", Some(id)),
            Outcome::Halted => match machine.arbiter.halt {
                Halt::Trap => ("trap", None),
                Halt::Exit => ("exit", None),
                Halt::Done | Halt::Running => ("done", None),
            },
            Outcome::Stepped => (stepped, None),
            Outcome::NeedsInput => ("input", None),
            Outcome::Interrupted | Outcome::Observer => ("interrupted", None),
            Outcome::Beginning => ("beginning", None),
        };
        let (line, note) = (self.inspector().line(), self.debugger().why(outcome));
        let text = if note.is_empty() { line } else { format!("{line}  [{note}]") };
        json!({ "reason": reason, "cycle": machine.cycle, "text": text, "point": point })
    }
}

/// Runs a machine of one's own up to a cycle with an observer, as long as `goes_on` after each slice.
///
/// # Errors
/// If a signal has come, or what `goes_on` says.
pub fn observe<P: Probe>(
    machine: &mut Machine,
    probe: &mut P,
    end: u64,
    mut goes_on: impl FnMut(&P) -> Result<bool, Failed>,
) -> Result<(), Failed> {
    let mut signals = Signals::new();
    while machine.cycle < end && machine.arbiter.halt == Halt::Running {
        let slice = end.min(machine.cycle.saturating_add(SLICE));
        machine.run_with(probe, slice);
        signals.look()?;
        if machine.cycle < slice || !goes_on(probe)? {
            break;
        }
    }
    Ok(())
}
