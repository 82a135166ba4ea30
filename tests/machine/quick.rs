//! Quick evaluation tells nobody: every program does under it what it does without notes.

use std::sync::atomic::{AtomicU64, Ordering};

use conscycle::cli::campaign::{Codes, Difference, Finding, Kind as _};
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::ports::Halt;
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;
use conscycle::observe::condition::Condition;

use crate::support::programs::{Case, programs};
use crate::support::{self, COLLECTORS, in_parallel};

/// Under mark-sweep this program does not end: the vectors that fill memory die at once.
fn fills_memory_with_garbage(case: &Case) -> bool {
    case.name == "a-vector-larger-than-memory-is-out-of-memory"
}

#[test]
fn programs_do_what_they_do_without_notes() {
    in_parallel(&programs(), |case| {
        for word in case.words() {
            for (banks, latency) in [(4, 1), (1, 2)] {
                let config = Config { code: Code::Quick, banks, latency, ..case.config(word) };
                case.check(config, &mut NoProbe);
            }
        }
    });
}

#[test]
fn programs_do_what_they_do_without_notes_under_every_collector() {
    in_parallel(&programs(), |case| {
        for &(collector, barrier) in COLLECTORS {
            if collector == Collector::MarkSweep && fills_memory_with_garbage(case) {
                continue;
            }
            let word = case.words().pop().expect("a word size");
            let (code, gc_every) = (Code::Quick, 7);
            let config = Config { code, collector, barrier, gc_every, ..case.config(word) };
            case.check(config, &mut NoProbe);
        }
    });
}

/// Hostile programs in a run of the tests.
const CASES: u64 = 2000;

#[test]
fn hostile_programs_do_what_they_do_without_notes() {
    let first = std::env::var("CONSCYCLE_SEED").map_or(0, |seed| seed.parse().expect("a number"));
    let cases =
        std::env::var("PROPTEST_CASES").map_or(CASES, |cases| cases.parse().expect("a number"));
    let seeds: Vec<u64> = (first..first + cases).collect();
    let compared = AtomicU64::new(0);
    in_parallel(&seeds, |&seed| {
        let case = Codes.case(seed).expect("a case");
        match Codes.compare(&case).expect("a program") {
            Finding::Same { .. } => drop(compared.fetch_add(1, Ordering::Relaxed)),
            Finding::Unfinished => {}
            Finding::Different(Difference { details, .. }) => {
                panic!("seed {seed}, {:?}\n{}\n{details}", case.config, case.text)
            }
        }
    });
    let compared = compared.into_inner();
    assert!(compared > cases / 2, "{compared} of {cases} programs come to their end");
}

/// Locals that are in registers only are variables of the program like all others.
#[test]
fn an_inner_definition_begins_no_epoch() {
    let functions = [
        "(defun f (a b c d) (define x (+ a d)) (+ x b))",
        "(defun f (a . rest) (define x (car rest)) (+ a x))",
        "(defun f (a b c d) (define (g) (+ a d)) (+ b (g)))",
    ];
    for function in functions {
        let text = format!(
            "{function} (defun again (n) (if (= n 0) 0 (begin (f 1 2 3 4) (again (- n 1))))) (again 20)"
        );
        for config in [support::config, support::lisp1].map(|config| config(WordSize::W32)) {
            let machine = support::run(&text, Config { code: Code::Quick, ..config });
            assert_eq!(machine.eval.scope.epoch, 0, "{text}");
        }
    }
}

#[test]
fn conditions_know_the_locals() {
    let text = "(define (f x y) (if (= x 3) y (f (+ x 1) (- y 1)))) (f 0 10)";
    for code in Code::ALL {
        let config = Config { code, ..Config::default() };
        let image = support::image(text, config);
        let mut machine = image.machine(config);
        let condition = Condition::parse("x = 2 && y = 8 && state = EvalDispatch", &image);
        let condition = condition.expect("a condition");
        while !condition.holds(&machine) {
            assert_eq!(machine.arbiter.halt, Halt::Running, "{code:?}");
            machine.tick();
        }
        assert_eq!(machine.eval.scope.pending, code == Code::Quick);
        assert_eq!(
            support::print(&machine, machine.eval.expr),
            "(if (= x 3) y (f (+ x 1) (- y 1)))"
        );
    }
}
