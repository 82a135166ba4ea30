//! Names that may have been meant.

/// Names shown at most.
const SHOWN: usize = 5;

/// Names longer than this are compared by their beginnings only.
const LONGEST: usize = 64;

/// Those of `names` that are like `name`, the nearest first: with few letters changed, or one in the
/// other.
pub fn near<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = name.to_ascii_lowercase();
    let most = 1 + wanted.chars().count() / 4;
    let rank = |known: &str| {
        let known = known.to_ascii_lowercase();
        let (short, long) =
            if known.len() < wanted.len() { (&known, &wanted) } else { (&wanted, &known) };
        if short.len() >= 4 && long.contains(short.as_str()) {
            return Some(0);
        }
        if long.len() > LONGEST {
            return None;
        }
        Some(distance(&wanted, &known)).filter(|&distance| distance <= most)
    };
    let mut found: Vec<(usize, &str)> =
        names.into_iter().filter_map(|known| Some((rank(known)?, known))).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(SHOWN).map(|(_, known)| known).collect()
}

/// ` (A or B?)`, if there are names like `name`, to stand behind what is wrong with it.
pub fn suggestion<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    match near(name, names).as_slice() {
        [] => String::new(),
        found => format!(" ({}?)", found.join(" or ")),
    }
}

/// Letters to be changed, put in or left out to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_that_differ_in_few_letters() {
        let names = ["Apply", "ApplyDispatch", "EvalDispatch", "Eval", "Root", "n"];
        assert_eq!(near("Aply", names), ["Apply"]);
        assert_eq!(near("apply", names), ["Apply", "ApplyDispatch"]);
        assert_eq!(near("Dispatch", names), ["ApplyDispatch", "EvalDispatch"]);
        assert!(near("Nope", names).is_empty());
        assert!(near(&"x".repeat(1_000_000), names).is_empty());
        assert_eq!(suggestion("Rot", names), " (Root?)");
        assert_eq!(suggestion("Nope", names), "");
        assert_eq!((distance("kitten", "sitting"), distance("", "ab")), (3, 2));
    }
}
