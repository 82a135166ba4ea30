//! Operands for the float unit: special ones, and random ones where rounding is hard.
//!
//! Midpoints between two floats are found by arithmetic modulo powers of two, as W. Kahan's tests of
//! division and square root do ("A Test for Correctly Rounded SQRT", 1996).

use conscycle::image::random::Numbers;
use conscycle::machine::units::fpu::Operation;

const SIGN: u64 = 1 << 63;
const FRACTION: u64 = (1 << 52) - 1;
const ONE: u64 = 1023 << 52;

/// Bits of a significand.
const BITS: u32 = 53;

/// Floats at the edges of their range and of exponents, values around halves and integers' ends, and
/// NaNs; each with both signs.
pub fn specials() -> Vec<u64> {
    let mut magnitudes = vec![
        0,
        1,
        2,
        3,
        FRACTION - 1,
        FRACTION, // the largest subnormal number
        1 << 52,  // the smallest normal one
        (1 << 52) + 1,
        (2 << 52) - 1,
        (2046 << 52) | FRACTION,
        (2046 << 52) | (FRACTION - 1),
        2046 << 52,
        2047 << 52,       // infinity
        (2047 << 52) | 1, // NaNs
        (2047 << 52) | 1 << 51,
        (2047 << 52) | FRACTION,
    ];
    // A power of two, the floats beside it, and the middle of its binade.
    for exponent in [-1074 + 52, -537, -53, -52, -1, 0, 1, 52, 53, 62, 63, 512, 1022] {
        let power = ((1023 + exponent) as u64) << 52;
        magnitudes.extend([power - 1, power, power + 1, power | 1 << 51]);
    }
    magnitudes.extend([0.1, 1.0 / 3.0, 2.5, 3.0, 3.5, 10.0, 1e300].map(f64::to_bits));
    magnitudes.sort_unstable();
    magnitudes.dedup();
    magnitudes.iter().flat_map(|&bits| [bits, bits | SIGN]).collect()
}

/// Does the operation have a second operand?
pub const fn is_binary(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Add | Operation::Subtract | Operation::Multiply | Operation::Divide
    ) || compares(operation)
}

/// Is it a comparison?
const fn compares(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Less
            | Operation::LessEqual
            | Operation::Equal
            | Operation::Greater
            | Operation::GreaterEqual
    )
}

/// Random operands for an operation.
pub fn pair(operation: Operation, numbers: &mut Numbers) -> (u64, u64) {
    let hard = match operation {
        comparison if compares(comparison) => neighbours,
        Operation::Add | Operation::Subtract => near_a_tie_of_a_sum,
        Operation::Multiply => near_a_midpoint_of_a_product,
        Operation::Divide => near_a_midpoint_of_a_quotient,
        Operation::SquareRoot => near_a_midpoint_of_a_root,
        Operation::FromInteger => integer,
        _ => fraction,
    };
    let (a, b) = match numbers.below(8) {
        0 => (numbers.next(), numbers.next()),
        1 => near_exponents(numbers),
        2 => neighbours(numbers),
        3 => at_the_ends(operation, numbers),
        4 => (sparse(numbers), sparse(numbers)),
        _ => hard(numbers),
    };
    // Few roots of negative numbers: they are all alike.
    let positive = operation == Operation::SquareRoot && numbers.below(16) != 0;
    (if positive { a & !SIGN } else { a }, b)
}

/// A float with this exponent, as far as there is one; subnormal below -1022.
fn float(numbers: &mut Numbers, exponent: i64, fraction: u64) -> u64 {
    let sign = numbers.next() & SIGN;
    let biased = exponent + 1023;
    if biased < 1 {
        return sign | (fraction & FRACTION | 1 << 52) >> (1 - biased).min(63);
    }
    sign | (biased.min(2046) as u64) << 52 | fraction & FRACTION
}

/// From `low` to `high`, both included.
fn between(numbers: &mut Numbers, low: i64, high: i64) -> i64 {
    low + numbers.below((high - low + 1) as u64) as i64
}

