//! Some cycles of the past on a tape: wound to any of them, it has the machine as it was.
//!
//! The words of memory stand once, with a list of what each cycle has stored over what; the registers
//! are kept now and then, and in each cycle of the stretch that is looked at. To wind the tape back is
//! to put back what was stored, which is much faster than to copy a memory and to run it again.

use std::ops::ControlFlow;

use super::Place;
use crate::history::History;
use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::word_mut;
use conscycle_machine::units::console::Console;
use conscycle_machine::units::memory::Overwritten;
use conscycle_machine::word::Word;
use conscycle_machine::{Control, Registers};

/// Cycles whose registers are kept one by one.
const STRETCH: u64 = 1 << 10;

/// What a cycle has stored.
#[derive(Debug, Clone, Copy)]
struct Store {
    cycle: u64,
    /// Where; and, where the tape is behind this cycle, what stood there before, else what stood there after.
    words: Overwritten,
}

/// A stretch of cycles and the registers in each, up to those after the last.
#[derive(Debug, Default)]
struct Stretch {
    begin: u64,
    registers: Vec<Registers>,
}

/// Cycles of the past.
#[derive(Debug)]
pub struct Tape {
    begin: u64,
    end: u64,
    /// Its memory is that of the cycle `at`; its registers are any.
    machine: Machine,
    at: u64,
    stores: Vec<Store>,
    /// How many of the stores are before `at`.
    stored: usize,
    /// The registers at every [`STRETCH`]th cycle.
    registers: Vec<Registers>,
    stretch: Stretch,
    outside: Outside,
    /// How many cycles it has room for.
    length: u64,
}

/// What the host has done between cycles.
#[derive(Debug, Default)]
struct Outside {
    /// The cycles that began with an answer to a read that waited, and the console's registers then.
    supplies: Vec<(u64, Console)>,
    /// The cycles that began with an interrupt.
    interrupts: Vec<u64>,
}

impl Outside {
    /// Does at the beginning of a cycle what the host did then.
    fn act(&self, machine: &mut Machine) {
        let cycle = machine.cycle;
        if !self.supplies.is_empty()
            && let Ok(at) = self.supplies.binary_search_by_key(&cycle, |supply| supply.0)
        {
            machine.console = self.supplies[at].1;
        }
        if !self.interrupts.is_empty() && self.interrupts.binary_search(&cycle).is_ok() {
            machine.interrupt();
        }
    }
}

/// Records a tape.
struct Recorder {
    begin: u64,
    stores: Vec<Store>,
    registers: Vec<Registers>,
    outside: Outside,
    interrupt: bool,
}

impl Probe for Recorder {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        if machine.console.waiting {
            self.outside.supplies.push((machine.cycle, machine.console));
        }
        if machine.eval.interrupt && !self.interrupt {
            self.outside.interrupts.push(machine.cycle);
        }
        if (machine.cycle - self.begin).is_multiple_of(STRETCH) {
            self.registers.push(machine.registers());
        }
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        self.interrupt = machine.eval.interrupt;
        let words = machine.memory.overwritten;
        if words.count > 0 {
            self.stores.push(Store { cycle: machine.cycle - 1, words });
        }
        ControlFlow::Continue(())
    }
}

impl Tape {
    /// The last cycles before `end`, as many as a tape of this length has room for; not before those of
    /// `history`'s last checkpoint.
    pub fn before(history: &History, end: u64, length: u64) -> Tape {
        let mut machine = history.before(end);
        machine.run(end.saturating_sub(length));
        machine.take_output();
        Tape::record(machine, end, length)
    }

    /// The cycles from `begin` up to `end`, as many as a tape of this length has room for.
    pub fn after(history: &History, begin: u64, end: u64, length: u64) -> Tape {
        let mut machine = history.before(begin + 1);
        machine.run(begin);
        machine.take_output();
        Tape::record(machine, end.min(begin.saturating_add(length)), length)
    }

    /// The cycles of `machine` up to `end`.
    fn record(mut machine: Machine, end: u64, length: u64) -> Tape {
        let begin = machine.cycle;
        let mut recorder = Recorder {
            begin,
            stores: Vec::new(),
            registers: Vec::new(),
            outside: Outside::default(),
            interrupt: machine.eval.interrupt,
        };
        machine.run_with(&mut recorder, end);
        let Recorder { stores, mut registers, outside, .. } = recorder;
        registers.push(machine.registers());
        let stored = stores.len();
        let stretch = Stretch::default();
        let at = machine.cycle;
        Tape { begin, end: at, machine, at, stores, stored, registers, stretch, outside, length }
    }

    /// Its first cycle.
    pub fn begin(&self) -> u64 {
        self.begin
    }

    /// The cycles before this tape's, on one of the same length.
    pub fn earlier(&self, history: &History) -> Tape {
        Tape::before(history, self.begin, self.length)
    }

    /// The cycles after this tape's and before `end`.
    pub fn later(&self, history: &History, end: u64) -> Tape {
        Tape::after(history, self.end, end, self.length)
    }

