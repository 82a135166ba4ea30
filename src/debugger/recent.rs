//! The last cycles once more, for a small waveform.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, read};
use conscycle_observe::condition::Problem;
use conscycle_observe::condition::operand::signal;
use conscycle_observe::lisp::Follower;
use conscycle_observe::lisp::lanes::{LISP, NAMES};
use conscycle_observe::lisp::text::Text;

/// What is shown if nobody chooses otherwise.
pub const FIRST: [&str; 11] = [
    "lisp.call",
    "lisp.expression",
    "lisp.value",
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

/// Signals and texts over the last cycles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    /// The cycle of the first values.
    pub first: u64,
    /// Of each signal, a value for each cycle; a line has none in the last one, which is not over. Behind
    /// the signals are the lanes of texts, whose values are numbers of `texts`.
    pub rows: Vec<(usize, Vec<Option<u64>>)>,
    /// The texts.
    pub texts: Vec<Text>,
}

impl Recent {
    /// Are there lanes of texts?
    pub fn has_texts(&self) -> bool {
        self.rows.iter().any(|(row, _)| lane(*row).is_some())
    }

    /// The number of a text.
    fn number(&mut self, text: &Text) -> u64 {
        let known = self.texts.iter().position(|known| known == text);
        let number = known.unwrap_or(self.texts.len());
        if number == self.texts.len() {
            self.texts.push(*text);
        }
        number as u64
    }
}

/// Looks at cycles as they pass.
pub struct Recorder<'a> {
    /// What has been seen.
    pub recent: Recent,
    /// Where texts come from.
    pub follower: Option<Follower<'a>>,
}

impl Recorder<'_> {
    /// Nothing yet of these signals, from a cycle on.
    pub fn new(first: u64, signals: &[usize]) -> Self {
        let rows = signals.iter().map(|&signal| (signal, Vec::new())).collect();
        Recorder { recent: Recent { first, rows, texts: Vec::new() }, follower: None }
    }

    /// Takes the registers and texts of the cycle that is about to begin.
    pub fn registers(&mut self, machine: &Machine) {
        for at in 0..self.recent.rows.len() {
            let row = self.recent.rows[at].0;
            let value = match (lane(row), &self.follower) {
                (Some(lane), Some(follower)) => {
                    Some(self.recent.number(follower.lanes().text(lane)))
                }
                _ => (row < REGISTERS).then(|| read(machine, row)),
            };
            self.recent.rows[at].1.push(value);
        }
    }
}

impl Probe for Recorder<'_> {
    fn before(&mut self, machine: &Machine) {
        self.registers(machine);
        if let Some(follower) = &mut self.follower {
            follower.before(machine);
        }
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        for (row, values) in &mut self.recent.rows {
            let is_line = (REGISTERS..SIGNALS.len()).contains(row);
            if let (true, Some(last)) = (is_line, values.last_mut()) {
                *last = Some(read(machine, *row));
            }
        }
        if let Some(follower) = &mut self.follower {
            follower.after(machine);
        }
        ControlFlow::Continue(())
    }
}

/// The lane of texts that a row is, if it is one.
fn lane(row: usize) -> Option<usize> {
    row.checked_sub(SIGNALS.len())
}

/// What a row is called: with its unit, or without.
pub fn name(row: usize, with_unit: bool) -> String {
    let (unit, name) = match lane(row) {
        Some(lane) => (LISP, NAMES.get(lane).copied().unwrap_or("?")),
        None => (SIGNALS[row].scope, SIGNALS[row].name),
    };
    if with_unit { format!("{unit}.{name}") } else { name.to_string() }
}

/// A piece of a waveform: a value for as long as it stays the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The value, if there is one.
    pub value: Option<u64>,
    /// How it is drawn, in `columns` for each cycle.
    pub text: String,
}

