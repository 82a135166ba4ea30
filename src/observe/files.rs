//! The probes that write files, to outputs of any kind.
//!
//! A probe of this module has no parameter but a lifetime: what it does in every cycle is compiled here,
//! once, as fast as it can be, and not again in each package that runs a machine.

use std::io::{self, Seek, Write};
use std::ops::ControlFlow;

use crate::fst::FstProbe;
use crate::recorder::Plan;
use crate::trace::{End, Header, TraceProbe, Writer};
use crate::vcd::VcdProbe;
use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;

/// An output in which a place that has been written can be written again.
pub trait Output: Write + Seek {}

impl<W: Write + Seek> Output for W {}

/// Passes everything on to the probe inside.
macro_rules! passes_on {
    ($name:ident) => {
        impl Probe for $name<'_> {
            fn begin(&mut self) {
                self.0.begin();
            }

            fn before(&mut self, machine: &Machine) {
                self.0.before(machine);
            }

            fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
                self.0.after(machine)
            }

            fn pause(&mut self) {
                self.0.pause();
            }
        }

        impl $name<'_> {
            /// Has its window been open?
            pub fn has_opened(&self) -> bool {
                self.0.has_opened()
            }
        }
    };
}

/// Writes a VCD: see [`VcdProbe`].
pub struct VcdFile<'a>(VcdProbe<Box<dyn Write + 'a>>);

passes_on!(VcdFile);

impl<'a> VcdFile<'a> {
    /// Begins a VCD, as [`VcdProbe::new`] does.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(
        out: impl Write + 'a,
        machine: &Machine,
        about: &[String],
        plan: Plan,
    ) -> io::Result<VcdFile<'a>> {
        VcdProbe::new(Box::new(out) as Box<dyn Write>, machine, about, plan).map(VcdFile)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn finish(self, machine: &Machine) -> io::Result<()> {
        self.0.finish(machine).map(drop)
    }
}

/// Writes an FST file: see [`FstProbe`].
pub struct FstFile<'a>(FstProbe<Box<dyn Output + 'a>>);

passes_on!(FstFile);

impl<'a> FstFile<'a> {
    /// Begins an FST file, as [`FstProbe::new`] does.
    ///
    /// # Errors
    /// Those of `out`, and that there can be no thread.
    pub fn new(
        out: impl Output + 'a,
        machine: &Machine,
        about: &[String],
        plan: Plan,
    ) -> io::Result<FstFile<'a>> {
        FstProbe::new(Box::new(out) as Box<dyn Output>, machine, about, plan).map(FstFile)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn finish(self, machine: &Machine) -> io::Result<()> {
        self.0.finish(machine).map(drop)
    }
}

/// Writes a trace: see [`TraceProbe`].
pub struct TraceFile<'a>(TraceProbe<Writer<Box<dyn Write + 'a>>>);

passes_on!(TraceFile);

impl<'a> TraceFile<'a> {
    /// Begins a trace with its header, as [`TraceProbe::with_plan`] does. The output should be buffered.
    pub fn new(out: impl Write + 'a, header: &Header, plan: Plan) -> TraceFile<'a> {
        let writer = Writer::new(Box::new(out) as Box<dyn Write>);
        TraceFile(TraceProbe::with_plan(writer, header, plan))
    }

    /// Ends the trace with its last line.
    ///
    /// # Errors
    /// The first error that the output has reported, now or during the run.
    pub fn finish(self, end: &End) -> io::Result<()> {
        self.0.finish(end).finish()
    }
}
