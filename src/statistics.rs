//! What collections cost a program: pauses and the share of time that is left to it.

use serde::Serialize;

use crate::machine::{Collection, Machine};
use crate::units::sweeper::{Cause, Kind};

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
    /// The longest, in cycles.
    pub longest_pause: u64,
    /// The most words that one of them has kept, without the fixed region.
    pub most_live_words: u32,
    /// Words that they have freed.
    pub freed_words: u64,
    /// How many pauses took at least half of, and at most, so many cycles.
    pub pauses: Vec<Bucket>,
    /// For windows of so many cycles, the least share of such a window that was left to the
    /// program, 0 to 1. (P. Cheng and G. Blelloch, "A parallel, real-time garbage collector",
    /// PLDI 2001.)
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
        let pauses: Vec<Pause> = machine.collections.iter().map(Pause::from).collect();
        let cycles = pauses.iter().map(|pause| pause.cycles).sum();
        let utilisation = WINDOWS.map(|window| Utilisation {
            window,
            share: minimum_utilisation(&pauses, machine.cycle, window),
        });
        Statistics {
            collections: pauses.len() as u64,
            cycles,
            share: cycles as f64 / machine.cycle.max(1) as f64,
            longest_pause: pauses.iter().map(|pause| pause.cycles).max().unwrap_or(0),
            most_live_words: pauses.iter().map(|pause| pause.live_words).max().unwrap_or(0),
            freed_words: pauses.iter().map(|pause| u64::from(pause.freed_words)).sum(),
            pauses: histogram(&pauses),
            minimum_mutator_utilisation: utilisation.to_vec(),
        }
    }
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

/// The least share of any window of `window` cycles in a run of `end` cycles that no pause takes.
/// The worst window begins with a pause or ends with one.
fn minimum_utilisation(pauses: &[Pause], end: u64, window: u64) -> f64 {
    let window = window.min(end);
    if window == 0 {
        return 1.0;
    }
    // Cycles of pauses before each pause.
    let mut before = Vec::with_capacity(pauses.len() + 1);
    before.push(0);
    for pause in pauses {
        before.push(before[before.len() - 1] + pause.cycles);
    }
    // Cycles of pauses before `cycle`.
    let paused = |cycle: u64| {
        let begun = pauses.partition_point(|pause| pause.begin < cycle);
        let last = begun.checked_sub(1).map_or(0, |last| {
            let pause = &pauses[last];
            pause.cycles - (cycle - pause.begin).min(pause.cycles)
        });
        before[begun] - last
    };
    let mut most = 0;
    for pause in pauses {
        for first in [pause.begin, (pause.begin + pause.cycles).saturating_sub(window)] {
            let first = first.min(end - window);
            most = most.max(paused(first + window) - paused(first));
        }
    }
    1.0 - most as f64 / window as f64
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

    /// Looks at every window.
    fn slowly(pauses: &[Pause], end: u64, window: u64) -> f64 {
        let window = window.min(end);
        let most = (0..=end - window)
            .map(|first| {
                (first..first + window)
                    .filter(|&cycle| {
                        pauses.iter().any(|p| p.begin <= cycle && cycle < p.begin + p.cycles)
                    })
                    .count()
            })
            .max();
        1.0 - most.unwrap_or(0) as f64 / window as f64
    }

    #[test]
    fn the_worst_window_is_found() {
        let table: &[&[(u64, u64)]] = &[
            &[],
            &[(10, 5)],
            &[(0, 3), (5, 2), (9, 6), (40, 10)],
            &[(1, 1), (3, 1), (5, 1), (7, 1), (9, 1)],
            &[(30, 70)],
            &[(0, 10), (90, 10)],
        ];
        for case in table {
            let pauses = pauses(case);
            for window in [1, 2, 5, 8, 20, 64, 100, 1000] {
                let (found, expected) =
                    (minimum_utilisation(&pauses, 100, window), slowly(&pauses, 100, window));
                assert!((found - expected).abs() < 1e-9, "{case:?} {window}: {found} {expected}");
            }
        }
    }

    #[test]
    fn pauses_are_counted_by_powers_of_two() {
        let buckets = histogram(&pauses(&[(0, 3), (5, 4), (9, 5), (20, 100)]));
        let table: Vec<(u64, u64)> =
            buckets.iter().map(|bucket| (bucket.up_to_cycles, bucket.count)).collect();
        assert_eq!(table, [(4, 2), (8, 1), (128, 1)]);
    }
}
