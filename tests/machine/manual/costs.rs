//! What the manual gives in cycles, measured on the machine at the default configuration.

use conscycle::machine::Machine;
use conscycle::machine::ports::{Halt, Unit};
use conscycle::machine::units::apply::State;
use conscycle::machine::word::{Word, WordSize};

use crate::support;

/// One figure of a cycles column: of the program's last form, or, with a second program, how many
/// cycles more that takes.
#[derive(Clone, Copy)]
pub struct Figure {
    /// Put before the figure.
    pub label: &'static str,
    pub program: &'static str,
    pub more: Option<&'static str>,
}

const fn plain(program: &'static str) -> Figure {
    Figure { label: "", program, more: None }
}

const fn case(label: &'static str, program: &'static str) -> Figure {
    Figure { label, program, more: None }
}

const fn step(label: &'static str, program: &'static str, more: &'static str) -> Figure {
    Figure { label, program, more: Some(more) }
}

/// What the cycles column says of a primitive.
#[rustfmt::skip]
pub const PRIMITIVE_FIGURES: &[(&str, &[Figure])] = &[
    ("+", &[
        plain("(+ 1 2)"),
        case("none: ", "(+)"), case("one: ", "(+ 1)"), case("three: ", "(+ 1 2 3)"),
        case("four: ", "(+ 1 2 3 4)"), step("each more: ", "(+ 1 2 3 4)", "(+ 1 2 3 4 5)"),
        step("a NUMBER: ", "(+ 1 2)", "(+ -20000 10000)"),
    ]),
    ("-", &[plain("(- 1 2)"), case("one: ", "(- 1)")]),
    ("car", &[plain("(car '(1 2))")]),
    ("cdr", &[plain("(cdr '(1 2))")]),
    ("*", &[plain("(* 3 4)")]),
    ("quotient", &[plain("(quotient 7 2)")]),
    ("remainder", &[plain("(remainder 7 2)")]),
    ("modulo", &[plain("(modulo -7 2)")]),
    ("=", &[
        plain("(= 1 1)"), case("one: ", "(= 1)"), case("three: ", "(= 1 1 1)"),
        case("four: ", "(= 1 1 1 1)"), step("each more: ", "(= 1 1 1 1)", "(= 1 1 1 1 1)"),
    ]),
    ("<", &[plain("(< 1 2)")]),
    (">", &[plain("(> 1 2)")]),
    ("<=", &[plain("(<= 1 2)")]),
    (">=", &[plain("(>= 1 2)")]),
    ("bitwise-and", &[plain("(bitwise-and 6 3)")]),
    ("bitwise-or", &[plain("(bitwise-or 6 3)")]),
    ("bitwise-xor", &[plain("(bitwise-xor 6 3)")]),
    ("arithmetic-shift", &[plain("(arithmetic-shift 1 4)")]),
    ("cons", &[plain("(cons 1 2)")]),
    ("set-car!", &[plain("(set-car! '(1 2) 3)")]),
    ("set-cdr!", &[plain("(set-cdr! '(1 2) 3)")]),
    ("eq?", &[plain("(eq? 1 2)")]),
    ("not", &[plain("(not 1)")]),
    ("null?", &[plain("(null? 1)")]),
    ("pair?", &[plain("(pair? '(1))"), case("no pointer: ", "(pair? 1)")]),
    ("number?", &[plain("(number? '(1))"), case("no pointer: ", "(number? 1)")]),
    ("symbol?", &[plain("(symbol? 'a)"), case("no pointer: ", "(symbol? 1)")]),
    ("string?", &[plain("(string? \"a\")"), case("no pointer: ", "(string? 1)")]),
    ("procedure?", &[plain("(procedure? car)"), case("no pointer: ", "(procedure? 1)")]),
    ("vector?", &[plain("(vector? #(1))"), case("no pointer: ", "(vector? 1)")]),
    ("char?", &[plain("(char? #\\a)"), case("no pointer: ", "(char? 1)")]),
    ("object-type", &[plain("(object-type car)"), case("no pointer: ", "(object-type 1)")]),
    ("symbol-name", &[plain("(symbol-name 'a)")]),
    ("symbol-value", &[plain("(define a 1) (symbol-value 'a)")]),
    ("symbol-function", &[plain("(symbol-function 'car)")]),
    ("set-symbol-value!", &[plain("(set-symbol-value! 'a 1)")]),
    ("set-symbol-function!", &[plain("(set-symbol-function! 'a car)")]),
    ("make-symbol", &[plain("(make-symbol \"a\")")]),
    ("make-string", &[
        case("one character: ", "(make-string 1 #\\a)"),
        step("8 more: ", "(make-string 1 #\\a)", "(make-string 9 #\\a)"),
    ]),
    ("string-length", &[plain("(string-length \"abc\")")]),
    ("string-ref", &[plain("(string-ref \"abc\" 1)")]),
    ("string-set!", &[plain("(string-set! \"abc\" 1 #\\z)")]),
    ("make-vector", &[
        case("empty: ", "(make-vector 0 0)"),
        step("4 elements: ", "(make-vector 0 0)", "(make-vector 4 0)"),
        step("4 more: ", "(make-vector 4 0)", "(make-vector 8 0)"),
    ]),
    ("vector-length", &[plain("(vector-length #(1 2))")]),
    ("vector-ref", &[plain("(vector-ref #(1 2) 1)")]),
    ("vector-set!", &[plain("(vector-set! #(1 2) 1 3)")]),
    ("char->integer", &[plain("(char->integer #\\a)")]),
    ("integer->char", &[plain("(integer->char 65)")]),
    ("funcall", &[plain("(funcall car '(1))")]),
    ("%apply", &[plain("(%apply car '((1)))")]),
    ("eval", &[plain("(eval 1)")]),
    ("call/cc", &[
        case("room: ", "(call/cc null?)"),
        step("no room: ", "(call/cc null?)", "(not (call/cc null?))"),
    ]),
    ("throw", &[plain("(throw 1)")]),
    ("set-trap-handler!", &[plain("(set-trap-handler! nil)")]),
    ("exit", &[plain("(exit)")]),
    ("read-byte", &[
        plain("(read-byte)"),
        case("a later end: ", "(read-byte) (read-byte) (read-byte) (read-byte)"),
    ]),
    ("write-byte", &[plain("(write-byte 65)")]),
    ("cycles", &[plain("(cycles)")]),
    ("procedure-environment", &[plain("(procedure-environment car)")]),
    ("set-number-fallback!", &[
        plain("(set-number-fallback! nil)"), case("a VECTOR: ", "(set-number-fallback! #(1))"),
    ]),
    ("bit-length", &[plain("(bit-length 5)")]),
    ("popcount", &[plain("(popcount 5)")]),
    ("bignum?", &[plain("(bignum? (%make-bignum 1))"), case("no pointer: ", "(bignum? 1)")]),
    ("%make-bignum", &[
        case("no digits: ", "(%make-bignum 0)"),
        step("4 digits: ", "(%make-bignum 0)", "(%make-bignum 4)"),
        step("4 more: ", "(%make-bignum 4)", "(%make-bignum 8)"),
    ]),
    ("%digits-count", &[
        plain("(%digits-count (%digits-not! (%make-bignum 4)))"),
        step("4 zeros above: ", "(%digits-count (%make-bignum 4))", "(%digits-count (%make-bignum 8))"),
    ]),
    ("%digits-sign", &[plain("(%digits-sign (%make-bignum 4))")]),
    ("%digits-set-sign!", &[plain("(%digits-set-sign! (%make-bignum 4) -1)")]),
    ("%digits-integer", &[
        plain("(%digits-integer (%digits-load! (%make-bignum 4) 1))"),
        step("4 zeros above: ", "(%digits-integer (%make-bignum 4))", "(%digits-integer (%make-bignum 8))"),
    ]),
    ("%digits-load!", &[
        case("4 digits: ", "(%digits-load! (%make-bignum 4) 1)"),
        step("4 more: ", "(%digits-load! (%make-bignum 4) 1)", "(%digits-load! (%make-bignum 8) 1)"),
    ]),
    ("%digits-add!", &[
        case("4 digits: ", "(%digits-add! (%make-bignum 4) (%make-bignum 4) 0)"),
        step("4 more: ", "(%digits-add! (%make-bignum 4) (%make-bignum 4) 0)", "(%digits-add! (%make-bignum 8) (%make-bignum 8) 0)"),
    ]),
    ("%digits-subtract!", &[
        case("4 digits: ", "(%digits-subtract! (%make-bignum 4) (%make-bignum 4) 0)"),
        step("4 more: ", "(%digits-subtract! (%make-bignum 4) (%make-bignum 4) 0)", "(%digits-subtract! (%make-bignum 8) (%make-bignum 8) 0)"),
    ]),
    ("%digits-copy!", &[
        case("4 digits: ", "(%digits-copy! (%make-bignum 4) (%make-bignum 4) 0 4 0)"),
        step("4 more: ", "(%digits-copy! (%make-bignum 4) (%make-bignum 4) 0 4 0)", "(%digits-copy! (%make-bignum 8) (%make-bignum 8) 0 8 0)"),
    ]),
    ("%digits-multiply-add!", &[
        case("4 digits: ", "(%digits-multiply-add! (%make-bignum 5) (%make-bignum 4) (%make-bignum 1) 0)"),
        step("4 more: ", "(%digits-multiply-add! (%make-bignum 5) (%make-bignum 4) (%make-bignum 1) 0)", "(%digits-multiply-add! (%make-bignum 9) (%make-bignum 8) (%make-bignum 1) 0)"),
    ]),
    ("%digits-multiply!", &[
        case("4 digits: ", "(%digits-multiply! (%make-bignum 4) (%make-bignum 4) 7 0)"),
        step("4 more: ", "(%digits-multiply! (%make-bignum 4) (%make-bignum 4) 7 0)", "(%digits-multiply! (%make-bignum 8) (%make-bignum 8) 7 0)"),
    ]),
    ("%digits-multiply-subtract!", &[
        case("4 digits: ", "(%digits-multiply-subtract! (%make-bignum 4) (%make-bignum 3) (%make-bignum 1) 0)"),
        step("4 more: ", "(%digits-multiply-subtract! (%make-bignum 4) (%make-bignum 3) (%make-bignum 1) 0)", "(%digits-multiply-subtract! (%make-bignum 8) (%make-bignum 7) (%make-bignum 1) 0)"),
    ]),
    ("%digits-estimate!", &[
        plain("(%digits-estimate! (%make-bignum 1) (%make-bignum 3) (%digits-not! (%make-bignum 2)) 0)"),
    ]),
    ("%digits-divide!", &[
        case("4 digits: ", "(%digits-divide! (%make-bignum 4) (%make-bignum 4) 7)"),
        step("4 more: ", "(%digits-divide! (%make-bignum 4) (%make-bignum 4) 7)", "(%digits-divide! (%make-bignum 8) (%make-bignum 8) 7)"),
    ]),
    ("%digits-shift!", &[
        case("left, 4 digits: ", "(%digits-shift! (%make-bignum 4) (%make-bignum 4) 1)"),
        step("4 more: ", "(%digits-shift! (%make-bignum 4) (%make-bignum 4) 1)",
            "(%digits-shift! (%make-bignum 8) (%make-bignum 8) 1)"),
        case("right, 4 digits: ", "(%digits-shift! (%make-bignum 4) (%make-bignum 4) -1)"),
        step("4 more: ", "(%digits-shift! (%make-bignum 4) (%make-bignum 4) -1)",
            "(%digits-shift! (%make-bignum 8) (%make-bignum 8) -1)"),
        step("4 lost: ", "(%digits-shift! (%make-bignum 4) (%make-bignum 9) -64)",
            "(%digits-shift! (%make-bignum 4) (%make-bignum 9) -128)"),
    ]),
    ("%digits-compare", &[
        case("4 equal digits: ", "(%digits-compare (%make-bignum 4) (%make-bignum 4))"),
        step("4 more: ", "(%digits-compare (%make-bignum 4) (%make-bignum 4))", "(%digits-compare (%make-bignum 8) (%make-bignum 8))"),
    ]),
    ("%digits-and!", &[
        case("4 digits: ", "(%digits-and! (%make-bignum 4) (%make-bignum 4) (%make-bignum 4))"),
        step("4 more: ", "(%digits-and! (%make-bignum 4) (%make-bignum 4) (%make-bignum 4))", "(%digits-and! (%make-bignum 8) (%make-bignum 8) (%make-bignum 8))"),
    ]),
    ("%digits-or!", &[
        case("4 digits: ", "(%digits-or! (%make-bignum 4) (%make-bignum 4) (%make-bignum 4))"),
        step("4 more: ", "(%digits-or! (%make-bignum 4) (%make-bignum 4) (%make-bignum 4))", "(%digits-or! (%make-bignum 8) (%make-bignum 8) (%make-bignum 8))"),
    ]),
    ("%digits-xor!", &[
        case("4 digits: ", "(%digits-xor! (%make-bignum 4) (%make-bignum 4) (%make-bignum 4))"),
        step("4 more: ", "(%digits-xor! (%make-bignum 4) (%make-bignum 4) (%make-bignum 4))", "(%digits-xor! (%make-bignum 8) (%make-bignum 8) (%make-bignum 8))"),
    ]),
    ("%digits-not!", &[
        case("4 digits: ", "(%digits-not! (%make-bignum 4))"),
        step("4 more: ", "(%digits-not! (%make-bignum 4))", "(%digits-not! (%make-bignum 8))"),
    ]),
    ("/", &[case("exact: ", "(/ 6 3)"), case("FLOATs: ", "(/ 6.0 3.0)")]),
    ("sqrt", &[case("a FLOAT: ", "(sqrt 2.0)")]),
    ("floor", &[plain("(floor 2)"), case("a FLOAT: ", "(floor 2.5)")]),
    ("ceiling", &[plain("(ceiling 2)"), case("a FLOAT: ", "(ceiling 2.5)")]),
    ("round", &[plain("(round 2)"), case("a FLOAT: ", "(round 2.5)")]),
    ("%integer-part", &[plain("(%integer-part 2)"), case("a FLOAT: ", "(%integer-part 2.5)")]),
    ("inexact", &[plain("(inexact 2)"), case("a FLOAT: ", "(inexact 2.5)")]),
    ("exact-integer?", &[
        plain("(exact-integer? '(1))"), case("no pointer: ", "(exact-integer? 1)"),
    ]),
    ("float?", &[plain("(float? 1.5)"), case("no pointer: ", "(float? 1)")]),
    ("ratio?", &[plain("(ratio? '(1))"), case("no pointer: ", "(ratio? 1)")]),
    ("%make-ratio", &[plain("(%make-ratio 1 2)")]),
    ("%ratio-numerator", &[plain("(%ratio-numerator (%make-ratio 1 2))")]),
    ("%ratio-denominator", &[plain("(%ratio-denominator (%make-ratio 1 2))")]),
    ("%float-digits", &[plain("(%float-digits 1.5)")]),
    ("%make-float", &[plain("(%make-float (%float-digits 1.5))")]),
];

