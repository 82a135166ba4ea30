//! CLINK frames: what the evaluator saves when it recurses into a subexpression.
//!
//! In memory a frame is the plan's list (A . (B . (C . (D . (E . NIL))))), five cons cells, with
//! the previous CLINK in the place of the last NIL. Frames are never mutated, so a captured CLINK
//! is a continuation. Source: the hardware plan, "CLINK in memory".

use serde::{Deserialize, Serialize};

use crate::word::{NIL, Word};

/// Where evaluation goes on when a frame is popped, bits 4:0 of its return state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum ReturnState {
    /// `eval_args`: the value of the argument in the cell `arguments`.
    Arguments = 0,
    /// `eval`: the value of the operator of the form in `operator`.
    Operator = 1,
    /// `special`: the test of an `if`; `arguments` is the rest of the form.
    If = 2,
    /// `special`: an expression of a body that is not the last; `arguments` is the rest.
    Sequence = 3,
    /// `define`: the value for the symbol in `operator`.
    Define = 4,
    /// `define`: the new value for the variable in `operator`.
    Set = 5,
    /// `special`: the expansion of the form in `arguments` by the macro in `operator`.
    Expand = 6,
    /// `special`: the handler of a `catch`; `arguments` is its body.
    CatchHandler = 7,
    /// `special`: the value of a `catch` body. `throw` looks for this mark; `operator` is the
    /// handler.
    Catch = 8,
    /// `trap`: the value of the trap handler in `operator`.
    TrapHandler = 9,
}

impl ReturnState {
    /// Every return state, in the order of its number.
    pub const ALL: [ReturnState; 10] = [
        ReturnState::Arguments,
        ReturnState::Operator,
        ReturnState::If,
        ReturnState::Sequence,
        ReturnState::Define,
        ReturnState::Set,
        ReturnState::Expand,
        ReturnState::CatchHandler,
        ReturnState::Catch,
        ReturnState::TrapHandler,
    ];

    /// The name the manual and the waveforms use.
    pub const fn name(self) -> &'static str {
        match self {
            ReturnState::Arguments => "Arguments",
            ReturnState::Operator => "Operator",
            ReturnState::If => "If",
            ReturnState::Sequence => "Sequence",
            ReturnState::Define => "Define",
            ReturnState::Set => "Set",
            ReturnState::Expand => "Expand",
            ReturnState::CatchHandler => "CatchHandler",
            ReturnState::Catch => "Catch",
            ReturnState::TrapHandler => "TrapHandler",
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
        ReturnState::ALL.get((word.small_value() & 0x1F) as usize).copied()
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
    /// The arguments evaluated so far, last first.
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
}
