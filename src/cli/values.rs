//! The values of options by name, for the command line, its help and its completions.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use conscycle_firmware::Dialect;
use conscycle_firmware::preset::{PRESETS, Preset};
use conscycle_machine::config::{Barrier, Collector, Namespace};
use conscycle_machine::word::WordSize;

/// A type whose values people choose by name.
pub trait Named: Clone + Send + Sync + 'static {
    /// Every value, in the order of the help.
    fn all() -> &'static [Self];

    /// Its name, and a few words about it.
    fn possible(&self) -> PossibleValue;

    /// The value with this name.
    ///
    /// # Errors
    /// Which names there are, in words.
    fn named(name: &str) -> Result<Self, String> {
        let found = Self::all().iter().find(|value| value.possible().get_name() == name);
        found.cloned().ok_or_else(|| {
            let names = Self::all().iter().map(|value| value.possible().get_name().to_string());
            format!("it is one of {}", names.collect::<Vec<_>>().join(", "))
        })
    }
}

/// What reads a value of an option.
pub fn by_name<T: Named>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::all().iter().map(T::possible)).try_map(|name| T::named(&name))
}

impl Named for WordSize {
    fn all() -> &'static [WordSize] {
        &[WordSize::W16, WordSize::W32]
    }

    fn possible(&self) -> PossibleValue {
        match self {
            WordSize::W16 => PossibleValue::new("16").help("integers of 15 bits, up to 64K words"),
            WordSize::W32 => PossibleValue::new("32").help("integers of 31 bits, up to 16M words"),
        }
    }
}

impl Named for Namespace {
    fn all() -> &'static [Namespace] {
        &[Namespace::Lisp2, Namespace::Lisp1]
    }

    fn possible(&self) -> PossibleValue {
        let help = match self {
            Namespace::Lisp2 => "a function first, and if there is none the variable",
            Namespace::Lisp1 => "a variable, as in Scheme",
        };
        PossibleValue::new(self.name()).help(help)
    }
}

impl Named for Collector {
    fn all() -> &'static [Collector] {
        &Collector::ALL
    }

    fn possible(&self) -> PossibleValue {
        let help = match self {
            Collector::None => "nobody: a full memory is a trap",
            Collector::Copying => "from one half of the memory to the other",
            Collector::Generational => "from a nursery to an old space",
            Collector::MarkSweep => "into free lists; nothing moves",
        };
        PossibleValue::new(self.name()).help(help)
    }
}

impl Named for Barrier {
    fn all() -> &'static [Barrier] {
        &Barrier::ALL
    }

    fn possible(&self) -> PossibleValue {
        let help = match self {
            Barrier::Remember => "remember the object",
            Barrier::Collect => "collect the nursery at once",
            Barrier::Protect => "protect pages of old objects",
        };
        PossibleValue::new(self.name()).help(help)
    }
}

impl Named for Dialect {
    fn all() -> &'static [Dialect] {
        &Dialect::ALL
    }

    fn possible(&self) -> PossibleValue {
        let help = match self {
            Dialect::Core => "the library, in Scheme's names",
            Dialect::Bare => "the hardware's names only",
            Dialect::Mal => "Make-a-Lisp; the machine reads the program itself",
        };
        PossibleValue::new(self.name()).help(help)
    }
}

impl Named for Preset {
    fn all() -> &'static [Preset] {
        &PRESETS
    }

    fn possible(&self) -> PossibleValue {
        PossibleValue::new(self.name).help(self.summary)
    }
}
