//! Calls and collections as transactions: with a begin, an end, and what is known of each. [`ftr`] and
//! [`perfetto`] are formats of them.
//!
//! Calls nest as profiles have them: a tail call ends its caller and takes its place, a continuation goes
//! on in the calls whose frames it has, which then begin once more. What goes on when the window opens
//! begins there, and ends at the latest where it closes.

use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;

use crate::frames::Frames;
use crate::functions::{Function, FunctionId};
use crate::lisp::text::Text;
use crate::lisp::{Change, Follower, TOP_LEVEL};
use crate::window::{Gate, Phase, Window};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::units::sweeper::Cause;

pub mod ftr;
mod kept;
pub mod perfetto;

use kept::Kept;

/// A call, as it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// How many calls there were before it, from reset on.
    pub serial: u64,
    /// The function.
    pub function: FunctionId,
    /// The call with its operands.
    pub text: Text,
    /// It has begun before: here it goes on.
    pub again: bool,
}

/// How a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With this value.
    Value(Text),
    /// Another call takes its place.
    TailCall,
    /// A continuation or a `throw` leaves it.
    Left,
    /// The recording ends.
    Open,
}

/// What happens at the beginning of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A call begins.
    Call(Begun),
    /// The call that began last, of those that go on, ends.
    Return(Ending),
    /// A collection begins.
    Collection(Cause),
    /// It ends, with so many words in use, and so many freed.
    Collected {
        /// Words in use.
        live: u32,
        /// Words that it has freed.
        freed: u32,
    },
    /// The token goes to this unit.
    Unit(Unit),
    /// So many words are in use, from this cycle on.
    Heap(u64),
    /// So many frames wait, from this cycle on.
    Depth(u32),
}

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The cycle.
    pub cycle: u64,
    /// What happens at its beginning.
    pub what: What,
}

/// A format of transactions.
pub trait Format {
    /// Units and counters are wanted too.
    const DETAIL: bool;

    /// Takes an event; they come in the order of time. What a function is, `functions` has.
    ///
    /// # Errors
    /// Those of the output.
    fn event(&mut self, event: &Event, functions: &[Function]) -> io::Result<()>;

    /// Writes what is buffered.
    ///
    /// # Errors
    /// Those of the output.
    fn write_out(&mut self) -> io::Result<()>;

    /// Ends the file: all has ended before, in this cycle at the latest.
    ///
    /// # Errors
    /// Those of the output.
    fn finish(&mut self, cycle: u64) -> io::Result<()>;
}

/// Records the transactions of a run from its reset on.
#[derive(Debug)]
pub struct TransactionProbe<'a, F> {
    format: F,
    gate: Gate,
    follower: Follower<'a>,
    /// The frames that wait, with the number of those below each.
    frames: Frames<u32>,
    waiting: u32,
    /// The calls that go on: their numbers and serial numbers.
    open: Vec<(u32, u64)>,
    owner: Option<Unit>,
    collections: usize,
    collecting: bool,
    heap: Option<u64>,
    depth: Option<u32>,
    /// The last events, if only these are wanted.
    kept: Option<Kept>,
    /// Behind the last cycle that was recorded.
    end: u64,
    opened: bool,
    error: Option<io::Error>,
}

impl<'a, F: Format> TransactionProbe<'a, F> {
    /// A probe for a machine after reset, with what follows its program.
    pub fn new(format: F, window: Window, follower: Follower<'a>) -> TransactionProbe<'a, F> {
        let kept = window.last.map(|most| Kept::new(most.get() as u64));
        TransactionProbe {
            format,
            gate: Gate::new(window),
            frames: Frames::new(follower.memory()),
            waiting: 0,
            follower,
            open: Vec::new(),
            owner: None,
            collections: 0,
            collecting: false,
            heap: None,
            depth: None,
            kept,
            end: 0,
            opened: false,
            error: None,
        }
    }

    /// Has the window opened yet?
    pub fn has_opened(&self) -> bool {
        self.opened
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn finish(mut self) -> io::Result<F> {
        self.close();
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.format),
        }
    }

