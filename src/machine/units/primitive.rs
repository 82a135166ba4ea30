//! primitive: the primitives on pairs, symbols, strings, vectors, characters and the console, and those that
//! make and know BIGNUMs.
//!
//! Role: `apply` has checked the number of operands and keeps them in its registers, where this
//! unit reads them; the type of the first operand is checked here against the primitive table as
//! its object arrives. Indices are checked against the length in word 1 of the object.
//!
//! Not modelled: strings longer than an immediate integer counts.

pub use super::tables::primitive::{Primitive, State};

use crate::notes::{Notes, PINNED, bare, had_locals, is_bare, is_marked, is_part, replaced};
use crate::object::{
    self, SymbolKind, Type, bignum_words, fixed, float_words, is_type, length, string_words,
    subtype, type_number, vector_words,
};
use crate::ports::{Channel, Command, Extent, MemoryPort, Operands, Request, Stall};
use crate::primitives::{Fault, Opcode, Operand};
use crate::word::{NIL, Raw, Word, WordSize};

/// What `primitive` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The bits of a word.
    pub size: WordSize,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// The operand registers of `apply`.
    pub operands: &'a Operands,
    /// Cycles since reset.
    pub cycle: u64,
    /// Whether notes are on.
    pub notes: Notes<'a>,
}

impl Primitive {
    /// Takes a primitive at the clock edge, with its first operand: one that looks into its object asks
    /// for it at once.
    #[inline(always)]
    pub fn start(&mut self, number: u32, x: Word) -> Option<Request> {
        self.number = number;
        self.state = State::Primitive;
        if !x.is_pointer() || !Opcode::from_number(number)?.looks_into_object() {
            return None;
        }
        self.state = State::PrimitiveObject;
        Some(Request::object(x))
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of a write or an allocation; the state is unchanged.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let Some(op) = Opcode::from_number(self.number) else {
            return Ok(Command::trap(Fault::BadOpcode, NIL));
        };
        let Operands { x, y, z, .. } = *inputs.operands;
        let [header, field1, field2, field3] = *inputs.fetched;
        Ok(match self.state {
            State::Primitive => return self.begin(op, inputs, port),
            State::PrimitiveObject => self.with_object(op, inputs),
            State::SymbolField => match op {
                Opcode::SymbolName => give(field1),
                Opcode::SymbolFunction => give(field3),
                _ if field2 == fixed::UNBOUND => Command::trap(Fault::Unbound, x),
                _ => give(field2),
            },
            State::VectorElement => give(inputs.fetched[0]),
            State::StringElement => {
                let shift = inputs.size.char_shift(inputs.size.count(y));
                let word = inputs.fetched[0].0;
                if op == Opcode::StringRef {
                    give(fixed::char((word >> shift) as u8))
                } else {
                    let code = z.0.wrapping_sub(fixed::CHARS.0) / 2 % 256;
                    self.datum = Raw(word & !(0xFF << shift) | code << shift);
                    self.state = State::Store;
                    Command::Stay
                }
            }
            State::Store => {
                let value = if matches!(op, Opcode::VectorSet | Opcode::StringSet) { z } else { y };
                if op == Opcode::StringSet {
                    port.write(self.object.plus(self.offset), &[self.datum.word()])?;
                } else {
                    port.store(self.object, self.offset, &[value])?;
                }
                stored(value)
            }
            State::Fill => {
                let end = self.element_words(op, x, inputs.size);
                let count = (end - self.index).min(4);
                let words: [Word; 4] = std::array::from_fn(|i| {
                    element_word(op, self.index + i as u32, x, y, inputs.size)
                });
                let address = self.object.plus(2 + self.index);
                port.write(address, &words[..count as usize])?;
                self.index += count;
                if self.index < end { Command::Stay } else { stored(self.object) }
            }
            State::CellBare => {
                port.write(self.object, &[bare(header)])?;
                self.state = State::Store;
                if is_part(header) || had_locals(header) { Command::Expose } else { Command::Stay }
            }
            State::SymbolBare => {
                if is_marked(header) {
                    port.write(self.object, &[replaced(header)])?;
                }
                self.state = State::Store;
                if header.0 & PINNED != 0 { Command::Invalidate } else { Command::Stay }
            }
            State::NewDigits => {
                let words = float_words(inputs.size);
                let head = object::header(Type::Bignum, 0);
                let digits = [head, Word::small(words), field1, field2];
                let given = digits.len().min(2 + words as usize);
                stored(port.allocate(bignum_words(words), &digits[..given])?)
            }
            State::NewFloat => {
                let words = 1 + float_words(inputs.size);
                let float = [object::header(Type::Float, 0), header, field1];
                let size = object::object_words(Type::Float, 0, inputs.size);
                stored(port.allocate(size, &float[..float.len().min(words as usize)])?)
            }
            State::NewSymbolObject => {
                let head = object::header(Type::SymbolObject, 0);
                self.object = port.allocate(4, &[head, x, fixed::UNBOUND, NIL])?;
                self.state = State::NewSymbol;
                Command::Stay
            }
            State::NewSymbol => {
                let constant = inputs.operands.count > 1 && fixed::is_true(y);
                let kind = if constant { SymbolKind::Constant } else { SymbolKind::Variable };
                let head = object::header(Type::Symbol, kind as u32);
                stored(port.allocate(2, &[head, self.object])?)
            }
        })
    }

