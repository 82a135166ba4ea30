//! The figures in cycles of the README and of the pages in `docs/` are measured here.
//!
//! `cargo xtask bless readme` rewrites them.

use std::fmt::Write as _;

use conscycle::firmware::{self, Dialect};
use conscycle::image::printer::Printer;
use conscycle::image::reader;
use conscycle::machine::config::{Code, Collector, Config, Namespace};
use conscycle::machine::ports::Halt;
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;
use conscycle::machine::{Machine, Stop};
use conscycle::observe::picture::scale::group;
use conscycle::observe::statistics::Statistics;

use crate::manual::text;
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

/// Programs in which something happens again and again, `N` times; what it is. `CALL` is `funcall` where
/// functions have cells of their own, else nothing.
const LOOPS: [(&str, &str); 11] = [
    (
        "tail loop of two variables, an iteration",
        "(define (count n sum) (if (= n 0) sum (count (- n 1) (+ sum n)))) (count N 0)",
    ),
    (
        "call of a closure with a free variable, in a loop",
        "(define (adder k) (lambda (x) (+ x k))) (define add (adder 5)) \
         (define (turn n) (if (= n 0) 0 (begin (CALL add n) (turn (- n 1))))) (turn N)",
    ),
    (
        "generator by `call/cc`, an element",
        "(define (generate list) (define return nil) \
         (define (next) (call/cc (lambda (r) (set! return r) \
         (for-each (lambda (x) (call/cc (lambda (more) \
         (set! next (lambda () (CALL more nil))) (CALL return x)))) list) (CALL return nil)))) \
         (lambda () (CALL next))) \
         (define (numbers n) (if (= n 0) nil (cons n (numbers (- n 1))))) \
         (define list (numbers N)) (define g (generate list)) \
         (define (drain s) (let ((x (CALL g))) (if (null? x) s (drain (+ s 1))))) (drain 0)",
    ),
    (
        "loop with a `let` of one variable, an iteration",
        "(define (turn n) (if (= n 0) 0 (let ((m (- n 1))) (turn m)))) (turn N)",
    ),
    (
        "named `let` of two variables, an iteration",
        "(define (f n) (let loop ((i 0) (s 0)) (if (= i n) s (loop (+ i 1) (+ s i))))) (f N)",
    ),
    (
        "`do` of two variables, an iteration",
        "(define (f n) (do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i n) s))) (f N)",
    ),
    (
        "a list, an element: building it, `(map (lambda (x) (+ x 1)) list)`",
        "(define (numbers n) (if (= n 0) nil (cons n (numbers (- n 1))))) \
         (define list (numbers N)) (null? (map (lambda (x) (+ x 1)) list))",
    ),
    (
        "building it alone",
        "(define (numbers n) (if (= n 0) nil (cons n (numbers (- n 1))))) \
         (define list (numbers N)) (null? list)",
    ),
    (
        "`cond` of four clauses with `and` and `or`, called in a loop",
        "(define (f x) (cond ((and (> x 0) (< x 10)) 1) ((or (= x 20) (= x 30)) 2) ((= x 40) 3) \
         (else 4))) (define (turn n) (if (= n 0) 0 (begin (f n) (turn (- n 1))))) (turn N)",
    ),
    (
        "sum over a vector by `vector-ref`, an element",
        "(define v (make-vector N 3)) (define (sum i s) (if (= i N) s \
         (sum (+ i 1) (+ s (vector-ref v i))))) (sum 0 0)",
    ),
    (
        "a function of three, a closure in a closure in it, all five variables used",
        "(define (f a b c) (CALL (lambda (x) (CALL (lambda (y) (+ a b c x y)) 5)) 4)) \
         (define (turn n) (if (= n 0) 0 (begin (f 1 2 3) (turn (- n 1))))) (turn N)",
    ),
];

/// Operations on numbers that are no immediates, or whose results are none.
const NUMBERS: [(&str, &str); 17] = [
    ("sum of immediates", "(+ m 1)"),
    ("product of two numbers of 31 bits", "(* m n)"),
    ("remainder of a number of 16 bits by 7", "(remainder 60000 7)"),
    ("product of two numbers of 100 digits", "(* a b)"),
    ("quotient of 200 digits and 100", "(quotient c a)"),
    ("sum of two numbers of 1,000 digits", "(+ p q)"),
    ("product of two numbers of 1,000 digits", "(* p q)"),
    ("comparison of two numbers of 1,000 digits", "(< p q)"),
    ("a number of 1,000 digits as text", "(number->string p)"),
    ("sum of two floats", "(+ x y)"),
    ("product of two floats", "(* x y)"),
    ("quotient of two floats", "(/ x y)"),
    ("root of a float", "(sqrt x)"),
    ("sum of a float and an immediate", "(+ x 1)"),
    ("sum of two rational numbers", "(+ u v)"),
    ("a float as text", "(number->string x)"),
    ("a text as a float", "(string->number \"0.1\")"),
];

/// What the numbers are.
const VARIABLES: &str = "(define m 2147483647) (define n 2147483629) (define a (expt 3 209)) \
     (define b (expt 7 118)) (define c (* a b)) (define p (- (expt 10 999) 7)) \
     (define q (- (expt 10 999) 11)) (define x 0.1) (define y 2.5) (define u 1/3) (define v 5/7) \
     (define (turn f n) (if (= n 0) nil (begin (funcall f) (turn f (- n 1)))))";

/// The machine after a program; it must end with `value`, if that is said.
fn after(text: &str, value: Option<&str>, config: Config) -> Machine {
    let forms = reader::read_all(text).expect("reads");
    let mut builder = firmware::builder(Dialect::Core, config).expect("the library");
    builder.program("figure", text, &forms).expect("builds");
    let mut machine = builder.finish().machine(config);
    assert_eq!(machine.run(u64::MAX), Stop::Halted);
    assert_eq!(machine.arbiter.halt, Halt::Done, "{text}");
    let printed = Printer::new(&machine.memory, &config).print(machine.value);
    assert!(value.is_none_or(|value| value == printed), "{printed}: {text}");
    machine
}

