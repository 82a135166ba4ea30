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

/// The same with every character by its number, as in `\u{202e}`, that is not to be seen, or that changes
/// how others are shown: a terminal would obey it, and a message would not say what is there. Lines
/// end, and tabs stay.
pub fn visible(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    for character in message.chars() {
        if is_hidden(character) {
            text.extend(character.escape_unicode());
        } else {
            text.push(character);
        }
    }
    text
}

/// Is it a control character, or one of Unicode's that take no room: marks of direction, joiners,
/// spaces of no width, tags?
pub fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(visible("λ\t(a \"é\")\n"), "λ\t(a \"é\")\n");
        let text = visible("a\u{202e}b\u{2066}c\u{200b}\x1b[8m\r\u{feff}\u{e0041}");
        let expected = r"a\u{202e}b\u{2066}c\u{200b}\u{1b}[8m\u{d}\u{feff}\u{e0041}";
        assert_eq!(text, expected);
    }

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
