//! What is surely wrong in a program, told before it runs.
//!
//! The program is looked at where it stands: in its image, cell by cell. The library's macros are
//! expanded, on a machine of their own, so that only the hardware's special forms and applications are
//! left; what names are bound to, and how many operands that takes, is read from the image. Nothing
//! of this is known of a program's own macros, whose operands are therefore passed over.
//!
//! A program is walked three times: twice to learn what it defines (a macro may be defined after its
//! first use), then to look for what is wrong. Whatever is in doubt is not told.
//!
//! `program_heap` reads the image and expands, `definitions` has what the program defines, `walk` goes
//! through it, and `findings` has what is wrong.

mod definitions;
mod findings;
mod program_heap;

mod walk;

use conscycle_image::Image;
use conscycle_image::reader::{Span, line_column};
use program_heap::ProgramHeap;
use walk::Walk;

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What is wrong, in words.
    pub message: String,
    /// What would mend it; empty if that is not known.
    pub help: String,
    /// The place in the program.
    pub span: Span,
    /// `file:line:column` of the place.
    pub place: String,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Warning { message, help, place, .. } = self;
        let colon = if help.is_empty() { "" } else { ": " };
        write!(f, "{place}: {message}{colon}{help}")
    }
}

/// The warnings about an image's program, the last of its sources, in the order of their places. None
/// about an image without sources.
pub fn warnings(image: &Image) -> Vec<Warning> {
    let Some(source) = image.sources.last() else { return Vec::new() };
    let mut found = Walk::new(image, ProgramHeap::new(image)).run();
    found.sort_by_key(|(span, ..)| (span.start, span.end));
    found
        .into_iter()
        .map(|(span, message, help)| {
            let (line, column) = line_column(&source.text, span.start);
            Warning { message, help, span, place: format!("{}:{line}:{column}", source.name) }
        })
        .collect()
}

#[cfg(test)]
mod tests;
