//! The reference of the libraries, `docs/library/`: made of what the firmware's texts say of each name, with
//! what it costs. Every name that a program can see has an entry, and every example is run.
//!
//! `cargo xtask bless library` writes it anew.

mod entries;
mod functions;
mod measure;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use conscycle::firmware::{self, Dialect};
use conscycle::image::Image;
use conscycle::image::reader::{self, Datum, Syntax};
use conscycle::machine::config::{Code, Config, Namespace};
use conscycle::machine::word::WordSize;
use conscycle::observe::picture::scale::group;

use entries::{Entry, Example};
use functions::Names;
use measure::{Bench, Found, wide};

/// A page of the reference.
struct Page {
    dialect: Dialect,
    path: &'static str,
    /// The texts whose comments it is made of.
    files: &'static [&'static str],
    /// The sections in their order.
    sections: &'static [&'static str],
    /// What stands above the table of contents.
    begin: &'static str,
}

const CORE: Page = Page {
    dialect: Dialect::Core,
    path: "docs/library/core.md",
    files: &[
        "core/hardware.lisp",
        "core/macros.lisp",
        "core/data.lisp",
        "core/text.lisp",
        "core/control.lisp",
        "numbers/floats.lisp",
        "numbers/functions.lisp",
        "numbers/general.lisp",
        "numbers/exponentials.lisp",
        "numbers/angles.lisp",
        "read.lisp",
        "features.lisp",
        "shell.lisp",
    ],
    sections: &[
        "Constants",
        "Special forms",
        "Macros",
        "Control",
        "Errors and symbols",
        "Equality and truth",
        "Pairs and symbols",
        "Lists",
        "Arithmetic",
        "Kinds of numbers",
        "Integers",
        "Rational numbers and floats",
        "Elementary functions",
        "Characters",
        "Strings, characters, vectors of the hardware",
        "Strings",
        "Vectors",
        "Symbols and text",
        "Console of the hardware",
        "Console",
        "The shell",
    ],
    begin: "# The library of core\n\nEvery name of the dialect `core`, which is what `conscycle run` and \
            `conscycle repl` have if nothing is said. `bare` has the names of the hardware only: the special \
            forms, and the primitives of the [manual](../machine.md), section 9.4, which has their numbers and \
            what they cost inside of the units.\n",
};

const MAL: Page = Page {
    dialect: Dialect::Mal,
    path: "docs/library/mal.md",
    files: &["mal/names.lisp", "mal/compile.lisp", "mal/functions.lisp", "mal/data.lisp"],
    sections: &[
        "Special forms",
        "Numbers",
        "Equality and truth",
        "Lists and vectors",
        "Maps",
        "Text",
        "Symbols and keywords",
        "Atoms",
        "Functions, errors, metadata",
        "The host",
    ],
    begin: "# The names of mal\n\nEvery name of `--dialect mal`, [Make-a-Lisp](../shell.md#--dialect-mal).\n",
};

const EULER: Page = Page {
    dialect: Dialect::Euler,
    path: "docs/library/euler.md",
    files: &[
        "euler/names.lisp",
        "euler/compile.lisp",
        "euler/arithmetic.lisp",
        "euler/strings.lisp",
        "euler/data.lisp",
        "euler/printer.lisp",
        "euler/library/macros.lisp",
        "euler/library/functions.lisp",
        "euler/library/lists.lisp",
        "euler/library/vectors.lisp",
        "euler/library/numbers.lisp",
        "euler/library/streams.lisp",
        "euler/library/sorting.lisp",
        "euler/library/primes.lisp",
        "euler/library/theory.lisp",
        "euler/library/figurate.lisp",
        "euler/library/totients.lisp",
    ],
    sections: &[
        "Forms",
        "Arithmetic",
        "Comparison and kinds",
        "Real numbers",
        "Integers",
        "Digits",
        "Number theory",
        "Pairs and lists",
        "Ranges",
        "Functions of lists",
        "Functions",
        "Vectors",
        "Text",
        "Streams",
        "Priority queues",
        "Input and output",
    ],
    begin: "# The names of EulerLisp\n\nEvery name of `--dialect euler`; [the language](../euler.md) has a page \
            of its own.\n",
};

