//! Random programs on random machines, the model against the RTL in every cycle.

use std::path::PathBuf;

use conscycle_machine::parameter::{Parameter, Rtl};
use conscycle_machine::signals::SIGNALS;

use super::case::Case;
use super::kind::{Difference, Finding, Kind};
use crate::cli::failure::Failure;
use crate::cli::interrupt::Interrupt;
use crate::cli::lockstep::{Campaign, Divergence, Program, describe};
use crate::cli::options::MachineOptions;

/// Signals that a headline names.
const NAMED: usize = 4;

/// The model against the RTL.
#[derive(Debug)]
pub struct Lockstep {
    campaign: Campaign,
    machine: MachineOptions,
}

impl Lockstep {
    /// On machines with these options where there are any; simulators are built of the RTL in `sources`, until Ctrl-C.
    pub fn new(sources: PathBuf, machine: MachineOptions, interrupt: Interrupt) -> Lockstep {
        let campaign = Campaign::new(sources, 0).until(interrupt).on(machine.clone());
        Lockstep { campaign, machine }
    }
}

impl Kind for Lockstep {
    const NAME: &'static str = "lockstep";
    const SIDES: &'static str = "the model and the RTL";

    fn case(&self, seed: u64) -> Result<Case, Failure> {
        let Program { seed, text, config, interrupts } = Program::new(seed, &self.machine)?;
        Ok(Case { seed, config, interrupts, text })
    }

    fn compare(&mut self, case: &Case) -> Result<Finding, Failure> {
        let Case { seed, config, interrupts, text } = case.clone();
        let before = self.campaign.cycles;
        let found = self.campaign.compare(&Program { seed, text, config, interrupts })?;
        Ok(match found {
            None => Finding::Same { cycles: self.campaign.cycles - before },
            Some(divergence) => Finding::Different(Difference {
                headline: headline(&divergence),
                details: describe(&divergence),
            }),
        })
    }

    /// What is an input of the RTL: any other takes a simulator, which may have to be built.
    fn is_free(parameter: &Parameter) -> bool {
        !matches!(parameter.rtl, Rtl::Macro(..))
    }

    fn is_ready(&self, case: &Case) -> bool {
        self.campaign.is_ready(&case.config)
    }
}

/// The first difference in a line.
fn headline(divergence: &Divergence) -> String {
    let cycle = divergence.cycle;
    let signals = divergence.signals();
    let names: Vec<String> =
        signals.iter().take(NAMED).map(|(signal, ..)| SIGNALS[*signal].path()).collect();
    let more = if signals.len() > NAMED { ", ..." } else { "" };
    match (&divergence.message, divergence.memory.first()) {
        (Some(message), _) => {
            format!("in cycle {cycle} the RTL ends: {}", message.lines().next().unwrap_or_default())
        }
        (None, Some((address, ..))) => {
            format!("after {cycle} cycles memory differs at {address:#x}")
        }
        (None, None) => format!("first divergence in cycle {cycle}: {}{more}", names.join(", ")),
    }
}
