//! What goes wrong before or beside the machine, as a person reads it.

use std::path::Path;

use miette::{Diagnostic, LabeledSpan, NamedSource, Report, SourceSpan};
use thiserror::Error;

use crate::builder::BuildError;
use crate::reader::{ReadError, Span};

/// An error with its place: exit code [`super::USAGE`].
#[derive(Debug, Error)]
pub enum Failure {
    /// A problem in a program's text.
    #[error("{message}")]
    Source {
        message: String,
        label: String,
        help: Option<&'static str>,
        span: Span,
        source_code: Box<NamedSource<String>>,
    },
    /// A problem with a file.
    #[error("{path}: {message}")]
    File { path: String, message: String },
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
        Failure::Source {
            message: error.to_string(),
            label: "here".to_string(),
            help: error.help(),
            span: error.span(),
            source_code: Box::new(NamedSource::new(name, text.to_string())),
        }
    }

    /// What the image builder found.
    pub fn build(error: &BuildError, name: &str, text: &str) -> Failure {
        Failure::Source {
            message: error.problem.clone(),
            label: "this".to_string(),
            help: None,
            span: error.span,
            source_code: Box::new(NamedSource::new(name, text.to_string())),
        }
    }

    /// Prints the error to stderr, with its place in the source if it has one.
    pub fn report(self) {
        super::session::say(&format!("{:?}\n", Report::new(self)));
    }
}

impl Diagnostic for Failure {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        match self {
            Failure::Source { help: Some(help), .. } => Some(Box::new(help)),
            _ => None,
        }
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        match self {
            Failure::Source { source_code, .. } => Some(source_code.as_ref()),
            _ => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        match self {
            Failure::Source { label, span, .. } => {
                let at = SourceSpan::new(span.start.into(), span.end - span.start);
                let label = LabeledSpan::new_with_span(Some(label.clone()), at);
                Some(Box::new(std::iter::once(label)))
            }
            _ => None,
        }
    }
}
