//! A divergence in words, as JSON, and as two waveforms.

use std::fmt::Write as _;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::locate::Divergence;
use crate::cli::decode::decode;
use crate::cli::failure::Failure;
use crate::cli::options::arguments;
use conscycle_machine::signals::{SIGNALS, STATE, Values};
use conscycle_observe::vcd;

/// Cycles before the first difference that are listed.
const LISTED: usize = 8;

/// The first difference, the signals that differ, and the cycles before it.
pub fn describe(divergence: &Divergence) -> String {
    let Divergence { cycle, machine, .. } = divergence;
    let mut text = format!("machine: {}\n", arguments(machine.config()));
    if let Some(message) = &divergence.message {
        let _ = writeln!(text, "in cycle {cycle} the RTL ends: {message}");
    }
    if !divergence.memory.is_empty() {
        let _ = writeln!(text, "all signals are the same; after {cycle} cycles memory is not:");
    }
    for (address, model, rtl) in &divergence.memory {
        let _ = writeln!(text, "  {address:#08x}  model {:#x}  RTL {:#x}", model.0, rtl.0);
    }
    let signals = divergence.signals();
    if !signals.is_empty() {
        let _ = writeln!(text, "first divergence in cycle {cycle}:");
    }
    for (signal, model, rtl) in signals {
        let signal = &SIGNALS[signal];
        let (model, rtl) = (decode(machine, signal, model), decode(machine, signal, rtl));
        let _ = writeln!(text, "  {:<26} model {model:<32} RTL {rtl}", signal.path());
    }
    let before = before(divergence);
    if !before.is_empty() {
        text.push_str("the cycles before it, the same on both sides:\n");
    }
    for (cycle, state, changes) in before {
        let changes: Vec<String> =
            changes.iter().map(|(path, value)| format!("{path} {value}")).collect();
        let _ = writeln!(text, "  {cycle}: {state}: {}", changes.join(", "));
    }
    text
}

/// A cycle, its state, and the signals that changed at its beginning.
type Line = (u64, String, Vec<(String, String)>);

/// What a row is compared with that is the first.
const NOTHING: Values = [0; SIGNALS.len()];

/// The last cycles before the first difference.
fn before(divergence: &Divergence) -> Vec<Line> {
    let Divergence { rows, first, cycle, machine, .. } = divergence;
    let same = (cycle - first) as usize;
    let start = same.saturating_sub(LISTED);
    let line = |at: usize| {
        let now = &rows[at].0;
        let last = at.checked_sub(1).map_or(&NOTHING, |last| &rows[last].0);
        let changed = (0..SIGNALS.len()).filter(|&i| i != STATE && last[i] != now[i]);
        let changes = changed.map(|i| (SIGNALS[i].path(), decode(machine, &SIGNALS[i], now[i])));
        (first + at as u64, decode(machine, &SIGNALS[STATE], now[STATE]), changes.collect())
    };
    (start..same.min(rows.len())).map(line).collect()
}

/// The divergence as an object.
pub fn json(divergence: &Divergence, name: &str, waves: &[PathBuf]) -> serde_json::Value {
    let machine = &divergence.machine;
    let signals: Vec<_> = divergence
        .signals()
        .into_iter()
        .map(|(i, model, rtl)| {
            let signal = &SIGNALS[i];
            json!({
                "signal": signal.path(),
                "model": { "value": model, "text": decode(machine, signal, model) },
                "rtl": { "value": rtl, "text": decode(machine, signal, rtl) },
            })
        })
        .collect();
    let memory: Vec<_> = divergence
        .memory
        .iter()
        .map(|(address, model, rtl)| json!({ "address": address, "model": model, "rtl": rtl }))
        .collect();
    let before: Vec<_> = before(divergence)
        .into_iter()
        .map(|(cycle, state, changes)| {
            let changes: serde_json::Map<_, _> =
                changes.into_iter().map(|(path, value)| (path, json!(value))).collect();
            json!({ "cycle": cycle, "state": state, "changed": changes })
        })
        .collect();
    json!({
        "equal": false,
        "program": name,
        "config": machine.config(),
        "cycle": divergence.cycle,
        "message": divergence.message,
        "signals": signals,
        "memory": memory,
        "before": before,
        "waveforms": waves,
    })
}

/// Writes a waveform of each side, of the cycles around the difference; the files.
pub fn write_waves(divergence: &Divergence, stem: &Path) -> Result<Vec<PathBuf>, Failure> {
    if divergence.rows.is_empty() {
        return Ok(Vec::new());
    }
    let model: Vec<&Values> = divergence.rows.iter().map(|(model, _)| model).collect();
    let rtl: Vec<&Values> = divergence.rows.iter().filter_map(|(_, rtl)| rtl.as_ref()).collect();
    let mut files = Vec::new();
    for (side, rows) in [("model", model), ("rtl", rtl)] {
        let mut path = stem.as_os_str().to_owned();
        path.push(format!(".{side}.vcd"));
        let path = PathBuf::from(path);
        let fail = |error: std::io::Error| Failure::output(&path, &error);
        let file = BufWriter::new(std::fs::File::create(&path).map_err(fail)?);
        let about = [format!("side {side}")];
        vcd::dump(file, divergence.machine.config(), &about, divergence.first, &rows)
            .map_err(fail)?;
        files.push(path);
    }
    Ok(files)
}