/// The machine of the figures, in which nothing is collected.
fn wide(banks: u32, code: Code) -> Config {
    Config { word: WordSize::W32, memory: 1 << 23, banks, code, ..Config::default() }
}

fn cycle_table() -> String {
    let mut table = String::from(
        "| program | calls | banks | code | cycles | cycles per call |\n|---|---|---|---|---|---|\n",
    );
    for (name, text, value) in PROGRAMS {
        for banks in [4, 2, 1] {
            for code in Code::ALL {
                let machine = after(text, Some(value), wide(banks, code));
                let (cycles, calls) = (machine.cycle, machine.calls);
                let per_call = cycles as f64 / calls as f64;
                let (cycles, calls, code) = (group(cycles), group(calls), code.name());
                let _ = writeln!(
                    table,
                    "| {name} | {calls} | {banks} | {code} | {cycles} | {per_call:.1} |"
                );
            }
        }
    }
    table
}

/// What both ways to evaluate code cost, at four banks: what a thousand turns more cost.
fn code_table() -> String {
    let mut table =
        String::from("| | lists | quick | lists, lisp1 | quick, lisp1 |\n|---|---|---|---|---|\n");
    for (name, text) in LOOPS {
        let _ = write!(table, "| {name} |");
        for (namespace, call) in [(Namespace::Lisp2, "funcall "), (Namespace::Lisp1, "")] {
            for code in Code::ALL {
                let config = Config { namespace, ..wide(4, code) };
                let cycles = [1000, 2000].map(|times: u64| {
                    let text = text.replace("CALL ", call).replace('N', &times.to_string());
                    after(&text, None, config).cycle
                });
                let _ = write!(table, " {:.1} |", (cycles[1] - cycles[0]) as f64 / 1000.0);
            }
        }
        table.push('\n');
    }
    table
}

/// Integers of any size: cycles an operation takes where it is the body of a function, less those of a body
/// that is a constant.
fn number_table() -> String {
    let mut table = String::from("| | 64-bit words | 32-bit words |\n|---|---|---|\n");
    let cycles = |body: &str, word: WordSize| {
        let config = Config { word, ..wide(4, Code::Quick) };
        let [few, many] = [5, 15].map(|times: u64| {
            let text = format!("{VARIABLES} (turn (lambda () {body}) {times})");
            after(&text, None, config).cycle
        });
        (many - few) / 10
    };
    for (name, body) in NUMBERS {
        let _ = write!(table, "| {name}, `{body}` |");
        for word in [WordSize::W64, WordSize::W32] {
            let cycles = cycles(body, word).saturating_sub(cycles("1", word));
            let _ = write!(table, " {} |", group(cycles));
        }
        table.push('\n');
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
        let mut machine = image.machine(config);
        assert_eq!(machine.run(u64::MAX), Stop::Halted);
        let collected = Statistics::of(&machine);
        let _ = writeln!(
            table,
            "| {} | {banks} | {} | {} | {:.1} % | {} | {} | {:.2} |",
            collector.name(),
            group(machine.cycle),
            collected.collections,
            100.0 * collected.share,
            group(collected.longest_pause),
            group(collected.most_live_words.into()),
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
                group(machine.cycle),
                collected.collections,
                100.0 * collected.share,
                group(collected.longest_pause),
            );
        }
    }
    table
}

/// So many of the loops are in the README.
const SUMMARISED: usize = 5;

/// The README's table: some rows of the others, both codes at four banks.
fn summary_table(cycles: &str, code: &str) -> String {
    let cell = |table: &str, row: &[&str], column: usize| {
        let line = table.lines().find(|line| row.iter().all(|part| line.contains(part)));
        let line = line.unwrap_or_else(|| panic!("a row with {row:?}"));
        line.split(" | ").nth(column).expect("a column").trim_end_matches(" |").to_string()
    };
    let mut table = "| | `lists` | `quick` |\n|---|---|---|\n".to_string();
    for (name, program) in [("fib", PROGRAMS[0].0), ("tak", PROGRAMS[1].0)] {
        let [lists, quick] =
            Code::ALL.map(|code| cell(cycles, &[program, " | 4 | ", code.name()], 5));
        let _ = writeln!(table, "| call of `{name}` | {lists} | {quick} |");
    }
    for (name, ..) in &LOOPS[..SUMMARISED] {
        let [lists, quick] = [1, 2].map(|column| cell(code, &[name], column));
        let _ = writeln!(table, "| {name} | {lists} | {quick} |");
    }
    table
}

#[test]
fn the_tables_are_what_the_machine_takes() {
    let (cycles, code) = (cycle_table(), code_table());
    let pages = [
        ("README.md", vec![("summary", summary_table(&cycles, &code))]),
        ("docs/commands.md", vec![("presets", conscycle::firmware::preset::table())]),
        (
            "docs/performance.md",
            vec![
                ("cycles", cycles),
                ("code", code),
                ("numbers", number_table()),
                ("collections", collection_table()),
                ("workloads", workload_table()),
            ],
        ),
    ];
    for (path, tables) in pages {
        let before = std::fs::read_to_string(path).expect("the page");
        let mut after = before.clone();
        for (name, table) in tables {
            text::replace_block(&mut after, name, &table);
        }
        text::compare_or_bless(path, &before, &after);
    }
}

#[test]
fn the_readme_is_short() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    assert!(readme.lines().count() <= 200, "the rest belongs into docs/");
}
