//! The table of presets in `docs/commands.md`, and the length of the README. The tables of cycles are a sweep's:
//! `tests/sweeps/`.
//!
//! `cargo xtask bless readme` rewrites the table.

use crate::manual::text;

#[test]
fn the_table_of_presets_is_up_to_date() {
    let path = "docs/commands.md";
    let before = std::fs::read_to_string(path).expect("the page");
    let mut after = before.clone();
    text::replace_block(&mut after, "presets", &conscycle::firmware::preset::table());
    text::compare_or_bless(path, &before, &after);
}

#[test]
fn the_readme_is_short() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    assert!(readme.lines().count() <= 200, "the rest belongs into docs/");
}
