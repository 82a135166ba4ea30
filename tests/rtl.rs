//! The generated files of `rtl-model/` are those that the model's tables make, and its mutations fit it.
//!
//! `CONSCYCLE_BLESS=1 cargo test --test rtl` rewrites them.

use conscycle::rtl;

#[test]
fn generated_files_are_fresh() {
    for file in rtl::generated() {
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(&file.path, file.text).expect("a writable file");
            continue;
        }
        let committed = std::fs::read_to_string(&file.path).unwrap_or_default();
        assert!(
            committed == file.text,
            "{} is stale: CONSCYCLE_BLESS=1 cargo test --test rtl",
            file.path
        );
    }
}

#[test]
fn every_mutation_still_finds_its_text() {
    let check = std::process::Command::new("rtl-model/mutate.py").arg("--check").output();
    let check = check.expect("python3 runs rtl-model/mutate.py");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}
