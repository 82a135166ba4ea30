//! What the collections of a run did: the first of them one by one, and all of them in figures.
//!
//! A run may have millions of collections, and every copy of a machine has this record, so its size
//! is bounded: see [`KEPT`]. The figures are of all collections, and exact.

use serde::{Deserialize, Serialize};

use super::Collection;
use crate::units::sweeper::Kind;
use crate::utilisation::Worst;

/// Collections that are kept one by one.
pub const KEPT: usize = 10_000;

/// Windows for the minimum mutator utilisation, in cycles.
pub const WINDOWS: [u64; 3] = [1_000, 10_000, 100_000];

/// The collections of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collections {
    count: usize,
    kept: Vec<Collection>,
    last: Option<Collection>,
    /// Of those that have ended.
    figures: Figures,
}

/// Collections in total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Cycles that they took.
    pub cycles: u64,
    /// The most words that one of them has kept; minor ones do not count.
    pub most_live_words: u32,
    /// Words that they have freed.
    pub freed_words: u64,
    /// Words that minor ones have moved to the old space.
    pub promoted_words: u64,
    /// How many pauses took at most `1 << index` cycles and more than half of that, but the last.
    pauses: Vec<u64>,
    /// The last pause, which the next collection may make longer: its begin and its cycles.
    pause: Option<(u64, u64)>,
    /// The longest pause but the last.
    longest: u64,
    /// The windows of which most was taken.
    pub worst: Worst,
}

impl Default for Collections {
    fn default() -> Collections {
        let figures = Figures {
            cycles: 0,
            most_live_words: 0,
            freed_words: 0,
            promoted_words: 0,
            pauses: Vec::new(),
            pause: None,
            longest: 0,
            worst: Worst::of(&WINDOWS),
        };
        Collections { count: 0, kept: Vec::new(), last: None, figures }
    }
}

impl Collections {
    /// How many there have been, the one that goes on among them.
    #[inline]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Has there been none?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The first of them, [`KEPT`] at most.
    pub fn kept(&self) -> &[Collection] {
        &self.kept
    }

    /// How many there were after those.
    pub fn left_out(&self) -> usize {
        self.count - self.kept.len()
    }

    /// The last one; while it goes on, it has taken no cycles.
    pub fn last(&self) -> Option<&Collection> {
        self.last.as_ref()
    }

    /// Another one is the last, for a machine that is set back to its cycle.
    pub(super) fn set_last(&mut self, last: Option<Collection>) {
        self.last = last;
    }

    /// The figures of all of them in cycle `now`. One that goes on counts as a pause up to then, but
    /// not its words.
    pub fn figures(&self, now: u64) -> Figures {
        let mut figures = self.figures.clone();
        if let Some(last) = self.last.filter(|last| last.cycles == 0) {
            figures.pause(last.begin, now.saturating_sub(last.begin));
        }
        figures
    }

    /// Words that those have freed that have ended.
    pub fn freed_words(&self) -> u64 {
        self.figures.freed_words
    }

    /// Could they have been in a run of so many cycles?
    pub(super) fn is_possible(&self, now: u64) -> bool {
        let before = |begin: u64, cycles: u64| begin <= now && cycles <= now - begin;
        let mut all = self.kept.iter().chain(&self.last);
        self.kept.len() == self.count.min(KEPT)
            && self.last.is_some() == (self.count > 0)
            && all.all(|each| before(each.begin, each.cycles))
            && self.figures.pause.is_none_or(|(begin, cycles)| before(begin, cycles))
            && self.figures.cycles <= now
            && self.figures.longest <= now
            && self.figures.worst.is_possible(now)
    }

    pub(super) fn begin(&mut self, collection: Collection) {
        self.count += 1;
        self.last = Some(collection);
        if self.kept.len() < KEPT {
            self.kept.push(collection);
        }
    }

    /// The last one has ended: `close` says how.
    pub(super) fn end(&mut self, close: impl FnOnce(&mut Collection)) {
        let Some(last) = &mut self.last else { return };
        close(last);
        self.figures.add(last);
        if self.count == self.kept.len() {
            self.kept.pop();
            self.kept.push(*last);
        }
    }
}

