//! `conscycle lockstep`: the model and the RTL beside each other, compared in every cycle.

mod compare;
mod job;
mod locate;
mod process;
mod random;
mod report;
mod simulator;

pub use compare::Verdict;
pub use job::Job;
pub use locate::Divergence;
pub use process::{End, Record, Request, Run};
pub use random::{Campaign, Program, without_library};
pub use report::describe;
pub use simulator::{Flavour, Simulator, default_sources};

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use signal_hook::consts::SIGINT;

use super::exit::{DIVERGED, DONE, of_signal};
use super::failure::Failure;
use super::host::HostOptions;
use super::interrupt::{self, Interrupt};
use super::load::load;
use super::options::MachineOptions;
use super::progress::Progress;
use super::streams::{print_bytes, say, say_report};
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_observe::picture::scale::group;
use conscycle_program::Loaded;
use conscycle_program::account::value;
use conscycle_program::brief::visible;
use conscycle_program::count::count;

/// Options of `lockstep`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp program, an image (JSON or hex), or - for standard input
    #[arg(required_unless_present = "random")]
    program: Option<PathBuf>,
    /// Stop after this many cycles; of --random, when so many have been compared
    #[arg(long, value_name = "CYCLES", value_parser = count)]
    cycles: Option<u64>,
    /// Compare random programs on random machines, which have the machine options given
    #[arg(long, conflicts_with_all = ["program", "interrupt_at"])]
    random: bool,
    /// The first random program
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 1,
        requires = "random",
        conflicts_with = "program"
    )]
    seed: u64,
    /// Print one JSON object to stdout
    #[arg(long)]
    json: bool,
    /// Where the waveforms of a divergence go: STEM.model.vcd and STEM.rtl.vcd
    #[arg(long, value_name = "STEM", default_value = "lockstep")]
    vcd: PathBuf,
    /// The folder of the RTL [default: rtl-model]
    #[arg(long, value_name = "FOLDER")]
    rtl: Option<PathBuf>,
    #[command(flatten)]
    host: HostOptions,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Cycles of random programs that are compared without `--cycles`.
const RANDOM_CYCLES: u64 = 5_000_000;

/// Compares a program's run, or those of random programs.
///
/// # Errors
/// A [`Failure`] if the program cannot be built or the RTL not run; a divergence is an exit code.
pub fn lockstep(options: &Options) -> Result<u8, Failure> {
    let machine = options.machine.with_file()?;
    let load = |program: &PathBuf| load(program, &machine, &options.host.arguments, None);
    // Before Ctrl-C is caught: it is to end a command that reads standard input.
    let loaded = options.program.as_ref().map(load).transpose()?;
    let interrupt = Interrupt::catch()?;
    let result = compare_until(options, machine, loaded.as_ref(), &interrupt);
    match (result, interrupt.signal()) {
        // What fails then fails for this reason.
        (Err(failure), Some(signal)) => {
            say(&format!("{failure}\n"));
            Ok(of_signal(signal))
        }
        (result, _) => result,
    }
}

fn compare_until(
    options: &Options,
    machine: MachineOptions,
    loaded: Option<&Loaded>,
    interrupt: &Interrupt,
) -> Result<u8, Failure> {
    let sources = options.rtl.clone().unwrap_or_else(default_sources);
    let Some(loaded) = loaded else {
        let campaign = Campaign::new(sources, options.seed).on(without_library(machine)?);
        return random(options, campaign.until(interrupt.clone()), interrupt);
    };
    let config = &loaded.image.config;
    let simulator = Simulator::build_until(&sources, config, Flavour::Lockstep, interrupt)?;
    let job = Job {
        simulator: &simulator,
        image: &loaded.image,
        cycles: options.cycles,
        interrupts: &options.host.interrupts.interrupt_at,
    };
    let mut progress = Progress::new();
    let mut stopped = (SIGINT, String::new());
    let verdict = job.run_watched(&mut options.host.host(loaded), &mut |machine| {
        if let Some(signal) = interrupt.signal() {
            stopped = (signal, interrupt::place(machine, &loaded.image));
            return ControlFlow::Break(());
        }
        progress.cycles(machine.cycle, false);
        ControlFlow::Continue(())
    });
    progress.clear();
    let Some(verdict) = verdict? else {
        let (signal, place) = stopped;
        say_report(&place);
        return Ok(of_signal(signal));
    };
    match verdict {
        Verdict::Equal(machine) => {
            equal(options, &loaded.name, &machine)?;
            Ok(DONE)
        }
        Verdict::Diverged(divergence) => {
            diverged(options, &loaded.name, &divergence)?;
            Ok(DIVERGED)
        }
    }
}

fn random(options: &Options, mut campaign: Campaign, interrupt: &Interrupt) -> Result<u8, Failure> {
    let wanted = options.cycles.unwrap_or(RANDOM_CYCLES);
    let mut progress = Progress::new();
    while campaign.cycles < wanted {
        if let Some(signal) = interrupt.signal() {
            progress.clear();
            let (programs, cycles) = (group(campaign.programs), group(campaign.cycles));
            say(&format!("interrupted after {programs} programs, {cycles} cycles the same\n"));
            return Ok(of_signal(signal));
        }
        let program = campaign.next_program()?;
        progress.cycles(campaign.cycles, false);
        if !campaign.is_ready(&program.config) {
            progress.clear();
        }
        if let Some(divergence) = campaign.compare(&program)? {
            progress.clear();
            say(&format!("{}\n", program.text));
            diverged(options, &program.name(), &divergence)?;
            return Ok(DIVERGED);
        }
        if campaign.programs.is_multiple_of(500) && !options.json {
            progress.clear();
            say(&format!("{} cycles are the same\n", group(campaign.cycles)));
        }
    }
    progress.clear();
    let Campaign { cycles, programs, .. } = campaign;
    let text = if options.json {
        let seed = options.seed;
        format!(
            "{:#}\n",
            json!({ "equal": true, "seed": seed, "programs": programs, "cycles": cycles })
        )
    } else {
        format!(
            "ok: {} random programs from seed {} on agree with the RTL in all {} cycles\n",
            group(programs),
            options.seed,
            group(cycles)
        )
    };
    print_bytes(text.as_bytes())?;
    Ok(DONE)
}

fn equal(options: &Options, name: &str, machine: &Machine) -> Result<(), Failure> {
    let halted = machine.arbiter.halt != Halt::Running;
    let text = if options.json {
        let object = json!({
            "equal": true,
            "program": name,
            "config": machine.config(),
            "cycles": machine.cycle,
            "halt": if halted { Halt::NAMES[machine.arbiter.halt as usize] } else { "Limit" },
            "value": halted.then(|| value(machine)),
        });
        format!("{object:#}\n")
    } else {
        visible(&format!(
            "ok: {name} agrees with the RTL in all {} cycles, and in every word of memory after \
             them\n",
            group(machine.cycle)
        ))
    };
    print_bytes(text.as_bytes())
}

/// Tells of the first difference, and writes the waveforms.
fn diverged(options: &Options, name: &str, divergence: &Divergence) -> Result<(), Failure> {
    let waves = report::write_waves(divergence, &options.vcd)?;
    let text = if options.json {
        format!("{:#}\n", report::json(divergence, name, &waves))
    } else {
        let mut text = format!("{name} diverges from the RTL\n{}", describe(divergence));
        for path in &waves {
            text += &format!("waveform: {}\n", path.display());
        }
        visible(&text)
    };
    print_bytes(text.as_bytes())
}
