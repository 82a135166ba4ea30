//! The table of `primitive`.

use crate::units::table::unit;

unit! {
    /// The primitives of class data. The operands are `apply`'s registers.
    primitive(prim): Primitive
    states {
        /// Compute at once, allocate, or fetch the first operand's object.
        ///
        /// by `number`, see the table below
        Primitive,
        /// The object is here: check its type; answer, or fetch or store an element.
        ///
        /// the primitive table wants a type for the first operand, and *h* has another: trap
        /// WrongType (`x`). Else by `number`, see the table below
        PrimitiveObject,
        /// The symbol object is here: answer with a field.
        ///
        /// symbol-name: **Return** (*f1*). symbol-function: **Return** (*f3*). symbol-value: *f2*
        /// = UNBOUND: trap Unbound (`x`); else **Return** (*f2*)
        SymbolField,
        /// The element of a VECTOR is here.
        ///
        /// **Return** (*h*)
        VectorElement,
        /// The word of a STRING is here: answer with a character, or put one in.
        ///
        /// *s* = shift(*int*(`y`)). string-ref: **Return** (16 + 2 * (bits *s*+7:*s* of *h*)).
        /// string-set!: `datum` := *h* with bits *s*+7:*s* replaced by the code of `z`, (`z` - 16)
        /// / 2; -> Store
        StringElement,
        /// Write a word into `object` at `offset`.
        ///
        /// *v* is `z` for vector-set! and string-set!, else `y`. string-set!: write `object` +
        /// `offset` (`datum`); else store `object` `offset` (*v*). At the grant **Stored** (*v*)
        Store,
        /// Write the next words of a new STRING or VECTOR.
        ///
        /// *k* = min(4, words of the object - 2 - `index`); write `object` + 2 + `index` (*k*
        /// words): `index` += *k*; `index` < words of the object - 2: **Stay**; else **Stored**
        /// (`object`). Word *i* of a VECTOR is `y` if *i* < *int*(`x`), else NIL; of a STRING it
        /// has the code of `y` at the characters below *int*(`x`), and NUL at the others
        Fill,
        /// The header of a cell that is stored into is here: what was noted in it is no more.
        ///
        /// write `object` (bare *h*); at its grant `state` := Store; *h* a part, or its field `note` 13 to 15:
        /// **Expose**; else **Stay**
        CellBare,
        /// The symbol object that is stored into is here: what is known of its function is no more.
        ///
        /// Bits 12 and 13 of *h* are 0: -> Store. Else write `object` (replaced *h*); at its
        /// grant `state` := Store; bit 13 of *h* is 1: **Invalidate**; else **Stay**
        SymbolBare,
        /// Allocate the symbol object of a new symbol.
        ///
        /// alloc (`0x09`, `x`, UNBOUND, NIL): `object` := its address; -> NewSymbol
        NewSymbolObject,
        /// Allocate the new symbol.
        ///
        /// alloc of size 2 (*h*, `object`): **Stored** (its address). *h* is `0x27` if `held` > 1
        /// and `y` is true, else `0x07`
        NewSymbol,
        /// Allocate the digits of a FLOAT's bits.
        ///
        /// alloc (`0x15`, `imm`(64 / `W`), *f1*, and with `W` = 32 *f2*): **Stored** (its address)
        NewDigits,
        /// Digits are here: allocate the FLOAT.
        ///
        /// alloc (`0x17`, word 0 of those that were fetched, and with `W` = 32 word 1): **Stored** (its address)
        NewFloat,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The primitive's number.
        number: Bits(8),
        /// The object under construction, or stored into.
        object: Word,
        /// Where in `object` a store goes, in words from its header.
        offset: Number,
        /// The word of characters that `string-set!` writes.
        datum: Raw,
        /// The next word of a new STRING or VECTOR, counted from its word 2.
        index: Number,
    }
}
