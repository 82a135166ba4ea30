//! Observers of a run. A probe reads the machine around every clock edge and never changes it.

use std::ops::ControlFlow;

use crate::wiring::Machine;

/// What [`Machine::run_with`] calls in every cycle. Registers have the cycle's values in `before`;
/// the memory's request lines and the console's output have them in `after`.
pub trait Probe {
    /// False for a probe that observes nothing: the calls, and the recording of the request lines,
    /// then vanish from the run loop.
    const ACTIVE: bool = true;

    /// A run begins, or goes on: what has happened since the last cycle, nobody has seen.
    fn begin(&mut self) {}

    /// At the beginning of a cycle: the registers are those of the cycle.
    fn before(&mut self, machine: &Machine);

    /// At its end: the request lines are those of the cycle, the registers those of the next.
    fn after(&mut self, machine: &Machine) -> ControlFlow<()>;

    /// The run waits for console input, maybe for long: what is buffered may be written.
    fn pause(&mut self) {}
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

impl<P: Probe> Probe for &mut P {
    const ACTIVE: bool = P::ACTIVE;

    fn begin(&mut self) {
        P::begin(self);
    }

    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        P::before(self, machine);
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        P::after(self, machine)
    }

    fn pause(&mut self) {
        P::pause(self);
    }
}

/// A probe that is chosen when the program runs: `None` costs a branch.
impl<P: Probe> Probe for Option<P> {
    const ACTIVE: bool = P::ACTIVE;

    fn begin(&mut self) {
        if let Some(probe) = self {
            probe.begin();
        }
    }

    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        if let Some(probe) = self {
            probe.before(machine);
        }
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        match self {
            Some(probe) => probe.after(machine),
            None => ControlFlow::Continue(()),
        }
    }

    fn pause(&mut self) {
        if let Some(probe) = self {
            probe.pause();
        }
    }
}

/// Two probes at once. Both see every cycle; either can stop the run.
impl<A: Probe, B: Probe> Probe for (A, B) {
    const ACTIVE: bool = A::ACTIVE || B::ACTIVE;

    fn begin(&mut self) {
        self.0.begin();
        self.1.begin();
    }

    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        if A::ACTIVE {
            self.0.before(machine);
        }
        if B::ACTIVE {
            self.1.before(machine);
        }
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let first = if A::ACTIVE { self.0.after(machine) } else { ControlFlow::Continue(()) };
        let second = if B::ACTIVE { self.1.after(machine) } else { ControlFlow::Continue(()) };
        if first.is_break() { first } else { second }
    }

    fn pause(&mut self) {
        self.0.pause();
        self.1.pause();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::wiring::Stop;
    use crate::word::Word;

    struct Counter(u64, u64);

    impl Probe for Counter {
        fn before(&mut self, _: &Machine) {
            self.0 += 1;
        }

        fn after(&mut self, _: &Machine) -> ControlFlow<()> {
            if self.0 == self.1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        }
    }

    #[test]
    fn either_of_two_probes_stops_the_run_and_both_see_its_cycles() {
        for (a, b) in [(3, 9), (9, 3), (3, 3)] {
            let mut machine = Machine::new(Config::default(), &[], Word::small(1));
            machine.eval.state = crate::units::eval::State::EvalDispatch;
            machine.arbiter.owner = crate::ports::Unit::Halted;
            let mut first = Counter(0, a);
            let mut pair = (&mut first, (Some(Counter(0, b)), (None::<Counter>, NoProbe)));
            assert_eq!(machine.run_with(&mut pair, 100), Stop::Probe);
            let second = pair.1.0.map(|counter| counter.0);
            assert_eq!((first.0, second, machine.cycle), (3, Some(3), 3));
        }
        const { assert!(!<(NoProbe, Option<NoProbe>) as Probe>::ACTIVE) };
    }
}
