//! From data back to text.

use std::fmt::{self, Write as _};

use super::token::{is_constituent, read_token};
use super::{CHAR_NAMES, Datum, STRING_ESCAPES, Syntax};

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Datum::Nil => f.write_str("nil"),
            Datum::Integer(value) => write!(f, "{value}"),
            Datum::Symbol(name) if is_plain_symbol(name) => f.write_str(name),
            Datum::Symbol(name) => write_barred_name(f, name),
            Datum::Keyword(name) => {
                f.write_char(':')?;
                if is_plain_name(name) { f.write_str(name) } else { write_barred_name(f, name) }
            }
            Datum::String(bytes) => write_string(f, bytes),
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

/// Whether a keyword's name can be written without bars.
fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('|') && name.chars().all(is_constituent)
}

/// Whether a symbol's name can be written without bars, and then reads as that symbol.
fn is_plain_symbol(name: &str) -> bool {
    is_plain_name(name)
        && !name.starts_with('#')
        && name != "."
        && matches!(read_token(name), Ok(Datum::Symbol(_)))
}

fn write_barred_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    f.write_char('|')?;
    for character in name.chars() {
        if matches!(character, '|' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    f.write_char('|')
}

fn write_string(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    f.write_char('"')?;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match STRING_ESCAPES.into_iter().find(|(_, byte)| char::from(*byte) == character) {
                Some((letter, _)) => write!(f, "\\{letter}")?,
                None if character.is_ascii_control() => write!(f, "\\x{:02X};", character as u32)?,
                None => f.write_char(character)?,
            }
        }
        for byte in chunk.invalid() {
            write!(f, "\\x{byte:02X};")?;
        }
    }
    f.write_char('"')
}

fn write_char(f: &mut fmt::Formatter<'_>, byte: u8) -> fmt::Result {
    match CHAR_NAMES.into_iter().find(|(_, named)| *named == byte) {
        Some((name, _)) => write!(f, "#\\{name}"),
        None if byte.is_ascii_graphic() => write!(f, "#\\{}", char::from(byte)),
        None => write!(f, "#\\x{byte:02X}"),
    }
}
