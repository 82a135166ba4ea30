//! `conscycle check`: a run against its golden trace.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use super::decode::decode_path;
use super::exit::{DIVERGED, DONE, End, of_signal};
use super::failure::Failure;
use super::host::HostOptions;
use super::load::load;
use super::notices::Notices;
use super::observers::{end_of_trace, trace_header};
use super::options::MachineOptions;
use super::place::{Replacement, distinct};
use super::session::Session;
use super::streams::{print_bytes, say_report};
use super::trace_file::{Line, check_replaceable, parse_header};
use super::{input, interrupt};
use conscycle_firmware::Dialect;
use conscycle_machine::Machine;
use conscycle_observe::trace::{Detail, Header, Lines, TraceProbe, Writer};
use conscycle_program::Loaded;
use conscycle_program::brief::visible;
use conscycle_program::count::{count, positive};

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp program, an image (JSON or hex), or - for standard input
    program: PathBuf,
    /// The golden trace
    #[arg(long, value_name = "FILE")]
    golden: PathBuf,
    /// Write the golden from this run, also over an older trace, but over no other file
    #[arg(long)]
    bless: bool,
    /// With --bless: cycles from reset whose changes are recorded
    #[arg(long, value_name = "CYCLES", default_value_t = 500, requires = "bless",
          value_parser = count)]
    changes: u64,
    /// With --bless: cycles between two hashes of the state
    #[arg(long, value_name = "CYCLES", default_value_t = 1000, requires = "bless",
          value_parser = positive)]
    every: u64,
    /// Stop the run after this many cycles
    #[arg(long, value_name = "CYCLES", value_parser = count)]
    max_cycles: Option<u64>,
    #[command(flatten)]
    notices: Notices,
    #[command(flatten)]
    host: HostOptions,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Compares a run with its golden, or rewrites it.
///
/// # Errors
/// A [`Failure`] if a file cannot be read or written; a divergence is an exit code.
pub fn check(options: &Options) -> Result<u8, Failure> {
    distinct([options.program.as_path(), options.golden.as_path()].into_iter())?;
    let machine_options = options.machine.with_file()?;
    if options.bless {
        return bless(options, &machine_options);
    }
    let path = &options.golden;
    if !path.exists() {
        return Err(Failure::file(path, "there is no such file (--bless writes a golden)"));
    }
    let text = input::read_text(path)?;
    let mut lines = text.lines();
    let header = parse_header(lines.next().unwrap_or_default(), path)?;
    if header.window.is_some() {
        return Err(Failure::file(
            path,
            "a part of a run is no golden: `conscycle diff` compares it",
        ));
    }
    let dialect = Dialect::from_name(&header.dialect)
        .ok_or_else(|| Failure::file(path, format!("line 1: no dialect {:?}", header.dialect)))?;
    let loaded = load(
        &options.program,
        &machine_options,
        &options.host.arguments,
        Some((header.config, dialect)),
    )?;
    options.notices.before(&loaded);
    if loaded.image.config != header.config {
        return Err(Failure::file(
            path,
            "made for other machine options than those on the command line",
        ));
    }
    let machine = loaded.machine();
    let detail = Detail { changes: header.changes, every: header.every };
    let expected = trace_header(&machine, &loaded, detail);
    if let Some(difference) = header_difference(&header, &expected) {
        let text = format!("{}: {difference}\n", path.display());
        print_bytes(visible(&text).as_bytes())?;
        return Ok(DIVERGED);
    }
    let golden: Vec<&str> = lines.collect();
    compare(options, &loaded, machine, &header, &golden)
}

/// Why a golden cannot be compared line by line with a run.
fn header_difference(golden: &Header, run: &Header) -> Option<String> {
    if golden.image != run.image {
        return Some(format!(
            "the golden's image is {}, the run's {}: the program or its library has changed \
             (rewrite the golden with --bless if that is meant)",
            golden.image, run.image
        ));
    }
    if golden.signals.hash() != run.signals.hash() {
        return Some(
            "the golden has other signals than this machine (rewrite it with --bless)".to_string(),
        );
    }
    None
}

