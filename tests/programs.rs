//! Every program in `tests/programs/`, with its expectation beside it, in every configuration; its
//! cycles are pinned in `tests/programs/cycles.json`.
//!
//! `CONSCYCLE_BLESS=1 cargo test --test programs` rewrites the cycles.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use bitvec::prelude::*;
use conscycle::config::{Collector, Config, Namespace};
use conscycle::firmware::{self, Dialect};
use conscycle::machine::{Machine, Stop};
use conscycle::ports::Halt;
use conscycle::primitives::Trap;
use conscycle::printer::Printer;
use conscycle::probe::Probe;
use conscycle::reader;
use conscycle::signals::{STATES, state_number};
use conscycle::units::eval_args;
use conscycle::word::WordSize;

const BANKS: [u32; 3] = [1, 2, 4];
const LATENCIES: [u32; 2] = [1, 3];
const LIMIT: u64 = 50_000_000;

/// A program and what its directives say of it.
struct Case {
    name: String,
    text: String,
    expect: Expectation,
    console: Option<String>,
    input: String,
    word: Option<WordSize>,
    namespace: Namespace,
    dialect: Dialect,
}

enum Expectation {
    Value(String),
    Trap(String),
}

impl Case {
    fn read(path: &Path) -> Case {
        let text = std::fs::read_to_string(path).expect("a readable program");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let mut case = Case {
            expect: Expectation::Value(String::new()),
            console: None,
            input: String::new(),
            word: None,
            namespace: Namespace::Lisp2,
            dialect: Dialect::Core,
            name,
            text,
        };
        let mut expectations = 0;
        for line in case.text.lines().take_while(|line| line.starts_with(';')) {
            let Some((directive, rest)) =
                line.trim_start_matches(';').trim_start().split_once(": ")
            else {
                continue;
            };
            match directive {
                "expect" => {
                    case.expect = Expectation::Value(rest.to_string());
                    expectations += 1;
                }
                "trap" => {
                    case.expect = Expectation::Trap(rest.to_string());
                    expectations += 1;
                }
                "console" => case.console = Some(unescape(rest)),
                "input" => case.input = unescape(rest),
                "only" if rest == "word=16" => case.word = Some(WordSize::W16),
                "only" if rest == "word=32" => case.word = Some(WordSize::W32),
                "only" if rest == "namespace=lisp2" => {}
                "namespace" | "only" if rest.ends_with("lisp1") => {
                    case.namespace = Namespace::Lisp1;
                }
                "dialect" if rest == "bare" => case.dialect = Dialect::Bare,
                "only" | "namespace" | "dialect" => panic!("{}: {line}", case.name),
                _ => {}
            }
        }
        assert_eq!(expectations, 1, "{}: one `expect:` or `trap:` line", case.name);
        case
    }

    fn words(&self) -> Vec<WordSize> {
        match self.word {
            Some(word) => vec![word],
            None => vec![WordSize::W16, WordSize::W32],
        }
    }

    /// Runs the program, and checks its outcome; the cycles it took.
    fn check<P: Probe>(&self, config: Config, probe: &mut P) -> u64 {
        let name = &self.name;
        let forms = reader::read_all(&self.text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut builder = firmware::builder(self.dialect, config)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        builder.program(name, &self.text, &forms).unwrap_or_else(|error| panic!("{name}: {error}"));
        let image = builder.finish();
        let mut machine = Machine::new(config, &image.words, image.entry);
        machine.feed(self.input.as_bytes());
        machine.close_input();
        let stop = machine.run_with(probe, LIMIT);
        assert_eq!(stop, Stop::Halted, "{name} at {config:?}");
        let printed = Printer::new(&machine.memory, &config).print(machine.value);
        let trap = Trap::NAMES[machine.trap.cause as usize];
        match (&self.expect, machine.halt) {
            (Expectation::Value(value), Halt::Done | Halt::Exit) => {
                assert_eq!(&printed, value, "{name} at {config:?}");
            }
            (Expectation::Trap(expected), Halt::Trap) => {
                let found = if expected.contains(' ') {
                    format!("{trap} {printed}")
                } else {
                    trap.to_string()
                };
                assert_eq!(&found, expected, "{name} at {config:?}");
            }
            (_, halt) => panic!("{name} at {config:?}: {halt:?} {trap} {printed}"),
        }
        if let Some(console) = &self.console {
            let output = String::from_utf8_lossy(machine.output());
            assert_eq!(&output, console, "the console of {name} at {config:?}");
        }
        machine.cycle
    }
}

/// `\n` is a line end, `\\` a backslash.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let escaped = if character == '\\' { rest.next() } else { None };
        plain.push(match escaped {
            Some('n') => '\n',
            Some(other) => other,
            None => character,
        });
    }
    plain
}

fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir("tests/programs")
        .expect("the programs' folder")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "lisp"))
        .collect();
    paths.sort();
    assert!(paths.len() > 40, "the programs are where they were");
    paths.iter().map(|path| Case::read(path)).collect()
}

fn config(case: &Case, word: WordSize, banks: u32, latency: u32) -> Config {
    let memory = if word == WordSize::W16 { 1 << 16 } else { 1 << 20 };
    Config { word, banks, latency, memory, namespace: case.namespace, ..Config::default() }
}

#[test]
fn same_values_in_every_configuration_and_pinned_cycles() {
    let path = "tests/programs/cycles.json";
    let mut cycles: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for case in cases() {
        let pins = cycles.entry(case.name.clone()).or_default();
        for word in case.words() {
            for banks in BANKS {
                for latency in LATENCIES {
                    let config = config(&case, word, banks, latency);
                    let took = case.check(config, &mut conscycle::probe::NoProbe);
                    let key = format!("word {} banks {banks} latency {latency}", word.bits());
                    pins.insert(key, took);
                }
            }
        }
    }
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        let mut text = serde_json::to_string_pretty(&cycles).expect("JSON");
        text.push('\n');
        std::fs::write(path, text).expect("a writable file");
        return;
    }
    let text = std::fs::read_to_string(path).expect("the pinned cycles");
    let pinned: BTreeMap<String, BTreeMap<String, u64>> =
        serde_json::from_str(&text).expect("pinned cycles as JSON");
    for (name, cycles) in &cycles {
        assert_eq!(
            pinned.get(name),
            Some(cycles),
            "the cycles of {name} changed: if that is meant, say why in the commit and run \
             CONSCYCLE_BLESS=1 cargo test --test programs"
        );
    }
    assert_eq!(pinned.len(), cycles.len(), "no pins of programs that are gone");
}

/// Collects the states that a run goes through: those of the token's holder, and those in which
/// `eval_args` waits for `eval`.
struct Coverage(BitVec);

impl Probe for Coverage {
    fn before(&mut self, machine: &Machine) {
        self.0.set(state_number(machine) as usize, true);
        let waiting = eval_args::State::NAMES[machine.eval_args.state as usize];
        if let Some(state) = STATES.iter().position(|&name| name == waiting) {
            self.0.set(state, true);
        }
    }

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Under mark-sweep this program does not end: the vectors that fill memory die at once.
fn fills_memory_with_garbage(case: &Case) -> bool {
    case.name == "a-vector-larger-than-memory-is-out-of-memory"
}

#[test]
fn every_state_of_every_unit_is_reached() {
    let mut coverage = Coverage(bitvec![0; STATES.len()]);
    for case in cases() {
        let word = case.words()[0];
        for collector in [Collector::Copying, Collector::MarkSweep] {
            let config = Config { collector, ..config(&case, word, 4, 1) };
            if collector == Collector::Copying || !fills_memory_with_garbage(&case) {
                case.check(config, &mut coverage);
            }
        }
    }
    let missing: Vec<&str> = coverage
        .0
        .iter_zeros()
        .map(|state| STATES[state])
        .filter(|&name| name != "Halted")
        .collect();
    assert_eq!(missing, [""; 0], "states that no program reaches");
}
