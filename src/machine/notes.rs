//! Notes: what has been found out about a cell of code, kept in the cell (the manual's section 15).
//!
//! Quick evaluation writes into the fourth word of a CONS, which is unused otherwise, and says in the
//! header what that word is. Car and cdr stay as they are: code is a list that programs can read.
//! A note is used only in the *epoch* in which it was made.
//!
//! | bits of a CONS's header | field | |
//! |---|---|---|
//! | 7 | part | a note of another cell, or an environment in registers, depends on this one |
//! | 15:12 | note | [`NoteKind`]; at 0 the fourth word has no meaning |
//! | 6:5 at 16 bits, 31:16 at 32 | epoch | in which it was made |
//!
//! In the header of a FUNCTION, bits 13:12 say how many plain parameters it has ([`Notes::arity`]), bits 15:14
//! at 16 bits and 31:16 at 32 in which epoch this was found.
//!
//! In the header of a SYMBOL_OBJECT, bit 12 says that the function cell holds a FUNCTION whose operands
//! are evaluated ([`CALLABLE`]), bit 13 that notes depend on what it holds ([`PINNED`]), bit 14 that what
//! they depended on was replaced ([`VOLATILE`]), bit 15 that the variable may have been bound ([`BOUND`]).

use serde::{Deserialize, Serialize};

use crate::config::Namespace;
use crate::numbered::numbered;
use crate::object::{CONS_HEADER, Type, fixed, is_type};
use crate::primitives::Opcode;
use crate::word::{NIL, Word, WordSize};

numbered! {
    /// What is noted in a CONS.
    pub enum NoteKind {
        /// Nothing.
        None,
        /// Of an operand: its value is the note.
        Constant,
        /// Of an operand: the first local variable, where the parameters are the note.
        First,
        /// The second.
        Second,
        /// The third.
        Third,
        /// Of an operand: a combination, which is evaluated under a frame.
        Combination,
        /// Of an operand: a combination that is computed without a frame, where the parameters are the
        /// note.
        Inline,
        /// Of an operand: a variable that is none of the locals, where the parameters are the note.
        Outer,
        /// Looked at, and nothing found. Of the first cell of a parameter list the note is their
        /// number, 0 for a list that is not plain.
        Plain,
        /// Of a variable, or of a combination with one as its operator: the note is its SYMBOL_OBJECT, whose
        /// header and cells are looked at each time.
        Global,
        /// Of a special form: the note is its number; or of an `if`, the cell of its second branch.
        Form,
        /// Of a combination: the note is its operator, a FUNCTION whose operands are evaluated.
        Direct,
        /// Of a combination that is computed without a frame: the note says what is computed.
        Computed,
        /// Of an environment's first cell: one local variable, and the note is the parameters.
        One,
        /// Two of them.
        Two,
        /// Three.
        Three,
    }
}

impl NoteKind {
    /// Of an operand that is this local variable, from 0.
    #[inline(always)]
    pub const fn local(number: u32) -> NoteKind {
        [NoteKind::First, NoteKind::Second, NoteKind::Third][number as usize % 3]
    }

    /// Of an environment with so many local variables, 1 to 3.
    #[inline(always)]
    pub const fn locals(count: u32) -> NoteKind {
        [NoteKind::Three, NoteKind::One, NoteKind::Two][count as usize % 3]
    }
}

numbered! {
    /// What a cell is looked at as.
    pub enum Role {
        /// As the cell of an operand.
        Operand,
        /// As the first cell of a combination.
        Head,
        /// As the first cell of a parameter list.
        Parameters,
    }
}

/// Where a CONS's header has the kind of its note, which is four bits wide.
pub const KIND: u32 = 12;
/// In the header of a CONS: something depends on it.
pub const PART: u64 = 1 << 7;

/// In the header of a SYMBOL_OBJECT: its function cell holds a FUNCTION whose operands are evaluated.
pub const CALLABLE: u64 = 1 << 12;
/// In the header of a SYMBOL_OBJECT: notes depend on what its function cell holds.
pub const PINNED: u64 = 1 << 13;
/// In the header of a SYMBOL_OBJECT: what notes depended on was replaced once.
pub const VOLATILE: u64 = 1 << 14;
/// In the header of a SYMBOL_OBJECT: some environment may have a binding of the variable.
pub const BOUND: u64 = 1 << 15;

