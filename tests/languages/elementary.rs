//! The elementary functions: random operands and hard ones against series of long integers, and what the functions are
//! where C99's Annex F says it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use conscycle::image::random::Numbers;
use conscycle::image::reader::float_text;
use conscycle::machine::config::Config;
use conscycle::machine::word::WordSize;

use crate::expressions::{MACHINES, check_ends, ended, machine, seeds};
use crate::support::in_parallel;
use ends::ENDS;

mod ends;
mod series;

/// Programs of each function in a run of the tests; `PROPTEST_CASES` asks for more.
const CASES: u64 = 8;

/// Calls in each of them.
const CALLS: u64 = 25;

/// What no function is wrong by, in units of the last place.
const BOUND: f64 = 1.0;

const FUNCTIONS: [&str; 11] =
    ["exp", "log", "log-base", "expt", "sin", "cos", "tan", "asin", "acos", "atan", "atan-of-two"];

/// A call of a function: its name, its first operand, its second if it takes two.
type Call = (&'static str, f64, f64);

fn takes_two(name: &str) -> bool {
    matches!(name, "log-base" | "expt" | "atan-of-two")
}

fn text((name, x, y): Call) -> String {
    let operator = match name {
        "log-base" => "log",
        "atan-of-two" => "atan",
        _ => name,
    };
    if takes_two(name) {
        format!("({operator} {} {})", float_text(x), float_text(y))
    } else {
        format!("({operator} {})", float_text(x))
    }
}

/// The errors of the calls, in units of the last place.
fn errors(calls: &[Call], config: Config) -> Vec<f64> {
    let texts: Vec<String> = calls.iter().map(|&call| text(call)).collect();
    let end = ended(&texts, config);
    let values = end.strip_prefix("=> (").and_then(|end| end.strip_suffix(")"));
    let values = values.unwrap_or_else(|| panic!("{end} with {config:?}: {texts:?}"));
    let values = values.split(' ').map(|value| match value {
        "+inf.0" => f64::INFINITY,
        "-inf.0" => f64::NEG_INFINITY,
        "+nan.0" => f64::NAN,
        _ => value.parse().expect("a float"),
    });
    let errors = calls.iter().zip(values);
    let errors: Vec<f64> =
        errors.map(|(&(name, x, y), value)| series::value(name, x, y).error(value)).collect();
    assert_eq!(errors.len(), calls.len(), "{end}");
    errors
}

/// No error is greater than the bound.
#[track_caller]
fn check(calls: &[Call], config: Config) -> f64 {
    let errors = errors(calls, config);
    for (&call, error) in calls.iter().zip(&errors) {
        assert!(*error < BOUND, "{} is wrong by {error} with {config:?}", text(call));
    }
    errors.into_iter().fold(0.0, f64::max)
}

/// From 0 to 1.
fn unit(numbers: &mut Numbers) -> f64 {
    (numbers.next() >> 11) as f64 / (1u64 << 53) as f64
}

/// A power of two between these.
fn power(numbers: &mut Numbers, from: i32, to: i32) -> f64 {
    2f64.powi(from + numbers.below((to - from + 1) as u64) as i32)
}

fn signed(numbers: &mut Numbers, x: f64) -> f64 {
    if numbers.below(2) == 0 { x } else { -x }
}

/// Any finite float but 0.
fn any(numbers: &mut Numbers) -> f64 {
    loop {
        let x = f64::from_bits(numbers.next());
        if x.is_finite() && x != 0.0 {
            return x;
        }
    }
}

/// A float about x, as near as one in so many bits.
fn near(numbers: &mut Numbers, x: f64) -> f64 {
    let by = unit(numbers) * power(numbers, -52, -1);
    x * (1.0 + signed(numbers, by))
}

fn angle(numbers: &mut Numbers) -> f64 {
    match numbers.below(5) {
        0 => any(numbers),
        1 => {
            let most = numbers.pick(&[8, 1 << 10, 1 << 20, 1 << 24, 1 << 40]);
            let eighths = numbers.below(most) as f64;
            near(numbers, eighths * std::f64::consts::FRAC_PI_4)
        }
        2 => (1 + numbers.below(1 << 21)) as f64 * std::f64::consts::FRAC_PI_4,
        3 => unit(numbers) * power(numbers, -30, 40),
        _ => {
            let x = unit(numbers) * 7.0;
            signed(numbers, x)
        }
    }
}

fn positive(numbers: &mut Numbers) -> f64 {
    match numbers.below(4) {
        0 => any(numbers).abs(),
        1 => near(numbers, 1.0),
        2 => {
            let power = power(numbers, -1000, 1000);
            near(numbers, power)
        }
        _ => 0.4 + 2.6 * unit(numbers),
    }
}

/// A call of the function, whose value is neither far too large nor far too small for a float.
fn call(name: &'static str, numbers: &mut Numbers) -> Call {
    loop {
        let (x, y) = match name {
            "exp" => (exponent(numbers), 0.0),
            "log" => (positive(numbers), 0.0),
            "log-base" if numbers.below(2) == 0 => {
                let base = (2 + numbers.below(20)) as f64;
                (base.powi(numbers.below(12) as i32), base)
            }
            "log-base" => (positive(numbers), positive(numbers)),
            "expt" => base_and_exponent(numbers),
            "asin" | "acos" => (sine(numbers), 0.0),
            "atan" => (tangent(numbers), 0.0),
            "atan-of-two" => {
                let (x, ratio) = (any(numbers), tangent(numbers));
                if numbers.below(4) == 0 {
                    (near(numbers, ratio), 1.0)
                } else {
                    (x * ratio.clamp(-1e15, 1e15), x)
                }
            }
            _ => (angle(numbers), 0.0),
        };
        let is_fit = match name {
            "log-base" => y != 1.0,
            "expt" => (x.log2() * y).abs() < 1100.0,
            "atan-of-two" => (y / x).abs() > 1e-300 && (x / y).abs() > 1e-300,
            _ => true,
        };
        if is_fit && x.is_finite() && y.is_finite() && (x != 0.0 || !takes_two(name)) {
            return (name, x, y);
        }
    }
}

fn exponent(numbers: &mut Numbers) -> f64 {
    match numbers.below(3) {
        0 => 1456.0 * unit(numbers) - 746.0,
        1 => {
            let x = unit(numbers) * power(numbers, -60, 1);
            signed(numbers, x)
        }
        _ => {
            let halves = numbers.below(2090) as f64 - 1070.0;
            near(numbers, halves * std::f64::consts::LN_2 / 2.0)
        }
    }
}

fn base_and_exponent(numbers: &mut Numbers) -> (f64, f64) {
    let x = match numbers.below(3) {
        0 => (1 + numbers.below(1000)) as f64,
        _ => positive(numbers),
    };
    let y = match numbers.below(3) {
        0 => (numbers.below(401) as f64 - 200.0) / numbers.pick(&[1.0, 2.0, 3.0, 4.0]),
        // To a power of two between the least and the greatest.
        _ => (2110.0 * unit(numbers) - 1080.0) / x.log2(),
    };
    (x, y)
}

fn sine(numbers: &mut Numbers) -> f64 {
    let x = match numbers.below(4) {
        0 => 1.0 - unit(numbers) * power(numbers, -50, -1),
        1 => unit(numbers) * power(numbers, -300, 0),
        2 => {
            let x = numbers.pick(&[0.5, 0.975, 0.25, 0.7]);
            near(numbers, x).min(1.0)
        }
        _ => unit(numbers),
    };
    signed(numbers, x)
}

fn tangent(numbers: &mut Numbers) -> f64 {
    let x = match numbers.below(4) {
        0 => any(numbers),
        1 => {
            let x = numbers.pick(&[0.4375, 0.6875, 1.1875, 2.4375]);
            near(numbers, x)
        }
        2 => unit(numbers) * power(numbers, -40, 60),
        _ => unit(numbers) * 4.0,
    };
    signed(numbers, x)
}

#[test]
fn random_operands_have_values_within_a_unit_of_the_last_place() {
    let seeds = seeds(CASES);
    let items: Vec<_> =
        FUNCTIONS.iter().flat_map(|&name| seeds.clone().map(move |seed| (name, seed))).collect();
    let worst = Mutex::new(BTreeMap::<&str, f64>::new());
    in_parallel(&items, |&(name, seed)| {
        let mut numbers = Numbers::new(seed);
        let calls: Vec<Call> = (0..CALLS).map(|_| call(name, &mut numbers)).collect();
        let error = check(&calls, machine(&mut numbers, 500));
        let mut worst = worst.lock().expect("no other has failed");
        let known = worst.entry(name).or_default();
        *known = known.max(error);
    });
    let worst = worst.into_inner().expect("none has failed");
    println!("the largest errors of {} calls each: {worst:.3?}", (seeds.end - seeds.start) * CALLS);
}

/// Angles that are nearest to a multiple of a quarter turn for their size, results at the ends of the floats, and
/// where the library goes from one formula to another.
#[expect(clippy::approx_constant, reason = "the floats that are nearest to multiples of pi")]
const HARD: &[Call] = &[
    ("sin", 5.319372648326541e255, 0.0), // 6381956970095103 2^797, the nearest of all
    ("cos", 5.319372648326541e255, 0.0),
    ("tan", 5.319372648326541e255, 0.0),
    ("sin", 3.141592653589793, 0.0),
    ("cos", 1.5707963267948966, 0.0),
    ("tan", 1.5707963267948966, 0.0),
    ("tan", 3.141592653589793, 0.0),
    ("sin", 22.0, 0.0),
    ("sin", 355.0, 0.0),
    ("cos", 11.0, 0.0),
    ("sin", 1146408.0, 0.0),
    ("sin", 1646999.9, 0.0),
    ("cos", 1647000.1, 0.0),
    ("sin", 0.7853981633974483, 0.0),
    ("cos", 0.7853981633974484, 0.0),
    ("tan", 0.7853981633974483, 0.0),
    ("tan", 0.6744, 0.0),
    ("sin", 1e22, 0.0),
    ("cos", 1.7976931348623157e308, 0.0),
    ("sin", 5e-324, 0.0),
    ("exp", 709.782712893384, 0.0),
    ("exp", -708.3964185322641, 0.0),
    ("exp", -745.1332191019411, 0.0),
    ("exp", 0.34657359027997264, 0.0),
    ("exp", 1.0, 0.0),
    ("log", 1.7976931348623157e308, 0.0),
    ("log", 5e-324, 0.0),
    ("log", 0.9999999999999999, 0.0),
    ("log", 1.0000000000000002, 0.0),
    ("log", 1.4142135623730951, 0.0),
    ("expt", 1.0000000000000002, 3e18),
    ("expt", 0.9999999999999999, 6.7e18),
    ("expt", 2.0, -1074.0),
    ("expt", 5e-324, 0.9999999999999999),
    ("expt", 1.7976931348623157e308, 1.0),
    ("expt", 1.7976931348623157e308, -1.0),
    ("expt", 10.0, 308.0),
    ("expt", 1e-300, 1.0766),
    ("expt", 1.3932079649155529, 1853.5699486495464),
    ("log-base", 1.0000000000000002, 0.9999999999999999),
    ("log-base", 5e-324, 1.7976931348623157e308),
    ("asin", 0.975, 0.0),
    ("asin", 0.9999999999999999, 0.0),
    ("acos", 0.9999999999999999, 0.0),
    ("acos", -0.9999999999999999, 0.0),
    ("acos", 0.5, 0.0),
    ("acos", 5e-324, 0.0),
    ("atan", 1e-8, 0.0),
    ("atan", 1.7976931348623157e308, 0.0),
    ("atan-of-two", 1.7976931348623157e308, 1.7976931348623157e308),
    ("atan-of-two", 5e-324, 1e-323),
    ("atan-of-two", 4.1331903547948925e300, 2.3312394227797358e306),
    ("atan-of-two", 3.0, -1e-5),
    ("atan-of-two", 1e-300, -1e-10),
];

#[test]
fn hard_operands_have_values_within_a_unit_of_the_last_place() {
    for word in [WordSize::W32, WordSize::W64] {
        check(HARD, Config { word, memory: 1 << 20, ..Config::default() });
    }
}

#[test]
fn the_ends_are_those_of_c() {
    check_ends(ENDS, &MACHINES);
}
