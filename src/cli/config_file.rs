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
        wrong(message.to_string(), position(&text, error.line(), error.column()))
    })?;
    let mut options = MachineOptions::default();
    let mut seen: Vec<&str> = Vec::new();
    for (key, value) in &entries {
        let span = key_span(&text, key, seen.contains(&key.as_str()));
        let written = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(wrong(format!("`{key}` is a text or a number"), span)),
        };
        if seen.contains(&key.as_str()) {
            return Err(wrong(format!("`{key}` stands twice"), span));
        }
        seen.push(key);
        options.set(key, &written).map_err(|problem| match problem {
            Some(problem) => wrong(format!("`{key}` is {written}: {problem}"), span),
            None => {
                let mut help = question(&near(key, names().into_iter()));
                if help.is_empty() {
                    help = format!("the options are {}", names().join(", "));
                }
                wrong(format!("there is no option `{key}`: {help}"), span)
            }
        })?;
    }
    Ok(options)
}

/// Where a key stands, for the second time if it does `again`.
fn key_span(text: &str, key: &str, again: bool) -> Span {
    let quoted = format!("{key:?}");
    let found: Vec<usize> = text.match_indices(&quoted).map(|(at, _)| at).collect();
    let at = if again { found.last() } else { found.first() };
    at.map_or(Span { start: 0, end: 0 }, |&start| Span { start, end: start + quoted.len() })
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
            ("{\"word\": 24}", "1:2", "`word` is 24: it is one of 16, 32"),
            ("{\"memory\": \"64Q\"}", "1:2", "a count is expected"),
            ("{\"gc_every\": 0}", "1:2", "1 or more is expected"),
            ("{\"banks\": [1]}", "1:2", "`banks` is a text or a number"),
            ("{\"word\": 16,\n\"word\": 32}", "2:1", "`word` stands twice"),
            ("{\"word\": 16,", "machine.json:1", "the file ends inside"),
            ("[1]", "machine.json:1", "a JSON object with options is expected"),
            ("{word: 16}", "1:2", "this is not JSON"),
            ("", "machine.json:1", "the file ends"),
        ];
        for (text, place, message) in table {
            let report = read_text(text).expect_err(text);
            assert!(report.contains(place) && report.contains(message), "{text}: {report}");
        }
    }
}
