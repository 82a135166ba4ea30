//! Numbers of all kinds, against num-bigint and this machine's floats: random operations on integers, ratios and
//! floats, their texts, and what is asked of them that has no value.
//!
//! What is expected is exact rational arithmetic, and of floats what Rust's are. An exact number becomes a float
//! through its decimal text, which Rust reads as the nearest float.

use conscycle::image::random::Numbers;
use conscycle::image::reader::float_text;
use conscycle::machine::config::{Code, Config};
use conscycle::machine::word::WordSize;
use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;
use std::cmp::Ordering;

use crate::expressions::{MACHINES, check_ends, check_random, ended, seeds};
use crate::numbers::integer;
use crate::support::in_parallel;

/// Programs in a run of the tests.
const CASES: u64 = 150;

/// Operations in each of them.
const OPERATIONS: u64 = 20;

/// Digits behind the point: more than any number has that is in the middle between two floats.
const PLACES: u32 = 1200;

#[derive(Debug, Clone, PartialEq)]
enum Number {
    /// Numerator and denominator in lowest terms; the denominator is positive.
    Exact(BigInt, BigInt),
    Float(f64),
}

use Number::{Exact, Float};

impl Number {
    fn integer(n: impl Into<BigInt>) -> Number {
        Exact(n.into(), BigInt::from(1))
    }

    /// n / d of any integers, d not 0.
    fn ratio(n: &BigInt, d: &BigInt) -> Number {
        let common = n.gcd(d) * if d.sign() == Sign::Minus { -1 } else { 1 };
        Exact(n / &common, d / common)
    }

    /// The exact value of a float, if it has one.
    fn of_float(x: f64) -> Option<Number> {
        let bits = x.to_bits();
        let (exponent, fraction) = ((bits >> 52 & 2047) as i32, bits & ((1 << 52) - 1));
        let (m, e) = match exponent {
            2047 => return None,
            0 => (fraction, -1074),
            _ => (fraction | 1 << 52, exponent - 1075),
        };
        let m = BigInt::from(m) * if x.is_sign_negative() { -1 } else { 1 };
        let power = BigInt::from(1) << e.unsigned_abs();
        Some(if e < 0 { Number::ratio(&m, &power) } else { Number::integer(m * power) })
    }

    /// As an exact number, if there is one.
    fn exact(&self) -> Option<(BigInt, BigInt)> {
        match self {
            Exact(n, d) => Some((n.clone(), d.clone())),
            Float(x) => Number::of_float(*x)?.exact(),
        }
    }

    /// The float that is nearest.
    fn float(&self) -> f64 {
        match self {
            Float(x) => *x,
            Exact(n, d) => {
                let scaled = n * BigInt::from(10).pow(PLACES);
                let more = if (&scaled % d).sign() == Sign::NoSign { "" } else { "1" };
                decimal(&format!("{}{more}e-{}", scaled / d, PLACES as usize + more.len()))
            }
        }
    }

    fn is_zero(&self) -> bool {
        matches!(self, Exact(n, _) if n.sign() == Sign::NoSign)
    }

    fn is_float(&self) -> bool {
        matches!(self, Float(_))
    }

    /// The integer that it is, whether exact or not.
    fn whole(&self) -> Option<BigInt> {
        self.exact().filter(|(_, d)| *d == BigInt::from(1)).map(|(n, _)| n)
    }

    /// A float if `other` is one.
    fn like(self, other: &Number) -> Number {
        if other.is_float() { Float(self.float()) } else { self }
    }

    fn text(&self) -> String {
        match self {
            Exact(n, d) if *d == BigInt::from(1) => n.to_string(),
            Exact(n, d) => format!("{n}/{d}"),
            Float(x) => float_text(*x),
        }
    }
}

fn decimal(text: &str) -> f64 {
    text.parse().expect("a decimal number")
}

