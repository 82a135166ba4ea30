//! Object headers, layouts and the fixed objects at the bottom of memory.
//!
//! Every object starts at an even address with a header word. A header is odd, so that a
//! forwarding address in its place is never mistaken for one. Header bits:
//!
//! | bits  | field   |                                                          |
//! |-------|---------|----------------------------------------------------------|
//! | 0     |         | always 1                                                 |
//! | 4:1   | type    | [`Type`]                                                 |
//! | 7:5   | subtype | [`SymbolKind`], [`FunctionKind`] or [`FreeKind`]; 0 in all other types |
//! | 11:8  | collector | 0 outside a collection                                 |
//! | 15:12 |         | 0, but what [`note`](crate::notes) says of CONS and SYMBOL_OBJECT  |
//!
//! At 32 bits the upper half of a header is 0. Source: the hardware plan, phase 1.

mod table;

pub use table::{Field, OBJECTS, Object, ObjectLayout, Size, Type};

use crate::notes::has_note;
use crate::numbered::numbered;
use crate::word::{NIL, Word, WordSize};

numbered! {
    /// Subtype of a SYMBOL.
    pub enum SymbolKind {
        /// Evaluates to its binding.
        Variable = "variable",
        /// Evaluates to itself: `true`, `false`, keywords.
        Constant = "constant",
    }
}

numbered! {
    /// Subtype of a FUNCTION. The order is the plan's, then macro and continuation.
    pub enum FunctionKind {
        /// Word 1 is a primitive number (immediate).
        Primitive = "primitive",
        /// Word 1 is a special form number (immediate).
        Special = "special",
        /// body, parameters, NIL.
        Lambda = "lambda",
        /// body, parameters, captured environment.
        Closure = "closure",
        /// body, parameters, environment; applied to unevaluated arguments, expanded once in place.
        Macro = "macro",
        /// Word 1 is the captured CLINK.
        Continuation = "continuation",
    }
}

numbered! {
    /// Subtype of a FREE block.
    pub enum FreeKind {
        /// Two words.
        Pair = "pair",
        /// More words.
        Block = "block",
    }
}

/// The header word of an object: see the module's table.
#[inline(always)]
pub const fn header(kind: Type, subtype: u32) -> Word {
    Word::at(1 | (kind as u32) << 1 | subtype << 5)
}

/// The type number in a header, whether or not a [`Type`] has it.
#[inline(always)]
pub const fn type_number(header: Word) -> u32 {
    header.low() >> 1 & 0xF
}

/// The subtype in a header.
#[inline(always)]
pub const fn subtype(header: Word) -> u32 {
    header.low() >> 5 & 7
}

/// Does `header` say `kind`?
#[inline(always)]
pub const fn is_type(header: Word, kind: Type) -> bool {
    type_number(header) == kind as u32
}

/// Is this the header of a SYMBOL that can be bound?
#[inline(always)]
pub const fn is_variable(header: Word) -> bool {
    is_type(header, Type::Symbol) && subtype(header) == SymbolKind::Variable as u32
}

/// The header of a CONS.
pub const CONS_HEADER: Word = header(Type::Cons, 0);

/// The header of a FUNCTION of the given subtype.
#[inline(always)]
pub const fn function_header(kind: FunctionKind) -> Word {
    header(Type::Function, kind as u32)
}

/// Words that `fetch_object` gathers for an object with this header: all of a small object, the
/// header and the length of a STRING, VECTOR or free block, and two words of an object whose header
/// gives way to an even word while the collector runs.
#[inline(always)]
pub const fn fetched_words(header: Word, size: WordSize) -> u32 {
    // Indexed by type number; undefined types are gathered as four words.
    const WORDS: [u8; 16] = {
        let mut words = [4; 16];
        let mut at = 0;
        while at < OBJECTS.len() {
            words[at] = OBJECTS[at].head() as u8;
            at += 1;
        }
        words
    };
    if !header.is_immediate() {
        return 2;
    }
    let number = type_number(header);
    if number == Type::Float as u32 {
        return if size.bits() < 32 { 4 } else { 1 + float_words(size) };
    }
    WORDS[number as usize] as u32 + is_noted(header) as u32
}

/// Is this the header of a CONS with a note?
#[inline(always)]
const fn is_noted(header: Word) -> bool {
    is_type(header, Type::Cons) && has_note(header)
}

/// Words of a STRING of `length` characters: header, length, characters, NUL, rounded up to even.
#[inline(always)]
pub const fn string_words(length: u32, size: WordSize) -> u32 {
    even(2 + length / size.chars() + 1)
}

/// Words of a VECTOR of `length` elements: header, length, elements, rounded up to even.
#[inline(always)]
pub const fn vector_words(length: u32) -> u32 {
    even(2 + length)
}

/// Words of a BIGNUM of `count` digits: header, signed count, digits, rounded up to even.
#[inline(always)]
pub const fn bignum_words(count: u32) -> u32 {
    even(2 + count)
}

