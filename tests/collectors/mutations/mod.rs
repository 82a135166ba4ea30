//! Are the collectors' tests any good, and those of quick evaluation? Each row of `mutations/table.rs`
//! breaks a copy of the sources on purpose: a root, a barrier, a forwarding address, a mark, a free list;
//! a guard of notes, and what clears them. A test must fail.
//!
//! `cargo test --test collectors mutation -- --ignored --nocapture` takes about half an hour, and
//! says which test catches what. `CONSCYCLE_MUTATION=barrier` before it tries only rows with that word.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

mod table;

use table::{MUTATIONS, Mutation};

/// The tests that are run, the fastest first: a program, and a module of it.
const TESTS: [(&str, &str); 6] = [
    ("collectors", "heap"),
    ("collectors", "generations"),
    ("machine", "clock"),
    ("collectors", "exhaustion"),
    ("machine", "quick"),
    ("machine", "digits"),
];

/// What a copy of the sources is made of.
const SOURCES: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "rtl-model",
    "tests",
    "examples",
    "web/core",
    "python",
    "xtask",
];

/// A test that takes longer does not end.
const PATIENCE: Duration = Duration::from_secs(900);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file with the mutation in it.
fn mutated(mutation: &Mutation) -> String {
    let Mutation { breaks, file, old, new } = mutation;
    let text = fs::read_to_string(root().join(file)).expect("the file of a mutation");
    assert_eq!(text.matches(old).count(), 1, "{breaks}: {old:?} must stand once in {file}");
    assert_ne!(old, new, "{breaks}");
    text.replace(old, new)
}

/// Copies a file or a folder. What is the same already keeps its time: nothing is built again.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a readable folder") {
            let name = entry.expect("a readable folder").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
        return;
    }
    let content = fs::read(from).expect("a readable file");
    if fs::read(to).ok().as_ref() != Some(&content) {
        fs::write(to, content).expect("a writable file");
    }
}

/// The firmware's build script in the copy: the images are those of the sources.
const BUILD: &str = r#"
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var("OUT_DIR").expect("cargo's folder");
    for image in IMAGES {
        let name = std::path::Path::new(image).file_name().expect("a name");
        std::fs::copy(image, std::path::Path::new(&folder).join(name)).expect("an image");
    }
}
"#;

/// A copy of the sources, where they are broken.
struct Laboratory {
    folder: PathBuf,
}

impl Laboratory {
    fn new() -> Laboratory {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutations");
        fs::create_dir_all(&folder).expect("a folder");
        // A file of sources that are gone would be built.
        let _ = fs::remove_dir_all(folder.join("tests"));
        for name in SOURCES {
            copy(&root().join(name), &folder.join(name));
        }
        let laboratory = Laboratory { folder };
        laboratory.keep_images();
        laboratory
    }

    /// A broken machine need not build the library's images: they stay as the sources make them.
    fn keep_images(&self) {
        let messages = self.messages(TESTS[0].0);
        let firmware = self.folder.join("src/firmware");
        let mut scripts = messages.iter().filter(|message| {
            let package = message["package_id"].as_str().unwrap_or_default();
            message["reason"] == "build-script-executed" && package.contains("firmware")
        });
        let built = scripts.next().and_then(|message| message["out_dir"].as_str());
        let images = self.folder.join("images");
        copy(Path::new(built.expect("the folder of the images")), &images);
        let images = fs::read_dir(images).expect("a readable folder");
        let images: Vec<PathBuf> = images.map(|entry| entry.expect("an image").path()).collect();
        fs::write(
            firmware.join("build.rs"),
            format!("const IMAGES: &[&str] = &{images:?};{BUILD}"),
        )
        .expect("written");
        let manifest = firmware.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("the firmware's manifest");
        let (before, _) = text.split_once("[build-dependencies]").expect("build dependencies");
        // Nor is anything left for the feature to ask for.
        let lines = before.lines().map(|line| match line.split_once(" = ") {
            Some((feature @ "embedded", _)) => format!("{feature} = []\n"),
            _ => format!("{line}\n"),
        });
        fs::write(manifest, lines.collect::<String>()).expect("written");
    }

