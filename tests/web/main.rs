//! The machine in the browser: the page is built by its own scripts and tested in a real browser, against this build
//! of the command line.
//!
//! `tests/web/install.sh` installs what is missing. A tool that cannot be installed is a failure.

use std::path::Path;
use std::process::Command;

/// Runs a command in a folder, which must succeed; what it prints is seen when it does not, and is the answer.
fn run(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).current_dir(folder);
    command.env("CONSCYCLE", env!("CARGO_BIN_EXE_conscycle"));
    let output = command.output().unwrap_or_else(|error| panic!("{}: {error}", words.join(" ")));
    assert!(
        output.status.success(),
        "{} in {}: {}\n{}{}",
        words.join(" "),
        folder.display(),
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_page_is_built_and_does_what_it_promises_in_a_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let web = root.join("web");
    run(root, &["tests/web/install.sh"]);
    // `npm run core` would build its tool, and the firmware in it, once more.
    let told = run(&web, &["node", "scripts/build-core.mjs", "--for-tests"]);
    let wasm = told.lines().last().expect("the path of the core");
    conscycle_web_glue::make(Path::new(wasm), &web.join("src/generated/core"))
        .unwrap_or_else(|error| panic!("{error}"));
    run(&web, &["npm", "run", "build"]);
    run(&web, &["npm", "test"]);
}
