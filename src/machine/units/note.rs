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
use crate::notes::{CALLABLE, NoteKind, Notes, Operand, Operation, PINNED, Role, pack, part};
use crate::object::{FunctionKind, Type, is_type, is_variable, subtype};
use crate::ports::{Command, MemoryPort, Request, Stall};
use crate::primitives::{Opcode, SpecialForm};
use crate::word::{NIL, Raw, Word};

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
        let [header, field1, field2, field3] = *inputs.fetched;
        let is_function = is_type(header, Type::Function);
        let parameters = inputs.notes.scope.parameters;
        Ok(match self.state {
            State::Operand => {
                self.expression = field1;
                self.fetch(field1, State::Expression)
            }
            State::Expression if is_variable(header) => {
                if parameters.is_nil() {
                    return Ok(self.conclude(NoteKind::Plain, NIL));
                }
                self.find(self.expression, Place::Only, parameters)
            }
            State::Expression if !is_type(header, Type::Cons) => {
                self.conclude(NoteKind::Constant, self.expression)
            }
            State::Expression => {
                let known = inputs.notes.of(header) == NoteKind::Computed;
                let may_change = inputs.namespace == Namespace::Lisp1 || parameters.is_nil();
                if may_change || known || !field1.is_pointer() {
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
            State::OperatorCell if field3.is_pointer() => self.fetch(field3, State::Function),
            State::OperatorCell => self.combination(),
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
                    return Ok(self.combination());
                }
                if !is_last {
                    self.second = field2;
                }
                if field1.is_immediate() {
                    let integer = inputs.notes.size.integer(field1) as i32;
                    self.take(Operand::Integer(integer), inputs)
                } else if field1.is_pointer() {
                    self.symbol = field1;
                    self.fetch(field1, State::OperandObject)
                } else {
                    self.combination()
                }
            }
            State::OperandObject if is_variable(header) => {
                self.find(self.symbol, self.place, parameters)
            }
            State::OperandObject => self.combination(),
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
                    (_, None) => self.combination(),
                }
            }
            State::Head if field1.is_pointer() => self.fetch(field1, State::HeadOperator),
            State::Head => self.conclude(NoteKind::Plain, NIL),
            State::HeadOperator if is_function => self.head(header, field1, NoteKind::Direct, NIL),
            State::HeadOperator if is_variable(header) && inputs.namespace == Namespace::Lisp2 => {
                self.symbol_object = field1;
                self.fetch(field1, State::HeadCell)
            }
            State::HeadOperator => self.conclude(NoteKind::Plain, NIL),
            State::HeadCell if field3.is_pointer() => self.fetch(field3, State::HeadFunction),
            State::HeadFunction if is_function => {
                self.head(header, field1, NoteKind::Call, self.symbol_object)
            }
            State::HeadCell | State::HeadFunction => self.conclude(NoteKind::Plain, NIL),
            State::Parameters if !is_type(header, Type::Cons) => {
                self.conclude(NoteKind::Plain, Word::small(0))
            }
            State::Parameters => {
                port.write(self.list, &[part(header)])?;
                self.list = field2;
                let count = self.count + 1;
                if count > MOST || !field2.is_pointer() {
                    let is_plain = count <= MOST && field2.is_nil();
                    let count = if is_plain { count } else { 0 };
                    return Ok(self.conclude(NoteKind::Plain, Word::small(count)));
                }
                self.count = count;
                self.stay(State::NextParameter)
            }
            State::NextParameter => self.fetch(self.list, State::Parameters),
            State::Step => return self.write(parameters, port),
            State::Mark => {
                port.write(inputs.address, &[part(header)])?;
                self.step += 1;
                self.stay(State::Step)
            }
            State::Flag => {
                let flag = if self.kind == NoteKind::Call { CALLABLE } else { PINNED };
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
        self.step = 4;
        self.stay(State::Step)
    }

    /// The operand is a combination, of which nothing else is known.
    fn combination(&mut self) -> Command {
        self.conclude(NoteKind::Combination, NIL)
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
        let Some(fields) = fields else { return self.combination() };
        if is_first && self.operation.operands() == 2 {
            if !self.second.is_pointer() {
                return self.combination();
            }
            self.operand = Raw(fields.0);
            self.place = Place::Second;
            return self.fetch(self.second, State::CombinationOperand);
        }
        if is_first && !self.second.is_nil() {
            return self.combination();
        }
        self.kind = NoteKind::Inline;
        self.value = fields;
        self.step = 0;
        self.stay(State::Step)
    }

    /// The FUNCTION in a combination's head is here; of one whose operands are evaluated this is known.
    fn head(&mut self, header: Word, number: Word, kind: NoteKind, value: Word) -> Command {
        let (kind, value) = match FunctionKind::ALL.get(subtype(header) as usize) {
            Some(FunctionKind::Special) => (NoteKind::Form, number),
            Some(FunctionKind::Macro) | None => (NoteKind::Plain, NIL),
            Some(_) => (kind, value),
        };
        self.conclude(kind, value);
        if !self.symbol_object.is_nil() && kind != NoteKind::Plain {
            self.step = 2;
        }
        Command::Stay
    }
}
