//! Writes SVG: the few elements that pictures need, coordinates rounded to a tenth.

use std::fmt::Write as _;

/// An SVG text in progress.
#[derive(Debug)]
pub struct Svg {
    text: String,
}

/// Where a text begins, seen from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The text is to the right.
    Start,
    /// It is around it.
    Middle,
    /// It is to the left.
    End,
}

impl Svg {
    /// Begins a picture of this size, with a title, a description and a style sheet.
    pub fn new(width: f64, height: f64, title: &str, description: &str, style: &str) -> Svg {
        let (width, height) = (number(width), number(height));
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
        );
        let _ = writeln!(text, "<title>{}</title>", escape(title));
        let _ = writeln!(text, "<desc>{}</desc>", escape(description));
        let _ = writeln!(text, "<style>\n{style}\n</style>");
        let mut svg = Svg { text };
        svg.rect("paper", 0.0, 0.0, f64::INFINITY, f64::INFINITY);
        svg
    }

    /// Ends the picture.
    pub fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    /// A text in one line.
    pub fn text(&mut self, class: &str, anchor: Anchor, x: f64, y: f64, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y, text) = (number(x), number(y), escape(text));
        let _ = writeln!(
            self.text,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>{text}</text>"
        );
    }

    /// A text that goes up from its place, at an angle in degrees.
    pub fn slanted(&mut self, class: &str, from: (f64, f64), angle: f64, text: &str) {
        let (x, y, angle, text) = (number(from.0), number(from.1), number(angle), escape(text));
        let _ = writeln!(
            self.text,
            "<text class=\"{class}\" transform=\"translate({x} {y}) rotate({angle})\">{text}</text>"
        );
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let (x1, y1, x2, y2) = (number(from.0), number(from.1), number(to.0), number(to.1));
        let _ = writeln!(
            self.text,
            "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
        );
    }

    /// A rectangle; one that is infinite is as large as the picture.
    pub fn rect(&mut self, class: &str, x: f64, y: f64, width: f64, height: f64) {
        let extent = |length: f64| {
            if length.is_finite() { number(length) } else { "100%".to_string() }
        };
        let (x, y, width, height) = (number(x), number(y), extent(width), extent(height));
        let _ = writeln!(
            self.text,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    /// A disc.
    pub fn dot(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let (x, y, radius) = (number(at.0), number(at.1), number(radius));
        let _ =
            writeln!(self.text, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    /// Straight lines from point to point.
    pub fn path(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let _ = write!(self.text, "<path class=\"{class}\" d=\"");
        for (i, (x, y)) in points.into_iter().enumerate() {
            let command = if i == 0 { 'M' } else { 'L' };
            let _ = write!(self.text, "{command}{} {}", number(x), number(y));
        }
        self.text.push_str("\"/>\n");
    }

    /// What is drawn by `draw`, with a text that shows when it is pointed at.
    pub fn with_hint(&mut self, hint: &str, draw: impl FnOnce(&mut Svg)) {
        let _ = write!(self.text, "<g><title>{}</title>", escape(hint));
        draw(self);
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        self.text.push_str("</g>\n");
    }
}

/// A coordinate, in tenths.
fn number(value: f64) -> String {
    let mut text = format!("{value:.1}");
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    if text == "-0" { "0".to_string() } else { text }
}

/// Text as XML, which knows no control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other if other.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_numbers_short() {
        assert_eq!(escape("a<b> & \"c\"\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd}");
        let numbers = [0.0, -0.01, 1.0, 2.55, 100.25].map(number);
        assert_eq!(numbers, ["0", "0", "1", "2.5", "100.2"]);
    }

    #[test]
    fn elements_nest() {
        let mut svg = Svg::new(10.0, 20.0, "t", "d", "rect {}");
        svg.with_hint("<hint>", |svg| svg.path("p", [(0.0, 1.0), (2.0, 3.0)]));
        let text = svg.finish();
        let expected = "<g><title>&lt;hint&gt;</title><path class=\"p\" d=\"M0 1L2 3\"/></g>\n";
        assert!(text.contains(expected), "{text}");
        assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
    }
}
