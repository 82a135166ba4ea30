//! The parts of a picture: the axis of time that its upper panels share, and its lower panels.

use super::scale::{Scale, group};
use super::svg::{Anchor, Svg};
use crate::heap_probe::Sample;
use crate::statistics::{Statistics, WINDOWS};
use conscycle_machine::utilisation::Pauses;
use conscycle_machine::{Collection, Machine};

/// Ticks of the axis of time.
const TICKS: u64 = 10;

/// The axis of time.
#[derive(Debug)]
pub struct TimeAxis {
    scale: Scale,
    left: f64,
    right: f64,
}

impl TimeAxis {
    /// The axis of a run of so many cycles.
    pub fn new(cycles: u64, left: f64, right: f64) -> TimeAxis {
        TimeAxis { scale: Scale::to(cycles, left, right, TICKS), left, right }
    }

    /// The coordinate of a cycle.
    pub fn at(&self, cycle: u64) -> f64 {
        self.scale.at(cycle)
    }

    /// Vertical lines at the ticks.
    pub fn grid(&self, svg: &mut Svg, top: f64, bottom: f64) {
        for (value, _) in self.scale.ticks() {
            svg.line("grid", (self.at(value), top), (self.at(value), bottom));
        }
    }

    /// The ticks' labels, and the axis' name, below `bottom`.
    pub fn labels(&self, svg: &mut Svg, bottom: f64) {
        for (value, label) in self.scale.ticks() {
            svg.text("tick", Anchor::Middle, self.at(value), bottom + 16.0, &label);
        }
        let name = format!("time, {}cycles", self.scale.unit().name);
        svg.text("tick", Anchor::Middle, (self.left + self.right) / 2.0, bottom + 36.0, &name);
    }

    /// The column of the picture, a pixel wide, that a cycle falls into.
    fn column(&self, cycle: u64) -> i64 {
        self.at(cycle) as i64
    }

    /// What can be seen of a curve: of each column its first and last, lowest and highest point.
    pub fn thin(&self, curve: &[Sample]) -> Vec<Sample> {
        let mut seen = Vec::new();
        for column in curve.chunk_by(|a, b| self.column(a.cycle) == self.column(b.cycle)) {
            if column.len() <= 4 {
                seen.extend_from_slice(column);
                continue;
            }
            let by_words = |&i: &usize| column[i].words;
            let low = (0..column.len()).min_by_key(by_words).unwrap_or(0);
            let high = (0..column.len()).max_by_key(by_words).unwrap_or(0);
            let kept = [0, low.min(high), low.max(high), column.len() - 1];
            seen.extend(kept.map(|i| column[i]));
        }
        seen
    }

    /// Of the collections that begin in a column, the longest, with its number from 0.
    pub fn longest<'a>(
        &self,
        collections: &'a [Collection],
    ) -> impl Iterator<Item = (usize, &'a Collection)> {
        let mut first = 0;
        let columns = collections
            .chunk_by(|a, b| self.column(a.begin) == self.column(b.begin))
            .map(|column| {
                let numbered =
                    column.iter().enumerate().map(|(i, collection)| (first + i, collection));
                let longest = numbered.max_by_key(|(_, collection)| collection.cycles);
                first += column.len();
                longest
            });
        columns.flatten().collect::<Vec<_>>().into_iter()
    }
}

/// The place of the lower panels: two beside each other.
#[derive(Debug, Clone, Copy)]
pub struct Lower {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Between the two panels, with the labels of the right one's axis.
const GUTTER: f64 = 96.0;

/// Bars with labels of their own that have a place beside each other.
const LABELLED: usize = 7;

impl Lower {
    fn middle(&self) -> f64 {
        (self.left + self.right - GUTTER) / 2.0
    }

