//! A program may define, or set, every name of the library and of the hardware, and nothing changes but
//! what its own code means: each program in `tests/programs/` ends as it does else when all the names
//! that it does not mention itself have been given to a function that traps, by itself and at the shell.

use std::collections::BTreeSet;

use conscycle::cli::host::Host;
use conscycle::firmware::protocol;
use conscycle::firmware::{self, Dialect};
use conscycle::image::Image;
use conscycle::image::reader::{Datum, Syntax, read_all};
use conscycle::machine::Stop;
use conscycle::machine::config::{Collector, Config, Namespace};
use conscycle::machine::object::fixed;
use conscycle::machine::word::WordSize;

use crate::support::programs::{Case, programs};
use crate::support::{in_parallel, outcome};

/// No program takes as many cycles, not even at the shell.
const LIMIT: u64 = 100_000_000;

/// Printed by the shell between the definitions and the program.
const MARK: &str = "\"the program begins\"";

fn config(namespace: Namespace) -> Config {
    let (word, memory) = (WordSize::W32, 1 << 17);
    Config { word, memory, namespace, collector: Collector::Copying, ..Config::default() }
}

/// Every name of a library that a program can give another meaning, those of the primitives and the
/// special forms among them.
fn public_names(image: &Image) -> BTreeSet<String> {
    let bound = |name: &str| {
        let object = image.words[image.symbols[name].0 as usize + 1].0 as usize;
        image.words[object + 2] != fixed::UNBOUND || !image.words[object + 3].is_nil()
    };
    let names = image.symbols.keys().filter(|name| !matches!(name.as_str(), "true" | "false"));
    names.filter(|name| !name.starts_with(':') && bound(name)).cloned().collect()
}

/// The symbols in a text, those that stand for quotes among them.
fn mentioned(text: &str) -> BTreeSet<String> {
    fn collect(items: &[Syntax], names: &mut BTreeSet<String>) {
        for item in items {
            match &item.datum {
                Datum::Symbol(name) => {
                    names.insert(name.clone());
                }
                Datum::List { items, tail } => {
                    collect(items, names);
                    collect(tail.as_deref().map_or(&[], std::slice::from_ref), names);
                }
                Datum::Vector(items) => collect(items, names),
                _ => {}
            }
        }
    }
    let mut names = BTreeSet::new();
    collect(&read_all(text).expect("a readable program"), &mut names);
    names
}

/// Forms, one in a line, after which these names are those of a function that traps. What the forms
/// themselves need comes last.
fn by_define(names: &[&str]) -> String {
    let define = |name: &&str| format!("(define ({name} . x) (0))\n");
    let (last, first): (Vec<&str>, Vec<&str>) = names.iter().partition(|&&name| name == "define");
    first.iter().chain(&last).map(define).collect()
}

fn by_set(names: &[&str]) -> String {
    let set = |name: &&str| format!("(set! {name} it-traps)\n");
    let (last, first): (Vec<&str>, Vec<&str>) = names.iter().partition(|&&name| name == "set!");
    let definition = "(define (it-traps . x) (0))\n".to_string();
    std::iter::once(definition).chain(first.iter().chain(&last).map(set)).collect()
}

/// How a program ends, and what it has written.
fn run(case: &Case, config: Config) -> (String, String) {
    let mut machine = case.machine(config);
    let stop = machine.run(LIMIT);
    assert_eq!(stop, Stop::Halted, "{}", case.name);
    (outcome(&machine), String::from_utf8_lossy(machine.output()).into_owned())
}

/// What the shell answers to the lines after the mark, and how it ends.
fn converse(shell: &Image, lines: &str) -> (String, String) {
    let mut machine = shell.machine(shell.config);
    let mut host = Host::ready(lines.as_bytes(), &[]);
    loop {
        match machine.run(LIMIT) {
            Stop::Halted => break,
            Stop::NeedsAnswer => {
                let requests = machine.requests().to_vec();
                let answer = protocol::answer(&requests, machine.cycle, &mut host);
                machine.answer(answer.expect("all lines are here"));
            }
            Stop::NeedsInput => machine.close_input(),
            stop => panic!("{stop:?} at {lines}"),
        }
    }
    let output = String::from_utf8_lossy(machine.output()).into_owned();
    let (_, answers) = output.split_once(MARK).expect("the program has begun");
    (outcome(&machine), answers.to_string())
}

/// The programs, with the names that they leave alone. What happens at a given cycle would happen
/// elsewhere in a program that is preceded by definitions.
fn cases(names: &BTreeSet<String>) -> Vec<(Case, Vec<&str>)> {
    let all = programs()
        .into_iter()
        .filter(|case| case.interrupts.is_empty() && !case.text().contains("; dialect: bare"));
    let with_names = all.map(|case| {
        let mentioned = mentioned(case.text());
        let left = names.iter().filter(|&name| !mentioned.contains(name)).map(String::as_str);
        let left: Vec<&str> = left.collect();
        (case, left)
    });
    with_names.collect()
}

/// Compares `outcome` of each program without and with definitions in front of it; if they differ,
/// says which names do it alone.
fn compare<T: PartialEq + std::fmt::Debug>(
    library: &Image,
    preludes: &[fn(&[&str]) -> String],
    outcome: impl Fn(&Case, &str) -> T + Sync,
) {
    let names = public_names(library);
    assert!(names.len() > 150, "{} names", names.len());
    let cases = cases(&names);
    for name in &names {
        let tried = cases.iter().filter(|(_, left)| left.contains(&name.as_str())).count();
        assert!(tried >= 5 || name == "quote", "{name}: {tried} programs");
    }
    in_parallel(&cases, |(case, left)| {
        let expected = outcome(case, "");
        for prelude in preludes {
            let found = outcome(case, &prelude(left));
            if found == expected {
                continue;
            }
            let culprits =
                left.iter().filter(|&&name| outcome(case, &prelude(&[name])) != expected);
            let culprits: Vec<_> = culprits.collect();
            panic!("{}: {found:?}, not {expected:?}, because of {culprits:?}", case.name);
        }
    });
}

#[test]
fn programs_end_as_before_when_every_other_name_means_something_else() {
    for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
        let config = config(namespace);
        let library =
            firmware::builder(Dialect::Core, config).expect("there is a library").finish();
        compare(&library, &[by_define, by_set], |case, prelude| run(&case.after(prelude), config));
    }
}

/// Makes the lines that redefine names.
type Prelude = fn(&[&str]) -> String;

#[test]
fn the_shell_answers_as_before_when_every_other_name_means_something_else() {
    let preludes: [(Namespace, Prelude); 2] =
        [(Namespace::Lisp2, by_define), (Namespace::Lisp1, by_set)];
    for (namespace, prelude) in preludes {
        let config = config(namespace);
        let shell = firmware::shell(Dialect::Core, config).expect("there is a shell");
        compare(&shell, &[prelude], |case, prelude| {
            converse(&shell, &format!("{prelude}{MARK}\n{}\n", case.text()))
        });
    }
}

#[test]
fn a_program_that_writes_an_inner_name_means_a_new_symbol() {
    for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
        let names = ["%map", "%quasi", "%t", "%print", "%symbols"];
        for name in names {
            let case = Case::of(&format!("(write `(,1)) {name}"));
            let (end, _) = run(&case, config(namespace));
            assert_eq!(end, format!("trap Unbound: {name}"));
        }
    }
}
