//! memory: banked synchronous RAM behind one port, and the allocator.
//!
//! Role: moves up to `banks` words at consecutive addresses per beat; a beat takes `latency`
//! cycles. `n` words take `ceil(n / banks) * latency` cycles. The requester of a write holds its
//! request until it is granted in the last cycle; a read is taken at once and its words arrive in
//! `fetch_object`, beat by beat.
//!
//! `allocator` decides where objects go, and has the barrier of the generational collector.
//!
//! Not modelled: refresh, ECC, bus turnaround. Addresses wrap at the memory's size.

mod allocator;
mod pages;
mod words;

pub use super::tables::memory::Operation;
pub use pages::Pages;
pub use words::Words;

use serde::{Deserialize, Serialize};

use crate::config::{Barrier, Collector, Config};
use crate::layout::Layout;
use crate::ports::{Extent, Gather, MemoryPort, Ram, Stall, SweeperPort};
use crate::word::{Raw, Word, WordSize};

/// The request lines in one cycle, for observers; all zero without a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bus {
    /// What is requested.
    pub operation: Operation,
    /// The first word's address, modulo 2^`W`.
    pub address: Word,
    /// Words requested; of an allocation, the object's size.
    pub count: u32,
    /// The words to be written, in order; those beyond their number are 0.
    pub data: [Word; 4],
    /// The request is granted in this cycle; a read always is.
    pub grant: bool,
}

/// What a cycle has stored, as it was before: for observers who undo it. All zero if nothing was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overwritten {
    /// The first word's address.
    pub address: u32,
    /// How many words.
    pub count: u32,
    /// What stood there, in order.
    pub words: [Word; 4],
}

/// The RAM, the allocator's registers and the beat counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    words: Words,
    size: WordSize,
    mask: u32,
    banks: u32,
    latency: u32,
    /// Where the parts of memory begin. A parameter, as the next.
    layout: Layout,
    barrier: Barrier,
    /// The next address to be allocated.
    pub free: u32,
    /// Where allocation stops.
    pub limit: u32,
    /// The end of the space in use: the words from `limit` to here are the reserve.
    pub end: u32,
    /// The first word of the space in use.
    pub base: u32,
    /// The next address of the old space; of other collectors than the generational, 0.
    pub old: u32,
    /// The end of the old space; of other collectors than the generational, 0.
    pub old_end: u32,
    /// The old object that the sweeper has remembered last: the barrier lets stores into it pass.
    pub remembered: Raw,
    /// A bit for each page: the barrier lets stores into its objects pass.
    pub unprotected: u32,
    /// Collect at every `torture`-th allocation; 0 for never. A parameter, not a register.
    torture: u32,
    /// Allocations to be granted before the torture setting asks for a collection.
    pub countdown: u32,
    /// A collection has ended, and no allocation has been granted since.
    pub collected: bool,
    /// Words of the last allocation that found no room; at most the memory's size.
    pub wanted: u32,
    /// Cycles already spent on the write or allocation in progress.
    pub wait: u32,
    /// The request lines of the last cycle that was observed.
    pub bus: Bus,
    /// What stood where the last cycle that was observed has stored.
    #[serde(skip)]
    pub overwritten: Overwritten,
    /// Words allocated since reset.
    pub allocated: u64,
}

impl Memory {
    /// A memory whose first words are `image`, with the allocator after them.
    pub fn new(config: &Config, image: &[Word]) -> Memory {
        let size = config.memory as usize;
        let words = Words::new(config.word, size, image);
        let used = image.len().min(size);
        let layout = Layout::new(config, used as u32);
        let base = layout.nursery;
        let end = match config.collector {
            Collector::None | Collector::MarkSweep => config.memory,
            Collector::Copying => layout.space(false).1,
            Collector::Generational => layout.spaces,
        };
        let (old, old_end) = if layout.generational { layout.space(false) } else { (0, 0) };
        let mut memory = Memory {
            words,
            size: config.word,
            mask: config.memory - 1,
            banks: config.banks,
            latency: config.latency,
            layout,
            barrier: config.barrier,
            free: base,
            limit: end.saturating_sub(config.reserve()).max(base),
            end,
            base,
            old,
            old_end,
            remembered: Raw::default(),
            unprotected: 0,
            torture: config.gc_every,
            countdown: config.gc_every.saturating_sub(1),
            collected: false,
            wanted: 0,
            wait: 0,
            bus: Bus::default(),
            overwritten: Overwritten::default(),
            allocated: 0,
        };
        if layout.paged {
            memory.fill_page_table(config.word);
        }
        memory
    }

    /// Where the parts of memory begin.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Has it the parameters of `other`?
    pub fn is_like(&self, other: &Memory) -> bool {
        let parameters = |memory: &Memory| {
            let Memory { size, mask, banks, latency, layout, barrier, torture, .. } = *memory;
            (memory.words.len(), size, mask, banks, latency, layout, barrier, torture)
        };
        parameters(self) == parameters(other)
    }

    /// All words, by address.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The word at an address, without a cycle: for tools and `fetch_object`'s beats.
    #[inline(always)]
    pub fn read(&self, address: u32) -> Word {
        self.words.at((address & self.mask) as usize)
    }

