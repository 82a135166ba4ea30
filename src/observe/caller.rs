//! Which call of the program led to where the machine is.
//!
//! The last call of the program is one the library may have returned from since, and a tail call
//! leaves no frame. So the call belongs to the evaluation that it is a part of: it is kept with every
//! frame that is pushed, and comes back when that is popped. Frames are known by their addresses, as
//! in the profile.

use std::ops::{ControlFlow, Range};

use super::profile::frames::{Frames, emptied};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::units::{apply, clink, trap};
use conscycle_machine::word::{NIL, Word};

/// Registers as the cycle began with them.
#[derive(Debug, Clone, Copy)]
struct Before {
    owner: Unit,
    apply: apply::State,
    clink_state: clink::State,
    full: bool,
    clink: Word,
}

/// Follows the calls of a program.
#[derive(Debug)]
pub struct CallerProbe {
    /// The program's cells in memory.
    program: Range<u32>,
    frames: Frames,
    /// A cell of the call that the machine is in, and of that of the frame in the top register; 0 for
    /// none.
    current: u32,
    top: u32,
    before: Before,
    /// Collections whose end has been seen.
    collections: usize,
}

impl CallerProbe {
    /// An observer of a machine after reset, in whose image the program's cells are at these addresses.
    pub fn new(machine: &Machine, program: Range<u32>) -> CallerProbe {
        CallerProbe {
            program,
            frames: Frames::new(machine.config().memory),
            current: 0,
            top: 0,
            before: Before {
                owner: Unit::Halted,
                apply: apply::State::default(),
                clink_state: clink::State::default(),
                full: false,
                clink: NIL,
            },
            collections: 0,
        }
    }

    /// A cell of the call that led to where the machine is: the form's, or that of its last operand.
    pub fn call(&self) -> Option<Word> {
        (self.current > 0).then_some(Word(self.current))
    }

    /// A function is applied: by the program, if the operands are written there.
    fn applied(&mut self, machine: &Machine) {
        let operands = machine.eval_args.arguments;
        let cell = if operands.is_nil() { machine.eval.expr } else { operands };
        if self.program.contains(&cell.0) {
            self.current = cell.0;
        }
    }

    /// The top frame register has been filled, or emptied.
    fn frame_moved(&mut self, machine: &Machine) {
        match (self.before.owner == Unit::Clink, machine.clink.full) {
            (false, true) => self.top = self.current,
            // A frame has been written to memory.
            (true, false) => self.frames.insert(machine.clink.clink, self.top),
            (true, true) => {}
            (false, false) => match machine.arbiter.owner {
                // It is dropped by a continuation, or by the search for a catch frame.
                Unit::Clink | Unit::Halted => {}
                Unit::Trap if machine.trap.state == trap::State::UnwindNext => {}
                _ => self.current = self.top,
            },
        }
    }

    /// A frame has been loaded from memory, and popped unless a catch frame is looked for.
    fn reloaded(&mut self, machine: &Machine) {
        let call = self.frames.node(self.before.clink);
        if machine.clink.full { self.top = call } else { self.current = call }
    }

    /// A cycle of the sweeper has passed.
    fn swept(&mut self, machine: &Machine) {
        let going_on = machine.collections.last().is_some_and(|last| last.cycles == 0);
        let ended = machine.collections.count() - usize::from(going_on);
        if ended > self.collections {
            self.collections = ended;
            if let Some(emptied) = emptied(machine) {
                self.frames.follow(emptied, &machine.memory);
            }
        }
    }
}

impl Probe for CallerProbe {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        self.before = Before {
            owner: machine.arbiter.owner,
            apply: machine.apply.state,
            clink_state: machine.clink.state,
            full: machine.clink.full,
            clink: machine.clink.clink,
        };
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let Before { owner, apply, clink_state, full, .. } = self.before;
        if owner == Unit::Sweeper {
            self.swept(machine);
        }
        if owner == Unit::Apply && apply == apply::State::ApplyDispatch {
            self.applied(machine);
        }
        if full != machine.clink.full {
            self.frame_moved(machine);
        }
        if owner == Unit::Clink && clink_state == clink::State::ReloadEnvironment {
            self.reloaded(machine);
        }
        ControlFlow::Continue(())
    }
}
