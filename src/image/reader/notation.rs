//! The notation's tables, names of characters and escapes, and what digits are.

/// How deeply lists, vectors, quotes and datum comments may stand inside one another.
pub const MAX_DEPTH: usize = 500;

/// The characters with a name. Where a character has two names, the first is the one written.
pub const CHAR_NAMES: [(&str, u8); 10] = [
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
pub const ESCAPES: [(char, u8); 6] =
    [('n', b'\n'), ('t', b'\t'), ('r', b'\r'), ('\\', b'\\'), ('a', 0x07), ('b', 0x08)];

/// Those that are also read.
pub const READ_ESCAPES: [(char, u8); 3] = [('"', b'"'), ('|', b'|'), ('0', 0)];

/// The text of a number after its sign, if it has one.
pub(super) fn without_sign(number: &str) -> &str {
    number.strip_prefix(['+', '-']).unwrap_or(number)
}

/// Whether `text` is one or more digits and nothing else.
pub(super) fn is_digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}
