//! apply: applies a FUNCTION to its operands.
//!
//! Role: a primitive runs here if it is arithmetic or control, else in `primitive`; the operand
//! registers stay here and others read them. A lambda, closure or macro binds its parameters on its
//! environment, one pair and one cell each, and `eval` goes on with its body: a tail call pushes
//! nothing. A continuation replaces CLINK.
//!
//! Operands come in the registers and, if there are more, in a list; `list` is read one cell at a
//! time, and checked, since `%apply` hands over lists that the program made.

pub use super::tables::apply::{Apply, State};

use crate::notes::{NoteKind, Notes, Role, Scope, part};
use crate::object::{CONS_HEADER, FunctionKind, Type, fixed, function_header, is_type, subtype};
use crate::ports::{Command, MemoryPort, Operands, Request, Side, Stall};
use crate::primitives::{Class, Fault, Opcode, PRIMITIVES};
use crate::units::alu::Alu;
use crate::word::{NIL, Word, WordSize};

mod arithmetic;

/// What `apply` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The bits of a word.
    pub size: WordSize,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The operand registers of `alu` and its divider's result.
    pub alu: &'a Alu,
    /// The frames in memory.
    pub clink: Word,
    /// The top frame register is free.
    pub room: bool,
    /// How notes are read.
    pub notes: Notes<'a>,
}

impl Apply {
    /// Takes an application at the clock edge.
    #[inline(always)]
    pub fn start(&mut self, function: Word, operands: Operands) -> Option<Request> {
        self.function = function;
        self.operands = operands;
        self.applications = self.applications.wrapping_add(1);
        self.storing = false;
        self.state = State::Apply;
        if !function.is_pointer() {
            return None;
        }
        self.state = State::ApplyDispatch;
        Some(Request::object(function))
    }

