//! Waveforms: a VCD of every signal of [`SIGNALS`](crate::signals::SIGNALS), for GTKWave, Surfer and other viewers.
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
use std::ops::ControlFlow;

use crate::config::Config;
use crate::machine::Machine;
use crate::ports::Unit;
use crate::probe::Probe;
use crate::signals::{REGISTERS, Values, sample_lines, sample_registers};
use crate::units::apply;
use crate::word::Word;

mod encode;
mod header;
#[cfg(test)]
mod tests;

use encode::{Body, Encoder, Lanes};

/// The scope that holds `clk` and the units' scopes.
pub const TOP: &str = "conscycle";

/// Nanoseconds in a cycle.
pub const CYCLE: u64 = 10;

/// Whole cycles are written out when the buffer holds this many bytes, ...
const FULL: usize = 1 << 20;

/// ... and at the latest after this many cycles.
const PATIENCE: u64 = 100_000;

/// The cycles that are dumped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first cycle.
    pub from: u64,
    /// The first cycle that is not dumped any more.
    pub until: u64,
    /// The address of a SYMBOL: wait, from cycle `from`, until `apply` applies the function in the
    /// symbol's function cell or, if that is NIL, in its value cell.
    pub when: Option<Word>,
}

impl Default for Window {
    /// Every cycle.
    fn default() -> Window {
        Window { from: 0, until: u64::MAX, when: None }
    }
}

impl Window {
    /// Does the window open in this cycle, whose registers `machine` holds?
    fn opens(&self, machine: &Machine) -> bool {
        let Some(symbol) = self.when else { return true };
        if machine.arbiter.owner != Unit::Apply || machine.apply.state != apply::State::Apply {
            return false;
        }
        let object = machine.memory.read(symbol.0.wrapping_add(1)).0;
        let cell = |offset: u32| machine.memory.read(object.wrapping_add(offset));
        let (value, function) = (cell(2), cell(3));
        let named = if function.is_nil() { value } else { function };
        !named.is_nil() && machine.apply.function == named
    }
}

/// Where the probe is in its window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Before it.
    Waiting,
    /// In it.
    Open,
    /// Behind it, or the output is broken.
    Closed,
}

/// Writes a VCD of the cycles in its [`Window`].
#[derive(Debug)]
pub struct VcdProbe<W: Write> {
    out: W,
    window: Window,
    phase: Phase,
    encoder: Encoder,
    body: Body,
    /// The cycle that `body` will take next.
    next: u64,
    /// The cycle before which the window or the patience ends.
    deadline: u64,
    /// The registers of the cycle being clocked are in `now`.
    sampled: bool,
    now: Lanes,
    error: Option<io::Error>,
}

impl<W: Write> VcdProbe<W> {
    /// A probe for `machine` that writes to `out`, which needs no buffer of its own. The header is
    /// written at once, with the machine's parameters and the lines of `about` as comments.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(
        mut out: W,
        machine: &Machine,
        about: &[String],
        window: Window,
    ) -> io::Result<Self> {
        let header = header::header(machine.config(), about)?;
        out.write_all(&header.text)?;
        out.flush()?;
        Ok(VcdProbe {
            out,
            window,
            phase: Phase::Waiting,
            encoder: Encoder::new(machine.config(), &header.ids),
            body: Body::new(FULL),
            next: 0,
            deadline: 0,
            sampled: false,
            now: encode::NO_LANES,
            error: None,
        })
    }

    /// Writes what is buffered. An error closes the window and is kept.
    fn write_out(&mut self) {
        self.deadline = self.window.until.min(self.next.saturating_add(PATIENCE));
        if self.error.is_some() {
            return;
        }
        let written = self.out.write_all(self.body.bytes()).and_then(|()| self.out.flush());
        self.body.clear();
        if let Err(error) = written {
            self.phase = Phase::Closed;
            self.error = Some(error);
        }
    }

    /// Has the window opened yet?
    pub fn has_opened(&self) -> bool {
        self.next > 0 || self.phase == Phase::Open
    }

    /// Ends the file with the registers as the last clock edge has left them, one cycle wide, and
    /// hands the output back.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn finish(mut self, machine: &Machine) -> io::Result<W> {
        if self.phase == Phase::Open && self.next == machine.cycle {
            if self.next < self.window.until {
                if let Some(values) = self.now.first_chunk_mut() {
                    sample_registers(machine, values);
                }
                self.now[REGISTERS..].fill(0);
                self.body.cycle(&self.encoder, &self.now);
                self.next += 1;
            }
            self.body.end(self.next);
        }
        self.write_out();
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.out),
        }
    }

    /// Something is special about this cycle. True if its registers are to be sampled.
    #[cold]
    #[inline(never)]
    fn turn(&mut self, machine: &Machine) -> bool {
        let cycle = machine.cycle;
        match self.phase {
            Phase::Waiting if cycle >= self.window.until => self.phase = Phase::Closed,
            Phase::Waiting if cycle >= self.window.from && self.window.opens(machine) => {
                self.phase = Phase::Open;
                self.body.start(cycle);
                self.next = cycle;
                self.deadline = self.window.until.min(cycle.saturating_add(PATIENCE));
            }
            // The machine was set back: time does not go backwards in a VCD.
            Phase::Open if cycle < self.next => {}
            Phase::Open if cycle >= self.window.until => {
                self.body.end(self.window.until);
                self.phase = Phase::Closed;
                self.write_out();
            }
            Phase::Open => {
                // Cycles that nobody showed us leave a gap, in which all values stay.
                if cycle != self.next {
                    self.body.skip_to(cycle);
                    self.next = cycle;
                }
                if cycle >= self.deadline {
                    self.write_out();
                }
            }
            Phase::Waiting | Phase::Closed => {}
        }
        self.phase == Phase::Open && cycle == self.next
    }
}

/// Writes a waveform of values that are there already: a row for each cycle from `first` on.
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
    let header = header::header(config, about)?;
    out.write_all(&header.text)?;
    let encoder = Encoder::new(config, &header.ids);
    let mut body = Body::new(FULL);
    body.start(first);
    let mut lanes = encode::NO_LANES;
    for row in rows {
        lanes[..row.len()].copy_from_slice(&row[..]);
        body.cycle(&encoder, &lanes);
        out.write_all(body.bytes())?;
        body.clear();
    }
    body.end(first + rows.len() as u64);
    out.write_all(body.bytes())?;
    out.flush()
}

impl<W: Write> Probe for VcdProbe<W> {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        let usual =
            self.phase == Phase::Open && machine.cycle == self.next && self.next < self.deadline;
        self.sampled = usual || (self.phase != Phase::Closed && self.turn(machine));
        if self.sampled
            && let Some(values) = self.now.first_chunk_mut()
        {
            sample_registers(machine, values);
        }
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if self.sampled {
            if let Some(values) = self.now.first_chunk_mut() {
                sample_lines(machine, values);
            }
            self.body.cycle(&self.encoder, &self.now);
            self.next += 1;
            if self.body.is_full() {
                self.write_out();
            }
        }
        if self.error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn pause(&mut self) {
        self.write_out();
    }
}