/// A float of any size, where things happen.
fn float(numbers: &mut Numbers) -> f64 {
    let near = |numbers: &mut Numbers, x: f64| {
        let bits = x.to_bits().wrapping_add(numbers.below(5)).wrapping_sub(2);
        f64::from_bits(bits)
    };
    let magnitude = match numbers.below(12) {
        0 => numbers.pick(&[0.0, 0.0, 1.0, 0.5, f64::INFINITY, f64::NAN, f64::MAX]),
        1 => f64::from_bits(numbers.next()),
        2 => f64::from_bits(numbers.below(1 << 52)),
        3 => {
            let bits = numbers.below(52);
            f64::from_bits(numbers.below(1 << bits))
        }
        4 => {
            let power = 2f64.powi(numbers.below(2000) as i32 - 1000);
            near(numbers, power)
        }
        5 => {
            let limit = numbers.pick(&[52, 53, 54, 62, 63, 64]);
            near(numbers, 2f64.powi(limit))
        }
        6 => near(numbers, f64::MIN_POSITIVE),
        7 => numbers.below(1000) as f64 / 2.0,
        8 => (numbers.below(1 << 53)) as f64 * 2f64.powi(-(numbers.below(60) as i32)),
        9 => numbers.below(100_000) as f64 / 10f64.powi(numbers.below(12) as i32),
        10 => decimal(&format!("{}e{}", numbers.below(1000), numbers.below(600) as i64 - 300)),
        _ => numbers.below(1 << 30) as f64,
    };
    if numbers.below(2) == 0 { magnitude } else { -magnitude }
}

fn number(numbers: &mut Numbers) -> Number {
    match numbers.below(5) {
        0 => {
            let most = if numbers.below(4) == 0 { 1200 } else { 200 };
            Number::integer(integer(numbers, most))
        }
        1 => {
            let (n, d) = (integer(numbers, 150), integer(numbers, 150));
            if d == BigInt::ZERO { Number::integer(n) } else { Number::ratio(&n, &d) }
        }
        2 => {
            let (n, d) = (numbers.below(41) as i64 - 20, numbers.below(12) + 1);
            Number::ratio(&n.into(), &d.into())
        }
        _ => Float(float(numbers)),
    }
}

/// A number that is x, or next to it, but perhaps of another kind.
fn neighbour(numbers: &mut Numbers, x: &Number) -> Number {
    let Some((n, d)) = x.exact() else { return number(numbers) };
    match numbers.below(5) {
        0 => Exact(n, d),
        1 => Float(x.float()),
        2 => Float(f64::from_bits(x.float().to_bits() ^ 1)),
        3 => Number::ratio(&(&n * 1000 + 1), &(d * 1000)),
        _ => Number::ratio(&(n + d.clone()), &d),
    }
}

fn compare(x: &Number, y: &Number) -> Option<Ordering> {
    match (x.exact(), y.exact()) {
        (Some((a, b)), Some((c, d))) => Some((a * d).cmp(&(c * b))),
        // One of them is infinite, or NaN.
        (None, Some(_)) => x.float().partial_cmp(&0.0),
        (Some(_), None) => 0.0.partial_cmp(&y.float()),
        (None, None) => x.float().partial_cmp(&y.float()),
    }
}

/// Of the exact operands or of the floats.
fn arithmetic(
    x: &Number,
    y: &Number,
    exact: impl Fn(&BigInt, &BigInt, &BigInt, &BigInt) -> Number,
    float: impl Fn(f64, f64) -> f64,
) -> Number {
    match (x, y) {
        (Exact(a, b), Exact(c, d)) => exact(a, b, c, d),
        _ => Float(float(x.float(), y.float())),
    }
}

/// The largest of both, or the least.
fn extreme(x: &Number, y: &Number, order: Ordering) -> Number {
    match compare(y, x) {
        None => Float(f64::NAN),
        Some(is) if is == order => y.clone().like(x),
        Some(Ordering::Equal) => y.clone().like(x),
        Some(_) => x.clone().like(y),
    }
}

fn floor(n: &BigInt, d: &BigInt) -> BigInt {
    let (quotient, remainder) = (n / d, n % d);
    if remainder.sign() == Sign::Minus { quotient - 1 } else { quotient }
}

