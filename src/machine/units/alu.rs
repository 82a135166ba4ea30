//! alu: arithmetic on immediates and NUMBER data, and the divider.
//!
//! Role: a combinational result of two operands for `apply`; a restoring divider, which holds the token
//! for one cycle per bit of the word, and with 64-bit words per bit that the quotient can have; and
//! with these a multiplier, whose products do not come in the cycle of their operands.
//!
//! Operands: an immediate is taken from the bus; a NUMBER's data word has been loaded into the
//! register `a` or `b` before. Results are immediates: a sum, product or shift outside the
//! immediate range is the trap Overflow, and so is the one quotient that has no immediate.
//!
//! States: `Divide` or `Multiply` while it holds the token.
//! Not modelled: what stands between the stages of the multiplier.

pub use super::tables::alu::{Alu, State};

use crate::ports::Side;
use crate::primitives::{Fault, Opcode};
use crate::word::{Raw, Word, WordSize};

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
        self.state = State::Divide;
        let (dividend, divisor) = (a.unsigned_abs(), b.unsigned_abs());
        self.count = if size.skips_zeros() {
            // As many bits as the quotient can have, but for one.
            let more = divisor.leading_zeros().saturating_sub(dividend.leading_zeros());
            (more + 1).min(size.bits())
        } else {
            size.bits()
        };
        let wide = u128::from(dividend) << (size.bits() - self.count);
        self.remainder = Raw((wide >> size.bits()) as u64);
        self.quotient = Raw(wide as u64 & size.mask());
        self.divisor = Raw(divisor);
    }

    /// Starts multiplying at the clock edge; with 64-bit words.
    pub fn multiply(&mut self, a: i64, b: i64, size: WordSize) {
        self.state = State::Multiply;
        self.quotient = size.raw(a).into();
        self.divisor = size.raw(b).into();
        // Its first cycle is that of the operands, its last that of the result.
        self.count = size.product_cycles() - 2;
    }

    /// One cycle of the divider, one quotient bit, or of the multiplier; true in the last.
    pub fn step(&mut self, size: WordSize) -> bool {
        self.count -= 1;
        match self.state {
            State::Divide => {
                let next_bit = self.quotient.0 >> (size.bits() - 1);
                let shifted = u128::from(self.remainder.0) << 1 | u128::from(next_bit);
                let fits = shifted >= u128::from(self.divisor.0);
                let left = if fits { shifted - u128::from(self.divisor.0) } else { shifted };
                self.remainder = Raw(left as u64);
                self.quotient = Raw((self.quotient.0 << 1 | u64::from(fits)) & size.mask());
            }
            State::Multiply if self.count == 0 => {
                let [a, b] = [self.quotient, self.divisor].map(|raw| size.signed(raw.word()));
                let product = i128::from(a) * i128::from(b);
                self.quotient = size.raw(product as i64).into();
                self.remainder = size.raw((product >> size.bits()) as i64).into();
            }
            State::Multiply => {}
        }
        self.count == 0
    }

    /// The result of the multiplication that has ended.
    ///
    /// # Errors
    /// [`Fault::Overflow`] if it is no immediate.
    pub fn product(&self, size: WordSize) -> Result<Word, Fault> {
        let low = size.signed(self.quotient.word());
        // All that is above the low word's sign has to be like it.
        if size.raw(low >> 63) != self.remainder.word() {
            return Err(Fault::Overflow);
        }
        size.immediate(low).ok_or(Fault::Overflow)
    }

    /// The result of the division that has ended: the signs are put back.
    ///
    /// # Errors
    /// [`Fault::Overflow`] if it is no immediate, and of [`Opcode::Divide`] if it is no integer.
    pub fn divided(&self, op: Opcode, a: i64, b: i64, size: WordSize) -> Result<Word, Fault> {
        let quotient = i128::from(self.quotient.0);
        let remainder = i128::from(self.remainder.0);
        let signed = if a < 0 { -remainder } else { remainder };
        let result = match op {
            Opcode::Divide if remainder != 0 => return Err(Fault::Overflow),
            Opcode::Quotient | Opcode::Divide if (a < 0) != (b < 0) => -quotient,
            Opcode::Quotient | Opcode::Divide => quotient,
            Opcode::Modulo if signed != 0 && (a < 0) != (b < 0) => signed + i128::from(b),
            _ => signed,
        };
        let result = i64::try_from(result).map_err(|_| Fault::Overflow)?;
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
        Opcode::Add => a.checked_add(b),
        Opcode::Subtract => a.checked_sub(b),
        Opcode::Multiply => a.checked_mul(b),
        Opcode::And => Some(a & b),
        Opcode::Or => Some(a | b),
        Opcode::Xor => Some(a ^ b),
        Opcode::Shift => shifted(a, b),
        Opcode::BitLength => Some(i64::from(64 - magnitude(a).leading_zeros())),
        Opcode::PopCount => Some(i64::from(magnitude(a).count_ones())),
        Opcode::Floor | Opcode::Ceiling | Opcode::Round | Opcode::IntegerPart => Some(a),
        Opcode::SquareRoot | Opcode::Inexact => None,
        _ => return Err(Fault::BadOpcode),
    };
    result.and_then(|result| size.immediate(result)).ok_or(Fault::Overflow)
}

