//! Options as people give them: counts, presets, what contradicts, and how help shows them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = "(define (f n) (if (= n 0) 7 (f (- n 1)))) (f 10)";

/// Runs `conscycle` in a folder that has the program as `p.lisp`.
fn conscycle(folder: &Path, arguments: &[&str], input: &str) -> Output {
    std::fs::write(folder.join("p.lisp"), PROGRAM).expect("a writable file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(arguments).current_dir(folder).env_remove("COLUMNS");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("conscycle starts");
    // A command that fails early may not wait for its input.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("conscycle ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(folder: &Path, arguments: &[&str], input: &str) -> serde_json::Value {
    let output = conscycle(folder, arguments, input);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments:?}: {}", text(&output.stderr)))
}

#[test]
fn what_contradicts_is_refused_with_exit_code_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let table: &[(&[&str], &str)] = &[
        (&["run", "p.lisp", "--collector", "none", "--gc-every", "3"], "--gc-every 3"),
        (&["run", "p.lisp", "--gc-every", "0"], "1 or more"),
        (&["run", "p.lisp", "--barrier", "remember"], "--barrier remember"),
        (&["run", "p.lisp", "--barrier", "protect", "--collector", "copying"], "copying"),
        (&["run", "p.lisp", "--collector", "mark", "--word", "16"], "mark-sweep"),
        (&["run", "p.lisp", "--preset", "shceme"], "scheme"),
        (&["run", "p.lisp", "--preset", "plan", "--dialect", "mal"], "32 bits"),
        (&["run", "p.lisp", "--max-cycles", "1.5M"], "5000, 64K or 1M"),
        (&["run", "p.lisp", "--memory", "0"], "1 or more"),
        (&["run", "p.lisp", "--memory", "5000M"], "32 bits"),
        (&["run", "p.lisp", "--interrupt-at", "0"], "1 or more"),
        (&["run", "p.lisp", "--last", "5"], "--vcd"),
        (&["run", "p.lisp", "one", "two"], "\"one\""),
        (&["step", "p.lisp", "--plain", "one"], "\"one\""),
        (&["profile", "p.lisp", "one"], "\"one\""),
        (&["check", "p.lisp", "--golden", "g.jsonl", "--every", "5"], "--bless"),
        (&["check", "p.lisp", "--golden", "g.jsonl", "--bless", "--every", "0"], "1 or more"),
        (&["lockstep", "p.lisp", "--random"], "--random"),
        (&["lockstep", "p.lisp", "--seed", "5"], "--seed"),
        (&["lockstep", "--random", "--dialect", "mal"], "--dialect mal"),
        (&["repl", "--shell", "-"], "--shell -"),
        (&["image", "p.lisp", "--dialect", "mal", "-o", "p.json"], "no image"),
        (&["bench", "--rounds", "0"], "1 or more"),
        (&["bench", "--python", "--rtl"], "'--python [<PROGRAM>]' cannot be used with '--rtl'"),
        (&["bench", "--python", ""], "a value is required"),
        (&["run", "p.lisp", "--max-cycles", "-1"], "a count is expected"),
        (&["run", "p.lisp", "--banks", "-1"], "[possible values: 1, 2, 4]"),
        (&["run", "p.lisp", "--vcd", "w", "--trace-when", "*"], "an address is expected"),
        (&["run", "p.lisp", "--vcd", "w", "--scope", "eval,"], "a unit or a signal is expected"),
    ];
    for (arguments, part) in table {
        let output = conscycle(folder.path(), arguments, "");
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
        assert!(errors.contains(part), "{arguments:?}: {errors}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn every_count_takes_units() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = r#"{"memory": "32K", "banks": "2"}"#;
    std::fs::write(folder.path().join("m.json"), file).expect("a writable file");
    let arguments =
        ["run", "p.lisp", "--json", "--config", "m.json", "--code", "lists", "--max-cycles", "1k"];
    let run = json(folder.path(), &arguments, "");
    assert_eq!((&run["halt"], &run["cycles"]), (&"Limit".into(), &1024.into()));
    assert_eq!((&run["config"]["memory"], &run["config"]["banks"]), (&32_768.into(), &2.into()));
    let golden = ["check", "p.lisp", "--golden", "g.jsonl"];
    let bless = [&golden[..], &["--bless", "--changes", "1K", "--every", "2k"]].concat();
    assert_eq!(conscycle(folder.path(), &bless, "").status.code(), Some(0));
    assert_eq!(conscycle(folder.path(), &golden, "").status.code(), Some(0));
}

#[test]
fn a_preset_gives_way_to_the_file_and_the_file_to_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = r#"{"preset": "scheme", "banks": 2, "latency": 3}"#;
    std::fs::write(folder.path().join("m.json"), file).expect("a writable file");
    let config = |options: &[&str]| {
        let arguments = [&["run", "p.lisp", "--json"], options].concat();
        json(folder.path(), &arguments, "")["config"].clone()
    };
    let scheme = config(&["--preset", "scheme"]);
    assert_eq!(
        (&scheme["word"], &scheme["memory"], &scheme["namespace"], &scheme["collector"]),
        (&32.into(), &(1 << 20).into(), &"lisp1".into(), &"generational".into())
    );
    let mixed = config(&["--config", "m.json", "--latency", "1"]);
    assert_eq!(
        (&mixed["word"], &mixed["banks"], &mixed["latency"]),
        (&32.into(), &2.into(), &1.into())
    );
    let plan = config(&["--config", "m.json", "--preset", "plan"]);
    assert_eq!((&plan["word"], &plan["banks"]), (&16.into(), &2.into()));
    assert_eq!(config(&["--preset", "plan"]), config(&[]));
}

