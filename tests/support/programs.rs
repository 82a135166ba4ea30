//! The programs in `tests/programs/` and `examples/`, and what is expected of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use conscycle::cli::host::Host;
use conscycle::firmware::protocol;
use conscycle::firmware::{self, Dialect};
use conscycle::image::Image;
use conscycle::image::compact::{Keep, compact};
use conscycle::image::reader;
use conscycle::machine::config::{Code, Collector, Config, Namespace};
use conscycle::machine::ports::Halt;
use conscycle::machine::primitives::Fault;
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::machine::word::WordSize;
use conscycle::machine::{Machine, Stop};

/// Cycles that no program takes, with or without collections.
pub const LIMIT: u64 = 1_000_000_000;

/// A program and what its directives say of it.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    text: String,
    pub expect: Option<Expectation>,
    pub console: Option<String>,
    input: String,
    /// The requests on the host channel, in order; `-` for a read without one.
    requests: Vec<String>,
    arguments: Vec<String>,
    /// The cycles in which it is interrupted.
    pub interrupts: Vec<u64>,
    /// The words that it is for; none if it is for all.
    only: Vec<WordSize>,
    namespace: Namespace,
    dialect: Dialect,
}

/// How a program ends.
#[derive(Clone, PartialEq)]
pub enum Expectation {
    Value(String),
    Trap(String),
}

impl Case {
    /// Reads a program and its directives.
    pub fn read(path: &Path) -> Case {
        let text = std::fs::read_to_string(path).expect("a readable program");
        Case::new(path.file_stem().expect("a name").to_string_lossy().into_owned(), text)
    }

    /// A program's text, without directives.
    pub fn of(text: &str) -> Case {
        Case::new(text.to_string(), text.to_string())
    }

    /// A program's text for a machine without the library.
    pub fn bare(text: &str) -> Case {
        Case { dialect: Dialect::Bare, ..Case::of(text) }
    }

