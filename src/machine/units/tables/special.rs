//! The table of `special`.

use crate::units::table::unit;

unit! {
    /// `quote`, `if`, `begin`, `catch`, and what follows a macro's expansion.
    special(spec): Special
    states {
        /// Fetch the first cell of the operands.
        ///
        /// `number` begin: sequence. Not 0 to 3: trap BadOpcode (`form`). `operands` a pointer:
        /// fetch `operands` -> SpecialOperand. Else malformed
        Special,
        /// It is here: branch on the special form.
        ///
        /// *h* not CONS: malformed. quote: **Return** (*f1*). if: *f2* no pointer: malformed; notes are
        /// on: test; else push_pending If. catch: push_pending CatchHandler
        SpecialOperand,
        /// The test of an `if`, a combination that is computed, is here.
        ///
        /// the note of *h* is Computed, and it can be: branch (the value). Computed, inline: **Inline** (*op*,
        /// *f2*); its value: branch (the value); without one `return_state` := If -> PushPending. Else as
        /// push_pending If, but with `pending` and `operands` as they are
        IfComputed,
        /// Push the frame `return_state` and evaluate `pending`.
        ///
        /// without room: **MakeRoom**; else push
        PushPending,
        /// A frame was popped: the test of an `if`.
        ///
        /// `form` := `top.operator`; `operands` := `top.arguments`; `second` := NIL; branch
        /// (`clink.value`)
        ResumeIf,
        /// The cell of the branches is here: take the first, or fetch the second's.
        ///
        /// *h* not CONS: malformed. `test`: last. *f2* = NIL: **Return** (NIL). *f2* a pointer:
        /// `operands` := *f2*; fetch `operands` -> IfElse. Else malformed
        IfThen,
        /// The cell of the second branch is here.
        ///
        /// *h* not CONS: malformed; else last
        IfElse,
        /// Fetch the cell of a form's last expression again.
        ///
        /// fetch `operands` -> IfElse
        Last,
        /// The last expression of a form, a combination that is computed, is here.
        ///
        /// the note of *h* is Computed, and it can be: **Return** (the value). Computed, inline: **Inline**
        /// (*op*, *f2*); its value: **Return**; without one **Eval** (`pending`). Else **Eval** (`pending`)
        LastComputed,
        /// A frame was popped: an expression of a body is done.
        ///
        /// `form` := `top.operator`; `operands` := `top.arguments`; sequence
        ResumeSequence,
        /// The next cell of a body is here.
        ///
        /// *h* not CONS: malformed. *f2* = NIL: last. Else push_pending Sequence
        SequenceCell,
        /// A frame was popped: a macro's expansion.
        ///
        /// `form` := `top.arguments`; `pending` := `clink.value`; a pointer: fetch `pending` ->
        /// ExpandForm; else -> ExpandWrap
        ResumeExpand,
        /// The expansion's object is here: a CONS replaces the form's cell, all else is wrapped.
        ///
        /// *h* CONS: `pending` := *f1*; `handler` := *f2*; notes are on: -> ExpandFetch; else ->
        /// ExpandWrite. Else -> ExpandWrap
        ExpandForm,
        /// Cons (expansion . NIL).
        ///
        /// cons (`pending`, NIL): `handler` := its address; `pending` := BEGIN; notes are on: ->
        /// ExpandFetch; else -> ExpandWrite
        ExpandWrap,
        /// Fetch the header of the form's cell.
        ///
        /// fetch `form` -> ExpandBare
        ExpandFetch,
        /// It is here: what was noted in it is no more.
        ///
        /// write `form` (bare *h*); at its grant `state` := ExpandWrite; *h* a part: **Invalidate**; else
        /// **Stay**
        ExpandBare,
        /// Write car and cdr over the form's cell.
        ///
        /// store `form` 1 (`pending`, `handler`): -> Expanded
        ExpandWrite,
        /// Evaluate the expansion.
        ///
        /// **Eval** (`form`)
        Expanded,
        /// A frame was popped: the handler of a `catch`.
        ///
        /// `handler` := `clink.value`; `form` := `top.operator`; `operands` := `top.arguments`; ->
        /// PushCatch
        ResumeCatchHandler,
        /// Push the catch frame.
        ///
        /// without room: **MakeRoom**. Else `number` := 2 (begin); `state` := Special, **Push**
        /// ((Catch, `handler`, `operands`), then Stay)
        PushCatch,
        /// A frame was popped: the value of a `catch` body.
        ///
        /// **Return** (`clink.value`)
        ResumeCatch,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The special form's number, at most 15.
        number: Bits(4),
        /// The form, for a syntax trap; of an expansion, the cell to be replaced.
        form: Word,
        /// The operands still to be looked at.
        operands: Word,
        /// The expression to be evaluated under a frame; of an expansion, the new car.
        pending: Word,
        /// The return state of that frame.
        return_state: Immediate,
        /// The handler of a `catch`; of an expansion, the new cdr.
        handler: Word,
        /// The cell of an `if`'s second branch, if that is noted; else NIL.
        second: Word,
        /// The test of an `if` was true.
        test: Flag,
    }
}
