//! What `conscycle lockstep` says: of a difference, of missing tools, of bad input.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use conscycle::cli::host::Host;
use conscycle::cli::lockstep::{
    Divergence, Flavour, Job, Simulator, Verdict, default_sources, describe,
};
use conscycle::machine::config::Config;
use conscycle::machine::signals::SIGNALS;
use conscycle::machine::word::WordSize;

use crate::support;

/// The simulator of a machine with so many banks.
fn simulator(banks: u32) -> Simulator {
    let status = Command::new("rtl-model/install.sh").status().expect("install.sh can be run");
    assert!(status.success(), "rtl-model/install.sh cannot install Verilator");
    let config = Config { banks, ..support::config(WordSize::W16) };
    let built = Simulator::build(&default_sources(), &config, Flavour::Lockstep);
    built.unwrap_or_else(|error| panic!("{error}"))
}

/// The first difference of a model with four banks from an RTL with so many.
fn difference(text: &str, banks: u32, cycles: Option<u64>) -> Option<Box<Divergence>> {
    let image = support::image(text, support::config(WordSize::W16));
    let simulator = simulator(banks);
    let job = Job { simulator: &simulator, image: &image, cycles, interrupts: &[] };
    match job.run(&mut Host::ready(b"input", &[])) {
        Ok(Verdict::Equal(_)) => None,
        Ok(Verdict::Diverged(divergence)) => Some(divergence),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_first_difference_is_found_at_its_cycle() {
    // A machine with one bank needs more than one cycle for its first object.
    let divergence = difference("(+ 1 2)", 1, None).expect("a difference");
    assert_eq!(divergence.cycle, 1);
    let paths: Vec<String> =
        divergence.signals().iter().map(|(i, ..)| SIGNALS[*i].path()).collect();
    assert!(paths.contains(&"arbiter.owner".to_string()), "{paths:?}");
    let text = describe(&divergence);
    assert!(text.contains("first divergence in cycle 1:"), "{text}");
    assert!(text.contains("arbiter.owner") && text.contains("RTL FetchObject"), "{text}");
    assert!(text.contains("\n  0: Eval: "), "{text}");
}

#[test]
fn a_difference_behind_much_that_is_equal_is_found_too() {
    // Before the limit, only immediates are evaluated: the number of banks does not matter.
    let equal = difference("7", 1, Some(1));
    assert!(equal.is_none(), "{}", describe(&equal.expect("a difference")));
    assert!(difference("7", 1, None).is_some());
}

fn conscycle(arguments: &[&str], path: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(arguments).stdin(std::process::Stdio::null());
    if let Some(path) = path {
        command.env("PATH", path);
    }
    command.output().expect("it runs")
}

#[test]
fn a_missing_tool_is_a_clear_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = conscycle(&["lockstep", "examples/fib.lisp"], Some(folder.path()));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("Verilator is not installed"), "{text}");
}

#[test]
fn verilator_is_found_under_all_its_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let install = |name: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, "#!/bin/sh\necho \"${0##*/} $*\"\n").expect("a program");
        std::fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("it can be run");
    };
    let find = |arguments: &[&str], named: Option<&str>| {
        let mut command = Command::new("/bin/sh");
        command.arg("rtl-model/verilator.sh").args(arguments).env("PATH", folder.path());
        match named {
            Some(name) => command.env("VERILATOR", name),
            None => command.env_remove("VERILATOR"),
        };
        let output = command.output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    assert_eq!(find(&["--version"], None), (Some(127), String::new()));
    install("verilator-cli");
    let (code, said) = find(&["--version"], None);
    assert_eq!(code, Some(0));
    assert!(said.starts_with("verilator-cli --version -MAKEFLAGS CXX=g++ "), "{said}");
    install("verilator");
    assert_eq!(find(&["--version"], None), (Some(0), "verilator --version\n".to_string()));
    install("another");
    assert_eq!(find(&["-a", "b c"], Some("another")), (Some(0), "another -a b c\n".to_string()));
    let place = format!("{}\n", folder.path().join("verilator").display());
    assert_eq!(find(&["--which"], Some("nowhere")), (Some(0), place));
}

#[test]
fn a_folder_without_the_rtl_is_a_clear_error() {
    for folder in ["/nowhere", "src"] {
        let output = conscycle(&["lockstep", "examples/fib.lisp", "--rtl", folder], None);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(folder), "{text}");
    }
}

#[test]
fn equal_runs_are_said_to_be_equal() {
    simulator(4);
    let output = conscycle(&["lockstep", "examples/fib.lisp", "--json", "--cycles", "9999"], None);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{text}");
    let object: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(object["equal"], true);
    assert_eq!(object["cycles"], 9999);
    assert_eq!(object["halt"], "Limit");
}
