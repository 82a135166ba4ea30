//! The library that programs start with, as images that were built once.
//!
//! `build.rs` runs `core.lisp` on the machine itself and keeps what then stands in memory, for each
//! word size and namespace: macros and functions are in their cells when a program starts, and
//! nothing is read or evaluated at start-up.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::builder::Builder;
use crate::config::{Config, Namespace};
use crate::image::{Image, ImageError};
use crate::word::WordSize;

/// Which names and library a program starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// The hardware's names and the library `core.lisp`.
    #[default]
    Core,
    /// The hardware's names only.
    Bare,
    /// Make-a-Lisp's, read, evaluated and printed on the machine: the image is the shell's.
    Mal,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Dialect; 3] = [Dialect::Core, Dialect::Bare, Dialect::Mal];

    /// Its name on the command line and in traces.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Core => "core",
            Dialect::Bare => "bare",
            Dialect::Mal => "mal",
        }
    }

    /// The dialect with this name.
    pub fn from_name(name: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.name() == name)
    }
}

const CORE_16_LISP2: &str = include_str!(concat!(env!("OUT_DIR"), "/core-16-lisp2.json"));
const CORE_16_LISP1: &str = include_str!(concat!(env!("OUT_DIR"), "/core-16-lisp1.json"));
const CORE_32_LISP2: &str = include_str!(concat!(env!("OUT_DIR"), "/core-32-lisp2.json"));
const CORE_32_LISP1: &str = include_str!(concat!(env!("OUT_DIR"), "/core-32-lisp1.json"));

/// A builder that goes on where the dialect's firmware ends.
///
/// # Errors
/// [`ImageError`] if the firmware does not fit the memory in `config`.
///
/// # Panics
/// Of the dialect mal, whose programs are read on the machine: see [`shell`].
pub fn builder(dialect: Dialect, config: Config) -> Result<Builder, ImageError> {
    let text = match (dialect, config.word, config.namespace) {
        (Dialect::Bare, ..) => return Ok(Builder::new(config)),
        (Dialect::Mal, ..) => unreachable!("a program in mal is no part of an image"),
        (Dialect::Core, WordSize::W16, Namespace::Lisp2) => CORE_16_LISP2,
        (Dialect::Core, WordSize::W16, Namespace::Lisp1) => CORE_16_LISP1,
        (Dialect::Core, WordSize::W32, Namespace::Lisp2) => CORE_32_LISP2,
        (Dialect::Core, WordSize::W32, Namespace::Lisp1) => CORE_32_LISP1,
    };
    let image = Image::from_json(text)?;
    image.fits(config.memory)?;
    Ok(Builder::from_image(&image, config))
}

/// The image of the dialect's shell, which reads, evaluates and prints on the machine. With an
/// argument (section 11 of the manual), the one of mal runs the program of that name instead.
///
/// # Errors
/// [`ShellError`] if there is none for the machine in `config`.
pub fn shell(dialect: Dialect, _config: Config) -> Result<Image, ShellError> {
    Err(ShellError::Missing(dialect.name()))
}

/// Why a machine has no shell.
#[derive(Debug, Error)]
pub enum ShellError {
    #[error("no shell of the dialect {0} is built")]
    Missing(&'static str),
}
