//! sweeper: the garbage collector, a unit with a port of its own on the arbiter.
//!
//! Role: it starts when the allocator asks for it (memory is full, or the torture setting), while
//! the evaluator waits in the state it is in. It knows tags, headers and the root registers, and
//! nothing else of the evaluator; every word that it reads or writes goes through the memory port.
//!
//! Collector: *copying*, Cheney's algorithm (C. J. Cheney, "A nonrecursive list compacting
//! algorithm", CACM 13(11), 1970). Memory is a fixed region, which is never moved and is scanned
//! (the image: symbols, library, program), and two spaces. Objects that the roots or the fixed
//! region reach are copied to the other space; an object that has been copied has its new address
//! in place of its header, which is told from a header by being even. The words of the other space
//! from `scan` to `free` are the queue of objects whose fields are still to be updated.
//!
//! Ports: one memory request a cycle, like any unit; a read's last beat and its use are one cycle.
//! The root port gives the register with number `root` and takes a new value for it.
//!
//! Not modelled: collecting while the evaluator runs.

use crate::object::{Type, fixed, object_words, type_number};
use crate::ports::{Extent, Stall, SweeperPort};
use crate::units::fetch_object::FetchObject;
use crate::word::{Word, WordSize};

states! {
    /// The FSM of `sweeper`.
    State {
        /// Swap the spaces.
        Flip,
        /// Look at a root register: fetch the object if it is in the old space.
        Root,
        /// Fetch the next object of the fixed region or of the queue, or finish.
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
        /// Write the new address in place of the header.
        Forward,
    }
}

/// Why a collection began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u32)]
pub enum Cause {
    /// An allocation found no room.
    #[default]
    Full,
    /// The torture setting: every n-th allocation.
    Torture,
}

impl Cause {
    /// Names in the order of the numbers.
    pub const NAMES: &'static [&'static str] = &["Full", "Torture"];
}

/// The registers of `sweeper`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sweeper {
    pub state: State,
    pub cause: Cause,
    /// The end of the fixed region and beginning of the first space.
    pub fixed_end: u32,
    /// Words in each of the two spaces.
    pub space_words: u32,
    /// The space in use is the second.
    pub second: bool,
    /// The first word of the space that is being emptied.
    pub from: u32,
    /// The next word of the other space.
    pub free: u32,
    /// The object whose fields are being looked at.
    pub scan: u32,
    /// The number of the root register being looked at.
    pub root: u32,
    /// The object being evacuated is for the root register, not for a field.
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
    /// Words copied in this collection.
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
}

impl Sweeper {
    /// A sweeper for a memory whose first `image` words are the fixed region, below two spaces of
    /// `space_words`.
    pub fn new(image: u32, space_words: u32) -> Sweeper {
        Sweeper { fixed_end: image, space_words, ..Sweeper::default() }
    }

    /// Starts a collection at the clock edge.
    pub fn start(&mut self, cause: Cause) {
        self.cause = cause;
        self.state = State::Flip;
        self.reading = false;
    }

    /// The space that is in use: its first address, and the first after it.
    pub fn space(&self) -> (u32, u32) {
        let base = self.fixed_end + if self.second { self.space_words } else { 0 };
        (base, base + self.space_words)
    }

    /// One cycle.
    ///
    /// # Errors
    /// [`Stall::Busy`] while a write is not complete; the registers are unchanged.
    pub fn step(&mut self, inputs: &Inputs, port: &mut impl SweeperPort) -> Result<Outcome, Stall> {
        if self.reading {
            if !port.gather(&mut self.fetch) {
                return Ok(Outcome::Stay);
            }
            self.reading = false;
        }
        let words = self.fetch.words;
        match self.state {
            State::Flip => {
                (self.from, _) = self.space();
                self.second = !self.second;
                (self.free, _) = self.space();
                self.scan = fixed::END;
                self.root = 0;
                self.live = 0;
                self.state = State::Root;
            }
            State::Root => {
                if self.root == inputs.roots {
                    return Ok(self.scan_next(port));
                }
                if self.is_old(inputs.root) {
                    self.for_root = true;
                    self.read(inputs.root, Extent::Object, State::Evacuate, port);
                } else {
                    self.root += 1;
                }
            }
            State::ScanNext => return Ok(self.scan_next(port)),
            State::ScanObject => {
                self.take_fields(&words, inputs.size);
                return Ok(self.look(port));
            }
            State::ElementsNext => {
                let count = (self.size - self.element).min(4);
                let address = Word(self.scan + self.element);
                self.read(address, Extent::Words(count), State::ScanElements, port);
            }
            State::ScanElements => {
                self.fields = words;
                self.field = 0;
                self.field_count = (self.size - self.element).min(4);
                self.fields_at = self.scan + self.element;
                self.element += self.field_count;
                return Ok(self.look(port));
            }
            State::ScanFields => {
                if self.dirty && self.next_old_field().is_none() {
                    let count = self.field_count as usize;
                    port.write(Word(self.fields_at), &self.fields[..count])?;
                    self.dirty = false;
                    self.state = self.after_fields();
                } else {
                    return Ok(self.look(port));
                }
            }
            State::Evacuate => {
                if !words[0].is_immediate() {
                    return Ok(self.deliver(words[0], true, port));
                }
                let kind = Type::from_number(type_number(words[0])).unwrap_or(Type::Nil);
                let length = inputs.size.integer(words[1]).max(0) as u32;
                let size = object_words(kind, length, inputs.size);
                let count = self.fetch.gathered.min(size);
                if size <= 4 && (count == size || kind == Type::Cons) {
                    port.write(Word(self.free), &words[..count as usize])?;
                    self.state = State::Forward;
                } else {
                    self.state = State::CopyRead;
                }
                self.old = self.fetch.address;
                self.old_size = size;
                self.copied = 0;
            }
            State::CopyRead => {
                let count = (self.old_size - self.copied).min(4);
                let address = self.old.plus(self.copied);
                self.read(address, Extent::Words(count), State::CopyWrite, port);
            }
            State::CopyWrite => {
                let count = (self.old_size - self.copied).min(4);
                port.write(Word(self.free + self.copied), &words[..count as usize])?;
                self.copied += count;
                let complete = self.copied == self.old_size;
                self.state = if complete { State::Forward } else { State::CopyRead };
            }
            State::Forward => {
                let new = Word(self.free);
                port.write(self.old, &[new])?;
                self.free += self.old_size;
                self.live += self.old_size;
                return Ok(self.deliver(new, false, port));
            }
        }
        Ok(Outcome::Stay)
    }

