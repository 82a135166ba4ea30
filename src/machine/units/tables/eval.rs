//! The table of `eval`.

use crate::numbered::numbered;
use crate::units::table::unit;

numbered! {
    /// Who gets the value.
    pub enum Sink {
        /// The frame on top.
        Return,
        /// `eval_args`, without a frame.
        Argument,
        /// The combination held here: it is its operator.
        Operator,
    }
}

unit! {
    /// Looks at an expression; looks up names; decides who goes on with a combination. Never
    /// writes memory.
    eval: Eval
    states {
        /// Look at `expr`: its own value, or fetch the object; a trap if interrupted.
        ///
        /// `interrupt` = 1: `interrupt` := 0; trap Interrupt (`expr`). `expr` a pointer: fetch
        /// `expr` -> EvalDispatch; else deliver(`expr`)
        Eval,
        /// Branch on the object's type.
        ///
        /// *h* CONS: `operator` := *f1*; `operands` := *f2*; if `sink` = Argument: `state` :=
        /// EvalCombination, **ArgumentForm**; else fetch_operator. *h* a variable: `symbol_object`
        /// := *f1*; `binding` := `env`; search. Else deliver(`expr`)
        EvalDispatch,
        /// A cell of the environment is here: fetch the binding in it.
        ///
        /// `binding` := *f1*; pair *h* -> LookupPair
        LookupSpine,
        /// A binding is here: compare its symbol.
        ///
        /// *h* is not name: search. *f1* = UNBOUND: trap Unbound (name). Else deliver(*f1*)
        LookupPair,
        /// The symbol object is here: its value cell, else its function cell.
        ///
        /// *f2* not UNBOUND: deliver(*f2*). Lisp2 and *f3* not NIL: deliver(*f3*). Else trap
        /// Unbound (name)
        GlobalValue,
        /// Fetch the operator of the combination.
        ///
        /// fetch_operator
        EvalCombination,
        /// Branch on the operator's type.
        ///
        /// *h* FUNCTION: dispatch. *h* a variable: `sink` := Operator; `symbol_object` := *f1*;
        /// lisp2: fetch *f1* -> FunctionCell; lisp1: `binding` := `env`, search. *h* CONS: without
        /// room, `state` := EvalCombination, **MakeRoom**; else **Push** ((Operator, `expr`,
        /// `operands`), then Eval (`operator`)). Else trap NotAFunction (`operator`)
        EvalOperator,
        /// The operator's symbol object is here: its function cell, else the variable.
        ///
        /// *f3* = NIL: `binding` := `env`; search. Else `operator` := *f3*; `sink` := Return;
        /// `operator` a pointer: fetch `operator` -> EvalFunction; else trap NotAFunction
        /// (`operator`)
        FunctionCell,
        /// The operator's value is here: branch on the FUNCTION's subtype.
        ///
        /// *h* FUNCTION: dispatch; else trap NotAFunction (`operator`)
        EvalFunction,
        /// Push a frame for the expansion and apply the macro.
        ///
        /// without room: **MakeRoom**. Else **Push** ((Expand, `operator`, `expr`), then Apply
        /// (`operator`, of_list(`operands`)))
        ExpandMacro,
        /// A frame was popped: the operator's value has come.
        ///
        /// `expr` := `top.operator`; `operands` := `top.arguments`; `sink` := Operator;
        /// deliver(`clink.value`)
        ResumeOperator,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// Who gets the value.
        sink: Enum(Sink),
        /// The expression; while its operator is looked up, the combination.
        expr: Word <- "the image's entry" ("straps_i.entry"),
        /// The host interrupts the program (section 11.3).
        interrupt: Flag,
        /// The current environment of the machine.
        env: Word,
        /// The operator's expression, then its value.
        operator: Word,
        /// The operands, not evaluated.
        operands: Word,
        /// Cells of the environment still to be searched.
        binding: Word,
        /// Of the name being looked up.
        symbol_object: Word,
    }
    others {
        /// Expressions taken since reset, for observers.
        expressions: u64,
    }
}
