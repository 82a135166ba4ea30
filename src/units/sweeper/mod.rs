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
//! Not modelled: collecting while the evaluator runs.

mod collection;
mod copying;
mod free_list;
mod generational;
pub mod layout;
mod mark_sweep;

pub use collection::{Cause, Kind, Source};
pub use generational::REMEMBERED;
use layout::Layout;
pub use mark_sweep::{COLLECTOR, FIELD, MARK};

use serde::{Deserialize, Serialize};

use crate::config::{Barrier, Collector, Config};
use crate::object::{Type, tagged_words};
use crate::ports::{Extent, Stall, SweeperPort};
use crate::units::fetch_object::FetchObject;
use crate::word::{Word, WordSize};

states! {
    /// The FSM of `sweeper`.
    State {
        /// Begin: which space is emptied, and where do its objects go?
        Flip,
        /// Write where the first object of the space's page begins.
        FlipPage,
        /// Look at a root register: fetch the object if it is in the old space.
        Root,
        /// Fetch the next object of the source or of the queue, or finish.
        ScanNext,
        /// Its words are here: find its fields.
        ScanObject,
        /// Fetch the next four elements of a VECTOR.
        ElementsNext,
        /// They are here.
        ScanElements,
        /// Fetch what the next field points to, or write the updated fields back.
        ScanFields,
        /// The object that a root or field points to is here: take its new address, or copy it.
        Evacuate,
        /// Fetch the next four words of a large object.
        CopyRead,
        /// Write them to its copy.
        CopyWrite,
        /// Write where the first object of the page after the copy begins.
        CopyPage,
        /// Write the new address in place of the header.
        Forward,
        /// The next cell of the list of remembered objects is here: fetch the object.
        ListCell,
        /// It is here: write its header without the mark.
        ListObject,
        /// The address of the first object of a page that has been stored into is here: fetch it.
        PageFirst,
        /// Barrier: fetch the header of an object that is stored into.
        Remember,
        /// It is here: cons the object and the list, unless it is marked.
        RememberObject,
        /// Mark it.
        RememberMark,
        /// Barrier: let stores into a page pass.
        Unprotect,
        /// Mark: what is left of the allocator's block becomes a free block.
        Retire,
        /// Look at a root register: fetch the object if it is in the heap.
        MarkRoot,
        /// Fetch the next object of the fixed region, or begin to sweep.
        MarkFixed,
        /// It is here: find its fields.
        MarkFixedObject,
        /// Fetch what the next field points to, or the next elements; or mark the object.
        MarkFields,
        /// The next four elements of a VECTOR are here.
        MarkElements,
        /// What the field points to is here: pass over it, mark it, or go down to it.
        MarkChild,
        /// Going down from a VECTOR: write its length in place of the element.
        MarkSlot,
        /// Fetch the object above.
        MarkUp,
        /// It is here: put its field back, or fetch the element of a VECTOR.
        MarkParent,
        /// The element and those after it are here: put it back.
        MarkElement,
        /// Sweep: fetch the next object of the heap, or write the last free block.
        SweepNext,
        /// It is here: write the free block before it, clear its mark, or pass over it.
        SweepObject,
        /// What is left of the allocator's block becomes a free block; fetch the first of a list.
        Supply,
        /// A free block is here: hand it to the allocator, or fetch the next one.
        SupplyBlock,
    }
}