    /// Does every access take one cycle?
    pub fn answers_at_once(&self) -> bool {
        self.banks == 4 && self.latency == 1
    }

    /// Words per beat.
    #[inline(always)]
    pub fn banks(&self) -> u32 {
        self.banks
    }

    /// Cycles per beat.
    #[inline(always)]
    pub fn latency(&self) -> u32 {
        self.latency
    }

    #[inline(always)]
    fn store(&mut self, address: u32, word: Word) {
        self.words.store((address & self.mask) as usize, word);
    }

    /// Stores 1 to 4 words at consecutive addresses.
    #[inline(always)]
    fn store_all(&mut self, address: u32, words: &[Word]) {
        let first = (address & self.mask) as usize;
        if !self.words.store_row(first, words) {
            self.store_around(address, words);
        }
    }

    /// Stores words, the last of them at the beginning of memory.
    #[cold]
    #[inline(never)]
    fn store_around(&mut self, address: u32, words: &[Word]) {
        for (i, &word) in words.iter().enumerate() {
            self.store(address.wrapping_add(i as u32), word);
        }
    }

    /// The four words from an address on, the last of them at the beginning of memory.
    #[cold]
    #[inline(never)]
    fn row_around(&self, address: u32) -> [Word; 4] {
        std::array::from_fn(|i| self.read(address.wrapping_add(i as u32)))
    }

    /// One cycle of moving `words` to `address`: the beat that this cycle ends, if it ends one.
    #[inline(always)]
    fn transfer(&mut self, address: u32, words: &[Word]) -> Result<(), Stall> {
        let count = words.len() as u32;
        if count <= self.banks && self.latency == 1 {
            self.store_all(address, words);
            return Ok(());
        }
        self.transfer_slowly(address, words)
    }

    #[inline(never)]
    fn transfer_slowly(&mut self, address: u32, words: &[Word]) -> Result<(), Stall> {
        let count = words.len() as u32;
        self.wait += 1;
        if !self.wait.is_multiple_of(self.latency) {
            return Err(Stall::Busy);
        }
        let first = (self.wait / self.latency - 1) * self.banks;
        let end = count.min(first + self.banks);
        for i in first..end {
            self.store(address.wrapping_add(i), words[i as usize]);
        }
        if end < count {
            return Err(Stall::Busy);
        }
        self.wait = 0;
        Ok(())
    }

    /// Keeps what stands where this cycle of a write of `count` words is going to store.
    fn keep(&mut self, address: u32, count: u32) {
        let (mut first, mut end) = (0, count);
        if count > self.banks || self.latency > 1 {
            let cycles = self.wait + 1;
            if !cycles.is_multiple_of(self.latency) {
                return;
            }
            first = (cycles / self.latency - 1) * self.banks;
            end = count.min(first + self.banks);
        }
        let address = address.wrapping_add(first) & self.mask;
        let words = std::array::from_fn(|i| self.read(address.wrapping_add(i as u32)));
        self.overwritten = Overwritten { address, count: end.saturating_sub(first), words };
    }

    /// Puts other words where a cycle has stored: those that stood there before, or again those that it
    /// has stored. Answers with what gives way. For tools, on a machine of their own.
    pub fn exchange(&mut self, stored: &Overwritten) -> Overwritten {
        let mut other = *stored;
        for i in 0..stored.count.min(4) {
            let address = stored.address.wrapping_add(i);
            other.words[i as usize] = self.read(address);
            self.store(address, stored.words[i as usize]);
        }
        other
    }

    /// Puts a word into memory, without a cycle. For tools, on a machine of their own.
    pub fn poke(&mut self, address: u32, word: Word) {
        self.store(address, word);
    }

    /// Its registers, with no words of memory.
    pub fn registers(&self) -> Memory {
        Memory { words: Words::default(), ..*self }
    }

    /// Takes the registers of another one, and keeps its words.
    pub fn set_registers(&mut self, registers: &Memory) {
        let words = std::mem::take(&mut self.words);
        *self = Memory { words, ..*registers };
    }

    /// Its words, to be kept.
    pub(crate) fn pages(&self) -> Pages {
        Pages::new(&self.words)
    }

    /// Takes words that were kept, and keeps its registers.
    pub(crate) fn set_pages(&mut self, pages: &Pages) {
        self.words = pages.words();
    }

    /// Keeps the request lines of a read, which is granted at once.
    pub(crate) fn observe_read(&mut self, address: Word, count: u32) {
        self.observe(Operation::Read, address, count, &[]);
        self.bus.grant = true;
    }

    fn observe(&mut self, operation: Operation, address: Word, count: u32, words: &[Word]) {
        let mut data = [Word(0); 4];
        for (lane, &word) in data.iter_mut().zip(words) {
            *lane = word;
        }
        let address = Word::at(address.address() & self.mask);
        self.bus = Bus { operation, address, count, data, grant: false };
    }
}

impl Ram for Memory {
    #[inline(always)]
    fn size(&self) -> WordSize {
        self.size
    }

