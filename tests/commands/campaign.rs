//! Jobs of campaigns: their records, and counterexamples that are made small, kept and run again. What differs here is
//! a Python that lies; `tests/rtl/campaign.rs` has an RTL that does.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// A Python that says `false` wherever Python says `true`.
const LIAR: &str = r#"#!/usr/bin/env python3
import subprocess, sys
python = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.PIPE, text=True)
for line in python.stdout:
    print("false" if line == "true\n" else line.rstrip("\n"), flush=True)
"#;

fn conscycle(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["campaign"]).args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The record of a job, and its seconds of processor time, which are another matter.
#[track_caller]
fn record(arguments: &[&str], code: i32) -> (Value, f64) {
    let output = conscycle(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output.stderr));
    let mut record: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let time = record.as_object_mut().expect("an object").remove("time").expect("the time");
    (record, time["processor_seconds"].as_f64().expect("seconds"))
}

#[test]
fn a_job_tells_what_it_has_compared_and_the_same_again() {
    let job = ["codes", "--seed", "500", "--count", "40"];
    let (first, seconds) = record(&job, 0);
    assert_eq!(record(&job, 0).0, first);
    assert!((0.01..100.0).contains(&seconds), "{seconds}");
    assert_eq!(
        (&first["kind"], &first["first"], &first["last"]),
        (&json!("codes"), &json!(500), &json!(539))
    );
    assert_eq!(first["counterexamples"], json!([]));
    let number = |name: &str| first[name].as_u64().expect(name);
    assert_eq!(number("programs") + number("unfinished"), 40);
    assert!(number("programs") > 20 && number("cycles") > 1000, "{first}");
    // The ranges of two jobs are the range of one.
    let (half, _) = record(&["codes", "--seed", "500", "--count", "20"], 0);
    let (other, _) = record(&["codes", "--seed", "520", "--count", "20"], 0);
    for name in ["programs", "unfinished", "cycles"] {
        let sum = half[name].as_u64().expect(name) + other[name].as_u64().expect(name);
        assert_eq!(sum, number(name), "{name}");
    }
}

#[test]
fn a_job_ends_when_it_has_compared_enough_cycles() {
    let (record, _) = record(&["codes", "--count", "1000000", "--cycles", "20K"], 0);
    let cycles = record["cycles"].as_u64().expect("cycles");
    assert!((20 << 10..1_000_000).contains(&cycles), "{record}");
    assert!(record["last"].as_u64().expect("a seed") < 1000, "{record}");
}

#[test]
fn numbers_are_those_of_python() {
    let (record, _) = record(&["numbers", "--count", "15"], 0);
    assert_eq!((&record["programs"], &record["unfinished"]), (&json!(15), &json!(0)));
}

fn executable(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a program");
    std::fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("it can be run");
    path
}

#[test]
fn a_counterexample_is_made_small_kept_and_run_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let liar = executable(folder.path(), "liar", LIAR);
    let liar = liar.to_str().expect("a path");
    let kept = folder.path().join("kept");
    let keep = kept.to_str().expect("a path");
    let job = ["numbers", "--count", "100", "--python", liar, "--keep", keep];
    let (found, _) = record(&job, 4);
    let counterexample = &found["counterexamples"][0];
    assert_eq!(counterexample["seed"], found["last"], "{found}");
    let difference = counterexample["difference"].as_str().expect("a text");
    assert!(difference.ends_with("machine true, Python false"), "{difference}");
    let file = kept.join(counterexample["file"].as_str().expect("a name"));
    let text_of_file = std::fs::read_to_string(&file).expect("a file");
    let program: String = text_of_file.lines().filter(|line| !line.starts_with(';')).collect();
    // A predicate of a literal, or a comparison of two.
    assert!(
        program.split([' ', '(', ')']).filter(|word| !word.is_empty()).count() <= 3,
        "{program}"
    );
    assert!(text_of_file.contains("; machine: --word"), "{text_of_file}");
    // The same again is the same file.
    assert_eq!(record(&job, 4).0, found);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), text_of_file);
    let repeat = |python: &str| {
        let output = conscycle(&["repeat", file.to_str().expect("a path"), "--python", python]);
        (output.status.code(), text(&output.stdout))
    };
    let (code, told) = repeat(liar);
    assert!(code == Some(4) && told.contains(difference), "{code:?} {told}");
    assert_eq!(repeat("python3"), (Some(0), "ok: the machine and Python agree\n".to_string()));
    let output = conscycle(&job);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.starts_with("the machine and Python differ about seed"), "{told}");
    assert!(told.contains(file.to_str().expect("a path")), "{told}");
}

#[test]
fn what_cannot_be_is_refused_with_exit_code_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_string();
    let file = |name: &str, text: &str| {
        std::fs::write(path(name), text).expect("a file");
        path(name)
    };
    let plain = file("plain.lisp", "(+ 1 2)\n");
    let other = file("other.lisp", "; kind: songs\n; seed: 1\n; machine: --word 16\n(+ 1 2)\n");
    let broken = file("broken.lisp", "; kind: codes\n; seed: 1\n; machine: --word 16\n(+ 1\n");
    let missing = path("missing.lisp");
    let table: &[(&[&str], &str)] = &[
        (&["songs"], "songs"),
        (&["codes"], "--count"),
        (&["codes", "--count", "0"], "1 or more"),
        (&["codes", "--count", "-3"], "a count is expected"),
        (&["codes", "--count", "2", "--seed", "18446744073709551615"], "seeds end at"),
        (&["codes", "--count", "2", "--word", "16"], "--word"),
        (&["lockstep", "--count", "2", "--dialect", "mal"], "--dialect mal"),
        (&["lockstep", "--count", "2", "--rtl", "/nowhere"], "/nowhere"),
        (&["prepare", "--rtl", "/nowhere"], "/nowhere"),
        (&["numbers", "--count", "2", "--python", "/nowhere"], "--python names another Python"),
        (&["numbers", "--count", "2", "--python", "false"], "has not answered"),
        (&["repeat", &missing], "missing.lisp"),
        (&["repeat", &plain], "no line `; kind: ...`"),
        (&["repeat", &other], "kind: songs: it is one of lockstep, codes, numbers"),
        (&["repeat", &broken], "broken.lisp:4:1"),
    ];
    for (arguments, expected) in table {
        let output = conscycle(arguments);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(expected) && !told.contains("panicked"), "{arguments:?}: {told}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_exit_code_5() {
    let folder = tempfile::tempdir().expect("a folder");
    let liar = executable(folder.path(), "liar", LIAR);
    let liar = liar.to_str().expect("a path");
    let keep = format!("{liar}/kept");
    let output = conscycle(&["numbers", "--count", "100", "--python", liar, "--keep", &keep]);
    assert_eq!(output.status.code(), Some(5), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("liar/kept"), "{}", text(&output.stderr));
}

#[test]
fn ctrl_c_tells_how_far_it_came() {
    use rustix::process::{Pid, Signal, kill_process};
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["campaign", "codes", "--count", "100000000"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(300));
    kill_process(Pid::from_child(&child), Signal::INT).expect("a signal");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(130), String::new()));
    let told = text(&output.stderr);
    assert!(
        told.starts_with("interrupted after ") && told.ends_with(" cycles the same\n"),
        "{told}"
    );
}
