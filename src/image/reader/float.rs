//! Floats as text.

use super::notation::{is_digits, without_sign};

/// The shortest decimal text that is read as this float and no other: `0.1`, `-2.0`, `1.5e-7`, `1e21`. With
/// an exponent where the point would stand more than 21 digits behind the first one or 7 before it. Infinities
/// and NaN are `+inf.0`, `-inf.0`, `+nan.0`.
pub fn float_text(value: f64) -> String {
    if value.is_nan() {
        return "+nan.0".to_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value.is_infinite() {
        return if sign.is_empty() { "+inf.0" } else { "-inf.0" }.to_owned();
    }
    // The library's text of the shortest digits: `d.ddde-7`.
    let text = format!("{:e}", value.abs());
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits: String = digits.chars().filter(|&c| c != '.').collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let text = match exponent {
        0..=20 => {
            let whole = exponent as usize + 1;
            let (before, after) = digits.split_at(whole.min(digits.len()));
            let zeros = "0".repeat(whole - before.len());
            format!("{before}{zeros}.{}", if after.is_empty() { "0" } else { after })
        }
        -7..0 => format!("0.{}{digits}", "0".repeat(-exponent as usize - 1)),
        _ => {
            let (first, others) = digits.split_at(1);
            let point = if others.is_empty() { "" } else { "." };
            format!("{first}{point}{others}e{exponent}")
        }
    };
    format!("{sign}{text}")
}

/// The float that a text stands for: digits with a point, an exponent or both, or the name of an infinity or of
/// NaN. Rounded correctly, whatever its digits.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    match text {
        "+inf.0" => Some(f64::INFINITY),
        "-inf.0" => Some(f64::NEG_INFINITY),
        "+nan.0" | "-nan.0" => Some(f64::NAN),
        _ => is_decimal(text).then(|| text.parse().ok()).flatten(),
    }
}

/// Has it the form of a decimal number: a sign or none, digits with a point or without one, an exponent or none?
fn is_decimal(text: &str) -> bool {
    let text = without_sign(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    is_digits(&mantissa.replacen('.', "", 1), 10) && is_digits(without_sign(exponent), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_people_write_them() {
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (100.0, "100.0"),
            (1180591620717411303424.0, "1.1805916207174113e21"),
            (123456789012345680000.0, "123456789012345680000.0"),
            (1e20, "100000000000000000000.0"),
            (1e21, "1e21"),
            (1e-6, "0.000001"),
            (1e-7, "0.0000001"),
            (1.5e-8, "1.5e-8"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e308"),
            (f64::INFINITY, "+inf.0"),
            (f64::NEG_INFINITY, "-inf.0"),
            (f64::NAN, "+nan.0"),
        ] {
            assert_eq!(float_text(value), text);
            let read = parse_float(text).expect("it is a float");
            assert!(read.to_bits() == value.to_bits() || read.is_nan() && value.is_nan(), "{text}");
        }
    }

    #[test]
    fn what_is_read_as_a_float() {
        for (text, value) in [
            (".5", 0.5),
            ("1.", 1.0),
            ("+1e3", 1000.0),
            ("-2.5E-3", -0.0025),
            ("1e400", f64::INFINITY),
            ("9007199254740993.0", 9007199254740992.0),
            ("9007199254740993.00000000000000000000000000001", 9007199254740994.0),
        ] {
            assert_eq!(parse_float(text), Some(value), "{text}");
        }
        for text in ["", ".", "e5", "1e", "1.5.2", "1e+-5", "+-1.5", "inf", "nan", "1e5.0", "--1.0"]
        {
            assert_eq!(parse_float(text), None, "{text}");
        }
    }
}
