//! The reference manual against the machine: what is generated from the tables of parameters, object
//! types, units and primitives and from measurements, and what is checked against them. `cargo xtask
//! bless manual` writes the generated blocks again.

mod costs;
pub mod diagrams;
pub mod fsm;
mod machine;
mod tables;
pub mod text;
mod units;

use std::fs;

use conscycle::machine::frame::ReturnState;
use conscycle::machine::ports::{Halt, Unit};
use conscycle::machine::primitives::{Fault, Opcode, PRIMITIVES, SPECIAL_FORMS};
use conscycle::machine::units::apply::State;
use conscycle::machine::word::WordSize;

use crate::support;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/machine.md");

fn manual() -> String {
    fs::read_to_string(PATH).expect("the manual reads")
}

/// The manual's lines from a heading to the next of any level.
fn section<'a>(manual: &'a str, heading: &str) -> Vec<&'a str> {
    let mut lines = manual.lines().skip_while(|line| *line != heading);
    assert!(lines.next().is_some(), "the heading {heading:?}");
    lines.take_while(|line| !line.starts_with("## ") && !line.starts_with("### ")).collect()
}

/// The cells of a table's row.
fn cells(line: &str) -> Vec<&str> {
    let Some(row) = line.strip_prefix("| ") else { return Vec::new() };
    row.trim_end_matches(" |").split(" | ").collect()
}

/// Column `column` of the rows whose first cell is a number, which must count from `first`.
fn numbered<'a>(lines: &[&'a str], first: usize, column: usize) -> Vec<&'a str> {
    let rows = lines.iter().map(|line| cells(line));
    let rows: Vec<_> =
        rows.filter(|row| row.len() > 1 && row[0].parse::<usize>().is_ok()).collect();
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row[0], (first + i).to_string(), "{row:?}");
    }
    rows.iter().map(|row| row[column].trim_matches('`')).collect()
}

#[test]
fn numbers_of_units_halts_return_states_and_causes_are_those_of_the_code() {
    let manual = manual();
    let list = |names: &[&str]| {
        let items: Vec<String> =
            names.iter().enumerate().map(|(i, name)| format!("{i} {name}")).collect();
        items.join(", ")
    };
    let flat = manual.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&format!("Units: {}.", list(&Unit::NAMES))));
    assert!(flat.contains(&format!("why the machine has stopped: {} |", list(&Halt::NAMES))));
    let names: Vec<&str> = ReturnState::ALL.iter().map(|state| state.name()).collect();
    assert_eq!(numbered(&section(&manual, "### 5.4 Resume"), 0, 1), names);
    assert_eq!(numbered(&section(&manual, "## 8. Frames"), 0, 1), names);
    let culprits = section(&manual, "## 10. Traps");
    let culprits: String = culprits
        .into_iter()
        .skip_while(|line| *line != "| cause | culprit |")
        .take_while(|line| line.starts_with('|'))
        .map(|line| format!("{}, ", cells(line).first().unwrap_or(&"")))
        .collect();
    for name in &Fault::NAMES[1..] {
        assert!(culprits.contains(&format!("{name}, ")), "the culprit of {name}");
    }
}

#[test]
fn every_primitive_and_special_form_is_measured_once() {
    let names: Vec<&str> = costs::PRIMITIVE_FIGURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, PRIMITIVES.iter().map(|info| info.names[0]).collect::<Vec<_>>());
    let names: Vec<&str> = costs::SPECIAL_FIGURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, SPECIAL_FORMS.iter().map(|info| info.name).collect::<Vec<_>>());
    let manual = manual();
    let data = section(&manual, "### unit: primitive").join(" ").replace(',', "");
    for info in PRIMITIVES {
        let known = data.split_whitespace().any(|word| word.trim_end_matches(';') == info.names[0]);
        let data = info.class == conscycle::machine::primitives::Class::Data;
        assert!(known || !data, "unit primitive: {}", info.names[0]);
    }
    assert_eq!(Opcode::from_number(8), Some(Opcode::Equal), "named in the unit apply");
}

#[test]
fn operations_on_floats_and_their_cycles_are_those_of_the_code() {
    use conscycle::machine::units::fpu::Operation;
    let manual = manual();
    let floats = section(&manual, "## 16. Floats");
    assert_eq!(numbered(&floats, 0, 1), Operation::NAMES);
    let cycles = Operation::ALL.map(|operation| operation.cycles().to_string());
    assert_eq!(numbered(&floats, 0, 3), cycles);
}

#[test]
fn the_generated_blocks_are_up_to_date() {
    let before = manual();
    let mut after = before.clone();
    for (name, block) in [tables::blocks(), machine::blocks(), units::blocks()].concat() {
        text::replace_block(&mut after, &name, &block);
    }
    text::compare_or_bless(PATH, &before, &after);
}

#[test]
fn the_cycles_of_the_fallback_are_those_of_its_section() {
    const TABLE: &str = "(define table (make-vector 13 nil)) (vector-set! table 0 cons)
         (vector-set! table 9 cons) (set-number-fallback! table)";
    let table = [
        ("(+ nil 1)", 3, 0),
        ("(+ 1 2 nil 3)", 5, 4),
        ("(+ nil 1 2)", 5 + 1, 4),
        ("(+ nil 1 2 3 4)", 5 + 1, 5),
        ("(< nil 1 2)", 5 + 1 + 1, 5),
        ("(car (cons (+ 1 2 nil 3) 4))", 5 + 6, 4),
    ];
    for (form, applies, goes_on) in table {
        let config = support::config(WordSize::W16);
        let mut machine = support::machine(&format!("{TABLE} {form}"), config);
        let mut states = Vec::new();
        while machine.arbiter.halt == Halt::Running {
            let is_apply = machine.arbiter.owner == Unit::Apply;
            states.push(is_apply.then_some(machine.apply.state));
            machine.tick();
        }
        let after = |from: usize, state: State| {
            states[from..].iter().position(|&here| here == Some(state)).map(|at| from + at)
        };
        let step = after(0, State::Fallback).expect("a step without a result") - 1;
        let applied = after(step + 1, State::ApplyDispatch).expect("an application");
        assert_eq!(applied - step, applies, "{form}");
        let resumed = [State::ResumeFold, State::ResumeCompare];
        let resumed = resumed.iter().find_map(|&state| after(step, state));
        let again = resumed.map_or(0, |resumed| {
            let begun = after(resumed, State::Apply).expect("the operands are loaded");
            after(begun, State::ApplyDispatch).expect("the next step") - resumed
        });
        assert_eq!(again, goes_on, "{form}");
    }
}

#[test]
fn the_worked_example_is_explained_cycle_by_cycle() {
    let manual = manual();
    let notes = numbered(&section(&manual, "## 13. Cycle costs"), 1, 1);
    let mut machine = costs::entered("(+ 1 2)");
    machine.run(support::LIMIT);
    assert_eq!((machine.cycle, support::outcome(&machine).as_str()), (8, "=> 3"));
    assert_eq!(notes.len() as u64, machine.cycle);
    assert!(manual.contains("\n8 cycles, nothing allocated, no frame."));
    assert_eq!((machine.memory.allocated, machine.clink.full), (0, false));
    let whole = support::run("(+ 1 2)", support::config(WordSize::W16));
    assert_eq!(whole.cycle, machine.cycle + 3, "with `begin` in front");
}