/// Where the epoch stands in a header, and its width.
pub const fn epoch_field(size: WordSize) -> (u32, u32) {
    match size {
        WordSize::W16 => (5, 2),
        WordSize::W32 | WordSize::W64 => (16, 16),
    }
}

/// Where the epoch stands in the header of a FUNCTION, and its width.
pub const fn arity_epoch_field(size: WordSize) -> (u32, u32) {
    match size {
        WordSize::W16 => (14, 2),
        WordSize::W32 | WordSize::W64 => (16, 16),
    }
}

/// The last epoch: in it no note is made or used any more.
#[inline(always)]
pub const fn last_epoch(size: WordSize) -> u32 {
    (1 << epoch_field(size).1) - 1
}

/// The header of a CONS with a note.
#[inline(always)]
pub const fn noted(header: Word, note: NoteKind, epoch: u32, size: WordSize) -> Word {
    let part = if had_locals(header) { PART } else { header.0 & PART };
    Word(bare(header).0 | part | (note as u64) << KIND | (epoch as u64) << epoch_field(size).0)
}

/// The header of a CONS without a note, of which none depends.
#[inline(always)]
pub const fn bare(header: Word) -> Word {
    Word(header.0 & 0x0F1F)
}

/// The header of a CONS that something depends on.
#[inline(always)]
pub const fn part(header: Word) -> Word {
    Word(header.0 | PART)
}

/// Does something depend on the CONS with this header?
#[inline(always)]
pub const fn is_part(header: Word) -> bool {
    header.0 & PART != 0
}

/// Has the CONS with this header been an environment's first cell with locals, in whatever epoch?
#[inline(always)]
pub const fn had_locals(header: Word) -> bool {
    header.0 >> KIND & 0xF >= NoteKind::One as u64
}

/// The header of a CONS with a note that does not hold any more; nothing depends on it.
#[inline(always)]
pub const fn outdated(header: Word, size: WordSize) -> Word {
    let (shift, _) = epoch_field(size);
    Word(header.0 & !PART | (last_epoch(size) as u64) << shift)
}

/// Has the CONS with this header a note, of whatever epoch, or does something depend on it?
#[inline(always)]
pub const fn is_bare(header: Word) -> bool {
    bare(header).0 == header.0
}

/// A header without what is noted in it.
pub const fn without(header: Word, size: WordSize) -> Word {
    if is_type(header, Type::Cons) {
        bare(header)
    } else if is_type(header, Type::SymbolObject) {
        Word(header.0 & !(CALLABLE | PINNED | VOLATILE | BOUND))
    } else if is_type(header, Type::Function) {
        with_arity(header, 0, 0, size)
    } else {
        header
    }
}

/// Has the CONS with this header a fourth word?
#[inline(always)]
pub const fn has_note(header: Word) -> bool {
    header.0 >> KIND & 0xF != 0
}

/// Is anything noted of what the function cell of the SYMBOL_OBJECT with this header holds?
#[inline(always)]
pub const fn is_marked(header: Word) -> bool {
    header.0 & (CALLABLE | PINNED) != 0
}

/// The header of a SYMBOL_OBJECT whose function cell is stored into.
#[inline(always)]
pub const fn replaced(header: Word) -> Word {
    let volatile = if header.0 & PINNED != 0 { VOLATILE } else { 0 };
    Word(header.0 & !(CALLABLE | PINNED) | volatile)
}

/// Does a first binding of the variable whose SYMBOL_OBJECT has this header end what notes depend on? Where
/// operators are variables, a binding hides the function.
#[inline(always)]
pub fn binding_hides(header: Word, namespace: Namespace) -> bool {
    namespace == Namespace::Lisp1 && header.0 & PINNED != 0
}

/// The header of a FUNCTION with so many plain parameters, 1 to 3, as found in an epoch; with 0 nothing is
/// known of them.
#[inline(always)]
pub const fn with_arity(header: Word, parameters: u32, epoch: u32, size: WordSize) -> Word {
    let (shift, bits) = arity_epoch_field(size);
    let kept = header.0 & !(3 << KIND | ((1 << bits) - 1) << shift);
    Word(kept | (parameters as u64) << KIND | (epoch as u64) << shift)
}

