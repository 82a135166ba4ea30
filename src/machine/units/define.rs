//! define: the special forms that make functions and bind names.
//!
//! Role: `lambda`, `define`, `set!`, `defun`, `defmacro`. A FUNCTION's body is one expression: a
//! body of several is put behind the special form `begin` as the function is made.
//!
//! `define` in the global environment fills the value cell, and on a lisp2 machine the function
//! cell too when the value is a FUNCTION. In another environment it adds a binding behind the first
//! cell, which belongs to the application whose body this is (a function without parameters gets
//! the cell RIB for it), so that every closure made in that body sees it: inner definitions may
//! refer to each other. `set!` replaces the binding in the environment, else the global value.

pub use super::tables::define::{Define, State};

use crate::config::Namespace;
use crate::frame::{Frame, ReturnState};
use crate::notes::{
    BOUND, Computed, Look, NoteKind, Notes, PINNED, Role, bare, binding_hides, had_locals,
    is_marked, is_part, outdated, part, replaced,
};
use crate::object::{
    CONS_HEADER, FunctionKind, Type, fixed, function_header, is_type, is_variable,
};
use crate::ports::{Command, MemoryPort, Request, Room, Stall, Then};
use crate::primitives::{Fault, SpecialForm};
use crate::word::Word;

/// What `define` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Whether functions have cells of their own: a strap, the same in every cycle.
    pub namespace: Namespace,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The current environment.
    pub env: Word,
    /// The top frame register of `clink`.
    pub frame: &'a Frame,
    /// The value returned to `frame`.
    pub value: Word,
    /// The top frame register can take a frame.
    pub room: Room<'a>,
    /// Whether notes are on, and where the locals are.
    pub notes: Notes<'a>,
}

impl Define {
    /// Takes a special form at the clock edge. Locals that are in registers only are in the way.
    #[inline(always)]
    pub fn start(
        &mut self,
        number: u32,
        form: Word,
        operands: Word,
        pending: bool,
    ) -> Option<Request> {
        self.number = number;
        self.form = form;
        self.operands = operands;
        self.state = State::Define;
        if pending || !operands.is_pointer() {
            return None;
        }
        self.state = State::DefineOperand;
        Some(Request::object(operands))
    }

