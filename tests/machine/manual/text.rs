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

/// Puts a generated block into the manual.
pub fn replace_block(manual: &mut String, name: &str, block: &str) {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let start = manual.find(&begin).unwrap_or_else(|| panic!("{begin}")) + begin.len();
    let stop = start + manual[start..].find(&end).unwrap_or_else(|| panic!("{end}"));
    manual.replace_range(start..stop, block);
}

/// Writes the manual, if that is asked for; else the generated blocks must be as they are there.
pub fn compare_or_bless(path: &str, before: &str, after: &str) {
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        std::fs::write(path, after).expect("the manual writes");
        return;
    }
    for (old, new) in before.lines().zip(after.lines()) {
        assert_eq!(old, new, "cargo xtask bless writes it again");
    }
    assert_eq!(before, after);
}
