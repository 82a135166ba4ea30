//! When something was written, and what the program was doing then.

use super::chain::Tracker;
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::STATES;

/// A cycle, and what went on in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The cycle; 0 for what was there at the beginning.
    pub cycle: u64,
    /// The unit that held the token.
    pub unit: Unit,
    /// Its state; of what was there at the beginning, `Reset`.
    pub state: &'static str,
    /// The function that was being run, if that is known.
    pub function: Option<String>,
    /// If that is the library's, the program's own function that waits for it.
    pub caller: Option<String>,
    /// The place in the source, `file:line:column`.
    pub position: Option<String>,
}

impl Moment {
    /// The reset, of a word that stood in the source at this place.
    pub fn reset(position: Option<String>) -> Moment {
        let (unit, state) = (Unit::Halted, "Reset");
        Moment { cycle: 0, unit, state, function: None, caller: None, position }
    }

    /// Did the program go on, and not the collector or the reset?
    pub fn is_evaluation(&self) -> bool {
        !matches!(self.unit, Unit::Sweeper | Unit::Halted)
    }

    /// The function, the one that it is for, and the place in the source, as far as they are known.
    pub fn whereabouts(&self) -> String {
        let known = [("  in ", &self.function), (", for ", &self.caller), ("  ", &self.position)];
        let known = known.into_iter().filter_map(|(before, text)| Some((before, text.as_ref()?)));
        known.map(|(before, text)| format!("{before}{text}")).collect()
    }
}

impl Tracker<'_> {
    /// What went on in a cycle on the tape.
    pub(super) fn moment(&mut self, cycle: u64) -> Moment {
        let registers = self.trials.tape.registers(cycle);
        let (unit, state) = (registers.owner(), STATES[registers.state()]);
        let collected = registers.collected();
        let mut moment =
            Moment { cycle, unit, state, function: None, caller: None, position: None };
        if unit != Unit::Sweeper {
            let machine = self.trials.tape.machine(cycle);
            let code = machine.origin();
            moment.position = self.names.position(code);
            let functions = self.functions.as_mut();
            moment.function = functions.and_then(|known| known.of(code, machine, collected));
        }
        moment
    }
}
