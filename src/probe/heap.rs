//! The heap over time: how many of its words are in use.
//!
//! Words in use are those allocated and not yet freed, dead ones among them, without the fixed
//! region. The figure is exact where a collection begins and ends; between, it is sampled, at most
//! [`MOST`] times in a run of any length.

use std::ops::ControlFlow;

use crate::machine::Machine;
use crate::probe::Probe;

/// The most samples that are kept: when there are more, every second one goes, and the next ones
/// are taken half as often.
pub const MOST: usize = 4096;

/// A cycle, and the words in use in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The cycle.
    pub cycle: u64,
    /// Words in use.
    pub words: u64,
}

/// Samples a run's allocations.
#[derive(Debug, Clone)]
pub struct HeapProbe {
    /// Cycle, and words allocated up to it.
    samples: Vec<(u64, u64)>,
    /// Cycles between two samples, and the next sample's cycle.
    every: u64,
    next: u64,
    /// Words allocated before each collection.
    before: Vec<u64>,
}

impl Default for HeapProbe {
    fn default() -> HeapProbe {
        HeapProbe { samples: Vec::with_capacity(MOST), every: 1, next: 0, before: Vec::new() }
    }
}

impl HeapProbe {
    #[cold]
    fn sample(&mut self, machine: &Machine) {
        if self.samples.len() == MOST {
            let mut even = false;
            self.samples.retain(|_| {
                even = !even;
                even
            });
            self.every *= 2;
        }
        self.samples.push((machine.cycle, machine.memory.allocated));
        self.next = machine.cycle.saturating_add(self.every);
    }

    /// The words in use from reset to now: straight lines between the points, in the order of time.
    /// What a collection frees goes at its end.
    pub fn curve(&self, machine: &Machine) -> Vec<Point> {
        let mut curve = Vec::with_capacity(self.samples.len() + 3 * self.before.len() + 1);
        let mut samples = self.samples.iter().copied().peekable();
        let mut freed = 0;
        for (collection, &allocated) in machine.collections.iter().zip(&self.before) {
            while let Some((cycle, words)) = samples.next_if(|sample| sample.0 < collection.begin) {
                curve.push(Point { cycle, words: words - freed });
            }
            curve.push(Point { cycle: collection.begin, words: allocated - freed });
            if collection.cycles == 0 {
                // It goes on.
                break;
            }
            let end = collection.begin + collection.cycles;
            curve.push(Point { cycle: end, words: allocated - freed });
            freed += u64::from(collection.freed);
            curve.push(Point { cycle: end, words: allocated - freed });
            while samples.next_if(|sample| sample.0 <= end).is_some() {}
        }
        let now = (machine.cycle, machine.memory.allocated);
        for (cycle, words) in samples.filter(|sample| sample.0 < now.0).chain([now]) {
            curve.push(Point { cycle, words: words - freed });
        }
        curve
    }
}

impl Probe for HeapProbe {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        if machine.cycle >= self.next {
            self.sample(machine);
        }
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if self.before.len() < machine.collections.len() {
            self.before.push(machine.memory.allocated);
        }
        ControlFlow::Continue(())
    }
}
