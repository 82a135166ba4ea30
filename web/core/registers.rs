//! The registers of all units, and the memory port.

use serde_json::{Value, json};

use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::objects::shorten;
use conscycle_machine::Machine;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, read};
use conscycle_machine::units::memory::Operation;
use conscycle_machine::word::Word;

/// Characters of a word as Lisp.
const SHOWN: usize = 80;

/// The values of all registers.
pub fn values(machine: &Machine) -> Vec<u64> {
    (0..REGISTERS).map(|signal| read(machine, signal)).collect()
}

/// A value as the protocol has it.
pub fn text(value: u64, kind: Kind) -> String {
    match kind {
        Kind::Enum(names) => names.get(value as usize).copied().unwrap_or("?").to_string(),
        _ => format!("{value:x}"),
    }
}

/// The units with their registers; `before` are their values at another moment.
pub fn units(machine: &Machine, inspector: &Inspector, before: Option<&[u64]>) -> Vec<Value> {
    let numbers: Vec<usize> = (0..REGISTERS).collect();
    let same_unit = |a: &usize, b: &usize| SIGNALS[*a].scope == SIGNALS[*b].scope;
    let unit = |registers: &[usize]| {
        let told = registers.iter().map(|&at| register(machine, inspector, before, at));
        json!({ "name": SIGNALS[registers[0]].scope, "registers": told.collect::<Vec<_>>() })
    };
    numbers.chunk_by(same_unit).map(unit).collect()
}

fn register(machine: &Machine, inspector: &Inspector, before: Option<&[u64]>, at: usize) -> Value {
    let (signal, value) = (&SIGNALS[at], read(machine, at));
    let is_word = signal.kind == Kind::Word;
    json!({
        "path": signal.path(),
        "kind": signal.kind.name(),
        "value": text(value, signal.kind),
        "lisp": is_word.then(|| shorten(&inspector.show(Word(value)), SHOWN)),
        "changed": before.is_some_and(|before| before[at] != value),
    })
}

/// What goes over the memory port in the cycle that is over in `machine`; `driver` held the token in it.
pub fn port(machine: &Machine, driver: &str) -> Value {
    let bus = &machine.memory.bus;
    if bus.operation == Operation::default() {
        return idle_port();
    }
    let written = if bus.operation == Operation::Read { 0 } else { bus.count as usize };
    let words = bus.data.iter().take(written).map(|word| format!("{:x}", word.0));
    json!({
        "driver": driver,
        "operation": Operation::NAMES[bus.operation as usize],
        "address": format!("{:x}", bus.address.0),
        "count": bus.count,
        "words": words.collect::<Vec<_>>(),
        "answer": if bus.grant { "granted" } else { "waits" },
    })
}

/// The memory port where nothing is asked of memory, or nobody wants to know.
pub fn idle_port() -> Value {
    json!({
        "driver": Value::Null,
        "operation": Operation::NAMES[Operation::default() as usize],
        "address": "0",
        "count": 0,
        "words": [],
        "answer": "",
    })
}
