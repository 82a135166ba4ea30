//! What goes wrong before or beside the machine, as a person reads it.

use std::path::Path;

use thiserror::Error;

use super::excerpt::Excerpt;
use super::session::say;
use conscycle_image::builder::BuildError;
use conscycle_image::reader::{ReadError, Span};

/// An error with its place: exit code [`super::USAGE`].
#[derive(Debug, Error)]
pub enum Failure {
    /// A problem in a program's text.
    #[error("{message}")]
    Source { message: String, help: Option<&'static str>, excerpt: Box<Excerpt> },
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

    /// Prints the error to stderr.
    pub fn report(self) {
        say(&self.text_of_report());
    }
}

/// Characters of a line of a message, and those at its beginning and its end that are shown if it
/// has more: it may hold whatever somebody has typed, or a program has made.
const LONGEST: usize = 1000;
const FIRST: usize = 600;
const LAST: usize = 200;

/// A message that can be read: its lines, long ones without their middle.
pub fn brief(message: &str) -> String {
    let shortened = |line: &str| {
        let count = line.chars().count();
        if count <= LONGEST {
            return line.to_string();
        }
        let first: String = line.chars().take(FIRST).collect();
        let last: String = line.chars().skip(count - LAST).collect();
        format!("{first} ... {} characters ... {last}", count - FIRST - LAST)
    };
    message.split('\n').map(shortened).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_shows_both_ends_of_a_long_line() {
        let short = format!("{}\nno such name", "x".repeat(LONGEST));
        assert_eq!(brief(&short), short);
        let long = brief(&format!("a{}é\nend\n", "x".repeat(1_000_000)));
        assert!(long.len() < LONGEST + 20, "{long}");
        assert!(long.starts_with("axx") && long.ends_with("xé\nend\n"), "{long}");
        assert!(long.contains("x ... 999202 characters ... x"), "{long}");
    }
}
