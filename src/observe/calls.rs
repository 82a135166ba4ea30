//! Which function's body is entered, and whose call a frame belongs to: what profiles and waveforms
//! know of calls.
//!
//! Calls are told by the registers that they change. What a call is to an observer, `C`, it keeps with
//! every frame, and gets it back when the frame is popped.

use crate::frames::{Before, Frames, emptied, is_collecting};
use crate::functions::{FunctionId, Functions};
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::{eval, sweeper};

/// Follows the calls of a run.
#[derive(Debug, Clone)]
pub struct Calls<'a, C> {
    /// The functions seen so far.
    pub functions: Functions<'a>,
    /// The frames that wait.
    pub frames: Frames<C>,
    /// Bodies entered, when the cycle began.
    entered: u64,
    /// The collection that goes on has marked.
    marked: bool,
}

impl<'a, C: Copy + Default + PartialEq> Calls<'a, C> {
    /// For a machine with this image, from its reset on.
    pub fn new(image: &'a Image) -> Calls<'a, C> {
        Calls {
            functions: Functions::new(image),
            frames: Frames::new(image.config.memory),
            entered: 0,
            marked: false,
        }
    }

    /// At the beginning of a cycle.
    #[inline(always)]
    pub fn before(&mut self, machine: &Machine) {
        self.frames.before(machine);
        self.entered = machine.calls;
    }

    /// At the end of a cycle, in which the machine has been in the call `current`: the call that it is
    /// in from now on, if no body has been entered. Before that, see [`Calls::swept`].
    #[inline(always)]
    pub fn after(&mut self, machine: &Machine, current: C) -> C {
        if self.frames.before.owner == Unit::Define
            && machine.arbiter.owner == Unit::Eval
            && machine.eval.state == eval::State::ResumeOperator
        {
            self.functions.applied_where_it_stands(machine.clink.value, machine);
        }
        self.frames.after(machine, current)
    }

    /// Has a body been entered in the cycle?
    #[inline(always)]
    pub fn has_entered(&self, machine: &Machine) -> bool {
        self.entered != machine.calls
    }

    /// The function whose body has been entered in the cycle, if one has that is no part of the function
    /// around it.
    #[inline(always)]
    pub fn entered(&mut self, machine: &Machine) -> Option<FunctionId> {
        if !self.has_entered(machine) {
            return None;
        }
        self.functions.of(machine.apply.function, machine)
    }

    /// If the cycle was one of the sweeper's: what has moved is followed. True if a collection has
    /// ended.
    #[inline(always)]
    pub fn swept(&mut self, machine: &Machine) -> bool {
        let Before { owner, .. } = self.frames.before;
        owner == Unit::Sweeper && self.sweeper_cycle(machine)
    }

    fn sweeper_cycle(&mut self, machine: &Machine) -> bool {
        let has_ended = self.frames.swept(machine);
        if has_ended {
            self.marked = false;
            if let Some(emptied) = emptied(machine) {
                self.functions.follow(emptied, &machine.memory);
            }
        }
        let state = machine.sweeper.state;
        if is_collecting(machine) && !self.marked && state == sweeper::State::SweepObject {
            self.marked = true;
            self.functions.forget_unmarked(&machine.memory);
        }
        has_ended
    }
}
