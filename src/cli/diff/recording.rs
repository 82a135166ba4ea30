//! A recording of a run, read from a trace, a VCD or an FST file.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _};
use std::panic::AssertUnwindSafe;
use std::path::Path;

use wellen::{LoadOptions, SignalValue, TimescaleUnit, viewers};

use super::fst;
use super::listen::listen;
use crate::cli::failure::Failure;
use crate::cli::input;
use crate::cli::trace_file::{Line, Value, parse_header};
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS};
use conscycle_observe::lisp::lanes::{CYCLE as LISP_CYCLE, LISP};
use conscycle_observe::text::unescape;
use conscycle_observe::trace::End;
use conscycle_observe::waveform::{CYCLE, TOP};

/// A signal over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// Names of an enumeration's values.
    pub names: Vec<String>,
    /// Of a text, which value stands for which.
    pub texts: HashMap<u64, String>,
    /// From each of these cycles on, in their order, it has this value.
    pub changes: Vec<(u64, u64)>,
}

impl Track {
    fn change(&mut self, cycle: u64, value: u64) {
        match self.changes.last_mut() {
            Some((last, there)) if *last == cycle => *there = value,
            _ => self.changes.push((cycle, value)),
        }
    }

    /// It has this text from a cycle on. Equal texts are equal values, in every recording.
    fn text(&mut self, cycle: u64, text: &str) {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let value = hasher.finish();
        self.texts.entry(value).or_insert_with(|| text.to_string());
        self.change(cycle, value);
    }
}

/// The signals of a run over some of its cycles.
#[derive(Debug, Default)]
pub struct Recording {
    /// `trace`, `VCD` or `FST`.
    pub format: &'static str,
    /// The first cycle.
    pub start: u64,
    /// The cycle behind the last.
    pub end: u64,
    /// The same for lines. A waveform ends with the state after the last cycle, in which no line
    /// has been driven.
    pub lines_end: u64,
    /// The signals by `unit.name`.
    pub tracks: BTreeMap<String, Track>,
    /// Hashes of the state, by cycle.
    pub hashes: BTreeMap<u64, String>,
    /// How the run ended.
    pub ended: Option<End>,
    /// What is odd about the file.
    pub notes: Vec<String>,
}

/// Is this signal a line, which has its value at the end of a cycle?
pub fn is_line(path: &str) -> bool {
    SIGNALS[REGISTERS..].iter().any(|signal| signal.path() == path)
}

impl Recording {
    /// Reads a file; what it holds tells its format.
    ///
    /// # Errors
    /// A [`Failure`] if it is none of the three, is damaged, or holds no cycle.
    pub fn read(path: &Path) -> Result<Recording, Failure> {
        let (mut file, length) = input::open(path)?;
        let fail = |error: std::io::Error| Failure::file(path, error);
        let mut first = [0];
        let count = file.read(&mut first).map_err(fail)?;
        file.rewind().map_err(fail)?;
        let recording = match (count, first) {
            (1, [b'{']) => read_trace(path, BufReader::new(file))?,
            (1, [0]) => {
                let again = file.try_clone().map_err(fail)?;
                fst::check(again, length).map_err(|damage| damaged(path, &damage))?;
                file.rewind().map_err(fail)?;
                carefully(path, || read_waveform(path, file, "FST"))?
            }
            (1, [b'$']) => carefully(path, || read_waveform(path, file, "VCD"))?,
            _ => return Err(Failure::file(path, "neither a trace nor a VCD nor an FST file")),
        };
        if recording.start >= recording.end {
            return Err(Failure::file(path, "holds no cycle"));
        }
        Ok(recording)
    }
}

/// Bytes of a trace's line at most.
const LONGEST_LINE: u64 = 1 << 28;

fn read_trace(path: &Path, mut file: BufReader<File>) -> Result<Recording, Failure> {
    let mut number = 0;
    let mut line = String::new();
    let mut next = |line: &mut String| {
        line.clear();
        number += 1;
        let bad = |what: &str| Failure::file(path, format!("line {number}: {what}"));
        match file.by_ref().take(LONGEST_LINE).read_line(line) {
            Ok(0) => Ok(None),
            Ok(count) if count as u64 == LONGEST_LINE => Err(bad("too long")),
            Ok(_) => Ok(Some(number)),
            Err(error) => Err(bad(&error.to_string())),
        }
    };
    next(&mut line)?;
    let header = parse_header(&line, path)?;
    let mut recording = Recording { format: "trace", start: u64::MAX, ..Recording::default() };
    let signals = header.signals.list(&header.config).ok_or_else(|| {
        let what = "line 1: its signals are not those of this program: write it again";
        Failure::file(path, what)
    })?;
    for signal in signals {
        let track = Track { names: signal.names, ..Track::default() };
        recording.tracks.insert(signal.name, track);
    }
    while let Some(number) = next(&mut line)? {
        let bad = |message: String| Failure::file(path, format!("line {number}: {message}"));
        match serde_json::from_str(&line) {
            Ok(Line::Changes { cycle, changed }) => {
                if recording.start == u64::MAX {
                    recording.start = cycle;
                } else if cycle < recording.end {
                    return Err(bad(format!("cycle {cycle} again, or too late")));
                }
                recording.end = cycle + 1;
                for (name, value) in changed {
                    let track = recording.tracks.get_mut(&name);
                    let track = track.ok_or_else(|| bad(format!("{name} is not in the header")))?;
                    match value {
                        Value::Number(value) => track.change(cycle, value),
                        Value::Text(text) => track.text(cycle, &text),
                    }
                }
            }
            Ok(Line::Hash { cycle, hash }) => {
                recording.hashes.insert(cycle, hash);
            }
            Ok(Line::Collection { .. }) => {}
            Ok(Line::End(end)) => recording.ended = Some(end),
            Err(_) if !line.ends_with('\n') => {
                recording.notes.push(format!("cut off in line {number}"));
            }
            Err(error) => return Err(bad(format!("not a line of a trace: {error}"))),
        }
    }
    recording.lines_end = recording.end;
    Ok(recording)
}

