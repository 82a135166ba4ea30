//! Collections: when one begins and ends, and the sweeper's root port.

use super::{Collection, Machine};
use crate::config::Collector;
use crate::ports::Unit;
use crate::units::memory::{Memory, Port};
use crate::units::sweeper;
use crate::word::{NIL, Word};

impl Machine {
    /// A cycle of the sweeper.
    #[inline(never)]
    pub(super) fn sweep<const OBSERVED: bool>(&mut self) {
        let root = match self.sweeper.state {
            sweeper::State::Root | sweeper::State::MarkRoot => {
                self.root(self.sweeper.root).copied().unwrap_or_default()
            }
            _ => NIL,
        };
        let Memory { free, end, wanted, .. } = self.memory;
        let size = self.config.word;
        let inputs = sweeper::Inputs { size, root, roots: ROOTS, free, end, wanted };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        match self.sweeper.step(&inputs, &mut port) {
            Ok(sweeper::Outcome::SetRoot { root, value }) => {
                if let Some(register) = self.root(root) {
                    *register = value;
                }
            }
            Ok(sweeper::Outcome::Retired) => self.memory.take_block(end, end, end),
            Ok(sweeper::Outcome::Block { free, limit, end }) => {
                self.memory.take_block(free, limit, end);
                self.arbiter.give(self.arbiter.evaluator);
            }
            Ok(sweeper::Outcome::Exhausted) if self.memory.collected => {
                self.arbiter.give(self.arbiter.evaluator);
                self.out_of_memory();
            }
            Ok(sweeper::Outcome::Exhausted) => self.begin_collection(sweeper::Cause::Full),
            Ok(sweeper::Outcome::Done) => self.end_collection(),
            Ok(sweeper::Outcome::Stay) | Err(_) => {}
        }
    }

    /// The allocator has no room for the token's holder, or the torture setting asks for a
    /// collection. After a collection that has not made room, memory is out.
    #[inline(never)]
    pub(super) fn full(&mut self) {
        let tortured = self.memory.is_tortured();
        match self.config.collector {
            Collector::None => return self.out_of_memory(),
            _ if tortured => self.begin_collection(sweeper::Cause::Torture),
            Collector::Copying if self.memory.collected => return self.out_of_memory(),
            Collector::Copying => self.begin_collection(sweeper::Cause::Full),
            Collector::MarkSweep => self.sweeper.refill(),
        }
        self.arbiter.evaluator = self.arbiter.owner;
        self.arbiter.give(Unit::Sweeper);
    }

    fn begin_collection(&mut self, cause: sweeper::Cause) {
        self.sweeper.start(self.config.collector, cause);
        self.collections.push(Collection {
            cause,
            begin: self.cycle,
            cycles: 0,
            live: 0,
            freed: match self.config.collector {
                Collector::MarkSweep => self.sweeper.used() - (self.memory.end - self.memory.free),
                Collector::None | Collector::Copying => self.memory.free - self.memory.base,
            },
        });
    }

    /// The sweeper hands memory back, and the evaluator goes on where it waits. Where a collection
    /// leaves less than the reserve, memory is out: the machine must not spend its time collecting.
    fn end_collection(&mut self) {
        let (base, end) = self.sweeper.space();
        let reserve = self.config.reserve();
        let swept = self.config.collector == Collector::MarkSweep;
        let left = if swept { self.sweeper.available } else { end - self.sweeper.free };
        let rearm = !self.trap.reserve_used || left >= 3 * reserve;
        let held = if rearm { reserve } else { 0 };
        self.trap.reserve_used = !rearm;
        if let Some(collection) = self.collections.last_mut() {
            collection.cycles = self.cycle - collection.begin;
            collection.live = self.sweeper.live;
            collection.freed -= self.sweeper.live;
        }
        let is_out = rearm && self.sweeper.cause == sweeper::Cause::Full && left < 2 * reserve;
        if swept {
            self.memory.collected = true;
            self.sweeper.held = held;
            if !is_out {
                return self.sweeper.refill();
            }
        } else {
            self.memory.collected(base, self.sweeper.free, end, held);
        }
        self.arbiter.give(self.arbiter.evaluator);
        if is_out {
            self.out_of_memory();
        }
    }
}

/// The registers that hold tagged words, by the number of the sweeper's root port.
macro_rules! roots {
    ($($unit:ident.$($field:ident).+;)+) => {
        /// How many root registers there are.
        pub const ROOTS: u32 = ROOT_NAMES.len() as u32;

        /// Their fields, by number.
        pub const ROOT_NAMES: &[&str] = &[$(concat!(stringify!($unit), $(".", stringify!($field)),+)),+];

        impl Machine {
            /// The root register with this number.
            fn root(&mut self, number: u32) -> Option<&mut Word> {
                let roots = [$(&mut self.$unit.$($field).+),+];
                roots.into_iter().nth(number as usize)
            }
        }
    };
}

roots! {
    eval.expr;
    eval.env;
    eval.operator;
    eval.operands;
    eval.binding;
    eval.symbol_object;
    eval_args.function;
    eval_args.arguments;
    eval_args.rest;
    eval_args.values;
    eval_args.operands.x;
    eval_args.operands.y;
    eval_args.operands.z;
    eval_args.operands.list;
    apply.function;
    apply.operands.x;
    apply.operands.y;
    apply.operands.z;
    apply.operands.list;
    apply.body;
    apply.parameters;
    apply.environment;
    apply.symbol;
    apply.pair;
    primitive.object;
    special.form;
    special.operands;
    special.pending;
    special.handler;
    define.form;
    define.operands;
    define.symbol;
    define.parameters;
    define.body;
    define.value;
    define.binding;
    define.pair;
    clink.top.operator;
    clink.top.arguments;
    clink.top.values;
    clink.top.environment;
    clink.clink;
    clink.cell;
    clink.value;
    trap.culprit;
    trap.origin;
    trap.vector;
    trap.clink;
    trap.passed;
}
