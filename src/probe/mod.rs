//! Observers of a run. A probe reads the machine around every clock edge and never changes it.

pub mod trace;

use std::ops::ControlFlow;

use crate::machine::Machine;

/// What [`Machine::run_with`] calls in every cycle. Registers have the cycle's values in `before`;
/// the memory's request lines and the console's output have them in `after`.
pub trait Probe {
    /// False for a probe that observes nothing: the calls, and the recording of the request lines,
    /// then vanish from the run loop.
    const ACTIVE: bool = true;

    /// At the beginning of a cycle: the registers are those of the cycle.
    fn before(&mut self, machine: &Machine);

    /// At its end: the request lines are those of the cycle, the registers those of the next.
    fn after(&mut self, machine: &Machine) -> ControlFlow<()>;
}

/// Observes nothing and costs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProbe;

impl Probe for NoProbe {
    const ACTIVE: bool = false;

    #[inline(always)]
    fn before(&mut self, _: &Machine) {}

    #[inline(always)]
    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