/// Runs of ones and zeros; few bits at their ends.
fn pattern(numbers: &mut Numbers) -> u64 {
    let ones = !0 >> numbers.below(64) << numbers.below(64);
    match numbers.below(4) {
        0 => ones,
        1 => !ones,
        2 => ones ^ 1 << numbers.below(64),
        _ => 1 << numbers.below(64) | 1 << numbers.below(64),
    }
}

/// Any exponent, and a pattern.
fn sparse(numbers: &mut Numbers) -> u64 {
    let exponent = between(numbers, -80, 80);
    let fraction = pattern(numbers);
    float(numbers, exponent, fraction)
}

/// Exponents whose significands overlap, or just do not.
fn near_exponents(numbers: &mut Numbers) -> (u64, u64) {
    let exponent = between(numbers, -1060, 1023);
    let other = exponent + between(numbers, -57, 57);
    let (first, second) = (numbers.next(), numbers.next());
    (float(numbers, exponent, first), float(numbers, other, second))
}

/// Two floats with few others between them, and any signs: sums that cancel.
fn neighbours(numbers: &mut Numbers) -> (u64, u64) {
    let first = if numbers.below(2) == 0 { numbers.next() } else { sparse(numbers) };
    let bits = numbers.below(54);
    let distance = numbers.below(1 << bits);
    let second = first.wrapping_add(distance) ^ numbers.next() & SIGN;
    if numbers.below(2) == 0 { (first, second) } else { (second, first) }
}

/// Operands whose result is about where numbers become subnormal, vanish, or are too large.
fn at_the_ends(operation: Operation, numbers: &mut Numbers) -> (u64, u64) {
    let result = match numbers.below(3) {
        0 => between(numbers, 1020, 1025),
        _ => between(numbers, -1078, -1018),
    };
    let first = match operation {
        Operation::Multiply => between(numbers, (result - 1023).max(-1074), 1023),
        Operation::Divide => between(numbers, -1074, (result + 1023).min(1023)),
        _ => result,
    };
    let second = match operation {
        Operation::Multiply => result - first,
        Operation::Divide => first - result,
        _ => result + between(numbers, -3, 3),
    };
    let fraction = |numbers: &mut Numbers| {
        if numbers.below(2) == 0 { numbers.next() } else { pattern(numbers) }
    };
    let (a, b) = (fraction(numbers), fraction(numbers));
    (float(numbers, first, a), float(numbers, second, b))
}

/// A summand that ends about half a unit in the last place of the other.
fn near_a_tie_of_a_sum(numbers: &mut Numbers) -> (u64, u64) {
    let exponent = between(numbers, -960, 1022);
    let fraction = if numbers.below(2) == 0 { numbers.next() } else { pattern(numbers) };
    let first = float(numbers, exponent, fraction);
    let bits = numbers.below(4);
    let other = exponent - i64::from(BITS) + bits as i64;
    // The last bit of the second is the half, or what is one or two units off it.
    let odd = (numbers.next() | 1) << (52 - bits);
    let odd = odd.wrapping_add(numbers.below(5)).wrapping_sub(2);
    let second = float(numbers, other, odd);
    if numbers.below(2) == 0 { (first, second) } else { (second, first) }
}

/// The inverse of an odd number modulo 2^64, by Newton's iteration.
fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    for _ in 0..6 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
    }
    inverse
}

/// A float with this significand, and an exponent in the middle of the range.
fn scaled(numbers: &mut Numbers, significand: u64) -> u64 {
    let exponent = between(numbers, -400, 400);
    float(numbers, exponent, significand << (significand.leading_zeros() - 11))
}

