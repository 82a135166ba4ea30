//! alu: arithmetic on immediates and NUMBER data, and the divider.
//!
//! Role: a combinational result of two operands for `apply`, and a restoring divider that holds
//! the token for one cycle per bit of the word.
//!
//! Operands: an immediate is taken from the bus; a NUMBER's data word has been loaded into the
//! register `a` or `b` before. Results are immediates: a sum, product or shift outside the
//! immediate range is the trap Overflow, and so is the one quotient that has no immediate.
//!
//! States: `Divide` while it holds the token.
//! Not modelled: a multiplier's pipeline; a product takes one cycle, as in a DSP block.

pub use super::tables::alu::Alu;

use crate::ports::Side;
use crate::primitives::{Fault, Opcode};
use crate::word::{Word, WordSize};

impl Alu {
    /// The integer that the first operand stands for; the data word of a pointer is in `a`.
    #[inline(always)]
    pub fn first(&self, x: Word, size: WordSize) -> i64 {
        operand(x, self.a.word(), size)
    }

    /// The integer that the second operand stands for; the data word of a pointer is in `b`.
    #[inline(always)]
    pub fn second(&self, y: Word, size: WordSize) -> i64 {
        operand(y, self.b.word(), size)
    }

    /// Loads a NUMBER's data word at the clock edge.
    pub fn load(&mut self, side: Side, data: Word) {
        match side {
            Side::A => self.a = data.into(),
            Side::B => self.b = data.into(),
        }
    }

    /// Starts dividing at the clock edge; `b` is not zero.
    pub fn divide(&mut self, a: i64, b: i64, size: WordSize) {
        self.remainder = 0;
        self.quotient = a.unsigned_abs() as u32;
        self.divisor = b.unsigned_abs() as u32;
        self.count = size.bits();
    }

    /// One cycle of the divider, one quotient bit; true in the last.
    pub fn step(&mut self, size: WordSize) -> bool {
        let next_bit = self.quotient >> (size.bits() - 1);
        let shifted = u64::from(self.remainder) << 1 | u64::from(next_bit);
        let fits = shifted >= u64::from(self.divisor);
        self.remainder = if fits { shifted - u64::from(self.divisor) } else { shifted } as u32;
        self.quotient = (self.quotient << 1 | u32::from(fits)) & size.mask();
        self.count -= 1;
        self.count == 0
    }

    /// The result of the division that has ended: the signs are put back.
    ///
    /// # Errors
    /// [`Fault::Overflow`] if it is no immediate.
    pub fn divided(&self, op: Opcode, a: i64, b: i64, size: WordSize) -> Result<Word, Fault> {
        let quotient = i64::from(self.quotient);
        let remainder = i64::from(self.remainder);
        let signed = if a < 0 { -remainder } else { remainder };
        let result = match op {
            Opcode::Quotient if (a < 0) != (b < 0) => -quotient,
            Opcode::Quotient => quotient,
            Opcode::Modulo if signed != 0 && (a < 0) != (b < 0) => signed + b,
            _ => signed,
        };
        size.immediate(result).ok_or(Fault::Overflow)
    }
}

#[inline(always)]
fn operand(word: Word, data: Word, size: WordSize) -> i64 {
    if word.is_immediate() { size.integer(word) } else { size.signed(data) }
}

/// The combinational result of a fold's operation.
///
/// # Errors
/// [`Fault::Overflow`] if it is no immediate, [`Fault::BadOpcode`] if `op` is no fold.
#[inline(always)]
pub fn combine(op: Opcode, a: i64, b: i64, size: WordSize) -> Result<Word, Fault> {
    let result = match op {
        Opcode::Add => a + b,
        Opcode::Subtract => a - b,
        Opcode::Multiply => a * b,
        Opcode::And => a & b,
        Opcode::Or => a | b,
        Opcode::Xor => a ^ b,
        Opcode::Shift => shifted(a, b, size),
        _ => return Err(Fault::BadOpcode),
    };
    size.immediate(result).ok_or(Fault::Overflow)
}

