//! The CLINK backtrace as Lisp: what waits for a value, innermost first.

use ratatui::text::{Line, Span};

use super::colours::{dim, strong};
use super::pane::{Content, printable};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_program::backtrace::{SLOT, frames_as_lisp};

/// What the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frames {
    /// Each frame as Lisp, and its place.
    pub frames: Vec<(String, Option<String>)>,
    /// A collection goes on: some may be missing.
    pub incomplete: bool,
}

/// Follows the chain.
pub fn gather(machine: &Machine, image: &conscycle_image::Image) -> Frames {
    let incomplete = machine.arbiter.owner == Unit::Sweeper;
    Frames { frames: frames_as_lisp(machine, image), incomplete }
}

impl Frames {
    /// A line for each frame.
    pub fn content(&self, width: usize) -> Content {
        let lines = self.frames.iter().map(|(text, place)| {
            let place = place.as_deref().map_or(String::new(), |place| format!(" {place}"));
            let room = width.saturating_sub(place.chars().count()).max(width / 2);
            let text = cut(&printable(text), room);
            let mut spans = Vec::new();
            match text.split_once(SLOT) {
                Some((before, after)) => {
                    spans.push(Span::raw(before.to_string()));
                    spans.push(Span::styled(SLOT, strong()));
                    spans.push(Span::raw(after.to_string()));
                }
                None => spans.push(Span::raw(text.clone())),
            }
            spans.push(Span::raw(" ".repeat(room - text.chars().count())));
            spans.push(Span::styled(place, dim()));
            Line::from(spans)
        });
        let count = self.frames.len();
        let note = if self.incomplete { ", some may be missing" } else { "" };
        let title = format!("frames: {count}{note}");
        Content { title, lines: lines.collect(), ..Content::default() }
    }
}

/// The beginning of a text, and `..` if that is not all.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_string();
    }
    let shown: String = text.chars().take(width.saturating_sub(2)).collect();
    format!("{shown}..").chars().take(width).collect()
}
