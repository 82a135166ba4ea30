//! `conscycle bench --python`: the same program by `conscycle run` and by Python, as whole processes with
//! their start.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::json;

use super::{Options, median, next};
use crate::cli::child::{Ended, run_until};
use crate::cli::exit::DONE;
use crate::cli::failure::Failure;
use crate::cli::interrupt::Interrupt;
use crate::cli::options::arguments;
use crate::cli::progress::Progress;
use crate::cli::streams::print_bytes;
use conscycle_machine::config::{Code, Config};
use conscycle_machine::word::WordSize;
use conscycle_observe::picture::scale::group;

/// The name of the program.
const NAME: &str = "fib 30";

/// The program in Lisp.
const LISP: &str = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n(fib 30)\n";

/// The program in Python.
const PYTHON: &str =
    "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n\nprint(fib(30))\n";

/// What both must come to.
const VALUE: &str = "832040";

/// Has Python tell its own path, which is another one where a script chooses the version and takes its
/// time for that, and what it is.
const ABOUT: &str = "import sys
sys.version_info[0] == 3 or sys.exit('this is Python ' + sys.version.split()[0] + ', not 3')
print(sys.executable)
print(sys.implementation.name, sys.version.split()[0])
";

/// The Python that is measured.
struct Python {
    program: PathBuf,
    /// Its implementation and version, as `cpython 3.11.7`.
    version: String,
}

/// What `conscycle run --json` tells of a run.
#[derive(Deserialize)]
struct Run {
    value: String,
    cycles: u64,
}

/// The runs with a machine.
struct Runs {
    config: Config,
    cycles: u64,
    seconds: Vec<f64>,
    /// To Python's time in the same round.
    ratios: Vec<f64>,
}

/// The figures of a machine.
struct Row {
    config: Config,
    cycles: u64,
    seconds: f64,
    ratio: f64,
}

/// Measures all by turns.
///
/// # Errors
/// A [`Failure`] if there is no Python 3, or a run does not come to the right value.
pub fn bench(options: &Options, python: &Path, interrupt: &Interrupt) -> Result<u8, Failure> {
    let python = Python::find(python, interrupt)?;
    let mut progress = Progress::new();
    let mut python_seconds = Vec::new();
    let base = Config { word: WordSize::W32, memory: 1 << 22, ..Config::default() };
    let mut runs = Code::ALL.map(|code| Runs {
        config: Config { code, ..base },
        cycles: 0,
        seconds: Vec::new(),
        ratios: Vec::new(),
    });
    for round in 1..=options.rounds {
        let mut tell = |what: &str| {
            let text = format!("{NAME}, round {round} of {}: {what}", options.rounds);
            next(&mut progress, interrupt, &text)
        };
        tell(&python.version)?;
        let seconds = python.seconds(interrupt)?;
        python_seconds.push(seconds);
        for runs in &mut runs {
            tell(&format!("{} code", runs.config.code.name()))?;
            runs.add(seconds, interrupt)?;
        }
    }
    progress.clear();
    let python_seconds = median(python_seconds);
    let rows = runs.map(|Runs { config, cycles, seconds, ratios }| Row {
        config,
        cycles,
        seconds: median(seconds),
        ratio: median(ratios),
    });
    let text = if options.json {
        in_json(&rows, &python, python_seconds, options.rounds)
    } else {
        in_words(&rows, &python, python_seconds, options.rounds)
    };
    print_bytes(text.as_bytes())?;
    Ok(DONE)
}

impl Python {
    /// The Python 3 that `program`, a path or a name on the `PATH`, runs.
    fn find(program: &Path, interrupt: &Interrupt) -> Result<Python, Failure> {
        let ended = whole(program, &["-"], ABOUT, interrupt)?;
        let said = String::from_utf8_lossy(&ended.output.stdout);
        match said.lines().collect::<Vec<_>>()[..] {
            [path, version] if !path.is_empty() => {
                Ok(Python { program: path.into(), version: version.to_string() })
            }
            _ => Err(Failure::file(program, format!("this is no Python 3: it says {said:?}"))),
        }
    }

    /// Seconds of a run.
    fn seconds(&self, interrupt: &Interrupt) -> Result<f64, Failure> {
        let ended = whole(&self.program, &["-"], PYTHON, interrupt)?;
        expect(&self.program, String::from_utf8_lossy(&ended.output.stdout).trim_end())?;
        Ok(ended.seconds)
    }
}

impl Runs {
    /// Another run, in a round in which Python has taken so many seconds.
    fn add(&mut self, python_seconds: f64, interrupt: &Interrupt) -> Result<(), Failure> {
        let machine = arguments(&self.config);
        let words: Vec<&str> =
            ["run", "-", "--json"].into_iter().chain(machine.split(' ')).collect();
        let conscycle = std::env::current_exe()
            .map_err(|error| Failure::file(Path::new("conscycle"), error))?;
        let ended = whole(&conscycle, &words, LISP, interrupt)?;
        let run: Run = serde_json::from_slice(&ended.output.stdout)
            .map_err(|error| Failure::file(&conscycle, error))?;
        expect(&conscycle, &run.value)?;
        self.cycles = run.cycles;
        self.seconds.push(ended.seconds);
        self.ratios.push(ended.seconds / python_seconds);
        Ok(())
    }
}

/// A whole run of a program that reads `input`.
fn whole(
    program: &Path,
    words: &[impl AsRef<OsStr>],
    input: &str,
    interrupt: &Interrupt,
) -> Result<Ended, Failure> {
    let ended = run_until(Command::new(program).args(words), input.as_bytes(), interrupt);
    let ended = ended.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Failure::file(program, "not found: --python PROGRAM names a Python 3")
        }
        _ => Failure::file(program, error),
    })?;
    let Some(ended) = ended else {
        return Err(Failure::Plain(format!("interrupted in a run of {}", program.display())));
    };
    if ended.output.status.success() {
        return Ok(ended);
    }
    let (status, errors) = (ended.output.status, String::from_utf8_lossy(&ended.output.stderr));
    Err(Failure::file(program, format!("it fails ({status})\n{errors}").trim_end()))
}

/// Sees to the value that a program has come to.
fn expect(program: &Path, value: &str) -> Result<(), Failure> {
    if value == VALUE {
        return Ok(());
    }
    Err(Failure::Diverged(format!(
        "{}: {NAME} is {VALUE}, and it says {value:?}",
        program.display()
    )))
}

fn in_json(rows: &[Row], python: &Python, python_seconds: f64, rounds: u32) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "workload": NAME,
                "code": row.config.code.name(),
                "config": row.config,
                "cycles": row.cycles,
                "seconds": row.seconds,
                "ratio": row.ratio,
            })
        })
        .collect();
    let python = json!({
        "program": python.program,
        "version": python.version,
        "seconds": python_seconds,
    });
    format!("{:#}\n", json!({ "rounds": rounds, "python": python, "rows": rows }))
}

fn in_words(rows: &[Row], python: &Python, python_seconds: f64, rounds: u32) -> String {
    let mut text = format!(
        "{NAME}, medians of {rounds} whole runs with their start: seconds, and the ratio to Python in the \
         same round\n{:<22}{:>9}{:>7}{:>15}\n",
        "", "seconds", "ratio", "cycles"
    );
    text += &format!("{:<22}{python_seconds:>9.3}{:>7.2}\n", python.version, 1.0);
    for row in rows {
        let name = format!("conscycle, {} code", row.config.code.name());
        let cycles = group(row.cycles);
        text += &format!("{name:<22}{:>9.3}{:>7.2}{cycles:>15}\n", row.seconds, row.ratio);
    }
    text
}
