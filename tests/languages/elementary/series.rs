//! Elementary functions by other means than the library's: series of integers, which stand for fractions of 1,400
//! bits.

use std::sync::LazyLock;

use num_bigint::{BigInt, Sign};

/// Bits behind the point: 300 more than the smallest float has before its first 1.
const BITS: u64 = 1400;

/// Of pi and the reduction of large angles: as many again as the largest float has before the point.
const MORE: u64 = 1100;

/// The number m 2^e.
#[derive(Debug, Clone)]
pub struct Real {
    m: BigInt,
    e: i64,
}

static ONE: LazyLock<BigInt> = LazyLock::new(|| BigInt::from(1) << BITS);

/// The logarithm of 2, as twice the arcus tangent hyperbolicus of 1/3.
static LOG_TWO: LazyLock<BigInt> = LazyLock::new(|| artanh(&(&*ONE / 3)) * 2);

/// Pi by J. Machin's formula, with more bits.
static PI: LazyLock<BigInt> = LazyLock::new(|| {
    let one = BigInt::from(1) << (BITS + MORE);
    (inverse_arctangent(5, &one) * 4 - inverse_arctangent(239, &one)) * 4
});

/// The arcus tangent of 1 / n.
fn inverse_arctangent(n: u32, one: &BigInt) -> BigInt {
    let (mut power, mut sum, mut k) = (one / n, BigInt::ZERO, 1);
    while power.sign() != Sign::NoSign {
        sum += &power / k * if k % 4 == 1 { 1 } else { -1 };
        power /= n * n;
        k += 2;
    }
    sum
}

fn pi() -> BigInt {
    &*PI >> MORE
}

fn product(a: &BigInt, b: &BigInt) -> BigInt {
    (a * b) >> BITS
}

fn quotient(a: &BigInt, b: &BigInt) -> BigInt {
    (a << BITS) / b
}

/// Half of the logarithm of (1 + s) / (1 - s).
fn artanh(s: &BigInt) -> BigInt {
    odd_series(s, &product(s, s))
}

/// x + x z / 3 + x z^2 / 5 + ...
fn odd_series(x: &BigInt, z: &BigInt) -> BigInt {
    let (mut power, mut sum, mut k) = (x.clone(), BigInt::ZERO, 1);
    // What is negative is rounded down: it would never be 0.
    while power.bits() > 1 {
        sum += &power / k;
        power = product(&power, z);
        k += 2;
    }
    sum
}

/// first + first z / ((n + 1) (n + 2)) + first z^2 / ((n + 1) ... (n + 4)) + ...
fn factorial_series(first: &BigInt, z: &BigInt, mut n: u64) -> BigInt {
    let (mut term, mut sum) = (first.clone(), BigInt::ZERO);
    while term.bits() > 1 {
        sum += &term;
        term = product(&term, z) / ((n + 1) * (n + 2));
        n += 2;
    }
    sum
}

/// The significand and the exponent of a finite float.
pub fn parts(x: f64) -> (BigInt, i64) {
    let (exponent, fraction) = ((x.to_bits() >> 52 & 2047) as i64, x.to_bits() & ((1 << 52) - 1));
    let m = if exponent == 0 { fraction } else { fraction | 1 << 52 };
    let sign = if x.is_sign_negative() { -1 } else { 1 };
    (BigInt::from(m) * sign, exponent.max(1) - 1075)
}

/// m 2^e as a fraction with so many bits.
fn fixed(m: &BigInt, e: i64, bits: u64) -> BigInt {
    let shift = e + bits as i64;
    if shift < 0 { m >> -shift } else { m << shift }
}

fn fraction(x: f64) -> BigInt {
    let (m, e) = parts(x);
    fixed(&m, e, BITS)
}

fn real(m: BigInt) -> Real {
    Real { m, e: -(BITS as i64) }
}

/// e to the power x.
fn power_of_e(x: &BigInt) -> Real {
    let k = x / &*LOG_TWO;
    // 2^32 times smaller, then squared as often.
    let r = (x - &k * &*LOG_TWO) >> 32;
    let mut power =
        factorial_series(&ONE, &product(&r, &r), 0) + factorial_series(&r, &product(&r, &r), 1);
    for _ in 0..32 {
        power = product(&power, &power);
    }
    Real { m: power, e: i64::try_from(k).expect("a middling power") - BITS as i64 }
}

