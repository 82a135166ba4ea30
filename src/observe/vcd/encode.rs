//! The body of a VCD: the lines of a cycle, formatted into a byte buffer.
//!
//! This is what a dumped cycle costs, so nothing here is decided per cycle that can be decided
//! once. A narrow signal (a bit, an enumeration) has the whole text of each of its values ready; a
//! wide one has its identifier ready. Records of a fixed size are stored and the position advances
//! by the length that counts.

use vcd::IdCode;

use super::header::{Header, Ids};
use super::number::{Suffix, short_value, wide_value};
use super::program::{Program, TEXT};
use crate::lanes::{Bits, GROUP, Lanes, NO_LANES, bits, differences, ones, put, selected};
use crate::lisp::lanes::{LANES, Lanes as TextLanes};
use crate::selection::Selection;
use crate::text::token;
use crate::waveform::{CYCLE, longest_name};
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, Rows, SIGNALS, Signal};
use conscycle_machine::word::WordSize;

/// Bytes of the largest record; of a text's, the last is its length.
const RECORD: usize = 64;

/// Signals of at most this many bits have their texts ready.
const NARROW: u32 = 3;

/// Bytes that a cycle takes at most: each signal and text, two timestamps with the clock, the cycle's
/// number, `$dumpvars` and `$end`, and the record that the last one may reach beyond its length.
pub(super) const LARGEST_CYCLE: usize = (SIGNALS.len() + 10) * (RECORD + 8) + LANES * TEXT;

/// A record up to a length, which is in its last byte.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Text([u8; RECORD]);

impl Text {
    fn new(text: &str) -> Text {
        let mut record = [0; RECORD];
        let length = text.len().min(RECORD - 1);
        record[..length].copy_from_slice(&text.as_bytes()[..length]);
        record[RECORD - 1] = length as u8;
        Text(record)
    }
}

/// How a signal's values are written.
#[derive(Debug, Clone, Copy)]
struct Lane {
    /// Of a narrow signal, its first text; there are `mask + 1`.
    first: u32,
    /// Of a wide signal, 0.
    mask: u32,
    /// Of a wide signal, what stands behind its values.
    suffix: Suffix,
}

/// How every signal's values are written.
#[derive(Debug)]
pub(super) struct Encoder {
    lanes: Vec<Lane>,
    narrow: Bits,
    selected: Bits,
    texts: Vec<Text>,
    /// Values of wide signals below this are written as short ones: of machines on which most are.
    short: u64,
}

// "b", 8 bits, " ii\n" and "s", the name, " ii\n"; identifiers of two characters.
const _: () = assert!(1 + 8 + 4 + 1 + longest_name() + 4 < RECORD, "an enum's text fits a record");
const _: () =
    assert!(2 * SIGNALS.len() + LANES + 2 < 94 * 94, "identifiers have at most two characters");

impl Encoder {
    pub fn new(config: &Config, header: &Header, selection: &Selection) -> Encoder {
        let none = [0; NO_LANES.len() / GROUP];
        let short = if config.word == WordSize::W16 { 1 << 16 } else { 0 };
        let (lanes, texts) = (Vec::new(), Vec::new());
        let mut encoder = Encoder { lanes, narrow: none, selected: none, texts, short };
        for (signal, ids) in SIGNALS.iter().zip(&header.ids) {
            let lane = encoder.lane(signal, signal.width(config), *ids);
            encoder.lanes.push(lane);
        }
        encoder.narrow = bits(|at| encoder.lanes[at].mask != 0);
        encoder.selected = selected(selection);
        let silent = Lane { first: 0, mask: 0, suffix: Suffix::default() };
        encoder.lanes.resize(NO_LANES.len(), silent);
        encoder
    }

    fn lane(&mut self, signal: &Signal, width: u32, ids: Ids) -> Lane {
        let first = self.texts.len() as u32;
        let Ids { number, text } = ids;
        let names = match signal.kind {
            Kind::Enum(names) => names,
            _ if width <= NARROW => &[],
            _ => return Lane { first: 0, mask: 0, suffix: Suffix::new(number) },
        };
        for value in 0..1usize << width {
            let mut line = if width == 1 {
                format!("{value}{number}\n")
            } else {
                format!("b{value:b} {number}\n")
            };
            if let Some(text) = text {
                let name = names.get(value).map_or("?".to_string(), |name| token(name));
                line.push_str(&format!("s{name} {text}\n"));
            }
            self.texts.push(Text::new(&line));
        }
        Lane { first, mask: (1 << width) - 1, suffix: Suffix::default() }
    }
}

/// Lines that are not written yet, and what they must be compared with.
#[derive(Debug)]
pub(super) struct Body {
    buffer: Vec<u8>,
    used: usize,
    full: usize,
    /// The values written last.
    last: Lanes,
    /// What is said of the program, if anything is.
    program: Option<Box<Program>>,
    /// All values are to be written.
    dump: bool,
    /// `#`, the cycle's number, `0`, and the clock's rise.
    stamp: [u8; 32],
    /// Digits of the cycle's number; none of 0, so that no time begins with one.
    digits: usize,
}

impl Body {
    pub fn new(full: usize, header: &Header, selection: &Selection) -> Body {
        Body {
            buffer: vec![0; full + LARGEST_CYCLE],
            used: 0,
            full,
            last: NO_LANES,
            program: Program::new(header, selection).map(Box::new),
            dump: true,
            stamp: [0; 32],
            digits: 0,
        }
    }

