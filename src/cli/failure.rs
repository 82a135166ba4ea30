//! What goes wrong before or beside the machine, as a person reads it.

use std::path::Path;

use thiserror::Error;

use super::brief::{brief, visible};
use super::excerpt::Excerpt;
use super::exit::{DIVERGED, UNWRITABLE, USAGE};
use conscycle_image::builder::BuildError;
use conscycle_image::reader::{ReadError, Span};

/// An error with its place: exit code 2, where nothing else is said.
#[derive(Debug, Error)]
pub enum Failure {
    /// A problem in a program's text.
    #[error("{message}")]
    Source {
        /// What is wrong, in words.
        message: String,
        /// What would mend it, if that is known.
        help: Option<&'static str>,
        /// The text, and the part of it that is meant.
        excerpt: Box<Excerpt>,
    },
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
            Failure::Source { .. } | Failure::File { .. } | Failure::Plain(_) => USAGE,
            Failure::Diverged(_) => DIVERGED,
            Failure::Output { .. } => UNWRITABLE,
            Failure::Gone(code) => *code,
        }
    }

    /// What the reader found.
    pub fn read(error: &ReadError, name: &str, text: &str) -> Failure {
        Failure::source(error.to_string(), error.help(), name, text, error.span())
    }

    /// What the image builder found.
    pub fn build(error: &BuildError, name: &str, text: &str) -> Failure {
        Failure::source(error.problem.clone(), error.help, name, text, error.span)
    }

    /// A problem in another text.
    pub fn text(message: String, name: &str, text: &str, span: Span) -> Failure {
        Failure::source(message, None, name, text, span)
    }

    fn source(
        message: String,
        help: Option<&'static str>,
        name: &str,
        text: &str,
        span: Span,
    ) -> Failure {
        let excerpt = Excerpt { name: name.to_string(), text: text.to_string(), span };
        Failure::Source { message, help, excerpt: Box::new(excerpt) }
    }

    /// The error in words, with its place in the source if it has one; empty if nobody is to be told.
    pub fn text_of_report(&self) -> String {
        match self {
            Failure::Source { message, help, excerpt } => {
                excerpt.report(&format!("error: {}", brief(message)), "here", *help)
            }
            Failure::Gone(_) => String::new(),
            other => visible(&format!("error: {other}\n")),
        }
    }
}
