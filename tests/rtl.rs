//! The generated files of `rtl-model/` are those that the model's tables make.
//!
//! `CONSCYCLE_BLESS=1 cargo test --test rtl` rewrites them.

use conscycle::rtl;

#[test]
fn generated_files_are_fresh() {
    for file in rtl::generated() {
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(file.path, file.text).expect("a writable file");
            continue;
        }
        let committed = std::fs::read_to_string(file.path).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is stale: CONSCYCLE_BLESS=1 cargo test --test rtl",
            file.path
        );
    }
}
