//! What goes wrong, as the exceptions of the package.

use conscycle_debugger::Problem as Unmet;
use conscycle_image::reader::line_column;
use conscycle_program::Problem;
use pyo3::prelude::*;

/// The exceptions, which are defined in Python.
mod exceptions {
    use pyo3::import_exception;

    import_exception!(conscycle.errors, Error);
    import_exception!(conscycle.errors, ProgramError);
    import_exception!(conscycle.errors, ConfigurationError);
    import_exception!(conscycle.errors, ConditionError);
}

/// Why something could not be done.
pub enum Failed {
    /// Something is wrong in the text of a program, or with a file that holds one.
    Program(Problem),
    /// The machine that is asked for is none.
    Configuration(String),
    /// A condition, a point, a pattern or an expression means nothing here.
    Condition(String),
    /// Any other.
    Plain(String),
    /// Python has something to say: a signal has come.
    Python(PyErr),
}

impl Failed {
    /// What is wrong with a machine.
    pub fn machine(problem: Problem) -> Failed {
        Failed::Configuration(problem.to_string())
    }
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Failed {
        Failed::Program(problem)
    }
}

impl From<Unmet> for Failed {
    fn from(problem: Unmet) -> Failed {
        Failed::Condition(problem.0)
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Failed {
        Failed::Python(error)
    }
}

impl From<Failed> for PyErr {
    fn from(failed: Failed) -> PyErr {
        match failed {
            Failed::Program(Problem::Source { message, help, excerpt }) => {
                let (text, span) = (&excerpt.text, excerpt.span);
                let (line, column) = line_column(text, span.start);
                let shown = text.split('\n').nth(line - 1).unwrap_or_default().to_string();
                let here = text.get(span.start..span.end).unwrap_or_default();
                let width = here.split('\n').next().map_or(0, |line| line.chars().count());
                let name = excerpt.name;
                exceptions::ProgramError::new_err((message, name, line, column, shown, width, help))
            }
            Failed::Program(Problem::Plain(message)) => exceptions::ProgramError::new_err(message),
            Failed::Configuration(message) => exceptions::ConfigurationError::new_err(message),
            Failed::Condition(message) => exceptions::ConditionError::new_err(message),
            Failed::Plain(message) => exceptions::Error::new_err(message),
            Failed::Python(error) => error,
        }
    }
}
