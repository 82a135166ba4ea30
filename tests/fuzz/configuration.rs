//! Configuration files, damaged.

use crate::bounded::{conscycle, each, understands};
use crate::damage::{Bytes, damaged};

const SEEDS: &[&str] = &[
    r#"{"word": 32, "memory": "1M", "banks": 2, "latency": 3, "collector": "mark-sweep"}"#,
    r#"{"preset": "plan", "namespace": "lisp1", "gc-every": 100, "dialect": "core"}"#,
    r#"{"word": "16", "memory": 65536, "collector": "generational", "barrier": "protect"}"#,
];

#[test]
fn a_damaged_configuration_is_a_machine_or_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.lisp"), "(+ 1 2)").expect("a file");
    let run = ["run", "p.lisp", "--config", "c.json"];
    for seed in SEEDS {
        std::fs::write(folder.path().join("c.json"), seed).expect("a file");
        understands(folder.path(), &run, b"");
    }
    let seeds = SEEDS.iter().map(|text| text.as_bytes().to_vec()).collect();
    each(200, damaged(seeds), |Bytes(bytes)| {
        std::fs::write(folder.path().join("c.json"), &bytes).expect("a file");
        conscycle(folder.path(), &run, b"").map(drop)
    });
}