/// The innermost local variables, as registers hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Scope {
    /// The parameter list that they belong to; NIL if they are looked up in the environment only.
    pub parameters: Word,
    /// The value of the first.
    pub local0: Word,
    /// The value of the second.
    pub local1: Word,
    /// The value of the third.
    pub local2: Word,
    /// How many there are.
    pub locals: u32,
    /// They are in registers only: the environment is the one around them.
    pub pending: bool,
    /// They are in the environment only, if it has any.
    pub stale: bool,
    /// The epoch of notes.
    pub epoch: u32,
    /// Programs have written into environments, or code: any variable may be bound.
    pub open: bool,
}

impl Scope {
    /// No locals are known: all names are looked up in the environment.
    #[inline(always)]
    pub fn forget(&mut self) {
        self.parameters = crate::word::NIL;
        self.pending = false;
        self.stale = false;
    }

    /// Sets a local variable, from 0.
    #[inline(always)]
    pub fn set(&mut self, number: u32, value: Word) {
        match number {
            0 => self.local0 = value,
            1 => self.local1 = value,
            _ => self.local2 = value,
        }
    }

    /// A local variable's value, from 0.
    #[inline(always)]
    pub const fn local(&self, number: u32) -> Word {
        match number {
            0 => self.local0,
            1 => self.local1,
            _ => self.local2,
        }
    }
}

/// What can be done with an operand, as its cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// This is its value.
    Value(Word),
    /// It is a combination, which is evaluated under a frame.
    Held,
    /// The locals are to be loaded first.
    Load,
    /// The same, for a look at a variable that is none of them.
    LoadOuter,
    /// It is to be noted first.
    Note,
    /// It is a combination that is computed.
    Compute,
    /// It is a variable that is none of the locals.
    Outer,
    /// It is a variable that is bound nowhere, as far as is known; this is its SYMBOL_OBJECT.
    Global(Word),
    /// It is evaluated, without anything known of it.
    Eval,
}

/// What a unit sees of notes: how to read them, and the locals that they speak of.
#[derive(Debug, Clone, Copy)]
pub struct Notes<'a> {
    /// The locals, and the epoch.
    pub scope: &'a Scope,
    /// A strap: the width of words.
    pub size: WordSize,
    /// A strap: code is evaluated quickly.
    pub quick: bool,
}

