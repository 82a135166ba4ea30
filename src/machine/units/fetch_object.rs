//! fetch_object: gathers an object's words into the header and field registers.
//!
//! Role: the only reader of memory for the evaluator. A request ([`Command::Fetch`]) is driven in
//! the cycle of the requesting unit; this unit then holds the token for `beats * latency` cycles.
//! With [`Extent::OBJECT`] it stops as soon as it has the words that the header asks for, so
//! that a narrow memory reads a SYMBOL in two beats and a CONS in three.
//!
//! States: one, `FetchObject`, while it holds the token. The field registers keep their values
//! until the next fetch. They hold raw words and are no roots: a unit that allocates copies what
//! it needs first.
//!
//! [`Command::Fetch`]: crate::ports::Command::Fetch

pub use super::tables::fetch_object::FetchObject;

use crate::object::fetched_words;
use crate::ports::{Extent, Gather, Ram};
use crate::word::Word;

impl FetchObject {
    /// Takes a request at the clock edge.
    #[inline(always)]
    pub fn start(&mut self, address: Word, extent: Extent) {
        self.address = address.into();
        self.extent = extent;
        self.gathered = 0;
    }

    /// Takes a request and gathers its words in the same cycle, of a memory that answers at once.
    #[inline(always)]
    pub fn start_at_once(&mut self, address: Word, extent: Extent, ram: &impl Ram) {
        self.address = address.into();
        self.extent = extent;
        self.gather_row(ram);
    }

    /// Takes everything that any request asks for: one beat of four banks brings it.
    #[inline(always)]
    fn gather_row(&mut self, ram: &impl Ram) {
        ram.row(self.address.word().address(), &mut self.words);
        self.gathered = 4;
    }
}

impl Gather for FetchObject {
    #[inline(always)]
    fn step(&mut self, banks: u32, latency: u32, ram: &impl Ram) -> bool {
        if latency > 1 {
            self.wait += 1;
            if self.wait < latency {
                return false;
            }
            self.wait = 0;
        }
        if banks == 4 {
            self.gather_row(ram);
            return true;
        }
        let start = self.address.word().address();
        for i in self.gathered..self.gathered + banks {
            self.words[(i & 3) as usize] = ram.word(start.wrapping_add(i));
        }
        self.gathered += banks;
        let wanted = match self.extent {
            Extent::OBJECT => fetched_words(self.words[0], ram.size()),
            extent => extent.words(),
        };
        self.gathered >= wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::{CONS_HEADER, FunctionKind, Type, function_header, header};
    use crate::word::WordSize;

    /// Four words, at address 100.
    struct Words([Word; 4]);

    impl Ram for Words {
        fn size(&self) -> WordSize {
            WordSize::W32
        }

        fn word(&self, address: u32) -> Word {
            self.0[(address - 100) as usize]
        }
    }

    /// (header, extent, banks, latency) -> cycles, words gathered
    const TABLE: &[(Word, Extent, u32, u32, u32, u32)] = &[
        (CONS_HEADER, Extent::OBJECT, 4, 1, 1, 4),
        (CONS_HEADER, Extent::OBJECT, 2, 1, 2, 4),
        (CONS_HEADER, Extent::OBJECT, 1, 1, 3, 3),
        (CONS_HEADER, Extent::OBJECT, 1, 3, 9, 3),
        (header(Type::Symbol, 0), Extent::OBJECT, 1, 1, 2, 2),
        (header(Type::Symbol, 0), Extent::OBJECT, 2, 1, 1, 2),
        (header(Type::SymbolObject, 0), Extent::OBJECT, 1, 1, 4, 4),
        (header(Type::SymbolObject, 0), Extent::OBJECT, 2, 2, 4, 4),
        (header(Type::Number, 0), Extent::OBJECT, 4, 8, 8, 4),
        (header(Type::String, 0), Extent::OBJECT, 1, 1, 2, 2),
        (header(Type::Float, 0), Extent::OBJECT, 1, 1, 3, 3),
        (function_header(FunctionKind::Closure), Extent::OBJECT, 1, 1, 4, 4),
        (function_header(FunctionKind::Closure), Extent::OBJECT, 4, 3, 3, 4),
        (Word(2), Extent::of(2), 1, 1, 2, 2),
        (Word(2), Extent::of(2), 2, 1, 1, 2),
        (Word(2), Extent::of(1), 1, 2, 2, 1),
        (Word(2), Extent::of(1), 4, 1, 1, 4),
    ];

    #[test]
    fn before_and_after() {
        for &(first, extent, banks, latency, cycles, gathered) in TABLE {
            let ram = [first, Word(21), Word(22), Word(23)];
            let mut unit = FetchObject::default();
            unit.start(Word(100), extent);
            let mut took = 1;
            while !unit.step(banks, latency, &Words(ram)) {
                took += 1;
            }
            let case = (first, extent, banks, latency);
            assert_eq!((took, unit.gathered), (cycles, gathered), "{case:?}");
            assert_eq!(unit.words[..gathered as usize], ram[..gathered as usize], "{case:?}");
            assert_eq!(unit.wait, 0);
        }
    }
}
