//! The values of signals as a person reads them.

use super::trace_file::Value;
use conscycle_image::printer::Printer;
use conscycle_machine::Machine;
use conscycle_machine::signals::{Kind, SIGNALS, Signal};
use conscycle_machine::word::Word;

/// A signal's value: a name, or a word in hexadecimal and as Lisp.
pub fn decode(machine: &Machine, signal: &Signal, value: u64) -> String {
    match signal.kind {
        Kind::Enum(names) => match names.get(value as usize) {
            Some(name) => (*name).to_string(),
            None => format!("{value} (no such name)"),
        },
        Kind::Word => {
            let printer = Printer::new(&machine.memory, machine.config()).with_max_items(8);
            format!("{value:#x} {}", printer.print(Word(value)))
        }
        Kind::Raw | Kind::Address => format!("{value:#x}"),
        Kind::Bits(_) => value.to_string(),
    }
}

/// As [`decode`], of the signal with this path, if it has changed; a text as it is.
pub fn decode_path(machine: &Machine, path: &str, value: Option<&Value>) -> String {
    let value = match value {
        None => return "(no change)".to_string(),
        Some(Value::Text(text)) => return text.clone(),
        Some(&Value::Number(value)) => value,
    };
    match SIGNALS.iter().find(|signal| signal.path() == path) {
        Some(signal) => decode(machine, signal, value),
        None => value.to_string(),
    }
}