    /// Begins to put the locals into the environment around them, at the clock edge. They belong to a
    /// plain parameter list.
    #[inline(always)]
    pub fn store_locals(&mut self, scope: &Scope, environment: Word) -> Option<Request> {
        self.parameters = scope.parameters;
        self.environment = environment;
        let Scope { local0: x, local1: y, local2: z, locals: count, .. } = *scope;
        self.operands = Operands { x, y, z, count, list: NIL };
        self.storing = true;
        self.bound = false;
        self.state = State::BindDispatch;
        Some(Request::object(self.parameters))
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of an allocation; the state is unchanged.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let [header, field1, field2, field3] = *inputs.fetched;
        Ok(match self.state {
            State::Apply => {
                if self.function.is_pointer() {
                    self.fetch(self.function, State::ApplyDispatch)
                } else {
                    self.trap(Fault::NotAFunction, self.function)
                }
            }
            State::ApplyDispatch => {
                self.first_loaded = false;
                self.second_loaded = false;
                if !is_type(header, Type::Function) {
                    return Ok(self.trap(Fault::NotAFunction, self.function));
                }
                match FunctionKind::ALL.get(subtype(header) as usize) {
                    Some(FunctionKind::Primitive) => self.primitive(field1.small_value(), inputs),
                    Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro) => {
                        self.body = field1;
                        self.parameters = field2;
                        self.environment = field3;
                        self.bound = false;
                        self.bind()
                    }
                    Some(FunctionKind::Continuation) => self.resume(field1),
                    Some(FunctionKind::Special) | None => {
                        self.trap(Fault::NotAFunction, self.function)
                    }
                }
            }
            State::LoadOperand => {
                if !is_type(header, Type::Cons) {
                    return Ok(self.trap(Fault::WrongType, self.operands.list));
                }
                self.operands.push(field1);
                self.operands.list = field2;
                if self.operands.count < 3 && self.operands.has_list() {
                    self.fetch_list(State::LoadOperand)
                } else {
                    self.state = State::Apply;
                    Command::Stay
                }
            }
            State::Arithmetic => self.arithmetic(inputs),
            State::LoadFirst | State::LoadSecond => {
                let second = self.state == State::LoadSecond;
                if is_type(header, Type::Number) {
                    self.state = State::Arithmetic;
                    if second {
                        self.second_loaded = true;
                    } else {
                        self.first_loaded = true;
                    }
                    let side = if second { Side::B } else { Side::A };
                    Command::LoadNumber { side, data: field1 }
                } else {
                    let culprit = if second { self.operands.y } else { self.operands.x };
                    self.trap(Fault::WrongType, culprit)
                }
            }
            State::Refill => {
                if !is_type(header, Type::Cons) {
                    return Ok(self.trap(Fault::WrongType, self.operands.list));
                }
                self.operands.push(field1);
                self.operands.list = field2;
                self.state = State::Arithmetic;
                Command::Stay
            }
            State::DivideResult => self.divided(inputs),
            State::BindDispatch => {
                if let Some(command) = self.enter_scope(header, field3, &inputs.notes) {
                    return Ok(command);
                }
                if is_type(header, Type::Cons) {
                    self.symbol = field1;
                    self.parameters = field2;
                    if self.operands.count > 0 {
                        self.state = State::BindPair;
                        Command::Stay
                    } else if self.operands.has_list() {
                        self.fetch_list(State::BindLoad)
                    } else {
                        self.trap(Fault::WrongArity, self.function)
                    }
                } else if is_type(header, Type::Symbol) {
                    self.symbol = self.parameters;
                    self.parameters = NIL;
                    if self.operands.count > 0 {
                        self.state = State::BindRest;
                    } else {
                        self.bind_list_as_rest();
                    }
                    Command::Stay
                } else {
                    self.trap(Fault::BadSyntax, self.parameters)
                }
            }
            State::BindLoad => {
                if !is_type(header, Type::Cons) {
                    return Ok(self.trap(Fault::WrongType, self.operands.list));
                }
                self.operands.push(field1);
                self.operands.list = field2;
                self.state = State::BindPair;
                Command::Stay
            }
            State::BindRest => {
                self.operands.list = port.cons(self.operands.last(), self.operands.list)?;
                self.operands.count -= 1;
                if self.operands.count == 0 {
                    self.bind_list_as_rest();
                }
                Command::Stay
            }
            State::BindPair => {
                let header = if self.storing { part(CONS_HEADER) } else { CONS_HEADER };
                self.pair = port.allocate(4, &[header, self.symbol, self.operands.x])?;
                self.operands.shift();
                self.state = State::BindSpine;
                Command::Stay
            }
            State::BindSpine => {
                if self.storing && !self.parameters.is_pointer() {
                    let Scope { locals, parameters, .. } = *inputs.notes.scope;
                    let header = inputs.notes.noted(CONS_HEADER, NoteKind::locals(locals));
                    let words = [header, self.pair, self.environment, parameters];
                    let environment = port.allocate(4, &words)?;
                    self.storing = false;
                    return Ok(Command::LocalsStored { environment });
                }
                let header = if self.storing { part(CONS_HEADER) } else { CONS_HEADER };
                self.environment = port.allocate(4, &[header, self.pair, self.environment])?;
                self.bound = true;
                self.state = State::BindNext;
                Command::Stay
            }
            State::BindNext => self.bind(),
            State::BindRib => {
                self.environment = port.cons(fixed::RIB, self.environment)?;
                self.bound = true;
                self.state = State::BindNext;
                Command::Stay
            }
            State::Capture => {
                if !inputs.room {
                    return Ok(Command::MakeRoom);
                }
                let header = function_header(FunctionKind::Continuation);
                let continuation = port.allocate(4, &[header, inputs.clink, NIL, NIL])?;
                self.function = self.operands.x;
                self.operands = Operands::one(continuation);
                self.applications = self.applications.wrapping_add(1);
                self.state = State::Apply;
                Command::Stay
            }
        })
    }

    #[inline(always)]
    fn fetch(&mut self, address: Word, next: State) -> Command {
        self.state = next;
        Command::fetch(address)
    }

    /// Fetches the next cell of the operand list.
    #[inline(always)]
    fn fetch_list(&mut self, next: State) -> Command {
        if self.operands.list.is_pointer() {
            self.fetch(self.operands.list, next)
        } else {
            self.trap(Fault::WrongType, self.operands.list)
        }
    }

    #[inline(always)]
    fn trap(&self, cause: Fault, culprit: Word) -> Command {
        Command::Trap { cause, culprit }
    }

    /// Checks the operand count of primitive `number` and starts it.
    #[inline(always)]
    fn primitive(&mut self, number: u32, inputs: &Inputs) -> Command {
        if self.operands.count < 3 && self.operands.has_list() {
            return self.fetch_list(State::LoadOperand);
        }
        let Some(info) = PRIMITIVES.get(number as usize) else {
            return self.trap(Fault::BadOpcode, self.function);
        };
        let more = self.operands.has_list();
        let count = self.operands.count;
        if count < info.min || info.max.is_some_and(|max| more || count > max) {
            return self.trap(Fault::WrongArity, self.function);
        }
        self.primitive = number;
        match info.class {
            Class::Data => Command::Primitive { number },
            Class::Control => self.control(info.opcode),
            Class::Fold | Class::Compare | Class::Divide => {
                self.state = State::Arithmetic;
                self.arithmetic(inputs)
            }
        }
    }

    fn control(&mut self, opcode: Opcode) -> Command {
        let Operands { x, y, z, count, .. } = self.operands;
        match opcode {
            Opcode::Funcall => {
                self.function = x;
                self.operands.shift();
                self.applications = self.applications.wrapping_add(1);
                self.state = State::Apply;
                Command::Stay
            }
            Opcode::Apply => {
                self.function = x;
                self.operands = if count == 2 {
                    Operands::of_list(y)
                } else {
                    Operands { list: z, ..Operands::one(y) }
                };
                self.applications = self.applications.wrapping_add(1);
                self.state = State::Apply;
                Command::Stay
            }
            Opcode::Eval => Command::Enter { expr: x, environment: NIL },
            Opcode::CallCc => {
                self.state = State::Capture;
                Command::Stay
            }
            Opcode::Throw => Command::Throw { value: x },
            Opcode::SetTrapHandler => Command::SetVector { handler: x },
            _ => {
                let value = if count > 0 { x } else { NIL };
                Command::Halt { reason: crate::ports::Halt::Exit, value }
            }
        }
    }

    /// A continuation takes one operand.
    #[inline(always)]
    fn resume(&mut self, clink: Word) -> Command {
        if self.operands.count == 0 && self.operands.has_list() {
            self.fetch_list(State::LoadOperand)
        } else if self.operands.count == 1 && !self.operands.has_list() {
            Command::Continue { clink, value: self.operands.x }
        } else {
            self.trap(Fault::WrongArity, self.function)
        }
    }

    /// The first cell of a parameter list is here: if it is known to be plain, its operands need not go
    /// to memory yet.
    #[inline(always)]
    fn enter_scope(&mut self, header: Word, count: Word, notes: &Notes) -> Option<Command> {
        let fits = !self.operands.has_list() && self.operands.count > 0;
        if !notes.on || self.bound || self.storing || !fits || !is_type(header, Type::Cons) {
            return None;
        }
        match notes.of(header) {
            NoteKind::None => {
                self.state = State::BindNext;
                Some(Command::Note { cell: self.parameters, role: Role::Parameters })
            }
            NoteKind::Plain if count == Word::small(self.operands.count) => {
                Some(Command::EnterScope {
                    expr: self.body,
                    parameters: self.parameters,
                    environment: self.environment,
                })
            }
            _ => None,
        }
    }

    /// Binds the next parameter, or enters the body.
    #[inline(always)]
    fn bind(&mut self) -> Command {
        if self.parameters.is_pointer() {
            self.fetch(self.parameters, State::BindDispatch)
        } else if !self.parameters.is_nil() {
            self.trap(Fault::BadSyntax, self.parameters)
        } else if !self.operands.is_empty() {
            self.trap(Fault::WrongArity, self.function)
        } else if self.bound {
            Command::Enter { expr: self.body, environment: self.environment }
        } else {
            self.state = State::BindRib;
            Command::Stay
        }
    }

    /// The operand list, as it is, becomes the operand of the rest parameter.
    #[inline(always)]
    fn bind_list_as_rest(&mut self) {
        self.operands = Operands::one(self.operands.list);
        self.state = State::BindPair;
    }
}
