//! A row of four digits: read, worked on, written.

use std::cmp::Ordering;

use super::arithmetic::{self, Row, ZEROS};
use super::{Digits, Inputs, State, digit_address, give, goes_down, reads_first};
use crate::ports::{Command, MemoryPort, Operands, Stall};
use crate::primitives::Opcode;
use crate::word::{NIL, Raw, Word, WordSize};

impl Digits {
    /// Four digits of a row, from `first` on: 0 outside of the row.
    fn within(&self, words: &Row, first: u64, count: u64, size: WordSize) -> Row {
        std::array::from_fn(|i| {
            let number = first.wrapping_add(i as u64) & size.mask();
            if number < count { words[i] } else { Word(0) }
        })
    }

    /// The row that has been read first, as it is in the words fetched.
    fn first_row(&self, op: Opcode, inputs: &Inputs) -> Row {
        let count = if reads_first(op) { self.x_count } else { self.y_count };
        let at = self.at(op, inputs.operands.z, inputs.size);
        self.within(inputs.fetched, self.from.wrapping_add(at), count, inputs.size)
    }

    pub(super) fn second_row(&mut self, op: Opcode, inputs: &Inputs) -> Command {
        use Opcode::*;
        let Operands { x, y, z, .. } = *inputs.operands;
        let size = inputs.size;
        self.row = self.first_row(op, inputs);
        let at = self.at(op, z, size);
        let place = self.position.wrapping_add(at);
        match op {
            DigitsMultiply => self.begin_product(size),
            DigitsDivide => {
                self.lane = self.last_lane(at);
                self.count = size.bits();
                self.go(State::QuotientBit)
            }
            DigitsMultiplyAdd | DigitsMultiplySubtract => {
                self.begin_product(size);
                self.digits(x, place, 4, State::DigitProduct, size)
            }
            DigitsCompare => self.digits(y, place, 4, State::Combine, size),
            DigitsAnd | DigitsOr | DigitsXor => self.digits(z, place, 4, State::Combine, size),
            _ => self.digits(x, place, 4, State::Combine, size),
        }
    }

    fn begin_product(&mut self, size: WordSize) -> Command {
        self.lane = 0;
        self.count = size.product_cycles();
        self.go(State::DigitProduct)
    }

    /// The last digit of the row that is written.
    fn last_lane(&self, at: u64) -> u32 {
        self.end.wrapping_sub(1).wrapping_sub(at).min(3) as u32
    }

    /// Computes a row and writes it, or looks at it.
    pub(super) fn combine(
        &mut self,
        op: Opcode,
        inputs: &Inputs,
        port: &mut impl MemoryPort,
    ) -> Result<Command, Stall> {
        use Opcode::*;
        let size = inputs.size;
        let z = inputs.operands.z;
        let at = self.at(op, z, size);
        let mut carry = self.carry;
        let row = match op {
            DigitsCount | DigitsInteger => {
                let row = self.first_row(op, inputs);
                let Some(lane) = row.iter().rposition(|digit| !digit.is_nil()) else {
                    self.index = at;
                    return Ok(self.go(State::Row));
                };
                let top = at as i64 + lane as i64 + 1;
                return Ok(match op {
                    DigitsCount => give(top, size),
                    _ if top > 1 => Command::Return { value: NIL },
                    _ => {
                        let value = i64::try_from(row[0].0).ok();
                        let value = value.map(|value| if self.negative { -value } else { value });
                        let value = value.and_then(|value| size.immediate(value));
                        Command::Return { value: value.unwrap_or(NIL) }
                    }
                });
            }
            DigitsCompare => {
                let other = self.within(inputs.fetched, at, self.y_count, size);
                let order = self.row.iter().rev().cmp(other.iter().rev());
                self.index = at;
                return Ok(match order {
                    Ordering::Less => give(-1, size),
                    Ordering::Equal => self.go(State::Row),
                    Ordering::Greater => give(1, size),
                });
            }
            DigitsCopy => *inputs.fetched,
            DigitsNot => inputs.fetched.map(|digit| Word(!digit.0 & size.mask())),
            DigitsLoad if at == 0 => [self.carry.word(), NIL, NIL, NIL],
            DigitsLoad => ZEROS,
            DigitsAnd | DigitsOr | DigitsXor => {
                let other = self.within(inputs.fetched, at, self.z_count, size);
                std::array::from_fn(|i| bitwise(op, self.row[i], other[i]))
            }
            DigitsShift => {
                let row = self.first_row(op, inputs);
                let distance = self.distance;
                let shifted = |upper, lower| arithmetic::funnel(upper, lower, distance, size);
                let [a, b, c, d] = row;
                let e = self.carry.word();
                if goes_down(op, z, size) {
                    carry = a.into();
                    [shifted(b, a), shifted(c, b), shifted(d, c), shifted(e, d)]
                } else {
                    carry = d.into();
                    [shifted(a, e), shifted(b, a), shifted(c, b), shifted(d, c)]
                }
            }
            _ => {
                let mut row = ZEROS;
                let mut over = !self.carry.is_nil();
                let pairs = inputs.fetched.iter().zip(&self.row);
                let lanes = row.iter_mut().zip(pairs).take(self.last_lane(at) as usize + 1);
                for (sum, (&digit, &other)) in lanes {
                    (*sum, over) = match op {
                        DigitsSubtract => arithmetic::subtract(digit, other, over, size),
                        _ => arithmetic::add(digit, other, over, size),
                    };
                }
                carry = Raw(over.into());
                row
            }
        };
        self.write_row(op, &row, inputs, port)?;
        if op != DigitsLoad {
            self.carry = carry;
        }
        Ok(Command::Stay)
    }

