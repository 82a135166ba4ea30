//! Where a value has come from, and where it has gone: exactly, from copy to copy.
//!
//! A *place* is a register that holds a word, or a word of memory. The machine is deterministic, so a
//! cycle can be run again with another word in a place: where the other word then comes out, and the cycle
//! goes the same way, there the word was copied. So there is no second description of the machine here that
//! could be wrong: what is asked is the machine.
//!
//! `tape` has cycles of the past, `trial` runs one of them with other words, `chain` follows a word back to the
//! cycle that has made it, `whither` forwards; `moment` says what the program was doing, `functions` which
//! function code belongs to, `names` where it stands; `home` finds the place that a text names, `tell` puts the
//! answers into words.

mod chain;
mod functions;
mod home;
mod moment;
mod names;
mod tape;
mod tell;
mod trial;
mod whither;

use std::sync::LazyLock;

use conscycle_machine::Machine;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{REGISTERS, SIGNALS, read, word_mut};
use conscycle_machine::word::{NIL, Word};

pub use chain::{Chain, Interrupted, Making, Origin, Step, Tracker};
pub use moment::Moment;
pub use tape::Tape;
pub use whither::{Copies, Copy};

/// Where a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In the register with this position in [`SIGNALS`].
    Register(usize),
    /// In memory, at this address.
    Memory(u32),
}

impl Place {
    /// The word that is there.
    pub fn word(self, machine: &Machine) -> Word {
        match self {
            Place::Register(signal) => Word(read(machine, signal)),
            Place::Memory(address) => machine.memory.read(address),
        }
    }

    /// Its name, as the debugger's commands take it.
    pub fn name(self) -> String {
        match self {
            Place::Register(signal) => SIGNALS[signal].path(),
            Place::Memory(address) => format!("{address:#x}"),
        }
    }
}

/// The registers that hold words, by their positions in [`SIGNALS`].
pub fn word_registers() -> &'static [usize] {
    static ALL: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let mut machine = Machine::new(Config::default(), &[], NIL);
        (0..REGISTERS).filter(|&signal| word_mut(&mut machine, signal).is_some()).collect()
    });
    &ALL
}