    /// What is to be written: whole cycles.
    pub fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.used).unwrap_or_default()
    }

    /// The bytes are written.
    pub fn clear(&mut self) {
        self.used = 0;
    }

    /// It is time to write.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.used >= self.full
    }

    /// The next cycle is `cycle`, and all of its values are written.
    pub fn start(&mut self, cycle: u64) {
        self.skip_to(cycle);
        if let Some(program) = &mut self.program {
            program.start();
        }
        self.dump = true;
    }

    /// The next cycle is `cycle`.
    pub fn skip_to(&mut self, cycle: u64) {
        if let Some(program) = &mut self.program {
            program.skip_to(cycle);
        }
        let number = if cycle == 0 { String::new() } else { cycle.to_string() };
        let text = format!("#{number}0\n1{}\n", IdCode::FIRST);
        self.stamp = [0; 32];
        let length = text.len().min(self.stamp.len());
        self.stamp[..length].copy_from_slice(&text.as_bytes()[..length]);
        self.digits = number.len();
    }

    /// Time goes on to the beginning of `cycle`.
    pub fn end(&mut self, cycle: u64) {
        let time = Text::new(&format!("#{}\n", u128::from(cycle) * u128::from(CYCLE)));
        self.used = put_text(&mut self.buffer, self.used, &time);
    }

    /// A cycle with these values, of which those in `rows` can differ from the cycle before, and texts.
    #[inline(never)]
    pub fn cycle(&mut self, encoder: &Encoder, now: &Lanes, rows: Rows, texts: &TextLanes) {
        // Of a known length: what is stored in it is seen to fit.
        let rest = self.buffer.get_mut(self.used..);
        let Some(lines) = rest.and_then(<[u8]>::first_chunk_mut::<LARGEST_CYCLE>) else { return };
        let stamp = self.digits + "#0\n1!\n".len();
        put(lines, 0, &self.stamp);
        let used = if self.dump {
            self.last = *now;
            self.dump = false;
            let used = everything(lines, stamp, encoder, now);
            let used = match &mut self.program {
                Some(program) => program.cycle(lines, used, texts),
                None => used,
            };
            put_text(lines, used, &Text::new("$end\n"))
        } else {
            let used = changes(lines, stamp, encoder, (now, rows), &mut self.last);
            match &mut self.program {
                Some(program) => program.cycle(lines, used, texts),
                None => used,
            }
        };
        // Behind `#` and the digits come the ones of the time, a newline and the clock's value.
        put(lines, used, &self.stamp);
        let ones = used + self.digits + 1;
        put(lines, ones, b"5\n0");
        self.used += used + stamp;
        self.count();
    }

    /// The cycle's number in the timestamp goes up by one.
    #[inline(always)]
    fn count(&mut self) {
        for digit in self.stamp[1..].iter_mut().take(self.digits).rev() {
            if *digit != b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        // All digits were nines, or it was cycle 0, which has none: one more is needed, a one before the zeros.
        self.stamp.copy_within(1..31, 2);
        self.stamp[1] = b'1';
        self.digits += 1;
    }
}

/// Stores the lines for the signals that changed, from `used` on; answers where they end.
#[inline(always)]
fn changes(
    lines: &mut [u8; LARGEST_CYCLE],
    mut used: usize,
    encoder: &Encoder,
    (now, rows): (&Lanes, Rows),
    last: &mut Lanes,
) -> usize {
    let changed = differences(now, last, rows, &encoder.selected);
    let groups = now.as_chunks::<GROUP>().0.iter().zip(last.as_chunks_mut::<GROUP>().0);
    let lanes = encoder.lanes.as_chunks::<GROUP>().0.iter();
    let changed = changed.into_iter().zip(encoder.narrow);
    for ((now, last), (lanes, (changed, narrow))) in groups.zip(lanes.zip(changed)) {
        // Narrow and wide ones apart: two loops whose branches are easy to predict.
        for position in ones(changed & narrow) {
            last[position] = now[position];
            used = narrow_value(lines, used, encoder, &lanes[position], now[position]);
        }
        for position in ones(changed & !narrow) {
            last[position] = now[position];
            used = if now[position] < encoder.short {
                short_value(lines, used, &lanes[position].suffix, now[position] as u16)
            } else {
                wide_value(lines, used, &lanes[position].suffix, now[position])
            };
        }
    }
    used
}

/// Stores the lines for all selected signals, from `used` on, without the end of the dump; answers where
/// they end.
#[cold]
#[inline(never)]
fn everything(
    lines: &mut [u8; LARGEST_CYCLE],
    used: usize,
    encoder: &Encoder,
    now: &Lanes,
) -> usize {
    let mut used = put_text(lines, used, &Text::new("$dumpvars\n"));
    let selected = |at: &usize| encoder.selected[at / GROUP] >> (at % GROUP) & 1 == 1;
    for at in (0..SIGNALS.len()).filter(selected) {
        let (lane, now) = (&encoder.lanes[at], now[at]);
        used = if lane.mask != 0 {
            narrow_value(lines, used, encoder, lane, now)
        } else {
            wide_value(lines, used, &lane.suffix, now)
        };
    }
    used
}

/// Stores a text; answers where it ends.
#[inline(always)]
fn put_text(buffer: &mut [u8], at: usize, text: &Text) -> usize {
    put(buffer, at, &text.0);
    at + usize::from(text.0[RECORD - 1])
}

/// Stores the lines for a narrow signal's value; answers where they end.
#[inline(always)]
fn narrow_value(buffer: &mut [u8], at: usize, encoder: &Encoder, lane: &Lane, value: u64) -> usize {
    let text = (lane.first + (value as u32 & lane.mask)) as usize;
    let Some(text) = encoder.texts.get(text) else { return at };
    put_text(buffer, at, text)
}