/// Words that the 64 bits of a FLOAT take.
#[inline(always)]
pub const fn float_words(size: WordSize) -> u32 {
    64 / size.bits()
}

/// The words of a FLOAT with these bits, and how many they are; where there are FLOATs.
#[inline]
pub const fn float_object(bits: u64, size: WordSize) -> ([Word; 3], usize) {
    let header = header(Type::Float, 0);
    match size {
        WordSize::W64 => ([header, Word(bits), NIL], 2),
        _ => ([header, Word::at(bits as u32), Word::at((bits >> 32) as u32)], 3),
    }
}

/// The bits of a FLOAT, of the two words behind its header.
#[inline]
pub const fn float_bits(low: Word, high: Word, size: WordSize) -> u64 {
    match size {
        WordSize::W64 => low.0,
        _ => low.0 | high.0 << 32,
    }
}

/// How many characters, elements or digits an object has, by its word 1. A count below zero is that of a
/// negative BIGNUM; nothing else has one.
#[inline(always)]
pub const fn length(kind: Type, word: Word, size: WordSize) -> u32 {
    match SIZES[kind as usize] {
        Size::Digits => size.magnitude(word),
        _ => size.count(word),
    }
}

/// Words an object takes in memory, always even; `length` is that of a STRING, VECTOR or BIGNUM, and
/// word 1 of a free block that is larger than 2 words.
#[inline(always)]
pub const fn object_words(kind: Type, length: u32, size: WordSize) -> u32 {
    match (FIXED[kind as usize], SIZES[kind as usize]) {
        (0, Size::Characters) => string_words(length, size),
        (0, Size::Elements) => vector_words(length),
        (0, Size::Digits) => bignum_words(length),
        (0, Size::Float) => even(1 + float_words(size)),
        (0, _) => 2 + length,
        (words, _) => words,
    }
}

/// Has an object of this type its length, an immediate, in word 1?
pub const fn has_length(kind: Type) -> bool {
    matches!(SIZES[kind as usize], Size::Characters | Size::Elements | Size::Digits)
}

/// Which words of an object are tagged, counted from its header: none where raw words may stand, or
/// words without a meaning. `words` is the object's size.
#[inline(always)]
pub const fn tagged_words(kind: Type, words: u32) -> std::ops::Range<u32> {
    match (SIZES[kind as usize], TAGGED[kind as usize]) {
        (Size::Elements, _) => 2..words,
        (_, (first, end)) => first..end,
    }
}

/// How many words of an object with this header, that among them, can be looked at for pointers; not of
/// a VECTOR. A type that there is not has none but those of NIL.
#[inline(always)]
pub const fn tagged_fields(header: Word) -> u32 {
    let number = type_number(header) as usize;
    if number >= TAGGED.len() {
        return TAGGED[Type::Nil as usize].1;
    }
    TAGGED[number].1 + is_noted(header) as u32
}

// Tables, since what kind of object comes next cannot be predicted: how an object's size is found, its
// words if that is all, and the first of its tagged fields and the first word behind them.
const SIZES: [Size; OBJECTS.len()] = {
    let mut sizes = [Size::Fixed; OBJECTS.len()];
    let mut at = 0;
    while at < sizes.len() {
        sizes[at] = OBJECTS[at].size;
        at += 1;
    }
    sizes
};
const FIXED: [u32; OBJECTS.len()] = {
    let mut words = [0; OBJECTS.len()];
    let mut at = 0;
    while at < words.len() {
        if let Size::Fixed = SIZES[at] {
            words[at] = even(OBJECTS[at].head());
        }
        at += 1;
    }
    words
};
const TAGGED: [(u32, u32); OBJECTS.len()] = {
    let mut tagged = [(0, 0); OBJECTS.len()];
    let mut at = 0;
    while at < tagged.len() {
        tagged[at] = OBJECTS[at].tagged();
        at += 1;
    }
    tagged
};

const fn even(words: u32) -> u32 {
    (words + 1) & !1
}

/// Addresses that hardware knows by constant. The image builder puts the objects there.
pub mod fixed {
    use super::*;

    /// The symbol `false`: with NIL, the only values that `if` takes for false.
    pub const FALSE: Word = Word(2);
    /// The symbol `true`.
    pub const TRUE: Word = Word(4);
    /// Marks a variable without a value. No program gets hold of it: reading it traps.
    pub const UNBOUND: Word = Word(6);
    /// The special form `begin`, put in front of a macro expansion that is not a list.
    pub const BEGIN: Word = Word(8);
    /// The binding (UNBOUND . NIL), which a function without parameters puts on its environment,
    /// so that every application has an environment cell of its own for inner `define`s.
    pub const RIB: Word = Word(12);
    /// 256 CHAR objects of two words each.
    pub const CHARS: Word = Word(16);
    /// The first address after the fixed objects.
    pub const END: u32 = CHARS.address() + 512;

