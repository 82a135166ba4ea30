//! What the debugger prints: stops, points, objects and frames.

use super::execute::{Stepper, Trouble, count};
use super::output::Output;
use crate::cli::failure::Failure;
use conscycle_debugger::objects::{Object, objects};
use conscycle_debugger::operand::{Operand, number};
use conscycle_debugger::recent;
use conscycle_debugger::watcher::Why;
use conscycle_debugger::{Outcome, Problem};
use conscycle_machine::ports::Unit;
use conscycle_program::backtrace::frames;

/// Cycles that `wave` draws, and characters for each.
const CYCLES: u64 = 12;
const COLUMNS: usize = 5;

impl<O: Output> Stepper<'_, O> {
    pub(super) fn points(&mut self) -> Result<(), Trouble> {
        let Stepper { debugger, output, .. } = self;
        let points = debugger.points.all();
        if points.is_empty() {
            output.say("no breakpoints")?;
        }
        for point in points {
            output.say(&format!("{}: {}", point.id, point.text))?;
        }
        Ok(())
    }

    pub(super) fn examine(&mut self, rest: &str) -> Result<(), Trouble> {
        let mut words = rest.split_whitespace();
        let what = words.next().ok_or_else(|| Problem("x needs an address".to_string()))?;
        let times = count(words.next().unwrap_or_default())?;
        if let Some(more) = words.next() {
            return Err(Problem(format!("x takes an address and a count: {more}")).into());
        }
        let machine = self.debugger.machine();
        let address = match number(what) {
            Some(address) => address,
            None => Operand::parse(what, self.debugger.image())?.value(machine).bits(),
        };
        let address = match u32::try_from(address) {
            Ok(address) if (address as usize) < machine.memory.words().len() => address,
            _ => return Err(Problem(format!("{what} is {address:#x}, which is no address")).into()),
        };
        let lines: Vec<String> =
            objects(machine, address, times).iter().map(Object::line).collect();
        self.heap_at = Some(address);
        self.lines(&lines)
    }

    pub(super) fn frames(&mut self) -> Result<(), Trouble> {
        let machine = self.debugger.machine();
        let sweeping = machine.arbiter.owner == Unit::Sweeper;
        let lines = frames(machine, self.debugger.image());
        if lines.is_empty() {
            self.output.say("no frame waits for a value")?;
        }
        self.lines(&lines)?;
        if sweeping {
            self.output.say("(a collection goes on: frames may be missing)")?;
        }
        Ok(())
    }

    /// Draws the last cycles, of other signals if `rest` has some.
    pub(super) fn wave(&mut self, rest: &str) -> Result<(), Trouble> {
        if !rest.is_empty() {
            self.wave = recent::choose(&self.wave, rest)?;
        }
        let lines = recent::lines(&self.debugger.recent(CYCLES - 1, &self.wave), COLUMNS);
        self.lines(&lines)
    }

    /// The line about a stop.
    pub(super) fn stopped(&mut self, outcome: Outcome) -> Result<(), Failure> {
        let note = self.debugger.why(outcome);
        if let Outcome::Stopped(Why::Point(id) | Why::Change(id, ..)) = outcome {
            self.debugger.points.has_stopped(id);
        }
        self.tell(&note)
    }

    pub(super) fn tell(&mut self, note: &str) -> Result<(), Failure> {
        self.stop = self.inspector().line();
        if !note.is_empty() {
            self.stop.push_str(&format!("  [{note}]"));
        }
        self.output.say(&self.stop)
    }

    pub(super) fn lines(&mut self, lines: &[String]) -> Result<(), Trouble> {
        for line in lines {
            self.output.say(&format!("  {line}"))?;
        }
        Ok(())
    }
}
