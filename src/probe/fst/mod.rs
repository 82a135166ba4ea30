//! Waveforms in the FST format, which GTKWave and Surfer read: the signals of the VCD, in a small
//! part of its size.
//!
//! A file is a sequence of blocks. Ours begins with its header, the widths and the names; then come
//! the blocks of changes, each of up to 65,536 cycles: the values before it, a chain of changes for
//! each variable, and the table of the times that the chains count. Times are those of the VCD: a
//! cycle `n` begins at `10 n` ns, and `clk` falls in its middle.
//!
//! A block is written as one to be skipped; when it is whole, its type is set and then the header's
//! end of time. So at any moment the file opens, with the blocks that are whole.

use std::io::{self, Seek, SeekFrom, Write};

use crate::config::Config;
use crate::machine::Machine;
use crate::probe::lanes::{self, Bits, GROUP, Lanes, NO_LANES, differences, ones};
use crate::probe::recorder::{Format, Plan, Recorder};
use crate::probe::vcd::CYCLE;
use crate::probe::vcd::header::token;
use crate::signals::{Kind, SIGNALS};

mod chain;
mod declarations;
mod number;
#[cfg(test)]
mod tests;

use chain::{Chain, LONGEST, Text, Texts};
use declarations::{Extent, Variable, geometry, header, hierarchy, variables, zlib};
use number::{push_signed, push_u64, push_unsigned};

/// The types of a block that is not whole yet, and of changes.
const SKIP: u8 = 255;
const CHANGES: u8 = 8;

/// The chains are compressed with LZ4.
const LZ4: u8 = b'4';

/// The FST format.
#[derive(Debug)]
pub struct Fst<W> {
    out: W,
    /// Bytes written.
    length: u64,
    extent: Extent,
    scopes: usize,
    variables: Vec<Variable>,
    config: Config,
    selected: Bits,
    /// A chain for each signal, and of an enumeration its names.
    chains: Vec<Chain>,
    names: Vec<Vec<Text>>,
    /// The values last seen.
    last: Lanes,
    /// The values before the block's first cycle.
    frame: Lanes,
    /// It is the first block: there are no values before its first cycle.
    fresh: bool,
    /// The block's first cycle.
    first: u64,
    /// Its cycles.
    cycles: u32,
    /// Time goes on to the end of the last cycle.
    ended: bool,
}

/// Writes an FST file of the cycles in its window.
pub type FstProbe<W> = Recorder<Fst<W>>;

impl<W: Write + Seek> Recorder<Fst<W>> {
    /// A probe for `machine` that writes to `out`, which needs no buffer of its own. The names are
    /// written at once, with the machine's parameters and the lines of `about` as comments.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, machine: &Machine, about: &[String], plan: Plan) -> io::Result<Self> {
        Ok(Recorder::with_format(Fst::new(out, machine.config(), about, &plan)?, plan.window))
    }

    /// Ends the file with the registers as the last clock edge has left them, one cycle wide, and
    /// hands the output back.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn finish(self, machine: &Machine) -> io::Result<W> {
        Ok(self.end(machine)?.out)
    }
}

impl<W: Write + Seek> Fst<W> {
    fn new(mut out: W, config: &Config, about: &[String], plan: &Plan) -> io::Result<Fst<W>> {
        let selection = &plan.selection;
        let variables = variables(selection);
        let scopes = selection.scopes().len() + 1;
        let mut comments = vec![format!("config {}", serde_json::to_string(config)?)];
        comments.extend(about.iter().cloned());
        let mut start = header(Extent::default(), scopes, variables.len());
        start.extend(geometry(&variables, config)?);
        start.extend(hierarchy(&variables, config, &comments, selection));
        out.seek(SeekFrom::Start(0))?;
        out.write_all(&start)?;
        out.flush()?;
        let names = SIGNALS.iter().map(|signal| match signal.kind {
            Kind::Enum(names) => names.iter().map(|name| Text::new(&token(name))).collect(),
            _ => Vec::new(),
        });
        Ok(Fst {
            out,
            length: start.len() as u64,
            extent: Extent::default(),
            scopes,
            variables,
            config: *config,
            selected: lanes::selected(selection),
            chains: SIGNALS.iter().map(|signal| Chain::new(signal.width(config))).collect(),
            names: names.collect(),
            last: NO_LANES,
            frame: NO_LANES,
            fresh: true,
            first: 0,
            cycles: 0,
            ended: false,
        })
    }