    /// Goes on with the value for a frame of its own, at the clock edge.
    #[inline(always)]
    pub fn resume(&mut self, state: ReturnState) {
        self.state = match state {
            ReturnState::Set => State::ResumeSet,
            _ => State::ResumeDefine,
        };
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of a write or an allocation; the state is unchanged.
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let [header, field1, field2, field3] = *inputs.fetched;
        let is_cell = is_type(header, Type::Cons);
        let lisp2 = inputs.namespace == Namespace::Lisp2;
        Ok(match self.state {
            State::Define if inputs.notes.scope.pending => Command::StoreLocals,
            State::Define => self.fetch(self.operands, State::DefineOperand),
            State::DefineOperand if !is_cell => self.malformed(),
            State::DefineOperand => {
                if self.number == SpecialForm::Lambda as u32 {
                    self.parameters = field1;
                    self.body = field2;
                    self.arity = 0;
                    if inputs.notes.on() && field1.is_pointer() && field2.is_pointer() {
                        return Ok(self.fetch(field1, State::LambdaParameters));
                    }
                    self.fetch(self.body, State::Body)
                } else {
                    self.arity = 0;
                    self.symbol = field1;
                    self.operands = field2;
                    self.fetch(self.symbol, State::DefineName)
                }
            }
            State::LambdaParameters => {
                if is_cell && inputs.notes.names_a_parameter(inputs.fetched) {
                    self.arity = field3.small_value();
                }
                self.fetch(self.body, State::Body)
            }
            State::DefineName => {
                let shorthand = self.number == SpecialForm::Define as u32
                    || self.number == SpecialForm::Defmacro as u32;
                if is_cell && shorthand {
                    self.symbol = field1;
                    self.parameters = field2;
                    self.body = self.operands;
                    self.fetch(self.symbol, State::DefineSymbol)
                } else if !is_variable(header) {
                    self.malformed()
                } else if self.number == SpecialForm::Define as u32
                    || self.number == SpecialForm::Set as u32
                {
                    self.fetch(self.operands, State::DefineValue)
                } else {
                    self.fetch(self.operands, State::DefineParameters)
                }
            }
            State::DefineSymbol if !is_variable(header) => self.malformed(),
            State::DefineSymbol => self.fetch(self.body, State::Body),
            State::DefineParameters if !is_cell => self.malformed(),
            State::DefineParameters => {
                self.parameters = field1;
                self.body = field2;
                self.fetch(self.body, State::Body)
            }
            State::DefineValue if !is_cell || !field2.is_nil() => self.malformed(),
            State::DefineValue => {
                self.value = field1;
                self.look(inputs)
            }
            State::DefineAgain => self.fetch(self.operands, State::DefineValue),
            State::DefineComputed => match inputs.notes.computed(inputs.fetched) {
                Computed::Value(value) => self.valued(value, inputs),
                Computed::Inline(operation) => Command::Inline { operation, operands: field2 },
                Computed::No => self.stay(State::PushValue),
            },
            State::Valued => self.valued(self.value, inputs),
            State::PushValue => {
                if !inputs.room.is_free() {
                    return Ok(Command::MakeRoom);
                }
                let state = if self.number == SpecialForm::Set as u32 {
                    ReturnState::Set
                } else {
                    ReturnState::Define
                };
                let frame = Frame::new(state, self.symbol, self.operands);
                Command::Push { frame, then: Then::Eval { expr: self.value } }
            }
            State::Body if !is_cell => self.malformed(),
            State::Body => {
                if field2.is_nil() {
                    self.body = field1;
                    self.state = State::MakeFunction;
                } else {
                    self.state = State::WrapBody;
                }
                Command::Stay
            }
            State::WrapBody => {
                self.body = if inputs.notes.on() {
                    let header = inputs.notes.noted(CONS_HEADER, NoteKind::Form);
                    let number = Word::small(SpecialForm::Begin as u32);
                    port.allocate(4, &[header, fixed::BEGIN, self.body, number])?
                } else {
                    port.cons(fixed::BEGIN, self.body)?
                };
                self.state = State::MakeFunction;
                Command::Stay
            }
            State::MakeFunction => {
                let kind = if self.number == SpecialForm::Defmacro as u32 {
                    FunctionKind::Macro
                } else if inputs.env.is_nil() {
                    FunctionKind::Lambda
                } else {
                    FunctionKind::Closure
                };
                let header = if self.arity > 0 {
                    inputs.notes.with_arity(function_header(kind), self.arity)
                } else {
                    function_header(kind)
                };
                let words = [header, self.body, self.parameters, inputs.env];
                self.value = port.allocate(4, &words)?;
                if self.number == SpecialForm::Lambda as u32 {
                    Command::Stored { value: self.value }
                } else {
                    self.state = State::BindFunction;
                    Command::Stay
                }
            }
            State::BindFunction => {
                if self.number == SpecialForm::Define as u32 {
                    self.bind(inputs)
                } else {
                    self.fetch(self.symbol, State::FunctionSymbol)
                }
            }
            State::ResumeDefine | State::ResumeSet => {
                let form = match self.state {
                    State::ResumeDefine => SpecialForm::Define,
                    _ => SpecialForm::Set,
                };
                self.number = form as u32;
                self.operands = inputs.frame.arguments;
                self.symbol = inputs.frame.operator;
                self.valued(inputs.value, inputs)
            }
            State::ScopeBare => {
                let kept = if had_locals(header) {
                    outdated(header, inputs.notes.size)
                } else {
                    part(bare(header))
                };
                port.write(inputs.env, &[kept])?;
                self.state = State::ScopeCell;
                if is_part(header) { Command::Invalidate } else { Command::ForgetLocals }
            }
            State::ScopeCell => self.fetch_pair(inputs.env, State::ScopeHead),
            State::ScopeHead => {
                self.pair = header;
                self.binding = field1;
                self.fetch_pair(self.pair, State::ScopePair)
            }
            State::ScopePair => {
                if header == self.symbol {
                    self.offset = 2;
                    self.state = State::StoreOne;
                } else if inputs.notes.on() {
                    return Ok(self.fetch(self.symbol, State::ScopeSymbol));
                } else {
                    self.state = State::NewPair;
                }
                Command::Stay
            }
            State::ScopeSymbol => {
                self.pair = field1;
                self.fetch(field1, State::ScopeObject)
            }
            State::ScopeObject if header.0 & BOUND == 0 => {
                port.write(self.pair, &[Word(header.0 | BOUND)])?;
                self.state = State::NewPair;
                let hides = binding_hides(header, inputs.namespace);
                if hides { Command::Invalidate } else { Command::Stay }
            }
            State::ScopeObject => self.stay(State::NewPair),
            State::NewPair => {
                let words = [inputs.notes.environment_header(), self.symbol, self.value];
                self.pair = port.allocate(4, &words)?;
                self.state = State::NewCell;
                Command::Stay
            }
            State::NewCell => {
                let words = [inputs.notes.environment_header(), self.pair, self.binding];
                self.pair = port.allocate(4, &words)?;
                self.state = State::LinkCell;
                Command::Stay
            }
            State::LinkCell => {
                port.store(inputs.env, 2, &[self.pair])?;
                self.done()
            }
            State::SetSpine => {
                self.pair = header;
                self.binding = field1;
                self.fetch_pair(self.pair, State::SetPair)
            }
            State::SetPair => {
                if header != self.symbol {
                    return Ok(self.search());
                }
                self.offset = 2;
                self.state = State::StoreOne;
                Command::Stay
            }
            State::SetSymbol => {
                self.pair = field1;
                self.offset = 2;
                self.fetch(field1, State::SetGlobal)
            }
            State::SetGlobal => {
                if field2 == fixed::UNBOUND && (!lisp2 || field3.is_nil()) {
                    return Ok(Command::Trap { cause: Fault::Unbound, culprit: self.symbol });
                }
                if is_marked(header) {
                    return Ok(self.fetch(self.pair, State::GlobalBare));
                }
                self.store_global(lisp2)
            }
            State::GlobalSymbol => {
                self.pair = field1;
                self.offset = 2;
                if inputs.notes.on() {
                    return Ok(self.fetch(field1, State::GlobalBare));
                }
                self.store_global(lisp2)
            }
            State::GlobalBare => {
                if is_marked(header) {
                    port.write(self.pair, &[replaced(header)])?;
                }
                self.state = State::StoreGlobal;
                if header.0 & PINNED != 0 { Command::Invalidate } else { Command::Stay }
            }
            State::StoreGlobal if self.offset == 3 => self.stay(State::StoreOne),
            State::StoreGlobal => self.store_global(lisp2),
            State::GlobalKind => {
                let function = is_type(header, Type::Function);
                self.state = if function { State::StoreBoth } else { State::StoreOne };
                Command::Stay
            }
            State::FunctionSymbol => {
                self.pair = field1;
                self.offset = if lisp2 { 3 } else { 2 };
                if inputs.notes.on() {
                    return Ok(self.fetch(field1, State::GlobalBare));
                }
                self.stay(State::StoreOne)
            }
            State::StoreOne => {
                port.store(self.pair, self.offset, &[self.value])?;
                self.done()
            }
            State::StoreBoth => {
                port.store(self.pair, self.offset, &[self.value, self.value])?;
                self.done()
            }
        })
    }

