//! Tagged words: the only thing the machine's registers, buses and memory hold.
//!
//! A word is 16, 32 or 64 bits wide ([`WordSize`]) and is kept zero-extended in a `u64`, so that one
//! code path serves all machines. `0` is NIL; bit 0 set is a signed immediate integer (15, 31 or 63
//! bits); every other word is the even word address of an object. Source: the hardware
//! plan, phase 1, and the note on a 16-bit Lisp that it builds on.

use serde::{Deserialize, Serialize};

use crate::numbered::{Bits, Numbered};

/// One machine word, zero-extended to 64 bits.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
#[repr(transparent)]
pub struct Word(pub u64);

/// The empty list, and the false value of `if`.
pub const NIL: Word = Word(0);

impl Word {
    /// Is this NIL?
    #[inline(always)]
    pub const fn is_nil(self) -> bool {
        self.0 == 0
    }

    /// Is this a signed immediate integer (bit 0 set)?
    #[inline(always)]
    pub const fn is_immediate(self) -> bool {
        self.0 & 1 == 1
    }

    /// Is this the address of an object (even, not NIL)?
    #[inline(always)]
    pub const fn is_pointer(self) -> bool {
        self.0 & 1 == 0 && self.0 != 0
    }

    /// The address `offset` words further. It wraps, as the memory's address lines do.
    #[inline(always)]
    pub const fn plus(self, offset: u32) -> Word {
        Word(self.0.wrapping_add(offset as u64))
    }

    /// An address as a word.
    #[inline(always)]
    pub const fn at(address: u32) -> Word {
        Word(address as u64)
    }

    /// The address that this word is, without the bits that no address has.
    #[inline(always)]
    pub const fn address(self) -> u32 {
        self.0 as u32
    }

    /// The lower 32 bits: all that headers and raw counts have.
    #[inline(always)]
    pub const fn low(self) -> u32 {
        self.0 as u32
    }

    /// A non-negative immediate that fits every word size: `value` below 2^14.
    #[inline(always)]
    pub const fn small(value: u32) -> Word {
        Word((value as u64) << 1 | 1)
    }

    /// The payload of a non-negative immediate made by [`Word::small`]; of a larger one, more than any.
    #[inline(always)]
    pub const fn small_value(self) -> u32 {
        let value = self.0 >> 1;
        if value > u32::MAX as u64 { u32::MAX } else { value as u32 }
    }
}

/// A word that a register holds without being a root: whatever its bits are, no collector looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[repr(transparent)]
pub struct Raw(pub u64);

impl Raw {
    /// Are all bits 0, as in NIL?
    #[inline(always)]
    pub const fn is_nil(self) -> bool {
        self.0 == 0
    }

    /// As a word on a bus.
    #[inline(always)]
    pub const fn word(self) -> Word {
        Word(self.0)
    }
}

impl From<Word> for Raw {
    #[inline(always)]
    fn from(word: Word) -> Raw {
        Raw(word.0)
    }
}

impl Bits for Word {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.0
    }
}

impl Bits for Raw {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.0
    }
}

/// The width of a word, a parameter of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub enum WordSize {
    /// 16-bit words: 15-bit immediates, up to 2^16 words of memory. The machine of the notes.
    #[default]
    W16,
    /// 32-bit words: 31-bit immediates, up to 2^24 words of memory.
    W32,
    /// 64-bit words: 63-bit immediates, as much memory.
    W64,
}

impl Numbered for WordSize {
    fn number(self) -> u32 {
        self as u32
    }

    fn from_number(number: u32) -> Option<WordSize> {
        WordSize::ALL.get(number as usize).copied()
    }
}

/// The most that is counted.
const MOST: u64 = (1 << 30) - 1;

impl WordSize {
    /// All, in the order of their numbers.
    pub const ALL: [WordSize; 3] = [WordSize::W16, WordSize::W32, WordSize::W64];

