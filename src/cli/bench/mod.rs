//! `conscycle bench`: simulated cycles per second, with and without observers.

mod python;
mod rtl;

use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use crate::cli::exit::{DONE, of_signal};
use crate::cli::failure::Failure;
use crate::cli::interrupt::Interrupt;
use crate::cli::load::build;
use crate::cli::progress::Progress;
use crate::cli::streams::{print_bytes, say};
use conscycle_firmware::Dialect;
use conscycle_image::Image;
use conscycle_machine::config::Config;
use conscycle_machine::ports::Halt;
use conscycle_machine::probe::{NoProbe, Probe};
use conscycle_machine::word::WordSize;
use conscycle_observe::files::{FstFile, TraceFile, VcdFile};
use conscycle_observe::lisp::Follower;
use conscycle_observe::recorder::Plan;
use conscycle_observe::trace::{Detail, Header};
use conscycle_program::count::positive_u32;

/// Options of `bench`.
#[derive(Debug, Args)]
pub struct Options {
    /// Rounds; the median of each figure is shown
    #[arg(long, default_value_t = 5, value_parser = positive_u32)]
    rounds: u32,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Measure against Verilator on the RTL
    #[arg(long)]
    rtl: bool,
    /// Measure whole runs of fib 30 against Python 3: python3, unless another is named
    #[arg(
        long,
        value_name = "PROGRAM",
        num_args = 0..=1,
        default_missing_value = "python3",
        conflicts_with = "rtl"
    )]
    python: Option<PathBuf>,
}

/// The workloads: name and program.
const WORKLOADS: [(&str, &str); 3] = [
    ("fib 20", "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 20)"),
    (
        "tak 14 10 5",
        "(define (tak x y z) (if (< y x) (tak (tak (- x 1) y z) (tak (- y 1) z x) \
         (tak (- z 1) x y)) z)) (tak 14 10 5)",
    ),
    (
        "lists",
        "(define (count n tail) (if (= n 0) tail (count (- n 1) (cons n tail)))) \
         (define (sum l total) (if (pair? l) (sum (cdr l) (+ total (car l))) total)) \
         (define (work n last) (if (= n 0) last (work (- n 1) (sum (reverse (count 500 nil)) 0)))) \
         (work 40 0)",
    ),
];

/// Cycles run with an observer: enough to measure, not too much to write.
const OBSERVED_CYCLES: u64 = 1_000_000;

/// Measures.
///
/// # Errors
/// A [`Failure`] if a workload does not run to its end.
pub fn bench(options: &Options) -> Result<u8, Failure> {
    let interrupt = Interrupt::catch()?;
    let result = match &options.python {
        Some(program) => python::bench(options, program, &interrupt),
        None if options.rtl => rtl::bench(options, &interrupt),
        None => measure(options, &interrupt),
    };
    match (result, interrupt.signal()) {
        (Err(failure), Some(signal)) => {
            say(&format!("{failure}\n"));
            Ok(of_signal(signal))
        }
        (result, _) => result,
    }
}

/// Tells what is measured next, unless Ctrl-C has come.
///
/// # Errors
/// A [`Failure`] if it has.
fn next(progress: &mut Progress, interrupt: &Interrupt, what: &str) -> Result<(), Failure> {
    if interrupt.has_come() {
        return Err(Failure::Plain(format!("interrupted before {what}")));
    }
    progress.step(what);
    Ok(())
}

fn measure(options: &Options, interrupt: &Interrupt) -> Result<u8, Failure> {
    let mut progress = Progress::new();
    let config = Config { word: WordSize::W32, memory: 1 << 22, ..Config::default() };
    let mut rows = Vec::new();
    for (name, program) in WORKLOADS {
        let image = build(name, program, config, Dialect::Core)?;
        let mut rates: [Vec<f64>; 4] = Default::default();
        let mut bytes = [0.0; 2];
        for round in 1..=options.rounds {
            let mut tell = |what: &str| {
                let text = format!("{name}, round {round} of {}: {what}", options.rounds);
                next(&mut progress, interrupt, &text)
            };
            let broken = |error: std::io::Error| Failure::Plain(error.to_string());
            let machine = image.machine(config);
            tell("no observer")?;
            rates[0].push(rate(&image, &mut NoProbe, u64::MAX)?);
            let follower = Some(Follower::new(&image, Some(0), &machine));
            let plan = Plan { follower, ..Plan::default() };
            let (mut vcd_size, mut fst_size) = (Meter::default(), Meter::default());
            let mut vcd =
                VcdFile::new(&mut vcd_size, &machine, &[], plan.clone()).map_err(broken)?;
            tell("VCD")?;
            rates[1].push(rate(&image, &mut vcd, OBSERVED_CYCLES)?);
            let mut fst = FstFile::new(&mut fst_size, &machine, &[], plan).map_err(broken)?;
            tell("FST")?;
            rates[2].push(rate(&image, &mut fst, OBSERVED_CYCLES)?);
            drop((vcd, fst));
            bytes = [vcd_size, fst_size].map(|size| size.length as f64 / OBSERVED_CYCLES as f64);
            let detail = Detail { changes: u64::MAX, every: u64::MAX };
            let header = Header::new(&machine, "core", name, &image.hash(), detail);
            let mut trace = TraceFile::new(std::io::sink(), &header, Plan::default());
            tell("trace")?;
            rates[3].push(rate(&image, &mut trace, OBSERVED_CYCLES)?);
        }
        rows.push((name, rates.map(median), bytes));
    }
    progress.clear();
    let text = if options.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|(name, [bare, vcd, fst, trace], [vcd_bytes, fst_bytes])| {
                json!({
                    "workload": name,
                    "cycles_per_second": bare.round(),
                    "cycles_per_second_with_vcd": vcd.round(),
                    "cycles_per_second_with_fst": fst.round(),
                    "cycles_per_second_with_trace": trace.round(),
                    "vcd_bytes_per_cycle": vcd_bytes,
                    "fst_bytes_per_cycle": fst_bytes,
                })
            })
            .collect();
        format!("{:#}\n", json!({ "config": config, "rounds": options.rounds, "rows": rows }))
    } else {
        let mut text = String::from(
            "million cycles per second (observers write to nowhere), and bytes per cycle\n\
             workload        no observer        VCD        FST      trace  VCD bytes  FST bytes\n",
        );
        for (name, rates, [vcd, fst]) in rows {
            let [bare, waves, packed, trace] = rates.map(|rate| rate / 1e6);
            text += &format!(
                "{name:<14}{bare:>13.1}{waves:>11.1}{packed:>11.1}{trace:>11.1}{vcd:>11.1}{fst:>11.1}\n"
            );
        }
        text
    };
    print_bytes(text.as_bytes())?;
    Ok(DONE)
}

/// An output that only counts how long it becomes.
#[derive(Debug, Default)]
struct Meter {
    position: u64,
    length: u64,
}

impl Write for Meter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.position += bytes.len() as u64;
        self.length = self.length.max(self.position);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Meter {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let moved = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = moved.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// Simulated cycles per second of one run, until all of it is written.
fn rate<P: Probe>(image: &Image, probe: &mut P, limit: u64) -> Result<f64, Failure> {
    let mut machine = image.machine(image.config);
    let start = Instant::now();
    machine.run_with(probe, limit);
    probe.pause();
    let seconds = start.elapsed().as_secs_f64();
    if machine.arbiter.halt == Halt::Trap {
        return Err(Failure::Plain(format!("a workload trapped: {:?}", machine.trap.cause)));
    }
    Ok(machine.cycle as f64 / seconds)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
