//! Follows a run from call to call and from expression to expression, and says it in texts.

use std::ops::ControlFlow;

use super::bookmarks::Bookmarks;
use super::code::{Code, Expression};
use super::lanes::{self, Lanes};
use super::step::{States, Step, step};
use super::text::Text;
use crate::calls::Calls;
use crate::frames::{Before, Frames};
use crate::functions::{Function, FunctionId};
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, subtype};
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::probe::Probe;
use conscycle_machine::units::{apply, eval, eval_args, trap};
use conscycle_machine::word::Word;

mod call;
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
    /// The functions' names.
    names: Vec<Text>,
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
    collections: usize,
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
            names: Vec::new(),
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
            collections: machine.collections.count(),
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
        if owner != machine.arbiter.owner || !self.is_quiet(machine, owner) {
            self.edge(machine);
        }
    }

    /// At the end of a cycle in which something may have happened.
    #[inline(never)]
    fn edge(&mut self, machine: &Machine) {
        let Before { owner, apply, .. } = self.calls.frames.before;
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

    /// The token stays with this unit: does nothing happen that is said here?
    #[inline(always)]
    fn is_quiet(&self, machine: &Machine, owner: Unit) -> bool {
        match owner {
            Unit::Clink | Unit::Note | Unit::FetchObject | Unit::Digits | Unit::Alu | Unit::Fpu => {
                true
            }
            Unit::Eval => {
                self.calls.frames.is_still(machine)
                    && machine.eval.state != eval::State::ExpandMacro
            }
            Unit::EvalArgs => {
                let computed = eval_args::State::ArgumentComputed;
                self.calls.frames.is_still(machine)
                    && machine.eval_args.state != computed
                    && self.states.eval_args != computed
            }
            _ => false,
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

    /// `apply` has looked at a function: its operands will not be there when its body is entered.
    fn applied(&mut self, machine: &Machine) {
        let function = machine.apply.function;
        let header = machine.memory.read(function.address());
        match FunctionKind::ALL.get(subtype(header) as usize) {
            Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro) => {
                if let Some(function) = self.calls.functions.of(function, machine) {
                    self.pending = self.call_text(function, machine);
                }
            }
            Some(FunctionKind::Continuation) => self.jumped = true,
            // `call/cc` may be the one that is applied.
            Some(FunctionKind::Primitive) if machine.apply.state == apply::State::Capture => {
                self.captured = true;
            }
            _ => {}
        }
    }

    /// A body has been entered.
    fn entered(&mut self, function: FunctionId, machine: &Machine) {
        let parent = Context::at(self.calls.frames.caller(machine)).call;
        let text = std::mem::take(&mut self.pending);
        self.serial += 1;
        let call = Call { function, text, parent, serial: self.serial, begin: machine.cycle };
        let before = self.current.call;
        if before != parent {
            // It makes a tail call.
            self.ended(before, parent);
        }
        if self.unused.is_empty() && self.table.len() >= self.limit {
            self.sweep();
        }
        self.current.call = match self.unused.pop() {
            Some(number) => {
                self.table[number as usize] = call;
                number
            }
            None => {
                self.table.push(call);
                self.table.len() as u32 - 1
            }
        };
        self.inner = None;
        self.jumped = false;
        self.change = Change::Entered;
        if self.speaks && self.is_own(function, machine) {
            self.bookmarks.call(machine.cycle);
        }
    }

    /// A call has ended, and another one, that waited for it, goes on. Without continuations, nothing speaks
    /// of it any more.
    #[inline]
    fn ended(&mut self, call: u32, waited: u32) {
        let known = call != TOP_LEVEL && self.table[call as usize].parent == waited;
        if known && !self.captured {
            self.unused.push(call);
        }
    }

    /// A frame has been popped, in a cycle that began in the call `before`.
    fn popped(&mut self, machine: &Machine, before: u32) {
        self.inner = None;
        let thrown = self.calls.frames.before.owner == Unit::Trap
            && machine.trap.state == trap::State::UnwindFrame;
        let jumped = std::mem::take(&mut self.jumped);
        if self.current.call == before && !jumped {
            return;
        }
        self.change = if thrown || jumped { Change::Left } else { Change::Returned(Text::EMPTY) };
        if self.speaks && !thrown {
            let call = if jumped { Text::EMPTY } else { self.table[before as usize].text };
            self.returned(machine, call, machine.clink.value);
        }
        if !thrown && !jumped {
            self.ended(before, self.current.call);
        }
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

    /// Forgets the calls that nothing speaks of any more.
    #[cold]
    fn sweep(&mut self) {
        let mut used = vec![false; self.table.len()];
        let mut keep = |mut call: u32| {
            while !std::mem::replace(&mut used[call as usize], true) {
                call = self.table[call as usize].parent;
            }
        };
        keep(TOP_LEVEL);
        keep(self.current.call);
        self.calls.frames.each(&mut |place| keep(Context::at(place).call));
        let unused = used.iter().enumerate().filter(|(_, used)| !**used);
        self.unused = unused.map(|(number, _)| number as u32).collect();
        self.limit = self.limit.max(2 * (self.table.len() - self.unused.len()));
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
