//! Which call of the program led to where the machine is.
//!
//! The last call of the program is one the library may have returned from since, and a tail call
//! leaves no frame. So the call belongs to the evaluation that it is a part of: it is kept with every
//! frame that is pushed, and comes back when that is popped.

use std::ops::{ControlFlow, Range};

use crate::frames::{Before, Frames};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::units::apply;
use conscycle_machine::word::Word;

/// Follows the calls of a program.
#[derive(Debug)]
pub struct CallerProbe {
    /// The program's cells in memory.
    program: Range<u32>,
    frames: Frames<u32>,
    /// A cell of the call that the machine is in; 0 for none.
    current: u32,
}

impl CallerProbe {
    /// An observer of a machine after reset, in whose image the program's cells are at these addresses.
    pub fn new(machine: &Machine, program: Range<u32>) -> CallerProbe {
        CallerProbe { program, frames: Frames::new(machine.config().memory), current: 0 }
    }

    /// A cell of the call that led to where the machine is: the form's, or that of its last operand.
    pub fn call(&self) -> Option<Word> {
        (self.current > 0).then_some(Word::at(self.current))
    }

    /// A function is applied: by the program, if the operands are written there.
    fn applied(&mut self, machine: &Machine) {
        let operands = machine.eval_args.arguments;
        let cell = if operands.is_nil() { machine.eval.expr } else { operands };
        if self.program.contains(&cell.address()) {
            self.current = cell.address();
        }
    }
}

impl Probe for CallerProbe {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        self.frames.before(machine);
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let Before { owner, apply, .. } = self.frames.before;
        if owner == Unit::Sweeper {
            self.frames.swept(machine);
        }
        if owner == Unit::Apply && apply == apply::State::ApplyDispatch {
            self.applied(machine);
        }
        self.current = self.frames.after(machine, self.current);
        ControlFlow::Continue(())
    }
}
