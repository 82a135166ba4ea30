//! The golden traces of the examples, through the command line.
//!
//! `cargo xtask bless goldens` rewrites them.

use std::path::PathBuf;
use std::process::Command;

const CONFIGURATIONS: [(&str, &[&str]); 2] = [("default", &[]), ("banks1", &["--banks", "1"])];

fn examples() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir("examples")
        .expect("the examples' folder")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "lisp"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 7, "the examples are where they were");
    paths
}

fn conscycle() -> Command {
    Command::new(env!("CARGO_BIN_EXE_conscycle"))
}

/// The goldens are being rewritten.
fn blessing() -> bool {
    std::env::var_os("CONSCYCLE_BLESS").is_some()
}

#[test]
fn every_example_agrees_with_its_goldens() {
    for example in examples() {
        let name = example.file_stem().expect("a name").to_string_lossy().into_owned();
        for (configuration, options) in CONFIGURATIONS {
            let golden = format!("traces/{name}.{configuration}.jsonl");
            let mut command = conscycle();
            command.arg("check").arg(&example).args(["--golden", &golden]);
            if blessing() {
                command.arg("--bless").args(options);
            }
            let output = command.output().expect("conscycle runs");
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(
                output.status.success(),
                "{text}{}\nif the change is meant, say why in the commit and run \
                 cargo xtask bless",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

#[test]
fn a_golden_with_one_changed_value_is_told_with_exit_code_4() {
    if blessing() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let golden = folder.path().join("fib.jsonl");
    let text = std::fs::read_to_string("traces/fib.default.jsonl").expect("the golden of fib");
    let check = |text: &str| {
        std::fs::write(&golden, text).expect("a writable file");
        let output = conscycle()
            .args(["check", "examples/fib.lisp", "--golden"])
            .arg(&golden)
            .output()
            .expect("conscycle runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    assert_eq!(check(&text).0, Some(0));

    let changed = text.replacen("\"eval.operands\":0", "\"eval.operands\":2", 2);
    assert_ne!(changed, text);
    let (code, message) = check(&changed);
    assert_eq!(code, Some(4), "{message}");
    assert!(message.contains("first divergence in cycle"), "{message}");
    assert!(message.contains("eval.operands"), "{message}");
    assert!(message.contains("golden 0x2 false"), "{message}");

    let hash = text.find("\"hash\":\"").expect("a hash") + 8;
    let digit = if &text[hash..=hash] == "0" { "1" } else { "0" };
    let changed = format!("{}{digit}{}", &text[..hash], &text[hash + 1..]);
    let (code, message) = check(&changed);
    assert_eq!(code, Some(4), "{message}");
    assert!(message.contains("the state differs at cycle"), "{message}");

    let cut = &text[..text.len() / 2];
    let cut = &cut[..cut.rfind('\n').expect("a line") + 1];
    let (code, message) = check(cut);
    assert_eq!(code, Some(4), "{message}");
    assert!(message.contains("is the golden cut off?"), "{message}");

    assert_eq!(check("").0, Some(2));
    assert_eq!(check("{}\n").0, Some(2));
    for version in [1, 3] {
        let other = text.replacen("\"version\":2", &format!("\"version\":{version}"), 1);
        assert_eq!(check(&other).0, Some(2));
    }
    let signals = text.find("\"signals\":\"").expect("a hash") + 11;
    let (code, message) = check(&format!("{}0{}", &text[..signals], &text[signals + 1..]));
    assert!(code == Some(4) && message.contains("other signals"), "{message}");
    let half_a_line = &text[..text.find("{\"cycle\":7,").expect("a line") + 10];
    assert_eq!(check(half_a_line).0, Some(2));
}

#[test]
fn a_golden_of_an_older_version_is_told_how_to_be_written_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let golden = folder.path().join("old.jsonl");
    std::fs::write(&golden, "{\"format\":\"conscycle-trace\",\"version\":1}\n").expect("a file");
    let mut check = conscycle();
    check.args(["check", "examples/fib.lisp", "--golden"]).arg(&golden);
    let mut diff = conscycle();
    diff.arg("diff").args([&golden, &golden]);
    for mut command in [check, diff] {
        let output = command.output().expect("conscycle runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && errors.contains("version 1"), "{errors}");
        assert!(errors.contains("check --bless"), "{errors}");
    }
}

/// So a state that gets another name is no reason to rewrite them.
#[test]
fn goldens_hold_no_names_of_states_and_are_compared_with_traces_that_do() {
    if blessing() {
        return;
    }
    let golden = "traces/fib.default.jsonl";
    let text = std::fs::read_to_string(golden).expect("the golden of fib");
    assert!(!text.contains("EvalDispatch"));
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("fib.jsonl");
    let run = conscycle().args(["run", "examples/fib.lisp", "--trace"]).arg(&trace).output();
    assert!(run.expect("conscycle runs").status.success());
    let text = std::fs::read_to_string(&trace).expect("a trace");
    assert!(text.lines().next().is_some_and(|header| header.contains("EvalDispatch")));
    let diff = conscycle().args(["diff", golden]).arg(&trace).output().expect("conscycle runs");
    let text = String::from_utf8_lossy(&diff.stdout);
    assert!(diff.status.success() && text.contains("\nequal"), "{text}");
    // With names of its own, a trace is a golden too.
    let check = conscycle().args(["check", "examples/fib.lisp", "--golden"]).arg(&trace).output();
    assert!(check.expect("conscycle runs").status.success());
}

/// A slip of the hand costs no program and no waveform.
#[test]
fn only_a_trace_an_empty_file_or_nothing_is_blessed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    let bless = || {
        let mut command = conscycle();
        command.args(["check", "examples/fib.lisp", "--bless", "--golden"]).arg(&file);
        let output = command.output().expect("conscycle runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for there in [
        &b"(print 1)\n"[..],
        b"$date today $end\n",
        b"\n",
        b"{}\n",
        b"\x7f\xff\x00\n",
        b"{\"format\":\"conscycle-snapshot\",\"version\":2}\n",
        b"; {\"format\":\"conscycle-trace\",\"version\":2}\n",
        b"\n{\"format\":\"conscycle-trace\",\"version\":2}\n",
    ] {
        std::fs::write(&file, there).expect("a file");
        let (code, errors) = bless();
        assert_eq!(code, Some(2), "{errors}");
        assert!(errors.contains("file: it is no trace, and is not written over"), "{errors}");
        assert_eq!(std::fs::read(&file).expect("a file"), there);
    }
    let older = [1, 2, 9].map(|version| {
        format!("{{\"format\":\"conscycle-trace\",\"version\":{version},\"more\":[]}}\nlines\n")
    });
    for there in older.iter().map(String::as_str).chain([""]) {
        std::fs::write(&file, there).expect("a file");
        assert_eq!(bless().0, Some(0), "{there}");
        assert_ne!(std::fs::read_to_string(&file).expect("a file"), there);
        std::fs::remove_file(&file).expect("it is gone");
        assert_eq!(bless().0, Some(0), "there is nothing");
    }
}

#[test]
fn a_trace_of_a_part_of_a_run_is_no_golden() {
    let folder = tempfile::tempdir().expect("a folder");
    let part = folder.path().join("part.jsonl");
    for window in [&["--trace-when", "100"][..], &["--trace-until", "100"], &["--last", "50"]] {
        let mut run = conscycle();
        run.args(["run", "examples/fib.lisp", "--trace"]).arg(&part).args(window);
        assert!(run.output().expect("conscycle runs").status.success());
        // Neither the program that it is of nor another one can be compared with it.
        for program in ["examples/fib.lisp", "examples/queens.lisp"] {
            let mut check = conscycle();
            let output = check.args(["check", program, "--golden"]).arg(&part).output();
            let output = output.expect("conscycle runs");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{errors}");
            assert!(errors.contains("part.jsonl: a part of a run is no golden"), "{errors}");
        }
    }
}
