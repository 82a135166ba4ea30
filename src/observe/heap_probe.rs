//! The heap over time: how many of its words are in use.
//!
//! Words in use are those allocated and not yet freed, dead ones among them, without the fixed
//! region. The figure is exact where one of the first collections begins and ends; between and after
//! them it is sampled, at most [`MOST`] times in a run of any length.

use std::ops::ControlFlow;

use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;
use conscycle_machine::record::KEPT;

/// The most samples that are kept: when there are more, every second one goes, and the next ones
/// are taken half as often.
pub const MOST: usize = 4096;

/// A cycle, and the words in use in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// The cycle.
    pub cycle: u64,
    /// Words in use.
    pub words: u64,
}

/// Samples a run's allocations.
#[derive(Debug, Clone)]
pub struct HeapProbe {
    samples: Vec<Sample>,
    /// Cycles between two samples, and the next sample's cycle.
    every: u64,
    next: u64,
    /// Words allocated before each collection that the machine keeps.
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
        self.samples.push(now(machine));
        self.next = machine.cycle.saturating_add(self.every);
    }

    /// The words in use from reset to now: straight lines between the points, in the order of time.
    /// What a collection frees goes at its end.
    pub fn curve(&self, machine: &Machine) -> Vec<Sample> {
        let mut curve = Vec::with_capacity(self.samples.len() + 3 * self.before.len() + 1);
        let mut samples = self.samples.iter().copied().peekable();
        let mut freed = 0;
        for (collection, &allocated) in machine.collections.kept().iter().zip(&self.before) {
            while let Some(sample) = samples.next_if(|sample| sample.cycle < collection.begin) {
                curve.push(sample);
            }
            curve.push(Sample { cycle: collection.begin, words: allocated - freed });
            if collection.cycles == 0 {
                // It goes on.
                break;
            }
            let end = collection.begin + collection.cycles;
            curve.push(Sample { cycle: end, words: allocated - freed });
            freed += u64::from(collection.freed);
            curve.push(Sample { cycle: end, words: allocated - freed });
            while samples.next_if(|sample| sample.cycle <= end).is_some() {}
        }
        curve.extend(samples.filter(|sample| sample.cycle < machine.cycle));
        curve.push(now(machine));
        curve
    }
}

/// The words in use now. What a collection frees is in use until it has ended.
fn now(machine: &Machine) -> Sample {
    let words = machine.memory.allocated - machine.collections.freed_words();
    Sample { cycle: machine.cycle, words }
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
        if self.before.len() < machine.collections.count().min(KEPT) {
            self.before.push(machine.memory.allocated);
        }
        ControlFlow::Continue(())
    }
}