/// Factors whose product ends in a half and at most a little more or less; or is one exactly.
fn near_a_midpoint_of_a_product(numbers: &mut Numbers) -> (u64, u64) {
    if numbers.below(4) == 0 {
        // Of 54 bits together: the last is the half.
        let bits = 2 + numbers.below(50);
        let first = numbers.next() >> (64 - bits) | 1 | 1 << (bits - 1);
        let second = numbers.next() >> (10 + bits) | 1 | 1 << (53 - bits);
        return (scaled(numbers, first), scaled(numbers, second));
    }
    loop {
        // Below its first 53 bits a product has 52 or 53 others.
        let below = 52 + numbers.below(2);
        let first = numbers.next() >> 11 | 1 << 52 | 1;
        let wanted = (1u64 << (below - 1)).wrapping_add(numbers.below(9)).wrapping_sub(4);
        let second = wanted.wrapping_mul(inverse(first)) & ((1 << below) - 1);
        let second = second | (53 - below) << 52;
        let product = u128::from(first) * u128::from(second);
        if second >> 52 == 1 && product >> (below + 52) == 1 {
            return (scaled(numbers, first), scaled(numbers, second));
        }
    }
}

/// Operands whose quotient is next to a midpoint, or to a float of 52 bits:
/// `quotient` * `divisor` = `dividend` * 2^54 + `rest`.
fn near_a_midpoint_of_a_quotient(numbers: &mut Numbers) -> (u64, u64) {
    loop {
        let divisor = numbers.next() >> 11 | 1 << 52 | 1;
        let rest = between(numbers, -8, 7) * 2 + 1;
        let below = 53 + numbers.below(2);
        let quotient = (rest as u64).wrapping_mul(inverse(divisor)) & ((1 << below) - 1);
        let product = i128::from(quotient) * i128::from(divisor);
        let dividend = (product - i128::from(rest)) >> below;
        if quotient >> (below - 1) == 1 {
            return (scaled(numbers, dividend as u64), scaled(numbers, divisor));
        }
    }
}

/// A radicand whose root is next to a midpoint: `midpoint`^2 = `radicand` * 2^54 + `rest`, or 2^55.
fn near_a_midpoint_of_a_root(numbers: &mut Numbers) -> (u64, u64) {
    let rest = between(numbers, -64, 63) * 8 + 1;
    // The root modulo 2^55 of what is 1 modulo 8, a bit at a time.
    let mut midpoint = 1u64;
    for bit in 3..55 {
        if (midpoint.wrapping_mul(midpoint) ^ rest as u64) >> bit & 1 != 0 {
            midpoint |= 1 << (bit - 1);
        }
    }
    let midpoint = if midpoint >> 53 == 1 { midpoint } else { (1 << 54) - midpoint };
    let square = i128::from(midpoint) * i128::from(midpoint) - i128::from(rest);
    let below = if square >> 107 == 0 { 54 } else { 55 };
    let exponent = 2 * between(numbers, -250, 250) + below % 2;
    (float(numbers, exponent, (square >> below) as u64) & !SIGN, 0)
}

/// An integer of any length; or one with a half below its first 53 bits, and a little more or less.
fn integer(numbers: &mut Numbers) -> (u64, u64) {
    let shortest = numbers.pick(&[12, 64]);
    let value = numbers.next() >> numbers.below(shortest);
    let bits = 64 - value.leading_zeros();
    let value = if bits > BITS + 1 && numbers.below(2) == 0 {
        let half = 1 << (bits - BITS - 1);
        ((value | half) & !(half - 1)).wrapping_add(numbers.below(3)).wrapping_sub(1)
    } else {
        value
    };
    (if numbers.below(2) == 0 { value } else { value.wrapping_neg() }, 0)
}

/// A float about as long as its integer part; or an integer or a half, and what is beside it.
fn fraction(numbers: &mut Numbers) -> (u64, u64) {
    let exponent = between(numbers, -3, 66);
    let mut fraction = numbers.next();
    if numbers.below(2) == 0 {
        let kept = (exponent + between(numbers, 0, 2)).clamp(0, 52);
        fraction = (fraction & FRACTION) >> (52 - kept) << (52 - kept);
    }
    let value = float(numbers, exponent, fraction);
    (value.wrapping_add(numbers.below(3)).wrapping_sub(1), ONE)
}
