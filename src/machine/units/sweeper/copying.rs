//! The copying collector: Cheney's algorithm (C. J. Cheney, "A nonrecursive list compacting
//! algorithm", CACM 13(11), 1970).
//!
//! Above the fixed region there are two spaces. Objects that the roots or the fixed region reach
//! are copied to the other space; an object that has been copied has its new address in place of
//! its header, which is told from a header by being even. The words of the other space from `scan`
//! to `free` are the queue of objects whose fields are still to be updated.

use super::{Cause, Inputs, Kind, Source, State, Sweeper};
use crate::config::Barrier;
use crate::object::{Type, fixed, length, object_words, tagged_fields, type_number};
use crate::ports::{Command, Extent, Stall, Sweep, SweeperPort};
use crate::word::{Word, WordSize};

impl Sweeper {
    /// One cycle in a state of this collector.
    #[inline(always)]
    pub(super) fn copy(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        match self.state {
            State::Flip => return Ok(self.flip(inputs)),
            State::FlipPage => {
                self.write_page_entry(self.free, port)?;
                self.state = State::Root;
            }
            State::Root => {
                if self.root == inputs.roots {
                    return Ok(self.scan_next(port));
                }
                if self.is_old(inputs.root) {
                    self.for_root = true;
                    self.read(inputs.root, Extent::OBJECT, State::Evacuate, port);
                } else {
                    self.root += 1;
                }
            }
            State::ScanNext => return Ok(self.scan_next(port)),
            State::ScanObject => {
                let words = self.fetch.words;
                self.take_fields(&words, inputs.size);
                return Ok(self.look(port));
            }
            State::ElementsNext => {
                let count = (self.size - self.element).min(4);
                let address = Word::at(self.scan.wrapping_add(self.element));
                self.read(address, Extent::of(count), State::ScanElements, port);
            }
            State::ScanElements => {
                self.fields = self.fetch.words;
                self.field = 0;
                self.field_count = (self.size - self.element).min(4);
                self.fields_at = self.scan.wrapping_add(self.element);
                self.element += self.field_count;
                return Ok(self.look(port));
            }
            State::ScanFields => {
                if self.dirty && self.next_old_field().is_none() {
                    let count = self.field_count as usize;
                    port.write(Word::at(self.fields_at), &self.fields[..count])?;
                    self.dirty = false;
                    self.state = self.after_fields();
                } else {
                    return Ok(self.look(port));
                }
            }
            State::Evacuate => {
                let words = self.fetch.words;
                if !words[0].is_immediate() {
                    return Ok(self.deliver(words[0], true, port));
                }
                let kind = Type::from_number(type_number(words[0])).unwrap_or(Type::Nil);
                let length = length(kind, words[1], inputs.size);
                let size = object_words(kind, length, inputs.size);
                let count = self.fetch.gathered.min(size);
                if size <= 4 && (count == size || kind == Type::Cons) {
                    port.write(Word::at(self.free), &words[..count as usize])?;
                    self.state = self.after_copy(size);
                } else {
                    self.state = State::CopyRead;
                }
                self.old = self.fetch.address;
                self.old_size = size;
                self.copied = 0;
            }
            State::CopyRead => {
                let count = (self.old_size - self.copied).min(4);
                let address = self.old.word().plus(self.copied);
                self.read(address, Extent::of(count), State::CopyWrite, port);
            }
            State::CopyWrite => {
                let count = (self.old_size - self.copied).min(4);
                let words = &self.fetch.words[..count as usize];
                port.write(Word::at(self.free.wrapping_add(self.copied)), words)?;
                self.copied += count;
                let complete = self.copied == self.old_size;
                self.state =
                    if complete { self.after_copy(self.old_size) } else { State::CopyRead };
            }
            State::CopyPage => {
                self.write_page_entry(self.free.wrapping_add(self.old_size), port)?;
                self.state = State::Forward;
            }
            State::Forward => {
                let new = Word::at(self.free);
                port.write(self.old.word(), &[new])?;
                self.free = self.free.wrapping_add(self.old_size);
                self.live = self.live.wrapping_add(self.old_size);
                return Ok(self.deliver(new, false, port));
            }
            _ => {}
        }
        Ok(Command::Stay)
    }

    /// Is this a pointer into the space that is being emptied?
    #[inline(always)]
    fn is_old(&self, word: Word) -> bool {
        word.is_pointer() && word.0.wrapping_sub(self.from.into()) < self.from_words.into()
    }

