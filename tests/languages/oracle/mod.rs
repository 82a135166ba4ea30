//! Random programs end on the machine as an independent evaluator says: same value or trap, same
//! culprit, same console output; at both word sizes, in both namespaces, on every memory. So do the hostile
//! programs, as far as the evaluator can tell.

mod eval;
mod prims;
mod value;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Mutex;

use conscycle::image::random::{self, Numbers};
use conscycle::image::reader;
use conscycle::machine::Stop;
use conscycle::machine::config::{Code, Config, Namespace};
use conscycle::machine::primitives::Fault;
use eval::{Exit, Oracle, SPECIALS};
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};
use value::Value;

use crate::expressions::seeds;
use crate::support::{self, LIMIT, WORDS, hostile, in_parallel};

/// Programs in a run of the tests; `PROPTEST_CASES` asks for more.
const CASES: u32 = 1500;

/// Hostile programs.
const HOSTILE: u64 = 2000;

/// What the oracle says of a program; `None` if it cannot tell.
#[derive(Debug, Default)]
struct Verdict {
    text: Option<String>,
    output: Vec<u8>,
    steps: u32,
    cause: Option<Fault>,
    given_up: Option<&'static str>,
    used: BTreeMap<&'static str, u32>,
}

fn ask_oracle(program: &str, config: &Config) -> Verdict {
    let forms = reader::read_all(program).expect("the generator writes well-formed programs");
    let mut oracle = Oracle::new(config);
    let result = oracle.run(&forms);
    let mut verdict = Verdict {
        output: std::mem::take(&mut oracle.output),
        steps: oracle.steps,
        used: oracle.used.iter().map(|(name, count)| (*name, *count)).collect(),
        ..Verdict::default()
    };
    let printed = |value: Value| value.print().unwrap_or("too large".to_string());
    verdict.text = match result {
        Ok(value) => Some(format!("=> {}", printed(value))),
        Err(Exit::Quit(value)) => Some(format!("exit {}", printed(value))),
        Err(Exit::Fault(cause, culprit)) => {
            verdict.cause = Some(cause);
            Some(format!("trap {cause:?}: {}", printed(culprit)))
        }
        Err(Exit::Escape(..)) => unreachable!("a continuation outlived its call/cc"),
        Err(Exit::GiveUp(reason)) => {
            verdict.given_up = Some(reason);
            None
        }
    };
    verdict
}

/// Runs the program on the machine and compares; the machine may run out of memory first, which
/// an oracle without a memory cannot foresee.
fn compare(program: &str, config: Config, verdict: &Verdict) -> Result<bool, TestCaseError> {
    let Some(expected) = &verdict.text else { return Ok(false) };
    let mut machine = support::machine(program, config);
    prop_assert_eq!(machine.run(LIMIT), Stop::Halted, "{}", program);
    if machine.trap.reserve_used {
        return Ok(false);
    }
    let found = support::outcome(&machine);
    // The printer leaves something out.
    if found.contains("...") {
        return Ok(false);
    }
    match expected.strip_suffix("too large") {
        Some(start) => prop_assert!(found.starts_with(start), "{} is not {}", found, expected),
        None => prop_assert_eq!(&found, expected, "{:?}: {}", config, program),
    }
    prop_assert_eq!(machine.output(), &verdict.output[..], "{:?}: {}", config, program);
    Ok(true)
}

/// What the programs of a run did.
#[derive(Debug, Default)]
struct Statistics {
    programs: u32,
    compared: u32,
    values: u32,
    /// Values that took a while.
    interesting: u32,
    traps: BTreeMap<String, u32>,
    given_up: BTreeMap<&'static str, u32>,
    used: BTreeMap<&'static str, u32>,
}

impl Statistics {
    fn count(&mut self, verdict: &Verdict, compared: bool) {
        self.programs += 1;
        self.compared += u32::from(compared);
        let value = verdict.text.as_ref().is_some_and(|text| text.starts_with("=>"));
        self.values += u32::from(value);
        self.interesting += u32::from(value && verdict.steps >= 60);
        if let Some(cause) = verdict.cause {
            *self.traps.entry(format!("{cause:?}")).or_default() += 1;
        }
        if let Some(reason) = verdict.given_up {
            *self.given_up.entry(reason).or_default() += 1;
        }
        for name in verdict.used.keys() {
            *self.used.entry(name).or_default() += 1;
        }
    }

    /// The programs are worth comparing.
    fn check(&self) {
        println!("{self:#?}");
        let percent = |count: u32| count * 100 / self.programs;
        assert!(percent(self.compared) >= 90, "most programs are compared");
        assert!(percent(self.values) >= 30, "many have a value");
        assert!(percent(self.interesting) >= 20, "that takes a while");
        assert!(percent(self.traps.values().sum()) >= 5, "some trap");
        for name in SPECIALS {
            let programs = self.used.get(name).copied().unwrap_or(0);
            assert!(percent(programs) >= 3, "{name} is evaluated in {programs} programs");
        }
        for cause in ["Unbound", "WrongType", "WrongArity", "Overflow", "DivideByZero", "BadIndex"]
        {
            assert!(self.traps.contains_key(cause), "{cause} is reached");
        }
    }
}

#[test]
fn random_programs_end_as_the_oracle_says() {
    let statistics = RefCell::new(Statistics::default());
    let default = ProptestConfig::default();
    let cases = default.cases.max(CASES);
    let config = ProptestConfig { cases, failure_persistence: None, ..default };
    let tape = prop::collection::vec(any::<u8>(), 100..2500);
    let memories = (prop::sample::select(vec![1u32, 2, 4]), prop::sample::select(vec![1u32, 3]));
    let mut runner = TestRunner::new(config);
    let result = runner.run(&(tape, memories), |(tape, (banks, latency))| {
        let program = random::program(&tape);
        for word in WORDS {
            for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
                let config = Config { banks, latency, namespace, ..support::config(word) };
                let verdict = ask_oracle(&program, &config);
                let compared = compare(&program, config, &verdict)?;
                statistics.borrow_mut().count(&verdict, compared);
            }
        }
        Ok(())
    });
    match result {
        Err(TestError::Fail(reason, (tape, _))) => {
            panic!("{reason}\n{}", random::program(&tape));
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
        Ok(()) => {}
    }
    let statistics = statistics.into_inner();
    assert!(statistics.programs >= 4 * cases);
    statistics.check();
}

#[test]
fn hostile_programs_end_as_the_oracle_says() {
    let seeds: Vec<u64> = seeds(HOSTILE).collect();
    let statistics = Mutex::new(Statistics::default());
    in_parallel(&seeds, |&seed| {
        let program = hostile::program(seed);
        let mut numbers = Numbers::new(!seed);
        let config = Config {
            namespace: numbers.pick(&[Namespace::Lisp2, Namespace::Lisp1]),
            banks: numbers.pick(&[4, 2, 1]),
            code: Code::Quick,
            ..support::config(numbers.pick(&WORDS))
        };
        let verdict = ask_oracle(&program, &config);
        let compared = compare(&program, config, &verdict)
            .unwrap_or_else(|difference| panic!("seed {seed}, {difference}"));
        statistics.lock().expect("no panic").count(&verdict, compared);
    });
    let statistics = statistics.into_inner().expect("no panic");
    println!("{statistics:#?}");
    assert!(statistics.compared * 100 / statistics.programs >= 70, "most are compared");
}
