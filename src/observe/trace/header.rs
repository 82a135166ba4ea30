//! The first line of a trace.

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::lisp::lanes::name;
use crate::recorder::Plan;
use crate::window::Mark;
use conscycle_machine::Machine;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, SIGNALS};

/// The format's version.
pub const VERSION: u32 = 2;

/// The format's name.
pub const FORMAT: &str = "conscycle-trace";

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The machine's parameters.
    pub config: Config,
    /// The library that the program was built with.
    pub dialect: String,
    /// The program's file name, without its folder.
    pub program: String,
    /// The image's hash.
    pub image: String,
    /// Cycles, from reset, whose changes are in the trace.
    pub changes: u64,
    /// Cycles between two hashes.
    pub every: u64,
    /// When it was recorded, if it is not from reset to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowHeader>,
    /// The signals.
    pub signals: Signals,
}

/// A window as the header describes it: marks are conditions or cycles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowHeader {
    /// Where it opens.
    pub when: String,
    /// Where it closes; there may be nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How many cycles of it are there at most: the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<NonZeroUsize>,
}

/// A signal as the header describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalHeader {
    /// `unit.name`.
    pub name: String,
    /// Bits; 0 of a text.
    pub width: u32,
    /// Names of an enumeration's values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// The signals of a trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Signals {
    /// Each of them.
    Listed(Vec<SignalHeader>),
    /// All of the machine's, whose [`Signals::hash`] is this: a name of a value may change, and the
    /// trace is still the same.
    Hash(String),
}

impl Signals {
    /// All signals of a machine.
    pub fn of(config: &Config) -> Signals {
        let signals = SIGNALS.iter().map(|signal| SignalHeader {
            name: signal.path(),
            width: signal.width(config),
            names: match signal.kind {
                Kind::Enum(names) => names.iter().map(ToString::to_string).collect(),
                _ => Vec::new(),
            },
        });
        Signals::Listed(signals.collect())
    }

    /// The hash of their names and widths, in their order: 64-bit XXH3 of a line for each.
    pub fn hash(&self) -> String {
        match self {
            Signals::Hash(hash) => hash.clone(),
            Signals::Listed(signals) => {
                let line = |signal: &SignalHeader| format!("{} {}\n", signal.name, signal.width);
                let lines: String = signals.iter().map(line).collect();
                format!("{:016x}", xxh3_64(lines.as_bytes()))
            }
        }
    }

    /// Their list; of a hash, if it is that of the machine's signals now.
    pub fn list(self, config: &Config) -> Option<Vec<SignalHeader>> {
        match self {
            Signals::Listed(signals) => Some(signals),
            Signals::Hash(hash) => {
                let known = Signals::of(config);
                if known.hash() == hash { known.list(config) } else { None }
            }
        }
    }
}

/// What a trace records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    /// Cycles, from reset, whose changes are recorded.
    pub changes: u64,
    /// Cycles between two hashes of the state.
    pub every: u64,
}

impl Header {
    /// The header of a run of `machine`.
    pub fn new(
        machine: &Machine,
        dialect: &str,
        program: &str,
        image: &str,
        detail: Detail,
    ) -> Header {
        let config = *machine.config();
        Header {
            format: FORMAT.to_string(),
            version: VERSION,
            config,
            dialect: dialect.to_string(),
            program: program.to_string(),
            image: image.to_string(),
            changes: detail.changes,
            every: detail.every,
            window: None,
            signals: Signals::of(&config),
        }
    }

    /// The header of a part of the run.
    pub fn planned(mut self, plan: &Plan) -> Header {
        let window = &plan.window;
        self.window = (!window.is_all()).then(|| WindowHeader {
            when: window.when.to_string(),
            until: (window.end() < u64::MAX || matches!(window.until, Mark::Condition(_)))
                .then(|| window.until.to_string()),
            last: window.last,
        });
        if let Signals::Listed(signals) = &mut self.signals {
            let mut at = 0..;
            let selection = plan.shown().for_trace();
            signals.retain(|_| at.next().is_some_and(|at| selection.contains(at)));
            signals.extend(selection.lanes().into_iter().map(|lane| {
                let (scope, name) = name(lane);
                SignalHeader { name: format!("{scope}.{name}"), width: 0, names: Vec::new() }
            }));
        }
        self
    }

    /// The header of a golden: short, and the same whatever the values of signals are called.
    pub fn golden(self) -> Header {
        Header { signals: Signals::Hash(self.signals.hash()), ..self }
    }
}
