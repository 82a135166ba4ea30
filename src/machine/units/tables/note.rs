//! The table of `note`.

use crate::notes::{NoteKind, Operation};
use crate::numbered::numbered;
use crate::units::table::unit;

numbered! {
    /// Which operand is being looked at.
    pub enum Place {
        /// It is all that is looked at.
        Only,
        /// The first of a combination.
        First,
        /// The second.
        Second,
    }
}

unit! {
    /// Finds out about a cell of code what does not change, and notes it in the cell.
    note: Note
    states {
        /// The cell of an operand is here: fetch the expression in it.
        ///
        /// `expression` := *f1*; fetch `expression` -> Expression
        Operand,
        /// The expression is here: a constant, a variable, or a combination.
        ///
        /// *h* a variable: `symbol_object` := *f1*; fetch *f1* -> Variable. *h* not CONS: conclude Constant,
        /// `expression`. Else `is_known` := *h* notes Computed; `parameters` = NIL or *f1* no pointer: combination. Else `operands` := *f2*; fetch *f1* -> Operator
        Expression,
        /// Its symbol object is here.
        ///
        /// is_bound: variable. Else conclude Global, `symbol_object`
        Variable,
        /// The operator is here.
        ///
        /// *h* FUNCTION: function. *h* a variable: `symbol_object` := *f1*; fetch *f1* ->
        /// OperatorCell. Else combination
        Operator,
        /// The operator's symbol object is here.
        ///
        /// The function in it a pointer: fetch that -> Function; else combination
        OperatorCell,
        /// The operator's function is here: can it be computed?
        ///
        /// *h* FUNCTION: function; else combination
        Function,
        /// The cell of what is quoted is here.
        ///
        /// *h* CONS: `kind` := Constant; `value` := *f1*; `step` := 0 -> Step. Else combination
        Quoted,
        /// The cell of an operand of the combination is here.
        ///
        /// *h* not CONS, or `place` = Second and *f2* not NIL: simple. `place` = First: `second`
        /// := *f2*. *f1* an immediate: take Integer *f1*. *f1* a pointer: `symbol` := *f1*; fetch
        /// *f1* -> OperandObject. Else simple
        CombinationOperand,
        /// It is here: is it a variable?
        ///
        /// *h* a variable: find `symbol`; else simple
        OperandObject,
        /// The cell of an operand is here: is it simple?
        ///
        /// *h* not CONS, or `count` = 3: combination. Else `count` := `count` + 1; `list` := *f2*; *f1* a
        /// pointer: fetch *f1* -> SimpleExpression; else after_simple
        SimpleOperand,
        /// The operand is here.
        ///
        /// *h* CONS: combination; else after_simple
        SimpleExpression,
        /// A cell of the parameter list is here: compare.
        ///
        /// *f1* = `symbol`: `found` := `index` + 1. `index` + 1 < `locals`: `index` := `index` + 1;
        /// fetch *f2* -> Parameter. Else by `place`: Only: `found` > 0: conclude the local `found` - 1,
        /// `parameters`; else conclude Outer, `parameters`. First, Second: `found` > 0: take Local
        /// `found` - 1; else simple
        Parameter,
        /// The first cell of a combination is here: fetch its operator.
        ///
        /// *f1* a pointer: `expression` := *f1*; fetch *f1* -> HeadOperator. Else plain
        Head,
        /// The operator is here.
        ///
        /// *h* FUNCTION: head. *h* a variable: `symbol_object` := *f1*; fetch
        /// *f1* -> HeadCell. Else plain
        HeadOperator,
        /// The operator's symbol object is here.
        ///
        /// The function in it a pointer: `is_volatile` := bit 14 of *h*; fetch that -> HeadFunction. Else
        /// is_bound: variable. Else plain
        HeadCell,
        /// The operator's function is here.
        ///
        /// *h* FUNCTION: head. Else plain
        HeadFunction,
        /// The first cell of an `if` is here again.
        ///
        /// *f2* a pointer: fetch *f2* -> IfTest; else `step` := 2 -> Step
        If,
        /// The cell of its test is here.
        ///
        /// *h* CONS and *f2* a pointer: `operands` := `fetch_object.address`; fetch *f2* -> IfBranches.
        /// Else `step` := 2 -> Step
        IfTest,
        /// The cell of its first branch is here: the second one's is behind it.
        ///
        /// *h* CONS and *f2* a pointer: `second` := `fetch_object.address`; `value` := *f2*; `step` := 0
        /// -> Step. Else `step` := 2 -> Step
        IfBranches,
        /// A cell of a parameter list is here: others depend on it.
        ///
        /// *h* not CONS: conclude Plain, `imm`(0). Else write `list` (part of *h*); at its
        /// grant `symbol` := *f1*; `list` := *f2*; `count` := `count` + 1 -> ParameterName
        Parameters,
        /// Fetch the parameter's name.
        ///
        /// `symbol` a pointer: fetch `symbol` -> ParameterSymbol; else -> NextParameter
        ParameterName,
        /// It is here.
        ///
        /// *h* a variable: `symbol_object` := *f1*; fetch *f1* -> ParameterObject. Else ->
        /// NextParameter
        ParameterSymbol,
        /// Its symbol object is here: the variable may be bound from now on.
        ///
        /// Bit 15 of *h* is 1: -> NextParameter. Else write `symbol_object` (*h* with bit 15 set); at its
        /// grant `state` := NextParameter; lisp1 and bit 13 of *h* is 1: **Invalidate**; else **Stay**
        ParameterObject,
        /// Fetch the next cell.
        ///
        /// `list` a pointer and `count` < 3: fetch `list` -> Parameters. Else conclude Plain,
        /// `imm`(`count`) if `list` = NIL, else `imm`(0)
        NextParameter,
        /// What is found is written, step by step: what others depend on first.
        ///
        /// `step` 0: fetch `operands` -> Mark. 1: `second` = NIL: `step` := 2, **Stay**; else fetch
        /// `second` -> Mark. 2: `symbol_object` = NIL: `step` := 3, **Stay**; else fetch `symbol_object`
        /// -> Flag. 3: `kind` Inline: store `expression` 3 (`value`); at its grant `value` :=
        /// `parameters` -> FetchComputed. `kind` Constant, and `operands` not NIL: fetch `expression`
        /// -> Mark. Else `step` := 4, **Stay**. 4: store `cell` 3 (`value`); at its grant -> FetchCell
        Step,
        /// The header of a cell that something depends on is here.
        ///
        /// write `fetch_object.address` (part of *h*); at its grant `step` := `step` + 1 -> Step
        Mark,
        /// The header of a symbol object that something depends on is here.
        ///
        /// write `symbol_object` (*h* with bit 12 set if `kind` = Global, else with bit 13 set); at its
        /// grant `step` := 3 -> Step
        Flag,
        /// Fetch the header of the combination that is computed.
        ///
        /// fetch `expression` -> NoteComputed
        FetchComputed,
        /// It is here.
        ///
        /// write `expression` (*h* noting Computed); at its grant `step` := 4 -> Step
        NoteComputed,
        /// Fetch the header of the cell.
        ///
        /// fetch `cell` -> NoteCell
        FetchCell,
        /// It is here.
        ///
        /// write `cell` (*h* noting `kind`); at its grant **Noted**
        NoteCell,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The cell that is looked at.
        cell: Word,
        /// What is noted in it.
        kind: Enum(NoteKind),
        /// The note; of a combination that is computed, first what is noted in that.
        value: Word,
        /// The expression in the cell of an operand.
        expression: Word,
        /// It notes already how it is computed.
        is_known: Flag,
        /// The variable that is looked for among the parameters.
        symbol: Word,
        /// The symbol object that the operator was found in; NIL: none.
        symbol_object: Word,
        /// What notes depended on there was replaced once.
        is_volatile: Flag,
        /// The cell of a combination's first operand; NIL: it has not been looked at.
        operands: Word,
        /// The cell of its second operand; NIL: it has none.
        second: Word,
        /// The rest of the parameter list.
        list: Word,
        /// Which operand is being looked at.
        place: Enum(Place),
        /// What is computed.
        operation: Enum(Operation),
        /// Its first operand, as a field of the note.
        operand: Raw,
        /// The number of the parameter being looked at.
        index: Bits(2),
        /// The number of the parameter found, counted from 1; 0: none.
        found: Bits(2),
        /// Parameters, or operands, so far.
        count: Bits(2),
        /// What is written next.
        step: Bits(3),
    }
}
