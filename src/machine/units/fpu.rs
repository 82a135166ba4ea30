//! fpu: arithmetic on floats.
//!
//! Role: an operation on one or two numbers of IEEE 754 binary64, as their 64 bits. It has the token
//! for a number of cycles that only the operation decides: subnormals, infinities and NaN take as long
//! as other numbers.
//!
//! Results are rounded to nearest, ties to even. Every NaN that it makes is [`NAN`], whatever NaN it
//! is made of. A NaN is unordered: no comparison with one holds. There are no exceptions and no flags,
//! but that of `Truncate`.
//!
//! States: see its table. Not modelled: the registers between operands and result, from significands to
//! the bits of a quotient. What comes of them is what IEEE 754 says, and so what the host's
//! arithmetic says: its sums, differences, products, quotients and roots are exact in that sense.

pub use super::tables::fpu::{Fpu, State};

use serde::{Deserialize, Serialize};

use crate::numbered::numbered;
use crate::ports::Side;

numbered! {
    /// What the unit computes.
    pub enum Operation {
        /// `a` + `b`.
        Add,
        /// `a` - `b`.
        Subtract,
        /// `a` * `b`.
        Multiply,
        /// `a` / `b`.
        Divide,
        /// The square root of `a`.
        SquareRoot,
        /// 1 if `a` < `b`, else 0.
        Less,
        /// 1 if `a` <= `b`, else 0.
        LessEqual,
        /// 1 if `a` = `b`, else 0. The zeros are equal.
        Equal,
        /// 1 if `a` > `b`, else 0.
        Greater,
        /// 1 if `a` >= `b`, else 0.
        GreaterEqual,
        /// The float nearest to `a`, a signed integer of 64 bits.
        FromInteger,
        /// `a` without its fraction, as a signed integer of 64 bits; `invalid` if it is none.
        Truncate,
        /// The greatest integer that is not above `a`, as a float.
        Floor,
        /// The least integer that is not below `a`, as a float.
        Ceiling,
        /// The integer nearest to `a`, of two the even one, as a float.
        Round,
    }
}

/// The NaN that results are.
pub const NAN: u64 = 0x7FF8_0000_0000_0000;

/// Bits of a quotient or a root that are found in all, and in a cycle.
pub const DIGITS: u32 = 56;
/// Those of one cycle.
pub const DIGITS_AT_ONCE: u32 = 4;

/// 64 bits, which the list of signals has as two halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[repr(transparent)]
pub struct Double(pub u64);

impl Double {
    /// The upper 32 bits.
    #[inline(always)]
    pub const fn high(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The lower 32 bits.
    #[inline(always)]
    pub const fn low(self) -> u32 {
        self.0 as u32
    }
}

impl Operation {
    /// Cycles from the one after the operands' to that at whose end the result stands in its register.
    pub const fn cycles(self) -> u32 {
        match self {
            Operation::Less
            | Operation::LessEqual
            | Operation::Equal
            | Operation::Greater
            | Operation::GreaterEqual => 1,
            Operation::Truncate => 2,
            Operation::FromInteger => 3,
            Operation::Add
            | Operation::Subtract
            | Operation::Multiply
            | Operation::Floor
            | Operation::Ceiling
            | Operation::Round => 4,
            Operation::Divide | Operation::SquareRoot => 4 + DIGITS / DIGITS_AT_ONCE,
        }
    }
}

impl Fpu {
    /// Loads an operand at the clock edge.
    pub fn load(&mut self, side: Side, bits: u64) {
        match side {
            Side::A => self.a = Double(bits),
            Side::B => self.b = Double(bits),
        }
    }

    /// Takes an operation on the operands that have been loaded at the clock edge. One of a single
    /// operand does not look at `b`.
    pub fn start(&mut self, operation: Operation) {
        self.operation = operation;
        self.state = State::Unpack;
    }

    /// One cycle with the token; true in the last, at whose end `result` has the result.
    #[inline]
    pub fn step(&mut self) -> bool {
        match self.state {
            State::Unpack => {
                self.state = match self.operation {
                    Operation::Add | Operation::Subtract => State::Align,
                    Operation::Multiply => State::Product,
                    Operation::Divide | Operation::SquareRoot => State::Prepare,
                    Operation::FromInteger => State::Normalize,
                    Operation::Truncate
                    | Operation::Floor
                    | Operation::Ceiling
                    | Operation::Round => State::Integral,
                    Operation::Less
                    | Operation::LessEqual
                    | Operation::Equal
                    | Operation::Greater
                    | Operation::GreaterEqual => return self.finish(),
                };
            }
            State::Prepare => {
                self.count = DIGITS / DIGITS_AT_ONCE;
                self.state = State::Recur;
            }
            State::Recur => {
                self.count = self.count.wrapping_sub(1) & 0xF;
                if self.count == 0 {
                    self.state = State::Normalize;
                }
            }
            State::Integral if self.operation == Operation::Truncate => return self.finish(),
            State::Align | State::Product | State::Integral => self.state = State::Normalize,
            State::Normalize => self.state = State::Pack,
            State::Pack => return self.finish(),
        }
        false
    }

