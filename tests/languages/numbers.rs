//! Integers of any size, against num-bigint: random operations on numbers of 1 to 10,000 bits, many of them
//! where a carry, a borrow, a sign or the length of a number changes.

use conscycle::image::random::Numbers;
use conscycle::machine::config::Namespace;
use conscycle::machine::word::WordSize;
use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;

use crate::expressions::{check_ends, check_random};

/// Programs in a run of the tests.
const CASES: u64 = 200;

/// Operations in each of them.
const OPERATIONS: u64 = 15;

/// A number of up to so many bits, where things happen: all its bits are the same, but for the last few, or
/// any.
pub fn integer(numbers: &mut Numbers, most: u64) -> BigInt {
    let bits = match numbers.below(6) {
        0 => numbers.below(16),
        1 => numbers.pick(&[30, 31, 32, 62, 63, 64]),
        2 => numbers.pick(&[95, 96, 127, 128, 255, 256]),
        3 => numbers.below(300),
        _ => numbers.below(most),
    };
    let one = BigInt::from(1);
    let magnitude = match numbers.below(4) {
        0 => (&one << bits) + numbers.below(3) - 1,
        1 => (&one << bits) - (&one << numbers.below(bits + 1)),
        _ => {
            let digits = (0..=bits / 32).map(|_| numbers.below(1 << 32) as u32).collect();
            BigInt::new(Sign::Plus, digits) >> (32 - bits % 32)
        }
    };
    if numbers.below(2) == 0 { magnitude } else { -magnitude }
}

/// The quotient towards minus infinity, and its remainder.
fn floored(x: &BigInt, y: &BigInt) -> (BigInt, BigInt) {
    let (quotient, remainder) = (x / y, x % y);
    let differ = remainder.sign() != Sign::NoSign && remainder.sign() != y.sign();
    if differ { (quotient - 1, remainder + y) } else { (quotient, remainder) }
}