/// Half to even.
fn round(n: &BigInt, d: &BigInt) -> BigInt {
    let below = floor(n, d);
    let twice: BigInt = (n - &below * d) * 2;
    match twice.cmp(d) {
        Ordering::Less => below,
        Ordering::Equal if !below.bit(0) => below,
        _ => below + 1,
    }
}

/// An exact root if there is one, else the nearest float.
fn root(n: &BigInt, d: &BigInt) -> Number {
    if n.sign() == Sign::Minus {
        return Float(f64::NAN);
    }
    let (a, b) = (n.sqrt(), d.sqrt());
    if &a * &a == *n && &b * &b == *d {
        return Exact(a, b);
    }
    // No root that is no integer ends: there are always more digits.
    let digits = (n * BigInt::from(100).pow(PLACES) / d).sqrt();
    Float(decimal(&format!("{digits}1e-{}", PLACES + 1)))
}

/// Of all fractions in an interval the one with the least denominator, and of these that with the least numerator.
fn simplest(low: (&BigInt, &BigInt), high: (&BigInt, &BigInt)) -> Number {
    let mut d = BigInt::from(1);
    loop {
        let least = -floor(&(-low.0 * &d), low.1);
        let most = floor(&(high.0 * &d), high.1);
        if least <= most {
            let zero = BigInt::ZERO;
            let n = if least > zero { least } else { most.min(zero) };
            return Number::ratio(&n, &d);
        }
        d += 1;
    }
}

/// A decimal text, and its float.
fn text(numbers: &mut Numbers) -> (String, f64) {
    let digits = |numbers: &mut Numbers, most: u64| -> String {
        let count = numbers.below(most);
        let digit = |_| char::from(b'0' + numbers.pick(&[0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]));
        (0..count).map(digit).collect()
    };
    let most = numbers.pick(&[4, 18, 18, 40, 400]);
    let mut text = format!("{}{}", numbers.pick(&["", "", "-", "+"]), digits(numbers, most));
    text += &format!("{}.{}", numbers.below(10), digits(numbers, most));
    if numbers.below(2) == 0 {
        let range = numbers.pick(&[10, 30, 340, 340, 2000]);
        let exponent = numbers.below(2 * range) as i64 - range as i64;
        text += &format!("{}{exponent}", numbers.pick(&["e", "E"]));
    }
    let value = decimal(&text);
    (text, value)
}

/// The digits of a number that is in the middle between two floats, or next to that.
fn middle(numbers: &mut Numbers) -> (String, f64) {
    let x = float(numbers).abs();
    let next = f64::from_bits(x.to_bits() + 1);
    let (Some(Exact(a, b)), Some(Exact(c, d))) = (Number::of_float(x), Number::of_float(next))
    else {
        return ("1.0".into(), 1.0);
    };
    let scaled = (a * &d + c * &b) * BigInt::from(10).pow(PLACES) / (b * d * 2);
    let text = format!("{}.e-{PLACES}", scaled + numbers.below(3) - 1);
    let value = decimal(&text);
    (text, value)
}

fn truth(value: bool) -> String {
    if value { "true" } else { "false" }.to_string()
}

