//! Collections: when one begins and ends, and the sweeper's root port.

use super::{Collection, Machine, with_units};
use crate::config::{Barrier, Collector};
use crate::ports::{Command, End, Next, Stall, Sweep, Unit};
use crate::units::alu::Alu;
use crate::units::apply::Apply;
use crate::units::clink::Clink;
use crate::units::console::Console;
use crate::units::define::Define;
use crate::units::digits::Digits;
use crate::units::eval::Eval;
use crate::units::eval_args::EvalArgs;
use crate::units::fetch_object::FetchObject;
use crate::units::fpu::Fpu;
use crate::units::inline::Inline;
use crate::units::memory::{Memory, Port};
use crate::units::note::Note;
use crate::units::primitive::Primitive;
use crate::units::special::Special;
use crate::units::sweeper::{self, Cause, Kind, Sweeper};
use crate::units::table::Table;
use crate::units::trap::Trap;
use crate::word::{NIL, Word};

impl Machine {
    /// A cycle of the sweeper.
    #[inline(always)]
    pub(super) fn sweep<const OBSERVED: bool>(&mut self) {
        let root = match self.sweeper.state {
            sweeper::State::Root | sweeper::State::MarkRoot => {
                self.root(self.sweeper.root).copied().unwrap_or_default()
            }
            _ => NIL,
        };
        let Memory { free, end, wanted, old, unprotected, .. } = self.memory;
        let inputs = sweeper::Inputs {
            size: self.config.word,
            root,
            roots: ROOTS,
            free,
            end,
            old,
            unprotected,
            wanted,
            reserve_used: self.trap.reserve_used,
        };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        match self.sweeper.step(&inputs, &mut port) {
            Ok(Command::Sweep(command)) => self.carry_out_sweep(command),
            Ok(Command::Done) => {
                let end = self.sweeper.end(&inputs);
                self.end_collection(end);
            }
            // A cell for the list of remembered objects.
            Err(Stall::Full) => self.begin_collection(Kind::Minor, Cause::Store),
            // It goes on in its next state, or drives its request again.
            Ok(_) | Err(Stall::Busy | Stall::Caught(_)) => {}
        }
    }

    #[inline(always)]
    pub(super) fn carry_out_sweep(&mut self, command: Sweep) {
        match command {
            Sweep::SetRoot { root, value } => {
                if let Some(register) = self.root(root as u32) {
                    *register = value;
                }
            }
            Sweep::Retire => {
                let end = self.memory.end;
                self.memory.take_block(end, end, end);
            }
            Sweep::TakeBlock { free, limit, end } => {
                self.memory.take_block(free.address(), limit.address(), end.address());
                self.arbiter.give(self.arbiter.evaluator);
            }
            Sweep::NoBlock if self.memory.collected => {
                self.arbiter.give(self.arbiter.evaluator);
                self.out_of_memory();
            }
            Sweep::NoBlock => self.begin_collection(Kind::Full, Cause::Full),
            Sweep::Forget => {
                self.memory.remembered = NIL.into();
                self.memory.unprotected = 0;
            }
            Sweep::Remember { object } => {
                self.memory.remembered = object.into();
                self.arbiter.give(self.arbiter.evaluator);
            }
            Sweep::Unprotect { object } => {
                self.memory.unprotected |= 1 << self.memory.layout().page(object.address());
                self.arbiter.give(self.arbiter.evaluator);
            }
        }
    }

    /// The allocator has no room for the token's holder, or the torture setting asks for a
    /// collection. After a collection that has not made room, memory is out.
    #[inline(never)]
    pub(super) fn full(&mut self) {
        let cause = self.cause();
        match self.config.collector {
            Collector::None => return self.out_of_memory(),
            Collector::MarkSweep if cause == Cause::Full => self.sweeper.refill(),
            _ if self.memory.collected => return self.out_of_memory(),
            Collector::Copying | Collector::MarkSweep => self.begin_collection(Kind::Full, cause),
            Collector::Generational => self.begin_collection(Kind::Minor, cause),
        }
        self.wait_for_sweeper();
    }

    /// The barrier has caught a store of the token's holder into `object`.
    #[inline(never)]
    pub(super) fn caught(&mut self, object: Word) {
        if self.config.barrier == Barrier::Collect {
            self.memory.wanted = 0;
            self.begin_collection(Kind::Minor, Cause::Store);
        } else {
            self.sweeper.admit(object);
        }
        self.wait_for_sweeper();
    }

    fn wait_for_sweeper(&mut self) {
        self.arbiter.evaluator = self.arbiter.owner;
        self.arbiter.give(Unit::Sweeper);
    }

    /// Why an allocation has been refused.
    fn cause(&self) -> Cause {
        if self.memory.is_tortured() { Cause::Torture } else { Cause::Full }
    }

    fn begin_collection(&mut self, kind: Kind, cause: Cause) {
        self.sweeper.start(kind, cause);
        self.collections.begin(Collection {
            cause,
            kind,
            begin: self.cycle,
            cycles: 0,
            live: 0,
            freed: self.words_in_use(),
            promoted: 0,
        });
    }

    /// The words above the fixed region that are in use: allocated since the last collection, or
    /// kept by it.
    fn words_in_use(&self) -> u32 {
        match self.config.collector {
            Collector::MarkSweep => self.sweeper.used() - (self.memory.end - self.memory.free),
            _ => self.memory.in_use().into_iter().map(|range| range.end - range.start).sum(),
        }
    }

    /// What the sweeper leaves behind is taken over.
    fn end_collection(&mut self, end: End) {
        if let Some((old, old_end)) = end.old {
            self.memory.old = old;
            self.memory.old_end = old_end;
        }
        if let Some(space) = end.space {
            self.memory.take_space(space);
        }
        self.memory.collected = end.collected;
        if let Some(used) = end.reserve_used {
            self.trap.reserve_used = used;
        }
        self.close_collection(match self.config.collector {
            Collector::MarkSweep => self.sweeper.live,
            _ => self.words_in_use(),
        });
        match end.next {
            Next::Evaluator => self.arbiter.give(self.arbiter.evaluator),
            Next::OutOfMemory => {
                self.arbiter.give(self.arbiter.evaluator);
                self.out_of_memory();
            }
            Next::Block => {}
            Next::Major => self.begin_collection(Kind::Major, self.sweeper.cause),
        }
    }

    fn close_collection(&mut self, live: u32) {
        let (now, promoted) = (self.cycle, self.sweeper.live);
        self.collections.end(|collection| {
            collection.cycles = now - collection.begin;
            collection.live = live;
            collection.freed -= live;
            if collection.kind == Kind::Minor {
                collection.promoted = promoted;
            }
        });
    }
}

macro_rules! define_roots {
    ($([$($unit:ident: $type:ident,)+])+) => {
        /// How many root registers there are.
        pub const ROOTS: u32 = {
            let roots = 0 $($(+ $type::TABLE.roots())+)+;
            roots as u32
        };

        /// The root registers, `unit.register`, by their numbers on the sweeper's root port.
        pub fn root_names() -> Vec<String> {
            [$($($type::TABLE),+),+].iter().flat_map(Table::root_names).collect()
        }

        impl Machine {
            /// The root register with this number.
            fn root(&mut self, number: u32) -> Option<&mut Word> {
                let mut left = number as usize;
                $($(
                    if let Some(root) = self.$unit.root(left) {
                        return Some(root);
                    }
                    left = left.checked_sub(const { $type::TABLE.roots() })?;
                )+)+
                let _ = left;
                None
            }
        }
    };
}
with_units!(define_roots);