/// The logarithm of m 2^e, which is positive.
fn logarithm((m, e): (BigInt, i64)) -> BigInt {
    let bits = m.bits() as i64;
    let (mut f, mut k) = (fixed(&m, -bits, BITS), e + bits);
    // From 2/3 to 4/3.
    if &f * 3 < &*ONE * 2 {
        (f, k) = (f * 2, k - 1);
    }
    artanh(&quotient(&(&f - &*ONE), &(&f + &*ONE))) * 2 + &*LOG_TWO * k
}

/// Sine and cosine.
fn sine_and_cosine(x: f64) -> (BigInt, BigInt) {
    let (m, e) = parts(x);
    let (x, quarter) = (fixed(&m, e, BITS + MORE), &*PI / 2);
    let turns: BigInt = (&x * 2 + &quarter) / (&quarter * 2);
    let turns = if &turns * &quarter * 2 > &x * 2 + &quarter { turns - 1 } else { turns };
    let r: BigInt = (x - &turns * quarter) >> MORE;
    let z = -product(&r, &r);
    let (sine, cosine) = (factorial_series(&r, &z, 1), factorial_series(&ONE, &z, 0));
    match i64::try_from(((turns % 4i32) + 4i32) % 4i32) {
        Ok(0) => (sine, cosine),
        Ok(1) => (cosine, -sine),
        Ok(2) => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// The arcus tangent of y / x, where neither is negative.
fn arctangent(y: &BigInt, x: &BigInt) -> BigInt {
    if y > x {
        return pi() / 2 - arctangent(x, y);
    }
    let mut t = quotient(y, x);
    // Halved, until it is small.
    for _ in 0..8 {
        let root = ((&*ONE * &*ONE) + &t * &t).sqrt();
        t = quotient(&t, &(&*ONE + root));
    }
    odd_series(&t, &-product(&t, &t)) << 8
}

/// The angle of the point (x, y).
fn angle(y: &BigInt, x: &BigInt) -> BigInt {
    let (zero, magnitude) = (BigInt::ZERO, |n: &BigInt| n.magnitude().clone().into());
    let angle = arctangent(&magnitude(y), &magnitude(x));
    let angle = if *x < zero { pi() - angle } else { angle };
    if *y < zero { -angle } else { angle }
}

/// The function with this name, of finite floats; of those with two operands y is the second. It has a value there.
pub fn value(name: &str, x: f64, y: f64) -> Real {
    let one = &*ONE;
    match name {
        "exp" => power_of_e(&fraction(x)),
        "log" => real(logarithm(parts(x))),
        "log-base" => real(quotient(&logarithm(parts(x)), &logarithm(parts(y)))),
        "expt" => power_of_e(&product(&logarithm(parts(x)), &fraction(y))),
        "sin" => real(sine_and_cosine(x).0),
        "cos" => real(sine_and_cosine(x).1),
        "tan" => {
            let (sine, cosine) = sine_and_cosine(x);
            real(quotient(&sine, &cosine))
        }
        "asin" | "acos" => {
            let x = fraction(x);
            let root = (one * one - &x * &x).sqrt();
            real(if name == "asin" { angle(&x, &root) } else { angle(&root, &x) })
        }
        "atan" => real(angle(&fraction(x), one)),
        "atan-of-two" => real(angle(&fraction(x), &fraction(y))),
        _ => panic!("no function {name}"),
    }
}

impl Real {
    /// How far a float is from the number, in units of the last place that a float of the number's size has.
    pub fn error(&self, float: f64) -> f64 {
        let first = self.m.bits() as i64 + self.e - 1;
        if float.is_infinite() && first >= 1023 {
            let least = (BigInt::from(1) << 54) - 1;
            let beyond = self.m.magnitude() >> (self.m.bits() - 54);
            let is_right = first > 1023 || BigInt::from(beyond) >= least;
            return if is_right { 0.0 } else { f64::INFINITY };
        }
        if !float.is_finite() {
            return f64::INFINITY;
        }
        let (m, e) = parts(float);
        let least = e.min(self.e);
        let difference = (&self.m << (self.e - least)) - (m << (e - least));
        // In thousands and twenty-fours.
        let unit = first.max(-1022) - 52 - 10;
        let units = fixed(&difference, least - unit, 0);
        units.magnitude().to_string().parse::<f64>().expect("a number") / 1024.0
    }
}
