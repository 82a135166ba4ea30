//! Rewrites all that is generated or golden. The tests that compare it write it instead, when the
//! variable `CONSCYCLE_BLESS` is there: one after the other, as some of them write the same file.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Tests that write what they would compare.
struct Step {
    /// What they write.
    writes: &'static str,
    /// Where cargo finds them.
    target: &'static [&'static str],
    /// The beginning of their names.
    tests: &'static str,
    /// Their source.
    #[cfg_attr(not(test), allow(dead_code))]
    source: &'static str,
}

/// What is made from tables comes before what is measured, and the README at the end.
const STEPS: &[Step] = &[
    Step {
        writes: "rtl: the generated files of rtl-model/",
        target: &["--test", "rtl"],
        tests: "generated::generated_files_are_fresh",
        source: "tests/rtl/generated.rs",
    },
    Step {
        writes: "manual: the tables of docs/machine.md",
        target: &["--test", "machine"],
        tests: "manual::the_generated_blocks_are_up_to_date",
        source: "tests/machine/manual/text.rs",
    },
    Step {
        writes: "programs: tests/programs/cycles.json, and the pictures in docs/fsm/",
        target: &["--test", "machine"],
        tests: "programs::",
        source: "tests/machine/programs.rs",
    },
    Step {
        writes: "goldens: traces/",
        target: &["--test", "commands"],
        tests: "goldens::every_example_agrees_with_its_goldens",
        source: "tests/commands/goldens.rs",
    },
    Step {
        writes: "warnings: tests/told/warnings.expected",
        target: &["--test", "languages"],
        tests: "told::every_program_here_has_the_warnings_that_it_has_on_purpose",
        source: "tests/languages/told.rs",
    },
    Step {
        writes: "shell: the sessions in tests/shell/",
        target: &["--test", "languages"],
        tests: "shell::",
        source: "tests/languages/shell.rs",
    },
    Step {
        writes: "debugger: the transcripts in tests/debugger/",
        target: &["--test", "commands"],
        tests: "debugger::",
        source: "tests/commands/debugger.rs",
    },
    Step {
        writes: "screens: tests/debugger/screens/",
        target: &["--lib"],
        tests: "cli::step::screen::",
        source: "src/cli/step/screen/tests.rs",
    },
    Step {
        writes: "how: the tables of docs/how-it-works.md, and its pictures in docs/how/",
        target: &["--test", "machine"],
        tests: "how::",
        source: "tests/machine/manual/text.rs",
    },
    Step {
        writes: "sessions: what commands print in README.md and in the pages of docs/",
        target: &["--test", "commands"],
        tests: "documents::sessions_in_documents_are_what_is_printed",
        source: "tests/commands/documents.rs",
    },
    Step {
        writes: "library: the reference in docs/library/",
        target: &["--test", "languages"],
        tests: "library::every_name_of",
        source: "tests/languages/library/mod.rs",
    },
    Step {
        writes: "readme: the table of docs/commands.md",
        target: &["--test", "machine"],
        tests: "readme::",
        source: "tests/machine/manual/text.rs",
    },
    Step {
        writes: "sweeps: the tables of README.md and docs/performance.md",
        target: &["--test", "sweeps"],
        tests: "the_tables_of_the_documents_are_what_the_machine_takes",
        source: "tests/sweeps/main.rs",
    },
    Step {
        writes: "euler: the table of programs in docs/euler.md, with this computer's seconds",
        target: &["--test", "languages"],
        tests: "euler::the_table_of_programs_is_what_they_take",
        source: "tests/languages/euler.rs",
    },
];

/// The steps, a line each.
pub fn names() -> String {
    STEPS.iter().map(|step| format!("       {}\n", step.writes)).collect()
}

/// Goes through the steps, those with one of these words in their name if there are any.
pub fn bless(words: &[String]) -> ExitCode {
    let is_meant = |step: &&Step| {
        let (name, _) = step.writes.split_once(':').unwrap_or((step.writes, ""));
        words.is_empty() || words.iter().any(|word| name.contains(word.as_str()))
    };
    let steps: Vec<&Step> = STEPS.iter().filter(is_meant).collect();
    if steps.is_empty() {
        eprintln!("cargo xtask bless: no step has such a name; there are\n{}", names());
        return ExitCode::from(2);
    }
    let (before, new) = (state(), untracked());
    for step in steps {
        println!("{}", step.writes);
        if !step.run() {
            eprintln!("cargo xtask bless: the tests {} have failed", step.tests);
            return ExitCode::FAILURE;
        }
    }
    print!("{}", git(&["diff", "--stat", before.trim()]));
    untracked().difference(&new).for_each(|path| println!(" {path} is new"));
    ExitCode::SUCCESS
}

impl Step {
    /// Have its tests written what they write?
    fn run(&self) -> bool {
        let mut command = cargo();
        command.args(["test", "--quiet"]).args(self.target);
        command.args([self.tests, "--", "--test-threads=1"]);
        // What a test prints that succeeds is of no interest here.
        match command.env("CONSCYCLE_BLESS", "1").output() {
            Ok(output) if output.status.success() => true,
            Ok(output) => {
                eprint!("{}", String::from_utf8_lossy(&output.stdout));
                eprint!("{}", String::from_utf8_lossy(&output.stderr));
                false
            }
            Err(error) => {
                eprintln!("cargo cannot be run: {error}");
                false
            }
        }
    }
}

/// The folder of the workspace.
fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package)
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// What git says; nothing, and on stderr why, when it cannot say anything.
fn git(arguments: &[&str]) -> String {
    match Command::new("git").args(arguments).current_dir(root()).output() {
        Ok(output) => {
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).into_owned()
        }
        Err(error) => {
            eprintln!("git cannot be run, so that nobody says what changed: {error}");
            String::new()
        }
    }
}

/// A commit, on no branch, with the files as they are now.
fn state() -> String {
    let changed = git(&["stash", "create"]);
    if changed.is_empty() { "HEAD".to_string() } else { changed }
}

/// The files that git does not know, and should not ignore.
fn untracked() -> BTreeSet<String> {
    git(&["ls-files", "--others", "--exclude-standard"]).lines().map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Rust files of a folder that ask for the variable.
    fn asking(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                asking(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && std::fs::read_to_string(&path).expect("text").contains("\"CONSCYCLE_BLESS\"")
            {
                let path = path.strip_prefix(root()).expect("a file of the workspace");
                found.insert(path.display().to_string());
            }
        }
    }

    #[test]
    fn every_test_that_writes_is_in_a_step() {
        let mut found = BTreeSet::new();
        asking(&root().join("src"), &mut found);
        asking(&root().join("tests"), &mut found);
        let known: BTreeSet<String> = STEPS.iter().map(|step| step.source.to_string()).collect();
        assert_eq!(found, known);
    }
}
