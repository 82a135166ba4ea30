//! Short texts of a fixed size, which are stored and compared without a look at their characters.

use std::fmt;

/// Bytes of the longest text.
pub const LONGEST: usize = 63;

/// What stands at the end of a text that was cut.
const DOTS: &str = "...";

/// A text of up to [`LONGEST`] bytes.
#[derive(Clone, Copy, Eq)]
#[repr(align(64))]
pub struct Text {
    /// Zeros behind the text; the last byte is its length.
    bytes: [u8; LONGEST + 1],
}

impl Text {
    /// The text without characters.
    pub const EMPTY: Text = Text { bytes: [0; LONGEST + 1] };

    /// A text; of a longer one its beginning, and three dots.
    pub fn new(text: &str) -> Text {
        let mut writer = Writer::new(LONGEST);
        writer.push(text);
        writer.finish()
    }

    /// Its characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Its bytes.
    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length()).unwrap_or_default()
    }

    /// Its eighths.
    #[inline(always)]
    fn words(&self) -> impl Iterator<Item = u64> {
        self.bytes.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word))
    }

    #[inline(always)]
    fn length(&self) -> usize {
        usize::from(self.bytes[LONGEST])
    }

    /// Is there nothing in it?
    pub const fn is_empty(&self) -> bool {
        self.bytes[LONGEST] == 0
    }
}

impl PartialEq for Text {
    #[inline(always)]
    fn eq(&self, other: &Text) -> bool {
        self.words().zip(other.words()).fold(0, |all, (one, other)| all | (one ^ other)) == 0
    }
}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl Default for Text {
    fn default() -> Text {
        Text::EMPTY
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is being written, up to a limit.
#[derive(Debug)]
pub struct Writer {
    text: Text,
    limit: usize,
    cut: bool,
}

impl Writer {
    /// Nothing yet, of at most so many bytes, or [`LONGEST`].
    pub fn new(limit: usize) -> Writer {
        Writer { text: Text::EMPTY, limit: limit.min(LONGEST), cut: false }
    }

    /// Is there more than there is room for?
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// From here on there is room for so many bytes more, if the text can have them.
    pub fn extend_limit(&mut self, more: usize) {
        self.limit = (self.text.length() + more).min(LONGEST);
    }

    /// Writes a text behind the last, as far as there is room.
    pub fn push(&mut self, text: &str) {
        if self.cut {
            return;
        }
        let used = self.text.length();
        let room = self.limit.saturating_sub(used);
        let mut length = text.len();
        if length > room {
            self.cut = true;
            length = floor(text, room);
        }
        if let Some(bytes) = self.text.bytes.get_mut(used..used + length) {
            bytes.copy_from_slice(&text.as_bytes()[..length]);
            self.text.bytes[LONGEST] = (used + length) as u8;
        }
    }

    /// Writes a text behind the last, as far as there is room.
    #[inline]
    pub fn push_text(&mut self, text: &Text) {
        let (used, length) = (self.text.length(), text.length());
        if self.cut || used + length > self.limit {
            return self.push(text.as_str());
        }
        // Of a fixed size; what stands behind the text is written over, or cleared.
        for (to, from) in self.text.bytes[used..LONGEST].iter_mut().zip(&text.bytes[..LONGEST]) {
            *to = *from;
        }
        self.text.bytes[LONGEST] = (used + length) as u8;
    }

    /// Writes a number in decimal.
    pub fn push_integer(&mut self, value: i64) {
        let (mut digits, mut at) = ([0; 20], 20);
        let mut rest = value.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if value < 0 {
            self.push("-");
        }
        self.push(std::str::from_utf8(&digits[at..]).unwrap_or_default());
    }

    /// Ends what is written under this limit: if it was cut, with three dots. What comes behind may
    /// have another limit.
    pub fn close(&mut self) {
        if !self.cut {
            return;
        }
        self.cut = false;
        let end = floor(self.text.as_str(), self.limit.saturating_sub(DOTS.len()));
        self.text.bytes[end..].fill(0);
        self.text.bytes[LONGEST] = end as u8;
        self.push(DOTS);
    }

    /// The text.
    pub fn finish(mut self) -> Text {
        self.close();
        self.text
    }
}

/// So many bytes of a text at most, whole characters.
fn floor(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_ends_in_dots() {
        assert_eq!(Text::new("(fib 10)").as_str(), "(fib 10)");
        assert_eq!(Text::new(&"a".repeat(LONGEST)).as_str(), "a".repeat(LONGEST));
        let cut = Text::new(&"λ".repeat(40));
        assert_eq!(cut.as_str(), format!("{}...", "λ".repeat(30)));
        assert_eq!(Text::new(""), Text::EMPTY);
        assert!(Text::default().is_empty() && !cut.is_empty());
    }

    #[test]
    fn a_part_that_was_cut_leaves_room_for_what_follows() {
        let mut writer = Writer::new(8);
        writer.push("(a b c d e)");
        assert!(writer.is_cut());
        writer.close();
        writer.extend_limit(40);
        writer.push(" => 1");
        assert_eq!(writer.finish().as_str(), "(a b ... => 1");
        for value in [0, 7, -10, i64::MAX, i64::MIN] {
            let mut writer = Writer::new(LONGEST);
            writer.push_integer(value);
            assert_eq!(writer.finish().as_str(), value.to_string());
        }
        let mut short = Writer::new(2);
        short.push("long");
        assert_eq!(short.finish().as_str(), "..");
    }
}
