//! The dialect euler. Every case in `tests/euler/` is a program of its own, run on a fresh machine; lines that begin
//! with `> ` are the program, the others what it prints. Of the cases in `errors/` it is what `conscycle run` says
//! on stderr.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::Instant;

use conscycle::firmware::protocol::{self, Line, Services, Supply};
use conscycle::firmware::{self, Dialect};
use conscycle::image::Image;
use conscycle::image::printer::Printer;
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::ports::Halt;
use conscycle::machine::{Machine, Stop};
use conscycle::observe::picture::scale::group;

use rustix::process::{Pid, Signal, kill_process};

use crate::support::in_parallel;

const FOLDER: &str = "tests/euler";
const EXAMPLES: &str = "examples/euler";

/// As many cases there are at least: none gets lost unseen.
const CASES: usize = 855;
const PROGRAMS: usize = 23;
const ANSWERS: usize = 10;
const ERRORS: usize = 164;

/// Collects at every so many allocations: a prime, so that the places differ.
const TORTURE: u32 = 1009;

/// One of so many cases is run on machines of other kinds.
const SAMPLE: usize = 8;

/// Cycles of the program that makes one circular structure after the other.
const FILLING: u64 = 100_000_000;

/// A program and what comes of it.
struct Case {
    place: String,
    program: String,
    expected: String,
}

/// The cases in a file.
fn cases_in(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("a readable file");
    let mut cases = Vec::new();
    let mut number = 1;
    for block in text.split("\n\n") {
        let is_program = |line: &&str| line.starts_with('>');
        let programs = block.lines().filter(is_program);
        let program: String =
            programs.map(|line| format!("{}\n", line.strip_prefix("> ").unwrap_or(""))).collect();
        let expected = block.lines().filter(|line| !is_program(line));
        let expected = expected.map(|line| format!("{line}\n")).collect();
        if !program.is_empty() {
            cases.push(Case { place: format!("{}:{number}", path.display()), program, expected });
        }
        number += block.lines().count() + 1;
    }
    cases
}

/// The files of a folder with this extension, by name.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension() == Some(extension.as_ref())).collect();
    paths.sort();
    paths
}

fn cases(folder: &str) -> Vec<Case> {
    files(&Path::new(FOLDER).join(folder), "case").iter().flat_map(|path| cases_in(path)).collect()
}

fn all_cases() -> Vec<Case> {
    [cases("cases"), cases("more")].into_iter().flatten().collect()
}

/// The programs of a folder, each beside what it prints.
fn programs(folder: &str) -> Vec<Case> {
    let paths = files(Path::new(folder), "scm");
    let programs = paths.iter().map(|path| Case {
        place: path.display().to_string(),
        program: fs::read_to_string(path).expect("a readable file"),
        expected: fs::read_to_string(path.with_extension("expect")).expect("what it prints"),
    });
    programs.collect()
}

/// The host of a program whose text is at hand.
struct Host<'a> {
    program: &'a str,
}

impl Services for Host<'_> {
    fn input(&mut self) -> Supply {
        Supply::End
    }

    fn line(&mut self, _: &[u8]) -> Line {
        Line::End
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        if path == "program" {
            return Ok(self.program.as_bytes().to_vec());
        }
        // The cases name files from their own folder, the examples from the repository's.
        let path =
            if path.starts_with(EXAMPLES) { path.into() } else { Path::new(FOLDER).join(path) };
        fs::read(path).map_err(|error| error.to_string())
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        ["program", "1"].get(index).map(|argument| argument.as_bytes().to_vec())
    }
}

/// Runs a program to its end, or for so many cycles. What it has printed.
fn run(machine: &mut Machine, program: &str, limit: u64) -> String {
    let mut host = Host { program };
    let mut output = Vec::new();
    loop {
        let stop = machine.run(limit);
        output.extend(machine.take_output());
        match stop {
            Stop::NeedsAnswer => {
                let answer = protocol::answer(machine.requests(), machine.cycle, &mut host);
                machine.answer(answer.expect("an answer at once"));
            }
            Stop::NeedsInput => machine.close_input(),
            _ => break,
        }
    }
    String::from_utf8_lossy(&output).into_owned()
}

fn image(config: Config) -> Image {
    firmware::shell(Dialect::Euler, config).expect("the image of euler")
}

