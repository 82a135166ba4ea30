//! The machine that somebody asks for, by name and by single parameters.

use crate::count::positive_u32;
use crate::problem::Problem;
use conscycle_firmware::Dialect;
use conscycle_firmware::preset::{PRESETS, Preset};
use conscycle_machine::config::{Collector, Config, Given, MIN_MEMORY, PARAMETERS};
use conscycle_machine::parameter::{Parameter, Values, words};
use conscycle_machine::word::WordSize;

/// Words of memory of a machine with words of 32 or 64 bits, if nobody has said how many.
const WIDE_MEMORY: u32 = 1 << 18;

/// What is asked for; all else is as it would be anyway.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// A machine by name.
    pub preset: Option<Preset>,
    /// Parameters, which go before the preset's.
    pub given: Given,
    /// The language and its library.
    pub dialect: Option<Dialect>,
}

impl Choice {
    /// The preset's machine, or else `base`, with what else is asked for.
    ///
    /// # Errors
    /// A [`Problem`] if the parameters do not fit together.
    pub fn apply(&self, base: Config) -> Result<Config, Problem> {
        let Choice { given, .. } = self;
        let start = self.preset.map_or(base, |preset| preset.config);
        let mut config = given.over(start);
        // The library has more to do with wide words, and needs the room for it.
        let is_default = given.memory.is_none() && config.memory == Config::default().memory;
        if is_default && config.word != WordSize::W16 && start.word != config.word {
            config.memory = WIDE_MEMORY;
        }
        let refuse = |message: String| Err(Problem::Plain(message));
        let is_generational = config.collector == Collector::Generational;
        if let (Some(barrier), false) = (given.barrier, is_generational) {
            let (barrier, collector) = (barrier.name(), config.collector.name());
            return refuse(format!(
                "--barrier {barrier} is the generational collector's, and the collector is \
                 {collector}: say --collector generational too"
            ));
        }
        if let (Some(every), Collector::None) = (given.gc_every, config.collector) {
            return refuse(format!(
                "--gc-every {every} asks for collections, and the collector is none: name another \
                 --collector"
            ));
        }
        // What belongs to the base's collector goes with it.
        let config = config.fitting();
        config.check().map_err(|error| Problem::Plain(error.to_string()))?;
        Ok(config)
    }

    /// The library, if one is asked for.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect.or(self.preset.map(|preset| preset.dialect))
    }

    /// Asks for the value that `text` says, of what has this name.
    ///
    /// # Errors
    /// What is wrong with the value, in words; `None` if nothing has this name.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), Option<String>> {
        match name {
            "preset" => {
                let names = PRESETS.each_ref().map(|preset| preset.name);
                self.preset = Some(PRESETS[place(text, &names)? as usize]);
            }
            "dialect" => {
                let names = Dialect::ALL.map(Dialect::name);
                self.dialect = Some(Dialect::ALL[place(text, &names)? as usize]);
            }
            _ => {
                let is_meant =
                    |row: &&Parameter| row.name == name || row.name.replace('_', "-") == name;
                let parameter = PARAMETERS.iter().find(is_meant).ok_or(None)?;
                (parameter.give)(&mut self.given, number(parameter, text)?);
            }
        }
        Ok(())
    }
}

/// A parameter's value as people write it. What fits of it to the machine's other parameters [`Config::check`]
/// knows.
///
/// # Errors
/// What is wrong with it, in words.
pub fn number(parameter: &Parameter, text: &str) -> Result<u32, String> {
    match parameter.values {
        Values::Names(names, _) => place(text, names),
        Values::Numbers(..) => {
            place(text, &parameter.values.listed())?;
            positive_u32(text)
        }
        Values::Count(_) => positive_u32(text),
        Values::Words(_) => {
            let count = positive_u32(text)?;
            let most = 1 << WordSize::W32.max_address_bits();
            if count.is_power_of_two() && (MIN_MEMORY..=most).contains(&count) {
                return Ok(count);
            }
            let (least, most) = (words(MIN_MEMORY), words(most));
            Err(format!("a power of two from {least} to {most} is expected"))
        }
    }
}

/// The place of a name among others.
///
/// # Errors
/// Which there are.
pub fn place(text: &str, names: &[&str]) -> Result<u32, String> {
    let place = names.iter().position(|name| *name == text);
    place.map(|place| place as u32).ok_or_else(|| format!("it is one of {}", names.join(", ")))
}