const PAGES: [&Page; 3] = [&CORE, &MAL, &EULER];

impl Page {
    /// The machine of its figures.
    fn config(&self) -> Config {
        match self.dialect {
            Dialect::Core => wide(Namespace::Lisp2),
            dialect => dialect.config(),
        }
    }

    /// Its entries, by section.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = entries::read(self.files);
        let place = |entry: &Entry| self.sections.iter().position(|title| *title == entry.section);
        for entry in &entries {
            assert!(place(entry).is_some(), "{}: no section {}", entry.place, entry.section);
        }
        entries.sort_by_key(place);
        entries
    }
}

/// An image of the core dialect.
fn core_image(word: WordSize) -> Image {
    let memory = if word == WordSize::W16 { 1 << 16 } else { 1 << 18 };
    let config = Config { word, memory, ..Config::default() };
    firmware::builder(Dialect::Core, config).expect("the library").finish()
}

fn shell(dialect: Dialect, config: Config) -> Names {
    Names::new(firmware::shell(dialect, config).expect("the shell"))
}

/// Entries and names are the same, and what entries say of operands is so.
#[track_caller]
fn assert_complete(entries: &[Entry], all: &[&Names], others: &[&str]) {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in entries {
        for (name, call) in entry.names().zip(&entry.calls) {
            assert!(seen.insert(name), "{}: {name} has an entry already", entry.place);
            let found = all.iter().find_map(|names| names.operands(name));
            if let (Some(found), Some(said)) = (found, entries::operands(call))
                && said != found
            {
                wrong.push(format!("{}: {call} takes {found:?}\n", entry.place));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
    let known: BTreeSet<&str> = all
        .iter()
        .flat_map(|names| names.symbols.keys().map(String::as_str))
        .chain(others.iter().copied())
        .collect();
    let missing: Vec<_> = known.difference(&seen).collect();
    assert!(missing.is_empty(), "names without an entry: {missing:?}");
    let unknown: Vec<_> = seen.difference(&known).collect();
    assert!(unknown.is_empty(), "entries of names that are not there: {unknown:?}");
}

/// Every example has the value that stands beside it.
#[track_caller]
fn assert_values(examples: &[&Example], found: &[Found]) {
    let wrong: Vec<String> = examples
        .iter()
        .zip(found)
        .filter(|(example, found)| example.value != found.value)
        .map(|(example, found)| {
            format!("{} => {}, not {}\n", example.text, found.value, example.value)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

fn examples(entries: &[Entry]) -> Vec<&Example> {
    entries.iter().flat_map(|entry| &entry.examples).collect()
}

fn texts<'a>(examples: &[&'a Example]) -> Vec<&'a str> {
    examples.iter().map(|example| example.text.as_str()).collect()
}

/// The expression with the integers in it 1 greater.
fn other_operands(text: &str) -> String {
    let mut changed = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find([' ', '(', ')']).unwrap_or(rest.len());
        let (part, after) = rest.split_at(length);
        match part.parse::<i64>() {
            Ok(number) => changed += &(number + 1).to_string(),
            Err(_) => changed += part,
        }
        let brackets = after.find(|c| !" ()".contains(c)).unwrap_or(after.len());
        changed += &after[..brackets];
        rest = &after[brackets..];
    }
    changed
}

/// The cost of each entry as the reference has it.
fn costs(bench: &Bench, entries: &[Entry], found: &[Found], names: &Names) -> Vec<String> {
    let base = bench.one("1").cycles.expect("a constant");
    let cost = |found: &Found| found.cycles.map(|cycles| (cycles.saturating_sub(base) + 5) / 10);
    let mut left = found;
    let mut cells = Vec::new();
    for entry in entries {
        let (of_entry, rest) = left.split_at(entry.examples.len());
        left = rest;
        let costs: Vec<u64> = of_entry.iter().filter_map(cost).collect();
        let is_constant = || {
            let others = entry.examples.iter().map(|example| other_operands(&example.text));
            let others = others.filter_map(|text| cost(&bench.one(&text)));
            others.chain(costs.iter().copied()).all(|cost| cost == costs[0])
        };
        let is_straight = entry.names().all(|name| {
            let plain = |example: &Example| entries::is_plain_call(&example.text, name);
            names.is_straight(name) && entry.examples.iter().all(plain)
        });
        cells.push(match costs.as_slice() {
            [] => String::new(),
            [first, ..] if is_straight && is_constant() => group(*first),
            costs => {
                let costs: Vec<String> = costs.iter().map(|&cost| group(cost)).collect();
                format!("({})", costs.join("; "))
            }
        });
    }
    cells
}

/// Text as code in a table: it may have a backquote in it.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A row for an entry. `note` says where the name is, if that is not everywhere.
fn row(entry: &Entry, note: &str, cost: &str) -> String {
    let calls: Vec<String> = entry.calls.iter().map(|call| code(call)).collect();
    let mut text = entry.text.replace('|', "\\|");
    text += note;
    for example in &entry.examples {
        let _ = write!(text, "<br>{} ⇒ {}", code(&example.text), code(&example.value));
    }
    format!("| {} | {text} | {cost} |\n", calls.join(" "))
}

const COSTS: &str = "\nA figure under *cycles* is what evaluating the call takes, less what a constant takes, in quick code
that has been evaluated before: four banks, latency 1, no collection, quoted operands in local variables. A figure alone is constant
for such operands, if integers are immediates: there is neither a loop nor a branch in what the name stands for, and other operands take as
long. One in brackets is what the examples take, in their order. `x ...` are any number of operands, `[x]` may be left out.\n";

/// The page as it must be.
fn text(page: &Page, entries: &[Entry], notes: &[String], costs: &[String]) -> String {
    let machine = match page.dialect {
        Dialect::Core => "Measured with `--word 32 --memory 8M`.",
        _ => "Measured with the settings of the preset.",
    };
    let mut text = format!("{}{COSTS}{machine}\n", page.begin);
    text += "\nThis page is made of the comments in `src/firmware/` and of measurements: `cargo xtask bless library`.\n";
    for title in page.sections {
        let rows = entries.iter().zip(notes).zip(costs);
        let rows = rows.filter(|((entry, _), _)| entry.section == *title);
        let rows: String = rows.map(|((entry, note), cost)| row(entry, note, cost)).collect();
        let _ = write!(text, "\n## {title}\n\n| call | | cycles |\n|---|---|---|\n{rows}");
    }
    text
}

#[track_caller]
fn compare_or_bless(path: &str, text: &str) {
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        std::fs::create_dir_all("docs/library").expect("a folder");
        std::fs::write(path, text).expect("a writable page");
        return;
    }
    let before = std::fs::read_to_string(path).expect("the page");
    for (old, new) in before.lines().zip(text.lines()) {
        assert_eq!(old, new, "{path}: cargo xtask bless library writes it again");
    }
    assert_eq!(before, text);
}

#[test]
fn every_name_of_core_is_in_the_reference_with_its_cost() {
    let entries = CORE.entries();
    let names = [WordSize::W16, WordSize::W32].map(|word| Names::new(core_image(word)));
    let shell = shell(Dialect::Core, Config { memory: 1 << 18, ..wide(Namespace::Lisp2) });
    let [narrow, usual] = &names;
    assert_complete(&entries, &[usual, narrow, &shell], &["nil", "true", "false"]);
    let examples = examples(&entries);
    let bench = Bench::new(Dialect::Core, wide(Namespace::Lisp2));
    let found = bench.all(&texts(&examples));
    assert_values(&examples, &found);
    let notes: Vec<String> = entries
        .iter()
        .map(|entry| {
            let is_in = |names: &Names| entry.names().all(|name| names.symbols.contains_key(name));
            match (is_in(narrow), is_in(usual)) {
                (false, true) => " *Words of 32 or 64 bits only.*".to_string(),
                (false, false) if is_in(&shell) => " *In the shell only.*".to_string(),
                _ => String::new(),
            }
        })
        .collect();
    let costs = costs(&bench, &entries, &found, usual);
    compare_or_bless(CORE.path, &text(&CORE, &entries, &notes, &costs));
}

#[test]
fn examples_of_core_have_the_same_values_on_other_machines() {
    let entries = CORE.entries();
    let examples = examples(&entries);
    let base = wide(Namespace::Lisp2);
    for config in [
        wide(Namespace::Lisp1),
        Config { word: WordSize::W64, ..base },
        Config { code: Code::Lists, banks: 1, latency: 2, ..base },
    ] {
        assert_values(&examples, &Bench::new(Dialect::Core, config).all(&texts(&examples)));
    }
}

/// Are all numbers in it integers of 15 bits?
fn is_narrow(text: &str) -> bool {
    let data = reader::read_all(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    data.iter().all(is_narrow_datum)
}

fn is_narrow_datum(syntax: &Syntax) -> bool {
    match &syntax.datum {
        Datum::Integer(number) => (-0x4000..0x4000).contains(number),
        Datum::BigInteger(_) | Datum::Ratio(..) | Datum::Float(_) => false,
        Datum::List { items, tail } => items.iter().chain(tail.as_deref()).all(is_narrow_datum),
        Datum::Vector(items) => items.iter().all(is_narrow_datum),
        _ => true,
    }
}

#[test]
fn examples_of_core_have_the_same_values_with_narrow_words() {
    let entries = CORE.entries();
    let names = Names::new(core_image(WordSize::W16));
    let is_there = |entry: &&Entry| {
        entry.names().all(|name| names.symbols.contains_key(name) || entry.section == "Constants")
    };
    let examples: Vec<&Example> = entries
        .iter()
        .filter(is_there)
        .flat_map(|entry| &entry.examples)
        .filter(|example| example.is_for_all)
        .filter(|example| is_narrow(&example.text) && is_narrow(&example.value))
        .collect();
    assert!(examples.len() > 150, "{} examples", examples.len());
    let bench = Bench::new(Dialect::Core, Config { code: Code::Quick, ..Config::default() });
    assert_values(&examples, &bench.all(&texts(&examples)));
}

/// The other dialects have one image, and a table of the names in it.
#[track_caller]
fn assert_page(page: &Page, others: &[&str]) {
    let entries = page.entries();
    let config = page.config();
    let names = shell(page.dialect, config);
    assert_complete(&entries, &[&names], others);
    let examples = examples(&entries);
    let bench = Bench::new(page.dialect, config);
    let found = bench.all(&texts(&examples));
    assert_values(&examples, &found);
    let costs = costs(&bench, &entries, &found, &names);
    let notes = vec![String::new(); entries.len()];
    compare_or_bless(page.path, &text(page, &entries, &notes, &costs));
}

#[test]
fn every_name_of_mal_is_in_the_reference_with_its_cost() {
    assert_page(&MAL, &["DEBUG-EVAL"]);
}

#[test]
fn every_name_of_euler_is_in_the_reference_with_its_cost() {
    assert_page(&EULER, &[]);
}

#[test]
fn no_comment_for_the_reference_is_left_out() {
    let mut folders = vec![std::path::PathBuf::from("src/firmware")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "lisp") {
                let text = std::fs::read_to_string(&path).expect("a text of the firmware");
                let name = path.strip_prefix("src/firmware").expect("in this folder");
                let is_read =
                    PAGES.iter().any(|page| page.files.iter().any(|file| name.ends_with(file)));
                assert!(is_read || !text.contains("\n;;: "), "{} is in no page", path.display());
            }
        }
    }
}
