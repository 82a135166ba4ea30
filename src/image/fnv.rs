//! FNV-1a, 64 bits: the fingerprint of images and machine states in traces.
//! Source: Fowler, Noll, Vo; offset basis and prime as published with the algorithm.

use conscycle_machine::word::{Word, WordSize};

/// A running hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    /// Takes the four bytes of a word, least significant first.
    #[inline(always)]
    pub fn word(&mut self, word: u32) {
        for byte in word.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }

    /// Takes a word of a machine: as four bytes, or as eight if it is wider.
    #[inline(always)]
    pub fn machine_word(&mut self, word: Word, size: WordSize) {
        self.word(word.0 as u32);
        if size.bits() > u32::BITS {
            self.word((word.0 >> 32) as u32);
        }
    }

    /// The hash of what has been taken.
    pub fn finish(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_test_vectors() {
        assert_eq!(Fnv::default().finish(), 0xCBF2_9CE4_8422_2325);
        let mut hash = Fnv::default();
        hash.word(u32::from_le_bytes(*b"chon"));
        hash.word(u32::from_le_bytes(*b"go w"));
        let mut bytes = 0xCBF2_9CE4_8422_2325u64;
        for byte in b"chongo w" {
            bytes = (bytes ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        assert_eq!(hash.finish(), bytes);
    }
}
