//! trap: one mechanism for every fault, and for `throw`.
//!
//! Role: a fault goes to the handler in the trap vector, if there is one, which is applied to
//! (cause culprit); the value it returns stands for the expression that trapped. Else the frames
//! are searched for a catch frame; they are unwound to it, and its handler is applied. Else the
//! machine halts, with cause and culprit in registers and CLINK as it was. `throw` looks for a
//! catch frame first, and is the fault UncaughtThrow if there is none.
//!
//! While the handler in the vector runs, the vector is empty: a fault in it goes to a catch frame
//! or halts. It is put back when the handler returns, or when a throw unwinds past its frame.
//!
//! Out of memory abandons the expression being evaluated. The memory's reserve is handed out for
//! its handler; when that is used up too, the machine halts at once.

pub use super::tables::trap::{State, Trap};

use crate::frame::{Frame, ReturnState};
use crate::ports::{Command, Halt, Operands, Room, Then};
use crate::primitives::Fault;
use crate::word::{NIL, Word};

/// What `trap` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The top frame register of `clink`.
    pub frame: &'a Frame,
    /// The value returned to `frame`.
    pub value: Word,
    /// The top frame register is free.
    pub room: Room<'a>,
    /// The frames in memory.
    pub clink: Word,
}

impl Trap {
    /// Takes a fault at the clock edge.
    pub fn start(&mut self, cause: Fault, culprit: Word, origin: Word) {
        self.cause = cause;
        self.culprit = culprit;
        self.origin = origin;
        self.throwing = false;
        self.state = State::Trap;
    }

    /// Takes a `throw` at the clock edge.
    pub fn throw(&mut self, value: Word, origin: Word) {
        self.cause = Fault::UncaughtThrow;
        self.culprit = value;
        self.origin = origin;
        self.throwing = true;
        self.state = State::Unwind;
    }

    /// Goes on with the value of the handler in the vector, at the clock edge.
    #[inline(always)]
    pub fn resume(&mut self) {
        self.state = State::ResumeTrap;
    }

    /// One cycle.
    pub fn step(&mut self, inputs: &Inputs) -> Command {
        match self.state {
            State::Trap => {
                self.state = State::TrapVector;
                if self.cause != Fault::OutOfMemory {
                    Command::Stay
                } else if self.reserve_used {
                    self.halt()
                } else {
                    self.reserve_used = true;
                    Command::ReleaseReserve
                }
            }
            State::TrapVector => {
                if self.vector.is_nil() {
                    self.state = State::Unwind;
                    return Command::Stay;
                }
                if !inputs.room.is_free() {
                    return Command::MakeRoom;
                }
                let function = self.vector;
                self.vector = NIL;
                let frame = Frame::new(ReturnState::TrapHandler, function, NIL);
                Command::Push { frame, then: Then::Handle { function } }
            }
            State::Unwind => {
                if !inputs.room.is_free() {
                    return Command::MakeRoom;
                }
                self.clink = inputs.clink;
                self.passed = NIL;
                self.state = State::UnwindNext;
                Command::Stay
            }
            State::UnwindNext => {
                if inputs.clink.is_nil() {
                    self.state = State::Uncaught;
                    Command::Rewind { clink: std::mem::take(&mut self.clink) }
                } else {
                    self.state = State::UnwindFrame;
                    Command::Unwind
                }
            }
            State::UnwindFrame => match ReturnState::of(inputs.frame.state) {
                Some(ReturnState::Catch) => {
                    if !self.passed.is_nil() {
                        self.vector = self.passed;
                    }
                    // The frames that were passed are garbage from here on.
                    self.clink = NIL;
                    Command::Catch
                }
                state => {
                    if state == Some(ReturnState::TrapHandler) {
                        self.passed = inputs.frame.operator;
                    }
                    self.state = State::UnwindNext;
                    Command::Rewind { clink: inputs.clink }
                }
            },
            State::Uncaught => {
                if self.throwing && !self.vector.is_nil() {
                    self.throwing = false;
                    self.state = State::TrapVector;
                    Command::Stay
                } else {
                    self.halt()
                }
            }
            State::ResumeTrap => {
                self.vector = inputs.frame.operator;
                Command::Return { value: inputs.value }
            }
        }
    }

    /// What a trap handler is applied to: the cause's number and the culprit.
    pub fn handler_operands(&self) -> Operands {
        Operands::two(Word::small(self.cause as u32), self.culprit)
    }

    fn halt(&self) -> Command {
        Command::Halt { reason: Halt::Trap, value: self.culprit }
    }
}