    #[inline(always)]
    fn begin(
        &mut self,
        op: Opcode,
        inputs: &Inputs,
        port: &mut impl MemoryPort,
    ) -> Result<Command, Stall> {
        let Operands { x, y, count, .. } = *inputs.operands;
        let size = inputs.size;
        Ok(match op {
            Opcode::Cons => stored(port.cons(x, y)?),
            Opcode::MakeRatio => stored(port.allocate(4, &[object::header(Type::Ratio, 0), x, y])?),
            Opcode::Eq => give(fixed::boolean(x == y)),
            Opcode::Not => give(fixed::boolean(!fixed::is_true(x))),
            Opcode::IsNull => give(fixed::boolean(x.is_nil())),
            Opcode::MakeString if !is_char(y) => Command::trap(Fault::WrongType, y),
            Opcode::MakeString | Opcode::MakeVector | Opcode::MakeBignum => {
                if !x.is_immediate() {
                    return Ok(Command::trap(Fault::WrongType, x));
                }
                if size.integer(x) < 0 {
                    return Ok(Command::trap(Fault::BadIndex, x));
                }
                let length = size.count(x);
                let (kind, words) = match op {
                    Opcode::MakeString => (Type::String, string_words(length, size)),
                    Opcode::MakeVector => (Type::Vector, vector_words(length)),
                    _ => (Type::Bignum, bignum_words(length)),
                };
                self.object = port.allocate(words, &[object::header(kind, 0), x])?;
                self.index = 0;
                self.state = State::Fill;
                if words == 2 { stored(self.object) } else { Command::Stay }
            }
            Opcode::IntegerToChar | Opcode::WriteByte => {
                if !x.is_immediate() {
                    return Ok(Command::trap(Fault::WrongType, x));
                }
                let Ok(byte) = u8::try_from(size.integer(x)) else {
                    return Ok(Command::trap(Fault::BadIndex, x));
                };
                if op == Opcode::IntegerToChar {
                    return Ok(give(fixed::char(byte)));
                }
                match channel((count > 1).then_some(y), size) {
                    Ok(channel) => Command::WriteByte { channel, value: x },
                    Err(fault) => fault,
                }
            }
            Opcode::ReadByte => match channel((count > 0).then_some(x), size) {
                Ok(channel) => Command::ReadByte { channel },
                Err(fault) => fault,
            },
            Opcode::Cycles => give(Word((inputs.cycle & (size.mask() >> 2)) << 1 | 1)),
            Opcode::IsPair
            | Opcode::IsSymbol
            | Opcode::IsString
            | Opcode::IsProcedure
            | Opcode::IsVector
            | Opcode::IsChar
            | Opcode::IsNumber
            | Opcode::IsInteger
            | Opcode::IsBignum
            | Opcode::IsFloat
            | Opcode::IsRatio
            | Opcode::ObjectType
                if !x.is_pointer() =>
            {
                match op {
                    Opcode::ObjectType if x.is_nil() => give(Word::small(0)),
                    Opcode::ObjectType => give(Word::small(Type::Number as u32)),
                    Opcode::IsNumber | Opcode::IsInteger => give(fixed::boolean(x.is_immediate())),
                    _ => give(fixed::FALSE),
                }
            }
            _ if !x.is_pointer() => Command::trap(Fault::WrongType, x),
            _ => self.fetch(x, Extent::OBJECT, State::PrimitiveObject),
        })
    }