/// What the cycles column says of a special form.
pub const SPECIAL_FIGURES: &[(&str, &[Figure])] = &[
    ("quote", &[plain("'1")]),
    (
        "if",
        &[
            case("then: ", "(if 1 2 3)"),
            case("else: ", "(if nil 2 3)"),
            case("absent: ", "(if nil 2)"),
        ],
    ),
    (
        "begin",
        &[
            case("none: ", "(begin)"),
            case("one: ", "(begin 1)"),
            step("each more: ", "(begin 1)", "(begin 1 2)"),
        ],
    ),
    (
        "catch",
        &[
            plain("(catch 1 2)"),
            step("a second x: ", "(catch 1 2)", "(catch 1 2 3)"),
            step("each more: ", "(catch 1 2 3)", "(catch 1 2 3 4)"),
        ],
    ),
    (
        "lambda",
        &[
            plain("(lambda (x) x)"),
            step("a body of several: ", "(lambda (x) x)", "(lambda (x) x x)"),
        ],
    ),
    (
        "define",
        &[
            plain("(define x 1)"),
            case("a FUNCTION: ", "(define x car)"),
            case("name and parameters: ", "(define (f x) x)"),
            case("inner: ", "((lambda (x) (define y 1)) 2)"),
        ],
    ),
    (
        "set!",
        &[
            plain("(set! car 1)"),
            case("innermost binding: ", "((lambda (x) (set! x 1)) 2)"),
            step(
                "each cell before: ",
                "((lambda (x) (set! x 1)) 2)",
                "((lambda (x y) (set! x 1)) 2 3)",
            ),
        ],
    ),
    ("defun", &[plain("(defun f (x) x)")]),
    ("defmacro", &[plain("(defmacro f (x) x)"), case("(f x): ", "(defmacro (f x) x)")]),
];

