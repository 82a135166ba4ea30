//! The lines of texts. What a program says it says again and again, so that what was written lately is
//! copied.

use super::encode::{Encoder, LARGEST_CYCLE};
use crate::lisp::lanes::{Changes, Lanes};
use crate::lisp::text::{LONGEST, Text};
use crate::text::escape;

/// Bytes of a line at most: `s`, every byte of the text escaped; then a space, the identifier, a newline.
const BODY: usize = 1 + 4 * LONGEST;

/// The same, with room for a copy of a fixed size.
pub const TEXT: usize = BODY + 4 + COPY;

/// Bytes that are copied at once.
const COPY: usize = 64;

/// Texts that are kept; a power of two.
const KEPT: usize = 256;

/// A text, and its line up to the identifier.
#[derive(Debug, Clone, Copy)]
struct Known {
    text: Text,
    line: [u8; BODY.next_multiple_of(COPY)],
    length: usize,
}

/// The texts that were written lately.
#[derive(Debug)]
pub struct Strings(Vec<Known>);

impl Default for Strings {
    fn default() -> Strings {
        let line = [b's'; BODY.next_multiple_of(COPY)];
        Strings(vec![Known { text: Text::EMPTY, line, length: 1 }; KEPT])
    }
}

impl Strings {
    /// Stores the lines for the texts that have changed, from `used` on; answers where they end.
    #[inline(never)]
    pub fn put(
        &mut self,
        lines: &mut [u8; LARGEST_CYCLE],
        mut used: usize,
        encoder: &Encoder,
        (changes, now): (&mut Changes, &Lanes),
    ) -> usize {
        changes.each(now, |lane, text| {
            let known = self.line(text);
            // In pieces of a fixed size; the last reaches beyond the line.
            let (pieces, _) = known.line.as_chunks::<COPY>();
            for (number, piece) in pieces.iter().take(known.length.div_ceil(COPY)).enumerate() {
                crate::lanes::put(lines, used + COPY * number, piece);
            }
            used += known.length;
            if let Some(end) = encoder.ends.get(lane) {
                crate::lanes::put(lines, used, end);
                used += end.iter().filter(|&&byte| byte != 0).count();
            }
        });
        used
    }

    /// The line of a text.
    #[inline]
    fn line(&mut self, text: &Text) -> &Known {
        let known = &mut self.0[text.number() % KEPT];
        if known.text != *text {
            known.text = *text;
            known.length = 1;
            escape(text.as_str(), &mut |byte| {
                if let Some(place) = known.line.get_mut(known.length) {
                    *place = byte;
                    known.length += 1;
                }
            });
        }
        known
    }
}
