//! The table of `memory`.

use crate::numbered::numbered;
use crate::units::memory::Memory;
use crate::units::table::unit;

numbered! {
    /// What is driven on the memory port in a cycle.
    pub enum Operation {
        /// No request.
        None,
        /// Of a fetch: its words are gathered from the next cycle on.
        Read,
        /// Of words to an address.
        Write,
        /// Of words for a new object, of which the first are written.
        Allocate,
    }
}

unit! {
    /// Banked synchronous RAM behind one port, and the allocator.
    memory(mem): Memory, elsewhere
    registers {
        /// The next address to be allocated.
        free: Address <- "`memory.base`" ("layout_i.nursery"),
        /// Where allocation stops.
        limit: Address <- "`memory.end` - max(memory / 64, 128); `memory.base` if that is more" ("first_limit"),
        /// The end of the space, of mark-sweep the block, in use: the words from `limit` to here
        /// are held back.
        end: Address <- "memory; with `copying`, the image's length plus the words of a space; \
                         with `generational`, `memory.base` plus those of the nursery (section 14)" ("first_end"),
        /// The first address of the space in use; of mark-sweep always that of the heap, of
        /// generational that of the nursery.
        base: Address <- "the image's length; with `protect` 32 more" ("layout_i.nursery"),
        /// The next address of the old space; 0 but with generational.
        old: Address <- "with `generational`, the beginning of the first old space" ("first_old"),
        /// The end of the old space; 0 but with generational.
        old_end: Address <- "with `generational`, the end of the first old space" ("first_old_end"),
        /// The object that has been remembered last: stores into it pass the barrier.
        remembered: Raw,
        /// A bit for each page: stores into its objects pass the barrier.
        unprotected: Bits(32),
        /// Grants before the torture setting asks for a collection.
        countdown: Bits(32) <- "`gc_every` - 1; 0 if `gc_every` is 0" ("first_countdown"),
        /// A collection has ended, and no allocation has been granted since.
        collected: Flag,
        /// Words of the last allocation refused or tortured; of one larger than the memory, the
        /// memory's size.
        wanted: Address,
        /// Cycles spent on the write or allocation in progress.
        wait: Bits(6),
    }
    lines {
        /// What is requested.
        operation: Enum(Operation) = |memory| memory.bus.operation,
        /// The request is granted in this cycle; a read always is.
        grant: Flag = |memory| memory.bus.grant,
        /// The first word's address, modulo 2^`W`.
        address: Raw = |memory| memory.bus.address,
        /// Words requested; of an allocation, the object's size; of a read of an object, 4.
        count: Raw = |memory| memory.bus.count,
        /// The first word written.
        data0: Raw = |memory| memory.bus.data[0],
        /// The second.
        data1: Raw = |memory| memory.bus.data[1],
        /// The third.
        data2: Raw = |memory| memory.bus.data[2],
        /// The fourth.
        data3: Raw = |memory| memory.bus.data[3],
    }
}
