//! The mal dialect as a person at its shell sees it. The sessions in `tests/mal/` are typed in line
//! by line, on machines of several kinds and in the interpreter of `examples/mal/mal.mal`, and the
//! answers are compared.
//!
//! ```text
//! ;; A comment. Empty lines mean nothing.
//! (prn (readline "name? "))     a line of input: whatever does not begin with a semicolon
//! ;<Ann                         typed while the input is evaluated
//! ;|name? "Ann"                 a line of the answer: something printed
//! ;=>nil                        a line of the answer: the value
//! ;~#<*>                        a line of the answer, where `*` is any text
//! ;!not found                   a line `Error: ...` with this somewhere in it; `*` as above
//! ;...                          any lines of the answer, or none
//! ;=>                           with no value and alone: there is no answer
//! ;---                          a fresh shell
//! ```
//!
//! The answer must have these lines and no others. Input without an expectation prepares what
//! follows: any answer will do but an error.

mod session;
mod shell;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use session::{Case, Session};
use shell::Shell;

use crate::support::in_parallel;

/// As many cases there are at least: none gets lost unseen.
const CASES: usize = 1400;

/// Options of the machines that run all sessions.
const MACHINES: [&[&str]; 3] = [
    &[],
    &["--collector", "generational", "--banks", "2"],
    &["--collector", "mark-sweep", "--banks", "1", "--latency", "2"],
];

/// Fills the memory on purpose. That takes too long where every collection is forced, and in the
/// interpreter it is the host's memory that would be tested.
const FULL_MEMORY: &str = "memory.mal";

/// Collects at every so many allocations: a prime, so that the places differ.
const TORTURE: &str = "1009";

const INTERPRETER: &str = "examples/mal/mal.mal";

/// A file of sessions.
struct Suite {
    path: String,
    sessions: Vec<Session>,
}

/// The files of a folder, by name.
fn suites(folder: &str) -> Vec<Suite> {
    let entries = fs::read_dir(folder).expect("a folder with sessions");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension() == Some("mal".as_ref())).collect();
    paths.sort();
    let suites = paths.iter().map(|path| {
        let text = fs::read_to_string(path).expect("a readable file");
        let path = path.display().to_string();
        let sessions = session::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Suite { path, sessions }
    });
    suites.collect()
}

/// All but the one that fills the memory.
fn quick_suites() -> Vec<Suite> {
    let mut all = suites("tests/mal");
    let before = all.len();
    all.retain(|suite| Path::new(&suite.path).file_name() != Some(FULL_MEMORY.as_ref()));
    assert_eq!(all.len() + 1, before, "{FULL_MEMORY} is there");
    all
}

fn conscycle(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(arguments);
    command
}

fn shell(options: &[&str]) -> Shell {
    Shell::start(conscycle(&["repl", "--dialect", "mal"]).args(options), "user> ")
}

fn interpreter() -> Shell {
    Shell::start(&mut conscycle(&["run", "--dialect", "mal", INTERPRETER]), "mal-user> ")
}

