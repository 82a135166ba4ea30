//! `conscycle run`: a program's value, its console, and a summary of the run.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;

use super::exit;
use super::failure::Failure;
use super::host::HostOptions;
use super::load::load;
use super::notices::{Frames, Notices, command};
use super::observers::ObserverOptions;
use super::options::MachineOptions;
use super::session::Session;
use super::streams::{print_bytes, say};
use super::summary::{report, summary};
use conscycle_firmware::Dialect;
use conscycle_machine::probe::NoProbe;
use conscycle_program::account::as_json;
use conscycle_program::count::count;
use conscycle_program::euler;

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp program, an image (JSON or hex), or - for standard input
    program: PathBuf,
    /// Stop after this many cycles, with exit code 3
    #[arg(long, value_name = "CYCLES", value_parser = count)]
    max_cycles: Option<u64>,
    /// Print one JSON object to stdout instead
    ///
    /// The console's text, the warnings, the trap and every count are in it.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    notices: Notices,
    #[command(flatten)]
    frames: Frames,
    /// The seed of a program's random numbers, in the dialect euler
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    seed: Option<u64>,
    #[command(flatten)]
    host: HostOptions,
    #[command(flatten)]
    observers: ObserverOptions,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Runs a program.
///
/// # Errors
/// A [`Failure`] before or beside the run; a trap is an exit code.
pub fn run(options: &Options) -> Result<u8, Failure> {
    let machine_options = options.machine.with_file()?;
    let host = HostOptions { seed: options.seed, ..options.host.clone() };
    let loaded = load(&options.program, &machine_options, &host.arguments, None)?;
    host.check(loaded.dialect)?;
    if !options.json {
        options.notices.before(&loaded);
    }
    let mut machine = loaded.machine();
    host.interrupts.set(&mut machine);
    let mut session = Session::new(!options.json, host.host(&loaded))?;
    let limit = options.max_cycles.unwrap_or(u64::MAX);
    let observers = &options.observers;
    let end = if observers.any()? {
        let mut probes = observers.open(&options.program, &loaded, &machine)?;
        session.progress.watch(observers.files());
        let end = session.run(&mut machine, &mut probes, limit);
        observers.close(probes, &machine, &session.console)?;
        end?
    } else {
        session.run(&mut machine, &mut NoProbe, limit)?
    };
    if options.json {
        let text =
            as_json(&machine, &loaded, &session.console, end, options.frames.telling(&command()));
        print_bytes(format!("{text:#}\n").as_bytes())?;
    } else {
        // What a program in EulerLisp prints is left as it is, but on a terminal.
        if loaded.dialect != Dialect::Euler || std::io::stdout().is_terminal() {
            session.end_line()?;
        }
        report(&machine, &loaded, end, options.frames)?;
        if !options.notices.quiet {
            if loaded.dialect == Dialect::Euler {
                for warning in euler::warnings(&machine, &loaded) {
                    say(&format!("warning: {warning}\n"));
                }
            } else {
                say(&summary(&machine));
            }
        }
    }
    Ok(exit::of_run(&machine, end))
}
