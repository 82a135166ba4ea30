//! Hostile programs, whose quick evaluation must do what the evaluation of lists does: the same end, the same output,
//! the same place of a trap.

use conscycle_firmware::Dialect;
use conscycle_image::printer::Printer;
use conscycle_image::random::hostile;
use conscycle_machine::config::{Code, Config};
use conscycle_machine::parameter::Parameter;
use conscycle_machine::ports::Halt;
use conscycle_machine::{Machine, Stop};

use super::case::Case;
use super::kind::{Difference, Finding, Kind};
use crate::cli::failure::Failure;
use crate::cli::load::build;

/// Cycles that a program gets without notes; with notes it gets more, as some make it slower.
const LIMIT: u64 = 100_000;
const QUICK_LIMIT: u64 = 3 * LIMIT;

/// Quick evaluation against the evaluation of lists.
#[derive(Debug, Clone, Copy, Default)]
pub struct Codes;

impl Kind for Codes {
    const NAME: &'static str = "codes";
    const SIDES: &'static str = "quick evaluation and the evaluation of lists";

    fn case(&self, seed: u64) -> Result<Case, Failure> {
        let (config, text) = (hostile::machine(seed), hostile::program(seed));
        // Both codes are run, whatever it says: what is said is the side that is in doubt.
        let config = Config { code: Code::Quick, ..config };
        Ok(Case { seed, config, interrupts: Vec::new(), text })
    }

    fn compare(&mut self, case: &Case) -> Result<Finding, Failure> {
        let Some(lists) = end(case, Code::Lists, LIMIT)? else { return Ok(Finding::Unfinished) };
        let quick = end(case, Code::Quick, QUICK_LIMIT)?;
        if let Some(quick) = &quick
            && quick.is_like(&lists)
        {
            return Ok(Finding::Same { cycles: lists.cycles + quick.cycles });
        }
        let goes_on = || format!("goes on after {QUICK_LIMIT} cycles");
        let quick = quick.map_or_else(goes_on, |quick| quick.told());
        let lists = lists.told();
        let headline = format!("lists: {lists}; quick: {quick}");
        Ok(Finding::Different(Difference {
            details: format!("lists: {lists}\nquick: {quick}\n"),
            headline,
        }))
    }

    fn is_free(parameter: &Parameter) -> bool {
        parameter.name != "code"
    }
}

/// What becomes of a program.
struct End {
    /// `=> value`, `exit value` or `trap cause: culprit`.
    outcome: String,
    output: Vec<u8>,
    /// Where it has trapped.
    origin: Option<String>,
    cycles: u64,
}

impl End {
    fn is_like(&self, other: &End) -> bool {
        self.outcome == other.outcome && self.output == other.output && self.origin == other.origin
    }

    /// In a line.
    fn told(&self) -> String {
        let mut text = self.outcome.clone();
        if let Some(origin) = &self.origin {
            text += &format!(" in {origin}");
        }
        if !self.output.is_empty() {
            text += &format!(", having printed {:?}", String::from_utf8_lossy(&self.output));
        }
        text
    }
}

/// The end of a case's program; none if it goes on.
fn end(case: &Case, code: Code, limit: u64) -> Result<Option<End>, Failure> {
    let config = Config { code, ..case.config };
    let image = build("counterexample", &case.text, config, Dialect::Bare)?;
    let mut machine = image.machine(config);
    for &cycle in &case.interrupts {
        machine.interrupt_at(cycle);
    }
    if machine.run(limit) != Stop::Halted {
        return Ok(None);
    }
    let is_trap = machine.arbiter.halt == Halt::Trap;
    let origin = is_trap.then(|| print(&machine, machine.trap.origin));
    let (outcome, cycles) = (outcome(&machine), machine.cycle);
    Ok(Some(End { outcome, output: machine.take_output(), origin, cycles }))
}

/// A word as Lisp text.
fn print(machine: &Machine, word: conscycle_machine::word::Word) -> String {
    Printer::new(&machine.memory, machine.config()).print(word)
}

/// How a machine has halted.
pub(super) fn outcome(machine: &Machine) -> String {
    let value = print(machine, machine.value);
    match machine.arbiter.halt {
        Halt::Running => "running".to_string(),
        Halt::Done => format!("=> {value}"),
        Halt::Exit => format!("exit {value}"),
        Halt::Trap => format!("trap {:?}: {value}", machine.trap.cause),
    }
}