/// An expression of one operation, and what it is.
fn operation(numbers: &mut Numbers) -> (String, String) {
    let most = if numbers.below(20) == 0 { 10_000 } else { 700 };
    let x = integer(numbers, most);
    let y = match numbers.below(8) {
        0 => x.clone(),
        1 => -&x,
        2 => &x + numbers.below(3) - 1,
        _ => integer(numbers, most),
    };
    let zero = BigInt::ZERO;
    let truth = |value: bool| if value { "true" } else { "false" }.to_string();
    let ones = |x: &BigInt| if *x < zero { -x - 1 } else { x.clone() }.magnitude().count_ones();
    let binary = |name: &str, value: String| (format!("({name} {x} {y})"), value);
    let unary = |name: &str, value: String| (format!("({name} {x})"), value);
    match numbers.below(42) {
        0 | 1 => binary("+", (&x + &y).to_string()),
        2 | 3 => binary("-", (&x - &y).to_string()),
        4 | 5 => binary("*", (&x * &y).to_string()),
        6 if y != zero => binary("quotient", (&x / &y).to_string()),
        7 if y != zero => binary("remainder", (&x % &y).to_string()),
        8 if y != zero => binary("modulo", floored(&x, &y).1.to_string()),
        9 if y != zero => binary("floor-quotient", floored(&x, &y).0.to_string()),
        10 => binary("=", truth(x == y)),
        11 => binary("<", truth(x < y)),
        12 => binary(">=", truth(x >= y)),
        13 => binary("bitwise-and", (&x & &y).to_string()),
        14 => binary("bitwise-or", (&x | &y).to_string()),
        15 => binary("bitwise-xor", (&x ^ &y).to_string()),
        16 => binary("gcd", x.gcd(&y).to_string()),
        17 => unary("abs", x.magnitude().to_string()),
        18 => unary("-", (-&x).to_string()),
        19 => unary("bit-length", if x < zero { -&x - 1 } else { x.clone() }.bits().to_string()),
        20 => unary("popcount", ones(&x).to_string()),
        21 => unary("even?", truth(&x % 2 == zero)),
        22 => {
            let by = numbers.below(200);
            (format!("(arithmetic-shift {x} {by})"), (&x << by).to_string())
        }
        23 => {
            let by = numbers.below(400);
            (format!("(arithmetic-shift {x} -{by})"), (&x >> by).to_string())
        }
        24 => {
            let radix = numbers.pick(&[2, 3, 10, 16, 36]);
            (format!("(number->string {x} {radix})"), format!("{:?}", x.to_str_radix(radix)))
        }
        25 => {
            let (base, power) = (integer(numbers, 60), numbers.below(20) as u32);
            (format!("(expt {base} {power})"), base.pow(power).to_string())
        }
        26 if y != zero => {
            let (quotient, remainder) = floored(&x, &y);
            binary("floor/", format!("({quotient} . {remainder})"))
        }
        27 if y != zero => binary("truncate/", format!("({} . {})", &x / &y, &x % &y)),
        28 => {
            let (n, root) = (x.magnitude(), x.magnitude().sqrt());
            let rest = n - &root * &root;
            (format!("(exact-integer-sqrt {n})"), format!("({root} . {rest})"))
        }
        29 => {
            // One more or less than a square, or the square.
            let square = &x * &x + numbers.below(3);
            let root = square.magnitude().sqrt();
            let rest = square.magnitude() - &root * &root;
            (format!("(exact-integer-sqrt {square})"), format!("({root} . {rest})"))
        }
        30 | 31 => {
            let factor = integer(numbers, 300);
            let (x, y) = (&x * &factor, &y * &factor);
            (format!("(gcd {x} {y})"), x.gcd(&y).to_string())
        }
        32 => {
            let divisor = x.gcd(&y);
            let lcm = if divisor == zero { zero } else { &x * &y / divisor };
            binary("lcm", lcm.magnitude().to_string())
        }
        33 => unary("exact-integer?", truth(true)),
        34 => unary("square", (&x * &x).to_string()),
        35 => unary("odd?", truth(&x % 2 != zero)),
        36 => unary("zero?", truth(x == zero)),
        37 => unary("positive?", truth(x > zero)),
        38 => unary("negative?", truth(x < zero)),
        39 => binary("min", std::cmp::min(&x, &y).to_string()),
        40 => binary("max", std::cmp::max(&x, &y).to_string()),
        41 => {
            let radix = 2 + numbers.below(35) as u32;
            let prefix = match radix {
                2 => "#b",
                8 => "#o",
                10 => "#d",
                16 => "#x",
                _ => "",
            };
            let plus = if x > zero && numbers.below(2) == 0 { "+" } else { "" };
            let text = format!("{prefix}{plus}{}", x.to_str_radix(radix));
            let text = if numbers.below(2) == 0 { text.to_uppercase() } else { text };
            (format!("(string->number {text:?} {radix})"), x.to_string())
        }
        _ => unary("+", x.to_string()),
    }
}

#[test]
fn integers_are_those_of_another_library() {
    check_random(CASES, OPERATIONS, 200, operation);
}

