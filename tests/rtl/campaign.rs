//! Campaigns of lockstep against an RTL with a mistake in it: the counterexample is made small, kept, and shows the
//! mistake again, and none when it is mended.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::install_verilator;

/// What stands in `cc_alu.sv`, and the mistake that stands there instead: a number is greater than itself.
const RIGHT: &str = "holds = !sum[WordBits] && sum != '0;";
const WRONG: &str = "holds = !sum[WordBits];";

/// The machine: one simulator, which other tests have as well.
const MACHINE: [&str; 6] = ["--word", "16", "--memory", "64K", "--banks", "4"];

fn conscycle(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["campaign"]).args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

/// A copy of the RTL's sources in a folder, with the mistake.
fn broken(folder: &Path) {
    let sources = Path::new("rtl-model");
    for inner in ["", "gen", "tb"] {
        std::fs::create_dir_all(folder.join(inner)).expect("a folder");
        for entry in std::fs::read_dir(sources.join(inner)).expect("the RTL") {
            let path = entry.expect("a file").path();
            if path.is_file() {
                let copy = folder.join(inner).join(path.file_name().expect("a name"));
                std::fs::copy(&path, copy).expect("a copy");
            }
        }
    }
    let alu = folder.join("cc_alu.sv");
    let text = std::fs::read_to_string(&alu).expect("the ALU");
    assert_eq!(text.matches(RIGHT).count(), 1, "{RIGHT}");
    std::fs::write(&alu, text.replace(RIGHT, WRONG)).expect("the broken ALU");
}

#[test]
fn a_mistake_in_the_rtl_becomes_a_small_program() {
    install_verilator();
    let folder = tempfile::tempdir().expect("a folder");
    let rtl = folder.path().join("rtl");
    broken(&rtl);
    let (rtl, kept) = (rtl.to_str().expect("a path"), folder.path().join("kept"));
    let keep = kept.to_str().expect("a path");
    let job =
        ["lockstep", "--seed", "1", "--count", "5000", "--json", "--rtl", rtl, "--keep", keep];
    let output = conscycle(&[&job[..], &MACHINE[..]].concat());
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{told}");
    let record: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found = &record["counterexamples"][0];
    assert_eq!(found["seed"], record["last"], "{record}");
    let difference = found["difference"].as_str().expect("a text");
    assert!(difference.starts_with("first divergence in cycle"), "{difference}");
    let file = kept.join(found["file"].as_str().expect("a name"));
    let text = std::fs::read_to_string(&file).expect("a file");
    let program: Vec<&str> = text.lines().filter(|line| !line.starts_with(';')).collect();
    assert!(program.concat().len() < 60, "{text}");
    let repeat = |more: &[&str]| {
        let output = conscycle(&[&["repeat", file.to_str().expect("a path")], more].concat());
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, told) = repeat(&["--rtl", rtl]);
    assert!(code == Some(4) && told.contains("the model and the RTL differ"), "{code:?} {told}");
    assert!(told.contains("first divergence in cycle"), "{told}");
    assert_eq!(repeat(&[]), (Some(0), "ok: the model and the RTL agree\n".to_string()));
}

#[test]
fn a_job_of_lockstep_compares_what_random_lockstep_does() {
    install_verilator();
    let range = ["--seed", "3", "--cycles", "20K", "--json"];
    let run = |task: &[&str], more: &[&str]| -> Value {
        let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
        let output = command.args(task).args(more).args(MACHINE).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let job = run(&["campaign", "lockstep", "--count", "1000"], &range);
    let random = run(&["lockstep", "--random"], &range);
    assert_eq!((&job["programs"], &job["cycles"]), (&random["programs"], &random["cycles"]));
    let prepared = run(&["campaign", "prepare"], &["--json"]);
    assert!((1..3).contains(&prepared["simulators"].as_u64().expect("a count")), "{prepared}");
}

/// `tests/rtl/found/` has the counterexamples of campaigns.
#[test]
fn what_campaigns_have_found_is_mended() {
    install_verilator();
    let files = std::fs::read_dir("tests/rtl/found").expect("a folder");
    for file in files.map(|file| file.expect("a file").path()) {
        let output = conscycle(&["repeat", file.to_str().expect("a path")]);
        let told = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{}: {told}", file.display());
    }
}
