//! The line of a cycle: its number, and the signals that changed.
//!
//! This is what a traced cycle costs. Keys are ready, with the comma before them; records of a fixed
//! size are stored, and the position advances by the length that counts.

use crate::lanes::{Bits, GROUP, Lanes, NO_LANES, differences, ones, put, selected};
use crate::lisp::lanes::{Changes, LANES, Lanes as Texts, name};
use crate::lisp::text::LONGEST;
use crate::selection::Selection;
use conscycle_machine::signals::{Rows, SIGNALS};

/// Bytes of the record of a key.
const KEY: usize = 32;

/// Bytes that a number takes at most, with those that its last record reaches beyond it.
const NUMBER: usize = 32;

/// Bytes of a text with its key at most: every byte may be written by its number.
const TEXT: usize = 2 * KEY + 8 * LONGEST;

/// Bytes that a line takes at most.
const LARGEST: usize = 64 + NUMBER + SIGNALS.len() * (KEY + NUMBER) + LANES * TEXT;

/// A comma, a signal's path in quotes and a colon.
#[derive(Debug, Clone, Copy)]
struct Key {
    text: [u8; KEY],
    length: usize,
}

const _: () = {
    let mut at = 0;
    while at < SIGNALS.len() {
        let path = SIGNALS[at].scope.len() + 1 + SIGNALS[at].name.len();
        assert!(path + ",\"\":".len() <= KEY, "a key fits its record");
        at += 1;
    }
};

/// Makes the lines of cycles.
#[derive(Debug)]
pub(super) struct Line {
    keys: Vec<Key>,
    selected: Bits,
    /// The values of the last line.
    last: Lanes,
    /// There has been no line: all values are new.
    first: bool,
    /// The texts.
    changes: Changes,
    bytes: Vec<u8>,
}

impl Line {
    pub fn new(selection: &Selection) -> Line {
        let keys = SIGNALS.iter().map(|signal| {
            let path = format!(",\"{}\":", signal.path());
            let mut text = [0; KEY];
            text[..path.len()].copy_from_slice(path.as_bytes());
            Key { text, length: path.len() }
        });
        let mut keys: Vec<Key> = keys.collect();
        keys.resize(NO_LANES.len(), Key { text: [0; KEY], length: 0 });
        let bytes = vec![0; LARGEST];
        let changes = Changes::new(&selection.lanes());
        Line { keys, selected: selected(selection), last: NO_LANES, first: true, changes, bytes }
    }

    /// Has there been none?
    pub fn is_first(&self) -> bool {
        self.first
    }

    /// The line of a cycle with these values, of which those in `rows` can differ from the line
    /// before, and texts.
    #[inline(never)]
    pub fn changes(&mut self, cycle: u64, now: &Lanes, rows: Rows, texts: &Texts) -> &[u8] {
        let changed = if self.first {
            self.selected
        } else {
            differences(now, &self.last, rows, &self.selected)
        };
        self.first = false;
        // Of a known length: what is stored in it is seen to fit.
        let Some(line) = self.bytes.first_chunk_mut::<LARGEST>() else { return &[] };
        put(line, 0, b"{\"cycle\":");
        let end = decimal(line, "{\"cycle\":".len(), cycle);
        put(line, end, b",\"changed\":");
        let start = end + ",\"changed\":".len();
        let mut used = start;
        let now = now.as_chunks::<GROUP>().0.iter();
        let groups = now.zip(self.last.as_chunks_mut::<GROUP>().0);
        let keys = self.keys.as_chunks::<GROUP>().0;
        for ((now, last), (keys, changed)) in groups.zip(keys.iter().zip(changed)) {
            for position in ones(changed) {
                let (key, value) = (&keys[position], now[position]);
                last[position] = value;
                put(line, used, &key.text);
                used = decimal(line, used + key.length, value);
            }
        }
        if self.changes.any(texts) {
            self.changes.each(texts, |lane, text| {
                let (scope, name) = name(lane);
                let quoted = serde_json::to_string(text.as_str()).unwrap_or_default();
                let entry = format!(",\"{scope}.{name}\":{quoted}");
                if let Some(place) = line.get_mut(used..used + entry.len()) {
                    place.copy_from_slice(entry.as_bytes());
                    used += entry.len();
                }
            });
        }
        // The brace takes the place of the first comma.
        put(line, start, b"{");
        used = used.max(start + 1);
        put(line, used, b"}}");
        self.bytes.get(..used + 2).unwrap_or_default()
    }
}

