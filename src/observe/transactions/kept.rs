//! The events of the last cycles only, and what went on before the first of them.

use std::collections::VecDeque;

use super::{Begun, Event, What};

/// The last events.
#[derive(Debug)]
pub struct Kept {
    cycles: u64,
    events: VecDeque<Event>,
    /// The calls that went on before these events.
    open: Vec<Begun>,
    /// The same of what has one value at a time: the collection, the unit, the counters.
    state: [Option<What>; 4],
}

impl Kept {
    /// Those of so many cycles.
    pub fn new(cycles: u64) -> Kept {
        Kept { cycles, events: VecDeque::new(), open: Vec::new(), state: [None; 4] }
    }

    /// Takes an event, and lets go of those that are too old.
    pub fn add(&mut self, event: Event) {
        self.begin_at(event.cycle.saturating_sub(self.cycles));
        self.events.push_back(event);
    }

    /// Lets go of the events before a cycle.
    fn begin_at(&mut self, first: u64) {
        while self.events.front().is_some_and(|old| old.cycle < first) {
            if let Some(old) = self.events.pop_front() {
                self.forget(old.what);
            }
        }
    }

    /// An event lies before all others.
    fn forget(&mut self, what: What) {
        match what {
            What::Call(begun) => self.open.push(begun),
            What::Return(_) => {
                self.open.pop();
            }
            What::Collection(_) => self.state[0] = Some(what),
            What::Collected { .. } => self.state[0] = None,
            What::Unit(_) => self.state[1] = Some(what),
            What::Heap(_) => self.state[2] = Some(what),
            What::Depth(_) => self.state[3] = Some(what),
        }
    }

    /// The events of the last cycles before `end`, and before them what goes on there.
    pub fn events(mut self, end: u64) -> impl Iterator<Item = Event> {
        let first = end.saturating_sub(self.cycles);
        self.begin_at(first);
        let calls = self.open.into_iter().map(|begun| What::Call(Begun { again: true, ..begun }));
        let going_on = calls.chain(self.state.into_iter().flatten());
        going_on.map(move |what| Event { cycle: first, what }).chain(self.events)
    }
}
