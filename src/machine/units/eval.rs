//! eval: looks at an expression, and looks up names.
//!
//! Role: an immediate or a self-evaluating object is its own value; a symbol is looked up; a
//! combination's operator is resolved to a FUNCTION, which decides who goes on: `special`,
//! `define`, a macro expansion, or `eval_args`. Owns the current environment `env`.
//!
//! Lookup walks the environment, a list of (symbol . value) pairs, then reads the symbol object.
//! In operator position of a lisp2 machine the function cell comes first; if it is empty, the
//! variable. A variable without a value falls back on the function cell.
//!
//! The host may set `interrupt` between cycles. The next expression is then not looked at, but
//! handed to `trap`.
//!
//! Never allocates: combinations inside arguments are handed back to `eval_args`, which saves.

pub use super::tables::eval::{Eval, Sink, State};

use crate::config::Namespace;
use crate::frame::{Frame, ReturnState};
use crate::notes::{BOUND, CALLABLE, NoteKind, Notes, Role, Scope, last_epoch};
use crate::object::{FunctionKind, Type, fixed, is_type, is_variable, subtype, type_number};
use crate::ports::{Command, Operands, Request, Then};
use crate::primitives::{Fault, SpecialForm};
use crate::word::{NIL, Word, WordSize};

/// What `eval` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Whether functions have cells of their own: a strap, the same in every cycle.
    pub namespace: Namespace,
    /// A strap: the width of words.
    pub size: WordSize,
    /// Notes are made and used, but in the last epoch.
    pub quick: bool,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The top frame register of `clink`.
    pub frame: &'a Frame,
    /// The value returned to `frame`.
    pub value: Word,
    /// The top frame register is in use.
    pub full: bool,
}

impl Eval {
    /// Takes an expression at the clock edge. An object is asked for at once, but not if the program
    /// is interrupted.
    #[inline(always)]
    pub fn start(&mut self, expr: Word, sink: Sink) -> Option<Request> {
        self.expr = expr;
        self.sink = sink;
        self.expressions = self.expressions.wrapping_add(1);
        self.outer = false;
        self.known = 0;
        self.state = State::Eval;
        if self.interrupt || !expr.is_pointer() {
            return None;
        }
        self.state = State::EvalDispatch;
        Some(Request::object(expr))
    }

    /// Takes an argument that is a variable, but none of the locals, at the clock edge.
    #[inline(always)]
    pub fn start_outer(&mut self, expr: Word, sink: Sink) -> Option<Request> {
        let request = self.start(expr, sink);
        self.outer = true;
        if self.interrupt || self.env.is_nil() {
            return request;
        }
        self.state = State::LookupSpine;
        Some(Request::pair(self.env))
    }

    /// Takes an argument that is a variable, with the SYMBOL_OBJECT that has its value unless it may have
    /// been bound, at the clock edge.
    #[inline(always)]
    pub fn start_global(&mut self, expr: Word, object: Word, sink: Sink) -> Option<Request> {
        let request = self.start(expr, sink);
        if self.interrupt {
            return request;
        }
        self.state = State::GlobalCell;
        Some(Request::object(object))
    }

    /// Asks for its expression again, at the clock edge: the locals are there now.
    #[inline(always)]
    pub fn again(&mut self) -> Option<Request> {
        self.state = State::EvalDispatch;
        Some(Request::object(self.expr))
    }

    /// Begins to bring the locals into registers, at the clock edge.
    #[inline(always)]
    pub fn load(&mut self) -> Option<Request> {
        self.state = State::LoadCell;
        Some(Request::object(self.env))
    }

    /// Takes an environment in memory, at the clock edge. With quick evaluation its first cell may hold
    /// locals.
    #[inline(always)]
    pub fn take_environment(&mut self, environment: Word, quick: bool) {
        self.env = environment;
        self.scope.forget();
        self.scope.stale = quick && !environment.is_nil();
    }

    /// Takes locals, and the environment around them, at the clock edge.
    #[inline(always)]
    pub fn take_locals(&mut self, environment: Word, parameters: Word, locals: &Operands) {
        self.env = environment;
        self.scope = Scope {
            parameters,
            local0: locals.x,
            local1: locals.y,
            local2: locals.z,
            locals: locals.count,
            pending: true,
            stale: false,
            ..self.scope
        };
    }

    /// Begins a new epoch, at the clock edge.
    #[inline(always)]
    pub fn invalidate(&mut self, size: WordSize) {
        self.scope.epoch = (self.scope.epoch + 1).min(last_epoch(size));
        if !self.scope.pending {
            self.scope.forget();
        }
    }

    /// Goes on with the combination that it holds, at the clock edge.
    #[inline(always)]
    pub fn combine(&mut self) -> Option<Request> {
        self.sink = Sink::Return;
        self.outer = false;
        self.known = 0;
        if !self.operator.is_pointer() {
            return None;
        }
        self.state = State::EvalOperator;
        Some(Request::object(self.operator))
    }

    /// Goes on with the value of an operator, at the clock edge.
    #[inline(always)]
    pub fn resume(&mut self) {
        self.state = State::ResumeOperator;
    }