    fn new(name: String, text: String) -> Case {
        let mut case = Case {
            expect: None,
            console: None,
            input: String::new(),
            requests: Vec::new(),
            arguments: Vec::new(),
            interrupts: Vec::new(),
            only: Vec::new(),
            namespace: Namespace::Lisp2,
            dialect: Dialect::Core,
            name,
            text,
        };
        let mut expect = Vec::new();
        for line in case.text.lines().take_while(|line| line.starts_with(';')) {
            let Some((directive, rest)) =
                line.trim_start_matches(';').trim_start().split_once(": ")
            else {
                continue;
            };
            match directive {
                "expect" => expect.push(Expectation::Value(rest.to_string())),
                "trap" => expect.push(Expectation::Trap(rest.to_string())),
                "console" => case.console = Some(unescape(rest)),
                "requests" => case.requests = rest.split(' ').map(str::to_string).collect(),
                "arguments" => case.arguments = rest.split(' ').map(str::to_string).collect(),
                "interrupt" => case.interrupts.push(rest.parse().expect("a cycle")),
                "input" => case.input = unescape(rest),
                "only" if rest.starts_with("word=") => case.only = words(&rest["word=".len()..]),
                "only" if rest == "namespace=lisp2" => {}
                "namespace" | "only" if rest.ends_with("lisp1") => {
                    case.namespace = Namespace::Lisp1;
                }
                "dialect" if rest == "bare" => case.dialect = Dialect::Bare,
                "only" | "namespace" | "dialect" => panic!("{}: {line}", case.name),
                _ => {}
            }
        }
        assert!(expect.len() < 2, "{}: more than one `expect:` or `trap:` line", case.name);
        case.expect = expect.pop();
        case
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same program behind some definitions.
    pub fn after(&self, definitions: &str) -> Case {
        Case { text: format!("{definitions}{}", self.text), ..self.clone() }
    }

    pub fn words(&self) -> Vec<WordSize> {
        if self.only.is_empty() { super::WORDS.to_vec() } else { self.only.clone() }
    }

    /// Is it for machines with such words too?
    pub fn runs_at(&self, word: WordSize) -> bool {
        self.only.is_empty() || self.only.contains(&word)
    }

    /// A machine that fits the program.
    pub fn config(&self, word: WordSize) -> Config {
        let memory = if word == WordSize::W16 { 1 << 16 } else { 1 << 20 };
        let code = Code::Lists;
        Config { word, memory, code, namespace: self.namespace, ..Config::default() }
    }

    /// What it is attached to.
    pub fn host(&self) -> Host {
        Host::ready(self.input.as_bytes(), &self.arguments)
    }

    /// What stands in memory at reset.
    pub fn image(&self, config: Config) -> Image {
        let name = &self.name;
        let forms = reader::read_all(&self.text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut builder = firmware::builder(self.dialect, config)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        builder.program(name, &self.text, &forms).unwrap_or_else(|error| panic!("{name}: {error}"));
        builder.finish()
    }

    /// The image without what the program does not reach: collections pass over it quickly. No
    /// program can come by a symbol that it does not name.
    pub fn small_image(&self, config: Config) -> Image {
        compact(&Image { symbols: BTreeMap::new(), ..self.image(config) }, Keep::Bound)
    }

    /// The machine at reset, with its input, the answers to its requests, and its interrupts.
    pub fn machine(&self, config: Config) -> Machine {
        self.load(&self.image(config), config)
    }

    /// The same from an image of this program.
    pub fn load(&self, image: &Image, config: Config) -> Machine {
        let mut machine = image.machine(config);
        machine.feed(self.input.as_bytes());
        machine.close_input();
        let mut host = self.host();
        for request in &self.requests {
            let request = if request == "-" { String::new() } else { format!("{request}\0") };
            let answer = protocol::answer(request.as_bytes(), 0, &mut host);
            machine.answer(answer.unwrap_or_else(|| panic!("{}: all input is here", self.name)));
        }
        for &cycle in &self.interrupts {
            machine.interrupt_at(cycle);
        }
        machine
    }

    /// The machine after the program.
    pub fn run<P: Probe>(&self, config: Config, probe: &mut P) -> Machine {
        let mut machine = self.machine(config);
        let stop = machine.run_with(probe, LIMIT);
        assert_eq!(stop, Stop::Halted, "{} at {config:?}", self.name);
        machine
    }

    /// Runs the program, and checks its outcome; the machine after it.
    pub fn check<P: Probe>(&self, config: Config, probe: &mut P) -> Machine {
        let machine = self.run(config, probe);
        if let Err(found) = self.judge(&machine) {
            panic!("{} at {config:?}: {found}", self.name);
        }
        machine
    }

    /// Has the machine halted as the program says, with the console that it says? If not, how.
    pub fn judge(&self, machine: &Machine) -> Result<(), String> {
        let printed = super::print(machine, machine.value);
        let trap = Fault::NAMES[machine.trap.cause as usize];
        let as_expected = match (&self.expect, machine.arbiter.halt) {
            (Some(Expectation::Value(value)), Halt::Done | Halt::Exit) => &printed == value,
            (Some(Expectation::Trap(expected)), Halt::Trap) if expected.contains(' ') => {
                &format!("{trap} {printed}") == expected
            }
            (Some(Expectation::Trap(expected)), Halt::Trap) => trap == expected,
            _ => false,
        };
        let console = String::from_utf8_lossy(machine.output());
        if as_expected && self.console.as_ref().is_none_or(|expected| console == *expected) {
            return Ok(());
        }
        Err(format!("{:?} {trap} {printed}, and on the console {console:?}", machine.arbiter.halt))
    }

    /// The same, expected to do what it does in a memory so large that nothing is ever collected.
    fn expecting_itself(self) -> Case {
        let config = self.config(WordSize::W32);
        let config = Config { memory: 1 << 22, collector: Collector::None, ..config };
        let machine = self.run(config, &mut NoProbe);
        let printed = super::print(&machine, machine.value);
        let expect = match machine.arbiter.halt {
            Halt::Trap => Expectation::Trap(format!(
                "{} {printed}",
                Fault::NAMES[machine.trap.cause as usize]
            )),
            _ => Expectation::Value(printed),
        };
        let console = Some(String::from_utf8_lossy(machine.output()).into_owned());
        Case { expect: Some(expect), console, ..self }
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

/// The Lisp files of a folder in the order of their names, at least so many.
fn files(folder: &str, least: usize) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the programs' folder")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "lisp"))
        .collect();
    paths.sort();
    assert!(paths.len() >= least, "the programs are where they were");
    paths
}

/// Every program in `tests/programs/`.
pub fn programs() -> Vec<Case> {
    let cases: Vec<Case> =
        files("tests/programs", 40).iter().map(|path| Case::read(path)).collect();
    for case in &cases {
        assert!(case.expect.is_some(), "{}: one `expect:` or `trap:` line", case.name);
    }
    cases
}

/// Every program in `examples/`, expected to do what it does in a memory that needs no collection.
pub fn examples() -> Vec<Case> {
    let cases = files("examples", 7).into_iter().map(|path| Case::read(&path));
    cases.map(Case::expecting_itself).collect()
}

/// The programs whose collections `docs/performance.md` compares: those in `tests/workloads/`, and the example
/// with long-lived data and churn.
pub fn workloads() -> Vec<Case> {
    let mut cases: Vec<Case> =
        files("tests/workloads", 5).iter().map(|path| Case::read(path)).collect();
    cases.push(Case::read(Path::new("examples/churn.lisp")).expecting_itself());
    cases
}

/// Words of these bits, with commas between them.
fn words(bits: &str) -> Vec<WordSize> {
    let size = |bits: &str| WordSize::ALL.into_iter().find(|size| size.bits().to_string() == bits);
    bits.split(',')
        .map(|bits| size(bits).unwrap_or_else(|| panic!("no words of {bits} bits")))
        .collect()
}