    /// The address of the CHAR object with this code.
    #[inline(always)]
    pub const fn char(code: u8) -> Word {
        CHARS.plus((code as u32) * 2)
    }

    /// `true` or `false`.
    #[inline(always)]
    pub const fn boolean(value: bool) -> Word {
        if value { TRUE } else { FALSE }
    }

    /// Does `if` take this word for true? Everything but NIL and `false`.
    #[inline(always)]
    pub const fn is_true(word: Word) -> bool {
        word.0 != NIL.0 && word.0 != FALSE.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_odd_and_keep_their_fields() {
        for (number, kind) in Type::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
            for sub in 0..8 {
                let word = header(kind, sub);
                assert!(word.is_immediate(), "a header is odd");
                assert_eq!(Type::from_number(type_number(word)), Some(kind));
                assert_eq!(subtype(word), sub);
                assert!(is_type(word, kind));
            }
        }
    }

    #[test]
    fn a_fetch_never_gathers_more_than_the_object_has() {
        for size in WordSize::ALL {
            for kind in Type::ALL {
                let words = object_words(kind, 0, size);
                assert!(fetched_words(header(kind, 0), size) <= words, "{}", kind.name());
                assert_eq!(words % 2, 0);
            }
        }
    }

    #[test]
    fn layouts_are_those_of_the_hardware_plan() {
        let size = WordSize::W32;
        let fetched = Type::ALL.map(|kind| fetched_words(header(kind, 0), size));
        assert_eq!(fetched, [2, 3, 2, 2, 4, 2, 4, 2, 2, 2, 2, 3, 3]);
        assert_eq!((13..16).map(|n| fetched_words(Word(n << 1 | 1), size)).max(), Some(4));
        let words = Type::ALL.map(|kind| object_words(kind, 5, WordSize::W16));
        assert_eq!(words, [2, 4, 2, 2, 4, 6, 4, 8, 2, 7, 8, 6, 4]);
        let float = WordSize::ALL.map(|size| object_words(Type::Float, 0, size));
        assert_eq!(float, [6, 4, 2]);
        let tagged = Type::ALL.map(|kind| tagged_words(kind, 8));
        let none = 0..0;
        assert_eq!(tagged[..4], [1..2, 1..3, none.clone(), 1..2]);
        assert_eq!(tagged[4..10], [1..4, none.clone(), 1..4, 2..8, 1..2, none.clone()]);
        assert_eq!(tagged[10..], [none.clone(), none, 1..3]);
        let fields = Type::ALL.map(|kind| tagged_fields(header(kind, 0)));
        assert_eq!(fields, [2, 3, 0, 2, 4, 0, 4, 0, 2, 0, 0, 0, 3]);
    }

    #[test]
    fn a_float_has_its_bits_again() {
        for size in [WordSize::W32, WordSize::W64] {
            for bits in [0, 1, 0x7FF8_0000_0000_0000, 0x0123_4567_89AB_CDEF, u64::MAX] {
                let (words, count) = float_object(bits, size);
                assert_eq!(count as u32, fetched_words(words[0], size));
                assert!(is_type(words[0], Type::Float));
                assert_eq!(float_bits(words[1], words[2], size), bits);
            }
        }
    }

    #[test]
    fn tagged_words_are_in_the_object_and_not_its_header() {
        for kind in Type::ALL {
            for length in [0, 1, 7] {
                let words = object_words(kind, length, WordSize::W16);
                let tagged = tagged_words(kind, words);
                assert!(tagged.end <= words, "{}", kind.name());
                assert!(tagged.is_empty() || tagged.start > 0, "{}", kind.name());
            }
        }
    }

    #[test]
    fn a_bignum_below_zero_is_as_long_as_one_above() {
        for size in WordSize::ALL {
            let (low, high) = size.immediate_range();
            for count in [low, -3, 0, 3, high] {
                let word = size.immediate(count).expect("in range");
                let most = if size == WordSize::W64 { (1 << 30) - 1 } else { u64::MAX };
                let abs = count.unsigned_abs().min(most) as u32;
                assert_eq!(length(Type::Bignum, word, size), abs);
                assert_eq!(length(Type::Vector, word, size), if count < 0 { 0 } else { abs });
            }
        }
        assert_eq!([0, 1, 2, 3].map(bignum_words), [2, 4, 4, 6]);
    }

    #[test]
    fn a_string_always_has_room_for_its_nul() {
        assert_eq!(string_words(0, WordSize::W16), 4);
        assert_eq!(string_words(1, WordSize::W16), 4);
        assert_eq!(string_words(2, WordSize::W16), 4);
        assert_eq!(string_words(4, WordSize::W16), 6);
        assert_eq!(string_words(3, WordSize::W32), 4);
        assert_eq!(string_words(4, WordSize::W32), 4);
        assert_eq!(string_words(8, WordSize::W32), 6);
    }
}