impl<'a> Notes<'a> {
    /// As a unit sees them.
    #[inline(always)]
    pub const fn new(scope: &'a Scope, size: WordSize, quick: bool) -> Notes<'a> {
        Notes { scope, size, quick }
    }

    /// Are notes made and used? In the last epoch there are none.
    #[inline(always)]
    pub const fn on(&self) -> bool {
        self.quick && self.scope.epoch < last_epoch(self.size)
    }

    /// The note in a CONS with this header; [`NoteKind::Plain`] where there are none.
    #[inline(always)]
    pub fn of(&self, header: Word) -> NoteKind {
        if !self.on() {
            return NoteKind::Plain;
        }
        let (shift, bits) = epoch_field(self.size);
        if header.low() >> shift & ((1 << bits) - 1) != self.scope.epoch {
            return NoteKind::None;
        }
        NoteKind::from_number(header.low() >> KIND & 0xF).unwrap_or(NoteKind::None)
    }

    /// Is a cell, whose words these are, noted as one of a parameter list? Its symbol's object then says
    /// that it may be bound.
    #[inline(always)]
    pub fn names_a_parameter(&self, &[header, _, _, note]: &[Word; 4]) -> bool {
        self.of(header) == NoteKind::Plain && note.is_immediate()
    }

    /// How many plain parameters the FUNCTION with this header has, 1 to 3, as is noted in it; 0 if that
    /// is not known.
    #[inline(always)]
    pub const fn arity(&self, header: Word) -> u32 {
        let (shift, bits) = arity_epoch_field(self.size);
        let found_now = header.low() >> shift & ((1 << bits) - 1) == self.scope.epoch;
        if self.on() && found_now { header.low() >> KIND & 3 } else { 0 }
    }

    /// The header of a FUNCTION with so many plain parameters, as found in this epoch.
    #[inline(always)]
    pub const fn with_arity(&self, header: Word, parameters: u32) -> Word {
        with_arity(header, parameters, self.scope.epoch, self.size)
    }

    /// The header of a cell of an environment. With notes something depends on it: that names which are not
    /// among the parameters of any function are global.
    #[inline(always)]
    pub const fn environment_header(&self) -> Word {
        if self.on() { part(CONS_HEADER) } else { CONS_HEADER }
    }

    /// The header and the last word of a cell that may be the first of an environment. With notes it has the
    /// note of one with locals, which holds in no epoch: an inner definition changes it, and no note depends
    /// on it for that.
    #[inline(always)]
    pub fn first_cell(&self, pair: Word, environment: Word) -> ([Word; 4], usize) {
        if !self.on() {
            return ([CONS_HEADER, pair, environment, NIL], 3);
        }
        let header = outdated(self.noted(CONS_HEADER, NoteKind::One), self.size);
        ([header, pair, environment, NIL], 4)
    }

    /// The header of a CONS with a note of this epoch.
    #[inline(always)]
    pub fn noted(&self, header: Word, note: NoteKind) -> Word {
        noted(header, note, self.scope.epoch, self.size)
    }

    /// Are the locals in registers those of this parameter list?
    #[inline(always)]
    pub fn guards(&self, parameters: Word) -> bool {
        !self.scope.stale && parameters == self.scope.parameters && !parameters.is_nil()
    }

    /// The value of a local variable with a note, from [`NoteKind::First`] on. One without a value is left
    /// to the search by name, which traps.
    #[inline(always)]
    fn local(&self, note: NoteKind, parameters: Word) -> Option<Word> {
        if !self.guards(parameters) {
            return None;
        }
        self.value(note as u32 - NoteKind::First as u32)
    }

    /// The value of a local variable, from 0, if it has one.
    #[inline(always)]
    pub fn value(&self, number: u32) -> Option<Word> {
        let value = self.scope.local(number);
        (value != fixed::UNBOUND).then_some(value)
    }

    /// What the cell of an operand, whose words these are, says that can be done with it.
    #[inline(always)]
    pub fn look(&self, &[header, expr, _, note]: &[Word; 4]) -> Look {
        if !expr.is_pointer() {
            return Look::Value(expr);
        }
        let kind = self.of(header);
        match kind {
            NoteKind::Constant => Look::Value(note),
            NoteKind::Combination => Look::Held,
            NoteKind::Global => Look::Global(note),
            NoteKind::Outer if self.scope.stale => Look::LoadOuter,
            NoteKind::Outer if self.guards(note) => Look::Outer,
            NoteKind::None
            | NoteKind::First
            | NoteKind::Second
            | NoteKind::Third
            | NoteKind::Inline
                if self.scope.stale =>
            {
                Look::Load
            }
            NoteKind::None => Look::Note,
            NoteKind::First | NoteKind::Second | NoteKind::Third => {
                self.local(kind, note).map_or(Look::Eval, Look::Value)
            }
            NoteKind::Inline if self.guards(note) => Look::Compute,
            _ => Look::Eval,
        }
    }

    /// What a combination, whose first cell's words these are, notes of how it is computed.
    #[inline(always)]
    pub fn computed(&self, &[header, _, _, note]: &[Word; 4]) -> Computed {
        if self.of(header) != NoteKind::Computed {
            return Computed::No;
        }
        match unpack(note, self.size) {
            (SIMPLE, operation, _) => {
                Operation::from_number(operation).map_or(Computed::No, Computed::Inline)
            }
            (operation, a, b) => {
                let (a_bits, b_bits) = operand_bits(self.size);
                let operands = [Operand::of_field(a, a_bits), Operand::of_field(b, b_bits)];
                self.compute(operation, operands).map_or(Computed::No, Computed::Value)
            }
        }
    }

    /// The operation that a combination, whose first cell's words these are, notes with its operands.
    pub fn noted_operation(&self, &[header, _, _, note]: &[Word; 4]) -> Option<Operation> {
        if self.of(header) != NoteKind::Computed {
            return None;
        }
        let (operation, ..) = unpack(note, self.size);
        Operation::from_number(operation)
    }

    /// What a note says is to be computed, of immediates; without a value where it is not that easy.
    #[inline(always)]
    fn compute(&self, operation: u32, [a, b]: [Operand; 2]) -> Option<Word> {
        let operation = Operation::from_number(operation)?;
        let a = self.operand(a)?;
        let b = if operation.operands() == 2 { self.operand(b)? } else { NIL };
        self.apply(operation, a, b)
    }

    /// An operation on one or two words, `b` being none of them if it takes one; without a value where it
    /// is not that easy.
    #[inline(always)]
    pub fn apply(&self, operation: Operation, a: Word, b: Word) -> Option<Word> {
        match operation {
            Operation::Not => return Some(fixed::boolean(!fixed::is_true(a))),
            Operation::IsNull => return Some(fixed::boolean(a.is_nil())),
            Operation::Eq => return Some(fixed::boolean(a == b)),
            _ if !a.is_immediate() || !b.is_immediate() => return None,
            _ => {}
        }
        let (a, b) = (self.size.integer(a), self.size.integer(b));
        let truth = match operation {
            Operation::Add => return self.size.immediate(a.checked_add(b)?),
            Operation::Subtract => return self.size.immediate(a.checked_sub(b)?),
            Operation::Less => a < b,
            Operation::Greater => a > b,
            Operation::LessEqual => a <= b,
            Operation::GreaterEqual => a >= b,
            Operation::Equal => a == b,
            _ => return None,
        };
        Some(fixed::boolean(truth))
    }

    #[inline(always)]
    fn operand(&self, operand: Operand) -> Option<Word> {
        match operand {
            Operand::Integer(value) => self.size.immediate(value),
            Operand::Local(number) => self.value(number),
        }
    }
}

numbered! {
    /// What is computed without a frame.
    pub enum Operation {
        /// The sum of two immediates.
        Add,
        /// Their difference.
        Subtract,
        /// Are they equal?
        Equal,
        /// Is the first less?
        Less,
        /// Is it greater?
        Greater,
        /// Is it not greater?
        LessEqual,
        /// Is it not less?
        GreaterEqual,
        /// Are two words the same?
        Eq,
        /// Is a word NIL?
        IsNull,
        /// Is it false?
        Not,
        /// The car of a CONS.
        Car,
        /// Its cdr.
        Cdr,
        /// Is an object a CONS?
        IsPair,
        /// An element of a VECTOR.
        VectorRef,
    }
}

impl Operation {
    /// What a primitive does, if it is one of these.
    #[inline(always)]
    pub const fn of(opcode: Opcode) -> Option<Operation> {
        Some(match opcode {
            Opcode::Add => Operation::Add,
            Opcode::Subtract => Operation::Subtract,
            Opcode::Equal => Operation::Equal,
            Opcode::Less => Operation::Less,
            Opcode::Greater => Operation::Greater,
            Opcode::LessEqual => Operation::LessEqual,
            Opcode::GreaterEqual => Operation::GreaterEqual,
            Opcode::Eq => Operation::Eq,
            Opcode::IsNull => Operation::IsNull,
            Opcode::Not => Operation::Not,
            Opcode::Car => Operation::Car,
            Opcode::Cdr => Operation::Cdr,
            Opcode::IsPair => Operation::IsPair,
            Opcode::VectorRef => Operation::VectorRef,
            _ => return None,
        })
    }

