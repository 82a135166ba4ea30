//! The end of a collection: what the allocator gets, and how it goes on.

use super::{Cause, Inputs, Kind, Sweeper};
use crate::config::Collector;
use crate::ports::{End, Next, Space};

impl Sweeper {
    /// The collection is over: memory is handed back, and the evaluator goes on where it waits; or a
    /// major collection follows a minor one.
    pub fn end(&mut self, inputs: &Inputs) -> End {
        match self.collector {
            Collector::MarkSweep => {
                let (held, end) = self.settle(self.available, inputs);
                self.held = held;
                if end.next == Next::OutOfMemory {
                    return end;
                }
                self.refill();
                End { next: Next::Block, ..end }
            }
            Collector::None | Collector::Copying => {
                let (base, end) = self.space();
                let (held, settled) = self.settle(end - self.free, inputs);
                let space = Space { base, free: self.free, end, held };
                End { space: Some(space), ..settled }
            }
            Collector::Generational => self.end_generation(inputs),
        }
    }

    /// The nursery is empty. It may give out no more than can be promoted; where that is less than
    /// half of it, or so little that memory would be out, the old space is copied as well, if an
    /// allocation waits.
    fn end_generation(&self, inputs: &Inputs) -> End {
        let layout = &self.layout;
        let (_, old_end) = self.space();
        let half = layout.nursery_words / 2;
        let least = half.max(layout.least());
        let large = if inputs.wanted + layout.reserve > half { inputs.wanted } else { 0 };
        let room = old_end - self.free;
        let left = room.saturating_sub(large);
        let is_major_due = match self.cause {
            Cause::Full => left < least,
            Cause::Torture => left < least || self.turn == 0,
            // No allocation waits: the next one may need no more than is left.
            Cause::Store => false,
        };
        let old = Some((self.free, old_end));
        if self.kind == Kind::Minor && is_major_due {
            let space = Some(self.nursery(left, 0));
            return End { space, old, reserve_used: None, collected: true, next: Next::Major };
        }
        let (held, settled) = self.settle(left, inputs);
        let given = if settled.next == Next::OutOfMemory { room } else { left };
        let space = Some(self.nursery(given, held));
        End { space, old, collected: self.cause != Cause::Store, ..settled }
    }

    /// The nursery, empty, of which at most `room` words are given out.
    fn nursery(&self, room: u32, held: u32) -> Space {
        let base = self.layout.nursery;
        let end = base + room.min(self.layout.nursery_words) / 2 * 2;
        Space { base, free: base, end, held }
    }

    /// What a collection has `left`, in words, decides how many of them are held back as the reserve,
    /// and whether memory is out. It is where less than two reserves are left: the machine must not
    /// spend its time collecting.
    fn settle(&self, left: u32, inputs: &Inputs) -> (u32, End) {
        let reserve = self.layout.reserve;
        let is_armed = !inputs.reserve_used || left >= 3 * reserve;
        let is_out = is_armed && self.cause == Cause::Full && left < self.layout.least();
        let end = End {
            space: None,
            old: None,
            reserve_used: Some(!is_armed),
            collected: true,
            next: if is_out { Next::OutOfMemory } else { Next::Evaluator },
        };
        (if is_armed { reserve } else { 0 }, end)
    }
}
