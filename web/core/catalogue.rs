//! What the core can do: told once.

use serde_json::{Map, Value, json};

use conscycle_debugger::recent;
use conscycle_firmware::Dialect;
use conscycle_firmware::preset::PRESETS;
use conscycle_machine::config::{Config, PARAMETERS};
use conscycle_machine::object::Type;
use conscycle_machine::parameter::{Parameter, Values};
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{Kind, SIGNALS, Signal, UNIT_STATES};
use conscycle_observe::lisp::lanes::{LISP, NAMES};

/// The catalogue, as the protocol has it.
pub fn catalogue() -> Value {
    let dialects = Dialect::ALL.map(|dialect| {
        json!({
            "name": dialect.name(),
            "help": dialect.summary(),
            "machine": choice(&dialect.config()),
        })
    });
    let presets = PRESETS.each_ref().map(|preset| {
        json!({
            "name": preset.name,
            "help": preset.summary,
            "dialect": preset.dialect.name(),
            "machine": choice(&preset.config),
        })
    });
    let units = Unit::NAMES.iter().zip(UNIT_STATES).map(|(name, states)| {
        json!({ "name": name, "scope": conscycle_debugger::inspect::snake(name), "states": states })
    });
    let first = recent::first().into_iter().map(|row| recent::name(row, true));
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "dialects": dialects,
        "presets": presets,
        "parameters": PARAMETERS.each_ref().map(parameter),
        "units": units.collect::<Vec<_>>(),
        "signals": signals(),
        "firstSignals": first.collect::<Vec<_>>(),
        "types": Type::NAMES,
    })
}

/// The parameters of a machine that are not as nobody's choice has them.
fn choice(config: &Config) -> Value {
    let differ = PARAMETERS.iter().filter(|row| (row.get)(config) != row.default());
    let named = differ.filter_map(|row| Some((row.name.to_string(), json!(row.text_in(config)?))));
    Value::Object(named.collect::<Map<_, _>>())
}

fn parameter(row: &Parameter) -> Value {
    let value = |value: &str, help: &str| json!({ "value": value, "help": help });
    let (kind, values): (&str, Vec<Value>) = match row.values {
        Values::Names(names, about) => {
            ("names", names.iter().zip(about).map(|(name, about)| value(name, about)).collect())
        }
        Values::Numbers(numbers, _) => {
            ("numbers", numbers.iter().map(|(_, text)| value(text, "")).collect())
        }
        Values::Count(_) => ("count", Vec::new()),
        Values::Words(_) => ("words", Vec::new()),
    };
    let initial = row.text(row.default()).unwrap_or_default();
    json!({
        "name": row.name, "help": row.help, "values": values, "kind": kind,
        "rare": row.is_rare, "initial": initial,
    })
}

/// The signals of the widest machine that is usual, and the lanes of texts.
fn signals() -> Vec<Value> {
    let config = Config::default();
    let signal = |signal: &Signal| {
        let names: &[&str] = if let Kind::Enum(names) = signal.kind { names } else { &[] };
        json!({
            "path": signal.path(), "scope": signal.scope, "kind": signal.kind.name(),
            "width": signal.width(&config), "names": names,
        })
    };
    let lane = |name: &&str| {
        json!({
            "path": format!("{LISP}.{name}"), "scope": LISP, "kind": "text", "width": 0, "names": [],
        })
    };
    SIGNALS.iter().map(signal).chain(NAMES.iter().map(lane)).collect()
}
