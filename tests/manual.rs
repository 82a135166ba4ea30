//! The reference manual against the machine: its tables of states and registers, and those that
//! are generated from the primitive table and from measurements. `CONSCYCLE_BLESS=1 cargo test
//! --test manual` writes the generated ones again.

mod support;

#[path = "manual/costs.rs"]
mod costs;
#[path = "manual/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::fs;

use conscycle::machine::config::Config;
use conscycle::machine::frame::ReturnState;
use conscycle::machine::ports::{Halt, Unit};
use conscycle::machine::primitives::{PRIMITIVES, Primitive, SPECIALS, Trap};
use conscycle::machine::signals::{Kind, REGISTERS, SIGNALS, STATE, UNIT_STATES};
use conscycle::machine::word::WordSize;
use tables::UNITS;

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

/// What stands in backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
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
fn the_state_tables_have_the_units_states_in_their_order() {
    let manual = manual();
    for (unit, states) in UNITS.iter().zip(UNIT_STATES).skip(Unit::Eval as usize) {
        let rows: Vec<&str> = section(&manual, &format!("### unit: {unit}"))
            .into_iter()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
            .map(|(state, _)| state)
            .collect();
        assert_eq!(rows, states, "{unit}");
    }
    let headings = manual.lines().filter(|line| line.starts_with("### unit: ")).count();
    assert_eq!(headings, UNITS.len() - 1);
}

/// The registers of section 4, by path, with the kind that the manual gives them.
fn registers(manual: &str) -> BTreeMap<String, String> {
    let mut registers = BTreeMap::new();
    let headings = manual.lines().filter(|line| line.starts_with("### 4."));
    for heading in headings {
        let unit = heading.rsplit(' ').next().unwrap_or_default();
        for line in section(manual, heading) {
            let row = cells(line);
            if row.len() != 3 || !row[0].starts_with('`') {
                continue;
            }
            let (names, kinds) = (quoted(row[0]), row[1].split(", ").collect::<Vec<_>>());
            assert!(kinds.len() == 1 || kinds.len() == names.len(), "{line}");
            for (i, name) in names.into_iter().enumerate() {
                let path =
                    if name.contains('.') { name.to_string() } else { format!("{unit}.{name}") };
                let kind = kinds[i.min(kinds.len() - 1)].to_string();
                assert!(registers.insert(path, kind).is_none(), "{name} stands twice");
            }
        }
    }
    registers
}

#[test]
fn every_register_is_in_the_manual_with_its_width() {
    let manual = manual();
    let registers = registers(&manual);
    for (i, signal) in SIGNALS.iter().enumerate() {
        let path = signal.path();
        if i >= REGISTERS || i == STATE {
            let line = manual.contains(&format!("`{path}`"));
            let data = path.starts_with("memory.data");
            assert!(line || data && manual.contains("`memory.data0` to"), "the line {path}");
            continue;
        }
        let kind = registers.get(&path).unwrap_or_else(|| panic!("{path} is not in the manual"));
        for word in [WordSize::W16, WordSize::W32] {
            let config = Config { word, ..Config::default() };
            let width = match kind.as_str() {
                "word" | "raw" => word.bits(),
                "address" => config.memory.ilog2() + 1,
                bits => bits.parse().unwrap_or_else(|_| panic!("{path}: the kind {bits:?}")),
            };
            assert_eq!(width, signal.width(&config), "{path}");
        }
        assert_eq!(kind == "address", signal.kind == Kind::Address, "{path}");
    }
    // Two registers are no signals: observers have them by other ways.
    let paths: Vec<String> = SIGNALS[..REGISTERS].iter().map(|signal| signal.path()).collect();
    let others: Vec<&String> = registers.keys().filter(|path| !paths.contains(path)).collect();
    assert_eq!(others, ["arbiter.cycle", "arbiter.value"]);
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
    assert!(flat.contains(&format!("| {} |", list(&Halt::NAMES))));
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
    for name in &Trap::NAMES[1..] {
        assert!(culprits.contains(&format!("{name}, ")), "the culprit of {name}");
    }
}

#[test]
fn every_primitive_and_special_form_is_measured_once() {
    let names: Vec<&str> = costs::PRIMITIVE_FIGURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, PRIMITIVES.iter().map(|info| info.names[0]).collect::<Vec<_>>());
    let names: Vec<&str> = costs::SPECIAL_FIGURES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, SPECIALS.iter().map(|info| info.name).collect::<Vec<_>>());
    let manual = manual();
    let data = section(&manual, "### unit: primitive").join(" ").replace(',', "");
    for info in PRIMITIVES {
        let known = data.split_whitespace().any(|word| word.trim_end_matches(';') == info.names[0]);
        let data = info.class == conscycle::machine::primitives::Class::Data;
        assert!(known || !data, "unit primitive: {}", info.names[0]);
    }
    assert_eq!(Primitive::from_number(8), Some(Primitive::Equal), "named in the unit apply");
}

#[test]
fn the_generated_blocks_are_up_to_date() {
    let before = manual();
    let mut after = before.clone();
    for (name, block) in tables::blocks() {
        let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
        let start = after.find(&begin).unwrap_or_else(|| panic!("{begin}")) + begin.len();
        let stop = start + after[start..].find(&end).unwrap_or_else(|| panic!("{end}"));
        after.replace_range(start..stop, &block);
    }
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        fs::write(PATH, &after).expect("the manual writes");
        return;
    }
    for (old, new) in before.lines().zip(after.lines()) {
        assert_eq!(old, new, "CONSCYCLE_BLESS=1 cargo test --test manual writes it again");
    }
    assert_eq!(before, after);
}

#[test]
fn the_worked_example_is_explained_cycle_by_cycle() {
    let manual = manual();
    let notes = numbered(&section(&manual, "## 13. Cycle costs"), 1, 1);
    let mut machine = costs::entered("(+ 1 2)");
    machine.run(support::LIMIT);
    assert_eq!((machine.cycle, support::outcome(&machine).as_str()), (17, "=> 3"));
    assert_eq!(notes.len() as u64, machine.cycle);
    assert!(manual.contains("\n17 cycles, nothing allocated, no frame."));
    assert_eq!((machine.memory.allocated, machine.clink.full), (0, false));
    let whole = support::run("(+ 1 2)", Config::default());
    assert_eq!(whole.cycle, machine.cycle + 8, "with `begin` in front");
}