    /// One cycle.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs) -> Command {
        let [header, field1, field2, field3] = *inputs.fetched;
        match self.state {
            State::Eval => {
                if self.interrupt && self.sink == Sink::Variable {
                    Command::NotComputed
                } else if self.interrupt {
                    self.interrupt = false;
                    Command::Trap { cause: Fault::Interrupt, culprit: self.expr }
                } else if self.expr.is_pointer() {
                    self.fetch(self.expr, State::EvalDispatch)
                } else {
                    self.deliver(self.expr)
                }
            }
            State::EvalDispatch => {
                if is_type(header, Type::Cons) {
                    self.operator = field1;
                    self.operands = field2;
                    if self.sink == Sink::Argument {
                        self.state = State::EvalCombination;
                        return Command::ArgumentForm;
                    }
                    self.combination(header, field3, inputs)
                } else if is_variable(header) {
                    if self.scope.pending && !self.outer {
                        self.state = State::Eval;
                        return Command::StoreLocals;
                    }
                    self.symbol_object = field1;
                    if self.outer {
                        return self.fetch(field1, State::GlobalValue);
                    }
                    self.binding = self.env;
                    self.search()
                } else {
                    self.deliver(self.expr)
                }
            }
            State::LookupSpine => {
                self.binding = field1;
                self.fetch_pair(header, State::LookupPair)
            }
            State::LookupPair => {
                if header != self.symbol() {
                    self.search()
                } else if field1 == fixed::UNBOUND {
                    self.unbound()
                } else {
                    self.deliver(field1)
                }
            }
            State::GlobalCell if header.0 & BOUND != 0 => {
                if self.sink == Sink::Variable {
                    return Command::NotComputed;
                }
                self.state = State::Eval;
                Command::Stay
            }
            State::GlobalValue | State::GlobalCell => {
                if field2 != fixed::UNBOUND {
                    self.deliver(field2)
                } else if inputs.namespace == Namespace::Lisp2 && !field3.is_nil() {
                    self.deliver(field3)
                } else {
                    self.unbound()
                }
            }
            State::EvalCombination => self.fetch_operator(),
            State::EvalOperator => match type_number(header) {
                kind if kind == Type::Function as u32 => self.dispatch(header, field1),
                _ if is_variable(header) => {
                    self.sink = Sink::Operator;
                    self.symbol_object = field1;
                    if inputs.namespace == Namespace::Lisp2 {
                        return self.fetch(field1, State::FunctionCell);
                    }
                    self.search_operator(inputs)
                }
                kind if kind == Type::Cons as u32 => {
                    if inputs.full || self.scope.pending {
                        self.state = State::EvalCombination;
                        return Command::MakeRoom;
                    }
                    let frame = Frame::new(ReturnState::Operator, self.expr, self.operands);
                    Command::Push { frame, then: Then::Eval { expr: self.operator } }
                }
                _ => Command::Trap { cause: Fault::NotAFunction, culprit: self.operator },
            },
            State::FunctionCell => {
                let lisp1 = inputs.namespace == Namespace::Lisp1;
                let function = if lisp1 { field2 } else { field3 };
                let hidden = lisp1 && header.0 & BOUND != 0;
                if self.notes(inputs).on() && header.0 & CALLABLE != 0 && !hidden {
                    self.sink = Sink::Return;
                    self.operator = function;
                    return Command::EvalArgs { function, operands: self.operands };
                }
                if lisp1 || field3.is_nil() {
                    return self.search_operator(inputs);
                }
                self.operator = field3;
                self.fetch_function()
            }
            State::EvalFunction => {
                if is_type(header, Type::Function) {
                    self.dispatch(header, field1)
                } else {
                    Command::Trap { cause: Fault::NotAFunction, culprit: self.operator }
                }
            }
            State::ExpandMacro => {
                if inputs.full || self.scope.pending {
                    return Command::MakeRoom;
                }
                let frame = Frame::new(ReturnState::Expand, self.operator, self.expr);
                let then = Then::Expand { function: self.operator, operands: self.operands };
                Command::Push { frame, then }
            }
            State::ResumeOperator => {
                self.expr = inputs.frame.operator;
                self.operands = inputs.frame.arguments;
                self.sink = Sink::Operator;
                self.deliver(inputs.value)
            }
            State::LoadCell => {
                self.scope.locals = match self.notes(inputs).of(header) {
                    NoteKind::One => 1,
                    NoteKind::Two => 2,
                    NoteKind::Three => 3,
                    _ => {
                        self.scope.forget();
                        return Command::Loaded;
                    }
                };
                self.scope.parameters = field3;
                self.loading = self.scope.locals - 1;
                self.binding = field2;
                self.fetch_pair(field1, State::LoadPair)
            }
            State::LoadPair => {
                self.scope.set(self.loading, field1);
                if self.loading == 0 {
                    self.scope.stale = false;
                    return Command::Loaded;
                }
                self.loading -= 1;
                self.fetch_pair(self.binding, State::LoadSpine)
            }
            State::LoadSpine => {
                self.binding = field1;
                self.fetch_pair(header, State::LoadPair)
            }
        }
    }

    #[inline(always)]
    fn notes(&self, inputs: &Inputs) -> Notes<'_> {
        Notes::new(&self.scope, inputs.size, inputs.quick)
    }

    /// A combination whose first cell is here: what is noted in it, or a look at its operator.
    #[inline(always)]
    fn combination(&mut self, header: Word, note: Word, inputs: &Inputs) -> Command {
        match self.notes(inputs).of(header) {
            NoteKind::Global => {
                self.sink = Sink::Operator;
                self.symbol_object = note;
                self.fetch(note, State::FunctionCell)
            }
            NoteKind::Form if note.is_pointer() => self.special(SpecialForm::If as u32, note),
            NoteKind::Form => self.special(note.small_value(), NIL),
            NoteKind::Direct => Command::EvalArgs { function: note, operands: self.operands },
            NoteKind::None
            | NoteKind::First
            | NoteKind::Second
            | NoteKind::Third
            | NoteKind::Outer
                if self.scope.stale =>
            {
                Command::LoadLocals
            }
            NoteKind::None => {
                self.state = State::Eval;
                Command::Note { cell: self.expr, role: Role::Head }
            }
            kind => {
                let in_scope = self.notes(inputs).guards(note);
                self.outer = kind == NoteKind::Outer && in_scope;
                self.known = match kind {
                    NoteKind::First | NoteKind::Second | NoteKind::Third if in_scope => {
                        kind as u32 - NoteKind::First as u32 + 1
                    }
                    _ => 0,
                };
                self.fetch_operator()
            }
        }
    }

    /// The combination is a special form.
    #[inline(always)]
    fn special(&self, number: u32, second: Word) -> Command {
        Command::Special { number: number.into(), form: self.expr, operands: self.operands, second }
    }

    /// Looks the operator up as a variable, in an environment that has the locals.
    #[inline(always)]
    fn search_operator(&mut self, inputs: &Inputs) -> Command {
        if let Some(local) = self.known.checked_sub(1) {
            self.known = 0;
            if let Some(value) = self.notes(inputs).value(local) {
                return self.deliver(value);
            }
        }
        if self.scope.pending && !self.outer {
            self.state = State::EvalCombination;
            return Command::StoreLocals;
        }
        self.binding = self.env;
        self.search()
    }

    /// The name being looked up.
    #[inline(always)]
    fn symbol(&self) -> Word {
        if self.sink == Sink::Operator { self.operator } else { self.expr }
    }

    #[inline(always)]
    fn fetch(&mut self, address: Word, next: State) -> Command {
        self.state = next;
        Command::fetch(address)
    }

    /// Reads the car and cdr of a cell that hardware made.
    #[inline(always)]
    fn fetch_pair(&mut self, cell: Word, next: State) -> Command {
        self.state = next;
        Command::fetch_pair(cell)
    }

    /// The next cell of the environment, or the symbol object after the last.
    #[inline(always)]
    fn search(&mut self) -> Command {
        if self.binding.is_nil() && self.outer && self.sink != Sink::Operator {
            self.fetch(self.expr, State::EvalDispatch)
        } else if self.binding.is_nil() {
            self.fetch(self.symbol_object, State::GlobalValue)
        } else {
            self.fetch_pair(self.binding, State::LookupSpine)
        }
    }

    #[inline(always)]
    fn fetch_operator(&mut self) -> Command {
        if self.operator.is_pointer() {
            self.fetch(self.operator, State::EvalOperator)
        } else {
            Command::Trap { cause: Fault::NotAFunction, culprit: self.operator }
        }
    }

    #[inline(always)]
    fn deliver(&mut self, value: Word) -> Command {
        match self.sink {
            Sink::Return => Command::Return { value },
            Sink::Argument => Command::ArgumentValue { value },
            Sink::Variable => Command::VariableValue { value },
            Sink::Operator => {
                self.operator = value;
                self.fetch_function()
            }
        }
    }

    /// The operator's value is known.
    #[inline(always)]
    fn fetch_function(&mut self) -> Command {
        self.sink = Sink::Return;
        if self.operator.is_pointer() {
            self.fetch(self.operator, State::EvalFunction)
        } else {
            Command::Trap { cause: Fault::NotAFunction, culprit: self.operator }
        }
    }

    #[inline(always)]
    fn unbound(&self) -> Command {
        if self.sink == Sink::Variable {
            return Command::NotComputed;
        }
        Command::Trap { cause: Fault::Unbound, culprit: self.symbol() }
    }

    /// Branches on the subtype of the FUNCTION in `operator`.
    #[inline(always)]
    fn dispatch(&mut self, header: Word, number: Word) -> Command {
        self.sink = Sink::Return;
        match subtype(header) {
            kind if kind == FunctionKind::Special as u32 => self.special(number.small_value(), NIL),
            kind if kind == FunctionKind::Macro as u32 => {
                self.state = State::ExpandMacro;
                Command::Stay
            }
            _ => Command::EvalArgs { function: self.operator, operands: self.operands },
        }
    }
}
