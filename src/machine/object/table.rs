//! The one table of object types: their names, subtypes and layouts. What a collector follows, what
//! `fetch_object` gathers, how large an object is, the SystemVerilog package and the manual derive from it.

use super::{FreeKind, FunctionKind, SymbolKind};
use crate::numbered::numbered;
use Field::{Length, Link, Raw, Tagged};

/// What is declared of a type.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    /// The names of its subtypes; none if there is only one.
    pub subtypes: &'static [&'static str],
    /// How large it is.
    pub size: Size,
    /// What stands in its words: for each subtype, or once for all of them.
    pub layouts: &'static [ObjectLayout],
}

/// How large an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As its fields.
    Fixed,
    /// Its length counts characters behind its fields, a NUL after them.
    Characters,
    /// Its length counts tagged words behind its fields.
    Elements,
    /// Its length counts raw words behind its fields; it may be below zero.
    Digits,
    /// 64 bits behind its header.
    Float,
    /// Its first word of two counts the words behind them; of an object of two words it is the link.
    Block,
}

/// What stands in an object's words, behind the header.
#[derive(Debug, Clone, Copy)]
pub struct ObjectLayout {
    /// The first words.
    pub fields: &'static [Field],
    /// Those that follow, in the words of the manual.
    pub more: &'static [&'static str],
    /// The object's size in the words of the manual, if it is not that of its fields.
    pub words: &'static str,
}

