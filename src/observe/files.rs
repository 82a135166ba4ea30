//! The probes that write files, to outputs of any kind.
//!
//! A probe of this module has no parameter but a lifetime: what it does in every cycle is compiled here,
//! once, as fast as it can be, and not again in each package that runs a machine.

use std::io::{self, Seek, Write};
use std::ops::ControlFlow;

use crate::fst::FstProbe;
use crate::lisp::Follower;
use crate::lisp::bookmarks::Bookmarks;
use crate::recorder::Plan;
use crate::trace::{End, Header, TraceProbe, Writer};
use crate::transactions::TransactionProbe;
use crate::transactions::ftr::Ftr;
use crate::transactions::perfetto::Perfetto;
use crate::vcd::VcdProbe;
use crate::window::Window;
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
pub struct VcdFile<'a>(VcdProbe<'a, Box<dyn Write + 'a>>);

passes_on!(VcdFile);
passes_on!(FstFile);
passes_on!(TraceFile);
passes_on!(FtrFile);
passes_on!(PerfettoFile);

impl<'a> VcdFile<'a> {
    /// Where one may want to go in it.
    pub fn bookmarks(&self) -> Bookmarks {
        self.0.bookmarks()
    }

    /// Begins a VCD, as [`VcdProbe::new`] does.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(
        out: impl Write + 'a,
        machine: &Machine,
        about: &[String],
        plan: Plan<'a>,
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
pub struct FstFile<'a>(FstProbe<'a, Box<dyn Output + 'a>>);

impl<'a> FstFile<'a> {
    /// Where one may want to go in it.
    pub fn bookmarks(&self) -> Bookmarks {
        self.0.bookmarks()
    }

    /// Begins an FST file, as [`FstProbe::new`] does.
    ///
    /// # Errors
    /// Those of `out`, and that there can be no thread.
    pub fn new(
        out: impl Output + 'a,
        machine: &Machine,
        about: &[String],
        plan: Plan<'a>,
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

/// Writes an FTR file: see [`Ftr`].
pub struct FtrFile<'a>(TransactionProbe<'a, Ftr<Box<dyn Write + 'a>>>);

/// Writes a trace for Perfetto: see [`Perfetto`].
pub struct PerfettoFile<'a>(TransactionProbe<'a, Perfetto<Box<dyn Write + 'a>>>);

/// Writes a trace: see [`TraceProbe`].
pub struct TraceFile<'a>(TraceProbe<'a, Writer<Box<dyn Write + 'a>>>);

impl<'a> TraceFile<'a> {
    /// Begins a trace with its header, as [`TraceProbe::with_plan`] does. The output should be buffered.
    pub fn new(out: impl Write + 'a, header: &Header, plan: Plan<'a>) -> TraceFile<'a> {
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

/// What both formats of transactions have in common.
macro_rules! begins {
    ($name:ident: $format:ident) => {
        impl<'a> $name<'a> {
            /// Begins a file of the program with this name, for a machine after reset.
            ///
            /// # Errors
            /// Those of `out`.
            pub fn new(
                out: impl Write + 'a,
                program: &str,
                window: Window,
                follower: Follower<'a>,
            ) -> io::Result<$name<'a>> {
                let format = $format::new(Box::new(out) as Box<dyn Write>, program)?;
                Ok($name(TransactionProbe::new(format, window, follower)))
            }

            /// Ends the file.
            ///
            /// # Errors
            /// The first error that the output has reported, now or during the run.
            pub fn finish(self) -> io::Result<()> {
                self.0.finish().map(drop)
            }
        }
    };
}

begins!(FtrFile: Ftr);
begins!(PerfettoFile: Perfetto);
