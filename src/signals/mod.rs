//! The one list of signals: every register of every unit, and the lines between them.
//!
//! Waveforms, traces and the comparison with the RTL derive from it; a signal has one name
//! everywhere, `scope.name`, where the scope is the unit. Registers are sampled at the beginning of
//! a cycle and hold its values; lines are sampled at its end, when they have been driven.

use crate::config::Config;
use crate::frame::ReturnState;
use crate::machine::Machine;
use crate::ports::{Extent, Halt, Unit};
use crate::primitives::Trap;
use crate::units::{
    apply, clink, console, define, eval, eval_args, memory, primitive, special, sweeper, trap,
};

mod states;

pub use states::{STATES, UNIT_STATES, state_number};

/// What a signal's bits mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A tagged word.
    Word,
    /// A raw data word.
    Raw,
    /// A word address, with one bit more than the memory needs, so that it can be its size.
    Address,
    /// A number of this many bits.
    Bits(u32),
    /// An enumeration with these names.
    Enum(&'static [&'static str]),
}

/// One signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The unit.
    pub scope: &'static str,
    /// Its name in the unit.
    pub name: &'static str,
    /// What its bits mean.
    pub kind: Kind,
}

impl Signal {
    /// Its width in bits.
    pub fn width(&self, config: &Config) -> u32 {
        match self.kind {
            Kind::Word | Kind::Raw => config.word.bits(),
            Kind::Address => config.memory.ilog2() + 1,
            Kind::Bits(width) => width,
            Kind::Enum(names) => (names.len() as u32 - 1).max(1).ilog2() + 1,
        }
    }

    /// `scope.name`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.scope, self.name)
    }
}

/// Position in [`SIGNALS`] of the signal that names the machine's state.
pub const STATE: usize = 0;

macro_rules! signals {
    (
        registers($r:ident) { $($rs:ident.$rn:ident: $rk:expr, $rv:expr;)+ }
        lines($l:ident) { $($ls:ident.$ln:ident: $lk:expr, $lv:expr;)+ }
    ) => {
        /// All signals: first the registers, then the lines.
        pub const SIGNALS: &[Signal] = &[
            $(Signal { scope: stringify!($rs), name: stringify!($rn), kind: $rk },)+
            $(Signal { scope: stringify!($ls), name: stringify!($ln), kind: $lk },)+
        ];

        /// How many of [`SIGNALS`] are registers.
        pub const REGISTERS: usize = [$(stringify!($rn)),+].len();

        /// Reads one signal each. Lines are those of the cycle before.
        pub const READ: [fn(&Machine) -> u32; SIGNALS.len()] = [
            $(|$r: &Machine| $rv as u32,)+
            $(|$l: &Machine| $lv as u32,)+
        ];

        /// Reads all registers, at the beginning of a cycle.
        #[inline(always)]
        pub fn sample_registers($r: &Machine, values: &mut Values) {
            let registers = [$($rv as u32),+];
            values[..REGISTERS].copy_from_slice(&registers);
        }

        /// Reads all lines, at the end of a cycle.
        #[inline(always)]
        pub fn sample_lines($l: &Machine, values: &mut Values) {
            let lines = [$($lv as u32),+];
            values[REGISTERS..].copy_from_slice(&lines);
        }
    };
}

/// A value for each of [`SIGNALS`].
pub type Values = [u32; SIGNALS.len()];

const BIT: Kind = Kind::Bits(1);