/// Draws the values of a row; those of a lane are numbers of texts.
pub fn pieces(row: usize, values: &[Option<u64>], texts: &[Text], columns: usize) -> Vec<Piece> {
    let kind = SIGNALS.get(row).map(|signal| signal.kind);
    values
        .chunk_by(|a, b| a == b)
        .map(|run| {
            let width = run.len() * columns.max(1);
            let boxed = |text: &str| {
                let name: String = text.chars().take(width - 1).collect();
                format!("│{name:<0$}", width - 1)
            };
            let text = match (run[0], kind) {
                (None, _) => " ".repeat(width),
                (Some(0), Some(Kind::Bits(1))) => "▁".repeat(width),
                (Some(_), Some(Kind::Bits(1))) => "▔".repeat(width),
                (Some(value), Some(kind)) => boxed(&value_text(value, kind)),
                (Some(value), None) => {
                    boxed(texts.get(value as usize).map_or("", |text| text.as_str()))
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
    let label = recent.rows.iter().map(|row| name(row.0, true).len()).max().unwrap_or(0);
    let cycles = recent.rows.first().map_or(0, |row| row.1.len());
    let ruler = ruler(recent.first, cycles, columns);
    let mut lines = vec![format!("{:label$} {ruler}", "cycle").trim_end().to_string()];
    for (row, values) in &recent.rows {
        let pieces = pieces(*row, values, &recent.texts, columns);
        let wave: String = pieces.iter().map(|piece| &*piece.text).collect();
        lines.push(format!("{:label$} {wave}", name(*row, true)).trim_end().to_string());
    }
    lines
}

/// Changes what is shown: names of signals, or of texts behind `lisp.`, alone are shown from now on,
/// `+NAME` comes to them and `-NAME` goes.
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
        let found = match text_row(name) {
            Some(row) => row,
            None => signal(name)?.ok_or_else(|| Problem(format!("{name} is no signal")))?,
        };
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

/// The row of a text with this path.
fn text_row(path: &str) -> Option<usize> {
    let name = path.strip_prefix(LISP)?.strip_prefix('.')?;
    Some(SIGNALS.len() + NAMES.iter().position(|known| *known == name)?)
}

/// What is shown at first.
pub fn first() -> Vec<usize> {
    let find = |path: &&str| {
        let signal = SIGNALS.iter().position(|signal| signal.path() == **path);
        text_row(path).or(signal)
    };
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
        let bit = pieces(at("memory.grant"), &[Some(0), Some(1), Some(1), None], &[], 2);
        let texts: Vec<&str> = bit.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["▁▁", "▔▔▔▔", "  "]);
        let word = pieces(at("clink.value"), &[Some(0x37ac), Some(0x37ac), Some(1)], &[], 3);
        let texts: Vec<&str> = word.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["│37ac ", "│1 "]);
        assert_eq!(pieces(at("clink.value"), &[Some(7)], &[], 1)[0].text, "│");
        let call = text_row("lisp.call").expect("a text");
        let texts = [Text::new("(fib 10)"), Text::EMPTY];
        let call = pieces(call, &[Some(0), Some(0), Some(1)], &texts, 4);
        let texts: Vec<&str> = call.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["│(fib 10", "│   "]);
    }

    #[test]
    fn signals_are_chosen_by_name() {
        let shown = first();
        assert_eq!(shown.len(), FIRST.len(), "a name in FIRST is no signal");
        assert_eq!(
            choose(&shown, "grant clink.full"),
            Ok(vec![at("memory.grant"), at("clink.full")])
        );
        let added = choose(&shown, "+clink.full -lisp.call").expect("signals");
        assert_eq!((added.len(), added.contains(&shown[0])), (11, false));
        assert_eq!(added.last(), Some(&at("clink.full")));
        assert!(choose(&[shown[0]], "-lisp.call").is_err());
        assert!(choose(&shown, "lisp.nothing").is_err());
        assert!(choose(&shown, "nothing").is_err());
        assert!(choose(&shown, "eval.nothing").is_err());
    }
}