/// Stores a number in decimal; answers where it ends.
#[inline(always)]
fn decimal(line: &mut [u8], at: usize, value: u64) -> usize {
    if value < EIGHT { first_digits(line, at, value) } else { long_decimal(line, at, value) }
}

/// As many numbers have up to eight digits.
const EIGHT: u64 = 100_000_000;

#[cold]
#[inline(never)]
fn long_decimal(line: &mut [u8], at: usize, value: u64) -> usize {
    let at = decimal(line, at, value / EIGHT);
    put(line, at, &(digits(value % EIGHT) | ZEROS).to_le_bytes());
    at + 8
}

/// Stores a number of up to eight digits without zeros before it.
#[inline(always)]
fn first_digits(line: &mut [u8], at: usize, value: u64) -> usize {
    let digits = digits(value);
    // A zero has one digit.
    let zeros = (digits | 1 << 56).trailing_zeros() / 8;
    put(line, at, &((digits | ZEROS) >> (8 * zeros)).to_le_bytes());
    at + 8 - zeros as usize
}

/// Eight characters `0`.
const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);

/// The eight decimal digits of a number, the first in the lowest byte.
///
/// Halves, then their halves, then theirs are taken apart side by side in one number; a division is
/// a multiplication that is exact for numbers of four digits, or of two.
#[inline(always)]
const fn digits(value: u64) -> u64 {
    let fours = (value / 10_000) | ((value % 10_000) << 32);
    let upper = ((fours * 10_486) >> 20) & 0x7F_0000_007F;
    let twos = upper | ((fours - 100 * upper) << 16);
    let upper = ((twos * 103) >> 10) & 0xF_000F_000F_000F;
    upper | ((twos - 10 * upper) << 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::signals::ALL_ROWS;

    fn text(value: u64) -> String {
        let mut line = [0; NUMBER];
        let end = decimal(&mut line, 1, value);
        String::from_utf8_lossy(&line[1..end]).into_owned()
    }

    #[test]
    fn numbers_are_decimal() {
        let powers = (0..20).map(|exponent| 10u64.pow(exponent));
        let around = powers.flat_map(|power| [power - 1, power, power + 1, power.wrapping_mul(7)]);
        let bits = (0..64).map(|bit| u64::MAX >> bit);
        for value in around.chain(bits).chain(0..20_000).chain((0..10_000).map(|n| n * 10_007)) {
            assert_eq!(text(value), value.to_string());
        }
    }

    #[test]
    fn a_line_has_the_selected_signals_that_changed() {
        let selection = Selection::parse(&["eval.expr", "memory.data3"]).expect("a selection");
        let at = |path: &str| SIGNALS.iter().position(|signal| signal.path() == path);
        let expr = at("eval.expr").expect("a signal");
        let data = at("memory.data3").expect("a signal");
        let mut line = Line::new(&selection);
        let mut lanes = NO_LANES;
        let mut next = |cycle: u64, lanes: &Lanes| {
            String::from_utf8_lossy(line.changes(cycle, lanes, ALL_ROWS, &Texts::new(0)))
                .into_owned()
        };
        lanes[expr] = 70;
        let all = "{\"cycle\":7,\"changed\":{\"eval.expr\":70,\"memory.data3\":0}}";
        assert_eq!(next(7, &lanes), all);
        lanes[expr + 1] = 5;
        assert_eq!(next(8, &lanes), "{\"cycle\":8,\"changed\":{}}");
        lanes[data] = u64::from(u32::MAX);
        let last = "{\"cycle\":123456789,\"changed\":{\"memory.data3\":4294967295}}";
        assert_eq!(next(123_456_789, &lanes), last);
    }
}
