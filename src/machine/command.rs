//! How a unit's cycle ends: the commands that are carried out at the clock edge, and what goes with them.

use crate::frame::Frame;
use crate::notes::{Operation, Role};
use crate::numbered::numbered;
use crate::ports::{Channel, Extent, Request, Side};
use crate::primitives::Fault;
use crate::units::fpu;
use crate::word::Word;

/// How a unit's cycle ends. Payloads are taken at the clock edge.
///
/// A unit that is given work may ask for its first words in the same cycle ([`Request`]). A command
/// that gives work is therefore given only in a cycle without a request of its own; what does return
/// a value in such a cycle says so by [`Command::Stored`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The unit goes on in its next state.
    Stay,
    /// A read request: `fetch_object` gathers words; then the unit goes on in its next state.
    Fetch {
        /// Its first word's address; modulo 2^`W`, and odd where no header is read.
        address: Word,
        /// How many words.
        extent: Extent,
    },
    /// `clink` writes the top frame to memory; then the unit goes on in its state.
    MakeRoom,
    /// The top frame register, which is free, takes `frame`; then as `then` says.
    Push {
        /// Its return state, operator and arguments; the environment is the current one.
        frame: Frame,
        /// Who has the token in the next cycle.
        then: Then,
    },
    /// A value for the frame on top: the unit that pushed it goes on.
    Return {
        /// The value, a tagged word.
        value: Word,
    },
    /// As [`Command::Return`], in a cycle that has used the port: the unit that pushed the frame asks
    /// for its words in the next.
    Stored {
        /// The value, a tagged word.
        value: Word,
    },
    /// `eval` evaluates in the current environment.
    Eval {
        /// The expression, a tagged word.
        expr: Word,
    },
    /// `eval` evaluates `expr` in `environment`: a function's body, or `eval` at top level.
    Enter {
        /// The expression; of a body of several, (BEGIN x ...).
        expr: Word,
        /// The list of the local variables with their values, the innermost first; NIL at top level.
        environment: Word,
    },
    /// `eval` evaluates an argument for `eval_args`, without a frame if it can.
    Argument {
        /// The argument, a tagged word.
        expr: Word,
    },
    /// `eval` answers [`Command::Argument`].
    ArgumentValue {
        /// The argument's value, a tagged word.
        value: Word,
    },
    /// `eval` answers [`Command::Argument`]: it is a combination, so save and push a frame.
    ArgumentForm,
    /// `eval_args` evaluates the operands for `function`.
    EvalArgs {
        /// The operator: a FUNCTION object.
        function: Word,
        /// The list of what is to be evaluated.
        operands: Word,
    },
    /// `special` or `define` evaluates the special form `number`.
    Special {
        /// Word 1 of its FUNCTION object, an integer without tag; any number.
        number: u64,
        /// The whole form, for faults.
        form: Word,
        /// The list behind the operator.
        operands: Word,
        /// Of an `if`, the cell of its second branch, if that is known; else NIL.
        second: Word,
    },
    /// `apply` applies the function that `eval_args` holds to the operands that it holds.
    Apply,
    /// `primitive` runs primitive `number` on the operands that `apply` holds.
    Primitive {
        /// The number, that of an [`Opcode`](crate::primitives::Opcode) of class data.
        number: u64,
    },
    /// `digits` runs primitive `number` on the operands that `apply` holds.
    Digits {
        /// The number, that of an [`Opcode`](crate::primitives::Opcode) of class digits.
        number: u64,
    },
    /// `fpu` loads a FLOAT's bits into its operand register; the unit goes on.
    LoadFloat {
        /// Which of the two.
        side: Side,
        /// The first operand becomes -0: the other is to be negated.
        negates: bool,
    },
    /// `fpu` computes with its operands; then the unit goes on in its next state.
    Float {
        /// What it computes. For FromInteger it loads the integer that `x` stands for first.
        operation: fpu::Operation,
    },
    /// `alu` divides `x` by `y`; then the unit goes on in its next state.
    Divide,
    /// `alu` multiplies `x` by `y`; then the unit goes on in its next state.
    Multiply,
    /// `alu` loads a NUMBER's data word into its operand register; the unit goes on.
    LoadNumber {
        /// Which of the two.
        side: Side,
        /// The data word: a signed integer of `W` bits, without tag.
        data: Word,
    },
    /// The unit hands the token back to the one that gave it.
    Done,
    /// The evaluation goes on at a captured CLINK with `value`.
    Continue {
        /// The frames that wait, in memory; NIL if none do.
        clink: Word,
        /// The value for the first of them.
        value: Word,
    },
    /// `value` goes to the nearest catch frame.
    Throw {
        /// What is thrown, a tagged word.
        value: Word,
    },
    /// A fault.
    Trap {
        /// Its code.
        cause: Fault,
        /// What it is about, a tagged word.
        culprit: Word,
    },
    /// `trap` takes a new trap vector; the old one is returned.
    SetVector {
        /// What is to be applied to faults; NIL for nothing.
        handler: Word,
    },
    /// `memory` hands out its reserve; the unit goes on.
    ReleaseReserve,
    /// `clink` loads the frame below into the top frame register; then the unit goes on.
    Unwind,
    /// `clink` drops the top frame and goes back to `clink`; the unit goes on.
    Rewind {
        /// The frames that wait then, in memory.
        clink: Word,
    },
    /// The frame in the top register is gone, its environment is current, and `apply` applies its
    /// operator.
    /// It gets what `trap` has for a handler.
    Catch,
    /// Of `clink`: a frame is in the top register, and its unit goes on with the value returned.
    Resume,
    /// Of `clink`: a frame is in the top register for `trap`.
    Unwound,
    /// The byte that `value`, an immediate, stands for goes to a channel; then as
    /// [`Command::Return`].
    WriteByte {
        /// Who gets it.
        channel: Channel,
        /// An immediate from 0 to 255; also the value that is returned.
        value: Word,
    },
    /// The next byte of a channel goes to the frame on top, as an immediate; -1 if there is none any
    /// more. While there is none yet, the unit drives the read again.
    ReadByte {
        /// Who sends it.
        channel: Channel,
    },
    /// `note` looks at a cell; then the unit goes on in its state.
    Note {
        /// The cell, a CONS.
        cell: Word,
        /// As what.
        role: Role,
    },
    /// Of `note`: it is done.
    Noted,
    /// `eval` brings the locals into registers; then the unit asks for its words again.
    LoadLocals,
    /// Of `eval`: it is done.
    Loaded,
    /// `inline` applies a primitive to operands that may all be simple; it answers with
    /// [`Command::Computed`] or [`Command::NotComputed`].
    Inline {
        /// The primitive.
        operation: Operation,
        /// The list of its operands, not evaluated.
        operands: Word,
    },
    /// Of `inline`: the value.
    Computed {
        /// A tagged word.
        value: Word,
    },
    /// Of `inline`, or of `eval` that looks a variable up for it: the combination needs a frame.
    NotComputed,
    /// Of `eval`, for `inline`: the value of a variable.
    VariableValue {
        /// A tagged word.
        value: Word,
    },
    /// `apply` puts the locals, which are in registers only, into the environment; then the unit goes on
    /// in its state.
    StoreLocals,
    /// Of `apply`: they are there.
    LocalsStored {
        /// The environment with them.
        environment: Word,
    },
    /// All names are looked up in the environment from now on; the unit goes on.
    ForgetLocals,
    /// A new epoch: no note made so far is used any more. The unit goes on.
    Invalidate,
    /// As [`Command::Invalidate`]; and from now on any variable may be bound.
    Expose,
    /// As [`Command::Argument`], of a variable that is bound nowhere, as far as is known.
    Global {
        /// The variable, a SYMBOL.
        expr: Word,
        /// Its SYMBOL_OBJECT.
        object: Word,
    },
    /// As [`Command::Argument`], of a variable that is none of the locals.
    Outer {
        /// The variable, a SYMBOL.
        expr: Word,
    },
    /// As [`Command::Enter`], with the operands of `apply` as locals.
    EnterScope {
        /// The function's body.
        expr: Word,
        /// The locals' names: a plain parameter list.
        parameters: Word,
        /// The environment around them.
        environment: Word,
    },
    /// Of `sweeper`.
    Sweep(Sweep),
    /// The machine stops.
    Halt {
        /// Why.
        reason: Halt,
        /// The program's value; of a trap, the culprit.
        value: Word,
    },
}