fn bless(options: &Options, machine_options: &MachineOptions) -> Result<u8, Failure> {
    let path = &options.golden;
    check_replaceable(path)?;
    let written = if path.exists() { "rewrote" } else { "wrote" };
    let loaded = load(&options.program, machine_options, &options.host.arguments, None)?;
    options.notices.before(&loaded);
    let mut machine = loaded.machine();
    let fail = |error: std::io::Error| Failure::output(path, &error);
    let golden = Replacement::new(path).map_err(fail)?;
    let file = golden.file().map_err(fail)?;
    let detail = Detail { changes: options.changes, every: options.every };
    let header = trace_header(&machine, &loaded, detail).golden();
    let mut probe = TraceProbe::new(Writer::new(BufWriter::new(file)), &header);
    options.host.interrupts.set(&mut machine);
    let mut session = Session::new(false, options.host.host(&loaded))?;
    session.progress.watch_replacement(golden.path(), path);
    let end = session.run(&mut machine, &mut probe, options.max_cycles.unwrap_or(u64::MAX))?;
    probe.finish(&end_of_trace(&machine, &session.console)).finish().map_err(fail)?;
    if let End::Interrupted(signal) = end {
        say_report(&interrupt::place(&machine, &loaded.image));
        return Ok(of_signal(signal));
    }
    golden.finish().map_err(fail)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or(String::new(), |folder| format!(" in {}", folder.display()));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    print_bytes(format!("{written} {name}{folder}: {} cycles\n", machine.cycle).as_bytes())?;
    Ok(DONE)
}

/// Lines kept from before a divergence, and compared after it.
const CONTEXT: usize = 3;

/// Takes the lines of the run and compares them with the golden's.
struct Comparison<'a> {
    golden: &'a [&'a str],
    /// Lines compared; the first line of the run is its header, which has been compared already.
    taken: usize,
    header_seen: bool,
    before: VecDeque<String>,
    /// From the first difference on: golden (if there is one) and run.
    after: Vec<(Option<String>, String)>,
}

