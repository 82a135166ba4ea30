//! The machine's options, the same for every command.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::failure::Failure;
use super::values::by_name;
use conscycle_firmware::Dialect;
use conscycle_firmware::preset::Preset;
use conscycle_machine::config::{Barrier, Collector, Config, Given, PARAMETERS};
use conscycle_machine::parameter::{Parameter, Values};
use conscycle_program::choice::{Choice, place};
use conscycle_program::count::positive_u32;

/// Parameters of the machine; what is not given comes from `--config`, from `--preset`, from the image
/// or golden that is used, or is the default.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Machine")]
pub struct MachineOptions {
    /// A machine by name, which other options change
    #[arg(long, value_name = "NAME", value_parser = by_name::<Preset>())]
    pub(super) preset: Option<Preset>,
    #[command(flatten)]
    pub(super) parameters: Parameters,
    /// The language and its library [default: core]
    #[arg(long, value_parser = by_name::<Dialect>())]
    pub(super) dialect: Option<Dialect>,
    /// A JSON file with any of these options, by name
    ///
    /// For example {"preset": "scheme", "memory": "4M", "banks": 2}. The command line wins over the file,
    /// and both over a preset.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// The parameters of the machine that are given, as options with their names.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parameters(pub Given);

/// The options' names on the command line, in the order of [`PARAMETERS`].
static FLAGS: LazyLock<[String; PARAMETERS.len()]> =
    LazyLock::new(|| PARAMETERS.each_ref().map(|parameter| parameter.name.replace('_', "-")));

impl Args for Parameters {
    fn augment_args(command: Command) -> Command {
        let rows = PARAMETERS.iter().zip(FLAGS.iter());
        rows.fold(command, |command, (parameter, flag)| command.arg(option(parameter, flag)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Parameters::augment_args(command)
    }
}

impl FromArgMatches for Parameters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Parameters, clap::Error> {
        let mut parameters = Parameters::default();
        parameters.update_from_arg_matches(matches)?;
        Ok(parameters)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for parameter in &PARAMETERS {
            if let Some(&number) = matches.get_one::<u32>(parameter.name) {
                (parameter.give)(&mut self.0, number);
            }
        }
        Ok(())
    }
}

/// A parameter as an option of the command line.
fn option(parameter: &'static Parameter, flag: &'static str) -> Arg {
    let default = parameter.text(parameter.default());
    let default = default.map_or(String::new(), |text| format!(" [default: {text}]"));
    let help = format!("{}{default}", parameter.help);
    let option = Arg::new(parameter.name)
        .long(flag)
        .value_name(parameter.value_name)
        .value_parser(parser(parameter))
        .hide_short_help(parameter.is_rare);
    let option = match parameter.more {
        "" => option,
        more => option.long_help(format!("{help}\n\n{more}")),
    };
    option.help(help)
}

/// What reads a value on the command line.
fn parser(parameter: &'static Parameter) -> ValueParser {
    match parameter.values {
        Values::Names(names, about) => {
            let values = names.iter().zip(about);
            let values = values.map(|(name, about)| PossibleValue::new(*name).help(*about));
            PossibleValuesParser::new(values).try_map(|text| place(&text, names)).into()
        }
        Values::Numbers(..) => PossibleValuesParser::new(parameter.values.listed())
            .try_map(|text| text.parse::<u32>())
            .into(),
        Values::Count(_) | Values::Words(_) => ValueParser::new(positive_u32),
    }
}

impl MachineOptions {
    /// What they ask for.
    pub fn choice(&self) -> Choice {
        Choice { preset: self.preset, given: self.parameters.0, dialect: self.dialect }
    }

    /// The preset's machine, or else `base`, with what the options say.
    ///
    /// # Errors
    /// A [`Failure`] if the parameters do not fit together.
    pub fn apply(&self, base: Config) -> Result<Config, Failure> {
        Ok(self.choice().apply(base)?)
    }

    /// These, and those of `other` that are not here; without a file.
    pub(super) fn or(self, other: MachineOptions) -> MachineOptions {
        MachineOptions {
            preset: self.preset.or(other.preset),
            parameters: Parameters(self.parameters.0.or(other.parameters.0)),
            dialect: self.dialect.or(other.dialect),
            config: None,
        }
    }

    /// The collector to take where any will do: one that fits the other options.
    pub fn fitting(&self, collector: Collector) -> Collector {
        let Parameters(given) = self.parameters;
        match (given.barrier, given.gc_every, collector) {
            (Some(_), ..) => Collector::Generational,
            (None, Some(_), Collector::None) => Collector::Copying,
            _ => collector,
        }
    }

