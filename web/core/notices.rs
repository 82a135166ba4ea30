//! What is to be said of a program before it runs, and of a machine that has ended.

use serde_json::{Value, json};

use crate::places::{self, place};
use crate::program::Program;
use conscycle_image::reader::Span;
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_program::account::value;
use conscycle_program::brief::brief;
use conscycle_program::trap::{self, Telling};
use conscycle_program::{Loaded, Problem, end, euler};

fn notice(severity: &str, message: &str, place: Value) -> Value {
    json!({ "severity": severity, "message": message, "place": place })
}

/// What is wrong with a program that cannot run.
pub fn of_problem(problem: &Problem) -> Vec<Value> {
    match problem {
        Problem::Source { message, help, excerpt } => {
            let at = place(&excerpt.name, &excerpt.text, excerpt.span, true);
            let mut notices = vec![notice("error", &brief(message), at)];
            notices.extend(help.map(|help| notice("note", help, Value::Null)));
            notices
        }
        Problem::Plain(message) => vec![notice("error", &brief(message), Value::Null)],
    }
}

/// What is to be known of one that can.
pub fn of_program(loaded: &Loaded, program: &Program) -> Vec<Value> {
    let notes = loaded.notes.iter().map(|note| notice("note", note, Value::Null));
    let warnings = loaded.warnings().into_iter().map(|warning| {
        let at = place(&program.name, &program.text, warning.span, true);
        let message = match warning.help.as_str() {
            "" => warning.message,
            help => format!("{}: {help}", warning.message),
        };
        notice("warning", &message, at)
    });
    notes.chain(warnings).collect()
}

/// How a machine has ended, if it has.
pub fn of_end(machine: &Machine, loaded: &Loaded) -> Value {
    match machine.arbiter.halt {
        Halt::Running => Value::Null,
        Halt::Done => {
            let notices: Vec<Value> = if loaded.is_euler() {
                let found = euler::warnings(machine, loaded);
                found
                    .iter()
                    .map(|found| at_index(loaded, "warning", &found.message, found.span.start))
                    .collect()
            } else {
                Vec::new()
            };
            json!({ "kind": "done", "text": format!("=> {}", value(machine)), "notices": notices })
        }
        Halt::Exit => {
            let text = format!("exit {}: exit code {}", value(machine), end::code(machine));
            json!({ "kind": "other", "text": text, "notices": [] })
        }
        Halt::Trap if loaded.is_euler() => {
            let report = euler::report(machine, loaded);
            let message = brief(&format!("Error: {}", report.message));
            let told = match report.index {
                Some(index) => at_index(loaded, "error", &message, index),
                None => notice("error", &message, Value::Null),
            };
            json!({ "kind": "trap", "text": message, "notices": [told] })
        }
        Halt::Trap => of_trap(machine, loaded),
    }
}

fn of_trap(machine: &Machine, loaded: &Loaded) -> Value {
    let report = trap::report(machine, loaded, Telling::default());
    let message = brief(&format!("trap: {}", report.message));
    let at = report.excerpt.as_ref().map_or(Value::Null, |(excerpt, _)| {
        let own = loaded.program().and_then(|number| loaded.image.sources.get(number as usize));
        let is_own = own.is_some_and(|source| source.name == excerpt.name);
        places::place(&excerpt.name, &excerpt.text, excerpt.span, is_own)
    });
    let mut notices = vec![notice("error", &message, at)];
    notices.extend(report.inside.iter().map(|text| notice("note", text, Value::Null)));
    notices.extend(report.help.iter().map(|text| notice("note", text, Value::Null)));
    json!({ "kind": "trap", "text": message, "notices": notices })
}

/// A notice about the form at an index of the text that the machine has read.
fn at_index(loaded: &Loaded, severity: &str, message: &str, index: usize) -> Value {
    let at = loaded.read_on_machine.as_ref().map_or(Value::Null, |file| {
        let text = String::from_utf8_lossy(&file.bytes);
        place(&loaded.name, &text, Span { start: index, end: index + 1 }, true)
    });
    notice(severity, message, at)
}
