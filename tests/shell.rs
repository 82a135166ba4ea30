//! The shell of the core dialect: sessions, and the memory that it takes.
//!
//! `tests/shell/NAME.session` is a session as one sees it, behind a line `; repl` with the arguments.
//! What follows a prompt has been typed. `CONSCYCLE_BLESS=1 cargo test --test shell` rewrites what the
//! machine has answered.

mod support;

use std::process::Command;

use conscycle::config::{Config, Namespace};
use conscycle::firmware::{self, Dialect};
use conscycle::machine::{Machine, Stop};
use conscycle::word::WordSize;
use support::conversation;

const PROMPTS: [&str; 2] = ["> ", "... "];

/// What the shell shows for these lines, the lines themselves among it.
fn session(arguments: &str, input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["repl", "--echo"]).args(arguments.split_whitespace());
    conversation(&mut command, input)
}

#[test]
fn sessions_are_as_they_are_written_down() {
    let mut names: Vec<_> = std::fs::read_dir("tests/shell")
        .expect("the sessions")
        .map(|entry| entry.expect("a file").path())
        .collect();
    names.sort();
    assert!(names.len() >= 3);
    for path in names {
        let text = std::fs::read_to_string(&path).expect("a session");
        let (first, expected) = text.split_once('\n').expect("a first line");
        let arguments = first.strip_prefix("; repl").expect("the arguments");
        // The prompt at the end has got no line.
        let (typed, _) = expected.trim_end().rsplit_once('\n').expect("a last prompt");
        let typed: String = typed
            .lines()
            .filter_map(|line| PROMPTS.iter().find_map(|prompt| line.strip_prefix(prompt)))
            .map(|line| format!("{line}\n"))
            .collect();
        let transcript = session(arguments, &typed);
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(&path, format!("{first}\n{transcript}")).expect("a writable session");
            continue;
        }
        for (at, (is, should)) in transcript.lines().zip(expected.lines()).enumerate() {
            assert_eq!(is, should, "{} line {}", path.display(), at + 2);
        }
        assert_eq!(transcript.lines().count(), expected.lines().count(), "{}", path.display());
    }
}

/// At its prompt the shell leaves a third of the 64K words of a 16-bit machine free.
#[test]
fn the_shell_leaves_a_third_of_memory_at_16_bits() {
    for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
        let config = Config { word: WordSize::W16, namespace, ..Config::default() };
        let image = firmware::shell(Dialect::Core, config).expect("there is a shell");
        let mut machine = Machine::new(config, &image.words, image.entry);
        assert_eq!(machine.run(1_000_000), Stop::NeedsAnswer, "it asks for a line");
        assert_eq!(machine.requests(), b"L> \0");
        let heap = machine.memory.allocated;
        let taken = image.words.len() as u64 + heap;
        assert!(taken * 3 < 2 * u64::from(config.memory), "{taken} words are taken");
    }
}
