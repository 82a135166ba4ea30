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
    memory: Memory, elsewhere
    registers {
        /// The next address to be allocated.
        free: Address <- "`memory.base`",
        /// Where allocation stops.
        limit: Address <- "`memory.end` - max(memory / 64, 128); `memory.base` if that is more",
    }
    lines {
        /// What is requested.
        operation: Enum(Operation) = |memory| memory.bus.operation,
        /// The request is granted in this cycle; a read always is.
        grant: Flag = |memory| memory.bus.grant,
        /// The first word's address, modulo 2^`W`.
        address: Word = |memory| memory.bus.address,
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
