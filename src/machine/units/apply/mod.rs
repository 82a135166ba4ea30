//! apply: applies a FUNCTION to its operands.
//!
//! Role: a primitive runs here if it is arithmetic or control, else in `primitive`; the operand
//! registers stay here and others read them. A lambda, closure or macro binds its parameters on its
//! environment, one pair and one cell each, and `eval` goes on with its body: a tail call pushes
//! nothing. A continuation replaces CLINK.
//!
//! Operands come in the registers and, if there are more, in a list; `list` is read one cell at a
//! time, and checked, since `%apply` hands over lists that the program made.
//!
//! Where arithmetic has no result, the fallback comes before the trap: a function of the program's is
//! applied to the two operands of the step. Only then, and only with more operands to go, it pushes a
//! frame.

pub use super::tables::apply::{Apply, State};

use crate::config::Namespace;
use crate::frame::{Frame, ReturnState};
use crate::notes::{BOUND, NoteKind, Notes, Role, Scope, binding_hides, part};
use crate::object::{
    CONS_HEADER, FunctionKind, Type, fixed, function_header, is_type, is_variable, object_words,
    subtype,
};
use crate::ports::{Command, MemoryPort, Operands, Request, Room, Side, Stall};
use crate::primitives::{Class, Fault, Opcode, PRIMITIVES};
use crate::units::alu::Alu;
use crate::units::fpu::Fpu;
use crate::word::{NIL, Word, WordSize};

mod arithmetic;
mod fallback;
mod floats;

