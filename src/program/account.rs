//! What is told of a run when it has ended, as JSON.

use serde_json::json;

use crate::end::{End, of_run};
use crate::euler;
use crate::load::Loaded;
use crate::trap::{self, Telling};
use conscycle_image::printer::Printer;
use conscycle_machine::Machine;
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::primitives::Fault;
use conscycle_observe::statistics::{Pause, Statistics};

/// The machine's last value, as `write` would write it there.
pub fn value(machine: &Machine) -> String {
    Printer::new(&machine.memory, machine.config()).as_written().print(machine.value)
}

/// The run as one JSON object: its value or why there is none, what it has written, and every count.
pub fn as_json(
    machine: &Machine,
    loaded: &Loaded,
    console: &[u8],
    end: End,
    telling: Telling,
) -> serde_json::Value {
    let halted = matches!(machine.arbiter.halt, Halt::Done | Halt::Exit);
    let units: serde_json::Map<String, serde_json::Value> = Unit::NAMES
        .iter()
        .zip(machine.unit_cycles)
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| (name.to_string(), json!(count)))
        .collect();
    let halt = match (end, machine.arbiter.halt) {
        (End::Interrupted(_) | End::HungUp, _) => "Interrupted",
        (_, Halt::Running) => "Limit",
        (_, halt) => Halt::NAMES[halt as usize],
    };
    let collected = Statistics::of(machine);
    let each: Vec<Pause> = machine.collections.kept().iter().map(Pause::from).collect();
    let mut summary = json!({
        "program": loaded.name,
        "notes": loaded.notes,
        "warnings": warnings(machine, loaded),
        "image": loaded.image.hash(),
        "config": loaded.image.config,
        "value": halted.then(|| value(machine)),
        "console": String::from_utf8_lossy(console),
        "halt": halt,
        "exit_code": of_run(machine, end),
        "cycles": machine.cycle,
        "unit_cycles": units,
        "calls": machine.calls,
        "allocated_words": machine.memory.allocated,
        "collections": collected.collections,
        "gc_cycles": collected.cycles,
        "gc": { "total": collected, "each": each, "left_out": machine.collections.left_out() },
    });
    if let Some(trap) = trap(machine, loaded, telling) {
        summary["trap"] = trap;
    }
    summary
}

/// What is surely wrong in a program: found before it runs, or in EulerLisp when it has.
pub fn warnings(machine: &Machine, loaded: &Loaded) -> serde_json::Value {
    let warnings =
        if loaded.is_euler() { euler::warnings(machine, loaded) } else { loaded.warnings() };
    let told = warnings
        .iter()
        .map(|found| json!({ "place": found.place, "message": found.message, "help": found.help }));
    told.collect()
}

/// The trap that a machine has halted with.
pub fn trap(machine: &Machine, loaded: &Loaded, telling: Telling) -> Option<serde_json::Value> {
    if machine.arbiter.halt != Halt::Trap {
        return None;
    }
    let cause = Fault::NAMES[machine.trap.cause as usize];
    if loaded.is_euler() {
        let error = euler::report(machine, loaded);
        return Some(json!({ "cause": cause, "message": error.message, "place": error.place }));
    }
    let trap = trap::report(machine, loaded, telling);
    Some(json!({
        "cause": cause,
        "message": trap.message,
        "place": trap.place,
        "inside": trap.inside,
        "help": trap.help,
        "frames": trap.frames,
    }))
}
