//! Numbers as text: integers, ratios, decimal numbers, and the prefixes that tell which is meant.

use super::error::Problem;
use super::float::parse_float;
use super::notation::{is_digits, without_sign};
use super::syntax::Datum;
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;

/// Characters of the longest number: a longer one would take long to be read.
const MOST_DIGITS: usize = 100_000;

/// What a prefix says of a number, whatever its text looks like.
#[derive(Clone, Copy)]
enum Exactness {
    Exact,
    Inexact,
}

/// The number that a text without a prefix stands for, if it is one. Only decimal numbers have a point or an
/// exponent.
pub(super) fn number(text: &str, radix: u32) -> Result<Option<Datum>, Problem> {
    if is_digits(without_sign(text), radix) {
        return integer(text, radix).map(Some);
    }
    if let Some((numerator, denominator)) = text.split_once('/')
        && is_digits(without_sign(numerator), radix)
        && is_digits(denominator, radix)
    {
        return ratio(text, numerator, denominator, radix).map(Some);
    }
    match parse_float(text) {
        Some(_) if radix != 10 => Ok(None),
        Some(_) if text.len() > MOST_DIGITS => Err(Problem::NumberTooLarge),
        value => Ok(value.map(Datum::Float)),
    }
}

/// The number that a text stands for that begins with `#x`, `#o`, `#b` or `#d` for its radix, with `#e` or `#i`
/// for an exact or an inexact number, or with both; none if it begins with something else.
pub(super) fn prefixed(token: &str) -> Result<Option<Datum>, Problem> {
    let (mut radix, mut exactness, mut text) = (None, None, token);
    while let Some(rest) = text.strip_prefix('#') {
        let is_second = match rest.bytes().next().map(|letter| letter.to_ascii_lowercase()) {
            Some(b'x') => radix.replace(16).is_some(),
            Some(b'o') => radix.replace(8).is_some(),
            Some(b'b') => radix.replace(2).is_some(),
            Some(b'd') => radix.replace(10).is_some(),
            Some(b'e') => exactness.replace(Exactness::Exact).is_some(),
            Some(b'i') => exactness.replace(Exactness::Inexact).is_some(),
            _ => true,
        };
        if is_second {
            return Ok(None);
        }
        text = &rest[1..];
    }
    let radix = radix.unwrap_or(10);
    let malformed = || Problem::MalformedNumber { token: token.to_owned(), radix };
    let number = number(text, radix)?.ok_or_else(malformed)?;
    match (exactness, number) {
        (Some(Exactness::Exact), Datum::Float(value)) if value.is_nan() => Err(malformed()),
        (Some(Exactness::Exact), Datum::Float(_)) => {
            exact_decimal(text).ok_or_else(malformed)?.map(Some)
        }
        (Some(Exactness::Inexact), number) => Ok(Some(Datum::Float(nearest(number)))),
        (_, number) => Ok(Some(number)),
    }
}

/// The integer that digits with a sign or without one stand for.
fn integer(number: &str, radix: u32) -> Result<Datum, Problem> {
    if let Ok(value) = i64::from_str_radix(number, radix) {
        return Ok(Datum::Integer(value));
    }
    if number.len() > MOST_DIGITS {
        return Err(Problem::NumberTooLarge);
    }
    let value = BigInt::parse_bytes(number.as_bytes(), radix);
    value.map(Datum::BigInteger).ok_or(Problem::NumberTooLarge)
}

/// The rational number, which may be an integer, that two integers stand for.
fn ratio(text: &str, numerator: &str, denominator: &str, radix: u32) -> Result<Datum, Problem> {
    if text.len() > MOST_DIGITS {
        return Err(Problem::NumberTooLarge);
    }
    let parse = |text: &str| BigInt::parse_bytes(text.as_bytes(), radix).unwrap_or_default();
    let (numerator, denominator) = (parse(numerator), parse(denominator));
    if denominator.sign() == Sign::NoSign {
        return Err(Problem::ZeroDenominator(text.to_owned()));
    }
    Ok(quotient(&numerator, &denominator))
}

/// An integer or a ratio in lowest terms.
fn quotient(numerator: &BigInt, denominator: &BigInt) -> Datum {
    let common = numerator.gcd(denominator);
    let (numerator, denominator) = (numerator / &common, denominator / common);
    if denominator.magnitude().bits() > 1 {
        return Datum::Ratio(numerator, denominator);
    }
    i64::try_from(&numerator).map_or_else(|_| Datum::BigInteger(numerator), Datum::Integer)
}

