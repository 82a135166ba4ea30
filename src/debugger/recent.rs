//! The last cycles once more, for a small waveform.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, read};
use conscycle_observe::condition::Problem;
use conscycle_observe::condition::operand::signal;

/// The signals that are shown if nobody chooses others.
pub const FIRST: [&str; 8] = [
    "arbiter.state",
    "eval.expr",
    "memory.operation",
    "memory.address",
    "clink.value",
    "clink.clink",
    "apply.function",
    "memory.free",
];

/// Columns for the number of a cycle.
const LABEL: usize = 12;

/// Signals over the last cycles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// The cycle of the first values.
    pub first: u64,
    /// Of each signal, a value for each cycle; a line has none in the last one, which is not over.
    pub rows: Vec<(usize, Vec<Option<u64>>)>,
}

impl Recent {
    /// Nothing yet of these signals, from a cycle on.
    pub fn new(first: u64, signals: &[usize]) -> Recent {
        Recent { first, rows: signals.iter().map(|&signal| (signal, Vec::new())).collect() }
    }

    /// Takes the registers of the cycle that is about to begin.
    pub fn registers(&mut self, machine: &Machine) {
        for (signal, values) in &mut self.rows {
            values.push((*signal < REGISTERS).then(|| read(machine, *signal)));
        }
    }
}

impl Probe for Recent {
    fn before(&mut self, machine: &Machine) {
        self.registers(machine);
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        for (signal, values) in &mut self.rows {
            if let (true, Some(last)) = (*signal >= REGISTERS, values.last_mut()) {
                *last = Some(read(machine, *signal));
            }
        }
        ControlFlow::Continue(())
    }
}

/// A piece of a waveform: a value for as long as it stays the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The value, if there is one.
    pub value: Option<u64>,
    /// How it is drawn, in `columns` for each cycle.
    pub text: String,
}

/// Draws the values of a signal.
pub fn pieces(signal: usize, values: &[Option<u64>], columns: usize) -> Vec<Piece> {
    values
        .chunk_by(|a, b| a == b)
        .map(|run| {
            let width = run.len() * columns.max(1);
            let text = match (run[0], SIGNALS[signal].kind) {
                (None, _) => " ".repeat(width),
                (Some(0), Kind::Bits(1)) => "▁".repeat(width),
                (Some(_), Kind::Bits(1)) => "▔".repeat(width),
                (Some(value), kind) => {
                    let name: String = value_text(value, kind).chars().take(width - 1).collect();
                    format!("│{name:<0$}", width - 1)
                }
            };
            Piece { value: run[0], text }
        })
        .collect()
}

/// A value: an enumeration's by its name, a number in decimal, a word in hexadecimal.
pub fn value_text(value: u64, kind: Kind) -> String {
    match kind {
        Kind::Enum(names) => names.get(value as usize).copied().unwrap_or("?").to_string(),
        Kind::Bits(_) => value.to_string(),
        Kind::Word | Kind::Raw | Kind::Address => format!("{value:x}"),
    }
}

/// The numbers of the cycles over a waveform.
pub fn ruler(first: u64, cycles: usize, columns: usize) -> String {
    let stride = LABEL.div_ceil(columns.max(1)).next_multiple_of(5);
    let labels = (0..cycles).step_by(stride);
    let mut ruler = String::new();
    for at in labels {
        let _ = write!(ruler, "{:<1$}", format!("│{}", first + at as u64), stride * columns);
    }
    ruler.chars().take(cycles * columns).collect()
}

/// The waveform as text.
pub fn lines(recent: &Recent, columns: usize) -> Vec<String> {
    let label = recent.rows.iter().map(|row| SIGNALS[row.0].path().len()).max().unwrap_or(0);
    let cycles = recent.rows.first().map_or(0, |row| row.1.len());
    let ruler = ruler(recent.first, cycles, columns);
    let mut lines = vec![format!("{:label$} {ruler}", "cycle").trim_end().to_string()];
    for (signal, values) in &recent.rows {
        let wave: String = pieces(*signal, values, columns).iter().map(|p| &*p.text).collect();
        lines.push(format!("{:label$} {wave}", SIGNALS[*signal].path()).trim_end().to_string());
    }
    lines
}

/// Changes the signals that are shown: names alone are shown from now on, `+NAME` comes to them
/// and `-NAME` goes.
///
/// # Errors
/// A [`Problem`] if a name is no signal, or if none would be left.
pub fn choose(shown: &[usize], text: &str) -> Result<Vec<usize>, Problem> {
    let mut chosen = shown.to_vec();
    if text.split_whitespace().all(|name| !name.starts_with(['+', '-'])) {
        chosen.clear();
    }
    for word in text.split_whitespace() {
        let name = word.trim_start_matches(['+', '-']);
        let found = signal(name)?.ok_or_else(|| Problem(format!("{name} is no signal")))?;
        chosen.retain(|&known| known != found);
        if !word.starts_with('-') {
            chosen.push(found);
        }
    }
    if chosen.is_empty() {
        return Err(Problem("a waveform needs a signal".to_string()));
    }
    Ok(chosen)
}

/// The signals shown at first.
pub fn first() -> Vec<usize> {
    let find = |path: &&str| SIGNALS.iter().position(|signal| signal.path() == **path);
    FIRST.iter().filter_map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> usize {
        SIGNALS.iter().position(|signal| signal.path() == path).expect(path)
    }

    #[test]
    fn pieces_are_as_wide_as_their_cycles() {
        let bit = pieces(at("memory.grant"), &[Some(0), Some(1), Some(1), None], 2);
        let texts: Vec<&str> = bit.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["▁▁", "▔▔▔▔", "  "]);
        let word = pieces(at("clink.value"), &[Some(0x37ac), Some(0x37ac), Some(1)], 3);
        let texts: Vec<&str> = word.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["│37ac ", "│1 "]);
        assert_eq!(pieces(at("clink.value"), &[Some(7)], 1)[0].text, "│");
    }

    #[test]
    fn signals_are_chosen_by_name() {
        let shown = first();
        assert_eq!(shown.len(), FIRST.len(), "a name in FIRST is no signal");
        assert_eq!(
            choose(&shown, "grant clink.full"),
            Ok(vec![at("memory.grant"), at("clink.full")])
        );
        let added = choose(&shown, "+clink.full -arbiter.state").expect("signals");
        assert_eq!((added.len(), added.contains(&shown[0])), (8, false));
        assert_eq!(added.last(), Some(&at("clink.full")));
        assert!(choose(&[shown[0]], "-arbiter.state").is_err());
        assert!(choose(&shown, "nothing").is_err());
        assert!(choose(&shown, "eval.nothing").is_err());
    }
}
