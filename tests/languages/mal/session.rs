//! Sessions as they stand in files: what is typed, and what is expected in answer.

/// Begins every message about an error that nobody has caught.
const ERROR: &str = "Error: ";

/// One line of input and the answer to it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where the input stands in its file, from 1.
    pub line: usize,
    pub input: String,
    /// Lines typed while the input is evaluated.
    pub typed: Vec<String>,
    /// The lines of the answer; with none given, any but an error.
    pub expected: Option<Vec<Expected>>,
}

/// What is expected of a line of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    Exactly(String),
    /// A pattern, in which `*` is any text.
    Like(String),
    /// An error whose message has this pattern in it.
    Error(String),
    /// Any lines, or none.
    Lines,
}

/// A conversation with one machine.
pub type Session = Vec<Case>;

/// The sessions of a file.
///
/// # Errors
/// The number of a line that has no meaning, and why.
pub fn parse(text: &str) -> Result<Vec<Session>, String> {
    let mut sessions = vec![Session::new()];
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if line.is_empty() || line.starts_with(";;") {
            continue;
        }
        let session = sessions.last_mut().expect("there is always one");
        if line == ";---" {
            sessions.push(Session::new());
        } else if let Some(directive) = line.strip_prefix(';') {
            let Some(case) = session.last_mut() else {
                return Err(format!("line {number}: an expectation without an input"));
            };
            case.add(directive).map_err(|error| format!("line {number}: {error}"))?;
        } else {
            let input = line.to_string();
            session.push(Case { line: number, input, typed: Vec::new(), expected: None });
        }
    }
    match sessions.iter().any(Vec::is_empty) {
        true => Err("a session without an input".to_string()),
        false => Ok(sessions),
    }
}

impl Case {
    fn add(&mut self, directive: &str) -> Result<(), String> {
        let rest = |prefix| directive.strip_prefix(prefix).map(str::to_string);
        let expected = if let Some(text) = rest("<") {
            if self.expected.is_some() {
                return Err("typed lines stand before what is expected".to_string());
            }
            self.typed.push(text);
            return Ok(());
        } else if directive == "=>" {
            None
        } else if let Some(text) = rest("=>").or_else(|| rest("|")) {
            Some(Expected::Exactly(text))
        } else if let Some(pattern) = rest("~") {
            Some(Expected::Like(pattern))
        } else if let Some(pattern) = rest("!") {
            Some(Expected::Error(pattern))
        } else if directive == "..." {
            Some(Expected::Lines)
        } else {
            return Err(format!("`;{directive}` is no expectation"));
        };
        self.expected.get_or_insert_default().extend(expected);
        Ok(())
    }

    /// Is an answer of these lines as it should be?
    pub fn accepts(&self, answer: &[&str]) -> bool {
        match &self.expected {
            Some(expected) => lines_match(expected, answer),
            None => !answer.iter().any(|line| line.starts_with(ERROR)),
        }
    }

    /// What is expected, for a report.
    pub fn expectation(&self) -> String {
        let Some(expected) = &self.expected else { return "anything but an error".to_string() };
        let line = |expected: &Expected| match expected {
            Expected::Exactly(text) => text.clone(),
            Expected::Like(pattern) => format!("like {pattern}"),
            Expected::Error(pattern) => format!("an error like *{pattern}*"),
            Expected::Lines => "...".to_string(),
        };
        match expected.is_empty() {
            true => "nothing".to_string(),
            false => expected.iter().map(line).collect::<Vec<_>>().join("\n"),
        }
    }
}

fn lines_match(expected: &[Expected], answer: &[&str]) -> bool {
    match (expected, answer) {
        ([], _) => answer.is_empty(),
        ([Expected::Lines, rest @ ..], _) => {
            (0..=answer.len()).any(|skipped| lines_match(rest, &answer[skipped..]))
        }
        (_, []) => false,
        ([first, rest @ ..], [line, others @ ..]) => {
            first.accepts(line) && lines_match(rest, others)
        }
    }
}

impl Expected {
    fn accepts(&self, line: &str) -> bool {
        match self {
            Expected::Exactly(text) => line == text,
            Expected::Like(pattern) => is_like(pattern, line),
            Expected::Error(pattern) => is_like(&format!("{ERROR}*{pattern}*"), line),
            Expected::Lines => true,
        }
    }
}

/// Is the text like the pattern, in which `*` is any text?
fn is_like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            let ends = (0..=text.len()).filter(|&end| text.is_char_boundary(end));
            ends.into_iter().any(|end| is_like(rest, &text[end..]))
        }),
    }
}

#[test]
fn a_pattern_is_the_whole_line() {
    assert!(is_like("#<*>", "#<function>"));
    assert!(!is_like("#<*>", "#<function> "));
    assert!(is_like("a*b*c", "a-bb-c"));
    assert!(!is_like("a*b*c", "a-c"));
    assert!(is_like("*", ""));
    assert!(!is_like("", "a"));
}

#[test]
fn every_kind_of_wrong_answer_is_refused() {
    let sessions = parse("1\n;|printed\n;=>1\n2\n;!zero\n3\n;=>\n4\n;...\n;=>4\n5\n").unwrap();
    let [one, two, three, four, five] = &sessions[0][..] else { panic!("{sessions:?}") };
    assert!(one.accepts(&["printed", "1"]));
    for wrong in [&["1"][..], &["printed"], &["1", "printed"], &["printed", "1", ""], &[]] {
        assert!(!one.accepts(wrong), "{wrong:?}");
    }
    assert!(two.accepts(&["Error: division by zero"]));
    assert!(!two.accepts(&["division by zero"]) && !two.accepts(&["Error: overflow"]));
    assert!(three.accepts(&[]) && !three.accepts(&["nil"]));
    assert!(four.accepts(&["4"]) && four.accepts(&["a", "b", "4"]));
    assert!(!four.accepts(&["4", "a"]) && !four.accepts(&[]));
    assert!(five.accepts(&["5"]) && !five.accepts(&["Error: out of memory"]));
}

#[test]
fn a_file_with_a_mistake_is_refused() {
    assert_eq!(parse(";=>1\n").unwrap_err(), "line 1: an expectation without an input");
    assert_eq!(parse("1\n;?1\n").unwrap_err(), "line 2: `;?1` is no expectation");
    assert!(parse("1\n;=>1\n;<2\n").unwrap_err().starts_with("line 3: typed lines"));
    assert_eq!(parse("1\n;---\n").unwrap_err(), "a session without an input");
}
