//! The panes that are texts: what the session has said, and what the program has written.

use ratatui::style::{Color, Style};
use ratatui::text::Line;

use super::colours::strong;
use super::pane::{Content, Keep, wrap};

/// Lines that are kept.
const KEPT: usize = 10_000;

/// What a session has said so far, and its program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    session: Vec<String>,
    console: Vec<u8>,
}

impl Texts {
    /// Something said: a line, or several.
    pub fn say(&mut self, text: &str) {
        self.session.extend(text.split('\n').map(str::to_string));
        if self.session.len() > 2 * KEPT {
            self.session.drain(..KEPT);
        }
    }

    /// Something written by the program.
    pub fn write(&mut self, bytes: &[u8]) {
        self.console.extend_from_slice(bytes);
    }

    /// All that has been said.
    pub fn session(&self) -> &[String] {
        &self.session
    }

    /// The session's pane: commands in bold.
    pub fn session_content(&self, width: usize) -> Content {
        let lines = self.session.iter().flat_map(|text| {
            let style = match text {
                text if text.starts_with("> ") => strong(),
                text if text.starts_with("error: ") => Style::new().fg(Color::LightRed),
                _ => Style::new(),
            };
            wrap(text, width).into_iter().map(move |line| Line::styled(line, style))
        });
        Content {
            title: "session".to_string(),
            lines: lines.collect(),
            keep: Keep::Bottom,
            right: 0,
        }
    }

    /// The console's pane.
    pub fn console_content(&self, width: usize, waits: bool) -> Content {
        let start = self.console.len().saturating_sub(KEPT * width.max(1));
        let text = String::from_utf8_lossy(&self.console[start..]);
        let mut lines = wrap(&text, width);
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let lines = lines.into_iter().map(Line::raw).collect();
        let title = if waits { "waits: input TEXT" } else { "console" };
        Content { title: title.to_string(), lines, keep: Keep::Bottom, right: 0 }
    }
}
