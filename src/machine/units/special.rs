//! special: the special forms that evaluate, and what follows a macro's expansion.
//!
//! Role: `quote`, `if`, `begin`, `catch`, and writing an expansion over its form, so that a macro
//! is expanded once. The last expression of a body and the chosen branch of an `if` go to `eval`
//! without a frame. Frames of `if` and of bodies keep the rest of the form.
//!
//! Special forms are FUNCTION objects with a number: no name is wired into hardware.

pub use super::tables::special::{Special, State};

use crate::frame::{Frame, ReturnState};
use crate::notes::{Computed, Look, Notes, Role, bare, is_part};
use crate::object::{Type, fixed, is_type};
use crate::ports::{Command, MemoryPort, Request, Room, Stall, Then};
use crate::primitives::{Fault, SpecialForm};
use crate::word::{NIL, Word};

/// What `special` sees of the other units.
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

/// Before car and cdr of a form are written over: what is noted in it.
const fn before_write(notes: bool) -> State {
    if notes { State::ExpandFetch } else { State::ExpandWrite }
}

impl Special {
    /// Takes a special form at the clock edge.
    #[inline(always)]
    pub fn start(
        &mut self,
        number: u32,
        form: Word,
        operands: Word,
        second: Word,
    ) -> Option<Request> {
        self.number = number;
        self.form = form;
        self.operands = operands;
        self.second = second;
        self.state = State::Special;
        if !operands.is_pointer() {
            return None;
        }
        self.state = match SpecialForm::from_number(number)? {
            SpecialForm::Begin => State::SequenceCell,
            _ => State::SpecialOperand,
        };
        Some(Request::object(operands))
    }

    /// A frame of its own was popped, at the clock edge: the value for it has come. Of an `if` and of
    /// a body, the next part is asked for at once.
    #[inline(always)]
    pub fn resume(&mut self, state: ReturnState, frame: &Frame, value: Word) -> Option<Request> {
        self.resume_later(state);
        let next = match state {
            ReturnState::If => State::IfThen,
            ReturnState::Sequence => State::SequenceCell,
            _ => return None,
        };
        if !frame.arguments.is_pointer() {
            return None;
        }
        self.restore(frame);
        self.state = next;
        if state == ReturnState::If {
            self.decide(value);
        }
        Some(Request::object(self.operands))
    }

