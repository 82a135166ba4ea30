//! The program that the page asks for, and the machine for it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::host::Host;
use conscycle_firmware::Dialect;
use conscycle_machine::config::Config;
use conscycle_program::choice::Choice;
use conscycle_program::load::{File, loading};
use conscycle_program::{Loaded, Origin, Problem};

/// A program, as the page sends it.
#[derive(Debug, Clone, Deserialize)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its language.
    pub dialect: String,
    /// Parameters of the machine by name; others are as the dialect has them.
    pub machine: BTreeMap<String, String>,
    /// The dialect's shell is to run.
    pub shell: bool,
}

impl Program {
    /// The language and the machine.
    ///
    /// # Errors
    /// A [`Problem`] that names what is not there, or does not fit.
    pub fn machine(&self) -> Result<(Dialect, Config), Problem> {
        let mut choice = Choice::default();
        let wrong = |name: &str, value: &str, problem: Option<String>| {
            Problem::Plain(match problem {
                Some(problem) => format!("{name} is {value}: {problem}"),
                None => format!("the machine has no parameter {name}"),
            })
        };
        let dialect = ("dialect", self.dialect.as_str());
        let parameters = self.machine.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in parameters.chain([dialect]) {
            choice.set(name, value).map_err(|problem| wrong(name, value, problem))?;
        }
        let dialect = choice.dialect().unwrap_or_default();
        Ok((dialect, choice.apply(dialect.config())?))
    }

    /// Makes it ready to run, with what its host has.
    ///
    /// # Errors
    /// A [`Problem`] with the place in the text.
    pub fn load(&self) -> Result<(Loaded, Host), Problem> {
        let (dialect, config) = self.machine()?;
        let Program { name, text, .. } = self;
        let file = File { path: name.clone(), bytes: text.clone().into_bytes() };
        let mut host = Host::default();
        let loaded = if self.shell {
            let has_text = !text.trim().is_empty();
            if has_text {
                host.input.put(format!("{}\n", loading(name, dialect)).as_bytes());
            }
            host.file = Some(file).filter(|_| has_text);
            Loaded::shell(config, dialect)?
        } else if dialect.is_read_on_machine() {
            host.file = Some(file.clone());
            Loaded::for_machine(name, file, config, dialect, Origin::Text)?
        } else {
            Loaded::from_text(name, text, config, dialect, &[], Origin::Text)?
        };
        // A shell's first argument would be a program.
        host.arguments = if self.shell { Vec::new() } else { loaded.arguments(None, &[]) };
        Ok((loaded, host))
    }

    /// The command line with which the same runs elsewhere.
    pub fn command(&self) -> Vec<String> {
        let mut words = ["conscycle", "run", &self.name].map(str::to_string).to_vec();
        for (name, value) in &self.machine {
            words.extend([format!("--{}", name.replace('_', "-")), value.clone()]);
        }
        if self.dialect != Dialect::default().name() {
            words.extend(["--dialect".to_string(), self.dialect.clone()]);
        }
        words
    }
}
