//! Samples the registers of cycles that follow each other: only those that can have changed.
//!
//! A unit's registers change in its own cycles and when it is given the token, with the exceptions
//! that [`changing`] names. An idle unit so costs nothing. Whoever samples says when a run begins or
//! cycles have been missed: everything is sampled then.

use super::{REGISTERS, SIGNALS, STATE, TABLES, UNITS, Values, state_number};
use crate::ports::Unit;
use crate::wiring::{Machine, Registers, with_units};

/// Signals in a row.
pub const ROW: usize = 16;

/// A bit for each row of [`SIGNALS`], from the first.
pub type Rows = u32;

/// All rows.
pub const ALL_ROWS: Rows = Rows::MAX;

const _: () = assert!(SIGNALS.len() <= ROW * Rows::BITS as usize, "there is a bit for each row");

/// A bit for each of [`TABLES`].
pub(super) type Scopes = u32;

/// All of them.
pub(super) const ALL: Scopes = (1 << TABLES.len()) - 1;

const ARBITER: Scopes = 1;

/// The registers of the unit itself. Its number is that of its table; who has halted has none.
const fn own(unit: Unit) -> Scopes {
    match unit {
        Unit::Halted => 0,
        unit => 1 << unit as u32,
    }
}

/// Those that never hold the token: console and memory.
const OTHERS: Scopes = ALL & !((1 << Unit::ALL.len()) - 1);

/// Those whose registers others change: the environment, the words fetched, the top frame, the
/// allocator; and those that the host changes between cycles.
const SHARED: Scopes =
    ARBITER | own(Unit::Eval) | own(Unit::FetchObject) | own(Unit::Clink) | OTHERS;

/// Where the registers of each table begin in [`SIGNALS`], and where the last ones end.
const FIRST: [usize; TABLES.len() + 1] = {
    // The arbiter has the state besides.
    let mut first = [0; TABLES.len() + 1];
    first[1] = UNITS;
    let mut at = 1;
    while at < TABLES.len() {
        first[at + 1] = first[at] + TABLES[at].count();
        at += 1;
    }
    assert!(first[at] == REGISTERS, "every register is one of a unit's, side by side");
    first
};

macro_rules! define_sample {
    ($([$($unit:ident: $type:ident,)+])+) => {
        /// Reads the registers of some units; answers with their rows.
        #[inline(always)]
        pub(super) fn sample(scopes: Scopes, machine: &Machine, values: &mut Values) -> Rows {
            values[STATE] = state_number(machine).into();
            values[STATE + 1..UNITS].copy_from_slice(&machine.arbiter.sample());
            let mut rows = const { rows_of(STATE, UNITS) };
            let mut table = 1;
            $($(
                if scopes >> table & 1 != 0 {
                    values[FIRST[table]..FIRST[table + 1]].copy_from_slice(&machine.$unit.sample());
                    rows |= rows_of(FIRST[table], FIRST[table + 1]);
                }
                table += 1;
            )+)+
            debug_assert_eq!(table, TABLES.len());
            rows
        }
    };
}

with_units!(define_sample);

/// Whose registers can change in a cycle of `before`, after which `after` holds the token.
const fn changing(before: Unit, after: Unit) -> Scopes {
    let others = match (before, after) {
        // Roots, and at the end of a collection what becomes of the trap.
        (Unit::Sweeper, _) => ALL,
        // Numbers to compute with, and a new trap vector.
        (Unit::Apply, _) => own(Unit::Alu) | own(Unit::Fpu) | own(Unit::Trap),
        // A fault in an argument, whose operands are saved before the trap.
        (_, Unit::EvalArgs) => own(Unit::Trap),
        // An application that is not of the argument being evaluated.
        (_, Unit::Apply) => own(Unit::EvalArgs),
        // The reserve is handed out.
        (Unit::Trap, _) => own(Unit::Sweeper),
        _ => 0,
    };
    SHARED | own(before) | own(after) | others
}

/// [`changing`], by the units' numbers.
static CHANGING: [[Scopes; Unit::ALL.len()]; Unit::ALL.len()] = {
    let mut table = [[0; Unit::ALL.len()]; Unit::ALL.len()];
    let mut at = 0;
    while at < Unit::ALL.len() * Unit::ALL.len() {
        let (before, after) = (at / Unit::ALL.len(), at % Unit::ALL.len());
        table[before][after] = changing(Unit::ALL[before], Unit::ALL[after]);
        at += 1;
    }
    table
};

/// Can a register, by its position in [`SIGNALS`], change in the cycle between these two? What the token's
/// holders say; most that can do not.
pub fn may_change(signal: usize, before: &Registers, after: &Registers) -> bool {
    let table = FIRST.partition_point(|&first| first <= signal).saturating_sub(1);
    CHANGING[before.owner() as usize][after.asker() as usize] >> table & 1 != 0
}

/// The rows of the signals from a position up to another.
const fn rows_of(from: usize, to: usize) -> Rows {
    (ALL_ROWS << (from / ROW)) & (ALL_ROWS >> (Rows::BITS as usize - to.div_ceil(ROW)))
}

/// Samples registers at the beginnings of cycles.
#[derive(Debug, Default)]
pub struct Sampler {
    /// The unit that held the token in the cycle sampled last, if none has been missed since.
    owner: Option<Unit>,
}

impl Sampler {
    /// A run begins, or a cycle is not sampled: anything may have changed until the next is.
    #[inline(always)]
    pub fn forget(&mut self) {
        self.owner = None;
    }

    /// Brings the registers in `values` up to date, at the beginning of a cycle. They are those of
    /// the cycle before, unless it has been forgotten. Answers with the rows in which signals can
    /// differ from the cycle before; all lines can.
    #[inline(always)]
    pub fn sample(&mut self, machine: &Machine, values: &mut Values) -> Rows {
        let owner = machine.arbiter.owner;
        // Who waits for the words that are gathered has been given its work already.
        let after = if owner == Unit::FetchObject { machine.arbiter.back } else { owner };
        let scopes = match self.owner.replace(owner) {
            Some(before) => CHANGING[before as usize][after as usize],
            None => ALL,
        };
        let rows = sample(scopes, machine, values) | const { rows_of(REGISTERS, SIGNALS.len()) };
        debug_assert!(Sampler::is_right(machine, values), "a register has been overlooked");
        rows
    }

    /// Are the registers in `values` the machine's?
    fn is_right(machine: &Machine, values: &Values) -> bool {
        let mut all = *values;
        super::sample_registers(machine, &mut all);
        all == *values
    }
}
