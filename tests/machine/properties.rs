//! Properties of images, of the reader and printer through memory, and of a machine whose memory
//! holds anything at all.

use std::time::{Duration, Instant};

use conscycle::image::Image;
use conscycle::image::builder::Builder;
use conscycle::image::printer::Printer;
use conscycle::image::reader::{self, Datum, Span, Syntax};
use conscycle::machine::config::{Code, Config, Namespace};
use conscycle::machine::ports::Unit;
use conscycle::machine::word::{Word, WordSize};
use conscycle::machine::{Machine, Stop};
use proptest::prelude::*;

use crate::support::{self, ALL_WORDS, LIMIT, config};

/// A program that uses every unit.
const BUSY: &str = r#"
    (defun fact (n) (if (< n 2) 1 (* n (fact (- n 1)))))
    (define make (lambda (n) (define total 0) (lambda (x) (set! total (+ total (* n x))) total)))
    (define add (make 3))
    (defmacro twice (x) (cons (quote begin) (cons x (cons x nil))))
    (define text (make-string 5 #\a))
    (string-set! text 2 #\b)
    (define table (make-vector 6 (quote (1 . 2))))
    (vector-set! table 5 (twice (add 4)))
    (define rest ((lambda (a . r) r) 1 2 3 4 5 6))
    (define big (%digits-load! (%make-bignum 7) 12345))
    (%digits-multiply-add! big (%digits-load! (%make-bignum 3) -20000) big 0)
    (%digits-set-sign! big (- (%digits-count big)))
    (set-trap-handler! (lambda (cause culprit) (catch (lambda (c x) x) (throw cause))))
    (car 5)
    (set-trap-handler! nil)
    (catch (lambda (c x) (call/cc (lambda (k) (k x)))) (quotient 20000 (- 7 7)))
    (set-symbol-value! (quote fresh) (symbol-function (quote fact)))
    (write-byte (string-length (symbol-name (make-symbol "abc"))))
    (defun pick (l) (if (pair? l) (car l) l))
    (pick rest)
    (%apply + 1 rest)
    (cons (fact 5) (cons (modulo -17 5) (cons (eval (quote (add 1))) (cons big (cons table text)))))
"#;

fn options() -> impl Strategy<Value = Config> {
    (
        prop::sample::select(ALL_WORDS.to_vec()),
        prop::sample::select(vec![1u32, 2, 4]),
        1..=8u32,
        any::<bool>(),
    )
        .prop_map(|(word, banks, latency, lisp1)| {
            let namespace = if lisp1 { Namespace::Lisp1 } else { Namespace::Lisp2 };
            Config { banks, latency, namespace, memory: 1 << 14, ..config(word) }
        })
}

fn placed(datum: Datum) -> Syntax {
    Syntax { datum, span: Span { start: 0, end: 0 } }
}

/// A datum that fits the smaller machine and is written in one way only.
fn any_datum() -> impl Strategy<Value = Syntax> {
    let name = "[a-z][a-z0-9*?!-]{0,8}|[+*/<=>]|[ -~]{1,6}";
    let atom = prop_oneof![
        Just(Datum::Nil),
        (-32768..=32767i64).prop_map(Datum::Integer),
        name.prop_filter("a constant", |name| name == ":" || !name.starts_with(':'))
            .prop_map(Datum::Symbol),
        "[a-z]{1,6}".prop_map(Datum::Keyword),
        prop::collection::vec(any::<u8>(), 0..12).prop_map(Datum::String),
        any::<u8>().prop_map(Datum::Char),
    ];
    atom.prop_map(placed).prop_recursive(5, 40, 6, |inner| {
        let items = prop::collection::vec(inner.clone(), 1..6);
        let tail = inner
            .clone()
            .prop_filter("an atom", |tail| !matches!(tail.datum, Datum::Nil | Datum::List { .. }));
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Datum::Vector),
            items.clone().prop_map(|items| Datum::List { items, tail: None }),
            (items, tail)
                .prop_map(|(items, tail)| Datum::List { items, tail: Some(Box::new(tail)) }),
        ]
        .prop_map(placed)
    })
}

/// Words that lead somewhere: small integers, headers, and even addresses within `end`.
fn any_word(end: u32, size: WordSize) -> impl Strategy<Value = Word> {
    prop_oneof![
        (0..end / 2).prop_map(|half| Word::at(half * 2)),
        (0..256u32).prop_map(|header| Word::at(header | 1)),
        (0..end).prop_map(Word::at),
        (0..8u32).prop_map(|down| Word::at(u32::MAX - down)),
        (0..4u32).prop_map(|up| Word::at((u32::MAX >> 1) + up)),
        any::<u64>().prop_map(move |word| Word(word & size.mask())),
    ]
}

/// Starts a machine on these words; it must stop or be stopped, and its state must print, all within
/// the time that such an amount of work takes on a machine that is busy with other things too.
fn survives(config: Config, words: &[Word], entry: Word) {
    let start = Instant::now();
    let mut machine = Machine::new(config, words, entry);
    machine.feed(b"some input");
    machine.close_input();
    let limit = 20_000;
    let stop = machine.run(limit);
    assert!(stop == Stop::Halted || machine.cycle == limit, "{stop:?} at {}", machine.cycle);
    let printer = Printer::new(&machine.memory, &config).with_max_items(200);
    printer.print(machine.value);
    printer.print(machine.clink.clink);
    printer.print(machine.trap.culprit);
    assert!(start.elapsed() < Duration::from_secs(10), "it takes {:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_datum_survives_the_machines_memory(datum in any_datum(), config in options()) {
        let config = Config { memory: 1 << 16, ..config };
        let written = datum.datum.to_string();
        let program = format!("(quote {written})");
        let forms = reader::read_all(&program)?;
        let mut builder = Builder::new(config);
        builder.program("datum", &program, &forms).expect("it fits");
        let image = builder.finish();
        image.check().expect("legal");
        let mut machine = image.machine(config);
        prop_assert_eq!(machine.run(LIMIT), Stop::Halted);
        let printed = support::print(&machine, machine.value);
        prop_assert_eq!(&printed, &written);
        prop_assert_eq!(reader::read_all(&printed)?[0].datum.to_string(), written);
    }

    #[test]
    fn an_image_survives_its_json(datum in any_datum(), config in options()) {
        let program = format!("{BUSY} (quote {})", datum.datum);
        let image = support::image(&program, config);
        let read = Image::from_json(&image.to_json()).expect("a legal image");
        prop_assert_eq!(read, image);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
        let text = String::from_utf8_lossy(&bytes);
        if let Err(error) = reader::read_all(&text) {
            prop_assert!(error.span().end <= text.len());
        }
    }

    #[test]
    fn damaged_json_is_rejected_or_means_the_same(
        config in options(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, any::<u8>()), 1..4),
    ) {
        let image = support::image("(define x (quote (1 \"two\" #(3 four)))) (car x)", config);
        let mut bytes = image.to_json().into_bytes();
        for (place, kind, value) in damage {
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] ^= 1 << (value % 7),
                1 => drop(bytes.drain(at..(at + 1 + usize::from(value % 4)).min(bytes.len()))),
                _ => bytes.insert(at, value % 128),
            }
        }
        if let Ok(read) = Image::from_json(&String::from_utf8_lossy(&bytes)) {
            // Names, places and the sizes that do not bind are outside the hash.
            prop_assert_eq!((read.words, read.entry), (image.words, image.entry));
            prop_assert_eq!(read.config.word, image.config.word);
            prop_assert_eq!(read.config.namespace, image.config.namespace);
        }
    }

    #[test]
    fn truncated_json_is_rejected(cut: prop::sample::Index) {
        let text = support::image("(car (quote (1)))", config(WordSize::W16)).to_json();
        let end = cut.index(text.trim_end().len());
        prop_assert!(Image::from_json(&text[..end]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(1500),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_machine_survives_corrupted_memory(
        config in options(),
        damage in prop::collection::vec(
            (any::<prop::sample::Index>(), any_word(3000, WordSize::W32), 0..3u8), 1..40),
    ) {
        let image = support::image(BUSY, config);
        let mut words = image.words.clone();
        for (place, word, kind) in damage {
            // The program stands last: most of the damage is to it.
            let start = if kind == 0 { 0 } else { words.len() - 900 };
            let at = start + place.index(words.len() - start);
            words[at] = Word(word.0 & config.word.mask());
        }
        survives(config, &words, image.entry);
    }

    #[test]
    fn a_machine_survives_any_memory(
        config in options(),
        entry in any_word(1024, WordSize::W64),
        words in prop::collection::vec(any_word(1024, WordSize::W64), 0..1100),
        smallest: bool,
    ) {
        let config = Config { memory: if smallest { 1024 } else { config.memory }, ..config };
        let mask = config.word.mask();
        let words: Vec<Word> = words.iter().map(|word| Word(word.0 & mask)).collect();
        survives(config, &words, Word(entry.0 & mask));
    }
}

#[test]
fn the_busy_program_uses_every_unit() {
    for word in ALL_WORDS {
        // At four banks nothing is gathered, and without quick evaluation nothing is noted.
        let code = Code::Quick;
        let machine = support::run(BUSY, Config { gc_every: 100, banks: 2, code, ..config(word) });
        // There are no floats at 16 bits; programs of their own have them.
        let idle = Unit::ALL.into_iter().filter(|&unit| machine.unit_cycles[unit as usize] == 0);
        assert_eq!(idle.collect::<Vec<_>>(), [Unit::Halted, Unit::Fpu]);
        let expected =
            r#"=> (120 3 27 -246912345 #((1 . 2) (1 . 2) (1 . 2) (1 . 2) (1 . 2) 24) . "aabaa")"#;
        assert_eq!(support::outcome(&machine), expected);
    }
}

#[test]
fn a_vector_whose_length_is_wrong_is_printed_in_time() {
    let config = config(WordSize::W32);
    let machine = support::run("(quote #(1 2 3))", config);
    let vector = machine.value;
    let mut words = machine.memory.words().iter().collect::<Vec<_>>();
    words[vector.0 as usize + 1] = Word::small((1 << 30) - 1);
    let damaged = Machine::new(config, &words, vector);
    let start = Instant::now();
    let text = Printer::new(&damaged.memory, &config).with_max_items(200).print(vector);
    assert!(text.starts_with("#0=#(1 2 3 "), "{text}");
    assert!(start.elapsed() < Duration::from_secs(10), "it takes {:?}", start.elapsed());
}

#[test]
fn a_number_whose_count_is_wrong_is_told_and_not_printed() {
    for word in ALL_WORDS {
        let config = config(word);
        let machine = support::run("(%digits-not! (%make-bignum 3))", config);
        let number = machine.value;
        let printed = |count: i64| {
            let mut words = machine.memory.words().iter().collect::<Vec<_>>();
            words[number.0 as usize + 1] = word.immediate(count).expect("a count");
            let damaged = Machine::new(config, &words, number);
            Printer::new(&damaged.memory, &config).with_max_items(200).print(number)
        };
        assert_eq!(printed(1), word.mask().to_string());
        assert_eq!(printed(-1), format!("-{}", word.mask()));
        assert_eq!(printed(0), "0");
        let (low, high) = word.immediate_range();
        for count in [low, high] {
            let told = format!("#<a number of {} digits of {} bits>", count.abs(), word.bits());
            assert_eq!(printed(count), told);
        }
    }
}