    /// The barrier, if one is asked for.
    pub fn barrier(&self) -> Option<Barrier> {
        self.parameters.0.barrier
    }

    /// The library, if one is asked for.
    pub fn dialect(&self) -> Option<Dialect> {
        self.choice().dialect()
    }

    /// Sets the option `name` to the value that `text` has in a file.
    ///
    /// # Errors
    /// What is wrong with the value, in words; `None` if there is no such option.
    pub(super) fn set(&mut self, name: &str, text: &str) -> Result<(), Option<String>> {
        let mut choice = self.choice();
        choice.set(name, text)?;
        let Choice { preset, given, dialect } = choice;
        (self.preset, self.parameters, self.dialect) = (preset, Parameters(given), dialect);
        Ok(())
    }
}

/// The options that a file may have.
pub(super) fn names() -> Vec<&'static str> {
    let parameters = PARAMETERS.iter().map(|parameter| parameter.name);
    ["preset"].into_iter().chain(parameters).chain(["dialect"]).collect()
}

/// The options that make a machine with these parameters.
pub fn arguments(config: &Config) -> String {
    let rows = PARAMETERS.iter().zip(FLAGS.iter());
    let said = rows.filter_map(|(parameter, flag)| {
        parameter.text_in(config).map(|text| format!("--{flag} {text}"))
    });
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::word::WordSize;

    fn options(pairs: &[(&str, &str)]) -> MachineOptions {
        let mut options = MachineOptions::default();
        for (name, text) in pairs {
            options.set(name, text).expect("an option");
        }
        options
    }

    #[test]
    fn what_contradicts_is_refused_and_what_was_only_the_base_gives_way() {
        let base = Config {
            collector: Collector::Generational,
            barrier: Barrier::Protect,
            gc_every: 5,
            ..Config::default()
        };
        let apply = |pairs: &[(&str, &str)]| options(pairs).apply(base).map_err(|e| e.to_string());
        let config = apply(&[("collector", "none")]).expect("fits");
        assert_eq!((config.barrier, config.gc_every), (Barrier::Remember, 0));
        assert_eq!(apply(&[("collector", "copying")]).expect("fits").gc_every, 5);
        let refused = apply(&[("collector", "none"), ("gc_every", "3")]).expect_err("contradicts");
        assert!(refused.contains("--gc-every 3"), "{refused}");
        let refused =
            apply(&[("collector", "copying"), ("barrier", "remember")]).expect_err("contradicts");
        assert!(refused.contains("--barrier remember"), "{refused}");
    }

    #[test]
    fn a_preset_is_a_base_that_other_options_override() {
        let config = options(&[("preset", "scheme"), ("memory", "64K")]).apply(Config::default());
        let config = config.expect("fits");
        assert_eq!((config.word, config.memory), (WordSize::W32, 1 << 16));
        assert_eq!(options(&[("preset", "mal")]).dialect(), Some(Dialect::Mal));
        let bare = options(&[("preset", "scheme"), ("dialect", "bare")]);
        assert_eq!(bare.dialect(), Some(Dialect::Bare));
    }

    #[test]
    fn wide_words_come_with_more_memory() {
        let memory =
            |pairs: &[(&str, &str)]| options(pairs).apply(Config::default()).expect("fits").memory;
        assert_eq!(memory(&[]), 1 << 16);
        assert_eq!(memory(&[("word", "16")]), 1 << 16);
        assert_eq!(memory(&[("word", "32")]), 1 << 18);
        assert_eq!(memory(&[("word", "64"), ("banks", "2")]), 1 << 18);
        assert_eq!(memory(&[("word", "32"), ("memory", "64K")]), 1 << 16);
        assert_eq!(memory(&[("preset", "scheme"), ("word", "64")]), 1 << 20);
    }

    #[test]
    fn the_arguments_of_a_machine_make_it_again() {
        for config in [
            Config::default(),
            Config { collector: Collector::None, banks: 1, ..Config::default() },
            Config {
                collector: Collector::Generational,
                barrier: Barrier::Protect,
                gc_every: 7,
                latency: 8,
                memory: 1 << 15,
                ..Config::default()
            },
        ] {
            let text = arguments(&config);
            let words: Vec<&str> = text.split(' ').collect();
            let pairs: Vec<(&str, &str)> =
                words.chunks(2).map(|pair| (&pair[0][2..], pair[1])).collect();
            let other = Config { word: WordSize::W32, ..Config::default() };
            assert_eq!(options(&pairs).apply(other).expect("fits"), config, "{text}");
        }
    }

    #[test]
    fn every_name_is_an_option() {
        for name in names() {
            let refused = MachineOptions::default().set(name, "?");
            assert!(matches!(refused, Err(Some(_))), "{name}");
        }
    }
}
