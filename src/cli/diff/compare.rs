//! Two recordings of runs, compared by cycle.

use std::collections::BTreeMap;
use std::ops::Range;

use super::recording::{Recording, Track, is_line};

/// How a signal differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The first cycle in which it does, and its values there.
    pub first: u64,
    pub values: [String; 2],
    /// How many cycles.
    pub cycles: u64,
}

/// What a comparison has found.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The cycles that both have.
    pub span: Range<u64>,
    /// How many signals both have, and which only one has.
    pub signals: usize,
    pub only: [Vec<String>; 2],
    /// The signals that differ.
    pub differences: BTreeMap<String, Difference>,
    /// The first cycle whose hashes of the state differ.
    pub hash: Option<u64>,
    /// Both end in this cycle, but not in the same way.
    pub ends: Option<u64>,
    /// Signals whose values have other names.
    pub renamed: Vec<String>,
}

impl Comparison {
    /// Compares what both have: cycles and signals.
    pub fn new(a: &Recording, b: &Recording) -> Comparison {
        let span = a.start.max(b.start)..a.end.min(b.end);
        let only = [(a, b), (b, a)].map(|(this, other)| {
            let keys = this.tracks.keys().filter(|name| !other.tracks.contains_key(*name));
            keys.cloned().collect::<Vec<String>>()
        });
        let mut comparison = Comparison { span: span.clone(), only, ..Comparison::default() };
        for (name, left) in &a.tracks {
            let Some(right) = b.tracks.get(name) else { continue };
            comparison.signals += 1;
            let both_named = !left.names.is_empty() && !right.names.is_empty();
            if both_named && left.names != right.names {
                comparison.renamed.push(name.clone());
            }
            let lines_end = a.lines_end.min(b.lines_end);
            let end = if is_line(name) { lines_end.min(span.end) } else { span.end };
            if let Some(difference) = differ(left, right, span.start..end) {
                comparison.differences.insert(name.clone(), difference);
            }
        }
        let hashes = a.hashes.iter().filter_map(|(cycle, hash)| {
            b.hashes.get(cycle).is_some_and(|other| other != hash).then_some(*cycle)
        });
        comparison.hash = hashes.min();
        if let (Some(a), Some(b)) = (&a.ended, &b.ended)
            && a.end == b.end
            && a != b
        {
            comparison.ends = Some(a.end);
        }
        comparison
    }

    /// The first cycle in which a signal differs.
    pub fn first(&self) -> Option<u64> {
        self.differences.values().map(|difference| difference.first).min()
    }

    /// Has it found no difference?
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty() && self.hash.is_none() && self.ends.is_none()
    }
}

/// How two signals differ in these cycles.
fn differ(left: &Track, right: &Track, span: Range<u64>) -> Option<Difference> {
    // The positions behind the changes that have been.
    let mut at = [left, right].map(|track| behind(&track.changes, span.start));
    let mut found: Option<Difference> = None;
    let mut cycle = span.start;
    while cycle < span.end {
        let tracks = [(left, at[0]), (right, at[1])];
        let values = tracks.map(|(track, at)| at.checked_sub(1).map(|at| track.changes[at].1));
        let next = tracks.iter().filter_map(|(track, at)| track.changes.get(*at));
        let next = next.map(|(cycle, _)| *cycle).min().unwrap_or(span.end).min(span.end);
        if values[0] != values[1] {
            let difference = found.get_or_insert_with(|| Difference {
                first: cycle,
                values: [in_words(left, right, values[0]), in_words(right, left, values[1])],
                cycles: 0,
            });
            difference.cycles += next - cycle;
        }
        for (track, at) in [left, right].into_iter().zip(&mut at) {
            *at += usize::from(track.changes.get(*at).is_some_and(|(cycle, _)| *cycle == next));
        }
        cycle = next;
    }
    found
}

/// The number of changes up to a cycle, with it.
fn behind(changes: &[(u64, u64)], cycle: u64) -> usize {
    changes.partition_point(|(at, _)| *at <= cycle)
}

/// A value by its name; a recording without names borrows the other's.
fn in_words(track: &Track, other: &Track, value: Option<u64>) -> String {
    let names = if track.names.is_empty() { &other.names } else { &track.names };
    match value {
        None => "(no value)".to_string(),
        Some(value) => match (names.get(value as usize), track.texts.get(&value)) {
            (Some(name), _) => name.clone(),
            (None, Some(text)) => format!("{text:?}"),
            (None, None) => format!("{value:#x}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(changes: &[(u64, u64)]) -> Track {
        let names = vec!["Zero".to_string(), "One".to_string()];
        Track { names, changes: changes.to_vec(), ..Track::default() }
    }

    fn recording(start: u64, end: u64, changes: &[(u64, u64)]) -> Recording {
        let tracks = BTreeMap::from([("eval.state".to_string(), track(changes))]);
        Recording { start, end, lines_end: end, tracks, ..Recording::default() }
    }

    #[test]
    fn cycles_that_differ_are_counted_from_the_first() {
        let left = track(&[(0, 1), (10, 0), (20, 7)]);
        let right = track(&[(0, 1), (12, 0), (25, 7)]);
        let difference = differ(&left, &right, 0..30).expect("differ");
        assert_eq!((difference.first, difference.cycles), (10, 2 + 5));
        assert_eq!(difference.values, ["Zero", "One"]);
        assert_eq!(differ(&left, &right, 12..20), None);
        assert_eq!(differ(&left, &right, 24..30).expect("differ").cycles, 1);
        assert_eq!(differ(&left, &right, 21..24).expect("differ").values, ["0x7", "Zero"]);
    }

    #[test]
    fn only_what_both_have_is_compared() {
        let whole = recording(0, 30, &[(0, 1), (10, 0), (20, 1)]);
        let tail = recording(15, 40, &[(15, 0), (20, 1), (35, 0)]);
        let comparison = Comparison::new(&whole, &tail);
        assert_eq!((comparison.span.clone(), comparison.signals), (15..30, 1));
        assert!(comparison.is_equal());
        let other = recording(15, 40, &[(15, 0), (21, 1)]);
        assert_eq!(Comparison::new(&whole, &other).first(), Some(20));
    }

    #[test]
    fn lines_are_not_compared_in_the_state_after_the_last_cycle() {
        let mut a = recording(0, 10, &[]);
        a.tracks = BTreeMap::from([("memory.grant".to_string(), track(&[(0, 1), (9, 0)]))]);
        let mut b = recording(0, 20, &[]);
        b.tracks = BTreeMap::from([("memory.grant".to_string(), track(&[(0, 1)]))]);
        assert!(!Comparison::new(&a, &b).is_equal());
        a.lines_end = 9;
        assert!(Comparison::new(&a, &b).is_equal());
    }
}
