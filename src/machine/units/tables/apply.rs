//! The table of `apply`.

use crate::ports::Operands;
use crate::units::table::unit;

unit! {
    /// Applies a FUNCTION. A tail call pushes nothing: a function's body is entered with the
    /// frames as they are.
    apply: Apply
    states {
        /// Fetch the function.
        ///
        /// `function` a pointer: fetch `function` -> ApplyDispatch; else trap NotAFunction
        /// (`function`)
        Apply,
        /// Branch on its subtype; check a primitive's operand count.
        ///
        /// `first_loaded`, `second_loaded`, `first_float`, `second_float`, `negates` := 0. *h* not FUNCTION, or its subtype special or
        /// undefined: trap NotAFunction (`function`). Primitive: start_primitive. Lambda, closure,
        /// macro: `body` := *f1*; `parameters` := *f2*; `environment` := *f3*; `bound` := 0; *n* the arity noted
        /// in *h*: *n* > 0, `held` = *n* and `list` = NIL: **EnterScope** (`body`, `parameters`,
        /// `environment`); else `unnoted` := (*n* = 0), bind.
        /// Continuation: `held` = 0 and `list` not NIL: fetch_list LoadOperand; `held` = 1 and
        /// `list` = NIL: **Continue** (*f1*, `x`); else trap WrongArity (`function`)
        ApplyDispatch,
        /// A cell of the operand list is here: take its car into a register.
        ///
        /// *h* not CONS: trap WrongType (`list`). Else push(*f1*); `list` := *f2*; `held` < 3 and
        /// `list` not NIL: fetch_list LoadOperand; else -> Apply
        LoadOperand,
        /// Fold or compare the first two operands.
        ///
        /// arithmetic
        Arithmetic,
        /// The first operand's object is here: a NUMBER or a FLOAT?
        ///
        /// *h* NUMBER: `first_loaded` := 1; `state` := Arithmetic, **LoadNumber** (first, *f1*). *h* FLOAT and
        /// `W` > 16: `first_float` := 1; `state` := Arithmetic, **LoadFloat** (first). Else fall_back
        LoadFirst,
        /// The second operand's object is here: a NUMBER or a FLOAT?
        ///
        /// *h* NUMBER: `second_loaded` := 1; `state` := Arithmetic, **LoadNumber** (second, *f1*). *h* FLOAT and
        /// `W` > 16: `second_float` := 1, and `first_float` := 1 if `negates`; `state` := Arithmetic, **LoadFloat**
        /// (second). Else fall_back
        LoadSecond,
        /// A cell of the operand list is here: take the next operand.
        ///
        /// *h* not CONS: trap WrongType (`list`). Else push(*f1*); `list` := *f2*; -> Arithmetic
        Refill,
        /// The divider is done: put the signs back.
        ///
        /// `state` := Arithmetic; folded (the signed result; of primitive `/` none, if `alu.remainder` is not 0)
        DivideResult,
        /// The multiplier is done: the product takes the place of its factors.
        ///
        /// `state` := Arithmetic; folded (the product)
        MultiplyResult,
        /// fpu is done: a truth value, an integer or a new FLOAT.
        ///
        /// `state` := Arithmetic, without a stall. A comparison: compared (`fpu.result` = 1). Primitive
        /// `%integer-part`: `fpu.invalid` = 0 and the integer an immediate: **Return** (it); else fall_back. Else
        /// alloc (FLOAT, `fpu.result`): *last*: **Stored** (its address); else shift, `x` := its address; the four
        /// flags of what is loaded := 0; **Stay**
        FloatResult,
        /// The VECTOR of the fallback is here: read its element for the primitive.
        ///
        /// *h* VECTOR and `primitive` < integer(*f1*): fetch 1 word at `fallback` + 2 + `primitive` ->
        /// FallbackElement; else refuse
        Fallback,
        /// The element is here: apply it to the operands of the step.
        ///
        /// *h* = NIL: refuse. Else *last*: again (*h*). Else `body` := *h*; `held` = 3, or the
        /// primitive of class compare: -> FallbackSave; else -> FallbackPush
        FallbackElement,
        /// Cons an operand that the rest of the arithmetic needs.
        ///
        /// cons (last, `list`): `list` := its address; `held` = 3: `held` := 2, and unless the
        /// primitive is of class compare -> FallbackPush; `held` = 2: -> FallbackPush
        FallbackSave,
        /// Push a frame for the rest, and apply the element.
        ///
        /// `clink.full`: **MakeRoom**. Else `list` := NIL; `function` := `body`; `state` := Apply;
        /// **Push** ((Fold or by the class Compare, old `function`, `eval_args.arguments`, old
        /// `list`), then Stay)
        FallbackPush,
        /// A frame was popped: the result of a step; go on with the operands that follow.
        ///
        /// operands := one(`clink.value`) with `list` := `top.values`; go_on
        ResumeFold,
        /// A frame was popped: the truth of a step; go on with the next one, if it is true.
        ///
        /// `clink.value` NIL or false: **Return** (FALSE). Else operands := of_list(`top.values`); go_on
        ResumeCompare,
        /// What is to be the fallback is here: a VECTOR?
        ///
        /// *h* VECTOR: set_fallback. Else trap WrongType (`x`)
        SetFallback,
        /// A cell of the parameter list, or the rest parameter, is here.
        ///
        /// Notes are on, `storing` = 0 and *h* CONS: by the note of *h*: None: `state` := BindNext, **Note**
        /// (`parameters`, Parameters). Plain, and *f3* = `imm`(`held`), `held` > 0, `bound` = 0, `list` =
        /// NIL: `unnoted` := 0; it was 1: fetch `function` -> NoteArity; it was 0: **EnterScope** (`body`,
        /// `parameters`, `environment`). Else as follows. *h* CONS: `symbol` := *f1*; `parameters` :=
        /// *f2*; `rest` := 0; notes are on, `storing` = 0, the note is not Plain with an immediate, and
        /// *f1* a pointer: fetch *f1* -> BindSymbol; else bind_operand. *h* SYMBOL: `symbol` :=
        /// `parameters` (its old value); `parameters` := NIL; `rest` := 1; notes are on: `pair` := *f1*;
        /// fetch *f1* -> BindObject; else bind_operand. Else trap BadSyntax (`parameters`)
        BindDispatch,
        /// The parameter's name is here.
        ///
        /// *h* a variable: `pair` := *f1*; fetch *f1* -> BindObject. Else bind_operand
        BindSymbol,
        /// Its symbol object is here: the variable may be bound from now on.
        ///
        /// Bit 15 of *h* is 1: bind_operand. Else write `pair` (*h* with bit 15 set); at its grant `state`
        /// := BindOperand; lisp1 and bit 13 of *h* is 1: **Invalidate**; else **Stay**
        BindObject,
        /// Take the operand to be bound.
        ///
        /// bind_operand
        BindOperand,
        /// The function's header is here: note how many plain parameters it has.
        ///
        /// write `function` (*h* with the arity `held` of this epoch); at its grant -> BindNext
        NoteArity,
        /// A cell of the operand list is here: take the operand to be bound.
        ///
        /// *h* not CONS: trap WrongType (`list`). Else push(*f1*); `list` := *f2*; -> BindPair
        BindLoad,
        /// Cons the rest parameter's list from the operand registers.
        ///
        /// cons (last, `list`): `list` := its address; `held` -= 1; if `held` is now 0: operands
        /// := one(`list`), -> BindPair; else **Stay**
        BindRest,
        /// Cons (symbol . operand).
        ///
        /// cons (`symbol`, `x`), a part if `storing` or notes are on: `pair` := its address; shift; -> BindSpine
        BindPair,
        /// Cons (pair . environment).
        ///
        /// `storing` = 1 and `parameters` no pointer: alloc (`0x03`, that notes One, Two or Three by
        /// `eval.locals`; `pair`, `environment`, `eval.parameters`): `storing` := 0, **LocalsStored** (its
        /// address). Else cons (`pair`, `environment`), a part as in BindPair: `environment` := its address;
        /// `bound` := 1; -> BindNext
        BindSpine,
        /// Fetch the next cell of the parameter list, or enter the body.
        ///
        /// bind
        BindNext,
        /// Cons (RIB . environment): a function without parameters.
        ///
        /// cons (RIB, `environment`), a part as in BindPair: `environment` := its address; `bound` := 1; -> BindNext
        BindRib,
        /// Allocate the continuation for `call/cc`.
        ///
        /// without room: **MakeRoom**. Else alloc (`0xAD`, `clink.clink`, NIL, NIL): `function` :=
        /// `x`; operands := one(its address); -> Apply
        Capture,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// What is applied.
        function: Word,
        /// The operands: the first `held` of `x`, `y`, `z`, then those of `list`.
        operands: Operands {
            /// How many of `x`, `y`, `z` are in use.
            held: Bits(2) = |operands| operands.count,
            /// The first operand.
            x: Word,
            /// The second.
            y: Word,
            /// The third.
            z: Word,
            /// The operands after those in registers.
            list: Word,
        },
        /// The primitive's number.
        primitive: Bits(8),
        /// The function's body.
        body: Word,
        /// Parameters not bound yet.
        parameters: Word,
        /// The environment under construction.
        environment: Word,
        /// The parameter being bound.
        symbol: Word,
        /// Its binding.
        pair: Word,
        /// The locals are being put into the environment.
        storing: Flag,
        /// The top frame is to be written to memory after that.
        spills: Flag,
        /// A parameter has been bound.
        bound: Flag,
        /// The parameter is the rest parameter.
        rest: Flag,
        /// The function's header says nothing of its parameters.
        unnoted: Flag,
        /// The data of the NUMBER in `x` is in the alu.
        first_loaded: Flag,
        /// The data of the NUMBER in `y` is in the alu.
        second_loaded: Flag,
        /// The first operand of fpu is the FLOAT in `x`, or -0 if `negates`.
        first_float: Flag,
        /// The second operand of fpu is the FLOAT in `y`.
        second_float: Flag,
        /// There is one operand, which is subtracted from 0.
        negates: Flag,
        /// The VECTOR of the functions, by their primitives' numbers, that are applied where arithmetic has no
        /// result; or NIL.
        fallback: Word <- "that of the image" ("straps_i.fallback"),
    }
    others {
        /// Applications begun since reset, for observers.
        applications: u64,
    }
}
