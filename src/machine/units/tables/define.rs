//! The table of `define`.

use crate::units::table::unit;

unit! {
    /// `lambda`, `define`, `set!`, `defun`, `defmacro`: functions are made, names are bound.
    define(defin): Define
    states {
        /// Fetch the first cell of the operands.
        ///
        /// `pending`: **StoreLocals**. Else fetch `operands` -> DefineOperand
        Define,
        /// It is here: parameters of a `lambda`, else the name.
        ///
        /// *h* not CONS: malformed. Else `arity` := 0. lambda: `parameters` := *f1*; `body` := *f2*; notes are
        /// on, *f1* and *f2* pointers: fetch *f1* -> LambdaParameters; else fetch `body` -> Body. Not lambda: `symbol` := *f1*; `operands` := *f2*; fetch `symbol` -> DefineName
        DefineOperand,
        /// The first cell of the parameters is here.
        ///
        /// *h* a CONS that notes Plain, *f3* an immediate: `arity` := *f3* >> 1. fetch `body` -> Body
        LambdaParameters,
        /// The name's object is here: a symbol, or (name . parameters).
        ///
        /// *h* CONS, of define or defmacro: `symbol` := *f1*; `parameters` := *f2*; `body` :=
        /// `operands`; fetch `symbol` -> DefineSymbol. Else *h* no variable: malformed. define,
        /// set!: fetch `operands` -> DefineValue. defun, defmacro: fetch `operands` ->
        /// DefineParameters
        DefineName,
        /// The name in (name . parameters) is here.
        ///
        /// *h* no variable: malformed; else fetch `body` -> Body
        DefineSymbol,
        /// The cell of the parameters is here.
        ///
        /// *h* not CONS: malformed; else `parameters` := *f1*; `body` := *f2*; fetch `body` ->
        /// Body
        DefineParameters,
        /// The cell of the value's expression is here.
        ///
        /// *h* not CONS or *f2* not NIL: malformed. Else `value` := *f1*. Notes are on: *f1* no pointer, or
        /// by the note of *h* Constant, or First, Second, Third in scope: valued (the value); None or one
        /// of these or Inline while `stale`: `state` := PushValue; `stale`: **LoadLocals**, else `state` :=
        /// DefineAgain, **Note** (`operands`, Operand); Inline in scope: fetch *f1* -> DefineComputed. Else
        /// -> PushValue
        DefineValue,
        /// Fetch the cell again.
        ///
        /// fetch `operands` -> DefineValue
        DefineAgain,
        /// The value, a combination that is computed, is here.
        ///
        /// the note of *h* is Computed, and it can be: valued (the value). Computed, inline: **Inline** (*op*,
        /// *f2*); its value: `value` := that -> Valued; without one -> PushValue. Else -> PushValue
        DefineComputed,
        /// The value has been computed.
        ///
        /// valued (`value`)
        Valued,
        /// Push a frame and evaluate `value`.
        ///
        /// without room: **MakeRoom**. Else **Push** ((Set for set!, else Define, `symbol`,
        /// `operands`), then Eval (`value`))
        PushValue,
        /// The first cell of the body is here.
        ///
        /// *h* not CONS: malformed. *f2* = NIL: `body` := *f1*; -> MakeFunction. Else -> WrapBody
        Body,
        /// Cons (begin . body).
        ///
        /// cons (BEGIN, `body`), that notes Form, `imm`(2), if notes are on: `body` := its address; ->
        /// MakeFunction
        WrapBody,
        /// Allocate the FUNCTION.
        ///
        /// alloc (header, with `arity` of this epoch if that is not 0; `body`, `parameters`, `env`): `value` := its address; the subtype is
        /// macro for defmacro, else lambda if `env` = NIL, else closure. lambda: **Stored**
        /// (`value`). Else -> BindFunction
        MakeFunction,
        /// Bind the FUNCTION to its name.
        ///
        /// define: bind. defun, defmacro: fetch `symbol` -> FunctionSymbol
        BindFunction,
        /// A frame was popped: the value to be defined.
        ///
        /// `number` := 5 (define); `operands` := `top.arguments`; `symbol` := `top.operator`; valued
        /// (`clink.value`)
        ResumeDefine,
        /// A frame was popped: the value to be set.
        ///
        /// `number` := 6 (set!); `operands` := `top.arguments`; `symbol` := `top.operator`; valued
        /// (`clink.value`)
        ResumeSet,
        /// The header of the environment's first cell is here: it holds no locals any more.
        ///
        /// write `env` (the field `note` of *h* 13 to 15: *h* with the last epoch, no part; else bare *h*, a part); at its grant `state` := ScopeCell; *h* a part: **Invalidate**; else
        /// **ForgetLocals**
        ScopeBare,
        /// Fetch that cell.
        ///
        /// pair `env` -> ScopeHead
        ScopeCell,
        /// The first cell of the environment is here.
        ///
        /// `pair` := *h*; `binding` := *f1*; pair `pair` -> ScopePair
        ScopeHead,
        /// Its binding is here: the same name?
        ///
        /// *h* = `symbol`: `offset` := 2; -> StoreOne. Else notes are on: fetch `symbol` -> ScopeSymbol.
        /// Else -> NewPair
        ScopePair,
        /// The name is here.
        ///
        /// `pair` := *f1*; fetch *f1* -> ScopeObject
        ScopeSymbol,
        /// Its symbol object is here: the variable may be bound from now on.
        ///
        /// Bit 15 of *h* is 1: -> NewPair. Else write `pair` (*h* with bit 15 set); at its grant `state`
        /// := NewPair; lisp1 and bit 13 of *h* is 1: **Invalidate**; else **Stay**
        ScopeObject,
        /// Cons (symbol . value).
        ///
        /// cons (`symbol`, `value`), a part if notes are on: `pair` := its address; -> NewCell
        NewPair,
        /// Cons (pair . rest of the environment).
        ///
        /// cons (`pair`, `binding`), a part if notes are on: `pair` := its address; -> LinkCell
        NewCell,
        /// Write that cell behind the environment's first.
        ///
        /// store `env` 2 (`pair`): done
        LinkCell,
        /// A cell of the environment is here.
        ///
        /// `pair` := *h*; `binding` := *f1*; pair `pair` -> SetPair
        SetSpine,
        /// Its binding is here: the same name?
        ///
        /// *h* = `symbol`: `offset` := 2; -> StoreOne. Else search
        SetPair,
        /// The symbol is here: fetch its symbol object.
        ///
        /// `pair` := *f1*; `offset` := 2; fetch *f1* -> SetGlobal
        SetSymbol,
        /// The symbol object is here: has it a value to replace?
        ///
        /// *f2* = UNBOUND, and not (lisp2 and *f3* not NIL): trap Unbound (`symbol`). Bit 12 or 13 of
        /// *h* is 1: fetch `pair` -> GlobalBare. Else store_global
        SetGlobal,
        /// The symbol is here: take its symbol object.
        ///
        /// `pair` := *f1*; `offset` := 2; notes are on: fetch *f1* -> GlobalBare; else store_global
        GlobalSymbol,
        /// The symbol object is here: what is known of its function is no more.
        ///
        /// Bits 12 and 13 of *h* are 0: -> StoreGlobal. Else write `pair` (replaced *h*); at its
        /// grant `state` := StoreGlobal; bit 13 of *h* is 1: **Invalidate**; else **Stay**
        GlobalBare,
        /// Look at the value where it makes a difference.
        ///
        /// `offset` = 3: -> StoreOne. Else store_global
        StoreGlobal,
        /// The value's object is here: a FUNCTION goes into both cells.
        ///
        /// *h* FUNCTION: -> StoreBoth; else -> StoreOne
        GlobalKind,
        /// The symbol is here: take its symbol object, for the function cell.
        ///
        /// `pair` := *f1*; `offset` := 3 (lisp2) or 2 (lisp1); notes are on: fetch *f1* -> GlobalBare;
        /// else -> StoreOne
        FunctionSymbol,
        /// Write `value` into `pair` at `offset`.
        ///
        /// store `pair` `offset` (`value`): done
        StoreOne,
        /// Write `value` into `pair` at `offset` and after it.
        ///
        /// store `pair` `offset` (`value`, `value`): done
        StoreBoth,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The special form's number.
        number: Bits(4),
        /// The form, for a syntax trap; after a frame was popped, the value's cell.
        form: Word,
        /// The operands still to be looked at.
        operands: Word,
        /// The name.
        symbol: Word,
        /// The parameters of the new function.
        parameters: Word,
        /// How many plain parameters these are noted to be; 0: that is not known.
        arity: Bits(2),
        /// Its body.
        body: Word,
        /// What is stored; before that, its expression.
        value: Word,
        /// Cells of the environment still to be searched, or the rest behind its first.
        binding: Word,
        /// A binding, the new cell, or the symbol object that is stored into.
        pair: Word,
        /// Where in `pair` a store goes, in words from its header.
        offset: Bits(2),
    }
}
