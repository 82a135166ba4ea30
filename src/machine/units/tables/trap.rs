//! The table of `trap`.

use crate::primitives::Fault;
use crate::units::table::unit;

unit! {
    /// All faults, and `throw`.
    trap: Trap
    states {
        /// A fault has come: hand out the reserve if memory is full.
        ///
        /// `state` := TrapVector. `cause` not OutOfMemory: **Stay**. `reserve_used`: **Halt**
        /// (Trap, `culprit`). Else `reserve_used` := 1, **ReleaseReserve**
        Trap,
        /// Push a frame and apply the handler in the vector, if there is one.
        ///
        /// `vector` = NIL: -> Unwind. Without room: **MakeRoom**. Else `vector` := NIL; **Push**
        /// ((TrapHandler, old `vector`, NIL), then Apply (old `vector`, *operands*))
        TrapVector,
        /// Write the top frame to memory, so that the search can be undone.
        ///
        /// without room: **MakeRoom**. Else `clink` := `clink.clink`; `passed` := NIL; ->
        /// UnwindNext
        Unwind,
        /// Load the next frame, or give up after the last.
        ///
        /// `clink.clink` = NIL: `state` := Uncaught, `clink` := NIL, **Rewind** (old `clink`).
        /// Else `state` := UnwindFrame, **Unwind**
        UnwindNext,
        /// A frame is in the top register: is it a catch frame?
        ///
        /// `top.return_state` Catch: `passed` not NIL: `vector` := `passed`; `clink` := NIL;
        /// **Catch** (*operands*). Else: `top.return_state` TrapHandler: `passed` :=
        /// `top.operator`; `state` := UnwindNext, **Rewind** (`clink.clink`)
        UnwindFrame,
        /// No catch frame: CLINK is as it was.
        ///
        /// `throwing` and `vector` not NIL: `throwing` := 0, -> TrapVector. Else **Halt** (Trap,
        /// `culprit`)
        Uncaught,
        /// A frame was popped: the handler in the vector has returned.
        ///
        /// `vector` := `top.operator`; **Return** (`clink.value`)
        ResumeTrap,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The fault's code.
        cause: Enum(Fault),
        /// What it is about; the value thrown.
        culprit: Word,
        /// Where it happened; read by tools only.
        origin: Word,
        /// The trap vector: a function, or NIL.
        vector: Word,
        /// CLINK before the search for a catch frame; NIL after it, so that no frame is kept
        /// alive.
        clink: Word,
        /// The handler of the last handler frame that the search has passed.
        passed: Word,
        /// The reserve has been handed out.
        reserve_used: Flag,
        /// A throw, for which no catch frame is found yet.
        throwing: Flag,
    }
}
