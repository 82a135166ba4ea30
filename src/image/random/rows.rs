//! The generator's rows of digits.

use super::{Generator, Kind};

/// Lengths of new rows: none, within the memory's four words, and beyond.
const LENGTHS: [usize; 8] = [3, 4, 5, 8, 9, 1, 2, 0];
const SHIFTS: [&str; 9] = ["1", "3", "17", "-1", "-5", "-40", "70", "-16", "0"];

impl Generator<'_> {
    /// A BIGNUM.
    pub(super) fn row(&mut self, depth: u32) -> String {
        if depth == 0 || self.ended() {
            return self.new_row();
        }
        let depth = depth - 1;
        match self.pick(8) {
            0 | 1 => {
                let row = self.new_row();
                format!("(%digits-load! {row} {})", self.expr(Kind::Int, depth))
            }
            2 | 3 => format!("(%digits-not! {})", self.expr(Kind::Row, depth)),
            4 => {
                let (x, y) = (self.expr(Kind::Row, depth), self.expr(Kind::Row, depth));
                let (to, many, from) = (self.pick(3), self.pick(5), self.pick(3));
                format!("(%digits-copy! {x} {y} {to} {many} {from})")
            }
            5 => {
                let name = ["%digits-and!", "%digits-or!", "%digits-xor!"][self.pick(3)];
                let rows: String =
                    (0..3).map(|_| format!(" {}", self.expr(Kind::Row, depth))).collect();
                format!("({name}{rows})")
            }
            // A quotient's digit, of a normalized divisor.
            6 => {
                let (digits, more) = (2 + self.pick(4), self.pick(3));
                let row =
                    if self.one_in(2) { self.expr(Kind::Row, depth) } else { self.long_row() };
                format!(
                    "(%digits-estimate! (%make-bignum {}) {row} (%digits-not! (%make-bignum {digits})) \
                     {more})",
                    more + 1
                )
            }
            _ => {
                let (effect, row) = (self.digits(depth), self.expr(Kind::Row, depth));
                format!("(begin {effect} {row})")
            }
        }
    }

    pub(super) fn new_row(&mut self) -> String {
        format!("(%make-bignum {})", LENGTHS[self.pick(LENGTHS.len())])
    }

    /// A row that most others fit into, of digits of all kinds.
    fn long_row(&mut self) -> String {
        let (digits, ones) = (8 + self.pick(9), 1 + self.pick(7));
        let (factor, more) = (1 + self.pick(256) * 61, self.pick(256));
        let by = SHIFTS[self.pick(SHIFTS.len())];
        format!(
            "((lambda (row) (%digits-multiply! row (%digits-not! (%make-bignum {ones})) {factor} {more}) \
             (%digits-multiply-add! row (%digits-not! (%make-bignum {ones})) row 1) \
             (%digits-shift! row row {by}) row) (%make-bignum {digits}))"
        )
    }

    /// An integer that a primitive of class digits has for its value, or NIL.
    pub(super) fn digits(&mut self, depth: u32) -> String {
        let x = if self.one_in(2) { self.long_row() } else { self.expr(Kind::Row, depth) };
        let other = if self.one_in(4) { x.clone() } else { self.expr(Kind::Row, depth) };
        match self.pick(13) {
            0 => format!("(%digits-count {x})"),
            1 => format!("(%digits-sign {x})"),
            2 => format!("(%digits-set-sign! {x} {})", self.expr(Kind::Int, depth)),
            3 => format!("(%digits-integer {x})"),
            4 => format!("(%digits-compare {x} {other})"),
            5 | 6 => {
                let name = ["%digits-add!", "%digits-subtract!"][self.pick(2)];
                format!("({name} {x} {other} {})", self.pick(3))
            }
            7 | 8 => {
                let name = ["%digits-multiply-add!", "%digits-multiply-subtract!"][self.pick(2)];
                let factor =
                    if self.one_in(2) { self.long_row() } else { self.expr(Kind::Row, depth) };
                format!("({name} {x} {other} {factor} {})", self.pick(3))
            }
            9 => {
                let (factor, more) = (self.expr(Kind::Int, depth), self.expr(Kind::Int, depth));
                format!("(%digits-multiply! {x} {other} {factor} {more})")
            }
            10 => format!("(%digits-divide! {x} {other} {})", self.expr(Kind::Int, depth)),
            11 => {
                let by = SHIFTS[self.pick(SHIFTS.len())];
                format!("(%digits-shift! {x} {other} {by})")
            }
            _ => format!("(if (bignum? {}) 1 0)", self.expr(Kind::Row, depth)),
        }
    }
}
