//! The values of options by name that are no parameter of the machine, for the command line, its help and
//! its completions.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use conscycle_firmware::Dialect;
use conscycle_firmware::preset::{PRESETS, Preset};
use conscycle_program::choice::place;

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
        let possible: Vec<PossibleValue> = Self::all().iter().map(Self::possible).collect();
        let names: Vec<&str> = possible.iter().map(PossibleValue::get_name).collect();
        place(name, &names).map(|at| Self::all()[at as usize].clone())
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
        PossibleValue::new(self.name()).help(self.summary())
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
