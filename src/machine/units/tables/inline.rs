//! The table of `inline`.

use crate::notes::Operation;
use crate::ports::Unit;
use crate::units::table::unit;

unit! {
    /// Applies a primitive to simple operands without a frame.
    inline(inl): Inline
    states {
        /// The cell of an operand is here: collect a value, or let `eval` look the variable up.
        ///
        /// *h* not CONS: **NotComputed**. Else `rest` := *f2*. *f1* no pointer, or by the note of *h*
        /// Constant, or First, Second, Third in scope: collect(the value); *f2* a pointer: fetch
        /// *f2* -> InlineOperand; else inline_apply. Outer, in scope: **Outer** (*f1*).
        /// Global: **Global** (*f1*, *f3*); what `eval` answers sets the next state. Any other: **NotComputed**
        InlineOperand,
        /// All values are there.
        ///
        /// inline_apply
        InlineApply,
        /// The first operand's object is here.
        ///
        /// By `operation`: car: *h* CONS: **Computed** (*f1*). cdr: *h* CONS: **Computed** (*f2*). pair?:
        /// **Computed** (is *h* CONS?). vector-ref: *h* VECTOR, `y` an immediate, 0 <= *int*(`y`) <
        /// *int*(*f1*): fetch_words (`x` + 2 + *int*(`y`), 1) -> InlineElement. Else **NotComputed**
        InlineObject,
        /// The element of a vector is here.
        ///
        /// **Computed** (*h*)
        InlineElement,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The unit that gets the value.
        client: Enum(Unit),
        /// The primitive.
        operation: Enum(Operation),
        /// The cells after the one being looked at.
        rest: Raw,
        /// The value of the first operand.
        x: Raw,
        /// The value of the second.
        y: Raw,
        /// Values so far.
        count: Bits(2),
    }
}
