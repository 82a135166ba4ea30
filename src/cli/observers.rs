//! The files that a run writes beside its result: waveforms with their companions, and a trace.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::place::{self, distinct};
use super::streams::say;
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_machine::primitives::Fault;
use conscycle_observe::files::{FstFile, FtrFile, PerfettoFile, TraceFile, VcdFile};
use conscycle_observe::gtkw::{self, Companion};
use conscycle_observe::lisp::Follower;
use conscycle_observe::lisp::bookmarks::Bookmarks;
use conscycle_observe::recorder::Plan;
use conscycle_observe::selection::Selection;
use conscycle_observe::trace::{self, Detail, Header};
use conscycle_observe::window::{Mark, Window};
use conscycle_program::Loaded;
use conscycle_program::account::value;
use conscycle_program::count::{count, positive, positive_size};

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
    /// Write Lisp calls and collections as transactions, for Surfer
    ///
    /// The format is FTR. --scope does not matter.
    #[arg(long, value_name = "FILE")]
    ftr: Option<PathBuf>,
    /// Write Lisp calls, collections and units for the viewer of Perfetto
    ///
    /// ui.perfetto.dev opens it. --scope does not matter.
    #[arg(long, value_name = "FILE")]
    perfetto: Option<PathBuf>,
    /// Write a trace as JSON lines
    ///
    /// It has the changes of every cycle.
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
}

