//! The table of `console`.

use crate::ports::Channel;
use crate::units::table::unit;

/// A byte, if there is one.
type Byte = Option<u8>;

unit! {
    /// A byte each way, between the machine and the person, or the machine and its host.
    console(cons): Console
    registers {
        /// The byte that can be read.
        input: Byte {
            /// There is a byte that can be read.
            input_valid: Flag = |input| input.is_some(),
            /// That byte; 0 without one.
            input: Bits(8) = |input| input.unwrap_or(0),
        },
        /// The channel of the last read that has waited.
        channel: Enum(Channel),
        /// No byte will come on that channel: to the console never again, to the host channel not
        /// for this read.
        closed: Flag,
        /// A read found no byte.
        waiting: Flag,
    }
    lines {
        /// A byte is sent in this cycle.
        output_valid: Flag = |console| console.output.is_some(),
        /// That byte; 0 without one.
        output: Bits(8) = |console| console.output.map_or(0, |(_, byte)| byte),
        /// Where it goes.
        output_channel: Enum(Channel) = |console| console.output.unwrap_or_default().0,
    }
    others {
        /// The byte that this cycle sends, and where to: lines, no registers.
        output: Option<(Channel, u8)>,
    }
}
