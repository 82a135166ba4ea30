//! The scope `lisp` of recordings: it says the same whether code is evaluated quickly or as lists, and in
//! all formats.

use std::ops::ControlFlow;

use conscycle::image::Image;
use conscycle::image::random::{self, Numbers};
use conscycle::machine::Machine;
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::probe::Probe;
use conscycle::machine::word::WordSize;
use conscycle::observe::lisp::Follower;
use conscycle::observe::lisp::lanes::{COLLECTION, EXPRESSION, FUNCTION, NAMES, VALUE};

use crate::support::hostile;
use crate::support::programs::{Case, programs};
use crate::support::{self, COLLECTORS, in_parallel};

/// Random programs in a run of the tests, of each kind; `CONSCYCLE_LISP_PROGRAMS` asks for more.
const PROGRAMS: u64 = 60;

/// Cycles of a random program.
const LIMIT: u64 = 60_000;

/// Texts that are compared of a given program.
const MOST: usize = 20_000;

/// Keeps what is said, without the collections: a row whenever anything but those changes.
struct Said<'a> {
    follower: Follower<'a>,
    rows: Vec<Vec<String>>,
    version: Option<u64>,
}

impl<'a> Said<'a> {
    fn new(image: &'a Image, machine: &Machine) -> Said<'a> {
        let mut follower = Follower::new(image, Some(0), machine);
        follower.speak(true, machine);
        let mut said = Said { follower, rows: Vec::new(), version: None };
        said.look();
        said
    }

    fn look(&mut self) {
        let lanes = self.follower.lanes();
        if self.version.replace(lanes.version()) == Some(lanes.version()) || self.rows.len() > MOST
        {
            return;
        }
        let texts = (0..NAMES.len()).filter(|&lane| lane != COLLECTION);
        let row: Vec<String> = texts.map(|lane| lanes.text(lane).to_string()).collect();
        if self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }
}

impl Probe for Said<'_> {
    fn before(&mut self, machine: &Machine) {
        Follower::before(&mut self.follower, machine);
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        Follower::after(&mut self.follower, machine);
        self.look();
        ControlFlow::Continue(())
    }
}

/// What is said of a program, which may not end.
fn said(text: &str, config: Config, limit: u64) -> (bool, Vec<Vec<String>>) {
    let image = support::image(text, config);
    let mut machine = image.machine(config);
    let mut probe = Said::new(&image, &machine);
    machine.run_with(&mut probe, limit);
    (machine.arbiter.owner == conscycle::machine::ports::Unit::Halted, probe.rows)
}

fn assert_same(quick: &[Vec<String>], lists: &[Vec<String>], whole: bool, what: &str) {
    for (number, (quick, lists)) in quick.iter().zip(lists).enumerate() {
        assert_eq!(quick, lists, "row {number} of {what}");
    }
    assert!(!whole || quick.len() == lists.len(), "{} and {} of {what}", quick.len(), lists.len());
}

/// Depends on cycles, or on how much memory there is, which quick evaluation takes less of.
fn feels_it(case: &Case) -> bool {
    let names = ["cycle", "memory", "interrupt", "unused-words"];
    names.iter().any(|what| case.name.contains(what)) || !case.interrupts.is_empty()
}

#[test]
fn it_says_the_same_of_given_programs_in_both_codes() {
    in_parallel(&programs(), |case| {
        if feels_it(case) {
            return;
        }
        let word = case.words().pop().expect("a word size");
        let rows = [Code::Quick, Code::Lists].map(|code| {
            let config = Config { code, ..case.config(word) };
            let image = case.image(config);
            let mut machine = case.load(&image, config);
            let mut probe = Said::new(&image, &machine);
            machine.run_with(&mut probe, 400_000);
            (machine.arbiter.owner == conscycle::machine::ports::Unit::Halted, probe.rows)
        });
        let [(ends, quick), (also, lists)] = rows;
        assert_same(&quick, &lists, ends && also, &case.name);
    });
}

