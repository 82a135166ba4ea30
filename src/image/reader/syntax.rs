//! Data, and where they stand in the text.

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

/// A half-open byte range in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset just after the last byte.
    pub end: usize,
}

/// A datum and where it stands in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Syntax {
    /// What was read.
    pub datum: Datum,
    /// The text it was read from.
    pub span: Span,
}

/// One piece of program text, as data.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// The empty list: `()`, `nil` or `NIL`.
    Nil,
    /// An integer. Whether it fits the machine's word is for the image builder to check.
    Integer(i64),
    /// An integer that has more than 64 bits.
    BigInteger(BigInt),
    /// A rational number that is no integer: numerator and denominator, in lowest terms; the denominator is
    /// positive.
    Ratio(BigInt, BigInt),
    /// A float.
    Float(f64),
    /// A symbol. Upper and lower case are distinct.
    Symbol(String),
    /// A keyword, `:name`, held without its colon.
    Keyword(String),
    /// A string, as bytes. Text outside ASCII is held as UTF-8.
    String(Vec<u8>),
    /// A character, such as `#\a`.
    Char(u8),
    /// A list with at least one item.
    List {
        /// The items, in order.
        items: Vec<Syntax>,
        /// What follows the dot of a dotted list. The reader never puts a list or `Nil` here:
        /// it reads `(a . (b c))` as `(a b c)`.
        tail: Option<Box<Syntax>>,
    },
    /// A vector, such as `#(1 2 3)`.
    Vector(Vec<Syntax>),
}
