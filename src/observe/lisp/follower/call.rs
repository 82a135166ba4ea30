//! Calls, and what is kept of them with every frame.

use crate::functions::FunctionId;
use crate::lisp::code::Expression;
use crate::lisp::text::Text;

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
