//! Random arithmetic on machines with the library, against Python: integers, ratios and floats.

use std::path::Path;

use conscycle_firmware::Dialect;
use conscycle_image::printer::Printer;
use conscycle_image::random::arithmetic;
use conscycle_image::reader::{float_text, read_all};
use conscycle_machine::object::{Type, is_type};
use conscycle_machine::parameter::Parameter;
use conscycle_machine::ports::Halt;
use conscycle_machine::{Machine, Stop};
use conscycle_program::Problem;

use super::case::Case;
use super::codes::outcome;
use super::kind::{Difference, Finding, Kind};
use super::python::Python;
use crate::cli::failure::Failure;
use crate::cli::load::build;

/// Cycles that a program gets.
const LIMIT: u64 = 1_000_000_000;

/// Begins an answer that is a float as Python writes it.
const FLOAT: char = '~';
/// Begins an answer that is none.
const UNKNOWN: char = '?';

/// The machine against Python.
#[derive(Debug)]
pub struct Numbers {
    python: Python,
}

impl Numbers {
    /// Against the Python of this name.
    pub fn new(python: &Path) -> Numbers {
        Numbers { python: Python::new(python) }
    }
}

impl Kind for Numbers {
    const NAME: &'static str = "numbers";
    const SIDES: &'static str = "the machine and Python";

    fn case(&self, seed: u64) -> Result<Case, Failure> {
        let (config, text) = (arithmetic::machine(seed), arithmetic::program(seed));
        Ok(Case { seed, config, interrupts: Vec::new(), text })
    }

    fn compare(&mut self, case: &Case) -> Result<Finding, Failure> {
        let forms = read_all(&case.text)
            .map_err(|error| Problem::read(&error, "counterexample", &case.text))?;
        let expressions: Vec<String> = forms.iter().map(|form| form.datum.to_string()).collect();
        let mut machine = machine(&expressions, case)?;
        if machine.run(LIMIT) != Stop::Halted {
            return Ok(Finding::Unfinished);
        }
        if machine.arbiter.halt != Halt::Done {
            let headline = format!("the machine ends: {}", outcome(&machine));
            return Ok(Finding::Different(Difference {
                details: format!("{headline}\n"),
                headline,
            }));
        }
        let values = elements(&machine);
        let answers = self.python.ask(&expressions)?;
        let mut differences = Vec::new();
        for ((expression, value), answer) in expressions.iter().zip(&values).zip(&answers) {
            let expected = normal(answer);
            if !expected.starts_with(UNKNOWN) && expected != *value {
                differences.push(format!("{expression}: machine {value}, Python {expected}"));
            }
        }
        let Some(first) = differences.first() else {
            return Ok(Finding::Same { cycles: machine.cycle });
        };
        Ok(Finding::Different(Difference {
            headline: first.clone(),
            details: differences.join("\n") + "\n",
        }))
    }

    /// Numbers need wide words, and room.
    fn is_free(parameter: &Parameter) -> bool {
        !matches!(parameter.name, "word" | "memory")
    }
}

/// The machine that makes a list of the expressions' values, with `error` for what traps.
fn machine(expressions: &[String], case: &Case) -> Result<Machine, Failure> {
    let guarded = expressions
        .iter()
        .map(|expression| format!("\n  (catch (lambda (cause culprit) 'error) {expression})"));
    let text = format!("(list{})", guarded.collect::<String>());
    let image = build("expressions", &text, case.config, Dialect::Core)?;
    Ok(image.machine(case.config))
}

/// The elements of the list that a machine has ended with, as Lisp text.
fn elements(machine: &Machine) -> Vec<String> {
    let printer = Printer::new(&machine.memory, machine.config());
    let mut elements = Vec::new();
    let mut cell = machine.value;
    while cell.is_pointer() && is_type(machine.memory.read(cell.address()), Type::Cons) {
        elements.push(printer.print(machine.memory.read(cell.address() + 1)));
        cell = machine.memory.read(cell.address() + 2);
    }
    elements
}

/// An answer of Python's as the machine would write it.
fn normal(answer: &str) -> String {
    let float = answer.strip_prefix(FLOAT).and_then(|text| text.parse().ok());
    float.map_or_else(|| answer.to_string(), float_text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_knows_all_that_is_asked_at_random() {
        let mut python = Python::new(Path::new("python3"));
        for seed in 0..300 {
            let text = arithmetic::program(seed);
            let expressions: Vec<String> = text.lines().map(str::to_string).collect();
            let answers = python.ask(&expressions).unwrap_or_else(|error| panic!("{error}"));
            for (expression, answer) in expressions.iter().zip(answers) {
                assert!(!answer.starts_with(UNKNOWN), "seed {seed}: {expression}: {answer}");
            }
        }
    }

    #[test]
    fn floats_are_written_as_the_machine_writes_them() {
        for (answer, text) in [
            ("~1e+16", "10000000000000000.0"),
            ("~inf", "+inf.0"),
            ("~-0.0", "-0.0"),
            ("~nan", "+nan.0"),
        ] {
            assert_eq!(normal(answer), text);
        }
        assert_eq!(normal("-1/3"), "-1/3");
    }

    #[test]
    fn what_is_no_python_is_told() {
        let refused = |program: &str| {
            let failed = Python::new(Path::new(program)).ask(&["(+ 1 2)".to_string()]);
            failed.expect_err(program).to_string()
        };
        assert!(refused("/nowhere/python").contains("--python names another Python"));
        assert!(refused("true").contains("has not answered all expressions"));
    }
}