    /// The same when the port is in use.
    #[inline(always)]
    pub fn resume_later(&mut self, state: ReturnState) {
        self.state = match state {
            ReturnState::If => State::ResumeIf,
            ReturnState::Sequence => State::ResumeSequence,
            ReturnState::Expand => State::ResumeExpand,
            ReturnState::CatchHandler => State::ResumeCatchHandler,
            _ => State::ResumeCatch,
        };
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of a write or an allocation; the state is unchanged.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let [header, field1, field2, _] = *inputs.fetched;
        let is_cell = is_type(header, Type::Cons);
        Ok(match self.state {
            State::Special => match SpecialForm::from_number(self.number) {
                Some(SpecialForm::Begin) => self.sequence(),
                Some(_) if self.operands.is_pointer() => {
                    self.fetch(self.operands, State::SpecialOperand)
                }
                Some(_) => self.malformed(),
                None => Command::Trap { cause: Fault::BadOpcode, culprit: self.form },
            },
            State::SpecialOperand if !is_cell => self.malformed(),
            State::SpecialOperand => match SpecialForm::from_number(self.number) {
                Some(SpecialForm::Quote) => Command::Return { value: field1 },
                Some(SpecialForm::If) if !field2.is_pointer() => self.malformed(),
                Some(SpecialForm::If) if inputs.notes.on() => self.test(inputs),
                Some(SpecialForm::If) => {
                    self.push_pending(ReturnState::If, field1, field2, inputs.room.is_free())
                }
                Some(SpecialForm::Catch) => self.push_pending(
                    ReturnState::CatchHandler,
                    field1,
                    field2,
                    inputs.room.is_free(),
                ),
                _ => Command::Trap { cause: Fault::BadOpcode, culprit: self.form },
            },
            State::IfComputed => match inputs.notes.computed(inputs.fetched) {
                Computed::Value(value) => self.branch(value),
                Computed::Inline(operation) => Command::Inline { operation, operands: field2 },
                Computed::No => self.push_pending(
                    ReturnState::If,
                    self.pending,
                    self.operands,
                    inputs.room.is_free(),
                ),
            },
            State::PushPending => {
                if !inputs.room.is_free() {
                    return Ok(Command::MakeRoom);
                }
                self.push()
            }
            State::ResumeIf => {
                self.restore(inputs.frame);
                self.branch(inputs.value)
            }
            State::IfThen if !is_cell => self.malformed(),
            State::IfThen => {
                if self.test {
                    self.last(inputs)
                } else if field2.is_nil() {
                    Command::Return { value: NIL }
                } else if field2.is_pointer() {
                    self.operands = field2;
                    self.fetch(field2, State::IfElse)
                } else {
                    self.malformed()
                }
            }
            State::IfElse if !is_cell => self.malformed(),
            State::IfElse => self.last(inputs),
            State::Last => self.fetch(self.operands, State::IfElse),
            State::LastComputed => match inputs.notes.computed(inputs.fetched) {
                Computed::Value(value) => Command::Return { value },
                Computed::Inline(operation) => Command::Inline { operation, operands: field2 },
                Computed::No => Command::Eval { expr: self.pending },
            },
            State::ResumeSequence => {
                self.restore(inputs.frame);
                self.sequence()
            }
            State::SequenceCell if !is_cell => self.malformed(),
            State::SequenceCell => {
                if field2.is_nil() {
                    self.last(inputs)
                } else {
                    self.push_pending(ReturnState::Sequence, field1, field2, inputs.room.is_free())
                }
            }
            State::ResumeExpand => {
                self.form = inputs.frame.arguments;
                self.pending = inputs.value;
                if self.pending.is_pointer() {
                    self.fetch(self.pending, State::ExpandForm)
                } else {
                    self.state = State::ExpandWrap;
                    Command::Stay
                }
            }
            State::ExpandForm => {
                if is_cell {
                    self.pending = field1;
                    self.handler = field2;
                    self.state = before_write(inputs.notes.on());
                } else {
                    self.state = State::ExpandWrap;
                }
                Command::Stay
            }
            State::ExpandWrap => {
                self.handler = port.cons(self.pending, NIL)?;
                self.pending = fixed::BEGIN;
                self.state = before_write(inputs.notes.on());
                Command::Stay
            }
            State::ExpandFetch => self.fetch(self.form, State::ExpandBare),
            State::ExpandBare => {
                port.write(self.form, &[bare(header)])?;
                self.state = State::ExpandWrite;
                if is_part(header) { Command::Invalidate } else { Command::Stay }
            }
            State::ExpandWrite => {
                port.store(self.form, 1, &[self.pending, self.handler])?;
                self.state = State::Expanded;
                Command::Stay
            }
            State::Expanded => Command::Eval { expr: self.form },
            State::ResumeCatchHandler => {
                self.handler = inputs.value;
                self.form = inputs.frame.operator;
                self.operands = inputs.frame.arguments;
                self.state = State::PushCatch;
                Command::Stay
            }
            State::PushCatch => {
                if !inputs.room.is_free() {
                    return Ok(Command::MakeRoom);
                }
                self.number = SpecialForm::Begin as u32;
                self.state = State::Special;
                let frame = Frame::new(ReturnState::Catch, self.handler, self.operands);
                Command::Push { frame, then: Then::Stay }
            }
            State::ResumeCatch => Command::Return { value: inputs.value },
        })
    }

    #[inline(always)]
    fn fetch(&mut self, address: Word, next: State) -> Command {
        self.state = next;
        Command::fetch(address)
    }

    /// The form goes on as the popped frame says.
    #[inline(always)]
    fn restore(&mut self, frame: &Frame) {
        self.form = frame.operator;
        self.operands = frame.arguments;
        self.second = NIL;
    }

    fn malformed(&self) -> Command {
        Command::Trap { cause: Fault::BadSyntax, culprit: self.form }
    }

