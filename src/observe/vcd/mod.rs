//! Waveforms: a VCD of every signal of [`SIGNALS`](conscycle_machine::signals::SIGNALS), for GTKWave, Surfer and other viewers.
//!
//! One cycle is 10 ns, and cycle `n` begins at `10 n`: there `clk` rises, the registers take the
//! cycle's values and the lines are driven; `clk` falls in the middle of the cycle. Every
//! enumeration appears twice, as a number and, with `_text` behind its name, as a string; an enum
//! table before the scopes gives Surfer the names of the numbers. Only changes are written, except
//! at the beginning of the window, where everything is.
//!
//! Output is buffered and always written up to the end of a cycle, so that the file of a run that
//! was killed opens. `header` writes the declarations, `encode` makes the lines of the body.

use std::io::{self, Write};

use crate::lanes::{Lanes, NO_LANES};
use crate::lisp::lanes::Lanes as Texts;
use crate::recorder::{Format, Plan, Recorder};
use crate::selection::Selection;
use conscycle_machine::Machine;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{ALL_ROWS, Rows, Values};

mod encode;
mod header;
mod number;
mod program;
#[cfg(test)]
mod tests;

use encode::{Body, Encoder};

/// Whole cycles are written out when the buffer holds this many bytes: few enough to stay in a core's
/// cache.
const FULL: usize = 1 << 17;

/// The VCD format.
#[derive(Debug)]
pub struct Vcd<W> {
    out: W,
    encoder: Encoder,
    body: Body,
}

/// Writes a VCD of the cycles in its window.
pub type VcdProbe<'a, W> = Recorder<'a, Vcd<W>>;

impl<'a, W: Write> Recorder<'a, Vcd<W>> {
    /// A probe for `machine` that writes to `out`, which needs no buffer of its own. The header is
    /// written at once, with the machine's parameters and the lines of `about` as comments.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(
        mut out: W,
        machine: &Machine,
        about: &[String],
        plan: Plan<'a>,
    ) -> io::Result<Self> {
        let config = machine.config();
        let selection = plan.shown();
        let header = header::header(config, about, &selection)?;
        out.write_all(&header.text)?;
        out.flush()?;
        let encoder = Encoder::new(config, &header, &selection);
        let format = Vcd { out, encoder, body: Body::new(FULL, &header, &selection) };
        Ok(Recorder::with_format(format, plan))
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

impl<W: Write> Format for Vcd<W> {
    fn start(&mut self, cycle: u64) {
        self.body.start(cycle);
    }

    fn skip_to(&mut self, cycle: u64) -> io::Result<()> {
        self.body.skip_to(cycle);
        Ok(())
    }

    #[inline(always)]
    fn cycle(&mut self, now: &Lanes, rows: Rows, texts: &Texts) {
        self.body.cycle(&self.encoder, now, rows, texts);
    }

    fn end(&mut self, cycle: u64) {
        self.body.end(cycle);
    }

    #[inline(always)]
    fn is_full(&self) -> bool {
        self.body.is_full()
    }

    fn write_out(&mut self) -> io::Result<()> {
        let written = self.out.write_all(self.body.bytes()).and_then(|()| self.out.flush());
        self.body.clear();
        written
    }
}

/// Writes a waveform of values that are there already: a row for each cycle from `first` on. What the
/// program does is not known of them: it has no texts of the scope `lisp`.
///
/// # Errors
/// Those of `out`.
pub fn dump<W: Write>(
    mut out: W,
    config: &Config,
    about: &[String],
    first: u64,
    rows: &[&Values],
) -> io::Result<()> {
    let all = Selection::default().without_lisp();
    let header = header::header(config, about, &all)?;
    out.write_all(&header.text)?;
    let (encoder, body) = (Encoder::new(config, &header, &all), Body::new(FULL, &header, &all));
    let (mut vcd, texts) = (Vcd { out, encoder, body }, Texts::new(0));
    vcd.start(first);
    let mut lanes = NO_LANES;
    for row in rows {
        lanes[..row.len()].copy_from_slice(&row[..]);
        vcd.cycle(&lanes, ALL_ROWS, &texts);
        vcd.write_out()?;
    }
    vcd.end(first + rows.len() as u64);
    vcd.write_out()
}
