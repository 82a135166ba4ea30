//! note: finds out about a cell of code what does not change, and notes it in the cell.
//!
//! Role: only with quick evaluation. Another unit comes to a cell without a note of this epoch, and hands
//! it over; when the note is written, that unit looks at the cell again. Evaluates nothing and allocates
//! nothing. What a note depends on besides its own cell is marked first: other cells as parts, symbol
//! objects by a flag. Who stores there begins a new epoch, in which this note is none.
//!
//! Source: the inline caches of Deutsch and Schiffman's Smalltalk (POPL 1984), kept in the code itself.

pub use super::tables::note::{Note, Place, State};

use crate::config::Namespace;
use crate::notes::{
    BOUND, CALLABLE, NoteKind, Notes, Operand, Operation, PINNED, Role, VOLATILE, binding_hides,
    pack, pack_simple, part,
};
use crate::object::{FunctionKind, Type, is_type, is_variable, subtype};
use crate::ports::{Command, MemoryPort, Request, Stall};
use crate::primitives::{Opcode, SpecialForm};
use crate::word::{NIL, Raw, Word, WordSize};

/// Parameters that registers hold.
const MOST: u32 = 3;

/// What `note` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// A strap: whether functions have cells of their own.
    pub namespace: Namespace,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// Its address register.
    pub address: Word,
    /// The locals, and how notes are read.
    pub notes: Notes<'a>,
}

impl Inputs<'_> {
    /// May the variable with a SYMBOL_OBJECT of this header be bound in some environment?
    fn is_bound(&self, header: Word) -> bool {
        self.notes.scope.open || header.0 & BOUND != 0
    }

    /// What a variable with this SYMBOL_OBJECT means in operator position, wherever it stands.
    fn function(&self, &[header, _, value, function]: &[Word; 4]) -> Option<Word> {
        let function = match self.namespace {
            Namespace::Lisp2 => function,
            Namespace::Lisp1 if self.is_bound(header) => return None,
            Namespace::Lisp1 => value,
        };
        function.is_pointer().then_some(function)
    }
}