    /// The first operand's object is in the field registers.
    #[inline(always)]
    fn with_object(&mut self, op: Opcode, inputs: &Inputs) -> Command {
        let Operands { x, y, z, .. } = *inputs.operands;
        let [head, field1, field2, field3] = *inputs.fetched;
        if let Operand::Object(kind) = op.info().operands[0]
            && !is_type(head, kind)
        {
            return Command::trap(Fault::WrongType, x);
        }
        let is = |kind| give(fixed::boolean(is_type(head, kind)));
        match op {
            Opcode::Car
            | Opcode::StringLength
            | Opcode::VectorLength
            | Opcode::CharToInteger
            | Opcode::Numerator => give(field1),
            Opcode::Cdr | Opcode::Denominator => give(field2),
            Opcode::ProcedureEnvironment => give(field3),
            Opcode::SetCar | Opcode::SetCdr if x == fixed::RIB => {
                Command::trap(Fault::WrongType, x)
            }
            Opcode::SetCar | Opcode::SetCdr => {
                let command = self.store(x, if op == Opcode::SetCar { 1 } else { 2 });
                if is_bare(head) {
                    return command;
                }
                self.fetch(x, Extent::OBJECT, State::CellBare)
            }
            Opcode::IsPair => is(Type::Cons),
            Opcode::IsNumber | Opcode::IsInteger => {
                let is_number = match Type::from_number(type_number(head)) {
                    Some(Type::Number | Type::Bignum) => true,
                    Some(Type::Float | Type::Ratio) => op == Opcode::IsNumber,
                    _ => false,
                };
                give(fixed::boolean(is_number))
            }
            Opcode::IsString => is(Type::String),
            Opcode::IsProcedure => is(Type::Function),
            Opcode::IsVector => is(Type::Vector),
            Opcode::IsBignum => is(Type::Bignum),
            Opcode::IsFloat => is(Type::Float),
            Opcode::IsRatio => is(Type::Ratio),
            Opcode::IsChar => is(Type::Char),
            Opcode::IsSymbol => {
                let variable = subtype(head) == SymbolKind::Variable as u32;
                give(fixed::boolean(is_type(head, Type::Symbol) && variable))
            }
            // What is noted in a CONS is nobody's business.
            Opcode::ObjectType if is_type(head, Type::Cons) => give(Word::small(Type::Cons as u32)),
            Opcode::ObjectType => give(Word::small(type_number(head) | subtype(head) << 4)),
            Opcode::SymbolName | Opcode::SymbolValue | Opcode::SymbolFunction => {
                self.fetch(field1, Extent::OBJECT, State::SymbolField)
            }
            Opcode::SetSymbolValue | Opcode::SetSymbolFunction => {
                let command = self.store(field1, if op == Opcode::SetSymbolValue { 2 } else { 3 });
                if !inputs.notes.on() {
                    return command;
                }
                self.fetch(field1, Extent::OBJECT, State::SymbolBare)
            }
            Opcode::MakeSymbol => {
                self.state = State::NewSymbolObject;
                Command::Stay
            }
            Opcode::FloatDigits => {
                self.state = State::NewDigits;
                Command::Stay
            }
            Opcode::MakeFloat => {
                let words = float_words(inputs.size);
                if !inputs.size.has_floats() || length(Type::Bignum, field1, inputs.size) < words {
                    return Command::trap(Fault::BadIndex, x);
                }
                self.fetch(x.plus(2), Extent::of(words), State::NewFloat)
            }
            Opcode::VectorRef | Opcode::VectorSet | Opcode::StringRef | Opcode::StringSet => {
                if !y.is_immediate() {
                    return Command::trap(Fault::WrongType, y);
                }
                let index = inputs.size.integer(y);
                if index < 0 || index >= inputs.size.integer(field1) {
                    return Command::trap(Fault::BadIndex, y);
                }
                let index = inputs.size.count(y);
                match op {
                    Opcode::VectorSet => self.store(x, 2 + index),
                    Opcode::VectorRef => {
                        let address = x.plus(2 + index);
                        self.fetch(address, Extent::of(1), State::VectorElement)
                    }
                    Opcode::StringSet if !is_char(z) => Command::trap(Fault::WrongType, z),
                    _ => {
                        self.object = x;
                        self.offset = 2 + index / inputs.size.chars();
                        let address = x.plus(self.offset);
                        self.fetch(address, Extent::of(1), State::StringElement)
                    }
                }
            }
            _ => Command::trap(Fault::BadOpcode, x),
        }
    }

