//! From data back to text.

use std::fmt::{self, Write as _};

use super::float::float_text;
use super::notation::{CHAR_NAMES, ESCAPES};
use super::syntax::{Datum, Syntax};
use super::token::{is_constituent, read_token};

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Datum::Nil => f.write_str("nil"),
            Datum::Integer(value) => write!(f, "{value}"),
            Datum::BigInteger(value) => write!(f, "{value}"),
            Datum::Ratio(numerator, denominator) => write!(f, "{numerator}/{denominator}"),
            Datum::Float(value) => f.write_str(&float_text(*value)),
            Datum::Symbol(name) if is_plain_symbol(name) => f.write_str(name),
            Datum::Symbol(name) => write_between(f, '|', name.as_bytes()),
            Datum::Keyword(name) => write_keyword(f, name.as_bytes()),
            Datum::String(bytes) => write_between(f, '"', bytes),
            Datum::Char(byte) => write_char(f, *byte),
            Datum::List { items, tail } => {
                f.write_char('(')?;
                write_items(f, items)?;
                if let Some(tail) = tail {
                    write!(f, " . {}", tail.datum)?;
                }
                f.write_char(')')
            }
            Datum::Vector(items) => {
                f.write_str("#(")?;
                write_items(f, items)?;
                f.write_char(')')
            }
        }
    }
}

fn write_items(f: &mut fmt::Formatter<'_>, items: &[Syntax]) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_char(' ')?;
        }
        write!(f, "{}", item.datum)?;
    }
    Ok(())
}

/// A symbol of this name as text; keywords and the truth values are constants.
pub fn symbol_text(name: &[u8], constant: bool) -> String {
    let mut text = String::new();
    let written = match (name.strip_prefix(b":"), std::str::from_utf8(name)) {
        (Some(keyword), _) if constant => write_keyword(&mut text, keyword),
        (_, Ok(name)) if constant || is_plain_symbol(name) => text.write_str(name),
        _ => write_between(&mut text, '|', name),
    };
    // A String takes all that is written into it.
    let _: fmt::Result = written;
    text
}

fn write_keyword(f: &mut impl fmt::Write, name: &[u8]) -> fmt::Result {
    f.write_char(':')?;
    match std::str::from_utf8(name) {
        Ok(name) if is_plain_name(name) => f.write_str(name),
        _ => write_between(f, '|', name),
    }
}

/// Whether a keyword's name can be written without bars.
fn is_plain_name(name: &str) -> bool {
    let plain = |c: char| is_constituent(c) && c != '\x7f';
    !name.is_empty() && !name.starts_with('|') && name.chars().all(plain)
}

/// Whether a symbol's name can be written without bars, and then reads as that symbol.
fn is_plain_symbol(name: &str) -> bool {
    is_plain_name(name)
        && !name.starts_with('#')
        && name != "."
        && matches!(read_token(name), Ok(Datum::Symbol(_)))
}

/// The bytes between two marks: what is UTF-8 as it stands, everything else escaped.
fn write_between(f: &mut impl fmt::Write, mark: char, bytes: &[u8]) -> fmt::Result {
    f.write_char(mark)?;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match ESCAPES.into_iter().find(|(_, byte)| char::from(*byte) == character) {
                Some((letter, _)) => write!(f, "\\{letter}")?,
                None if character == mark => write!(f, "\\{mark}")?,
                None if character.is_ascii_control() => write!(f, "\\x{:x};", character as u32)?,
                None => f.write_char(character)?,
            }
        }
        for byte in chunk.invalid() {
            write!(f, "\\x{byte:x};")?;
        }
    }
    f.write_char(mark)
}

fn write_char(f: &mut fmt::Formatter<'_>, byte: u8) -> fmt::Result {
    match CHAR_NAMES.into_iter().find(|(_, named)| *named == byte) {
        Some((name, _)) => write!(f, "#\\{name}"),
        None if byte.is_ascii_graphic() => write!(f, "#\\{}", char::from(byte)),
        None => write!(f, "#\\x{byte:x}"),
    }
}
