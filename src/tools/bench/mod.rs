//! `conscycle bench`: simulated cycles per second, with and without observers.

mod rtl;

use std::time::Instant;

use clap::Args;
use serde_json::json;

use crate::config::Config;
use crate::firmware::Dialect;
use crate::image::Image;
use crate::machine::Machine;
use crate::ports::Halt;
use crate::probe::trace::{Extent, Header, TraceProbe, Writer};
use crate::probe::vcd::{VcdProbe, Window};
use crate::probe::{NoProbe, Probe};
use crate::tools::DONE;
use crate::tools::failure::Failure;
use crate::tools::load::build;
use crate::tools::session::print_bytes;
use crate::word::WordSize;

/// Options of `bench`.
#[derive(Debug, Args)]
pub struct Options {
    /// Rounds; the median of each figure is shown
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Measure against Verilator on the RTL
    #[arg(long)]
    rtl: bool,
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
    if options.rtl {
        return rtl::bench(options);
    }
    let config = Config { word: WordSize::W32, memory: 1 << 22, ..Config::default() };
    let mut rows = Vec::new();
    for (name, program) in WORKLOADS {
        let image = build(name, program, config, Dialect::Core)?;
        let mut bare = Vec::new();
        let mut waves = Vec::new();
        let mut traced = Vec::new();
        for _ in 0..options.rounds {
            bare.push(rate(&image, &mut NoProbe, u64::MAX)?);
            let machine = Machine::new(config, &image.words, image.entry);
            let mut probe = VcdProbe::new(std::io::sink(), &machine, &[], Window::default())
                .map_err(|error| Failure::Plain(error.to_string()))?;
            waves.push(rate(&image, &mut probe, OBSERVED_CYCLES)?);
            let extent = Extent { changes: u64::MAX, every: u64::MAX };
            let header = Header::new(&machine, "core", name, &image.hash(), extent);
            let mut probe = TraceProbe::new(Writer::new(std::io::sink()), &header);
            traced.push(rate(&image, &mut probe, OBSERVED_CYCLES)?);
        }
        rows.push((name, median(bare), median(waves), median(traced)));
    }
    let text = if options.json {
        let rows: Vec<_> = rows
            .iter()
            .map(|(name, bare, waves, traced)| {
                json!({
                    "workload": name,
                    "cycles_per_second": bare.round(),
                    "cycles_per_second_with_vcd": waves.round(),
                    "cycles_per_second_with_trace": traced.round(),
                })
            })
            .collect();
        format!("{:#}\n", json!({ "config": config, "rounds": options.rounds, "rows": rows }))
    } else {
        let mut text = String::from(
            "million cycles per second (observers write to nowhere)\n\
             workload        no observer            VCD          trace\n",
        );
        for (name, bare, waves, traced) in rows {
            let [bare, waves, traced] = [bare, waves, traced].map(|rate| rate / 1e6);
            text += &format!("{name:<14}{bare:>13.1}{waves:>15.1}{traced:>15.1}\n");
        }
        text
    };
    print_bytes(text.as_bytes())?;
    Ok(DONE)
}

/// Simulated cycles per second of one run.
fn rate<P: Probe>(image: &Image, probe: &mut P, limit: u64) -> Result<f64, Failure> {
    let mut machine = Machine::new(image.config, &image.words, image.entry);
    let start = Instant::now();
    machine.run_with(probe, limit);
    let seconds = start.elapsed().as_secs_f64();
    if machine.halt == Halt::Trap {
        return Err(Failure::Plain(format!("a workload trapped: {:?}", machine.trap.cause)));
    }
    Ok(machine.cycle as f64 / seconds)
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
