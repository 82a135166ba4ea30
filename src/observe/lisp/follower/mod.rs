//! Follows a run from call to call and from expression to expression, and says it in texts.

use std::ops::ControlFlow;

use super::bookmarks::Bookmarks;
use super::code::{Code, Expression, Texts};
use super::lanes::{self, Lanes};
use super::step::{States, Step, step};
use super::text::Text;
use crate::calls::Calls;
use crate::frames::{Before, Frames, is_collecting};
use crate::functions::{Function, FunctionId};
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::probe::Probe;
use conscycle_machine::units::sweeper::Cause;
use conscycle_machine::units::{apply, trap};
use conscycle_machine::word::Word;

mod call;
mod quiet;
mod texts;

pub use call::{Call, Change};
use call::{Context, Place};

/// The number of the call that is none: the top level.
pub const TOP_LEVEL: u32 = 0;

/// Calls that are kept before those are looked for that nobody waits for, at least.
const FEWEST: usize = 1 << 16;

/// Follows a run from its reset on.
#[derive(Debug, Clone)]
pub struct Follower<'a> {
    image: &'a Image,
    /// The cycle that is expected next.
    next: u64,
    calls: Calls<'a, Place>,
    code: Code<'a>,
    /// The name of the program's source, if its text is among the image's.
    program: Option<&'a str>,
    /// The functions' names, and which is each function's.
    names: Texts,
    numbers: Vec<u32>,
    table: Vec<Call>,
    unused: Vec<u32>,
    limit: usize,
    serial: u64,
    current: Context,
    /// What is computed in place.
    inner: Option<Expression>,
    /// The call whose operands are being bound.
    pending: Text,
    /// A continuation has been applied.
    jumped: bool,
    /// There are continuations: calls that have ended may go on.
    captured: bool,
    change: Change,
    states: States,
    /// Texts are wanted.
    speaks: bool,
    /// Collections so far, and the cause of one that goes on, when that was said last.
    collection: (usize, Option<Cause>),
    lanes: Lanes,
    bookmarks: Bookmarks,
}

