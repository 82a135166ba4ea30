//! What the debugger prints: stops, points, objects and frames.

use super::execute::{Stepper, Trouble, count, say};
use crate::debugger::objects::{objects, shorten};
use crate::debugger::operand::{Operand, Value, number};
use crate::debugger::watcher::Why;
use crate::debugger::{Outcome, Problem};
use crate::ports::Unit;
use crate::tools::backtrace::frames;
use crate::tools::failure::Failure;
use crate::word::Word;

/// Characters of a watched value that are shown.
const SHOWN: usize = 40;

impl Stepper<'_> {
    pub(super) fn list(&self) -> Result<(), Trouble> {
        let points = self.debugger.points.all();
        if points.is_empty() {
            say("no breakpoints")?;
        }
        for point in points {
            say(&format!("{}: {}", point.id, point.text))?;
        }
        Ok(())
    }

    pub(super) fn examine(&self, rest: &str) -> Result<(), Trouble> {
        let mut words = rest.split_whitespace();
        let what = words.next().ok_or_else(|| Problem("x needs an address".to_string()))?;
        let times = count(words.next().unwrap_or_default())?;
        let machine = self.debugger.machine();
        let address = match number(what) {
            Some(address) => address,
            None => Operand::parse(what, self.debugger.image())?.value(machine).bits(),
        };
        let address = match u32::try_from(address) {
            Ok(address) if (address as usize) < machine.memory.words().len() => address,
            _ => return Err(Problem(format!("{what} is {address:#x}, which is no address")).into()),
        };
        self.lines(&objects(machine, address, times))
    }

    pub(super) fn frames(&self) -> Result<(), Trouble> {
        let machine = self.debugger.machine();
        let lines = frames(machine, self.debugger.image());
        if lines.is_empty() {
            say("no frame waits for a value")?;
        }
        self.lines(&lines)?;
        if machine.arbiter.owner == Unit::Sweeper {
            say("(a collection goes on: frames may be missing)")?;
        }
        Ok(())
    }

    /// The line about a stop.
    pub(super) fn stopped(&self, outcome: Outcome) -> Result<(), Failure> {
        let note = match outcome {
            Outcome::Stepped | Outcome::Halted | Outcome::Stopped(Why::Goal) => String::new(),
            Outcome::Stopped(Why::Point(id)) => self.point(id),
            Outcome::Stopped(Why::Change(id, before, now)) => {
                format!("{}: {} -> {}", self.point(id), self.value(before), self.value(now))
            }
            Outcome::NeedsInput => self.waits_for().to_string(),
            Outcome::Interrupted => "interrupted".to_string(),
            Outcome::Observer => "a file could not be written".to_string(),
            Outcome::Beginning => "the beginning".to_string(),
        };
        self.tell(&note)
    }

    fn waits_for(&self) -> &'static str {
        if self.debugger.waits_for_host() { "waits for a line" } else { "waits for console input" }
    }

    pub(super) fn point(&self, id: u32) -> String {
        let point = self.debugger.points.all().iter().find(|point| point.id == id);
        point.map_or(String::new(), |point| format!("{id}: {}", point.text))
    }

    pub(super) fn value(&self, value: Value) -> String {
        match value {
            Value::Number(number) => number.to_string(),
            Value::Word(Word(bits)) => {
                format!("{bits:#x} {}", shorten(&self.inspector().show(Word(bits)), SHOWN))
            }
        }
    }

    pub(super) fn tell(&self, note: &str) -> Result<(), Failure> {
        let line = self.inspector().line();
        if note.is_empty() { say(&line) } else { say(&format!("{line}  [{note}]")) }
    }

    pub(super) fn lines(&self, lines: &[String]) -> Result<(), Trouble> {
        for line in lines {
            say(&format!("  {line}"))?;
        }
        Ok(())
    }
}
