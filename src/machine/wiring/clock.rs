//! The clock: what happens in a cycle, up to its edge.
//!
//! In every cycle the token's holder acts on the registers as they were, and `edge` carries its
//! command out. There is one description of a cycle, for an observer who looks at each of them
//! (`OBSERVED`: the memory's request lines are kept) and for a run that nobody looks at. In that, a
//! unit's cycles follow each other without asking who holds the token, and the first cycle of a
//! fetch follows the one that has asked for it. All are counted all the same, and a run can end
//! after any of them. It is compiled for some kinds of machines (`KNOWN`), for speed alone, but for units
//! that have few of a long program's cycles.
//!
//! The cycles that programs have most are a part of the run loop, those of other units functions of their own: with
//! all of them in one function, compilers take five times as long, and what they make is slower, in browsers
//! three times.

use std::ops::ControlFlow;

use super::Machine;
use crate::config::Code;
use crate::notes::Notes;
use crate::ports::{Gather as _, Room, Unit};
use crate::units::memory::{Bus, Overwritten, Port};
use crate::units::{
    apply, define, digits, eval, eval_args, inline, note, primitive, special, trap,
};
use crate::word::WordSize;

/// What is known of the machine where a cycle is compiled: nothing.
const NOTHING: u8 = 0;
/// The memory takes one cycle for every access.
pub(super) const AT_ONCE: u8 = 1;
/// That, words have 32 bits, and code is evaluated as lists.
const LISTS_32: u8 = 2;
/// The same, but quickly.
const QUICK_32: u8 = 3;
/// The same with words of 64 bits.
const QUICK_64: u8 = 4;

/// Nothing is to be looked at.
const ON: ControlFlow<()> = ControlFlow::Continue(());

impl Machine {
    /// Cycles that nobody observes: up to `limit`, or to one after which the machine is to be looked
    /// at.
    pub(super) fn run_freely(&mut self, limit: u64) {
        self.console.output = None;
        if !self.memory.answers_at_once() {
            return self.run_at::<NOTHING>(limit);
        }
        match (self.config.word, self.config.code) {
            (WordSize::W32, Code::Lists) => self.run_at::<LISTS_32>(limit),
            (WordSize::W32, Code::Quick) => self.run_at::<QUICK_32>(limit),
            (WordSize::W64, Code::Quick) => self.run_at::<QUICK_64>(limit),
            _ => self.run_at::<AT_ONCE>(limit),
        }
    }

    #[inline(never)]
    fn run_at<const KNOWN: u8>(&mut self, limit: u64) {
        while self.cycle < limit {
            if self.clock::<false, KNOWN>(limit).is_break() {
                return;
            }
        }
    }

    /// One cycle, with the memory's request lines kept for an observer.
    #[inline(never)]
    pub(super) fn clock_observed(&mut self) {
        self.memory.bus = Bus::default();
        self.memory.overwritten = Overwritten::default();
        self.console.output = None;
        // Whatever there is to be looked at, an observer sees it.
        let _ = self.clock::<true, NOTHING>(self.cycle + 1);
    }

