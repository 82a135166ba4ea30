//! The states of all units, as the value of one signal.

use crate::ports::Unit;
use crate::units::{apply, clink, define, eval, eval_args, primitive, special, sweeper, trap};
use crate::wiring::Machine;

/// The states of all units, in the order of the units' numbers: the value of `arbiter.state`.
pub const STATES: [&str; STATE_COUNT] = {
    let mut all = [""; STATE_COUNT];
    let mut unit = 0;
    while unit < UNIT_STATES.len() {
        let mut i = 0;
        while i < UNIT_STATES[unit].len() {
            all[FIRST_STATE[unit] as usize + i] = UNIT_STATES[unit][i];
            i += 1;
        }
        unit += 1;
    }
    all
};

/// The states of each unit, by unit number.
pub const UNIT_STATES: [&[&str]; Unit::NAMES.len()] = [
    &["Halted"],
    eval::State::NAMES,
    &["FetchObject"],
    eval_args::State::NAMES,
    apply::State::NAMES,
    primitive::State::NAMES,
    special::State::NAMES,
    define::State::NAMES,
    clink::State::NAMES,
    &["Divide"],
    trap::State::NAMES,
    sweeper::State::NAMES,
];

/// The number of each unit's first state in [`STATES`].
const FIRST_STATE: [u32; Unit::NAMES.len() + 1] = {
    let mut first = [0; Unit::NAMES.len() + 1];
    let mut unit = 0;
    while unit < UNIT_STATES.len() {
        first[unit + 1] = first[unit] + UNIT_STATES[unit].len() as u32;
        unit += 1;
    }
    first
};

const STATE_COUNT: usize = FIRST_STATE[Unit::NAMES.len()] as usize;

/// The state of the unit that holds the token, as an index into [`STATES`].
#[inline(always)]
pub fn state_number(machine: &Machine) -> u32 {
    let owner = machine.arbiter.owner;
    let state = match owner {
        Unit::Halted | Unit::FetchObject | Unit::Alu => 0,
        Unit::Eval => machine.eval.state as u32,
        Unit::EvalArgs => machine.eval_args.state as u32,
        Unit::Apply => machine.apply.state as u32,
        Unit::Primitive => machine.primitive.state as u32,
        Unit::Special => machine.special.state as u32,
        Unit::Define => machine.define.state as u32,
        Unit::Clink => machine.clink.state as u32,
        Unit::Trap => machine.trap.state as u32,
        Unit::Sweeper => machine.sweeper.state as u32,
    };
    FIRST_STATE[owner as usize] + state
}
