//! The waveform and the trace that a debugging session switches on and off.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::debugger::Problem;
use crate::machine::Machine;
use crate::probe::gtkw;
use crate::probe::trace::{Extent, TraceProbe, Writer};
use crate::probe::vcd::{VcdProbe, Window};
use crate::tools::load::Loaded;
use crate::tools::observers::{end_of_trace, trace_header};

/// Cycles between two hashes in a trace.
const EVERY: u64 = 1000;

/// More cycles than any run has.
const ALL: u64 = (1 << 53) - 1;

/// The files that are open.
#[derive(Default)]
pub struct Files {
    vcd: Option<(PathBuf, VcdProbe<File>)>,
    trace: Option<(PathBuf, TraceProbe<Writer<BufWriter<File>>>)>,
}

type Probes<'a> =
    (Option<&'a mut VcdProbe<File>>, Option<&'a mut TraceProbe<Writer<BufWriter<File>>>>);

impl Files {
    /// Is any open?
    pub const fn any(&self) -> bool {
        self.vcd.is_some() || self.trace.is_some()
    }

    /// What writes them.
    pub fn probes(&mut self) -> Probes<'_> {
        (self.vcd.as_mut().map(|(_, probe)| probe), self.trace.as_mut().map(|(_, probe)| probe))
    }

    /// Begins a waveform in this cycle.
    pub fn open_vcd(
        &mut self,
        path: &Path,
        machine: &Machine,
        loaded: &Loaded,
    ) -> Result<(), Problem> {
        let window = Window { from: machine.cycle, ..Window::default() };
        let about = [format!("program {}", loaded.name), format!("image {}", loaded.image.hash())];
        let probe = File::create(path)
            .and_then(|file| VcdProbe::new(file, machine, &about, window))
            .map_err(|error| problem(path, &error))?;
        if path.is_file() {
            for file in gtkw::companions(path, machine.config()) {
                std::fs::write(&file.path, &file.text)
                    .map_err(|error| problem(&file.path, &error))?;
            }
        }
        self.vcd = Some((path.to_path_buf(), probe));
        Ok(())
    }

    /// Begins a trace in this cycle.
    pub fn open_trace(
        &mut self,
        path: &Path,
        machine: &Machine,
        loaded: &Loaded,
    ) -> Result<(), Problem> {
        let file = File::create(path).map_err(|error| problem(path, &error))?;
        let header = trace_header(machine, loaded, Extent { changes: ALL, every: EVERY });
        let probe = TraceProbe::new(Writer::new(BufWriter::new(file)), &header);
        self.trace = Some((path.to_path_buf(), probe));
        Ok(())
    }

    /// Ends the waveform; what to say about it.
    pub fn close_vcd(&mut self, machine: &Machine) -> Option<String> {
        let (path, probe) = self.vcd.take()?;
        Some(match probe.finish(machine) {
            Ok(_) => format!("{} ends before cycle {}", path.display(), machine.cycle),
            Err(error) => problem(&path, &error).0,
        })
    }

    /// Ends the trace; what to say about it.
    pub fn close_trace(&mut self, machine: &Machine, console: &[u8]) -> Option<String> {
        let (path, probe) = self.trace.take()?;
        Some(match probe.finish(&end_of_trace(machine, console)).finish() {
            Ok(()) => format!("{} ends before cycle {}", path.display(), machine.cycle),
            Err(error) => problem(&path, &error).0,
        })
    }
}

/// A problem with a file.
pub fn problem(path: &Path, error: &std::io::Error) -> Problem {
    Problem(format!("{}: {error}", path.display()))
}
