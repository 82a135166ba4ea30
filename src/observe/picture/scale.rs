//! Axes: from figures to coordinates, and the ticks between.

/// A linear axis from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The figure at the far end, at least 1.
    most: u64,
    /// From tick to tick.
    step: u64,
    /// The coordinates of 0 and of the far end.
    from: f64,
    to: f64,
}

/// The unit of an axis: its ticks are multiples of `size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Its size.
    pub size: u64,
    /// Its name with a space after it, before that of what is counted; empty for 1.
    pub name: &'static str,
}

const UNITS: [Unit; 4] = [
    Unit { size: 1_000_000_000_000, name: "trillion " },
    Unit { size: 1_000_000_000, name: "billion " },
    Unit { size: 1_000_000, name: "million " },
    Unit { size: 1_000, name: "thousand " },
];

impl Scale {
    /// An axis that ends at `most`, with about so many ticks.
    pub fn to(most: u64, from: f64, to: f64, ticks: u64) -> Scale {
        let most = most.max(1);
        Scale { most, step: step(most, ticks), from, to }
    }

    /// The same up to the first tick that is not below `most`.
    pub fn around(most: u64, from: f64, to: f64, ticks: u64) -> Scale {
        let scale = Scale::to(most, from, to, ticks);
        Scale { most: scale.most.div_ceil(scale.step).saturating_mul(scale.step), ..scale }
    }

    /// The coordinate of a figure.
    pub fn at(&self, value: u64) -> f64 {
        self.from + (self.to - self.from) * (value as f64 / self.most as f64)
    }

    /// The unit that keeps the ticks' labels short.
    pub fn unit(&self) -> Unit {
        let long = |unit: &Unit| {
            self.most >= unit.size.saturating_mul(if unit.size > 1_000 { 1 } else { 10 })
        };
        UNITS.into_iter().find(long).unwrap_or(Unit { size: 1, name: "" })
    }

    /// The ticks: figures, and their labels in [`Scale::unit`].
    pub fn ticks(&self) -> Vec<(u64, String)> {
        let step = self.step;
        let unit = self.unit().size;
        // As many decimals as the step has.
        let mut decimals = 0;
        while decimals < 3 && !(step * 10u64.pow(decimals)).is_multiple_of(unit) {
            decimals += 1;
        }
        (0..=self.most / step)
            .map(|i| {
                let value = i * step;
                let label = if unit == 1 {
                    group(value)
                } else {
                    format!("{:.*}", decimals as usize, value as f64 / unit as f64)
                };
                (value, if value == 0 { "0".to_string() } else { label })
            })
            .collect()
    }
}

/// The distance of ticks: 1, 2 or 5 times a power of ten, for about so many of them up to `most`.
fn step(most: u64, about: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if most / step <= about {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Digits in groups of three.
pub fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_groups_of_three() {
        let texts = [0, 12, 999, 1000, 123_456, 1_234_567].map(group);
        assert_eq!(texts, ["0", "12", "999", "1,000", "123,456", "1,234,567"]);
    }

    #[test]
    fn ticks_are_round_and_in_the_unit() {
        let labels = |most: u64, about| {
            let scale = Scale::to(most, 0.0, 100.0, about);
            let ticks: Vec<String> = scale.ticks().into_iter().map(|tick| tick.1).collect();
            format!("{}: {}", scale.unit().name, ticks.join(" "))
        };
        assert_eq!(labels(7, 4), ": 0 2 4 6");
        assert_eq!(labels(1, 5), ": 0 1");
        assert_eq!(labels(9_000, 5), ": 0 2,000 4,000 6,000 8,000");
        assert_eq!(labels(25_000, 5), "thousand : 0 5 10 15 20 25");
        assert_eq!(labels(3_173_382, 8), "million : 0 0.5 1.0 1.5 2.0 2.5 3.0");
        assert_eq!(labels(u64::MAX, 2), "trillion : 0 10000000");
    }

    #[test]
    fn an_axis_around_a_figure_ends_at_a_tick() {
        let scale = Scale::around(10_993, 100.0, 0.0, 4);
        assert_eq!(scale.ticks().last().map(|tick| tick.0), Some(15_000));
        assert!((scale.at(7_500) - 50.0).abs() < 1e-9);
        assert!((scale.at(0) - 100.0).abs() < 1e-9);
    }
}
