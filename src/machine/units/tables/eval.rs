//! The table of `eval`.

use crate::notes::Scope;
use crate::numbered::numbered;
use crate::units::table::unit;

numbered! {
    /// Who gets the value.
    pub enum Sink {
        /// The frame on top.
        Return,
        /// `eval_args`, without a frame.
        Argument,
        /// `inline`: it is a variable.
        Variable,
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
        /// `interrupt` = 1 and `sink` = Variable: **NotComputed**. `interrupt` = 1: `interrupt` := 0; trap Interrupt (`expr`). `expr` a pointer: fetch
        /// `expr` -> EvalDispatch; else deliver(`expr`)
        Eval,
        /// Branch on the object's type.
        ///
        /// *h* CONS: `operator` := *f1*; `operands` := *f2*; if `sink` = Argument: `state` :=
        /// EvalCombination, **ArgumentForm**. By the note of *h*: Global: `sink` := Operator;
        /// `symbol_object` := *f3*; fetch *f3* -> FunctionCell. Form: *f3* a pointer: **Special**
        /// (1, `expr`, `operands`, *f3*), else **Special** (*f3* >> 1, `expr`, `operands`, NIL). Direct:
        /// **EvalArgs** (*f3*, *f2*). None, First, Second, Third or Outer while `stale`:
        /// **LoadLocals**. None: `state` := Eval, **Note** (`expr`, Head). Any other: `known` := 1, 2, 3 if
        /// it is First, Second, Third and in scope, else 0; `outer` := it is Outer and in scope;
        /// fetch_operator. *h* a variable: `pending` and not `outer`: `state` :=
        /// Eval, **StoreLocals**; else `symbol_object` := *f1*; `outer`: fetch *f1* -> GlobalValue; else
        /// `binding` := `env`; search. Else deliver(`expr`)
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
        /// The symbol object of a variable that may be global is here.
        ///
        /// Bit 15 of *h* is 1: `sink` = Variable: **NotComputed**; else -> Eval. Bit 15 is 0: as GlobalValue
        GlobalCell,
        /// Fetch the operator of the combination.
        ///
        /// fetch_operator
        EvalCombination,
        /// Branch on the operator's type.
        ///
        /// *h* FUNCTION: dispatch. *h* a variable: `sink` := Operator; `symbol_object` := *f1*;
        /// lisp2: fetch *f1* -> FunctionCell; lisp1: search_operator. *h* CONS: without room, `state` := EvalCombination, **MakeRoom**; else **Push** ((Operator, `expr`,
        /// `operands`), then Eval (`operator`)). Else trap NotAFunction (`operator`)
        EvalOperator,
        /// The operator's symbol object is here: its function cell, else the variable.
        ///
        /// Notes are on, bit 12 of *h* is 1 and, in lisp1, bit 15 is 0: `operator` := *f3*, in lisp1 *f2*;
        /// `sink` := Return; **EvalArgs** (`operator`, `operands`). Lisp1, or *f3* = NIL: search_operator.
        /// Else `operator` := *f3*; `sink` := Return; `operator` a pointer: fetch `operator` ->
        /// EvalFunction; else trap NotAFunction (`operator`)
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
        /// The environment's first cell is here: does it hold locals?
        ///
        /// The note of *h* is One, Two or Three, `locals` := 1, 2 or 3: `parameters` := *f3*;
        /// `loading` := `locals` - 1; `binding` := *f2*; pair *f1* -> LoadPair. Else as
        /// **ForgetLocals**, **Loaded**
        LoadCell,
        /// A local is here.
        ///
        /// the local `loading` := *f1*; `loading` = 0: `stale` := 0, **Loaded**. Else `loading` :=
        /// `loading` - 1; pair `binding` -> LoadSpine
        LoadPair,
        /// The next cell of the environment is here.
        ///
        /// `binding` := *f1*; pair *h* -> LoadPair
        LoadSpine,
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
        /// The variable that is looked up is none of the locals.
        outer: Flag,
        /// The operator is the local with this number, from 1; 0: that is not known.
        known: Bits(2),
        /// The local being loaded.
        loading: Bits(2),
        /// The innermost local variables.
        scope: Scope {
            /// The parameter list that the locals belong to; NIL: names are looked up in `env` only.
            parameters: Word,
            /// The first local.
            local0: Word,
            /// The second.
            local1: Word,
            /// The third.
            local2: Word,
            /// How many there are.
            locals: Bits(2),
            /// They are in registers only: `env` is the environment around them.
            pending: Flag,
            /// They are in `env` only, if it has any.
            stale: Flag,
            /// The epoch of notes. In the last one there are none.
            epoch: Bits(16),
            /// Programs have written into environments, or code: any variable may be bound.
            open: Flag,
        },
    }
    others {
        /// Expressions taken since reset, for observers.
        expressions: u64,
    }
}