impl Note {
    /// Takes a cell at the clock edge.
    pub fn start(&mut self, cell: Word, role: Role) -> Option<Request> {
        *self = Note { cell, list: cell, ..Note::default() };
        self.state = match role {
            Role::Operand => State::Operand,
            Role::Head => State::Head,
            Role::Parameters => State::Parameters,
        };
        Some(Request::object(cell))
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of a write; the state is unchanged.
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let [header, field1, field2, _] = *inputs.fetched;
        let is_function = is_type(header, Type::Function);
        let parameters = inputs.notes.scope.parameters;
        Ok(match self.state {
            State::Operand => {
                self.expression = field1;
                self.fetch(field1, State::Expression)
            }
            State::Expression if is_variable(header) => {
                self.symbol_object = field1;
                self.fetch(field1, State::Variable)
            }
            State::Variable if !inputs.is_bound(header) => {
                self.conclude(NoteKind::Global, self.symbol_object)
            }
            State::Variable => self.variable(parameters),
            State::Expression if !is_type(header, Type::Cons) => {
                self.conclude(NoteKind::Constant, self.expression)
            }
            State::Expression => {
                self.is_known = inputs.notes.of(header) == NoteKind::Computed;
                if parameters.is_nil() || !field1.is_pointer() {
                    return Ok(self.combination());
                }
                self.operands = field2;
                self.fetch(field1, State::Operator)
            }
            State::Operator if is_function => self.function(header, field1),
            State::Operator if is_variable(header) => {
                self.symbol_object = field1;
                self.fetch(field1, State::OperatorCell)
            }
            State::Operator => self.combination(),
            State::OperatorCell => match inputs.function(inputs.fetched) {
                Some(function) => self.fetch(function, State::Function),
                None => self.combination(),
            },
            State::Function if is_function => self.function(header, field1),
            State::Function => self.combination(),
            State::Quoted if is_type(header, Type::Cons) => {
                self.kind = NoteKind::Constant;
                self.value = field1;
                self.stay(State::Step)
            }
            State::Quoted => self.combination(),
            State::CombinationOperand => {
                let is_last = self.place == Place::Second;
                if !is_type(header, Type::Cons) || is_last && !field2.is_nil() {
                    return Ok(self.simple());
                }
                if !is_last {
                    self.second = field2;
                }
                if field1.is_immediate() {
                    let integer = inputs.notes.size.integer(field1);
                    self.take(Operand::Integer(integer), inputs)
                } else if field1.is_pointer() {
                    self.symbol = field1;
                    self.fetch(field1, State::OperandObject)
                } else {
                    self.simple()
                }
            }
            State::OperandObject if is_variable(header) => {
                self.find(self.symbol, self.place, parameters)
            }
            State::OperandObject => self.simple(),
            State::SimpleOperand if is_type(header, Type::Cons) && self.count < MOST => {
                self.count += 1;
                self.list = field2;
                if field1.is_pointer() {
                    self.fetch(field1, State::SimpleExpression)
                } else {
                    self.after_simple()
                }
            }
            State::SimpleExpression if !is_type(header, Type::Cons) => self.after_simple(),
            State::SimpleOperand | State::SimpleExpression => self.combination(),
            State::Parameter => {
                if field1 == self.symbol {
                    self.found = self.index + 1;
                }
                if self.index + 1 < inputs.notes.scope.locals {
                    self.index += 1;
                    return Ok(self.fetch(field2, State::Parameter));
                }
                match (self.place, self.found.checked_sub(1)) {
                    (Place::Only, Some(local)) => self.conclude(NoteKind::local(local), parameters),
                    (Place::Only, None) => self.conclude(NoteKind::Outer, parameters),
                    (_, Some(local)) => self.take(Operand::Local(local), inputs),
                    (_, None) => self.simple(),
                }
            }
            State::Head if field1.is_pointer() => {
                self.expression = field1;
                self.fetch(field1, State::HeadOperator)
            }
            State::Head => self.conclude(NoteKind::Plain, NIL),
            State::HeadOperator if is_function => {
                let operator = inputs.address;
                self.head(header, field1, operator, inputs)
            }
            State::HeadOperator if is_variable(header) => {
                self.symbol_object = field1;
                self.fetch(field1, State::HeadCell)
            }
            State::HeadOperator => self.conclude(NoteKind::Plain, NIL),
            State::HeadCell => match inputs.function(inputs.fetched) {
                Some(function) => {
                    self.is_volatile = header.0 & VOLATILE != 0;
                    self.fetch(function, State::HeadFunction)
                }
                None if inputs.is_bound(header) => self.variable(parameters),
                None => self.conclude(NoteKind::Plain, NIL),
            },
            State::HeadFunction if is_function => self.head(header, field1, inputs.address, inputs),
            State::HeadFunction => self.conclude(NoteKind::Plain, NIL),
            State::If if field2.is_pointer() => self.fetch(field2, State::IfTest),
            State::IfTest if is_type(header, Type::Cons) && field2.is_pointer() => {
                self.operands = inputs.address;
                self.fetch(field2, State::IfBranches)
            }
            State::IfBranches if is_type(header, Type::Cons) && field2.is_pointer() => {
                self.second = inputs.address;
                self.value = field2;
                self.write_from(0)
            }
            State::If | State::IfTest | State::IfBranches => self.write_from(2),
            State::Parameters if !is_type(header, Type::Cons) => {
                self.conclude(NoteKind::Plain, Word::small(0))
            }
            State::Parameters => {
                port.write(self.list, &[part(header)])?;
                self.symbol = field1;
                self.list = field2;
                self.count += 1;
                self.stay(State::ParameterName)
            }
            State::ParameterName if self.symbol.is_pointer() => {
                self.fetch(self.symbol, State::ParameterSymbol)
            }
            State::ParameterSymbol if is_variable(header) => {
                self.symbol_object = field1;
                self.fetch(field1, State::ParameterObject)
            }
            State::ParameterObject if header.0 & BOUND == 0 => {
                port.write(self.symbol_object, &[Word(header.0 | BOUND)])?;
                self.state = State::NextParameter;
                let hides = binding_hides(header, inputs.namespace);
                if hides { Command::Invalidate } else { Command::Stay }
            }
            State::ParameterName | State::ParameterSymbol | State::ParameterObject => {
                self.stay(State::NextParameter)
            }
            State::NextParameter if self.list.is_pointer() && self.count < MOST => {
                self.fetch(self.list, State::Parameters)
            }
            State::NextParameter => {
                let count = if self.list.is_nil() { self.count } else { 0 };
                self.conclude(NoteKind::Plain, Word::small(count))
            }
            State::Step => return self.write(parameters, port),
            State::Mark => {
                port.write(inputs.address, &[part(header)])?;
                self.step += 1;
                self.stay(State::Step)
            }
            State::Flag => {
                let flag = if self.kind == NoteKind::Global { CALLABLE } else { PINNED };
                port.write(self.symbol_object, &[Word(header.0 | flag)])?;
                self.step = 3;
                self.stay(State::Step)
            }
            State::FetchComputed => self.fetch(self.expression, State::NoteComputed),
            State::NoteComputed => {
                port.write(self.expression, &[inputs.notes.noted(header, NoteKind::Computed)])?;
                self.step = 4;
                self.stay(State::Step)
            }
            State::FetchCell => self.fetch(self.cell, State::NoteCell),
            State::NoteCell => {
                port.write(self.cell, &[inputs.notes.noted(header, self.kind)])?;
                Command::Noted
            }
        })
    }

