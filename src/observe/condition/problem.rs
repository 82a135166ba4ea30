//! What is said about what a person has typed.

use thiserror::Error;

use conscycle_image::near::{near, question};

/// What is wrong with what a person has typed.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct Problem(pub String);

/// What to say behind a name that is none: which of these may be meant.
pub fn suggestion<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    match near(name, names).as_slice() {
        [] => String::new(),
        names => format!("; {}", question(names)),
    }
}
