//! `bench --python`: what it measures, and what it says of a Python that is none.

use std::fs::{File, Permissions};
use std::io::ErrorKind::WouldBlock;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};

fn bench(options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.arg("bench").args(options).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn output(command: &mut Command) -> Output {
    command.output().expect("conscycle runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A program that stands in for Python, and its path. `$asked` is what it has been given.
fn stand_in(folder: &Path, name: &str, script: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, format!("#!/bin/sh\nasked=$(cat)\n{script}\n")).expect("a file");
    std::fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("it can be run");
    path.to_str().expect("a path").to_string()
}

/// Says what Python says of itself, and else does this.
fn known(script: &str) -> String {
    format!("case $asked in *executable*) echo \"$0\"; echo stand-in 3.0.0;; *) {script};; esac")
}

/// Whoever has Verilator for the other tests has Python too.
#[test]
fn python_and_both_codes_run_the_same_program() {
    let output = output(&mut bench(&["--python", "--rounds", "1", "--json"]));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let python = &figures["python"];
    let version = python["version"].as_str().expect("a version");
    assert!(
        version.split_once(' ').is_some_and(|(_, number)| number.starts_with("3.")),
        "{version}"
    );
    let seconds = python["seconds"].as_f64().expect("a number");
    let rows = figures["rows"].as_array().expect("rows");
    let codes = rows.iter().map(|row| row["code"].as_str().expect("a name"));
    assert_eq!(codes.collect::<Vec<_>>(), ["lists", "quick"]);
    for row in rows {
        let number = |name: &str| row[name].as_f64().expect("a number");
        assert!(seconds > 0.0 && number("seconds") > 0.0, "{figures}");
        assert!((number("ratio") * seconds / number("seconds") - 1.0).abs() < 1e-9, "{figures}");
    }
    let cycles = rows.iter().map(|row| row["cycles"].as_u64().expect("a count"));
    let cycles: Vec<u64> = cycles.collect();
    assert!(cycles[0] > 2 * cycles[1] && cycles[1] > 2_692_537, "more than the calls: {cycles:?}");
}

#[test]
fn a_person_gets_a_table_with_whole_times_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let slow = stand_in(folder.path(), "slow", &known("sleep 0.5; echo 832040"));
    let output = output(&mut bench(&["--python", &slow, "--rounds", "1"]));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let table = text(&output.stdout);
    let lines: Vec<Vec<&str>> =
        table.lines().map(|line| line.split_whitespace().collect()).collect();
    let [_, heads, python, lists, quick] = &lines[..] else { panic!("{table}") };
    assert_eq!(heads[..], ["seconds", "ratio", "cycles"], "{table}");
    let [name, version, seconds, ratio] = python[..] else { panic!("{table}") };
    assert_eq!([name, version, ratio], ["stand-in", "3.0.0", "1.00"], "{table}");
    assert!(seconds.parse::<f64>().is_ok_and(|seconds| seconds >= 0.5), "{table}");
    assert_eq!((&lists[..3], lists.len()), (&["conscycle,", "lists", "code"][..], 6), "{table}");
    assert_eq!((&quick[..3], quick.len()), (&["conscycle,", "quick", "code"][..], 6), "{table}");
}

#[test]
fn what_is_no_python_3_is_told_with_its_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let old = "echo 'this is Python 2.7.18, not 3' >&2; exit 1";
    let table = [
        (folder.join("none").display().to_string(), 2, "none: not found: --python PROGRAM names"),
        (folder.display().to_string(), 2, "Permission denied"),
        (stand_in(folder, "old", old), 2, "old: it fails (exit status: 1)\nthis is Python 2.7.18"),
        (
            stand_in(folder, "other", "echo $asked"),
            2,
            "other: this is no Python 3: it says \"import",
        ),
        (stand_in(folder, "mute", "echo; echo"), 2, "mute: this is no Python 3"),
        (stand_in(folder, "killed", &known("kill -9 $$")), 2, "killed: it fails (signal: 9"),
        (
            stand_in(folder, "wrong", &known("echo 832041")),
            4,
            "fib 30 is 832040, and it says \"832041\"",
        ),
    ];
    for (program, code, part) in table {
        let output = output(&mut bench(&["--python", &program]));
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{program}: {errors}");
        assert!(errors.starts_with("error: ") && errors.contains(part), "{program}: {errors}");
        assert!(output.stdout.is_empty(), "{program}");
    }
    let output = output(bench(&["--python"]).env("PATH", folder));
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: python3: not found: "), "{output:?}");
}

/// A program is ended with the measurement, and with it what it has started: that has a pipe open.
#[test]
fn ctrl_c_ends_a_python_that_takes_too_long() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let script = known(&format!("sleep 1000 > '{}' & wait", pipe.display()));
    let program = stand_in(folder.path(), "slow", &script);
    let pipe = open(&pipe, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()).expect("a pipe");
    let mut pipe = File::from(pipe);
    let start = Instant::now();
    let mut wait_until_open = |expected: bool| {
        while expected != pipe.read(&mut [0]).is_err_and(|error| error.kind() == WouldBlock) {
            assert!(start.elapsed() < Duration::from_secs(60), "open: {expected}");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    let child = bench(&["--python", &program]).spawn().expect("conscycle starts");
    wait_until_open(true);
    kill_process(Pid::from_child(&child), Signal::INT).expect("a signal");
    let output = child.wait_with_output().expect("it ends");
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{errors}");
    assert!(errors.starts_with("interrupted in a run of ") && errors.contains("slow"), "{errors}");
    wait_until_open(false);
}
