//! `conscycle bench --rtl`: the model against Verilator on the same image and the same cycles.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::{OBSERVED_CYCLES, Options, WORKLOADS, median, next, rate};
use crate::cli::exit::DONE;
use crate::cli::failure::Failure;
use crate::cli::host::Host;
use crate::cli::interrupt::Interrupt;
use crate::cli::load::build;
use crate::cli::lockstep::{
    Flavour, Job, Record, Request, Run, Simulator, Verdict, default_sources,
};
use crate::cli::progress::Progress;
use crate::cli::streams::print_bytes;
use conscycle_firmware::Dialect;
use conscycle_image::Image;
use conscycle_machine::config::Config;
use conscycle_machine::probe::NoProbe;
use conscycle_machine::word::WordSize;
use conscycle_observe::files::VcdFile;
use conscycle_observe::recorder::Plan;

/// Cycles of a workload without waveforms; the model runs its whole workload.
const CYCLES: u64 = 3_000_000;

/// The figures of a workload, in cycles per second.
struct Row {
    name: &'static str,
    model: f64,
    verilator: f64,
    model_vcd: f64,
    verilator_vcd: f64,
    lockstep: f64,
}

impl Row {
    /// Model to Verilator, the same with waveforms, and lockstep to Verilator.
    fn ratios(&self) -> [f64; 3] {
        [
            self.model / self.verilator,
            self.model_vcd / self.verilator_vcd,
            self.lockstep / self.verilator,
        ]
    }
}

/// Measures both, by turns.
///
/// # Errors
/// A [`Failure`] if there is no Verilator, or the two do not agree.
pub fn bench(options: &Options, interrupt: &Interrupt) -> Result<u8, Failure> {
    let config = Config { word: WordSize::W32, memory: 1 << 17, ..Config::default() };
    let sources = default_sources();
    let simulator = |flavour| Simulator::build_until(&sources, &config, flavour, interrupt);
    let fast = simulator(Flavour::Fast)?;
    let waves = simulator(Flavour::Waves)?;
    let lockstep = simulator(Flavour::Lockstep)?;
    let mut progress = Progress::new();
    let mut rows = Vec::new();
    for (name, program) in WORKLOADS {
        let image = build(name, program, config, Dialect::Core)?;
        let mut figures: [Vec<f64>; 5] = Default::default();
        for round in 1..=options.rounds {
            let what = format!("{name}, round {round} of {}", options.rounds);
            next(&mut progress, interrupt, &what)?;
            let round = [
                rate(&image, &mut NoProbe, CYCLES)?,
                verilated(&fast, &image, CYCLES, None)?,
                model_vcd(&image)?,
                verilated(&waves, &image, OBSERVED_CYCLES, Some(Path::new("/dev/null")))?,
                compared(&lockstep, &image)?,
            ];
            figures.iter_mut().zip(round).for_each(|(all, figure)| all.push(figure));
        }
        let [model, verilator, model_vcd, verilator_vcd, lockstep] = figures.map(median);
        rows.push(Row { name, model, verilator, model_vcd, verilator_vcd, lockstep });
    }
    progress.clear();
    let text = if options.json { in_json(&rows, config, options.rounds) } else { in_words(&rows) };
    print_bytes(text.as_bytes())?;
    Ok(DONE)
}

/// Cycles per second of the RTL, by its own clock: without the start of the process.
fn verilated(
    simulator: &Simulator,
    image: &Image,
    cycles: u64,
    vcd: Option<&Path>,
) -> Result<f64, Failure> {
    let vcd = vcd.map(PathBuf::from);
    let request = Request { cycles: Some(cycles), quiet: true, vcd, ..Request::default() };
    match Run::start(simulator, image, &request)?.record() {
        Record::End(end) => Ok(end.cycles as f64 / end.seconds),
        other => Err(Failure::Plain(format!("the RTL does not run to its end: {other:?}"))),
    }
}

/// Cycles per second of the model with a waveform that is written to nowhere.
fn model_vcd(image: &Image) -> Result<f64, Failure> {
    let machine = image.machine(image.config);
    let mut probe = VcdFile::new(std::io::sink(), &machine, &[], Plan::default())
        .map_err(|error| Failure::Plain(error.to_string()))?;
    rate(image, &mut probe, OBSERVED_CYCLES)
}

/// Cycles per second of a comparison, with the start and the end of both.
fn compared(simulator: &Simulator, image: &Image) -> Result<f64, Failure> {
    let start = Instant::now();
    let job = Job { simulator, image, cycles: Some(CYCLES), interrupts: &[] };
    match job.run(&mut Host::ready(&[], &[]))? {
        Verdict::Equal(machine) => Ok(machine.cycle as f64 / start.elapsed().as_secs_f64()),
        Verdict::Diverged(divergence) => {
            Err(Failure::Diverged(format!("the two differ in cycle {}", divergence.cycle)))
        }
    }
}

fn in_json(rows: &[Row], config: Config, rounds: u32) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let [bare, vcd, lockstep] = row.ratios();
            json!({
                "workload": row.name,
                "model": row.model.round(),
                "verilator": row.verilator.round(),
                "ratio": bare,
                "model_with_vcd": row.model_vcd.round(),
                "verilator_with_vcd": row.verilator_vcd.round(),
                "ratio_with_vcd": vcd,
                "lockstep": row.lockstep.round(),
                "lockstep_ratio": lockstep,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "config": config, "rounds": rounds, "rows": rows }))
}

fn in_words(rows: &[Row]) -> String {
    let mut text = String::from(
        "million cycles per second, and the ratio to Verilator\n\
         workload          model  Verilator  ratio    with VCD: model  Verilator  ratio   lockstep  ratio\n",
    );
    for row in rows {
        let [bare, vcd, lockstep] = row.ratios();
        let million = |rate: f64| rate / 1e6;
        text += &format!(
            "{:<14}{:>9.1}{:>11.2}{bare:>7.1}{:>19.1}{:>11.2}{vcd:>7.1}{:>11.2}{lockstep:>7.2}\n",
            row.name,
            million(row.model),
            million(row.verilator),
            million(row.model_vcd),
            million(row.verilator_vcd),
            million(row.lockstep),
        );
    }
    text
}
