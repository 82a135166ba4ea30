//! Sweeps and campaigns: their own tests, and the tables of the documents, which a sweep makes. All of it with this build
//! of the command line.
//!
//! `tests/sweeps/install.sh` installs what is missing. A tool that cannot be installed is a failure.
//! `cargo xtask bless sweeps` writes the tables.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Runs a command in the root of the repository, which must succeed; what it prints is seen when it does not.
fn run(words: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).current_dir(root);
    command.env("CONSCYCLE", env!("CARGO_BIN_EXE_conscycle"));
    command.env("PYTHONPATH", root.join("sweeps"));
    // No folder of the sources gets compiled modules.
    command.env("PYTHONPYCACHEPREFIX", root.join("target/sweeps/compiled"));
    let output = command.output().unwrap_or_else(|error| panic!("{}: {error}", words.join(" ")));
    assert!(
        output.status.success(),
        "{}: {}\n{}{}",
        words.join(" "),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The Python that has all that sweeps and their tests need.
fn python() -> &'static str {
    static PYTHON: OnceLock<String> = OnceLock::new();
    PYTHON.get_or_init(|| {
        run(&["tests/sweeps/install.sh"]);
        "target/sweeps/venv/bin/python".to_string()
    })
}

#[test]
fn sweeps_do_what_they_promise_on_this_computer_and_on_slurm() {
    run(&[python(), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "sweeps/tests"]);
}

#[test]
fn campaigns_do_what_they_promise() {
    run(&[python(), "-m", "pytest", "-q", "-p", "no:cacheprovider", "sweeps/campaigns/tests"]);
}

#[test]
fn the_tables_of_the_documents_are_what_the_machine_takes() {
    let results: PathBuf = [env!("CARGO_TARGET_TMPDIR"), "tables"].iter().collect();
    let results = results.to_str().expect("a path that is text");
    let run_sweep = [python(), "-m", "conscycle_sweeps", "run", "sweeps/config/tables.yaml"];
    run(&[&run_sweep[..], &["--results", results]].concat());
    let blocks = format!("{results}/blocks");
    let mut pages = vec![python(), "-m", "conscycle_sweeps", "pages", &blocks];
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        pages.push("--write");
    }
    run(&pages);
}
