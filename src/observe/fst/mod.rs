//! Waveforms in the FST format, which GTKWave and Surfer read: the signals of the VCD, in a small
//! part of its size.
//!
//! A file is a sequence of blocks. Ours begins with its header, the widths and the names; then come
//! the blocks of changes, each of up to 65,536 cycles: the values before it, a chain of changes for
//! each variable, and the table of the times that the chains count. Times are those of the VCD: a
//! cycle `n` begins at `10 n` ns, and `clk` falls in its middle.
//!
//! A block is written as one to be skipped; when it is whole, its type is set and then the header's
//! end of time. So at any moment the file opens, with the blocks that are whole. A block is packed on a
//! thread of its own while the machine runs the next.

use std::io::{self, Seek, SeekFrom, Write};

use crate::lanes::{self, Bits, Lanes, NO_LANES};
use crate::lisp::lanes::{Changes, Lanes as Texts};
use crate::recorder::{Format, Plan, Recorder};
use crate::selection::Selection;
use crate::waveform::CYCLE;
use conscycle_machine::Machine;
use conscycle_machine::config::Config;
use conscycle_machine::signals::Rows;

mod block;
mod chain;
mod declarations;
mod number;
mod packer;
#[cfg(test)]
mod tests;

use block::{Block, BlockFormat, CHANGES};
use declarations::{Recorded, geometry, header, hierarchy, variables};
use packer::Packer;

/// The FST format.
#[derive(Debug)]
pub struct Fst<W> {
    out: W,
    /// Bytes written.
    length: u64,
    recorded: Recorded,
    scopes: usize,
    variables: usize,
    selected: Bits,
    /// The values last seen.
    last: Lanes,
    texts: Changes,
    block: Block,
    /// Another one, while no block is being packed.
    spare: Option<Block>,
    packer: Packer,
}

/// Writes an FST file of the cycles in its window.
pub type FstProbe<'a, W> = Recorder<'a, Fst<W>>;

impl<'a, W: Write + Seek> Recorder<'a, Fst<W>> {
    /// A probe for `machine` that writes to `out`, which needs no buffer of its own. The names are
    /// written at once, with the machine's parameters and the lines of `about` as comments.
    ///
    /// # Errors
    /// Those of `out`, and that there can be no thread.
    pub fn new(out: W, machine: &Machine, about: &[String], plan: Plan<'a>) -> io::Result<Self> {
        Ok(Recorder::with_format(Fst::new(out, machine.config(), about, &plan.shown())?, plan))
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
    fn new(
        mut out: W,
        config: &Config,
        about: &[String],
        selection: &Selection,
    ) -> io::Result<Fst<W>> {
        let variables = variables(selection);
        let scopes = selection.scopes().len() + 1;
        let mut comments = vec![format!("config {}", serde_json::to_string(config)?)];
        comments.extend(about.iter().cloned());
        let mut start = header(Recorded::default(), scopes, variables.len());
        start.extend(geometry(&variables, config)?);
        start.extend(hierarchy(&variables, config, &comments, selection));
        out.seek(SeekFrom::Start(0))?;
        out.write_all(&start)?;
        out.flush()?;
        Ok(Fst {
            out,
            length: start.len() as u64,
            recorded: Recorded::default(),
            scopes,
            variables: variables.len(),
            selected: lanes::selected(selection),
            last: NO_LANES,
            texts: Changes::new(&selection.lanes()),
            block: Block::new(config),
            spare: Some(Block::new(config)),
            packer: Packer::new(BlockFormat::new(variables, *config))?,
        })
    }

    /// Gives the block to be packed, and begins another.
    fn turn_over(&mut self) -> io::Result<()> {
        self.settle()?;
        if let Some(mut next) = self.spare.take() {
            next.begin(self.block.next(), &self.last);
            self.packer.give(std::mem::replace(&mut self.block, next))?;
        }
        Ok(())
    }

    /// Writes the block that is being packed, if there is one.
    fn settle(&mut self) -> io::Result<()> {
        let Some((block, mut bytes)) = self.packer.take()? else { return Ok(()) };
        self.out.write_all(&bytes)?;
        bytes[0] = CHANGES;
        self.out.seek(SeekFrom::Start(self.length))?;
        self.out.write_all(&bytes[..1])?;
        self.length += bytes.len() as u64;
        if self.recorded.blocks == 0 {
            self.recorded.start = CYCLE * block.first;
        }
        self.recorded.end = CYCLE * block.next() - if block.ended { 0 } else { CYCLE / 2 };
        self.recorded.blocks += 1;
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(self.recorded, self.scopes, self.variables))?;
        self.out.seek(SeekFrom::Start(self.length))?;
        self.out.flush()?;
        self.spare = Some(block);
        Ok(())
    }
}

impl<W: Write + Seek> Format for Fst<W> {
    fn start(&mut self, cycle: u64) {
        self.block.first = cycle;
        self.block.fresh = true;
        self.texts.start();
    }

    fn skip_to(&mut self, cycle: u64) -> io::Result<()> {
        self.write_out()?;
        self.block.first = cycle;
        Ok(())
    }

    #[inline(never)]
    fn cycle(&mut self, now: &Lanes, rows: Rows, texts: &Texts) {
        if self.texts.any(texts) {
            self.texts.each(texts, |lane, text| self.block.text(lane, text.as_str()));
        }
        self.block.cycle(now, rows, &mut self.last, &self.selected);
    }

    fn end(&mut self, _: u64) {
        self.block.ended = self.block.cycles > 0 || !self.block.fresh;
    }

    #[inline(always)]
    fn is_full(&self) -> bool {
        self.block.is_full()
    }

    fn write_out(&mut self) -> io::Result<()> {
        // Of a run that goes on, a full block is written while the next is recorded.
        let goes_on = self.block.is_full() && !self.block.ended;
        if !self.block.is_empty() {
            self.turn_over()?;
        }
        if goes_on { Ok(()) } else { self.settle() }
    }
}
