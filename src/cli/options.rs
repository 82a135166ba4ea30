//! The machine's options, the same for every command.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::count::{positive_u32, words};
use super::failure::Failure;
use super::values::{Named, by_name};
use conscycle_firmware::Dialect;
use conscycle_firmware::preset::Preset;
use conscycle_machine::config::{Barrier, Collector, Config, Namespace};
use conscycle_machine::word::WordSize;

/// Parameters of the machine; what is not given comes from `--config`, from `--preset`, from the image
/// or golden that is used, or is the default.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Machine")]
pub struct MachineOptions {
    /// A machine by name, which other options change
    #[arg(long, value_name = "NAME", value_parser = by_name::<Preset>())]
    pub(super) preset: Option<Preset>,
    /// Bits in a word [default: 16]
    #[arg(long, value_name = "BITS", value_parser = by_name::<WordSize>())]
    pub(super) word: Option<WordSize>,
    /// Words of memory: 64K, 1M, ... [default: 64K]
    ///
    /// A power of two; K and M count 1024s, here as in every count.
    #[arg(long, value_name = "WORDS", value_parser = positive_u32)]
    pub(super) memory: Option<u32>,
    /// Words moved in one cycle [default: 4]
    #[arg(long, value_name = "N", value_parser = one_of(&["1", "2", "4"]))]
    pub(super) banks: Option<u32>,
    /// Cycles of a memory access [default: 1]
    #[arg(long, value_name = "CYCLES",
          value_parser = one_of(&["1", "2", "3", "4", "5", "6", "7", "8"]))]
    pub(super) latency: Option<u32>,
    /// How operators are looked up [default: lisp2]
    #[arg(long, value_parser = by_name::<Namespace>())]
    pub(super) namespace: Option<Namespace>,
    /// Who reclaims memory [default: copying]
    #[arg(long, value_parser = by_name::<Collector>())]
    pub(super) collector: Option<Collector>,
    /// What the generational collector does about stores into old objects [default: remember]
    #[arg(long, value_parser = by_name::<Barrier>(), hide_short_help = true)]
    pub(super) barrier: Option<Barrier>,
    /// Collect at every N-th allocation, to test programs and the collector
    #[arg(long, value_name = "N", value_parser = positive_u32, hide_short_help = true)]
    pub(super) gc_every: Option<u32>,
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

/// The numbers of a short list.
fn one_of(values: &'static [&'static str]) -> impl clap::builder::TypedValueParser<Value = u32> {
    PossibleValuesParser::new(values).try_map(|text| text.parse::<u32>())
}

impl MachineOptions {
    /// The preset's machine, or else `base`, with what the options say.
    ///
    /// # Errors
    /// A [`Failure`] if the parameters do not fit together.
    pub fn apply(&self, base: Config) -> Result<Config, Failure> {
        let base = self.preset.map_or(base, |preset| preset.config);
        let collector = self.collector.unwrap_or(base.collector);
        let is_generational = collector == Collector::Generational;
        let refuse = |message: String| Err(Failure::Plain(message));
        if let (Some(barrier), false) = (self.barrier, is_generational) {
            let (barrier, collector) = (barrier.name(), collector.name());
            return refuse(format!(
                "--barrier {barrier} is the generational collector's, and the collector is \
                 {collector}: say --collector generational too"
            ));
        }
        if let (Some(every), Collector::None) = (self.gc_every, collector) {
            return refuse(format!(
                "--gc-every {every} asks for collections, and the collector is none: name another \
                 --collector"
            ));
        }
        // What belongs to the base's collector goes with it.
        let barrier = if is_generational { base.barrier } else { Barrier::default() };
        let gc_every = if collector == Collector::None { 0 } else { base.gc_every };
        let config = Config {
            word: self.word.unwrap_or(base.word),
            memory: self.memory.unwrap_or(base.memory),
            banks: self.banks.unwrap_or(base.banks),
            latency: self.latency.unwrap_or(base.latency),
            namespace: self.namespace.unwrap_or(base.namespace),
            collector,
            barrier: self.barrier.unwrap_or(barrier),
            gc_every: self.gc_every.unwrap_or(gc_every),
        };
        config.check().map_err(|error| Failure::Plain(error.to_string()))?;
        Ok(config)
    }

    /// The collector to take where any will do: one that fits the other options.
    pub fn fitting(&self, collector: Collector) -> Collector {
        match (self.barrier, self.gc_every, collector) {
            (Some(_), ..) => Collector::Generational,
            (None, Some(_), Collector::None) => Collector::Copying,
            _ => collector,
        }
    }

    /// The barrier, if one is asked for.
    pub fn barrier(&self) -> Option<Barrier> {
        self.barrier
    }

    /// The library, if one is asked for.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect.or(self.preset.map(|preset| preset.dialect))
    }

    /// Sets the option `name` to the value that `text` has on the command line.
    ///
    /// # Errors
    /// What is wrong with the value, in words; `None` if there is no such option.
    pub(super) fn set(&mut self, name: &str, text: &str) -> Result<(), Option<String>> {
        match name {
            "preset" => self.preset = Some(Named::named(text)?),
            "word" => self.word = Some(Named::named(text)?),
            "memory" => self.memory = Some(positive_u32(text)?),
            "banks" => self.banks = Some(positive_u32(text)?),
            "latency" => self.latency = Some(positive_u32(text)?),
            "namespace" => self.namespace = Some(Named::named(text)?),
            "collector" => self.collector = Some(Named::named(text)?),
            "barrier" => self.barrier = Some(Named::named(text)?),
            "gc_every" | "gc-every" => self.gc_every = Some(positive_u32(text)?),
            "dialect" => self.dialect = Some(Named::named(text)?),
            _ => return Err(None),
        }
        Ok(())
    }
}

/// The options that a file may have.
pub(super) const NAMES: [&str; 10] = [
    "preset",
    "word",
    "memory",
    "banks",
    "latency",
    "namespace",
    "collector",
    "barrier",
    "gc_every",
    "dialect",
];

/// The options that make a machine with these parameters.
pub fn arguments(config: &Config) -> String {
    let Config { word, memory, banks, latency, namespace, collector, barrier, gc_every } = config;
    let mut text = format!(
        "--word {} --memory {} --banks {banks} --latency {latency} --namespace {} --collector {}",
        word.bits(),
        words(*memory),
        namespace.name(),
        collector.name(),
    );
    if *collector == Collector::Generational {
        text += &format!(" --barrier {}", barrier.name());
    }
    if *gc_every > 0 {
        text += &format!(" --gc-every {gc_every}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for name in NAMES {
            let refused = MachineOptions::default().set(name, "?");
            assert!(matches!(refused, Err(Some(_))), "{name}");
        }
    }
}