/// Holds all sessions, each with a fresh shell, and reports every case that fails.
#[track_caller]
fn hold(suites: &[Suite], start: impl Fn() -> Shell + Sync) {
    let sessions: Vec<(&str, &Session)> = suites
        .iter()
        .flat_map(|suite| suite.sessions.iter().map(|session| (suite.path.as_str(), session)))
        .collect();
    let failures = Mutex::new(Vec::new());
    in_parallel(&sessions, |&(path, session)| {
        let found = conversation(path, session, start());
        failures.lock().expect("no thread has panicked").extend(found);
    });
    let failures = failures.into_inner().expect("no thread has panicked");
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

/// The failures of one session.
fn conversation(path: &str, session: &Session, mut shell: Shell) -> Vec<String> {
    let mut failures = Vec::new();
    if let Err(output) = shell.answer() {
        let ended = shell.close();
        return vec![format!("{path}: no shell\n{output}\n{}", ended.errors)];
    }
    for case in session {
        shell.say(&case.input);
        case.typed.iter().for_each(|line| shell.say(line));
        match shell.answer() {
            Ok(answer) => failures.extend(failure(path, case, &answer)),
            Err(output) => {
                failures.extend(failure(path, case, &output));
                let ended = shell.close();
                let Case { line, input, .. } = case;
                let end = format!("{}\n{}{}", ended.status, ended.output, ended.errors);
                failures.push(format!("{path}:{line}: the shell ended in {input}\n{end}"));
                return failures;
            }
        }
    }
    let ended = shell.close();
    if !ended.status.success() {
        failures.push(format!("{path}: after the last line: {}\n{}", ended.status, ended.errors));
    }
    failures
}

fn failure(path: &str, case: &Case, answer: &str) -> Option<String> {
    let lines: Vec<&str> = answer.lines().collect();
    (!case.accepts(&lines)).then(|| {
        let expected = case.expectation();
        format!("{path}:{}: {}\nexpected: {expected}\nactual: {answer}", case.line, case.input)
    })
}

#[test]
fn no_case_has_got_lost() {
    let mut total = 0;
    for suite in suites("tests/mal") {
        let cases = suite.sessions.iter().flatten();
        let count = cases.filter(|case| case.expected.is_some()).count();
        println!("{:5} {}", count, suite.path);
        total += count;
    }
    println!("{total:5} in all");
    assert!(total >= CASES, "{total} cases of {CASES}");
}

#[test]
fn the_shell_answers_every_case_on_every_machine() {
    for options in MACHINES {
        hold(&suites("tests/mal"), || shell(options));
    }
}

#[test]
fn the_shell_answers_while_the_collector_runs_all_the_time() {
    hold(&quick_suites(), || shell(&["--gc-every", TORTURE]));
}

/// Loops of 10,000 rounds and data by the thousand: minutes in an interpreter on a simulated machine.
const LONG: [&str; 2] = ["limits.mal", "step5-tail-calls.mal"];

/// The names of the interpreter's own functions are those of its programs.
const NAMES: [&str; 1] = ["redefinition.mal"];

#[test]
fn the_interpreter_in_mal_answers_as_the_machine_does() {
    let mut suites_for_it = quick_suites();
    let before = suites_for_it.len();
    let left_out = || LONG.iter().chain(&NAMES);
    suites_for_it.retain(|suite| !left_out().any(|name| suite.path.ends_with(name)));
    assert_eq!(
        suites_for_it.len() + left_out().count(),
        before,
        "{LONG:?} and {NAMES:?} are there"
    );
    hold(&suites_for_it, interpreter);
    hold(&suites("tests/mal/hosted"), interpreter);
}

/// The names that the shell gives its functions: the strings in its text.
fn names_of_mal() -> Vec<String> {
    let text = fs::read_to_string("src/firmware/mal/shell.lisp").expect("the shell's text");
    let install =
        text.split("(install").skip(2).flat_map(|form| form.split('"').skip(1).step_by(2));
    let end = install.take_while(|name| *name != "*ARGV*").filter(|name| !name.starts_with('*'));
    end.chain(["cond"]).map(str::to_string).collect()
}

/// Does the name stand in the text, by itself or as what the reader makes of a character, or in a file
/// that the text names?
fn mentions(text: &str, name: &str) -> bool {
    let delimiter = |c: char| c.is_whitespace() || "()[]{}'`~@^,;\"".contains(c);
    let mut words = text.split(delimiter);
    words.any(|word| word == name)
        || (name == "deref" && text.contains('@'))
        || (name == "with-meta" && text.contains('^'))
        || text.split('"').any(|part| {
            part.starts_with("tests/mal/files/")
                && fs::read_to_string(part).is_ok_and(|file| mentions(&file, name))
        })
}

/// Every name that a session does not mention itself is first given to a function that throws.
#[test]
fn sessions_go_on_as_before_when_every_other_name_means_something_else() {
    let names = names_of_mal();
    assert!(names.len() > 60 && names.iter().any(|name| name == "with-meta"), "{names:?}");
    let prepared = |session: &Session| -> Session {
        let left = |name: &&String| !session.iter().any(|case| mentions(&case.input, name));
        let define = |name: &String| format!("(def! {name} (fn* [& x] (throw \"{name}\")))");
        let definitions: Vec<String> = names.iter().filter(left).map(define).collect();
        let input = format!("(do {})", definitions.join(" "));
        let first = session::Case { line: 0, input, typed: Vec::new(), expected: None };
        std::iter::once(first).chain(session.iter().cloned()).collect()
    };
    let changed = quick_suites().into_iter().map(|suite| {
        let sessions = suite.sessions.iter().map(prepared).collect();
        Suite { sessions, ..suite }
    });
    hold(&changed.collect::<Vec<_>>(), || shell(&[]));
}

#[test]
fn the_shell_greets_with_its_host() {
    let greeting = shell(&[]).answer().expect("a prompt");
    assert_eq!(greeting, "Mal [conscycle]\n");
}

#[test]
fn a_line_is_nil_at_the_end_of_the_input() {
    let mut shell = shell(&[]);
    shell.answer().expect("a prompt");
    shell.say("(readline \"? \")");
    let ended = shell.close();
    assert!(ended.output.starts_with("? nil\n"), "{}", ended.output);
    assert!(ended.status.success(), "{}", ended.errors);
}

/// A program, its arguments, and what it prints.
const PROGRAMS: [(&[&str], &str); 6] = [
    (&["tests/mal/files/arguments.mal"], "()\n0 arguments\n"),
    (&["tests/mal/files/arguments.mal", "one", "2"], "(\"one\" \"2\")\n2 arguments\n"),
    (&[INTERPRETER, "tests/mal/files/arguments.mal", "one"], "(\"one\")\n1 arguments\n"),
    (&["examples/mal/fib.mal"], "(0 1 1 2 3 5 8 13 21 34 55)\n"),
    (&["examples/mal/queens.mal"], "92 ways to place 8 queens\n. . . . Q . . .\n"),
    (
        &["examples/mal/words.mal", "tests/mal/files/poem.txt"],
        "13 words, 8 of them different\n4 the\n3 and\n",
    ),
];

#[test]
fn programs_run_with_their_arguments() {
    in_parallel(&PROGRAMS, |(arguments, expected)| {
        let mut command = conscycle(&["run", "--dialect", "mal"]);
        let output = command.args(*arguments).stdin(Stdio::null()).output().expect("it runs");
        let console = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(console.starts_with(expected), "{arguments:?}: {console}\n{errors}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {errors}");
    });
}

#[test]
fn a_whole_session_can_come_from_a_pipe() {
    let mut command = conscycle(&["repl", "--dialect", "mal"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the shell starts");
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    stdin.write_all(b"(def! a 6)\n(* a 7)\n(abc)\n(readline \"> \")\nlast line").expect("a pipe");
    drop(stdin);
    let output = child.wait_with_output().expect("the shell ends");
    let console = String::from_utf8_lossy(&output.stdout);
    let expected = "user> 6\nuser> 42\nuser> Error: 'abc' not found\nuser> > \"last line\"\nuser> ";
    assert!(console.contains(expected), "{console}");
    assert_eq!(output.status.code(), Some(0));
}
