//! The picture of a run's heap and pauses: `profile --svg`.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use conscycle::machine::Machine;
use conscycle::machine::config::{Collector, Config};
use conscycle::observe::heap_probe::{HeapProbe, MOST};
use conscycle::observe::picture::heap_picture::{Subject, draw};

use crate::support::COLLECTORS;
use crate::support::programs::{Case, programs};

/// The example with many collections.
fn churn() -> Case {
    Case::read(Path::new("examples/churn.lisp"))
}

fn picture(machine: &Machine, heap: &HeapProbe) -> String {
    let subject = Subject { program: "churn", dialect: "core", image_words: 14_000, machine, heap };
    draw(&subject)
}

#[test]
fn the_heaps_curve_is_what_each_collection_keeps() {
    for &(collector, barrier) in COLLECTORS {
        for gc_every in [0, 100] {
            let case = churn();
            let config = Config { collector, barrier, gc_every, ..case.config(case.words()[0]) };
            let mut heap = HeapProbe::default();
            let machine = case.run(config, &mut heap);
            let curve = heap.curve(&machine);
            assert!(machine.collections.count() > 10);
            assert!(curve.len() <= MOST + 3 * machine.collections.count() + 1);
            assert!(curve.is_sorted_by_key(|point| point.cycle));
            for collection in machine.collections.kept() {
                let end = collection.begin + collection.cycles;
                let after = curve.iter().rfind(|point| point.cycle <= end).expect("a point");
                assert_eq!((after.cycle, after.words), (end, collection.live.into()));
            }
        }
    }
}

#[test]
fn pictures_are_well_formed_and_the_same_every_time() {
    let first = programs().into_iter().take(6);
    for case in first.chain([churn()]) {
        for collector in [Collector::Copying, Collector::MarkSweep, Collector::Generational] {
            for gc_every in [0, 40] {
                let config = Config { collector, gc_every, ..case.config(case.words()[0]) };
                let draw = || {
                    let mut heap = HeapProbe::default();
                    let machine = case.run(config, &mut heap);
                    picture(&machine, &heap)
                };
                let text = draw();
                assert_eq!(text, draw(), "{}", case.name);
                assert!(text.starts_with("<svg ") && text.ends_with("</svg>\n"));
                for odd in ["NaN", "inf", "script", "-0 "] {
                    assert!(!text.contains(odd), "{odd} in the picture of {}", case.name);
                }
                let tags = ["text", "g", "svg", "title", "desc", "style"];
                for tag in tags {
                    let opened = text.matches(&format!("<{tag}>")).count()
                        + text.matches(&format!("<{tag} ")).count();
                    let closed = text.matches(&format!("</{tag}>")).count();
                    assert_eq!(opened, closed, "{tag} in the picture of {}", case.name);
                }
            }
        }
    }
}

fn conscycle(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conscycle"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("conscycle starts")
}

#[test]
fn the_command_line_draws_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let svg = folder.path().join("fib.svg");
    let svg = svg.to_str().expect("a path");
    let output = conscycle(&["profile", "examples/fib.lisp", "--svg", svg]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("=> 144\n"), "{output:?}");
    let text = std::fs::read_to_string(svg).expect("the picture");
    assert!(text.contains("fib.lisp: heap and pauses") && text.contains("no collection"));

    let table: &[(&[&str], i32)] = &[
        (&["examples/fib.lisp", "--svg", "/no/such/folder/x.svg"], 5),
        (&["examples/fib.lisp", "--svg", "examples/fib.lisp"], 2),
        (&["no-such.lisp", "--svg", svg], 2),
        (&["examples/trap.lisp", "--svg", svg], 1),
        (&["examples/fib.lisp", "--svg", svg, "--max-cycles", "100"], 3),
        (&["examples/fib.lisp", "--svg", svg, "--banks", "3"], 2),
    ];
    for (arguments, code) in table {
        let output = conscycle(&[&["profile"], *arguments].concat());
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {output:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.len() > 20 && !errors.contains("panicked"), "{errors}");
    }
}