    /// Writes a row; then the next one is next.
    pub(super) fn write_row(
        &mut self,
        op: Opcode,
        row: &Row,
        inputs: &Inputs,
        port: &mut impl MemoryPort,
    ) -> Result<(), Stall> {
        let Operands { x, z, .. } = *inputs.operands;
        let at = self.at(op, z, inputs.size);
        let count = self.end.saturating_sub(at).min(4);
        if count > 0 {
            let address = digit_address(x, self.position.wrapping_add(at), inputs.size);
            port.write(address, &row[..count as usize])?;
        }
        self.index = if goes_down(op, z, inputs.size) { at } else { self.index.wrapping_add(4) };
        self.state = State::Row;
        Ok(())
    }

    pub(super) fn product(&mut self, op: Opcode, inputs: &Inputs) -> Command {
        let size = inputs.size;
        if self.count > 1 {
            self.count -= 1;
            return Command::Stay;
        }
        let lane = self.lane as usize % 4;
        let (factor, carry) = (self.factor.word(), self.carry.word());
        let digit = if op == Opcode::DigitsMultiply { NIL } else { inputs.fetched[lane] };
        let subtracts = op == Opcode::DigitsMultiplySubtract;
        let added = if subtracts { NIL } else { digit };
        let (low, high) = arithmetic::multiply_add(self.row[lane], factor, carry, added, size);
        (self.row[lane], self.carry) = if subtracts {
            let (difference, borrow) = arithmetic::subtract(digit, low, false, size);
            // The upper word is all ones only if the lower one is 0, which borrows nothing.
            (difference, arithmetic::add(high, NIL, borrow, size).0.into())
        } else {
            (low, high.into())
        };
        self.count = size.product_cycles();
        if self.lane == self.last_lane(self.at(op, inputs.operands.z, size)) {
            self.state = State::WriteRow;
        } else {
            self.lane += 1;
        }
        Command::Stay
    }

    /// The last bit of a digit of the quotient is there.
    pub(super) fn after_division(&mut self, op: Opcode, size: WordSize) {
        if op == Opcode::DigitsEstimate {
            self.count = size.product_cycles();
            self.state = State::Refine;
        } else if self.lane == 0 {
            self.state = State::WriteRow;
        } else {
            self.lane -= 1;
            self.count = size.bits();
        }
    }

    /// A row of what is shifted out at the lower end is here.
    pub(super) fn lose(&mut self, words: &Row, size: WordSize) {
        for (i, &digit) in words.iter().enumerate() {
            let next = self.index.wrapping_add(i as u64 + 1);
            if next > self.y_count || next > self.from {
                break;
            }
            if next == self.from {
                self.carry = digit.into();
                self.lost |= !arithmetic::funnel(digit, NIL, self.distance, size).is_nil();
            } else {
                self.lost |= !digit.is_nil();
            }
        }
        self.index = self.index.wrapping_add(4);
    }
}

/// What follows the first row.
pub(super) fn after(op: Opcode) -> State {
    use Opcode::*;
    match op {
        DigitsCount | DigitsInteger | DigitsCopy | DigitsShift | DigitsNot => State::Combine,
        _ => State::SecondRow,
    }
}

fn bitwise(op: Opcode, a: Word, b: Word) -> Word {
    Word(match op {
        Opcode::DigitsAnd => a.0 & b.0,
        Opcode::DigitsOr => a.0 | b.0,
        _ => a.0 ^ b.0,
    })
}
