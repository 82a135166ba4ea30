//! The table of `eval_args`.

use crate::numbered::numbered;
use crate::ports::Operands;
use crate::units::table::unit;

numbered! {
    /// What follows when the operand registers have been saved.
    pub enum Purpose {
        /// The next argument.
        More,
        /// A frame, then the combination that `eval` holds.
        Combination,
        /// A frame, then the trap.
        Trap,
        /// The operand list.
        Reverse,
        /// A frame, then the combination that is held here.
        Held,
    }
}

unit! {
    /// Evaluates the operands. Immediates and variables push no frame.
    eval_args(args): EvalArgs
    states {
        /// Fetch the next cell of the argument list, or finish.
        ///
        /// advance
        EvalArgs,
        /// A cell is here: collect an immediate, or let `eval` look at the expression.
        ///
        /// *h* not CONS: trap BadSyntax (`arguments`). Else `rest` := *f2*; *f1* no pointer:
        /// collect(*f1*), advance. By the note of *h*: Constant: collect(*f3*), advance. Combination:
        /// `expression` := *f1*; push_held. None, or one of the following while `stale`: `rest` :=
        /// `arguments`; `state` := EvalArgs; `stale`: **LoadLocals**, else **Note** (`arguments`,
        /// Operand). First, Second or Third, in scope: collect(the local), advance. Inline, in scope:
        /// `expression` := *f1*; fetch *f1* -> ArgumentComputed. Outer, in scope: `state` := AwaitValue,
        /// **Outer** (*f1*). Global: `state` := AwaitValue, **Global** (*f1*, *f3*). Any other: `state` := AwaitValue, **Argument** (*f1*)
        Argument,
        /// A combination that is computed is here.
        ///
        /// the note of *h* is Computed, and it can be: collect(the value), advance. Computed, inline: `state`
        /// := AwaitValue, **Inline** (*op*, *f2*); its value as an argument's; without one save Held. Else
        /// push_held
        ArgumentComputed,
        /// `eval` looks at the argument.
        ///
        /// **Stay**. The token is with `eval`; its answer sets the next state
        AwaitValue,
        /// Move the first operand register to `values`.
        ///
        /// cons (`x`, `values`): `values` := its address; shift; if `held` is now 0, by `purpose`:
        /// More -> EvalArgs, Reverse -> Reverse, any other -> PushArguments. Else **Stay**
        SaveOperand,
        /// Push the frame of the argument.
        ///
        /// without room: **MakeRoom**. Else **Push** ((Arguments with `count`, `function`,
        /// `arguments`, `values`), then Trap, Eval (`expression`) or Combination if `purpose` is Trap,
        /// Held or Combination)
        PushArguments,
        /// A frame was popped: the argument's value has come.
        ///
        /// `function` := `top.operator`; `arguments` := `top.arguments`; `values` := `top.values`;
        /// `count` := `top.count`; `held` := 0; `list` := NIL; collect(`clink.value`); pair
        /// `arguments` -> NextArgument
        ResumeArguments,
        /// The argument's cell is here again: go on after it.
        ///
        /// `rest` := *f1*; advance
        NextArgument,
        /// A cell of `values` is here: put it in front of the operand registers.
        ///
        /// push_front(*h*); `values` := *f1*; `values` = NIL: **Apply** (`function`, operands);
        /// else pair `values` -> GatherOperand
        GatherOperand,
        /// Fetch the next cell of `values`.
        ///
        /// pair `values` -> ReverseCell
        Reverse,
        /// A cell of `values` is here: take its car.
        ///
        /// `x` := *h*; `values` := *f1*; -> ReverseCons
        ReverseCell,
        /// Put it in front of the operand list.
        ///
        /// cons (`x`, `list`): `list` := its address; `values` = NIL: -> EvalArgs; else -> Reverse
        ReverseCons,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// What follows when the operands are saved.
        purpose: Enum(Purpose),
        /// The combination that is to be evaluated under a frame.
        expression: Word,
        /// What is to be applied.
        function: Word,
        /// The cell of the argument being evaluated.
        arguments: Word,
        /// The cells after it.
        rest: Word,
        /// Values in memory, last first.
        values: Word,
        /// Arguments evaluated so far, at most 4.
        count: Bits(3),
        /// The values in registers, and the operand list of a long application.
        operands: Operands {
            /// How many of `x`, `y`, `z` are in use.
            held: Bits(2) = |operands| operands.count,
            /// The first value in a register.
            x: Word,
            /// The second.
            y: Word,
            /// The third.
            z: Word,
            /// The operand list of an application with more than three operands.
            list: Word,
        },
    }
}
