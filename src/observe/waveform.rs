//! What all formats of waveforms, and the files for their viewers, have in common: time, the scopes' top,
//! and the tables of enumerations.

use crate::selection::Selection;
use crate::text::token;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, SIGNALS, Signal};

/// The scope that holds `clk` and the units' scopes.
pub const TOP: &str = "conscycle";

/// Nanoseconds in a cycle.
pub const CYCLE: u64 = 10;

/// The length of the longest name of an enumeration's value.
pub const fn longest_name() -> usize {
    let (mut longest, mut i) = (0, 0);
    while i < SIGNALS.len() {
        if let Kind::Enum(names) = SIGNALS[i].kind {
            let mut j = 0;
            while j < names.len() {
                if names[j].len() > longest {
                    longest = names[j].len();
                }
                j += 1;
            }
        }
        i += 1;
    }
    longest
}

/// The enumerations among the selected signals, with the numbers of their tables and their names.
pub fn enumerations(
    selection: &Selection,
) -> impl Iterator<Item = (&'static Signal, (usize, &'static [&'static str]))> {
    let chosen = SIGNALS.iter().enumerate().filter(|(at, _)| selection.contains(*at));
    let named = chosen.filter_map(|(_, signal)| match signal.kind {
        Kind::Enum(names) => Some((signal, names)),
        _ => None,
    });
    named.enumerate().map(|(table, (signal, names))| (signal, (table + 1, names)))
}

/// A table of an enumeration's names and values: its name, their number, the names, the values in
/// binary. GTKWave's `fst2vcd` writes it so, and an FST file holds this text too.
pub fn enum_table(signal: &Signal, names: &[&str], config: &Config) -> String {
    let width = signal.width(config) as usize;
    let mut text = format!("{}_{} {}", signal.scope, signal.name, names.len());
    for name in names {
        text.push(' ');
        text.push_str(&token(name));
    }
    for value in 0..names.len() {
        text.push_str(&format!(" {value:0width$b}"));
    }
    text
}
