//! Random arithmetic: expressions of integers of any size, ratios and floats, each a form of its own, for machines
//! whose library has all of these numbers.

use num_bigint::{BigInt, Sign};

use super::{COLLECTORS, Numbers};
use crate::reader::float_text;
use conscycle_machine::config::{Code, Config, Namespace};
use conscycle_machine::word::WordSize;

/// Expressions of a program.
const EXPRESSIONS: usize = 20;

/// Operations inside each other.
const DEPTH: u32 = 3;

/// Bits of a literal, most of them.
const BITS: u64 = 250;

/// The expressions of a seed, one in each line.
pub fn program(seed: u64) -> String {
    let mut arithmetic = Arithmetic { numbers: Numbers::new(seed) };
    let expressions: Vec<String> = (0..EXPRESSIONS).map(|_| arithmetic.expression()).collect();
    expressions.join("\n")
}

/// A machine for the expressions of a seed.
pub fn machine(seed: u64) -> Config {
    let mut numbers = Numbers::new(!seed);
    let (collector, barrier) = numbers.pick(COLLECTORS);
    Config {
        word: numbers.pick(&[WordSize::W32, WordSize::W64]),
        memory: 1 << 20,
        banks: numbers.pick(&[4, 4, 2, 1]),
        namespace: numbers.pick(&[Namespace::Lisp1, Namespace::Lisp2]),
        code: numbers.pick(&[Code::Quick, Code::Quick, Code::Lists]),
        gc_every: numbers.pick(&[0, 0, 0, 500]),
        collector,
        barrier,
        ..Config::default()
    }
}

struct Arithmetic {
    numbers: Numbers,
}

impl Arithmetic {
    fn expression(&mut self) -> String {
        match self.numbers.below(8) {
            0 | 1 => self.integer(DEPTH),
            2 | 3 => self.exact(DEPTH),
            4 => self.truth(DEPTH),
            _ => self.number(DEPTH),
        }
    }

    /// An operation of this name on operands that `operand` makes.
    fn call(
        &mut self,
        name: &str,
        operands: u64,
        mut operand: impl FnMut(&mut Arithmetic) -> String,
    ) -> String {
        let operands: Vec<String> = (0..operands).map(|_| operand(self)).collect();
        format!("({name} {})", operands.join(" "))
    }

    /// An exact integer.
    fn integer(&mut self, depth: u32) -> String {
        let Some(depth) = depth.checked_sub(1 + u32::from(self.numbers.below(6) == 0)) else {
            return self.integer_text();
        };
        match self.numbers.below(15) {
            0..=3 => {
                let (name, count) =
                    (self.numbers.pick(&["+", "-", "*"]), 1 + self.numbers.below(3));
                self.call(name, count, |more| more.integer(depth))
            }
            4 | 5 => {
                let name =
                    self.numbers.pick(&["quotient", "remainder", "modulo", "floor-quotient"]);
                self.call(name, 2, |more| more.integer(depth))
            }
            6 | 7 => {
                let name = self.numbers.pick(&["bitwise-and", "bitwise-or", "bitwise-xor"]);
                let count = 1 + self.numbers.below(3);
                self.call(name, count, |more| more.integer(depth))
            }
            8 => {
                let by = self.numbers.below(500) as i64 - 300;
                format!("(arithmetic-shift {} {by})", self.integer(depth))
            }
            9 => {
                let name = self.numbers.pick(&["bit-length", "popcount", "bitwise-not", "abs"]);
                self.call(name, 1, |more| more.integer(depth))
            }
            10 => {
                let name = self.numbers.pick(&["gcd", "lcm"]);
                self.call(name, 2, |more| more.integer(depth))
            }
            11 => format!("(expt {} {})", self.integer_text(), self.numbers.below(7)),
            12 => {
                let name = self.numbers.pick(&["numerator", "denominator"]);
                self.call(name, 1, |more| more.exact(depth))
            }
            13 => {
                let name = self.numbers.pick(&["floor", "ceiling", "round", "truncate"]);
                self.call(name, 1, |more| more.exact(depth))
            }
            _ => {
                let radix = 2 + self.numbers.below(35);
                format!("(string->number (number->string {} {radix}) {radix})", self.integer(depth))
            }
        }
    }

    /// An integer or a ratio.
    fn exact(&mut self, depth: u32) -> String {
        let Some(depth) = depth.checked_sub(1 + u32::from(self.numbers.below(6) == 0)) else {
            return self.exact_text();
        };
        match self.numbers.below(10) {
            0..=5 => {
                let (name, count) =
                    (self.numbers.pick(&["+", "-", "*", "/"]), 1 + self.numbers.below(3));
                self.call(name, count, |more| more.exact(depth))
            }
            6 => {
                let name = self.numbers.pick(&["max", "min"]);
                self.call(name, 2, |more| more.exact(depth))
            }
            7 => {
                let power = self.numbers.below(11) as i64 - 5;
                format!("(expt {} {power})", self.exact_text())
            }
            8 => {
                let name = self.numbers.pick(&["abs", "square"]);
                self.call(name, 1, |more| more.exact(depth))
            }
            _ => format!("(exact {})", self.number(depth)),
        }
    }

