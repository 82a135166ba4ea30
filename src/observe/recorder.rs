//! The probe that records the signals of every cycle in its window, in some [`Format`].

use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;

use crate::lanes::{Lanes, NO_LANES};
use crate::lisp::Follower;
use crate::lisp::bookmarks::Bookmarks;
use crate::lisp::lanes::Lanes as Texts;
use crate::said::Said;
use crate::selection::Selection;
use crate::window::{Gate, Phase, Window};
use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{ALL_ROWS, REGISTERS, Rows, Sampler, sample_lines};

/// Cycles are written out at the latest after this many.
const PATIENCE: u64 = 100_000;

/// What is recorded.
#[derive(Debug, Clone, Default)]
pub struct Plan<'a> {
    /// When.
    pub window: Window,
    /// Which signals.
    pub selection: Selection,
    /// What tells the texts of the scope `lisp`, for the cycle in which the recording is begun. Without
    /// it there are none.
    pub follower: Option<Follower<'a>>,
}

impl Plan<'_> {
    /// What can be recorded of the selection.
    pub fn shown(&self) -> Selection {
        match self.follower {
            Some(_) => self.selection,
            None => self.selection.without_lisp(),
        }
    }
}

/// A format of waveforms: takes the values of cycles, and writes them at its leisure.
pub trait Format {
    /// The next cycle is `cycle`, and all of its values are recorded.
    fn start(&mut self, cycle: u64);

    /// The next cycle is `cycle`; values stay in between.
    ///
    /// # Errors
    /// Those of the output.
    fn skip_to(&mut self, cycle: u64) -> io::Result<()>;

    /// A cycle with these values, of which those in `rows` can differ from the cycle before, and texts.
    fn cycle(&mut self, now: &Lanes, rows: Rows, texts: &Texts);

    /// Time goes on to the beginning of `cycle`, and no further.
    fn end(&mut self, cycle: u64);

    /// It is time to write.
    fn is_full(&self) -> bool;

    /// Writes what is buffered.
    ///
    /// # Errors
    /// Those of the output.
    fn write_out(&mut self) -> io::Result<()>;
}

/// Records the cycles in its [`Window`].
#[derive(Debug)]
pub struct Recorder<'a, F> {
    pub(super) format: F,
    gate: Gate,
    /// The cycle that `format` will take next.
    next: u64,
    /// The cycle before which the window or the patience ends.
    deadline: u64,
    /// The registers of the cycle being clocked are in `now`.
    sampled: bool,
    sampler: Sampler,
    /// The rows of `now` that can differ from the cycle before.
    rows: Rows,
    now: Lanes,
    /// The last cycles of the window, if only these are wanted.
    kept: VecDeque<(u64, Lanes, Texts)>,
    said: Said<'a>,
    opened: bool,
    error: Option<io::Error>,
}

