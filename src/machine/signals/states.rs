//! The states of all units, as the value of one signal.

use super::TABLES;
use crate::ports::Unit;
use crate::wiring::{Machine, with_units};

/// The states of all units, in the order of the units' numbers: the value of `arbiter.state`.
pub const STATES: [&str; STATE_COUNT] = {
    let mut all = ["Halted"; STATE_COUNT];
    let mut unit = 1;
    while unit < Unit::ALL.len() {
        let states = TABLES[unit].states;
        let mut i = 0;
        while i < states.len() {
            all[FIRST_STATE[unit] as usize + i] = states[i].name;
            i += 1;
        }
        unit += 1;
    }
    all
};

/// The states of each unit, by unit number.
pub const UNIT_STATES: [&[&str]; Unit::ALL.len()] = {
    let mut all: [&[&str]; Unit::ALL.len()] = [&[]; Unit::ALL.len()];
    let mut rest: &[&str] = &STATES;
    let mut unit = 0;
    while unit < all.len() {
        (all[unit], rest) = rest.split_at((FIRST_STATE[unit + 1] - FIRST_STATE[unit]) as usize);
        unit += 1;
    }
    all
};

/// The number of each unit's first state in [`STATES`]. A unit that holds the token has the same
/// number in [`TABLES`]; the machine that has halted counts as one, with one state.
const FIRST_STATE: [u32; Unit::ALL.len() + 1] = {
    let mut first = [0; Unit::ALL.len() + 1];
    first[1] = 1;
    let mut unit = 1;
    while unit < Unit::ALL.len() {
        first[unit + 1] = first[unit] + TABLES[unit].states.len() as u32;
        unit += 1;
    }
    first
};

const STATE_COUNT: usize = FIRST_STATE[Unit::ALL.len()] as usize;

macro_rules! define_states {
    ([$($unit:ident: $type:ident,)+] $others:tt) => {
        /// The number of a unit's state; 0 of one that has a single state.
        #[inline(always)]
        pub fn unit_state(machine: &Machine, unit: Unit) -> usize {
            match unit {
                Unit::Halted => 0,
                $(Unit::$type => machine.$unit.state_number(),)+
            }
        }
    };
}

with_units!(define_states);

/// The number of a unit's first state.
pub(crate) const fn first_state(unit: Unit) -> usize {
    FIRST_STATE[unit as usize] as usize
}

/// The state of the unit that holds the token, as an index into [`STATES`].
#[inline(always)]
pub fn state_number(machine: &Machine) -> u32 {
    let owner = machine.arbiter.owner;
    FIRST_STATE[owner as usize] + unit_state(machine, owner) as u32
}