signals! {
    registers(m) {
        arbiter.state: Kind::Enum(&STATES), state_number(m);
        arbiter.owner: Kind::Enum(&Unit::NAMES), m.arbiter.owner;
        arbiter.back: Kind::Enum(&Unit::NAMES), m.arbiter.back;
        arbiter.evaluator: Kind::Enum(&Unit::NAMES), m.arbiter.evaluator;
        arbiter.halt: Kind::Enum(&Halt::NAMES), m.halt;
        eval.state: Kind::Enum(eval::State::NAMES), m.eval.state;
        eval.sink: Kind::Enum(eval::Sink::NAMES), m.eval.sink;
        eval.expr: Kind::Word, m.eval.expr.0;
        eval.interrupt: BIT, m.eval.interrupt;
        eval.env: Kind::Word, m.eval.env.0;
        eval.operator: Kind::Word, m.eval.operator.0;
        eval.operands: Kind::Word, m.eval.operands.0;
        eval.binding: Kind::Word, m.eval.binding.0;
        eval.symbol_object: Kind::Word, m.eval.symbol_object.0;
        fetch_object.address: Kind::Raw, m.fetch_object.address.0;
        fetch_object.extent: Kind::Bits(3), extent_bits(m.fetch_object.extent);
        fetch_object.wait: Kind::Bits(3), m.fetch_object.wait;
        fetch_object.gathered: Kind::Bits(3), m.fetch_object.gathered;
        fetch_object.header: Kind::Raw, m.fetch_object.words[0].0;
        fetch_object.field1: Kind::Raw, m.fetch_object.words[1].0;
        fetch_object.field2: Kind::Raw, m.fetch_object.words[2].0;
        fetch_object.field3: Kind::Raw, m.fetch_object.words[3].0;
        eval_args.state: Kind::Enum(eval_args::State::NAMES), m.eval_args.state;
        eval_args.purpose: Kind::Enum(eval_args::Purpose::NAMES), m.eval_args.purpose;
        eval_args.function: Kind::Word, m.eval_args.function.0;
        eval_args.arguments: Kind::Word, m.eval_args.arguments.0;
        eval_args.rest: Kind::Word, m.eval_args.rest.0;
        eval_args.values: Kind::Word, m.eval_args.values.0;
        eval_args.count: Kind::Bits(3), m.eval_args.count;
        eval_args.held: Kind::Bits(2), m.eval_args.operands.count;
        eval_args.x: Kind::Word, m.eval_args.operands.x.0;
        eval_args.y: Kind::Word, m.eval_args.operands.y.0;
        eval_args.z: Kind::Word, m.eval_args.operands.z.0;
        eval_args.list: Kind::Word, m.eval_args.operands.list.0;
        apply.state: Kind::Enum(apply::State::NAMES), m.apply.state;
        apply.function: Kind::Word, m.apply.function.0;
        apply.held: Kind::Bits(2), m.apply.operands.count;
        apply.x: Kind::Word, m.apply.operands.x.0;
        apply.y: Kind::Word, m.apply.operands.y.0;
        apply.z: Kind::Word, m.apply.operands.z.0;
        apply.list: Kind::Word, m.apply.operands.list.0;
        apply.primitive: Kind::Bits(8), m.apply.primitive;
        apply.body: Kind::Word, m.apply.body.0;
        apply.parameters: Kind::Word, m.apply.parameters.0;
        apply.environment: Kind::Word, m.apply.environment.0;
        apply.symbol: Kind::Word, m.apply.symbol.0;
        apply.pair: Kind::Word, m.apply.pair.0;
        apply.bound: BIT, m.apply.bound;
        apply.first_loaded: BIT, m.apply.first_loaded;
        apply.second_loaded: BIT, m.apply.second_loaded;
        primitive.state: Kind::Enum(primitive::State::NAMES), m.primitive.state;
        primitive.number: Kind::Bits(8), m.primitive.number;
        primitive.object: Kind::Word, m.primitive.object.0;
        primitive.offset: Kind::Raw, m.primitive.offset;
        primitive.datum: Kind::Raw, m.primitive.datum.0;
        primitive.index: Kind::Raw, m.primitive.index;
        special.state: Kind::Enum(special::State::NAMES), m.special.state;
        special.number: Kind::Bits(4), m.special.number;
        special.form: Kind::Word, m.special.form.0;
        special.operands: Kind::Word, m.special.operands.0;
        special.pending: Kind::Word, m.special.pending.0;
        special.return_state: Kind::Word, m.special.return_state.0;
        special.handler: Kind::Word, m.special.handler.0;
        special.test: BIT, m.special.test;
        define.state: Kind::Enum(define::State::NAMES), m.define.state;
        define.number: Kind::Bits(4), m.define.number;
        define.form: Kind::Word, m.define.form.0;
        define.operands: Kind::Word, m.define.operands.0;
        define.symbol: Kind::Word, m.define.symbol.0;
        define.parameters: Kind::Word, m.define.parameters.0;
        define.body: Kind::Word, m.define.body.0;
        define.value: Kind::Word, m.define.value.0;
        define.binding: Kind::Word, m.define.binding.0;
        define.pair: Kind::Word, m.define.pair.0;
        define.offset: Kind::Bits(2), m.define.offset;
        clink.state: Kind::Enum(clink::State::NAMES), m.clink.state;
        clink.clink: Kind::Word, m.clink.clink.0;
        clink.full: BIT, m.clink.full;
        clink.value: Kind::Word, m.clink.value.0;
        clink.return_state: Kind::Enum(&RETURN_STATES), m.clink.top.state.small_value() & 0xF;
        clink.count: Kind::Bits(3), m.clink.top.state.small_value() >> 5 & 7;
        clink.operator: Kind::Word, m.clink.top.operator.0;
        clink.arguments: Kind::Word, m.clink.top.arguments.0;
        clink.values: Kind::Word, m.clink.top.values.0;
        clink.environment: Kind::Word, m.clink.top.environment.0;
        clink.cell: Kind::Word, m.clink.cell.0;
        clink.unwinding: BIT, m.clink.unwinding;
        alu.a: Kind::Raw, m.alu.a.0;
        alu.b: Kind::Raw, m.alu.b.0;
        alu.remainder: Kind::Raw, m.alu.remainder;
        alu.quotient: Kind::Raw, m.alu.quotient;
        alu.divisor: Kind::Raw, m.alu.divisor;
        alu.count: Kind::Bits(6), m.alu.count;
        trap.state: Kind::Enum(trap::State::NAMES), m.trap.state;
        trap.cause: Kind::Enum(&Trap::NAMES), m.trap.cause;
        trap.culprit: Kind::Word, m.trap.culprit.0;
        trap.origin: Kind::Word, m.trap.origin.0;
        trap.vector: Kind::Word, m.trap.vector.0;
        trap.clink: Kind::Word, m.trap.clink.0;
        trap.passed: Kind::Word, m.trap.passed.0;
        trap.reserve_used: BIT, m.trap.reserve_used;
        trap.throwing: BIT, m.trap.throwing;
        sweeper.state: Kind::Enum(sweeper::State::NAMES), m.sweeper.state;
        sweeper.cause: Kind::Enum(sweeper::Cause::NAMES), m.sweeper.cause;
        sweeper.kind: Kind::Enum(sweeper::Kind::NAMES), m.sweeper.kind;
        sweeper.source: Kind::Enum(sweeper::Source::NAMES), m.sweeper.source;
        sweeper.second: BIT, m.sweeper.second;
        sweeper.from: Kind::Address, m.sweeper.from;
        sweeper.from_words: Kind::Address, m.sweeper.from_words;
        sweeper.free: Kind::Address, m.sweeper.free;
        sweeper.queue: Kind::Address, m.sweeper.queue;
        sweeper.scan: Kind::Address, m.sweeper.scan;
        sweeper.root: Kind::Bits(6), m.sweeper.root;
        sweeper.for_root: BIT, m.sweeper.for_root;
        sweeper.field0: Kind::Raw, m.sweeper.fields[0].0;
        sweeper.field1: Kind::Raw, m.sweeper.fields[1].0;
        sweeper.field2: Kind::Raw, m.sweeper.fields[2].0;
        sweeper.field3: Kind::Raw, m.sweeper.fields[3].0;
        sweeper.fields_at: Kind::Address, m.sweeper.fields_at;
        sweeper.field: Kind::Bits(3), m.sweeper.field;
        sweeper.field_count: Kind::Bits(3), m.sweeper.field_count;
        sweeper.dirty: BIT, m.sweeper.dirty;
        sweeper.size: Kind::Address, m.sweeper.size;
        sweeper.element: Kind::Address, m.sweeper.element;
        sweeper.old: Kind::Raw, m.sweeper.old.0;
        sweeper.old_size: Kind::Address, m.sweeper.old_size;
        sweeper.copied: Kind::Address, m.sweeper.copied;
        sweeper.remembered: Kind::Raw, m.sweeper.remembered.0;
        sweeper.pages: Kind::Bits(32), m.sweeper.pages;
        sweeper.page_end: Kind::Address, m.sweeper.page_end;
        sweeper.turn: Kind::Bits(2), m.sweeper.turn;
        sweeper.object: Kind::Raw, m.sweeper.object.0;
        sweeper.back: Kind::Raw, m.sweeper.back.0;
        sweeper.vector: BIT, m.sweeper.vector;
        sweeper.length: Kind::Raw, m.sweeper.length.0;
        sweeper.element_at: Kind::Address, m.sweeper.element_at;
        sweeper.reversed: Kind::Bits(2), m.sweeper.reversed;
        sweeper.run: Kind::Address, m.sweeper.run;
        sweeper.list0: Kind::Raw, m.sweeper.lists[0].0;
        sweeper.list1: Kind::Raw, m.sweeper.lists[1].0;
        sweeper.list2: Kind::Raw, m.sweeper.lists[2].0;
        sweeper.list: Kind::Bits(2), m.sweeper.list;
        sweeper.previous: Kind::Raw, m.sweeper.previous.0;
        sweeper.available: Kind::Address, m.sweeper.available;
        sweeper.held: Kind::Address, m.sweeper.held;
        sweeper.reading: BIT, m.sweeper.reading;
        sweeper.fetch_address: Kind::Raw, m.sweeper.fetch.address.0;
        sweeper.fetch_extent: Kind::Bits(3), extent_bits(m.sweeper.fetch.extent);
        sweeper.fetch_wait: Kind::Bits(3), m.sweeper.fetch.wait;
        sweeper.fetch_gathered: Kind::Bits(3), m.sweeper.fetch.gathered;
        sweeper.word0: Kind::Raw, m.sweeper.fetch.words[0].0;
        sweeper.word1: Kind::Raw, m.sweeper.fetch.words[1].0;
        sweeper.word2: Kind::Raw, m.sweeper.fetch.words[2].0;
        sweeper.word3: Kind::Raw, m.sweeper.fetch.words[3].0;
        console.input_valid: BIT, m.console.input.is_some();
        console.input: Kind::Bits(8), m.console.input.unwrap_or(0);
        console.channel: Kind::Enum(console::Channel::NAMES), m.console.channel;
        console.closed: BIT, m.console.closed;
        console.waiting: BIT, m.console.waiting;
        memory.free: Kind::Address, m.memory.free;
        memory.limit: Kind::Address, m.memory.limit;
        memory.end: Kind::Address, m.memory.end;
        memory.base: Kind::Address, m.memory.base;
        memory.old: Kind::Address, m.memory.old;
        memory.old_end: Kind::Address, m.memory.old_end;
        memory.remembered: Kind::Raw, m.memory.remembered.0;
        memory.unprotected: Kind::Bits(32), m.memory.unprotected;
        memory.countdown: Kind::Bits(32), m.memory.countdown;
        memory.collected: BIT, m.memory.collected;
        memory.wanted: Kind::Address, m.memory.wanted;
        memory.wait: Kind::Bits(6), m.memory.wait;
    }
    lines(m) {
        memory.operation: Kind::Enum(memory::Operation::NAMES), m.memory.bus.operation;
        memory.grant: BIT, m.memory.bus.grant;
        memory.address: Kind::Word, m.memory.bus.address.0;
        memory.count: Kind::Raw, m.memory.bus.count;
        memory.data0: Kind::Raw, m.memory.bus.data[0].0;
        memory.data1: Kind::Raw, m.memory.bus.data[1].0;
        memory.data2: Kind::Raw, m.memory.bus.data[2].0;
        memory.data3: Kind::Raw, m.memory.bus.data[3].0;
        console.output_valid: BIT, m.console.output.is_some();
        console.output: Kind::Bits(8), m.console.output.map_or(0, |(_, byte)| byte);
        console.output_channel: Kind::Enum(console::Channel::NAMES),
            m.console.output.map_or(console::Channel::Console, |(channel, _)| channel);
    }
}

