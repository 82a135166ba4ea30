//! The one list of signals: every register of every unit, and the lines between them.
//!
//! Waveforms, traces and the comparison with the RTL derive from it; a signal has one name
//! everywhere, `scope.name`, where the scope is the unit. Registers are sampled at the beginning of
//! a cycle and hold its values; lines are sampled at its end, when they have been driven.

use crate::config::Config;
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
use crate::units::sweeper::Sweeper;
use crate::units::table::{Register, Table};
use crate::units::trap::Trap;
use crate::wiring::{Machine, with_units};

mod sampler;
mod states;

pub use crate::units::table::Kind;
pub use sampler::{ALL_ROWS, ROW, Rows, Sampler, may_change};
pub(crate) use states::first_state;
pub use states::{STATES, UNIT_STATES, state_number, unit_state};

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
    const fn new(unit: &Table, register: &Register) -> Signal {
        Signal { scope: unit.name, name: register.name, kind: register.kind }
    }

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

/// Where the registers of the units behind the arbiter begin.
pub(crate) const UNITS: usize = STATE + 1 + Arbiter::TABLE.count();

macro_rules! define_sampling {
    ($([$($unit:ident: $type:ident,)+])+) => {
        /// The tables of all units, in the order of the signals.
        pub const TABLES: &[Table] = &[Arbiter::TABLE, $($($type::TABLE),+),+];

        /// Reads one signal, which is less than the number of [`SIGNALS`]. Lines are those of the
        /// cycle before.
        pub fn read(machine: &Machine, signal: usize) -> u64 {
            match signal {
                STATE => return state_number(machine).into(),
                at if at < UNITS => return machine.arbiter.sample()[at - STATE - 1],
                at if at >= CONSOLE_LINES => {
                    return machine.console.sample_lines()[at - CONSOLE_LINES];
                }
                at if at >= MEMORY_LINES => return machine.memory.sample_lines()[at - MEMORY_LINES],
                _ => {}
            }
            let mut left = signal - UNITS;
            $($(
                if left < const { $type::TABLE.count() } {
                    return machine.$unit.sample()[left];
                }
                left -= const { $type::TABLE.count() };
            )+)+
            left as u64
        }

        /// The bits of a signal that is a register of a word; `None` of another one. For tools that
        /// ask what a cycle would do with another word, on a machine of their own.
        pub fn word_mut(machine: &mut Machine, signal: usize) -> Option<&mut u64> {
            let mut left = signal.checked_sub(UNITS)?;
            $($(
                if left < const { $type::TABLE.count() } {
                    return machine.$unit.word_mut(left);
                }
                left -= const { $type::TABLE.count() };
            )+)+
            let _ = left;
            None
        }
    };
}

with_units!(define_sampling);

/// How many of [`SIGNALS`] are registers.
pub const REGISTERS: usize = {
    // The state is read of the whole machine.
    let mut count = STATE + 1;
    let mut unit = 0;
    while unit < TABLES.len() {
        count += TABLES[unit].count();
        unit += 1;
    }
    count
};

/// Where the lines of the memory port begin, and those of the console after them.
const MEMORY_LINES: usize = REGISTERS;
const CONSOLE_LINES: usize = MEMORY_LINES + Memory::TABLE.lines.len();
const COUNT: usize = CONSOLE_LINES + Console::TABLE.lines.len();

/// All signals: first the registers, then the lines.
pub const SIGNALS: &[Signal] = &{
    let state = Signal { scope: Arbiter::TABLE.name, name: "state", kind: Kind::Enum(&STATES) };
    let mut signals = [state; COUNT];
    let mut at = STATE + 1;
    let mut unit = 0;
    while unit < TABLES.len() {
        let table = &TABLES[unit];
        let mut number = 0;
        while number < table.count() {
            signals[at] = Signal::new(table, &table.register(number));
            at += 1;
            number += 1;
        }
        unit += 1;
    }
    let tables = [Memory::TABLE, Console::TABLE];
    let mut unit = 0;
    while unit < tables.len() {
        let mut number = 0;
        while number < tables[unit].lines.len() {
            signals[at] = Signal::new(&tables[unit], &tables[unit].lines[number]);
            at += 1;
            number += 1;
        }
        unit += 1;
    }
    signals
};

/// A value for each of [`SIGNALS`].
pub type Values = [u64; COUNT];

/// Reads all registers, at the beginning of a cycle.
#[inline(always)]
pub fn sample_registers(machine: &Machine, values: &mut Values) {
    sampler::sample(sampler::ALL, machine, values);
}

/// Reads all lines, at the end of a cycle.
#[inline(always)]
pub fn sample_lines(machine: &Machine, values: &mut Values) {
    values[MEMORY_LINES..CONSOLE_LINES].copy_from_slice(&machine.memory.sample_lines());
    values[CONSOLE_LINES..].copy_from_slice(&machine.console.sample_lines());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Registers as wide as words that count something.
    const COUNTS: [&str; 8] =
        ["x_count", "y_count", "z_count", "index", "end", "from", "position", "offset"];

    #[test]
    fn every_register_of_a_word_can_be_given_one() {
        let mut machine = Machine::new(Config::default(), &[], crate::word::NIL);
        for (at, signal) in SIGNALS.iter().enumerate() {
            let is_word = at < REGISTERS
                && matches!(signal.kind, Kind::Word | Kind::Raw)
                && !COUNTS.contains(&signal.name);
            let before = read(&machine, at);
            let word = word_mut(&mut machine, at);
            assert_eq!(word.is_some(), is_word, "{}", signal.path());
            if let Some(word) = word {
                *word = at as u64 * 2 + 1000;
                assert_eq!(read(&machine, at), at as u64 * 2 + 1000, "not {before}");
            }
        }
    }

    #[test]
    fn paths_and_states_are_unique() {
        let paths: HashSet<String> = SIGNALS.iter().map(Signal::path).collect();
        assert_eq!(paths.len(), SIGNALS.len());
        let states: HashSet<&str> = STATES.into_iter().collect();
        assert_eq!(states.len(), STATES.len());
        assert!(!states.contains(""));
        assert_eq!(SIGNALS[STATE].path(), "arbiter.state");
    }
}