    /// The cycle after its last one.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Winds to a cycle: memory is as at its beginning.
    fn wind(&mut self, cycle: u64) {
        let memory = &mut self.machine.memory;
        while let Some(store) = self.stored.checked_sub(1).map(|last| &mut self.stores[last]) {
            if store.cycle < cycle {
                break;
            }
            store.words = memory.exchange(&store.words);
            self.stored -= 1;
        }
        while let Some(store) = self.stores.get_mut(self.stored) {
            if store.cycle >= cycle {
                break;
            }
            store.words = memory.exchange(&store.words);
            self.stored += 1;
        }
        self.at = cycle;
    }

    /// The registers in a cycle, from [`Tape::begin`] to [`Tape::end`].
    pub fn registers(&mut self, cycle: u64) -> &Registers {
        self.reach(cycle);
        &self.stretch.registers[(cycle - self.stretch.begin) as usize]
    }

    /// Has the registers of a cycle at hand.
    fn reach(&mut self, cycle: u64) {
        let known = self.stretch.registers.len() as u64;
        if known == 0 || !(self.stretch.begin..self.stretch.begin + known).contains(&cycle) {
            self.load(cycle);
        }
    }

    /// The registers at the beginning of a cycle before [`Tape::end`], and at its end.
    pub fn both(&mut self, cycle: u64) -> (&Registers, &Registers) {
        let known = self.stretch.registers.len() as u64;
        if known < 2 || !(self.stretch.begin..self.stretch.begin + known - 1).contains(&cycle) {
            self.load(cycle);
        }
        let at = (cycle - self.stretch.begin) as usize;
        (&self.stretch.registers[at], &self.stretch.registers[at + 1])
    }

    /// Takes the registers of the stretch of a cycle.
    fn load(&mut self, cycle: u64) {
        let cycle = cycle.min(self.end - u64::from(self.end > self.begin));
        let number = (cycle - self.begin) / STRETCH;
        let begin = self.begin + number * STRETCH;
        self.wind(begin);
        let mut registers = std::mem::take(&mut self.stretch.registers);
        registers.clear();
        self.machine.set_registers(&self.registers[number as usize]);
        registers.push(self.machine.registers());
        while self.machine.cycle < (begin + STRETCH).min(self.end) {
            self.outside.act(&mut self.machine);
            if let Some(last) = registers.last_mut() {
                // What the host has done since the cycle before.
                last.console = self.machine.console;
            }
            self.machine.clock_alone();
            let words = self.machine.memory.overwritten;
            if words.count > 0 {
                debug_assert_eq!(words.address, self.stores[self.stored].words.address);
                self.stores[self.stored].words = words;
                self.stored += 1;
            }
            registers.push(self.machine.registers());
        }
        self.at = self.machine.cycle;
        self.stretch = Stretch { begin, registers };
    }

    /// The machine at the beginning of a cycle.
    pub fn machine(&mut self, cycle: u64) -> &mut Machine {
        self.reach(cycle);
        self.wind(cycle);
        let registers = &self.stretch.registers[(cycle - self.stretch.begin) as usize];
        self.machine.set_registers(registers);
        self.outside.act(&mut self.machine);
        &mut self.machine
    }

    /// The way that a cycle has gone.
    pub fn control(&mut self, cycle: u64) -> Control {
        self.registers(cycle + 1).control()
    }

    /// The word at a place at the beginning of a cycle.
    pub fn word(&mut self, place: Place, cycle: u64) -> Word {
        match place {
            Place::Register(_) => place.word(self.machine(cycle)),
            Place::Memory(address) => {
                self.wind(cycle);
                self.machine.memory.read(address)
            }
        }
    }

    /// What `look` sees at the end of a cycle that begins with other words at some places.
    pub fn with<T>(
        &mut self,
        cycle: u64,
        changes: &[(Place, Word)],
        look: impl FnOnce(&Machine) -> T,
    ) -> T {
        let machine = self.machine(cycle);
        let mut kept = Vec::new();
        for &(place, word) in changes {
            match place {
                Place::Register(signal) => {
                    if let Some(bits) = word_mut(machine, signal) {
                        *bits = word.0;
                    }
                }
                Place::Memory(address) => {
                    kept.push((address, machine.memory.read(address)));
                    machine.memory.poke(address, word);
                }
            }
        }
        machine.clock_alone();
        let seen = look(machine);
        let stored = machine.memory.overwritten;
        machine.memory.exchange(&stored);
        for (address, word) in kept.into_iter().rev() {
            machine.memory.poke(address, word);
        }
        seen
    }

    /// The last cycle before `cycle`, on the tape, that has stored a word at `address`.
    pub fn last_store(&self, address: u32, cycle: u64) -> Option<u64> {
        let before = self.stores.partition_point(|store| store.cycle < cycle);
        let mask = self.machine.memory.words().len() as u32 - 1;
        let covers =
            |store: &&Store| address.wrapping_sub(store.words.address) & mask < store.words.count;
        self.stores[..before].iter().rev().find(covers).map(|store| store.cycle)
    }

    /// The addresses at which a cycle has stored.
    pub fn stored(&self, cycle: u64) -> impl Iterator<Item = u32> + use<> {
        let at = self.stores.partition_point(|store| store.cycle < cycle);
        let words =
            self.stores.get(at).filter(|store| store.cycle == cycle).map(|store| store.words);
        let words = words.unwrap_or_default();
        let mask = self.machine.memory.words().len() as u32 - 1;
        (0..words.count).map(move |i| words.address.wrapping_add(i) & mask)
    }
}
