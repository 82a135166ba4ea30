//! All that the panes show, as plain data: gathered after every command, whatever the size.

use super::frames::Frames;
use super::heap::Heap;
use super::registers::Register;
use super::source::Source;
use super::{frames, heap, registers, source, units};
use crate::cli::step::execute::Stepper;
use crate::cli::step::output::Output;
use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::recent::Recent;

/// Cycles of the waveform: more than any screen has room for.
const CYCLES: u64 = 400;

/// What there is to see of a machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// The line about the last stop.
    pub status: String,
    pub source: Source,
    pub units: Vec<units::Row>,
    pub registers: Vec<Register>,
    pub frames: Frames,
    pub heap: Heap,
    pub wave: Recent,
    /// The program waits for console input.
    pub waits: bool,
}

/// Looks at the machine; `before` is what was seen last.
pub fn gather<O: Output>(stepper: &mut Stepper<O>, before: &View) -> View {
    let wave = stepper.debugger.recent(CYCLES, &stepper.wave);
    let (machine, image) = (stepper.debugger.machine(), stepper.debugger.image());
    let inspector = Inspector::new(machine, image);
    View {
        status: stepper.stop.clone(),
        source: source::gather(&stepper.debugger, inspector.place(), &before.source),
        units: units::gather(machine),
        registers: registers::gather(machine, &inspector, &before.registers),
        frames: frames::gather(machine, image),
        heap: heap::gather(machine, stepper.heap_at),
        wave,
        waits: machine.console.waiting && !stepper.debugger.input_has_ended(),
    }
}
