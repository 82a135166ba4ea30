//! Torture: every program and example with a collection at every allocation, under every collector,
//! at both word sizes and on every memory, has the value or trap and the console that it is expected
//! to have, and leaves a heap that is legal.
//!
//! Exceptions: none, but for the few programs that allocate more than [`MOST`] objects. What makes it
//! affordable: the memory is the smallest in which the program runs, and the image has only what
//! the program reaches, so that a collection is short. Full images are collected less often.

use std::ops::ControlFlow;

use conscycle::image::Image;
use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::ports::Unit;
use conscycle::machine::primitives::Fault;
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::machine::word::WordSize;
use conscycle::machine::{Machine, Stop};

use crate::support::collected::assert_legal;
use crate::support::programs::{Case, Expectation, examples, programs};
use crate::support::{COLLECTORS, in_parallel};

/// Collections that a run may take because of the torture setting: a program that allocates more
/// objects collects at every n-th allocation, with another n on each memory.
const MOST: u32 = 1500;

/// Cycles that no run here takes.
const LIMIT: u64 = 200_000_000;

/// Checks the heap after each of the first collections.
#[derive(Default)]
struct Inspector {
    inspected: usize,
}

impl Probe for Inspector {
    fn before(&mut self, _: &Machine) {}

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if machine.collections.count() > self.inspected && machine.arbiter.owner != Unit::Sweeper {
            self.inspected = machine.collections.count();
            assert_legal(machine);
            if self.inspected == 5 {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

/// Runs the program to its end, with a look at the heap after the first collections and at the end.
fn run(case: &Case, image: &Image, config: Config) -> Machine {
    let mut machine = case.load(image, config);
    let mut stop = machine.run_with(&mut Inspector::default(), LIMIT);
    if stop == Stop::Probe {
        stop = machine.run(LIMIT);
    }
    assert_eq!(stop, Stop::Halted, "{} at {config:?}", case.name);
    if let Err(found) = case.judge(&machine) {
        panic!("{} at {config:?}: {found}", case.name);
    }
    assert_legal(&machine);
    machine
}

/// The smallest memory in which the program does what it should, and objects that it allocates.
fn smallest(case: &Case, image: &Image, config: Config) -> Option<(u32, u32)> {
    let full = config.memory;
    // How much a program takes before it is interrupted depends on the machine's speed.
    let least = if case.interrupts.is_empty() { 10 } else { full.ilog2() };
    let sizes = (least..=full.ilog2()).map(|bits| 1u32 << bits);
    sizes.filter(|&memory| memory > image.words.len() as u32 + 256).find_map(|memory| {
        let config = Config { memory, gc_every: u32::MAX, ..config };
        let mut machine = case.load(image, config);
        let stop = machine.run_with(&mut NoProbe, LIMIT);
        let fits = stop == Stop::Halted && case.judge(&machine).is_ok();
        // Tortured, a generational collector promotes objects that would have died in the nursery.
        let spare = if config.collector == Collector::Generational { 2 } else { 1 };
        let memory = (spare * memory).min(full);
        fits.then(|| (memory, u32::MAX - 1 - machine.memory.countdown))
    })
}

/// Tortures a program on every memory.
fn torture(case: &Case, word: WordSize, (collector, barrier): (Collector, Barrier)) {
    let name = &case.name;
    let full = Config { collector, barrier, ..case.config(word) };
    let image = case.small_image(full);
    let (memory, allocations) = smallest(case, &image, full).expect("a memory that is enough");
    let least = allocations.div_ceil(MOST).max(1);
    for (banks, more) in [(4, 0), (2, 1), (1, 2)] {
        // Other allocations on other memories.
        let gc_every = if least == 1 { 1 } else { least + more };
        let config = Config { memory, banks, gc_every, ..full };
        let machine = run(case, &image, config);
        let collections = machine.collections.count() as u32;
        // A program that runs out of memory does so earlier or later; all others do what they did.
        // One that is interrupted in a cycle has allocated less by then.
        if machine.trap.cause != Fault::OutOfMemory && case.interrupts.is_empty() {
            assert!(collections >= allocations / gc_every, "{name} at {config:?}");
        }
        assert_eq!(collections == 0, allocations == 0, "{name} collects at {config:?}");
        let every = machine.collections.kept().iter().all(|collection| collection.cycles > 0);
        assert!(every, "{name} ends its collections at {config:?}");
    }
}

/// Every program and example, at every word size that it is for, with every collector.
fn all_runs(cases: &[Case]) -> Vec<(&Case, WordSize, (Collector, Barrier))> {
    let of_case = |case| {
        let words = Case::words(case).into_iter();
        words.flat_map(move |word| COLLECTORS.iter().map(move |&collector| (case, word, collector)))
    };
    cases.iter().flat_map(of_case).collect()
}

#[test]
fn programs_do_the_same_with_a_collection_at_every_allocation() {
    let cases: Vec<Case> = programs().into_iter().chain(examples()).collect();
    in_parallel(&all_runs(&cases), |&(case, word, collector)| torture(case, word, collector));
}

#[test]
fn programs_do_the_same_in_the_smallest_memory_at_any_width_and_latency() {
    let cases: Vec<Case> = programs().into_iter().chain(examples()).collect();
    in_parallel(&all_runs(&cases), |&(case, word, (collector, barrier))| {
        let full = Config { collector, barrier, ..case.config(word) };
        let image = case.small_image(full);
        let (memory, _) = smallest(case, &image, full).expect("a memory that is enough");
        for (banks, latency) in [(1, 3), (2, 1), (4, 2)] {
            run(case, &image, Config { memory, banks, latency, ..full });
        }
    });
}

#[test]
fn full_images_collect_as_well() {
    let cases: Vec<Case> = programs().into_iter().chain(examples()).collect();
    in_parallel(&all_runs(&cases), |&(case, word, (collector, barrier))| {
        let full = Config { collector, barrier, ..case.config(word) };
        let image = case.image(full);
        let (memory, allocations) = smallest(case, &image, full).expect("a memory that is enough");
        // Collections at other times may find more data alive than those of a full memory.
        let memory = (2 * memory).min(full.memory);
        let gc_every = (allocations / 20).max(1);
        run(case, &image, Config { memory, gc_every, ..full });
    });
}

#[test]
fn programs_that_run_out_of_memory_are_among_the_tortured() {
    let out = |case: &&Case| case.expect == Some(Expectation::Trap("OutOfMemory".to_string()));
    assert!(programs().iter().filter(out).count() >= 2);
}