impl Figures {
    fn add(&mut self, collection: &Collection) {
        self.pause(collection.begin, collection.cycles);
        if collection.kind != Kind::Minor {
            self.most_live_words = self.most_live_words.max(collection.live);
        }
        self.freed_words += u64::from(collection.freed);
        self.promoted_words += u64::from(collection.promoted);
    }

    /// The evaluator has stood still for so many cycles. Collections without a cycle between are one
    /// pause.
    fn pause(&mut self, begin: u64, cycles: u64) {
        self.cycles += cycles;
        self.worst.pause(begin, cycles);
        match &mut self.pause {
            Some((first, length)) if *first + *length == begin => *length += cycles,
            _ => {
                if let Some((_, length)) = self.pause.replace((begin, cycles)) {
                    count(&mut self.pauses, length);
                    self.longest = self.longest.max(length);
                }
            }
        }
    }

    /// The longest pause, in cycles.
    pub fn longest_pause(&self) -> u64 {
        self.longest.max(self.pause.map_or(0, |(_, cycles)| cycles))
    }

    /// How many pauses took at most `1 << index` cycles, and more than half of that.
    pub fn pauses(&self) -> Vec<u64> {
        let mut pauses = self.pauses.clone();
        if let Some((_, cycles)) = self.pause {
            count(&mut pauses, cycles);
        }
        pauses
    }
}

fn count(pauses: &mut Vec<u64>, cycles: u64) {
    let index = cycles.max(1).next_power_of_two().ilog2() as usize;
    if pauses.len() <= index {
        pauses.resize(index + 1, 0);
    }
    pauses[index] += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::sweeper::Cause;

    fn record(table: impl IntoIterator<Item = (u64, u64)>) -> Collections {
        let mut record = Collections::default();
        for (begin, cycles) in table {
            let (cause, kind) = (Cause::Full, Kind::Full);
            record.begin(Collection {
                cause,
                kind,
                begin,
                cycles: 0,
                live: 0,
                freed: 9,
                promoted: 0,
            });
            record.end(|last| last.cycles = cycles);
        }
        record
    }

    #[test]
    fn collections_without_a_cycle_between_are_one_pause() {
        let figures = record([(0, 3), (3, 4), (8, 5), (13, 1), (20, 1)]).figures(30);
        assert_eq!((figures.longest_pause(), figures.cycles), (7, 14));
        assert_eq!(figures.pauses(), [1, 0, 0, 2], "1, and 7 and 6 cycles");
    }

    #[test]
    fn pauses_are_counted_by_powers_of_two() {
        let pauses = record([(0, 3), (5, 4), (10, 5), (20, 100)]).figures(200).pauses();
        assert_eq!(pauses, [0, 0, 2, 1, 0, 0, 0, 1]);
    }

    #[test]
    fn one_that_goes_on_is_a_pause_up_to_now() {
        let mut record = record([(10, 5)]);
        let begun = Collection { begin: 50, cycles: 0, freed: 1000, ..record.kept()[0] };
        record.begin(begun);
        let figures = record.figures(90);
        assert_eq!((figures.cycles, figures.longest_pause(), figures.freed_words), (45, 40, 9));
        assert_eq!((record.count(), record.last()), (2, Some(&begun)));
    }

    #[test]
    fn the_record_of_a_million_collections_is_small_and_counts_all_of_them() {
        let many = 1_000_000;
        let record = record((0..many).map(|i| (100 * i, 1 + i % 7)));
        assert_eq!(record.count() as u64, many);
        assert_eq!((record.kept().len(), record.left_out()), (KEPT, many as usize - KEPT));
        assert_eq!(record.last().map(|last| last.begin), Some(100 * (many - 1)));
        let figures = record.figures(100 * many);
        assert_eq!(figures.pauses().iter().sum::<u64>(), many);
        assert_eq!((figures.cycles, figures.longest_pause()), (3_999_997, 7));
        assert_eq!(figures.freed_words, 9 * many);
        assert!(record.is_possible(100 * many) && !record.is_possible(1000));
        let size = serde_json::to_string(&record).expect("JSON").len();
        assert!(size < 2_000_000, "{size} bytes");
    }
}
