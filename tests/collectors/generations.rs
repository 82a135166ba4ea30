//! The generational collector: what its barriers catch, what that costs, and where objects go.

use conscycle::machine::Machine;
use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::ports::{Halt, Unit};
use conscycle::machine::units::sweeper::{Cause, Kind, State};

use crate::support::{self, WORDS, config, machine, outcome, pair};

const BARRIERS: [Barrier; 3] = [Barrier::Remember, Barrier::Collect, Barrier::Protect];

/// Makes garbage; a list of numbers; and the sum of its elements.
const LIBRARY: &str = "
    (defun garbage (n) (if (= n 0) nil (begin (cons n n) (garbage (- n 1)))))
    (defun numbers (n l) (if (= n 0) l (numbers (- n 1) (cons n l))))
    (defun sum (l s) (if (null? l) s (sum (cdr l) (+ s (car l)))))";

fn generational(barrier: Barrier) -> Config {
    Config { collector: Collector::Generational, barrier, memory: 1 << 14, ..config(WORDS[0]) }
}

/// What was seen of a run.
#[derive(Debug, Default)]
struct Seen {
    /// Stores that the barrier caught, and those that made a cell of the list.
    caught: u32,
    remembered: u32,
    /// The objects in the list when it was longest.
    list: Vec<u32>,
}

/// Runs a program to its end.
fn watch(program: &str, config: Config) -> (Machine, Seen) {
    let mut machine = machine(&format!("{LIBRARY} {program}"), config);
    let mut seen = Seen::default();
    while machine.arbiter.halt == Halt::Running {
        assert!(machine.cycle < support::LIMIT, "{program}");
        let state = machine.sweeper.state;
        let before = machine.arbiter.owner;
        machine.tick();
        if before == Unit::Sweeper && state == State::RememberMark {
            seen.remembered += 1;
            let list = objects(&machine);
            if list.len() > seen.list.len() {
                seen.list = list;
            }
        }
        let begins = before != Unit::Sweeper && machine.arbiter.owner == Unit::Sweeper;
        let store = matches!(machine.sweeper.state, State::Remember | State::Unprotect)
            || machine.sweeper.cause == Cause::Store;
        seen.caught += u32::from(begins && store);
    }
    (machine, seen)
}

/// The objects in the list of remembered ones.
fn objects(machine: &Machine) -> Vec<u32> {
    let mut objects = Vec::new();
    let mut list = machine.sweeper.remembered.word();
    while list.is_pointer() {
        let (object, rest) = pair(machine, list);
        objects.push(object.address());
        list = rest;
    }
    objects
}

#[test]
fn an_old_object_keeps_the_only_pointer_to_a_young_one() {
    // Everything that a store can change: a pair, a vector's element, the cells of a symbol, a
    // binding in an environment, and an environment itself.
    let stores = [
        ("(define old (cons 1 2))", "(set-car! old (numbers 9 nil))", "(car old)"),
        ("(define old (cons 1 2))", "(set-cdr! old (numbers 9 nil))", "(cdr old)"),
        (
            "(define old (make-vector 9 0))",
            "(vector-set! old 7 (numbers 9 nil))",
            "(vector-ref old 7)",
        ),
        ("(define old nil)", "(set! old (numbers 9 nil))", "old"),
        ("", "(set-symbol-value! 'old (numbers 9 nil))", "old"),
        ("(define put (let1 nil))", "(put (numbers 9 nil))", "(put nil)"),
        ("(define put (let2 nil))", "(put (numbers 9 nil))", "(put nil)"),
    ];
    let closures = "
        (defun let1 (kept) (lambda (new) (if (null? new) kept (set! kept new))))
        (defun let2 (kept)
          (lambda (new) (if (null? new) (kept) (begin (define f new) (set! kept (lambda () f))))))";
    for (make, store, read) in stores {
        for barrier in BARRIERS {
            let program =
                format!("{closures} {make} (garbage 3000) {store} (garbage 3000) (sum {read} 0)");
            let (machine, seen) = watch(&program, generational(barrier));
            assert_eq!(outcome(&machine), "=> 45", "{barrier:?}: {program}");
            assert!(seen.caught > 0, "{barrier:?}: {program}");
            assert!(
                machine
                    .collections
                    .kept()
                    .iter()
                    .any(|c| c.kind == Kind::Minor && c.cause == Cause::Full)
            );
        }
    }
}

#[test]
fn many_stores_to_one_object_are_remembered_once() {
    let program = "
        (define a (cons 1 2)) (define b (cons 3 4)) (garbage 3000)
        (defun stores (n)
          (if (= n 0) nil
            (begin (set-car! a (cons n n)) (set-car! b (cons n n)) (set-cdr! a (cons n n))
                   (stores (- n 1)))))
        (stores 20)";
    let (machine, seen) = watch(program, generational(Barrier::Remember));
    assert_eq!(outcome(&machine), "=> nil");
    let mut list = objects(&machine);
    let length = list.len();
    list.sort_unstable();
    list.dedup();
    // The two pairs, and the symbol object of `stores` if no collection has come after its definition.
    assert_eq!(list.len(), length);
    assert!((2..=3).contains(&length), "{length}");
    assert!(seen.caught > 20, "the two objects take turns: {}", seen.caught);
}

