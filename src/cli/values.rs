//! The values of options by name that are no parameter of the machine, for the command line, its help and
//! its completions.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use conscycle_firmware::Dialect;
use conscycle_firmware::preset::{PRESETS, Preset};

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

impl Named for Dialect {
    fn all() -> &'static [Dialect] {
        &Dialect::ALL
    }

    fn possible(&self) -> PossibleValue {
        let help = match self {
            Dialect::Core => "the library, in Scheme's names",
            Dialect::Bare => "the hardware's names only",
            Dialect::Mal => "Make-a-Lisp; the machine reads the program itself",
            Dialect::Euler => "EulerLisp, for Project Euler; the machine reads the program itself",
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