    /// How many pauses were how long.
    pub fn histogram(&self, svg: &mut Svg, statistics: &Statistics) {
        let (left, right) = (self.left, self.middle());
        let buckets = &statistics.pauses;
        let most = buckets.iter().map(|bucket| bucket.count).max().unwrap_or(0);
        let scale = Scale::around(most, self.bottom, self.top, 3);
        let title = format!("Pauses by their length, {}collections", scale.unit().name);
        svg.text("panel", Anchor::Start, 24.0, self.top - 22.0, &title);
        for (value, label) in scale.ticks() {
            let y = scale.at(value);
            svg.line("grid", (left, y), (right, y));
            svg.text("tick", Anchor::End, left - 8.0, y + 4.0, &label);
        }
        // Powers of two, with empty ones on both sides, so that a bar is not too wide.
        let power = |cycles: u64| i64::from(cycles.max(1).ilog2());
        let first = buckets.first().map_or(0, |bucket| power(bucket.up_to_cycles));
        let last = buckets.last().map_or(0, |bucket| power(bucket.up_to_cycles));
        let around = ((LABELLED as i64 - (last - first)) / 2).max(1);
        let (first, last) = (first - around, last + around);
        let count = (last - first + 1) as f64;
        let width = (right - left) / count;
        let skip = (count as usize).div_ceil(LABELLED) as i64;
        for slot in first..=last {
            let x = left + width * (slot - first) as f64;
            if let Some(bucket) = buckets.iter().find(|bucket| power(bucket.up_to_cycles) == slot) {
                let y = scale.at(bucket.count);
                svg.rect("bar", x + 0.5, y, width - 1.0, self.bottom - y);
                let label = group(bucket.count);
                svg.text("note", Anchor::Middle, x + width / 2.0, y - 4.0, &label);
            }
            // A tick stands between two bars: the longest pause in the one to its left.
            if (slot - first) % skip == 0 && slot < last && slot >= 0 {
                let label = group(1 << slot);
                svg.line("axis", (x + width, self.bottom), (x + width, self.bottom + 4.0));
                svg.text("tick", Anchor::Middle, x + width, self.bottom + 16.0, &label);
            }
        }
        svg.line("axis", (left, self.bottom), (right, self.bottom));
        let name = "length, cycles (logarithmic)";
        svg.text("tick", Anchor::Middle, (left + right) / 2.0, self.bottom + 36.0, name);
    }

    /// The minimum mutator utilisation, by the length of the window.
    pub fn utilisation(&self, svg: &mut Svg, machine: &Machine) {
        let (left, right) = (self.middle() + GUTTER, self.right);
        let whose = whose(machine);
        let title = format!("Minimum mutator utilisation{whose}, %");
        svg.text("panel", Anchor::Start, left - 40.0, self.top - 22.0, &title);
        let scale = Scale::to(100, self.bottom, self.top, 4);
        for (value, label) in scale.ticks() {
            let y = scale.at(value);
            svg.line("grid", (left, y), (right, y));
            svg.text("tick", Anchor::End, left - 8.0, y + 4.0, &label);
        }
        let decades = (machine.cycle.max(1_000) as f64).log10() - 2.0;
        let at = |window: f64| left + (right - left) * (window.log10() - 2.0) / decades;
        for power in (2..20).take_while(|&power| f64::from(power) <= decades + 2.0) {
            let x = at(10f64.powi(power));
            svg.line("grid", (x, self.top), (x, self.bottom));
            if decades < 6.0 || power % 2 == 0 {
                let label = group(10u64.saturating_pow(power as u32));
                // The last label ends with the panel.
                let (anchor, x) =
                    if x > right - 24.0 { (Anchor::End, right) } else { (Anchor::Middle, x) };
                svg.text("tick", anchor, x, self.bottom + 16.0, &label);
            }
        }
        let end = machine.cycle;
        let length = |collection: &Collection| match collection.cycles {
            0 => end - collection.begin,
            cycles => cycles,
        };
        let kept = machine.collections.kept();
        // Of what comes after them only the figures are known.
        let end = match kept.last() {
            Some(last) if machine.collections.left_out() > 0 => last.begin + length(last),
            _ => end,
        };
        let pauses = Pauses::new(kept.iter().map(|each| (each.begin, length(each))), end);
        let y = |share: f64| self.bottom + (self.top - self.bottom) * share;
        let steps = (decades * 16.0) as u32 + 1;
        let windows = (0..=steps).map(|step| 10f64.powf(2.0 + f64::from(step) / 16.0));
        let inside = windows.map(|window| window as u64).take_while(|&window| window < end);
        let curve: Vec<(f64, f64)> = inside
            .chain([end])
            .map(|window| (at((window.max(100)) as f64), y(pauses.least_share(window))))
            .collect();
        svg.path("curve", curve);
        for window in WINDOWS.into_iter().filter(|&window| window < end) {
            let share = pauses.least_share(window);
            let place = (at(window as f64), y(share));
            svg.dot("mark", place, 3.0);
            let label = format!("{:.0} %", 100.0 * share);
            // Where there is no curve: under it on the right, or above it on the left.
            let (anchor, x, y) =
                if share > 0.2 { (Anchor::Start, 5.0, 14.0) } else { (Anchor::End, -6.0, -7.0) };
            svg.text("note", anchor, place.0 + x, place.1 + y, &label);
        }
        svg.line("axis", (left, self.bottom), (right, self.bottom));
        let name = "share left to the program in any window of so many cycles (logarithmic)";
        svg.text("tick", Anchor::Middle, (left + right) / 2.0, self.bottom + 36.0, name);
    }
}

/// Of which collections a panel is that shows them one by one, if it is not all of them.
pub fn whose(machine: &Machine) -> String {
    match machine.collections.left_out() {
        0 => String::new(),
        _ => {
            format!(" of the first {} collections", group(machine.collections.kept().len() as u64))
        }
    }
}
