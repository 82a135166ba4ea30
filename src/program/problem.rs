//! What is wrong with a program or a machine, before it runs.

use thiserror::Error;

use crate::Excerpt;
use conscycle_image::builder::BuildError;
use conscycle_image::reader::{ReadError, Span};

/// What is wrong.
#[derive(Debug, Error)]
pub enum Problem {
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
    /// Any other.
    #[error("{0}")]
    Plain(String),
}

impl Problem {
    /// What the reader found.
    pub fn read(error: &ReadError, name: &str, text: &str) -> Problem {
        Problem::source(error.to_string(), error.help(), name, text, error.span())
    }

    /// What the image builder found.
    pub fn build(error: &BuildError, name: &str, text: &str) -> Problem {
        Problem::source(error.problem.clone(), error.help, name, text, error.span)
    }

    /// A problem in another text.
    pub fn text(message: String, name: &str, text: &str, span: Span) -> Problem {
        Problem::source(message, None, name, text, span)
    }

    fn source(
        message: String,
        help: Option<&'static str>,
        name: &str,
        text: &str,
        span: Span,
    ) -> Problem {
        let excerpt = Excerpt { name: name.to_string(), text: text.to_string(), span };
        Problem::Source { message, help, excerpt: Box::new(excerpt) }
    }
}
