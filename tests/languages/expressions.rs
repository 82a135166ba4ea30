//! Expressions on machines with the library, for tests of numbers: how they end, and whether random ones have the
//! values that they should have.

use conscycle::firmware::{self, Dialect};
use conscycle::image::random::Numbers;
use conscycle::image::reader;
use conscycle::machine::config::{Code, Config, Namespace};
use conscycle::machine::word::WordSize;

use crate::support::{COLLECTORS, in_parallel, outcome};

/// Cycles that no program takes.
const LIMIT: u64 = 1_000_000_000;

/// How a list of the expressions ends.
pub fn ended(expressions: &[String], config: Config) -> String {
    let text = format!("(list {})", expressions.join("\n      "));
    let forms = reader::read_all(&text).expect("it reads");
    let mut builder = firmware::builder(Dialect::Core, config).expect("the library fits");
    builder.program("expressions", &text, &forms).expect("it fits");
    let mut machine = builder.finish().machine(config);
    machine.run(LIMIT);
    outcome(&machine)
}

/// Machines with both sizes of words and both namespaces.
pub const MACHINES: [(WordSize, Namespace); 2] =
    [(WordSize::W32, Namespace::Lisp1), (WordSize::W64, Namespace::Lisp2)];

/// Each expression ends with the value that is said, or with the trap, on each of these machines.
pub fn check_ends(ends: &[(&str, impl AsRef<str> + Sync)], machines: &[(WordSize, Namespace)]) {
    let cases: Vec<_> =
        machines.iter().flat_map(|&machine| ends.iter().map(move |end| (machine, end))).collect();
    in_parallel(&cases, |&((word, namespace), (expression, end))| {
        let config = Config { word, namespace, memory: 1 << 18, ..Config::default() };
        let (is, end) = (ended(&[expression.to_string()], config), end.as_ref());
        let expected = if end.starts_with("trap") { end.into() } else { format!("=> ({end})") };
        assert_eq!(is, expected, "{expression} with {word:?} and {namespace:?}");
    });
}

/// The seeds of a run of so many cases: `CONSCYCLE_SEED` is another first one, `PROPTEST_CASES` another number.
pub fn seeds(cases: u64) -> std::ops::Range<u64> {
    let number = |text: String| text.parse().expect("a number");
    let first = std::env::var("CONSCYCLE_SEED").map_or(0, number);
    first..first + std::env::var("PROPTEST_CASES").map_or(cases, number)
}

/// Any machine with the library of numbers. One in four collects at each n-th allocation, n being `gc_every`.
pub fn machine(numbers: &mut Numbers, gc_every: u32) -> Config {
    let (collector, barrier) = numbers.pick(COLLECTORS);
    Config {
        word: numbers.pick(&[WordSize::W32, WordSize::W64]),
        // Long texts leave the free memory of mark-sweep in pieces.
        memory: 1 << 20,
        namespace: numbers.pick(&[Namespace::Lisp1, Namespace::Lisp2]),
        code: numbers.pick(&[Code::Quick, Code::Quick, Code::Lists]),
        gc_every: numbers.pick(&[0, 0, 0, gc_every]),
        collector,
        barrier,
        ..Config::default()
    }
}

/// So many programs of random operations have the values that `operation` says, on any machines.
pub fn check_random(
    cases: u64,
    operations: u64,
    gc_every: u32,
    operation: impl Fn(&mut Numbers) -> (String, String) + Sync,
) {
    let seeds: Vec<u64> = seeds(cases).collect();
    in_parallel(&seeds, |&seed| {
        let mut numbers = Numbers::new(seed);
        let (expressions, values): (Vec<String>, Vec<String>) =
            (0..operations).map(|_| operation(&mut numbers)).unzip();
        let config = machine(&mut numbers, gc_every);
        let expected = format!("=> ({})", values.join(" "));
        let value = ended(&expressions, config);
        if value != expected {
            for (expression, value) in expressions.iter().zip(&values) {
                let alone = ended(std::slice::from_ref(expression), config);
                assert_eq!(alone, format!("=> ({value})"), "seed {seed}, {config:?}\n{expression}");
            }
            let expressions = expressions.join("\n");
            panic!("seed {seed}, {config:?}, only together: {value}\n(list {expressions})");
        }
    });
}
