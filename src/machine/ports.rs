//! The bundles between units: what goes over the wires in a cycle.
//!
//! Exactly one unit of the evaluator holds the *token* in a cycle. It reads its own registers and
//! the registers of others, drives at most one request on the memory port, and ends the cycle with
//! a [`Command`]: keep the token, or hand it on with a payload. `machine` carries the command out
//! at the clock edge; no unit knows another.

use serde::{Deserialize, Serialize};

use crate::frame::Frame;
use crate::numbered::numbered;
use crate::primitives::Fault;
use crate::word::{NIL, Word};

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
        /// Collects.
        Sweeper,
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

/// The memory's data lines, as the beats of a read see them.
pub trait Ram {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Extent {
    /// The object at the address: as many words as its header says, at most 4.
    #[default]
    Object,
    /// This many words (1 to 4), whatever they are.
    Words(u32),
}

impl Extent {
    /// The words requested; of an object, the most there can be.
    pub const fn words(self) -> u32 {
        match self {
            Extent::Object => 4,
            Extent::Words(count) => count,
        }
    }

    /// As a register holds it: 0 for an object, else the count.
    #[inline(always)]
    pub const fn bits(self) -> u32 {
        match self {
            Extent::Object => 0,
            Extent::Words(count) => count,
        }
    }
}

/// The operands of an application, in order: the first `count` of `x`, `y`, `z`, then `list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Operands {
    pub x: Word,
    pub y: Word,
    pub z: Word,
    /// How many of the three registers are in use, 0 to 3.
    pub count: u32,
    /// The operands that follow, a list.
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
#[repr(u32)]
pub enum Side {
    /// Where the first operand goes in.
    A,
    /// Where the second does.
    B,
}

/// How a unit's cycle ends. Payloads are taken at the clock edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The unit goes on in its next state.
    Stay,
    /// A read request: `fetch_object` gathers words; then the unit goes on in its next state.
    Fetch { address: Word, extent: Extent },
    /// `clink` writes the top frame to memory; then the unit goes on in its state.
    MakeRoom,
    /// The top frame register, which is free, takes `frame`; then as `then` says.
    Push { frame: Frame, then: Then },
    /// A value for the frame on top: the unit that pushed it goes on.
    Return { value: Word },
    /// `eval` evaluates in the current environment.
    Eval { expr: Word },
    /// `eval` evaluates `expr` in `environment`: a function's body, or `eval` at top level.
    Enter { expr: Word, environment: Word },
    /// `eval` evaluates an argument for `eval_args`, without a frame if it can.
    Argument { expr: Word },
    /// `eval` answers [`Command::Argument`].
    ArgumentValue { value: Word },
    /// `eval` answers [`Command::Argument`]: it is a combination, so save and push a frame.
    ArgumentForm,
    /// `eval_args` evaluates the operands for `function`.
    EvalArgs { function: Word, operands: Word },
    /// `special` or `define` evaluates the special form `number`.
    Special { number: u32, form: Word, operands: Word },
    /// `apply` applies `function`.
    Apply { function: Word, operands: Operands },
    /// `primitive` runs primitive `number` on the operands that `apply` holds.
    Primitive { number: u32 },
    /// `alu` divides `x` by `y`; then the unit goes on in its next state.
    Divide,
    /// `alu` loads a NUMBER's data word into its operand register; the unit goes on.
    LoadNumber { side: Side, data: Word },
    /// The unit hands the token back to the one that gave it.
    Done,
    /// The evaluation goes on at a captured CLINK with `value`.
    Continue { clink: Word, value: Word },
    /// `value` goes to the nearest catch frame.
    Throw { value: Word },
    /// A fault.
    Trap { cause: Fault, culprit: Word },
    /// `trap` takes a new trap vector; the old one is returned.
    SetVector { handler: Word },
    /// `memory` hands out its reserve; the unit goes on.
    ReleaseReserve,
    /// `clink` loads the frame below into the top frame register; then the unit goes on.
    Unwind,
    /// `clink` drops the top frame and goes back to `clink`; the unit goes on.
    Rewind { clink: Word },
    /// The frame in the top register is gone, its environment is current, and `apply` applies its
    /// operator.
    Catch { operands: Operands },
    /// Of `clink`: a frame is in the top register, and its unit goes on with the value returned.
    Resume,
    /// Of `clink`: a frame is in the top register for `trap`.
    Unwound,
    /// The byte that `value`, an immediate, stands for goes to a channel; then as
    /// [`Command::Return`].
    WriteByte { channel: Channel, value: Word },
    /// The next byte of a channel goes to the frame on top, as an immediate; -1 if there is none any
    /// more. While there is none yet, the unit drives the read again.
    ReadByte { channel: Channel },
    /// Of `sweeper`.
    Sweep(Sweep),
    /// The machine stops.
    Halt { reason: Halt, value: Word },
}

impl Command {
    /// Reads the car and cdr of a cell that is known to be one, without its header.
    #[inline(always)]
    pub const fn fetch_pair(cell: Word) -> Command {
        Command::Fetch { address: Word(cell.0 | 1), extent: Extent::Words(2) }
    }
}

/// What `sweeper` has the others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    /// The root register with this number takes a value.
    SetRoot { root: u32, value: Word },
    /// The allocator's block has become a free block.
    Retire,
    /// The allocator goes on in a block, whose words from `limit` to `end` are held back, and the unit
    /// that waits goes on.
    TakeBlock { free: u32, limit: u32, end: u32 },
    /// No free block is large enough: a collection begins, or memory is out after one.
    NoBlock,
    /// A minor collection has begun: the memory forgets which stores may pass the barrier.
    Forget,
    /// The barrier lets stores into this object pass, and the unit that waits goes on.
    Remember { object: Word },
    /// The barrier lets stores into the page of this object pass, and the unit that waits goes on.
    Unprotect { object: Word },
}

/// What a collection leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Where the allocator goes on; with mark-sweep, in a block that is still to be found.
    pub space: Option<Space>,
    /// The next address of the old space, and its end.
    pub old: Option<(u32, u32)>,
    /// Whether the reserve counts as handed out; if nothing is said, as before.
    pub reserve_used: Option<bool>,
    /// An allocation has waited for the collection: if it is refused once more, memory is out.
    pub collected: bool,
    /// How it goes on.
    pub next: Next,
}

/// A space for the allocator, in word addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Its first word.
    pub base: u32,
    /// The next one to be allocated.
    pub free: u32,
    /// The word after its last one.
    pub end: u32,
    /// How many words before the end are held back.
    pub held: u32,
}

/// What follows a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The unit that waits.
    Evaluator,
    /// That memory is out, for the unit that waits.
    OutOfMemory,
    /// The search for a free block.
    Block,
    /// The collection of the old space.
    Major,
}

/// What follows a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// `eval` evaluates.
    Eval { expr: Word },
    /// `eval` goes on with the combination that it holds.
    Combination,
    /// `apply` applies.
    Apply { function: Word, operands: Operands },
    /// `trap` goes on.
    Trap,
    /// The unit goes on in its next state.
    Stay,
}

numbered! {
    /// Why the machine has stopped.
    pub enum Halt {
        /// It has not.
        Running,
        /// The program is evaluated.
        Done,
        /// The primitive `exit`.
        Exit,
        /// A trap that nobody handles.
        Trap,
    }
}
