//! A machine that is kept for later: a copy of it that takes only as much of the host's memory as there is in the
//! memory of the machine.

use super::{Machine, with_units};
use crate::units::memory::Pages;

/// A copy of a machine.
#[derive(Debug)]
pub struct Kept {
    /// All but the words of its memory.
    machine: Machine,
    words: Pages,
}

macro_rules! define_keep {
    ([$($unit:ident: $type:ident,)+] [console: Console, memory: Memory,]) => {
        impl Machine {
            /// A copy to be kept.
            pub fn keep(&self) -> Kept {
                let machine = Machine {
                    config: self.config,
                    memory: self.memory.registers(),
                    arbiter: self.arbiter,
                    $($unit: self.$unit,)+
                    console: self.console,
                    cycle: self.cycle,
                    value: self.value,
                    calls: self.calls,
                    collections: self.collections.clone(),
                    unit_cycles: self.unit_cycles,
                    outside: self.outside.clone(),
                };
                Kept { machine, words: self.memory.pages() }
            }
        }
    };
}

with_units!(define_keep);

impl Kept {
    /// The machine.
    pub fn machine(&self) -> Machine {
        let mut machine = self.machine.clone();
        machine.memory.set_pages(&self.words);
        machine
    }

    /// The cycle that it is in.
    pub fn cycle(&self) -> u64 {
        self.machine.cycle
    }

    /// Bytes that it takes in the host's memory.
    pub fn bytes(&self) -> usize {
        size_of::<Kept>() + self.words.bytes() + size_of_val(self.machine.collections.kept())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::word::{Word, WordSize};

    #[test]
    fn what_is_kept_is_the_machine_without_the_room_that_it_does_not_use() {
        for word in WordSize::ALL {
            let config = Config { word, memory: 1 << 16, ..Config::default() };
            let mut machine = Machine::new(config, &[Word(1), Word(0), Word(2)], Word(0));
            machine.memory.poke(0x8123, Word(5));
            machine.memory.poke(0xffff, Word(7));
            let kept = machine.keep();
            assert!(kept.machine() == machine, "{word:?}");
            assert_eq!(kept.cycle(), machine.cycle);
            let all = machine.memory.words().bytes();
            assert!(kept.bytes() < all / 4, "{word:?}: {} of {all} bytes", kept.bytes());
        }
    }
}
