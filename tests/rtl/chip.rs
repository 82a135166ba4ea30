//! The board of `rtl-model/synth/` prints at its serial line what `conscycle run` prints.
//!
//! `rtl-model/tb/chip.cpp` is at the other end of the line. Verilator is installed by
//! `rtl-model/install.sh` if it is missing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::support::{feed, install_verilator};

/// Cycles of the board that no program here takes.
const LIMIT: &str = "20000000";

/// Ends the input at the board.
const CONTROL_D: &str = "\x04";

/// Runs a rule of `rtl-model/synth/Makefile`.
fn make(rule: &str, variables: &[String]) {
    let output = Command::new("make")
        .args(["-s", "-C", "rtl-model/synth", rule])
        .args(variables)
        .output()
        .expect("make can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The board's simulator.
static SIMULATOR: LazyLock<PathBuf> = LazyLock::new(|| {
    install_verilator();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chip");
    make("sim", &[format!("BUILD={}", folder.display())]);
    folder.join("chip")
});

/// The board and the model print the same, and end in the same way.
fn agree(program: &Path, input: &str) {
    let conscycle = env!("CARGO_BIN_EXE_conscycle");
    let model = feed(Command::new(conscycle).arg("run").arg(program).arg("--json"), input);
    let summary: serde_json::Value = serde_json::from_slice(&model.stdout).expect("JSON");
    let console = summary["console"].as_str().expect("the console's text");
    assert!(!console.is_empty(), "{}: it prints nothing", program.display());

    let folder = tempfile::tempdir().expect("a folder");
    make(
        "image",
        &[
            format!("BUILD={}", folder.path().display()),
            format!("PROGRAM={}", program.display()),
            format!("CONSCYCLE={conscycle}"),
        ],
    );
    let mut board = Command::new(&*SIMULATOR);
    let board = feed(board.arg(LIMIT).current_dir(folder.path()), &format!("{input}{CONTROL_D}"));
    assert_eq!(String::from_utf8_lossy(&board.stdout), console, "{}", program.display());
    assert_eq!(board.status.code(), model.status.code(), "{}", program.display());
}

/// The same, of a text.
fn text_agrees(text: &str, input: &str) {
    let file = tempfile::Builder::new().suffix(".lisp").tempfile().expect("a file");
    std::fs::write(file.path(), text).expect("it can be written");
    agree(file.path(), input);
}

#[test]
fn a_program_in_the_bitstream_prints_its_values() {
    agree(Path::new("examples/fib.lisp"), "");
}

#[test]
fn bytes_that_come_before_they_are_read_are_kept_until_the_end_of_input() {
    agree(Path::new("tests/programs/console-echo-in-upper-case.lisp"), "Ab c!\nand more");
}

#[test]
fn a_program_that_is_faster_than_the_line_loses_no_byte() {
    let text = "(define (show n) (if (< n 1) nil (begin (write-byte (+ 32 n)) (show (- n 1)))))
                (show 90) (newline)";
    text_agrees(text, "");
}

#[test]
fn waiting_for_the_line_takes_no_cycles() {
    let text = "(define (echo c) (if (eq? c :eof) c (begin (write-char c) (echo (read-char)))))
                (echo (read-char)) (display \"a line that is longer than the queue\") (write (cycles))";
    text_agrees(text, "ab\n");
}

#[test]
fn there_is_no_host() {
    text_agrees("(write-byte 65 1) (write (read-byte 1)) (write-byte 66)", "");
}

#[test]
fn the_lights_show_a_trap() {
    text_agrees("(print 1) (car 7)", "");
}
