//! The exit code that a program asks for with `exit`, as R7RS has it.

use super::{DONE, TRAPPED};
use conscycle_machine::Machine;
use conscycle_machine::object::fixed;
use conscycle_machine::word::NIL;

/// The exit code of a machine that `exit` has halted: an integer is the code itself, no operand and
/// true are success, false is failure. `None` of any other value, whose code is that of a failure.
pub fn requested(machine: &Machine) -> Option<u8> {
    let value = machine.value;
    match value {
        NIL | fixed::TRUE => Some(DONE),
        fixed::FALSE => Some(TRAPPED),
        _ if value.is_immediate() => u8::try_from(machine.config().word.integer(value)).ok(),
        _ => None,
    }
}

/// The same, with a failure for what is no exit code.
pub fn code(machine: &Machine) -> u8 {
    requested(machine).unwrap_or(TRAPPED)
}