/// An expression of one operation, and what it is.
fn operation(numbers: &mut Numbers) -> (String, String) {
    let x = number(numbers);
    let y = if numbers.below(3) == 0 { neighbour(numbers, &x) } else { number(numbers) };
    let (a, b) = (x.text(), y.text());
    let binary = |name: &str, value: Number| (format!("({name} {a} {b})"), value.text());
    let unary = |name: &str, value: Number| (format!("({name} {a})"), value.text());
    let asked = |name: &str, value: bool| (format!("({name} {a})"), truth(value));
    let compared = |name: &str, value: bool| (format!("({name} {a} {b})"), truth(value));
    let order = compare(&x, &y);
    // Of an exact number by f, of a float by g.
    let integer = |f: fn(&BigInt, &BigInt) -> BigInt, g: fn(f64) -> f64| match &x {
        Exact(n, d) => Number::integer(f(n, d)),
        Float(value) => Float(g(*value)),
    };
    let is_odd = |n: &BigInt| n.bit(0);
    match numbers.below(44) {
        0 | 1 => binary(
            "+",
            arithmetic(
                &x,
                &y,
                |a, b, c, d| Number::ratio(&(a * d + c * b), &(b * d)),
                |x, y| x + y,
            ),
        ),
        2 | 3 => binary(
            "-",
            arithmetic(
                &x,
                &y,
                |a, b, c, d| Number::ratio(&(a * d - c * b), &(b * d)),
                |x, y| x - y,
            ),
        ),
        4 | 5 => binary(
            "*",
            arithmetic(&x, &y, |a, b, c, d| Number::ratio(&(a * c), &(b * d)), |x, y| x * y),
        ),
        6 | 7 if !y.is_zero() => binary(
            "/",
            arithmetic(&x, &y, |a, b, c, d| Number::ratio(&(a * d), &(b * c)), |x, y| x / y),
        ),
        8 => compared("=", order == Some(Ordering::Equal)),
        9 | 10 => compared("<", order == Some(Ordering::Less)),
        11 => compared(">", order == Some(Ordering::Greater)),
        12 => compared("<=", order.is_some_and(Ordering::is_le)),
        13 => compared(">=", order.is_some_and(Ordering::is_ge)),
        14 => binary("max", extreme(&x, &y, Ordering::Greater)),
        15 => binary("min", extreme(&x, &y, Ordering::Less)),
        16 => {
            let same = match (&x, &y) {
                (Float(x), Float(y)) => x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan(),
                _ => x == y,
            };
            compared(numbers.pick(&["eqv?", "equal?"]), same)
        }
        17..=19 => {
            let (Some(m), Some(n)) = (x.whole(), y.whole()) else { return asked("number?", true) };
            if n == BigInt::ZERO {
                return asked("real?", true);
            }
            let (name, value) = match numbers.below(3) {
                0 => ("quotient", &m / &n),
                1 => ("remainder", &m % &n),
                _ => {
                    let rest = &m % &n;
                    let other = rest.sign() != Sign::NoSign && rest.sign() != n.sign();
                    ("modulo", if other { rest + n } else { rest })
                }
            };
            binary(name, Number::integer(value).like(&x).like(&y))
        }
        20 => unary(
            "-",
            match &x {
                Exact(n, d) => Exact(-n, d.clone()),
                Float(x) => Float(-x),
            },
        ),
        21 => unary(
            "abs",
            match &x {
                Exact(n, d) => Exact(n.magnitude().clone().into(), d.clone()),
                Float(x) => Float(x.abs()),
            },
        ),
        22 => unary("floor", integer(floor, f64::floor)),
        23 => unary("ceiling", integer(|n, d| -floor(&-n, d), f64::ceil)),
        24 => unary("round", integer(round, f64::round_ties_even)),
        25 => unary("truncate", integer(|n, d| n / d, f64::trunc)),
        26 | 27 => {
            let root = match &x {
                Exact(n, d) => root(n, d),
                Float(x) => Float(x.sqrt()),
            };
            unary("sqrt", root)
        }
        28 => match &x {
            Exact(n, d) => {
                let square = Number::ratio(&(n * n), &(d * d)).text();
                let positive = Exact(n.magnitude().clone().into(), d.clone());
                (format!("(sqrt {square})"), positive.text())
            }
            Float(x) => unary("square", Float(x * x)),
        },
        29 | 30 => unary("inexact", Float(x.float())),
        31 => match x.exact() {
            Some((n, d)) => unary("exact", Exact(n, d)),
            None => asked("rational?", false),
        },
        32 => match x.exact() {
            Some((n, d)) => unary("%integer-part", Number::integer(n / d)),
            None => asked("finite?", false),
        },
        33 => match x.exact() {
            Some((n, _)) => unary("numerator", Number::integer(n).like(&x)),
            None => asked("integer?", false),
        },
        34 => match x.exact() {
            Some((_, d)) => unary("denominator", Number::integer(d).like(&x)),
            None => asked("exact?", false),
        },
        35 => {
            let nan = x.float().is_nan();
            match numbers.below(8) {
                0 => asked("integer?", x.whole().is_some()),
                1 => asked("exact-integer?", x.whole().is_some() && !x.is_float()),
                2 => asked("rational?", x.exact().is_some()),
                3 => asked("exact-rational?", !x.is_float()),
                4 => asked("inexact?", x.is_float()),
                5 => asked("finite?", x.exact().is_some()),
                6 => asked("infinite?", x.exact().is_none() && !nan),
                _ => asked("nan?", nan),
            }
        }
        36 => {
            let sign = compare(&x, &Number::integer(0));
            match numbers.below(3) {
                0 => asked("zero?", sign == Some(Ordering::Equal)),
                1 => asked("positive?", sign == Some(Ordering::Greater)),
                _ => asked("negative?", sign == Some(Ordering::Less)),
            }
        }
        37 => match x.whole() {
            Some(n) if numbers.below(2) == 0 => asked("odd?", is_odd(&n)),
            Some(n) => asked("even?", !is_odd(&n)),
            None => asked("complex?", true),
        },
        38 => {
            let power = numbers.below(9) as u32;
            let n = Number::integer(numbers.below(19) as i64 - 9);
            let base = if x.is_float() { n } else { x.clone() };
            let Exact(n, d) = &base else { unreachable!("it is exact") };
            let (n, d) = (n.pow(power), d.pow(power));
            if numbers.below(2) == 0 || n == BigInt::ZERO {
                (format!("(expt {} {power})", base.text()), Number::ratio(&n, &d).text())
            } else {
                (format!("(expt {} -{power})", base.text()), Number::ratio(&d, &n).text())
            }
        }
        39 => {
            let (n, d) = (numbers.below(400) as i64 - 200, numbers.below(100) + 1);
            let x = Number::ratio(&n.into(), &d.into());
            let width = Number::ratio(&numbers.below(20).into(), &(numbers.below(300) + 1).into());
            let (Exact(n, d), Exact(p, q)) = (&x, &width) else { unreachable!("they are exact") };
            let (low, high) = (n * q - p * d, n * q + p * d);
            let value = simplest((&low, &(d * q)), (&high, &(d * q)));
            (format!("(rationalize {} {})", x.text(), width.text()), value.text())
        }
        40 => (format!("(number->string {a})"), format!("{a:?}")),
        41 => (format!("(string->number \"{a}\")"), a.clone()),
        42 => {
            let (text, value) = text(numbers);
            (format!("(string->number \"{text}\")"), float_text(value))
        }
        43 => {
            let (text, value) = middle(numbers);
            (format!("(string->number \"{text}\")"), float_text(value))
        }
        _ => unary("+", x.clone()),
    }
}

