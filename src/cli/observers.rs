//! The files that a run writes beside its result: waveforms with their companions, and a trace.

use std::fs::File;
use std::io::{BufWriter, ErrorKind};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;

use super::count::{count, positive, positive_size};
use super::failure::Failure;
use super::load::Loaded;
use super::place::{self, distinct};
use super::streams::say;
use conscycle_image::printer::Printer;
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_machine::primitives::Fault;
use conscycle_observe::files::{FstFile, TraceFile, VcdFile};
use conscycle_observe::gtkw::{self, Companion};
use conscycle_observe::recorder::Plan;
use conscycle_observe::selection::Selection;
use conscycle_observe::trace::{self, Detail, Header};
use conscycle_observe::window::{Mark, Window};

/// More cycles than any run has, and still exact as a JSON number.
const ALL: u64 = (1 << 53) - 1;

/// The files.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Waveform and trace")]
#[group(id = "outputs", multiple = true)]
pub struct Outputs {
    /// Write a waveform as VCD
    ///
    /// Beside it stand files for GTKWave (.gtkw, filters) and Surfer (.sucl).
    #[arg(long, value_name = "FILE")]
    vcd: Option<PathBuf>,
    /// Write a waveform as FST, a small part of a VCD's size
    ///
    /// The same files stand beside it.
    #[arg(long, value_name = "FILE")]
    fst: Option<PathBuf>,
    /// Write a trace as JSON lines
    ///
    /// It has the changes of every cycle.
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
}

/// What to observe, and when.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Waveform and trace")]
pub struct ObserverOptions {
    #[command(flatten)]
    outputs: Outputs,
    /// Begin recording when this becomes true, or in this cycle
    ///
    /// For example 'state=ApplyDispatch && fn=fib', or 5000; docs/debugger.md has the conditions.
    #[arg(long, value_name = "CONDITION", requires = "outputs")]
    trace_when: Option<String>,
    /// End recording before this becomes true, or before this cycle
    #[arg(long, value_name = "CONDITION", requires = "outputs")]
    trace_until: Option<String>,
    /// Record only the last N cycles before the end
    ///
    /// They are kept in memory until then.
    #[arg(long, value_name = "N", requires = "outputs", value_parser = positive_size)]
    last: Option<NonZeroUsize>,
    /// Record only these units or signals: eval,memory.data*
    #[arg(long, value_name = "UNIT[.SIGNAL],..", value_delimiter = ',', requires = "outputs")]
    scope: Vec<String>,
    /// Cycles from reset whose changes are in the trace [default: all]
    #[arg(long, value_name = "CYCLES", requires = "trace", value_parser = count,
          hide_short_help = true)]
    trace_changes: Option<u64>,
    /// Cycles between two hashes of the state in the trace
    #[arg(long, value_name = "CYCLES", default_value_t = 1000, requires = "trace",
          value_parser = positive, hide_short_help = true)]
    trace_every: u64,
    #[arg(long, hide = true)]
    vcd_from: Option<String>,
    #[arg(long, hide = true)]
    vcd_until: Option<String>,
    #[arg(long, hide = true)]
    vcd_when: Option<String>,
}