    /// How many operands it has: 1 or 2.
    #[inline(always)]
    pub const fn operands(self) -> u32 {
        let takes_one = matches!(
            self,
            Operation::IsNull
                | Operation::Not
                | Operation::Car
                | Operation::Cdr
                | Operation::IsPair
        );
        if takes_one { 1 } else { 2 }
    }

    /// Does it look into its first operand's object?
    #[inline(always)]
    pub const fn looks_into_object(self) -> bool {
        self as u32 >= Operation::Car as u32
    }
}

/// An operand of what is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// An immediate.
    Integer(i64),
    /// A local variable, from 0.
    Local(u32),
}

/// How a combination is computed without a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Computed {
    /// This is its value.
    Value(Word),
    /// The primitive is applied to what its operands' cells say.
    Inline(Operation),
    /// Not at all.
    No,
}

/// The width of the operation in what is computed.
pub const OPERATION_BITS: u32 = 4;
/// In the place of the operation: it stands in that of the first operand, and the operands' cells tell the
/// operands.
pub const SIMPLE: u32 = 15;

/// The widths of the first and the second operand in a note.
const fn operand_bits(size: WordSize) -> (u32, u32) {
    let bits = size.bits() - 1 - OPERATION_BITS;
    (bits / 2, bits - bits / 2)
}

