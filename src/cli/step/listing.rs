//! What a person asks to see of the program: its source, and what `info` tells.

use super::execute::{Stepper, Trouble};
use super::output::Output;
use conscycle_debugger::Problem;
use conscycle_debugger::objects::shorten;
use conscycle_image::Source;
use conscycle_image::reader::line_column;

/// Lines of the source before the one asked for, and all of them.
const BEFORE: usize = 5;
const LINES: usize = 11;

/// Characters of a line that are shown.
const WIDTH: usize = 120;

/// What `info` knows, by the words for it.
const TOPICS: [&str; 12] = [
    "breakpoints",
    "watchpoints",
    "registers",
    "signals",
    "frames",
    "stack",
    "backtrace",
    "locals",
    "args",
    "variables",
    "line",
    "source",
];

impl<O: Output> Stepper<'_, O> {
    /// `info TOPIC`.
    pub(super) fn info(&mut self, rest: &str) -> Result<(), Trouble> {
        let (word, more) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let topic = TOPICS.iter().find(|topic| !word.is_empty() && topic.starts_with(word));
        let lines = match topic.copied() {
            Some("registers" | "signals") => self.inspector().signals(more.trim())?,
            Some(topic) if !more.is_empty() => {
                let problem = format!("info {topic} takes no more: {}", more.trim());
                return Err(Problem(problem).into());
            }
            Some("breakpoints" | "watchpoints") => return self.points(),
            Some("frames" | "stack" | "backtrace") => return self.frames(),
            Some("line" | "source") => self.inspector().here(),
            Some(_) => self.inspector().locals(),
            None => {
                let topics = TOPICS.join(", ");
                return Err(Problem(format!("info about what? one of {topics}")).into());
            }
        };
        self.lines(&lines)
    }

    /// `list`, `list LINE`, `list FILE:LINE`: the source around a line, or where the machine is.
    pub(super) fn list(&mut self, rest: &str) -> Result<(), Trouble> {
        let image = self.debugger.image();
        let here = self.inspector().place().and_then(|place| {
            let source = image.sources.get(place.source as usize)?;
            Some((source, line_column(&source.text, place.form.start).0))
        });
        let (source, line) = match rest {
            "" => match here.or(image.sources.last().map(|source| (source, 1))) {
                Some(found) => found,
                None => return Err(Problem("there is no source".to_string()).into()),
            },
            _ => find(rest, &image.sources)?,
        };
        let current = here.filter(|(at, _)| at.name == source.name).map(|(_, line)| line);
        let first = line.saturating_sub(BEFORE).max(1);
        let lines: Vec<String> = (first..)
            .zip(source.text.lines().skip(first - 1))
            .take(LINES)
            .map(|(number, text)| {
                let mark = if Some(number) == current { '>' } else { ' ' };
                let indent = text.len() - text.trim_start().len();
                let text = format!("{}{}", &text[..indent], shorten(text, WIDTH));
                format!("{mark}{number:>4}  {text}").trim_end().to_string()
            })
            .collect();
        self.output.say(&source.name)?;
        self.lines(&lines)
    }
}

/// The source and the line that `LINE` or `FILE:LINE` names.
fn find<'a>(text: &str, sources: &'a [Source]) -> Result<(&'a Source, usize), Problem> {
    let (file, line) = match text.rsplit_once(':') {
        Some((file, line)) => (Some(file), line),
        None => (None, text),
    };
    let number: usize = line
        .parse()
        .map_err(|_| Problem(format!("{text} is no line: `list 12`, or `list FILE:12`")))?;
    let source = match file {
        Some(file) => sources.iter().find(|source| source.name == file),
        None => sources.last(),
    };
    let source = source.ok_or_else(|| Problem(format!("no source is named {text}")))?;
    let lines = source.text.lines().count();
    if number == 0 || number > lines {
        return Err(Problem(format!("{} has {lines} lines", source.name)));
    }
    Ok((source, number))
}
