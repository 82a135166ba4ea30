//! Machines that people want, by name: a base that all other options override.

use crate::Dialect;
use conscycle_machine::config::{Collector, Config, Namespace};
use conscycle_machine::word::WordSize;

/// A machine and the library for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its name on the command line and in files.
    pub name: &'static str,
    /// What it is for.
    pub summary: &'static str,
    /// The language and its library.
    pub dialect: Dialect,
    /// The machine.
    pub config: Config,
}

const WIDE: Config = Config {
    word: WordSize::W32,
    memory: 1 << 20,
    namespace: Namespace::Lisp1,
    collector: Collector::Generational,
    ..Config::PLAN
};

/// Every preset.
pub const PRESETS: [Preset; 5] = [
    Preset {
        name: "plan",
        summary: "the machine of the hardware plan: what runs if nothing is asked for",
        dialect: Dialect::Core,
        config: Config::PLAN,
    },
    Preset {
        name: "scheme",
        summary: "programs written for Scheme: one namespace, wide integers, much memory",
        dialect: Dialect::Core,
        config: WIDE,
    },
    Preset {
        name: "waves",
        summary: "waveforms for teaching: every word that memory moves has its own cycle, and the \
                  memory is small enough to see collections",
        dialect: Dialect::Core,
        config: Config {
            memory: 1 << 15,
            banks: 1,
            collector: Collector::MarkSweep,
            ..Config::PLAN
        },
    },
    Preset {
        name: "mal",
        summary: "programs in Make-a-Lisp, as `--dialect mal` has them",
        dialect: Dialect::Mal,
        config: WIDE,
    },
    Preset {
        name: "euler",
        summary: "programs in EulerLisp, as `--dialect euler` has them",
        dialect: Dialect::Euler,
        config: Config { word: WordSize::W64, memory: 1 << 24, ..WIDE },
    },
];

/// The table of `docs/commands.md`.
pub fn table() -> String {
    let mut text = String::from(
        "| preset | word | memory | banks | namespace | collector | dialect | for |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for Preset { name, summary, dialect, config } in &PRESETS {
        text += &format!(
            "| `{name}` | {} | {}K | {} | {} | {} | {} | {summary} |\n",
            config.word.bits(),
            config.memory >> 10,
            config.banks,
            config.namespace.name(),
            config.collector.name(),
            dialect.name(),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_machine_that_its_library_fits() {
        for Preset { name, dialect, config, .. } in PRESETS {
            assert_eq!(config.check(), Ok(()), "{name}");
            match dialect {
                Dialect::Mal | Dialect::Euler => {
                    assert!(crate::shell(dialect, config).is_ok(), "{name}");
                }
                _ => assert!(crate::builder(dialect, config).is_ok(), "{name}"),
            }
        }
    }

    #[test]
    fn the_presets_of_dialects_are_their_machines() {
        assert_eq!(PRESETS[0].config, Dialect::Core.config());
        assert_eq!(PRESETS[3].config, Dialect::Mal.config());
        assert_eq!(PRESETS[4].config, Dialect::Euler.config());
    }
}
