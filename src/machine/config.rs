//! The machine's parameters. One [`Config`] is recorded in every image, trace and waveform.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::numbered::numbered;
use crate::object::fixed;
use crate::word::WordSize;

numbered! {
    /// How names in operator position are looked up.
    #[serde(rename_all = "lowercase")]
    pub enum Namespace {
        /// The function cell, and if it is empty the variable.
        Lisp2 = "lisp2",
        /// The variable only.
        Lisp1 = "lisp1",
    }
}

numbered! {
    /// Who reclaims memory.
    #[serde(rename_all = "kebab-case")]
    pub enum Collector default Copying {
        /// Nobody: when memory is full, the machine traps.
        None = "none",
        /// The sweeper, from one half of the memory above the image to the other.
        Copying = "copying",
        /// The sweeper, from a nursery to an old space, which is copied when it is full.
        Generational = "generational",
        /// The sweeper, into free lists: nothing moves, and all memory above the image is in use.
        MarkSweep = "mark-sweep",
    }
}

numbered! {
    /// What the memory port does about a store of a young pointer into an old object, which the
    /// generational collector has to know of. Source: note 001, "Allocation / GC".
    #[serde(rename_all = "lowercase")]
    pub enum Barrier {
        /// The old object goes into a list of further roots.
        Remember = "remember",
        /// The nursery is collected at once; then the pointer is no longer young.
        Collect = "collect",
        /// Old pages are protected from all stores; the first one unprotects its page, which is
        /// scanned at the next collection.
        Protect = "protect",
    }
}

/// The machine's parameters. Any value of each field is legal by itself; [`Config::check`] tells
/// whether they fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Config {
    /// Bits in a word.
    pub word: WordSize,
    /// Words of memory, a power of two.
    pub memory: u32,
    /// Words that the memory moves in one cycle: 1, 2 or 4.
    pub banks: u32,
    /// Cycles of one memory access: 1 to 8.
    pub latency: u32,
    /// How operators are looked up.
    pub namespace: Namespace,
    /// Who reclaims memory.
    pub collector: Collector,
    /// What a generational collector does about stores into old objects.
    #[serde(default, skip_serializing_if = "is_default")]
    pub barrier: Barrier,
    /// Collect at every n-th allocation, for tests; 0 for never.
    #[serde(default)]
    pub gc_every: u32,
}

impl Config {
    /// The machine of the hardware plan, which is the default.
    pub const PLAN: Config = Config {
        word: WordSize::W16,
        memory: 1 << 16,
        banks: 4,
        latency: 1,
        namespace: Namespace::Lisp2,
        collector: Collector::Copying,
        barrier: Barrier::Remember,
        gc_every: 0,
    };
}

impl Default for Config {
    fn default() -> Config {
        Config::PLAN
    }
}

/// The smallest memory that holds the fixed objects and a heap to speak of, in words.
pub const MIN_MEMORY: u32 = 1024;

/// A parameter out of its range.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ConfigError {
    /// Memory is not a power of two or out of range.
    #[error(
        "{word}-bit words address a power of two from {MIN_MEMORY} to {max} words, not {memory}"
    )]
    Memory { word: u32, memory: u32, max: u32 },
    /// Not 1, 2 or 4 banks.
    #[error("a memory has 1, 2 or 4 banks, not {0}")]
    Banks(u32),
    /// Not 1 to 8 cycles.
    #[error("a memory access takes 1 to 8 cycles, not {0}")]
    Latency(u32),
    /// A barrier for a collector that has none.
    #[error("a {0} barrier belongs to the generational collector, not to {1}")]
    Barrier(&'static str, &'static str),
}

impl Config {
    /// Checks the parameters against each other.
    ///
    /// # Errors
    /// [`ConfigError`] names the first parameter that is out of range.
    pub fn check(&self) -> Result<(), ConfigError> {
        let max = 1u32 << self.word.max_address_bits();
        if !self.memory.is_power_of_two() || self.memory < MIN_MEMORY || self.memory > max {
            return Err(ConfigError::Memory { word: self.word.bits(), memory: self.memory, max });
        }
        if !matches!(self.banks, 1 | 2 | 4) {
            return Err(ConfigError::Banks(self.banks));
        }
        if !(1..=8).contains(&self.latency) {
            return Err(ConfigError::Latency(self.latency));
        }
        if self.barrier != Barrier::default() && self.collector != Collector::Generational {
            return Err(ConfigError::Barrier(self.barrier.name(), self.collector.name()));
        }
        Ok(())
    }

    /// Words that are kept for the out-of-memory trap's handler.
    pub const fn reserve(&self) -> u32 {
        if self.memory > RESERVE_PART * RESERVE_LEAST {
            self.memory / RESERVE_PART
        } else {
            RESERVE_LEAST
        }
    }
}

/// The reserve is this part of the memory, and at least so many words.
pub const RESERVE_PART: u32 = 64;
pub const RESERVE_LEAST: u32 = 128;

fn is_default(barrier: &Barrier) -> bool {
    *barrier == Barrier::default()
}

const _: () = assert!(MIN_MEMORY > fixed::END, "the fixed objects fit the smallest memory");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_checked() {
        let good = Config::default();
        assert_eq!(good.check(), Ok(()));
        assert!(Config { memory: 1 << 17, ..good }.check().is_err());
        assert!(Config { memory: 3000, ..good }.check().is_err());
        assert!(Config { memory: 512, ..good }.check().is_err());
        assert!(Config { word: WordSize::W32, memory: 1 << 24, ..good }.check().is_ok());
        assert!(Config { banks: 3, ..good }.check().is_err());
        assert!(Config { latency: 0, ..good }.check().is_err());
        assert!(Config { latency: 9, ..good }.check().is_err());
        let barrier = Barrier::Protect;
        assert!(Config { barrier, ..good }.check().is_err());
        assert!(Config { barrier, collector: Collector::Generational, ..good }.check().is_ok());
    }
}
