//! Every program and example under the mark-sweep collector: the same value and console as without a
//! collector in a large memory, and after each collection a heap that can be walked, whose free
//! blocks are those of the free lists.

mod support;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use bitvec::prelude::*;
use conscycle::config::{Barrier, Collector, Config, Namespace};
use conscycle::machine::Machine;
use conscycle::object::{Type, object_words, subtype, tagged_words, type_number};
use conscycle::ports::Unit;
use conscycle::probe::{NoProbe, Probe};
use conscycle::units::sweeper::State;
use conscycle::word::{Word, WordSize};
use support::outcome;
use support::programs::{Case, examples, programs};

/// Looks at the heap after each of the first collections, and counts cycles by state.
#[derive(Default)]
struct Watch {
    collections: usize,
    fixed: u64,
    mark: u64,
    sweep: u64,
    objects: u64,
    live: u64,
    sweeping: bool,
}

impl Probe for Watch {
    fn before(&mut self, machine: &Machine) {
        let collecting = machine.arbiter.owner == Unit::Sweeper;
        let mut sweeping = false;
        match machine.sweeper.state {
            _ if !collecting => {}
            State::Supply | State::SupplyBlock => {}
            State::SweepNext | State::SweepObject => {
                sweeping = true;
                self.sweep += 1;
                if !self.sweeping {
                    let (objects, live) = count(machine);
                    self.objects += objects;
                    self.live += live;
                }
            }
            State::Retire | State::MarkRoot | State::MarkFixed | State::MarkFixedObject => {
                self.fixed += 1;
            }
            _ => self.mark += 1,
        }
        self.sweeping = sweeping;
        if machine.collections.len() > self.collections && !collecting {
            self.collections = machine.collections.len();
            if self.collections < 10 {
                check_heap(machine);
            }
        }
    }

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Address, type and size of the objects and free blocks of the heap.
fn objects(machine: &Machine) -> Vec<(u32, Type, u32)> {
    let (memory, size) = (&machine.memory, machine.config().word);
    let mut all = Vec::new();
    let mut at = machine.memory.layout().fixed_end;
    while at < machine.config().memory {
        if at == memory.free && memory.free < memory.end {
            at = memory.end;
            continue;
        }
        let head = memory.read(at);
        assert!(head.is_immediate(), "{head:?} is no header at {at:#x}");
        let kind = Type::from_number(type_number(head)).expect("a type");
        let second = memory.read(at + 1);
        let length = match kind {
            Type::Free => second.0 * subtype(head),
            _ => size.integer(second).max(0) as u32,
        };
        all.push((at, kind, object_words(kind, length, size)));
        at += all[all.len() - 1].2;
    }
    assert_eq!(at, machine.config().memory, "the last object ends with the memory");
    all
}

/// When the sweep begins: the objects, and how many of them are marked.
fn count(machine: &Machine) -> (u64, u64) {
    let all = objects(machine);
    let marked = |&&(at, _, _): &&(u32, Type, u32)| machine.memory.read(at).0 & 0x100 != 0;
    (all.len() as u64, all.iter().filter(marked).count() as u64)
}

/// Every header and field is legal, and the free lists are the free blocks.
fn check_heap(machine: &Machine) {
    let memory = &machine.memory;
    let all = objects(machine);
    let fixed_end = machine.memory.layout().fixed_end;
    let mut starts = bitvec![0; machine.config().memory as usize];
    for &(at, kind, _) in &all {
        starts.set(at as usize, kind != Type::Free);
    }
    let mut free = BTreeMap::new();
    for (at, kind, words) in all {
        assert_eq!(memory.read(at).0 >> 8, 0, "the collector's bits at {at:#x}");
        if kind == Type::Free {
            free.insert(at, words);
        }
        for field in tagged_words(kind, words) {
            let word = memory.read(at + field);
            let legal = !word.is_pointer() || word.0 < fixed_end || starts[word.0 as usize];
            assert!(legal, "{word:?} in {kind:?} at {at:#x}");
        }
    }
    let mut at = 0;
    while at < fixed_end {
        let kind = Type::from_number(type_number(memory.read(at))).expect("a type");
        let length = machine.config().word.integer(memory.read(at + 1)).max(0) as u32;
        let words = object_words(kind, length, machine.config().word);
        for field in tagged_words(kind, words) {
            let word = memory.read(at + field);
            let legal = !word.is_pointer() || word.0 < fixed_end || starts[word.0 as usize];
            assert!(legal, "{word:?} in {kind:?} at {at:#x}");
        }
        at += words;
    }
    let mut sums = [0; 3];
    for (list, &head) in machine.sweeper.lists.iter().enumerate() {
        let mut block: Word = head;
        while !block.is_nil() {
            let words = free.remove(&block.0).expect("a free block, once in the lists");
            assert_eq!(list, [2, 4].iter().position(|&n| n == words).unwrap_or(2));
            sums[list] += words;
            block = memory.read(block.0 + if words == 2 { 1 } else { 2 });
        }
    }
    assert!(free.is_empty(), "blocks in no list: {free:?}");
    assert_eq!((machine.sweeper.pairs, machine.sweeper.available), (sums[0], sums[1] + sums[2]));
}

/// The machine after the program, with its heap checked.
fn run(case: &Case, config: Config, watch: &mut Watch) -> Machine {
    let machine = case.run(config, watch);
    if !machine.collections.is_empty() {
        check_heap(&machine);
    }
    machine
}

fn matrix(banks: &[u32], latencies: &[u32], every: &[u32]) {
    for case in programs().into_iter().chain(examples()) {
        if case.name == "a-vector-larger-than-memory-is-out-of-memory" {
            continue; // Its vectors die at once: where two of them fit, it does not end.
        }
        for word in case.words() {
            for &banks in banks {
                for &latency in latencies {
                    for &gc_every in every {
                        let machine = Config { memory: 1 << 16, ..case.config(word) };
                        let collector = Collector::MarkSweep;
                        let config = Config { banks, latency, gc_every, collector, ..machine };
                        let machine = case.check(config, &mut Watch::default());
                        if !machine.collections.is_empty() {
                            check_heap(&machine);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn programs_and_examples_run_as_without_a_collector() {
    matrix(&[1, 2, 4], &[1, 3], &[0]);
}

#[test]
fn a_collection_at_every_allocation_changes_nothing() {
    matrix(&[4], &[1], &[1]);
}

#[test]
#[ignore = "a quarter of an hour: programs that fill memory collect 13,000 times"]
fn a_collection_at_every_allocation_changes_nothing_in_any_configuration() {
    matrix(&[1, 2, 4], &[1, 3], &[1]);
}

const MARK_SWEEP: Config = Config {
    word: WordSize::W16,
    memory: 1 << 16,
    banks: 4,
    latency: 1,
    namespace: Namespace::Lisp2,
    collector: Collector::MarkSweep,
    barrier: Barrier::Remember,
    gc_every: 0,
};

#[test]
fn live_data_over_half_of_memory_fits() {
    let text = "(define kept nil)
        (define (build n) (if (< n 1) 0 (begin (set! kept (cons n kept)) (build (- n 1)))))
        (define (count l n) (if (null? l) n (count (cdr l) (+ n 1))))
        (build 10000) (build 1200) (count kept 0)";
    let machine = run(&Case::of(text), MARK_SWEEP, &mut Watch::default());
    let heap = (1 << 16) - machine.memory.layout().fixed_end;
    let live = machine.collections.last().expect("it collects").live;
    assert!(live > heap / 2, "{live} of {heap}");
    assert_eq!(outcome(&machine), "=> 11200");
    let copying = Config { collector: Collector::Copying, ..MARK_SWEEP };
    let machine = Case::of(text).run(copying, &mut NoProbe);
    assert_eq!(outcome(&machine), "trap OutOfMemory: nil");
}

#[test]
fn what_a_vector_of_the_image_points_to_survives() {
    let text = "(define v '#(0 0 0 0 0 0 0))
        (define (fill i)
          (if (< i 0) 0 (begin (vector-set! v i (cons i (cons i v))) (fill (- i 1)))))
        (define (sum i) (if (< i 0) 0 (+ (car (cdr (vector-ref v i))) (sum (- i 1)))))
        (fill 6) (sum 6)";
    for banks in [1, 2, 4] {
        let config = Config { banks, gc_every: 1, ..MARK_SWEEP };
        assert_eq!(outcome(&run(&Case::of(text), config, &mut Watch::default())), "=> 21");
    }
}

#[test]
fn a_vector_larger_than_the_heap_is_out_of_memory_and_the_handler_runs() {
    let text = "(define keep (make-vector 900 0))
        (define got (catch (lambda (cause culprit) (cons cause (make-vector 20 culprit)))
          (make-vector 16000 0)))
        (define more (make-vector 900 1))
        (cons (car got) (cons (vector-ref more 899) (vector-ref keep 899)))";
    let config = Config { memory: 1 << 14, ..MARK_SWEEP };
    let bare = Case::bare(text);
    for gc_every in [0, 1] {
        let machine = run(&bare, Config { gc_every, ..config }, &mut Watch::default());
        assert_eq!(outcome(&machine), "=> (7 1 . 0)");
    }
}

/// Name, program and value of runs that collect, with much and with little that is live.
const MEASURED: &[(&str, &str, &str)] = &[
    ("fib", "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 20)", "=> 6765"),
    (
        "lists",
        "(define (build n l) (if (< n 1) l (build (- n 1) (cons (cons n \"s\") l))))
         (define a (build 1500 nil)) (define b (build 1500 nil)) (define c (build 1700 nil))
         (build 1000 nil) (build 1000 nil) (car (car c))",
        "=> 1",
    ),
    (
        "vectors",
        "(define (make) (make-vector 700 0))
         (define (fill v i)
           (if (< i 0) v
             (begin (vector-set! v i (make-vector 6 (cons i nil))) (fill v (- i 1)))))
         (define v (make)) (define w (make)) (define x (make))
         (fill v 699) (fill w 699) (fill x 699) (fill x 699) (fill x 699)
         (vector-ref (vector-ref w 11) 5)",
        "=> (11)",
    ),
];

/// `cargo test --test collectors keep_to -- --nocapture` prints the figures.
#[test]
fn marking_and_sweeping_keep_to_their_cycles() {
    for &(name, text, value) in MEASURED {
        for banks in [4, 2, 1] {
            let mut watch = Watch::default();
            let machine = run(&Case::of(text), Config { banks, ..MARK_SWEEP }, &mut watch);
            assert_eq!(outcome(&machine), value);
            let Watch { fixed, mark, sweep, objects, live, .. } = watch;
            let collections = machine.collections.len() as u64;
            let share = machine.unit_cycles[Unit::Sweeper as usize] * 100 / machine.cycle;
            println!(
                "{name}, {banks} banks: {collections} collections, {:.0} objects, {:.0} live; \
                 mark {:.2} per live object and {:.0} for the fixed region; sweep {:.2} per object; \
                 {share} % of {} cycles",
                objects as f64 / collections as f64,
                live as f64 / collections as f64,
                mark as f64 / live as f64,
                fixed as f64 / collections as f64,
                sweep as f64 / objects as f64,
                machine.cycle,
            );
            assert!(collections > 0);
            if banks == 4 {
                assert!(mark <= 10 * live, "mark");
                assert!(sweep <= 2 * objects, "sweep");
            }
        }
    }
}

/// Pairs, vectors (of no element too), closures, symbols and strings that point at each other and at
/// themselves, changed at random; the value is what walks through them come across.
const GRAPH: &str = "(define seed START)
    (define (random n) (set! seed (remainder (+ (* (remainder seed 127) 101) 29) 12703)) (remainder seed n))
    (define nodes (make-vector 40 0))
    (define (node) (vector-ref nodes (random 40)))
    (define (make k)
      (if (< k 3) (cons (node) (node))
      (if (< k 6) (make-vector (random 9) (node))
      (if (< k 7) ((lambda (x y) (lambda (z) (cons x y))) (node) (node))
      (if (< k 8) (make-symbol \"made\")
      (if (< k 9) (make-string (random 9) #\\x) 20000))))))
    (define (link n)
      (if (pair? n) (if (< (random 2) 1) (set-car! n (node)) (set-cdr! n (node)))
      (if (vector? n)
          (if (< 0 (vector-length n)) (vector-set! n (random (vector-length n)) (node)) 0)
      (if (symbol? n) (set-symbol-value! n (node)) 0))))
    (define (walk n left sum)
      (if (< left 1) sum
      (if (pair? n) (walk (if (< (random 2) 1) (car n) (cdr n)) (- left 1) (remainder (+ sum 1) 9973))
      (if (vector? n)
          (if (< 0 (vector-length n))
              (walk (vector-ref n (random (vector-length n))) (- left 1) (remainder (+ sum 31) 9973))
              (+ sum 5))
      (if (procedure? n) (walk (car (n 0)) (- left 1) (remainder (+ sum 311) 9973))
      (if (symbol? n) (if (eq? n 'unset) sum (+ sum 7))
      (if (string? n) (+ sum (string-length n)) (if (number? n) (+ sum 3) (+ sum 11)))))))))
    (define (round i sum)
      (if (< i 1) sum
        (begin
          (vector-set! nodes (random 40) (make (random 10)))
          (link (node)) (link (node))
          (round (- i 1) (remainder (+ (* 3 (remainder sum 3000)) (walk (node) 12 0)) 9973)))))
    (round 60 0)";

#[test]
fn graphs_that_change_at_random_survive() {
    for word in [WordSize::W16, WordSize::W32] {
        for seed in 1..=3 {
            let graph = Case::of(&GRAPH.replace("START", &(seed * 37).to_string()));
            let memory = if word == WordSize::W16 { 1 << 16 } else { 1 << 22 };
            let none = Config { word, memory, collector: Collector::None, ..MARK_SWEEP };
            let expected = match word {
                WordSize::W16 => None,
                WordSize::W32 => Some(outcome(&run(&graph, none, &mut Watch::default()))),
            };
            let mut outcomes = Vec::new();
            for (banks, latency, gc_every) in [(4, 1, 0), (4, 1, 1), (2, 1, 7), (1, 2, 13)] {
                let config = Config { word, banks, latency, gc_every, ..MARK_SWEEP };
                outcomes.push(outcome(&run(&graph, config, &mut Watch::default())));
            }
            let first = expected.unwrap_or_else(|| outcomes[0].clone());
            assert!(first.starts_with("=> "), "{first}");
            assert!(
                outcomes.iter().all(|one| *one == first),
                "seed {seed}: {outcomes:?} {first:?}"
            );
        }
    }
}