/// What is asked of long integers, and how it ends.
const ENDS: [(&str, &str); 71] = [
    ("(+ 'a 99999999999999999999)", "trap WrongType: a"),
    ("(+ 99999999999999999999 '(1))", "trap WrongType: (1)"),
    ("(< 99999999999999999999 \"x\")", "trap WrongType: \"x\""),
    ("(quotient 99999999999999999999 0)", "trap DivideByZero: 99999999999999999999"),
    ("(vector-ref (vector 1) 99999999999999999999)", "trap WrongType: 99999999999999999999"),
    ("(number->string 5 1)", "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" 1)"),
    (
        "(number->string (expt 2 70) 37)",
        "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" 37)",
    ),
    ("(number->string 5 10 10)", "trap WrongArity: #<lambda (n radix)>"),
    ("(number->string 'a 10)", "trap WrongType: a"),
    ("(string->number \"1\" 10 10)", "trap WrongArity: #<lambda (s radix)>"),
    ("(string->number 1)", "trap WrongType: 1"),
    (
        "(string->number \"1\" 37)",
        "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" 37)",
    ),
    (
        "(string->number \"1\" 'a)",
        "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" a)",
    ),
    ("(string->number \"zZ\" 36)", "1295"),
    ("(string->number \"-102\" 2)", "false"),
    ("(string->number \"#xFf\")", "255"),
    ("(string->number \"#x-fF\" 2)", "-255"),
    ("(string->number \"#B+101\")", "5"),
    ("(string->number \"#o17\")", "15"),
    ("(string->number \"#d17\" 16)", "17"),
    ("(string->number \"#z17\" 16)", "false"),
    ("(string->number \"#x\")", "false"),
    ("(string->number \"#\")", "false"),
    ("(string->number \"\")", "false"),
    ("(string->number \"+\")", "false"),
    ("(string->number \"--1\")", "false"),
    ("(string->number \"+-1\")", "false"),
    ("(string->number \"1 2\")", "false"),
    ("(string->number \"12345678901234567890 \")", "false"),
    ("(string->number \"[@`{/:\" 36)", "false"),
    ("(string->number \"000000000000000000000000000000000000007\")", "7"),
    ("(exact-integer-sqrt 0)", "(0 . 0)"),
    ("(exact-integer-sqrt 1)", "(1 . 0)"),
    ("(exact-integer-sqrt 3)", "(1 . 2)"),
    ("(exact-integer-sqrt 15)", "(3 . 6)"),
    ("(exact-integer-sqrt 16)", "(4 . 0)"),
    ("(exact-integer-sqrt 17)", "(4 . 1)"),
    ("(exact-integer-sqrt (- (expt 2 128) 1))", "(18446744073709551615 . 36893488147419103230)"),
    (
        "(exact-integer-sqrt -4)",
        "trap UncaughtThrow: (\"a negative number has no square root:\" -4)",
    ),
    ("(exact-integer-sqrt 'a)", "trap WrongType: a"),
    ("(floor/ 7 -2)", "(-4 . -1)"),
    ("(floor/ -7 2)", "(-4 . 1)"),
    ("(floor/ -8 2)", "(-4 . 0)"),
    ("(truncate/ -7 2)", "(-3 . -1)"),
    ("(floor/ (expt 10 20) 0)", "trap DivideByZero: 100000000000000000000"),
    ("(truncate/ 1 0)", "trap DivideByZero: 1"),
    ("(truncate/ (expt 10 20) 'a)", "trap WrongType: a"),
    ("(floor/ 'a (expt 10 20))", "trap WrongType: a"),
    ("(exact-integer? 'a)", "false"),
    ("(exact-integer? \"1\")", "false"),
    ("(gcd)", "0"),
    ("(gcd -12)", "12"),
    ("(gcd 0 (- (expt 10 20)))", "100000000000000000000"),
    ("(gcd (expt 6 60) (expt 10 60) (expt 14 60))", "1152921504606846976"),
    ("(gcd 'a)", "trap WrongType: a"),
    ("(gcd (expt 10 20) \"a\")", "trap WrongType: \"a\""),
    ("(lcm)", "1"),
    ("(lcm 0 (expt 10 20))", "0"),
    ("(lcm -4 6 10)", "60"),
    ("(abs (- (expt 2 62)))", "4611686018427387904"),
    ("(max 1 (expt 10 20) 'a)", "trap WrongType: a"),
    ("(even? 'a)", "trap WrongType: a"),
    ("(arithmetic-shift 0 99999999999999999999)", "0"),
    ("(string->number \"-99999999999999999999\")", "-99999999999999999999"),
    ("(eqv? (expt 3 90) (expt 3 90))", "true"),
    ("(equal? (list (expt 3 90)) (list (expt 3 90)))", "true"),
    ("(if (memv (expt 3 90) (list 1 (expt 3 90))) 'found 'not)", "found"),
    ("(if (memq (expt 3 90) (list 1 (expt 3 90))) 'found 'not)", "not"),
    ("(if (assq (expt 3 90) (list (list (expt 3 90)))) 'found 'not)", "not"),
    ("(case (expt 10 20) ((1 100000000000000000000) 'y) (else 'n))", "y"),
    ("(catch (lambda (cause culprit) cause) (+ (expt 3 90) (car 5)))", "3"),
];

#[test]
fn long_integers_are_numbers_like_others() {
    let machines = [WordSize::W32, WordSize::W64]
        .map(|word| [Namespace::Lisp1, Namespace::Lisp2].map(|namespace| (word, namespace)));
    check_ends(&ENDS, machines.as_flattened());
}
