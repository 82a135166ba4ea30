//! The reader on the host and the core dialect's on the machine read the same language, and `=>` on the
//! host and `write` on the machine write the same: by the cases of `tests/reading.cases`, random data, and
//! random texts.

use conscycle::firmware::{self, Dialect};
use conscycle::image::builder::Builder;
use conscycle::image::printer::Printer;
use conscycle::image::reader::{Datum, Span, Syntax, read_all};
use conscycle::machine::config::{Config, Namespace};
use conscycle::machine::ports::Halt;
use conscycle::machine::word::WordSize;
use conscycle::machine::{Machine, Stop};
use proptest::prelude::*;

use crate::support::{self, ALL_WORDS, LIMIT, WORDS};

fn config(word: WordSize) -> Config {
    // Both namespaces, without more runs.
    let namespace = if word == WordSize::W16 { Namespace::Lisp2 } else { Namespace::Lisp1 };
    Config { namespace, ..support::config(word) }
}

/// What the machine writes, and its value as the host prints it; none if it traps.
fn written(mut machine: Machine, text: &str) -> Option<(String, String)> {
    assert_eq!(machine.run(LIMIT), Stop::Halted, "{text}");
    let printer = Printer::new(&machine.memory, machine.config()).as_written();
    let value = printer.print(machine.value);
    let console = String::from_utf8_lossy(machine.output()).into_owned();
    (machine.arbiter.halt == Halt::Done).then_some((console, value))
}

/// The datum that the host reads, as both write it: on the machine and on the host.
fn read_by_host(source: &str, word: WordSize) -> Option<(String, String)> {
    let data = read_all(source).ok()?;
    assert_eq!(data.len(), 1, "{source:?} is one datum");
    let program = format!("(define x '{source}\n) (write x) x");
    let forms = read_all(&program).expect("it is read again");
    let mut builder = firmware::builder(Dialect::Core, config(word)).expect("the library fits");
    // There is no room for a number that is no integer in words of 16 bits.
    builder.program("test", &program, &forms).ok()?;
    written(builder.finish().machine(config(word)), source)
}

/// The same, read on the machine.
fn read_by_machine(source: &str, word: WordSize) -> Option<(String, String)> {
    let config = config(word);
    let shell = firmware::shell(Dialect::Core, config).expect("there is a shell");
    let mut builder = Builder::from_image(&shell, config);
    let text = Datum::String(source.as_bytes().to_vec());
    let program = format!("(define x (read-from-string {text})) (write x) x");
    let forms = read_all(&program).expect("a program");
    builder.program("test", &program, &forms).expect("it fits");
    let image = builder.finish();
    written(image.machine(config), source)
}

#[test]
fn both_read_and_write_every_case_alike() {
    let text = std::fs::read_to_string("tests/reading.cases").expect("the cases");
    let cases: Vec<_> = text.lines().filter(|line| !line.starts_with("; ")).collect();
    assert!(cases.len() > 200);
    support::in_parallel(&cases, |case| {
        let (source, expected) = case.split_once(" --> ").expect("a source and its text");
        let source = source.replace('¶', "\n").replace('§', "\r");
        let (wide, small) = expected.split_once(" --> ").unwrap_or((expected, expected));
        for word in ALL_WORDS {
            let expected = if word == WordSize::W16 { small } else { wide };
            let expected =
                (expected != "error").then(|| (expected.to_string(), expected.to_string()));
            // A datum and something after it is no datum to the host; the machine is asked for one.
            let one = read_all(&source).map_or(true, |data| data.len() == 1);
            let whole = if one { source.clone() } else { format!("({source}") };
            assert_eq!(read_by_host(&whole, word), expected, "the host, {word:?}: {source:?}");
            assert_eq!(read_by_machine(&whole, word), expected, "{word:?}: {source:?}");
        }
    });
}

fn syntax(datum: Datum) -> Syntax {
    Syntax { datum, span: Span { start: 0, end: 0 } }
}

/// Data that both can read: integers that are immediates at every width, names that are text.
fn data() -> impl Strategy<Value = Datum> {
    let name = prop_oneof![
        "[a-z0-9+.:#|\\\\ é\"]{0,4}",
        "[-+.0-9e/]{1,5}",
        prop::sample::select(vec!["nil", "NIL", "\n", "\u{7f}", "\u{1}", "."])
            .prop_map(String::from),
    ];
    let atom = prop_oneof![
        Just(Datum::Nil),
        (-16384i64..16384).prop_map(Datum::Integer),
        name.clone().prop_map(Datum::Symbol),
        name.prop_map(Datum::Keyword),
        prop::collection::vec(any::<u8>(), 0..6).prop_map(Datum::String),
        "[ -~é€😀\n]{0,8}".prop_map(|text| Datum::String(text.into_bytes())),
        any::<u8>().prop_map(Datum::Char),
    ];
    atom.prop_recursive(3, 12, 4, |inner| {
        let items = prop::collection::vec(inner.clone().prop_map(syntax), 1..4);
        let tail = prop::option::of(inner.prop_map(|datum| Box::new(syntax(datum))));
        prop_oneof![
            items.clone().prop_map(Datum::Vector),
            (items, tail).prop_map(|(items, tail)| Datum::List { items, tail }),
        ]
    })
}

/// Pieces of texts, most of them with a meaning of their own in some place.
const PIECES: [&str; 44] = [
    " ", "\n", "\r", "\t", "(", "[", "(a)", "[b . c]", "#(", "#(1)", "'", "`", ",", ",@", ".",
    " . ", "#", "#\\", "#;", "#|", "|#", ";", "|", "\"", "\\", "\\x", ";", ":", "#t", "#x", "#b1",
    "#d", "nil", "a", "x", "e", "1", "-", "+", "/", "0", "\u{7f}", "é", "\u{a0}",
];

/// Are there ratios or prefixes of exactness in it? They may be integers, which the host makes of them; on a machine
/// with words of 16 bits they are errors.
fn has_other_numbers(text: &str) -> bool {
    let is_ratio =
        |part: &[u8]| part[0].is_ascii_hexdigit() && part[1] == b'/' && part[2].is_ascii_hexdigit();
    text.contains("#e") || text.as_bytes().windows(3).any(is_ratio)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn random_data_are_written_and_read_alike(datum in data()) {
        let text = datum.to_string();
        for word in WORDS {
            let by_host = read_by_host(&text, word);
            let (console, value) = by_host.clone().expect("it can be read");
            prop_assert_eq!(console, value);
            prop_assert_eq!(read_by_machine(&text, word), by_host);
        }
    }

    #[test]
    fn random_texts_are_read_alike(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..9)) {
        // In brackets, so that both look at all of it.
        let text = format!("({}\n)", pieces.concat());
        prop_assume!(read_all(&text).map_or(true, |data| data.len() == 1));
        // A bracket that is a character leaves one too many: the machine is asked for what is before it.
        let is_whole = |end: usize| read_all(&text[..end]).is_ok_and(|data| data.len() == 1);
        let mut ends = text.match_indices(')').map(|(at, _)| at + 1);
        prop_assume!(!ends.any(|end| end < text.len() && is_whole(end)));
        prop_assume!(!has_other_numbers(&text));
        let by_host = read_by_host(&text, WordSize::W16);
        prop_assert_eq!(read_by_machine(&text, WordSize::W16), by_host, "{:?}", text);
    }
}