impl Operand {
    /// As a field of so many bits: the highest says that it is a local variable. An integer may be too
    /// large.
    #[inline(always)]
    const fn field(self, bits: u32) -> Option<u32> {
        let sign = 1 << (bits - 1);
        match self {
            Operand::Local(number) => Some(sign | number),
            Operand::Integer(value) => {
                let half = sign as i64 / 2;
                if value < -half || value >= half { None } else { Some(value as u32 & (sign - 1)) }
            }
        }
    }

    #[inline(always)]
    const fn of_field(field: u32, bits: u32) -> Operand {
        let sign = 1 << (bits - 1);
        if field & sign != 0 {
            return Operand::Local(field & 3);
        }
        let unused = 33 - bits;
        Operand::Integer((((field << unused) as i32) >> unused) as i64)
    }
}

/// The note of [`NoteKind::Computed`], an immediate: from below the operation, the first operand, the second.
#[inline(always)]
pub const fn pack(operation: Operation, a: Operand, b: Operand, size: WordSize) -> Option<Word> {
    let (a_bits, b_bits) = operand_bits(size);
    match (a.field(a_bits), b.field(b_bits)) {
        (Some(a), Some(b)) => {
            let fields = operation as u64
                | (a as u64) << OPERATION_BITS
                | (b as u64) << (OPERATION_BITS + a_bits);
            Some(Word(fields << 1 | 1))
        }
        _ => None,
    }
}

/// The note of [`NoteKind::Computed`] of a primitive whose operands' cells tell the operands.
#[inline(always)]
pub const fn pack_simple(operation: Operation) -> Word {
    Word::small(SIMPLE | (operation as u32) << OPERATION_BITS)
}

/// The fields of the note of [`NoteKind::Computed`].
#[inline(always)]
const fn unpack(note: Word, size: WordSize) -> (u32, u32, u32) {
    let (a_bits, b_bits) = operand_bits(size);
    let fields = note.0 >> 1;
    (
        fields as u32 & ((1 << OPERATION_BITS) - 1),
        (fields >> OPERATION_BITS) as u32 & ((1 << a_bits) - 1),
        (fields >> (OPERATION_BITS + a_bits)) as u32 & ((1 << b_bits) - 1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_keeps_its_note_and_what_else_it_says() {
        for size in WordSize::ALL {
            for note in NoteKind::ALL {
                for epoch in 0..last_epoch(size) {
                    let scope = Scope { epoch, ..Scope::default() };
                    let notes = Notes::new(&scope, size, true);
                    let marked = Word(CONS_HEADER.0 | 0x100);
                    let header = notes.noted(part(marked), note);
                    assert_eq!(notes.of(header), note);
                    assert_eq!(has_note(header), note != NoteKind::None);
                    assert!(is_part(header) && header.0 <= size.mask());
                    assert_eq!(bare(header), marked);
                    let other = Scope { epoch: (epoch + 1) % last_epoch(size), ..scope };
                    assert_eq!(Notes::new(&other, size, true).of(header), NoteKind::None);
                }
            }
        }
    }

    #[test]
    fn what_is_computed_is_unpacked_as_it_was_packed() {
        for size in WordSize::ALL {
            let (a_bits, b_bits) = operand_bits(size);
            let ends = |bits: u32| {
                let half = 1 << (bits - 2);
                [-half, -1, 0, 1, half - 1].map(Operand::Integer)
            };
            let locals = [0, 1, 2].map(Operand::Local);
            for operation in Operation::ALL {
                for a in ends(a_bits).into_iter().chain(locals) {
                    for b in ends(b_bits).into_iter().chain(locals) {
                        let note = pack(operation, a, b, size).expect("it fits");
                        assert!(note.is_immediate() && note.0 <= size.mask());
                        let (number, a_field, b_field) = unpack(note, size);
                        assert_eq!(number, operation as u32);
                        assert_eq!(Operand::of_field(a_field, a_bits), a);
                        assert_eq!(Operand::of_field(b_field, b_bits), b);
                    }
                }
            }
            let large = Operand::Integer(1 << (a_bits - 2));
            assert_eq!(pack(Operation::Add, large, Operand::Integer(0), size), None);
        }
    }
}