/// The names of the return states, by number.
pub const RETURN_STATES: [&str; ReturnState::ALL.len()] = {
    let mut names = [""; ReturnState::ALL.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = ReturnState::ALL[i].name();
        i += 1;
    }
    names
};

#[inline(always)]
fn extent_bits(extent: Extent) -> u32 {
    match extent {
        Extent::Object => 0,
        Extent::Words(count) => count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn paths_and_states_are_unique() {
        let paths: HashSet<String> = SIGNALS.iter().map(Signal::path).collect();
        assert_eq!(paths.len(), SIGNALS.len());
        let states: HashSet<&str> = STATES.into_iter().collect();
        assert_eq!(states.len(), STATES.len());
        assert!(!states.contains(""));
        assert_eq!(SIGNALS[STATE].path(), "arbiter.state");
    }

    #[test]
    fn values_fit_their_widths_over_a_run() {
        let config = Config::default();
        let mut builder = crate::builder::Builder::new(config);
        let text = "(define (f n) (if (< n 1) 0 (f (- n 1)))) (f 3)";
        let forms = crate::reader::read_all(text).expect("reads");
        builder.program("f", text, &forms).expect("builds");
        let image = builder.finish();
        let mut machine = Machine::new(config, &image.words, image.entry);
        let mut values: Values = [0; SIGNALS.len()];
        while machine.halt == Halt::Running {
            sample_registers(&machine, &mut values);
            machine.tick();
            sample_lines(&machine, &mut values);
            for (signal, &value) in SIGNALS.iter().zip(&values) {
                let width = signal.width(&config);
                assert!(width == 32 || value >> width == 0, "{} = {value:#x}", signal.path());
            }
        }
    }
}
