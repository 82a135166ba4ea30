//! Cycles in which nothing happens that is said: most of them.

use super::Follower;
use crate::calls::Calls;
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::memory::Operation;
use conscycle_machine::units::{apply, eval, eval_args};

impl Follower<'_> {
    /// The token stays with this unit: does nothing happen that is said here?
    #[inline(always)]
    pub(super) fn is_quiet(&self, machine: &Machine, owner: Unit) -> bool {
        match owner {
            Unit::Clink | Unit::Note | Unit::FetchObject | Unit::Digits | Unit::Alu | Unit::Fpu => {
                true
            }
            Unit::Eval => {
                self.calls.frames.is_still(machine)
                    && machine.eval.state != eval::State::ExpandMacro
            }
            Unit::EvalArgs => {
                let computed = eval_args::State::ArgumentComputed;
                self.calls.frames.is_still(machine)
                    && machine.eval_args.state != computed
                    && self.states.eval_args != computed
            }
            Unit::Apply | Unit::Special => self.is_nothing(machine, owner),
            _ => false,
        }
    }

    /// The token goes from this unit to another: does nothing happen that is said here?
    #[inline(always)]
    pub(super) fn hands_over_quietly(&self, machine: &Machine, owner: Unit) -> bool {
        !matches!(machine.arbiter.owner, Unit::Halted | Unit::Trap | Unit::Sweeper)
            && self.is_nothing(machine, owner)
    }

    /// Is no frame pushed or popped in a cycle of this unit, no body entered, nothing written, and does no
    /// expression begin or end?
    #[inline(always)]
    fn is_nothing(&self, machine: &Machine, owner: Unit) -> bool {
        let Calls { frames, .. } = &self.calls;
        let is_written = machine.memory.bus.operation == Operation::Write && owner != Unit::Note;
        if !frames.is_still(machine) || is_written || self.calls.has_entered(machine) {
            return false;
        }
        match owner {
            Unit::Note | Unit::FetchObject | Unit::Primitive => true,
            Unit::Digits | Unit::Alu | Unit::Fpu => true,
            Unit::Clink => !frames.reloads(),
            Unit::Apply => frames.before.apply != apply::State::ApplyDispatch,
            Unit::Eval => self.states.looks(machine),
            Unit::EvalArgs | Unit::Special => !self.states.computes_around(machine, owner),
            _ => false,
        }
    }
}
