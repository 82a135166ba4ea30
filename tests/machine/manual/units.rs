//! What the manual takes from the units' tables: registers, lines, values after reset, states.

use conscycle::machine::root_names;
use conscycle::machine::signals::TABLES;
use conscycle::machine::units::fpu::Fpu;
use conscycle::machine::units::table::{Kind, Register, Table};

use super::tables::escape;
use super::text::{cycle, sentence};

/// The blocks of all units.
pub fn blocks() -> Vec<(String, String)> {
    let mut blocks = vec![("reset".to_string(), resets()), ("roots".to_string(), roots())];
    // The float unit is in no machine yet.
    for table in TABLES.iter().chain(&[Fpu::TABLE]) {
        blocks.push((format!("registers:{}", table.name), registers(table)));
        if !table.lines.is_empty() {
            blocks.push((format!("lines:{}", table.name), lines(table.lines)));
        }
        if !table.states.is_empty() {
            blocks.push((format!("states:{}", table.name), states(table)));
        }
    }
    blocks
}

fn registers(table: &Table) -> String {
    let registers: Vec<Register> = table.registers.concat();
    format!("| register | kind | meaning |\n|---|---|---|\n{}", rows(&registers))
}

fn lines(lines: &[Register]) -> String {
    format!("| line | kind | meaning |\n|---|---|---|\n{}", rows(lines))
}

fn rows(registers: &[Register]) -> String {
    let row = |register: &Register| {
        format!("| `{}` | {} | {} |\n", register.name, kind(register), meaning(register))
    };
    registers.iter().map(row).collect()
}

fn kind(register: &Register) -> String {
    match register.kind {
        Kind::Word if !register.is_root => "immediate".to_string(),
        Kind::Word => "word".to_string(),
        Kind::Raw => "raw".to_string(),
        Kind::Address => "address".to_string(),
        Kind::Bits(bits) => bits.to_string(),
        Kind::Enum(names) => ((names.len() - 1).max(1).ilog2() + 1).to_string(),
    }
}

/// The registers' meaning; of an enumeration, its numbers too, where another section has no table
/// of them.
fn meaning(register: &Register) -> String {
    let text = escape(&phrase(&sentence(register.meaning)));
    match register.kind {
        Kind::Enum(_) if register.name == "state" => "section 7".to_string(),
        Kind::Enum(names) if names.len() <= 4 => {
            let numbers: Vec<String> =
                names.iter().enumerate().map(|(number, name)| format!("{number} {name}")).collect();
            format!("{text}: {}", numbers.join(", "))
        }
        _ => text,
    }
}

fn resets() -> String {
    let mut text = "| register | value |\n|---|---|\n".to_string();
    for table in TABLES {
        for register in table.registers.concat() {
            if let Some(reset) = register.reset {
                text +=
                    &format!("| `{}.{}` | {} |\n", table.name, register.name, escape(reset.text));
            }
        }
    }
    text
}

fn roots() -> String {
    let names: Vec<String> = root_names().iter().map(|name| format!("`{name}`")).collect();
    let lines: Vec<String> = names.chunks(4).map(|names| names.join(", ")).collect();
    lines.join(",\n") + ".\n"
}

fn states(table: &Table) -> String {
    let mut text = "| state | cycle |\n|---|---|\n".to_string();
    for state in table.states {
        text += &format!("| `{}` | {} |\n", state.name, escape(&cycle(state.text)));
    }
    text
}

/// A sentence as it stands in a table: without its full stop, and without a capital that only the
/// beginning of a sentence has.
fn phrase(sentence: &str) -> String {
    let text = sentence.trim_end_matches('.');
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_string(),
    }
}
