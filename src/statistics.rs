//! What collections cost a program: pauses and the share of time that is left to it.

use serde::Serialize;

use crate::machine::{Collection, Machine};
use crate::units::sweeper::{Cause, Kind};
use crate::utilisation::Pauses;

/// Windows for the minimum mutator utilisation, in cycles.
pub const WINDOWS: [u64; 3] = [1_000, 10_000, 100_000];

/// The collections of a run, in total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statistics {
    /// How many there were.
    pub collections: u64,
    /// Cycles spent in them.
    pub cycles: u64,
    /// Their share of the run's cycles, 0 to 1.
    pub share: f64,
    /// The longest pause, in cycles: a minor and a major collection without a cycle between are one.
    pub longest_pause: u64,
    /// The most words that one of them has kept, without the fixed region. Minor collections, which
    /// keep dead words of the old space as well, do not count.
    pub most_live_words: u32,
    /// Words that they have freed.
    pub freed_words: u64,
    /// Words that they have moved from the nursery to the old space.
    pub promoted_words: u64,
    /// How many pauses took at least half of, and at most, so many cycles.
    pub pauses: Vec<Bucket>,
    /// For windows of so many cycles, the least share of such a window that was left to the
    /// program, 0 to 1.
    pub minimum_mutator_utilisation: Vec<Utilisation>,
}

/// A bar of the histogram of pauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// The longest pause in it, in cycles: a power of two.
    pub up_to_cycles: u64,
    /// Pauses in it.
    pub count: u64,
}

/// The minimum mutator utilisation of one window size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Utilisation {
    /// The window, in cycles.
    pub window: u64,
    /// The least share of a window that was left to the program.
    pub share: f64,
}

/// One collection, as tools show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// Why it began.
    pub cause: &'static str,
    /// What it was about.
    pub kind: &'static str,
    /// Its first cycle.
    pub begin: u64,
    /// Cycles that it took.
    pub cycles: u64,
    /// Words in use after it, without the fixed region.
    pub live_words: u32,
    /// Words that it freed.
    pub freed_words: u32,
    /// Words that it moved from the nursery to the old space.
    pub promoted_words: u32,
}

impl From<&Collection> for Pause {
    fn from(collection: &Collection) -> Pause {
        Pause {
            cause: Cause::NAMES[collection.cause as usize],
            kind: Kind::NAMES[collection.kind as usize],
            begin: collection.begin,
            cycles: collection.cycles,
            live_words: collection.live,
            freed_words: collection.freed,
            promoted_words: collection.promoted,
        }
    }
}

impl Statistics {
    /// The statistics of a machine's run so far.
    pub fn of(machine: &Machine) -> Statistics {
        let each: Vec<Pause> = machine.collections.iter().map(Pause::from).collect();
        let pauses = joined(&each);
        let cycles = pauses.iter().map(|pause| pause.cycles).sum();
        let whole = each.iter().filter(|pause| pause.kind != Kind::NAMES[Kind::Minor as usize]);
        let lengths = each.iter().map(|pause| (pause.begin, pause.cycles));
        let utilisation = Pauses::new(lengths, machine.cycle);
        let utilisation =
            WINDOWS.map(|window| Utilisation { window, share: utilisation.least_share(window) });
        Statistics {
            collections: each.len() as u64,
            cycles,
            share: cycles as f64 / machine.cycle.max(1) as f64,
            longest_pause: pauses.iter().map(|pause| pause.cycles).max().unwrap_or(0),
            most_live_words: whole.map(|pause| pause.live_words).max().unwrap_or(0),
            freed_words: each.iter().map(|pause| u64::from(pause.freed_words)).sum(),
            promoted_words: each.iter().map(|pause| u64::from(pause.promoted_words)).sum(),
            pauses: histogram(&pauses),
            minimum_mutator_utilisation: utilisation.to_vec(),
        }
    }
}

/// The pauses, each as long as the evaluator stood still.
fn joined(collections: &[Pause]) -> Vec<Pause> {
    let mut pauses: Vec<Pause> = Vec::with_capacity(collections.len());
    for pause in collections {
        match pauses.last_mut() {
            Some(last) if last.begin + last.cycles == pause.begin => last.cycles += pause.cycles,
            _ => pauses.push(*pause),
        }
    }
    pauses
}

fn histogram(pauses: &[Pause]) -> Vec<Bucket> {
    let mut buckets: Vec<Bucket> = Vec::new();
    let mut lengths: Vec<u64> =
        pauses.iter().map(|pause| pause.cycles.max(1).next_power_of_two()).collect();
    lengths.sort_unstable();
    for up_to_cycles in lengths {
        match buckets.last_mut() {
            Some(last) if last.up_to_cycles == up_to_cycles => last.count += 1,
            _ => buckets.push(Bucket { up_to_cycles, count: 1 }),
        }
    }
    buckets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(table: &[(u64, u64)]) -> Vec<Pause> {
        let pause = |&(begin, cycles)| Pause {
            cause: "Full",
            kind: "Full",
            begin,
            cycles,
            live_words: 0,
            freed_words: 0,
            promoted_words: 0,
        };
        table.iter().map(pause).collect()
    }

    #[test]
    fn collections_without_a_cycle_between_are_one_pause() {
        let table: Vec<(u64, u64)> = joined(&pauses(&[(0, 3), (3, 4), (8, 5), (13, 1), (20, 1)]))
            .iter()
            .map(|pause| (pause.begin, pause.cycles))
            .collect();
        assert_eq!(table, [(0, 7), (8, 6), (20, 1)]);
    }

    #[test]
    fn pauses_are_counted_by_powers_of_two() {
        let buckets = histogram(&pauses(&[(0, 3), (5, 4), (9, 5), (20, 100)]));
        let table: Vec<(u64, u64)> =
            buckets.iter().map(|bucket| (bucket.up_to_cycles, bucket.count)).collect();
        assert_eq!(table, [(4, 2), (8, 1), (128, 1)]);
    }
}
