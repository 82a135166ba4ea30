//! The lines about the program: the cycle's number, and the texts. What a program does it does again and
//! again: the line of a text that has a number is made once, and then copied.

use super::header::Header;
use super::number::{Suffix, binary, wide_value};
use crate::lanes::put;
use crate::lisp::lanes::{Changes, Lanes};
use crate::lisp::text::{LONGEST, Text};
use crate::selection::Selection;
use crate::text::{ESCAPED, Escaped};

/// Bytes that are copied at once.
const COPY: usize = 64;

/// Bytes of a line at most: `s`, every byte of the text escaped, a space, the identifier, a newline; in
/// whole copies.
pub const TEXT: usize = (1 + 4 * LONGEST + 4).next_multiple_of(COPY);

/// What is said of the program.
#[derive(Debug)]
pub struct Program {
    changes: Changes,
    lines: Lines,
    suffixes: Vec<Suffix>,
    counter: Option<Counter>,
}

impl Program {
    /// What a selection has of it, if it has anything.
    pub fn new(header: &Header, selection: &Selection) -> Option<Program> {
        let lanes = selection.lanes();
        if lanes.is_empty() && header.cycle.is_none() {
            return None;
        }
        Some(Program {
            changes: Changes::new(&lanes),
            lines: Lines { pieces: Vec::new(), known: vec![Vec::new(); header.texts.len()] },
            suffixes: header.texts.iter().map(|&id| Suffix::new(id)).collect(),
            counter: header.cycle.map(|id| Counter::new(Suffix::new(id))),
        })
    }

    /// All texts are written in the next cycle.
    pub fn start(&mut self) {
        self.changes.start();
    }

    /// The next cycle is this one.
    pub fn skip_to(&mut self, cycle: u64) {
        if let Some(counter) = &mut self.counter {
            counter.skip_to(cycle);
        }
    }

    /// Stores the lines of a cycle with these texts, from `used` on; answers where they end.
    #[inline(always)]
    pub fn cycle(&mut self, lines: &mut [u8], mut used: usize, texts: &Lanes) -> usize {
        if let Some(counter) = &mut self.counter {
            put(lines, used, &counter.line);
            used += counter.length;
            counter.count();
        }
        if self.changes.any(texts) { self.texts(lines, used, texts) } else { used }
    }

    /// Stores the lines for the texts that have changed.
    #[inline(never)]
    fn texts(&mut self, lines: &mut [u8], mut used: usize, texts: &Lanes) -> usize {
        let Program { changes, lines: known, suffixes, .. } = self;
        changes.each(texts, |lane, text| {
            let Some(suffix) = suffixes.get(lane) else { return };
            used = match texts.number(lane) {
                0 => put_line(lines, used, text, suffix),
                number => {
                    let line = match known.get(lane, number) {
                        Some(line) => line,
                        None => known.add((lane, number), text, suffix),
                    };
                    known.put(lines, used, line)
                }
            };
        });
        used
    }
}

/// Stores the line of a text; answers where it ends.
#[inline]
fn put_line(lines: &mut [u8], at: usize, text: &Text, suffix: &Suffix) -> usize {
    put(lines, at, b"s");
    let mut at = at + 1;
    for &byte in text.as_bytes() {
        let Escaped { bytes, length } = &ESCAPED[usize::from(byte)];
        put(lines, at, bytes);
        at += usize::from(*length);
    }
    suffix.put(lines, at)
}

/// Lines that come again.
#[derive(Debug)]
struct Lines {
    /// Their bytes; a line begins with a piece.
    pieces: Vec<[u8; COPY]>,
    /// Those of each lane, by the numbers of their texts.
    known: Vec<Vec<Line>>,
}

/// Where a line is: the first piece, and the number of bytes; 0 if it is nowhere.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    first: u32,
    length: u32,
}

impl Lines {
    #[inline(always)]
    fn get(&self, lane: usize, number: u32) -> Option<Line> {
        let line = *self.known.get(lane)?.get(number as usize)?;
        (line.length > 0).then_some(line)
    }

    #[cold]
    fn add(&mut self, (lane, number): (usize, u32), text: &Text, suffix: &Suffix) -> Line {
        let mut bytes = [0; TEXT];
        let length = put_line(&mut bytes, 0, text, suffix);
        let line = Line { first: self.pieces.len() as u32, length: length as u32 };
        self.pieces.extend(&bytes.as_chunks().0[..length.div_ceil(COPY)]);
        if let Some(known) = self.known.get_mut(lane) {
            let number = number as usize;
            if known.len() <= number {
                known.resize(number + 1, Line::default());
            }
            known[number] = line;
        }
        line
    }

    /// Stores a line in pieces, of which the last reaches beyond it; answers where it ends.
    #[inline(always)]
    fn put(&self, lines: &mut [u8], mut at: usize, line: Line) -> usize {
        let end = at + line.length as usize;
        for piece in self.pieces.iter().skip(line.first as usize) {
            put(lines, at, piece);
            at += COPY;
            if at >= end {
                break;
            }
        }
        end
    }
}

/// The line with the cycle's number, of which most often only the last eight bits change.
#[derive(Debug)]
struct Counter {
    suffix: Suffix,
    cycle: u64,
    /// The line, and zeros.
    line: [u8; 80],
    length: usize,
    /// Where the last eight bits are.
    low: usize,
}

impl Counter {
    fn new(suffix: Suffix) -> Counter {
        let mut counter = Counter { suffix, cycle: 0, line: [0; 80], length: 0, low: 0 };
        counter.skip_to(0);
        counter
    }

    /// The next cycle is this one.
    #[inline(never)]
    fn skip_to(&mut self, cycle: u64) {
        self.cycle = cycle;
        self.length = wide_value(&mut self.line, 0, &self.suffix, cycle);
        self.low = self.length.saturating_sub(self.suffix.length() + 8);
    }

    /// The next cycle is the one that follows.
    #[inline(always)]
    fn count(&mut self) {
        let next = self.cycle + 1;
        // A carry beyond the eight bits, or a number that has not so many.
        if next < 256 || next.is_multiple_of(256) {
            return self.skip_to(next);
        }
        self.cycle = next;
        put(&mut self.line, self.low, binary(next as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vcd::IdCode;

    #[test]
    fn the_line_that_counts_is_that_of_each_number() {
        let mut counter = Counter::new(Suffix::new(IdCode::FIRST));
        for first in [0, 0xFFF0, u64::from(u32::MAX) - 300, u64::MAX - 700] {
            counter.skip_to(first);
            for cycle in first..first + 700 {
                let text = format!("b{cycle:b} {}\n", IdCode::FIRST);
                assert_eq!(std::str::from_utf8(&counter.line[..counter.length]), Ok(text.as_str()));
                counter.count();
            }
        }
    }
}
