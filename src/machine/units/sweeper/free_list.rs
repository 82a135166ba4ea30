//! The mark-sweep collector's second half: the sweep, and the free lists that it fills.
//!
//! The sweep passes over the heap in the order of the addresses, clears the marks, and makes one
//! free block of neighbouring objects that are not marked. There is a list of the blocks of 2
//! words, one of those of 4, and one of all larger ones. The allocator counts up through a block;
//! when it comes to its end, or a request does not fit, it gets the first block from the lists that
//! is large enough, and what is left of the old one goes back to them. A request takes the smallest
//! blocks that it can, so that large ones last.
//!
//! Of the words in the lists of 4 and of more, `held` are the reserve.

use super::mark_sweep::{COLLECTOR, MARK, kind};
use super::{Inputs, State, Sweeper};
use crate::object::{FreeKind, Type, header, length, object_words, subtype};
use crate::ports::{Command, Extent, Stall, Sweep, SweeperPort};
use crate::word::{NIL, Word};

/// The header of a free block of 2 words, and that of a larger one.
const PAIR: Word = header(Type::Free, FreeKind::Pair as u32);
const BLOCK: Word = header(Type::Free, FreeKind::Block as u32);

impl Sweeper {
    /// The words of the heap that are not in the free lists.
    pub fn used(&self) -> u32 {
        self.layout.end - self.layout.fixed_end - self.available - self.pairs
    }

    pub(super) fn begin_sweep(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        self.scan = self.layout.fixed_end;
        self.run = 0;
        self.lists = [NIL; 3];
        self.available = 0;
        self.pairs = 0;
        self.live = 0;
        self.sweep_next(port)
    }

    pub(super) fn sweep_next(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        self.state = State::SweepNext;
        if self.scan < self.layout.end {
            self.read(Word::at(self.scan), Extent::OBJECT, State::SweepObject, port);
        } else if self.run > 0 {
            self.free_block(self.scan - self.run, self.run, port)?;
            self.run = 0;
        } else {
            return Ok(Command::Done);
        }
        Ok(Command::Stay)
    }

    pub(super) fn sweep_object(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        let [head, second, ..] = self.fetch.words;
        let length = match kind(head) {
            Type::Free if subtype(head) == FreeKind::Pair as u32 => 0,
            Type::Free => second.low(),
            kind => length(kind, second, inputs.size),
        };
        let size = object_words(kind(head), length, inputs.size);
        if head.0 & MARK == 0 {
            self.run = self.run.wrapping_add(size);
            self.scan = self.scan.wrapping_add(size);
            return self.sweep_next(port);
        }
        if self.run > 0 {
            self.free_block(self.scan - self.run, self.run, port)?;
            self.run = 0;
            return Ok(Command::Stay);
        }
        port.write(Word::at(self.scan), &[Word(head.0 & !COLLECTOR)])?;
        self.live = self.live.wrapping_add(size);
        self.scan = self.scan.wrapping_add(size);
        self.state = State::SweepNext;
        Ok(Command::Stay)
    }

    /// Makes `words` words a free block, the first of its list; of no words, none.
    pub(super) fn free_block(
        &mut self,
        address: u32,
        words: u32,
        port: &mut impl SweeperPort,
    ) -> Result<(), Stall> {
        let block = Word::at(address);
        match words {
            0 => {}
            2 => {
                port.write(block, &[PAIR, self.lists[0]])?;
                self.lists[0] = block;
                self.pairs += 2;
            }
            _ => {
                let list = if words == 4 { 1 } else { 2 };
                port.write(block, &[BLOCK, Word::at(words - 2), self.lists[list]])?;
                self.lists[list] = block;
                self.available = self.available.wrapping_add(words);
            }
        }
        Ok(())
    }

    pub(super) fn supply(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        if inputs.free < inputs.end {
            self.free_block(inputs.free, inputs.end - inputs.free, port)?;
            return Ok(Command::Sweep(Sweep::Retire));
        }
        let smallest = match inputs.wanted {
            0..=2 => 0,
            3..=4 => 1,
            _ => 2,
        };
        let Some(list) = (smallest..3).find(|&list| !self.lists[list as usize].is_nil()) else {
            return Ok(Command::Sweep(Sweep::NoBlock));
        };
        self.list = list;
        self.previous = NIL.into();
        self.read_block(self.lists[list as usize], port);
        Ok(Command::Stay)
    }

    pub(super) fn supply_block(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        let [_, second, third, _] = self.fetch.words;
        let block = self.fetch.address.word();
        let is_pair = self.list == 0;
        let (words, next) = if is_pair { (2, second) } else { (2 + second.low(), third) };
        let room = self.available.saturating_sub(self.held);
        let usable = if is_pair { 2 } else { words.min(room) };
        if usable < inputs.wanted {
            if next.is_nil() {
                return Ok(Command::Sweep(Sweep::NoBlock));
            }
            self.previous = block.into();
            self.read_block(next, port);
            return Ok(Command::Stay);
        }
        if self.previous.is_nil() {
            self.lists[self.list as usize] = next;
        } else {
            port.write(self.previous.word().plus(2), &[next])?;
        }
        if is_pair {
            self.pairs -= 2;
        } else {
            self.available -= words;
        }
        Ok(Command::Sweep(Sweep::TakeBlock {
            free: block,
            limit: block.plus(usable),
            end: block.plus(words),
        }))
    }

    fn read_block(&mut self, block: Word, port: &mut impl SweeperPort) {
        let words = if self.list == 0 { 2 } else { 3 };
        self.read(block, Extent::of(words), State::SupplyBlock, port);
    }
}
