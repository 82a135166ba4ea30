//! The minimum mutator utilisation as a curve: for every length of a window of time, the least share
//! of such a window that was left to the program. [`crate::statistics`] has it for three windows.

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
    pub fn utilisation(&self, window: u64) -> f64 {
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

    #[test]
    fn the_worst_window_is_found() {
        let pauses = Pauses::new([(0, 3), (5, 2), (9, 6), (40, 10)], 100);
        for (window, most) in
            [(1, 1), (6, 6), (8, 6), (10, 8), (15, 11), (50, 21), (100, 21), (1000, 21)]
        {
            let expected = 1.0 - f64::from(most) / f64::from(window.min(100));
            let found = pauses.utilisation(window as u64);
            assert!((found - expected).abs() < 1e-9, "{window}: {found} {expected}");
        }
        assert!((Pauses::new([], 100).utilisation(10) - 1.0).abs() < 1e-9);
    }
}
