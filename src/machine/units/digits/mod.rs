//! digits: the primitives on rows of digits, which long arithmetic is made of.
//!
//! Role: `apply` keeps the first three operands in its registers, where this unit reads them; those in the operand
//! list are taken first. Then come the headers of the BIGNUMs, and every index is checked against their counts
//! before anything is written. A row is worked through four digits at a time, as the memory's port has them: one
//! reads, one reads, one writes. Nothing is allocated, so that no collection comes in between.
//!
//! Not modelled: a multiplier's pipeline. A product takes its cycles, one after the other.

mod arithmetic;
mod bounds;
mod rows;

pub use super::tables::digits::{Digits, State};

use crate::object::{Type, is_type};
use crate::ports::{Command, Extent, MemoryPort, Operands, Request, Stall};
use crate::primitives::{Fault, Opcode, Operand};
use crate::word::{NIL, Raw, Word, WordSize};

/// What `digits` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The bits of a word.
    pub size: WordSize,
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// What `apply` applies.
    pub function: Word,
    /// Its operand registers.
    pub operands: &'a Operands,
}

impl Digits {
    /// Takes a primitive at the clock edge, with its first operand, whose object it asks for at once if there is
    /// no operand list to be taken before.
    #[inline(always)]
    pub fn start(&mut self, number: u32, x: Word) -> Option<Request> {
        self.number = number;
        self.state = State::Digits;
        if !x.is_pointer() || Opcode::from_number(number)?.has_listed() {
            return None;
        }
        self.state = State::FirstBignum;
        Some(Request::object(x))
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of a write; the registers are unchanged.
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl MemoryPort) -> Result<Command, Stall> {
        let Some(op) = Opcode::from_number(self.number) else {
            return Ok(Command::trap(Fault::BadOpcode, NIL));
        };
        let Operands { x, y, z, list, .. } = *inputs.operands;
        let size = inputs.size;
        let [head, field1, ..] = *inputs.fetched;
        let is_bignum = is_type(head, Type::Bignum);
        let count = size.integer(field1).unsigned_abs();
        Ok(match self.state {
            State::Digits if op.has_listed() => self.object(list, State::Fourth),
            State::Digits => self.object(x, State::FirstBignum),
            State::Fourth | State::Fifth => self.listed(op, inputs),
            State::FirstBignum if !is_bignum => Command::trap(Fault::WrongType, x),
            State::FirstBignum => {
                self.x_count = count;
                self.negative = size.integer(field1) < 0;
                self.with_first(op, y, size)
            }
            State::SecondBignum if op == Opcode::DigitsLoad => {
                if !is_type(head, Type::Number) {
                    return Ok(Command::trap(Fault::WrongType, y));
                }
                self.take(size.signed(field1));
                self.go(State::Bounds)
            }
            State::SecondBignum if !is_bignum => Command::trap(Fault::WrongType, y),
            State::SecondBignum => {
                self.y_count = count;
                match op.info().operands[2] {
                    Operand::Object(_) => self.object(z, State::ThirdBignum),
                    _ => self.go(State::Bounds),
                }
            }
            State::ThirdBignum if !is_bignum => Command::trap(Fault::WrongType, z),
            State::ThirdBignum => {
                self.z_count = count;
                self.go(State::Bounds)
            }
            State::Bounds => self.bounds(op, inputs).unwrap_or_else(|fault| fault),
            State::Factor => {
                self.factor = head.into();
                self.go(State::Row)
            }
            State::Sign => {
                let count = self.x_count as i64;
                let count = if self.negative { -count } else { count };
                port.write(x.plus(1), &[size.raw(count << 1 | 1)])?;
                if op == Opcode::DigitsSetSign {
                    return Ok(Command::Stored { value: y });
                }
                self.go(State::Row)
            }
            State::Row if self.is_done(op, z, size) => self.value(op, x, size),
            State::Row if op == Opcode::DigitsLoad => self.go(State::Combine),
            State::Row => {
                let object = if reads_first(op) { x } else { y };
                let first = self.from.wrapping_add(self.at(op, z, size));
                self.digits(object, first, 4, rows::after(op), size)
            }
            State::SecondRow => self.second_row(op, inputs),
            State::Combine => return self.combine(op, inputs, port),
            State::DigitProduct => self.product(op, inputs),
            State::QuotientBit => {
                let (rest, digit, divisor) =
                    (self.carry.word(), &mut self.row[self.lane as usize % 4], self.factor.word());
                let (rest, quotient) = arithmetic::divide_bit(rest, *digit, divisor, size);
                (self.carry, *digit) = (rest.into(), quotient);
                self.count = self.count.wrapping_sub(1);
                if self.count == 0 {
                    self.after_division(op, size);
                }
                Command::Stay
            }
            State::WriteRow => {
                let row = self.row;
                self.write_row(op, &row, inputs, port)?;
                Command::Stay
            }
            State::Lost if self.index < self.from.min(self.y_count) => {
                self.digits(y, self.index, 4, State::LostRow, size)
            }
            State::Lost => {
                self.index = 0;
                self.go(State::Row)
            }
            State::LostRow => {
                self.lose(inputs.fetched, size);
                self.go(State::Lost)
            }
            State::Dividend => {
                self.row = *inputs.fetched;
                let first = self.z_count.wrapping_sub(2);
                self.digits(z, first, 2, State::Divisor, size)
            }
            State::Divisor => self.divisor(field1, size),
            State::Refine => self.refine(head, size),
            State::WriteDigit => {
                let address = digit_address(x, self.position, size);
                port.write(address, &[self.row[1]])?;
                Command::Stored { value: x }
            }
        })
    }

