//! Texts in files for viewers. Whatever stands in a name, a VCD, an FST file, a savefile and a
//! filter stay what they are: every text that does not come from a table of ours goes through here.

/// A text in a comment: one line of printable ASCII, without `$`, with which the keywords of a VCD
/// begin. Any other character is written by its number, as in `\u{3bb}`; so is the backslash.
pub fn comment(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, ' '..='~') && !matches!(character, '$' | '\\') {
            safe.push(character);
        } else {
            safe.extend(character.escape_unicode());
        }
    }
    safe
}

/// A byte of a text as a VCD holds it where no blank may be: printable ASCII as it is, any other byte, and
/// the backslash, as `\x` and two digits. GTKWave shows the text.
#[derive(Debug, Clone, Copy)]
pub struct Escaped {
    /// What is written, and zeros.
    pub bytes: [u8; 4],
    /// How many bytes that is.
    pub length: u8,
}

/// Each byte as a VCD holds it.
pub static ESCAPED: [Escaped; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut table = [Escaped { bytes: [0; 4], length: 1 }; 256];
    let mut at = 0;
    while at < table.len() {
        let byte = at as u8;
        if byte.is_ascii_graphic() && byte != b'\\' {
            table[at].bytes[0] = byte;
        } else {
            let bytes = [b'\\', b'x', DIGITS[at >> 4], DIGITS[at & 0xF]];
            table[at] = Escaped { bytes, length: 4 };
        }
        at += 1;
    }
    table
};

/// What escaping has made a text of, or the text of somebody who escapes nothing.
pub fn unescape(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, after @ ..] = rest {
        let digits = match rest {
            [b'\\', b'x', digits @ ..] => digits.get(..2),
            _ => None,
        };
        let value = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                bytes.push(value);
                rest = &rest[4..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A name as a token: printable ASCII, and no blanks.
pub fn token(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_graphic() && c != '$' { c } else { '_' }).collect()
}

/// A part of a file's name that a savefile can hold, and a command line without quotes.
pub fn file_name(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.+=@%,~^".contains(c);
    name.chars().map(|c| if plain(c) { c } else { '_' }).collect()
}

/// Can a savefile hold this text between quotes, as it is?
pub fn is_quotable(text: &str) -> bool {
    !text.contains(|c: char| c == '"' || c == char::REPLACEMENT_CHARACTER || c.is_control())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Names with every byte in them, as the host hands them on, and with what VCDs are made of.
    pub fn odd_names() -> Vec<String> {
        let bytes = (0..=255).map(|byte| {
            let name = [b"a".as_slice(), &[byte], b"b ", &[byte], b"$end\n", &[byte]].concat();
            String::from_utf8_lossy(&name).into_owned()
        });
        let whole: Vec<u8> = (0..=255).collect();
        let more = ["λ.lisp", "$end", " $end ", "a $end $var wire 1 ! x $end", "\"", "^1 \\", ""];
        let more = more.map(String::from).into_iter();
        bytes.chain([String::from_utf8_lossy(&whole).into_owned()]).chain(more).collect()
    }

    #[test]
    fn a_text_is_escaped_without_blanks_and_comes_back() {
        for name in odd_names() {
            let mut escaped = Vec::new();
            for byte in name.bytes() {
                let Escaped { bytes, length } = ESCAPED[usize::from(byte)];
                escaped.extend(&bytes[..usize::from(length)]);
            }
            assert!(escaped.iter().all(u8::is_ascii_graphic), "{name:?}");
            let escaped = String::from_utf8(escaped).expect("ASCII");
            assert_eq!(unescape(&escaped), name);
        }
        assert_eq!(unescape("a\\xzz\\x2"), "a\\xzz\\x2");
    }

    #[test]
    fn whatever_is_in_a_name_the_text_is_safe() {
        for name in odd_names() {
            let comment = comment(&name);
            assert!(comment.chars().all(|c| matches!(c, ' '..='~') && c != '$'), "{comment}");
            let token = token(&name);
            assert!(token.chars().all(|c| c.is_ascii_graphic() && c != '$'), "{token}");
            assert_eq!(token.chars().count(), name.chars().count());
            let file = file_name(&name);
            assert!(!file.contains(|c: char| !c.is_ascii_graphic() || "\"'$/\\".contains(c)));
        }
        assert_eq!(comment("λ $end.lisp \\"), "\\u{3bb} \\u{24}end.lisp \\u{5c}");
        assert_eq!(file_name("my fib-2.vcd"), "my_fib-2.vcd");
        assert!(is_quotable("λ $end 'x'") && !is_quotable("a\"") && !is_quotable("a\nb"));
    }
}
