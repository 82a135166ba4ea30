//! Every program in `tests/programs/`, with its expectation beside it, in every configuration; its
//! cycles without collections are pinned in `tests/programs/cycles.json`.
//!
//! `CONSCYCLE_BLESS=1 cargo test --test programs` rewrites the cycles.

mod support;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use conscycle::machine::Machine;
use conscycle::machine::config::{Collector, Config};
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::machine::signals::{STATES, state_number};
use conscycle::machine::units::eval_args;
use fixedbitset::FixedBitSet;
use support::COLLECTORS;
use support::programs::{Case, programs};

const BANKS: [u32; 3] = [1, 2, 4];
const LATENCIES: [u32; 2] = [1, 3];

#[test]
fn same_values_in_every_configuration_and_pinned_cycles() {
    let path = "tests/programs/cycles.json";
    let mut cycles: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for case in programs() {
        let pins = cycles.entry(case.name.clone()).or_default();
        for word in case.words() {
            for banks in BANKS {
                for latency in LATENCIES {
                    let config = Config { banks, latency, ..case.config(word) };
                    let took = case.check(config, &mut NoProbe).cycle;
                    let key = format!("word {} banks {banks} latency {latency}", word.bits());
                    pins.insert(key, took);
                }
            }
        }
    }
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        let mut text = serde_json::to_string_pretty(&cycles).expect("JSON");
        text.push('\n');
        std::fs::write(path, text).expect("a writable file");
        return;
    }
    let text = std::fs::read_to_string(path).expect("the pinned cycles");
    let pinned: BTreeMap<String, BTreeMap<String, u64>> =
        serde_json::from_str(&text).expect("pinned cycles as JSON");
    for (name, cycles) in &cycles {
        assert_eq!(
            pinned.get(name),
            Some(cycles),
            "the cycles of {name} changed: if that is meant, say why in the commit and run \
             CONSCYCLE_BLESS=1 cargo test --test programs"
        );
    }
    assert_eq!(pinned.len(), cycles.len(), "no pins of programs that are gone");
}

/// Collects the states that a run goes through: those of the token's holder, and those in which
/// `eval_args` waits for `eval`.
struct Coverage(FixedBitSet);

impl Probe for Coverage {
    fn before(&mut self, machine: &Machine) {
        self.0.insert(state_number(machine) as usize);
        let waiting = eval_args::State::NAMES[machine.eval_args.state as usize];
        if let Some(state) = STATES.iter().position(|&name| name == waiting) {
            self.0.insert(state);
        }
    }

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Under mark-sweep this program does not end: the vectors that fill memory die at once.
fn fills_memory_with_garbage(case: &Case) -> bool {
    case.name == "a-vector-larger-than-memory-is-out-of-memory"
}

#[test]
fn every_state_of_every_unit_is_reached() {
    let mut coverage = Coverage(FixedBitSet::with_capacity(STATES.len()));
    for case in programs() {
        for &(collector, barrier) in COLLECTORS {
            if collector == Collector::MarkSweep && fills_memory_with_garbage(&case) {
                continue;
            }
            // The widest word, and so the largest memory: no program's data is too much for it.
            let word = case.words().pop().expect("a word size");
            let config = Config { collector, barrier, gc_every: 100, ..case.config(word) };
            case.check(config, &mut coverage);
        }
    }
    let missing: Vec<&str> =
        coverage.0.zeroes().map(|state| STATES[state]).filter(|&name| name != "Halted").collect();
    assert_eq!(missing, [""; 0], "states that no program reaches");
}
