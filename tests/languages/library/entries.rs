//! What the firmware's texts say of the names that programs can see, in comments of this form:
//!
//! ```text
//! ;;# Lists                                 a section of the reference begins
//! ;;: (append list ...) -- One list of      calls with the same meaning, and what they do;
//! ;;:   all elements.                       it goes on in lines that begin with blanks
//! ;;> (append '(1 2) '(3)) => (1 2 3)       an example of the last name, and its value
//! ;;>> (sqrt 144) => 12                     one that words of 16 bits are too narrow for
//! ```

use std::path::Path;

/// Calls with one meaning.
#[derive(Debug)]
pub struct Entry {
    pub section: String,
    /// Each as it is written: a form, or a name alone.
    pub calls: Vec<String>,
    pub text: String,
    pub examples: Vec<Example>,
    /// The file and the line.
    pub place: String,
}

/// An expression and its value.
#[derive(Debug, Clone)]
pub struct Example {
    pub text: String,
    pub value: String,
    /// Words of 16 bits will do.
    pub is_for_all: bool,
}

/// How many operands a call has.
#[derive(Debug, PartialEq, Eq)]
pub struct Operands {
    pub least: usize,
    /// There may be more.
    pub more: bool,
}

impl Entry {
    /// The names of the calls.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.calls.iter().map(|call| name(call))
    }
}

/// The name that a call is of.
pub fn name(call: &str) -> &str {
    let call = call.strip_prefix('(').unwrap_or(call);
    call.split([' ', ')']).next().unwrap_or_default()
}

/// What a call says of its operands: `x ...` are any number, `[x]` may be left out. None of a name alone.
pub fn operands(call: &str) -> Option<Operands> {
    let inside = call.strip_prefix('(')?.strip_suffix(')')?;
    let parts = parts(inside);
    let (mut least, mut more) = (0, false);
    for (at, part) in parts.iter().enumerate().skip(1) {
        let is_optional = part.starts_with('[');
        let is_repeated = parts.get(at + 1).is_some_and(|next| next == "...");
        least += usize::from(part != "..." && !is_optional && !is_repeated);
        more |= is_optional || is_repeated;
    }
    Some(Operands { least, more })
}

/// Is the expression a call of the name whose operands are constants?
pub fn is_plain_call(text: &str, name: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inside.map(parts).is_some_and(|parts| {
        parts[0] == name && !parts[1..].iter().any(|part| part.starts_with(['(', '`', '[']))
    })
}

/// The parts of a text between blanks that stand in no brackets.
pub fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for character in text.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if character != ' ' || depth > 0 => part.push(character),
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// The entries of these files, in their order.
pub fn read(files: &[&str]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for file in files {
        let path = Path::new("src/firmware").join(file);
        let text = std::fs::read_to_string(&path).expect("a text of the firmware");
        read_text(file, &text, &mut entries);
    }
    for entry in &mut entries {
        let (calls, text) = entry.text.split_once(" -- ").unwrap_or_else(|| {
            panic!("{}: `;;: CALL -- WHAT IT DOES` is expected: {}", entry.place, entry.text)
        });
        (entry.calls, entry.text) = (parts(calls), text.to_string());
        let quotes = entry.text.matches('`').count();
        assert!(quotes.is_multiple_of(2), "{}: backquotes are around code", entry.place);
    }
    entries
}

fn read_text(file: &str, text: &str, entries: &mut Vec<Entry>) {
    let mut section = String::new();
    for (number, line) in text.lines().enumerate() {
        let place = format!("{file}:{}", number + 1);
        if let Some(title) = line.strip_prefix(";;# ") {
            section = title.to_string();
        } else if let Some(more) = line.strip_prefix(";;:   ") {
            let entry = entries.last_mut().unwrap_or_else(|| panic!("{place}: of what?"));
            entry.text += " ";
            entry.text += more;
        } else if let Some(text) = line.strip_prefix(";;: ") {
            assert!(!section.is_empty(), "{place}: no section has begun in this file");
            let (section, text) = (section.clone(), text.to_string());
            entries.push(Entry { section, calls: vec![], text, examples: vec![], place });
        } else if let Some(example) = line.strip_prefix(";;>> ").or(line.strip_prefix(";;> ")) {
            let (text, value) = example
                .rsplit_once(" => ")
                .unwrap_or_else(|| panic!("{place}: `;;> EXPRESSION => VALUE` is expected"));
            let entry = entries.last_mut().unwrap_or_else(|| panic!("{place}: of what?"));
            let is_for_all = !line.starts_with(";;>> ");
            let (text, value) = (text.to_string(), value.to_string());
            entry.examples.push(Example { text, value, is_for_all });
        }
    }
}

#[test]
fn calls_say_how_many_operands_there_are() {
    let says = |call, least, more| assert_eq!(operands(call), Some(Operands { least, more }));
    says("(f)", 0, false);
    says("(f x y)", 2, false);
    says("(f x ...)", 0, true);
    says("(f x y ...)", 1, true);
    says("(f v [from [to]])", 1, true);
    says("(let ((a x) ...) y ...)", 1, true);
    says("(f m [key x] ...)", 1, true);
    assert_eq!(operands("PI"), None);
    assert_eq!(parts("(f x) (g [y z])"), ["(f x)", "(g [y z])"]);
    assert!(is_plain_call("(f 1 '(2 3))", "f") && is_plain_call("(f)", "f"));
    assert!(!is_plain_call("(f (g))", "f") && !is_plain_call("(g 1)", "f"));
}
