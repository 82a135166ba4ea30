//! What a collection is about, for the statistics and the waveform.

use serde::{Deserialize, Serialize};

/// Why a collection began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[repr(u32)]
pub enum Cause {
    /// An allocation found no room.
    #[default]
    Full,
    /// The torture setting: every n-th allocation.
    Torture,
    /// The barrier has caught a store, and collects at once, or has no room to remember it.
    Store,
}

impl Cause {
    /// Names in the order of the numbers.
    pub const NAMES: &'static [&'static str] = &["Full", "Torture", "Store"];
}

/// Which part of the heap a collection is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[repr(u32)]
pub enum Kind {
    /// All of it.
    #[default]
    Full,
    /// The nursery: what is live in it goes to the old space.
    Minor,
    /// The old space, after a minor collection: what is live goes to the other old space.
    Major,
}

impl Kind {
    /// Names in the order of the numbers.
    pub const NAMES: &'static [&'static str] = &["Full", "Minor", "Major"];
}

/// Where the objects come from whose fields are being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[repr(u32)]
pub enum Source {
    /// The copies, from `scan` to `free`.
    #[default]
    Queue,
    /// The fixed region.
    Fixed,
    /// The list of remembered objects.
    List,
    /// A page that has been stored into.
    Page,
}

impl Source {
    /// Names in the order of the numbers.
    pub const NAMES: &'static [&'static str] = &["Queue", "Fixed", "List", "Page"];
}
