//! Why a run has stopped, in words: what stands in brackets behind the line about a stop.

use crate::inspect::Inspector;
use crate::objects::shorten;
use crate::operand::Value;
use crate::watcher::Why;
use crate::{Debugger, Outcome};
use conscycle_machine::word::Word;

/// Characters of a watched value that are shown.
const SHOWN: usize = 40;

impl Debugger<'_> {
    /// Why a run has stopped where the machine is; empty if that is where it was to go.
    pub fn why(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Stepped | Outcome::Halted | Outcome::Stopped(Why::Goal) => String::new(),
            Outcome::Stopped(Why::Point(id)) => self.point(id),
            Outcome::Stopped(Why::Change(id, before, now)) => {
                format!("{}: {} -> {}", self.point(id), self.shown(before), self.shown(now))
            }
            Outcome::NeedsInput if self.waits_for_host() => "waits for a line".to_string(),
            Outcome::NeedsInput => "waits for console input".to_string(),
            Outcome::Interrupted => "interrupted".to_string(),
            Outcome::Observer => "a file could not be written".to_string(),
            Outcome::Beginning => "the beginning".to_string(),
        }
    }

    /// A point with its number; empty if there is none with this one.
    pub fn point(&self, id: u32) -> String {
        let point = self.points.all().iter().find(|point| point.id == id);
        point.map_or(String::new(), |point| format!("{id}: {}", point.text))
    }

    /// A value that is watched.
    fn shown(&self, value: Value) -> String {
        match value {
            Value::Number(number) => number.to_string(),
            Value::Word(Word(bits)) => {
                let inspector = Inspector::new(self.machine(), self.image());
                format!("{bits:#x} {}", shorten(&inspector.show(Word(bits)), SHOWN))
            }
        }
    }
}
