//! What machines there can be, and what they have: told once.

use pyo3::prelude::*;
use serde_json::{Value, json};

use conscycle_firmware::Dialect;
use conscycle_firmware::preset::PRESETS;
use conscycle_machine::config::{Config, PARAMETERS};
use conscycle_machine::parameter::{Parameter, Values};
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS};

/// Dialects, presets, parameters and signals, as JSON.
#[pyfunction]
pub fn catalogue() -> String {
    let dialects = Dialect::ALL.map(|dialect| {
        json!({ "name": dialect.name(), "help": dialect.summary(), "machine": machine(&dialect.config()) })
    });
    let presets = PRESETS.each_ref().map(|preset| {
        json!({
            "name": preset.name,
            "help": preset.summary,
            "dialect": preset.dialect.name(),
            "machine": machine(&preset.config),
        })
    });
    let signals = SIGNALS.iter().enumerate().map(|(at, signal)| {
        let names: &[&str] = if let Kind::Enum(names) = signal.kind { names } else { &[] };
        json!({
            "name": signal.path(),
            "kind": signal.kind.name(),
            "names": names,
            "is_register": at < REGISTERS,
        })
    });
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "dialects": dialects,
        "presets": presets,
        "parameters": PARAMETERS.each_ref().map(parameter),
        "signals": signals.collect::<Vec<_>>(),
    })
    .to_string()
}

/// A machine's parameters.
pub fn machine(config: &Config) -> Value {
    let texts = PARAMETERS.iter().map(|row| (row.name.to_string(), value(row, config)));
    Value::Object(texts.collect())
}

/// A parameter's value: a number, or one of its names.
fn value(row: &Parameter, config: &Config) -> Value {
    let number = (row.get)(config);
    match row.values {
        Values::Names(names, _) => {
            let name = names.get(number as usize).copied().unwrap_or_default();
            name.parse::<u32>().map_or_else(|_| json!(name), |number| json!(number))
        }
        Values::Numbers(..) | Values::Count(_) | Values::Words(_) => json!(number),
    }
}

fn parameter(row: &Parameter) -> Value {
    json!({ "name": row.name, "help": row.help, "values": row.values.listed() })
}