    /// The cell of an `if`'s test is here. What is noted in it may tell its value without a frame.
    #[inline(always)]
    fn test(&mut self, inputs: &Inputs) -> Command {
        let [_, expr, rest, _] = *inputs.fetched;
        match inputs.notes.look(inputs.fetched) {
            Look::Value(value) => {
                self.operands = rest;
                self.branch(value)
            }
            Look::Load => self.again_after(State::Special, Command::LoadLocals),
            Look::Note => self.again_after(State::Special, self.note()),
            Look::Compute => {
                self.pending = expr;
                self.operands = rest;
                self.fetch(expr, State::IfComputed)
            }
            Look::Held | Look::Outer | Look::LoadOuter | Look::Global(_) | Look::Eval => {
                self.push_pending(ReturnState::If, expr, rest, inputs.room.is_free())
            }
        }
    }

    /// `note` looks at the cell of an operand.
    #[inline(always)]
    fn note(&self) -> Command {
        Command::Note { cell: self.operands, role: Role::Operand }
    }

    /// Asks for the cell again, in a state that does so, after a command.
    #[inline(always)]
    fn again_after(&mut self, state: State, command: Command) -> Command {
        self.state = state;
        command
    }

    /// Takes the value of an `if`'s test that `inline` has computed, at the clock edge; of a last expression
    /// it is the form's.
    #[inline(always)]
    pub fn computed(&mut self, value: Word) -> Option<Request> {
        if self.state != State::IfComputed {
            return None;
        }
        self.decide(value);
        Some(Request::object(self.operands))
    }

    /// `inline` has not computed it, at the clock edge: the test of an `if` is evaluated under a frame. The
    /// last expression of a form is to be evaluated without.
    #[inline(always)]
    pub fn not_computed(&mut self) -> Option<Word> {
        if self.state != State::IfComputed {
            return Some(self.pending);
        }
        self.return_state = ReturnState::If.word();
        self.state = State::PushPending;
        None
    }

    /// The value of an `if`'s test is known: fetch the branches.
    #[inline(always)]
    fn branch(&mut self, value: Word) -> Command {
        self.decide(value);
        Command::fetch(self.operands)
    }

    /// Which branch an `if` takes: the second one's cell may be known.
    #[inline(always)]
    fn decide(&mut self, value: Word) {
        self.test = fixed::is_true(value);
        self.state = State::IfThen;
        if !self.test && !self.second.is_nil() {
            self.operands = self.second;
            self.state = State::IfElse;
        }
    }

    /// The cell of a form's last expression, at `operands`, is here.
    #[inline(always)]
    fn last(&mut self, inputs: &Inputs) -> Command {
        let expr = inputs.fetched[1];
        if !inputs.notes.on() {
            return Command::Eval { expr };
        }
        match inputs.notes.look(inputs.fetched) {
            Look::Value(value) => Command::Return { value },
            Look::Load => self.again_after(State::Last, Command::LoadLocals),
            Look::Note => self.again_after(State::Last, self.note()),
            Look::Compute => {
                self.pending = expr;
                self.fetch(expr, State::LastComputed)
            }
            Look::Held | Look::Outer | Look::LoadOuter | Look::Global(_) | Look::Eval => {
                Command::Eval { expr }
            }
        }
    }

    /// Asks for its words again, after a look at the locals, at the clock edge.
    #[inline(always)]
    pub fn again(&mut self) -> Option<Request> {
        self.state = match self.state {
            State::Special => State::SpecialOperand,
            _ => State::IfElse,
        };
        Some(Request::object(self.operands))
    }

    /// Evaluates the body in `operands`, without a frame for its last expression.
    #[inline(always)]
    fn sequence(&mut self) -> Command {
        if self.operands.is_nil() {
            Command::Return { value: NIL }
        } else if self.operands.is_pointer() {
            self.fetch(self.operands, State::SequenceCell)
        } else {
            self.malformed()
        }
    }

    /// Evaluates `expr` under a frame that keeps `rest`: at once if there is room for it.
    #[inline(always)]
    fn push_pending(&mut self, state: ReturnState, expr: Word, rest: Word, room: bool) -> Command {
        self.return_state = state.word();
        self.pending = expr;
        self.operands = rest;
        if room {
            self.push()
        } else {
            self.state = State::PushPending;
            Command::MakeRoom
        }
    }

    #[inline(always)]
    fn push(&self) -> Command {
        let frame = Frame {
            state: self.return_state,
            operator: self.form,
            arguments: self.operands,
            ..Frame::default()
        };
        Command::Push { frame, then: Then::Eval { expr: self.pending } }
    }
}