/// The number itself that a decimal number denotes, which the nearest float need not be; none of an infinity.
fn exact_decimal(text: &str) -> Option<Result<Datum, Problem>> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let places = mantissa.split_once('.').map_or(0, |(_, places)| places.len());
    let digits = BigInt::parse_bytes(mantissa.replacen('.', "", 1).as_bytes(), 10)?;
    let scale =
        exponent.parse::<i64>().ok().and_then(|exponent| exponent.checked_sub(places as i64));
    let Some(scale) = scale.filter(|scale| scale.unsigned_abs() <= MOST_DIGITS as u64) else {
        return Some(Err(Problem::NumberTooLarge));
    };
    let power = BigInt::from(10).pow(scale.unsigned_abs() as u32);
    let one = BigInt::from(1);
    Some(Ok(if scale < 0 { quotient(&digits, &power) } else { quotient(&(digits * power), &one) }))
}

/// The float that is nearest to a number; of two, the even one.
fn nearest(number: Datum) -> f64 {
    match number {
        Datum::Float(value) => value,
        Datum::Integer(value) => value as f64,
        Datum::Ratio(numerator, denominator) => {
            nearest_to_ratio(&numerator, denominator.magnitude())
        }
        Datum::BigInteger(value) => nearest_to_ratio(&value, &BigUint::from(1u32)),
        _ => unreachable!("no other datum is a number"),
    }
}

/// The quotient is taken to 66 bits or 67 of which the last is 1 if there is a remainder: no float, and no middle
/// between two, lies between that and the ratio. Its decimal digits are read as a float.
fn nearest_to_ratio(numerator: &BigInt, denominator: &BigUint) -> f64 {
    let sign = if numerator.sign() == Sign::Minus { -1.0 } else { 1.0 };
    let numerator = numerator.magnitude();
    let bits = numerator.bits() as i64 - denominator.bits() as i64;
    if !(-1080..=1030).contains(&bits) {
        return sign * if bits < 0 { 0.0 } else { f64::INFINITY };
    }
    let shift = 66 - bits;
    let width = shift.unsigned_abs();
    let (mut quotient, rest) = if shift < 0 {
        numerator.div_rem(&(denominator << width))
    } else {
        (numerator << width).div_rem(denominator)
    };
    quotient.set_bit(0, quotient.bit(0) || rest.bits() > 0);
    let text = if shift < 0 {
        (quotient << width).to_string()
    } else {
        format!("{}e-{width}", quotient * BigUint::from(5u32).pow(width as u32))
    };
    sign * text.parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(token: &str) -> String {
        match prefixed(token) {
            Ok(Some(number)) => number.to_string(),
            Ok(None) => "none".to_owned(),
            Err(problem) => problem.to_string(),
        }
    }

    #[test]
    fn prefixes_tell_the_radix_and_whether_a_number_is_exact() {
        for (token, text) in [
            ("#x1F", "31"),
            ("#X-1f", "-31"),
            ("#b1/10", "1/2"),
            ("#d1.5", "1.5"),
            ("#D1e3", "1000.0"),
            ("#e1.5", "3/2"),
            ("#e-1.25e1", "-25/2"),
            ("#e1e30", "1000000000000000000000000000000"),
            ("#e.5", "1/2"),
            ("#e12", "12"),
            ("#e1/3", "1/3"),
            ("#i1/3", "0.3333333333333333"),
            ("#i-7", "-7.0"),
            ("#i1.5", "1.5"),
            ("#x#e10", "16"),
            ("#i#b101", "5.0"),
            ("#I#X-F", "-15.0"),
            ("#x#x1", "none"),
            ("#e#i1", "none"),
            ("#e#x#e1", "none"),
            ("#foo", "none"),
            ("#", "none"),
            ("#é", "none"),
            ("#x", "`#x` is not a number in base 16"),
            ("#e", "`#e` is not a number in base 10"),
            ("#x1.5", "`#x1.5` is not a number in base 16"),
            ("#e+inf.0", "`#e+inf.0` is not a number in base 10"),
            ("#e-inf.0", "`#e-inf.0` is not a number in base 10"),
            ("#e+nan.0", "`#e+nan.0` is not a number in base 10"),
            ("#b1/0", "the denominator of `1/0` is zero"),
            ("#e1e999999999", "number too large: it has more than 100,000 digits"),
            ("#e1e99999999999999999999", "number too large: it has more than 100,000 digits"),
        ] {
            assert_eq!(read(token), text, "{token}");
        }
    }

    #[test]
    fn the_nearest_float_is_the_one_that_the_digits_are_read_as() {
        for text in [
            "0.1",
            "9007199254740993.0",
            "9007199254740993.000000000000000000000000000001",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "4.9e-324",
            "1e-400",
            "-1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e400",
            "123456789.123456789",
        ] {
            let exact = exact_decimal(text).expect("it is finite").expect("it is short");
            let float: f64 = text.parse().expect("it is a float");
            assert_eq!(nearest(exact).to_bits(), float.to_bits(), "{text}");
        }
    }
}
