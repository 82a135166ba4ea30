//! A recording of a run, read from a trace, a VCD or an FST file.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::panic::AssertUnwindSafe;
use std::path::Path;

use wellen::{SignalValue, TimescaleUnit, simple};

use crate::probe::trace::End;
use crate::probe::vcd::{CYCLE, TOP};
use crate::signals::{REGISTERS, SIGNALS};
use crate::tools::failure::Failure;
use crate::tools::trace_file::{Line, parse_header};

/// A signal over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Track {
    /// Names of an enumeration's values.
    pub names: Vec<String>,
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
        let mut file = File::open(path).map_err(|error| Failure::file(path, error))?;
        let mut first = [0];
        let count = file.read(&mut first).map_err(|error| Failure::file(path, error))?;
        file.seek(SeekFrom::Start(0)).map_err(|error| Failure::file(path, error))?;
        let recording = match (count, first) {
            (1, [b'{']) => read_trace(path)?,
            (1, [0]) => {
                check_blocks(path, &mut file)?;
                unpanicked(path, || read_waveform(path, file, "FST"))?
            }
            (1, [b'$']) => unpanicked(path, || read_waveform(path, file, "VCD"))?,
            _ => return Err(Failure::file(path, "neither a trace nor a VCD nor an FST file")),
        };
        if recording.start >= recording.end {
            return Err(Failure::file(path, "holds no cycle"));
        }
        Ok(recording)
    }
}

fn read_trace(path: &Path) -> Result<Recording, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?;
    let mut lines = text.split_inclusive('\n').enumerate();
    let (_, first) = lines.next().unwrap_or_default();
    let header = parse_header(first, path)?;
    let mut recording = Recording { format: "trace", start: u64::MAX, ..Recording::default() };
    let signals = header.signals.list(&header.config).ok_or_else(|| {
        let what = "line 1: its signals are not those of this program: write it again";
        Failure::file(path, what)
    })?;
    for signal in signals {
        let track = Track { names: signal.names, changes: Vec::new() };
        recording.tracks.insert(signal.name, track);
    }
    for (at, line) in lines {
        let bad = |message: String| Failure::file(path, format!("line {}: {message}", at + 1));
        match serde_json::from_str(line) {
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
                    track.change(cycle, value.into());
                }
            }
            Ok(Line::Hash { cycle, hash }) => {
                recording.hashes.insert(cycle, hash);
            }
            Ok(Line::Collection { .. }) => {}
            Ok(Line::End(end)) => recording.ended = Some(end),
            Err(_) if !line.ends_with('\n') => {
                recording.notes.push(format!("cut off in line {}", at + 1));
            }
            Err(error) => return Err(bad(format!("not a line of a trace: {error}"))),
        }
    }
    recording.lines_end = recording.end;
    Ok(recording)
}

/// Types of FST blocks from 0 to 8, and that of one which is not whole.
const LAST_BLOCK: u8 = 8;
const UNFINISHED: u8 = 255;

/// Checks that the blocks of an FST file are whole: the reader takes that for granted.
fn check_blocks(path: &Path, file: &mut File) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::file(path, error);
    let length = file.metadata().map_err(fail)?.len();
    let mut at = 0;
    while at < length {
        let mut head = [0; 9];
        let damaged = || Failure::file(path, format!("damaged: no block of an FST file at {at}"));
        if length - at < 9 {
            return Err(damaged());
        }
        file.read_exact(&mut head).map_err(fail)?;
        let [kind, size @ ..] = head;
        let size = u64::from_be_bytes(size);
        let end = at.checked_add(1).and_then(|at| at.checked_add(size)).ok_or_else(damaged)?;
        let whole = end <= length && size >= 8 && kind <= LAST_BLOCK && (at > 0 || size == 329);
        if !whole && kind != UNFINISHED {
            return Err(damaged());
        }
        if !whole {
            break;
        }
        at = end;
        file.seek(SeekFrom::Start(at)).map_err(fail)?;
    }
    file.seek(SeekFrom::Start(0)).map_err(fail)?;
    Ok(())
}

/// Reads with a reader that may panic on damage inside a block.
fn unpanicked(
    path: &Path,
    read: impl FnOnce() -> Result<Recording, Failure>,
) -> Result<Recording, Failure> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = std::panic::catch_unwind(AssertUnwindSafe(read));
    std::panic::set_hook(hook);
    result.unwrap_or_else(|_| Err(Failure::file(path, "damaged: it cannot be decoded")))
}

fn read_waveform(path: &Path, file: File, format: &'static str) -> Result<Recording, Failure> {
    let mut wave = simple::read_from_reader(BufReader::new(file))
        .map_err(|error| Failure::file(path, error))?;
    let scale = wave.hierarchy().timescale();
    if !scale.is_some_and(|scale| scale.factor == 1 && scale.unit == TimescaleUnit::NanoSeconds) {
        return Err(Failure::file(path, "its time is not in nanoseconds: no recording of ours"));
    }
    let (Some(&first), Some(&last)) = (wave.time_table().first(), wave.time_table().last()) else {
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
    let hierarchy = wave.hierarchy();
    for var in hierarchy.iter_vars().filter(|var| var.is_bit_vector()) {
        let name = var.full_name(hierarchy);
        let Some(name) = name.strip_prefix(TOP).and_then(|name| name.strip_prefix('.')) else {
            continue;
        };
        if name.contains('.') {
            found.insert(name.to_string(), (var.signal_ref(), names(var, hierarchy)));
        }
    }
    let signals: Vec<_> = found.values().map(|(signal, _)| *signal).collect();
    wave.load_signals(&signals);
    for (name, (signal, names)) in found {
        let mut track = Track { names, changes: Vec::new() };
        let changes = wave.get_signal(signal).into_iter().flat_map(|signal| signal.iter_changes());
        for (at, value) in changes {
            let time = wave.time_table().get(at as usize).copied().unwrap_or(last);
            let value = number(&value).ok_or_else(|| {
                Failure::file(path, format!("{name} has no value of zeros and ones at {time} ns"))
            })?;
            track.change(time / CYCLE, value);
        }
        recording.tracks.insert(name, track);
    }
    Ok(recording)
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
