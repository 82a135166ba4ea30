//! What the editor of lines knows of Lisp: where a datum ends, and which names there are.

use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use conscycle_firmware::Dialect;

/// The editor's helper.
#[derive(Debug)]
pub struct Editing {
    dialect: Dialect,
    /// The names that Tab completes, in order.
    pub names: Vec<String>,
    /// Enter goes on to another line inside a datum.
    several_lines: bool,
}

impl Editing {
    /// For the lines of a dialect's shell. On a terminal that cannot edit, a line is a line.
    pub fn new(dialect: Dialect) -> Editing {
        let several_lines = std::env::var("TERM").is_ok_and(|term| term != "dumb");
        Editing { dialect, names: Vec::new(), several_lines }
    }
}

impl Helper for Editing {}
impl Highlighter for Editing {}

impl Hinter for Editing {
    type Hint = String;
}

impl Validator for Editing {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let goes_on = self.several_lines && is_open(context.input(), self.dialect);
        Ok(if goes_on { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Completer for Editing {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let start = line[..at].rfind(is_delimiter).map_or(0, |index| index + 1);
        let begun = &line[start..at];
        if begun.is_empty() {
            return Ok((at, Vec::new()));
        }
        let names = self.names.iter().filter(|name| name.starts_with(begun));
        Ok((start, names.cloned().collect()))
    }
}

/// No part of a name, in any dialect: all of them are of one byte.
fn is_delimiter(c: char) -> bool {
    c.is_ascii_whitespace() || "()[]{}\"'`,;~@^|".contains(c)
}

/// Does the text end inside of a list, a string or a comment? What is wrong with it otherwise is told by
/// the machine.
fn is_open(text: &str, dialect: Dialect) -> bool {
    let has_bars = matches!(dialect, Dialect::Core | Dialect::Bare);
    let has_curly_brackets = dialect == Dialect::Mal;
    let has_characters = dialect != Dialect::Mal;
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '(' => {
                open.push(')');
                after
            }
            '[' => {
                open.push(']');
                after
            }
            '{' if has_curly_brackets => {
                open.push('}');
                after
            }
            ')' | ']' if open.pop() != Some(c) => return false,
            '}' if has_curly_brackets && open.pop() != Some(c) => return false,
            ';' => after.find('\n').map_or("", |end| &after[end..]),
            '"' => match behind_quote(after, '"') {
                Some(rest) => rest,
                None => return true,
            },
            '|' if has_bars => match behind_quote(after, '|') {
                Some(rest) => rest,
                None => return true,
            },
            '#' if has_bars && after.starts_with('|') => match behind_comment(after) {
                Some(rest) => rest,
                None => return true,
            },
            '#' if has_characters && after.starts_with('\\') => {
                after.char_indices().nth(2).map_or("", |(index, _)| &after[index..])
            }
            _ => after,
        };
    }
    !open.is_empty()
}

/// What follows the next `quote` without a backslash before it.
fn behind_quote(text: &str, quote: char) -> Option<&str> {
    let mut characters = text.char_indices();
    while let Some((index, c)) = characters.next() {
        if c == quote {
            return Some(&text[index + 1..]);
        }
        if c == '\\' {
            characters.next();
        }
    }
    None
}

/// What follows a comment `#| ... |#`, in which there may be others; the text begins with its bar.
fn behind_comment(text: &str) -> Option<&str> {
    let mut depth = 1;
    let mut rest = &text[1..];
    while depth > 0 {
        let at = rest.find(['#', '|'])?;
        let (step, change) = match &rest.as_bytes()[at..] {
            [b'|', b'#', ..] => (2, -1),
            [b'#', b'|', ..] => (2, 1),
            _ => (1, 0),
        };
        depth += change;
        rest = &rest[at + step..];
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dialect: Dialect, open: &[&str], closed: &[&str]) {
        open.iter().for_each(|text| assert!(is_open(text, dialect), "{text}"));
        closed.iter().for_each(|text| assert!(!is_open(text, dialect), "{text}"));
    }

    #[test]
    fn a_datum_goes_on_to_its_end() {
        let open = ["(", "(a (b)", "\"a", "(\"\\\"", "[1", "(a ; )", "(\"a\nb\"", "(\u{e9}"];
        let closed =
            ["", "a", "(a)", "(a]", ")", "\"(\"", "; (", "'(a) b", "\"\\\\\"", "[(1) \u{e9}]"];
        for dialect in Dialect::ALL {
            check(dialect, &open, &closed);
        }
    }

    #[test]
    fn dialects_have_their_own_brackets_and_comments() {
        let open = ["#| a", "#| #| |#", "|a b", "(#\\)", "#(1"];
        check(Dialect::Core, &open, &["#\\(", "#| ( |#", "|(|", "{", "#| |# )", "(#\\))"]);
        check(Dialect::Mal, &["{", "[{\"a\" 1}", "(#|)("], &["{}", "{:a [1]}", "#| a", "|", "{]"]);
        check(Dialect::Euler, &["(#\\)", "#(1", "&("], &["#\\(", "|", "#| a", "{", "&[&1]"]);
    }

    #[test]
    fn names_that_go_on_with_what_is_typed_are_offered() {
        let names = ["car", "cadr", "cons", "set!"].map(String::from).to_vec();
        let editing = Editing { names, ..Editing::new(Dialect::Core) };
        let history = rustyline::history::DefaultHistory::new();
        let complete = |line: &str| {
            editing.complete(line, line.len(), &Context::new(&history)).expect("candidates")
        };
        assert_eq!(complete("(ca"), (1, vec!["car".to_string(), "cadr".to_string()]));
        assert_eq!(complete("(car 'se"), (6, vec!["set!".to_string()]));
        assert_eq!(complete("(car "), (5, Vec::new()));
        assert_eq!(complete("nothing"), (0, Vec::new()));
    }
}
