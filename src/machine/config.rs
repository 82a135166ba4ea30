//! The machine's parameters. One [`Config`] is recorded in every image, trace and waveform.
//!
//! [`PARAMETERS`] is all that is declared of them: the command line, files of options, the SystemVerilog
//! twin, random machines, captions and the manual's table derive from it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::numbered::numbered;
use crate::object::fixed;
use crate::parameter::{Caption, Parameter, Rtl, Values, numbers, parameters};
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
    /// How code is evaluated.
    #[serde(rename_all = "lowercase")]
    pub enum Code {
        /// As lists, to the letter of the plan: nothing is known of a cell that is come to again.
        Lists = "lists",
        /// As lists, with notes in their cells of what has been found out about them.
        Quick = "quick",
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
    /// generational collector has to know of. Source: the note on a 16-bit Lisp
    /// that the hardware plan builds on.
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

parameters! {
    word: WordSize = WordSize::W16, {
        help: "Bits in a word",
        more: "",
        value_name: "BITS",
        values: Values::Names(
            &WordSize::NAMES,
            &[
                "integers of 15 bits, up to 64K words",
                "integers of 31 bits, up to 16M words",
                "integers of 63 bits, up to 16M words",
            ],
        ),
        is_rare: false,
        meaning: "`W`: the width of words, buses and tagged registers, in bits",
        belongs: always,
        rtl: Rtl::Macro("CC_WORD_BITS", |config| config.word.bits()),
        tried: &[0, 1],
        caption: Caption::Part("{}-bit words"),
    }
    memory: u32 = 1 << 16, {
        help: "Words of memory: 64K, 1M, ...",
        more: "A power of two; K and M count 1024s, here as in every count.",
        value_name: "WORDS",
        values: Values::Words("any power of two from 2^10 to 2^16 (`W` = 16) or 2^24 (`W` = 32, 64)"),
        is_rare: false,
        meaning: "words of memory",
        belongs: always,
        rtl: Rtl::Macro("CC_ADDRESS_BITS", |config| config.memory.ilog2()),
        tried: &[],
        caption: Caption::Part("{} words of memory"),
    }
    banks: u32 = 4, {
        help: "Words moved in one cycle",
        more: "",
        value_name: "N",
        values: numbers!([1, 2, 4], "a memory has {} banks"),
        is_rare: false,
        meaning: "`B`: words moved in one beat, at consecutive addresses",
        belongs: always,
        rtl: Rtl::Macro("CC_BANKS", |config| config.banks),
        tried: &[],
        caption: Caption::Part("{} banks"),
    }
    latency: u32 = 1, {
        help: "Cycles of a memory access",
        more: "",
        value_name: "CYCLES",
        values: numbers!([1, 2, 3, 4, 5, 6, 7, 8], "a memory access takes {} cycles"),
        is_rare: false,
        meaning: "`L`: cycles of one beat",
        belongs: always,
        rtl: Rtl::Strap("latency"),
        tried: &[1, 1, 1, 2, 3],
        caption: Caption::Part("latency {}"),
    }
    namespace: Namespace = Namespace::Lisp2, {
        help: "How operators are looked up",
        more: "",
        value_name: "NAMESPACE",
        values: Values::Names(
            &Namespace::NAMES,
            &["a function first, and if there is none the variable", "a variable, as in Scheme"],
        ),
        is_rare: false,
        meaning: "a mode bit: how names in operator position are looked up",
        belongs: always,
        rtl: Rtl::Flag("lisp1"),
        tried: &[0, 1],
        caption: Caption::Language("{}"),
    }
    #[serde(default = "before_notes")]
    code: Code = Code::Quick, {
        help: "How code is evaluated",
        more: "",
        value_name: "CODE",
        values: Values::Names(
            &Code::NAMES,
            &["as lists, cell by cell", "with notes in the cells of what is known of them"],
        ),
        is_rare: false,
        meaning: "how code is evaluated: with `quick`, notes are kept in its cells (section 15)",
        belongs: always,
        rtl: Rtl::Strap("quick"),
        tried: &[0, 1],
        caption: Caption::Part("{} code"),
    }
    collector: Collector = Collector::Copying, {
        help: "Who reclaims memory",
        more: "",
        value_name: "COLLECTOR",
        values: Values::Names(
            &Collector::NAMES,
            &[
                "nobody: a full memory is a trap",
                "from one half of the memory to the other",
                "from a nursery to an old space",
                "into free lists; nothing moves",
            ],
        ),
        is_rare: false,
        meaning: "who reclaims memory (section 14). With `none`, a full memory is a trap",
        belongs: always,
        rtl: Rtl::Strap("collector"),
        tried: &[0, 1, 2, 3],
        caption: Caption::Part("{} collector"),
    }
    #[serde(default, skip_serializing_if = "is_default")]
    barrier: Barrier = Barrier::Remember, {
        help: "What the generational collector does about stores into old objects",
        more: "",
        value_name: "BARRIER",
        values: Values::Names(
            &Barrier::NAMES,
            &["remember the object", "collect the nursery at once", "protect pages of old objects"],
        ),
        is_rare: true,
        meaning: "what is done about stores into old objects, with `generational`",
        belongs: |config| config.collector == Collector::Generational,
        rtl: Rtl::Strap("barrier"),
        tried: &[0, 1, 2],
        caption: Caption::Part("({})"),
    }
    #[serde(default)]
    gc_every: u32 = 0, {
        help: "Collect at every N-th allocation, to test programs and the collector",
        more: "N is 1 or more. Without this option memory is collected when it is full.",
        value_name: "N",
        values: Values::Count("1 or more"),
        is_rare: true,
        meaning: "the torture setting: collect at every n-th allocation; 0, never, is what nobody asks for",
        belongs: |config| config.collector != Collector::None,
        rtl: Rtl::Strap("gc_every"),
        tried: &[0, 0, 7, 40, 150],
        caption: Caption::Test("gc-every {}"),
    }
}

fn always(_: &Config) -> bool {
    true
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
    Memory {
        /// The bits of a word.
        word: u32,
        /// The memory that was asked for, in words.
        memory: u32,
        /// The most words that such a word addresses.
        max: u32,
    },
    /// A number that is not in its parameter's short list.
    #[error("{rule}, not {number}")]
    Value {
        /// What the parameter takes, in words.
        rule: String,
        /// The number that was asked for.
        number: u32,
    },
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
        for parameter in &PARAMETERS {
            if let Some(rule) = parameter.broken(self) {
                return Err(ConfigError::Value { rule, number: (parameter.get)(self) });
            }
        }
        if self.barrier != Barrier::default() && self.collector != Collector::Generational {
            return Err(ConfigError::Barrier(self.barrier.name(), self.collector.name()));
        }
        Ok(())
    }

    /// The same machine, in which a parameter without a meaning has its default.
    pub fn fitting(self) -> Config {
        let mut given = Given::default();
        for parameter in PARAMETERS.iter().filter(|parameter| !(parameter.belongs)(&self)) {
            (parameter.give)(&mut given, parameter.default());
        }
        given.over(self)
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

/// The reserve is the memory divided by this, where that is more than [`RESERVE_LEAST`].
pub const RESERVE_PART: u32 = 64;
/// The words of the smallest reserve.
pub const RESERVE_LEAST: u32 = 128;

/// What was recorded before there were notes does not say how code is evaluated.
fn before_notes() -> Code {
    Code::Lists
}

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

    #[test]
    fn every_parameter_is_given_by_its_number_and_has_a_text() {
        for parameter in &PARAMETERS {
            let Parameter { name, values, .. } = parameter;
            if let Values::Names(names, about) = values {
                assert_eq!(names.len(), about.len(), "{name}");
            }
            let listed = values.listed();
            let numbers: Vec<u32> = match values {
                Values::Names(names, _) => (0..names.len() as u32).collect(),
                Values::Numbers(numbers, _) => numbers.iter().map(|(number, _)| *number).collect(),
                Values::Count(_) | Values::Words(_) => vec![1 << 12, 12_345],
            };
            for (place, number) in numbers.into_iter().enumerate() {
                let mut given = Given::default();
                (parameter.give)(&mut given, number);
                assert_eq!((parameter.given)(&given), Some(number), "{name}");
                assert_eq!((parameter.get)(&given.over(Config::PLAN)), number, "{name}");
                assert_eq!(Given::default().or(given).or(Given::default()), given, "{name}");
                let text = parameter.text(number);
                assert!(listed.is_empty() || text.as_deref() == Some(listed[place]), "{name}");
            }
            assert!(parameter.tried.iter().all(|&number| {
                let mut given = Given::default();
                (parameter.give)(&mut given, number);
                (parameter.given)(&given) == Some(number)
            }));
        }
    }

    #[test]
    fn what_has_no_meaning_has_its_default() {
        let odd = Config { barrier: Barrier::Protect, gc_every: 5, ..Config::PLAN };
        assert_eq!(odd.fitting(), Config { barrier: Barrier::Remember, ..odd });
        let none = Config { collector: Collector::None, ..odd };
        assert_eq!(none.fitting(), Config { collector: Collector::None, ..Config::PLAN });
        let collector = Collector::Generational;
        assert_eq!(Config { collector, ..odd }.fitting(), Config { collector, ..odd });
    }

    #[test]
    fn a_short_list_tells_its_rule() {
        let refused = |config: Config| config.check().expect_err("out of range").to_string();
        let banks = refused(Config { banks: 3, ..Config::PLAN });
        assert_eq!(banks, "a memory has 1, 2 or 4 banks, not 3");
        let latency = refused(Config { latency: 0, ..Config::PLAN });
        assert_eq!(latency, "a memory access takes 1 to 8 cycles, not 0");
    }
}
