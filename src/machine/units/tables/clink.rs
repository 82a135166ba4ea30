//! The table of `clink`.

use crate::frame::{Frame, ReturnState};
use crate::units::table::unit;

unit! {
    /// The control stack: the top frame in registers, the frames below in memory.
    clink: Clink
    states {
        /// Cons (environment . clink).
        ///
        /// cons (`environment`, `clink`): `cell` := its address; -> SpillValues
        SpillEnvironment,
        /// Cons (values . cell).
        ///
        /// cons (`values`, `cell`): `cell` := its address; -> SpillArguments
        SpillValues,
        /// Cons (arguments . cell).
        ///
        /// cons (`arguments`, `cell`): `cell` := its address; -> SpillOperator
        SpillArguments,
        /// Cons (operator . cell).
        ///
        /// cons (`operator`, `cell`): `cell` := its address; -> SpillReturn
        SpillOperator,
        /// Cons (return state . cell): the frame is in memory.
        ///
        /// cons (`imm`(`count` << 5 | `return_state`), `cell`): `clink` := its address; `full` :=
        /// 0; **Done**
        SpillReturn,
        /// Fetch the first cell of the frame at `clink`.
        ///
        /// pair `cell` -> ReloadReturn
        Reload,
        /// Its return state is here.
        ///
        /// `return_state`, `count` := bits 3:0 and 7:5 of the payload of *h*; `cell` := *f1*; pair
        /// `cell` -> ReloadOperator
        ReloadReturn,
        /// Its operator is here.
        ///
        /// `operator` := *h*; `cell` := *f1*; pair `cell` -> ReloadArguments
        ReloadOperator,
        /// Its arguments are here.
        ///
        /// `arguments` := *h*; `cell` := *f1*; pair `cell` -> ReloadValues
        ReloadArguments,
        /// Its values are here.
        ///
        /// `values` := *h*; `cell` := *f1*; pair `cell` -> ReloadEnvironment
        ReloadValues,
        /// Its environment and the previous CLINK are here: the frame is in the register.
        ///
        /// `environment` := *h*; `clink` := *f1*; `full` := 1. `unwinding`: **Unwound**. Else
        /// **Resume**, which pops the frame at once: `full` := 0
        ReloadEnvironment,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The frames below, in memory.
        clink: Word,
        /// The top frame has not been popped. At 0, its registers keep the frame popped last, for
        /// the unit that goes on with it.
        full: Flag,
        /// The value returned to the frame popped last.
        value: Word,
        /// The top frame.
        top: Frame {
            /// Of the top frame: bits 3:0 of the payload of its first word.
            return_state: Enum(ReturnState) = |top| top.return_number(),
            /// Bits 7:5 of it. In a frame that the machine has made all other bits of the payload
            /// are 0.
            count: Bits(3) = |top| top.count(),
            /// Of the top frame.
            operator: Word,
            /// Of the top frame.
            arguments: Word,
            /// Of the top frame.
            values: Word,
            /// Of the top frame.
            environment: Word,
        },
        /// The part of a frame written or read so far.
        cell: Word,
        /// After a reload the token goes to `trap`.
        unwinding: Flag,
    }
    roots { operator, arguments, values, environment, clink, cell, value }
}
