//! A word followed forwards: all places to which it is copied.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::Place;
use super::chain::{Interrupted, Tracker};
use super::moment::Moment;
use conscycle_machine::ports::Unit;
use conscycle_machine::word::Word;

/// Copies that are kept one by one, the first and the last.
const KEPT: usize = 20;

/// Where a word has gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// Where it was, in cycle `cycle`.
    pub place: Place,
    /// When it was there.
    pub cycle: u64,
    /// The word.
    pub word: Word,
    /// The word as Lisp.
    pub text: Option<String>,
    /// The cycle up to which it was followed.
    pub end: u64,
    /// The first copies, by the evaluator.
    pub first: Vec<Copy>,
    /// The last of the others.
    pub last: VecDeque<Copy>,
    /// How many there were in all.
    pub count: u64,
    /// How many copies the collector has made, in its registers and in memory.
    pub collector: u64,
    /// The places that have it at the end.
    pub left: Vec<Place>,
}

/// A word has been copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// In this cycle.
    pub moment: Moment,
    /// To here.
    pub place: Place,
    /// From here.
    pub from: Place,
    /// The word.
    pub word: Word,
}

/// The places that have the word, with what it is there: an object may have another address.
#[derive(Default)]
struct Live {
    registers: BTreeMap<Place, Word>,
    memory: HashMap<u32, Word>,
}

impl Live {
    fn is_empty(&self) -> bool {
        self.registers.is_empty() && self.memory.is_empty()
    }

    fn insert(&mut self, place: Place, word: Word) {
        match place {
            Place::Register(_) => self.registers.insert(place, word),
            Place::Memory(address) => self.memory.insert(address, word),
        };
    }

    fn remove(&mut self, place: Place) {
        match place {
            Place::Register(_) => self.registers.remove(&place),
            Place::Memory(address) => self.memory.remove(&address),
        };
    }

    /// Those in registers, and those at some addresses.
    fn near(&self, addresses: impl Iterator<Item = u32>) -> BTreeMap<Place, Word> {
        let mut near = self.registers.clone();
        if !self.memory.is_empty() {
            let known = |at| self.memory.get(&at).map(|&word| (Place::Memory(at), word));
            near.extend(addresses.filter_map(known));
        }
        near
    }

    /// All of them, in order.
    fn places(self) -> Vec<Place> {
        let memory = self.memory.into_keys().map(Place::Memory);
        let mut places: Vec<Place> = self.registers.into_keys().chain(memory).collect();
        places.sort_unstable();
        places
    }
}

impl Tracker<'_> {
    /// Where the word goes that is at a place in a cycle, with which the tape begins, up to another cycle.
    ///
    /// # Errors
    /// [`Interrupted`] if it was told not to go on.
    pub fn copies(&mut self, place: Place, cycle: u64, end: u64) -> Result<Copies, Interrupted> {
        let word = self.trials.tape.word(place, cycle);
        let mut copies = Copies {
            place,
            cycle,
            word,
            text: self.text(word, cycle),
            end,
            first: Vec::new(),
            last: VecDeque::new(),
            count: 0,
            collector: 0,
            left: Vec::new(),
        };
        let mut live = Live::default();
        live.insert(place, word);
        for at in cycle..end {
            if live.is_empty() {
                break;
            }
            if at >= self.trials.tape.end() {
                if !self.goes_on(at) {
                    return Err(Interrupted);
                }
                self.trials.tape = self.trials.tape.later(self.history, end);
            } else if at.is_multiple_of(1 << 16) && !self.goes_on(at) {
                return Err(Interrupted);
            }
            self.spread(&mut live, at, &mut copies);
        }
        copies.left = live.places();
        Ok(copies)
    }

    /// A cycle passes: the copies in it are noted.
    fn spread(&mut self, live: &mut Live, cycle: u64, copies: &mut Copies) {
        let stored: Vec<u32> = self.trials.tape.stored(cycle).collect();
        let mask = self.trials.mask();
        let (before, after) = self.trials.tape.both(cycle);
        // What is in memory stays there, unless it is written over; only some of it can be read.
        let read =
            after.addresses(before).map(|first| (0..4).map(move |i| first.wrapping_add(i) & mask));
        let addresses = read.into_iter().flatten().chain(stored.iter().copied());
        let near = live.near(addresses);
        if near.is_empty() {
            return;
        }
        let found = match self.trials.spread(&near, cycle) {
            Some(found) => found,
            None => self.exactly(&near, cycle),
        };
        for (&place, &word) in &near {
            let now = self.trials.tape.word(place, cycle + 1);
            let stays = matches!(place, Place::Memory(at) if !stored.contains(&at));
            let moved = matches!(place, Place::Register(_))
                && now != word
                && self.is_moved(word, now, cycle);
            match stays || moved {
                true => live.insert(place, now),
                false => live.remove(place),
            }
        }
        for (to, from) in found {
            let word = near[&from];
            live.insert(to, word);
            if to != from {
                self.note(cycle, to, from, word, copies);
            }
        }
    }

    /// The same as [`Trials::spread`](super::trial::Trials::spread), one by one.
    fn exactly(&mut self, live: &BTreeMap<Place, Word>, cycle: u64) -> Vec<(Place, Place)> {
        let registers: Vec<Place> =
            self.trials.registers().iter().copied().map(Place::Register).collect();
        let stored = self.trials.tape.stored(cycle).map(Place::Memory);
        let places: Vec<Place> = registers.into_iter().chain(stored).collect();
        let mut found = Vec::new();
        for to in places {
            let now = self.trials.tape.word(to, cycle + 1);
            if !live.values().any(|&word| word == now) {
                continue;
            }
            let is_written = match to {
                Place::Register(signal) => self.trials.is_written(signal, cycle),
                Place::Memory(_) => true,
            };
            match is_written {
                false if live.contains_key(&to) => found.push((to, to)),
                false => {}
                true => {
                    let from = self.trials.source(to, cycle);
                    found
                        .extend(from.filter(|from| live.contains_key(from)).map(|from| (to, from)));
                }
            }
        }
        found
    }

    /// Notes a copy.
    fn note(&mut self, cycle: u64, place: Place, from: Place, word: Word, copies: &mut Copies) {
        if self.trials.tape.registers(cycle).owner() == Unit::Sweeper {
            copies.collector += 1;
            return;
        }
        copies.count += 1;
        let copy = Copy { moment: self.moment(cycle), place, from, word };
        if copies.first.len() < KEPT {
            copies.first.push(copy);
            return;
        }
        copies.last.push_back(copy);
        if copies.last.len() > KEPT {
            copies.last.pop_front();
        }
    }
}
