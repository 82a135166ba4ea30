//! A job of a campaign: a range of seeds, compared one after the other, and the record of it.

use std::path::PathBuf;

use clap::Args;
use nix::sys::resource::{UsageWho, getrusage};
use serde_json::json;

use super::kind::{Difference, Finding, Kind};
use super::reduce::{TRIES, reduce};
use crate::cli::exit::{DIVERGED, DONE, of_signal};
use crate::cli::failure::Failure;
use crate::cli::interrupt::Interrupt;
use crate::cli::progress::Progress;
use crate::cli::streams::{print_bytes, say};
use conscycle_observe::picture::scale::group;
use conscycle_program::brief::visible;
use conscycle_program::count::{count, positive};

/// Which cases a job compares, and what it tells.
#[derive(Debug, Clone, Args)]
pub struct Range {
    /// The first case
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = count)]
    pub seed: u64,
    /// How many cases
    #[arg(long, value_name = "NUMBER", value_parser = positive)]
    pub count: u64,
    /// End when so many cycles have been compared, even if cases are left
    #[arg(long, value_name = "CYCLES", value_parser = positive)]
    pub cycles: Option<u64>,
    /// Print one JSON object to stdout
    #[arg(long)]
    pub json: bool,
    /// Where a counterexample goes, made small
    #[arg(long, value_name = "FOLDER", default_value = "counterexamples")]
    pub keep: PathBuf,
}

/// What has been compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    programs: u64,
    unfinished: u64,
    cycles: u64,
}

/// What was found, and where it is kept.
struct Counterexample {
    seed: u64,
    difference: Difference,
    path: PathBuf,
}

/// Compares all cases of a range, up to the first counterexample.
///
/// # Errors
/// A [`Failure`] if a side cannot be run, or a file not be written.
pub fn run<K: Kind>(kind: &mut K, range: &Range, interrupt: &Interrupt) -> Result<u8, Failure> {
    let Some(end) = range.seed.checked_add(range.count - 1) else {
        let message = format!("--count {}: seeds end at {}", range.count, u64::MAX);
        return Err(Failure::Plain(message));
    };
    let enough = range.cycles.unwrap_or(u64::MAX);
    let (mut tally, mut found, mut last) = (Tally::default(), None, range.seed);
    let mut progress = Progress::new();
    for seed in range.seed..=end {
        if tally.cycles >= enough {
            break;
        }
        if let Some(signal) = interrupt.signal() {
            return Ok(interrupted(&tally, signal));
        }
        last = seed;
        let case = kind.case(seed)?;
        progress.cycles(tally.cycles, false);
        if !kind.is_ready(&case) {
            progress.clear();
        }
        match kind.compare(&case)? {
            Finding::Same { cycles } => {
                tally.programs += 1;
                tally.cycles += cycles;
            }
            Finding::Unfinished => tally.unfinished += 1,
            Finding::Different(difference) => {
                progress.step("making the counterexample small");
                found = Some(keep(kind, case, difference, range, interrupt)?);
                break;
            }
        }
    }
    progress.clear();
    if let Some(signal) = interrupt.signal() {
        return Ok(interrupted(&tally, signal));
    }
    let text = if range.json {
        record::<K>(range.seed, last, &tally, found.as_ref())
    } else {
        told::<K>(range.seed, last, &tally, found.as_ref())
    };
    print_bytes(text.as_bytes())?;
    Ok(if found.is_some() { DIVERGED } else { DONE })
}

fn interrupted(tally: &Tally, signal: i32) -> u8 {
    let (programs, cycles) = (group(tally.programs), group(tally.cycles));
    say(&format!("interrupted after {programs} programs, {cycles} cycles the same\n"));
    of_signal(signal)
}

/// Makes a counterexample small, and keeps it.
fn keep<K: Kind>(
    kind: &mut K,
    case: super::case::Case,
    mut difference: Difference,
    range: &Range,
    interrupt: &Interrupt,
) -> Result<Counterexample, Failure> {
    let reduced = reduce(case, &K::is_free, TRIES, &mut |case| {
        // What is known by now is kept.
        if interrupt.has_come() {
            return Ok(false);
        }
        match kind.compare(case) {
            Ok(Finding::Different(more)) => {
                difference = more;
                Ok(true)
            }
            Ok(Finding::Same { .. } | Finding::Unfinished) | Err(Failure::Program(_)) => Ok(false),
            Err(failure) => Err(failure),
        }
    })?;
    let path = reduced.keep(K::NAME, &difference.details, &range.keep)?;
    Ok(Counterexample { seed: reduced.seed, difference, path })
}

/// The record of a job. Only the time is another one when the same is run again.
fn record<K: Kind>(first: u64, last: u64, tally: &Tally, found: Option<&Counterexample>) -> String {
    let counterexamples: Vec<_> = found
        .iter()
        .map(|found| {
            let file = found.path.file_name().unwrap_or_default().to_string_lossy();
            let difference = &found.difference.headline;
            json!({ "seed": found.seed, "file": file, "difference": difference })
        })
        .collect();
    let object = json!({
        "kind": K::NAME,
        "first": first,
        "last": last,
        "programs": tally.programs,
        "unfinished": tally.unfinished,
        "cycles": tally.cycles,
        "counterexamples": counterexamples,
        "time": { "processor_seconds": processor_seconds() },
    });
    format!("{object:#}\n")
}

/// The same in words.
fn told<K: Kind>(first: u64, last: u64, tally: &Tally, found: Option<&Counterexample>) -> String {
    let (programs, cycles) = (group(tally.programs), group(tally.cycles));
    let mut text =
        format!("{programs} programs, {cycles} cycles the same, seeds {first} to {last}");
    if tally.unfinished > 0 {
        text += &format!("; {} do not end in time", group(tally.unfinished));
    }
    let Some(Counterexample { seed, difference, path }) = found else {
        return format!("ok: {} agree: {text}\n", K::SIDES);
    };
    let (sides, path) = (K::SIDES, path.display());
    visible(&format!(
        "{sides} differ about seed {seed}, after {text}\n{}kept, as small as it was found: {path}\n",
        difference.details
    ))
}

/// Seconds of processor time of this process and of those that it has waited for, to a hundredth.
fn processor_seconds() -> f64 {
    let both = [UsageWho::RUSAGE_SELF, UsageWho::RUSAGE_CHILDREN].map(getrusage);
    let microseconds: i64 = both
        .into_iter()
        .flatten()
        .flat_map(|usage| [usage.user_time(), usage.system_time()])
        .map(|time| time.tv_sec() * 1_000_000 + time.tv_usec())
        .sum();
    (microseconds as f64 / 1e4).round() / 100.0
}
