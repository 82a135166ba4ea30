//! The machine: the units, the wires between them, and the clock.
//!
//! Only this module knows that two units exist. In every cycle the unit that holds the token acts
//! on the registers as they were, and its [`Command`] is carried out at the clock edge. The state
//! of the machine is the registers of its units and the words of its memory, nothing else.
//!
//! `clock` lets cycles pass, `edge` carries commands out, `collection` begins and ends collections, `record` keeps what they
//! did, `outside` what the host has for the machine, `registers` the registers apart from the words of memory.

mod clock;
mod collection;
mod edge;
mod kept;
mod outside;
pub mod record;
mod registers;

pub use collection::{ROOTS, root_names};
pub use kept::Kept;
pub use registers::{Control, Registers};

use serde::{Deserialize, Serialize};

use outside::Outside;
use record::Collections;

use crate::config::Config;
use crate::ports::{Halt, Unit};
use crate::probe::{NoProbe, Probe};
use crate::units::alu::Alu;
use crate::units::apply::Apply;
use crate::units::arbiter::Arbiter;
use crate::units::clink::Clink;
use crate::units::console::Console;
use crate::units::define::Define;
use crate::units::digits::Digits;
use crate::units::eval::Eval;
use crate::units::eval_args::EvalArgs;
use crate::units::fetch_object::FetchObject;
use crate::units::fpu::Fpu;
use crate::units::inline::Inline;
use crate::units::memory::Memory;
use crate::units::note::Note;
use crate::units::primitive::Primitive;
use crate::units::special::Special;
use crate::units::sweeper::{self, Sweeper};
use crate::units::trap::Trap;
use crate::word::{NIL, Word};

/// Gives the units to another macro, in the order of the manual's section 4: the field of [`Machine`],
/// and its type. First those that can hold the token, in the order of their numbers as [`Unit`]s.
macro_rules! with_units {
    ($macro:ident) => {
        $macro! {
            [
                eval: Eval,
                fetch_object: FetchObject,
                eval_args: EvalArgs,
                apply: Apply,
                primitive: Primitive,
                special: Special,
                define: Define,
                clink: Clink,
                alu: Alu,
                trap: Trap,
                note: Note,
                inline: Inline,
                digits: Digits,
                fpu: Fpu,
                sweeper: Sweeper,
            ]
            [
                console: Console,
                memory: Memory,
            ]
        }
    };
}

pub(crate) use with_units;

/// Why [`Machine::run`] came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The machine has halted: see [`Arbiter::halt`].
    Halted,
    /// The cycle limit is reached.
    Limit,
    /// The program reads from the console and there is nothing to read: see
    /// [`Machine::feed`] and [`Machine::close_input`].
    NeedsInput,
    /// The program reads on the host channel and there is nothing to read: see
    /// [`Machine::requests`] and [`Machine::answer`].
    NeedsAnswer,
    /// The probe asked for it.
    Probe,
}

/// One collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Why it began.
    pub cause: sweeper::Cause,
    /// What it was about.
    pub kind: sweeper::Kind,
    /// Its first cycle.
    pub begin: u64,
    /// Cycles that it took, in which the evaluator stood still.
    pub cycles: u64,
    /// Words in use after it, without the fixed region. After a minor collection dead ones of the
    /// old space are among them.
    pub live: u32,
    /// Words that it has freed.
    pub freed: u32,
    /// Words that a minor collection has moved to the old space.
    pub promoted: u32,
}

/// A Lisp machine: its registers, its memory and its cycle counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    config: Config,
    /// The RAM and its allocator.
    pub memory: Memory,
    /// Who holds the token, and why the machine has stopped, if it has.
    pub arbiter: Arbiter,
    /// The words of the object read last.
    pub fetch_object: FetchObject,
    /// The expression that is looked at, and the current environment.
    pub eval: Eval,
    /// The operands that are evaluated, and their values so far.
    pub eval_args: EvalArgs,
    /// The function that is applied, and its operands.
    pub apply: Apply,
    /// The primitive of class data that runs.
    pub primitive: Primitive,
    /// The special form that is evaluated, if it defines nothing.
    pub special: Special,
    /// The special form that is evaluated, if it defines.
    pub define: Define,
    /// The frames that wait: the top one in registers, the others in memory.
    pub clink: Clink,
    /// The operands of arithmetic, and the divider.
    pub alu: Alu,
    /// The last fault, and the trap vector.
    pub trap: Trap,
    /// What is found out about cells of code.
    pub note: Note,
    /// The primitive that is applied without a frame.
    pub inline: Inline,
    /// The primitive of class digits that runs.
    pub digits: Digits,
    /// The operation on floats that goes on.
    pub fpu: Fpu,
    /// The collection that goes on.
    pub sweeper: Sweeper,
    /// A byte from the host, and one to it.
    pub console: Console,
    /// Cycles since reset.
    pub cycle: u64,
    /// Its last value; of a trap, the culprit.
    pub value: Word,
    /// Function bodies entered, macros' and `eval`'s among them.
    pub calls: u64,
    /// What each collection did.
    pub collections: Collections,
    /// Cycles in which each unit held the token, by [`Unit`] number.
    pub unit_cycles: [u64; Unit::NAMES.len()],
    outside: Outside,
}

