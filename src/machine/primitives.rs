//! The one table of primitives, special forms and faults.
//!
//! `apply` and `primitive` decode from it, the image builder binds the names, the printer prints
//! them, and the manual's tables and the RTL's constants are generated from it. Numbers 0 to 3 are those that the hardware plan gives as its example.

use crate::numbered::numbered;
use crate::object::Type;

/// What an operand must be. Checked by hardware; a mismatch is the trap `wrong type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// Any word.
    Any,
    /// An immediate integer.
    Integer,
    /// An immediate integer or a NUMBER.
    Number,
    /// An object of this type.
    Object(Type),
}

numbered! {
    /// Which part of the hardware runs a primitive.
    pub enum Class {
        /// `apply` folds it over its operands with the combinational `alu`.
        Fold = "fold",
        /// As [`Class::Fold`], with a truth value: each operand against the next.
        Compare = "compare",
        /// As [`Class::Fold`], through the multi-cycle divider.
        Divide = "divide",
        /// `apply` itself: control.
        Control = "control",
        /// The unit `primitive`.
        Data = "data",
        /// The unit `digits`.
        Digits = "digits",
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct PrimitiveInfo {
    /// Its number, which stands in word 1 of the FUNCTION object.
    pub opcode: Opcode,
    /// Its name in the core dialect, then its other names.
    pub names: &'static [&'static str],
    /// Fewest operands.
    pub min: u32,
    /// Most operands, `None` for any number.
    pub max: Option<u32>,
    /// What the first three operands must be. Those behind them, which are in the operand list, are
    /// immediates that are not negative.
    pub operands: [Operand; 3],
    /// Where it runs.
    pub class: Class,
    /// One line for the manual.
    pub summary: &'static str,
}

macro_rules! primitives {
    ($($number:literal $variant:ident [$($name:literal),+] $min:literal $max:expr,
       [$($operand:expr),*] $class:ident $summary:literal;)+) => {
        /// A primitive's number: word 1 of its FUNCTION object, as an immediate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Opcode { $(#[doc = $summary] $variant = $number),+ }

        /// The table, in the order of the numbers.
        pub const PRIMITIVES: &[PrimitiveInfo] = {
            #[allow(unused_imports)]
            use Operand::*;
            &[$(PrimitiveInfo {
                opcode: Opcode::$variant,
                names: &[$($name),+],
                min: $min,
                max: $max,
                operands: pad(&[$($operand),*]),
                class: Class::$class,
                summary: $summary,
            }),+]
        };
    };
}

const fn pad(given: &[Operand]) -> [Operand; 3] {
    let mut all = [Operand::Any; 3];
    let mut i = 0;
    while i < given.len() {
        all[i] = given[i];
        i += 1;
    }
    all
}

primitives! {
    0 Add ["+"] 0 None, [Number, Number, Number] Fold "sum";
    1 Subtract ["-"] 1 None, [Number, Number, Number] Fold "difference; with one operand its negation";
    2 Car ["car"] 1 Some(1), [Object(Type::Cons)] Data "first of a pair";
    3 Cdr ["cdr"] 1 Some(1), [Object(Type::Cons)] Data "second of a pair";
    4 Multiply ["*"] 0 None, [Number, Number, Number] Fold "product";
    5 Quotient ["quotient"] 2 Some(2), [Number, Number] Divide "quotient, truncated towards zero";
    6 Remainder ["remainder"] 2 Some(2), [Number, Number] Divide "remainder, with the dividend's sign";
    7 Modulo ["modulo"] 2 Some(2), [Number, Number] Divide "remainder, with the divisor's sign";
    8 Equal ["="] 1 None, [Number, Number, Number] Compare "equal numbers";
    9 Less ["<"] 1 None, [Number, Number, Number] Compare "increasing numbers";
    10 Greater [">"] 1 None, [Number, Number, Number] Compare "decreasing numbers";
    11 LessEqual ["<="] 1 None, [Number, Number, Number] Compare "numbers that do not decrease";
    12 GreaterEqual [">="] 1 None, [Number, Number, Number] Compare "numbers that do not increase";
    13 And ["bitwise-and"] 0 None, [Number, Number, Number] Fold "bitwise and";
    14 Or ["bitwise-or"] 0 None, [Number, Number, Number] Fold "bitwise inclusive or";
    15 Xor ["bitwise-xor"] 0 None, [Number, Number, Number] Fold "bitwise exclusive or";
    16 Shift ["arithmetic-shift"] 2 Some(2), [Number, Number] Fold "shift left by y, or right by -y with the sign kept";
    17 Cons ["cons"] 2 Some(2), [] Data "a new pair";
    18 SetCar ["set-car!"] 2 Some(2), [Object(Type::Cons)] Data "replaces the first of a pair; the value stored";
    19 SetCdr ["set-cdr!"] 2 Some(2), [Object(Type::Cons)] Data "replaces the second of a pair; the value stored";
    20 Eq ["eq?"] 2 Some(2), [] Data "the same word";
    21 Not ["not"] 1 Some(1), [] Data "true for NIL and false";
    22 IsNull ["null?"] 1 Some(1), [] Data "NIL";
    23 IsPair ["pair?"] 1 Some(1), [] Data "a CONS";
    24 IsNumber ["number?"] 1 Some(1), [] Data "an immediate, NUMBER, BIGNUM, FLOAT or RATIO";
    25 IsSymbol ["symbol?"] 1 Some(1), [] Data "a SYMBOL that can be bound: not true, false or a keyword";
    26 IsString ["string?"] 1 Some(1), [] Data "a STRING";
    27 IsProcedure ["procedure?"] 1 Some(1), [] Data "a FUNCTION";
    28 IsVector ["vector?"] 1 Some(1), [] Data "a VECTOR";
    29 IsChar ["char?"] 1 Some(1), [] Data "a CHAR";
    30 ObjectType ["object-type"] 1 Some(1), [] Data "header bits 7:1, type + 16 * subtype; 2 for immediates, 0 for NIL";
    31 SymbolName ["symbol-name", "symbol->string"] 1 Some(1), [Object(Type::Symbol)] Data "its name, a STRING";
    32 SymbolValue ["symbol-value"] 1 Some(1), [Object(Type::Symbol)] Data "its value cell; traps if empty";
    33 SymbolFunction ["symbol-function"] 1 Some(1), [Object(Type::Symbol)] Data "its function cell, NIL if empty";
    34 SetSymbolValue ["set-symbol-value!"] 2 Some(2), [Object(Type::Symbol)] Data "fills its value cell";
    35 SetSymbolFunction ["set-symbol-function!"] 2 Some(2), [Object(Type::Symbol)] Data "fills its function cell";
    36 MakeSymbol ["make-symbol"] 1 Some(2), [Object(Type::String)] Data "a new symbol that is in no symbol table; with a true y a constant";
    37 MakeString ["make-string"] 2 Some(2), [Integer, Object(Type::Char)] Data "a STRING of x characters y";
    38 StringLength ["string-length"] 1 Some(1), [Object(Type::String)] Data "its characters";
    39 StringRef ["string-ref"] 2 Some(2), [Object(Type::String), Integer] Data "the character at an index from 0";
    40 StringSet ["string-set!"] 3 Some(3), [Object(Type::String), Integer, Object(Type::Char)] Data "replaces a character; the value stored";
    41 MakeVector ["make-vector"] 2 Some(2), [Integer] Data "a VECTOR of x elements y";
    42 VectorLength ["vector-length"] 1 Some(1), [Object(Type::Vector)] Data "its elements";
    43 VectorRef ["vector-ref"] 2 Some(2), [Object(Type::Vector), Integer] Data "the element at an index from 0";
    44 VectorSet ["vector-set!"] 3 Some(3), [Object(Type::Vector), Integer] Data "replaces an element; the value stored";
    45 CharToInteger ["char->integer"] 1 Some(1), [Object(Type::Char)] Data "its code, 0 to 255";
    46 IntegerToChar ["integer->char"] 1 Some(1), [Integer] Data "the character with code 0 to 255";
    47 Funcall ["funcall"] 1 None, [] Control "applies x to the operands after it";
    48 Apply ["%apply"] 2 Some(3), [] Control "applies x to (y and) the elements of the last operand";
    49 Eval ["eval"] 1 Some(1), [] Control "evaluates x in the global environment";
    50 CallCc ["call/cc", "call-with-current-continuation"] 1 Some(1), [] Control "applies x to the captured CLINK";
    51 Throw ["throw"] 1 Some(1), [] Control "unwinds to the nearest catch frame with x";
    52 SetTrapHandler ["set-trap-handler!"] 1 Some(1), [] Control "puts x in the trap vector (NIL: none); the one before";
    53 Exit ["exit"] 0 Some(1), [] Control "stops the machine with the value x";
    54 ReadByte ["read-byte"] 0 Some(1), [Integer] Data "the next byte of channel x (0, if absent: the console, 1: the host), -1 at its end; waits for it";
    55 WriteByte ["write-byte"] 1 Some(2), [Integer, Integer] Data "sends the byte x to channel y, if absent to the console; x";
    56 Cycles ["cycles"] 0 Some(0), [] Data "the low bits of the cycle counter, as an immediate that is not negative";
    57 ProcedureEnvironment ["procedure-environment"] 1 Some(1), [Object(Type::Function)] Data "word 3 of a FUNCTION: the environment that it was made in, NIL if it has none";
    58 SetNumberFallback ["set-number-fallback!"] 1 Some(1), [] Control "has arithmetic apply the elements of the VECTOR x where it would trap (NIL: none); the one before";
    59 BitLength ["bit-length"] 1 Some(1), [Number] Fold "bits of a number without its sign: of a negative x those of -x-1";
    60 PopCount ["popcount"] 1 Some(1), [Number] Fold "bits of a number that are 1; of a negative x those of -x-1";
    61 IsBignum ["bignum?"] 1 Some(1), [] Data "a BIGNUM";
    62 MakeBignum ["%make-bignum"] 1 Some(1), [Integer] Data "a BIGNUM of x digits, all of them 0";
    63 DigitsCount ["%digits-count"] 1 Some(1), [Object(Type::Bignum)] Digits "its digits but for zeros at the upper end";
    64 DigitsSign ["%digits-sign"] 1 Some(1), [Object(Type::Bignum)] Digits "the sign of its count: 1, -1, or 0 of no digits";
    65 DigitsSetSign ["%digits-set-sign!"] 2 Some(2), [Object(Type::Bignum), Integer] Digits "gives the count of x the sign of y; y";
    66 DigitsInteger ["%digits-integer"] 1 Some(1), [Object(Type::Bignum)] Digits "the number as an immediate, NIL if it is none";
    67 DigitsLoad ["%digits-load!"] 2 Some(2), [Object(Type::Bignum), Number] Digits "x becomes the number y, with its sign; x";
    68 DigitsAdd ["%digits-add!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Integer] Digits "adds y to x from digit z on, and the carry up to the end of x; the carry out of that, 0 or 1";
    69 DigitsSubtract ["%digits-subtract!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Integer] Digits "subtracts y from x from digit z on, and the borrow up to the end of x; the borrow out of that, 0 or 1";
    70 DigitsCopy ["%digits-copy!"] 5 Some(5), [Object(Type::Bignum), Object(Type::Bignum), Integer] Digits "digits of x from z on become those of y from the fifth operand on, as many as the fourth says; x";
    71 DigitsMultiplyAdd ["%digits-multiply-add!"] 4 Some(4), [Object(Type::Bignum), Object(Type::Bignum), Object(Type::Bignum)] Digits "adds y times digit j of z to x from digit j on, j the fourth operand, and the carry up to the end of x; the carry out of that, 0 or 1";
    72 DigitsMultiply ["%digits-multiply!"] 4 Some(4), [Object(Type::Bignum), Object(Type::Bignum), Integer] Digits "x becomes y times z plus the fourth operand; 1 if x has no room for all of it, else 0";
    73 DigitsMultiplySubtract ["%digits-multiply-subtract!"] 4 Some(4), [Object(Type::Bignum), Object(Type::Bignum), Object(Type::Bignum)] Digits "subtracts y times digit j of z from x from digit j on, j the fourth operand, and the borrow up to the end of x; the borrow out of that, 0 or 1";
    74 DigitsEstimate ["%digits-estimate!"] 4 Some(4), [Object(Type::Bignum), Object(Type::Bignum), Object(Type::Bignum)] Digits "digit j of x, j the fourth operand, becomes the quotient's in a long division of y by z, at most 1 too large if the top bit of z is 1; x";
    75 DigitsDivide ["%digits-divide!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Integer] Digits "x becomes the quotient of the magnitude of y and z; the remainder";
    76 DigitsShift ["%digits-shift!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Integer] Digits "x becomes y shifted left by z bits, or right by -z; 1 if a bit lost at the lower end was 1, else 0";
    77 DigitsCompare ["%digits-compare"] 2 Some(2), [Object(Type::Bignum), Object(Type::Bignum)] Digits "the magnitudes of x and y: -1 if x is less, 1 if it is greater, 0 if they are equal";
    78 DigitsAnd ["%digits-and!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Object(Type::Bignum)] Digits "x becomes y and z, bit by bit; x";
    79 DigitsOr ["%digits-or!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Object(Type::Bignum)] Digits "x becomes y or z, bit by bit; x";
    80 DigitsXor ["%digits-xor!"] 3 Some(3), [Object(Type::Bignum), Object(Type::Bignum), Object(Type::Bignum)] Digits "x becomes y exclusive or z, bit by bit; x";
    81 DigitsNot ["%digits-not!"] 1 Some(1), [Object(Type::Bignum)] Digits "every bit of x's digits becomes the other; x";
    82 Divide ["/"] 1 None, [Number, Number, Number] Divide "exact quotient; with one operand that of 1 and it";
    83 SquareRoot ["sqrt"] 1 Some(1), [Number] Fold "square root of a FLOAT";
    84 Floor ["floor"] 1 Some(1), [Number] Fold "the greatest integer that is not above x; of a FLOAT as a FLOAT";
    85 Ceiling ["ceiling"] 1 Some(1), [Number] Fold "the least integer that is not below x; of a FLOAT as a FLOAT";
    86 Round ["round"] 1 Some(1), [Number] Fold "the nearest integer, of two the even one; of a FLOAT as a FLOAT";
    87 IntegerPart ["%integer-part"] 1 Some(1), [Number] Fold "a FLOAT without its fraction, as an integer; an integer itself";
    88 Inexact ["inexact", "exact->inexact"] 1 Some(1), [Number] Fold "the FLOAT nearest to x";
    89 IsInteger ["exact-integer?", "integer?"] 1 Some(1), [] Data "an immediate, NUMBER or BIGNUM";
    90 IsFloat ["float?"] 1 Some(1), [] Data "a FLOAT";
    91 IsRatio ["ratio?"] 1 Some(1), [] Data "a RATIO";
    92 MakeRatio ["%make-ratio"] 2 Some(2), [] Data "a RATIO, of the numerator x and the denominator y";
    93 Numerator ["%ratio-numerator"] 1 Some(1), [Object(Type::Ratio)] Data "its numerator";
    94 Denominator ["%ratio-denominator"] 1 Some(1), [Object(Type::Ratio)] Data "its denominator";
    95 FloatDigits ["%float-digits"] 1 Some(1), [Object(Type::Float)] Data "the bits of x as the digits of a BIGNUM";
    96 MakeFloat ["%make-float"] 1 Some(1), [Object(Type::Bignum)] Data "the FLOAT whose bits are the first digits of x";
}

impl Opcode {
    /// The primitive with this number.
    #[inline(always)]
    pub fn from_number(number: u32) -> Option<Opcode> {
        PRIMITIVES.get(number as usize).map(|info| info.opcode)
    }

    /// Its row of the table.
    #[inline(always)]
    pub const fn info(self) -> &'static PrimitiveInfo {
        &PRIMITIVES[self as usize]
    }

    /// Are its last operands in the operand list, as there are more of them than registers?
    #[inline(always)]
    pub const fn has_listed(self) -> bool {
        self.info().min > 3
    }

    /// Of class data: does it look into the object of its first operand, if that is a pointer?
    #[inline(always)]
    pub const fn looks_into_object(self) -> bool {
        use Opcode::*;
        let is_predicate = matches!(
            self,
            IsPair
                | IsSymbol
                | IsString
                | IsProcedure
                | IsVector
                | IsChar
                | IsNumber
                | IsInteger
                | IsBignum
                | IsFloat
                | IsRatio
                | ObjectType
        );
        is_predicate || matches!(self.info().operands[0], Operand::Object(_))
    }
}

/// One row of the special forms' table.
#[derive(Debug, Clone, Copy)]
pub struct SpecialFormInfo {
    /// The special form.
    pub form: SpecialForm,
    /// Its name in the core dialect.
    pub name: &'static str,
    /// Its syntax, for the manual and for people; `x ...` is any number, `[x]` may be left out.
    pub syntax: &'static str,
    /// One line for the manual.
    pub summary: &'static str,
}

macro_rules! special_forms {
    ($($variant:ident $name:literal $syntax:literal $summary:literal;)+) => {
        numbered! {
            /// A special form's number: word 1 of its FUNCTION object, as an immediate.
            pub enum SpecialForm { $(#[doc = $summary] $variant = $name),+ }
        }

        /// The special forms, in the order of their numbers.
        pub const SPECIAL_FORMS: &[SpecialFormInfo] = &[$(SpecialFormInfo {
            form: SpecialForm::$variant,
            name: $name,
            syntax: $syntax,
            summary: $summary,
        }),+];
    };
}

special_forms! {
    Quote "quote" "(quote x)" "x, not evaluated";
    If "if" "(if test then [else])" "then, or else (NIL if absent) when the test is NIL or false";
    Begin "begin" "(begin x ...)" "each in order; the value of the last, NIL if none";
    Catch "catch" "(catch handler x ...)" "as begin, under a catch frame: throw and traps apply the handler to (cause culprit)";
    Lambda "lambda" "(lambda parameters x x ...)" "a FUNCTION: lambda in the global environment, closure in another";
    Define "define" "(define name x) or (define (name . parameters) x x ...)" "binds the name; the symbol";
    Set "set!" "(set! name x)" "replaces the value of a variable that has one; the value";
    Defun "defun" "(defun name parameters x x ...)" "a function in the name's function cell; the symbol";
    Defmacro "defmacro" "(defmacro name parameters x x ...) or (defmacro (name . parameters) x x ...)" "a macro in the name's function cell; the symbol";
}

macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $fault:ident $message:literal;)+) => {
        numbered! {
            /// A fault's code. The trap handler gets it as an immediate.
            pub enum Fault { $($(#[doc = $doc])+ $fault),+ }
        }

        impl Fault {
            /// The fault in words, before its culprit.
            pub const fn message(self) -> &'static str {
                match self { $(Fault::$fault => $message),+ }
            }
        }
    };
}

faults! {
    /// No trap.
    None "no trap";
    /// A name without a value.
    Unbound "unbound variable";
    /// An operator that is no function.
    NotAFunction "not a function";
    /// An operand of another type.
    WrongType "wrong type of operand";
    /// Too many operands, or too few.
    WrongArity "wrong number of operands for";
    /// An integer that is no immediate.
    Overflow "integer overflow, with operand";
    /// A division by 0.
    DivideByZero "division by zero, of";
    /// No room for an object.
    OutOfMemory "out of memory";
    /// No primitive or special form has the number.
    BadOpcode "no such primitive or special form";
    /// A throw that no frame catches.
    UncaughtThrow "uncaught throw of";
    /// An index out of range.
    BadIndex "index out of range";
    /// A malformed form.
    BadSyntax "malformed form";
    /// The host interrupts the program.
    Interrupt "interrupted, at";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_are_positions_and_names_are_unique() {
        let mut names = HashSet::new();
        for (number, info) in PRIMITIVES.iter().enumerate() {
            assert_eq!(info.opcode as usize, number);
            for name in info.names {
                assert!(names.insert(*name), "{name} stands twice");
            }
        }
        for info in SPECIAL_FORMS {
            assert!(names.insert(info.name), "{} stands twice", info.name);
        }
    }

    #[test]
    fn the_plans_primitive_numbers_are_kept() {
        let plan = [(Opcode::Add, 0), (Opcode::Subtract, 1), (Opcode::Car, 2), (Opcode::Cdr, 3)];
        for (primitive, number) in plan {
            assert_eq!(primitive as u32, number);
        }
    }
}
