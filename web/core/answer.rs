//! What a request is answered with.

use serde_json::Value;

use conscycle_debugger::Problem as Wrong;
use conscycle_program::Problem;

/// An answer: JSON, and the bytes that stand beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// As the protocol has it, but for what is in `bytes`.
    pub json: Value,
    /// The cells of a map, or a file.
    pub bytes: Vec<u8>,
}

impl From<Value> for Answer {
    fn from(json: Value) -> Answer {
        Answer { json, bytes: Vec::new() }
    }
}

/// Why a request has no answer, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed(pub String);

impl From<Wrong> for Failed {
    fn from(wrong: Wrong) -> Failed {
        Failed(wrong.0)
    }
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Failed {
        Failed(problem.to_string())
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Failed {
        Failed(error.to_string())
    }
}
