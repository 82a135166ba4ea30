//! Which call the machine is in, and which each frame belongs to.
//!
//! A call is what its observer makes of it; the top level is the default. A frame is known by its address, and
//! CLINK links it to the next, so that nothing here has to follow calls, returns and continuations: a
//! frame that is loaded again, once or many times, tells whose it is. When the collector moves it, its
//! old place has the new address.

use std::ops::Range;

use conscycle_machine::Machine;
use conscycle_machine::config::Collector;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::memory::Memory;
use conscycle_machine::units::{apply, clink, trap};
use conscycle_machine::word::{NIL, Word};

/// Registers as a cycle began with them.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    /// The unit that held the token.
    pub owner: Unit,
    /// The state of `apply`.
    pub apply: apply::State,
    clink_state: clink::State,
    full: bool,
    clink: Word,
}

/// Follows the frames of a run.
#[derive(Debug, Clone)]
pub struct Frames<C> {
    /// The registers at the beginning of the cycle.
    pub before: Before,
    places: Places<C>,
    /// The call of the frame in the top register.
    top: C,
    /// Collections whose end has been seen.
    collections: usize,
}

impl<C: Copy + Default + PartialEq> Frames<C> {
    /// No frames, in a memory of so many words.
    pub fn new(memory: u32) -> Frames<C> {
        Frames {
            before: Before {
                owner: Unit::Halted,
                apply: apply::State::default(),
                clink_state: clink::State::default(),
                full: false,
                clink: NIL,
            },
            places: Places::new(memory),
            top: C::default(),
            collections: 0,
        }
    }

    /// At the beginning of a cycle.
    #[inline(always)]
    pub fn before(&mut self, machine: &Machine) {
        self.before = Before {
            owner: machine.arbiter.owner,
            apply: machine.apply.state,
            clink_state: machine.clink.state,
            full: machine.clink.full,
            clink: machine.clink.clink,
        };
    }

    /// At the end of a cycle, in which the machine has been in the call `current`; answers with the one
    /// that it is in from now on.
    #[inline(always)]
    pub fn after(&mut self, machine: &Machine, mut current: C) -> C {
        if !self.is_still(machine) {
            current = self.moved(machine, current);
        }
        if self.before.owner == Unit::Clink && self.reloads() {
            current = self.reloaded(machine, current);
        }
        current
    }

    /// Tells the calls of all frames; of dead ones too, until something else is where they were.
    pub fn each(&self, tell: &mut impl FnMut(C)) {
        tell(self.top);
        let Places { calls, low, high } = &self.places;
        let (low, high) = ((low >> 1) as usize, high.div_ceil(2) as usize);
        calls.get(low..high).unwrap_or_default().iter().for_each(|&call| tell(call));
    }

    /// Has the cycle popped a frame, in the register or in memory?
    #[inline(always)]
    pub fn has_popped(&self, machine: &Machine) -> bool {
        let Before { owner, full, .. } = self.before;
        let popped = if owner == Unit::Clink { self.reloads() } else { full };
        popped && !machine.clink.full
    }

    /// Was the last word of a frame to come from memory, if `clink` has the token?
    #[inline(always)]
    pub fn reloads(&self) -> bool {
        self.before.clink_state == clink::State::ReloadEnvironment
    }

    /// Is the top frame register in use as before?
    #[inline(always)]
    pub fn is_still(&self, machine: &Machine) -> bool {
        self.before.full == machine.clink.full
    }

    /// Has the cycle pushed a frame?
    #[inline(always)]
    pub fn has_pushed(&self, machine: &Machine) -> bool {
        !self.before.full && machine.clink.full && self.before.owner != Unit::Clink
    }

    /// The call that waits for the current one.
    pub fn caller(&self, machine: &Machine) -> C {
        if machine.clink.full { self.top } else { self.places.call(machine.clink.clink) }
    }

    /// The top frame register has been filled, or emptied.
    fn moved(&mut self, machine: &Machine, current: C) -> C {
        match (self.before.owner == Unit::Clink, machine.clink.full) {
            (false, true) => self.top = current,
            // A frame has been written to memory.
            (true, false) => self.places.insert(machine.clink.clink, self.top),
            // One has been loaded for the search for a catch frame: see `reloaded`.
            (true, true) => {}
            (false, false) => match machine.arbiter.owner {
                // It is dropped by a continuation, or by the search.
                Unit::Clink | Unit::Halted => {}
                Unit::Trap if machine.trap.state == trap::State::UnwindNext => {}
                _ => return self.top,
            },
        }
        current
    }

    /// A frame has been loaded from memory, and popped unless a catch frame is looked for.
    fn reloaded(&mut self, machine: &Machine, current: C) -> C {
        let call = self.places.call(self.before.clink);
        if machine.clink.full {
            self.top = call;
            return current;
        }
        call
    }

    /// A cycle of the sweeper has passed. True if it was the last of a collection.
    pub fn swept(&mut self, machine: &Machine) -> bool {
        let ended = machine.collections.count() - usize::from(is_collecting(machine));
        let has_ended = ended > self.collections;
        if has_ended {
            self.collections = ended;
            if let Some(emptied) = emptied(machine) {
                self.places.follow(emptied, &machine.memory);
            }
        }
        has_ended
    }
}

/// Has the last collection not ended yet?
pub fn is_collecting(machine: &Machine) -> bool {
    machine.collections.last().is_some_and(|last| last.cycles == 0)
}

/// Where the objects were that the collection which has just ended has moved, if it has moved any.
pub fn emptied(machine: &Machine) -> Option<Range<u32>> {
    match machine.config().collector {
        Collector::None | Collector::MarkSweep => None,
        Collector::Copying | Collector::Generational => {
            let sweeper = &machine.sweeper;
            Some(sweeper.from..sweeper.from + sweeper.from_words)
        }
    }
}

/// The calls of the frames in memory.
#[derive(Debug, Clone)]
struct Places<C> {
    /// By half the address of the frame's first cell: the call.
    calls: Vec<C>,
    /// All frames are at or above, and below, these addresses.
    low: u32,
    high: u32,
}

impl<C: Copy + Default + PartialEq> Places<C> {
    fn new(memory: u32) -> Places<C> {
        Places { calls: vec![C::default(); memory as usize / 2], low: u32::MAX, high: 0 }
    }

    /// A frame has been written.
    #[inline(always)]
    fn insert(&mut self, frame: Word, call: C) {
        if let Some(slot) = self.calls.get_mut((frame.0 >> 1) as usize) {
            *slot = call;
            self.low = self.low.min(frame.address());
            self.high = self.high.max(frame.address() + 1);
        }
    }

    /// The call that a frame belongs to.
    #[inline(always)]
    fn call(&self, frame: Word) -> C {
        self.calls.get((frame.0 >> 1) as usize).copied().unwrap_or_default()
    }

    /// A collection has emptied a part of memory: the frames there have moved, or died. Nothing has
    /// been written since where they were.
    fn follow(&mut self, emptied: Range<u32>, memory: &Memory) {
        let (low, high) = (self.low.max(emptied.start), self.high.min(emptied.end));
        for address in (low..high).step_by(2) {
            let call = std::mem::take(&mut self.calls[(address >> 1) as usize]);
            let copy = memory.read(address);
            if call != C::default() && copy.is_pointer() {
                self.insert(copy, call);
            }
        }
    }
}
