//! What all kinds of campaigns have in common: cases by number, and two sides that are compared about each.

use conscycle_machine::parameter::Parameter;

use super::case::Case;
use crate::cli::failure::Failure;

/// A kind of campaign.
pub trait Kind {
    /// Its name on the command line and in records.
    const NAME: &'static str;
    /// The two sides, in words.
    const SIDES: &'static str;

    /// The case of a number.
    ///
    /// # Errors
    /// A [`Failure`] if what is asked for does not fit together.
    fn case(&self, seed: u64) -> Result<Case, Failure>;

    /// Compares the two sides.
    ///
    /// # Errors
    /// A [`Failure::Program`] if the case is none for this kind, any other if a side cannot be run.
    fn compare(&mut self, case: &Case) -> Result<Finding, Failure>;

    /// May this parameter of the machine change while a counterexample is reduced?
    fn is_free(parameter: &Parameter) -> bool;

    /// Can it begin at once, without a line about what is being built?
    fn is_ready(&self, _case: &Case) -> bool {
        true
    }
}

/// What a comparison has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Both sides are the same in so many simulated cycles.
    Same {
        /// The cycles, of one side.
        cycles: u64,
    },
    /// A side has not come to its end in the cycles that it has: nothing is compared.
    Unfinished,
    /// The two sides differ.
    Different(Difference),
}

/// How the two sides differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// In a line.
    pub headline: String,
    /// In as many as it takes.
    pub details: String,
}
