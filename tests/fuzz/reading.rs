//! Programs: those of the tests and the examples, damaged.

use conscycle::image::reader::read_all;
use proptest::prelude::*;

use crate::bounded::{conscycle, each, in_time, understands};
use crate::damage::{Bytes, damaged, files};

fn seeds() -> Vec<Vec<u8>> {
    [files("tests/programs", ".lisp", 4000), files("examples", ".lisp", 8000)].concat()
}

#[test]
fn a_damaged_text_is_data_or_an_error_with_its_place() {
    each(4000, damaged(seeds()), |Bytes(bytes)| {
        let text = String::from_utf8_lossy(&bytes);
        match in_time(|| read_all(&text))? {
            Ok(forms) => {
                // What is read can be written, and is then read as the same.
                for form in forms {
                    let written = form.datum.to_string();
                    let again = read_all(&written).map_err(|error| {
                        TestCaseError::fail(format!("{written:?} is not read: {error}"))
                    })?;
                    prop_assert_eq!(again.len(), 1, "{}", &written);
                    prop_assert_eq!(again[0].datum.to_string(), written);
                }
            }
            Err(error) => {
                let span = error.span();
                prop_assert!(text.get(span.start..span.end).is_some(), "{error} at {span:?}");
            }
        }
        Ok(())
    });
}

#[test]
fn a_damaged_program_runs_or_is_told_to_be_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = ["run", "p.lisp", "--max-cycles", "200000"];
    std::fs::write(folder.path().join("p.lisp"), "(+ 1 2)").expect("a file");
    understands(folder.path(), &run, b"");
    each(120, damaged(seeds()), |Bytes(bytes)| {
        std::fs::write(folder.path().join("p.lisp"), &bytes).expect("a file");
        conscycle(folder.path(), &run, b"input").map(drop)
    });
}

#[test]
fn a_damaged_session_of_the_shell_goes_on_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    // Some of the programs do not end by themselves.
    let repl = ["repl", "--max-cycles", "50M"];
    understands(folder.path(), &repl, b"(+ 1 2)\n");
    each(40, damaged(seeds()), |Bytes(bytes)| conscycle(folder.path(), &repl, &bytes).map(drop));
}
