//! Quick evaluation tells nobody: every program does under it what it does without notes.

use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::probe::NoProbe;

use crate::support::programs::{Case, programs};
use crate::support::{COLLECTORS, in_parallel};

/// Under mark-sweep this program does not end: the vectors that fill memory die at once.
fn fills_memory_with_garbage(case: &Case) -> bool {
    case.name == "a-vector-larger-than-memory-is-out-of-memory"
}

#[test]
fn programs_do_what_they_do_without_notes() {
    in_parallel(&programs(), |case| {
        for word in case.words() {
            for (banks, latency) in [(4, 1), (1, 2)] {
                let config = Config { code: Code::Quick, banks, latency, ..case.config(word) };
                case.check(config, &mut NoProbe);
            }
        }
    });
}

#[test]
fn programs_do_what_they_do_without_notes_under_every_collector() {
    in_parallel(&programs(), |case| {
        for &(collector, barrier) in COLLECTORS {
            if collector == Collector::MarkSweep && fills_memory_with_garbage(case) {
                continue;
            }
            for word in case.words() {
                for gc_every in [3, 50, 0] {
                    let config = Config {
                        code: Code::Quick,
                        collector,
                        barrier,
                        gc_every,
                        ..case.config(word)
                    };
                    case.check(config, &mut NoProbe);
                }
            }
        }
    });
}
