//! The changes of one signal in a block: for each, how much later it is than the one before, and
//! the value.
//!
//! Time counts the entries of the block's time table, two to a cycle. A change of one bit is the
//! number `later << 2 | value << 1`; of more bits `later << 1` and then the value in whole bytes, its
//! highest bit first; of a text `later << 1`, the length and the text.

use super::number::push_unsigned;
use crate::waveform::longest_name;

/// The longest record: four bytes of time, eight of a value.
const RECORD: usize = 12;

/// Cycles in a block at most, so that a time takes at most three bytes.
pub const LONGEST: u32 = 1 << 16;

/// A chain that is being written.
#[derive(Debug)]
pub struct Chain {
    bytes: Vec<u8>,
    used: usize,
    /// The cycle of the last change, counted in the block.
    last: u32,
    /// Of one bit 0; else as many bits as the value is moved to begin with its highest.
    shift: u32,
    /// Bytes of a value; of one bit none.
    size: u32,
}

impl Chain {
    /// An empty chain of a signal with this many bits, 1 to 64.
    pub fn new(width: u32) -> Chain {
        let size = if width == 1 { 0 } else { width.div_ceil(8) };
        Chain { bytes: vec![0; RECORD], used: 0, last: 0, shift: 64 - width, size }
    }

    /// The signal has this value from `cycle` on, counted in the block.
    #[inline(always)]
    pub fn change(&mut self, cycle: u32, value: u64) {
        let later = 2 * (cycle - self.last);
        self.last = cycle;
        let head = if self.size == 0 { later << 2 | (value as u32) << 1 } else { later << 1 };
        // The head in LEB128, the lowest byte first.
        let (head, length) = if head < 1 << 7 {
            (head, 1)
        } else if head < 1 << 14 {
            (head & 0x7F | 0x80 | head >> 7 << 8, 2)
        } else {
            (head & 0x7F | 0x80 | (head >> 7 & 0x7F | 0x80) << 8 | head >> 14 << 16, 3)
        };
        let value = (value << self.shift).to_be_bytes();
        if self.bytes.len() < self.used + RECORD {
            self.bytes.resize(2 * self.bytes.len() + RECORD, 0);
        }
        crate::lanes::put(&mut self.bytes, self.used, &head.to_le_bytes());
        crate::lanes::put(&mut self.bytes, self.used + length, &value);
        self.used += length + self.size as usize;
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.used).unwrap_or_default()
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.used = 0;
        self.last = 0;
    }

    /// The same changes as texts: each value's own.
    pub fn texts(&self, texts: &[Text], out: &mut Texts) {
        let mut rest = self.bytes();
        while !rest.is_empty() {
            let mut head = 0;
            for (at, &byte) in rest.iter().enumerate() {
                head |= u32::from(byte & 0x7F) << (7 * at);
                if byte & 0x80 == 0 {
                    rest = &rest[at + 1..];
                    break;
                }
            }
            let (later, value) = match self.size as usize {
                0 => (head >> 2, u64::from(head >> 1 & 1)),
                size => {
                    let (value, after) = rest.split_at(size);
                    rest = after;
                    let bytes = value.iter().fold(0, |all, &byte| all << 8 | u64::from(byte));
                    (head >> 1, bytes >> (8 * size as u32 + self.shift - 64))
                }
            };
            out.change(later, texts.get(value as usize).unwrap_or(&UNNAMED));
        }
    }
}

/// Bytes of the largest text with its length.
const LONGEST_TEXT: usize = 48;

/// A text behind its length, ready to be copied.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    bytes: [u8; LONGEST_TEXT],
    used: usize,
}

/// The text of a value without a name.
const UNNAMED: Text = Text::new("?");

impl Text {
    /// A text; what is longer than any name is cut off.
    pub const fn new(text: &str) -> Text {
        let (text, mut bytes, mut at) = (text.as_bytes(), [0; LONGEST_TEXT], 0);
        while at < text.len() && at < LONGEST_TEXT - 1 {
            bytes[at + 1] = text[at];
            at += 1;
        }
        bytes[0] = at as u8;
        Text { bytes, used: at + 1 }
    }
}

/// A chain of texts that is being written.
#[derive(Debug, Default)]
pub struct Texts {
    bytes: Vec<u8>,
    used: usize,
}

impl Texts {
    /// It is this text after so many times.
    #[inline]
    pub fn change(&mut self, later: u32, text: &Text) {
        if self.bytes.len() < self.used + LONGEST_TEXT + 5 {
            self.bytes.resize(2 * self.bytes.len() + 4096, 0);
        }
        let mut head = later << 1;
        while head >= 0x80 {
            self.push(head as u8 | 0x80);
            head >>= 7;
        }
        self.push(head as u8);
        crate::lanes::put(&mut self.bytes, self.used, &text.bytes);
        self.used += text.used;
    }

    #[inline]
    fn push(&mut self, byte: u8) {
        crate::lanes::put(&mut self.bytes, self.used, &[byte]);
        self.used += 1;
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.used).unwrap_or_default()
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.used = 0;
    }
}

/// The changes of a lane of texts.
#[derive(Debug, Default)]
pub struct Strings {
    bytes: Vec<u8>,
    /// The cycle of the last change, counted in the block.
    last: u32,
}

impl Strings {
    /// The text is another one from `cycle` on, counted in the block.
    pub fn change(&mut self, cycle: u32, text: &str) {
        push_unsigned(&mut self.bytes, u64::from(2 * (cycle - self.last)) << 1);
        push_unsigned(&mut self.bytes, text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
        self.last = cycle;
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.last = 0;
    }
}

const _: () = assert!(longest_name() < LONGEST_TEXT, "a name fits behind its length");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_the_time_and_the_value() {
        let mut bit = Chain::new(1);
        for (cycle, value) in [(0, 1), (3, 0), (300, 1)] {
            bit.change(cycle, value);
        }
        // 0 << 2 | 1 << 1; 6 << 2; 594 << 2 | 2 = 0x94A, in sevens of bits 0x12 and 0x4A.
        assert_eq!(bit.bytes(), [2, 24, 0xCA, 0x12]);
        let mut wide = Chain::new(17);
        wide.change(1, 0x1_8001);
        wide.change(LONGEST - 1, 2);
        // Then 2 * 65534 << 1 = 0x3FFF8: in sevens of bits 0xF, 0x7F and 0x78.
        assert_eq!(wide.bytes(), [4, 0xC0, 0x00, 0x80, 0xF8, 0xFF, 0x0F, 0, 1, 0]);
        wide.clear();
        assert!(wide.bytes().is_empty());
    }

    #[test]
    fn texts_follow_the_numbers() {
        let names = ["a", "bc"].map(Text::new);
        for width in [1, 3, 9] {
            let mut chain = Chain::new(width);
            chain.change(0, 1);
            chain.change(100, 0);
            let mut out = Texts::default();
            chain.texts(&names, &mut out);
            assert_eq!(out.bytes(), [0, 2, b'b', b'c', 0x90, 0x03, 1, b'a']);
        }
    }
}
