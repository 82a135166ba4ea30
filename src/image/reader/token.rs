//! What a token is: a number, a character, a symbol or a keyword.

use super::error::Problem;
use super::float::parse_float;
use super::notation::CHAR_NAMES;
use super::syntax::Datum;
use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;

/// Characters of the longest number: a longer one would take long to be read.
const MOST_DIGITS: usize = 100_000;

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
        integer(token, 10)
    } else if let Some((numerator, denominator)) = token.split_once('/')
        && is_digits(without_sign(numerator), 10)
        && is_digits(denominator, 10)
    {
        ratio(token, numerator, denominator)
    } else if let Some(value) = parse_float(token) {
        if token.len() > MOST_DIGITS {
            Err(Problem::NumberTooLarge)
        } else {
            Ok(Datum::Float(value))
        }
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
            return integer(number, radix);
        }
    }
    Err(Problem::UnknownSyntax(token.to_owned()))
}

/// The integer that digits with a sign or without one stand for.
fn integer(number: &str, radix: u32) -> Result<Datum, Problem> {
    if let Ok(value) = i64::from_str_radix(number, radix) {
        return Ok(Datum::Integer(value));
    }
    if number.len() > MOST_DIGITS {
        return Err(Problem::NumberTooLarge);
    }
    let value = BigInt::parse_bytes(number.as_bytes(), radix);
    value.map(Datum::BigInteger).ok_or(Problem::NumberTooLarge)
}

/// The rational number, which may be an integer, that two integers stand for.
fn ratio(token: &str, numerator: &str, denominator: &str) -> Result<Datum, Problem> {
    if token.len() > MOST_DIGITS {
        return Err(Problem::NumberTooLarge);
    }
    let parse = |text: &str| BigInt::parse_bytes(text.as_bytes(), 10).unwrap_or_default();
    let (numerator, denominator) = (parse(numerator), parse(denominator));
    if denominator.sign() == Sign::NoSign {
        return Err(Problem::ZeroDenominator(token.to_owned()));
    }
    let common = numerator.gcd(&denominator);
    let (numerator, denominator) = (numerator / &common, denominator / common);
    if denominator.magnitude().bits() > 1 {
        return Ok(Datum::Ratio(numerator, denominator));
    }
    Ok(i64::try_from(&numerator).map_or_else(|_| Datum::BigInteger(numerator), Datum::Integer))
}

/// The text of a number after its sign, if it has one.
fn without_sign(number: &str) -> &str {
    number.strip_prefix(['+', '-']).unwrap_or(number)
}

/// Whether `text` is one or more digits and nothing else.
fn is_digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
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