    /// The last cycle.
    fn finish(&mut self) -> bool {
        self.state = State::Unpack;
        let (a, b) = (f64::from_bits(self.a.0), f64::from_bits(self.b.0));
        self.result = Double(match self.operation {
            Operation::Add => float(a + b),
            Operation::Subtract => float(a - b),
            Operation::Multiply => float(a * b),
            Operation::Divide => float(a / b),
            Operation::SquareRoot => float(a.sqrt()),
            Operation::Less => (a < b).into(),
            Operation::LessEqual => (a <= b).into(),
            Operation::Equal => (a == b).into(),
            Operation::Greater => (a > b).into(),
            Operation::GreaterEqual => (a >= b).into(),
            Operation::FromInteger => float(self.a.0 as i64 as f64),
            Operation::Truncate => {
                // 2^63, the first float above the integers of 64 bits; the least of them is a float.
                let end = -(i64::MIN as f64);
                self.invalid = !(-end <= a && a < end);
                if self.invalid { 0 } else { a as i64 as u64 }
            }
            Operation::Floor => float(a.floor()),
            Operation::Ceiling => float(a.ceil()),
            Operation::Round => float(a.round_ties_even()),
        });
        true
    }
}

/// The bits of a result.
#[inline]
fn float(value: f64) -> u64 {
    if value.is_nan() { NAN } else { value.to_bits() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result, the flag, and the cycles that they take.
    fn run(operation: Operation, a: u64, b: u64) -> (u64, bool, u32) {
        let mut fpu = Fpu { result: Double(u64::MAX), ..Fpu::default() };
        fpu.load(Side::A, a);
        fpu.load(Side::B, b);
        fpu.start(operation);
        let mut cycles = 1;
        while !fpu.step() {
            cycles += 1;
        }
        assert_eq!(fpu.state, State::Unpack);
        (fpu.result.0, fpu.invalid, cycles)
    }

    fn of(operation: Operation, a: f64, b: f64) -> u64 {
        run(operation, a.to_bits(), b.to_bits()).0
    }

    #[test]
    fn an_operation_takes_as_many_cycles_as_it_says() {
        for operation in Operation::ALL {
            for value in [0, 1, f64::INFINITY.to_bits(), u64::MAX, 3.5f64.to_bits()] {
                assert_eq!(run(operation, value, value).2, operation.cycles(), "{operation:?}");
            }
        }
        assert_eq!([Operation::Add, Operation::Multiply].map(Operation::cycles), [4, 4]);
        assert_eq!([Operation::Divide, Operation::SquareRoot].map(Operation::cycles), [18, 18]);
    }

    #[test]
    fn every_nan_is_the_same() {
        let signalling = 0xFFF0_0000_0000_0001;
        let payload = 0x7FF8_0000_0000_1234;
        use Operation::{Add, Ceiling, Divide, Floor, Multiply, Round, SquareRoot, Subtract};
        for operation in [Add, Subtract, Multiply, Divide, SquareRoot, Floor, Ceiling, Round] {
            assert_eq!(run(operation, signalling, 0).0, NAN, "{operation:?}");
            assert_eq!(run(operation, payload, payload).0, NAN, "{operation:?}");
        }
        use Operation::{Equal, Greater, GreaterEqual, Less, LessEqual};
        for operation in [Less, LessEqual, Equal, Greater, GreaterEqual] {
            assert_eq!(run(operation, payload, payload).0, 0, "{operation:?}");
        }
        assert_eq!(of(Subtract, f64::INFINITY, f64::INFINITY), NAN);
        assert_eq!(of(Multiply, f64::INFINITY, 0.0), NAN);
        assert_eq!(of(Divide, 0.0, -0.0), NAN);
        assert_eq!(of(SquareRoot, -1.0, 0.0), NAN);
    }

    #[test]
    fn zeros_have_signs() {
        let minus_zero = (-0.0f64).to_bits();
        assert_eq!(of(Operation::Add, -0.0, -0.0), minus_zero);
        assert_eq!(of(Operation::Add, -0.0, 0.0), 0);
        assert_eq!(of(Operation::Subtract, 7.0, 7.0), 0);
        assert_eq!(of(Operation::Multiply, -1e-200, 1e-200), minus_zero);
        assert_eq!(of(Operation::SquareRoot, -0.0, 0.0), minus_zero);
        assert_eq!(of(Operation::Ceiling, -0.5, 0.0), minus_zero);
        assert_eq!(of(Operation::Equal, -0.0, 0.0), 1);
        assert_eq!(of(Operation::Less, -0.0, 0.0), 0);
        assert_eq!(of(Operation::LessEqual, 0.0, -0.0), 1);
        assert_eq!(of(Operation::GreaterEqual, -0.0, 0.0), 1);
        assert_eq!(of(Operation::Greater, 0.0, -0.0), 0);
    }

    #[test]
    fn integers_come_and_go() {
        let from = |value: i64| run(Operation::FromInteger, value as u64, 0).0;
        let truncated = |value: f64| {
            let (result, invalid, _) = run(Operation::Truncate, value.to_bits(), 0);
            (result as i64, invalid)
        };
        assert_eq!(from(-3), (-3.0f64).to_bits());
        assert_eq!(from((1 << 53) + 1), ((1i64 << 53) as f64).to_bits());
        assert_eq!(from((1 << 53) + 3), ((1i64 << 53) as f64 + 4.0).to_bits());
        assert_eq!(from(i64::MAX), (i64::MAX as f64).to_bits());
        assert_eq!(truncated(-2.9), (-2, false));
        assert_eq!(truncated(5e-324), (0, false));
        assert_eq!(truncated(i64::MIN as f64), (i64::MIN, false));
        assert_eq!(truncated(i64::MAX as f64), (0, true));
        assert_eq!(truncated((i64::MIN as f64).next_down()), (0, true));
        assert_eq!(truncated(f64::NAN), (0, true));
        assert_eq!(of(Operation::Round, 2.5, 0.0), 2.0f64.to_bits());
        assert_eq!(of(Operation::Round, -3.5, 0.0), (-4.0f64).to_bits());
        assert_eq!(of(Operation::Floor, -0.5, 0.0), (-1.0f64).to_bits());
    }
}
