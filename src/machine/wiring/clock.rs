//! The clock: what happens in a cycle, up to its edge.
//!
//! In every cycle the token's holder acts on the registers as they were, and `edge` carries its
//! command out. There is one description of a cycle, for an observer who looks at each of them
//! (`OBSERVED`: the memory's request lines are kept) and for a run that nobody looks at. In that, a
//! unit's cycles follow each other without asking who holds the token, and the first cycle of a
//! fetch follows the one that has asked for it. All are counted all the same, and a run can end
//! after any of them. With `AT_ONCE`, the memory is known to take one cycle for every access.

use std::ops::ControlFlow;

use super::Machine;
use crate::config::Code;
use crate::notes::Notes;
use crate::ports::{Gather as _, Unit};
use crate::units::memory::{Bus, Port};
use crate::units::{apply, define, eval, eval_args, note, primitive, special, trap};

/// Nothing is to be looked at.
const ON: ControlFlow<()> = ControlFlow::Continue(());

impl Machine {
    /// Cycles that nobody observes: up to `limit`, or to one after which the machine is to be looked
    /// at.
    pub(super) fn run_freely(&mut self, limit: u64) {
        self.console.output = None;
        if self.memory.answers_at_once() {
            self.run_at::<true>(limit);
        } else {
            self.run_at::<false>(limit);
        }
    }

    #[inline(never)]
    fn run_at<const AT_ONCE: bool>(&mut self, limit: u64) {
        while self.cycle < limit {
            if self.clock::<false, AT_ONCE>(limit).is_break() {
                return;
            }
        }
    }

    /// One cycle, with the memory's request lines kept for an observer.
    #[inline(never)]
    pub(super) fn clock_observed(&mut self) {
        self.memory.bus = Bus::default();
        self.console.output = None;
        // Whatever there is to be looked at, an observer sees it.
        let _ = self.clock::<true, false>(self.cycle + 1);
    }

    /// A cycle of the token's holder and, unobserved, its next ones before `limit`. Breaks if the
    /// machine is to be looked at before the next cycle: it has halted, or has used the console.
    #[inline(always)]
    fn clock<const OBSERVED: bool, const AT_ONCE: bool>(&mut self, limit: u64) -> ControlFlow<()> {
        macro_rules! turn {
            ($unit:ident, $cycle:expr) => {
                self.turn::<OBSERVED>(Unit::$unit, limit, $cycle)
            };
        }
        match self.arbiter.owner {
            Unit::Eval => turn!(Eval, Self::clock_eval::<OBSERVED, AT_ONCE>),
            Unit::FetchObject => turn!(FetchObject, Self::clock_fetch_object::<AT_ONCE>),
            Unit::EvalArgs => turn!(EvalArgs, Self::clock_eval_args::<OBSERVED, AT_ONCE>),
            Unit::Apply => turn!(Apply, Self::clock_apply::<OBSERVED, AT_ONCE>),
            Unit::Primitive => turn!(Primitive, Self::clock_primitive::<OBSERVED, AT_ONCE>),
            Unit::Special => turn!(Special, Self::clock_special::<OBSERVED, AT_ONCE>),
            Unit::Define => turn!(Define, Self::clock_define::<OBSERVED, AT_ONCE>),
            Unit::Clink => turn!(Clink, Self::clock_clink::<OBSERVED, AT_ONCE>),
            Unit::Alu => turn!(Alu, Self::clock_alu),
            Unit::Trap => turn!(Trap, Self::clock_trap::<OBSERVED, AT_ONCE>),
            Unit::Note => turn!(Note, Self::clock_note::<OBSERVED, AT_ONCE>),
            Unit::Sweeper => {
                self.clock_sweeper::<OBSERVED>(limit);
                ON
            }
            Unit::Halted => turn!(Halted, |_, _| ON),
        }
    }

    /// Cycles of `unit`, which holds the token: one, or unobserved as many as follow each other.
    #[inline(always)]
    fn turn<const OBSERVED: bool>(
        &mut self,
        unit: Unit,
        limit: u64,
        cycle: impl Fn(&mut Machine, u64) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        loop {
            self.count(unit);
            cycle(self, limit)?;
            if OBSERVED || self.arbiter.owner != unit || self.cycle >= limit {
                return ON;
            }
        }
    }

    /// A cycle passes, in which `unit` holds the token.
    #[inline(always)]
    fn count(&mut self, unit: Unit) {
        self.unit_cycles[unit as usize] += 1;
        self.cycle += 1;
    }

