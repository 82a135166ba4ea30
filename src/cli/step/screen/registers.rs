//! The registers: word, tag and value, those of the unit that acts first.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::colours::{dim, strong, value};
use super::pane::Content;
use conscycle_debugger::inspect::{Inspector, snake};
use conscycle_debugger::objects::shorten;
use conscycle_debugger::recent::value_text;
use conscycle_debugger::whence::word_registers;
use conscycle_machine::Machine;
use conscycle_machine::object::{Type, type_number};
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{Kind, SIGNALS, read};
use conscycle_machine::word::Word;

/// Characters of a value.
const SHOWN: usize = 120;

/// A register or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    pub unit: &'static str,
    pub name: &'static str,
    pub bits: u64,
    /// The word in hexadecimal, or the value where it is no word.
    pub word: String,
    /// `int`, `nil` or the type of the object it points to; of what has no tag, nothing.
    pub tag: &'static str,
    pub value: String,
    /// It has changed since the last stop.
    pub changed: bool,
    /// It is a register that holds a word, which has come from somewhere.
    pub is_word: bool,
}

/// Looks at all of them: first those of the unit that acts, then in the order of the signals.
pub fn gather(machine: &Machine, inspector: &Inspector, before: &[Register]) -> Vec<Register> {
    let first = units(machine);
    let rank = |unit: &str| first.iter().position(|name| name == unit).unwrap_or(first.len());
    // As wide as the widest word.
    let width = 2 + machine.config().word.bits() as usize / 4;
    let mut registers: Vec<Register> = SIGNALS
        .iter()
        .enumerate()
        .map(|(position, signal)| {
            let bits = read(machine, position);
            let known = |old: &&Register| old.unit == signal.scope && old.name == signal.name;
            let changed = before.iter().find(known).is_some_and(|old| old.bits != bits);
            let word = match signal.kind {
                Kind::Word | Kind::Raw => format!("{:<width$}", format!("{bits:#x}")),
                Kind::Address => format!("{bits:#x}"),
                kind => value_text(bits, kind),
            };
            let (tag, value) = match signal.kind {
                Kind::Word => {
                    (tag(machine, Word(bits)), shorten(&inspector.show(Word(bits)), SHOWN))
                }
                _ => ("", String::new()),
            };
            let is_word = word_registers().contains(&position);
            let (unit, name) = (signal.scope, signal.name);
            Register { unit, name, bits, word, tag, value, changed, is_word }
        })
        .collect();
    registers.sort_by_key(|register| rank(register.unit));
    registers
}

/// The names of the unit that acts, and of the one that it acts for.
fn units(machine: &Machine) -> Vec<String> {
    let name = |unit: Unit| snake(Unit::NAMES[unit as usize]);
    let arbiter = &machine.arbiter;
    match arbiter.owner {
        owner if owner.serves() => vec![name(arbiter.back), name(owner)],
        Unit::Halted => vec!["clink".to_string(), "trap".to_string()],
        owner => vec![name(owner)],
    }
}

fn tag(machine: &Machine, word: Word) -> &'static str {
    if word.is_nil() {
        return "nil";
    }
    if word.is_immediate() {
        return "int";
    }
    let header = machine.memory.read(word.address());
    match Type::from_number(type_number(header)).filter(|_| header.is_immediate()) {
        Some(kind) => kind.name(),
        None => "?",
    }
}

/// The registers in lines: `*` before those that have changed.
pub fn content(registers: &[Register]) -> Content {
    let title = registers.first().map_or("", |register| register.unit);
    let name = |register: &Register| match register.unit == title {
        true => register.name.to_string(),
        false => format!("{}.{}", register.unit, register.name),
    };
    let own = registers.iter().filter(|register| register.unit == title);
    let width = own.map(|register| register.name.len()).max().unwrap_or(0);
    let lines = registers.iter().map(|register| {
        let mark = if register.changed { "*" } else { " " };
        let style = if register.changed { strong() } else { dim() };
        let mut spans = vec![
            Span::styled(format!("{mark}{:<width$} ", name(register)), style),
            Span::styled(register.word.clone(), strong()),
        ];
        if !register.tag.is_empty() {
            let style = value(register.tag);
            spans.push(Span::styled(format!(" {:<4} ", register.tag), dim()));
            spans.push(Span::styled(register.value.clone(), style.remove_modifier(Modifier::DIM)));
        }
        Line::from(spans)
    });
    Content { title: format!("registers: {title}"), lines: lines.collect(), ..Content::default() }
}
