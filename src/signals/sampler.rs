//! Samples the registers of cycles that follow each other: only those that can have changed.
//!
//! A unit's registers change in its own cycles and when it is given the token, with the exceptions
//! that [`changing`] names. An idle unit so costs nothing. Whoever samples says when a run begins or
//! cycles have been missed: everything is sampled then.

use super::{REGISTERS, SIGNALS, Values, sample_range};
use crate::machine::Machine;
use crate::ports::Unit;

/// Signals in a row.
pub const ROW: usize = 16;

/// A bit for each row of [`SIGNALS`], from the first.
pub type Rows = u16;

/// All rows.
pub const ALL_ROWS: Rows = Rows::MAX;

const _: () = assert!(SIGNALS.len() <= ROW * Rows::BITS as usize, "there is a bit for each row");

/// A bit for each of [`SCOPES`].
type Scopes = u16;

macro_rules! scopes {
    ($($bit:literal $name:ident $scope:literal;)+) => {
        $(const $name: Scopes = 1 << $bit;)+

        /// The units that have registers.
        const SCOPES: &[&str] = &[$($scope),+];

        /// Reads the registers of some units; answers with their rows.
        #[inline(always)]
        fn sample(scopes: Scopes, machine: &Machine, values: &mut Values) -> Rows {
            let mut rows = 0;
            $(
                if scopes & $name != 0 {
                    const FROM: usize = first($scope);
                    const TO: usize = first($scope) + count($scope);
                    sample_range::<FROM, TO>(machine, values);
                    rows |= const { rows_of(FROM, TO) };
                }
            )+
            rows
        }
    };
}

scopes! {
    0 ARBITER "arbiter";
    1 EVAL "eval";
    2 FETCH_OBJECT "fetch_object";
    3 EVAL_ARGS "eval_args";
    4 APPLY "apply";
    5 PRIMITIVE "primitive";
    6 SPECIAL "special";
    7 DEFINE "define";
    8 CLINK "clink";
    9 ALU "alu";
    10 TRAP "trap";
    11 SWEEPER "sweeper";
    12 CONSOLE "console";
    13 MEMORY "memory";
}

/// All of them.
const ALL: Scopes = (1 << SCOPES.len()) - 1;

/// Those whose registers others change: the environment, the top frame, the allocator; and those
/// that the host changes between cycles.
const SHARED: Scopes = ARBITER | EVAL | CLINK | CONSOLE | MEMORY;

/// The registers of the unit itself.
const fn own(unit: Unit) -> Scopes {
    match unit {
        Unit::Halted => 0,
        Unit::Eval => EVAL,
        Unit::FetchObject => FETCH_OBJECT,
        Unit::EvalArgs => EVAL_ARGS,
        Unit::Apply => APPLY,
        Unit::Primitive => PRIMITIVE,
        Unit::Special => SPECIAL,
        Unit::Define => DEFINE,
        Unit::Clink => CLINK,
        Unit::Alu => ALU,
        Unit::Trap => TRAP,
        Unit::Sweeper => SWEEPER,
    }
}

/// Whose registers can change in a cycle of `before`, after which `after` holds the token.
const fn changing(before: Unit, after: Unit) -> Scopes {
    let others = match (before, after) {
        // Roots, and at the end of a collection what becomes of the trap.
        (Unit::Sweeper, _) => ALL,
        // A number for the ALU, and a new trap vector.
        (Unit::Apply, _) => ALU | TRAP,
        // A fault in an argument, whose operands are saved before the trap.
        (_, Unit::EvalArgs) => TRAP,
        // An application that is not of the argument being evaluated.
        (_, Unit::Apply) => EVAL_ARGS,
        // The reserve is handed out.
        (Unit::Trap, _) => SWEEPER,
        _ => 0,
    };
    SHARED | own(before) | own(after) | others
}

/// [`changing`], by the units' numbers.
static CHANGING: [[Scopes; UNITS.len()]; UNITS.len()] = {
    let mut table = [[0; UNITS.len()]; UNITS.len()];
    let mut at = 0;
    while at < UNITS.len() * UNITS.len() {
        let (before, after) = (at / UNITS.len(), at % UNITS.len());
        table[before][after] = changing(UNITS[before], UNITS[after]);
        at += 1;
    }
    table
};

/// The units in the order of their numbers.
const UNITS: [Unit; Unit::NAMES.len()] = [
    Unit::Halted,
    Unit::Eval,
    Unit::FetchObject,
    Unit::EvalArgs,
    Unit::Apply,
    Unit::Primitive,
    Unit::Special,
    Unit::Define,
    Unit::Clink,
    Unit::Alu,
    Unit::Trap,
    Unit::Sweeper,
];

/// Where a unit's registers begin in [`SIGNALS`].
const fn first(scope: &str) -> usize {
    let mut at = 0;
    while at < REGISTERS && !is_same(SIGNALS[at].scope, scope) {
        at += 1;
    }
    at
}

/// How many registers it has: they stand side by side.
const fn count(scope: &str) -> usize {
    let mut end = first(scope);
    while end < REGISTERS && is_same(SIGNALS[end].scope, scope) {
        end += 1;
    }
    end - first(scope)
}

/// The rows of the signals from a position up to another.
const fn rows_of(from: usize, to: usize) -> Rows {
    (ALL_ROWS << (from / ROW)) & (ALL_ROWS >> (Rows::BITS as usize - to.div_ceil(ROW)))
}

const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

const _: () = {
    let (mut all, mut at) = (0, 0);
    while at < SCOPES.len() {
        all += count(SCOPES[at]);
        at += 1;
    }
    assert!(all == REGISTERS, "every register is one of a unit's, side by side");
};

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
        let scopes = match self.owner.replace(owner) {
            Some(before) => CHANGING[before as usize][owner as usize],
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
