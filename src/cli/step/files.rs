//! The files of a debugging session: waveforms and the trace, which it switches on and off, snapshots,
//! and what it reads, which stays as it is.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::observers::{Wave, about, end_of_trace, trace_header, write_companions};
use crate::cli::place::{apart, replace};
use conscycle_debugger::Problem;
use conscycle_machine::Machine;
use conscycle_observe::files::{FstFile, TraceFile, VcdFile};
use conscycle_observe::gtkw;
use conscycle_observe::lisp::Follower;
use conscycle_observe::lisp::bookmarks::Bookmarks;
use conscycle_observe::recorder::Plan;
use conscycle_observe::trace::Detail;
use conscycle_observe::window::Window;
use conscycle_program::Loaded;

/// Cycles between two hashes in a trace.
const EVERY: u64 = 1000;

/// More cycles than any run has.
const ALL: u64 = (1 << 53) - 1;

/// A format of waveforms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waves {
    Vcd,
    Fst,
}

/// The files of a session: those that are open, and those that must stay as they are.
#[derive(Default)]
pub struct Files<'l> {
    /// Read so far: the program, what options name, and what the program or `restore` has read.
    read: BTreeSet<PathBuf>,
    /// Snapshots of this session, which only a later one replaces.
    saved: BTreeSet<PathBuf>,
    vcd: Option<(PathBuf, VcdFile<'l>)>,
    fst: Option<(PathBuf, FstFile<'l>)>,
    trace: Option<(PathBuf, TraceFile<'l>)>,
}

type Probes<'a, 'l> =
    (Option<&'a mut VcdFile<'l>>, (Option<&'a mut FstFile<'l>>, Option<&'a mut TraceFile<'l>>));

impl<'l> Files<'l> {
    /// Is any open?
    pub const fn any(&self) -> bool {
        self.vcd.is_some() || self.fst.is_some() || self.trace.is_some()
    }

    /// What writes them.
    pub fn probes(&mut self) -> Probes<'_, 'l> {
        let Files { vcd, fst, trace, .. } = self;
        (
            vcd.as_mut().map(|(_, probe)| probe),
            (fst.as_mut().map(|(_, probe)| probe), trace.as_mut().map(|(_, probe)| probe)),
        )
    }

    /// Nothing that will be written may take the place of these.
    pub fn keep(&mut self, read: impl IntoIterator<Item = PathBuf>) {
        self.read.extend(read);
    }

    /// Writes a snapshot.
    pub fn save(&mut self, path: &Path, text: &str) -> Result<(), Problem> {
        self.check(&[path], &BTreeSet::new())?;
        replace(path, text.as_bytes()).map_err(|error| problem(path, &error))?;
        self.saved.insert(path.to_path_buf());
        Ok(())
    }

    /// Checks that files to be written are none of those that are read, open or to be `kept`.
    fn check(&self, paths: &[&Path], kept: &BTreeSet<PathBuf>) -> Result<(), Problem> {
        let vcd = self.vcd.as_ref().map(|(path, _)| path);
        let fst = self.fst.as_ref().map(|(path, _)| path);
        let trace = self.trace.as_ref().map(|(path, _)| path);
        let open = [vcd, fst, trace].into_iter().flatten();
        let used = self.read.iter().chain(kept).chain(open);
        apart(paths, used.map(PathBuf::as_path)).map_err(|failure| Problem(failure.to_string()))
    }

    /// Begins a waveform in this cycle.
    pub fn open_waves(
        &mut self,
        format: Waves,
        path: &Path,
        machine: &Machine,
        loaded: &'l Loaded,
        follower: Follower<'l>,
    ) -> Result<(), Problem> {
        let window = Window::from(machine.cycle);
        let plan = Plan { window, follower: Some(follower), ..Plan::default() };
        let (selection, none) = (plan.shown(), Bookmarks::default());
        let companions = gtkw::companions(path, machine.config(), &selection, &none);
        let beside = companions.iter().map(|file| file.path.as_path());
        self.check(&[path].into_iter().chain(beside).collect::<Vec<_>>(), &self.saved)?;
        let wave = Wave { machine, about: about(loaded) };
        let told = |failure: Failure| Problem(failure.to_string());
        match format {
            Waves::Vcd => {
                self.vcd = Some((path.to_path_buf(), wave.vcd(path, plan).map_err(told)?))
            }
            Waves::Fst => {
                self.fst = Some((path.to_path_buf(), wave.fst(path, plan).map_err(told)?))
            }
        }
        if path.is_file() {
            write_companions(&companions).map_err(told)?;
        }
        Ok(())
    }

    /// Begins a trace in this cycle.
    pub fn open_trace(
        &mut self,
        path: &Path,
        machine: &Machine,
        loaded: &Loaded,
    ) -> Result<(), Problem> {
        self.check(&[path], &self.saved)?;
        let file = File::create(path).map_err(|error| problem(path, &error))?;
        let plan = Plan { window: Window::from(machine.cycle), ..Plan::default() };
        let detail = Detail { changes: ALL, every: EVERY };
        let header = trace_header(machine, loaded, detail).planned(&plan);
        let probe = TraceFile::new(BufWriter::new(file), &header, Plan::default());
        self.trace = Some((path.to_path_buf(), probe));
        Ok(())
    }

    /// Ends a waveform; what to say about it.
    pub fn close_waves(&mut self, format: Waves, machine: &Machine) -> Option<String> {
        let (path, ended) = match format {
            Waves::Vcd => self.vcd.take().map(|(path, vcd)| (path, vcd.finish(machine)))?,
            Waves::Fst => self.fst.take().map(|(path, fst)| (path, fst.finish(machine)))?,
        };
        Some(match ended {
            Ok(_) => format!("{} ends before cycle {}", path.display(), machine.cycle),
            Err(error) => problem(&path, &error).0,
        })
    }

    /// Ends the trace; what to say about it.
    pub fn close_trace(&mut self, machine: &Machine, console: &[u8]) -> Option<String> {
        let (path, probe) = self.trace.take()?;
        Some(match probe.finish(&end_of_trace(machine, console)) {
            Ok(()) => format!("{} ends before cycle {}", path.display(), machine.cycle),
            Err(error) => problem(&path, &error).0,
        })
    }
}

/// A problem with a file.
pub fn problem(path: &Path, error: &std::io::Error) -> Problem {
    Problem(format!("{}: {error}", path.display()))
}
