//! inline: applies a primitive to simple operands without a frame.
//!
//! Role: only with quick evaluation. An argument, the test of an `if` or the last expression of a form
//! is a combination that notes a primitive which reads and allocates nothing; its operands are looked at
//! one by one. Constants and locals are there, other variables `eval` looks up. If that is not all
//! there is to it (an operand is a combination or has no note, a value is of another type, a variable has
//! none), the unit that asked evaluates the combination under a frame, as if nothing had happened; traps are
//! found there.
//!
//! Nothing is written while this unit is at work, and nothing allocated: no collection begins, and its
//! registers are no roots.

pub use super::tables::inline::{Inline, State};

use crate::notes::{Look, Notes, Operation};
use crate::object::{Type, fixed, is_type};
use crate::ports::{Command, Extent, Request, Unit};
use crate::word::Word;

/// What `inline` sees of the other units.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The field registers of `fetch_object`.
    pub fetched: &'a [Word; 4],
    /// How notes are read.
    pub notes: Notes<'a>,
}

impl Inline {
    /// Takes a primitive and the list of its operands, which are looked at for `client`, at the clock
    /// edge.
    #[inline(always)]
    pub fn start(&mut self, client: Unit, operation: Operation, operands: Word) -> Option<Request> {
        self.client = client;
        self.operation = operation;
        self.count = 0;
        self.fetch_operand(operands)
    }

    /// Takes a variable's value from `eval`, at the clock edge.
    #[inline(always)]
    pub fn take(&mut self, value: Word) -> Option<Request> {
        self.collect(value);
        let rest = self.rest.word();
        if rest.is_pointer() {
            return self.fetch_operand(rest);
        }
        self.state = State::InlineApply;
        None
    }

    /// One cycle.
    #[inline(always)]
    pub fn step(&mut self, inputs: &Inputs) -> Command {
        let [header, field1, field2, _] = *inputs.fetched;
        let is = |kind| is_type(header, kind);
        match self.state {
            State::InlineOperand if !is(Type::Cons) => Command::NotComputed,
            State::InlineOperand => {
                self.rest = field2.into();
                match inputs.notes.look(inputs.fetched) {
                    Look::Value(value) => {
                        self.collect(value);
                        if field2.is_pointer() {
                            let _ = self.fetch_operand(field2);
                            return Command::fetch(field2);
                        }
                        self.apply(inputs)
                    }
                    Look::Outer => Command::Outer { expr: field1 },
                    Look::Global(object) => Command::Global { expr: field1, object },
                    _ => Command::NotComputed,
                }
            }
            State::InlineApply => self.apply(inputs),
            State::InlineObject => match self.operation {
                Operation::Car if is(Type::Cons) => Command::Computed { value: field1 },
                Operation::Cdr if is(Type::Cons) => Command::Computed { value: field2 },
                Operation::IsPair => Command::Computed { value: fixed::boolean(is(Type::Cons)) },
                Operation::VectorRef if is(Type::Vector) => {
                    let (length, index) = (field1, self.y.word());
                    let size = inputs.notes.size;
                    let at = size.integer(index);
                    if !index.is_immediate() || at < 0 || at >= size.integer(length) {
                        return Command::NotComputed;
                    }
                    self.state = State::InlineElement;
                    let address = self.x.word().plus(2 + size.count(index));
                    Command::Fetch { address, extent: Extent::of(1) }
                }
                _ => Command::NotComputed,
            },
            State::InlineElement => Command::Computed { value: header },
        }
    }

    #[inline(always)]
    fn fetch_operand(&mut self, cell: Word) -> Option<Request> {
        self.state = State::InlineOperand;
        Some(Request::object(cell))
    }

    #[inline(always)]
    fn collect(&mut self, value: Word) {
        if self.count == 0 {
            self.x = value.into();
        } else {
            self.y = value.into();
        }
        self.count = (self.count + 1).min(3);
    }

    /// The operands are there.
    #[inline(always)]
    fn apply(&mut self, inputs: &Inputs) -> Command {
        let (x, y) = (self.x.word(), self.y.word());
        if !self.rest.word().is_nil() || self.count != self.operation.operands() {
            return Command::NotComputed;
        }
        if !self.operation.looks_into_object() {
            return match inputs.notes.apply(self.operation, x, y) {
                Some(value) => Command::Computed { value },
                None => Command::NotComputed,
            };
        }
        if x.is_pointer() {
            self.state = State::InlineObject;
            return Command::fetch(x);
        }
        match self.operation {
            Operation::IsPair => Command::Computed { value: fixed::FALSE },
            _ => Command::NotComputed,
        }
    }
}
