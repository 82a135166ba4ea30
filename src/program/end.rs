//! How runs end: why they stop, and the exit codes that stand for it.

use conscycle_machine::Machine;
use conscycle_machine::object::fixed;
use conscycle_machine::ports::Halt;
use conscycle_machine::word::NIL;

/// Why a run has stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The machine halted.
    Halted,
    /// The cycle limit was reached.
    Limit,
    /// The probe stopped the run.
    Probe,
    /// This signal: Ctrl-C, or what else asks the process to end.
    Interrupted(i32),
    /// The terminal has gone away.
    HungUp,
}

/// The program has been evaluated.
pub const DONE: u8 = 0;
/// The machine trapped.
pub const TRAPPED: u8 = 1;
/// The cycle limit was reached.
pub const LIMIT: u8 = 3;
/// The terminal has gone away: SIGHUP.
pub const HUNG_UP: u8 = of_signal(1);

/// The exit code that a program asks for with `exit`, as R7RS has it: an integer is the code itself, no operand and
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

/// The exit code of what a signal has ended, as shells have it.
pub const fn of_signal(signal: i32) -> u8 {
    128 + signal as u8
}

/// The exit code of a run.
pub fn of_run(machine: &Machine, end: End) -> u8 {
    match (end, machine.arbiter.halt) {
        (End::Interrupted(signal), _) => of_signal(signal),
        (End::HungUp, _) => HUNG_UP,
        (_, Halt::Running) => LIMIT,
        (_, Halt::Trap) => TRAPPED,
        (_, Halt::Exit) => code(machine),
        (_, Halt::Done) => DONE,
    }
}
