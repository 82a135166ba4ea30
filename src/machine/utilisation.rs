//! The minimum mutator utilisation: for any length of a window of time, the least share of such a
//! window that was left to the program. (P. Cheng and G. Blelloch, "A parallel, real-time garbage
//! collector", PLDI 2001.)

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Pauses in the order of time, and the cycles of those before each.
#[derive(Debug)]
pub struct Pauses {
    begins: Vec<u64>,
    lengths: Vec<u64>,
    before: Vec<u64>,
    end: u64,
}

impl Pauses {
    /// The pauses, begin and length, of a run of `end` cycles.
    pub fn new(pauses: impl IntoIterator<Item = (u64, u64)>, end: u64) -> Pauses {
        let (begins, lengths): (Vec<u64>, Vec<u64>) = pauses.into_iter().unzip();
        let before = lengths.iter().scan(0, |sum, length| {
            let before = *sum;
            *sum += length;
            Some(before)
        });
        Pauses { before: before.collect(), begins, lengths, end }
    }

    /// Cycles of pauses before `cycle`.
    fn until(&self, cycle: u64) -> u64 {
        let begun = self.begins.partition_point(|&begin| begin < cycle);
        match begun.checked_sub(1) {
            Some(last) => self.before[last] + (cycle - self.begins[last]).min(self.lengths[last]),
            None => 0,
        }
    }

    /// The least share of any window of so many cycles that no pause takes. A worst window begins
    /// with a pause or ends with one.
    pub fn least_share(&self, window: u64) -> f64 {
        let window = window.min(self.end);
        if window == 0 {
            return 1.0;
        }
        let most = self
            .begins
            .iter()
            .zip(&self.lengths)
            .flat_map(|(begin, length)| [*begin, (begin + length).saturating_sub(window)])
            .map(|first| first.min(self.end - window))
            .map(|first| self.until(first + window) - self.until(first))
            .max();
        1.0 - most.unwrap_or(0) as f64 / window as f64
    }
}

/// Follows the pauses of a run and knows the worst windows of certain lengths, exactly. It keeps the
/// pauses of the last cycles only: as many as the longest window has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worst {
    /// Lengths of windows, and the most cycles of pauses in one of each, as far as those are known.
    windows: Vec<(u64, u64)>,
    /// Pauses that may still share a window with others.
    recent: VecDeque<Recent>,
    /// Cycles of all pauses.
    total: u64,
}

/// A pause, and the cycles of those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Recent {
    begin: u64,
    length: u64,
    before: u64,
}

impl Recent {
    fn end(&self) -> u64 {
        self.begin + self.length
    }
}

impl Worst {
    /// No pause yet, and windows of these lengths, in cycles.
    pub fn of(windows: &[u64]) -> Worst {
        let windows = windows.iter().map(|&window| (window, 0)).collect();
        Worst { windows, recent: VecDeque::new(), total: 0 }
    }

    /// A pause after those before.
    pub fn pause(&mut self, begin: u64, length: u64) {
        self.recent.push_back(Recent { begin, length, before: self.total });
        self.total += length;
        let end = begin + length;
        // The windows that end with this pause.
        for at in 0..self.windows.len() {
            let (window, most) = self.windows[at];
            if end >= window {
                self.windows[at].1 = most.max(self.until(end) - self.until(end - window));
            }
        }
        let longest = self.windows.iter().map(|&(window, _)| window).max().unwrap_or(0);
        while let Some(&first) = self.recent.front()
            && first.begin.saturating_add(longest) <= end
            && first.end().saturating_add(longest) <= end
        {
            self.begins_with(first, u64::MAX);
            self.recent.pop_front();
        }
    }

    /// The windows that begin with a pause, or lie at the end of the run.
    fn begins_with(&mut self, pause: Recent, end: u64) {
        for at in 0..self.windows.len() {
            let (window, most) = self.windows[at];
            let window = window.min(end);
            let first = pause.begin.min(end - window);
            self.windows[at].1 = most.max(self.until(first + window) - self.until(first));
        }
    }

    /// Cycles of pauses before `cycle`, which is not before the last cycles.
    fn until(&self, cycle: u64) -> u64 {
        let begun = self.recent.partition_point(|pause| pause.begin < cycle);
        match (begun.checked_sub(1).and_then(|last| self.recent.get(last)), self.recent.front()) {
            (Some(last), _) => last.before + (cycle - last.begin).min(last.length),
            (None, Some(first)) => first.before,
            (None, None) => self.total,
        }
    }

    /// The windows' lengths, and the least share of any such window in a run of `end` cycles that no
    /// pause takes.
    pub fn shares(&self, end: u64) -> Vec<(u64, f64)> {
        let mut worst = self.clone();
        for &pause in &self.recent {
            worst.begins_with(pause, end);
        }
        let share = |(window, most): (u64, u64)| match window.min(end) {
            0 => (window, 1.0),
            length => (window, 1.0 - most as f64 / length as f64),
        };
        worst.windows.into_iter().map(share).collect()
    }

    /// Could these be the pauses of a run of `end` cycles?
    pub fn is_possible(&self, end: u64) -> bool {
        let fits = |pause: &Recent| {
            pause.begin <= end
                && pause.length <= end - pause.begin
                && pause.before <= self.total
                && pause.length <= self.total - pause.before
        };
        let in_order =
            self.recent.iter().zip(self.recent.iter().skip(1)).all(|(a, b)| {
                a.begin <= b.begin && a.before.checked_add(a.length) == Some(b.before)
            });
        self.total <= end && in_order && self.recent.iter().all(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks at every window.
    fn slowly(pauses: &[(u64, u64)], end: u64, window: u64) -> f64 {
        let window = window.min(end);
        let paused =
            |cycle| pauses.iter().any(|&(begin, length)| (begin..begin + length).contains(&cycle));
        let most = (0..=end - window)
            .map(|first| (first..first + window).filter(|&cycle| paused(cycle)).count())
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
            &[(30, 30), (60, 40)],
            &[(0, 10), (90, 10)],
        ];
        for &pauses in table {
            for window in [1, 2, 5, 8, 20, 64, 100, 1000] {
                let found = Pauses::new(pauses.iter().copied(), 100).least_share(window);
                let expected = slowly(pauses, 100, window);
                assert!((found - expected).abs() < 1e-9, "{pauses:?} {window}: {found} {expected}");
            }
        }
    }
    #[test]
    fn the_worst_windows_of_a_run_are_known_at_any_time() {
        let mut random = 1u64;
        let mut next = |below: u64| {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (random >> 33) % below
        };
        for round in 0..200 {
            let windows = [1 + next(10), 5 + next(100), 20 + next(1000)];
            let mut worst = Worst::of(&windows);
            let (mut pauses, mut at) = (Vec::new(), 0);
            for _ in 0..next(300) {
                let (begin, length) = (at + next(1 + round), 1 + next(40));
                worst.pause(begin, length);
                pauses.push((begin, length));
                at = begin + length;
                if next(8) == 0 {
                    let end = at + next(500);
                    let whole = Pauses::new(pauses.iter().copied(), end);
                    let expected = windows.map(|window| (window, whole.least_share(window)));
                    assert_eq!(worst.shares(end), expected, "{pauses:?} of {end}");
                    assert!(worst.is_possible(end) && !worst.is_possible(at - 1));
                }
            }
            assert!(worst.recent.len() <= 1021, "{} are kept", worst.recent.len());
        }
        assert_eq!(Worst::of(&[10]).shares(0), [(10, 1.0)]);
    }
}
