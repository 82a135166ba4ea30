//! The manual's text: that of a table in the form that the manual has it, and generated blocks.

/// What happens in a cycle: the second paragraph of a state's text.
pub fn cycle(text: &[&str]) -> String {
    let mut paragraphs = text.split(|line| line.trim().is_empty());
    sentence(paragraphs.nth(1).expect("a state says what happens in a cycle"))
}

/// Lines of text in one.
pub fn sentence(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// A sentence as it stands in a table: without its full stop, and without a capital that only the
/// beginning of a sentence has.
pub fn phrase(sentence: &str) -> String {
    let text = sentence.trim_end_matches('.');
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_string(),
    }
}

/// Puts a generated block into the manual.
pub fn replace_block(manual: &mut String, name: &str, block: &str) {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let start = manual.find(&begin).unwrap_or_else(|| panic!("{begin}")) + begin.len();
    let stop = start + manual[start..].find(&end).unwrap_or_else(|| panic!("{end}"));
    manual.replace_range(start..stop, block);
}

/// Writes the manual, if that is asked for; else the generated blocks must be as they are there.
pub fn compare_or_bless(path: &str, before: &str, after: &str, test: &str) {
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        std::fs::write(path, after).expect("the manual writes");
        return;
    }
    for (old, new) in before.lines().zip(after.lines()) {
        assert_eq!(old, new, "CONSCYCLE_BLESS=1 cargo test --test {test} writes it again");
    }
    assert_eq!(before, after);
}