impl Outputs {
    /// Those that are asked for.
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        let Outputs { vcd, fst, ftr, perfetto, trace } = self;
        vcd.iter().chain(fst).chain(ftr).chain(perfetto).chain(trace)
    }
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
    ///
    /// The unit lisp has what the program does, as texts. `text` adds a text to each word; !PATTERN leaves
    /// out.
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
pub type Probes<'a> =
    ((Option<VcdFile<'a>>, (Option<FstFile<'a>>, Option<TraceFile<'a>>)), Calls<'a>);

/// Those for calls.
type Calls<'a> = (Option<FtrFile<'a>>, Option<PerfettoFile<'a>>);

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
        match instead {
            Some((old, new)) => Err(Failure::Plain(format!("{old} is no more: say {new}"))),
            None => Ok(self.outputs.all().next().is_some()),
        }
    }

    /// The files that are recorded into.
    pub fn files(&self) -> Vec<PathBuf> {
        self.outputs.all().cloned().collect()
    }

    /// Creates the files, none of which is `program` or another of them.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be written, or a condition or a scope names what is not there.
    pub fn open<'a>(
        &self,
        program: &Path,
        loaded: &'a Loaded,
        machine: &Machine,
    ) -> Result<Probes<'a>, Failure> {
        let (window, selection) = (self.window(loaded)?, self.selection()?);
        let Outputs { vcd, fst, ftr, perfetto, trace } = &self.outputs;
        if let Some(path) = self.outputs.all().find(|path| place::is_standard_output(path)) {
            let what = "standard output has the program's console: name a file";
            return Err(Failure::file(path, what));
        }
        let companions = self.companions(machine, &selection, &Bookmarks::default());
        let beside = companions.iter().map(|file| &file.path);
        let outputs = self.outputs.all().chain(beside);
        distinct([program].into_iter().chain(outputs.map(PathBuf::as_path)))?;
        let wave = Wave { machine, about: about(loaded) };
        // Each follows the program by itself: there is most often one.
        let follower = || Follower::new(&loaded.image, loaded.program(), machine);
        let plan = |selection: Selection| Plan {
            follower: selection.has_lisp().then(follower),
            selection,
            window: window.clone(),
        };
        let for_trace = selection.for_trace();
        let waves = (
            vcd.as_deref().map(|path| wave.vcd(path, plan(selection))).transpose()?,
            (
                fst.as_deref().map(|path| wave.fst(path, plan(selection))).transpose()?,
                trace
                    .as_deref()
                    .map(|path| self.open_trace(path, loaded, machine, plan(for_trace)))
                    .transpose()?,
            ),
        );
        let name = &loaded.name;
        let calls = (
            ftr.as_deref()
                .map(|path| {
                    create(path, |file| FtrFile::new(file, name, window.clone(), follower()))
                })
                .transpose()?,
            perfetto
                .as_deref()
                .map(|path| {
                    create(path, |file| PerfettoFile::new(file, name, window.clone(), follower()))
                })
                .transpose()?,
        );
        // A pipe or a device has no place beside it.
        if vcd.iter().chain(fst).any(|wave| wave.is_file()) {
            write_companions(&companions)?;
        }
        Ok((waves, calls))
    }

    /// The files beside the waveforms. Two waveforms with one name share them; they then open the first.
    fn companions(
        &self,
        machine: &Machine,
        selection: &Selection,
        bookmarks: &Bookmarks,
    ) -> Vec<Companion> {
        let mut companions: Vec<Companion> = Vec::new();
        for wave in self.outputs.vcd.iter().chain(&self.outputs.fst) {
            for file in gtkw::companions(wave, machine.config(), selection, bookmarks) {
                if companions.iter().all(|other| other.path != file.path) {
                    companions.push(file);
                }
            }
        }
        companions
    }

    /// Ends the files. Those beside the waveforms are written again, with what the run has shown.
    ///
    /// # Errors
    /// A [`Failure`] if a file could not be written, then or during the run.
    pub fn close(&self, probes: Probes, machine: &Machine, console: &[u8]) -> Result<(), Failure> {
        let Outputs { vcd, fst, ftr, perfetto, trace } = &self.outputs;
        let ((vcd_probe, (fst_probe, trace_probe)), (ftr_probe, perfetto_probe)) = probes;
        let marked = vcd_probe.as_ref().map(VcdFile::bookmarks);
        let marked = marked.or_else(|| fst_probe.as_ref().map(FstFile::bookmarks));
        if let Some(bookmarks) = marked.filter(|marks| *marks != Bookmarks::default())
            && vcd.iter().chain(fst).any(|wave| wave.is_file())
        {
            write_companions(&self.companions(machine, &self.selection()?, &bookmarks))?;
        }
        let tell = |opened: bool, path: &Path| {
            if !opened {
                let why = if machine.cycle == 0 {
                    "no cycle has passed"
                } else {
                    "its window never opened"
                };
                say(&format!("note: {} is empty: {why}\n", path.display()));
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
        if let (Some(probe), Some(path)) = (ftr_probe, ftr) {
            tell(probe.has_opened(), path);
            probe.finish().map_err(|error| Failure::output(path, &error))?;
        }
        if let (Some(probe), Some(path)) = (perfetto_probe, perfetto) {
            tell(probe.has_opened(), path);
            probe.finish().map_err(|error| Failure::output(path, &error))?;
        }
        if let (Some(probe), Some(path)) = (trace_probe, trace) {
            tell(probe.has_opened(), path);
            let last = end_of_trace(machine, console);
            probe.finish(&last).map_err(|error| Failure::output(path, &error))?;
        }
        Ok(())
    }

    /// When it is to be recorded.
    fn window(&self, loaded: &Loaded) -> Result<Window, Failure> {
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
        Ok(window)
    }

    /// What is to be recorded of a cycle.
    fn selection(&self) -> Result<Selection, Failure> {
        match self.scope.as_slice() {
            [] => Ok(Selection::default()),
            patterns => Selection::parse(patterns)
                .map_err(|problem| Failure::Plain(format!("--scope: {problem}"))),
        }
    }

    fn open_trace<'a>(
        &self,
        path: &Path,
        loaded: &Loaded,
        machine: &Machine,
        plan: Plan<'a>,
    ) -> Result<TraceFile<'a>, Failure> {
        let file = File::create(path).map_err(|error| Failure::output(path, &error))?;
        let detail = Detail { changes: self.trace_changes.unwrap_or(ALL), every: self.trace_every };
        let header = trace_header(machine, loaded, detail).planned(&plan);
        let buffered = BufWriter::with_capacity(1 << 20, file);
        Ok(TraceFile::new(buffered, &header, plan))
    }
}

/// What a waveform is made of.
pub struct Wave<'w> {
    pub machine: &'w Machine,
    /// Comments.
    pub about: [String; 2],
}

impl Wave<'_> {
    /// Begins a VCD.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written.
    pub fn vcd<'a>(&self, path: &Path, plan: Plan<'a>) -> Result<VcdFile<'a>, Failure> {
        create(path, |file| VcdFile::new(file, self.machine, &self.about, plan))
    }

    /// Begins an FST file.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written, or only from its beginning to its end.
    pub fn fst<'a>(&self, path: &Path, plan: Plan<'a>) -> Result<FstFile<'a>, Failure> {
        File::create(path)
            .and_then(|file| FstFile::new(file, self.machine, &self.about, plan))
            .map_err(|error| match error.kind() {
                ErrorKind::NotSeekable => {
                    Failure::file(path, "an FST file is no pipe: its header is written again")
                }
                _ => Failure::output(path, &error),
            })
    }
}

/// Begins what a file is to hold.
fn create<T>(path: &Path, begin: impl FnOnce(File) -> io::Result<T>) -> Result<T, Failure> {
    File::create(path).and_then(begin).map_err(|error| Failure::output(path, &error))
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
