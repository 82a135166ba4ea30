//! What goes wrong before or beside the machine, as a person reads it.

use std::path::Path;

use thiserror::Error;

use super::excerpt;
use super::exit::{DIVERGED, UNWRITABLE, USAGE};
use conscycle_image::reader::Span;
use conscycle_program::Problem;
use conscycle_program::brief::{brief, visible};

/// An error with its place: exit code 2, where nothing else is said.
#[derive(Debug, Error)]
pub enum Failure {
    /// A problem with a program or a machine.
    #[error(transparent)]
    Program(#[from] Problem),
    /// A problem with a file.
    #[error("{path}: {message}")]
    File {
        /// The file's name, as it was given.
        path: String,
        /// What is wrong, in words.
        message: String,
    },
    /// An output that cannot be written: exit code 5.
    #[error("{path}: {message}")]
    Output {
        /// The file's name, as it was given.
        path: String,
        /// What is wrong, in words.
        message: String,
    },
    /// Values that are to be equal are not: exit code 4.
    #[error("{0}")]
    Diverged(String),
    /// Nobody is there to get the output, or to be told of it: the exit code.
    #[error("nobody reads the output")]
    Gone(u8),
    /// Any other.
    #[error("{0}")]
    Plain(String),
}

impl Failure {
    /// A problem with a file.
    pub fn file(path: &Path, message: impl ToString) -> Failure {
        Failure::File { path: path.display().to_string(), message: message.to_string() }
    }

    /// An output that cannot be written.
    pub fn output(path: &Path, error: &std::io::Error) -> Failure {
        Failure::Output { path: path.display().to_string(), message: error.to_string() }
    }

    /// The exit code of a command that ends with it.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Program(_) | Failure::File { .. } | Failure::Plain(_) => USAGE,
            Failure::Diverged(_) => DIVERGED,
            Failure::Output { .. } => UNWRITABLE,
            Failure::Gone(code) => *code,
        }
    }

    /// A problem in a text.
    pub fn text(message: String, name: &str, text: &str, span: Span) -> Failure {
        Problem::text(message, name, text, span).into()
    }

    /// The error in words, with its place in the source if it has one; empty if nobody is to be told.
    pub fn text_of_report(&self) -> String {
        match self {
            Failure::Program(Problem::Source { message, help, excerpt }) => {
                excerpt::report(excerpt, &format!("error: {}", brief(message)), "here", *help)
            }
            Failure::Gone(_) => String::new(),
            other => visible(&format!("error: {other}\n")),
        }
    }
}
