//! The calls of a window of the history.

use std::io;

use serde_json::{Value, json};

use crate::answer::{Answer, Failed};
use crate::session::Session;
use conscycle_observe::functions::Function;
use conscycle_observe::transactions::{Ending, Event, Format, TransactionProbe, What};
use conscycle_observe::window::Window;

/// Cycles that are looked at, at most: a moment.
const LONGEST: u64 = 1 << 19;

/// Collects calls.
struct Calls {
    all: Vec<Value>,
    open: Vec<usize>,
    most: usize,
    is_complete: bool,
}

impl Format for Calls {
    const DETAIL: bool = false;

    fn event(&mut self, event: &Event, functions: &[Function]) -> io::Result<()> {
        match &event.what {
            What::Call(begun) => {
                if self.all.len() >= self.most {
                    self.is_complete = false;
                    self.open.push(usize::MAX);
                    return Ok(());
                }
                let name = functions.get(begun.function as usize).map_or("", |known| &known.name);
                let depth = self.open.len();
                self.open.push(self.all.len());
                self.all.push(json!({
                    "name": name, "text": begun.text.as_str(), "begin": event.cycle,
                    "end": null, "depth": depth, "value": null,
                }));
            }
            What::Return(ending) => {
                let call = self.open.pop().and_then(|call| self.all.get_mut(call));
                let Some(call) = call else { return Ok(()) };
                if *ending != Ending::Open {
                    call["end"] = json!(event.cycle);
                }
                if let Ending::Value(value) = ending {
                    call["value"] = json!(value.as_str());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: u64) -> io::Result<()> {
        Ok(())
    }
}

impl Session {
    /// The calls that go on from a cycle up to another.
    pub(crate) fn calls(&mut self, from: u64, to: u64, most: usize) -> Result<Answer, Failed> {
        let frontier = self.debugger.frontier();
        let from = from.min(frontier);
        let end = to.min(frontier).max(from).min(from + LONGEST);
        let follower = self.debugger.follower_at(from);
        let mut machine = self.debugger.machine_at(from);
        let calls = Calls { all: Vec::new(), open: Vec::new(), most, is_complete: true };
        let mut probe = TransactionProbe::new(calls, Window::from(from), follower);
        machine.run_with(&mut probe, end);
        let is_whole = end >= to.min(frontier);
        let Calls { all, is_complete, .. } = probe.finish()?;
        Ok(json!({ "calls": all, "complete": is_complete && is_whole }).into())
    }
}