    /// A cycle of the token's holder and, unobserved, its next ones before `limit`. Breaks if the
    /// machine is to be looked at before the next cycle: it has halted, or has used the console.
    #[inline(always)]
    fn clock<const OBSERVED: bool, const KNOWN: u8>(&mut self, limit: u64) -> ControlFlow<()> {
        // Cycles of a unit that holds the token: one, or unobserved as many as follow each other.
        macro_rules! turn {
            ($unit:ident, $cycle:expr) => {
                loop {
                    self.count(Unit::$unit);
                    $cycle(self, limit)?;
                    if OBSERVED || self.arbiter.owner != Unit::$unit || self.cycle >= limit {
                        return ON;
                    }
                }
            };
        }
        match self.arbiter.owner {
            Unit::Eval => turn!(Eval, Self::clock_eval::<OBSERVED, KNOWN>),
            Unit::FetchObject => turn!(FetchObject, Self::clock_fetch_object::<KNOWN>),
            Unit::EvalArgs => turn!(EvalArgs, Self::clock_eval_args::<OBSERVED, KNOWN>),
            Unit::Apply => turn!(Apply, Self::clock_apply::<OBSERVED, KNOWN>),
            Unit::Primitive => turn!(Primitive, Self::clock_primitive::<OBSERVED, KNOWN>),
            Unit::Special => turn!(Special, Self::clock_special::<OBSERVED, KNOWN>),
            Unit::Define => turn!(Define, Self::clock_define::<OBSERVED>),
            Unit::Clink => turn!(Clink, Self::clock_clink::<OBSERVED, KNOWN>),
            Unit::Alu => turn!(Alu, Self::clock_alu),
            Unit::Trap => turn!(Trap, Self::clock_trap::<OBSERVED>),
            Unit::Inline => turn!(Inline, Self::clock_inline::<OBSERVED, KNOWN>),
            Unit::Note => turn!(Note, Self::clock_note::<OBSERVED>),
            Unit::Fpu => turn!(Fpu, Self::clock_fpu),
            Unit::Digits => turn!(Digits, Self::clock_digits::<OBSERVED>),
            Unit::Sweeper => {
                self.clock_sweeper::<OBSERVED>(limit);
                ON
            }
            Unit::Halted => {
                self.count(Unit::Halted);
                ON
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
    fn clock_fetch_object<const KNOWN: u8>(&mut self, _: u64) -> ControlFlow<()> {
        let (banks, latency) =
            if KNOWN >= AT_ONCE { (4, 1) } else { (self.memory.banks(), self.memory.latency()) };
        if self.fetch_object.step(banks, latency, &self.memory) {
            self.arbiter.give_back();
        }
        ON
    }

    /// The first cycle of a fetch, if it is before `limit`: it follows the request at once.
    #[inline(always)]
    pub(super) fn follow<const KNOWN: u8>(&mut self, limit: u64) {
        if self.cycle < limit {
            self.count(Unit::FetchObject);
            let _ = self.clock_fetch_object::<KNOWN>(limit);
        }
    }

    /// Is code evaluated quickly?
    #[inline(always)]
    pub(super) fn quick<const KNOWN: u8>(&self) -> bool {
        KNOWN >= QUICK_32 || KNOWN != LISTS_32 && self.config.code == Code::Quick
    }

    /// The width of words.
    #[inline(always)]
    fn word<const KNOWN: u8>(&self) -> WordSize {
        match KNOWN {
            LISTS_32 | QUICK_32 => WordSize::W32,
            QUICK_64 => WordSize::W64,
            _ => self.config.word,
        }
    }

    #[inline(always)]
    fn clock_eval<const OBSERVED: bool, const KNOWN: u8>(&mut self, limit: u64) -> ControlFlow<()> {
        let inputs = eval::Inputs {
            namespace: self.config.namespace,
            size: self.word::<KNOWN>(),
            quick: self.quick::<KNOWN>(),
            fetched: &self.fetch_object.words,
            frame: &self.clink.top,
            value: self.clink.value,
            full: self.clink.full,
        };
        let command = self.eval.step(&inputs);
        self.carry_out::<OBSERVED, KNOWN>(command, limit)
    }

    #[inline(always)]
    fn clock_eval_args<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = eval_args::Inputs {
            fetched: &self.fetch_object.words,
            frame: &self.clink.top,
            value: self.clink.value,
            room: Room { full: &self.clink.full, pending: &self.eval.scope.pending },
            notes: Notes::new(&self.eval.scope, self.word::<KNOWN>(), self.quick::<KNOWN>()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.eval_args.step(&inputs, &mut port);
        self.edge::<OBSERVED, KNOWN>(result, limit)
    }

    #[inline(always)]
    fn clock_apply<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = apply::Inputs {
            namespace: self.config.namespace,
            size: self.word::<KNOWN>(),
            fetched: &self.fetch_object.words,
            alu: &self.alu,
            fpu: &self.fpu,
            arguments: self.eval_args.arguments,
            frame: &self.clink.top,
            value: self.clink.value,
            clink: self.clink.clink,
            // For a continuation, which needs no environment.
            room: Room { full: &self.clink.full, pending: &false },
            notes: Notes::new(&self.eval.scope, self.word::<KNOWN>(), self.quick::<KNOWN>()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.apply.step(&inputs, &mut port);
        self.edge::<OBSERVED, KNOWN>(result, limit)
    }

    #[inline(never)]
    fn clock_primitive<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = primitive::Inputs {
            size: self.word::<KNOWN>(),
            fetched: &self.fetch_object.words,
            operands: &self.apply.operands,
            cycle: self.cycle,
            notes: Notes::new(&self.eval.scope, self.word::<KNOWN>(), self.quick::<KNOWN>()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.primitive.step(&inputs, &mut port);
        self.edge::<OBSERVED, KNOWN>(result, limit)
    }

    #[inline(never)]
    fn clock_special<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = special::Inputs {
            fetched: &self.fetch_object.words,
            frame: &self.clink.top,
            value: self.clink.value,
            room: Room { full: &self.clink.full, pending: &self.eval.scope.pending },
            notes: Notes::new(&self.eval.scope, self.word::<KNOWN>(), self.quick::<KNOWN>()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.special.step(&inputs, &mut port);
        self.edge::<OBSERVED, KNOWN>(result, limit)
    }

    #[inline(never)]
    fn clock_define<const OBSERVED: bool>(&mut self, limit: u64) -> ControlFlow<()> {
        let inputs = define::Inputs {
            namespace: self.config.namespace,
            fetched: &self.fetch_object.words,
            env: self.eval.env,
            frame: &self.clink.top,
            value: self.clink.value,
            room: Room { full: &self.clink.full, pending: &self.eval.scope.pending },
            notes: Notes::new(&self.eval.scope, self.word::<NOTHING>(), self.quick::<NOTHING>()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.define.step(&inputs, &mut port);
        self.edge::<OBSERVED, NOTHING>(result, limit)
    }

    #[inline(never)]
    fn clock_clink<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.clink.step(&self.fetch_object.words, &mut port);
        self.edge::<OBSERVED, KNOWN>(result, limit)
    }

    #[inline(never)]
    fn clock_alu(&mut self, _: u64) -> ControlFlow<()> {
        if self.alu.step(self.config.word) {
            self.arbiter.give_back();
        }
        ON
    }

    #[inline(never)]
    fn clock_fpu(&mut self, _: u64) -> ControlFlow<()> {
        if self.fpu.step() {
            self.arbiter.give_back();
        }
        ON
    }

    #[inline(never)]
    fn clock_trap<const OBSERVED: bool>(&mut self, limit: u64) -> ControlFlow<()> {
        let inputs = trap::Inputs {
            frame: &self.clink.top,
            value: self.clink.value,
            room: Room { full: &self.clink.full, pending: &self.eval.scope.pending },
            clink: self.clink.clink,
        };
        let command = self.trap.step(&inputs);
        self.carry_out::<OBSERVED, NOTHING>(command, limit)
    }

    #[inline(never)]
    fn clock_note<const OBSERVED: bool>(&mut self, limit: u64) -> ControlFlow<()> {
        let inputs = note::Inputs {
            namespace: self.config.namespace,
            fetched: &self.fetch_object.words,
            address: self.fetch_object.address.word(),
            notes: Notes::new(&self.eval.scope, self.word::<NOTHING>(), self.quick::<NOTHING>()),
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.note.step(&inputs, &mut port);
        self.edge::<OBSERVED, NOTHING>(result, limit)
    }

    #[inline(always)]
    fn clock_inline<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        limit: u64,
    ) -> ControlFlow<()> {
        let inputs = inline::Inputs {
            fetched: &self.fetch_object.words,
            notes: Notes::new(&self.eval.scope, self.word::<KNOWN>(), self.quick::<KNOWN>()),
        };
        let command = self.inline.step(&inputs);
        self.carry_out::<OBSERVED, KNOWN>(command, limit)
    }

    #[inline(never)]
    fn clock_digits<const OBSERVED: bool>(&mut self, limit: u64) -> ControlFlow<()> {
        let inputs = digits::Inputs {
            size: self.word::<NOTHING>(),
            fetched: &self.fetch_object.words,
            function: self.apply.function,
            operands: &self.apply.operands,
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let result = self.digits.step(&inputs, &mut port);
        self.edge::<OBSERVED, NOTHING>(result, limit)
    }

    /// Not in the run loop: it is large, and collections are long.
    #[inline(never)]
    fn clock_sweeper<const OBSERVED: bool>(&mut self, limit: u64) {
        loop {
            self.count(Unit::Sweeper);
            self.sweep::<OBSERVED>();
            if OBSERVED || self.arbiter.owner != Unit::Sweeper || self.cycle >= limit {
                return;
            }
        }
    }
}
