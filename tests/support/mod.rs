//! What the integration tests share: programs in the bare dialect, built, run and printed.
#![allow(dead_code, unused_imports)] // each test file is a crate of its own and uses a part of this

pub mod collected;
pub mod objects;
pub mod programs;
pub mod terminal;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use conscycle::image::Image;
use conscycle::image::builder::Builder;
use conscycle::image::printer::Printer;
/// The collectors of these tests, with their barriers. What the tests know of each is in `collected`.
pub use conscycle::image::random::COLLECTORS;
pub use conscycle::image::random::hostile;
use conscycle::image::reader;
use conscycle::machine::config::{Code, Config, Namespace};
use conscycle::machine::object::{Type, is_type};
use conscycle::machine::ports::Halt;
use conscycle::machine::primitives::Fault;
use conscycle::machine::word::{NIL, Word, WordSize};
use conscycle::machine::{Machine, Stop};

/// No program of the tests runs this long.
pub const LIMIT: u64 = 5_000_000;

/// The word sizes of tests that take their time.
pub const WORDS: [WordSize; 2] = [WordSize::W16, WordSize::W32];

/// The word sizes of all others.
pub const ALL_WORDS: [WordSize; 3] = WordSize::ALL;

/// Runs a command that reads `input`.
#[track_caller]
pub fn feed(command: &mut Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads its input");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

/// Installs Verilator if it is missing.
pub fn install_verilator() {
    let status = Command::new("rtl-model/install.sh").status().expect("install.sh can be run");
    assert!(status.success(), "rtl-model/install.sh cannot install Verilator");
}

/// What a command prints that reads `input`. It must end well, and say nothing on stderr.
#[track_caller]
pub fn conversation(command: &mut Command, input: &str) -> String {
    let output = feed(command, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), errors.as_ref()), (Some(0), ""), "{command:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The largest memory at 16 bits, a little more at 32.
pub fn config(word: WordSize) -> Config {
    let memory = if word == WordSize::W16 { 1 << 16 } else { 1 << 17 };
    Config { word, memory, code: Code::Lists, ..Config::default() }
}

pub fn lisp1(word: WordSize) -> Config {
    Config { namespace: Namespace::Lisp1, ..config(word) }
}

/// The program with nothing but the hardware's names.
pub fn image(text: &str, config: Config) -> Image {
    let forms = reader::read_all(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    let mut builder = Builder::new(config);
    builder.program("test", text, &forms).unwrap_or_else(|error| panic!("{error} in {text}"));
    let image = builder.finish();
    image.check().expect("the builder's images are legal");
    image
}

/// The machine at reset.
pub fn machine(text: &str, config: Config) -> Machine {
    let image = image(text, config);
    image.machine(config)
}

/// The machine after the program.
pub fn run(text: &str, config: Config) -> Machine {
    let mut machine = machine(text, config);
    assert_eq!(machine.run(LIMIT), Stop::Halted, "{text}");
    machine
}

pub fn print(machine: &Machine, word: Word) -> String {
    Printer::new(&machine.memory, machine.config()).print(word)
}

/// `=> value`, `exit value` or `trap cause: culprit`.
pub fn outcome(machine: &Machine) -> String {
    let value = print(machine, machine.value);
    match machine.arbiter.halt {
        Halt::Running => "running".to_string(),
        Halt::Done => format!("=> {value}"),
        Halt::Exit => format!("exit {value}"),
        Halt::Trap => format!("trap {:?}: {value}", machine.trap.cause),
    }
}

/// The program ends as expected at both word sizes; see [`outcome`].
#[track_caller]
pub fn check(text: &str, expected: &str) {
    for word in WORDS {
        assert_eq!(outcome(&run(text, config(word))), expected, "{word:?}: {text}");
    }
}

/// The program halts with this trap at both word sizes.
#[track_caller]
pub fn check_trap(text: &str, cause: Fault, culprit: &str) {
    check(text, &format!("trap {cause:?}: {culprit}"));
}

/// Car and cdr of a CONS.
#[track_caller]
pub fn pair(machine: &Machine, cell: Word) -> (Word, Word) {
    let at = |offset| machine.memory.read(cell.address() + offset);
    assert!(cell.is_pointer() && is_type(at(0), Type::Cons), "a CONS at {cell:?}");
    (at(1), at(2))
}

/// A frame of the CLINK chain in memory: its five words.
pub type FrameWords = [Word; 5];

/// The frames in memory from `clink` on, top first.
pub fn frames(machine: &Machine, mut clink: Word) -> Vec<FrameWords> {
    let mut frames = Vec::new();
    while clink != NIL {
        frames.push(std::array::from_fn(|_| {
            let (word, next) = pair(machine, clink);
            clink = next;
            word
        }));
    }
    frames
}

/// Does `work` with all of `items`, on as many threads as there are processors.
pub fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}