    fn emit(&mut self, cycle: u64, what: What) {
        let event = Event { cycle, what };
        if let Some(kept) = &mut self.kept {
            return kept.add(event);
        }
        let written = self.format.event(&event, self.follower.functions());
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.error.get_or_insert(error);
            self.gate.phase = Phase::Closed;
        }
    }

    /// The window opens: what goes on begins.
    fn begin(&mut self, machine: &Machine) {
        self.opened = true;
        self.follower.speak(true, machine);
        self.collections = machine.collections.count();
        self.open.clear();
        self.go_to(machine.cycle, Ending::Left);
        self.look(machine);
    }

    /// The window closes: what goes on ends.
    fn close(&mut self) {
        if !self.opened || self.error.is_some() {
            return;
        }
        self.opened = false;
        let end = self.end;
        self.leave_to(0, end, Ending::Open);
        if std::mem::take(&mut self.collecting) {
            self.emit(end, What::Collected { live: 0, freed: 0 });
        }
        if let Some(kept) = self.kept.take() {
            for event in kept.events(end) {
                let written = self.format.event(&event, self.follower.functions());
                self.note(written);
            }
        }
        if self.error.is_none() {
            let finished = self.format.finish(end);
            self.note(finished);
        }
    }

    /// Ends calls until so many are left: the first in this way, those around it as far as nobody knows.
    fn leave_to(&mut self, count: usize, cycle: u64, ending: Ending) {
        let mut ending = ending;
        while self.open.len() > count {
            self.open.pop();
            self.emit(cycle, What::Return(ending));
            if ending != Ending::Open {
                ending = Ending::Left;
            }
        }
    }

    /// The current call is another one: calls end until those are left that wait for it, and the others of
    /// them begin.
    fn go_to(&mut self, cycle: u64, ending: Ending) {
        let mut missing = VecDeque::new();
        let mut number = self.follower.current();
        let kept = loop {
            if number == TOP_LEVEL {
                break 0;
            }
            let call = *self.follower.call(number);
            // Most often it is the last one, or the one before.
            let known = self.open.iter().rposition(|open| *open == (number, call.serial));
            if let Some(known) = known {
                break known + 1;
            }
            missing.push_front((number, call));
            number = call.parent;
        };
        self.leave_to(kept, cycle, ending);
        for (number, call) in missing {
            self.open.push((number, call.serial));
            let again = call.begin != cycle;
            let (function, text, serial) = (call.function, call.text, call.serial);
            self.emit(cycle, What::Call(Begun { serial, function, text, again }));
        }
    }

    /// What has changed at an edge, apart from calls.
    fn look(&mut self, machine: &Machine) {
        let cycle = machine.cycle;
        let count = machine.collections.count();
        let last = machine.collections.last();
        let goes_on = last.is_some_and(|last| last.cycles == 0);
        if self.collecting && (!goes_on || count > self.collections) {
            self.collecting = false;
            let (live, freed) = last.map_or((0, 0), |last| (last.live, last.freed));
            self.emit(cycle, What::Collected { live, freed });
        }
        if goes_on && !self.collecting {
            self.collecting = true;
            self.collections = count;
            if let Some(last) = last {
                self.emit(cycle, What::Collection(last.cause));
            }
        }
        if !F::DETAIL {
            return;
        }
        if self.owner != Some(machine.arbiter.owner) {
            self.owner = Some(machine.arbiter.owner);
            self.emit(cycle, What::Unit(machine.arbiter.owner));
        }
        if self.depth != Some(self.waiting) {
            self.depth = Some(self.waiting);
            self.emit(cycle, What::Depth(self.waiting));
        }
        let heap = machine.memory.allocated - machine.collections.freed_words();
        if self.heap != Some(heap) {
            self.heap = Some(heap);
            self.emit(cycle, What::Heap(heap));
        }
    }
}

impl<F: Format> Probe for TransactionProbe<'_, F> {
    fn before(&mut self, machine: &Machine) {
        if self.gate.phase == Phase::Closed {
            return;
        }
        self.follower.before(machine);
        if F::DETAIL {
            self.frames.before(machine);
        }
        let before = self.gate.phase;
        if before == Phase::Waiting
            || self.gate.is_watchful()
            || machine.cycle >= self.gate.window().end()
        {
            match (before, self.gate.look(machine)) {
                (Phase::Waiting, Phase::Open) => self.begin(machine),
                (Phase::Open, Phase::Closed) => self.close(),
                _ => {}
            }
        }
        if self.gate.phase == Phase::Open {
            self.end = machine.cycle + 1;
        }
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if self.gate.phase != Phase::Closed {
            self.follower.after(machine);
            if F::DETAIL {
                self.count(machine);
            }
        }
        if self.gate.phase == Phase::Open && machine.cycle < self.gate.window().end() {
            match self.follower.change() {
                Change::None => {}
                Change::Entered => self.go_to(machine.cycle, Ending::TailCall),
                Change::Left => self.go_to(machine.cycle, Ending::Left),
                Change::Returned(value) => self.returned(machine, value),
            }
            self.look(machine);
        }
        if self.error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn pause(&mut self) {
        if self.error.is_none() && self.kept.is_none() {
            let written = self.format.write_out();
            self.note(written);
        }
    }
}

impl<F: Format> TransactionProbe<'_, F> {
    /// Counts the frames that wait.
    fn count(&mut self, machine: &Machine) {
        if self.frames.before.owner == Unit::Sweeper {
            self.frames.swept(machine);
        }
        self.waiting = self.frames.after(machine, self.waiting);
        self.waiting += u32::from(self.frames.has_pushed(machine));
    }

    /// The call that went on has a value; the machine's last one is that of all that wait.
    fn returned(&mut self, machine: &Machine, value: Text) {
        let cycle = machine.cycle;
        if machine.arbiter.owner == Unit::Halted {
            self.leave_to(0, cycle, Ending::Value(value));
        } else {
            self.go_to(cycle, Ending::Value(value));
        }
    }
}