/// The probes of a run; each is there if it was asked for.
pub type Probes =
    (Option<VcdFile<'static>>, (Option<FstFile<'static>>, Option<TraceFile<'static>>));

impl ObserverOptions {
    /// Is anything to be observed?
    ///
    /// # Errors
    /// A [`Failure`] that names the option which is there instead of one that is no more.
    pub fn any(&self) -> Result<bool, Failure> {
        let instead = match (&self.vcd_from, &self.vcd_until, &self.vcd_when) {
            (Some(cycle), ..) => Some(("--vcd-from", format!("--trace-when {cycle}"))),
            (_, Some(cycle), _) => Some(("--vcd-until", format!("--trace-until {cycle}"))),
            (.., Some(name)) => {
                Some(("--vcd-when", format!("--trace-when 'state=ApplyDispatch && fn={name}'")))
            }
            _ => None,
        };
        let Outputs { vcd, fst, trace } = &self.outputs;
        match instead {
            Some((old, new)) => Err(Failure::Plain(format!("{old} is no more: say {new}"))),
            None => Ok(vcd.is_some() || fst.is_some() || trace.is_some()),
        }
    }

    /// The files that are recorded into.
    pub fn files(&self) -> Vec<PathBuf> {
        let Outputs { vcd, fst, trace } = &self.outputs;
        vcd.iter().chain(fst).chain(trace).cloned().collect()
    }

    /// Creates the files, none of which is `program` or another of them.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be written, or a condition or a scope names what is not there.
    pub fn open(
        &self,
        program: &Path,
        loaded: &Loaded,
        machine: &Machine,
    ) -> Result<Probes, Failure> {
        let plan = self.plan(loaded)?;
        let Outputs { vcd, fst, trace } = &self.outputs;
        if let Some(path) =
            vcd.iter().chain(fst).chain(trace).find(|path| place::is_standard_output(path))
        {
            let what = "standard output has the program's console: name a file";
            return Err(Failure::file(path, what));
        }
        // Two waveforms with one name share their companions, which then open the first.
        let mut companions: Vec<Companion> = Vec::new();
        for wave in vcd.iter().chain(fst) {
            for file in gtkw::companions(wave, machine.config(), &plan.selection) {
                if companions.iter().all(|other| other.path != file.path) {
                    companions.push(file);
                }
            }
        }
        let beside = companions.iter().map(|file| &file.path);
        let outputs = vcd.iter().chain(fst).chain(trace).chain(beside);
        distinct([program].into_iter().chain(outputs.map(PathBuf::as_path)))?;
        let wave = Wave { machine, about: about(loaded), plan: &plan };
        let probes = (
            vcd.as_deref().map(|path| wave.vcd(path)).transpose()?,
            (
                fst.as_deref().map(|path| wave.fst(path)).transpose()?,
                trace.as_deref().map(|path| self.open_trace(path, loaded, &wave)).transpose()?,
            ),
        );
        // A pipe or a device has no place beside it.
        if vcd.iter().chain(fst).any(|wave| wave.is_file()) {
            write_companions(&companions)?;
        }
        Ok(probes)
    }

    /// Ends the files.
    ///
    /// # Errors
    /// A [`Failure`] if a file could not be written, then or during the run.
    pub fn close(&self, probes: Probes, machine: &Machine, console: &[u8]) -> Result<(), Failure> {
        let Outputs { vcd, fst, trace } = &self.outputs;
        let (vcd_probe, (fst_probe, trace_probe)) = probes;
        let tell = |opened: bool, path: &Path| {
            if !opened {
                say(&format!("note: {} is empty: its window never opened\n", path.display()));
            }
        };
        if let (Some(probe), Some(path)) = (vcd_probe, vcd) {
            tell(probe.has_opened(), path);
            probe.finish(machine).map_err(|error| Failure::output(path, &error))?;
        }
        if let (Some(probe), Some(path)) = (fst_probe, fst) {
            tell(probe.has_opened(), path);
            probe.finish(machine).map_err(|error| Failure::output(path, &error))?;
        }
        if let (Some(probe), Some(path)) = (trace_probe, trace) {
            tell(probe.has_opened(), path);
            let last = end_of_trace(machine, console);
            probe.finish(&last).map_err(|error| Failure::output(path, &error))?;
        }
        Ok(())
    }

    /// What is to be recorded.
    fn plan(&self, loaded: &Loaded) -> Result<Plan, Failure> {
        let mark = |option: &str, text: &Option<String>, other: Mark| match text {
            None => Ok(other),
            Some(text) => Mark::parse(text, &loaded.image)
                .map_err(|problem| Failure::Plain(format!("{option}: {problem}"))),
        };
        let whole = Window::default();
        let window = Window {
            when: mark("--trace-when", &self.trace_when, whole.when)?,
            until: mark("--trace-until", &self.trace_until, whole.until)?,
            last: self.last,
        };
        if window.is_empty() {
            return Err(Failure::Plain(match (&self.trace_when, &window.until) {
                (None, until) => format!(
                    "--trace-until {until} leaves nothing to record: a run begins in cycle 0"
                ),
                _ => "--trace-when is not before --trace-until: nothing would be recorded"
                    .to_string(),
            }));
        }
        let selection = match self.scope.as_slice() {
            [] => Selection::default(),
            patterns => Selection::parse(patterns)
                .map_err(|problem| Failure::Plain(format!("--scope: {problem}")))?,
        };
        Ok(Plan { window, selection })
    }

    fn open_trace(
        &self,
        path: &Path,
        loaded: &Loaded,
        wave: &Wave,
    ) -> Result<TraceFile<'static>, Failure> {
        let file = File::create(path).map_err(|error| Failure::output(path, &error))?;
        let detail = Detail { changes: self.trace_changes.unwrap_or(ALL), every: self.trace_every };
        let header = trace_header(wave.machine, loaded, detail).planned(wave.plan);
        let buffered = BufWriter::with_capacity(1 << 20, file);
        Ok(TraceFile::new(buffered, &header, wave.plan.clone()))
    }
}