#[test]
fn a_configuration_file_is_told_about_in_its_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = "{\n  \"word\": 32,\n  \"collecter\": \"none\"\n}\n";
    std::fs::write(folder.path().join("m.json"), file).expect("a writable file");
    let output = conscycle(folder.path(), &["run", "p.lisp", "--config", "m.json"], "");
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors.contains("m.json:3:3") && errors.contains("`collector`"), "{errors}");
    std::fs::write(folder.path().join("m.json"), "\u{feff}{\"banks\": 3}").expect("a file");
    let output = conscycle(folder.path(), &["run", "p.lisp", "--config", "m.json"], "");
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors.starts_with("error: `banks` is 3: ") && errors.contains("m.json:1:11"),
        "{errors}"
    );
}

#[test]
fn arguments_are_the_programs_or_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("echo.lisp"), "(command-line)").expect("a writable file");
    let output = conscycle(folder.path(), &["run", "echo.lisp", "one", "2", "--quiet"], "");
    assert_eq!(text(&output.stdout), "=> (\"echo.lisp\" \"one\" \"2\")\n", "{output:?}");
    let output = conscycle(folder.path(), &["run", "echo.lisp", "--quiet", "--", "--word"], "");
    assert_eq!(text(&output.stdout), "=> (\"echo.lisp\" \"--word\")\n");
    let output = conscycle(folder.path(), &["run", "echo.lisp", "--quiet"], "");
    assert_eq!(text(&output.stdout), "=> (\"echo.lisp\")\n");
}

#[test]
fn imports_are_ignored_with_a_note_and_libraries_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = "(import (scheme base)\n        (scheme write))\n(display 'hello)\n5\n";
    let output = conscycle(folder.path(), &["run", "-"], program);
    assert_eq!(text(&output.stdout), "hello\n=> 5\n");
    let errors = text(&output.stderr);
    assert!(errors.starts_with("note: stdin:1:1: this import is ignored"), "{errors}");
    let output = conscycle(folder.path(), &["run", "-", "--quiet"], program);
    assert_eq!(text(&output.stderr), "");
    let run = json(folder.path(), &["run", "-", "--json"], program);
    assert_eq!(run["notes"].as_array().map(Vec::len), Some(1));
    let output = conscycle(folder.path(), &["run", "-"], "1\n(define-library (a) (begin 1))");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("stdin:2:1"), "{}", text(&output.stderr));
    let session = "(import (scheme base))\n(cond-expand ((library (srfi 1)) 1) (else 'here))\n\
                   (define-library (a))\n(+ 1 2)\n";
    let output = conscycle(folder.path(), &["repl"], session);
    let lines = text(&output.stdout);
    assert!(lines.contains("> here\n") && lines.contains("> 3\n"), "{lines}");
    assert!(lines.contains("Error: libraries are not supported"), "{lines}");
}

