//! The lines about the program: the cycle's number, and the texts. What a program does it does again and
//! again, so that what was written lately is copied.

use super::encode::{LARGEST_CYCLE, Lane, wide_lane, wide_value};
use super::header::Header;
use crate::lisp::lanes::{Changes, Lanes};
use crate::lisp::text::{LONGEST, Text};
use crate::selection::Selection;
use crate::text::escape;

/// Bytes of a line at most: `s`, every byte of the text escaped; then a space, the identifier, a newline.
const BODY: usize = 1 + 4 * LONGEST;

/// The same with the rest, and room for a copy of a fixed size.
pub const TEXT: usize = BODY + 4 + COPY;

/// Bytes that are copied at once.
const COPY: usize = 64;

/// Texts that are kept; a power of two.
const KEPT: usize = 64;

/// What stands behind a value: a space, the identifier, a newline; zeros behind it.
type Suffix = [u8; 4];

/// Stores a suffix; answers where it ends.
#[inline(always)]
fn put_suffix(lines: &mut [u8; LARGEST_CYCLE], at: usize, suffix: &Suffix) -> usize {
    crate::lanes::put(lines, at, suffix);
    at + suffix.len() - usize::from(suffix[3] == 0)
}

/// What is said of the program.
#[derive(Debug)]
pub struct Program {
    changes: Changes,
    known: Vec<Known>,
    suffixes: Vec<Suffix>,
    /// The next cycle, and how its number is written, if it is.
    cycle: u64,
    lane: Option<Lane>,
}

impl Program {
    /// What a selection has of it, if it has anything.
    pub fn new(header: &Header, selection: &Selection) -> Option<Program> {
        let lanes = selection.lanes();
        if lanes.is_empty() && header.cycle.is_none() {
            return None;
        }
        let line = [b's'; BODY.next_multiple_of(COPY)];
        Some(Program {
            changes: Changes::new(lanes),
            known: vec![Known { text: Text::EMPTY, line, length: 1 }; KEPT],
            suffixes: header.texts.iter().map(|&id| wide_lane(id).suffix).collect(),
            cycle: 0,
            lane: header.cycle.map(wide_lane),
        })
    }

    /// All texts are written in the next cycle.
    pub fn start(&mut self) {
        self.changes.start();
    }

    /// The next cycle is this one.
    pub fn skip_to(&mut self, cycle: u64) {
        self.cycle = cycle;
    }

    /// Stores the lines of a cycle with these texts, from `used` on; answers where they end.
    #[inline(never)]
    pub fn cycle(
        &mut self,
        lines: &mut [u8; LARGEST_CYCLE],
        mut used: usize,
        texts: &Lanes,
    ) -> usize {
        if let Some(lane) = &self.lane {
            used = wide_value(lines, used, lane, self.cycle);
            self.cycle += 1;
        }
        if self.changes.any(texts) { self.texts(lines, used, texts) } else { used }
    }

    /// Stores the lines for the texts that have changed.
    #[inline(never)]
    fn texts(&mut self, lines: &mut [u8; LARGEST_CYCLE], mut used: usize, texts: &Lanes) -> usize {
        let Program { changes, known, suffixes, .. } = self;
        changes.each(texts, |lane, text| {
            let Some(known) = known.get_mut(text.number() % KEPT) else { return };
            if known.text != *text {
                known.take(text);
            }
            // In pieces of a fixed size; the last reaches beyond the line.
            let (pieces, _) = known.line.as_chunks::<COPY>();
            for (number, piece) in pieces.iter().take(known.length.div_ceil(COPY)).enumerate() {
                crate::lanes::put(lines, used + COPY * number, piece);
            }
            used += known.length;
            if let Some(suffix) = suffixes.get(lane) {
                used = put_suffix(lines, used, suffix);
            }
        });
        used
    }
}

/// A text, and its line up to the identifier.
#[derive(Debug, Clone, Copy)]
struct Known {
    text: Text,
    line: [u8; BODY.next_multiple_of(COPY)],
    length: usize,
}

impl Known {
    #[cold]
    fn take(&mut self, text: &Text) {
        self.text = *text;
        self.length = 1;
        escape(text.as_str(), &mut |byte| {
            if let Some(place) = self.line.get_mut(self.length) {
                *place = byte;
                self.length += 1;
            }
        });
    }
}
