//! The trace: JSON lines, one format for the model and the RTL. `traces/README.md` documents it.
//!
//! A header line, then for each cycle the signals that changed, then at intervals a hash of the
//! whole state. A long golden stays small by carrying the changes of its first cycles only.

use std::collections::VecDeque;
use std::io::Write as _;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::lanes::{Lanes, NO_LANES};
use crate::lisp::lanes::Lanes as Texts;
use crate::recorder::Plan;
use crate::said::Said;
use crate::statistics::Pause;
use crate::window::{Gate, Phase};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{ALL_ROWS, Rows, Sampler, sample_lines};

mod header;
mod line;
mod state_hash;

pub use header::{Detail, FORMAT, Header, SignalHeader, Signals, VERSION, WindowHeader};
use line::Line;
pub use state_hash::state_hash;

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Cycles since reset.
    pub end: u64,
    /// Why the machine stopped.
    pub halt: String,
    /// The fault, if it was one.
    pub trap: String,
    /// The last value, printed.
    pub value: String,
    /// The console's output.
    pub console: String,
}

/// Takes the lines of a trace, without their line ends.
pub trait Lines {
    /// Takes a line; breaks to stop the run.
    fn line(&mut self, line: &[u8]) -> ControlFlow<()>;
}

/// Writes the lines to a file, and keeps the first error.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    error: Option<std::io::Error>,
}

impl<W: std::io::Write> Writer<W> {
    /// A writer of lines to `out`, which should be buffered.
    pub fn new(out: W) -> Writer<W> {
        Writer { out, error: None }
    }

    /// Flushes.
    ///
    /// # Errors
    /// The first error of any write.
    pub fn finish(mut self) -> std::io::Result<()> {
        match self.error {
            Some(error) => Err(error),
            None => self.out.flush(),
        }
    }
}

