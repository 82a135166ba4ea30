//! Breakpoints and watchpoints: where a run is to stop.

use conscycle_image::Image;
use conscycle_image::reader::{Datum, Syntax, line_column, read_all};
use conscycle_machine::primitives::{Fault, PRIMITIVES};
use conscycle_machine::signals::STATES;
use conscycle_machine::units::memory::Words;
use conscycle_machine::units::sweeper::Kind;
use conscycle_machine::word::{NIL, Word};
use conscycle_observe::condition::Problem;
use conscycle_observe::condition::operand::{Operand, no_symbol, number};
use conscycle_observe::condition::{Condition, suggestion};

/// What a point waits for.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A state is entered: its number in [`STATES`].
    State(u32),
    /// The function that a symbol is bound to is applied.
    Function(Word),
    /// An expression that begins on a line is evaluated: the first cells of those expressions.
    Line(Vec<Word>),
    /// A primitive is applied.
    Primitive(u32),
    /// A fault, or one with this cause.
    Trap(Option<Fault>),
    /// A collection begins, or one of this kind.
    Collection(Option<Kind>),
    /// One of these changes.
    Change(Vec<Operand>),
    /// The condition becomes true.
    Becomes(Condition),
}

/// A breakpoint or a watchpoint.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its number, from 1 on; that of a deleted one is not given again.
    pub id: u32,
    /// What it waits for.
    pub trigger: Trigger,
    /// It counts only while this is true.
    pub condition: Option<Condition>,
    /// What a person asked for.
    pub text: String,
    /// It goes when it has stopped a run.
    pub temporary: bool,
}

/// All of them.
#[derive(Debug, Clone, Default)]
pub struct Points {
    all: Vec<Point>,
    last: u32,
}

impl Points {
    /// Adds a point; its number.
    pub fn add(&mut self, trigger: Trigger, condition: Option<Condition>, text: String) -> u32 {
        self.last += 1;
        self.all.push(Point { id: self.last, trigger, condition, text, temporary: false });
        self.last
    }

    /// The point with this number is to go when it has stopped a run.
    pub fn make_temporary(&mut self, id: u32) {
        self.all.iter_mut().filter(|point| point.id == id).for_each(|point| point.temporary = true);
    }

    /// A run has stopped at this point.
    pub fn has_stopped(&mut self, id: u32) {
        self.all.retain(|point| point.id != id || !point.temporary);
    }

    /// Takes a point away; false if there is none with this number.
    pub fn delete(&mut self, id: u32) -> bool {
        let before = self.all.len();
        self.all.retain(|point| point.id != id);
        self.all.len() < before
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// Each of them, in the order of their numbers.
    pub fn all(&self) -> &[Point] {
        &self.all
    }
}

/// Reads what a breakpoint is for: `WHERE [if CONDITION]`.
///
/// # Errors
/// A [`Problem`] that says what is wrong.
pub fn breakpoint(text: &str, image: &Image) -> Result<(Trigger, Option<Condition>), Problem> {
    let (at, condition) = match text.strip_prefix("if ") {
        Some(condition) => ("", Some(condition)),
        None => split_condition(text),
    };
    if at == "if" || at.ends_with(" if") {
        return Err(Problem("the condition after `if` is missing".to_string()));
    }
    let condition = condition.map(|text| Condition::parse(text, image)).transpose()?;
    match (at, condition) {
        ("", Some(condition)) => Ok((Trigger::Becomes(condition), None)),
        ("", None) => Err(Problem("break on what? `help break` tells".to_string())),
        (at, condition) => Ok((trigger(at, image)?, condition)),
    }
}

/// A place, and the condition behind it if there is one. An `if` in a name between bars is none.
fn split_condition(text: &str) -> (&str, Option<&str>) {
    let is_outside = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        (before.matches('|').count() - before.matches("\\|").count()).is_multiple_of(2)
    };
    let found = text.match_indices(" if ").find(|(at, _)| is_outside(*at));
    match found.and_then(|(at, sign)| Some((text.get(..at)?, text.get(at + sign.len()..)?))) {
        Some((at, condition)) => (at.trim(), Some(condition)),
        None => (text.trim(), None),
    }
}