impl<'a, F: Format> Recorder<'a, F> {
    /// Records in a format of one's own.
    pub fn with_format(format: F, plan: Plan<'a>) -> Recorder<'a, F> {
        let said = Said::new(&plan.selection, plan.follower);
        Recorder {
            format,
            gate: Gate::new(plan.window),
            next: 0,
            deadline: 0,
            sampled: false,
            sampler: Sampler::default(),
            rows: ALL_ROWS,
            now: NO_LANES,
            kept: VecDeque::new(),
            said,
            opened: false,
            error: None,
        }
    }

    /// Has the window opened yet?
    pub fn has_opened(&self) -> bool {
        self.opened
    }

    /// Is it over? Nothing more will be recorded.
    pub fn has_closed(&self) -> bool {
        self.gate.phase == Phase::Closed
    }

    /// What has been recorded so far.
    pub fn format(&self) -> &F {
        &self.format
    }

    /// Where one may want to go in it.
    pub fn bookmarks(&self) -> Bookmarks {
        self.said.bookmarks()
    }

    /// Ends the recording with the registers as the last clock edge has left them, one cycle wide,
    /// and hands the format back.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn end(mut self, machine: &Machine) -> io::Result<F> {
        if self.gate.phase == Phase::Open && self.next == machine.cycle {
            if self.gate.look(machine) == Phase::Open {
                self.sampler.forget();
                self.sample(machine);
                self.now[REGISTERS..].fill(0);
                // The state after the last cycle comes on top of the last ones that were asked for.
                if self.gate.window().last.is_some() {
                    self.kept.push_back((self.next, self.now, self.said.texts().clone()));
                } else {
                    self.format.cycle(&self.now, self.rows, self.said.texts());
                }
                self.next += 1;
            }
            self.close();
        } else {
            self.write_kept();
            self.write_out();
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.format),
        }
    }

    #[inline(always)]
    fn sample(&mut self, machine: &Machine) {
        if let Some(values) = self.now.first_chunk_mut() {
            self.rows = self.sampler.sample(machine, values);
        }
        self.said.sample(machine, &self.now);
    }

    /// The window ends before the next cycle.
    fn close(&mut self) {
        self.gate.phase = Phase::Closed;
        self.write_kept();
        self.format.end(self.next);
        self.write_out();
    }

    /// Gives the cycles that were kept to the format.
    fn write_kept(&mut self) {
        let mut next = None;
        for (cycle, lanes, texts) in std::mem::take(&mut self.kept) {
            match next {
                None => self.format.start(cycle),
                Some(next) if next != cycle => self.skip_to(cycle),
                Some(_) => {}
            }
            self.format.cycle(&lanes, ALL_ROWS, &texts);
            next = Some(cycle + 1);
            if self.format.is_full() {
                self.write_out();
            }
        }
    }

    fn skip_to(&mut self, cycle: u64) {
        let skipped = self.format.skip_to(cycle);
        self.note(skipped);
    }

    /// Writes what is buffered.
    fn write_out(&mut self) {
        self.deadline = self.gate.window().end().min(self.next.saturating_add(PATIENCE));
        if self.error.is_none() {
            let written = self.format.write_out();
            self.note(written);
        }
    }

    /// An error closes the window and is kept.
    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.gate.phase = Phase::Closed;
            self.error.get_or_insert(error);
        }
    }

    /// Something is special about this cycle. True if its registers are to be sampled.
    #[cold]
    #[inline(never)]
    fn turn(&mut self, machine: &Machine) -> bool {
        let cycle = machine.cycle;
        // The machine was set back: time does not go backwards in a waveform.
        if self.gate.phase == Phase::Open && cycle < self.next {
            return false;
        }
        let before = self.gate.phase;
        match (before, self.gate.look(machine)) {
            (Phase::Waiting, Phase::Open) => {
                self.opened = true;
                self.said.speak(true, machine);
                self.format.start(cycle);
                self.next = cycle;
                self.deadline = self.gate.window().end().min(cycle.saturating_add(PATIENCE));
            }
            (Phase::Open, Phase::Closed) => {
                // The end is said to be where it was to be, also if nobody showed us that cycle.
                self.next = cycle.min(self.gate.window().end());
                self.close();
            }
            (Phase::Open, _) => {
                // Cycles that nobody showed us leave a gap, in which all values stay.
                if cycle != self.next {
                    if self.gate.window().last.is_none() {
                        self.skip_to(cycle);
                    }
                    self.next = cycle;
                }
                if cycle >= self.deadline {
                    self.write_out();
                }
            }
            _ => {}
        }
        self.gate.phase == Phase::Open
    }

    /// Keeps the cycle that has just been sampled instead of one that is too old.
    #[cold]
    #[inline(never)]
    fn keep(&mut self, most: usize) {
        if self.kept.len() >= most {
            self.kept.pop_front();
        }
        self.kept.push_back((self.next, self.now, self.said.texts().clone()));
    }
}

impl<F: Format> Probe for Recorder<'_, F> {
    fn begin(&mut self) {
        self.sampler.forget();
    }

    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        if self.gate.phase != Phase::Closed {
            self.said.before(machine);
        }
        let usual = self.gate.phase == Phase::Open
            && machine.cycle == self.next
            && self.next < self.deadline
            && !self.gate.is_watchful();
        self.sampled = usual || (self.gate.phase != Phase::Closed && self.turn(machine));
        if self.sampled {
            self.sample(machine);
        } else {
            self.sampler.forget();
        }
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if self.sampled {
            if let Some(values) = self.now.first_chunk_mut() {
                sample_lines(machine, values);
            }
            match self.gate.window().last {
                None => self.format.cycle(&self.now, self.rows, self.said.texts()),
                Some(most) => self.keep(most.get()),
            }
            self.next += 1;
            if self.format.is_full() {
                self.write_out();
            }
        }
        if self.gate.phase != Phase::Closed {
            self.said.after(machine);
        }
        if self.error.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn pause(&mut self) {
        self.write_out();
    }
}