    fn stay(&mut self, next: State) -> Command {
        self.state = next;
        Command::Stay
    }

    fn fetch(&mut self, address: Word, next: State) -> Command {
        self.state = next;
        Command::fetch(address)
    }

    /// A step of what is written.
    fn write(&mut self, parameters: Word, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        Ok(match self.step {
            0 => self.fetch(self.operands, State::Mark),
            1 if !self.second.is_nil() => self.fetch(self.second, State::Mark),
            2 if !self.symbol_object.is_nil() => self.fetch(self.symbol_object, State::Flag),
            3 if self.kind == NoteKind::Inline => {
                port.store(self.expression, 3, &[self.value])?;
                self.value = parameters;
                self.stay(State::FetchComputed)
            }
            3 if self.kind == NoteKind::Constant && !self.operands.is_nil() => {
                self.fetch(self.expression, State::Mark)
            }
            1..=3 => {
                self.step += 1;
                Command::Stay
            }
            _ => {
                port.store(self.cell, 3, &[self.value])?;
                self.stay(State::FetchCell)
            }
        })
    }

    /// The note is known, and depends on nothing but its cell.
    fn conclude(&mut self, kind: NoteKind, value: Word) -> Command {
        self.kind = kind;
        self.value = value;
        self.write_from(4)
    }

    /// The operand is a combination, of which nothing else is known.
    fn combination(&mut self) -> Command {
        self.conclude(NoteKind::Combination, NIL)
    }

    /// A variable that may be bound: one of the locals, or none of them.
    fn variable(&mut self, parameters: Word) -> Command {
        if parameters.is_nil() {
            return self.conclude(NoteKind::Plain, NIL);
        }
        self.find(self.expression, Place::Only, parameters)
    }

    /// Looks for a variable among the parameters, of which there is one at least.
    fn find(&mut self, symbol: Word, place: Place, parameters: Word) -> Command {
        self.symbol = symbol;
        self.place = place;
        self.index = 0;
        self.found = 0;
        self.fetch(parameters, State::Parameter)
    }

