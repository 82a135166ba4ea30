//! A block of changes: up to 65,536 cycles as they are recorded, and its bytes in the file.

use std::io;

use super::chain::{Chain, LONGEST, Strings, Text, Texts};
use super::declarations::{Variable, zlib};
use super::number::{push_signed, push_u64, push_unsigned};
use crate::lanes::{Bits, GROUP, Lanes, NO_LANES, differences, ones};
use crate::lisp::lanes::LANES;
use crate::text::token;
use crate::waveform::CYCLE;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, Rows, SIGNALS};

/// The types of a block that is not whole yet, and of changes.
pub const SKIP: u8 = 255;
pub const CHANGES: u8 = 8;

/// The chains are compressed with LZ4.
const LZ4: u8 = b'4';

/// A block that is being recorded.
#[derive(Debug)]
pub struct Block {
    /// A chain for each signal.
    chains: Vec<Chain>,
    /// A chain for each lane of texts.
    texts: Vec<Strings>,
    /// The values before its first cycle.
    frame: Lanes,
    /// It is the first block: there are no values before its first cycle.
    pub fresh: bool,
    /// Its first cycle.
    pub first: u64,
    /// Its cycles.
    pub cycles: u32,
    /// Time goes on to the end of the last cycle.
    pub ended: bool,
}

impl Block {
    /// The first block.
    pub fn new(config: &Config) -> Block {
        Block {
            chains: SIGNALS.iter().map(|signal| Chain::new(signal.width(config))).collect(),
            texts: (0..LANES).map(|_| Strings::default()).collect(),
            frame: NO_LANES,
            fresh: true,
            first: 0,
            cycles: 0,
            ended: false,
        }
    }

    /// Empties it: it begins at `cycle`, before which signals had the values of `frame`.
    pub fn begin(&mut self, cycle: u64, frame: &Lanes) {
        self.chains.iter_mut().for_each(Chain::clear);
        self.texts.iter_mut().for_each(Strings::clear);
        self.frame = *frame;
        self.fresh = false;
        self.first = cycle;
        self.cycles = 0;
        self.ended = false;
    }

    /// The cycle after its last.
    pub fn next(&self) -> u64 {
        self.first + u64::from(self.cycles)
    }

    /// There is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.cycles == 0 && !self.ended
    }

    /// It has as many cycles as it may.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.cycles >= LONGEST
    }

    /// A lane has this text from the next cycle on.
    pub fn text(&mut self, lane: usize, text: &str) {
        if let Some(chain) = self.texts.get_mut(lane) {
            chain.change(self.cycles, text);
        }
    }

    /// A cycle with these values, of which those in `rows` can differ from the cycle before, and the
    /// values of the selected signals before it.
    #[inline(always)]
    pub fn cycle(&mut self, now: &Lanes, rows: Rows, last: &mut Lanes, selected: &Bits) {
        if self.fresh && self.cycles == 0 {
            self.everything(now, selected);
            *last = *now;
        }
        let cycle = self.cycles;
        let changed = differences(now, last, rows, selected);
        let groups = now.as_chunks::<GROUP>().0.iter().zip(last.as_chunks_mut::<GROUP>().0);
        let mut at = 0;
        for ((now, last), changed) in groups.zip(changed) {
            for position in ones(changed) {
                last[position] = now[position];
                if let Some(chain) = self.chains.get_mut(at + position) {
                    chain.change(cycle, now[position]);
                }
            }
            at += GROUP;
        }
        self.cycles += 1;
    }

    /// The first values of all are changes too, since a reader may look at these only.
    #[cold]
    fn everything(&mut self, now: &Lanes, selected: &Bits) {
        self.frame = *now;
        for (at, chain) in self.chains.iter_mut().enumerate() {
            if selected[at / GROUP] >> (at % GROUP) & 1 == 1 {
                chain.change(0, now[at]);
            }
        }
    }

    /// The changes of the cycle's number: one in every cycle.
    fn numbers(&self) -> Chain {
        let mut chain = Chain::new(64);
        (0..self.cycles).for_each(|cycle| chain.change(cycle, self.first + u64::from(cycle)));
        chain
    }

    /// The changes of `clk`: up and down, once in every cycle.
    fn clock(&self, chain: &mut Vec<u8>) {
        let (rise, fall) = (1 << 2 | 1 << 1, 1 << 2);
        for cycle in 0..self.cycles {
            // The first rise is at the block's first time.
            chain.extend([if cycle == 0 { 1 << 1 } else { rise }, fall]);
        }
    }
}

/// What is the same for all blocks of a file.
#[derive(Debug)]
pub struct BlockFormat {
    variables: Vec<Variable>,
    config: Config,
    /// Of an enumeration its names.
    names: Vec<Vec<Text>>,
}

