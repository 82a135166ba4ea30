//! What Python asks for: a program, and the machine for it.

use std::path::PathBuf;

use crate::failed::Failed;
use crate::host::Host;
use conscycle_firmware::Dialect;
use conscycle_image::near::{near, question};
use conscycle_machine::config::PARAMETERS;
use conscycle_program::choice::Choice;
use conscycle_program::load::{File, text};
use conscycle_program::{Loaded, Origin};

/// Where a program is.
pub enum Source {
    /// Python has its text, under a name.
    Text(String, String),
    /// In a file, which Python has read: its path, and what is in it.
    File(PathBuf, Vec<u8>),
    /// It is the shell of a dialect.
    Shell,
}

/// What is asked for.
pub struct Wanted {
    /// The program.
    pub source: Source,
    /// The machine's options by name, each as people write it.
    pub options: Vec<(String, String)>,
    /// The program's arguments.
    pub arguments: Vec<String>,
    /// The seed of its random numbers, in EulerLisp.
    pub seed: Option<u64>,
}

impl Wanted {
    /// The program with its machine, and its host.
    ///
    /// # Errors
    /// What is wrong with either.
    pub fn load(self) -> Result<(Loaded, Host), Failed> {
        let Wanted { source, options, arguments, seed } = self;
        let choice = choice(&options)?;
        let dialect = choice.dialect().unwrap_or_default();
        let base = dialect.config();
        let config = choice.apply(base).map_err(Failed::machine);
        if seed.is_some() && dialect != Dialect::Euler {
            return Err(Failed::Configuration("seed is for the dialect euler".to_string()));
        }
        let mut host = Host::default();
        let loaded = match source {
            Source::Shell => {
                // A shell's first argument would be a program.
                let loaded = Loaded::shell(config?, dialect).map_err(Failed::machine)?;
                return Ok((loaded, host));
            }
            Source::Text(name, text) if dialect.is_read_on_machine() => {
                let file = File { path: name.clone(), bytes: text.into_bytes() };
                host.file = Some(file.clone());
                Loaded::for_machine(&name, file, config?, dialect, Origin::Text)
                    .map_err(Failed::machine)?
            }
            Source::Text(name, text) => {
                Loaded::from_text(&name, &text, config?, dialect, &arguments, Origin::Text)?
            }
            Source::File(path, bytes) => {
                let shown = path.display().to_string();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let origin = Origin::File(path);
                if dialect.is_read_on_machine() {
                    let file = File { path: shown, bytes };
                    Loaded::for_machine(&name, file, config?, dialect, origin)
                        .map_err(Failed::machine)?
                } else {
                    let text = text(bytes)
                        .map_err(|problem| Failed::Plain(format!("{shown}: {problem}")))?;
                    let machine = (&choice, base);
                    // What is wrong with the machine may be right for an image.
                    let loaded =
                        Loaded::from_contents(&name, &text, machine, dialect, &arguments, origin);
                    match config {
                        Err(wrong) if loaded.is_err() => return Err(wrong),
                        _ => loaded?,
                    }
                }
            }
        };
        host.arguments = loaded.arguments(seed, &arguments);
        Ok((loaded, host))
    }
}

/// The machine that options ask for.
fn choice(options: &[(String, String)]) -> Result<Choice, Failed> {
    let mut choice = Choice::default();
    for (name, value) in options {
        choice.set(name, value).map_err(|problem| {
            Failed::Configuration(match problem {
                Some(problem) => format!("`{name}` is {value}: {problem}"),
                None => {
                    let names = names();
                    let mut help = question(&near(name, names.iter().copied()));
                    if help.is_empty() {
                        help = format!("the options are {}", names.join(", "));
                    }
                    format!("there is no option `{name}`: {help}")
                }
            })
        })?;
    }
    Ok(choice)
}

/// The options of a machine and, as somebody may have meant one of these, of the rest.
fn names() -> Vec<&'static str> {
    let parameters = PARAMETERS.iter().map(|parameter| parameter.name);
    let others = ["arguments", "seed", "input", "history"];
    ["preset", "dialect"].into_iter().chain(parameters).chain(others).collect()
}
