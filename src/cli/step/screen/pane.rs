//! What all panes have in common: a title, lines, and a part of them that is to be seen.

use conscycle_program::brief::is_hidden;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Paragraph, Widget};

/// The panes, in the order in which Tab goes through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    Source,
    Units,
    Frames,
    Registers,
    Heap,
    Wave,
    Session,
    Console,
}

impl Pane {
    /// All of them.
    pub const ALL: [Pane; 8] = [
        Pane::Source,
        Pane::Units,
        Pane::Frames,
        Pane::Registers,
        Pane::Heap,
        Pane::Wave,
        Pane::Session,
        Pane::Console,
    ];
}

/// Which lines are seen if nobody scrolls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    #[default]
    Top,
    Bottom,
    /// This line, in the middle.
    Line(usize),
}

/// What a pane shows.
#[derive(Debug, Clone, Default)]
pub struct Content {
    pub title: String,
    pub lines: Vec<Line<'static>>,
    pub keep: Keep,
    /// Columns left out on the left if nobody scrolls.
    pub right: u16,
}

/// How far a person has scrolled from there: lines and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    pub down: i32,
    pub right: u16,
}

impl Scroll {
    /// The first line shown of `lines` in `height` rows; `down` is cut to what there is.
    pub fn top(&mut self, keep: Keep, lines: usize, height: usize) -> usize {
        let last = lines.saturating_sub(height) as i32;
        let start = match keep {
            Keep::Top => 0,
            Keep::Bottom => last,
            Keep::Line(at) => (at as i32 - height as i32 / 2).clamp(0, last),
        };
        let top = (start + self.down).clamp(0, last);
        self.down = top - start;
        top as usize
    }
}

/// Draws a pane: its title in the line above it, `edge` says whether a line divides it from what is
/// left of it.
pub fn draw_pane(
    content: Content,
    scroll: &mut Scroll,
    focused: bool,
    edge: bool,
    area: Rect,
    buffer: &mut Buffer,
) {
    let style = if focused { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
    let borders = if edge { Borders::TOP | Borders::LEFT } else { Borders::TOP };
    let mut block = Block::new().borders(borders);
    let inner = block.inner(area);
    let top = scroll.top(content.keep, content.lines.len(), inner.height.into());
    let below = content.lines.len().saturating_sub(top + usize::from(inner.height));
    let mark = if focused { "*" } else { "" };
    block = block.title(Line::styled(format!(" {mark}{} ", content.title), style));
    let more = match (top, below) {
        (0, 0) => String::new(),
        (0, below) => format!(" {below} below "),
        (above, 0) => format!(" {above} above "),
        (above, below) => format!(" {above} above, {below} below "),
    };
    if focused && !more.is_empty() {
        block = block.title(Line::raw(more).right_aligned());
    }
    block.render(area, buffer);
    let lines: Vec<Line> = content.lines.into_iter().skip(top).take(inner.height.into()).collect();
    Paragraph::new(lines).scroll((0, content.right + scroll.right)).render(inner, buffer);
    if edge && area.height > 0 {
        buffer[(area.x, area.y)].set_symbol("┬");
    }
}

/// The areas in which panes draw their lines, without titles and edges.
pub fn inner(area: Rect, edge: bool) -> Rect {
    let borders = if edge { Borders::TOP | Borders::LEFT } else { Borders::TOP };
    Block::new().borders(borders).inner(area)
}

/// A text without what a terminal would take for a command, or would not show.
pub fn printable(text: &str) -> String {
    let text = text.replace('\t', "    ");
    text.chars().map(|c| if is_hidden(c) { '·' } else { c }).collect()
}

/// Breaks a text into lines of at most `width` characters.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let line: Vec<char> = printable(line).chars().collect();
        if line.is_empty() {
            lines.push(String::new());
        }
        lines.extend(line.chunks(width.max(1)).map(|part| part.iter().collect::<String>()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_stays_within_the_lines() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.top(Keep::Bottom, 30, 10), 20);
        assert_eq!(scroll.top(Keep::Line(15), 30, 10), 10);
        assert_eq!(scroll.top(Keep::Line(2), 30, 10), 0);
        scroll.down = 50;
        assert_eq!((scroll.top(Keep::Top, 30, 10), scroll.down), (20, 20));
        scroll.down = -5;
        assert_eq!((scroll.top(Keep::Bottom, 30, 10), scroll.down), (15, -5));
        assert_eq!((scroll.top(Keep::Bottom, 3, 10), scroll.down), (0, 0));
    }

    #[test]
    fn nothing_reaches_the_terminal_as_a_command() {
        assert_eq!(printable("a\u{1b}[2Jb\tc"), "a·[2Jb    c");
        assert_eq!(wrap("abcdef\n\nxy", 4), ["abcd", "ef", "", "xy"]);
    }
}