/// What a waveform is made of.
pub struct Wave<'a> {
    pub machine: &'a Machine,
    /// Comments.
    pub about: [String; 2],
    pub plan: &'a Plan,
}

impl Wave<'_> {
    /// Begins a VCD.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written.
    pub fn vcd(&self, path: &Path) -> Result<VcdFile<'static>, Failure> {
        File::create(path)
            .and_then(|file| VcdFile::new(file, self.machine, &self.about, self.plan.clone()))
            .map_err(|error| Failure::output(path, &error))
    }

    /// Begins an FST file.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written, or only from its beginning to its end.
    pub fn fst(&self, path: &Path) -> Result<FstFile<'static>, Failure> {
        File::create(path)
            .and_then(|file| FstFile::new(file, self.machine, &self.about, self.plan.clone()))
            .map_err(|error| match error.kind() {
                ErrorKind::NotSeekable => {
                    Failure::file(path, "an FST file is no pipe: its header is written again")
                }
                _ => Failure::output(path, &error),
            })
    }
}

/// The comments of a waveform.
pub fn about(loaded: &Loaded) -> [String; 2] {
    [format!("program {}", loaded.name), format!("image {}", loaded.image.hash())]
}

/// Writes the files beside a waveform.
///
/// # Errors
/// A [`Failure`] if one cannot be written.
pub fn write_companions(companions: &[Companion]) -> Result<(), Failure> {
    companions.iter().try_for_each(|file| {
        std::fs::write(&file.path, &file.text).map_err(|error| Failure::output(&file.path, &error))
    })
}

/// The first line of the trace of a run.
pub fn trace_header(machine: &Machine, loaded: &Loaded, detail: Detail) -> Header {
    Header::new(machine, loaded.dialect.name(), &loaded.name, &loaded.image.hash(), detail)
}

/// The last line of the trace of a run.
pub fn end_of_trace(machine: &Machine, console: &[u8]) -> trace::End {
    trace::End {
        end: machine.cycle,
        halt: Halt::NAMES[machine.arbiter.halt as usize].to_string(),
        trap: Fault::NAMES[machine.trap.cause as usize].to_string(),
        value: value(machine),
        console: String::from_utf8_lossy(console).into_owned(),
    }
}

/// The machine's last value, as `write` would write it there.
pub fn value(machine: &Machine) -> String {
    Printer::new(&machine.memory, machine.config()).as_written().print(machine.value)
}