/// What `apply` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// Whether functions have cells of their own: a strap.
    pub namespace: Namespace,
    /// The bits of a word.
    pub size: WordSize,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The operand registers of `alu` and its divider's result.
    pub alu: &'a Alu,
    /// The result of `fpu`.
    pub fpu: &'a Fpu,
    /// The cell of the operand that `eval_args` has evaluated last.
    pub arguments: Word,
    /// The top frame register of `clink`.
    pub frame: &'a Frame,
    /// The value returned to `frame`.
    pub value: Word,
    /// The frames in memory.
    pub clink: Word,
    /// The top frame register is free.
    pub room: Room<'a>,
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
    /// plain parameter list. If `spills`, the top frame is to go to memory after that.
    #[inline(always)]
    pub fn store_locals(
        &mut self,
        scope: &Scope,
        environment: Word,
        spills: bool,
    ) -> Option<Request> {
        self.spills = spills;
        self.parameters = scope.parameters;
        self.environment = environment;
        let Scope { local0: x, local1: y, local2: z, locals: count, .. } = *scope;
        self.operands = Operands { x, y, z, count, list: NIL };
        self.storing = true;
        self.bound = false;
        self.state = State::BindDispatch;
        Some(Request::object(self.parameters))
    }

    /// A frame of its own was popped, at the clock edge: the value of a function of the fallback has come.
    #[inline(always)]
    pub fn resume(&mut self, state: ReturnState) {
        self.state =
            if state == ReturnState::Fold { State::ResumeFold } else { State::ResumeCompare };
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
                self.forget_loaded();
                self.negates = false;
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
                        let arity = inputs.notes.arity(header);
                        let fits = self.operands.count == arity && !self.operands.has_list();
                        if arity > 0 && fits {
                            return Ok(self.enter_scope());
                        }
                        self.unnoted = arity == 0;
                        self.bind()
                    }
                    Some(FunctionKind::Continuation) => self.continue_at(field1),
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
                } else if is_type(header, Type::Float) && inputs.size.has_floats() {
                    self.load_float(second)
                } else {
                    self.fall_back(*inputs)
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
            State::DivideResult => self.divided(*inputs),
            State::MultiplyResult => self.multiplied(*inputs),
            State::FloatResult => match self.float_result(*inputs) {
                Ok(command) => command,
                Err((words, count)) => {
                    let size = object_words(Type::Float, 0, inputs.size);
                    let value = port.allocate(size, &words[..count])?;
                    self.float_made(value)
                }
            },
            State::Fallback => self.look_up(*inputs),
            State::FallbackElement => self.apply_element(header, *inputs),
            State::FallbackSave => {
                self.operands.list = port.cons(self.operands.last(), self.operands.list)?;
                self.saved();
                Command::Stay
            }
            State::FallbackPush => {
                if !inputs.room.is_free() {
                    return Ok(Command::MakeRoom);
                }
                self.push_rest(inputs.arguments)
            }
            State::ResumeFold => {
                let list = inputs.frame.values;
                self.go_on(*inputs, Operands { list, ..Operands::one(inputs.value) })
            }
            State::ResumeCompare if inputs.value.is_nil() || inputs.value == fixed::FALSE => {
                Command::Return { value: fixed::FALSE }
            }
            State::ResumeCompare => self.go_on(*inputs, Operands::of_list(inputs.frame.values)),
            State::SetFallback if is_type(header, Type::Vector) => self.set_fallback(),
            State::SetFallback => self.trap(Fault::WrongType, self.operands.x),
            State::BindDispatch => {
                if let Some(command) = self.plain(inputs.fetched, &inputs.notes) {
                    return Ok(command);
                }
                if is_type(header, Type::Cons) {
                    self.symbol = field1;
                    self.parameters = field2;
                    self.rest = false;
                    let known = self.storing || inputs.notes.names_a_parameter(inputs.fetched);
                    if inputs.notes.on() && !known && field1.is_pointer() {
                        return Ok(self.fetch(field1, State::BindSymbol));
                    }
                    self.bind_operand()
                } else if is_type(header, Type::Symbol) {
                    self.symbol = self.parameters;
                    self.parameters = NIL;
                    self.rest = true;
                    if inputs.notes.on() {
                        self.pair = field1;
                        return Ok(self.fetch(field1, State::BindObject));
                    }
                    self.bind_operand()
                } else {
                    self.trap(Fault::BadSyntax, self.parameters)
                }
            }
            State::BindSymbol if is_variable(header) => {
                self.pair = field1;
                self.fetch(field1, State::BindObject)
            }
            State::BindObject if header.0 & BOUND == 0 => {
                port.write(self.pair, &[Word(header.0 | BOUND)])?;
                self.state = State::BindOperand;
                let hides = binding_hides(header, inputs.namespace);
                if hides { Command::Invalidate } else { Command::Stay }
            }
            State::BindSymbol | State::BindObject | State::BindOperand => self.bind_operand(),
            State::NoteArity => {
                let noted = inputs.notes.with_arity(header, self.operands.count);
                port.write(self.function, &[noted])?;
                self.state = State::BindNext;
                Command::Stay
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
                let words = [self.binding_header(inputs), self.symbol, self.operands.x];
                self.pair = port.allocate(4, &words)?;
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
                self.spine_cell(self.pair, inputs, port)?;
                self.bound = true;
                self.state = State::BindNext;
                Command::Stay
            }
            State::BindNext => self.bind(),
            State::BindRib => {
                self.spine_cell(fixed::RIB, inputs, port)?;
                self.bound = true;
                self.state = State::BindNext;
                Command::Stay
            }
            State::Capture => {
                if !inputs.room.is_free() {
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
        let fits = if info.opcode.has_listed() {
            // `digits` counts those in the list.
            more
        } else {
            count >= info.min && info.max.is_none_or(|max| !more && count <= max)
        };
        if !fits {
            return self.trap(Fault::WrongArity, self.function);
        }
        self.primitive = number;
        match info.class {
            Class::Data => Command::Primitive { number: number.into() },
            Class::Digits => Command::Digits { number: number.into() },
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
                self.operands.shift();
                self.again(x)
            }
            Opcode::Apply => {
                self.operands = if count == 2 {
                    Operands::of_list(y)
                } else {
                    Operands { list: z, ..Operands::one(y) }
                };
                self.again(x)
            }
            Opcode::Eval => Command::Enter { expr: x, environment: NIL },
            Opcode::CallCc => {
                self.state = State::Capture;
                Command::Stay
            }
            Opcode::Throw => Command::Throw { value: x },
            Opcode::SetTrapHandler => Command::SetVector { handler: x },
            Opcode::SetNumberFallback if x.is_pointer() => self.fetch(x, State::SetFallback),
            Opcode::SetNumberFallback if x.is_nil() => self.set_fallback(),
            Opcode::SetNumberFallback => self.trap(Fault::WrongType, x),
            _ => {
                let value = if count > 0 { x } else { NIL };
                Command::Halt { reason: crate::ports::Halt::Exit, value }
            }
        }
    }

    /// Applies what a primitive was given to the operands as they are now.
    #[inline(always)]
    fn again(&mut self, function: Word) -> Command {
        self.applications = self.applications.wrapping_add(1);
        self.dispatch(function)
    }

    #[inline(always)]
    fn dispatch(&mut self, function: Word) -> Command {
        self.function = function;
        self.state = State::Apply;
        if function.is_pointer() {
            self.fetch(function, State::ApplyDispatch)
        } else {
            Command::Stay
        }
    }

    /// A continuation takes one operand.
    #[inline(always)]
    fn continue_at(&mut self, clink: Word) -> Command {
        if self.operands.count == 0 && self.operands.has_list() {
            self.fetch_list(State::LoadOperand)
        } else if self.operands.count == 1 && !self.operands.has_list() {
            Command::Continue { clink, value: self.operands.x }
        } else {
            self.trap(Fault::WrongArity, self.function)
        }
    }

    /// A cell of a parameter list is here. If it is the first of a list that is known to be plain, its
    /// operands need not go to memory yet; that is noted in the function.
    #[inline(always)]
    fn plain(&mut self, fetched: &[Word; 4], notes: &Notes) -> Option<Command> {
        let &[header, _, _, count] = fetched;
        if !notes.on() || self.storing || !is_type(header, Type::Cons) {
            return None;
        }
        if notes.of(header) == NoteKind::None {
            self.state = State::BindNext;
            return Some(Command::Note { cell: self.parameters, role: Role::Parameters });
        }
        let fits = count == Word::small(self.operands.count) && self.operands.count > 0;
        if self.bound || self.operands.has_list() || !fits || !notes.names_a_parameter(fetched) {
            return None;
        }
        let unnoted = std::mem::replace(&mut self.unnoted, false);
        Some(if unnoted { self.fetch(self.function, State::NoteArity) } else { self.enter_scope() })
    }

    /// The parameter's symbol object says that it may be bound: take its operand.
    #[inline(always)]
    fn bind_operand(&mut self) -> Command {
        match (self.rest, self.operands.count) {
            (true, 0) => self.bind_list_as_rest(),
            (true, _) => self.state = State::BindRest,
            (false, 0) if self.operands.has_list() => return self.fetch_list(State::BindLoad),
            (false, 0) => return self.trap(Fault::WrongArity, self.function),
            (false, _) => self.state = State::BindPair,
        }
        Command::Stay
    }

    /// The header of a cell of an environment; locals that are stored may be loaded again.
    #[inline(always)]
    fn binding_header(&self, inputs: &Inputs) -> Word {
        if self.storing { part(CONS_HEADER) } else { inputs.notes.environment_header() }
    }

    /// Puts a cell with a binding's pair before the environment.
    #[inline(always)]
    fn spine_cell(
        &mut self,
        pair: Word,
        inputs: &Inputs,
        port: &mut impl MemoryPort,
    ) -> Result<(), Stall> {
        let (words, count) = if self.storing {
            ([self.binding_header(inputs), pair, self.environment, NIL], 3)
        } else {
            inputs.notes.first_cell(pair, self.environment)
        };
        self.environment = port.allocate(4, &words[..count])?;
        Ok(())
    }

    /// Enters the body with the operands as locals.
    #[inline(always)]
    fn enter_scope(&self) -> Command {
        Command::EnterScope {
            expr: self.body,
            parameters: self.parameters,
            environment: self.environment,
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