    /// The operator's FUNCTION is here: what is quoted is constant, and some primitives are computed.
    fn function(&mut self, header: Word, number: Word) -> Command {
        let number = number.small_value();
        if !self.operands.is_pointer() {
            return self.combination();
        }
        match FunctionKind::ALL.get(subtype(header) as usize) {
            Some(FunctionKind::Special) if number == SpecialForm::Quote as u32 => {
                self.fetch(self.operands, State::Quoted)
            }
            Some(FunctionKind::Primitive) => {
                match Opcode::from_number(number).and_then(Operation::of) {
                    Some(operation) if self.is_known || operation.looks_into_object() => {
                        self.operation = operation;
                        self.simple()
                    }
                    Some(operation) => {
                        self.operation = operation;
                        self.place = Place::First;
                        self.fetch(self.operands, State::CombinationOperand)
                    }
                    None => self.combination(),
                }
            }
            _ => self.combination(),
        }
    }

    /// An operand of what is computed is known: the other one, or the end.
    fn take(&mut self, operand: Operand, inputs: &Inputs) -> Command {
        let size = inputs.notes.size;
        let is_first = self.place == Place::First;
        let fields = if is_first {
            pack(self.operation, operand, Operand::Integer(0), size)
        } else {
            pack(self.operation, Operand::Integer(0), operand, size)
                .map(|fields| Word(fields.0 | self.operand.0))
        };
        let Some(fields) = fields else { return self.simple() };
        if is_first && self.operation.operands() == 2 {
            if !self.second.is_pointer() {
                return self.simple();
            }
            self.operand = Raw(fields.0);
            self.place = Place::Second;
            return self.fetch(self.second, State::CombinationOperand);
        }
        if is_first && !self.second.is_nil() {
            return self.simple();
        }
        self.kind = NoteKind::Inline;
        self.value = fields;
        self.write_from(0)
    }

    /// The primitive's operands are not all in the note: if each is no combination, `inline` can look at
    /// their cells.
    fn simple(&mut self) -> Command {
        self.count = 0;
        self.fetch(self.operands, State::SimpleOperand)
    }

    /// An operand is no combination.
    fn after_simple(&mut self) -> Command {
        if self.list.is_pointer() {
            return self.fetch(self.list, State::SimpleOperand);
        }
        if !self.list.is_nil() || self.count != self.operation.operands() {
            return self.combination();
        }
        self.kind = NoteKind::Inline;
        self.value = pack_simple(self.operation);
        self.write_from(2)
    }

    /// The FUNCTION in a combination's head is here; of one whose operands are evaluated this is known.
    /// Where epochs are few, a function that a program may define anew is looked up at each call.
    fn head(&mut self, header: Word, number: Word, function: Word, inputs: &Inputs) -> Command {
        let kind = FunctionKind::ALL.get(subtype(header) as usize);
        let is_primitive = kind == Some(&FunctionKind::Primitive);
        let by_symbol = !self.symbol_object.is_nil();
        let wide = inputs.notes.size != WordSize::W16;
        let lisp2 = inputs.namespace == Namespace::Lisp2;
        let lasts = !self.is_volatile && (wide || is_primitive && lisp2);
        let (note, value) = match kind {
            Some(FunctionKind::Special) if number == Word::small(SpecialForm::If as u32) => {
                self.kind = NoteKind::Form;
                self.value = number;
                return self.fetch(self.cell, State::If);
            }
            Some(FunctionKind::Special) => (NoteKind::Form, number),
            Some(FunctionKind::Macro) | None => (NoteKind::Plain, NIL),
            Some(_) if by_symbol && !lasts => (NoteKind::Global, self.symbol_object),
            Some(_) => (NoteKind::Direct, function),
        };
        self.conclude(note, value);
        if by_symbol && note != NoteKind::Plain {
            self.step = 2;
        }
        Command::Stay
    }

    /// What is known is written, from this step on.
    fn write_from(&mut self, step: u32) -> Command {
        self.step = step;
        self.stay(State::Step)
    }
}