    /// The names of all: their bits.
    pub const NAMES: [&'static str; 3] = ["16", "32", "64"];

    /// Is there room for a float's 64 bits in an object that is fetched at once?
    #[inline(always)]
    pub const fn has_floats(self) -> bool {
        self.bits() > 16
    }

    /// Bits in a word.
    #[inline(always)]
    pub const fn bits(self) -> u32 {
        match self {
            WordSize::W16 => 16,
            WordSize::W32 => 32,
            WordSize::W64 => 64,
        }
    }

    /// Characters packed into one word of a STRING, the first in the most significant byte.
    #[inline(always)]
    pub const fn chars(self) -> u32 {
        self.bits() / 8
    }

    /// How far the character at `index` of a STRING is from the right end of its word, in bits.
    #[inline(always)]
    pub const fn char_shift(self, index: u32) -> u32 {
        (self.chars() - 1 - index % self.chars()) * 8
    }

    /// All ones in a word.
    #[inline(always)]
    pub const fn mask(self) -> u64 {
        u64::MAX >> (64 - self.bits())
    }

    /// Address bits of the largest memory, counted in words.
    pub const fn max_address_bits(self) -> u32 {
        match self {
            WordSize::W16 => 16,
            WordSize::W32 | WordSize::W64 => 24,
        }
    }

    /// Cycles of a product: one where it is combinational.
    pub const fn product_cycles(self) -> u32 {
        match self {
            WordSize::W16 | WordSize::W32 => 1,
            WordSize::W64 => 3,
        }
    }

    /// Does the divider leave out leading zeros of the quotient?
    pub const fn skips_zeros(self) -> bool {
        matches!(self, WordSize::W64)
    }

    /// Smallest and largest immediate integer.
    pub const fn immediate_range(self) -> (i64, i64) {
        let half = 1i64 << (self.bits() - 2);
        (-half, half - 1)
    }

    /// Smallest and largest integer that a NUMBER's data word holds.
    pub const fn data_range(self) -> (i64, i64) {
        let least = i64::MIN >> (64 - self.bits());
        (least, !least)
    }

    /// The immediate for `value`, or `None` outside [`WordSize::immediate_range`].
    #[inline(always)]
    pub const fn immediate(self, value: i64) -> Option<Word> {
        let (low, high) = self.immediate_range();
        if value < low || value > high {
            return None;
        }
        Some(Word(((value << 1 | 1) as u64) & self.mask()))
    }

    /// The signed integer that all of the word's bits spell: the value of a NUMBER's data word.
    #[inline(always)]
    pub const fn signed(self, word: Word) -> i64 {
        let unused = 64 - self.bits();
        ((word.0 << unused) as i64) >> unused
    }

    /// The value of an immediate integer.
    #[inline(always)]
    pub const fn integer(self, word: Word) -> i64 {
        self.signed(word) >> 1
    }

    /// The count that an immediate is, of words, elements or characters. Less than none are none; what
    /// no immediate of 32 bits is, is the most that one can be: more than there is memory for.
    #[inline(always)]
    pub const fn count(self, word: Word) -> u32 {
        if self.integer(word) < 0 { 0 } else { self.magnitude(word) }
    }

    /// The same of a count with a sign, which does not count.
    #[inline(always)]
    pub const fn magnitude(self, word: Word) -> u32 {
        let count = self.integer(word).unsigned_abs();
        if matches!(self, WordSize::W64) && count > MOST { MOST as u32 } else { count as u32 }
    }

    /// A raw data word (not tagged) holding `value` modulo the word size.
    #[inline(always)]
    pub const fn raw(self, value: i64) -> Word {
        Word(value as u64 & self.mask())
    }
}

impl TryFrom<u32> for WordSize {
    type Error = String;

    fn try_from(bits: u32) -> Result<WordSize, String> {
        match bits {
            16 => Ok(WordSize::W16),
            32 => Ok(WordSize::W32),
            64 => Ok(WordSize::W64),
            other => Err(format!("a word has 16, 32 or 64 bits, not {other}")),
        }
    }
}

impl From<WordSize> for u32 {
    fn from(size: WordSize) -> u32 {
        size.bits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn immediates_round_trip_at_all_sizes() {
        for size in WordSize::ALL {
            let (low, high) = size.immediate_range();
            for value in [low, low + 1, -2, -1, 0, 1, 2, high - 1, high] {
                let word = size.immediate(value).expect("in range");
                assert!(word.is_immediate() && word.0 <= size.mask());
                assert_eq!(size.integer(word), value);
            }
            assert_eq!(size.immediate(low - 1), None);
            assert_eq!(size.immediate(high + 1), None);
        }
    }

    #[test]
    fn the_three_kinds_of_words_are_disjoint() {
        for word in [NIL, Word(1), Word(2), Word(0xFFFF), Word(0xFFFE)] {
            let kinds = [word.is_nil(), word.is_immediate(), word.is_pointer()];
            assert_eq!(kinds.iter().filter(|&&kind| kind).count(), 1, "{word:?}");
        }
    }
}
