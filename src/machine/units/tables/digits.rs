//! The table of `digits`.

use crate::units::table::unit;
use crate::word::Word;

/// Four digits of a BIGNUM.
type Row = [Word; 4];

unit! {
    /// The primitives of class digits: arithmetic on the rows of digits of BIGNUMs, four digits at a time. The
    /// operands are `apply`'s registers, and for the fourth and the fifth its operand list.
    digits: Digits
    states {
        /// Fetch the operand list or the first operand's object.
        ///
        /// four operands or more: `list` no pointer: trap WrongType (`list`); else fetch `list` -> Fourth. Else
        /// first_bignum
        Digits,
        /// The fourth operand is here.
        ///
        /// check_listed. %digits-copy!: `end` := *int*(*f1*); fetch *f2* -> Fifth. Others: `carry` := *int*(*f1*) of
        /// %digits-multiply!, else `position` := *int*(*f1*); first_bignum
        Fourth,
        /// The fifth operand is here.
        ///
        /// check_listed. `from` := *int*(*f1*); first_bignum
        Fifth,
        /// The first operand's object is here.
        ///
        /// *h* not BIGNUM: trap WrongType (`x`). `x_count` := abs(*int*(*f1*)); `negative` := (*int*(*f1*) < 0).
        /// %digits-sign: **Return** (`imm`(0) if `x_count` is 0, else `imm`(-1) if `negative`, else `imm`(1)).
        /// %digits-set-sign!: `y` no immediate: trap WrongType (`y`); else take(*int*(`y`)), -> Sign.
        /// %digits-load! and `y` an immediate: take(*int*(`y`)), -> Bounds. One operand: -> Bounds. Else `y` no
        /// pointer: trap WrongType (`y`); else fetch `y` -> SecondBignum
        FirstBignum,
        /// The second operand's object is here.
        ///
        /// %digits-load!: *h* not NUMBER: trap WrongType (`y`); else take(*f1*, signed), -> Bounds. Others: *h* not
        /// BIGNUM: trap WrongType (`y`). `y_count` := abs(*int*(*f1*)); the primitive table wants no BIGNUM
        /// for the third operand: -> Bounds; else `z` no pointer: trap WrongType (`z`); else fetch `z` ->
        /// ThirdBignum
        SecondBignum,
        /// The third operand's object is here.
        ///
        /// *h* not BIGNUM: trap WrongType (`z`). `z_count` := abs(*int*(*f1*)); -> Bounds
        ThirdBignum,
        /// Check the indices; begin.
        ///
        /// by `number`, see the table below
        Bounds,
        /// The digit that a row is multiplied by is here.
        ///
        /// `factor` := *h*; -> Row
        Factor,
        /// Write the signed count.
        ///
        /// write `x`+1 (`imm`(-`x_count`) if `negative`, else `imm`(`x_count`)): %digits-load!: -> Row;
        /// %digits-set-sign!: **Stored** (`y`)
        Sign,
        /// Fetch the next row, or end.
        ///
        /// done: **Return** (the primitive's value, see below). %digits-load!: -> Combine. Else fetch of 4 words at
        /// *o*+2+`from`+*at* -> SecondRow; of %digits-count, %digits-integer, %digits-copy!,
        /// %digits-shift! and %digits-not! -> Combine. *o* is `x` for %digits-count, %digits-integer,
        /// %digits-compare and %digits-not!, else `y`
        Row,
        /// The row is here; fetch the other one.
        ///
        /// `row` := first row. %digits-multiply!: begin_product, **Stay**. %digits-divide!: `lane` :=
        /// min(3, `end` - 1 - *at*); `count` := `W`; -> QuotientBit. Others: fetch of 4 words at
        /// *o*+2+`position`+*at*, *o* `y` for %digits-compare, `z` for the bitwise ones, else `x`: of
        /// %digits-multiply-add! and %digits-multiply-subtract! begin_product, else -> Combine
        SecondRow,
        /// Compute a row and write it.
        ///
        /// by `number`, see the table below
        Combine,
        /// A digit times the factor.
        ///
        /// `count` > 1: `count` -= 1, **Stay**. Else *d* is word `lane` of the words fetched, 0 of
        /// %digits-multiply!; *p* = word `lane` of `row` * `factor` + `carry`, + *d* but of
        /// %digits-multiply-subtract!; *low* and *high* are the lower and the upper `W` bits of *p*.
        /// %digits-multiply-subtract!: word `lane` of `row` := *d* - *low*; `carry` := *high* + (*d* <
        /// *low*). Others: word `lane` of `row` := *low*; `carry` := *high*. `count` := cycles of a product; `lane`
        /// = min(3, `end` - 1 - *at*): -> WriteRow; else `lane` += 1
        DigitProduct,
        /// One bit of a quotient.
        ///
        /// *r* = `carry` << 1 | top bit of word `lane` of `row` (`W`+1 bits); *q* = *r* >= `factor`; `carry`
        /// := *r* - `factor` if *q*, else *r*; word `lane` of `row` := itself << 1 | *q*; `count` -= 1. It
        /// is now 0: %digits-estimate!: `count` := cycles of a product, -> Refine; `lane` = 0: -> WriteRow; else
        /// `lane` -= 1, `count` := `W`
        QuotientBit,
        /// Write the row.
        ///
        /// write_row (`row`)
        WriteRow,
        /// Fetch the next row of what is shifted out at the lower end.
        ///
        /// `index` < min(`from`, `y_count`): fetch of 4 words at `y`+2+`index` -> LostRow. Else `index` := 0,
        /// -> Row
        Lost,
        /// It is here.
        ///
        /// for each *i* < 4 with digit *j* = `index` + *i* < `y_count`, *d* the word fetched: *j* + 1 < `from`:
        /// `lost` := 1 if *d* is not 0; *j* + 1 = `from`: `lost` := 1 if *d* << `distance` is not 0 in `W` bits,
        /// `carry` := *d*. `index` += 4; -> Lost
        LostRow,
        /// The upper digits of the dividend are here.
        ///
        /// `row` := the words fetched; fetch of 2 words at `z`+`z_count` -> Divisor
        Dividend,
        /// Those of the divisor are here.
        ///
        /// `factor` := *f1*; *t* = `row2`. *t* < *f1*: `carry` := *t*; `lane` := 1; `count` := `W`; ->
        /// QuotientBit. Else `carry` := `row1` + *f1*; `row1` := all ones; `count` := cycles of a product; *t* =
        /// *f1* and the sum has `W` bits: -> Refine; else -> WriteDigit
        Divisor,
        /// Is the quotient's digit too large by the next digits?
        ///
        /// `count` > 1: `count` -= 1, **Stay**. `row1` * *h* > `carry` * 2^`W` + `row0`: `row1` -= 1;
        /// `carry` += `factor`; `count` := cycles of a product; the sum has `W` bits: **Stay**; else ->
        /// WriteDigit. Not greater: -> WriteDigit
        Refine,
        /// Write the quotient's digit.
        ///
        /// write `x`+2+`position` (`row1`): **Stored** (`x`)
        WriteDigit,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// The primitive's number.
        number: Bits(8),
        /// Digits of the first operand.
        x_count: Count,
        /// Digits of the second.
        y_count: Count,
        /// Digits of the third.
        z_count: Count,
        /// The sign that the first operand has, or gets.
        negative: Flag,
        /// How far the first row has come, in digits; of a primitive that goes downwards, those still to come.
        index: Count,
        /// Digits in all.
        end: Count,
        /// The first digit of the row that is read first; modulo 2^`W`.
        from: Count,
        /// The first digit of the row that is written.
        position: Count,
        /// The digit that a row is multiplied or divided by.
        factor: Raw,
        /// The carry or the borrow; of a division the remainder.
        carry: Raw,
        /// Four digits of the first row, or of the result.
        row: Row {
            /// The least significant digit of the row.
            row0: Raw = |row| row[0],
            /// The next digit.
            row1: Raw = |row| row[1],
            /// The one after it.
            row2: Raw = |row| row[2],
            /// The most significant digit of the row.
            row3: Raw = |row| row[3],
        },
        /// The digit of the row that is worked on.
        lane: Bits(2),
        /// Cycles to go, for this digit.
        count: Bits(7),
        /// Bits of a shift beside whole digits.
        distance: Bits(6),
        /// A bit that is not 0 has been shifted out at the lower end.
        lost: Flag,
    }
}