/// Each chooses a number. The host chooses in a program, and a macro on the machine in the shell.
const CHOICES: [(&str, &str); 8] = [
    ("(cond-expand (chicken (use x)) (conscycle 1) (else 2))", "1"),
    ("(cond-expand ((and conscycle (not r7rs)) 2) (else 0))", "2"),
    ("(cond-expand ((or full-unicode lisp2) 3) (else 0))", "3"),
    ("(cond-expand (lisp1 0) (else 4))", "4"),
    ("(cond-expand ((library (srfi 1)) 0) ((library (scheme base)) 5))", "5"),
    ("(cond-expand ((and) 6))", "6"),
    ("(cond-expand ((or) 0) ((not (or)) 7))", "7"),
    ("(let ((x 1)) (cond-expand (ratios 0) (else (+ x 7))))", "8"),
];

#[test]
fn a_program_and_the_shell_choose_the_same_clauses() {
    let folder = tempfile::tempdir().expect("a folder");
    let reals = "(cond-expand ((and ratios ieee-float exact-closed (library (scheme inexact))) 1) (else 2))";
    for (word, value) in [("16", "2"), ("32", "1"), ("64", "1")] {
        let output = conscycle(folder.path(), &["run", "-", "--quiet", "--word", word], reals);
        assert_eq!(text(&output.stdout), format!("=> {value}\n"), "{word} bits");
        let shell = conscycle(folder.path(), &["repl", "--word", word], &format!("{reals}\n"));
        assert!(text(&shell.stdout).starts_with(&format!("> {value}\n")), "{word} bits");
    }
    let session = CHOICES.map(|(text, _)| format!("{text}\n")).concat();
    let values = CHOICES.map(|(_, value)| format!("> {value}\n")).concat();
    let shell = text(&conscycle(folder.path(), &["repl"], &session).stdout);
    assert!(shell.starts_with(&values), "{shell}");
    for (program, value) in CHOICES {
        let output = conscycle(folder.path(), &["run", "-", "--quiet"], program);
        assert_eq!(text(&output.stdout), format!("=> {value}\n"), "{program}");
    }
    let output = conscycle(folder.path(), &["run", "-"], "(+ 1\n (cond-expand ((version 3) 1)))");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("stdin:2:16"), "{}", text(&output.stderr));
}

#[test]
fn help_is_short_or_long_and_wraps() {
    let folder = tempfile::tempdir().expect("a folder");
    let help = |arguments: &[&str]| text(&conscycle(folder.path(), arguments, "").stdout);
    for command in ["run", "repl", "step", "check", "lockstep", "profile", "image"] {
        let (short, long) = (help(&[command, "-h"]), help(&[command, "--help"]));
        assert!(short.lines().count() * 3 < long.lines().count() * 2, "{command}:\n{short}");
        assert!(long.contains("\nExamples:\n  conscycle "), "{command}:\n{long}");
        assert!(!short.contains("Examples:") && !short.contains("--gc-every"), "{command}");
        assert!(short.contains("--preset <NAME>"), "{command}");
        // The list of the debugger's commands and the examples have lines of their own.
        let options = long.split("\nExamples:").next().unwrap_or_default();
        let options = options.split("\nCommands, with").next().unwrap_or_default();
        assert!(options.lines().all(|line| line.chars().count() <= 100), "{command}:\n{long}");
    }
}
