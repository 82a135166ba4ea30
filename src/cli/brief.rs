//! Messages that can be read, whatever is in them.

/// Characters of a line of a message, and those at its beginning and its end that are shown if it
/// has more: it may hold whatever somebody has typed, or a program has made.
const LONGEST: usize = 1000;
const FIRST: usize = 600;
const LAST: usize = 200;

/// A message that can be read: its lines, long ones without their middle.
pub fn brief(message: &str) -> String {
    let shortened = |line: &str| {
        let count = line.chars().count();
        if count <= LONGEST {
            return line.to_string();
        }
        let first: String = line.chars().take(FIRST).collect();
        let last: String = line.chars().skip(count - LAST).collect();
        format!("{first} ... {} characters ... {last}", count - FIRST - LAST)
    };
    message.split('\n').map(shortened).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_shows_both_ends_of_a_long_line() {
        let short = format!("{}\nno such name", "x".repeat(LONGEST));
        assert_eq!(brief(&short), short);
        let long = brief(&format!("a{}é\nend\n", "x".repeat(1_000_000)));
        assert!(long.len() < LONGEST + 20, "{long}");
        assert!(long.starts_with("axx") && long.ends_with("xé\nend\n"), "{long}");
        assert!(long.contains("x ... 999202 characters ... x"), "{long}");
    }
}
