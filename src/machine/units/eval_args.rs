//! eval_args: walks the argument list, evaluates, collects.
//!
//! Role: up to three values are held in the operand registers; no memory is written for them.
//! Values move to the list `values` (last first) when a frame must be pushed, or when there are
//! more than three. At the end the operands are handed to `apply` in order: in the registers if
//! there are at most three, else as a list.
//!
//! An argument that is an immediate or a variable pushes no frame. A combination pushes one, whose
//! `arguments` is the cell of the argument, so that every frame tells where it stands in the
//! source.
//!
//! Values are only ever consed, never written over, so that a continuation captured in an argument
//! can return more than once.

pub use super::tables::eval_args::{EvalArgs, Purpose, State};

use crate::frame::{Frame, ReturnState};
use crate::notes::{Computed, Look, Notes, Role};
use crate::object::{Type, is_type};
use crate::ports::{Command, MemoryPort, Operands, Request, Room, Stall, Then};
use crate::primitives::Fault;
use crate::word::{NIL, Word};

/// The count of arguments saturates here: more than the operand registers hold.
const MANY: u32 = 4;

/// What `eval_args` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The top frame register of `clink`.
    pub frame: &'a Frame,
    /// The value returned to `frame`.
    pub value: Word,
    /// The top frame register can take a frame.
    pub room: Room<'a>,
    /// How notes are read.
    pub notes: Notes<'a>,
}

impl EvalArgs {
    /// Takes an application at the clock edge.
    #[inline(always)]
    pub fn start(&mut self, function: Word, operands: Word) -> Option<Request> {
        self.function = function;
        self.arguments = operands;
        self.rest = operands;
        self.values = NIL;
        self.operands.count = 0;
        self.operands.list = NIL;
        self.count = 0;
        self.begin()
    }

    /// Takes an argument's value from `eval` at the clock edge.
    #[inline(always)]
    pub fn take(&mut self, value: Word) -> Option<Request> {
        self.collect(value);
        self.begin()
    }

    /// The application, if an argument's value that comes from `eval` is its last and all are in
    /// registers.
    #[inline(always)]
    pub fn completed(&self, value: Word) -> Option<(Word, Operands)> {
        if !self.rest.is_nil() || !self.values.is_nil() {
            return None;
        }
        Some((self.function, self.operands.with(value)))
    }

    /// Saves the operands and pushes a frame: `eval` needs one for the argument.
    #[inline(always)]
    pub fn save(&mut self, purpose: Purpose) {
        self.purpose = purpose;
        self.state =
            if self.operands.count > 0 { State::SaveOperand } else { State::PushArguments };
    }

    /// A frame of its own was popped, at the clock edge: the value of an argument has come.
    #[inline(always)]
    pub fn resume(&mut self, frame: &Frame, value: Word) -> Option<Request> {
        self.restore(frame, value);
        self.state = State::NextArgument;
        Some(Request::pair(self.arguments))
    }

    /// The same when the port is in use.
    #[inline(always)]
    pub fn resume_later(&mut self) {
        self.state = State::ResumeArguments;
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of an allocation; the state is unchanged.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let [header, field1, field2, _] = *inputs.fetched;
        Ok(match self.state {
            State::EvalArgs => self.advance(),
            State::Argument => {
                if !is_type(header, Type::Cons) {
                    return Ok(Command::Trap { cause: Fault::BadSyntax, culprit: self.arguments });
                }
                self.rest = field2;
                self.argument(field1, inputs)
            }
            State::ArgumentComputed => match inputs.notes.computed(inputs.fetched) {
                Computed::Value(value) => {
                    self.collect(value);
                    self.advance()
                }
                Computed::Inline(operation) => {
                    self.state = State::AwaitValue;
                    Command::Inline { operation, operands: field2 }
                }
                Computed::No => self.push_held(inputs),
            },
            State::AwaitValue => Command::Stay,
            State::SaveOperand => {
                self.values = port.cons(self.operands.x, self.values)?;
                self.operands.shift();
                if self.operands.count == 0 {
                    self.state = match self.purpose {
                        Purpose::More => State::EvalArgs,
                        Purpose::Reverse => State::Reverse,
                        _ => State::PushArguments,
                    };
                }
                Command::Stay
            }
            State::PushArguments => {
                if !inputs.room.is_free() {
                    return Ok(Command::MakeRoom);
                }
                let then = match self.purpose {
                    Purpose::Trap => Then::Trap,
                    Purpose::Held => Then::Eval { expr: self.expression },
                    _ => Then::Combination,
                };
                Command::Push { frame: self.frame(), then }
            }
            State::ResumeArguments => {
                self.restore(inputs.frame, inputs.value);
                self.fetch_pair(self.arguments, State::NextArgument)
            }
            State::NextArgument => {
                self.rest = field1;
                self.advance()
            }
            State::GatherOperand => {
                self.operands.push_front(header);
                self.values = field1;
                if self.values.is_nil() {
                    self.apply()
                } else {
                    self.fetch_pair(self.values, State::GatherOperand)
                }
            }
            State::Reverse => self.fetch_pair(self.values, State::ReverseCell),
            State::ReverseCell => {
                self.operands.x = header;
                self.values = field1;
                self.state = State::ReverseCons;
                Command::Stay
            }
            State::ReverseCons => {
                self.operands.list = port.cons(self.operands.x, self.operands.list)?;
                self.state = if self.values.is_nil() { State::EvalArgs } else { State::Reverse };
                Command::Stay
            }
        })
    }

