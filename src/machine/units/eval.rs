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
use crate::object::{FunctionKind, Type, fixed, is_type, is_variable, subtype, type_number};
use crate::ports::{Command, Operands, Request, Then};
use crate::primitives::Fault;
use crate::word::Word;

/// What `eval` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Whether functions have cells of their own: a strap, the same in every cycle.
    pub namespace: Namespace,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The top frame register of `clink`.
    pub frame: &'a Frame,
    /// The value returned to `frame`.
    pub value: Word,
    /// The top frame register can take a frame.
    pub room: bool,
}

impl Eval {
    /// Takes an expression at the clock edge. An object is asked for at once, but not if the program
    /// is interrupted.
    #[inline(always)]
    pub fn start(&mut self, expr: Word, sink: Sink) -> Option<Request> {
        self.expr = expr;
        self.sink = sink;
        self.expressions = self.expressions.wrapping_add(1);
        self.state = State::Eval;
        if self.interrupt || !expr.is_pointer() {
            return None;
        }
        self.state = State::EvalDispatch;
        Some(Request::object(expr))
    }

    /// Goes on with the combination that it holds, at the clock edge.
    #[inline(always)]
    pub fn combine(&mut self) -> Option<Request> {
        self.sink = Sink::Return;
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
                if self.interrupt {
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
                        Command::ArgumentForm
                    } else {
                        self.fetch_operator()
                    }
                } else if is_variable(header) {
                    self.symbol_object = field1;
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
            State::GlobalValue => {
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
                    self.binding = self.env;
                    self.search()
                }
                kind if kind == Type::Cons as u32 => {
                    if !inputs.room {
                        self.state = State::EvalCombination;
                        return Command::MakeRoom;
                    }
                    let frame = Frame::new(ReturnState::Operator, self.expr, self.operands);
                    Command::Push { frame, then: Then::Eval { expr: self.operator } }
                }
                _ => Command::Trap { cause: Fault::NotAFunction, culprit: self.operator },
            },
            State::FunctionCell => {
                if field3.is_nil() {
                    self.binding = self.env;
                    self.search()
                } else {
                    self.operator = field3;
                    self.fetch_function()
                }
            }
            State::EvalFunction => {
                if is_type(header, Type::Function) {
                    self.dispatch(header, field1)
                } else {
                    Command::Trap { cause: Fault::NotAFunction, culprit: self.operator }
                }
            }
            State::ExpandMacro => {
                if !inputs.room {
                    return Command::MakeRoom;
                }
                let frame = Frame::new(ReturnState::Expand, self.operator, self.expr);
                let operands = Operands::of_list(self.operands);
                Command::Push { frame, then: Then::Apply { function: self.operator, operands } }
            }
            State::ResumeOperator => {
                self.expr = inputs.frame.operator;
                self.operands = inputs.frame.arguments;
                self.sink = Sink::Operator;
                self.deliver(inputs.value)
            }
        }
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
        if self.binding.is_nil() {
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
        Command::Trap { cause: Fault::Unbound, culprit: self.symbol() }
    }

    /// Branches on the subtype of the FUNCTION in `operator`.
    #[inline(always)]
    fn dispatch(&mut self, header: Word, number: Word) -> Command {
        self.sink = Sink::Return;
        match subtype(header) {
            kind if kind == FunctionKind::Special as u32 => Command::Special {
                number: number.small_value(),
                form: self.expr,
                operands: self.operands,
            },
            kind if kind == FunctionKind::Macro as u32 => {
                self.state = State::ExpandMacro;
                Command::Stay
            }
            _ => Command::EvalArgs { function: self.operator, operands: self.operands },
        }
    }
}
