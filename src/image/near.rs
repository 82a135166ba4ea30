//! Names near another, for "did you mean": few, and only good ones.

use strsim::damerau_levenshtein;

/// No more names than a person reads.
const MOST: usize = 3;

/// The names nearest to `name`, at most three, in the order of the alphabet. Letters inserted, left
/// out, replaced or swapped count one each: in a name of three to five letters one may differ, in a
/// longer one two. Upper and lower case are the same.
pub fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<String> {
    let length = name.chars().count();
    let limit = match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    let folded = name.to_lowercase();
    let mut found: Vec<(usize, &str)> = known
        .filter(|other| *other != name && other.chars().count().abs_diff(length) <= limit)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_nearest_names_are_named() {
        let known =
            ["length", "list", "list?", "null?", "string-length", "Fact", "x", "cadr", "cddr"];
        let near = |name| near(name, known.into_iter());
        assert_eq!(near("lenght"), ["length"]);
        assert_eq!(near("lst"), ["list"]);
        assert_eq!(near("LIST"), ["list"]);
        assert_eq!(near("null"), ["null?"]);
        assert_eq!(near("fact"), ["Fact"]);
        assert_eq!(near("cdddr"), ["cddr"]);
        assert_eq!(near("y"), [""; 0]);
        assert_eq!(near("strang-lengths"), ["string-length"]);
        assert_eq!(near("vector-map"), [""; 0]);
        assert_eq!(near(&"x".repeat(1_000_000)), [""; 0]);
    }

    #[test]
    fn the_question_reads_well() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(question(&names(&["a"])), "did you mean `a`?");
        assert_eq!(question(&names(&["a", "b", "c"])), "did you mean `a`, `b` or `c`?");
        assert_eq!(question(&[]), "");
    }
}
