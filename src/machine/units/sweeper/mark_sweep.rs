//! The mark-sweep collector's first half: Deutsch-Schorr-Waite marking (H. Schorr, W. M. Waite, "An
//! efficient machine-independent procedure for garbage collection in various list structures", CACM
//! 10(8), 1967). There is no mark stack: the way back is in the objects that lead down.
//!
//! An object is marked by header bit 8. Going down from field *i* of an object, the pointer to the
//! object above takes the field's place, and bits 10:9 of the header say *i*. An object's fields
//! stay in registers while its children are looked at, so that only children that have children of
//! their own are gone down to.
//!
//! A VECTOR has more fields than two bits can number. While one of its elements is gone down from,
//! the pointer to the object above stands in place of its header (it is even: nothing else is), the
//! element's index in place of its length, and its length in place of the element.

use super::{Inputs, State, Sweeper};
use crate::object::{Type, fixed, header, length, object_words, tagged_fields, type_number};
use crate::ports::{Command, Extent, Stall, Sweep, SweeperPort};
use crate::word::{NIL, Word, WordSize};

/// The mark in a header.
pub const MARK: u64 = 1 << 8;
/// Where in a header the number of the field is that has been gone down from.
pub const FIELD: u32 = 9;
/// The header bits of the collector.
pub const COLLECTOR: u64 = 0xF << 8;

impl Sweeper {
    /// Is this a pointer into the heap? What is below it is live in any case.
    fn in_heap(&self, word: Word) -> bool {
        word.is_pointer() && word.0 >= self.layout.fixed_end.into()
    }

    pub(super) fn retire(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        self.free_block(inputs.free, inputs.end - inputs.free, port)?;
        self.root = 0;
        self.for_root = true;
        self.object = NIL.into();
        self.state = State::MarkRoot;
        Ok(Command::Sweep(Sweep::Retire))
    }

    pub(super) fn mark_root(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        if self.root == inputs.roots {
            self.for_root = false;
            self.scan = fixed::END;
            self.element_at = 2;
            return self.mark_fixed(port);
        }
        if self.in_heap(inputs.root) {
            self.read(inputs.root, Extent::OBJECT, State::MarkChild, port);
        } else {
            self.root += 1;
        }
        Ok(Command::Stay)
    }

    pub(super) fn mark_fixed(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        if self.scan == self.layout.fixed_end {
            return self.begin_sweep(port);
        }
        self.read(Word::at(self.scan), Extent::OBJECT, State::MarkFixedObject, port);
        Ok(Command::Stay)
    }

    pub(super) fn mark_fixed_object(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        self.enter(NIL, inputs.size);
        if self.vector {
            self.element = self.element_at;
        }
        self.mark_fields(port)
    }

    /// Fetches what the next field points to; without one, the next elements of a VECTOR; without
    /// them, the object is done.
    pub(super) fn mark_fields(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        self.state = State::MarkFields;
        if let Some(field) = self.next_child() {
            self.field = field;
            self.read(self.fields[field as usize], Extent::OBJECT, State::MarkChild, port);
        } else if self.element < self.size {
            let count = (self.size - self.element).min(4);
            let address = self.object.word().plus(self.element);
            self.read(address, Extent::of(count), State::MarkElements, port);
        } else if self.object.0 < self.layout.fixed_end.into() {
            self.scan = self.scan.wrapping_add(self.size);
            self.element_at = 2;
            self.state = State::MarkFixed;
            return self.mark_fixed(port);
        } else if self.vector {
            let head = Word(header(Type::Vector, 0).0 | MARK);
            port.write(self.object.word(), &[head, self.length.word()])?;
            self.leave();
        } else {
            let head = Word(self.fields[0].0 & !COLLECTOR | MARK);
            let words = [head, self.fields[1], self.fields[2], self.fields[3]];
            port.write(self.object.word(), &words[..=self.reversed as usize])?;
            self.leave();
        }
        Ok(Command::Stay)
    }

    pub(super) fn mark_elements(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        self.fields = self.fetch.words;
        self.field = 0;
        self.field_count = (self.size - self.element).min(4);
        self.element += self.field_count;
        self.mark_fields(port)
    }

