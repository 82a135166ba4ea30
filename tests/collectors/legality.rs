//! What each collector is good at, and data that changes while it is collected.

use std::ops::ControlFlow;

use conscycle::machine::Machine;
use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::ports::Unit;
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::machine::units::sweeper::State;

use crate::support::collected::assert_legal;
use crate::support::programs::Case;
use crate::support::{self, COLLECTORS, WORDS, config, in_parallel, outcome};

const COPYING: (Collector, Barrier) = (Collector::Copying, Barrier::Remember);
const MARK_SWEEP: (Collector, Barrier) = (Collector::MarkSweep, Barrier::Remember);

/// The default machine with this collector.
fn with((collector, barrier): (Collector, Barrier)) -> Config {
    Config { collector, barrier, ..Config::default() }
}

/// The machine after the program, with a legal heap.
fn run(case: &Case, config: Config) -> Machine {
    let machine = case.run(config, &mut NoProbe);
    assert_legal(&machine);
    machine
}

#[test]
fn live_data_over_half_of_memory_fits() {
    let text = "(define kept nil)
        (define (build n) (if (< n 1) 0 (begin (set! kept (cons n kept)) (build (- n 1)))))
        (define (count l n) (if (null? l) n (count (cdr l) (+ n 1))))
        (build 9000) (build 1100) (count kept 0)";
    let machine = run(&Case::of(text), with(MARK_SWEEP));
    let heap = (1 << 16) - machine.memory.layout().fixed_end;
    let live = machine.collections.last().expect("it collects").live;
    assert!(live > heap / 2, "{live} of {heap}");
    assert_eq!(outcome(&machine), "=> 10100");
    let machine = run(&Case::of(text), with(COPYING));
    assert_eq!(outcome(&machine), "trap OutOfMemory: nil");
}

#[test]
fn what_a_vector_of_the_image_points_to_survives() {
    let text = "(define v '#(0 0 0 0 0 0 0))
        (define (fill i)
          (if (< i 0) 0 (begin (vector-set! v i (cons i (cons i v))) (fill (- i 1)))))
        (define (sum i) (if (< i 0) 0 (+ (car (cdr (vector-ref v i))) (sum (- i 1)))))
        (fill 6) (sum 6)";
    for (&(collector, barrier), banks) in COLLECTORS.iter().flat_map(|c| [1, 2, 4].map(|b| (c, b)))
    {
        let config = Config { collector, barrier, banks, gc_every: 1, ..Config::default() };
        assert_eq!(outcome(&run(&Case::of(text), config)), "=> 21");
    }
}

#[test]
fn a_vector_larger_than_the_heap_is_out_of_memory_and_the_handler_runs() {
    let text = "(define keep (make-vector 900 0))
        (define got (catch (lambda (cause culprit) (cons cause (make-vector 20 culprit)))
          (make-vector 16000 0)))
        (define more (make-vector 900 1))
        (cons (car got) (cons (vector-ref more 899) (vector-ref keep 899)))";
    for &(collector, barrier) in COLLECTORS {
        for gc_every in [0, 1] {
            let config = Config { memory: 1 << 14, gc_every, ..with((collector, barrier)) };
            assert_eq!(outcome(&run(&Case::bare(text), config)), "=> (7 1 . 0)", "{config:?}");
        }
    }
}

/// Counts mark-sweep's cycles by state, and the objects that the sweeps pass over.
#[derive(Default)]
struct Watch {
    fixed: u64,
    mark: u64,
    sweep: u64,
    objects: u64,
    live: u64,
    /// The object that was last passed over.
    last: u32,
}

impl Probe for Watch {
    fn before(&mut self, machine: &Machine) {
        let scan = machine.sweeper.scan;
        match machine.sweeper.state {
            _ if machine.arbiter.owner != Unit::Sweeper => {}
            State::Supply | State::SupplyBlock => {}
            State::SweepNext => self.sweep += 1,
            State::SweepObject => {
                self.sweep += 1;
                if scan != self.last {
                    self.last = scan;
                    self.objects += 1;
                    self.live += machine.memory.read(scan).0 >> 8 & 1;
                }
            }
            State::Retire | State::MarkRoot | State::MarkFixed | State::MarkFixedObject => {
                self.fixed += 1;
                self.last = 0;
            }
            _ => self.mark += 1,
        }
    }

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Name, program and value of runs that collect, with much and with little that is live.
const MEASURED: &[(&str, &str, &str)] = &[
    ("fib", "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 20)", "=> 6765"),
    (
        "lists",
        "(define (build n l) (if (< n 1) l (build (- n 1) (cons (cons n \"s\") l))))
         (define a (build 1300 nil)) (define b (build 1300 nil)) (define c (build 1500 nil))
         (build 900 nil) (build 900 nil) (car (car c))",
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
            let config = Config { banks, ..with(MARK_SWEEP) };
            let machine = Case::of(text).run(config, &mut watch);
            assert_eq!(outcome(&machine), value);
            let Watch { fixed, mark, sweep, objects, live, .. } = watch;
            let collections = machine.collections.count() as u64;
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
    let mut graphs = Vec::new();
    for seed in 1..=3 {
        let graph = Case::of(&GRAPH.replace("START", &(seed * 37).to_string()));
        for word in WORDS {
            // At 16 bits there is no memory that does without collections.
            let expected = outcome(&run(&graph, graph.config(word)));
            assert!(expected.starts_with("=> "), "{expected}");
            let image = graph.small_image(config(word));
            graphs.push((graph.clone(), image, expected));
        }
    }
    in_parallel(&graphs, |(graph, image, expected)| {
        for &(collector, barrier) in COLLECTORS {
            for (banks, latency, gc_every) in [(4, 1, 0), (4, 1, 1), (2, 1, 7), (1, 2, 13)] {
                let config =
                    Config { collector, barrier, banks, latency, gc_every, ..image.config };
                let mut machine = graph.load(image, config);
                machine.run(support::programs::LIMIT);
                assert_legal(&machine);
                assert_eq!(&outcome(&machine), expected, "{config:?}");
            }
        }
    });
}