/// `a` shifted left by `b`, or right by `-b`; without a value where that has no 64 bits.
fn shifted(a: i64, b: i64) -> Option<i64> {
    if b < 0 {
        return Some(a >> b.unsigned_abs().min(63));
    }
    let distance = b.min(63);
    let result = a << distance;
    (result >> distance == a).then_some(result)
}

/// The bits of `a` that differ from its sign.
const fn magnitude(a: i64) -> u64 {
    (if a < 0 { !a } else { a }) as u64
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
        Opcode::Multiply | Opcode::Divide => 1,
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
        for size in WordSize::ALL {
            for (a, b) in table {
                let word = |value| Ok(size.immediate(value).expect("in range"));
                let (quotient, cycles) = run(Opcode::Quotient, a, b, size);
                assert_eq!(quotient, word(a / b));
                assert!(size == WordSize::W64 || cycles == size.bits());
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
        for size in WordSize::ALL {
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
                (Opcode::BitLength, high, 0, word_of(i64::from(size.bits()) - 2, size)),
                (Opcode::BitLength, low, 0, word_of(i64::from(size.bits()) - 2, size)),
                (Opcode::BitLength, -1, 0, word_of(0, size)),
                (Opcode::BitLength, 1023, 0, word_of(10, size)),
                (Opcode::PopCount, high, 0, word_of(i64::from(size.bits()) - 2, size)),
                (Opcode::PopCount, -6, 0, word_of(2, size)),
            ];
            for (op, a, b, expected) in table {
                assert_eq!(combine(op, a, b, size), expected, "{op:?} {a} {b}");
            }
        }
    }

    #[test]
    fn the_quotients_leading_zeros_are_skipped_where_words_have_64_bits() {
        let (least, most) = WordSize::W64.data_range();
        let ends = [least, least + 1, -(1 << 62), -7, -1, 0, 1, 2, 3, 7, 1 << 31, 1 << 62, most];
        for a in ends {
            for b in ends.into_iter().filter(|&b| b != 0) {
                let word = |value| {
                    let value = i64::try_from(value).ok();
                    value.and_then(|value| WordSize::W64.immediate(value)).ok_or(Fault::Overflow)
                };
                let (wide_a, wide_b) = (i128::from(a), i128::from(b));
                let (quotient, cycles) = run(Opcode::Quotient, a, b, WordSize::W64);
                assert_eq!(quotient, word(wide_a / wide_b), "{a} / {b}");
                let remainder = run(Opcode::Remainder, a, b, WordSize::W64).0;
                assert_eq!(remainder, word(wide_a % wide_b), "{a} % {b}");
                let significant = (wide_a / wide_b).unsigned_abs().checked_ilog2().unwrap_or(0) + 1;
                assert!(cycles == significant || cycles == significant + 1, "{a} / {b}: {cycles}");
            }
        }
        assert_eq!(run(Opcode::Remainder, 1000, 7, WordSize::W64).1, 8);
    }

    #[test]
    fn products_are_those_of_a_cycle_or_overflow_as_they_do() {
        let (least, most) = WordSize::W64.data_range();
        let half = 1 << 31;
        for a in [least, -(1 << 62), -half - 1, -half, -1, 0, 1, half - 1, half, 1 << 61, most] {
            for b in [least, -half, -2, -1, 0, 1, 2, 3, half, half + 1, most] {
                let mut alu = Alu::default();
                alu.multiply(a, b, WordSize::W64);
                assert!(alu.step(WordSize::W64), "it takes three cycles in all");
                let product = combine(Opcode::Multiply, a, b, WordSize::W64);
                assert_eq!(alu.product(WordSize::W64), product, "{a} * {b}");
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
