//! The heap, object by object.

use crate::machine::Machine;
use crate::object::{Type, object_words, type_number};
use crate::printer::Printer;
use crate::signals::{Kind, READ, SIGNALS};
use crate::word::Word;

/// Characters of a printed value that are shown.
const SHOWN: usize = 56;

/// Up to `count` objects from `address` on, a line for each.
pub fn objects(machine: &Machine, address: u32, count: u64) -> Vec<String> {
    let size = machine.memory.words().len() as u32;
    let digits = machine.config().word.bits() as usize / 4;
    let printer = Printer::new(&machine.memory, machine.config()).with_max_items(40);
    let mut lines = Vec::new();
    let mut at = address;
    while at < size && (lines.len() as u64) < count {
        let header = machine.memory.read(at);
        let known = Type::from_number(type_number(header)).filter(|kind| {
            header.is_immediate() && header.0 >> 12 == 0 && (*kind != Type::Nil || at == 0)
        });
        let (words, text) = match known {
            Some(kind) if at.is_multiple_of(2) => {
                let length = machine.config().word.integer(machine.memory.read(at + 1));
                let words =
                    object_words(kind, length.clamp(0, size.into()) as u32, machine.config().word);
                let fields: Vec<String> = (1..words.min(4))
                    .map(|i| format!("{:0digits$x}", machine.memory.read(at + i).0))
                    .collect();
                let mark = match header.0 >> 8 & 0xF {
                    0 => String::new(),
                    bits => format!(" mark {bits:x}"),
                };
                let value = shorten(&printer.print(Word(at)), SHOWN);
                let name = kind.name();
                (words, format!("{name:<13} {:<14} {value}{mark}", fields.join(" ")))
            }
            _ if header.is_pointer() && at.is_multiple_of(2) => {
                (2, format!("-> {:#x} (moved, or a word of an object)", header.0))
            }
            _ => (2 - at % 2, format!("word {:0digits$x}", header.0)),
        };
        let pointers = pointers(machine, at, words);
        lines.push(format!("{at:#08x}  {text}{pointers}").trim_end().to_string());
        at = at.saturating_add(words.max(1));
    }
    lines
}

/// The registers of the allocator and the collector that point into these words.
fn pointers(machine: &Machine, at: u32, words: u32) -> String {
    let names = SIGNALS.iter().zip(READ).filter_map(|(signal, read)| {
        let value = read(machine);
        let points = value != 0
            && signal.kind == Kind::Address
            && matches!(signal.scope, "memory" | "sweeper")
            && matches!(
                signal.name,
                "free" | "limit" | "end" | "old" | "scan" | "queue" | "fields_at"
            )
            && (at..at + words).contains(&value);
        points.then(|| signal.path())
    });
    let names: Vec<String> = names.collect();
    if names.is_empty() { String::new() } else { format!("  <- {}", names.join(", ")) }
}

/// The beginning of a text, on one line.
pub fn shorten(text: &str, most: usize) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}