/// A word of an object, with its meaning.
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// A tagged word: collectors follow it.
    Tagged(&'static str),
    /// A word without a tag.
    Raw(&'static str),
    /// An immediate integer that counts what follows.
    Length,
    /// The address of another object of no program, which collectors do not follow.
    Link(&'static str),
}

/// A layout of fields alone.
const fn fields(fields: &'static [Field]) -> ObjectLayout {
    ObjectLayout { fields, more: &[], words: "" }
}

/// Defines [`Type`] and [`OBJECTS`] from a row for each type.
macro_rules! objects {
    ($(
        $(#[$meta:meta])+
        $item:ident = $name:literal { $($field:ident: $value:expr),+ $(,)? }
    )+) => {
        numbered! {
            /// The type field of a header, bits 4:1.
            pub enum Type { $($(#[$meta])+ $item = $name),+ }
        }

        /// What is declared of each type, in the order of their numbers.
        pub const OBJECTS: [Object; Type::ALL.len()] = [$(Object { $($field: $value),+ }),+];
    };
}

objects! {
    /// What stands at address 0. No program reaches it.
    Nil = "NIL" {
        subtypes: &[],
        size: Size::Fixed,
        layouts: &[fields(&[Tagged("NIL")])],
    }
    /// A pair.
    Cons = "CONS" {
        subtypes: &[],
        size: Size::Fixed,
        layouts: &[ObjectLayout {
            fields: &[Tagged("car"), Tagged("cdr")],
            more: &["unused"],
            words: "",
        }],
    }
    /// A number that is too large for an immediate.
    Number = "NUMBER" {
        subtypes: &[],
        size: Size::Fixed,
        layouts: &[fields(&[Raw("signed integer")])],
    }
    /// A symbol, as programs have it: its address is what is compared.
    Symbol = "SYMBOL" {
        subtypes: &SymbolKind::NAMES,
        size: Size::Fixed,
        layouts: &[fields(&[Tagged("its SYMBOL_OBJECT")])],
    }
    /// What belongs to a symbol.
    SymbolObject = "SYMBOL_OBJECT" {
        subtypes: &[],
        size: Size::Fixed,
        layouts: &[fields(&[
            Tagged("name, a STRING"),
            Tagged("value cell (UNBOUND: empty)"),
            Tagged("function cell (NIL: empty)"),
        ])],
    }
    /// Characters.
    String = "STRING" {
        subtypes: &[],
        size: Size::Characters,
        layouts: &[ObjectLayout {
            fields: &[Length],
            more: &["raw: characters, then NUL", "..."],
            words: "even(2 + floor(*n* / *c*) + 1), *c* characters per word",
        }],
    }
    /// What can be applied.
    Function = "FUNCTION" {
        subtypes: &FunctionKind::NAMES,
        size: Size::Fixed,
        layouts: &[
            fields(&[Tagged("`imm(primitive number)`"), Tagged("NIL"), Tagged("NIL")]),
            fields(&[Tagged("`imm(special form number)`"), Tagged("NIL"), Tagged("NIL")]),
            fields(&[Tagged("body, one expression"), Tagged("parameters"), Tagged("NIL")]),
            fields(&[Tagged("body"), Tagged("parameters"), Tagged("captured environment")]),
            fields(&[
                Tagged("body"),
                Tagged("parameters"),
                Tagged("environment of its definition, or NIL"),
            ]),
            fields(&[Tagged("captured CLINK"), Tagged("NIL"), Tagged("NIL")]),
        ],
    }
    /// Elements by number.
    Vector = "VECTOR" {
        subtypes: &[],
        size: Size::Elements,
        layouts: &[ObjectLayout {
            fields: &[Length],
            more: &["element 0", "..."],
            words: "even(2 + *n*); a padding word is NIL",
        }],
    }
    /// A character. There are 256, at fixed addresses.
    Char = "CHAR" {
        subtypes: &[],
        size: Size::Fixed,
        layouts: &[fields(&[Tagged("`imm(code)`")])],
    }
    /// Words of the heap that hold no object, of the mark-sweep collector.
    Free = "FREE" {
        subtypes: &FreeKind::NAMES,
        size: Size::Block,
        layouts: &[
            fields(&[Link("next in its list, or NIL")]),
            ObjectLayout {
                fields: &[Raw("size - 2"), Link("next in its list, or NIL")],
                more: &["unused ..."],
                words: "any larger",
            },
        ],
    }
    /// A row of digits of an integer: as many bits as a word.
    Bignum = "BIGNUM" {
        subtypes: &[],
        size: Size::Digits,
        layouts: &[ObjectLayout {
            fields: &[Length],
            more: &["raw: digit 0, the least significant", "..."],
            words: "even(2 + abs(*n*)); the sign of *n* is the number's",
        }],
    }
    /// A number of IEEE 754 binary64.
    Float = "FLOAT" {
        subtypes: &[],
        size: Size::Float,
        layouts: &[ObjectLayout {
            fields: &[],
            more: &["raw: its 64 bits, the least significant word first", "..."],
            words: "even(1 + 64 / *W*), *W* bits per word",
        }],
    }
    /// A rational number that is no integer, in lowest terms.
    Ratio = "RATIO" {
        subtypes: &[],
        size: Size::Fixed,
        layouts: &[fields(&[Tagged("numerator"), Tagged("denominator, positive")])],
    }
}

impl Object {
    /// Words of the header and of the fields, of an object's first subtype.
    pub(super) const fn head(&self) -> u32 {
        1 + self.layouts[0].fields.len() as u32
    }

    /// Which of these words are tagged: the first, and the first behind them.
    pub(super) const fn tagged(&self) -> (u32, u32) {
        let fields = self.layouts[0].fields;
        let (mut first, mut end, mut at) = (0, 0, 0);
        while at < fields.len() {
            if matches!(fields[at], Tagged(_)) {
                first = if end == 0 { at as u32 + 1 } else { first };
                end = at as u32 + 2;
            }
            at += 1;
        }
        (first, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_for_each_subtype_or_for_all_and_tag_the_same_words() {
        for (kind, object) in Type::ALL.into_iter().zip(OBJECTS) {
            let layouts = object.layouts.len();
            assert!(layouts == 1 || layouts == object.subtypes.len(), "{}", kind.name());
            for layout in object.layouts {
                let one = Object { layouts: std::slice::from_ref(layout), ..object };
                assert_eq!(one.tagged(), object.tagged(), "{}", kind.name());
                let tagged = layout.fields.iter().filter(|field| matches!(field, Tagged(_)));
                let (first, end) = object.tagged();
                assert_eq!(tagged.count() as u32, end - first, "{}: a gap", kind.name());
            }
        }
    }
}