#[test]
fn numbers_are_those_of_exact_arithmetic_and_of_floats() {
    check_random(CASES, OPERATIONS, 500, operation);
}

/// All floats are written, and their texts read, as the host does.
#[track_caller]
fn check_texts(values: &[f64], config: Config) {
    let texts: Vec<String> = values.iter().map(|&value| float_text(value)).collect();
    let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    let (texts, quoted) = (texts.join(" "), quoted.join(" "));
    let written = ended(&[format!("(map number->string '({texts}))")], config);
    assert_eq!(written, format!("=> (({quoted}))"), "written with {config:?}");
    let read = ended(&[format!("(map string->number '({quoted}))")], config);
    assert_eq!(read, format!("=> (({texts}))"), "read with {config:?}");
}

/// Around these there are half as many floats below as above, or many digits that are 9 or 0.
#[test]
fn powers_of_two_and_ten_and_their_neighbours_are_written_and_read_as_on_the_host() {
    let twos = (0..52).map(|bit| 1 << bit).chain((1..2047).map(|exponent| exponent << 52));
    let twos = twos.map(f64::from_bits);
    let tens = (-323..309).map(|power| decimal(&format!("1e{power}")));
    let powers: Vec<f64> = twos.chain(tens).collect();
    let near = |&power: &f64| {
        [-1i64, 0, 1].map(|by| f64::from_bits(power.to_bits().wrapping_add_signed(by)))
    };
    // A fifth of them, if no number of cases is asked for.
    let step = if std::env::var_os("PROPTEST_CASES").is_some() { 1 } else { 5 };
    let values: Vec<f64> = powers.iter().flat_map(near).step_by(step).collect();
    let chunks: Vec<&[f64]> = values.chunks(64).collect();
    let numbered: Vec<(usize, &[f64])> = chunks.into_iter().enumerate().collect();
    in_parallel(&numbered, |&(number, values)| {
        let word = [WordSize::W64, WordSize::W32][number % 2];
        check_texts(values, Config { word, memory: 1 << 20, ..Config::default() });
    });
}

