//! The bundles between units: what goes over the wires in a cycle.
//!
//! Exactly one unit of the evaluator holds the *token* in a cycle. It reads its own registers and
//! the registers of others, drives at most one request on the memory port, and ends the cycle with
//! a [`Command`]: keep the token, or hand it on with a payload. `machine` carries the command out
//! at the clock edge; no unit knows another.

use serde::{Deserialize, Serialize};

pub use crate::command::{Command, End, Halt, Next, Space, Sweep, Then};

use crate::numbered::numbered;
use crate::word::{NIL, Word, WordSize};

numbered! {
    /// The units that can hold the token.
    pub enum Unit {
        /// Nobody: the machine has halted.
        Halted,
        /// Looks at an expression.
        Eval,
        /// Gathers an object's words.
        FetchObject,
        /// Evaluates operands.
        EvalArgs,
        /// Applies a function.
        Apply,
        /// Runs a primitive of class data.
        Primitive,
        /// Evaluates a special form.
        Special,
        /// Evaluates a special form that defines.
        Define,
        /// Writes and loads frames.
        Clink,
        /// Divides.
        Alu,
        /// Handles a fault.
        Trap,
        /// Notes in cells of code what it finds out about them.
        Note,
        /// Applies a primitive to simple operands.
        Inline,
        /// Runs a primitive of class digits.
        Digits,
        /// Computes with floats.
        Fpu,
        /// Collects.
        Sweeper,
    }
}

impl Unit {
    /// Does it do one thing for another unit, which gets the token back and waits for that?
    pub const fn serves(self) -> bool {
        matches!(self, Unit::FetchObject | Unit::Alu | Unit::Fpu)
    }
}

numbered! {
    /// Who is at the other end of a byte.
    pub enum Channel {
        /// The person.
        Console,
        /// The computer that the machine is attached to.
        Host,
    }
}

/// Why a request on the memory port was not granted in this cycle. The unit keeps its state and
/// drives the same request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stall {
    /// More beats or wait states to go.
    Busy,
    /// The allocator has not this many words.
    Full,
    /// The barrier has caught a store into the old object at this address: the sweeper is to know
    /// of it first.
    Caught(Word),
}

/// Whether a frame can be pushed, looked up where it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// The top frame register is in use.
    pub full: &'a bool,
    /// The locals are in registers only.
    pub pending: &'a bool,
}

impl Room<'_> {
    /// Can it? The register for it is free, and the environment is in memory.
    #[inline(always)]
    pub const fn is_free(&self) -> bool {
        !*self.full && !*self.pending
    }
}

/// The memory's data lines, as the beats of a read see them.
pub trait Ram {
    /// The bits of a word.
    fn size(&self) -> WordSize;

    /// The word at an address.
    fn word(&self, address: u32) -> Word;

    /// Takes the four words from an address on.
    #[inline(always)]
    fn row(&self, address: u32, words: &mut [Word; 4]) {
        *words = std::array::from_fn(|i| self.word(address.wrapping_add(i as u32)));
    }
}

/// What gathers the words of a read, beat by beat.
pub trait Gather {
    /// One cycle of a memory of `banks` words a beat and `latency` cycles for each; true in the one
    /// that ends with all words gathered.
    fn step(&mut self, banks: u32, latency: u32, ram: &impl Ram) -> bool;
}

/// The memory as a unit sees it. Reads go through `fetch_object` ([`Command::Fetch`]).
pub trait MemoryPort {
    /// Writes 1 to 4 words at consecutive addresses. No barrier looks at them: they are raw, or the
    /// collector's, or of an object that has just been allocated.
    ///
    /// # Errors
    /// [`Stall::Busy`] until the last beat.
    fn write(&mut self, address: Word, words: &[Word]) -> Result<(), Stall>;

    /// Stores 1 to 4 tagged words into an object, `offset` words after its header. A generational
    /// collector's barrier watches these.
    ///
    /// # Errors
    /// [`Stall::Caught`] in the first cycle, or [`Stall::Busy`] until the last beat.
    fn store(&mut self, object: Word, offset: u32, words: &[Word]) -> Result<(), Stall>;

    /// Takes `size` words (even) from the allocator, writes 1 to 4 words at their start and
    /// answers with their address.
    ///
    /// # Errors
    /// [`Stall::Busy`] until the last beat, [`Stall::Full`] if fewer than `size` words are left.
    fn allocate(&mut self, size: u32, words: &[Word]) -> Result<Word, Stall>;

    /// Allocates and writes a CONS.
    ///
    /// # Errors
    /// Those of [`MemoryPort::allocate`].
    #[inline(always)]
    fn cons(&mut self, car: Word, cdr: Word) -> Result<Word, Stall> {
        self.allocate(4, &[crate::object::CONS_HEADER, car, cdr])
    }
}

