//! The trace: JSON lines, one format for the model and the RTL. `traces/README.md` documents it.
//!
//! A header line, then for each cycle the signals that changed, then at intervals a hash of the
//! whole state. A long golden stays small by carrying the changes of its first cycles only.

use std::io::Write as _;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::config::{Collector, Config};
use crate::hash::Fnv;
use crate::machine::Machine;
use crate::ports::Unit;
use crate::probe::Probe;
use crate::signals::{Kind, SIGNALS, Values, sample_lines, sample_registers};
use crate::statistics::Pause;

/// The format's version.
pub const VERSION: u32 = 1;

/// The format's name.
pub const FORMAT: &str = "conscycle-trace";

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The machine's parameters.
    pub config: Config,
    /// The library that the program was built with.
    pub dialect: String,
    /// The program's file name, without its folder.
    pub program: String,
    /// The image's hash.
    pub image: String,
    /// Cycles, from reset, whose changes are in the trace.
    pub changes: u64,
    /// Cycles between two hashes.
    pub every: u64,
    /// All signals.
    pub signals: Vec<SignalHeader>,
}

/// A signal as the header describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalHeader {
    /// `unit.name`.
    pub name: String,
    /// Bits.
    pub width: u32,
    /// Names of an enumeration's values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// What a trace records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Cycles, from reset, whose changes are recorded.
    pub changes: u64,
    /// Cycles between two hashes of the state.
    pub every: u64,
}

impl Header {
    /// The header of a run of `machine`.
    pub fn new(
        machine: &Machine,
        dialect: &str,
        program: &str,
        image: &str,
        extent: Extent,
    ) -> Header {
        let config = *machine.config();
        let signals = SIGNALS.iter().map(|signal| SignalHeader {
            name: signal.path(),
            width: signal.width(&config),
            names: match signal.kind {
                Kind::Enum(names) => names.iter().map(ToString::to_string).collect(),
                _ => Vec::new(),
            },
        });
        Header {
            format: FORMAT.to_string(),
            version: VERSION,
            config,
            dialect: dialect.to_string(),
            program: program.to_string(),
            image: image.to_string(),
            changes: extent.changes,
            every: extent.every,
            signals: signals.collect(),
        }
    }
}

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

/// Turns a run into the lines of a trace.
#[derive(Debug)]
pub struct TraceProbe<L> {
    lines: L,
    extent: Extent,
    cycle: u64,
    first: bool,
    /// Collections whose line has been written.
    collections: usize,
    before: Values,
    now: Values,
    keys: Vec<Vec<u8>>,
    line: Vec<u8>,
}

impl<L: Lines> TraceProbe<L> {
    /// Begins a trace with its header.
    pub fn new(mut lines: L, header: &Header) -> TraceProbe<L> {
        let text = serde_json::to_vec(header).unwrap_or_default();
        let _ = lines.line(&text);
        let keys = SIGNALS.iter().map(|signal| format!("\"{}\":", signal.path()).into_bytes());
        TraceProbe {
            lines,
            extent: Extent { changes: header.changes, every: header.every.max(1) },
            cycle: 0,
            first: true,
            collections: 0,
            before: [0; SIGNALS.len()],
            now: [0; SIGNALS.len()],
            keys: keys.collect(),
            line: Vec::with_capacity(4096),
        }
    }

    /// Ends the trace with its last line.
    pub fn finish(mut self, end: &End) -> L {
        let text = serde_json::to_vec(end).unwrap_or_default();
        let _ = self.lines.line(&text);
        self.lines
    }

    /// The line of the collection that has just ended.
    fn collection(&mut self, machine: &Machine) -> ControlFlow<()> {
        let Some(pause) = machine.collections.last().map(Pause::from) else {
            return ControlFlow::Continue(());
        };
        self.line.clear();
        let pause = serde_json::to_string(&pause).unwrap_or_default();
        let _ = write!(self.line, "{{\"cycle\":{},\"collection\":{pause}}}", machine.cycle);
        self.lines.line(&self.line)
    }

    fn changes(&mut self) -> ControlFlow<()> {
        self.line.clear();
        let _ = write!(self.line, "{{\"cycle\":{},\"changed\":{{", self.cycle);
        let start = self.line.len();
        for (i, (&now, &before)) in self.now.iter().zip(&self.before).enumerate() {
            if now != before || self.first {
                if self.line.len() > start {
                    self.line.push(b',');
                }
                self.line.extend_from_slice(&self.keys[i]);
                push_decimal(&mut self.line, now);
            }
        }
        self.line.extend_from_slice(b"}}");
        self.first = false;
        self.before = self.now;
        self.lines.line(&self.line)
    }
}

impl<L: Lines> Probe for TraceProbe<L> {
    fn before(&mut self, machine: &Machine) {
        self.cycle = machine.cycle;
        sample_registers(machine, &mut self.now);
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if self.cycle < self.extent.changes {
            sample_lines(machine, &mut self.now);
            self.changes()?;
        }
        if self.collections < machine.collections.len() && machine.arbiter.owner != Unit::Sweeper {
            self.collections = machine.collections.len();
            self.collection(machine)?;
        }
        if machine.cycle.is_multiple_of(self.extent.every) {
            self.line.clear();
            let _ = write!(
                self.line,
                "{{\"cycle\":{},\"hash\":\"{:016x}\"}}",
                machine.cycle,
                state_hash(machine)
            );
            self.lines.line(&self.line)?;
        }
        ControlFlow::Continue(())
    }
}

/// The hash of a machine between two cycles: its registers in the order of [`SIGNALS`], then the
/// words of the image's region and of the space in use up to the allocator's pointer; of a heap with
/// free lists, all words.
pub fn state_hash(machine: &Machine) -> u64 {
    let mut values: Values = [0; SIGNALS.len()];
    sample_registers(machine, &mut values);
    let mut hash = Fnv::default();
    for value in &values[..crate::signals::REGISTERS] {
        hash.word(*value);
    }
    let memory = &machine.memory;
    let layout = memory.layout();
    let fixed = layout.fixed_end;
    let parts = match machine.config().collector {
        Collector::MarkSweep => [0..fixed, fixed..layout.end, 0..0],
        Collector::None | Collector::Copying | Collector::Generational => {
            let [young, old] = memory.in_use();
            [0..layout.nursery, young, old]
        }
    };
    for part in parts {
        for word in &memory.words()[part.start as usize..part.end as usize] {
            hash.word(word.0);
        }
    }
    hash.finish()
}

/// Appends a number in decimal.
fn push_decimal(line: &mut Vec<u8>, mut value: u32) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    line.extend_from_slice(&digits[at..]);
}
