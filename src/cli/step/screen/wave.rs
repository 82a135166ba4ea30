//! The waveform of the last cycles of the chosen signals; the present cycle is the last one.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::colours::{dim, strong, unit, unit_of_state};
use super::pane::Content;
use conscycle_debugger::recent::{self, Recent, pieces, ruler};
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{Kind, SIGNALS, STATE};

/// How many more columns for a cycle than usual, or fewer, there can be.
pub const SCALES: (i32, i32) = (-6, 20);

/// Columns for a cycle in a pane of this width, with `more` than usual.
pub fn columns(width: usize, more: i32) -> usize {
    let usual = if width >= 100 { 7 } else { 4 };
    (usual + more).max(1) as usize
}

/// The waveform in `columns` for each cycle.
pub fn content(shown: &Recent, width: usize, columns: usize) -> Content {
    let long = width >= 80;
    let name = |row: usize| recent::name(row, long);
    let label = shown.rows.iter().map(|row| name(row.0).len()).max().unwrap_or(0);
    let cycles = shown.rows.first().map_or(0, |row| row.1.len());
    let visible = (width.saturating_sub(label + 1) / columns).min(cycles);
    let skipped = cycles - visible;
    let first = shown.first + skipped as u64;
    let mut lines = vec![Line::from(vec![
        Span::raw(" ".repeat(label + 1)),
        Span::styled(ruler(first, visible, columns), dim()),
    ])];
    for (row, values) in &shown.rows {
        let mut spans = vec![Span::styled(format!("{:<label$} ", name(*row)), strong())];
        for piece in pieces(*row, &values[skipped..], &shown.texts, columns) {
            spans.push(Span::styled(piece.text, style(*row, piece.value)));
        }
        lines.push(Line::from(spans));
    }
    let last = shown.first + cycles.saturating_sub(1) as u64;
    let title = format!("wave {first} to {last} x{columns}");
    Content { title, lines, ..Content::default() }
}

/// States and units have their colours.
fn style(signal: usize, value: Option<u64>) -> Style {
    let Some(value) = value else { return dim() };
    let owner = if signal == STATE {
        unit_of_state(value as u32)
    } else if SIGNALS.get(signal).is_some_and(|it| it.kind == Kind::Enum(&Unit::NAMES)) {
        Unit::from_number(value as u32)
    } else {
        None
    };
    owner.map_or(Style::new(), unit)
}