    #[inline(always)]
    fn fetch(&mut self, address: Word, extent: Extent, next: State) -> Command {
        self.state = next;
        Command::Fetch { address, extent }
    }

    #[inline(always)]
    fn store(&mut self, object: Word, offset: u32) -> Command {
        self.object = object;
        self.offset = offset;
        self.state = State::Store;
        Command::Stay
    }

    /// Words after the length of the new object, up to its even end.
    fn element_words(&self, op: Opcode, length: Word, size: WordSize) -> u32 {
        let length = size.count(length);
        match op {
            Opcode::MakeString => string_words(length, size) - 2,
            Opcode::MakeVector => vector_words(length) - 2,
            _ => bignum_words(length) - 2,
        }
    }
}

#[inline(always)]
fn give(value: Word) -> Command {
    Command::Return { value }
}

/// In a cycle that has used the port.
#[inline(always)]
fn stored(value: Word) -> Command {
    Command::Stored { value }
}

/// The channel that an operand names; without one the console.
#[inline(always)]
fn channel(operand: Option<Word>, size: WordSize) -> Result<Channel, Command> {
    let Some(operand) = operand else { return Ok(Channel::Console) };
    if !operand.is_immediate() {
        return Err(Command::trap(Fault::WrongType, operand));
    }
    match size.integer(operand) {
        0 => Ok(Channel::Console),
        1 => Ok(Channel::Host),
        _ => Err(Command::trap(Fault::BadIndex, operand)),
    }
}

/// A CHAR is known by its address.
#[inline(always)]
fn is_char(word: Word) -> bool {
    !word.is_immediate() && word.0 >= fixed::CHARS.0 && word.0 < fixed::END.into()
}

/// Word `index` after the length of a new STRING, VECTOR or BIGNUM; NUL or NIL after its end, and in all of
/// a BIGNUM.
fn element_word(op: Opcode, index: u32, length: Word, fill: Word, size: WordSize) -> Word {
    let length = size.count(length);
    if op != Opcode::MakeString {
        return if op == Opcode::MakeVector && index < length { fill } else { NIL };
    }
    let code = (fill.0 - fixed::CHARS.0) / 2;
    let first = index * size.chars();
    let word = (first..first + size.chars())
        .filter(|&position| position < length)
        .fold(0, |word, position| word | code << size.char_shift(position));
    Word(word)
}
