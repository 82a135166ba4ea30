//! sweeper: the garbage collector, a unit with a port of its own on the arbiter.
//!
//! Role: it starts when the allocator asks for it (memory is full, or the torture setting), while
//! the evaluator waits in the state it is in. It knows tags, headers and the root registers, and
//! nothing else of the evaluator; every word that it reads or writes goes through the memory port.
//!
//! Collectors, of which a machine has one: `copying`; the same from a nursery to an old space, with
//! what the barrier asks for in `generational`; and `mark_sweep` with its `free_list`. They share
//! this unit's registers and have states of their own. Below them, the *fixed region* (the image:
//! symbols, library, program) is scanned, and never moved, marked or freed.
//!
//! Ports: one memory request a cycle, like any unit; a read's last beat and its use are one cycle.
//! The root port gives the register with number `root` and takes a new value for it. All registers
//! here are raw: none is a root. What outlives a collection are the free lists with their counts,
//! and the list of remembered objects, which the collection of the nursery takes apart.
//!
//! Sums of addresses and sizes wrap: in a memory that has been damaged a size may be anything.
//!
//! Not modelled: collecting while the evaluator runs.

mod copying;
mod end;
mod free_list;
mod generational;
mod mark_sweep;

pub use super::tables::sweeper::{Cause, Kind, Source, State, Sweeper};
use crate::layout::Layout;
pub use generational::REMEMBERED;
pub use mark_sweep::{COLLECTOR, FIELD, MARK};

use crate::config::{Barrier, Collector, Config};
use crate::ports::{Command, Extent, Stall, Sweep, SweeperPort};
use crate::word::{Word, WordSize};

/// What `sweeper` sees of the machine.
#[derive(Debug, Clone, Copy)]
pub struct Inputs {
    /// The bits of a word.
    pub size: WordSize,
    /// The root register with number `root`.
    pub root: Word,
    /// How many root registers there are.
    pub roots: u32,
    /// The allocator's next word address in its block.
    pub free: u32,
    /// The end of that block.
    pub end: u32,
    /// The next word of the old space.
    pub old: u32,
    /// A bit for each page that stores may go to.
    pub unprotected: u32,
    /// Words of the allocation that found no room.
    pub wanted: u32,
    /// The reserve has been handed out.
    pub reserve_used: bool,
}

impl Sweeper {
    /// A sweeper for a memory with this layout.
    pub fn new(config: &Config, layout: Layout) -> Sweeper {
        Sweeper {
            layout,
            collector: config.collector,
            barrier: config.barrier,
            free: if layout.generational { layout.spaces } else { 0 },
            held: config.reserve(),
            ..Sweeper::default()
        }
    }

    /// Starts a collection at the clock edge.
    pub fn start(&mut self, kind: Kind, cause: Cause) {
        self.cause = cause;
        self.kind = kind;
        self.reading = false;
        self.state = match self.collector {
            Collector::None | Collector::Copying | Collector::Generational => State::Flip,
            Collector::MarkSweep => State::Retire,
        };
    }

    /// Starts to let stores into `object` pass the barrier, at the clock edge.
    pub fn admit(&mut self, object: Word) {
        self.object = object.into();
        self.reading = false;
        self.state = match self.barrier {
            Barrier::Protect => State::Unprotect,
            Barrier::Remember | Barrier::Collect => State::Remember,
        };
    }

    /// Starts to look for a block for the allocator, at the clock edge.
    pub fn refill(&mut self) {
        self.reading = false;
        self.state = State::Supply;
    }

    /// The space that is in use: its first address, and the first after it.
    pub fn space(&self) -> (u32, u32) {
        self.layout.space(self.second)
    }

    /// One cycle.
    ///
    /// # Errors
    /// [`Stall::Busy`] while a write is not complete; the state repeats it.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        if self.reading {
            if !port.gather(&mut self.fetch) {
                return Ok(Command::Stay);
            }
            self.reading = false;
        }
        match self.state {
            State::Flip
            | State::FlipPage
            | State::Root
            | State::ScanNext
            | State::ScanObject
            | State::ElementsNext
            | State::ScanElements
            | State::ScanFields
            | State::Evacuate
            | State::CopyRead
            | State::CopyWrite
            | State::CopyPage
            | State::Forward => self.copy(inputs, port),
            State::ListCell => Ok(self.list_cell(port)),
            State::ListObject => self.list_object(inputs, port),
            State::PageFirst => Ok(self.page_first(port)),
            State::Remember => Ok(self.remember(port)),
            State::RememberObject => self.remember_object(port),
            State::RememberMark => self.remember_mark(port),
            State::Unprotect => Ok(Command::Sweep(Sweep::Unprotect { object: self.object.word() })),
            State::Retire => self.retire(inputs, port),
            State::MarkRoot => self.mark_root(inputs, port),
            State::MarkFixed => self.mark_fixed(port),
            State::MarkFixedObject => self.mark_fixed_object(inputs, port),
            State::MarkFields => self.mark_fields(port),
            State::MarkElements => self.mark_elements(port),
            State::MarkChild => self.mark_child(inputs, port),
            State::MarkSlot => self.mark_slot(inputs, port),
            State::MarkUp => self.mark_up(port),
            State::MarkParent => self.mark_parent(inputs, port),
            State::MarkElement => self.mark_element(inputs, port),
            State::SweepNext => self.sweep_next(port),
            State::SweepObject => self.sweep_object(inputs, port),
            State::Supply => self.supply(inputs, port),
            State::SupplyBlock => self.supply_block(inputs, port),
        }
    }

    /// Drives a read request; its words are there in the state `next`.
    #[inline(always)]
    fn read(&mut self, address: Word, extent: Extent, next: State, port: &mut impl SweeperPort) {
        port.request(address, extent);
        self.fetch.start(address, extent);
        self.reading = true;
        self.state = next;
    }
}
