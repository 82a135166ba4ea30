//! What the manual takes from the tables of parameters and of object types.

use conscycle::machine::config::PARAMETERS;
use conscycle::machine::object::{Field, OBJECTS, ObjectLayout, Size, Type, header};
use conscycle::machine::parameter::{Parameter, Values};

/// The blocks' names and what they hold.
pub fn blocks() -> Vec<(String, String)> {
    [("parameters", parameters()), ("types", types()), ("objects", objects())]
        .map(|(name, block)| (name.to_string(), block))
        .into()
}

fn parameters() -> String {
    let mut text = "| parameter | values (default first) | meaning |\n|---|---|---|\n".to_string();
    for parameter in &PARAMETERS {
        let Parameter { name, meaning, .. } = parameter;
        text += &format!("| {name} | {} | {meaning} |\n", values(parameter));
    }
    text
}

fn values(parameter: &Parameter) -> String {
    let default = parameter.default();
    let first = parameter.text(default).unwrap_or(default.to_string());
    match parameter.values {
        Values::Words(which) => format!("2^{}; {which}", default.ilog2()),
        Values::Count(which) => format!("{first}; {which}"),
        Values::Names(..) | Values::Numbers(..) => {
            let mut listed = parameter.values.listed();
            match (listed.first(), listed.last()) {
                (Some(low), Some(high)) if listed.len() > 4 && *low == first => {
                    return format!("{low} to {high}");
                }
                _ => {}
            }
            listed.sort_by_key(|text| **text != *first);
            listed.join(", ")
        }
    }
}

fn types() -> String {
    let mut text = "| type | number | header | subtypes |\n|---|---|---|---|\n".to_string();
    for (number, (kind, object)) in Type::ALL.into_iter().zip(OBJECTS).enumerate() {
        let count = object.subtypes.len().max(1) as u32;
        let headers = (0..count).map(|subtype| format!("`{:#04X}`", header(kind, subtype).0));
        let headers = headers.map(|text| text.replace("0X", "0x")).collect::<Vec<_>>().join(", ");
        let subtypes = object.subtypes.iter().enumerate();
        let subtypes = subtypes.map(|(number, name)| format!("{number} {name}"));
        let subtypes = subtypes.collect::<Vec<_>>().join(", ");
        text += &row(&[kind.name(), &number.to_string(), &headers, &subtypes]);
    }
    text
}

fn objects() -> String {
    let mut text = "| object | word 0 | word 1 | word 2 | word 3 | size |\n".to_string();
    text += "|---|---|---|---|---|---|\n";
    for (kind, object) in Type::ALL.into_iter().zip(OBJECTS) {
        for (number, layout) in object.layouts.iter().enumerate() {
            let name = match object.size {
                Size::Characters | Size::Elements | Size::Digits => {
                    format!("{} of *n*", kind.name())
                }
                _ if object.layouts.len() > 1 => {
                    format!("{}, {}", kind.name(), object.subtypes[number])
                }
                _ => kind.name().to_string(),
            };
            let mut cells = vec![name, "header".to_string()];
            cells.extend(layout.fields.iter().map(field));
            cells.extend(layout.more.iter().map(ToString::to_string));
            cells.resize(5, String::new());
            cells.push(size(layout));
            text += &row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    text
}

fn field(field: &Field) -> String {
    match field {
        Field::Tagged(meaning) | Field::Link(meaning) => meaning.to_string(),
        Field::Raw(meaning) => format!("raw: {meaning}"),
        Field::Length => "`imm(n)`".to_string(),
    }
}

fn size(layout: &ObjectLayout) -> String {
    match layout.words {
        "" => (1 + layout.fields.len()).next_multiple_of(2).to_string(),
        words => words.to_string(),
    }
}

/// A row of a table; an empty cell is a blank.
fn row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| if cell.is_empty() { " |".to_string() } else { format!(" {cell} |") })
        .collect();
    format!("|{cells}\n")
}
