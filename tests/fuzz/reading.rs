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

/// Programs in EulerLisp, which the machine reads itself.
fn euler_seeds() -> Vec<Vec<u8>> {
    let cases = files("tests/euler/cases", ".case", 16_000);
    let programs = cases.iter().flat_map(|text| {
        let text = String::from_utf8_lossy(text).into_owned();
        let blocks: Vec<String> = text.split("\n\n").map(str::to_string).collect();
        blocks.into_iter().map(|block| {
            let lines = block.lines().filter_map(|line| line.strip_prefix("> "));
            lines.collect::<Vec<_>>().join("\n").into_bytes()
        })
    });
    programs.chain(files("tests/euler/programs", ".scm", 4000)).collect()
}

#[test]
fn a_damaged_program_in_euler_runs_or_is_told_to_be_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = ["run", "--dialect", "euler", "p.scm", "--max-cycles", "2M"];
    std::fs::write(folder.path().join("p.scm"), "(println (+ 1 2))").expect("a file");
    understands(folder.path(), &run, b"");
    each(200, damaged(euler_seeds()), |Bytes(bytes)| {
        std::fs::write(folder.path().join("p.scm"), &bytes).expect("a file");
        let code = conscycle(folder.path(), &run, b"")?;
        let said = std::fs::read_to_string(folder.path().join("stderr")).expect("text");
        prop_assert!(code != 1 || said.starts_with("Error: "), "{code}: {said}");
        Ok(())
    });
}

#[test]
fn a_damaged_session_of_eulers_shell_goes_on_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let repl = ["repl", "--dialect", "euler", "--max-cycles", "20M"];
    understands(folder.path(), &repl, b"(+ 1 2)\n");
    each(40, damaged(euler_seeds()), |Bytes(bytes)| {
        conscycle(folder.path(), &repl, &bytes).map(drop)
    });
}