/// The words of a place. What stands between bars is one, a name as the reader has it.
fn words_of(text: &str) -> Result<Vec<String>, Problem> {
    let (mut words, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let is_barred = rest.starts_with('|');
        let mut escaped = false;
        let ends = |(at, character): (usize, char)| {
            let is_end =
                if is_barred { at > 0 && character == '|' } else { character.is_whitespace() };
            let ends = is_end && !escaped;
            escaped = is_barred && character == '\\' && !escaped;
            ends.then_some(at)
        };
        let end = match rest.char_indices().find_map(ends) {
            Some(at) => at + usize::from(is_barred),
            None if is_barred => {
                return Err(Problem(format!("{rest}: the name does not end in `|`")));
            }
            None => rest.len(),
        };
        let (word, behind) = rest.split_at(end);
        words.push(if is_barred { barred_name(word)? } else { word.to_string() });
        rest = behind.trim_start();
    }
    Ok(words)
}

/// The name that stands between bars.
fn barred_name(text: &str) -> Result<String, Problem> {
    let data = read_all(text).map_err(|error| Problem(format!("{text}: {error}")))?;
    match data.as_slice() {
        [Syntax { datum: Datum::Symbol(name), .. }] => Ok(name.clone()),
        _ => Err(Problem(format!("{text} is no name"))),
    }
}

fn trigger(text: &str, image: &Image) -> Result<Trigger, Problem> {
    let words = words_of(text)?;
    let mut words = words.iter().map(String::as_str);
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    if words.next().is_some() {
        return Err(Problem(format!("{text}: too many words for one place")));
    }
    match (first, second) {
        ("state", Some(name)) => state(name),
        ("function" | "fn", Some(name)) => function(name, image),
        ("line", Some(line)) => source_line(line, image),
        ("primitive", Some(name)) => primitive(name),
        ("trap", None) => Ok(Trigger::Trap(None)),
        ("trap", Some(name)) => match Fault::NAMES.iter().position(|known| *known == name) {
            Some(at) if at > 0 => Ok(Trigger::Trap(Some(Fault::ALL[at]))),
            _ => Err(Problem(format!("{name} is no trap: {}", Fault::NAMES[1..].join(", ")))),
        },
        ("collection" | "gc", None) => Ok(Trigger::Collection(None)),
        ("collection" | "gc", Some("full")) => Ok(Trigger::Collection(Some(Kind::Full))),
        ("collection" | "gc", Some("minor")) => Ok(Trigger::Collection(Some(Kind::Minor))),
        ("collection" | "gc", Some("major")) => Ok(Trigger::Collection(Some(Kind::Major))),
        ("collection" | "gc", Some(name)) => {
            Err(Problem(format!("{name} is no kind of collection: full, minor, major")))
        }
        (_, Some(_)) => Err(Problem(format!(
            "{first}: a place is a function, a line, or one of state, function, line, primitive, \
             trap, collection"
        ))),
        (name, None) if image.symbol(name).is_some() => function(name, image),
        (line, None) if line.contains(':') || number(line).is_some() => source_line(line, image),
        (name, None) if STATES.contains(&name) => state(name),
        (name, None) => {
            let names = image.symbols.keys().map(String::as_str).chain(STATES.iter().copied());
            let meant = suggestion(name, names);
            Err(Problem(format!("{name} is no function, line or state{meant}")))
        }
    }
}

fn state(name: &str) -> Result<Trigger, Problem> {
    let at = STATES.iter().position(|known| *known == name);
    at.map(|at| Trigger::State(at as u32)).ok_or_else(|| {
        Problem(format!("{name} is no state{}", suggestion(name, STATES.iter().copied())))
    })
}

fn function(name: &str, image: &Image) -> Result<Trigger, Problem> {
    image.symbol(name).map(Trigger::Function).ok_or_else(|| no_symbol(name, image))
}

fn primitive(name: &str) -> Result<Trigger, Problem> {
    let at = PRIMITIVES.iter().position(|info| info.names.contains(&name));
    at.map(|at| Trigger::Primitive(at as u32)).ok_or_else(|| {
        let names = PRIMITIVES.iter().flat_map(|info| info.names.iter().copied());
        Problem(format!("{name} is no primitive{}", suggestion(name, names)))
    })
}