/// Runs all of the cases on machines of this kind, and reports those that fail.
#[track_caller]
fn hold(cases: &[Case], config: Config) {
    let image = image(config);
    let failures = Mutex::new(Vec::new());
    in_parallel(cases, |case| {
        let mut machine = image.machine(config);
        let output = run(&mut machine, &case.program, u64::MAX);
        if output != case.expected || machine.arbiter.halt != Halt::Done {
            let Case { place, program, expected } = case;
            let value = Printer::new(&machine.memory, &config).print(machine.value);
            let end = format!("{:?}, {:?}: {value}", machine.arbiter.halt, machine.trap.cause);
            let text = format!("{place}\n{program}expected:\n{expected}found:\n{output}{end}");
            failures.lock().expect("no thread has panicked").push(text);
        }
    });
    let failures = failures.into_inner().expect("no thread has panicked");
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

/// A part of the cases.
fn sample() -> Vec<Case> {
    all_cases().into_iter().step_by(SAMPLE).collect()
}

#[test]
fn every_case_prints_what_it_must() {
    let cases = all_cases();
    assert!(cases.len() >= CASES, "{} cases", cases.len());
    hold(&cases, Dialect::Euler.config());
}

#[test]
fn every_program_prints_what_it_must() {
    let programs = programs("tests/euler/programs");
    assert_eq!(programs.len(), PROGRAMS);
    hold(&programs, Dialect::Euler.config());
}

#[test]
fn every_example_prints_its_answer() {
    let examples = programs(EXAMPLES);
    assert_eq!(examples.len(), ANSWERS);
    hold(&examples, Dialect::Euler.config());
}

#[test]
fn cases_are_the_same_with_every_collector_under_torture() {
    let base = Config { memory: 1 << 20, ..Dialect::Euler.config() };
    for collector in [Collector::Copying, Collector::MarkSweep, Collector::Generational] {
        hold(&sample(), Config { collector, gc_every: TORTURE, ..base }.fitting());
    }
}

#[test]
fn cases_are_the_same_without_quick_evaluation() {
    hold(&sample(), Config { code: Code::Lists, ..Dialect::Euler.config() });
}

/// The last note of this language: circular structures are garbage like any other.
#[test]
fn circular_structures_are_collected() {
    let program = "(defn ring () (let ((p (list 1 2 3))) (set-rst! (rrst p) p) (set-fst! p p) p))
                   (defn fill (n) (ring) (fill (inc n)))
                   (fill 0)";
    let config = Config { memory: 1 << 19, ..Dialect::Euler.config() };
    let mut machine = image(config).machine(config);
    assert_eq!(run(&mut machine, program, FILLING), "");
    assert_eq!(machine.arbiter.halt, Halt::Running, "{:?}", machine.trap.cause);
    assert!(machine.memory.allocated > 20 * u64::from(config.memory));
}

#[test]
fn the_image_is_small_and_starts_at_once() {
    let config = Dialect::Euler.config();
    let image = image(config);
    assert!(image.words.len() <= 400_000, "{} words", image.words.len());
    let mut machine = image.machine(config);
    run(&mut machine, "(println 1)\n", u64::MAX);
    assert!(machine.cycle < 100_000, "{} cycles", machine.cycle);
}

fn conscycle(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(arguments).current_dir(folder).output().expect("it runs")
}

/// What is printed before the error is on stdout, and not in the case.
#[test]
fn every_error_has_its_text_and_its_place() {
    let cases = cases("errors");
    assert!(cases.len() >= ERRORS, "{} cases", cases.len());
    let failures = Mutex::new(Vec::new());
    in_parallel(&cases, |case| {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("p.scm"), &case.program).expect("a file");
        let output = conscycle(&["run", "--dialect", "euler", "p.scm"], folder.path());
        let said = String::from_utf8_lossy(&output.stderr);
        if said != case.expected || output.status.code() != Some(1) {
            let Case { place, program, expected } = case;
            let text = format!("{place}\n{program}expected:\n{expected}found:\n{said}");
            failures.lock().expect("no thread has panicked").push(text);
        }
    });
    let failures = failures.into_inner().expect("no thread has panicked");
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn random_numbers_depend_on_the_seed_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "(println (map (fn (n) (rand 1 1000)) (range 1 20)) (randf 0 1))";
    fs::write(folder.path().join("p.scm"), text).expect("a file");
    let draw = |seed: &str| {
        let output =
            conscycle(&["run", "--dialect", "euler", "--seed", seed, "p.scm"], folder.path());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    assert_eq!(draw("7"), draw("7"));
    assert_ne!(draw("7"), draw("8"));
    assert_eq!(draw("1"), conscycle(&["run", "--dialect", "euler", "p.scm"], folder.path()).stdout);
}

#[test]
fn a_run_prints_what_the_program_prints_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("p.scm"), "(print 1)").expect("a file");
    let output = conscycle(&["run", "--dialect", "euler", "p.scm"], folder.path());
    assert!(output.status.success());
    assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (&b"1"[..], &b""[..]));
}