impl Lines for &mut Comparison<'_> {
    fn line(&mut self, line: &[u8]) -> ControlFlow<()> {
        if !self.header_seen {
            self.header_seen = true;
            return ControlFlow::Continue(());
        }
        let golden = self.golden.get(self.taken);
        self.taken += 1;
        if self.after.is_empty() && golden.is_some_and(|golden| golden.as_bytes() == line) {
            if self.before.len() == CONTEXT {
                self.before.pop_front();
            }
            self.before.push_back(String::from_utf8_lossy(line).into_owned());
            return ControlFlow::Continue(());
        }
        let run = String::from_utf8_lossy(line).into_owned();
        self.after.push((golden.map(ToString::to_string), run));
        if self.after.len() > CONTEXT { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

fn compare(
    options: &Options,
    loaded: &Loaded,
    mut machine: Machine,
    header: &Header,
    golden: &[&str],
) -> Result<u8, Failure> {
    let mut comparison = Comparison {
        golden,
        taken: 0,
        header_seen: false,
        before: VecDeque::new(),
        after: Vec::new(),
    };
    let mut probe = TraceProbe::new(&mut comparison, header);
    options.host.interrupts.set(&mut machine);
    let mut session = Session::new(false, options.host.host(loaded))?;
    let end = session.run(&mut machine, &mut probe, options.max_cycles.unwrap_or(u64::MAX))?;
    if let End::Interrupted(signal) = end {
        say_report(&interrupt::place(&machine, &loaded.image));
        return Ok(of_signal(signal));
    }
    if end != End::Probe {
        probe.finish(&end_of_trace(&machine, &session.console));
    }
    let name = &loaded.name;
    if comparison.after.is_empty() && comparison.taken == golden.len() {
        let cycles = machine.cycle;
        let text = format!(
            "ok: {name} agrees with its golden in {cycles} cycles (changes up to cycle {}, the \
             whole state every {})\n",
            header.changes.min(cycles),
            header.every
        );
        print_bytes(text.as_bytes())?;
        return Ok(DONE);
    }
    let text = describe(&comparison, &machine, &options.golden)?;
    let text = format!("{name} diverges from {}\n{text}", options.golden.display());
    print_bytes(visible(&text).as_bytes())?;
    Ok(DIVERGED)
}

/// The first difference in words, and the lines around it.
fn describe(comparison: &Comparison, machine: &Machine, path: &Path) -> Result<String, Failure> {
    let Some((golden, run)) = comparison.after.first() else {
        return Ok(format!(
            "the run ends, and the golden goes on in line {}\n",
            comparison.taken + 2
        ));
    };
    let Some(golden) = golden else {
        return Ok("the golden ends, and the run goes on: is the golden cut off?\n".to_string());
    };
    let number = comparison.taken - comparison.after.len() + 2;
    let parse = |text: &str| serde_json::from_str::<Line>(text);
    let expected = parse(golden).map_err(|error| {
        Failure::file(path, format!("line {number}: not a line of a trace: {error}"))
    })?;
    let mut text = String::new();
    match (&expected, parse(run)) {
        (
            Line::Changes { cycle, changed: golden },
            Ok(Line::Changes { cycle: run_cycle, changed: run }),
        ) if *cycle == run_cycle => {
            let _ = writeln!(text, "first divergence in cycle {cycle} (golden line {number}):");
            let names: std::collections::BTreeSet<&String> =
                golden.keys().chain(run.keys()).collect();
            for name in names {
                let (left, right) = (golden.get(name), run.get(name));
                if left != right {
                    let left = decode_path(machine, name, left);
                    let right = decode_path(machine, name, right);
                    let _ = writeln!(text, "  {name:<26} golden {left:<32} run {right}");
                }
            }
        }
        (Line::Hash { cycle, hash }, Ok(Line::Hash { hash: run, .. })) => {
            let _ = writeln!(
                text,
                "the state differs at cycle {cycle} (golden line {number}): hash {hash}, run {run}\n\
                 the first difference is after the last line that agrees; to find its cycle, \
                 write the trace of both machines with run --trace"
            );
        }
        (
            Line::Collection { cycle, collection: golden },
            Ok(Line::Collection { collection: run, .. }),
        ) => {
            let _ = writeln!(text, "a collection differs at cycle {cycle} (golden line {number}):");
            let _ = writeln!(text, "  golden {golden}\n  run    {run}");
        }
        (Line::End(golden), Ok(Line::End(run))) => {
            let _ = writeln!(text, "the runs end differently (golden line {number}):");
            let _ = writeln!(text, "  golden {golden:?}\n  run    {run:?}");
        }
        _ => {
            let _ = writeln!(
                text,
                "first divergence in golden line {number}:\n  golden {golden}\n  run    {run}"
            );
        }
    }
    text.push_str("around it:\n");
    for line in &comparison.before {
        let _ = writeln!(text, "  both   {}", in_words(machine, line));
    }
    for (golden, run) in &comparison.after {
        if let Some(golden) = golden {
            let _ = writeln!(text, "  golden {}", in_words(machine, golden));
        }
        let _ = writeln!(text, "  run    {}", in_words(machine, run));
    }
    Ok(text)
}

/// A line of a trace with its values decoded.
fn in_words(machine: &Machine, line: &str) -> String {
    match serde_json::from_str(line) {
        Ok(Line::Changes { cycle, changed }) if changed.len() <= 24 => {
            let changes: Vec<String> = changed
                .iter()
                .map(|(name, value)| format!("{name} {}", decode_path(machine, name, Some(value))))
                .collect();
            format!("{cycle}: {}", changes.join(", "))
        }
        Ok(Line::Changes { cycle, changed }) => {
            format!("{cycle}: {} signals change", changed.len())
        }
        _ => line.to_string(),
    }
}
