//! The Python package: its wheel is built with what the tests have built already, installed where nothing else is, and
//! tested from Python against this build of the command line; so are the notebooks.
//!
//! `tests/python/install.sh` installs what is missing. A tool that cannot be installed is a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that works without any other package.
const ALONE: &str = "import conscycle; m = conscycle.Machine('(* 6 7)'); m.run(); print(m.value)";

/// The command, in the folder of the repository.
fn command(program: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("CONSCYCLE", env!("CARGO_BIN_EXE_conscycle"));
    command.env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command
}

/// Runs a command, which must succeed; what it prints is seen when it does not, and is the answer.
fn run(program: &Path, words: &[&str]) -> String {
    let line = format!("{} {}", program.display(), words.join(" "));
    let output = command(program, words).output().unwrap_or_else(|error| panic!("{line}: {error}"));
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {}\n{printed}{problem}", output.status);
    printed
}

/// The one file in a folder.
fn only(folder: &Path) -> PathBuf {
    let files = folder.read_dir().expect("a folder").map(|file| file.expect("a file").path());
    let files: Vec<PathBuf> = files.collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

/// The tests' profile, as one for development: to build with a profile called `test` is to build a test. With the same
/// settings cargo takes what it has built for the tests.
fn profile() -> String {
    let manifest = include_str!("../../Cargo.toml");
    let sections = manifest.split("\n[").filter(|section| section.starts_with("profile.test"));
    let text: String = sections.map(|section| format!("[{section}\n")).collect();
    let text = text.replace("[profile.test", "[profile.dev");
    let debug = std::env::var("CARGO_PROFILE_TEST_DEBUG");
    let is_debug = |line: &&str| line.starts_with("debug = ");
    match (debug, text.lines().find(is_debug)) {
        (Ok(level), Some(line)) => {
            let is_word = level.parse::<u8>().is_err() && level.parse::<bool>().is_err();
            let level = if is_word { format!("{level:?}") } else { level };
            text.replace(line, &format!("debug = {level}"))
        }
        _ => text,
    }
}

#[test]
fn the_wheel_does_in_python_what_the_command_line_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("python");
    let text = |path: &Path| path.to_str().expect("a path in UTF-8").to_string();
    let (tools, fresh, wheels) = (place.join("venv"), place.join("fresh"), place.join("wheels"));
    let install = |requirements: &str| {
        run(&root.join("tests/python/install.sh"), &[&text(&tools), requirements]);
    };
    install("requirements-build.txt");

    for folder in [&fresh, &wheels] {
        if folder.exists() {
            std::fs::remove_dir_all(folder).expect("what was there before goes");
        }
    }
    let settings = place.join("profile.toml");
    std::fs::write(&settings, profile()).expect("a file");
    let (settings, out) = (text(&settings), text(&wheels));
    let build = ["build", "--quiet", "--profile", "dev", "--config", &settings, "--out", &out];
    let build = [&build[..], &["--manifest-path", "python/Cargo.toml"]].concat();
    // What the tests need besides is installed meanwhile.
    std::thread::scope(|scope| {
        let others = scope.spawn(|| install("requirements-test.txt"));
        run(&tools.join("bin/maturin"), &build);
        others.join().expect("pip installs");
    });
    let python = fresh.join("bin/python");
    run(&tools.join("bin/python"), &["-m", "venv", "--without-pip", &text(&fresh)]);
    let wheel = text(&only(&wheels));
    let words = ["--python", &text(&python), "install", "--quiet", "--no-deps", &wheel];
    run(&tools.join("bin/pip"), &words);
    assert_eq!(run(&python, &["-c", ALONE]), "42\n");

    // Beside the wheel stand the packages that it is tested with.
    let site = ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"];
    let [beside, here] = [tools.join("bin/python"), python.clone()].map(|one| run(&one, &site));
    std::fs::write(Path::new(here.trim()).join("tools.pth"), beside).expect("a file");
    // The notebooks run beside the other tests.
    let tests = ["-m", "pytest", "-p", "no:cacheprovider", "--durations=5"];
    let notebooks = "python/tests/test_notebooks.py";
    std::thread::scope(|scope| {
        let shown = scope.spawn(|| run(&python, &[&tests[..], &[notebooks]].concat()));
        let others = ["python/tests", "--ignore", notebooks];
        println!("{}", run(&python, &[&tests[..], &others].concat()));
        println!("{}", shown.join().expect("the notebooks run"));
    });
}