impl<'a> Follower<'a> {
    /// For a machine after reset, with this image. `program` is the number of the program's source, if
    /// the image has it.
    pub fn new(image: &'a Image, program: Option<u32>, machine: &Machine) -> Follower<'a> {
        let source = program.and_then(|number| image.sources.get(number as usize));
        let top = Text::new("(top level)");
        let top =
            Call { function: 0, text: top, parent: TOP_LEVEL, serial: 0, begin: machine.cycle };
        Follower {
            image,
            next: machine.cycle,
            calls: Calls::new(image),
            code: Code::new(image),
            program: source.map(|source| source.name.as_str()),
            names: Texts::default(),
            numbers: Vec::new(),
            table: vec![top],
            unused: Vec::new(),
            limit: FEWEST.max(image.config.memory as usize / 16),
            serial: 0,
            current: Context::default(),
            inner: None,
            pending: Text::EMPTY,
            jumped: false,
            captured: false,
            change: Change::None,
            states: States::of(machine),
            speaks: false,
            collection: (machine.collections.count(), None),
            lanes: Lanes::new(lanes::NAMES.len()),
            bookmarks: Bookmarks::default(),
        }
    }

    /// The texts of the cycle that is about to begin, if they are wanted.
    pub fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// Where one may want to go.
    pub fn bookmarks(&self) -> &Bookmarks {
        &self.bookmarks
    }

    /// What the last edge has done to the current call.
    pub fn change(&self) -> Change {
        self.change
    }

    /// The number of the current call.
    pub fn current(&self) -> u32 {
        self.current.call
    }

    /// The cycle that it is in, between two cycles.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// A call, of those that go on.
    pub fn call(&self, number: u32) -> &Call {
        &self.table[number as usize]
    }

    /// Words of the machine's memory.
    pub fn memory(&self) -> u32 {
        self.image.config.memory
    }

    /// The functions seen so far, by their numbers.
    pub fn functions(&self) -> &[Function] {
        self.calls.functions.all()
    }

    /// A function.
    pub fn function(&self, number: FunctionId) -> Option<&Function> {
        self.calls.functions.all().get(number as usize)
    }

    /// From now on texts are wanted, or no longer.
    pub fn speak(&mut self, speaks: bool, machine: &Machine) {
        if speaks {
            self.bookmarks.begin(machine.cycle);
        }
        if speaks && !self.speaks {
            self.speaks = true;
            self.say_call();
            self.say_expression();
            self.say_collection(machine);
        }
        self.speaks = speaks;
    }

    /// At the beginning of a cycle.
    #[inline(always)]
    pub fn before(&mut self, machine: &Machine) {
        if machine.cycle != self.next {
            self.restart();
        }
        self.next = machine.cycle + 1;
        self.calls.before(machine);
        self.states = States::of(machine);
    }

    /// At its end.
    #[inline(always)]
    pub fn after(&mut self, machine: &Machine) {
        self.change = Change::None;
        let owner = self.calls.frames.before.owner;
        let is_quiet = if owner != machine.arbiter.owner {
            self.hands_over_quietly(machine, owner)
        } else if owner == Unit::Sweeper {
            return self.sweeps_on(machine);
        } else {
            self.is_quiet(machine, owner)
        };
        if !is_quiet {
            self.edge(machine);
        }
    }

    /// At the end of a cycle of the sweeper, if it is not the last.
    #[inline(never)]
    fn sweeps_on(&mut self, machine: &Machine) {
        self.lanes.turn();
        // At the end of a collection all texts are forgotten.
        if !is_collecting(machine) {
            self.code.written(machine, Unit::Sweeper);
        }
        self.swept(machine);
    }

    /// At the end of a cycle in which something may have happened.
    #[inline(never)]
    fn edge(&mut self, machine: &Machine) {
        let Before { owner, apply, .. } = self.calls.frames.before;
        self.lanes.turn();
        self.code.written(machine, owner);
        if owner == Unit::Sweeper {
            self.swept(machine);
        }
        if owner == Unit::Apply && apply == apply::State::ApplyDispatch {
            self.applied(machine);
        }
        let popped = self.calls.frames.has_popped(machine);
        let shown = (self.current.call, self.shown());
        let before = self.current;
        self.current = Context::at(self.calls.after(machine, before.place()));
        if popped {
            self.popped(machine, before.call);
        }
        if let Some(function) = self.calls.entered(machine) {
            self.entered(function, machine);
        }
        match step(&self.calls.frames.before, &self.states, machine, popped) {
            Step::None => {}
            Step::Expression(cell) => {
                self.current.expression = self.expression(cell, machine);
                self.inner = None;
            }
            Step::Inner(cell) => self.inner = Some(self.expression(cell, machine)),
            Step::Computed => self.inner = None,
        }
        if owner != machine.arbiter.owner {
            self.handed_over(machine, owner);
        }
        if self.speaks && shown != (self.current.call, self.shown()) {
            if shown.0 != self.current.call {
                self.say_call();
            }
            self.say_expression();
        }
    }

    /// Cycles have been missed, or the machine was set back: nothing is known any more of the calls that
    /// go on. Its functions and texts are.
    #[cold]
    fn restart(&mut self) {
        self.calls.frames = Frames::new(self.image.config.memory);
        self.code.forget();
        self.current = Context::default();
        self.inner = None;
        self.jumped = false;
        if self.speaks {
            self.say_call();
            self.say_expression();
        }
    }

    /// The expression that is being looked at.
    #[inline(always)]
    fn shown(&self) -> Expression {
        self.inner.unwrap_or(self.current.expression)
    }

    /// The expression in a cell. One that stands nowhere is a part of the one around it; but what the
    /// machine itself has read stands nowhere.
    #[inline]
    fn expression(&mut self, cell: Word, machine: &Machine) -> Expression {
        if !self.speaks {
            return self.current.expression;
        }
        let found = self.code.expression(cell, machine);
        let is_made = cell.address() as usize >= self.image.words.len();
        if self.code.has_line(found) || (self.program.is_none() && is_made) {
            return found;
        }
        self.code.in_line_of(found, self.current.expression)
    }

    /// The token has come to another unit.
    fn handed_over(&mut self, machine: &Machine, before: Unit) {
        match machine.arbiter.owner {
            Unit::Halted if machine.arbiter.halt == Halt::Done => {
                let call = self.table[self.current.call as usize].text;
                let is_call = self.current.call != TOP_LEVEL;
                self.change = if is_call { Change::Returned(Text::EMPTY) } else { Change::None };
                if self.speaks {
                    let call = if is_call { call } else { Text::EMPTY };
                    self.returned(machine, call, machine.value);
                }
            }
            Unit::Trap
                if self.speaks
                    && machine.trap.state == trap::State::Trap
                    && before != Unit::Trap =>
            {
                self.bookmarks.add(machine.cycle);
            }
            Unit::Sweeper => self.say_collection(machine),
            _ => {}
        }
        if before == Unit::Sweeper {
            self.say_collection(machine);
        }
    }

    /// A cycle of the sweeper has passed.
    fn swept(&mut self, machine: &Machine) {
        if self.calls.swept(machine) {
            self.code.forget();
        }
        self.say_collection(machine);
    }
}

impl Probe for Follower<'_> {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        Follower::before(self, machine);
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        Follower::after(self, machine);
        ControlFlow::Continue(())
    }
}
