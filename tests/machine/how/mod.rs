//! The page that tells one call of `fib` cycle by cycle, `docs/how-it-works.md`: its tables begin with what the
//! machine does, its pictures are drawn of the same run.
//!
//! `cargo xtask bless how` writes the first columns of the tables again, and draws the pictures; the last column
//! is written by hand.

mod picture;

use conscycle::firmware::{self, Dialect};
use conscycle::image::printer::Printer;
use conscycle::image::reader;
use conscycle::machine::Machine;
use conscycle::machine::config::Config;
use conscycle::machine::ports::{Halt, Unit};
use conscycle::machine::signals::{STATES, TABLES, state_number};
use conscycle::machine::units::apply::State;
use conscycle::machine::units::memory::Operation;
use conscycle::machine::word::Word;

use crate::manual::text;

const PAGE: &str = "docs/how-it-works.md";
const PROGRAM: &str = "examples/fib.lisp";

/// Which application of `fib` to 2 it is, from 0: the code has its notes by then.
const WHICH: usize = 2;

/// The parts that the page tells of: the names of its tables.
const PARTS: [&str; 5] = ["call", "first", "between", "second", "sum"];

/// What is to be seen of a cycle.
pub struct Cycle {
    pub number: u64,
    pub unit: Unit,
    pub state: &'static str,
    /// What is driven on the memory port: the operation, the address, and what then stands there.
    pub operation: Operation,
    pub address: u32,
    pub object: String,
    pub expression: String,
    pub operand: String,
    pub local: String,
    pub value: String,
}

/// Does `apply` look at the function of this name in this cycle?
fn applies(machine: &Machine, function: Word) -> bool {
    machine.arbiter.owner == Unit::Apply
        && machine.apply.state == State::ApplyDispatch
        && machine.apply.function == function
}

/// The cycle that comes, which then has passed.
fn cycle(machine: &mut Machine) -> Cycle {
    let print =
        |machine: &Machine, word: Word| Printer::new(&machine.memory, machine.config()).print(word);
    let eval = &machine.eval;
    let is_in_scope = eval.scope.locals > 0 && !eval.scope.stale;
    let mut cycle = Cycle {
        number: machine.cycle,
        unit: machine.arbiter.owner,
        state: STATES[state_number(machine) as usize],
        operation: Operation::None,
        address: 0,
        object: String::new(),
        expression: print(machine, eval.expr),
        operand: print(machine, machine.apply.operands.x),
        local: if is_in_scope { print(machine, eval.scope.local0) } else { String::new() },
        value: print(machine, machine.clink.value),
    };
    machine.tick();
    let bus = &machine.memory.bus;
    cycle.operation = bus.operation;
    if bus.operation != Operation::None {
        cycle.address = bus.address.low();
        cycle.object = print(machine, Word::at(cycle.address & !1));
    }
    cycle
}

