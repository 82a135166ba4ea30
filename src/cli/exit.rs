//! How commands end: exit codes and what they mean.

use signal_hook::consts::SIGPIPE;

pub use conscycle_program::end::{DONE, End, HUNG_UP, TRAPPED, code, of_run, of_signal, requested};

/// Bad usage or unreadable input.
pub const USAGE: u8 = 2;
/// A comparison diverged.
pub const DIVERGED: u8 = 4;
/// An output could not be written.
pub const UNWRITABLE: u8 = 5;
/// Nobody reads stdout any more.
pub const UNREAD: u8 = of_signal(SIGPIPE);

/// What the help says of them.
pub const EXIT_CODES: &str = "Exit codes: 0 done, 1 the machine trapped, 2 bad usage or unreadable \
    input, 3 the cycle limit was reached, 4 a comparison diverged, 5 an output could not be written. \
    Ended by a signal, 128 and its number: 129 the terminal has gone (SIGHUP), 130 Ctrl-C, 141 nobody \
    reads stdout any more (SIGPIPE), 143 SIGTERM. A program that ends with (exit N), N from 0 to 255, \
    has the exit code N; (exit) and (exit true) are 0, (exit false) and all else 1.";