/// The registers of `sweeper`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sweeper {
    pub state: State,
    pub cause: Cause,
    pub kind: Kind,
    /// Where the parts of memory begin. A parameter, as the next two.
    pub layout: Layout,
    pub collector: Collector,
    pub barrier: Barrier,
    /// The space in use is the second.
    pub second: bool,
    /// The first word of the space that is being emptied, and its words.
    pub from: u32,
    pub from_words: u32,
    /// The next word of the space that its objects go to.
    pub free: u32,
    /// The first of them.
    pub queue: u32,
    pub source: Source,
    /// The object whose fields are being looked at.
    pub scan: u32,
    /// The number of the root register being looked at.
    pub root: u32,
    /// The object being evacuated is for the root register, not for a field. Of mark-sweep: the
    /// root registers have not all been looked at.
    pub for_root: bool,
    /// The words being looked at, as they will be written back, and their address.
    pub fields: [Word; 4],
    pub fields_at: u32,
    /// The next of them to be looked at, and their count.
    pub field: u32,
    pub field_count: u32,
    /// One of them has been updated.
    pub dirty: bool,
    /// Size in words of the object at `scan`, and its first element not looked at.
    pub size: u32,
    pub element: u32,
    /// The object being copied, its size, and its words copied so far.
    pub old: Word,
    pub old_size: u32,
    pub copied: u32,
    /// The list of old objects that have been stored into: the one global register of note 001.
    pub remembered: Word,
    /// A bit for each page that has been stored into and is to be looked at, and the end of the one
    /// that is.
    pub pages: u32,
    pub page_end: u32,
    /// Counts the minor collections of the torture setting: every fourth is followed by a major one.
    pub turn: u32,
    /// The object whose fields are being marked, and the one above it, to which it has come down
    /// by a pointer that is reversed now. NIL: a root register or the fixed region.
    pub object: Word,
    pub back: Word,
    /// `object` is a VECTOR, of this length.
    pub vector: bool,
    pub length: Word,
    /// In a VECTOR of the fixed region, the element to go on with.
    pub element_at: u32,
    /// The last field of `object` that differs in memory.
    pub reversed: u32,
    /// Words of free objects before `scan`, to be one free block.
    pub run: u32,
    /// The free lists: blocks of 2 words, of 4, and of more.
    pub lists: [Word; 3],
    /// The list that is being searched, and the block before the one that has been fetched.
    pub list: u32,
    pub previous: Word,
    /// Words in the lists of 4 words and of more: those that a cons, and a reserve, can be had of.
    pub available: u32,
    /// How many of them are kept for the handler of the out-of-memory trap.
    pub held: u32,
    /// Words in the list of 2 words; for statistics.
    pub pairs: u32,
    /// Words that the collection has kept; for statistics.
    pub live: u32,
    /// The gathering of words that have been requested.
    pub fetch: FetchObject,
    /// Words are being gathered.
    pub reading: bool,
}

/// What the machine does after a cycle of `sweeper`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Stay,
    /// The root register with this number takes a value.
    SetRoot {
        root: u32,
        value: Word,
    },
    /// The allocator's block has become a free block.
    Retired,
    /// The allocator gets a block, whose words from `limit` to `end` are held back.
    Block {
        free: u32,
        limit: u32,
        end: u32,
    },
    /// No free block is large enough.
    Exhausted,
    /// A minor collection has begun: the memory forgets which stores may pass the barrier.
    Forget,
    /// The barrier lets stores into this object pass.
    Remembered(Word),
    /// The barrier lets stores into the page of this object pass.
    Unprotected(Word),
    /// The collection is over.
    Done,
}

/// What `sweeper` sees of the machine.
#[derive(Debug, Clone, Copy)]
pub struct Inputs {
    pub size: WordSize,
    /// The root register with number `root`.
    pub root: Word,
    /// How many root registers there are.
    pub roots: u32,
    /// The allocator's block: its next address, and its end.
    pub free: u32,
    pub end: u32,
    /// The next word of the old space.
    pub old: u32,
    /// A bit for each page that stores may go to.
    pub unprotected: u32,
    /// Words of the allocation that found no room.
    pub wanted: u32,
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
        self.object = object;
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
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl SweeperPort) -> Result<Outcome, Stall> {
        if self.reading {
            if !port.gather(&mut self.fetch) {
                return Ok(Outcome::Stay);
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
            State::Unprotect => Ok(Outcome::Unprotected(self.object)),
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
    fn read(&mut self, address: Word, extent: Extent, next: State, port: &mut impl SweeperPort) {
        port.request(address, extent);
        self.fetch.start(address, extent);
        self.reading = true;
        self.state = next;
    }
}

/// How many words of an object, with its header, can be looked at for pointers; not of a VECTOR.
pub const fn tagged_fields(kind: Type) -> u32 {
    match kind {
        Type::Vector => 0,
        _ => tagged_words(kind, 0).end,
    }
}
