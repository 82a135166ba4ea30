//! arbiter: decides which unit drives the memory port, by keeping the token.
//!
//! Role: one requester per cycle. `owner` is the unit that acts in this cycle; `back` is the unit
//! that gets the token again when a helper (`fetch_object`, `alu`, or `clink` making room) is done.
//! While the sweeper collects, `evaluator` is the unit whose allocation waits for it.

use serde::{Deserialize, Serialize};

use crate::ports::Unit;

/// The token's registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arbiter {
    /// The unit that acts in this cycle.
    pub owner: Unit,
    /// The unit that a helper hands the token back to.
    pub back: Unit,
    /// The unit that waits for its allocation while the sweeper collects.
    pub evaluator: Unit,
}

impl Arbiter {
    /// The token goes to `unit`.
    #[inline(always)]
    pub fn give(&mut self, unit: Unit) {
        self.owner = unit;
    }

    /// The token goes to a helper and comes back to its owner of now.
    #[inline(always)]
    pub fn lend(&mut self, helper: Unit) {
        self.back = self.owner;
        self.owner = helper;
    }

    /// The token goes back from a helper.
    #[inline(always)]
    pub fn give_back(&mut self) {
        self.owner = self.back;
    }
}
