//! CLINK frames: what the evaluator saves when it recurses into a subexpression.
//!
//! In memory a frame is the plan's list (A . (B . (C . (D . (E . NIL))))), five cons cells, with
//! the previous CLINK in the place of the last NIL. Frames are never mutated, so a captured CLINK
//! is a continuation. Source: the hardware plan, "CLINK in memory".

use serde::{Deserialize, Serialize};

use crate::numbered::numbered;
use crate::ports::Unit;
use crate::word::{NIL, Word};

numbered! {
    /// Where evaluation goes on when a frame is popped, bits 4:0 of its return state.
    pub enum ReturnState {
        /// `eval_args`: the value of the argument in the cell `arguments`.
        Arguments,
        /// `eval`: the value of the operator of the form in `operator`.
        Operator,
        /// `special`: the test of an `if`; `arguments` is the rest of the form.
        If,
        /// `special`: an expression of a body that is not the last; `arguments` is the rest.
        Sequence,
        /// `define`: the value for the symbol in `operator`.
        Define,
        /// `define`: the new value for the variable in `operator`.
        Set,
        /// `special`: the expansion of the form in `arguments` by the macro in `operator`.
        Expand,
        /// `special`: the handler of a `catch`; `arguments` is its body.
        CatchHandler,
        /// `special`: the value of a `catch` body. `throw` looks for this mark; `operator` is the
        /// handler.
        Catch,
        /// `trap`: the value of the trap handler in `operator`.
        TrapHandler,
        /// `apply`: the result of a step of the fold `operator`; `values` are the operands that follow.
        Fold,
        /// `apply`: the truth of a step of the comparison `operator`; `values` are the operands to be
        /// compared next, the second of that step first.
        Compare,
    }
}

impl ReturnState {
    /// The unit that has pushed the frame, and goes on when it is popped.
    #[inline(always)]
    pub const fn unit(self) -> Unit {
        match self {
            ReturnState::Arguments => Unit::EvalArgs,
            ReturnState::Operator => Unit::Eval,
            ReturnState::If
            | ReturnState::Sequence
            | ReturnState::Expand
            | ReturnState::CatchHandler
            | ReturnState::Catch => Unit::Special,
            ReturnState::Define | ReturnState::Set => Unit::Define,
            ReturnState::TrapHandler => Unit::Trap,
            ReturnState::Fold | ReturnState::Compare => Unit::Apply,
        }
    }

    /// This state as a frame's first word.
    #[inline(always)]
    pub const fn word(self) -> Word {
        Word::small(self as u32)
    }

    /// The state in a frame's first word; the bits above 4:0 belong to the unit that pushed it.
    #[inline(always)]
    pub fn of(word: Word) -> Option<ReturnState> {
        ReturnState::ALL.get((word.low() >> 1 & 0x1F) as usize).copied()
    }
}

/// The registers that a push saves, besides the previous CLINK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Frame {
    /// A [`ReturnState`] as an immediate; `Arguments` adds its count in bits 7:5.
    pub state: Word,
    /// The function, form or symbol that waits for the value.
    pub operator: Word,
    /// A cell of the form being evaluated.
    pub arguments: Word,
    /// The arguments evaluated so far, last first; of a step of arithmetic the operands to come.
    pub values: Word,
    /// The lexical environment to go on in.
    pub environment: Word,
}

impl Frame {
    /// A frame with nothing evaluated; the environment is filled in by the push.
    #[inline(always)]
    pub const fn new(state: ReturnState, operator: Word, arguments: Word) -> Frame {
        Frame { state: state.word(), operator, arguments, values: NIL, environment: NIL }
    }

    /// The number of its return state, bits 3:0 of the first word's payload.
    #[inline(always)]
    pub const fn return_number(&self) -> u32 {
        self.state.low() >> 1 & 0xF
    }

    /// The count that `eval_args` has put into it, bits 7:5 of the first word's payload.
    #[inline(always)]
    pub const fn count(&self) -> u32 {
        self.state.low() >> 6 & 7
    }
}