/// `a` shifted left by `b`, or right by `-b`; out of range when bits are lost on the left.
fn shifted(a: i64, b: i64, size: WordSize) -> i64 {
    let width = i64::from(size.bits());
    if b < 0 { a >> (-b).min(width) } else { a << b.min(width - 1) }
}

/// The combinational result of a comparison.
#[inline(always)]
pub fn compare(op: Opcode, a: i64, b: i64) -> bool {
    match op {
        Opcode::Less => a < b,
        Opcode::Greater => a > b,
        Opcode::LessEqual => a <= b,
        Opcode::GreaterEqual => a >= b,
        _ => a == b,
    }
}

/// What a fold of no operands is, and what a single operand is combined with.
#[inline(always)]
pub fn identity(op: Opcode) -> i64 {
    match op {
        Opcode::Multiply => 1,
        Opcode::And => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(op: Opcode, a: i64, b: i64, size: WordSize) -> (Result<Word, Fault>, u32) {
        let mut alu = Alu::default();
        alu.divide(a, b, size);
        let mut cycles = 1;
        while !alu.step(size) {
            cycles += 1;
        }
        (alu.divided(op, a, b, size), cycles)
    }

    #[test]
    fn division_truncates_and_modulo_floors() {
        let table =
            [(7, 2), (-7, 2), (7, -2), (-7, -2), (0, 5), (16383, 1), (-16384, 3), (5, 16383)];
        for size in [WordSize::W16, WordSize::W32] {
            for (a, b) in table {
                let word = |value| Ok(size.immediate(value).expect("in range"));
                assert_eq!(run(Opcode::Quotient, a, b, size), (word(a / b), size.bits()));
                assert_eq!(run(Opcode::Remainder, a, b, size).0, word(a % b));
                let floored = a - b * (a as f64 / b as f64).floor() as i64;
                assert_eq!(run(Opcode::Modulo, a, b, size).0, word(floored), "{a} mod {b}");
            }
            let (low, _) = size.immediate_range();
            assert_eq!(run(Opcode::Quotient, low, -1, size).0, Err(Fault::Overflow));
            assert_eq!(run(Opcode::Remainder, low, -1, size).0, word_of(0, size));
        }
    }

    fn word_of(value: i64, size: WordSize) -> Result<Word, Fault> {
        Ok(size.immediate(value).expect("in range"))
    }

    #[test]
    fn results_that_are_no_immediates_overflow() {
        for size in [WordSize::W16, WordSize::W32] {
            let (low, high) = size.immediate_range();
            let table = [
                (Opcode::Add, high, 1, Err(Fault::Overflow)),
                (Opcode::Add, high, -1, word_of(high - 1, size)),
                (Opcode::Subtract, low, 1, Err(Fault::Overflow)),
                (Opcode::Multiply, low, low, Err(Fault::Overflow)),
                (Opcode::Multiply, high, -1, word_of(-high, size)),
                (Opcode::Multiply, low, -1, Err(Fault::Overflow)),
                (Opcode::And, -1, high, word_of(high, size)),
                (Opcode::Xor, -1, high, word_of(low, size)),
                (Opcode::Or, low, 1, word_of(low + 1, size)),
                (Opcode::Shift, 1, 100, Err(Fault::Overflow)),
                (Opcode::Shift, 0, 100, word_of(0, size)),
                (Opcode::Shift, -1, -100, word_of(-1, size)),
                (Opcode::Shift, high, -1, word_of(high / 2, size)),
                (Opcode::Shift, -3, 2, word_of(-12, size)),
            ];
            for (op, a, b, expected) in table {
                assert_eq!(combine(op, a, b, size), expected, "{op:?} {a} {b}");
            }
        }
    }

    #[test]
    fn operands_come_from_the_bus_or_from_the_data_registers() {
        let mut alu = Alu::default();
        let size = WordSize::W16;
        alu.load(Side::B, size.raw(-30000));
        assert_eq!(alu.first(Word::small(9), size), 9);
        assert_eq!(alu.second(Word(0x2000), size), -30000);
        alu.load(Side::A, size.raw(30000));
        assert_eq!(alu.first(Word(0x2000), size), 30000);
    }
}
