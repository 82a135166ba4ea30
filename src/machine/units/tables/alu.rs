//! The table of `alu`.

use crate::units::table::unit;

unit! {
    /// Combinational results for `apply` (section 9.5), and a restoring divider.
    alu: Alu
    state {
        /// One bit of the quotient.
        ///
        /// *r* = `remainder` << 1 | top bit of `quotient` (`W`+1 bits); *q* = *r* >= `divisor`;
        /// `remainder` := *r* - `divisor` if *q*, else *r*; `quotient` := `quotient` << 1 | *q*;
        /// `count` -= 1; if it is now 0: **Done**; else **Stay**
        Divide
    }
    registers {
        /// The data word of the first operand, if that is a NUMBER.
        a: Raw,
        /// The data word of the second operand, if that is a NUMBER.
        b: Raw,
        /// The partial remainder, below the divisor.
        remainder: Number,
        /// Bits of the dividend still to come, above; bits of the quotient, below.
        quotient: Number,
        /// The magnitude of the divisor.
        divisor: Number,
        /// Cycles to go.
        count: Bits(6),
    }
}
