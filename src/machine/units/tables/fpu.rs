//! The table of `fpu`.

use crate::units::fpu::{Double, Operation};
use crate::units::table::unit;

unit! {
    /// IEEE 754 binary64 arithmetic, correctly rounded to nearest, ties to even.
    fpu: Fpu
    states {
        /// An operation begins: what the operands are.
        ///
        /// A comparison: `result` := 1 if the comparison holds, else 0; **Done**.
        /// Add, Subtract: `state` := Align. Multiply: the first half of the product; `state` :=
        /// Product. Divide, SquareRoot: `a` without its leading zeros; `state` := Prepare.
        /// FromInteger: its magnitude; `state` := Normalize. Others: `state` := Integral. Then
        /// **Stay**
        Unpack,
        /// The sum: the smaller operand is moved to the right until it has the exponent of the larger.
        ///
        /// `state` := Normalize; **Stay**
        Align,
        /// The second half of the product.
        ///
        /// `state` := Normalize; **Stay**
        Product,
        /// A divisor without its leading zeros; a radicand with an even exponent.
        ///
        /// `count` := 56 / 4; `state` := Recur; **Stay**
        Prepare,
        /// Four bits of a quotient or a root.
        ///
        /// `count` -= 1; if it is now 0: `state` := Normalize. **Stay**
        Recur,
        /// The operand as an integer: fractional bits go, and the integer is rounded.
        ///
        /// Truncate: `result` := the integer, or 0 if it has more than 64 bits; `invalid` := 1 if so,
        /// else 0; `state` := Unpack; **Done**. Else `state` := Normalize; **Stay**
        Integral,
        /// Leading zeros of the result go, and its exponent is known.
        ///
        /// `state` := Pack; **Stay**
        Normalize,
        /// The result is rounded: a subnormal one is moved to the right before.
        ///
        /// `result` := the result; `state` := Unpack; **Done**
        Pack,
    }
    registers {
        /// What the unit does.
        state: Enum(State),
        /// What is computed.
        operation: Enum(Operation),
        /// Cycles to go in Recur.
        count: Bits(4),
        /// The first operand.
        a: Double {
            /// The first operand, its upper half.
            a_high: Bits(32) = |it| it.high(),
            /// The first operand, its lower half.
            a_low: Bits(32) = |it| it.low(),
        },
        /// The second operand.
        b: Double {
            /// The second operand, its upper half.
            b_high: Bits(32) = |it| it.high(),
            /// The second operand, its lower half.
            b_low: Bits(32) = |it| it.low(),
        },
        /// The last result.
        result: Double {
            /// The last result, its upper half.
            result_high: Bits(32) = |it| it.high(),
            /// The last result, its lower half.
            result_low: Bits(32) = |it| it.low(),
        },
        /// The last Truncate has found an integer of more than 64 bits, an infinity or a NaN.
        invalid: Flag,
    }
}