/// The memory as the collector sees it: it gathers the words of its reads itself.
pub trait SweeperPort: MemoryPort {
    /// Drives a read request. It is granted at once.
    fn request(&mut self, address: Word, extent: Extent);

    /// One beat of the read in progress; true when all words have come.
    fn gather(&mut self, fetch: &mut impl Gather) -> bool;
}

/// How many words `fetch_object` gathers.
///
/// Kept as wide as a word, as are all numbers that a [`Command`] carries: values of two widths in one place
/// are taken apart and put together again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Extent(u64);

impl Extent {
    /// The object at the address: as many words as its header says, at most 4.
    pub const OBJECT: Extent = Extent(0);

    /// This many words (1 to 4), whatever they are.
    #[inline(always)]
    pub const fn of(count: u32) -> Extent {
        Extent(count as u64)
    }

    /// The words requested; of an object, the most there can be.
    pub const fn words(self) -> u32 {
        match self {
            Extent::OBJECT => 4,
            Extent(count) => count as u32,
        }
    }

    /// As a register holds it: 0 for an object, else the count.
    #[inline(always)]
    pub const fn bits(self) -> u32 {
        self.0 as u32
    }
}

/// A read that a unit asks for as it is given the token, in the cycle of the one that gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The first word's address.
    pub address: Word,
    /// How many words.
    pub extent: Extent,
}

impl Request {
    /// The object at an address.
    #[inline(always)]
    pub const fn object(address: Word) -> Request {
        Request { address, extent: Extent::OBJECT }
    }

    /// The car and cdr of a cell that is known to be one, without its header.
    #[inline(always)]
    pub const fn pair(cell: Word) -> Request {
        Request { address: Word(cell.0 | 1), extent: Extent::of(2) }
    }
}

/// The operands of an application, in order: the first `count` of `x`, `y`, `z`, then `list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Operands {
    /// The first operand, a tagged word, if `count` is at least 1.
    pub x: Word,
    /// The second, if `count` is at least 2.
    pub y: Word,
    /// The third, if `count` is 3.
    pub z: Word,
    /// How many of the three registers are in use, 0 to 3.
    pub count: u32,
    /// The list of the operands that follow; NIL if there are no more.
    pub list: Word,
}

impl Operands {
    /// One operand.
    #[inline(always)]
    pub const fn one(x: Word) -> Operands {
        Operands { x, y: NIL, z: NIL, count: 1, list: NIL }
    }

    /// Two operands.
    #[inline(always)]
    pub const fn two(x: Word, y: Word) -> Operands {
        Operands { x, y, z: NIL, count: 2, list: NIL }
    }

    /// The operands of a list.
    #[inline(always)]
    pub const fn of_list(list: Word) -> Operands {
        Operands { x: NIL, y: NIL, z: NIL, count: 0, list }
    }

    /// Are there none?
    #[inline(always)]
    pub const fn is_empty(&self) -> bool {
        self.count == 0 && self.list.is_nil()
    }

    /// Are there more than the registers hold?
    #[inline(always)]
    pub const fn has_list(&self) -> bool {
        !self.list.is_nil()
    }

    /// Puts `value` behind the operands in the registers, of which there are at most two.
    #[inline(always)]
    pub fn push(&mut self, value: Word) {
        match self.count {
            0 => self.x = value,
            1 => self.y = value,
            _ => self.z = value,
        }
        self.count += 1;
    }

    /// The same operands with `value` behind them; at most two are in the registers.
    #[inline(always)]
    pub const fn with(self, value: Word) -> Operands {
        let Operands { x, y, z, count, list } = self;
        match count {
            0 => Operands { x: value, y, z, count: 1, list },
            1 => Operands { x, y: value, z, count: 2, list },
            _ => Operands { x, y, z: value, count: count + 1, list },
        }
    }

    /// Puts `value` in front of the operands in the registers, of which there are at most two.
    #[inline(always)]
    pub fn push_front(&mut self, value: Word) {
        self.z = self.y;
        self.y = self.x;
        self.x = value;
        self.count += 1;
    }

    /// Drops the first operand register: the others move up.
    #[inline(always)]
    pub fn shift(&mut self) {
        self.x = self.y;
        self.y = self.z;
        self.count -= 1;
    }

    /// The last operand register in use; `count` is at least 1.
    #[inline(always)]
    pub const fn last(&self) -> Word {
        match self.count {
            1 => self.x,
            2 => self.y,
            _ => self.z,
        }
    }
}

/// The two sides of the `alu`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Side {
    /// Where the first operand goes in.
    A,
    /// Where the second does.
    B,
}
