//! `conscycle diff`: two recordings, each a trace, a VCD or an FST file, compared by cycle.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::exit::{DIVERGED, DONE};
use super::failure::Failure;
use super::streams::print_bytes;
use compare::Comparison;
use conscycle_program::brief::visible;
use recording::Recording;

mod compare;
mod fst;
mod listen;
mod recording;

/// Options of `diff`.
#[derive(Debug, Args)]
pub struct Options {
    /// A trace, a VCD or an FST file
    a: PathBuf,
    /// Another, of any of the three formats
    b: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Compares two recordings in the cycles and signals that both have.
///
/// # Errors
/// A [`Failure`] if a file cannot be read, or nothing is in both; a divergence is an exit code.
pub fn diff(options: &Options) -> Result<u8, Failure> {
    let a = Recording::read(&options.a)?;
    let b = Recording::read(&options.b)?;
    let comparison = Comparison::new(&a, &b);
    if comparison.span.is_empty() {
        let [a, b] = [&a, &b].map(cycles);
        return Err(Failure::Plain(format!("no cycle is in both: {a}, and {b}")));
    }
    if comparison.signals == 0 {
        return Err(Failure::Plain("no signal is in both".to_string()));
    }
    let text = if options.json {
        format!("{:#}\n", in_json(options, [&a, &b], &comparison))
    } else {
        visible(&in_words(options, [&a, &b], &comparison))
    };
    print_bytes(text.as_bytes())?;
    Ok(if comparison.is_equal() { DONE } else { DIVERGED })
}

fn cycles(recording: &Recording) -> String {
    format!("cycles {} to {}", recording.start, recording.end - 1)
}

fn in_words(options: &Options, files: [&Recording; 2], comparison: &Comparison) -> String {
    let mut text = String::new();
    for ((label, path), file) in [("A", &options.a), ("B", &options.b)].into_iter().zip(files) {
        let (format, count) = (file.format, file.tracks.len());
        let _ = writeln!(
            text,
            "{label}: {} ({format}), {}, {count} signals",
            path.display(),
            cycles(file)
        );
        for note in &file.notes {
            let _ = writeln!(text, "   {note}");
        }
    }
    let (first, last) = (comparison.span.start, comparison.span.end - 1);
    let _ = writeln!(text, "compared: cycles {first} to {last}, {} signals", comparison.signals);
    for (label, names) in ["A", "B"].into_iter().zip(&comparison.only) {
        if !names.is_empty() {
            let _ = writeln!(text, "only in {label}: {}", names.join(", "));
        }
    }
    if !comparison.renamed.is_empty() {
        let _ = writeln!(text, "other names for values: {}", comparison.renamed.join(", "));
    }
    if let Some(first) = comparison.first() {
        let _ = writeln!(text, "first divergence in cycle {first}:");
        for (name, difference) in comparison.differences.iter().filter(|(_, d)| d.first == first) {
            let [a, b] = &difference.values;
            let _ = writeln!(text, "  {name:<26} A {a:<20} B {b}");
        }
        let _ = writeln!(text, "signals that differ:");
        for (name, difference) in &comparison.differences {
            let (cycles, first) = (difference.cycles, difference.first);
            let _ = writeln!(text, "  {name:<26} in {cycles} cycles, first in {first}");
        }
    }
    if let Some(cycle) = comparison.hash {
        let _ = writeln!(text, "the hashes of the state differ at cycle {cycle}");
    }
    if let Some(cycle) = comparison.ends {
        let _ = writeln!(text, "the runs end differently in cycle {cycle}");
    }
    if comparison.is_equal() {
        let whole = files.iter().all(|file| file.start == first && file.end - 1 == last);
        text.push_str(if whole { "equal\n" } else { "equal in the cycles that both have\n" });
    }
    text
}

fn in_json(
    options: &Options,
    files: [&Recording; 2],
    comparison: &Comparison,
) -> serde_json::Value {
    let about = |path: &PathBuf, file: &Recording| {
        json!({
            "file": path.display().to_string(),
            "format": file.format,
            "from": file.start,
            "until": file.end,
            "signals": file.tracks.len(),
            "notes": file.notes,
        })
    };
    let signals: serde_json::Map<String, serde_json::Value> = comparison
        .differences
        .iter()
        .map(|(name, difference)| {
            let [a, b] = &difference.values;
            let (cycles, first) = (difference.cycles, difference.first);
            (name.clone(), json!({ "cycles": cycles, "first": first, "a": a, "b": b }))
        })
        .collect();
    let [only_a, only_b] = &comparison.only;
    json!({
        "a": about(&options.a, files[0]),
        "b": about(&options.b, files[1]),
        "equal": comparison.is_equal(),
        "from": comparison.span.start,
        "until": comparison.span.end,
        "signals": comparison.signals,
        "only_in_a": only_a,
        "only_in_b": only_b,
        "renamed": comparison.renamed,
        "first": comparison.first(),
        "differences": signals,
        "hash_differs_at": comparison.hash,
        "ends_differ_at": comparison.ends,
    })
}
