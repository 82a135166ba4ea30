//! The source: where the program is, the current expression marked.

use std::sync::Arc;

use ratatui::text::{Line, Span};

use super::colours::{current, dim, strong};
use super::pane::{Content, Keep, printable};
use conscycle_debugger::Debugger;
use conscycle_debugger::points::Trigger;
use conscycle_image::reader::line_column;
use conscycle_image::{Image, Place};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::eval::Sink;

/// What the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    pub lines: Arc<Vec<String>>,
    /// The current expression: the lines and columns, from 0, of its first character and of the
    /// first one after it.
    pub here: Option<((usize, usize), (usize, usize))>,
    /// It is not being evaluated now: the collector works, or the machine has halted.
    pub stale: bool,
    /// Lines, from 0, that have a breakpoint.
    pub points: Vec<usize>,
}

/// Looks where the machine is; where that is nowhere, `before` stays.
pub fn gather(debugger: &Debugger, place: Option<&Place>, before: &Source) -> Source {
    let (machine, image) = (debugger.machine(), debugger.image());
    let found = place.and_then(|place| Some((place, image.sources.get(place.source as usize)?)));
    let Some((place, source)) = found else {
        return match image.sources.last() {
            Some(program) if before.name.is_empty() => Source {
                name: program.name.clone(),
                lines: Arc::new(lines(&program.text)),
                stale: true,
                ..Source::default()
            },
            _ => Source { stale: true, ..before.clone() },
        };
    };
    let span = if argument(machine) { place.element } else { place.form };
    let at = |offset| {
        let (line, column) = line_column(&source.text, offset);
        (line - 1, column - 1)
    };
    Source {
        name: source.name.clone(),
        lines: if source.name == before.name {
            Arc::clone(&before.lines)
        } else {
            Arc::new(lines(&source.text))
        },
        here: Some((at(span.start), at(span.end))),
        stale: false,
        points: points(debugger, image, place.source),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.split('\n').map(|line| line.trim_end_matches('\r').to_string()).collect()
}

/// Is it an argument that is being evaluated, rather than the form around it?
fn argument(machine: &Machine) -> bool {
    let unit = match machine.arbiter.owner {
        Unit::FetchObject => machine.arbiter.back,
        owner => owner,
    };
    unit == Unit::EvalArgs || unit == Unit::Eval && machine.eval.sink == Sink::Argument
}

/// The lines of a source that have a breakpoint.
fn points(debugger: &Debugger, image: &Image, source: u32) -> Vec<usize> {
    let mut lines = Vec::new();
    for point in debugger.points.all() {
        let Trigger::Line(cells) = &point.trigger else { continue };
        for place in cells.iter().filter_map(|&cell| image.place(cell)) {
            if let Some(known) = image.sources.get(source as usize)
                && place.source == source
            {
                lines.push(line_column(&known.text, place.form.start).0 - 1);
            }
        }
    }
    lines
}

impl Source {
    /// The lines with their numbers: `>` before those of the current expression, which is in reverse,
    /// and `*` before those with a breakpoint.
    pub fn content(&self, width: usize) -> Content {
        let digits = self.lines.len().to_string().len();
        let mut lines = Vec::new();
        for (number, text) in self.lines.iter().enumerate() {
            let part = self.part(number, text);
            let point = if self.points.contains(&number) { '*' } else { ' ' };
            let mark = if part.is_some() && !self.stale { '>' } else { ' ' };
            let gutter = Span::styled(
                format!("{point}{mark}{:>digits$} ", number + 1),
                if part.is_some() { strong() } else { dim() },
            );
            let spans = match part {
                Some((start, end)) => {
                    let cut = |from: usize, to: usize| {
                        printable(&text.chars().skip(from).take(to - from).collect::<String>())
                    };
                    let style = if self.stale { strong() } else { current() };
                    vec![
                        gutter,
                        Span::raw(cut(0, start)),
                        Span::styled(cut(start, end), style),
                        Span::raw(cut(end, usize::MAX)),
                    ]
                }
                None => vec![gutter, Span::raw(printable(text))],
            };
            lines.push(Line::from(spans));
        }
        let keep = self.here.map_or(Keep::Top, |((line, _), _)| Keep::Line(line));
        let note = if self.stale && self.here.is_some() { " (last)" } else { "" };
        let column = self.here.map_or(0, |((_, column), _)| column + digits + 3);
        // Far to the right, it is seen a third of the way across.
        let right = if column + width / 4 > width { column - width / 3 } else { 0 };
        let right = right.min(u16::MAX.into()) as u16;
        Content { title: format!("source {}{note}", self.name), lines, keep, right }
    }

    /// The columns of a line that the current expression takes.
    fn part(&self, number: usize, text: &str) -> Option<(usize, usize)> {
        let ((first, from), (last, to)) = self.here?;
        if number < first || number > last {
            return None;
        }
        let width = text.chars().count();
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        let start = if number == first { from } else { indent };
        let end = if number == last { to.min(width) } else { width };
        Some((start.min(end), end))
    }
}
