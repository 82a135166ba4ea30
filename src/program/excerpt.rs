//! A place in a source that a message is about.

use conscycle_image::reader::Span;

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The source's name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The place; of several lines, the first is pointed at.
    pub span: Span,
}
