//! What programs start with, as images that were built once.
//!
//! `build.rs` runs the Lisp texts of this directory on the machine itself and keeps what then stands in
//! memory, for each word size and namespace: macros and functions are in their cells when a program
//! starts, and nothing is read or evaluated at start-up.

pub mod preset;
pub mod protocol;
pub mod syntax;
pub mod texts;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use conscycle_image::builder::Builder;
use conscycle_image::{Image, ImageError};
use conscycle_machine::config::{Collector, Config, Namespace};
use conscycle_machine::word::{Word, WordSize};

/// Which names and library a program starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// The hardware's names and the library in `core/`.
    #[default]
    Core,
    /// The hardware's names only.
    Bare,
    /// Make-a-Lisp's, read, evaluated and printed on the machine: the image is the shell's.
    Mal,
    /// EulerLisp's, for Project Euler; in the same way.
    Euler,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Dialect; 4] = [Dialect::Core, Dialect::Bare, Dialect::Mal, Dialect::Euler];

    /// Its name on the command line and in traces.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Core => "core",
            Dialect::Bare => "bare",
            Dialect::Mal => "mal",
            Dialect::Euler => "euler",
        }
    }

    /// A few words about it.
    pub const fn summary(self) -> &'static str {
        match self {
            Dialect::Core => "the library, in Scheme's names",
            Dialect::Bare => "the hardware's names only",
            Dialect::Mal => "Make-a-Lisp; the machine reads the program itself",
            Dialect::Euler => "EulerLisp, for Project Euler; the machine reads the program itself",
        }
    }

    /// The machine that its programs get if nothing else is asked for.
    pub fn config(self) -> Config {
        match self {
            Dialect::Core | Dialect::Bare => Config::default(),
            Dialect::Mal => Config {
                word: WordSize::W32,
                memory: 1 << 20,
                namespace: Namespace::Lisp1,
                collector: Collector::Generational,
                ..Config::default()
            },
            Dialect::Euler => Config {
                word: WordSize::W64,
                memory: 1 << 24,
                namespace: Namespace::Lisp1,
                collector: Collector::Generational,
                ..Config::default()
            },
        }
    }

    /// Does the machine itself read its programs? Then they are no part of an image.
    pub const fn is_read_on_machine(self) -> bool {
        matches!(self, Dialect::Mal | Dialect::Euler)
    }

    /// The dialect with this name.
    pub fn from_name(name: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.name() == name)
    }
}

/// A builder that goes on where the dialect's firmware ends.
///
/// # Errors
/// [`ImageError`] if the firmware does not fit the memory in `config`.
///
/// # Panics
/// Of a dialect whose programs are read on the machine: see [`shell`].
pub fn builder(dialect: Dialect, config: Config) -> Result<Builder, ImageError> {
    match dialect {
        Dialect::Bare => return Ok(Builder::new(config)),
        Dialect::Mal | Dialect::Euler => {
            unreachable!("a program that the machine reads is no part of an image")
        }
        Dialect::Core => {}
    }
    let image = fitting("core", config)?;
    Ok(Builder::from_image(&image, config))
}

/// The image of the dialect's shell, which reads, evaluates and prints on the machine. With an
/// argument (section 11 of the manual), those of mal and euler run the program of that name instead.
///
/// # Errors
/// [`ShellError`] if there is none for the machine in `config`.
pub fn shell(dialect: Dialect, config: Config) -> Result<Image, ShellError> {
    let kind = match (dialect, config.word, config.namespace) {
        (Dialect::Core, ..) => "shell",
        (Dialect::Mal, WordSize::W32, Namespace::Lisp1) => "mal",
        (Dialect::Euler, WordSize::W64, Namespace::Lisp1) => "euler",
        (Dialect::Mal, ..) => return Err(ShellError::Machine("mal", 32)),
        (Dialect::Euler, ..) => return Err(ShellError::Machine("euler", 64)),
        (Dialect::Bare, ..) => return Err(ShellError::Bare),
    };
    let image = fitting(kind, config)?;
    let mut image = Image { config, ..Image::clone(&image) };
    hold_back(&mut image);
    Ok(image)
}

/// Tells a shell the words of the machine's reserve, where there is a collector that takes it back: the
/// first operand of the call that is its entry.
fn hold_back(image: &mut Image) {
    if image.config.collector == Collector::None {
        return;
    }
    let operands = image.words[image.entry.0 as usize + 2];
    image.words[operands.0 as usize + 1] = Word::small(image.config.reserve());
}

/// The image with this in it, for the machine in `config`.
fn fitting(kind: &str, config: Config) -> Result<Arc<Image>, ImageError> {
    let image = image(texts::name(kind, &config))?;
    image.fits(&config)?;
    Ok(image)
}

/// The image of a name. Its text is read once in a process, which takes longer than most programs run.
fn image(name: String) -> Result<Arc<Image>, ImageError> {
    static READ: Mutex<BTreeMap<String, Arc<Image>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(image) = read.get(&name) {
        return Ok(Arc::clone(image));
    }
    let image = Arc::new(Image::from_json(texts::text(&name)?)?);
    read.insert(name, Arc::clone(&image));
    Ok(image)
}

/// Why a machine has no shell.
#[derive(Debug, Error)]
pub enum ShellError {
    /// The machine is not the one that the dialect is written for: its name, and the bits of a word.
    #[error("the dialect {0} needs words of {1} bits and the namespace lisp1")]
    Machine(&'static str, u32),
    /// The dialect has no shell.
    #[error("the dialect bare has no shell")]
    Bare,
    /// The shell's image does not fit.
    #[error("the library: {0}")]
    Image(#[from] ImageError),
}
