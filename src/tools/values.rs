//! The values of options by name, for the command line, its help and its completions.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::config::{Barrier, Collector, Namespace};
use crate::firmware::Dialect;
use crate::preset::{PRESETS, Preset};
use crate::word::WordSize;

impl ValueEnum for WordSize {
    fn value_variants<'a>() -> &'a [WordSize] {
        &[WordSize::W16, WordSize::W32]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            WordSize::W16 => PossibleValue::new("16").help("integers of 15 bits, up to 64K words"),
            WordSize::W32 => PossibleValue::new("32").help("integers of 31 bits, up to 16M words"),
        })
    }
}

impl ValueEnum for Namespace {
    fn value_variants<'a>() -> &'a [Namespace] {
        &[Namespace::Lisp2, Namespace::Lisp1]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Namespace::Lisp2 => "a function first, and if there is none the variable",
            Namespace::Lisp1 => "a variable, as in Scheme",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Collector {
    fn value_variants<'a>() -> &'a [Collector] {
        &Collector::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Collector::None => "nobody: a full memory is a trap",
            Collector::Copying => "from one half of the memory to the other",
            Collector::Generational => "from a nursery to an old space",
            Collector::MarkSweep => "into free lists; nothing moves",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Barrier {
    fn value_variants<'a>() -> &'a [Barrier] {
        &Barrier::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Barrier::Remember => "remember the object",
            Barrier::Collect => "collect the nursery at once",
            Barrier::Protect => "protect pages of old objects",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Dialect {
    fn value_variants<'a>() -> &'a [Dialect] {
        &Dialect::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Dialect::Core => "the library, in Scheme's names",
            Dialect::Bare => "the hardware's names only",
            Dialect::Mal => "Make-a-Lisp; the machine reads the program itself",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

impl ValueEnum for Preset {
    fn value_variants<'a>() -> &'a [Preset] {
        &PRESETS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name).help(self.summary))
    }
}