#[test]
fn random_floats_are_written_and_read_as_on_the_host() {
    in_parallel(&seeds(CASES / 2).collect::<Vec<u64>>(), |&seed| {
        let mut numbers = Numbers::new(seed);
        let values: Vec<f64> = (0..40).map(|_| float(&mut numbers)).collect();
        let config = Config {
            word: numbers.pick(&[WordSize::W32, WordSize::W64]),
            memory: 1 << 20,
            code: numbers.pick(&[Code::Quick, Code::Lists]),
            ..Config::default()
        };
        check_texts(&values, config);
    });
}

/// What is asked of numbers, and how it ends.
const ENDS: &[(&str, &str)] = &[
    // Prefixes, and a radix that is none.
    ("(string->number \"#e1.5\")", "3/2"),
    ("(string->number \"#e-.25e-1\")", "-1/40"),
    ("(string->number \"#E1e3\")", "1000"),
    ("(string->number \"#e1/3\")", "1/3"),
    ("(string->number \"#i1/3\")", "0.3333333333333333"),
    ("(string->number \"#X#I1/8\")", "0.125"),
    ("(string->number \"#i#b-101\")", "-5.0"),
    ("(string->number \"#b1/10\" 16)", "1/2"),
    ("(string->number \"#d1.5\" 16)", "1.5"),
    ("(string->number \"#e12\" 16)", "18"),
    ("(string->number \"#e+inf.0\")", "false"),
    ("(string->number \"#e#e1\")", "false"),
    ("(string->number \"#x#d1\")", "false"),
    ("(string->number \"1#e1\")", "false"),
    ("(string->number \"#e1/#e2\")", "false"),
    ("(string->number \"#\")", "false"),
    ("(string->number \"#x\")", "false"),
    ("(string->number \"#q1\")", "false"),
    (
        "(number->string 10 2.0)",
        "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" 2.0)",
    ),
    (
        "(string->number \"11\" 2.5)",
        "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" 2.5)",
    ),
    (
        "(string->number \"#b1\" 99)",
        "trap UncaughtThrow: (\"a radix is an integer from 2 to 36:\" 99)",
    ),
    ("(max 'a)", "trap WrongType: a"),
    ("(min \"x\")", "trap WrongType: \"x\""),
    ("(max -1/2)", "-1/2"),
    ("(min 2.5)", "2.5"),
    ("(expt 'a 0)", "trap WrongType: a"),
    ("(arithmetic-shift -5 (- (expt 10 30)))", "-1"),
    ("(arithmetic-shift 5 (- (expt 10 30)))", "0"),
    ("(arithmetic-shift 0 (expt 10 30))", "0"),
    (
        "(arithmetic-shift 1 (expt 10 20))",
        "trap UncaughtThrow: (\"no memory has room for a number that is shifted by\" 100000000000000000000)",
    ),
    // What is no number, and what is none of the kind.
    ("(+ 'a 1.5)", "trap WrongType: a"),
    ("(+ 1.5 'a)", "trap WrongType: a"),
    ("(* 1/2 \"x\")", "trap WrongType: \"x\""),
    ("(< '(1) 1.5)", "trap WrongType: (1)"),
    ("(sqrt 'a)", "trap WrongType: a"),
    ("(inexact 'a)", "trap WrongType: a"),
    ("(exact 'a)", "trap WrongType: a"),
    ("(exact? 'a)", "trap WrongType: a"),
    ("(finite? 'a)", "trap WrongType: a"),
    ("(floor 'a)", "trap WrongType: a"),
    ("(numerator 'a)", "trap WrongType: a"),
    ("(quotient 7.5 2)", "trap WrongType: 7.5"),
    ("(modulo 7 0.5)", "trap WrongType: 0.5"),
    ("(remainder 1/2 2)", "trap WrongType: 1/2"),
    ("(quotient +inf.0 2)", "trap WrongType: +inf.0"),
    ("(bitwise-and 1.5 1)", "trap WrongType: 1.5"),
    ("(arithmetic-shift 1/2 1)", "trap WrongType: 1/2"),
    ("(bit-length 2.0)", "trap WrongType: 2.0"),
    ("(even? 1.5)", "trap WrongType: 1.5"),
    ("(odd? 1/2)", "trap WrongType: 1/2"),
    ("(vector-ref (vector 1) 0.0)", "trap WrongType: 0.0"),
    ("(number->string 'a)", "trap WrongType: a"),
    // Divisions by zero.
    ("(/ 5 0)", "trap DivideByZero: 5"),
    ("(/ 99999999999999999999 0)", "trap DivideByZero: 99999999999999999999"),
    ("(/ 1/2 0)", "trap DivideByZero: 1"),
    ("(/ 1.5 0)", "trap DivideByZero: 1"),
    ("(quotient 7.0 0)", "trap DivideByZero: 7"),
    ("(expt 0 -1)", "trap DivideByZero: 1"),
    ("(/ 1.5 0.0)", "+inf.0"),
    ("(/ -1 0.0)", "-inf.0"),
    ("(/ 0 0.0)", "+nan.0"),
    // Errors.
    ("(exact +nan.0)", "trap UncaughtThrow: (\"no exact number is\" +nan.0)"),
    ("(exact -inf.0)", "trap UncaughtThrow: (\"no exact number is\" -inf.0)"),
    ("(%integer-part +inf.0)", "trap UncaughtThrow: (\"no exact number is\" +inf.0)"),
    ("(number->string 1.5 2)", "trap UncaughtThrow: (\"a float has the radix 10:\" 2)"),
    // Steps of a fold.
    ("(+ 1/2 1/2 1.5)", "2.5"),
    ("(+ 1 2.5 1/2 99999999999999999999)", "100000000000000000000.0"),
    ("(- 1/2)", "-1/2"),
    ("(/ 2/3)", "3/2"),
    ("(/ 3)", "1/3"),
    ("(/ 1 2 3 4)", "1/24"),
    ("(< 1/3 0.5 1 1.5 2)", "true"),
    ("(< 1/3 0.5 1 1 2)", "false"),
    ("(= 1 1.0 1)", "true"),
    ("(max 1 2.0 3)", "3.0"),
    ("(min 1/2 1/3 0.25)", "0.25"),
    // The exact value decides.
    ("(= (expt 2 70) (inexact (expt 2 70)))", "true"),
    ("(= (+ (expt 2 70) 1) (inexact (expt 2 70)))", "false"),
    ("(= 9007199254740993 9007199254740992.0)", "false"),
    ("(< 9007199254740992.0 9007199254740993)", "true"),
    ("(= 1/3 (inexact 1/3))", "false"),
    ("(< (expt 10 400) +inf.0)", "true"),
    ("(> -1 -inf.0)", "true"),
    ("(= 1/2 +nan.0)", "false"),
    ("(>= 1 +nan.0)", "false"),
    // Sizes.
    ("(inexact (- (expt 2 1024) (expt 2 970) 1))", "1.7976931348623157e308"),
    ("(inexact (- (expt 2 1024) (expt 2 970)))", "+inf.0"),
    ("(inexact (/ 1 (expt 2 1074)))", "5e-324"),
    ("(inexact (/ 1 (expt 2 1075)))", "0.0"),
    ("(inexact (/ 3 (expt 2 1076)))", "5e-324"),
    ("(inexact (/ -1 (expt 10 400)))", "-0.0"),
    ("(sqrt (expt 10 400))", "EXPT200"),
    ("(sqrt (* 2 (expt 10 800)))", "+inf.0"),
    ("(sqrt -4)", "+nan.0"),
    ("(sqrt -1/4)", "+nan.0"),
    ("(sqrt 0)", "0"),
    // Equality.
    (
        "(list (eqv? 1 1.0) (eqv? 1.5 1.5) (eqv? 0.0 -0.0) (eqv? 1/2 (/ 2 4)))",
        "(false true false true)",
    ),
    ("(list (eqv? +nan.0 (- +nan.0)) (eqv? +nan.0 1.5) (= 0.0 -0.0))", "(true false true)"),
    ("(list (equal? '(1/2 2.5) (list (/ 2 4) (+ 1 1.5))) (equal? '(1) '(1.0)))", "(true false)"),
    ("(list (memv 1.5 '(1 1.5 2)) (assoc 1/2 '((1 a) (1/2 b))))", "((1.5 2) (1/2 b))"),
    ("(case 1.5 ((1) 'a) ((1.5 2) 'b) (else 'c))", "b"),
    ("(case 1 ((1.0) 'a) ((1/2) 'b) (else 'c))", "c"),
    // Kinds.
    (
        "(list (integer? 2.0) (integer? +inf.0) (integer? 'a) (rational? 'a))",
        "(true false false false)",
    ),
    (
        "(list (exact? 1/2) (inexact? 1.5) (exact-rational? 'a) (real? 1.5))",
        "(true true false true)",
    ),
    // Powers.
    (
        "(list (expt 1.5 3) (expt 2.0 -2) (expt 2.0 0) (expt 0 0) (expt 0.0 -1))",
        "(3.375 0.25 1.0 1 +inf.0)",
    ),
    ("(list (expt 2/3 3) (expt 2/3 -3) (expt -2/3 -3) (expt 2 -3))", "(8/27 27/8 -27/8 1/8)"),
    // Floats as operands of functions of integers.
    ("(list (floor-quotient -7.0 2) (gcd 4.0 6) (lcm 4 6.0))", "(-4.0 2.0 12.0)"),
    ("(list (numerator 0.75) (denominator 0.75) (numerator 5) (denominator 5))", "(3.0 4.0 5 1)"),
    (
        "(list (rationalize 0.3 1/10) (rationalize 3/10 1/10) (rationalize -0.3 0.1))",
        "(0.3333333333333333 1/3 -0.3333333333333333)",
    ),
    (
        "(list (rationalize +inf.0 1) (rationalize 1 +inf.0) (rationalize +inf.0 +inf.0))",
        "(+inf.0 0.0 +nan.0)",
    ),
    // Text.
    ("(list (number->string 1/3 2) (number->string 1.5 10))", "(\"1/11\" \"1.5\")"),
    (
        "(map string->number '(\"1.\" \".5\" \"1e3\" \"-.5E-3\" \"1/2\" \"-6/4\"))",
        "(1.0 0.5 1000.0 -0.0005 1/2 -3/2)",
    ),
    (
        "(map string->number '(\"1/0\" \"1/-2\" \"1/\" \"/2\" \".\" \"1e\" \"e5\" \"\" \"1.5.2\" \"1e5.0\" \"1e+-5\"))",
        "(false false false false false false false false false false false)",
    ),
    (
        "(map string->number '(\"+inf.0\" \"-inf.0\" \"+nan.0\" \"inf\" \"-0.0\"))",
        "(+inf.0 -inf.0 +nan.0 false -0.0)",
    ),
    (
        "(map string->number '(\"1e999999999\" \"-1e99999999999999999999\" \"1e-999999999999\" \"0e999999999999\"))",
        "(+inf.0 -inf.0 0.0 0.0)",
    ),
    ("(string->number \"1.5\" 10)", "1.5"),
];

#[test]
fn what_is_asked_of_numbers_ends_like_this() {
    let root = format!("1{}", "0".repeat(200));
    let ends: Vec<(&str, String)> =
        ENDS.iter().map(|&(expression, end)| (expression, end.replace("EXPT200", &root))).collect();
    check_ends(&ends, &MACHINES);
}
