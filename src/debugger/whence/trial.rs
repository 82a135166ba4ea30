//! Cycles that are run again with another word in a place, to see where the word goes.

use std::collections::BTreeMap;

use super::tape::Tape;
use super::{Place, word_registers};
use conscycle_machine::Machine;
use conscycle_machine::signals::{SIGNALS, may_change, sample_registers};
use conscycle_machine::word::{NIL, Word, WordSize};

/// What asks the machine.
#[derive(Debug)]
pub struct Trials {
    /// The cycles that can be asked about.
    pub tape: Tape,
    /// All registers that hold words.
    registers: &'static [usize],
    size: WordSize,
    /// Words of memory.
    memory: u64,
}

/// Words to be tried in place of another one.
const TRIED: usize = 4;

impl Trials {
    /// Trials of the cycles on a tape of a machine like `machine`.
    pub fn new(tape: Tape, machine: &Machine) -> Trials {
        Trials {
            tape,
            registers: word_registers(),
            size: machine.config().word,
            memory: machine.memory.words().len() as u64,
        }
    }

    /// The registers that hold words, by their positions among the signals.
    pub fn registers(&self) -> &'static [usize] {
        self.registers
    }

    /// The bits that addresses have.
    pub fn mask(&self) -> u32 {
        self.memory as u32 - 1
    }

    /// Other words of the kind of `word`: of an integer integers, of an address addresses.
    pub fn others(&self, word: Word) -> [Word; TRIED] {
        let within = |bits: u64| Word(bits & self.size.mask());
        match word {
            NIL => [Word::at(self.memory as u32 / 2 + 6), Word(5), Word(8), Word(3)],
            _ if word.is_immediate() => [4, 2, 0x48, 0x10].map(|bit| within(word.0 ^ bit)),
            _ => [4, 8, 2, 0x20].map(|bit| within(word.0 ^ bit)).map(|other| match other {
                NIL => Word(0x44),
                other => other,
            }),
        }
    }

    /// Is a register written in a cycle? A word that is written over by an equal one is.
    pub fn is_written(&mut self, signal: usize, cycle: u64) -> bool {
        let (earlier, later) = self.tape.both(cycle);
        let before = earlier.read(signal);
        if before != later.read(signal) {
            return true;
        }
        if !may_change(signal, earlier, later) {
            return false;
        }
        let control = later.control();
        let place = Place::Register(signal);
        let mut stays = false;
        for other in self.others(Word(before)) {
            let (same, word) = self.tape.with(cycle, &[(place, other)], |machine| {
                (machine.control() == control, place.word(machine))
            });
            stays |= word == other;
            if same {
                return word != other;
            }
        }
        // The register's own word decides which way the cycle goes. That of where it is copied from does not.
        !stays || matches!(self.best_source(place, cycle), Some((_, true)))
    }

    /// The place whose word a cycle has copied to `to`, if it has: not if it has made the word.
    pub fn source(&mut self, to: Place, cycle: u64) -> Option<Place> {
        self.best_source(to, cycle).map(|(from, _)| from)
    }

    /// The same, and whether the cycle goes the same way with another word there.
    fn best_source(&mut self, to: Place, cycle: u64) -> Option<(Place, bool)> {
        let word = self.tape.word(to, cycle + 1);
        let candidates = self.candidates(word, to, cycle);
        let mut otherwise = None;
        for from in candidates {
            match self.is_copied(from, to, word, cycle) {
                Some(true) => return Some((from, true)),
                Some(false) => otherwise = otherwise.or(Some((from, false))),
                None => {}
            }
        }
        otherwise
    }

    /// The places that hold a word at the beginning of a cycle and can be read in it.
    fn candidates(&mut self, word: Word, to: Place, cycle: u64) -> Vec<Place> {
        let (before, after) = self.tape.both(cycle);
        let addresses = after.addresses(before);
        let registers = self.registers.iter().copied().filter(|&at| before.read(at) == word.0);
        let mut found: Vec<Place> = registers.map(Place::Register).collect();
        let mask = self.mask();
        for address in
            addresses.into_iter().flat_map(|first| (0..4).map(move |i| first.wrapping_add(i)))
        {
            let place = Place::Memory(address & mask);
            if !found.contains(&place) && self.tape.word(place, cycle) == word {
                found.push(place);
            }
        }
        // A word of memory that is read and written back in one cycle has come from where it is.
        found.retain(|&place| place != to || matches!(place, Place::Memory(_)));
        found
    }

    /// Does another word in `from` come out in `to`? `Some(true)` if the cycle then goes the same way,
    /// `Some(false)` if it goes another way with each word that was tried.
    fn is_copied(&mut self, from: Place, to: Place, word: Word, cycle: u64) -> Option<bool> {
        let control = self.tape.control(cycle);
        let (mut same, mut all) = (None, true);
        for other in self.others(word) {
            let (goes, came) = self.tape.with(cycle, &[(from, other)], |machine| {
                (machine.control() == control, to.word(machine) == other)
            });
            all &= came;
            if goes {
                same = Some(same.unwrap_or(true) && came);
            }
        }
        match same {
            Some(true) => Some(true),
            Some(false) => None,
            None => all.then_some(false),
        }
    }

    /// The registers on whose words the word depends that a cycle has written to `to`.
    pub fn operands(&mut self, to: Place, cycle: u64) -> Vec<Place> {
        let word = self.tape.word(to, cycle + 1);
        let control = self.tape.control(cycle);
        let before = self.tape.registers(cycle).clone();
        let mut found = Vec::new();
        for &signal in self.registers {
            let place = Place::Register(signal);
            let held = Word(before.read(signal));
            let others = self.others(held).into_iter().chain(self.far(held));
            for other in others {
                let differs = self.tape.with(cycle, &[(place, other)], |machine| {
                    machine.control() == control && to.word(machine) != word
                });
                if differs {
                    found.push(place);
                    break;
                }
            }
        }
        found
    }

    /// The places to which the words of some places go in a cycle, each with the one that its word comes
    /// from: that is the same place where a word stays. In every place another word is tried, so that it
    /// can be told which of them has come. Nothing if the cycle goes another way with all that was tried.
    pub fn spread(
        &mut self,
        live: &BTreeMap<Place, Word>,
        cycle: u64,
    ) -> Option<Vec<(Place, Place)>> {
        let control = self.tape.control(cycle);
        let stored: Vec<u32> = self.tape.stored(cycle).collect();
        for shift in [2, 4, 3] {
            let changes: Vec<(Place, Word)> = (1..)
                .zip(live)
                .map(|(number, (&place, &word))| (place, self.numbered(word, number << shift)))
                .collect();
            let registers = self.registers;
            let found = self.tape.with(cycle, &changes, |machine| {
                if machine.control() != control {
                    return None;
                }
                let mut values = [0; SIGNALS.len()];
                sample_registers(machine, &mut values);
                let registers = registers.iter().map(|&at| (Place::Register(at), Word(values[at])));
                let memory = stored.iter().map(|&at| (Place::Memory(at), machine.memory.read(at)));
                let from = |word: Word| changes.iter().find(|change| change.1 == word);
                let pairs =
                    registers.chain(memory).filter_map(|(to, word)| Some((to, from(word)?.0)));
                Some(pairs.collect::<Vec<_>>())
            });
            let Some(mut found) = found else { continue };
            // What the register has by chance, or at an address that differs, is no copy.
            found.retain(|&(to, from)| {
                let is_other = to != from || matches!(to, Place::Register(_));
                is_other && self.tape.word(to, cycle + 1) == live[&from]
            });
            return Some(found);
        }
        None
    }

    /// Another word of the kind of `word`, with a number.
    fn numbered(&self, word: Word, number: u64) -> Word {
        let base = match word {
            NIL => Word::at(self.memory as u32 / 2),
            word => word,
        };
        let other = base.0 ^ (number % (self.memory / 2));
        Word(other & self.size.mask())
    }

    /// Integers far from an integer, for comparisons.
    fn far(&self, word: Word) -> impl Iterator<Item = Word> + use<> {
        let far = [-1, 0, 1, 2, 1000, -1000].map(|value| self.size.immediate(value));
        let far = far
            .into_iter()
            .flatten()
            .chain([Word(self.size.mask() >> 1), Word(self.size.mask() / 2 + 2)]);
        far.filter(move |other| word.is_immediate() && *other != word)
    }
}
