//! The README's figures in cycles are measured here.
//!
//! `cargo xtask bless readme` rewrites them.

use std::fmt::Write as _;

use conscycle::firmware::{self, Dialect};
use conscycle::image::printer::Printer;
use conscycle::image::reader;
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;
use conscycle::machine::{Machine, Stop};
use conscycle::observe::statistics::Statistics;

use crate::support::COLLECTORS;
use crate::support::programs::workloads;

const PROGRAMS: [(&str, &str, &str); 2] = [
    ("fib(20)", "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 20)", "6765"),
    (
        "tak(18,12,6)",
        "(define (tak x y z) (if (< y x) (tak (tak (- x 1) y z) (tak (- y 1) z x) \
         (tak (- z 1) x y)) z)) (tak 18 12 6)",
        "7",
    ),
];

/// Programs in which something happens again and again: how often, and what it is.
const LOOPS: [(&str, u64, &str, &str); 5] = [
    (
        "tail loop of two variables, an iteration",
        1000,
        "(define (count n sum) (if (= n 0) sum (count (- n 1) (+ sum n)))) (count 1000 0)",
        "500500",
    ),
    (
        "call of a closure with a free variable, an iteration",
        1000,
        "(define (adder k) (lambda (x) (+ x k))) (define add (adder 5)) \
         (define (turn n) (if (= n 0) 0 (begin (funcall add n) (turn (- n 1))))) (turn 1000)",
        "0",
    ),
    (
        "loop with a `let`, an iteration",
        1000,
        "(define (turn n) (if (= n 0) 0 (let ((m (- n 1))) (turn m)))) (turn 1000)",
        "0",
    ),
    (
        "`map` of a `lambda`, an element",
        1000,
        "(define (numbers n) (if (= n 0) nil (cons n (numbers (- n 1))))) \
         (define l (numbers 1000)) (length (map (lambda (x) (+ x 1)) l))",
        "1000",
    ),
    (
        "sum over a vector, an element",
        1000,
        "(define v (make-vector 1000 3)) (define (sum i s) (if (= i 1000) s \
         (sum (+ i 1) (+ s (vector-ref v i))))) (sum 0 0)",
        "3000",
    ),
];

/// Cycles and calls.
fn measure(text: &str, value: &str, banks: u32, code: Code) -> (u64, u64) {
    let config = Config { word: WordSize::W32, memory: 1 << 23, banks, code, ..Config::default() };
    let forms = reader::read_all(text).expect("reads");
    let mut builder = firmware::builder(Dialect::Core, config).expect("the library");
    builder.program("figure", text, &forms).expect("builds");
    let image = builder.finish();
    let mut machine = Machine::new(config, &image.words, image.entry);
    assert_eq!(machine.run(u64::MAX), Stop::Halted);
    assert_eq!(Printer::new(&machine.memory, &config).print(machine.value), value);
    (machine.cycle, machine.calls)
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if head > 0 {
        groups.push(&digits[..head]);
    }
    groups.extend((head..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    groups.join(",")
}

fn cycle_table() -> String {
    let mut table = String::from(
        "| program | calls | banks | code | cycles | cycles per call |\n|---|---|---|---|---|---|\n",
    );
    for (name, text, value) in PROGRAMS {
        for banks in [4, 2, 1] {
            for code in Code::ALL {
                let (cycles, calls) = measure(text, value, banks, code);
                let per_call = cycles as f64 / calls as f64;
                let (cycles, calls, code) = (grouped(cycles), grouped(calls), code.name());
                let _ = writeln!(
                    table,
                    "| {name} | {calls} | {banks} | {code} | {cycles} | {per_call:.1} |"
                );
            }
        }
    }
    table
}

/// What both ways to evaluate code cost, at four banks.
fn code_table() -> String {
    let mut table = String::from("| | lists | quick |\n|---|---|---|\n");
    for (name, times, text, value) in LOOPS {
        let each = Code::ALL.map(|code| measure(text, value, 4, code).0 as f64 / times as f64);
        let _ = writeln!(table, "| {name} | {:.1} | {:.1} |", each[0], each[1]);
    }
    table
}

/// What collections cost in `examples/churn.lisp`.
fn collection_table() -> String {
    let text = std::fs::read_to_string("examples/churn.lisp").expect("the example");
    let forms = reader::read_all(&text).expect("reads");
    let mut table = String::from(
        "| collector | banks | cycles | collections | share of cycles | longest pause | most live words | \
         utilisation of 100,000 cycles |\n|---|---|---|---|---|---|---|---|\n",
    );
    let machines = [Collector::Copying, Collector::Generational, Collector::MarkSweep]
        .into_iter()
        .flat_map(|collector| [4, 2, 1].map(|banks| (collector, banks)));
    for (collector, banks) in machines {
        let config = Config { collector, banks, ..Config::default() };
        let mut builder = firmware::builder(Dialect::Core, config).expect("the library");
        builder.program("churn.lisp", &text, &forms).expect("builds");
        let image = builder.finish();
        let mut machine = Machine::new(config, &image.words, image.entry);
        assert_eq!(machine.run(u64::MAX), Stop::Halted);
        let collected = Statistics::of(&machine);
        let _ = writeln!(
            table,
            "| {} | {banks} | {} | {} | {:.1} % | {} | {} | {:.2} |",
            collector.name(),
            grouped(machine.cycle),
            collected.collections,
            100.0 * collected.share,
            grouped(collected.longest_pause),
            grouped(collected.most_live_words.into()),
            collected.minimum_mutator_utilisation[2].share,
        );
    }
    table
}

/// What collections cost in each workload, with each collector and barrier.
fn workload_table() -> String {
    let mut table = String::from(
        "| workload | collector | cycles | collections | share of cycles | longest pause |\n\
         |---|---|---|---|---|---|\n",
    );
    for case in workloads() {
        for &(collector, barrier) in COLLECTORS {
            let config = Config { collector, barrier, ..Config::default() };
            let machine = case.check(config, &mut NoProbe);
            let collected = Statistics::of(&machine);
            let barrier = match collector {
                Collector::Generational => format!(", {}", barrier.name()),
                _ => String::new(),
            };
            let _ = writeln!(
                table,
                "| {} | {}{barrier} | {} | {} | {:.1} % | {} |",
                case.name,
                collector.name(),
                grouped(machine.cycle),
                collected.collections,
                100.0 * collected.share,
                grouped(collected.longest_pause),
            );
        }
    }
    table
}

#[test]
fn the_tables_are_what_the_machine_takes() {
    let mut readme = std::fs::read_to_string("README.md").expect("the README");
    let tables = [
        ("cycles", cycle_table()),
        ("code", code_table()),
        ("collections", collection_table()),
        ("workloads", workload_table()),
        ("presets", conscycle::firmware::preset::table()),
    ];
    for (name, table) in tables {
        let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
        let start = readme.find(&begin).expect("the table's beginning") + begin.len();
        let stop = readme.find(&end).expect("the table's end");
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            readme.replace_range(start..stop, &table);
        } else {
            assert_eq!(&readme[start..stop], table);
        }
    }
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        std::fs::write("README.md", readme).expect("a writable README");
    }
}
