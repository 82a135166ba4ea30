//! What bounds an input: the time and the memory it may take.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Nothing here takes a person's time, on a machine that is busy with other things too.
const PATIENCE: Duration = Duration::from_secs(30);

/// Of address space, in kilobytes: the heap of the largest machine, many times.
const MEMORY: &str = "4000000";

/// The exit codes of a command that has understood, or has said what it has not.
const CODES: [i32; 5] = [0, 1, 2, 3, 4];

/// Tries inputs, so many unless `PROPTEST_CASES` says otherwise. What fails is shown, the smallest.
pub fn each<T: std::fmt::Debug>(
    cases: u32,
    inputs: impl Strategy<Value = T>,
    try_one: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let default = ProptestConfig::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = ProptestConfig {
        cases: if asked { default.cases } else { cases },
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..default
    };
    if let Err(error) = TestRunner::new(config).run(&inputs, try_one) {
        panic!("{error}");
    }
}

/// Does `work`, which has to end in time.
pub fn in_time<T>(work: impl FnOnce() -> T) -> Result<T, TestCaseError> {
    let start = Instant::now();
    let done = work();
    prop_assert!(start.elapsed() < PATIENCE, "it takes {:?}", start.elapsed());
    Ok(done)
}

/// Runs the command in a folder, with an input that it has to understand.
pub fn understands(folder: &Path, arguments: &[&str], input: &[u8]) {
    let code = conscycle(folder, arguments, input).unwrap_or_else(|error| panic!("{error}"));
    let said = std::fs::read_to_string(folder.join("stderr")).expect("text");
    assert_ne!(code, 2, "{arguments:?}: {said}");
}

/// Runs the command in a folder: it ends in time, with one of its exit codes; with an error it says
/// what is wrong. The exit code.
pub fn conscycle(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<i32, TestCaseError> {
    let file = |name: &str| folder.join(name);
    std::fs::write(file("stdin"), input).expect("a writable folder");
    let open = |name: &str| File::create(file(name)).expect("a writable folder");
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v \"$0\"; exec \"$@\"", MEMORY])
        .arg(env!("CARGO_BIN_EXE_conscycle"))
        .args(arguments)
        .current_dir(folder)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::from(File::open(file("stdin")).expect("a readable file")))
        .stdout(Stdio::from(open("stdout")))
        .stderr(Stdio::from(open("stderr")))
        .spawn()
        .expect("it starts");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            return Err(TestCaseError::fail(format!("{arguments:?} does not end")));
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let said = std::fs::read(file("stderr")).expect("a readable file");
    let said = String::from_utf8_lossy(&said);
    let Some(code) = status.code().filter(|code| CODES.contains(code)) else {
        return Err(TestCaseError::fail(format!("{arguments:?}: {status}: {said}")));
    };
    prop_assert!(!said.contains("panicked"), "{arguments:?}: {said}");
    prop_assert!(code != 2 || !said.is_empty(), "{arguments:?}: an error without a word");
    Ok(code)
}