    #[inline(always)]
    fn go(&mut self, next: State) -> Command {
        self.state = next;
        Command::Stay
    }

    /// Fetches the object of an operand, which must be a pointer.
    fn object(&mut self, operand: Word, next: State) -> Command {
        if !operand.is_pointer() {
            return Command::trap(Fault::WrongType, operand);
        }
        self.state = next;
        Command::fetch(operand)
    }

    /// Fetches digits of a BIGNUM, or what stands before and behind them.
    fn digits(
        &mut self,
        object: Word,
        first: u64,
        count: u32,
        next: State,
        size: WordSize,
    ) -> Command {
        self.state = next;
        let address = digit_address(object, first, size);
        Command::Fetch { address, extent: Extent::of(count) }
    }

    /// A cell of the operand list is here.
    fn listed(&mut self, op: Opcode, inputs: &Inputs) -> Command {
        let [head, operand, rest, _] = *inputs.fetched;
        if !is_type(head, Type::Cons) {
            return Command::trap(Fault::WrongType, inputs.operands.list);
        }
        let is_last = self.state == State::Fifth || op != Opcode::DigitsCopy;
        if rest.is_nil() != is_last {
            return Command::trap(Fault::WrongArity, inputs.function);
        }
        let value = match index(operand, inputs.size) {
            Ok(value) => value,
            Err(fault) => return fault,
        };
        if !is_last {
            if rest.is_pointer() {
                self.end = value;
            }
            return self.object(rest, State::Fifth);
        }
        match op {
            Opcode::DigitsCopy => self.from = value,
            Opcode::DigitsMultiply => self.carry = Raw(value),
            _ => self.position = value,
        }
        self.object(inputs.operands.x, State::FirstBignum)
    }

    /// The count of the first operand is known.
    fn with_first(&mut self, op: Opcode, y: Word, size: WordSize) -> Command {
        match op {
            Opcode::DigitsSign if self.x_count == 0 => give(0, size),
            Opcode::DigitsSign => give(if self.negative { -1 } else { 1 }, size),
            Opcode::DigitsSetSign if !y.is_immediate() => Command::trap(Fault::WrongType, y),
            Opcode::DigitsSetSign => {
                self.take(size.integer(y));
                self.go(State::Sign)
            }
            Opcode::DigitsLoad if y.is_immediate() => {
                self.take(size.integer(y));
                self.go(State::Bounds)
            }
            _ if op.info().min == 1 => self.go(State::Bounds),
            _ => self.object(y, State::SecondBignum),
        }
    }