    /// What cargo says about building a test. What is built is never where cargo looks for that of the
    /// sources: it cannot tell them apart.
    fn messages(&self, test: &str) -> Vec<serde_json::Value> {
        let target = self.folder.join("target");
        let mut command = Command::new(env!("CARGO"));
        command.args(["test", "--no-run", "--offline", "--message-format=json", "--test", test]);
        command.arg("--target-dir").arg(target).current_dir(&self.folder);
        let output = command.output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8_lossy(&output.stdout);
        messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Builds a test; its program.
    fn build(&self, test: &str) -> PathBuf {
        let messages = self.messages(test);
        let mut programs = messages.iter().filter(|message| message["target"]["name"] == test);
        let program = programs.find_map(|message| Some(message["executable"].as_str()?.into()));
        program.expect("the program of the test")
    }

    /// The tests that fail in the first program in which one does.
    fn failures(&self) -> Vec<String> {
        let runs = TESTS.iter().map(|(test, module)| self.run(module, &self.build(test)));
        runs.into_iter().find(|failures| !failures.is_empty()).unwrap_or_default()
    }

    /// Runs the tests of a program's module; those that fail.
    fn run(&self, module: &str, program: &Path) -> Vec<String> {
        let log = self.folder.join("log");
        let mut child = Command::new(program)
            .arg(format!("{module}::"))
            .current_dir(&self.folder)
            .envs([("PROPTEST_MAX_SHRINK_ITERS", "0"), ("RUST_BACKTRACE", "0")])
            .stdin(Stdio::null())
            .stdout(File::create(&log).expect("a writable file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the test starts");
        let start = Instant::now();
        while child.try_wait().expect("a child").is_none() {
            if start.elapsed() > PATIENCE {
                child.kill().expect("it ends");
                child.wait().expect("it ends");
                return vec![format!("{module}: without end")];
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(&log).expect("a readable file");
        let failed = log.lines().filter_map(|line| line.strip_suffix(" ... FAILED"));
        let mut failures: Vec<String> =
            failed.map(|line| line.trim_start_matches("test ").to_string()).collect();
        if failures.is_empty() && !child.wait().expect("it has ended").success() {
            failures.push(format!("{module}: a crash"));
        }
        failures
    }
}

#[test]
fn every_mutation_finds_its_place() {
    MUTATIONS.iter().for_each(|mutation| drop(mutated(mutation)));
}

#[test]
fn a_copy_of_the_sources_has_every_package() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version=1"]).current_dir(root());
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 1);
    for package in packages {
        let manifest = Path::new(package["manifest_path"].as_str().expect("a manifest"));
        let place = manifest.strip_prefix(root()).expect("a place in the sources");
        assert!(SOURCES.iter().any(|name| place.starts_with(name)), "{place:?} is not copied");
    }
}

#[test]
#[ignore = "a quarter of an hour: the tests are built and run for every row of the table"]
fn every_mutation_is_caught() {
    let laboratory = Laboratory::new();
    assert_eq!(laboratory.failures(), [""; 0], "nothing is broken yet");
    let word = std::env::var("CONSCYCLE_MUTATION").unwrap_or_default();
    let mut survivors = Vec::new();
    for mutation in MUTATIONS.iter().filter(|mutation| mutation.breaks.contains(&word)) {
        let place = laboratory.folder.join(mutation.file);
        fs::write(&place, mutated(mutation)).expect("a writable file");
        let failures = laboratory.failures();
        copy(&root().join(mutation.file), &place);
        let Some((first, others)) = failures.split_first() else {
            println!("{}: NOT CAUGHT", mutation.breaks);
            survivors.push(mutation.breaks);
            continue;
        };
        println!("{}: {first} (and {} more)", mutation.breaks, others.len());
    }
    assert_eq!(survivors, [""; 0], "mutations that no test catches");
}
