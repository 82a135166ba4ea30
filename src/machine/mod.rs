//! The machine: the units, the wires between them, and the clock.
//!
//! Only this module knows that two units exist. In every cycle the unit that holds the token acts
//! on the registers as they were, and its [`Command`] is carried out at the clock edge. The state
//! of the machine is the registers of its units and the words of its memory, nothing else.
//!
//! `edge` carries commands out, `collection` begins and ends collections, `record` keeps what they
//! did, `outside` what the host has for the machine.

mod collection;
mod edge;
mod outside;
pub mod record;

pub use collection::{ROOT_NAMES, ROOTS};

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use outside::Outside;
use record::Collections;

use crate::config::Config;
use crate::ports::{Halt, Unit};
use crate::probe::{NoProbe, Probe};
use crate::units::alu::Alu;
use crate::units::apply::{self, Apply};
use crate::units::arbiter::Arbiter;
use crate::units::clink::{Clink, Outcome};
use crate::units::console::Console;
use crate::units::define::{self, Define};
use crate::units::eval::{self, Eval, Sink};
use crate::units::eval_args::{self, EvalArgs};
use crate::units::fetch_object::FetchObject;
use crate::units::memory::{Bus, Memory, Port};
use crate::units::primitive::{self, Primitive};
use crate::units::special::{self, Special};
use crate::units::sweeper::{self, Sweeper};
use crate::units::trap::{self, Trap};
use crate::word::{NIL, Word};

/// Why [`Machine::run`] came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The machine has halted: see [`Machine::halt`].
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
    pub memory: Memory,
    pub arbiter: Arbiter,
    pub fetch_object: FetchObject,
    pub eval: Eval,
    pub eval_args: EvalArgs,
    pub apply: Apply,
    pub primitive: Primitive,
    pub special: Special,
    pub define: Define,
    pub clink: Clink,
    pub alu: Alu,
    pub trap: Trap,
    pub sweeper: Sweeper,
    pub console: Console,
    /// Cycles since reset.
    pub cycle: u64,
    /// Why the machine has stopped, if it has.
    pub halt: Halt,
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
            sweeper: Sweeper::default(),
            console: Console::default(),
            cycle: 0,
            halt: Halt::Running,
            value: NIL,
            calls: 0,
            collections: Collections::default(),
            unit_cycles: [0; Unit::NAMES.len()],
            outside: Outside::default(),
        };
        machine.sweeper = Sweeper::new(&config, *machine.memory.layout());
        machine.eval.start(entry, Sink::Return);
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
        self.run_with(&mut NoProbe, limit)
    }

    /// As [`Machine::run`], observed by `probe` in every cycle.
    pub fn run_with<P: Probe>(&mut self, probe: &mut P, limit: u64) -> Stop {
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
        while self.halt == Halt::Running {
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

    /// Cycles that nobody observes: up to `limit`, or to one after which the machine is to be
    /// looked at.
    #[inline(never)]
    fn run_freely(&mut self, limit: u64) {
        self.console.output = None;
        while self.cycle < limit {
            if self.clock::<false>(limit).is_break() {
                return;
            }
        }
    }

    /// One cycle, with the memory's request lines kept for an observer.
    #[inline(never)]
    fn clock_observed(&mut self) {
        self.memory.bus = Bus::default();
        self.console.output = None;
        let _ = self.clock::<true>(0);
    }

    /// One clock cycle, with the memory's request lines kept for an observer. A program that waits
    /// for input goes on waiting.
    pub fn tick(&mut self) {
        if self.halt == Halt::Running {
            self.interrupts_due();
            if self.console.waiting {
                // Without an answer the read waits on.
                let _ = self.supply();
            }
            self.clock_observed();
            self.interrupts_due();
        }
    }

    /// One cycle: the token's holder acts, and its command is carried out. Breaks if the machine is
    /// to be looked at before the next cycle: it has halted, or has used the console.
    ///
    /// Unobserved, the first cycle of a fetch follows at once, if it is before `limit`.
    #[inline(always)]
    fn clock<const OBSERVED: bool>(&mut self, limit: u64) -> ControlFlow<()> {
        let owner = self.arbiter.owner;
        self.unit_cycles[owner as usize] += 1;
        self.cycle += 1;
        let size = self.config.word;
        let namespace = self.config.namespace;
        let fetched = &self.fetch_object.words;
        let frame = &self.clink.top;
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        match owner {
            Unit::FetchObject => {
                self.gather();
                ControlFlow::Continue(())
            }
            Unit::Eval => {
                let (value, room) = (self.clink.value, !self.clink.full);
                let inputs = eval::Inputs { namespace, fetched, frame, value, room };
                let command = self.eval.step(&inputs);
                self.carry_out::<OBSERVED>(command, limit)
            }
            Unit::EvalArgs => {
                let (value, room) = (self.clink.value, !self.clink.full);
                let inputs = eval_args::Inputs { fetched, frame, value, room };
                let result = self.eval_args.step(&inputs, &mut port);
                self.edge::<OBSERVED>(result, limit)
            }
            Unit::Apply => {
                let (clink, room) = (self.clink.clink, !self.clink.full);
                let inputs = apply::Inputs { size, fetched, alu: &self.alu, clink, room };
                let result = self.apply.step(&inputs, &mut port);
                self.edge::<OBSERVED>(result, limit)
            }
            Unit::Primitive => {
                let (operands, cycle) = (&self.apply.operands, self.cycle);
                let inputs = primitive::Inputs { size, fetched, operands, cycle };
                let result = self.primitive.step(&inputs, &mut self.console, &mut port);
                let console = self.console_used();
                self.edge::<OBSERVED>(result, limit)?;
                console
            }
            Unit::Special => {
                let (value, room) = (self.clink.value, !self.clink.full);
                let inputs = special::Inputs { fetched, frame, value, room };
                let result = self.special.step(&inputs, &mut port);
                self.edge::<OBSERVED>(result, limit)
            }
            Unit::Define => {
                let (value, room, env) = (self.clink.value, !self.clink.full, self.eval.env);
                let inputs = define::Inputs { namespace, fetched, env, frame, value, room };
                let result = self.define.step(&inputs, &mut port);
                self.edge::<OBSERVED>(result, limit)
            }
            Unit::Clink => match self.clink.step(fetched, &mut port) {
                Ok(Outcome::Command(command)) => self.carry_out::<OBSERVED>(command, limit),
                Ok(Outcome::Resume) => {
                    self.resume();
                    ControlFlow::Continue(())
                }
                Ok(Outcome::Unwound) => {
                    self.arbiter.give(Unit::Trap);
                    ControlFlow::Continue(())
                }
                Err(stall) => {
                    self.stall(stall);
                    ControlFlow::Continue(())
                }
            },
            Unit::Alu => {
                if self.alu.step(size) {
                    self.arbiter.give_back();
                }
                ControlFlow::Continue(())
            }
            Unit::Trap => {
                let (value, room) = (self.clink.value, !self.clink.full);
                let clink = self.clink.clink;
                let command = self.trap.step(&trap::Inputs { frame, value, room, clink });
                self.carry_out::<OBSERVED>(command, limit)
            }
            Unit::Sweeper => {
                self.sweep::<OBSERVED>(limit);
                ControlFlow::Continue(())
            }
            Unit::Halted => ControlFlow::Continue(()),
        }
    }

    /// One beat, or wait state, of `fetch_object`.
    #[inline(always)]
    fn gather(&mut self) {
        if self.fetch_object.step(self.memory.banks(), self.memory.latency(), &self.memory) {
            self.arbiter.give_back();
        }
    }
}
