//! What a token is: a number, a character, a symbol or a keyword.

use super::error::Problem;
use super::notation::CHAR_NAMES;
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
    } else if is_digits(without_sign(token), 10) {
        token.parse().map(Datum::Integer).map_err(|_| Problem::NumberTooLarge)
    } else if is_fractional(without_sign(token)) {
        Err(Problem::NotAnInteger(token.to_owned()))
    } else {
        Ok(Datum::Symbol(token.to_owned()))
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
    for (prefix, radix) in [("#x", 16), ("#o", 8), ("#b", 2), ("#d", 10)] {
        if let Some(number) = token.strip_prefix(prefix) {
            if !is_digits(without_sign(number), radix) {
                return Err(Problem::MalformedNumber { token: token.to_owned(), radix });
            }
            let value = i64::from_str_radix(number, radix);
            return value.map(Datum::Integer).map_err(|_| Problem::NumberTooLarge);
        }
    }
    Err(Problem::UnknownSyntax(token.to_owned()))
}

/// The text of a number after its sign, if it has one.
fn without_sign(number: &str) -> &str {
    number.strip_prefix(['+', '-']).unwrap_or(number)
}

/// Whether `text` is one or more digits and nothing else.
fn is_digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}

/// Whether `text`, which is no integer and has no sign, is a number such as `1.5`, `.5`, `1.`,
/// `1/2` or `1e9`.
fn is_fractional(text: &str) -> bool {
    if let Some((numerator, denominator)) = text.split_once('/') {
        return is_digits(numerator, 10) && is_digits(denominator, 10);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    is_digits(&mantissa.replacen('.', "", 1), 10) && is_digits(without_sign(exponent), 10)
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
