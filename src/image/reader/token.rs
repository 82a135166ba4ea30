//! What a token is: a number, a character, a symbol or a keyword.

use super::error::Problem;
use super::notation::{CHAR_NAMES, is_digits};
use super::number::{number, prefixed};
use super::syntax::Datum;

/// Whether this character is only there to separate others: as the machine's reader sees it, which
/// knows bytes.
pub(super) fn is_blank(character: char) -> bool {
    character <= ' '
}

/// Whether a symbol may hold this character without bars around it.
pub(super) fn is_constituent(character: char) -> bool {
    !is_blank(character) && !"()[]\"';`,".contains(character)
}

/// The datum that a run of constituents stands for, if it does not begin with `#` or a bar.
pub(super) fn read_token(token: &str) -> Result<Datum, Problem> {
    if matches!(token, "nil" | "NIL") {
        Ok(Datum::Nil)
    } else if let Some(name) = token.strip_prefix(':').filter(|name| !name.is_empty()) {
        Ok(Datum::Keyword(name.to_owned()))
    } else {
        Ok(number(token, 10)?.unwrap_or_else(|| Datum::Symbol(token.to_owned())))
    }
}

/// The datum that a run of constituents beginning with `#` stands for.
pub(super) fn read_hash_token(token: &str) -> Result<Datum, Problem> {
    if matches!(token, "#t" | "#true") {
        return Ok(Datum::Symbol("true".to_owned()));
    }
    if matches!(token, "#f" | "#false") {
        return Ok(Datum::Symbol("false".to_owned()));
    }
    prefixed(token)?.ok_or_else(|| Problem::UnknownSyntax(token.to_owned()))
}

/// The character that `#\` followed by `name` stands for.
pub(super) fn char_named(name: &str) -> Option<u8> {
    if let [byte] = name.as_bytes() {
        return Some(*byte);
    }
    match CHAR_NAMES.into_iter().find(|(known, _)| *known == name) {
        Some((_, byte)) => Some(byte),
        None => hex_byte(name.strip_prefix('x')?),
    }
}

/// The byte that hexadecimal digits stand for.
pub(super) fn hex_byte(digits: &str) -> Option<u8> {
    if is_digits(digits, 16) { u8::from_str_radix(digits, 16).ok() } else { None }
}