#[test]
fn it_says_the_same_of_random_programs_in_both_codes() {
    let asked = std::env::var("CONSCYCLE_LISP_PROGRAMS").ok().and_then(|text| text.parse().ok());
    let seeds: Vec<u64> = (0..asked.unwrap_or(PROGRAMS)).collect();
    in_parallel(&seeds, |&seed| {
        let mut numbers = Numbers::new(seed);
        let tape = numbers.tape();
        for text in [random::program(&tape), hostile::program(seed)] {
            let config = support::config(WordSize::W32);
            let run = |code| said(&text, Config { code, ..config }, LIMIT);
            let ((ends, quick), (also, lists)) = (run(Code::Quick), run(Code::Lists));
            assert_same(&quick, &lists, ends && also, &format!("seed {seed}: {text}"));
        }
    });
}

/// Frames move, and texts are written again: what is said stays.
#[test]
fn collections_change_nothing_of_what_is_said() {
    let text = "(define (build n) (if (= n 0) nil (cons n (build (- n 1)))))
        (define (sum l) (if (null? l) 0 (+ (car l) (sum (cdr l)))))
        (define k nil) (define count 0)
        (define (enter x) (call/cc (lambda (c) (begin (set! k c) x))))
        (define (again x) (begin (set! count (+ count 1)) (if (< count 4) (k (+ x 1)) x)))
        (cons (sum (build 9))
          (cons (again (+ 1 (enter 5))) (catch (lambda (c v) v) (+ 1 (throw 7)))))";
    let large = Config { collector: Collector::None, ..support::config(WordSize::W32) };
    let (ends, expected) = said(text, Config { code: Code::Quick, ..large }, LIMIT);
    assert!(ends && expected.len() > 200, "{}", expected.len());
    for &(collector, barrier) in COLLECTORS {
        for code in [Code::Quick, Code::Lists] {
            let config = Config { collector, barrier, gc_every: 11, code, ..large };
            let (_, rows) = said(text, config, 10 * LIMIT);
            assert_same(&rows, &expected, true, &format!("{config:?}"));
        }
    }
}

#[test]
fn a_call_is_said_with_its_operands_and_its_value() {
    let text = "(define (add a b . rest) (+ a b)) (define (twice f x) (f (f x)))
        (add 1 \"x y\" '(a (b)) nil true) (twice (lambda (n) (* n n)) 3)";
    let config = Config { code: Code::Quick, ..support::config(WordSize::W32) };
    let (_, rows) = said(&text.replace("(+ a b)", "(car (cons a b))"), config, LIMIT);
    let has = |lane: usize, text: &str| rows.iter().any(|row| row[lane] == text);
    assert!(has(1, "(add 1 \"x y\" (a (b)) nil true)"), "{rows:?}");
    assert!(has(VALUE, "(add 1 \"x y\" (a (b)) nil true) => 1"), "{rows:?}");
    assert!(has(FUNCTION, "twice") && has(EXPRESSION, "(f (f x))"), "{rows:?}");
    assert!(has(VALUE, "(f 3) => 9") || rows.iter().any(|row| row[VALUE].ends_with(" 3) => 9")));
    let last = rows.last().expect("a row");
    assert!(last[VALUE].ends_with(" 9) => 81"), "{last:?}");
}

/// A cell that is written over is another expression from then on.
#[test]
fn code_that_changes_is_said_as_it_is() {
    let text = "(define code '(+ 1 2)) (define (run) (eval code))
        (begin (run) (set-car! (cdr code) 5) (run) (set-cdr! code '(7 8)) (run))";
    let config = Config { code: Code::Quick, ..support::config(WordSize::W32) };
    let case = Case::of(text);
    let image = case.image(config);
    let mut machine = case.load(&image, config);
    let mut probe = Said::new(&image, &machine);
    machine.run_with(&mut probe, 400_000);
    let expressions: Vec<&str> = probe
        .rows
        .iter()
        .map(|row| row[EXPRESSION].as_str())
        .filter(|it| it.starts_with("(+ "))
        .collect();
    let mut found = expressions.clone();
    found.dedup();
    assert!(found.starts_with(&["(+ 1 2)", "(+ 5 2)", "(+ 7 8)"]), "{found:?}");
}
