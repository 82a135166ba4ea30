//! Torture: every program and example with a collection at every allocation, under every collector
//! and on every memory, has the value or trap and the console that it is expected to have.
//!
//! Exceptions: none. A program that allocates more than [`MOST`] objects would collect for minutes;
//! it collects at every n-th allocation, with the smallest n that makes at most [`MOST`] collections.

mod support;

use conscycle::config::Config;
use conscycle::primitives::Trap;
use conscycle::probe::NoProbe;
use conscycle::word::WordSize;
use support::programs::{Case, Expectation, examples, programs};
use support::{COLLECTORS, WORDS};

/// Collections that a run may take because of the torture setting.
const MOST: u64 = 2000;

/// Objects that the program allocates: the countdown counts them.
fn allocations(case: &Case, config: Config) -> u64 {
    let config = Config { gc_every: u32::MAX, ..config };
    let machine = case.run(config, &mut NoProbe);
    u64::from(u32::MAX - 1 - machine.memory.countdown)
}

/// Runs the program as the module says.
fn torture(case: &Case, config: Config) {
    let allocations = allocations(case, config);
    let gc_every = allocations.div_ceil(MOST).max(1) as u32;
    let config = Config { gc_every, ..config };
    let machine = case.check(config, &mut NoProbe);
    let collections = machine.collections.len() as u64;
    let name = &case.name;
    assert_eq!(collections == 0, allocations == 0, "{name} collects at {config:?}");
    // A program that runs out of memory does so earlier or later; all others do what they did.
    if machine.trap.cause != Trap::OutOfMemory {
        assert!(collections >= allocations / u64::from(gc_every), "{name} at {config:?}");
    }
    let every = machine.collections.iter().all(|collection| collection.cycles > 0);
    assert!(every, "{name} ends its collections at {config:?}");
}

/// All programs at one word size.
fn torture_all(cases: &[Case], word: WordSize) {
    for case in cases.iter().filter(|case| case.words().contains(&word)) {
        for &collector in COLLECTORS {
            for banks in [1, 2, 4] {
                torture(case, Config { collector, banks, ..case.config(word) });
            }
        }
    }
}

#[test]
fn programs_at_16_bits_do_the_same_with_a_collection_at_every_allocation() {
    torture_all(&programs(), WordSize::W16);
}

#[test]
fn programs_at_32_bits_do_the_same_with_a_collection_at_every_allocation() {
    torture_all(&programs(), WordSize::W32);
}

#[test]
fn examples_do_the_same_with_a_collection_at_every_allocation() {
    for word in WORDS {
        torture_all(&examples(), word);
    }
}

#[test]
fn programs_that_run_out_of_memory_are_among_the_tortured() {
    let out = |case: &&Case| case.expect == Some(Expectation::Trap("OutOfMemory".to_string()));
    assert!(programs().iter().filter(out).count() >= 2);
}
