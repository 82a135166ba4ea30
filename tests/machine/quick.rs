//! Quick evaluation tells nobody: every program does under it what it does without notes.

use std::sync::atomic::{AtomicU64, Ordering};

use conscycle::image::random::Numbers;
use conscycle::machine::Stop;
use conscycle::machine::config::{Code, Collector, Config, Namespace};
use conscycle::machine::ports::Halt;
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;
use conscycle::observe::condition::Condition;

use crate::support::programs::{Case, programs};
use crate::support::{self, COLLECTORS, WORDS, hostile, in_parallel};

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

/// Cycles that a hostile program gets without notes.
const LIMIT: u64 = 100_000;

/// What becomes of a program: its end, what it has printed, where it has trapped; `None` if it goes on.
fn end(text: &str, config: Config, limit: u64) -> Option<(String, Vec<u8>, Option<String>)> {
    let mut machine = support::machine(text, config);
    if machine.run(limit) != Stop::Halted {
        return None;
    }
    let origin =
        (machine.arbiter.halt == Halt::Trap).then(|| support::print(&machine, machine.trap.origin));
    Some((support::outcome(&machine), machine.take_output(), origin))
}

/// A machine for the program of a seed.
fn machine_of(seed: u64) -> Config {
    let mut numbers = Numbers::new(!seed);
    let (collector, barrier) = numbers.pick(COLLECTORS);
    let word = numbers.pick(&WORDS);
    Config {
        namespace: numbers.pick(&[Namespace::Lisp2, Namespace::Lisp2, Namespace::Lisp1]),
        banks: numbers.pick(&[4, 4, 2, 1]),
        gc_every: if collector == Collector::None { 0 } else { numbers.pick(&[0, 0, 5, 17]) },
        collector,
        barrier,
        ..support::config(word)
    }
}

#[test]
fn hostile_programs_do_what_they_do_without_notes() {
    let first = std::env::var("CONSCYCLE_SEED").map_or(0, |seed| seed.parse().expect("a number"));
    let cases =
        std::env::var("PROPTEST_CASES").map_or(CASES, |cases| cases.parse().expect("a number"));
    let seeds: Vec<u64> = (first..first + cases).collect();
    let (compared, trapped) = (AtomicU64::new(0), AtomicU64::new(0));
    in_parallel(&seeds, |&seed| {
        let text = hostile::program(seed);
        let config = machine_of(seed);
        let Some(lists) = end(&text, config, LIMIT) else { return };
        let quick = end(&text, Config { code: Code::Quick, ..config }, 3 * LIMIT);
        assert_eq!(quick.as_ref(), Some(&lists), "seed {seed}, {config:?}\n{text}");
        compared.fetch_add(1, Ordering::Relaxed);
        trapped.fetch_add(lists.2.is_some().into(), Ordering::Relaxed);
    });
    let (compared, trapped) = (compared.into_inner(), trapped.into_inner());
    eprintln!("{compared} compared, {trapped} of them end in a trap");
    assert!(compared > cases / 2, "{compared} of {cases} end within {LIMIT} cycles");
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