fn damaged(path: &Path, what: &str) -> Failure {
    Failure::file(path, format!("damaged: {what}"))
}

/// Reads with a reader that may panic on damage, or print what it finds odd and go on.
fn carefully(
    path: &Path,
    read: impl FnOnce() -> Result<Recording, Failure>,
) -> Result<Recording, Failure> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = listen(|| std::panic::catch_unwind(AssertUnwindSafe(read)));
    std::panic::set_hook(hook);
    match result.map_err(|error| Failure::file(path, error))? {
        (Err(_), _) => Err(damaged(path, "it cannot be decoded")),
        (Ok(Err(failure)), _) => Err(failure),
        (Ok(Ok(_)), Some(line)) => Err(damaged(path, &format!("the reader says: {line}"))),
        (Ok(Ok(recording)), None) => Ok(recording),
    }
}

/// Bits of a variable at most: the reader takes memory for them with every change.
const WIDEST: u32 = 1 << 16;

fn read_waveform(path: &Path, file: File, format: &'static str) -> Result<Recording, Failure> {
    let fail = |error: wellen::WellenError| Failure::file(path, error);
    let head = viewers::read_header(BufReader::new(file), &LoadOptions::default()).map_err(fail)?;
    let mut variables = head.hierarchy.iter_vars();
    if let Some(wide) = variables.find(|var| var.length().is_some_and(|bits| bits > WIDEST)) {
        return Err(damaged(path, &format!("{} is too wide", wide.full_name(&head.hierarchy))));
    }
    let hierarchy = head.hierarchy;
    let body = viewers::read_body(head.body, &hierarchy, None).map_err(fail)?;
    let (mut source, times) = (body.source, body.time_table);
    let scale = hierarchy.timescale();
    if !scale.is_some_and(|scale| scale.factor == 1 && scale.unit == TimescaleUnit::NanoSeconds) {
        return Err(Failure::file(path, "its time is not in nanoseconds: no recording of ours"));
    }
    let (Some(&first), Some(&last)) = (times.first(), times.last()) else {
        return Err(Failure::file(path, "holds no cycle"));
    };
    let end = last.div_ceil(CYCLE);
    let mut recording = Recording {
        format,
        start: first / CYCLE,
        end,
        // A file that ends within a cycle was cut off: there is no state after it.
        lines_end: if last.is_multiple_of(CYCLE) { end.saturating_sub(1) } else { end },
        ..Recording::default()
    };
    let mut found = HashMap::new();
    for var in hierarchy.iter_vars().filter(|var| var.is_bit_vector() || var.is_string()) {
        let name = var.full_name(&hierarchy);
        let Some(name) = name.strip_prefix(TOP).and_then(|name| name.strip_prefix('.')) else {
            continue;
        };
        if name.contains('.') && !follows(name, var.is_string()) {
            found.insert(name.to_string(), (var.signal_ref(), names(var, &hierarchy)));
        }
    }
    let signals: Vec<_> = found.values().map(|(signal, _)| *signal).collect();
    let loaded = source.load_signals(&signals, &hierarchy, false);
    let loaded: HashMap<_, _> = loaded.into_iter().collect();
    // Only in a VCD a text must do without blanks.
    let is_escaped = format == "VCD";
    for (name, (signal, names)) in found {
        let mut track = Track { names, ..Track::default() };
        let changes = loaded.get(&signal).into_iter().flat_map(|signal| signal.iter_changes());
        for (at, value) in changes {
            let time = times.get(at as usize).copied().unwrap_or(last);
            if let SignalValue::String(text) = value {
                let text = if is_escaped { unescape(text) } else { text.to_string() };
                track.text(time / CYCLE, &text);
                continue;
            }
            let value = number(&value).ok_or_else(|| {
                Failure::file(path, format!("{name} has no value of zeros and ones at {time} ns"))
            })?;
            track.change(time / CYCLE, value);
        }
        recording.tracks.insert(name, track);
    }
    Ok(recording)
}

/// Does it follow from the rest: the number of the cycle, or the text of an enumeration?
fn follows(name: &str, is_text: bool) -> bool {
    let base = name.strip_suffix("_text").filter(|_| is_text);
    let is_enumeration = |path: &str| {
        let signal = SIGNALS.iter().find(|signal| signal.path() == path);
        signal.is_none_or(|signal| matches!(signal.kind, Kind::Enum(_)))
    };
    name == format!("{LISP}.{LISP_CYCLE}") || base.is_some_and(is_enumeration)
}

/// The names of an enumeration's values, by value.
fn names(var: &wellen::Var, hierarchy: &wellen::Hierarchy) -> Vec<String> {
    let mut names = Vec::new();
    for (bits, name) in var.enum_type(hierarchy).map(|(_, table)| table).unwrap_or_default() {
        // Values come in order from 0, as we write them; from elsewhere, there may be no names.
        match u64::from_str_radix(bits, 2) {
            Ok(value) if value == names.len() as u64 => names.push(name.to_string()),
            _ => return Vec::new(),
        }
    }
    names
}

fn number(value: &SignalValue) -> Option<u64> {
    match value {
        SignalValue::Binary(bytes, bits) if *bits <= 64 => {
            Some(bytes.iter().fold(0, |all, &byte| all << 8 | u64::from(byte)))
        }
        other => u64::from_str_radix(&other.to_bit_string()?, 2).ok(),
    }
}