    /// Takes the value that `inline` has computed, at the clock edge.
    #[inline(always)]
    pub fn computed(&mut self, value: Word) {
        self.value = value;
        self.state = State::Valued;
    }

    /// `inline` has not computed the value, at the clock edge.
    #[inline(always)]
    pub fn not_computed(&mut self) {
        self.state = State::PushValue;
    }

    /// Asks for the value's cell again, at the clock edge: the locals are there now.
    #[inline(always)]
    pub fn again(&mut self) -> Option<Request> {
        self.state = State::DefineValue;
        Some(Request::object(self.operands))
    }

    /// The cell of the value is here. What is noted in it may tell the value without a frame.
    fn look(&mut self, inputs: &Inputs) -> Command {
        self.state = State::PushValue;
        if !inputs.notes.on() {
            return Command::Stay;
        }
        match inputs.notes.look(inputs.fetched) {
            Look::Value(value) => self.valued(value, inputs),
            Look::Load => Command::LoadLocals,
            Look::Note => {
                self.state = State::DefineAgain;
                Command::Note { cell: self.operands, role: Role::Operand }
            }
            Look::Compute => self.fetch(self.value, State::DefineComputed),
            _ => Command::Stay,
        }
    }

    /// The value is known: bind or set the name. A fault is about the value's cell from now on.
    fn valued(&mut self, value: Word, inputs: &Inputs) -> Command {
        self.form = self.operands;
        self.value = value;
        if self.number == SpecialForm::Define as u32 {
            return self.bind(inputs);
        }
        self.binding = inputs.env;
        self.search()
    }

    /// Fetches an object that the form must have at this place.
    #[inline(always)]
    fn fetch(&mut self, address: Word, next: State) -> Command {
        if !address.is_pointer() {
            return self.malformed();
        }
        self.state = next;
        Command::fetch(address)
    }

    /// Reads the car and cdr of a cell that hardware made.
    #[inline(always)]
    fn fetch_pair(&mut self, cell: Word, next: State) -> Command {
        self.state = next;
        Command::fetch_pair(cell)
    }

    fn malformed(&self) -> Command {
        Command::Trap { cause: Fault::BadSyntax, culprit: self.form }
    }

    #[inline(always)]
    fn stay(&mut self, next: State) -> Command {
        self.state = next;
        Command::Stay
    }

    /// Binds `symbol` to `value` in the scope of the environment.
    fn bind(&mut self, inputs: &Inputs) -> Command {
        if inputs.env.is_nil() {
            self.fetch(self.symbol, State::GlobalSymbol)
        } else if inputs.notes.on() {
            self.fetch(inputs.env, State::ScopeBare)
        } else {
            self.fetch_pair(inputs.env, State::ScopeHead)
        }
    }

    /// The next cell of the environment, or the symbol after the last.
    fn search(&mut self) -> Command {
        if self.binding.is_nil() {
            self.fetch(self.symbol, State::SetSymbol)
        } else {
            self.fetch_pair(self.binding, State::SetSpine)
        }
    }

    /// Stores into the value cell, after a look at the value where a FUNCTION makes a difference.
    fn store_global(&mut self, lisp2: bool) -> Command {
        if lisp2 && self.value.is_pointer() {
            self.fetch(self.value, State::GlobalKind)
        } else {
            self.state = State::StoreOne;
            Command::Stay
        }
    }

    fn done(&self) -> Command {
        let value = if self.number == SpecialForm::Set as u32 { self.value } else { self.symbol };
        Command::Stored { value }
    }
}