    /// An argument's cell is here: its value, or what has to be done for it.
    #[inline(always)]
    fn argument(&mut self, expr: Word, inputs: &Inputs) -> Command {
        match inputs.notes.look(inputs.fetched) {
            Look::Value(value) => {
                self.collect(value);
                self.advance()
            }
            Look::Held => {
                self.expression = expr;
                self.push_held(inputs)
            }
            Look::Load | Look::LoadOuter => self.again(Command::LoadLocals),
            Look::Note => self.again(Command::Note { cell: self.arguments, role: Role::Operand }),
            Look::Compute => {
                self.expression = expr;
                self.state = State::ArgumentComputed;
                Command::fetch(expr)
            }
            Look::Global(object) => {
                self.state = State::AwaitValue;
                Command::Global { expr, object }
            }
            Look::Outer => {
                self.state = State::AwaitValue;
                Command::Outer { expr }
            }
            Look::Eval => {
                self.state = State::AwaitValue;
                Command::Argument { expr }
            }
        }
    }

    /// Asks for the argument's cell again after a command.
    #[inline(always)]
    fn again(&mut self, command: Command) -> Command {
        self.rest = self.arguments;
        self.state = State::EvalArgs;
        command
    }

    /// Pushes a frame for the combination that is held, at once if no operand is to be saved.
    #[inline(always)]
    fn push_held(&mut self, inputs: &Inputs) -> Command {
        self.save(Purpose::Held);
        if self.operands.count > 0 {
            return Command::Stay;
        }
        if !inputs.room.is_free() {
            return Command::MakeRoom;
        }
        Command::Push { frame: self.frame(), then: Then::Eval { expr: self.expression } }
    }

    #[inline(always)]
    fn frame(&self) -> Frame {
        let mut frame = Frame::new(ReturnState::Arguments, self.function, self.arguments);
        frame.state = Word::small(ReturnState::Arguments as u32 | self.count << 5);
        frame.values = self.values;
        frame
    }

    #[inline(always)]
    fn collect(&mut self, value: Word) {
        self.operands.push(value);
        self.count = (self.count + 1).min(MANY);
    }

    /// The application goes on as the popped frame says, with the value of the argument in it.
    #[inline(always)]
    fn restore(&mut self, frame: &Frame, value: Word) {
        self.function = frame.operator;
        self.arguments = frame.arguments;
        self.values = frame.values;
        self.count = frame.state.low() >> 6 & 7;
        self.operands.count = 0;
        self.operands.list = NIL;
        self.collect(value);
    }

    /// Asks for the next argument, if there is one and room for its value.
    #[inline(always)]
    pub fn begin(&mut self) -> Option<Request> {
        self.state = State::EvalArgs;
        if !self.rest.is_pointer() || self.operands.count == 3 {
            return None;
        }
        self.arguments = self.rest;
        self.state = State::Argument;
        Some(Request::object(self.rest))
    }

    /// The next argument, or the application after the last.
    #[inline(always)]
    fn advance(&mut self) -> Command {
        if self.rest.is_nil() {
            self.finish()
        } else if !self.rest.is_pointer() {
            Command::Trap { cause: Fault::BadSyntax, culprit: self.rest }
        } else if self.operands.count == 3 {
            self.purpose = Purpose::More;
            self.state = State::SaveOperand;
            Command::Stay
        } else {
            self.arguments = self.rest;
            self.state = State::Argument;
            Command::fetch(self.rest)
        }
    }

    /// All arguments are evaluated: bring the operands in order.
    #[inline(always)]
    fn finish(&mut self) -> Command {
        if self.values.is_nil() {
            self.apply()
        } else if self.count < MANY {
            self.fetch_pair(self.values, State::GatherOperand)
        } else {
            self.purpose = Purpose::Reverse;
            self.state = State::SaveOperand;
            Command::Stay
        }
    }

    #[inline(always)]
    fn apply(&self) -> Command {
        Command::Apply
    }

    /// Reads the car and cdr of a cell that is known to be one.
    #[inline(always)]
    fn fetch_pair(&mut self, cell: Word, next: State) -> Command {
        self.state = next;
        Command::fetch_pair(cell)
    }
}
