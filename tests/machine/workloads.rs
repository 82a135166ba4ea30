//! The workloads of the table in `docs/performance.md`: in 64K words of 16 bits, every collector gives their values.

use conscycle::machine::config::Config;
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;

use crate::support::programs::workloads;
use crate::support::{COLLECTORS, in_parallel};

#[test]
fn every_workload_has_its_value_under_every_collector() {
    let cases = workloads();
    in_parallel(&cases, |case| {
        for &(collector, barrier) in COLLECTORS {
            for banks in [1, 2, 4] {
                let config = case.config(WordSize::W16);
                let config = Config { collector, barrier, banks, ..config };
                assert_eq!(config.memory, 1 << 16);
                let machine = case.check(config, &mut NoProbe);
                assert!(!machine.collections.is_empty(), "{} collects", case.name);
            }
        }
    });
}