#[test]
fn the_list_is_taken_apart_by_every_minor_collection_and_filled_again() {
    let program = "
        (define old (make-vector 3 nil))
        (defun rounds (n)
          (if (= n 0) nil
            (begin (vector-set! old 0 (numbers n nil)) (garbage 2000) (rounds (- n 1)))))
        (garbage 3000) (rounds 12) (sum (vector-ref old 0) 0)";
    let mut machine = machine(&format!("{LIBRARY} {program}"), generational(Barrier::Remember));
    let (mut collections, mut filled) = (0, 0);
    while machine.arbiter.halt == Halt::Running {
        machine.tick();
        if machine.collections.count() > collections && machine.arbiter.owner != Unit::Sweeper {
            collections = machine.collections.count();
            assert!(machine.sweeper.remembered.is_nil());
            let [young, old] = machine.memory.in_use();
            assert!(young.is_empty());
            let fixed = conscycle::machine::object::fixed::END..machine.memory.layout().fixed_end;
            for part in [fixed, old] {
                for object in support::objects::objects(&machine, part.start, part.end) {
                    let header = machine.memory.read(object.address);
                    assert_eq!(header.0 & 0xF00, 0, "no mark is left at {:#x}", object.address);
                }
            }
        }
        filled +=
            u32::from(objects(&machine).len() == 1 && machine.collections.count() > collections);
    }
    assert_eq!(outcome(&machine), "=> 1");
    assert!(collections > 12 && filled > 0);
}

/// The cycles of one store, by what the barrier does about it.
#[test]
fn the_barriers_cost_what_the_manual_says() {
    // The cycles of a value that is young, beyond those of an immediate. Without a collector, that
    // is what its evaluation costs.
    let difference = |config: Config, garbage: &str, before: &str| {
        let run = |value| {
            let program = format!(
                "(define old (cons 1 2)) {garbage} {before} (define new {value}) (set-car! old new)"
            );
            watch(&program, config).0.cycle
        };
        // Images of the same size, so that the collections are the same.
        run("(cons 5 6)") - run("(+ 5 6)")
    };
    let costs = |barrier, before| {
        let none = Config { collector: Collector::None, ..config(WORDS[0]) };
        difference(generational(barrier), "(garbage 3000)", before) - difference(none, "", before)
    };
    // The value goes into two old objects: the symbol object of `new`, and then the pair.
    assert_eq!(costs(Barrier::Remember, ""), 4 + 4);
    let other = "(set-car! old (cons 1 1))";
    assert_eq!(costs(Barrier::Remember, other), 4 + 3, "the pair is marked");
    let same = "(define new (cons 1 1)) (set-car! old (cons 1 1))";
    assert_eq!(costs(Barrier::Remember, same), 3 + 3, "both are");
    // A page is caught by any store, so once at most, with either value.
    assert_eq!(costs(Barrier::Protect, ""), 0);
}

#[test]
fn a_page_is_unprotected_by_the_first_store_into_it() {
    let program = "
        (define old (cons 1 2)) (define other (cons 3 4)) (garbage 3000)
        (defun stores (n)
          (if (= n 0) nil
            (begin (set-car! old n) (set-car! other (cons n n)) (stores (- n 1)))))
        (stores 50) (cons (car old) (car other))";
    let (machine, seen) = watch(program, generational(Barrier::Protect));
    assert_eq!(outcome(&machine), "=> (1 1 . 1)");
    // The definitions, twice, for the image's page; the two pairs share theirs.
    assert!(seen.caught <= 2 + 1 + 3 * machine.collections.count() as u32, "{}", seen.caught);
    assert!(machine.memory.unprotected != 0);
}

#[test]
fn an_object_larger_than_the_nursery_is_old_from_the_first() {
    for barrier in BARRIERS {
        let config = Config { memory: 1 << 15, ..generational(barrier) };
        let program = "
            (define kept (cons 1 2))
            (define large (make-vector 4100 kept))
            (define larger (make-vector 4200 (cons 3 4)))
            (vector-set! large 4099 (numbers 9 nil))
            (garbage 3000)
            (cons (sum (vector-ref large 4099) 0) (cons (vector-ref large 0) (vector-ref larger 4199)))";
        let (machine, _) = watch(program, config);
        assert_eq!(outcome(&machine), "=> (45 (1 . 2) 3 . 4)", "{barrier:?}");
        let layout = machine.memory.layout();
        assert!(layout.nursery_words < 4100);
        let most = machine.collections.kept().iter().map(|c| c.promoted).max();
        assert!(most < Some(4100), "it has never been copied out of the nursery");
    }
}

#[test]
fn a_major_collection_follows_when_the_old_space_is_full() {
    for barrier in BARRIERS {
        let program = "
            (define kept nil)
            (defun rounds (n)
              (if (= n 0) nil (begin (set! kept (numbers 150 nil)) (garbage 300) (rounds (- n 1)))))
            (rounds 40) (sum kept 0)";
        let (machine, _) = watch(program, generational(barrier));
        assert_eq!(outcome(&machine), "=> 11325");
        let kinds: Vec<Kind> = machine.collections.kept().iter().map(|c| c.kind).collect();
        assert!(kinds.contains(&Kind::Major), "{barrier:?}");
        for (i, pair) in machine.collections.kept().windows(2).enumerate() {
            let [minor, major] = pair else { continue };
            if major.kind == Kind::Major {
                assert_eq!(minor.kind, Kind::Minor, "{i}");
                assert_eq!(minor.begin + minor.cycles, major.begin, "one pause");
                assert!(major.freed > 0);
            }
        }
    }
}