impl<W: std::io::Write> Lines for Writer<W> {
    fn line(&mut self, line: &[u8]) -> ControlFlow<()> {
        let written = self.out.write_all(line).and_then(|()| self.out.write_all(b"\n"));
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error.get_or_insert(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// A cycle that is kept: its number, its values and texts, and the lines that follow its changes.
type Kept = (u64, Lanes, Texts, Vec<Vec<u8>>);

/// Turns a run into the lines of a trace.
#[derive(Debug)]
pub struct TraceProbe<'a, L> {
    lines: L,
    detail: Detail,
    gate: Gate,
    cycle: u64,
    /// Collections whose line has been written.
    collections: usize,
    sampler: Sampler,
    now: Lanes,
    /// The rows of `now` that can differ from the cycle before.
    rows: Rows,
    line: Line,
    /// A line of another kind.
    text: Vec<u8>,
    /// The last cycles, if only these are wanted.
    kept: VecDeque<Kept>,
    said: Said<'a>,
}

impl<'a, L: Lines> TraceProbe<'a, L> {
    /// Begins a trace of every cycle and signal with its header.
    pub fn new(lines: L, header: &Header) -> TraceProbe<'a, L> {
        TraceProbe::with_plan(lines, header, Plan::default())
    }

    /// Begins a trace with its header, which is [`Header::planned`].
    pub fn with_plan(mut lines: L, header: &Header, plan: Plan<'a>) -> TraceProbe<'a, L> {
        let selection = plan.shown().for_trace();
        let text = serde_json::to_vec(header).unwrap_or_default();
        let _ = lines.line(&text);
        TraceProbe {
            lines,
            detail: Detail { changes: header.changes, every: header.every.max(1) },
            gate: Gate::new(plan.window),
            cycle: 0,
            collections: 0,
            sampler: Sampler::default(),
            now: NO_LANES,
            rows: ALL_ROWS,
            line: Line::new(&selection),
            text: Vec::new(),
            kept: VecDeque::new(),
            said: Said::new(&selection, plan.follower),
        }
    }

    /// Has the window opened yet?
    pub fn has_opened(&self) -> bool {
        !self.line.is_first() || !self.kept.is_empty()
    }

    /// Ends the trace with its last line.
    pub fn finish(mut self, end: &End) -> L {
        let _ = self.write_kept();
        let text = serde_json::to_vec(end).unwrap_or_default();
        let _ = self.lines.line(&text);
        self.lines
    }

    fn write_kept(&mut self) -> ControlFlow<()> {
        for (cycle, values, texts, lines) in std::mem::take(&mut self.kept) {
            if cycle < self.detail.changes {
                self.lines.line(self.line.changes(cycle, &values, ALL_ROWS, &texts))?;
            }
            for line in lines {
                self.lines.line(&line)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The line of the collection that has just ended.
    fn collection(machine: &Machine, line: &mut Vec<u8>) {
        if let Some(pause) = machine.collections.last().map(Pause::from) {
            let pause = serde_json::to_string(&pause).unwrap_or_default();
            let _ = write!(line, "{{\"cycle\":{},\"collection\":{pause}}}", machine.cycle);
        }
    }

    /// Are the values of this cycle wanted?
    #[inline(always)]
    fn is_wanted(&self) -> bool {
        self.gate.phase == Phase::Open
            && (self.cycle < self.detail.changes || self.gate.window().last.is_some())
    }

    /// A line that follows the changes of this cycle.
    fn follow(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> ControlFlow<()> {
        if let Some((.., lines)) = self.kept.back_mut() {
            let mut line = Vec::new();
            write(&mut line);
            lines.push(line);
            return ControlFlow::Continue(());
        }
        self.text.clear();
        write(&mut self.text);
        self.lines.line(&self.text)
    }

    /// A cycle in the window has passed.
    fn record(&mut self, machine: &Machine) -> ControlFlow<()> {
        if self.is_wanted()
            && let Some(values) = self.now.first_chunk_mut()
        {
            sample_lines(machine, values);
        }
        if let Some(most) = self.gate.window().last {
            if self.kept.len() >= most.get() {
                self.kept.pop_front();
            }
            self.kept.push_back((self.cycle, self.now, self.said.texts().clone(), Vec::new()));
        } else if self.cycle < self.detail.changes {
            let texts = self.said.texts();
            self.lines.line(self.line.changes(self.cycle, &self.now, self.rows, texts))?;
        }
        if self.collections < machine.collections.count() && machine.arbiter.owner != Unit::Sweeper
        {
            self.collections = machine.collections.count();
            self.follow(|line| Self::collection(machine, line))?;
        }
        if machine.cycle.is_multiple_of(self.detail.every) {
            self.follow(|line| {
                let hash = state_hash(machine);
                let _ = write!(line, "{{\"cycle\":{},\"hash\":\"{hash:016x}\"}}", machine.cycle);
            })?;
        }
        ControlFlow::Continue(())
    }
}

impl<L: Lines> Probe for TraceProbe<'_, L> {
    fn begin(&mut self) {
        self.sampler.forget();
    }

    fn before(&mut self, machine: &Machine) {
        if self.gate.phase != Phase::Closed {
            self.said.before(machine);
            let before = self.gate.phase;
            if self.gate.look(machine) == Phase::Open && before == Phase::Waiting {
                self.said.speak(true, machine);
                // Only a collection that goes on ends in the window.
                let sweeping = machine.arbiter.owner == Unit::Sweeper;
                self.collections =
                    machine.collections.count().saturating_sub(usize::from(sweeping));
            }
        }
        self.cycle = machine.cycle;
        if self.is_wanted()
            && let Some(values) = self.now.first_chunk_mut()
        {
            self.rows = self.sampler.sample(machine, values);
            self.said.sample(machine, &self.now);
        } else {
            self.sampler.forget();
        }
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let written = if self.gate.phase == Phase::Open {
            self.record(machine)
        } else {
            ControlFlow::Continue(())
        };
        if self.gate.phase != Phase::Closed {
            self.said.after(machine);
        }
        written
    }
}