/// The cycles of the call, by parts: up to the first call in it, that call, what is between them, the second
/// call, and what then comes to the sum.
fn parts() -> Vec<Vec<Cycle>> {
    let program = std::fs::read_to_string(PROGRAM).expect("the example");
    let config = Config::default();
    let mut builder = firmware::builder(Dialect::Core, config).expect("the library");
    let forms = reader::read_all(&program).expect("reads");
    builder.program("fib.lisp", &program, &forms).expect("builds");
    let image = builder.finish();
    let fib = image.symbols["fib"];
    let mut machine = image.machine(config);
    let function = |machine: &Machine| {
        let object = machine.memory.read(fib.address() + 1).address();
        machine.memory.read(object + 3)
    };
    let mut left = WHICH;
    loop {
        assert_eq!(machine.arbiter.halt, Halt::Running, "the call is made");
        let is_call = applies(&machine, function(&machine));
        if is_call && machine.apply.operands.x == Word::small(2) {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        machine.tick();
    }
    let mut parts: Vec<Vec<Cycle>> = vec![Vec::new()];
    loop {
        let is_first = parts.len() == 1 && parts[0].is_empty();
        let calls = applies(&machine, function(&machine)) && !is_first;
        let returns = machine.arbiter.owner == Unit::EvalArgs && parts.len().is_multiple_of(2);
        let goes_on = machine.eval_args.state.name() == "NextArgument";
        if calls || returns && goes_on {
            parts.push(Vec::new());
        }
        let cycle = cycle(&mut machine);
        let is_sum = parts.len() == PARTS.len() && cycle.unit == Unit::Apply;
        parts.last_mut().expect("a part").push(cycle);
        if is_sum {
            return parts;
        }
    }
}

/// What the port does, in words.
fn port(cycle: &Cycle) -> String {
    let operation = match cycle.operation {
        Operation::None => return String::new(),
        Operation::Read => "read",
        Operation::Write => "write",
        Operation::Allocate => "allocate",
    };
    let object: String = cycle.object.chars().take(24).collect();
    let more = if object.len() < cycle.object.len() { "..." } else { "" };
    format!("{operation} {:#06x}: `{object}{more}`", cycle.address).replace('|', "\\|")
}

/// The table of a part. Its last column is that of the table as it is.
fn table(cycles: &[Cycle], before: &str, name: &str) -> String {
    let rows: Vec<&str> = before.lines().skip(2).collect();
    let mut table =
        "| cycle | state | memory port | what happens |\n|---|---|---|---|\n".to_string();
    let notes: Vec<&str> = rows
        .iter()
        .map(|row| {
            let row = row.trim_end_matches(" |").trim_end_matches('|');
            row.rsplit_once(" | ").map_or("", |(_, note)| note)
        })
        .collect();
    assert_eq!(notes.len(), cycles.len(), "{PAGE}: a row for each cycle in the table {name}");
    for (cycle, note) in cycles.iter().zip(notes) {
        assert!(note.len() > 3, "{PAGE}: cycle {} is explained", cycle.number);
        let (number, unit) = (cycle.number, TABLES[cycle.unit as usize].name);
        let (state, port) = (cycle.state, port(cycle));
        table += &format!("| {number} | {unit}.{state} | {port} | {note} |\n");
    }
    table
}

#[test]
fn the_story_of_a_call_is_what_the_machine_does() {
    let parts = parts();
    assert_eq!(parts.len(), PARTS.len());
    let before = std::fs::read_to_string(PAGE).expect("the page");
    let mut after = before.clone();
    for (name, cycles) in PARTS.iter().zip(&parts) {
        let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
        let (_, rest) = before.split_once(&begin).unwrap_or_else(|| panic!("{begin}"));
        let (block, _) = rest.split_once(&end).unwrap_or_else(|| panic!("{end}"));
        text::replace_block(&mut after, name, &table(cycles, block, name));
    }
    for (name, cycles) in picture::PICTURES.iter().zip([&parts[..1], &parts[1..3], &parts[3..]]) {
        let cycles: Vec<&Cycle> = cycles.iter().flatten().collect();
        let path = format!("docs/how/{name}.svg");
        let picture = picture::draw(&cycles);
        let drawn = std::fs::read_to_string(&path).unwrap_or_default();
        text::compare_or_bless(&path, &drawn, &picture);
        assert!(before.contains(&format!("(how/{name}.svg)")), "{PAGE} shows {path}");
    }
    let is_allocation = |cycle: &&Cycle| cycle.operation == Operation::Allocate;
    let all = || parts.iter().flatten();
    let (cycles, cells) = (all().count(), all().filter(is_allocation).count());
    let counted = format!(
        "{cycles} cycles for three calls, from the first application to the sum, and {cells} cells allocated."
    );
    assert!(before.contains(&counted), "{PAGE}: {counted}");
    text::compare_or_bless(PAGE, &before, &after);
}
