//! Counts as people write them: `64K`, `1M`, `250000`.

use std::num::NonZeroUsize;

/// The value of a count; K, M and G count 1024s.
///
/// # Errors
/// What is wrong with the text, in words.
pub fn count(text: &str) -> Result<u64, String> {
    let unit = match text.as_bytes().last() {
        Some(b'K' | b'k') => 1 << 10,
        Some(b'M' | b'm') => 1 << 20,
        Some(b'G' | b'g') => 1 << 30,
        _ => 1,
    };
    let digits = if unit == 1 { text } else { &text[..text.len() - 1] };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("a count is expected, as 5000, 64K or 1M".to_string());
    }
    let number: Option<u64> = digits.parse().ok();
    number
        .and_then(|number| number.checked_mul(unit))
        .ok_or_else(|| "more than 64 bits count".to_string())
}

/// A count that is not 0.
///
/// # Errors
/// As [`count`].
pub fn positive(text: &str) -> Result<u64, String> {
    match count(text)? {
        0 => Err("1 or more is expected".to_string()),
        count => Ok(count),
    }
}

/// A count that is not 0, for 32 bits.
///
/// # Errors
/// As [`count`].
pub fn positive_u32(text: &str) -> Result<u32, String> {
    u32::try_from(positive(text)?).map_err(|_| "more than 32 bits count".to_string())
}

/// A count of things in the host's memory.
///
/// # Errors
/// As [`count`].
pub fn size(text: &str) -> Result<usize, String> {
    usize::try_from(count(text)?).map_err(|_| "more than this computer counts".to_string())
}

/// A count of things in the host's memory that is not 0.
///
/// # Errors
/// As [`count`].
pub fn positive_size(text: &str) -> Result<NonZeroUsize, String> {
    NonZeroUsize::new(size(text)?).ok_or_else(|| "1 or more is expected".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::parameter::words;

    #[test]
    fn units_count_1024s() {
        let table = [("0", 0), ("7", 7), ("64K", 65_536), ("1m", 1 << 20), ("4G", 4 << 30)];
        for (text, value) in table {
            assert_eq!(count(text), Ok(value), "{text}");
        }
        for text in ["", "K", "-1", "+1", "1.5M", "1KK", "1 K", "0x10", "x", "é", "99999999999G"] {
            assert!(count(text).is_err(), "{text}");
        }
        assert!(positive("0K").is_err() && positive_u32("4G").is_err());
        for number in [0, 1, 1000, 1 << 10, 3 << 20, (1 << 20) + 1024] {
            assert_eq!(count(&words(number)), Ok(number.into()));
        }
    }
}
