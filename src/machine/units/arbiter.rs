//! arbiter: decides which unit drives the memory port, by keeping the token.
//!
//! Role: one requester per cycle. `owner` is the unit that acts in this cycle; `back` is the unit
//! that gets the token again when a helper (`fetch_object`, `alu`, or `clink` making room) is done.
//! While the sweeper collects, `evaluator` is the unit whose allocation waits for it. When nobody acts any
//! more, `halt` says why.

pub use super::tables::arbiter::Arbiter;

use crate::ports::Unit;

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