    /// A number of any kind.
    fn number(&mut self, depth: u32) -> String {
        let Some(depth) = depth.checked_sub(1 + u32::from(self.numbers.below(6) == 0)) else {
            return match self.numbers.below(3) {
                0 => self.exact_text(),
                _ => float_text(self.float()),
            };
        };
        match self.numbers.below(12) {
            0..=5 => {
                let (name, count) =
                    (self.numbers.pick(&["+", "-", "*", "/"]), 1 + self.numbers.below(3));
                self.call(name, count, |more| more.number(depth))
            }
            6 => {
                let name = self.numbers.pick(&["max", "min"]);
                self.call(name, 2, |more| more.number(depth))
            }
            7 => {
                let name = self.numbers.pick(&["floor", "ceiling", "round", "truncate"]);
                self.call(name, 1, |more| more.number(depth))
            }
            8 => {
                let name = self.numbers.pick(&["abs", "square"]);
                self.call(name, 1, |more| more.number(depth))
            }
            9 => self.call("sqrt", 1, |more| more.number(depth)),
            10 => format!("(string->number (number->string {}))", self.number(depth)),
            _ => format!("(inexact {})", self.exact(depth)),
        }
    }

    /// A truth value.
    fn truth(&mut self, depth: u32) -> String {
        let depth = depth - 1;
        match self.numbers.below(6) {
            0..=2 => {
                let name = self.numbers.pick(&["<", "=", ">", "<=", ">="]);
                let first = self.number(depth);
                // Next to each other, as far as floats are.
                let second = match self.numbers.below(3) {
                    0 => format!("(inexact {first})"),
                    1 => format!("(exact {first})"),
                    _ => self.number(depth),
                };
                format!("({name} {first} {second})")
            }
            3 => {
                let name = self.numbers.pick(&["even?", "odd?"]);
                self.call(name, 1, |more| more.integer(depth))
            }
            4 => {
                let name = self.numbers.pick(&["zero?", "positive?", "negative?"]);
                self.call(name, 1, |more| more.number(depth))
            }
            _ => {
                let name = self.numbers.pick(&["integer?", "exact?", "finite?", "nan?"]);
                self.call(name, 1, |more| more.number(depth))
            }
        }
    }

    fn integer_text(&mut self) -> String {
        self.literal().to_string()
    }

    fn exact_text(&mut self) -> String {
        let (numerator, denominator) = match self.numbers.below(3) {
            0 => return self.integer_text(),
            1 => (self.literal(), self.literal()),
            _ => (self.numbers.below(41).into(), (self.numbers.below(12) + 1).into()),
        };
        // The reader brings it to lowest terms.
        let denominator: BigInt = denominator.magnitude().clone().into();
        let denominator = if denominator == BigInt::ZERO { 1.into() } else { denominator };
        format!("{numerator}/{denominator}")
    }

    /// An integer where things happen: at the ends of immediates, of words and of rows, of equal bits, or any.
    fn literal(&mut self) -> BigInt {
        let numbers = &mut self.numbers;
        let bits = match numbers.below(5) {
            0 | 1 => numbers.below(10),
            2 => numbers.pick(&[30, 31, 32, 53, 62, 63, 64, 95, 96, 127, 128]),
            _ => numbers.below(BITS),
        };
        let one = BigInt::from(1);
        let magnitude = match numbers.below(4) {
            0 => (&one << bits) + numbers.below(3) - 1,
            1 => (&one << bits) - (&one << numbers.below(bits + 1)),
            _ => {
                let digits = (0..=bits / 32).map(|_| numbers.next() as u32).collect();
                BigInt::new(Sign::Plus, digits) >> (32 - bits % 32)
            }
        };
        if numbers.below(2) == 0 { magnitude } else { -magnitude }
    }

    /// A float where things happen: at powers of two, at the ends of the exponents, of few digits, or any.
    fn float(&mut self) -> f64 {
        let numbers = &mut self.numbers;
        let near = |x: f64, by: u64| f64::from_bits(x.to_bits().wrapping_add(by).wrapping_sub(2));
        let magnitude = match numbers.below(9) {
            0 => numbers.pick(&[0.0, 0.5, 1.0, f64::MAX, f64::INFINITY, f64::NAN]),
            1 => f64::from_bits(numbers.next()),
            2 => f64::from_bits(numbers.below(1 << 52)),
            3 => near(2f64.powi(numbers.below(2000) as i32 - 1000), numbers.below(5)),
            4 => near(2f64.powi(numbers.pick(&[30, 52, 53, 62, 63, 64])), numbers.below(5)),
            5 => near(f64::MIN_POSITIVE, numbers.below(5)),
            6 => numbers.below(1000) as f64 / 2.0,
            7 => numbers.below(100_000) as f64 / 10f64.powi(numbers.below(12) as i32),
            _ => numbers.below(1 << 30) as f64,
        };
        if numbers.below(2) == 0 { magnitude } else { -magnitude }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader;

    #[test]
    fn a_program_is_as_many_expressions_and_the_same_for_the_same_seed() {
        for seed in 0..200 {
            let text = program(seed);
            assert_eq!(reader::read_all(&text).expect("it reads").len(), EXPRESSIONS, "{text}");
            assert_eq!(text, program(seed));
            assert_eq!(machine(seed).check(), Ok(()));
        }
    }
}
