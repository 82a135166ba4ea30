//! The checks of the indices, and where a primitive begins.

use super::{Digits, Inputs, State, goes_down, index};
use crate::ports::{Command, Operands};
use crate::primitives::{Fault, Opcode};
use crate::word::{Raw, Word};

impl Digits {
    /// Checks the indices, and begins.
    pub(super) fn bounds(&mut self, op: Opcode, inputs: &Inputs) -> Result<Command, Command> {
        use Opcode::*;
        let Operands { y, z, .. } = *inputs.operands;
        let size = inputs.size;
        let (x_count, y_count, z_count) = (self.x_count, self.y_count, self.z_count);
        let check = |fits: bool, culprit: Word| {
            if fits { Ok(()) } else { Err(Command::trap(Fault::BadIndex, culprit)) }
        };
        let number = |value: u64| size.raw((value as i64) << 1 | 1);
        let third = match op {
            DigitsAdd | DigitsSubtract | DigitsCopy | DigitsMultiply | DigitsDivide => {
                index(z, size)?
            }
            DigitsShift if !z.is_immediate() => return Err(Command::trap(Fault::WrongType, z)),
            _ => 0,
        };
        let position = match op {
            DigitsAdd | DigitsSubtract | DigitsCopy => third,
            DigitsMultiplyAdd | DigitsMultiplySubtract | DigitsEstimate => self.position,
            _ => 0,
        };
        // Of two counts or indices: it has no more bits than a word.
        let sum = u64::wrapping_add;
        match op {
            DigitsLoad => check(x_count > 0 || self.carry.is_nil(), y)?,
            DigitsAdd | DigitsSubtract => check(sum(position, y_count) <= x_count, z)?,
            DigitsCopy => {
                check(sum(position, self.end) <= x_count, z)?;
                check(sum(self.from, self.end) <= y_count, number(self.from))?;
            }
            DigitsMultiplyAdd | DigitsMultiplySubtract => {
                let fits = position < z_count && sum(position, y_count) < x_count;
                check(fits, number(position))?;
            }
            DigitsEstimate => {
                check(z_count >= 2, z)?;
                let fits = position < x_count && sum(position, z_count) < y_count;
                check(fits, number(position))?;
            }
            DigitsDivide if third == 0 => return Err(Command::trap(Fault::DivideByZero, y)),
            DigitsMultiply | DigitsDivide => check(y_count <= x_count, y)?,
            _ => {}
        }
        let goes_down = goes_down(op, z, size);
        self.position = position;
        self.end = match op {
            DigitsCopy => self.end,
            DigitsCompare => x_count.max(y_count),
            _ => x_count.wrapping_sub(position),
        };
        self.index = match op {
            _ if !goes_down => 0,
            // With the row that the lowest digit above the end comes from.
            DigitsShift => sum(self.end & !3, 4),
            _ => sum(self.end, 3) & !3,
        };
        if op == DigitsShift {
            let bits = i64::from(size.bits());
            let by = size.integer(z);
            self.distance = by.rem_euclid(bits) as u32;
            self.from = size.raw(-by.div_euclid(bits) - i64::from(goes_down)).0;
        } else if op != DigitsCopy {
            self.from = 0;
        }
        if !matches!(op, DigitsLoad | DigitsMultiply) {
            self.carry = Raw(0);
        }
        self.factor = Raw(third);
        self.lost = false;
        Ok(match op {
            DigitsLoad => self.go(State::Sign),
            DigitsMultiplyAdd | DigitsMultiplySubtract => {
                self.digits(z, position, 1, State::Factor, size)
            }
            DigitsEstimate => {
                let first = sum(position, z_count).wrapping_sub(2);
                self.digits(y, first, 3, State::Dividend, size)
            }
            DigitsShift if !goes_down => self.go(State::Lost),
            _ => self.go(State::Row),
        })
    }
}
