//! What a parameter of the machine is, to all that ask for it, show it or pass it on.

use crate::config::{Config, Given};

/// A parameter of the machine: a row of [`PARAMETERS`](crate::config::PARAMETERS).
///
/// In all of these its value is a number: itself, or its place among the names that it may have.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name in files and in Rust. On the command line it has `-` for `_`.
    pub name: &'static str,
    /// What it is, in a line of a command's help.
    pub help: &'static str,
    /// What more there is to say in a long help; may be empty.
    pub more: &'static str,
    /// What stands for its value in a command's help.
    pub value_name: &'static str,
    /// The values that it may have.
    pub values: Values,
    /// Is it left out of the short help?
    pub is_rare: bool,
    /// Its row in the manual: what it means.
    pub meaning: &'static str,
    /// Has it a meaning in this machine? Where it has none, it has its default.
    pub belongs: fn(&Config) -> bool,
    /// How the SystemVerilog twin is told.
    pub rtl: Rtl,
    /// Values of random machines, those that are to come more often several times. None if they are
    /// chosen together with other parameters.
    pub tried: &'static [u32],
    /// How it is told of a machine in words.
    pub caption: Caption,
    /// A machine's value.
    pub get: fn(&Config) -> u32,
    /// The value that is given.
    pub given: fn(&Given) -> Option<u32>,
    /// Gives a value. A number that is no value takes it away again.
    pub give: fn(&mut Given, u32),
}

/// The values that a parameter may have.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// One of these names; a few words about each.
    Names(&'static [&'static str], &'static [&'static str]),
    /// One of these numbers, each with its text; the rule, with `{}` for which there are.
    Numbers(&'static [(u32, &'static str)], &'static str),
    /// Any count. Nobody asks for 0. What the manual has to say of it.
    Count(&'static str),
    /// The same of words of memory: where they fit, in units of 1024.
    Words(&'static str),
}

/// What a parameter is in the SystemVerilog twin.
#[derive(Debug, Clone, Copy)]
pub enum Rtl {
    /// A macro that the design is built with: its name, and its value for a machine.
    Macro(&'static str, fn(&Config) -> u32),
    /// An input that does not change after reset: its name.
    Strap(&'static str),
    /// The same of one bit, for a parameter with two names: is it the second?
    Flag(&'static str),
}

/// The words that tell of a machine, with `{}` for the value.
#[derive(Debug, Clone, Copy)]
pub enum Caption {
    /// Among those about its parts.
    Part(&'static str),
    /// Among those about its language.
    Language(&'static str),
    /// Among those about what is tested.
    Test(&'static str),
}

impl Parameter {
    /// The value that is nobody's choice.
    pub fn default(&self) -> u32 {
        (self.get)(&Config::PLAN)
    }

    /// A value as people write it; `None` if nobody can ask for it.
    pub fn text(&self, number: u32) -> Option<String> {
        match self.values {
            Values::Names(names, _) => names.get(number as usize).map(ToString::to_string),
            Values::Numbers(..) => Some(number.to_string()),
            Values::Count(_) | Values::Words(_) if number == 0 => None,
            Values::Count(_) => Some(number.to_string()),
            Values::Words(_) => Some(words(number)),
        }
    }

    /// A machine's value as people write it; `None` if it has none to speak of.
    pub fn text_in(&self, config: &Config) -> Option<String> {
        self.text((self.get)(config)).filter(|_| (self.belongs)(config))
    }

    /// The rule that a machine's value breaks, if it is one out of a short list of numbers. What fits
    /// of a count depends on other parameters.
    pub fn broken(&self, config: &Config) -> Option<String> {
        self.values.rule_against((self.get)(config))
    }
}

impl Values {
    /// All of a short list, as people write them.
    pub fn listed(&self) -> Vec<&'static str> {
        match *self {
            Values::Names(names, _) => names.to_vec(),
            Values::Numbers(numbers, _) => numbers.iter().map(|(_, text)| *text).collect(),
            Values::Count(_) | Values::Words(_) => Vec::new(),
        }
    }

    /// All of a short list in words: `1, 2 or 4`; but `1 to 8`, if it is a long list.
    pub fn alternatives(&self) -> String {
        let texts = self.listed();
        match &texts[..] {
            [first, .., last] if texts.len() > 4 => format!("{first} to {last}"),
            [more @ .., last] if !more.is_empty() => format!("{} or {last}", more.join(", ")),
            _ => texts.concat(),
        }
    }

    /// What the rule says, of numbers out of a short list that has not this one.
    fn rule_against(&self, number: u32) -> Option<String> {
        match *self {
            Values::Numbers(numbers, rule) if numbers.iter().all(|(known, _)| *known != number) => {
                Some(rule.replace("{}", &self.alternatives()))
            }
            _ => None,
        }
    }
}

/// A number of words, in units of 1024 or 1024 times 1024 if it is a multiple.
pub fn words(count: u32) -> String {
    match count {
        _ if count > 0 && count.is_multiple_of(1 << 20) => format!("{}M", count >> 20),
        _ if count > 0 && count.is_multiple_of(1 << 10) => format!("{}K", count >> 10),
        _ => count.to_string(),
    }
}

/// The numbers of a short list, with their text, and the rule that has them.
macro_rules! numbers {
    ([$($number:literal),+], $rule:literal) => {
        $crate::parameter::Values::Numbers(&[$(($number, stringify!($number))),+], $rule)
    };
}

/// Defines [`Config`], [`Given`] and `PARAMETERS` from a row for each parameter.
macro_rules! parameters {
    ($(
        $(#[$meta:meta])*
        $name:ident: $type:ty = $default:expr, {
            help: $help:literal, $($field:ident: $value:expr),+ $(,)?
        }
    )+) => {
        /// The machine's parameters. Any value of each field is legal by itself; [`Config::check`]
        /// tells whether they fit together.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub struct Config {
            $(#[doc = concat!($help, ".")] $(#[$meta])* pub $name: $type,)+
        }

        impl Config {
            /// The machine of the hardware plan, which is the default.
            pub const PLAN: Config = Config { $($name: $default),+ };
        }

        /// The parameters that somebody has given.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Given {
            $(#[doc = concat!($help, ".")] pub $name: Option<$type>,)+
        }

        impl Given {
            /// These, and those of `other` that are not here.
            pub fn or(self, other: Given) -> Given {
                Given { $($name: self.$name.or(other.$name)),+ }
            }

            /// `base` with these.
            pub fn over(self, base: Config) -> Config {
                Config { $($name: self.$name.unwrap_or(base.$name)),+ }
            }
        }

        /// Every parameter, in the order in which they are told.
        pub const PARAMETERS: [Parameter; [$(stringify!($name)),+].len()] = [$(Parameter {
            name: stringify!($name),
            help: $help,
            $($field: $value,)+
            get: |config| $crate::numbered::Numbered::number(config.$name),
            given: |given| given.$name.map($crate::numbered::Numbered::number),
            give: |given, number| {
                given.$name = $crate::numbered::Numbered::from_number(number);
            },
        }),+];
    };
}

pub(crate) use {numbers, parameters};