    /// Begins: the space to be emptied, where its objects go, and what is scanned before them.
    fn flip(&mut self, inputs: &Inputs) -> Command {
        let used = self.free;
        if self.kind == Kind::Minor {
            (self.from, self.from_words) = (self.layout.nursery, self.layout.nursery_words);
            self.free = inputs.old;
            if self.cause == Cause::Torture {
                self.turn = (self.turn + 1) % 4;
            }
        } else {
            (self.from, self.from_words) = (self.space().0, self.layout.space_words);
            self.second = !self.second;
            (self.free, _) = self.space();
        }
        self.queue = self.free;
        self.scan = if self.kind == Kind::Minor { self.queue } else { fixed::END };
        self.source = match (self.kind, self.barrier) {
            (Kind::Minor, Barrier::Remember) => Source::List,
            (Kind::Minor, Barrier::Protect) => Source::Page,
            (Kind::Minor, Barrier::Collect) => Source::Queue,
            _ => Source::Fixed,
        };
        self.pages = inputs.unprotected;
        self.page_end = 0;
        self.root = 0;
        self.live = 0;
        let enters =
            self.kind == Kind::Major || self.layout.page(used) != self.layout.page(self.free);
        let entry = enters && self.layout.has_entry(self.free);
        self.state = if entry { State::FlipPage } else { State::Root };
        Command::Sweep(Sweep::Forget)
    }

    /// The next object of the source, then of the queue; the end after the last.
    #[inline(always)]
    pub(super) fn scan_next(&mut self, port: &mut impl SweeperPort) -> Command {
        match self.source {
            Source::List => return self.list_next(port),
            Source::Page if self.scan >= self.page_end => return self.page_next(port),
            Source::Fixed if self.scan == self.layout.fixed_end => {
                self.scan = self.queue;
                self.source = Source::Queue;
            }
            Source::Fixed | Source::Page | Source::Queue => {}
        }
        if self.source == Source::Queue && self.scan == self.free {
            return Command::Done;
        }
        self.read(Word::at(self.scan), Extent::OBJECT, State::ScanObject, port);
        Command::Stay
    }

    /// The copy is whole: a page that it ends in or fills gets its entry, and the old object its
    /// new address.
    #[inline(always)]
    fn after_copy(&self, size: u32) -> State {
        let next = self.free.wrapping_add(size);
        let enters = self.layout.page(next) != self.layout.page(self.free);
        if enters && self.layout.has_entry(next) { State::CopyPage } else { State::Forward }
    }

    /// Finds the tagged fields of the object at `scan`, whose first words have come.
    #[inline(always)]
    pub(super) fn take_fields(&mut self, words: &[Word; 4], size: WordSize) {
        let kind = Type::from_number(type_number(words[0])).unwrap_or(Type::Nil);
        let length = length(kind, words[1], size);
        self.size = object_words(kind, length, size);
        self.element = if kind == Type::Vector { 2 } else { self.size };
        self.fields = *words;
        self.fields_at = self.scan;
        self.field = 1;
        self.field_count = tagged_fields(words[0]);
    }

    /// The first field from `field` on that points into the space that is being emptied.
    #[inline(always)]
    fn next_old_field(&self) -> Option<u32> {
        (self.field..self.field_count).find(|&field| self.is_old(self.fields[field as usize]))
    }

    /// Where to go when all fields are done.
    #[inline(always)]
    fn after_fields(&mut self) -> State {
        if self.element < self.size {
            State::ElementsNext
        } else {
            self.scan = self.scan.wrapping_add(self.size);
            State::ScanNext
        }
    }

    /// Fetches what the next old field points to; without one, goes on to the next object, or, if
    /// the fields are to be written back, to the state that does it.
    #[inline(always)]
    fn look(&mut self, port: &mut impl SweeperPort) -> Command {
        if let Some(field) = self.next_old_field() {
            self.field = field;
            self.for_root = false;
            self.read(self.fields[field as usize], Extent::OBJECT, State::Evacuate, port);
            return Command::Stay;
        }
        if self.dirty {
            self.state = State::ScanFields;
            return Command::Stay;
        }
        self.state = self.after_fields();
        if self.state == State::ScanNext {
            return self.scan_next(port);
        }
        Command::Stay
    }

    /// The object that a root or a field points to is at `new`. With a free `port`, the next
    /// request can be driven in this cycle.
    #[inline(always)]
    fn deliver(&mut self, new: Word, free: bool, port: &mut impl SweeperPort) -> Command {
        if self.for_root {
            self.state = State::Root;
            self.root += 1;
            return Command::Sweep(Sweep::SetRoot { root: u64::from(self.root) - 1, value: new });
        }
        self.fields[self.field as usize] = new;
        self.field += 1;
        self.dirty = true;
        self.state = State::ScanFields;
        if free { self.look(port) } else { Command::Stay }
    }
}
