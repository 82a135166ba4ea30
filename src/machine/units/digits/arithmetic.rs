//! What comes of four digits: combinational, in twice the bits of a word.

use crate::word::{Word, WordSize};

/// Four digits, the least significant first.
pub(super) type Row = [Word; 4];

/// No digits.
pub(super) const ZEROS: Row = [Word(0); 4];

fn wide(word: Word) -> u128 {
    u128::from(word.0)
}

fn low(value: u128, size: WordSize) -> Word {
    Word((value & wide(Word(size.mask()))) as _)
}

/// The lower and the upper word of `a * b + c + d`.
pub(super) fn multiply_add(a: Word, b: Word, c: Word, d: Word, size: WordSize) -> (Word, Word) {
    let product = wide(a) * wide(b) + wide(c) + wide(d);
    (low(product, size), low(product >> size.bits(), size))
}

/// `a - b - borrow`, and the borrow out of it.
pub(super) fn subtract(a: Word, b: Word, borrow: bool, size: WordSize) -> (Word, bool) {
    let less = wide(b) + u128::from(borrow);
    (low(wide(a).wrapping_sub(less), size), wide(a) < less)
}

/// `a + b + carry`, and the carry out of it.
pub(super) fn add(a: Word, b: Word, carry: bool, size: WordSize) -> (Word, bool) {
    let sum = wide(a) + wide(b) + u128::from(carry);
    (low(sum, size), sum >> size.bits() != 0)
}

/// `word` of twice the bits, `upper` in front, shifted to the left by less than a word.
pub(super) fn funnel(upper: Word, lower: Word, distance: u32, size: WordSize) -> Word {
    let both = wide(upper) << size.bits() | wide(lower);
    low(both << (distance % size.bits()) >> size.bits(), size)
}

/// One step of a restoring division: the remainder and the digit after it, whose top bit goes to the remainder and
/// whose lowest bit becomes one of the quotient.
pub(super) fn divide_bit(rest: Word, digit: Word, divisor: Word, size: WordSize) -> (Word, Word) {
    let shifted = wide(rest) << 1 | wide(digit) >> (size.bits() - 1);
    let fits = shifted >= wide(divisor);
    let rest = if fits { shifted - wide(divisor) } else { shifted };
    (low(rest, size), low(wide(digit) << 1 | u128::from(fits), size))
}

/// Is `a * b` greater than the number whose digits are `upper` and `lower`?
pub(super) fn exceeds(a: Word, b: Word, upper: Word, lower: Word, size: WordSize) -> bool {
    wide(a) * wide(b) > (wide(upper) << size.bits() | wide(lower))
}
