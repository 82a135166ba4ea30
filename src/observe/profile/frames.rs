//! Which call each frame in memory belongs to.
//!
//! A frame is known by its address, and CLINK links it to the next, so that nothing here has to
//! follow calls, returns and continuations: a frame that is loaded again, once or many times, tells
//! whose it is. When the collector moves it, its old place has the new address.

use std::ops::Range;

use super::tree::NodeId;
use conscycle_machine::Machine;
use conscycle_machine::config::Collector;
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::Word;

/// The calls of the frames in memory.
#[derive(Debug)]
pub struct Frames {
    /// By half the address of the frame's first cell: the node plus one, 0 for none.
    nodes: Vec<NodeId>,
    /// All frames are at or above, and below, these addresses.
    low: u32,
    high: u32,
}

impl Frames {
    /// No frames, in a memory of so many words.
    pub fn new(memory: u32) -> Frames {
        Frames { nodes: vec![0; memory as usize / 2], low: u32::MAX, high: 0 }
    }

    /// A frame has been written.
    #[inline(always)]
    pub fn insert(&mut self, frame: Word, node: NodeId) {
        if let Some(slot) = self.nodes.get_mut((frame.0 >> 1) as usize) {
            *slot = node + 1;
            self.low = self.low.min(frame.0);
            self.high = self.high.max(frame.0 + 1);
        }
    }

    /// The call that a frame belongs to.
    #[inline(always)]
    pub fn node(&self, frame: Word) -> NodeId {
        self.nodes.get((frame.0 >> 1) as usize).map_or(0, |node| node.saturating_sub(1))
    }

    /// A collection has emptied a part of memory: the frames there have moved, or died. Nothing has
    /// been written since where they were.
    pub fn follow(&mut self, emptied: Range<u32>, memory: &Memory) {
        let (low, high) = (self.low.max(emptied.start), self.high.min(emptied.end));
        for address in (low..high).step_by(2) {
            let node = std::mem::take(&mut self.nodes[(address >> 1) as usize]);
            let copy = memory.read(address);
            if node > 0 && copy.is_pointer() {
                self.insert(copy, node - 1);
            }
        }
    }
}

/// Where the objects were that the collection which has just ended has moved, if it has moved any.
pub fn emptied(machine: &Machine) -> Option<Range<u32>> {
    match machine.config().collector {
        Collector::None | Collector::MarkSweep => None,
        Collector::Copying | Collector::Generational => {
            let sweeper = &machine.sweeper;
            Some(sweeper.from..sweeper.from + sweeper.from_words)
        }
    }
}