impl BlockFormat {
    /// The blocks of a file with these variables.
    pub fn new(variables: Vec<Variable>, config: Config) -> BlockFormat {
        let names = SIGNALS.iter().map(|signal| match signal.kind {
            Kind::Enum(names) => names.iter().map(|name| Text::new(&token(name))).collect(),
            _ => Vec::new(),
        });
        BlockFormat { variables, config, names: names.collect() }
    }

    /// The bytes of a block, its type [`SKIP`].
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn pack(&self, block: &Block) -> io::Result<Vec<u8>> {
        let start = CYCLE * block.first;
        let half = CYCLE / 2;
        let count = 2 * u64::from(block.cycles) + u64::from(block.ended);
        let mut times = Vec::with_capacity(count as usize + 8);
        push_unsigned(&mut times, start);
        times.resize(times.len() + count as usize - 1, half as u8);
        let packed_times = zlib(&times)?;

        let mut frame = Vec::new();
        for variable in &self.variables {
            match *variable {
                // Before the first cycle there is nothing: what is shown there is the cycle itself.
                Variable::Clock => frame.push(if block.fresh { b'1' } else { b'0' }),
                Variable::Signal(at) => {
                    let bits = (0..SIGNALS[at].width(&self.config)).rev();
                    frame.extend(bits.map(|bit| b'0' + (block.frame[at] >> bit & 1) as u8));
                }
                Variable::Cycle => {
                    let fresh = u64::from(block.fresh);
                    let before = (block.first + fresh).saturating_sub(1);
                    frame.extend((0..64).rev().map(|bit| b'0' + (before >> bit & 1) as u8));
                }
                Variable::Text(_) | Variable::Lane(_) => {}
            }
        }
        let packed_frame = zlib(&frame)?;

        let (waves, places, memory) = self.waves(block);
        let mut bytes = vec![SKIP];
        push_u64(&mut bytes, 0);
        push_u64(&mut bytes, start);
        push_u64(&mut bytes, start + half * (count - 1));
        push_u64(&mut bytes, memory);
        push_unsigned(&mut bytes, frame.len() as u64);
        push_unsigned(&mut bytes, packed_frame.len() as u64);
        push_unsigned(&mut bytes, self.variables.len() as u64);
        bytes.extend_from_slice(&packed_frame);
        push_unsigned(&mut bytes, self.variables.len() as u64);
        bytes.extend_from_slice(&waves);
        bytes.extend_from_slice(&places);
        push_u64(&mut bytes, places.len() as u64);
        bytes.extend_from_slice(&packed_times);
        push_u64(&mut bytes, times.len() as u64);
        push_u64(&mut bytes, packed_times.len() as u64);
        push_u64(&mut bytes, count);
        let length = bytes.len() as u64 - 1;
        bytes[1..9].copy_from_slice(&length.to_be_bytes());
        Ok(bytes)
    }

    /// The packed chains behind their type, the table of their places, and their length unpacked.
    ///
    /// A place is counted from the type. The table has, for each variable with changes, how much
    /// further its place is than the last, and for runs of variables without changes their number;
    /// the lowest bit tells which it is.
    fn waves(&self, block: &Block) -> (Vec<u8>, Vec<u8>, u64) {
        let (mut waves, mut places, mut memory) = (vec![LZ4], Vec::new(), 0);
        let (mut place, mut silent) = (0, 0);
        let (mut clock, mut texts) = (Vec::new(), Texts::default());
        let numbers = block.numbers();
        for variable in &self.variables {
            texts.clear();
            let chain = match *variable {
                Variable::Clock => {
                    block.clock(&mut clock);
                    &clock
                }
                Variable::Signal(at) => block.chains[at].bytes(),
                Variable::Cycle => numbers.bytes(),
                Variable::Lane(lane) => block.texts[lane].bytes(),
                Variable::Text(at) => {
                    block.chains[at].texts(&self.names[at], &mut texts);
                    texts.bytes()
                }
            };
            if chain.is_empty() {
                silent += 1;
                continue;
            }
            if silent > 0 {
                push_unsigned(&mut places, silent << 1);
                silent = 0;
            }
            push_signed(&mut places, ((waves.len() - place) << 1 | 1) as i64);
            place = waves.len();
            memory += chain.len() as u64;
            let packed = lz4_flex::block::compress(chain);
            if packed.len() < chain.len() {
                push_unsigned(&mut waves, chain.len() as u64);
                waves.extend_from_slice(&packed);
            } else {
                waves.push(0);
                waves.extend_from_slice(chain);
            }
        }
        if silent > 0 {
            push_unsigned(&mut places, silent << 1);
        }
        (waves, places, memory)
    }
}
