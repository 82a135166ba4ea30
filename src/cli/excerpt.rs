//! A message with the place in the source that it is about.

use miette::{LabeledSpan, NamedSource, miette};

use conscycle_image::reader::{Span, line_column};

/// Lines longer than this are not shown whole.
const LONG: usize = 400;

/// Characters shown on either side of the place in a long line.
const WINDOW: usize = 40;

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

impl Excerpt {
    /// `message` with the lines around the place, which `label` points at.
    pub fn report(&self, message: &str, label: &str, help: Option<&str>) -> String {
        let Span { start, end } = self.span;
        let first_line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let end = end.min(first_line_end);
        if self.lines_around(start).any(|line| line.len() > LONG) {
            return self.windowed(message, help);
        }
        let at = LabeledSpan::at(start..end, label);
        let report = match help {
            Some(help) => miette!(labels = vec![at], help = help, "{message}"),
            None => miette!(labels = vec![at], "{message}"),
        };
        let source = NamedSource::new(&self.name, self.text.clone());
        format!("{:?}\n", report.with_source_code(source))
    }

    /// The line of an offset, the one before and the one after.
    fn lines_around(&self, offset: usize) -> impl Iterator<Item = &str> {
        let (line, _) = line_column(&self.text, offset);
        self.text.split('\n').skip(line.saturating_sub(2)).take(3)
    }

    /// For long lines: the place in numbers, and the text about it.
    fn windowed(&self, message: &str, help: Option<&str>) -> String {
        let (line, column) = line_column(&self.text, self.span.start);
        let text = self.text.split('\n').nth(line - 1).unwrap_or_default();
        let from = column.saturating_sub(WINDOW + 1);
        let window: String = text.chars().skip(from).take(2 * WINDOW).collect();
        let mut report =
            format!("  × {message}\n    at {}:{line}:{column}: ...{window}...\n", self.name);
        if let Some(help) = help {
            report.push_str(&format!("  help: {help}\n"));
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_shown_and_long_ones_cut() {
        let excerpt = |text: &str, start, end| Excerpt {
            name: "file".to_string(),
            text: text.to_string(),
            span: Span { start, end },
        };
        let short = excerpt("one\n(two\nthree)", 4, 15).report("bad", "here", Some("mend it"));
        assert!(short.contains("file:2:1") && short.contains("(two"), "{short}");
        assert!(short.contains("mend it"), "{short}");
        let text = format!("{}(car 5){}", " ".repeat(100_000), "x".repeat(100_000));
        let long = excerpt(&text, 100_000, 100_007).report("bad", "here", None);
        assert!(long.contains("file:1:100001") && long.contains("(car 5)"), "{long}");
        assert!(long.len() < 200, "{long}");
        excerpt("", 0, 0).report("empty", "here", None);
        excerpt("é\n", 3, 3).report("at the end", "here", None);
    }
}