/// `LINE` of the program, or `FILE:LINE`. An expression inside another one that begins on the same
/// line does not count.
fn source_line(text: &str, image: &Image) -> Result<Trigger, Problem> {
    let (file, line) = match text.rsplit_once(':') {
        Some((file, line)) => (Some(file), line),
        None => (None, text),
    };
    let wanted: usize = line.parse().map_err(|_| Problem(format!("{line} is no line number")))?;
    let source = match file {
        Some(file) => image.sources.iter().position(|source| source.name == file),
        None => image.sources.len().checked_sub(1),
    };
    let source = source.ok_or_else(|| Problem(format!("no source is named {text}")))?;
    let contents = &image.sources[source].text;
    let here = image.places.iter().filter(|place| place.source as usize == source);
    // The first cell of each form on the line, outermost forms first.
    let mut forms = std::collections::BTreeMap::new();
    for place in here {
        let form = forms.entry(place.form.start).or_insert(*place);
        if place.element.start < form.element.start {
            *form = *place;
        }
    }
    let mut cells = Vec::new();
    let mut covered = 0;
    for (start, place) in forms {
        if start >= covered && line_column(contents, start).0 == wanted {
            covered = place.form.end;
            cells.push(Word::at(place.cell));
        }
    }
    if cells.is_empty() {
        let name = &image.sources[source].name;
        return Err(Problem(format!("no expression begins on line {wanted} of {name}")));
    }
    Ok(Trigger::Line(cells))
}

/// Reads what a watchpoint is for: an address, a signal, or a symbol's cells.
///
/// # Errors
/// A [`Problem`] that says what is wrong.
pub fn watchpoint(text: &str, words: &Words, image: &Image) -> Result<Trigger, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem("watch what? `help watch` tells".to_string()));
    }
    if number(text).is_some() {
        return Ok(Trigger::Change(vec![Operand::parse(&format!("*{text}"), image)?]));
    }
    match Operand::parse(text, image)? {
        Operand::Variable(symbol) => {
            let cell = symbol.plus(1).address() as usize;
            let object = if cell < words.len() { words.at(cell) } else { NIL };
            Ok(Trigger::Change(
                [2, 3].map(|cell| Operand::Memory(object.plus(cell).address())).to_vec(),
            ))
        }
        Operand::Cycle => Err(Problem("the cycle changes in every cycle".to_string())),
        operand => Ok(Trigger::Change(vec![operand])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_image::builder::Builder;
    use conscycle_machine::config::Config;

    const NAMES: &str =
        r"(define |my fun| 1) (define |a if b| 2) (define |x\|y| 3) (define plain 4)";

    fn image() -> Image {
        let mut builder = Builder::new(Config::default());
        let forms = read_all(NAMES).expect("reads");
        builder.program("names", NAMES, &forms).expect("builds");
        builder.finish()
    }

    #[test]
    fn a_function_may_have_a_name_between_bars() {
        let image = image();
        for (text, name, has_condition) in [
            ("|my fun|", "my fun", false),
            ("fn |my fun|", "my fun", false),
            ("|my fun| if calls=3", "my fun", true),
            ("|a if b|", "a if b", false),
            ("function |a if b| if calls=3 || cycle=4", "a if b", true),
            (r"|x\|y| if calls=3", "x|y", true),
            ("|plain|", "plain", false),
            ("plain if calls=3 || cycle=4", "plain", true),
        ] {
            let (trigger, condition) = breakpoint(text, &image).expect(text);
            assert_eq!(condition.is_some(), has_condition, "{text}");
            let Trigger::Function(symbol) = trigger else { panic!("{text}: {trigger:?}") };
            assert_eq!(Some(symbol), image.symbol(name), "{text}");
        }
    }

    #[test]
    fn a_name_between_bars_that_is_wrong_is_told() {
        let image = image();
        for (text, problem) in [
            ("|my fun", "|my fun: the name does not end in `|`"),
            ("|my fun| |a if b| x", "|my fun| |a if b| x: too many words for one place"),
            ("fn |no such|", "no such"),
        ] {
            let error = breakpoint(text, &image).expect_err(text).to_string();
            assert!(error.contains(problem), "{text}: {error}");
        }
    }
}
