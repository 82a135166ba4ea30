//! Places in sources, as editors count them.

use serde_json::{Value, json};

use conscycle_debugger::objects::shorten;
use conscycle_image::Place;
use conscycle_image::reader::{Span, line_column};
use conscycle_program::Loaded;

/// Characters of a form that are shown.
const SHOWN: usize = 200;

/// The place of `span` in a text: lines and columns from 1 on, offsets in UTF-16 units.
pub fn place(source: &str, text: &str, span: Span, own: bool) -> Value {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let (line, column) = line_column(text, start);
    let from = units(&text[..start]);
    json!({
        "source": source,
        "line": line,
        "column": column,
        "from": from,
        "to": from + units(&text[start..end]),
        "text": shorten(&text[start..end], SHOWN),
        "own": own,
    })
}

/// The place of a span of one of the image's sources.
pub fn in_image(loaded: &Loaded, place_of: &Place, span: Span) -> Value {
    match loaded.image.sources.get(place_of.source as usize) {
        Some(source) => {
            place(&source.name, &source.text, span, loaded.program() == Some(place_of.source))
        }
        None => Value::Null,
    }
}

/// The beginning of the character that a byte belongs to.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// How many units of UTF-16 a text has.
fn units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}