/// The cell of a cycles column.
pub fn cell(figures: &[Figure], measure: impl Fn(&str) -> u64) -> String {
    let texts: Vec<String> = figures
        .iter()
        .map(|figure| {
            let cycles = measure(figure.program);
            let Some(more) = figure.more else { return format!("{}{cycles}", figure.label) };
            format!("{}+{}", figure.label, measure(more) - cycles)
        })
        .collect();
    texts.join("; ")
}

/// Two bytes of input and its end.
fn machine(program: &str) -> Machine {
    let mut machine = support::machine(program, support::config(word(program)));
    machine.feed(b"ab");
    machine.close_input();
    machine
}

/// The words that a program needs: wider ones than the least if it has floats.
fn word(program: &str) -> WordSize {
    if program.contains('.') || program.contains("inexact") { WordSize::W32 } else { WordSize::W16 }
}

/// The FUNCTION in the function cell of a name.
fn function(program: &str, name: &str) -> Word {
    let image = support::image(program, support::config(word(program)));
    let object = image.words[image.symbols[name].0 as usize + 1];
    image.words[object.0 as usize + 3]
}

/// The cycles of the program's last application of a primitive: from that in which `apply` has it, to
/// the last before another unit, or the next application, begins.
pub fn of_primitive(name: &str, program: &str) -> u64 {
    let function = function(program, name);
    let mut machine = machine(program);
    let (mut start, mut cycles) = (None, None);
    while machine.arbiter.halt == Halt::Running {
        let begins = matches!(machine.apply.state, State::Apply | State::ApplyDispatch);
        let applies = machine.arbiter.owner == Unit::Apply && begins;
        if applies && machine.apply.function == function {
            start = start.or(Some(machine.cycle));
        }
        machine.tick();
        let handed_on = match machine.arbiter.owner {
            Unit::Primitive | Unit::Digits | Unit::FetchObject | Unit::Alu | Unit::Fpu => false,
            Unit::Apply => {
                matches!(machine.apply.state, State::Apply | State::ApplyDispatch)
                    && machine.apply.function != function
            }
            // `clink` makes room; lent the token, it gives it back.
            Unit::Clink => machine.arbiter.back != Unit::Apply || !machine.clink.full,
            _ => true,
        };
        if handed_on && let Some(start) = start.take() {
            cycles = Some(machine.cycle - start);
        }
    }
    assert!(
        machine.arbiter.halt != Halt::Trap || name == "throw",
        "{}",
        support::outcome(&machine)
    );
    cycles.unwrap_or_else(|| panic!("{program} applies {name}"))
}

/// The cycles of `special` and `define`, and of `fetch_object` for them, in the program's one form,
/// which is the entry; of `define` only those of the special form with this number.
pub fn of_special(number: u32, program: &str) -> u64 {
    let mut machine = entered(program);
    let mut cycles = 0;
    while machine.arbiter.halt == Halt::Running {
        let unit = match machine.arbiter.owner {
            Unit::FetchObject => machine.arbiter.back,
            owner => owner,
        };
        let counts =
            unit == Unit::Special || unit == Unit::Define && machine.define.number == number;
        cycles += u64::from(counts);
        machine.tick();
    }
    assert_eq!(machine.arbiter.halt, Halt::Done, "{}", support::outcome(&machine));
    cycles
}

/// The machine whose entry is the program's one form, without a sequence around it.
pub fn entered(program: &str) -> Machine {
    let image = support::image(program, support::config(WordSize::W16));
    let whole = image.machine(image.config);
    let body = support::pair(&whole, image.entry).1;
    let (form, rest) = support::pair(&whole, body);
    assert!(rest.is_nil(), "one form: {program}");
    Machine::new(image.config, &image.words, form)
}
