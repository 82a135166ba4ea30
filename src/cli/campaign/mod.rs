//! `conscycle campaign`: verification as jobs by ranges of seeds, whose counterexamples are made small and kept.

mod case;
mod codes;
mod job;
mod kind;
mod lockstep;
mod numbers;
mod python;
mod reduce;

pub use case::Case;
pub use codes::Codes;
pub use kind::{Difference, Finding, Kind};
pub use lockstep::Lockstep;
pub use numbers::Numbers;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::exit::{DIVERGED, DONE, of_signal};
use super::failure::Failure;
use super::interrupt::Interrupt;
use super::lockstep::{Campaign, default_sources, without_library};
use super::options::MachineOptions;
use super::streams::{print_bytes, say};
use conscycle_program::brief::visible;
use conscycle_program::end::LIMIT;
use job::Range;

/// Options of `campaign`.
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct Options {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Random programs on random machines: the model against the RTL in every cycle
    Lockstep {
        #[command(flatten)]
        range: Range,
        #[command(flatten)]
        rtl: RtlOptions,
        #[command(flatten)]
        machine: MachineOptions,
    },
    /// Hostile programs: quick evaluation against the evaluation of lists
    Codes {
        #[command(flatten)]
        range: Range,
    },
    /// Random arithmetic on integers, ratios and floats: the machine against Python
    Numbers {
        #[command(flatten)]
        range: Range,
        #[command(flatten)]
        python: PythonOptions,
    },
    /// Build the simulators that jobs of lockstep need, before they begin
    Prepare {
        /// Print one JSON object to stdout
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        rtl: RtlOptions,
        #[command(flatten)]
        machine: MachineOptions,
    },
    /// Run a counterexample again
    Repeat {
        /// The file that it was kept in
        file: PathBuf,
        #[command(flatten)]
        rtl: RtlOptions,
        #[command(flatten)]
        python: PythonOptions,
    },
}

#[derive(Debug, Args)]
struct RtlOptions {
    /// The folder of the RTL [default: rtl-model]
    #[arg(long, value_name = "FOLDER")]
    rtl: Option<PathBuf>,
}

impl RtlOptions {
    fn sources(&self) -> PathBuf {
        self.rtl.clone().unwrap_or_else(default_sources)
    }
}

#[derive(Debug, Args)]
struct PythonOptions {
    /// The Python that numbers are compared with
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    python: PathBuf,
}

/// Runs a job, or what belongs to jobs.
///
/// # Errors
/// A [`Failure`] if a side cannot be run; a difference is an exit code.
pub fn campaign(options: &Options) -> Result<u8, Failure> {
    let interrupt = Interrupt::catch()?;
    let result = run(&options.task, &interrupt);
    match (result, interrupt.signal()) {
        // What fails then fails for this reason.
        (Err(failure), Some(signal)) => {
            say(&format!("{failure}\n"));
            Ok(of_signal(signal))
        }
        (result, _) => result,
    }
}

fn run(task: &Task, interrupt: &Interrupt) -> Result<u8, Failure> {
    match task {
        Task::Lockstep { range, rtl, machine } => {
            let machine = without_library(machine.with_file()?)?;
            let mut kind = Lockstep::new(rtl.sources(), machine, interrupt.clone());
            job::run(&mut kind, range, interrupt)
        }
        Task::Codes { range } => job::run(&mut Codes, range, interrupt),
        Task::Numbers { range, python } => {
            job::run(&mut Numbers::new(&python.python), range, interrupt)
        }
        Task::Prepare { json, rtl, machine } => {
            let campaign = Campaign::new(rtl.sources(), 0).until(interrupt.clone());
            prepare(campaign.on(without_library(machine.with_file()?)?), *json)
        }
        Task::Repeat { file, rtl, python } => {
            let (kind, case) = Case::read(file)?;
            let machine = MachineOptions::default();
            match &*kind {
                Lockstep::NAME => {
                    let mut lockstep = Lockstep::new(rtl.sources(), machine, interrupt.clone());
                    repeat(&mut lockstep, &case)
                }
                Codes::NAME => repeat(&mut Codes, &case),
                Numbers::NAME => repeat(&mut Numbers::new(&python.python), &case),
                _ => {
                    let known = [Lockstep::NAME, Codes::NAME, Numbers::NAME].join(", ");
                    Err(Failure::file(file, format!("kind: {kind}: it is one of {known}")))
                }
            }
        }
    }
}

/// Builds all simulators that are not kept yet.
fn prepare(mut campaign: Campaign, is_json: bool) -> Result<u8, Failure> {
    let machines = campaign.machines()?;
    for config in &machines {
        campaign.build(config)?;
    }
    let count = machines.len();
    let text = match is_json {
        true => format!("{:#}\n", json!({ "simulators": count })),
        false => format!("{count} simulators are ready\n"),
    };
    print_bytes(text.as_bytes())?;
    Ok(DONE)
}

/// Compares the two sides about a case.
fn repeat<K: Kind>(kind: &mut K, case: &Case) -> Result<u8, Failure> {
    let (text, code) = match kind.compare(case)? {
        Finding::Same { .. } => (format!("ok: {} agree\n", K::SIDES), DONE),
        Finding::Unfinished => {
            ("it does not end in the cycles that it has: nothing is compared\n".to_string(), LIMIT)
        }
        Finding::Different(Difference { details, .. }) => {
            (format!("{} differ\n{details}", K::SIDES), DIVERGED)
        }
    };
    print_bytes(visible(&text).as_bytes())?;
    Ok(code)
}