    pub(super) fn mark_child(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        let head = self.fetch.words[0];
        let child = self.fetch.address.word();
        if head.0 & MARK != 0 || !head.is_immediate() || child == self.object.word() {
            if self.object.is_nil() {
                return Ok(self.next_root());
            }
            self.field += 1;
            return self.mark_fields(port);
        }
        if self.is_leaf(inputs.size) {
            port.write(child, &[Word(head.0 | MARK)])?;
            if self.object.is_nil() {
                return Ok(self.next_root());
            }
            self.field += 1;
            self.state = State::MarkFields;
            return Ok(Command::Stay);
        }
        if self.object.0 < self.layout.fixed_end.into() {
            // From a root register or the fixed region: nothing to be reversed.
            if self.vector && !self.for_root {
                self.element_at = self.element - self.field_count;
            }
            self.enter(NIL, inputs.size);
            return self.mark_fields(port);
        }
        if self.vector {
            let index = Word::small(self.slot() - 2);
            port.write(self.object.word(), &[self.back.word(), index])?;
            self.state = State::MarkSlot;
            return Ok(Command::Stay);
        }
        let field = self.field as usize;
        let mut words = self.fields;
        words[0] = Word(words[0].0 & !COLLECTOR | MARK | u64::from(self.field) << FIELD);
        words[field] = self.back.word();
        port.write(self.object.word(), &words[..=field])?;
        self.enter(self.object.word(), inputs.size);
        Ok(Command::Stay)
    }

    pub(super) fn mark_slot(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        port.write(self.object.word().plus(self.slot()), &[self.length.word()])?;
        self.enter(self.object.word(), inputs.size);
        Ok(Command::Stay)
    }

    pub(super) fn mark_up(&mut self, port: &mut impl SweeperPort) -> Result<Command, Stall> {
        self.read(self.back.word(), Extent::OBJECT, State::MarkParent, port);
        Ok(Command::Stay)
    }

    pub(super) fn mark_parent(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        let words = self.fetch.words;
        let head = words[0];
        if !head.is_immediate() {
            // `field` 0 keeps the way further back until the VECTOR is whole again.
            self.fields[0] = head;
            self.element = 2 + inputs.size.count(words[1]);
            let address = self.back.word().plus(self.element);
            self.read(address, Extent::of(4), State::MarkElement, port);
            return Ok(Command::Stay);
        }
        let kind = kind(head);
        let field = head.low() >> FIELD & 3;
        self.fields = words;
        self.fields[field as usize] = self.object.word();
        self.object = self.back;
        self.back = words[field as usize].into();
        self.reversed = field;
        self.field = field + 1;
        self.field_count = tagged_fields(head);
        self.size = object_words(kind, 0, inputs.size);
        self.element = self.size;
        self.vector = false;
        self.mark_fields(port)
    }

    pub(super) fn mark_element(
        &mut self,
        inputs: &Inputs,
        port: &mut impl SweeperPort,
    ) -> Result<Command, Stall> {
        port.write(self.back.word().plus(self.element), &[self.object.word()])?;
        let above = self.fields[0];
        self.fields = self.fetch.words;
        self.length = self.fields[0].into();
        self.fields[0] = self.object.word();
        self.size = object_words(Type::Vector, inputs.size.count(self.length.word()), inputs.size);
        self.field = 1;
        self.field_count = (self.size - self.element).min(4);
        self.element += self.field_count;
        self.vector = true;
        self.object = self.back;
        self.back = above.into();
        self.state = State::MarkFields;
        Ok(Command::Stay)
    }

    /// The next field that may point to something not marked.
    fn next_child(&self) -> Option<u32> {
        (self.field..self.field_count).find(|&field| self.in_heap(self.fields[field as usize]))
    }

    fn next_root(&mut self) -> Command {
        self.root += 1;
        self.state = State::MarkRoot;
        Command::Stay
    }

    /// Where in the VECTOR the element is that is being looked at.
    fn slot(&self) -> u32 {
        self.element - self.field_count + self.field
    }

    /// Has the object that has been fetched nothing to go down to?
    fn is_leaf(&self, size: WordSize) -> bool {
        let words = &self.fetch.words;
        match kind(words[0]) {
            Type::Vector => size.integer(words[1]) == 0,
            _ => !(1..tagged_fields(words[0])).any(|field| self.in_heap(words[field as usize])),
        }
    }

    /// The object that has been fetched is the one whose fields are looked at.
    fn enter(&mut self, back: Word, size: WordSize) {
        let words = self.fetch.words;
        let kind = kind(words[0]);
        self.back = back.into();
        self.object = self.fetch.address;
        self.size = object_words(kind, length(kind, words[1], size), size);
        self.vector = kind == Type::Vector;
        self.length = words[1].into();
        self.element = if self.vector { 2 } else { self.size };
        self.fields = words;
        self.field = 1;
        self.field_count = tagged_fields(words[0]);
        self.reversed = 0;
        self.state = State::MarkFields;
    }

    /// The object is marked: back to where it has been come down from.
    fn leave(&mut self) {
        if !self.back.is_nil() {
            self.state = State::MarkUp;
            return;
        }
        self.object = NIL.into();
        if self.for_root {
            self.next_root();
        } else {
            self.state = State::MarkFixed;
        }
    }
}

/// The type in the header of an object of the heap.
pub(super) fn kind(header: Word) -> Type {
    Type::from_number(type_number(header)).unwrap_or(Type::Nil)
}