impl Machine {
    /// A machine after reset: the first words of memory are `words`, `eval` is about to evaluate
    /// `entry` in the global environment, all other registers are zero.
    pub fn new(config: Config, words: &[Word], entry: Word) -> Machine {
        let mut machine = Machine {
            config,
            memory: Memory::new(&config, words),
            arbiter: Arbiter::default(),
            fetch_object: FetchObject::default(),
            eval: Eval::default(),
            eval_args: EvalArgs::default(),
            apply: Apply::default(),
            primitive: Primitive::default(),
            special: Special::default(),
            define: Define::default(),
            clink: Clink::default(),
            alu: Alu::default(),
            trap: Trap::default(),
            note: Note::default(),
            inline: Inline::default(),
            digits: Digits::default(),
            fpu: Fpu::default(),
            sweeper: Sweeper::default(),
            console: Console::default(),
            cycle: 0,
            value: NIL,
            calls: 0,
            collections: Collections::default(),
            unit_cycles: [0; Unit::NAMES.len()],
            outside: Outside::default(),
        };
        machine.sweeper = Sweeper::new(&config, *machine.memory.layout());
        machine.eval.expr = entry;
        machine.arbiter.give(Unit::Eval);
        machine
    }

    /// The parameters it was built with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Is it the same hardware as `other`, with registers and words that fit it?
    pub fn is_like(&self, other: &Machine) -> bool {
        let parameters = |sweeper: &Sweeper| (sweeper.layout, sweeper.collector, sweeper.barrier);
        self.config == other.config
            && self.memory.is_like(&other.memory)
            && parameters(&self.sweeper) == parameters(&other.sweeper)
    }

    /// Can its counters have come to where they are, and be counted on?
    pub fn is_possible(&self) -> bool {
        let cycle = self.cycle;
        // Of a cycle's words: no object is larger than memory.
        let most = cycle.checked_mul(self.memory.words().len() as u64 + 1);
        self.calls <= cycle
            && self.unit_cycles.iter().all(|&cycles| cycles <= cycle)
            && most.is_some_and(|most| self.memory.allocated <= most)
            && self.collections.is_possible(cycle)
    }

    /// Runs until the machine halts, needs input, or `limit` cycles have passed since reset.
    pub fn run(&mut self, limit: u64) -> Stop {
        self.run_until_stopped(&mut NoProbe, limit)
    }

    /// As [`Machine::run`], observed by `probe` in every cycle.
    pub fn run_with<P: Probe>(&mut self, probe: &mut P, limit: u64) -> Stop {
        // The run without an observer is compiled here, where the units are, and not where it is used.
        if P::ACTIVE { self.run_until_stopped(probe, limit) } else { self.run(limit) }
    }

    fn run_until_stopped<P: Probe>(&mut self, probe: &mut P, limit: u64) -> Stop {
        probe.begin();
        loop {
            self.interrupts_due();
            let until = limit.min(self.outside.next_interrupt());
            let stop = self.run_until(probe, until);
            self.interrupts_due();
            if stop != Stop::Limit || self.cycle >= limit {
                return stop;
            }
        }
    }

    /// As [`Machine::run_with`], with no interrupt on the way.
    fn run_until<P: Probe>(&mut self, probe: &mut P, limit: u64) -> Stop {
        while self.arbiter.halt == Halt::Running {
            if self.cycle >= limit {
                return Stop::Limit;
            }
            if self.console.waiting
                && let Err(stop) = self.supply()
            {
                probe.pause();
                return stop;
            }
            if P::ACTIVE {
                probe.before(self);
                self.clock_observed();
                if probe.after(self).is_break() {
                    return Stop::Probe;
                }
            } else {
                self.run_freely(limit);
            }
        }
        Stop::Halted
    }

    /// One clock cycle, with the memory's request lines kept for an observer. A program that waits
    /// for input goes on waiting.
    pub fn tick(&mut self) {
        if self.arbiter.halt == Halt::Running {
            self.interrupts_due();
            if self.console.waiting {
                // Without an answer the read waits on.
                let _ = self.supply();
            }
            self.clock_observed();
            self.interrupts_due();
        }
    }
}