    /// The block of changes, its type [`SKIP`].
    fn block(&self) -> io::Result<Vec<u8>> {
        let start = CYCLE * self.first;
        let half = CYCLE / 2;
        let count = 2 * u64::from(self.cycles) + u64::from(self.ended);
        let mut times = Vec::with_capacity(count as usize + 8);
        push_unsigned(&mut times, start);
        times.resize(times.len() + count as usize - 1, half as u8);
        let packed_times = zlib(&times)?;

        let mut frame = Vec::new();
        for variable in &self.variables {
            match *variable {
                // Before the first cycle there is nothing: what is shown there is the cycle itself.
                Variable::Clock => frame.push(if self.fresh { b'1' } else { b'0' }),
                Variable::Signal(at) => {
                    let bits = (0..SIGNALS[at].width(&self.config)).rev();
                    frame.extend(bits.map(|bit| b'0' + (self.frame[at] >> bit & 1) as u8));
                }
                Variable::Text(_) => {}
            }
        }
        let packed_frame = zlib(&frame)?;

        let (waves, places, memory) = self.waves();
        let mut block = vec![SKIP];
        push_u64(&mut block, 0);
        push_u64(&mut block, start);
        push_u64(&mut block, start + half * (count - 1));
        push_u64(&mut block, memory);
        push_unsigned(&mut block, frame.len() as u64);
        push_unsigned(&mut block, packed_frame.len() as u64);
        push_unsigned(&mut block, self.variables.len() as u64);
        block.extend_from_slice(&packed_frame);
        push_unsigned(&mut block, self.variables.len() as u64);
        block.extend_from_slice(&waves);
        block.extend_from_slice(&places);
        push_u64(&mut block, places.len() as u64);
        block.extend_from_slice(&packed_times);
        push_u64(&mut block, times.len() as u64);
        push_u64(&mut block, packed_times.len() as u64);
        push_u64(&mut block, count);
        let length = block.len() as u64 - 1;
        block[1..9].copy_from_slice(&length.to_be_bytes());
        Ok(block)
    }

    /// The packed chains behind their type, the table of their places, and their length unpacked.
    ///
    /// A place is counted from the type. The table has, for each variable with changes, how much
    /// further its place is than the last, and for runs of variables without changes their number;
    /// the lowest bit tells which it is.
    fn waves(&self) -> (Vec<u8>, Vec<u8>, u64) {
        let (mut waves, mut places, mut memory) = (vec![LZ4], Vec::new(), 0);
        let (mut place, mut silent) = (0, 0);
        let (mut clock, mut texts) = (Vec::new(), Texts::default());
        for variable in &self.variables {
            texts.clear();
            let chain = match *variable {
                Variable::Clock => {
                    self.clock(&mut clock);
                    &clock
                }
                Variable::Signal(at) => self.chains[at].bytes(),
                Variable::Text(at) => {
                    self.chains[at].texts(&self.names[at], &mut texts);
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

    /// The changes of `clk`: up and down, once in every cycle.
    fn clock(&self, chain: &mut Vec<u8>) {
        let (rise, fall) = (1 << 2 | 1 << 1, 1 << 2);
        for cycle in 0..self.cycles {
            // The first rise is at the block's first time.
            chain.extend([if cycle == 0 { 1 << 1 } else { rise }, fall]);
        }
    }

    /// The first values of all are changes too, since a reader may look at these only.
    #[cold]
    fn everything(&mut self, now: &Lanes) {
        self.frame = *now;
        self.last = *now;
        for (at, chain) in self.chains.iter_mut().enumerate() {
            if self.selected[at / GROUP] >> (at % GROUP) & 1 == 1 {
                chain.change(0, now[at]);
            }
        }
    }

    /// Ends the block and begins one at `cycle`.
    fn begin_block(&mut self, cycle: u64) {
        self.chains.iter_mut().for_each(Chain::clear);
        self.frame = self.last;
        self.first = cycle;
        self.cycles = 0;
        self.ended = false;
        self.fresh = false;
    }
}

impl<W: Write + Seek> Format for Fst<W> {
    fn start(&mut self, cycle: u64) {
        self.first = cycle;
        self.fresh = true;
    }

    fn skip_to(&mut self, cycle: u64) -> io::Result<()> {
        self.write_out()?;
        self.first = cycle;
        Ok(())
    }

    #[inline(never)]
    fn cycle(&mut self, now: &Lanes) {
        if self.fresh && self.cycles == 0 {
            self.everything(now);
        }
        let cycle = self.cycles;
        let groups = now.as_chunks().0.iter().zip(self.last.as_chunks().0);
        let mut at = 0;
        for ((now, last), selected) in groups.zip(self.selected) {
            for position in ones(differences(now, last) & selected) {
                if let Some(chain) = self.chains.get_mut(at + position) {
                    chain.change(cycle, now[position]);
                }
            }
            at += GROUP;
        }
        self.last = *now;
        self.cycles += 1;
    }

    fn end(&mut self, _: u64) {
        self.ended = self.cycles > 0 || self.extent.blocks > 0;
    }

    #[inline(always)]
    fn is_full(&self) -> bool {
        self.cycles >= LONGEST
    }

    fn write_out(&mut self) -> io::Result<()> {
        if self.cycles == 0 && !self.ended {
            return Ok(());
        }
        let mut block = self.block()?;
        self.out.write_all(&block)?;
        block[0] = CHANGES;
        self.out.seek(SeekFrom::Start(self.length))?;
        self.out.write_all(&block[..1])?;
        self.length += block.len() as u64;
        if self.extent.blocks == 0 {
            self.extent.start = CYCLE * self.first;
        }
        let next = self.first + u64::from(self.cycles);
        self.extent.end = CYCLE * next - if self.ended { 0 } else { CYCLE / 2 };
        self.extent.blocks += 1;
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(self.extent, self.scopes, self.variables.len()))?;
        self.out.seek(SeekFrom::Start(self.length))?;
        self.out.flush()?;
        self.begin_block(next);
        Ok(())
    }
}
