//! The table of `alu`.

use crate::units::table::unit;

unit! {
    /// Combinational results for `apply` (section 9.5), a restoring divider, and with `W` = 64 a multiplier.
    alu: Alu
    states {
        /// One bit of the quotient.
        ///
        /// *r* = `remainder` << 1 | top bit of `quotient` (`W`+1 bits); *q* = *r* >= `divisor`;
        /// `remainder` := *r* - `divisor` if *q*, else *r*; `quotient` := `quotient` << 1 | *q*;
        /// `count` -= 1; if it is now 0: **Done**; else **Stay**
        Divide,
        /// The product of `quotient` and `divisor`.
        ///
        /// `count` -= 1; if it is now 0: (`remainder`, `quotient`) := *int*(`quotient` as a data word) *
        /// *int*(`divisor` as a data word) (2`W` bits), **Done**; else **Stay**
        Multiply,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The data word of the first operand, if that is a NUMBER.
        a: Raw,
        /// The data word of the second operand, if that is a NUMBER.
        b: Raw,
        /// The partial remainder, below the divisor; the upper word of a product.
        remainder: Raw,
        /// Bits of the dividend still to come, above; bits of the quotient, below. Of a product the first
        /// factor, then its lower word.
        quotient: Raw,
        /// The magnitude of the divisor; of a product the second factor.
        divisor: Raw,
        /// Cycles to go.
        count: Bits(7),
    }
}
