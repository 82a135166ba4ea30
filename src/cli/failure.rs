//! What goes wrong before or beside the machine, as a person reads it.

use std::path::Path;

use thiserror::Error;

use super::brief::brief;
use super::excerpt::Excerpt;
use conscycle_image::builder::BuildError;
use conscycle_image::reader::{ReadError, Span};

/// An error with its place: exit code 2.
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
    /// Any other.
    #[error("{0}")]
    Plain(String),
}

impl Failure {
    /// A problem with a file.
    pub fn file(path: &Path, message: impl ToString) -> Failure {
        Failure::File { path: path.display().to_string(), message: message.to_string() }
    }

    /// What the reader found.
    pub fn read(error: &ReadError, name: &str, text: &str) -> Failure {
        Failure::source(error.to_string(), error.help(), name, text, error.span())
    }

    /// What the image builder found.
    pub fn build(error: &BuildError, name: &str, text: &str) -> Failure {
        Failure::source(error.problem.clone(), None, name, text, error.span)
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

    /// The error in words, with its place in the source if it has one.
    pub fn text_of_report(&self) -> String {
        match self {
            Failure::Source { message, help, excerpt } => {
                excerpt.report(&brief(message), "here", *help)
            }
            other => format!("error: {other}\n"),
        }
    }
}
