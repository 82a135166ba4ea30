//! The table of `arbiter`.

use crate::ports::{Halt, Unit};
use crate::units::table::unit;

unit! {
    /// Decides which unit drives the memory port, by keeping the token.
    arbiter: Arbiter
    registers {
        /// The unit that holds the token.
        owner: Enum(Unit) <- "Eval" ("UnitEval"),
        /// The unit that a helper hands the token back to.
        back: Enum(Unit),
        /// The unit whose allocation waits for the sweeper.
        evaluator: Enum(Unit),
        /// The unit that waits for a note, for the locals, or for its environment in memory.
        client: Enum(Unit),
        /// Why the machine has stopped.
        halt: Enum(Halt),
    }
}
