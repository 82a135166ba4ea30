//! The machine's options, the same for every command.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use super::failure::Failure;
use super::input;
use crate::config::{Barrier, Collector, Config, Namespace};
use crate::firmware::Dialect;
use crate::word::WordSize;

/// Parameters of the machine; what is not given comes from `--config`, from the image or golden
/// that is used, or is the default.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Machine")]
pub struct MachineOptions {
    /// Bits in a word: 16 or 32 [default: 16]
    #[arg(long, value_name = "BITS", value_parser = parse_word)]
    word: Option<WordSize>,
    /// Words of memory, a power of two; K and M count 1024s [default: 64K]
    #[arg(long, value_name = "WORDS", value_parser = parse_words)]
    memory: Option<u32>,
    /// Words moved in one cycle: 1, 2 or 4 [default: 4]
    #[arg(long, value_name = "N")]
    banks: Option<u32>,
    /// Cycles of a memory access: 1 to 8 [default: 1]
    #[arg(long, value_name = "CYCLES")]
    latency: Option<u32>,
    /// How operators are looked up: lisp2 or lisp1 [default: lisp2]
    #[arg(long, value_parser = parse_namespace)]
    namespace: Option<Namespace>,
    /// Who reclaims memory: copying, generational, mark-sweep, or none [default: copying]
    #[arg(long, value_parser = parse_collector)]
    collector: Option<Collector>,
    /// What --collector generational does about stores into old objects: remember the object,
    /// collect at once, or protect pages of old objects [default: remember]
    #[arg(long, value_parser = parse_barrier)]
    barrier: Option<Barrier>,
    /// Collect at every N-th allocation, to test programs and the collector
    #[arg(long, value_name = "N")]
    gc_every: Option<u32>,
    /// The library: core, bare for the hardware's names only, or mal for a program in Make-a-Lisp [default: core]
    #[arg(long, value_parser = parse_dialect)]
    dialect: Option<Dialect>,
    /// A JSON file with any of these options, by name, numbers in full; the command line wins
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The options in a `--config` file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    word: Option<WordSize>,
    memory: Option<u32>,
    banks: Option<u32>,
    latency: Option<u32>,
    namespace: Option<Namespace>,
    collector: Option<Collector>,
    barrier: Option<Barrier>,
    gc_every: Option<u32>,
    dialect: Option<Dialect>,
}

impl MachineOptions {
    /// The options, with those of the `--config` file where the command line has none.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be read or has other contents.
    pub fn with_file(&self) -> Result<MachineOptions, Failure> {
        let Some(path) = &self.config else {
            return Ok(self.clone());
        };
        let text = input::read_text(path)?;
        let file: ConfigFile =
            serde_json::from_str(&text).map_err(|error| Failure::file(path, error))?;
        Ok(MachineOptions {
            word: self.word.or(file.word),
            memory: self.memory.or(file.memory),
            banks: self.banks.or(file.banks),
            latency: self.latency.or(file.latency),
            namespace: self.namespace.or(file.namespace),
            collector: self.collector.or(file.collector),
            barrier: self.barrier.or(file.barrier),
            gc_every: self.gc_every.or(file.gc_every),
            dialect: self.dialect.or(file.dialect),
            config: None,
        })
    }

    /// `base` with what the options say.
    ///
    /// # Errors
    /// A [`Failure`] if the parameters do not fit together.
    pub fn apply(&self, base: Config) -> Result<Config, Failure> {
        let config = Config {
            word: self.word.unwrap_or(base.word),
            memory: self.memory.unwrap_or(base.memory),
            banks: self.banks.unwrap_or(base.banks),
            latency: self.latency.unwrap_or(base.latency),
            namespace: self.namespace.unwrap_or(base.namespace),
            collector: self.collector.unwrap_or(base.collector),
            barrier: self.barrier.unwrap_or(base.barrier),
            gc_every: self.gc_every.unwrap_or(base.gc_every),
        };
        config.check().map_err(|error| Failure::Plain(error.to_string()))?;
        Ok(config)
    }

    /// The barrier, if one is asked for.
    pub fn barrier(&self) -> Option<Barrier> {
        self.barrier
    }

    /// The library, if one is asked for.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect
    }
}

/// The options that make a machine with these parameters.
pub fn arguments(config: &Config) -> String {
    let Config { word, memory, banks, latency, namespace, collector, barrier, gc_every } = config;
    format!(
        "--word {} --memory {memory} --banks {banks} --latency {latency} --namespace {} \
         --collector {} --barrier {} --gc-every {gc_every}",
        word.bits(),
        namespace.name(),
        collector.name(),
        barrier.name()
    )
}

fn parse_word(text: &str) -> Result<WordSize, String> {
    let bits: u32 = text.parse().map_err(|_| "a number of bits is expected".to_string())?;
    WordSize::try_from(bits)
}

fn parse_words(text: &str) -> Result<u32, String> {
    let (digits, unit) = match text.as_bytes().last() {
        Some(b'K' | b'k') => (&text[..text.len() - 1], 1 << 10),
        Some(b'M' | b'm') => (&text[..text.len() - 1], 1 << 20),
        _ => (text, 1),
    };
    let count: u32 = digits.parse().map_err(|_| "a number of words is expected".to_string())?;
    count.checked_mul(unit).ok_or_else(|| "more words than any machine has".to_string())
}

fn parse_namespace(text: &str) -> Result<Namespace, String> {
    match text {
        "lisp2" => Ok(Namespace::Lisp2),
        "lisp1" => Ok(Namespace::Lisp1),
        _ => Err("lisp2 or lisp1 is expected".to_string()),
    }
}

fn parse_collector(text: &str) -> Result<Collector, String> {
    match text {
        "none" => Ok(Collector::None),
        "copying" => Ok(Collector::Copying),
        "generational" => Ok(Collector::Generational),
        "mark-sweep" => Ok(Collector::MarkSweep),
        "incremental" => Err("the incremental collector is not built yet; \
                              copying, generational and mark-sweep are"
            .to_string()),
        _ => Err("copying, generational, mark-sweep or none is expected".to_string()),
    }
}

fn parse_barrier(text: &str) -> Result<Barrier, String> {
    match text {
        "remember" => Ok(Barrier::Remember),
        "collect" => Ok(Barrier::Collect),
        "protect" => Ok(Barrier::Protect),
        _ => Err("remember, collect or protect is expected".to_string()),
    }
}

fn parse_dialect(text: &str) -> Result<Dialect, String> {
    match text {
        "euler" => Err(format!("the {text} dialect is not built yet")),
        _ => Dialect::from_name(text).ok_or_else(|| "core, mal or bare is expected".to_string()),
    }
}
