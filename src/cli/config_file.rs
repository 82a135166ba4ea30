//! Machine options in a JSON file.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::failure::Failure;
use super::input;
use super::options::{MachineOptions, names};
use conscycle_image::near::{near, question};
use conscycle_image::reader::Span;

impl MachineOptions {
    /// The options, with those of the `--config` file where the command line has none.
    ///
    /// # Errors
    /// A [`Failure`] with its place if the file cannot be read or has other contents.
    pub fn with_file(&self) -> Result<MachineOptions, Failure> {
        let Some(path) = &self.config else {
            return Ok(self.clone());
        };
        Ok(self.clone().or(read(path)?))
    }
}

/// The entries of a JSON object, in their order, with those that stand twice.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object with options")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

/// Reads the options of a file; a value is a text, as on the command line, or a number.
///
/// # Errors
/// A [`Failure`] with the place of what is wrong.
pub fn read(path: &Path) -> Result<MachineOptions, Failure> {
    let text = input::read_text(path)?;
    let name = path.display().to_string();
    let wrong = |message: String, span| Failure::text(message, &name, &text, span);
    let Entries(entries) = serde_json::from_str(&text).map_err(|error| {
        let message = match error.classify() {
            serde_json::error::Category::Eof => "the file ends inside of its JSON object",
            serde_json::error::Category::Data => {
                "a JSON object with options is expected, as {\"word\": 32, \"memory\": \"1M\"}"
            }
            _ => "this is not JSON",
        };
        let span = match error.classify() {
            // It is JSON, and all of it is something else.
            serde_json::error::Category::Data => trimmed(&text, 0, text.len()),
            _ => position(&text, error.line(), error.column()),
        };
        wrong(message.to_string(), span)
    })?;
    let mut options = MachineOptions::default();
    let mut seen: Vec<&str> = Vec::new();
    for ((key, value), [key_span, value_span]) in entries.iter().zip(places(&text)) {
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(wrong(format!("`{key}` is a text or a number"), value_span)),
        };
        if seen.contains(&key.as_str()) {
            return Err(wrong(format!("`{key}` stands twice"), key_span));
        }
        seen.push(key);
        options.set(key, &written).map_err(|problem| match problem {
            Some(problem) => wrong(format!("`{key}` is {written}: {problem}"), value_span),
            None => {
                let mut help = question(&near(key, names().into_iter()));
                if help.is_empty() {
                    help = format!("the options are {}", names().join(", "));
                }
                wrong(format!("there is no option `{key}`: {help}"), key_span)
            }
        })?;
    }
    Ok(options)
}

/// Where the keys and the values stand in a text that is a JSON object.
fn places(text: &str) -> Vec<[Span; 2]> {
    let mut parts = Vec::new();
    let (mut depth, mut begin) = (0, 0);
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b':' | b',' | b'}' if depth == 1 => {
                parts.push(trimmed(text, begin, at));
                begin = at + 1;
            }
            _ => {}
        }
        match byte {
            b'{' | b'[' if !is_quoted => {
                depth += 1;
                begin = if depth == 1 { at + 1 } else { begin };
            }
            b'}' | b']' if !is_quoted => depth -= 1,
            _ => {}
        }
    }
    parts.as_chunks().0.to_vec()
}

/// A part of a text without the blanks around it.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let part = &text[start..end];
    let start = end - part.trim_start().len();
    Span { start, end: start + part.trim().len() }
}

/// The place of a line and a column in bytes, both from 1; what is past the end is the end.
fn position(text: &str, line: usize, column: usize) -> Span {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut start = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = text[start..].chars().next().map_or(start, |character| start + character.len_utf8());
    Span { start, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::config::Config;

    /// The machine, or the report, of a file with this text.
    fn read_text(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("machine.json");
        std::fs::write(&path, text).expect("a writable file");
        let options = read(&path).map_err(|failure| failure.text_of_report())?;
        options.apply(Config::default()).map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_value_is_pointed_at_and_a_byte_order_mark_is_none_of_the_text() {
        let report = read_text("\u{feff}{\"banks\": [1, 2]}").expect_err("a list");
        assert!(report.contains("1:11\n") && report.contains("         ^^^^^^ here"), "{report}");
        assert_eq!(read_text("\u{feff}{\"banks\": 2}").expect("it fits").banks, 2);
    }

    #[test]
    fn values_are_written_as_on_the_command_line_or_as_numbers() {
        let plain = read_text(r#"{"word": 32, "memory": 1048576, "gc_every": 9}"#).expect("fits");
        let text = read_text(r#"{"word": "32", "memory": "1M", "gc-every": "9"}"#).expect("fits");
        assert_eq!((plain, plain.memory), (text, 1 << 20));
        let preset = read_text(r#"{"memory": "64K", "preset": "scheme"}"#).expect("fits");
        assert_eq!((preset.word.bits(), preset.memory), (32, 1 << 16));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let table = [
            (
                "{\"word\": 16,\n \"wrod\": 32}",
                "2:2",
                "there is no option `wrod`: did you mean `word`?",
            ),
            ("{\"colour\": 1}", "1:2", "the options are preset, word"),
            ("{\"word\": 24}", "1:10", "`word` is 24: it is one of 16, 32, 64"),
            ("{\"banks\":3}", "1:10", "`banks` is 3: it is one of 1, 2, 4"),
            ("{\"word\": 16, \"latency\": \"9\" }", "1:25", "it is one of 1, 2, 3, 4, 5, 6, 7, 8"),
            ("{\"memory\": 3000}", "1:12", "a power of two from 1K to 16M is expected"),
            ("{\"memory\": \"64Q\"}", "1:12", "a count is expected"),
            ("{\"gc_every\": 0}", "1:14", "1 or more is expected"),
            ("{\"banks\":\n[1, {\"word\": 16}]}", "2:1", "`banks` is a text or a number"),
            ("{\"banks\": null}", "1:11", "`banks` is a text or a number"),
            ("{\"word\": 16,\n\"word\": 32}", "2:1", "`word` stands twice"),
            ("{\"w\\\"{,:\": 16}", "1:2", "there is no option"),
            ("{\"word\": 16,", "1:12", "the file ends inside"),
            ("[1]", "1:1", "a JSON object with options is expected"),
            ("\n null\n", "2:2", "a JSON object with options is expected"),
            ("{word: 16}", "1:2", "this is not JSON"),
            ("", "1:1", "the file ends"),
        ];
        for (text, place, message) in table {
            let report = read_text(text).expect_err(text);
            assert!(report.starts_with("error: ") && report.contains(message), "{text}: {report}");
            assert!(report.contains(&format!("machine.json:{place}\n")), "{text}: {report}");
        }
    }
}
