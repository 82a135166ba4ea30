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
        /// `first_loaded`, `second_loaded` := 0. *h* not FUNCTION, or its subtype special or
        /// undefined: trap NotAFunction (`function`). Primitive: start_primitive. Lambda, closure,
        /// macro: `body` := *f1*; `parameters` := *f2*; `environment` := *f3*; `bound` := 0; bind.
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
        /// The first operand's object is here: a NUMBER?
        ///
        /// *h* NUMBER: `first_loaded` := 1; `state` := Arithmetic, **LoadNumber** (first, *f1*).
        /// Else trap WrongType (`x`)
        LoadFirst,
        /// The second operand's object is here: a NUMBER?
        ///
        /// *h* NUMBER: `second_loaded` := 1; `state` := Arithmetic, **LoadNumber** (second, *f1*).
        /// Else trap WrongType (`y`)
        LoadSecond,
        /// A cell of the operand list is here: take the next operand.
        ///
        /// *h* not CONS: trap WrongType (`list`). Else push(*f1*); `list` := *f2*; -> Arithmetic
        Refill,
        /// The divider is done: put the signs back.
        ///
        /// the signed result an immediate: **Return** (result); else trap Overflow (`x`)
        DivideResult,
        /// A cell of the parameter list, or the rest parameter, is here.
        ///
        /// Notes are on, `bound` = `storing` = 0, *h* CONS, `list` = NIL and `held` > 0: by the note of
        /// *h*: None: `state` := BindNext, **Note** (`parameters`, Parameters). Plain, and *f3* =
        /// `imm`(`held`): **EnterScope** (`body`, `parameters`, `environment`). Else as follows. *h* CONS:
        /// `symbol` := *f1*; `parameters` := *f2*; `held` > 0: -> BindPair; `list` not NIL: fetch_list
        /// BindLoad; else trap WrongArity (`function`). *h* SYMBOL: `symbol` :=
        /// `parameters` (its old value); `parameters` := NIL; `held` > 0: -> BindRest; else
        /// operands := one(`list`), -> BindPair. Else trap BadSyntax (`parameters`)
        BindDispatch,
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
        /// cons (`symbol`, `x`), a part if `storing`: `pair` := its address; shift; -> BindSpine
        BindPair,
        /// Cons (pair . environment).
        ///
        /// `storing` = 1 and `parameters` no pointer: alloc (`0x03`, that notes One, Two or Three by
        /// `eval.locals`; `pair`, `environment`, `eval.parameters`): `storing` := 0, **LocalsStored** (its
        /// address). Else cons (`pair`, `environment`), a part if `storing`: `environment` := its address;
        /// `bound` := 1; -> BindNext
        BindSpine,
        /// Fetch the next cell of the parameter list, or enter the body.
        ///
        /// bind
        BindNext,
        /// Cons (RIB . environment): a function without parameters.
        ///
        /// cons (RIB, `environment`): `environment` := its address; `bound` := 1; -> BindNext
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
        /// A parameter has been bound.
        bound: Flag,
        /// The data of the NUMBER in `x` is in the alu.
        first_loaded: Flag,
        /// The data of the NUMBER in `y` is in the alu.
        second_loaded: Flag,
    }
    others {
        /// Applications begun since reset, for observers.
        applications: u64,
    }
}
