//! The allocator and the barrier: what the memory knows of the heap.
//!
//! `free` counts up to `limit`. Allocate-and-write writes at `free` and advances it by the object's
//! size in the granting cycle. The words between `limit` and the end of the space are a reserve,
//! handed out once, for the handler of the out-of-memory trap. With the mark-sweep collector, `free`
//! and `limit` are of a block, after which the sweeper finds another one. With the generational one
//! they are of the nursery; an object that does not fit the empty nursery is allocated at `old`, in
//! the old space.
//!
//! The barrier of the generational collector: stores into old objects, those of the fixed region
//! among them, are caught here, and the sweeper does about them what [`Barrier`] says.

use std::ops::Range;

use super::Memory;
use crate::config::Barrier;
use crate::object::{Type, fixed, length, object_words, type_number};
use crate::ports::Space;
use crate::word::{Word, WordSize};

impl Memory {
    /// Writes into the page table where the first object of each page of the image begins, and
    /// that the old space begins at its first word: what the loader of an image does.
    pub(super) fn fill_page_table(&mut self, size: WordSize) {
        let layout = self.layout;
        let mut at = fixed::END;
        let mut previous = None;
        while at < layout.fixed_end {
            let page = layout.page(at);
            if previous.replace(page) != Some(page) {
                self.store(layout.entry(page), Word::at(at));
            }
            let kind = Type::from_number(type_number(self.read(at))).unwrap_or(Type::Nil);
            let length = length(kind, self.read(at + 1), size);
            at += object_words(kind, length, size);
        }
        self.store(layout.entry(layout.page(layout.spaces)), Word::at(layout.spaces));
    }

    /// Hands out the reserve; false if it has been handed out before.
    pub fn release_reserve(&mut self) -> bool {
        let held = self.limit < self.end;
        self.limit = self.end;
        held
    }

    /// The collector leaves a space: allocation goes on in it.
    pub fn take_space(&mut self, space: Space) {
        self.base = space.base;
        self.free = space.free;
        self.end = space.end;
        self.limit = space.end.saturating_sub(space.held).max(space.free);
    }

    /// The collector has found a block: allocation goes on at `free`, up to `limit`.
    pub fn take_block(&mut self, free: u32, limit: u32, end: u32) {
        self.free = free;
        self.limit = limit;
        self.end = end;
    }

    /// Does the torture setting ask for a collection before the next allocation?
    #[inline(always)]
    pub fn is_tortured(&self) -> bool {
        self.torture != 0 && self.countdown == 0 && !self.collected
    }

    /// Where an object of `size` words goes, if there is room for it now.
    #[inline(always)]
    pub(super) fn place(&self, size: u32) -> Option<u32> {
        if self.is_tortured() {
            None
        } else if self.free + size <= self.limit {
            Some(self.free)
        } else {
            self.place_old(size)
        }
    }

    /// The old space's next address, if a collection has just ended, so that nothing is young, and
    /// all of the nursery could still be promoted after an object of `size` words.
    #[inline(never)]
    fn place_old(&self, size: u32) -> Option<u32> {
        let room = self.old_end - self.old;
        (self.layout.generational
            && self.collected
            && size <= room
            && self.end - self.base <= room - size)
            .then_some(self.old)
    }

    #[inline(always)]
    pub(super) fn granted(&mut self, address: u32, size: u32) {
        if address == self.free {
            self.free += size;
        } else {
            self.old += size;
        }
        self.allocated += u64::from(size);
        self.collected = false;
        if self.torture != 0 {
            self.countdown =
                if self.countdown == 0 { self.torture - 1 } else { self.countdown - 1 };
        }
    }

    /// Does the barrier catch this store?
    #[inline(never)]
    pub(super) fn catches(&self, object: Word, words: &[Word]) -> bool {
        if self.layout.is_young(object.address()) || self.wait > 0 {
            return false;
        }
        let young =
            words.iter().any(|word| word.is_pointer() && self.layout.is_young(word.address()));
        match self.barrier {
            Barrier::Remember => young && object != self.remembered.word(),
            Barrier::Collect => young,
            Barrier::Protect => self.unprotected >> self.layout.page(object.address()) & 1 == 0,
        }
    }

    /// The words above the fixed region that the allocator has given out, or that the collector has
    /// kept. With mark-sweep, this is the block in use only.
    pub fn in_use(&self) -> [Range<u32>; 2] {
        let spaces = self.layout.spaces;
        let second = self.old_end > spaces + self.layout.space_words;
        let old = if self.layout.generational { self.layout.space(second).0 } else { 0 };
        [self.base..self.free.max(self.base), old..self.old]
    }
}
