//! What collections cost a program: pauses and the share of time that is left to it.

use serde::Serialize;

pub use conscycle_machine::record::WINDOWS;
use conscycle_machine::units::sweeper::{Cause, Kind};
use conscycle_machine::{Collection, Machine};

/// The collections of a run, in total: all of them, however many there were.
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
        let figures = machine.collections.figures(machine.cycle);
        let buckets = figures.pauses().into_iter().enumerate().filter(|&(_, count)| count > 0);
        let shares = figures.worst.shares(machine.cycle).into_iter();
        Statistics {
            collections: machine.collections.count() as u64,
            cycles: figures.cycles,
            share: figures.cycles as f64 / machine.cycle.max(1) as f64,
            longest_pause: figures.longest_pause(),
            most_live_words: figures.most_live_words,
            freed_words: figures.freed_words,
            promoted_words: figures.promoted_words,
            pauses: buckets.map(|(i, count)| Bucket { up_to_cycles: 1 << i, count }).collect(),
            minimum_mutator_utilisation: shares
                .map(|(window, share)| Utilisation { window, share })
                .collect(),
        }
    }
}
