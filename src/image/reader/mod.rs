//! Reads program text into data, remembering where in the text each datum stands.
//!
//! The reader runs on the host, before the simulated machine exists: it knows the notation of
//! the language and nothing of the machine's words. The text of a [`Datum`] (its [`Display`]
//! form) reads back as the same datum.
//!
//! `parse` builds lists, `token` tells what a token is, `number` what number, `write` is the way back, `error` says what
//! can be wrong.
//!
//! [`Display`]: std::fmt::Display

mod error;
mod float;
mod notation;
mod number;
mod parse;
mod syntax;
#[cfg(test)]
mod tests;
mod token;
mod write;

pub use error::ReadError;
pub use float::float_text;
pub use notation::MAX_DEPTH;
pub use parse::read_all;
pub use syntax::{Datum, Span, Syntax};
pub use write::symbol_text;

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
