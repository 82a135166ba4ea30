//! Draws the screen: the status, the panes, the command line, and what keys do.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget as _};

use super::colours::{dim, strong};
use super::frames::cut;
use super::layout::parts;
use super::pane::{Content, Pane, Scroll, draw_pane, inner, printable};
use super::prompt::Prompt;
use super::texts::Texts;
use super::view::View;
use super::{help, registers, units, wave};
use conscycle_observe::picture::scale::group;

/// What a person has chosen to see, and is typing.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The pane that keys are for, if the command line is not.
    pub in_pane: bool,
    pub pane: Pane,
    /// It has the screen to itself.
    pub enlarged: bool,
    pub scrolls: [Scroll; Pane::ALL.len()],
    /// Columns for a cycle of the waveform, beyond the usual.
    pub scale: i32,
    /// Help is shown.
    pub help: Option<Scroll>,
    pub prompt: Prompt,
    /// The cycle that a run has come to, while it goes on.
    pub running: Option<u64>,
}

impl Default for Choice {
    fn default() -> Choice {
        Choice {
            in_pane: false,
            pane: Pane::Source,
            enlarged: false,
            scrolls: [Scroll::default(); Pane::ALL.len()],
            scale: 0,
            help: None,
            prompt: Prompt::default(),
            running: None,
        }
    }
}

impl Choice {
    /// How far the pane with the focus has been scrolled.
    pub fn scroll(&mut self) -> &mut Scroll {
        &mut self.scrolls[self.pane as usize]
    }
}

/// The screen.
pub fn draw(frame: &mut Frame, view: &View, texts: &Texts, choice: &mut Choice) {
    let parts = parts(frame.area(), choice.pane, choice.enlarged);
    status(frame, view, choice, parts.status);
    for (pane, area, edge) in parts.panes {
        let room = inner(area, edge);
        let content = content(pane, view, texts, choice, room);
        let focused = choice.in_pane && choice.pane == pane && choice.help.is_none();
        let scroll = &mut choice.scrolls[pane as usize];
        draw_pane(content, scroll, focused, edge, area, frame.buffer_mut());
    }
    if let Some(scroll) = &mut choice.help {
        let area = frame.area();
        let area = Rect { height: area.height.saturating_sub(2), ..area };
        Clear.render(area, frame.buffer_mut());
        let content = help::content(area.width.into());
        draw_pane(content, scroll, true, false, area, frame.buffer_mut());
    }
    prompt(frame, choice, parts.prompt);
    let hints = cut(hints(choice), parts.hints.width.into());
    Line::styled(hints, dim()).render(parts.hints, frame.buffer_mut());
}

fn content(pane: Pane, view: &View, texts: &Texts, choice: &Choice, room: Rect) -> Content {
    let (width, height) = (usize::from(room.width), usize::from(room.height));
    match pane {
        Pane::Source => view.source.content(width),
        Pane::Units => units::content(&view.units, width, height),
        Pane::Registers => registers::content(&view.registers),
        Pane::Frames => view.frames.content(width),
        Pane::Heap => view.heap.content(width),
        Pane::Wave => wave::content(&view.wave, width, wave::columns(width, choice.scale)),
        Pane::Session => texts.session_content(width),
        Pane::Console => texts.console_content(width, view.waits),
    }
}

/// The line about the last stop, or how far a run has come.
fn status(frame: &mut Frame, view: &View, choice: &Choice, area: Rect) {
    let text = match choice.running {
        Some(cycle) => format!(" running: cycle {}", group(cycle)),
        None => format!(" {}", printable(&view.status)),
    };
    let width = usize::from(area.width);
    let style = Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let text = format!("{:<width$}", cut(&text, width));
    Line::styled(text, style).render(area, frame.buffer_mut());
}

fn prompt(frame: &mut Frame, choice: &Choice, area: Rect) {
    let width = usize::from(area.width).saturating_sub(3);
    let (text, cursor) = (choice.prompt.text(), choice.prompt.cursor());
    let skipped = (cursor + 1).saturating_sub(width);
    let text: String = text.chars().skip(skipped).collect();
    let style = if choice.in_pane { dim() } else { strong() };
    let line = Line::from(vec![Span::styled("> ", style), Span::raw(printable(&text))]);
    line.render(area, frame.buffer_mut());
    if !choice.in_pane && choice.running.is_none() && choice.help.is_none() {
        let column = area.x + 2 + cursor.saturating_sub(skipped) as u16;
        frame.set_cursor_position(Position::new(column, area.y));
    }
}

fn hints(choice: &Choice) -> &'static str {
    if choice.running.is_some() {
        "Ctrl-C interrupts"
    } else if choice.help.is_some() {
        "arrows, PgUp, PgDn scroll; any other key goes on"
    } else if choice.in_pane {
        "arrows, PgUp, PgDn scroll  Tab next pane  F7 alone  + - wave  Esc command  ? help"
    } else {
        "F2 step F3 next F4 apply F5 cont F6 out, Shift back  Tab/Esc panes  F1 help"
    }
}
