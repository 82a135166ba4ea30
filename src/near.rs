//! Names near another, for "did you mean": few, and only good ones.

use strsim::damerau_levenshtein;

/// No more names than a person reads.
const MOST: usize = 3;

/// Characters of a name that somebody may have mistyped; nothing is near a longer one.
const LONGEST: usize = 64;

/// The names nearest to `name`, at most three, in the order of the alphabet. Letters inserted, left
/// out, replaced or swapped count one each: in a name of three to five letters one may differ, in a
/// longer one two. Upper and lower case are the same.
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let limit = match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=LONGEST => 2,
        _ => return Vec::new(),
    };
    let folded = name.to_lowercase();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|other| *other != name && other.len() <= 4 * LONGEST)
        .map(|other| (damerau_levenshtein(&folded, &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    found.sort_unstable();
    found.dedup();
    let least = found.first().map_or(0, |(distance, _)| *distance);
    found.retain(|(distance, _)| *distance == least);
    found.into_iter().take(MOST).map(|(_, other)| other.to_string()).collect()
}

/// `did you mean ...?` with the names, or nothing without one.
pub fn question(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("did you mean `{name}`?"),
        [names @ .., last] => {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            format!("did you mean {} or `{last}`?", names.join(", "))
        }
    }
}

/// ` (A or B?)`, if there are names near `name`, to stand behind what is wrong with it.
pub fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match near(name, known).as_slice() {
        [] => String::new(),
        found => format!(" ({}?)", found.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_nearest_names_are_named() {
        let known =
            ["length", "list", "list?", "null?", "string-length", "Fact", "x", "cadr", "cddr"];
        let near = |name: &str| near(name, known.into_iter());
        assert_eq!(near("lenght"), ["length"]);
        assert_eq!(near("lst"), ["list"]);
        assert_eq!(near("LIST"), ["list"]);
        assert_eq!(near("null"), ["null?"]);
        assert_eq!(near("fact"), ["Fact"]);
        assert_eq!(near("cdddr"), ["cddr"]);
        assert_eq!(near("y"), [""; 0]);
        assert_eq!(near("strang-lengths"), ["string-length"]);
        assert_eq!(near("vector-map"), [""; 0]);
        assert_eq!(near(&"length".repeat(20)), [""; 0]);
        assert_eq!(suggestion("lst", known), " (list?)");
        assert_eq!(suggestion("y", known), "");
    }

    #[test]
    fn the_question_reads_well() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(question(&names(&["a"])), "did you mean `a`?");
        assert_eq!(question(&names(&["a", "b", "c"])), "did you mean `a`, `b` or `c`?");
        assert_eq!(question(&[]), "");
    }
}
