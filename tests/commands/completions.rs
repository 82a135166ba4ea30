//! Completions and manual pages: what shells and `man` get to see of the command line.

use std::path::Path;
use std::process::{Command, Output, Stdio};

const COMMANDS: [&str; 12] = [
    "run",
    "repl",
    "step",
    "check",
    "diff",
    "lockstep",
    "campaign",
    "profile",
    "image",
    "bench",
    "completions",
    "man",
];

fn conscycle(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(arguments).stdin(Stdio::null()).output().expect("conscycle runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What bash, with the script, completes the last of these words to.
fn completed(script: &Path, words: &[&str]) -> Vec<String> {
    let line = format!(
        "source '{}'; COMP_WORDS=({}); COMP_CWORD={}; _conscycle conscycle '{}' '{}'; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        words.join(" "),
        words.len() - 1,
        words[words.len() - 1],
        words[words.len() - 2],
    );
    let output = Command::new("bash").args(["--norc", "-c", &line]).output().expect("bash runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(str::to_string).collect()
}

#[test]
fn bash_completes_commands_and_options() {
    let output = conscycle(&["completions", "bash"]);
    assert_eq!(output.status.code(), Some(0));
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("conscycle.bash");
    std::fs::write(&script, &output.stdout).expect("a file");
    assert_eq!(completed(&script, &["conscycle", "st"]), ["step"]);
    assert_eq!(completed(&script, &["conscycle", "step", "--pl"]), ["--plain"]);
    assert_eq!(completed(&script, &["conscycle", "run", "--coll"]), ["--collector"]);
    let values = |option: &str, part: &str| {
        completed(&script, &["conscycle", "run", option, part]).join(" ")
    };
    assert_eq!(values("--collector", "c"), "copying");
    assert_eq!(values("--preset", "s"), "scheme");
    assert_eq!(values("--dialect", "''"), "core bare mal euler");
    assert_eq!(values("--word", "''"), "16 32 64");
    assert_eq!(values("--namespace", "lisp1"), "lisp1");
    assert_eq!(values("--barrier", "p"), "protect");
}

#[test]
fn every_shell_gets_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = conscycle(&["completions", shell]);
        assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true), "{shell}");
        let script = text(&output.stdout);
        assert!(COMMANDS.iter().all(|name| script.contains(name)), "{shell}");
    }
    let output = conscycle(&["completions", "tcsh"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("tcsh"));
}

#[test]
fn there_is_a_page_for_every_command() {
    let output = conscycle(&["man"]);
    assert_eq!(output.status.code(), Some(0));
    let page = text(&output.stdout);
    assert!(page.contains(".TH conscycle 1") && page.contains("conscycle\\-step"), "{page}");
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("share/man1");
    let path = inner.to_str().expect("a path");
    assert_eq!(conscycle(&["man", "-o", path]).status.code(), Some(0));
    for name in COMMANDS {
        let page = std::fs::read_to_string(inner.join(format!("conscycle-{name}.1")));
        let page = page.expect(name);
        assert!(page.contains(&format!(".TH conscycle-{name} 1")), "{name}");
        let examples = page.split(".SH EXAMPLES").nth(1).expect(name);
        let line = format!("\\fBconscycle {}", name.replace('-', "\\-"));
        assert!(examples.contains(&line), "{name}: {examples}");
    }
    for name in ["lockstep", "codes", "numbers", "prepare", "repeat"] {
        assert!(inner.join(format!("conscycle-campaign-{name}.1")).is_file(), "{name}");
    }
    let step = std::fs::read_to_string(inner.join("conscycle-step.1")).expect("a page");
    assert!(step.contains("\\-\\-commands") && step.contains("reverse\\-apply"), "{step}");
    assert!(
        step.contains("\n\nnext [N] (n)\n"),
        "the commands stand in lines of their own: {step}"
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let output = conscycle(&["man", "-o", file.join("in").to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(5));
    assert!(text(&output.stderr).contains("file/in"), "{}", text(&output.stderr));
}
