//! The registers of a machine apart from the words of its memory, for tools that go to and fro over a
//! few cycles: a copy of them is small.
//!
//! What the host has for the machine and what all collections have done are not among them: who sets a
//! machine back sees to the console's input, and uses no figures of it.

use super::{Collection, Machine, with_units};
use crate::ports::{Halt, Unit};
use crate::signals;
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
use crate::units::memory::{Memory, Operation};
use crate::units::note::Note;
use crate::units::primitive::Primitive;
use crate::units::special::Special;
use crate::units::sweeper::Sweeper;
use crate::units::trap::Trap;
use crate::word::Word;

/// Units that can hold the token.
const UNITS: usize = Unit::ALL.len() - 1;

/// Which way a cycle has gone, whatever words it has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Control {
    arbiter: Arbiter,
    states: [usize; UNITS],
    operation: Operation,
    grant: bool,
}

macro_rules! define_registers {
    ([$($unit:ident: $type:ident,)+] [console: Console, memory: Memory,]) => {
        /// A copy of all registers.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Registers {
            arbiter: Arbiter,
            $($unit: $type,)+
            /// Those of the console.
            pub console: Console,
            memory: Memory,
            /// The cycle in which the machine has them.
            pub cycle: u64,
            value: Word,
            calls: u64,
            unit_cycles: [u64; Unit::NAMES.len()],
            collection: Option<Collection>,
        }

        impl Machine {
            /// A copy of its registers.
            pub fn registers(&self) -> Registers {
                Registers {
                    arbiter: self.arbiter,
                    $($unit: self.$unit,)+
                    console: self.console,
                    memory: self.memory.registers(),
                    cycle: self.cycle,
                    value: self.value,
                    calls: self.calls,
                    unit_cycles: self.unit_cycles,
                    collection: self.collections.last().copied(),
                }
            }

            /// Takes these registers; the words of memory stay as they are.
            pub fn set_registers(&mut self, registers: &Registers) {
                self.arbiter = registers.arbiter;
                $(self.$unit = registers.$unit;)+
                self.console = registers.console;
                self.memory.set_registers(&registers.memory);
                self.cycle = registers.cycle;
                self.value = registers.value;
                self.calls = registers.calls;
                self.unit_cycles = registers.unit_cycles;
                self.collections.set_last(registers.collection);
            }

            /// Which way the cycle before has gone, if it was observed.
            pub fn control(&self) -> Control {
                Control {
                    arbiter: self.arbiter,
                    states: [$(self.$unit.state_number()),+],
                    operation: self.memory.bus.operation,
                    grant: self.memory.bus.grant,
                }
            }
        }

        impl Registers {
            /// As [`read`](crate::signals::read), of a register of a unit other than the arbiter; else 0.
            pub fn read(&self, signal: usize) -> u64 {
                let Some(mut left) = signal.checked_sub(signals::UNITS) else { return 0 };
                $(
                    if left < const { $type::TABLE.count() } {
                        return self.$unit.sample()[left];
                    }
                    left -= const { $type::TABLE.count() };
                )+
                if left < const { Console::TABLE.count() } {
                    return self.console.sample()[left];
                }
                left -= const { Console::TABLE.count() };
                self.memory.sample().get(left).copied().unwrap_or_default()
            }

            /// The unit that holds the token.
            pub fn owner(&self) -> Unit {
                self.arbiter.owner
            }

            /// The unit that holds it, or that has asked for the words that are gathered.
            pub fn asker(&self) -> Unit {
                match self.arbiter.owner {
                    Unit::FetchObject => self.arbiter.back,
                    owner => owner,
                }
            }

            /// Cycles since reset in which the collector has worked.
            pub fn collected(&self) -> u64 {
                self.unit_cycles[Unit::Sweeper as usize]
            }

            /// The state of the unit that holds the token, as an index into
            /// [`STATES`](crate::signals::STATES).
            pub fn state(&self) -> usize {
                signals::first_state(self.arbiter.owner) + match self.arbiter.owner {
                    Unit::Halted => 0,
                    $(Unit::$type => self.$unit.state_number(),)+
                }
            }

            /// The addresses from which words can come in a cycle before these registers and after
            /// `before`: four words each.
            pub fn addresses(&self, before: &Registers) -> [u32; 3] {
                [self.fetch_object.address, before.sweeper.fetch.address, self.sweeper.fetch.address]
                    .map(|address| address.word().address())
            }

            /// As [`Machine::control`].
            pub fn control(&self) -> Control {
                Control {
                    arbiter: self.arbiter,
                    states: [$(self.$unit.state_number()),+],
                    operation: self.memory.bus.operation,
                    grant: self.memory.bus.grant,
                }
            }
        }
    };
}

with_units!(define_registers);

impl Machine {
    /// One clock cycle as an observer sees it, without the host: nothing is supplied to a read that
    /// waits, and what is written is dropped.
    pub fn clock_alone(&mut self) {
        if self.arbiter.halt == Halt::Running {
            self.clock_observed();
            self.drop_output();
        }
    }
}
