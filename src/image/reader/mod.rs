//! Reads program text into data, remembering where in the text each datum stands.
//!
//! The reader runs on the host, before the simulated machine exists: it knows the notation of
//! the language and nothing of the machine's words. The text of a [`Datum`] (its [`Display`]
//! form) reads back as the same datum.
//!
//! `parse` builds lists, `token` tells what a token is, `write` is the way back, `error` says what
//! can be wrong.
//!
//! [`Display`]: std::fmt::Display

mod error;
mod parse;
#[cfg(test)]
mod tests;
mod token;
mod write;

use serde::{Deserialize, Serialize};

pub use error::ReadError;
pub use parse::read_all;
pub use write::symbol_text;

/// How deeply lists, vectors, quotes and datum comments may stand inside one another.
pub const MAX_DEPTH: usize = 500;

/// The characters with a name. Where a character has two names, the first is the one written.
const CHAR_NAMES: [(&str, u8); 10] = [
    ("space", b' '),
    ("newline", b'\n'),
    ("tab", b'\t'),
    ("return", b'\r'),
    ("null", 0),
    ("nul", 0),
    ("delete", 0x7F),
    ("escape", 0x1B),
    ("alarm", 0x07),
    ("backspace", 0x08),
];

/// The escapes of one letter, without their backslash, that are written in strings and in names.
const ESCAPES: [(char, u8); 6] =
    [('n', b'\n'), ('t', b'\t'), ('r', b'\r'), ('\\', b'\\'), ('a', 0x07), ('b', 0x08)];

/// Those that are also read.
const READ_ESCAPES: [(char, u8); 3] = [('"', b'"'), ('|', b'|'), ('0', 0)];

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

/// The name at the head of the list that stands at `form` in a source, as it is written there; empty
/// if there is none.
pub fn head(source: &str, form: Span) -> &str {
    let text = source.get(form.start..form.end).unwrap_or_default();
    if text.starts_with('`') {
        return "quasiquote";
    }
    let inner = text.strip_prefix(['(', '[']).unwrap_or_default().trim_start();
    let end = inner.find(|character| !token::is_constituent(character));
    &inner[..end.unwrap_or(inner.len())]
}

/// The line and the column, in characters, of a byte offset. Both count from 1.
///
/// An offset inside a character counts as that character's, and an offset past the end of the
/// source as the end.
pub fn line_column(source: &str, offset: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for (start, character) in source.char_indices() {
        if start + character.len_utf8() > offset {
            break;
        }
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    (line, column)
}