/// The programs in the table of `docs/euler.md`.
const TABLE: [&str; 10] = ["009", "014s", "021", "029", "037", "044", "047", "053", "205", "323"];

/// A row for each program: cycles and collections are exact, seconds are those of some computer.
fn table() -> Vec<(String, f64)> {
    let config = Dialect::Euler.config();
    let image = image(config);
    let rows = TABLE.iter().map(|name| {
        let path = Path::new(FOLDER).join(format!("programs/{name}.scm"));
        let program = fs::read_to_string(&path).expect("a readable file");
        let about = program.lines().next().and_then(|line| line.strip_prefix("; "));
        let about = about.expect("the first line says what it is about");
        let mut machine = image.machine(config);
        let start = Instant::now();
        run(&mut machine, &program, u64::MAX);
        let seconds = start.elapsed().as_secs_f64();
        let collections = machine.collections.count();
        (format!("| {name}: {about} | {} | {collections} |", group(machine.cycle)), seconds)
    });
    rows.collect()
}

#[test]
fn the_table_of_programs_is_what_they_take() {
    let page = fs::read_to_string("docs/euler.md").expect("the page");
    let (begin, end) = ("<!-- euler:begin -->\n", "<!-- euler:end -->");
    let start = page.find(begin).expect("the table's beginning") + begin.len();
    let stop = page.find(end).expect("the table's end");
    let rows = table();
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        let head = "| program | cycles | collections | seconds |\n|---|---|---|---|\n";
        let rows = rows.iter().map(|(row, seconds)| format!("{row} {seconds:.2} |\n"));
        let text = format!("{head}{}", rows.collect::<String>());
        fs::write("docs/euler.md", format!("{}{text}{}", &page[..start], &page[stop..]))
            .expect("a writable page");
        return;
    }
    let lines: Vec<&str> = page[start..stop].lines().skip(2).collect();
    assert_eq!(lines.len(), rows.len());
    for (line, (row, _)) in lines.iter().zip(&rows) {
        assert!(line.starts_with(row), "{line} is not {row}");
    }
}

#[test]
fn global_names_that_get_no_value_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = "(defn f () (nowhere 1))
(defn g () (later 1))
(defn later (x) x)
(println (g))
(if #f (f) (if #f (here nowhere)))
";
    fs::write(folder.path().join("p.scm"), program).expect("a file");
    let output = conscycle(&["run", "--dialect", "euler", "p.scm"], folder.path());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1\n");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "warning: p.scm:1:12: reference to unbound global variable nowhere\n\
         warning: p.scm:5:19: reference to unbound global variable here\n"
    );
    let output = conscycle(&["run", "--dialect", "euler", "p.scm", "--quiet"], folder.path());
    assert_eq!(output.stderr, b"");
}

#[test]
fn an_interrupted_run_tells_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("p.scm"), "(print 1)\n(defn lp (n)\n  (lp (inc n)))\n(lp 0)\n")
        .expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["run", "--dialect", "euler", "p.scm"]).current_dir(folder.path());
    let mut run = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // The loop has begun when this is printed.
    let mut printed = [0];
    run.stdout.as_mut().expect("a pipe").read_exact(&mut printed).expect("a byte");
    kill_process(Pid::from_child(&run), Signal::INT).expect("a signal");
    let output = run.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("interrupted after "), "{said}");
    assert!(said.contains("\n  at p.scm:"), "{said}");
}
