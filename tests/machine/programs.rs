//! Every program in `tests/programs/`, with its expectation beside it, in every configuration; its
//! cycles without collections are pinned in `tests/programs/cycles.json`.
//!
//! `cargo xtask bless programs` rewrites the cycles, and draws the manual's pictures of the
//! transitions that the programs make.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::sync::Mutex;

use bitvec::prelude::*;
use conscycle::machine::Machine;
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::ports::Unit;
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::machine::signals::{STATES, TABLES, state_number, unit_state};
use conscycle::machine::units::table::Table;
use conscycle::machine::word::WordSize;

use crate::manual::diagrams::{self, Diagram};
use crate::manual::fsm::{self, Picture};
use crate::support::programs::{Case, programs};
use crate::support::{COLLECTORS, in_parallel};

const MANUAL: &str = "docs/machine.md";
const BANKS: [u32; 3] = [1, 2, 4];
const LATENCIES: [u32; 2] = [1, 3];

#[test]
fn same_values_in_every_configuration_and_pinned_cycles() {
    let path = "tests/programs/cycles.json";
    let cycles: Mutex<BTreeMap<String, BTreeMap<String, u64>>> = Mutex::default();
    in_parallel(&programs(), |case| {
        let mut pins = BTreeMap::new();
        let mut pin = |word: WordSize, banks, latency| {
            let config = Config { banks, latency, ..case.config(word) };
            let took = case.check(config, &mut NoProbe).cycle;
            pins.insert(format!("word {} banks {banks} latency {latency}", word.bits()), took);
        };
        for word in case.words() {
            for banks in BANKS {
                for latency in LATENCIES {
                    pin(word, banks, latency);
                }
            }
        }
        // The widest word, which differs in products and quotients only.
        if case.runs_at(WordSize::W64) {
            pin(WordSize::W64, 4, 1);
            pin(WordSize::W64, 1, 3);
        }
        cycles.lock().expect("no panic").insert(case.name.clone(), pins);
    });
    let cycles = cycles.into_inner().expect("no panic");
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
             cargo xtask bless"
        );
    }
    assert_eq!(pinned.len(), cycles.len(), "no pins of programs that are gone");
}

/// Collects the states that a run goes through: those of the token's holder, and those in which
/// `eval_args` waits for `eval`. Checks that a unit which holds the token goes from state to state as
/// the manual says.
struct Coverage {
    states: BitVec,
    diagrams: Vec<(&'static Table, Diagram)>,
    before: Option<(Unit, usize)>,
    edges: HashSet<(Unit, usize, usize)>,
}

impl Coverage {
    fn new() -> Coverage {
        let manual = std::fs::read_to_string(MANUAL).expect("the manual");
        let read = |table: &'static Table| match table.states {
            [] => (table, Diagram::default()),
            _ => (table, diagrams::diagram(table, &manual)),
        };
        let diagrams = TABLES[..Unit::ALL.len()].iter().map(read).collect();
        Coverage { states: bitvec![0; STATES.len()], diagrams, before: None, edges: HashSet::new() }
    }

    /// What another run has gone through.
    fn add(&mut self, other: &Coverage) {
        self.states |= &other.states;
        self.edges.extend(&other.edges);
    }

    /// The unit that held the token has gone from one state to another.
    fn goes(&mut self, unit: Unit, from: usize, to: usize) {
        if from == to || !self.edges.insert((unit, from, to)) {
            return;
        }
        let (table, diagram) = &self.diagrams[unit as usize];
        assert!(
            diagram.edges.contains(&(from, to)) || diagram.entries.contains(&to),
            "the manual does not say that {} goes from {} to {}",
            table.name,
            table.states[from].name,
            table.states[to].name
        );
    }
}

impl Probe for Coverage {
    fn before(&mut self, machine: &Machine) {
        self.states.set(state_number(machine) as usize, true);
        let waiting = machine.eval_args.state.name();
        if let Some(state) = STATES.iter().position(|&name| name == waiting) {
            self.states.set(state, true);
        }
        let owner = machine.arbiter.owner;
        self.before = Some((owner, unit_state(machine, owner)));
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if let Some((unit, from)) = self.before.take() {
            self.goes(unit, from, unit_state(machine, unit));
        }
        ControlFlow::Continue(())
    }
}

/// Under mark-sweep this program does not end: the vectors that fill memory die at once.
fn fills_memory_with_garbage(case: &Case) -> bool {
    case.name == "a-vector-larger-than-memory-is-out-of-memory"
}

#[test]
fn every_state_is_reached_and_left_as_the_manual_says_and_draws() {
    let all = Mutex::new(Coverage::new());
    in_parallel(&programs(), |case| {
        let mut coverage = Coverage::new();
        for &(collector, barrier) in COLLECTORS {
            if collector == Collector::MarkSweep && fills_memory_with_garbage(case) {
                continue;
            }
            // The widest word, and so the largest memory: no program's data is too much for it.
            let word = case.words().pop().expect("a word size");
            // Collections that the torture setting asks for, on a memory that answers at once, and those
            // of a full memory, on one whose words are gathered; and the first with quick evaluation.
            for (gc_every, banks, code) in
                [(100, 4, Code::Lists), (0, 2, Code::Lists), (100, 4, Code::Quick)]
            {
                let config =
                    Config { collector, barrier, gc_every, banks, code, ..case.config(word) };
                case.check(config, &mut coverage);
            }
        }
        all.lock().expect("no panic").add(&coverage);
    });
    let coverage = all.into_inner().expect("no panic");
    let missing: Vec<&str> = coverage
        .states
        .iter_zeros()
        .map(|state| STATES[state])
        .filter(|&name| name != "Halted")
        .collect();
    assert_eq!(missing, [""; 0], "states that no program reaches");
    let manual = std::fs::read_to_string(MANUAL).expect("the manual");
    for ((table, diagram), unit) in coverage.diagrams.iter().zip(Unit::ALL) {
        if table.states.len() < 2 {
            continue;
        }
        let edges = coverage.edges.iter().filter(|edge| edge.0 == unit);
        let edges: BTreeSet<(usize, usize)> = edges.map(|&(_, from, to)| (from, to)).collect();
        // What a unit does that others set going again is no transition of its own.
        let edges = edges.intersection(&diagram.edges).copied().collect();
        let picture = Picture { entries: diagram.entries.clone(), edges };
        assert!(manual.contains(&fsm::link(table)), "the manual shows {}", table.name);
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(fsm::path(table), picture.draw(table, unit))
                .expect("a writable picture");
            continue;
        }
        let drawn = std::fs::read_to_string(fsm::path(table)).expect("the unit's picture");
        assert_eq!(
            Picture::read(&drawn, table),
            picture,
            "the picture of {}: cargo xtask bless programs draws it again",
            table.name
        );
    }
}
