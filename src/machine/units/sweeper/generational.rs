//! The generational collector: what it adds to the copying one.
//!
//! Objects are allocated in the nursery. A minor collection copies what is live there to the old
//! space, so that the nursery is empty after it, and no pointer is young. When the old space cannot
//! take another nursery, a major collection copies it to the other old space. (Generations: H.
//! Lieberman, C. Hewitt, "A real-time garbage collector based on the lifetimes of objects", CACM
//! 26(6), 1983; D. Ungar, "Generation scavenging", 1984.)
//!
//! Old objects that point into the nursery are further roots of a minor collection. The barrier in
//! the memory port catches the stores that make such pointers. It does one of three things, all from
//! the note on a 16-bit Lisp that the hardware plan builds on:
//!
//! - *remember*: the object goes into a list, consed in the nursery, at `remembered`. Header bit 8
//!   says that it is there, so that it is there once. A minor collection takes the list apart.
//! - *collect*: a minor collection at once. The value stored is in a root register of the unit that
//!   stores it; afterwards it is old.
//! - *protect*: the page of the object, with all its other objects, is scanned by the next minor
//!   collection. A table after the fixed region has for each page the address of its first object.

use super::{Inputs, Source, State, Sweeper};
use crate::ports::{Command, Extent, Stall, Sweep, SweeperPort};
use crate::word::Word;

/// The mark of a remembered object in its header.
pub const REMEMBERED: u64 = 1 << 8;

impl Sweeper {
    /// Takes the next remembered object; after the last, the queue is scanned.
    pub(super) fn list_next(&mut self, port: &mut impl SweeperPort) -> Command {
        if self.remembered.is_nil() {
            return self.scan_queue(port);
        }
        let cell = Word(self.remembered.0 | 1);
        self.read(cell, Extent::of(2), State::ListCell, port);
        Command::Stay
    }

    pub(super) fn list_cell(&mut self, port: &mut impl SweeperPort) -> Command {
        let [object, rest, ..] = self.fetch.words;
        self.remembered = rest.into();
        self.read(object, Extent::OBJECT, State::ListObject, port);
        Command::Stay
    }

    pub(super) fn list_object(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        let mut words = self.fetch.words;
        words[0].0 &= !REMEMBERED;
        port.write(self.fetch.address.word(), &words[..1])?;
        self.scan = self.fetch.address.word().address();
        self.take_fields(&words, inputs.size);
        self.state = State::ScanFields;
        Ok(Command::Stay)
    }

    /// Takes the next page that has been stored into; after the last, the queue is scanned.
    pub(super) fn page_next(&mut self, port: &mut impl SweeperPort) -> Command {
        if self.pages == 0 {
            return self.scan_queue(port);
        }
        let page = self.pages.trailing_zeros();
        self.pages &= self.pages - 1;
        let end = (page + 1) << self.layout.page_bits;
        let is_fixed = (page << self.layout.page_bits) < self.layout.fixed_end;
        self.page_end = end.min(if is_fixed { self.layout.fixed_end } else { self.queue });
        let entry = Word::at(self.layout.entry(page));
        self.read(entry, Extent::of(1), State::PageFirst, port);
        Command::Stay
    }

    pub(super) fn page_first(&mut self, port: &mut impl SweeperPort) -> Command {
        self.scan = self.fetch.words[0].address();
        self.scan_next(port)
    }

    /// The extra roots have been looked at.
    fn scan_queue(&mut self, port: &mut impl SweeperPort) -> Command {
        self.scan = self.queue;
        self.source = Source::Queue;
        self.state = State::ScanNext;
        self.scan_next(port)
    }

    /// Writes into the page table that the first object of a page begins at `address`.
    pub(super) fn write_page_entry(
        &mut self,
        address: u32,
        port: &mut impl SweeperPort,
    ) -> Result<(), Stall> {
        let entry = self.layout.entry(self.layout.page(address));
        port.write(Word::at(entry), &[Word::at(address)])
    }

    pub(super) fn remember(&mut self, port: &mut impl SweeperPort) -> Command {
        self.read(self.object.word(), Extent::of(1), State::RememberObject, port);
        Command::Stay
    }

    /// The cell comes before the mark: if there is no room for it, nothing has been done.
    pub(super) fn remember_object(
        &mut self,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        if self.fetch.words[0].0 & REMEMBERED != 0 {
            return Ok(Command::Sweep(Sweep::Remember { object: self.object.word() }));
        }
        self.remembered = port.cons(self.object.word(), self.remembered.word())?.into();
        self.state = State::RememberMark;
        Ok(Command::Stay)
    }

    pub(super) fn remember_mark(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        port.write(self.object.word(), &[Word(self.fetch.words[0].0 | REMEMBERED)])?;
        Ok(Command::Sweep(Sweep::Remember { object: self.object.word() }))
    }
}