    /// Takes a number: its sign and its magnitude.
    fn take(&mut self, number: i64) {
        self.negative = number < 0;
        self.carry = Raw(number.unsigned_abs());
    }

    /// The first digit of the row that is worked on, counted from the first of all.
    fn at(&self, op: Opcode, z: Word, size: WordSize) -> u64 {
        if goes_down(op, z, size) { self.index.wrapping_sub(4) } else { self.index }
    }

    fn is_done(&self, op: Opcode, z: Word, size: WordSize) -> bool {
        use Opcode::*;
        if goes_down(op, z, size) {
            return self.index == 0;
        }
        let runs_on =
            matches!(op, DigitsAdd | DigitsSubtract | DigitsMultiplyAdd | DigitsMultiplySubtract);
        self.index >= self.end || runs_on && self.index >= self.y_count && self.carry.is_nil()
    }

    /// The value of a primitive that has come to its end.
    fn value(&self, op: Opcode, x: Word, size: WordSize) -> Command {
        use Opcode::*;
        match op {
            DigitsCount | DigitsInteger | DigitsCompare => give(0, size),
            DigitsMultiply => give(i64::from(!self.carry.is_nil()), size),
            DigitsShift => give(i64::from(self.lost), size),
            DigitsAdd
            | DigitsSubtract
            | DigitsMultiplyAdd
            | DigitsMultiplySubtract
            | DigitsDivide => give(self.carry.0 as i64, size),
            _ => Command::Return { value: x },
        }
    }

    fn divisor(&mut self, top: Word, size: WordSize) -> Command {
        self.factor = top.into();
        let [_, next, first, _] = self.row;
        if first < top {
            self.carry = first.into();
            self.lane = 1;
            self.count = size.bits();
            return self.go(State::QuotientBit);
        }
        let (rest, over) = arithmetic::add(next, top, false, size);
        self.carry = rest.into();
        self.row[1] = Word(size.mask());
        self.count = size.product_cycles();
        self.go(if first == top && !over { State::Refine } else { State::WriteDigit })
    }

    fn refine(&mut self, second: Word, size: WordSize) -> Command {
        if self.count > 1 {
            self.count -= 1;
            return Command::Stay;
        }
        let [next, digit, ..] = self.row;
        let rest = self.carry.word();
        if !arithmetic::exceeds(digit, second, rest, next, size) {
            return self.go(State::WriteDigit);
        }
        self.row[1] = arithmetic::subtract(digit, NIL, true, size).0;
        let (rest, over) = arithmetic::add(rest, self.factor.word(), false, size);
        self.carry = rest.into();
        self.count = size.product_cycles();
        if over { self.go(State::WriteDigit) } else { Command::Stay }
    }
}

/// Is the row of the first operand read first, not that of the second?
fn reads_first(op: Opcode) -> bool {
    use Opcode::*;
    matches!(op, DigitsCount | DigitsInteger | DigitsCompare | DigitsNot)
}

/// Is the upper end worked on first?
fn goes_down(op: Opcode, z: Word, size: WordSize) -> bool {
    use Opcode::*;
    match op {
        DigitsCount | DigitsInteger | DigitsCompare | DigitsDivide => true,
        DigitsShift => size.integer(z) >= 0,
        _ => false,
    }
}

/// The address of a digit, modulo 2^W.
fn digit_address(object: Word, number: u64, size: WordSize) -> Word {
    Word(object.0.wrapping_add(2).wrapping_add(number) & size.mask())
}

/// An index: an immediate that is not negative.
fn index(operand: Word, size: WordSize) -> Result<u64, Command> {
    if !operand.is_immediate() {
        return Err(Command::trap(Fault::WrongType, operand));
    }
    u64::try_from(size.integer(operand)).map_err(|_| Command::trap(Fault::BadIndex, operand))
}

/// A small integer.
#[inline(always)]
fn give(value: i64, size: WordSize) -> Command {
    Command::Return { value: Word(size.raw(value << 1 | 1).0) }
}