impl Command {
    /// A fault.
    #[inline(always)]
    pub const fn trap(cause: Fault, culprit: Word) -> Command {
        Command::Trap { cause, culprit }
    }

    /// Reads an object.
    #[inline(always)]
    pub const fn fetch(address: Word) -> Command {
        Command::Fetch { address, extent: Extent::OBJECT }
    }

    /// Reads the car and cdr of a cell that is known to be one, without its header.
    #[inline(always)]
    pub const fn fetch_pair(cell: Word) -> Command {
        let Request { address, extent } = Request::pair(cell);
        Command::Fetch { address, extent }
    }
}

/// What `sweeper` has the others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    /// The root register with this number takes a value.
    SetRoot {
        /// Its number, less than [`ROOTS`](crate::ROOTS).
        root: u64,
        /// The tagged word: where its object is now.
        value: Word,
    },
    /// The allocator's block has become a free block.
    Retire,
    /// The allocator goes on in a block, whose words from `limit` to `end` are held back, and the unit
    /// that waits goes on.
    TakeBlock {
        /// The word address at which it allocates next.
        free: Word,
        /// Where allocation stops.
        limit: Word,
        /// The block's end.
        end: Word,
    },
    /// No free block is large enough: a collection begins, or memory is out after one.
    NoBlock,
    /// A minor collection has begun: the memory forgets which stores may pass the barrier.
    Forget,
    /// The barrier lets stores into this object pass, and the unit that waits goes on.
    Remember {
        /// The object's address.
        object: Word,
    },
    /// The barrier lets stores into the page of this object pass, and the unit that waits goes on.
    Unprotect {
        /// The object's address.
        object: Word,
    },
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
    Eval {
        /// The expression, a tagged word.
        expr: Word,
    },
    /// `eval` goes on with the combination that it holds.
    Combination,
    /// `apply` applies a macro.
    Expand {
        /// The macro.
        function: Word,
        /// The list of what it is applied to.
        operands: Word,
    },
    /// `apply` applies a trap handler to what `trap` has for it.
    Handle {
        /// The handler.
        function: Word,
    },
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
