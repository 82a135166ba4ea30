//! The words of the RAM, as the host keeps them: four bytes each, eight where words are wider.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::word::{Word, WordSize};

/// All words by address. One of the two is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Words of at most 32 bits.
    narrow: Vec<u32>,
    /// Wider ones.
    wide: Vec<u64>,
}

impl Words {
    /// So many words, of which the first are `image` and the others 0.
    pub(super) fn new(size: WordSize, count: usize, image: &[Word]) -> Words {
        let (mut narrow, mut wide) = (Vec::new(), Vec::new());
        if size.bits() > u32::BITS {
            wide = vec![0; count];
            for (to, word) in wide.iter_mut().zip(image) {
                *to = word.0;
            }
        } else {
            narrow = vec![0; count];
            for (to, word) in narrow.iter_mut().zip(image) {
                *to = word.0 as u32;
            }
        }
        Words { narrow, wide }
    }

    /// Those of at most 32 bits, and wider ones.
    pub(super) fn parts(&self) -> (&[u32], &[u64]) {
        (&self.narrow, &self.wide)
    }

    /// The words of these parts, of which one is empty.
    pub(super) fn of_parts(narrow: Vec<u32>, wide: Vec<u64>) -> Words {
        Words { narrow, wide }
    }

    /// How many there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.narrow.len() + self.wide.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that they take in the host's memory.
    pub fn bytes(&self) -> usize {
        size_of_val(&self.narrow[..]) + size_of_val(&self.wide[..])
    }

    /// The word at an address, which there is.
    #[inline(always)]
    pub fn at(&self, address: usize) -> Word {
        match self.narrow.get(address) {
            Some(&word) => Word(word.into()),
            None => Word(self.wide[address]),
        }
    }

    /// The words at addresses that there are.
    pub fn range(&self, addresses: Range<usize>) -> impl ExactSizeIterator<Item = Word> {
        addresses.map(|address| self.at(address))
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Word> {
        self.range(0..self.len())
    }

    /// Four words that follow each other, if there are as many.
    #[inline(always)]
    pub(super) fn row(&self, first: usize) -> Option<[Word; 4]> {
        if let Some(&row) = self.narrow.get(first..first + 4).and_then(<[u32]>::first_chunk) {
            let [a, b, c, d]: [u32; 4] = row;
            return Some([Word(a.into()), Word(b.into()), Word(c.into()), Word(d.into())]);
        }
        self.wide.get(first..first + 4).and_then(<[u64]>::first_chunk).map(|row| row.map(Word))
    }

    /// Stores a word at an address that there is.
    #[inline(always)]
    pub(super) fn store(&mut self, address: usize, word: Word) {
        match self.narrow.get_mut(address) {
            Some(to) => *to = word.0 as u32,
            None => self.wide[address] = word.0,
        }
    }

    /// Stores 1 to 4 words that follow each other; false if not all of their addresses are there.
    #[inline(always)]
    pub(super) fn store_row(&mut self, first: usize, words: &[Word]) -> bool {
        // One by one: a block is slow to be taken from words that have just been put together.
        match (self.narrow.get_mut(first..first + words.len()), words) {
            (Some([p]), [a]) => *p = a.0 as u32,
            (Some([p, q]), [a, b]) => (*p, *q) = (a.0 as u32, b.0 as u32),
            (Some([p, q, r]), [a, b, c]) => {
                (*p, *q, *r) = (a.0 as u32, b.0 as u32, c.0 as u32);
            }
            (Some([p, q, r, s]), [a, b, c, d]) => {
                (*p, *q, *r, *s) = (a.0 as u32, b.0 as u32, c.0 as u32, d.0 as u32);
            }
            _ => match (self.wide.get_mut(first..first + words.len()), words) {
                (Some([p]), [a]) => *p = a.0,
                (Some([p, q]), [a, b]) => (*p, *q) = (a.0, b.0),
                (Some([p, q, r]), [a, b, c]) => (*p, *q, *r) = (a.0, b.0, c.0),
                (Some([p, q, r, s]), [a, b, c, d]) => (*p, *q, *r, *s) = (a.0, b.0, c.0, d.0),
                _ => return false,
            },
        }
        true
    }
}
