//! Memory full of live data: the trap, its handler, the program after it, and never a hang.

use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::ports::Halt;
use conscycle::machine::primitives::Fault;
use conscycle::machine::units::sweeper::{Cause, Kind};
use conscycle::machine::{Machine, Stop};

use crate::support::collected::assert_legal;
use crate::support::{self, COLLECTORS, WORDS, config, in_parallel, outcome, print};

/// Frames without end, a list without end, and a list without end in a global variable.
const ENDLESS: &str = "
    (defun frames (n) (+ 1 (frames n)))
    (defun list (l) (list (cons 1 l)))
    (define all nil)
    (defun grow () (set! all (cons 1 all)) (grow))
    (defun cause (c x) c)";

/// Cycles that are enough for any of these programs, in a memory of 8K words.
const ENOUGH: u64 = 10_000_000;

fn configs() -> Vec<Config> {
    let of_collector = |&(collector, barrier)| {
        WORDS.into_iter().flat_map(move |word| {
            [(4, 1), (1, 3)].map(|(banks, latency)| Config {
                memory: 1 << 13,
                collector,
                barrier,
                banks,
                latency,
                ..config(word)
            })
        })
    };
    COLLECTORS.iter().flat_map(of_collector).collect()
}

/// Runs a program behind `ENDLESS`, with memory ending at another allocation for each padding, and
/// checks what always holds.
fn exhaust(program: &str, config: Config, padding: u32) -> Machine {
    let text = format!("(make-vector {padding} 0) {ENDLESS} {program}");
    let mut machine = support::machine(&text, config);
    assert_eq!(machine.run(ENOUGH), Stop::Halted, "{program} at {config:?}, {padding}");
    assert_legal(&machine);
    let scale = u64::from(4 / config.banks * config.latency);
    for collection in machine.collections.kept() {
        let most = 3 * u64::from(config.memory) * scale;
        assert!((1..=most).contains(&collection.cycles), "{collection:?} at {config:?}");
    }
    for word in [machine.clink.clink, machine.trap.origin, machine.trap.culprit, machine.value] {
        print(&machine, word);
    }
    machine
}

/// The program ends like this everywhere.
#[track_caller]
fn check(program: &str, expected: &str) {
    in_parallel(&configs(), |&config| {
        for padding in 0..12 {
            let machine = exhaust(program, config, padding);
            assert_eq!(outcome(&machine), expected, "{program} at {config:?}, {padding}");
            assert!(
                machine.collections.kept().iter().any(|collection| collection.cause == Cause::Full)
            );
        }
    });
}

#[test]
fn data_without_end_halts_with_out_of_memory() {
    for endless in ["(frames 1)", "(list nil)", "(grow)"] {
        check(endless, "trap OutOfMemory: nil");
    }
}

#[test]
fn a_catch_handler_runs_and_the_program_goes_on() {
    for endless in ["(frames 1)", "(list nil)"] {
        let program = format!("(define caught (catch cause {endless})) (cons caught (cons 1 2))");
        check(&program, "=> (7 1 . 2)");
    }
    // With the data dropped there is room for half a space.
    let program = "(define caught (catch cause (grow))) (set! all nil)
                   (vector-length (make-vector 1000 caught))";
    check(program, "=> 1000");
}

#[test]
fn the_reserve_is_held_back_again_once_the_data_is_dropped() {
    for endless in ["(frames 1)", "(list nil)", "(begin (set! all nil) (grow))"] {
        let caught = format!("(catch cause {endless})");
        let program = format!(
            "(define a {caught}) (define b {caught}) (define c {caught})
                               (set! all nil) (cons a (cons b c))"
        );
        check(&program, "=> (7 7 . 7)");
    }
}

#[test]
fn data_that_is_not_dropped_halts_the_second_time() {
    check("(catch cause (grow)) (grow)", "trap OutOfMemory: nil");
    check("(catch (lambda (c x) (grow)) (grow))", "trap OutOfMemory: nil");
    check("(catch (lambda (c x) (frames 1)) (frames 1))", "trap OutOfMemory: nil");
}

#[test]
fn a_handler_in_the_vector_runs_every_time() {
    in_parallel(&configs(), |&config| {
        for padding in 0..12 {
            // What is pending is done with the handler's value in place of the rest.
            let program = "(set-trap-handler! cause)
                           (define first (frames 1)) (define second (frames 1))
                           (if (> first 40) (> second 40) nil)";
            let machine = exhaust(program, config, padding);
            assert_eq!(outcome(&machine), "=> true", "{config:?}, {padding}");
        }
    });
}

#[test]
fn garbage_beside_data_that_almost_fills_memory_is_no_standstill() {
    let spin = "(defun spin (n) (if (= n 0) :done (spin (- n 1))))";
    check(&format!("{spin} (catch (lambda (c x) (spin 500)) (grow))"), "=> :done");
    // Data that grows by a cell for a lot of garbage ends, one way or the other.
    let slow = "(defun slowly () (spin 20) (set! all (cons 1 all)) (slowly))";
    for start in ["(slowly)", "(catch (lambda (c x) (slowly)) (grow))"] {
        for config in configs().into_iter().filter(|config| config.latency == 1) {
            let machine = exhaust(&format!("{spin} {slow} {start}"), config, 0);
            assert_eq!(
                (machine.arbiter.halt, machine.trap.cause),
                (Halt::Trap, Fault::OutOfMemory)
            );
            let figures = machine.collections.figures(machine.cycle);
            let (longest, collections) = (figures.longest_pause(), machine.collections.count());
            assert!(figures.cycles <= 1000 * longest, "{collections} collections");
        }
    }
}

#[test]
fn a_small_old_space_of_garbage_is_collected_before_memory_is_out() {
    let program = "
        (defun make (n list) (if (= n 0) list (make (- n 1) (cons n list))))
        (defun sum (list total) (if (eq? list nil) total (sum (cdr list) (+ total (car list)))))
        (define old (cons 0 nil))
        (defun work (k)
          (if (= k 0) (sum (car old) 0) (begin (set-car! old (make 10 nil)) (work (- k 1)))))
        (work 200)";
    for barrier in [Barrier::Remember, Barrier::Collect] {
        let collector = Collector::Generational;
        let config = Config { memory: 1 << 13, collector, barrier, ..Config::default() };
        let machine = exhaust(program, config, 0);
        assert_eq!(outcome(&machine), "=> 55", "{barrier:?}");
        assert!(machine.collections.kept().iter().any(|collection| collection.kind == Kind::Major));
    }
}
