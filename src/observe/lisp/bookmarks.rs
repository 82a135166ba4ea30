//! The first places of a recording that a person may want to go to.

/// As many as a viewer has names for.
pub const MOST: usize = 26;

/// Cycles of a recording, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bookmarks {
    /// The first call of a function of the program's own.
    pub first_call: Option<u64>,
    /// The first calls of these, collections and traps, [`MOST`] at most.
    pub cycles: Vec<u64>,
}

impl Bookmarks {
    /// A call, a collection or a trap begins in this cycle.
    pub fn add(&mut self, cycle: u64) {
        if self.cycles.len() < MOST && self.cycles.last() != Some(&cycle) {
            self.cycles.push(cycle);
        }
    }

    /// A function of the program's own is called in this cycle.
    pub fn call(&mut self, cycle: u64) {
        self.first_call.get_or_insert(cycle);
        self.add(cycle);
    }

    /// Forgets what comes before a cycle, with which the recording begins.
    pub fn begin(&mut self, cycle: u64) {
        self.cycles.retain(|&at| at >= cycle);
        self.first_call = self.first_call.filter(|&at| at >= cycle);
    }
}
