//! A message with the place in the source that it is about.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};

use conscycle_image::reader::{Span, line_column};
use conscycle_program::Excerpt;
use conscycle_program::brief::{is_hidden, visible};

/// Lines longer than this are not shown whole.
const LONG: usize = 400;

/// Characters shown on either side of the place in a long line.
const WINDOW: usize = 40;

/// `message` with the lines around the place, which `label` points at.
pub fn report(excerpt: &Excerpt, message: &str, label: &str, help: Option<&str>) -> String {
    let (text, Span { start, end }) = (excerpt.text.as_str(), excerpt.span);
    let (message, name) = (visible(message), visible(&excerpt.name));
    let line_end = end_of_line(text, start);
    let line_begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
    // The line before and the one after are shown too.
    let first = text[..line_begin.saturating_sub(1)].rfind('\n').map_or(0, |at| at + 1);
    let last = end_of_line(text, (line_end + 1).min(text.len()));
    let shown = &text[first..last];
    // A column counts what stands there, not what stands for it.
    let is_hidden_before = text[line_begin..start].contains(is_hidden);
    if is_hidden_before || shown.split('\n').any(|line| line.len() > LONG) {
        return windowed(excerpt, &message, &name, help);
    }
    let line_end = line_end - usize::from(text[line_begin..line_end].ends_with('\r'));
    let (start, end) = (start.min(line_end), end.min(line_end));
    // What is shown by its number takes more room.
    let clear = |text: &str| visible(&text.replace("\r\n", "\n"));
    let [before, here, after] =
        [first..start, start..end, end..last].map(|part| clear(&text[part]));
    let place = before.len()..before.len() + here.len();
    let shown = [before, here, after].concat();
    let (number, _) = line_column(text, first);
    let source = Snippet::source(shown).path(name).line_start(number).fold(false);
    let source = source.annotation(AnnotationKind::Primary.span(place).label(label));
    let title = Level::ERROR.no_name().primary_title(message);
    let help = help.map(|help| Level::HELP.message(help));
    let report = title.element(source).elements(help);
    let is_plain = AutoStream::choice(&std::io::stderr()) == ColorChoice::Never;
    let renderer = if is_plain { Renderer::plain() } else { Renderer::styled() };
    format!("{}\n", renderer.render(&[report]))
}

/// For lines that cannot be shown as they are: the place in numbers, and the text about it.
fn windowed(excerpt: &Excerpt, message: &str, name: &str, help: Option<&str>) -> String {
    let (line, column) = line_column(&excerpt.text, excerpt.span.start);
    let text = excerpt.text.lines().nth(line - 1).unwrap_or_default();
    let from = column.saturating_sub(WINDOW + 1);
    let window: String = text.chars().skip(from).take(2 * WINDOW).collect();
    let window = visible(&window);
    let mut report = format!("{message}\n --> {name}:{line}:{column}: ...{window}...\n");
    if let Some(help) = help {
        report.push_str(&format!("  = help: {help}\n"));
    }
    report
}

/// Where the line ends that `offset` is in.
fn end_of_line(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |at| offset + at)
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
        let short = report(&excerpt("one\n(two\nthree)", 4, 15), "bad", "here", Some("mend it"));
        assert!(short.contains("file:2:1") && short.contains("(two"), "{short}");
        assert!(short.contains("mend it"), "{short}");
        let text = format!("{}(car 5){}", " ".repeat(100_000), "x".repeat(100_000));
        let long = report(&excerpt(&text, 100_000, 100_007), "bad", "here", None);
        assert!(long.contains("file:1:100001") && long.contains("(car 5)"), "{long}");
        assert!(long.len() < 200, "{long}");
        let hidden = report(&excerpt("(a \u{202e}b)\r\n(c)", 3, 7), "no \u{2066}", "here", None);
        assert!(hidden.contains(r"no \u{2066}") && hidden.contains(r"(a \u{202e}b)"), "{hidden}");
        assert!(hidden.contains("   ^^^^^^^^^ here") && hidden.contains("(c)"), "{hidden}");
        let behind = report(&excerpt("(\u{202e} car 5)", 5, 8), "bad", "here", None);
        assert!(behind.contains("file:1:4: ") && behind.contains(r"(\u{202e} car 5)"), "{behind}");
        report(&excerpt("", 0, 0), "empty", "here", None);
        report(&excerpt("é\n", 3, 3), "at the end", "here", None);
    }
}