    #[inline(always)]
    fn clock_fetch_object<const AT_ONCE: bool>(&mut self, _: u64) -> ControlFlow<()> {
        let (banks, latency) =
            if AT_ONCE { (4, 1) } else { (self.memory.banks(), self.memory.latency()) };
        if self.fetch_object.step(banks, latency, &self.memory) {
            self.arbiter.give_back();
        }
        ON
    }

    /// The first cycle of a fetch, if it is before `limit`: it follows the request at once.
    #[inline(always)]
    pub(super) fn follow<const AT_ONCE: bool>(&mut self, limit: u64) {
        if self.cycle < limit {
            self.count(Unit::FetchObject);
            let _ = self.clock_fetch_object::<AT_ONCE>(limit);
        }
    }

    /// Is code evaluated quickly?
    #[inline(always)]
    pub(super) fn quick(&self) -> bool {
        self.config.code == Code::Quick
    }

    /// Can a frame be pushed? The register for it is free, and the environment is in memory.
    #[inline(always)]
    fn room(&self) -> bool {
        !self.clink.full && !self.eval.scope.pending
    }

    #[inline(always)]
    fn clock_eval<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = eval::Inputs {
            namespace: self.config.namespace,
            size: self.config.word,
            quick: self.quick(),
            fetched: &self.fetch_object.words,
            frame: &self.clink.top,
            value: self.clink.value,
            room: self.room(),
        };
        let command = self.eval.step(&inputs);
        self.carry_out::<OBSERVED, AT_ONCE>(command, limit)
    }

    #[inline(always)]
    fn clock_eval_args<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = eval_args::Inputs {
            fetched: &self.fetch_object.words,
            frame: &self.clink.top,
            value: self.clink.value,
            room: self.room(),
            notes: Notes::new(&self.eval.scope, self.config.word, self.quick()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.eval_args.step(&inputs, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    #[inline(always)]
    fn clock_apply<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = apply::Inputs {
            size: self.config.word,
            fetched: &self.fetch_object.words,
            alu: &self.alu,
            clink: self.clink.clink,
            // For a continuation, which needs no environment.
            room: !self.clink.full,
            notes: Notes::new(&self.eval.scope, self.config.word, self.quick()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.apply.step(&inputs, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    #[inline(always)]
    fn clock_primitive<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = primitive::Inputs {
            size: self.config.word,
            fetched: &self.fetch_object.words,
            operands: &self.apply.operands,
            cycle: self.cycle,
            notes: Notes::new(&self.eval.scope, self.config.word, self.quick()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.primitive.step(&inputs, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    #[inline(always)]
    fn clock_special<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = special::Inputs {
            fetched: &self.fetch_object.words,
            frame: &self.clink.top,
            value: self.clink.value,
            room: self.room(),
            notes: Notes::new(&self.eval.scope, self.config.word, self.quick()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.special.step(&inputs, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    #[inline(always)]
    fn clock_define<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = define::Inputs {
            namespace: self.config.namespace,
            fetched: &self.fetch_object.words,
            env: self.eval.env,
            frame: &self.clink.top,
            value: self.clink.value,
            room: self.room(),
            notes: Notes::new(&self.eval.scope, self.config.word, self.quick()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.define.step(&inputs, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    #[inline(always)]
    fn clock_clink<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.clink.step(&self.fetch_object.words, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    #[inline(always)]
    fn clock_alu(&mut self, _: u64) -> ControlFlow<()> {
        if self.alu.step(self.config.word) {
            self.arbiter.give_back();
        }
        ON
    }

    #[inline(always)]
    fn clock_trap<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = trap::Inputs {
            frame: &self.clink.top,
            value: self.clink.value,
            room: self.room(),
            clink: self.clink.clink,
        };
        let command = self.trap.step(&inputs);
        self.carry_out::<OBSERVED, AT_ONCE>(command, limit)
    }

    #[inline(never)]
    fn clock_note<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = note::Inputs {
            namespace: self.config.namespace,
            fetched: &self.fetch_object.words,
            address: self.fetch_object.address.word(),
            notes: Notes::new(&self.eval.scope, self.config.word, self.quick()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.note.step(&inputs, &mut port);
        self.edge::<OBSERVED, AT_ONCE>(result, limit)
    }

    /// Not in the run loop: it is large, and collections are long.
    #[inline(never)]
    fn clock_sweeper<const OBSERVED: bool>(&mut self, limit: u64) {
        let _ = self.turn::<OBSERVED>(Unit::Sweeper, limit, |machine, _| {
            machine.sweep::<OBSERVED>();
            ON
        });
    }
}
