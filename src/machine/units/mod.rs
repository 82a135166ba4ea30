//! The machine's units, one file each; `rtl-model/` has one module of the same name for each.
//!
//! A unit is its registers and one `step` function, which reads the old registers of this unit and
//! the inputs it is given, and ends in a [`Command`](crate::ports::Command). What is declared of it
//! stands in [`tables`]. Units import the vocabulary (words, objects, frames, ports, the table of
//! primitives, parameters), never each other. No unit does I/O, traces or allocates host memory.

pub mod alu;
pub mod apply;
pub mod arbiter;
pub mod clink;
pub mod console;
pub mod define;
pub mod digits;
pub mod eval;
pub mod eval_args;
pub mod fetch_object;
pub mod fpu;
pub mod inline;
pub mod memory;
pub mod note;
pub mod primitive;
pub mod special;
pub mod sweeper;
pub mod table;
pub mod tables;
pub mod trap;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    /// The modules of this package that a unit may know.
    const VOCABULARY: [&str; 9] =
        ["config", "frame", "layout", "notes", "numbered", "object", "ports", "primitives", "word"];

    /// Units that know another one: as a part of their own, or by wires that no bundle has.
    const EXCEPTIONS: [(&str, &str); 3] = [
        // Numbers are added where the operands are: it sees the alu's operand registers.
        ("apply", "alu"),
        // It takes what comes of floats.
        ("apply", "fpu"),
        // It has a fetch_object of its own.
        ("sweeper", "fetch_object"),
    ];

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    /// The unit that a file belongs to: the first name of its path, or in `tables` the second.
    fn unit(path: &Path, root: &Path) -> String {
        let path = path.strip_prefix(root).expect("below the root").with_extension("");
        let mut names = path.iter().map(|name| name.to_string_lossy().into_owned());
        let name = names.find(|name| name != "tables");
        name.unwrap_or_default()
    }

    /// The paths that a file names, from this package's root, without those of its tests.
    fn imports(text: &str) -> impl Iterator<Item = &str> {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        text.split(|character: char| character.is_whitespace() || "(<&".contains(character))
            .filter_map(|word| word.strip_prefix("crate::"))
    }

    #[test]
    fn a_unit_imports_the_vocabulary_and_no_other_unit() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("units");
        let mut seen = 0;
        for path in sources(&root) {
            let unit = unit(&path, &root);
            if matches!(unit.as_str(), "mod" | "table") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source");
            for import in imports(&text) {
                seen += 1;
                let mut names = import.split("::");
                let module = names.next().unwrap_or_default();
                let other = names.next().unwrap_or_default().trim_end_matches([';', ',']);
                let allowed = match module {
                    "units" => {
                        other == unit
                            || other == "table"
                            || EXCEPTIONS.contains(&(unit.as_str(), other))
                    }
                    module => VOCABULARY.contains(&module),
                };
                assert!(allowed, "{} imports crate::{import}", path.display());
            }
        }
        assert!(seen > 50, "{seen} imports");
    }
}