    #[inline(always)]
    fn word(&self, address: u32) -> Word {
        self.read(address)
    }

    #[inline(always)]
    fn row(&self, address: u32, words: &mut [Word; 4]) {
        let first = (address & self.mask) as usize;
        match self.words.row(first) {
            Some(row) => *words = row,
            None => *words = self.row_around(address),
        }
    }
}

/// The port as the token's holder drives it in one cycle. With `OBSERVED`, the request lines are
/// kept in [`Memory::bus`].
#[derive(Debug)]
pub struct Port<'a, const OBSERVED: bool> {
    memory: &'a mut Memory,
}

impl<'a, const OBSERVED: bool> Port<'a, OBSERVED> {
    /// The port for this cycle.
    #[inline(always)]
    pub fn new(memory: &'a mut Memory) -> Self {
        Port { memory }
    }
}

impl<const OBSERVED: bool> MemoryPort for Port<'_, OBSERVED> {
    #[inline(always)]
    fn write(&mut self, address: Word, words: &[Word]) -> Result<(), Stall> {
        if OBSERVED {
            self.memory.observe(Operation::Write, address, words.len() as u32, words);
            self.memory.keep(address.address(), words.len() as u32);
        }
        self.memory.transfer(address.address(), words)?;
        if OBSERVED {
            self.memory.bus.grant = true;
        }
        Ok(())
    }

    #[inline(always)]
    fn store(&mut self, object: Word, offset: u32, words: &[Word]) -> Result<(), Stall> {
        if self.memory.layout.generational && self.memory.catches(object, words) {
            if OBSERVED {
                let count = words.len() as u32;
                self.memory.observe(Operation::Write, object.plus(offset), count, words);
            }
            return Err(Stall::Caught(object));
        }
        self.write(object.plus(offset), words)
    }

    #[inline(always)]
    fn allocate(&mut self, size: u32, words: &[Word]) -> Result<Word, Stall> {
        let place = self.memory.place(size);
        let address = place.unwrap_or(self.memory.free);
        if OBSERVED {
            self.memory.observe(Operation::Allocate, Word::at(address), size, words);
        }
        if place.is_none() {
            self.memory.wanted = size.min(self.memory.mask + 1);
            return Err(Stall::Full);
        }
        if OBSERVED {
            self.memory.keep(address, words.len() as u32);
        }
        self.memory.transfer(address, words)?;
        self.memory.granted(address, size);
        if OBSERVED {
            self.memory.bus.grant = true;
        }
        Ok(Word::at(address))
    }
}

impl<const OBSERVED: bool> SweeperPort for Port<'_, OBSERVED> {
    #[inline(always)]
    fn request(&mut self, address: Word, extent: Extent) {
        if OBSERVED {
            self.memory.observe(Operation::Read, address, extent.words(), &[]);
            self.memory.bus.grant = true;
        }
    }

    #[inline(always)]
    fn gather(&mut self, fetch: &mut impl Gather) -> bool {
        fetch.step(self.memory.banks, self.memory.latency, self.memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(banks: u32, latency: u32) -> Memory {
        let config = Config { banks, latency, memory: 1024, ..Config::default() };
        Memory::new(&config, &[])
    }

    fn cycles(mut request: impl FnMut() -> Result<(), Stall>) -> u32 {
        let mut cycles = 1;
        while request() == Err(Stall::Busy) {
            cycles += 1;
        }
        cycles
    }

    #[test]
    fn n_words_take_their_beats_times_the_latency() {
        let words = [Word(11), Word(22), Word(33), Word(44)];
        for banks in [1, 2, 4] {
            for latency in 1..=8 {
                for count in 1..=4u32 {
                    let mut ram = memory(banks, latency);
                    let took = cycles(|| {
                        Port::<false>::new(&mut ram).write(Word(6), &words[..count as usize])
                    });
                    assert_eq!(took, count.div_ceil(banks) * latency);
                    for i in 0..4 {
                        let expected = if i < count { words[i as usize] } else { Word(0) };
                        assert_eq!(ram.read(6 + i), expected);
                    }
                }
            }
        }
    }

    #[test]
    fn allocation_answers_the_old_pointer_and_stops_at_the_limit() {
        let mut ram = memory(4, 1);
        let limit = ram.limit;
        let mut port = Port::<true>::new(&mut ram);
        assert_eq!(port.cons(Word(3), Word(5)), Ok(Word(0)));
        assert_eq!(port.cons(Word(7), Word(0)), Ok(Word(4)));
        assert_eq!(port.allocate(limit - 8 + 2, &[Word(1)]), Err(Stall::Full));
        assert_eq!(port.allocate(limit - 8, &[Word(1)]), Ok(Word(8)));
        assert_eq!(port.allocate(2, &[Word(1)]), Err(Stall::Full));
        assert!(ram.release_reserve());
        assert!(!ram.release_reserve());
        assert_eq!(Port::<true>::new(&mut ram).allocate(2, &[Word(9)]), Ok(Word::at(limit)));
        assert_eq!(ram.bus.operation, Operation::Allocate);
        assert!(ram.bus.grant);
    }
}