    /// Is this a pointer into the space that is being emptied?
    fn is_old(&self, word: Word) -> bool {
        word.is_pointer() && word.0.wrapping_sub(self.from) < self.space_words
    }

    fn read(&mut self, address: Word, extent: Extent, next: State, port: &mut impl SweeperPort) {
        port.request(address, extent);
        self.fetch.start(address, extent);
        self.reading = true;
        self.state = next;
    }

    /// The next object of the fixed region, then of the queue; the end after the last.
    fn scan_next(&mut self, port: &mut impl SweeperPort) -> Outcome {
        if self.scan == self.fixed_end {
            (self.scan, _) = self.space();
        }
        if self.scan == self.free {
            return Outcome::Done;
        }
        self.read(Word(self.scan), Extent::Object, State::ScanObject, port);
        Outcome::Stay
    }

    /// Finds the tagged fields of the object at `scan`, whose first words have come.
    fn take_fields(&mut self, words: &[Word; 4], size: WordSize) {
        let kind = Type::from_number(type_number(words[0])).unwrap_or(Type::Nil);
        let length = size.integer(words[1]).max(0) as u32;
        self.size = object_words(kind, length, size);
        self.element = if kind == Type::Vector { 2 } else { self.size };
        self.fields = *words;
        self.fields_at = self.scan;
        self.field = 1;
        self.field_count = match kind {
            Type::Cons => 3,
            Type::Symbol => 2,
            Type::SymbolObject | Type::Function => 4,
            Type::Nil | Type::Number | Type::Char | Type::String | Type::Vector => 0,
        };
    }

    /// The first field from `field` on that points into the space that is being emptied.
    fn next_old_field(&self) -> Option<u32> {
        (self.field..self.field_count).find(|&field| self.is_old(self.fields[field as usize]))
    }

    /// Where to go when all fields are done.
    fn after_fields(&mut self) -> State {
        if self.element < self.size {
            State::ElementsNext
        } else {
            self.scan += self.size;
            State::ScanNext
        }
    }

    /// Fetches what the next old field points to; without one, goes on to the next object, or, if
    /// the fields are to be written back, to the state that does it.
    fn look(&mut self, port: &mut impl SweeperPort) -> Outcome {
        if let Some(field) = self.next_old_field() {
            self.field = field;
            self.for_root = false;
            self.read(self.fields[field as usize], Extent::Object, State::Evacuate, port);
            return Outcome::Stay;
        }
        if self.dirty {
            self.state = State::ScanFields;
            return Outcome::Stay;
        }
        self.state = self.after_fields();
        if self.state == State::ScanNext {
            return self.scan_next(port);
        }
        Outcome::Stay
    }

    /// The object that a root or a field points to is at `new`. With a free `port`, the next
    /// request can be driven in this cycle.
    fn deliver(&mut self, new: Word, free: bool, port: &mut impl SweeperPort) -> Outcome {
        if self.for_root {
            self.state = State::Root;
            self.root += 1;
            return Outcome::SetRoot { root: self.root - 1, value: new };
        }
        self.fields[self.field as usize] = new;
        self.field += 1;
        self.dirty = true;
        self.state = State::ScanFields;
        if free { self.look(port) } else { Outcome::Stay }
    }
}
