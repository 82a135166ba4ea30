//! What a campaign compares in one go: a program, its machine and when it is interrupted; and the file that a
//! counterexample is kept in, a Lisp program under a header of comments.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::input;
use crate::cli::options::{MachineOptions, arguments};
use conscycle_image::reader::read_all;
use conscycle_machine::config::Config;
use conscycle_program::Problem;
use conscycle_program::count::{count, positive};

/// A program to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The number that it is made from.
    pub seed: u64,
    /// The machine.
    pub config: Config,
    /// The cycles at whose beginning it is interrupted.
    pub interrupts: Vec<u64>,
    /// The program.
    pub text: String,
}

/// The names of the header's lines.
const KIND: &str = "kind";
const SEED: &str = "seed";
const MACHINE: &str = "machine";
const INTERRUPTS: &str = "interrupts";

/// What a person reads first.
const TITLE: &str =
    "A counterexample of a campaign: `conscycle campaign repeat FILE` runs it again.";

impl Case {
    /// The text of the file; `difference` is what the two sides have shown.
    pub fn to_file(&self, kind: &str, difference: &str) -> String {
        let mut text = format!("; {TITLE}\n");
        let mut line = |name: &str, value: &str| {
            // A string takes all that is written into it.
            let _ = writeln!(text, "; {name}: {value}");
        };
        line(KIND, kind);
        line(SEED, &self.seed.to_string());
        line(MACHINE, &arguments(&self.config));
        if !self.interrupts.is_empty() {
            let cycles: Vec<String> = self.interrupts.iter().map(u64::to_string).collect();
            line(INTERRUPTS, &cycles.join(" "));
        }
        text.push_str(";\n");
        for told in difference.lines() {
            let _ = writeln!(text, "; > {told}");
        }
        text + self.text.trim_end() + "\n"
    }

    /// The kind and the case in a file.
    ///
    /// # Errors
    /// A [`Failure`] with the line that is wrong, or what is missing.
    pub fn read(path: &Path) -> Result<(String, Case), Failure> {
        let text = input::read_text(path)?;
        // Looked at with its header, so that a mistake in it has its line.
        read_all(&text)
            .map_err(|error| Problem::read(&error, &path.display().to_string(), &text))?;
        Case::parse(&text).map_err(|message| Failure::file(path, message))
    }

    fn parse(text: &str) -> Result<(String, Case), String> {
        let (mut kind, mut seed, mut machine) = (None, None, None);
        let mut interrupts = Vec::new();
        let header = text.lines().take_while(|line| line.starts_with(';'));
        let length: usize =
            text.split_inclusive('\n').take(header.clone().count()).map(str::len).sum();
        for (number, line) in header.enumerate() {
            let Some((name, value)) = line.trim_start_matches([';', ' ']).split_once(": ") else {
                continue;
            };
            let wrong = |message: String| format!("line {}: {name}: {message}", number + 1);
            match name {
                KIND => kind = Some(value.to_string()),
                SEED => seed = Some(count(value).map_err(wrong)?),
                MACHINE => machine = Some(read_machine(value).map_err(wrong)?),
                INTERRUPTS => {
                    let cycles: Result<_, _> = value.split_whitespace().map(positive).collect();
                    interrupts = cycles.map_err(wrong)?;
                }
                _ => {}
            }
        }
        let missing = |name: &str| {
            format!(
                "no line `; {name}: ...` at the beginning: this is no counterexample of a campaign"
            )
        };
        let kind = kind.ok_or_else(|| missing(KIND))?;
        let seed = seed.ok_or_else(|| missing(SEED))?;
        let config = machine.ok_or_else(|| missing(MACHINE))?;
        let text = text.get(length..).unwrap_or_default().to_string();
        Ok((kind, Case { seed, config, interrupts, text }))
    }

    /// Keeps it in a folder, which is made if it is not there; the file.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be written.
    pub fn keep(&self, kind: &str, difference: &str, folder: &Path) -> Result<PathBuf, Failure> {
        let fail = |path: &Path| {
            let path = path.to_path_buf();
            move |error: std::io::Error| Failure::output(&path, &error)
        };
        std::fs::create_dir_all(folder).map_err(fail(folder))?;
        let path = folder.join(format!("{kind}-{}.lisp", self.seed));
        std::fs::write(&path, self.to_file(kind, difference)).map_err(fail(&path))?;
        Ok(path)
    }
}

/// The machine that command line options make.
fn read_machine(text: &str) -> Result<Config, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut options = MachineOptions::default();
    for pair in words.chunks(2) {
        let [flag, value] = pair else { return Err(format!("{} has no value", pair[0])) };
        let name = flag.strip_prefix("--").unwrap_or(flag);
        options.set(name, value).map_err(|wrong| match wrong {
            Some(wrong) => format!("{flag} {value}: {wrong}"),
            None => format!("{flag}: the machine has no such option"),
        })?;
    }
    // The library's word size has a say in how much memory there is; nothing is left to it here.
    options.apply(Config::default()).map_err(|failure| failure.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::config::{Barrier, Collector};
    use conscycle_machine::word::WordSize;

    fn case() -> Case {
        Case {
            seed: 17,
            config: Config {
                word: WordSize::W32,
                memory: 1 << 17,
                collector: Collector::Generational,
                barrier: Barrier::Protect,
                gc_every: 7,
                ..Config::default()
            },
            interrupts: vec![500, 12],
            text: "(define x 1) ; a comment\n(f x)\n".to_string(),
        }
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let other = Case { interrupts: Vec::new(), config: Config::default(), ..case() };
        for case in [case(), other] {
            let text = case.to_file("codes", "kind: of a difference\nin two lines");
            let read = Case::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(read, ("codes".to_string(), case));
        }
    }

    #[test]
    fn what_is_wrong_in_a_file_has_its_line() {
        let text = case().to_file("codes", "");
        let wrong = |from: &str, to: &str| {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            Case::parse(&changed).expect_err(to)
        };
        assert!(wrong("; kind: codes\n", "").contains("`; kind: ...`"));
        assert!(wrong("; machine", ";").contains("`; machine: ...`"));
        assert!(wrong("seed: 17", "seed: x").starts_with("line 3: seed: a count"));
        assert!(wrong("--word 32", "--word 33").contains("--word 33: it is one of"));
        assert!(wrong("--word 32", "--words 32").contains("--words: the machine has no such"));
        assert!(wrong(" --gc-every 7", " --gc-every").contains("--gc-every has no value"));
        assert!(wrong("500 12", "500 0").starts_with("line 5: interrupts: 1 or more"));
    }
}
