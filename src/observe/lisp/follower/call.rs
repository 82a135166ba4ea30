//! Calls, and what is kept of them with every frame; how they begin and end.

use super::{Follower, TOP_LEVEL};
use crate::functions::FunctionId;
use crate::lisp::code::Expression;
use crate::lisp::text::Text;
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, subtype};
use conscycle_machine::ports::Unit;
use conscycle_machine::units::{apply, trap};

/// A call that goes on, or that frames belong to.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// The function.
    pub function: FunctionId,
    /// The call with its operands; `...` for those before anything was to be said.
    pub text: Text,
    /// The number of the call that waits for it, here.
    pub parent: u32,
    /// How many there were before it.
    pub serial: u64,
    /// The cycle in which its body was entered.
    pub begin: u64,
}

/// Where the program is; kept with every frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Context {
    pub call: u32,
    pub expression: Expression,
}

/// The same in numbers: a table of these is empty without being written.
pub(super) type Place = [u32; 2];

impl Context {
    pub const fn place(self) -> Place {
        [self.call, self.expression.0]
    }

    pub const fn at([call, expression]: Place) -> Context {
        Context { call, expression: Expression(expression) }
    }
}

/// What a clock edge has done to the current call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// A body has been entered: another call is the current one.
    Entered,
    /// It has returned this value to the one that waited.
    Returned(Text),
    /// It has been left without one, by a continuation or a `throw`.
    Left,
}

impl Follower<'_> {
    /// `apply` has looked at a function: its operands will not be there when its body is entered.
    pub(super) fn applied(&mut self, machine: &Machine) {
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
    pub(super) fn entered(&mut self, function: FunctionId, machine: &Machine) {
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
    pub(super) fn popped(&mut self, machine: &Machine, before: u32) {
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
