//! The minimum mutator utilisation: for any length of a window of time, the least share of such a
//! window that was left to the program. (P. Cheng and G. Blelloch, "A parallel, real-time garbage
//! collector", PLDI 2001.)

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
}
