//! The whole history in a few figures.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::session::Session;
use conscycle_debugger::watcher::frames_in_memory;
use conscycle_machine::ports::Unit;
use conscycle_machine::record::KEPT;
use conscycle_machine::units::sweeper::{Cause, Kind};
use conscycle_machine::{Collection, Machine};

/// Samples that are kept, at most.
const MOST: usize = 1024;

/// Collections that are told one by one; more of them in one picture are told by their share of it only.
const TOLD: usize = 2000;

/// What was seen in a cycle.
#[derive(Debug, Clone, Copy)]
struct Sample {
    cycle: u64,
    calls: u64,
    /// Cycles of collections up to it.
    collecting: u64,
    /// Frames that waited; none if it was in a collection.
    depth: Option<u64>,
}

/// What a run was seen to do, now and then.
#[derive(Debug)]
pub struct Track {
    samples: Vec<Sample>,
    /// Cycles between two samples.
    distance: u64,
    collections: Vec<Collection>,
}

impl Default for Track {
    fn default() -> Track {
        let first = Sample { cycle: 0, calls: 0, collecting: 0, depth: Some(0) };
        Track { samples: vec![first], distance: 256, collections: Vec::new() }
    }
}

impl Track {
    fn last(&self) -> u64 {
        self.samples.last().map_or(0, |sample| sample.cycle)
    }

    /// Cycles from here to the next sample; one at least.
    pub fn due(&self, cycle: u64) -> u64 {
        match self.last() {
            last if cycle < last => u64::MAX,
            last => (last + self.distance).saturating_sub(cycle).max(1),
        }
    }

    /// Looks at a machine.
    pub fn note(&mut self, machine: &Machine) {
        if machine.cycle <= self.last() {
            return;
        }
        let known = self.collections.last().map_or(0, |last| last.begin + 1);
        let kept = machine.collections.kept();
        let new = kept.partition_point(|each| each.begin < known);
        self.collections.extend(kept[new..].iter().filter(|each| each.cycles > 0));
        if machine.cycle < self.last() + self.distance {
            return;
        }
        let depth = (machine.arbiter.owner != Unit::Sweeper)
            .then(|| frames_in_memory(machine) + u64::from(machine.clink.full));
        let (cycle, calls) = (machine.cycle, machine.calls);
        let collecting = machine.collections.figures(cycle).cycles;
        self.samples.push(Sample { cycle, calls, collecting, depth });
        if self.samples.len() > MOST {
            let mut index = 0;
            self.samples.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.distance *= 2;
        }
    }

    /// The last sample up to a cycle.
    fn at(&self, cycle: u64) -> Option<&Sample> {
        let after = self.samples.partition_point(|sample| sample.cycle <= cycle);
        self.samples.get(after.checked_sub(1)?)
    }

    /// A count up to a cycle, between two samples in proportion.
    fn count(&self, cycle: u64, of: impl Fn(&Sample) -> u64) -> Option<f64> {
        let after = self.samples.partition_point(|sample| sample.cycle <= cycle);
        let before = self.samples.get(after.checked_sub(1)?)?;
        let Some(next) = self.samples.get(after) else {
            return (before.cycle == cycle).then_some(of(before) as f64);
        };
        let part = (cycle - before.cycle) as f64 / (next.cycle - before.cycle) as f64;
        Some(of(before) as f64 + part * (of(next) - of(before)) as f64)
    }

    /// The cycles of collections in a part of the history. Only so many of them are known one by one; of those after,
    /// the samples tell.
    fn collecting(&self, begin: u64, end: u64) -> f64 {
        let over = |each: &Collection| each.begin + each.cycles;
        let known = self.collections.last().map_or(0, over);
        if self.collections.len() >= KEPT && end > known {
            let count = |cycle| self.count(cycle, |sample| sample.collecting);
            return count(begin).zip(count(end)).map_or(0.0, |(before, after)| after - before);
        }
        let first = self.collections.partition_point(|each| over(each) <= begin);
        let here = self.collections[first..].iter().take_while(|each| each.begin < end);
        here.map(|each| over(each).min(end).saturating_sub(each.begin.max(begin))).sum::<u64>()
            as f64
    }
}

impl Session {
    /// A part of the history in so many equal parts.
    pub(crate) fn timeline(&self, from: u64, to: u64, buckets: usize) -> Answer {
        let buckets = buckets.clamp(1, 4096);
        let to = to.max(from + 1);
        let bound =
            |index: usize| from + ((to - from) as u128 * index as u128 / buckets as u128) as u64;
        let track = &self.track;
        let (mut depth, mut calls, mut collecting) = (Vec::new(), Vec::new(), Vec::new());
        for bucket in 0..buckets {
            let (begin, end) = (bound(bucket), bound(bucket + 1));
            let is_known = begin <= track.last() + track.distance;
            depth.push(track.at(begin).filter(|_| is_known).and_then(|sample| sample.depth));
            let count = |cycle| track.count(cycle, |sample| sample.calls);
            calls.push(count(begin).zip(count(end)).map(|(before, after)| after - before));
            collecting.push(track.collecting(begin, end) / (end - begin).max(1) as f64);
        }
        let within = |each: &&Collection| each.begin < to && each.begin + each.cycles > from;
        let told = track.collections.iter().filter(within).take(TOLD);
        let told: Vec<Value> = told
            .map(|each| {
                json!({
                    "cause": Cause::NAMES[each.cause as usize],
                    "kind": Kind::NAMES[each.kind as usize],
                    "begin": each.begin,
                    "end": each.begin + each.cycles,
                    "live": each.live,
                })
            })
            .collect();
        json!({
            "from": from, "to": to, "depth": depth, "collecting": collecting,
            "collections": told, "calls": calls,
        })
        .into()
    }
}
