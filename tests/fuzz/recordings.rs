//! Recordings, damaged: traces, VCD and FST files.

use std::path::Path;

use crate::bounded::{conscycle, each, understands};
use crate::damage::{Bytes, damaged};

/// A folder with a program and a recording of its first cycles.
fn recorded(option: &str, name: &str) -> (tempfile::TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.lisp"), "(define (f x) (f (+ x 1))) (f 0)")
        .expect("a file");
    let run = ["run", "p.lisp", "--dialect", "bare", "--max-cycles", "600", option, name];
    understands(folder.path(), &run, b"");
    let recording = std::fs::read(folder.path().join(name)).expect("a recording");
    (folder, recording)
}

/// Damages a recording, and has it compared with what it was.
fn differ(cases: u32, option: &str, name: &str) {
    let (folder, recording) = recorded(option, name);
    let damaged_name = format!("damaged-{name}");
    let place: &Path = folder.path();
    understands(place, &["diff", name, name], b"");
    each(cases, damaged(vec![recording]), |Bytes(bytes)| {
        std::fs::write(place.join(&damaged_name), &bytes).expect("a file");
        conscycle(place, &["diff", name, &damaged_name], b"").map(drop)
    });
}

#[test]
fn a_damaged_trace_differs_or_is_an_error() {
    differ(120, "--trace", "t.jsonl");
}

#[test]
fn a_damaged_vcd_differs_or_is_an_error() {
    differ(120, "--vcd", "w.vcd");
}

#[test]
fn a_damaged_fst_differs_or_is_an_error() {
    differ(200, "--fst", "w.fst");
}

#[test]
fn a_damaged_golden_differs_or_is_an_error() {
    let (folder, recording) = recorded("--trace", "t.jsonl");
    let check = ["check", "p.lisp", "--golden", "t.jsonl"];
    understands(folder.path(), &check, b"");
    each(60, damaged(vec![recording]), |Bytes(bytes)| {
        std::fs::write(folder.path().join("t.jsonl"), &bytes).expect("a file");
        conscycle(folder.path(), &check, b"").map(drop)
    });
}
