//! Collections: when one begins and ends, and the sweeper's root port.

use super::{Collection, Machine, with_units};
use crate::config::{Barrier, Collector};
use crate::ports::{Stall, Unit};
use crate::units::alu::Alu;
use crate::units::apply::Apply;
use crate::units::clink::Clink;
use crate::units::console::Console;
use crate::units::define::Define;
use crate::units::eval::Eval;
use crate::units::eval_args::EvalArgs;
use crate::units::fetch_object::FetchObject;
use crate::units::memory::{Memory, Port};
use crate::units::primitive::Primitive;
use crate::units::special::Special;
use crate::units::sweeper::{self, Cause, Kind, Outcome, Sweeper};
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
        let size = self.config.word;
        let inputs =
            sweeper::Inputs { size, root, roots: ROOTS, free, end, old, unprotected, wanted };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        match self.sweeper.step(&inputs, &mut port) {
            Ok(Outcome::SetRoot { root, value }) => {
                if let Some(register) = self.root(root) {
                    *register = value;
                }
            }
            Ok(Outcome::Retired) => self.memory.take_block(end, end, end),
            Ok(Outcome::Block { free, limit, end }) => {
                self.memory.take_block(free, limit, end);
                self.arbiter.give(self.arbiter.evaluator);
            }
            Ok(Outcome::Exhausted) if self.memory.collected => {
                self.arbiter.give(self.arbiter.evaluator);
                self.out_of_memory();
            }
            Ok(Outcome::Exhausted) => self.begin_collection(Kind::Full, Cause::Full),
            Ok(Outcome::Forget) => {
                self.memory.remembered = NIL.into();
                self.memory.unprotected = 0;
            }
            Ok(Outcome::Remembered(object)) => {
                self.memory.remembered = object.into();
                self.arbiter.give(self.arbiter.evaluator);
            }
            Ok(Outcome::Unprotected(object)) => {
                self.memory.unprotected |= 1 << self.memory.layout().page(object.0);
                self.arbiter.give(self.arbiter.evaluator);
            }
            Ok(Outcome::Done) => self.end_collection(),
            // A cell for the list of remembered objects.
            Err(Stall::Full) => self.begin_collection(Kind::Minor, Cause::Store),
            Ok(Outcome::Stay) | Err(Stall::Busy | Stall::Caught(_)) => {}
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

    /// The sweeper hands memory back, and the evaluator goes on where it waits; or a major
    /// collection follows a minor one.
    fn end_collection(&mut self) {
        match self.config.collector {
            Collector::MarkSweep => {
                let (held, is_out) = self.settle(self.sweeper.available);
                self.close_collection(self.sweeper.live);
                self.memory.collected = true;
                self.sweeper.held = held;
                if !is_out {
                    return self.sweeper.refill();
                }
                self.end_pause(is_out);
            }
            Collector::None | Collector::Copying => {
                let (base, end) = self.sweeper.space();
                let (held, is_out) = self.settle(end - self.sweeper.free);
                self.memory.collected(base, self.sweeper.free, end, held);
                self.close_collection(self.words_in_use());
                self.end_pause(is_out);
            }
            Collector::Generational => self.end_generation(),
        }
    }

    /// The nursery is empty. It may give out no more than can be promoted; where that is less than
    /// half of it, or so little that memory would be out, the old space is copied as well, if an
    /// allocation waits.
    fn end_generation(&mut self) {
        let layout = *self.memory.layout();
        let (_, old_end) = self.sweeper.space();
        let half = layout.nursery_words / 2;
        let least = half.max(layout.least());
        let wanted = self.memory.wanted;
        let large = if wanted + layout.reserve > half { wanted } else { 0 };
        let room = old_end - self.sweeper.free;
        let left = room.saturating_sub(large);
        self.memory.old = self.sweeper.free;
        self.memory.old_end = old_end;
        self.memory.emptied(left, 0);
        self.close_collection(self.words_in_use());
        let cause = self.sweeper.cause;
        let is_major_due = match cause {
            Cause::Full => left < least,
            Cause::Torture => left < least || self.sweeper.turn == 0,
            // No allocation waits: the next one may need no more than is left.
            Cause::Store => false,
        };
        if self.sweeper.kind == Kind::Minor && is_major_due {
            return self.begin_collection(Kind::Major, cause);
        }
        let (held, is_out) = self.settle(left);
        self.memory.emptied(if is_out { room } else { left }, held);
        self.memory.collected = cause != Cause::Store;
        self.end_pause(is_out);
    }

    /// What a collection has `left`, in words, decides whether the reserve is held back again, and
    /// whether memory is out. It is where less than two reserves are left: the machine must not spend
    /// its time collecting.
    fn settle(&mut self, left: u32) -> (u32, bool) {
        let reserve = self.config.reserve();
        let rearm = !self.trap.reserve_used || left >= 3 * reserve;
        self.trap.reserve_used = !rearm;
        let held = if rearm { reserve } else { 0 };
        (held, rearm && self.sweeper.cause == Cause::Full && left < self.memory.layout().least())
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

    fn end_pause(&mut self, is_out: bool) {
        self.arbiter.give(self.arbiter.evaluator);
        if is_out {
            self.out_of_memory();
        }
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
