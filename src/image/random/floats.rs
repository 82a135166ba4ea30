//! The generator's floats and ratios.

use super::{Generator, Kind};

/// Values where something changes: zeros, subnormals, ties, integers that no longer fit, infinities, NaN.
const FLOATS: [&str; 20] = [
    "1.5",
    "-2.5",
    "0.5",
    "0.1",
    "3.0",
    "1e10",
    "-0.0",
    "0.0",
    "5e-324",
    "2.2250738585072014e-308",
    "1.7976931348623157e308",
    "9007199254740993.0",
    "-4611686018427387904.0",
    "1073741823.5",
    "-1073741824.0",
    "+inf.0",
    "-inf.0",
    "+nan.0",
    "1e-300",
    "4503599627370497.5",
];

impl Generator<'_> {
    /// A FLOAT.
    pub(super) fn float(&mut self, depth: u32) -> String {
        if depth == 0 || self.ended() {
            return self.new_float();
        }
        let depth = depth - 1;
        match self.pick(8) {
            0..=3 => {
                let name = ["+", "-", "*", "/"][self.pick(4)];
                let count = 1 + self.pick(5);
                let operands: String =
                    (0..count).map(|_| format!(" {}", self.expr(Kind::Float, depth))).collect();
                format!("({name}{operands})")
            }
            4 | 5 => {
                let name = ["sqrt", "floor", "ceiling", "round"][self.pick(4)];
                format!("({name} {})", self.expr(Kind::Float, depth))
            }
            6 => format!("(inexact {})", self.expr(Kind::Int, depth)),
            _ => {
                let row = if self.one_in(2) {
                    format!("(%float-digits {})", self.expr(Kind::Float, depth))
                } else {
                    self.expr(Kind::Row, depth)
                };
                format!("(%make-float {row})")
            }
        }
    }

    pub(super) fn new_float(&mut self) -> String {
        FLOATS[self.pick(FLOATS.len())].to_string()
    }

    /// An integer that comes of a float or a ratio.
    pub(super) fn of_float(&mut self, depth: u32) -> String {
        let x = self.expr(Kind::Float, depth);
        match self.pick(6) {
            0 | 1 => format!("(%integer-part {x})"),
            2 => format!("(if (float? {x}) 1 0)"),
            3 => {
                let name = ["<", "=", ">", "<=", ">="][self.pick(5)];
                let others: String = (0..self.pick(4))
                    .map(|_| format!(" {}", self.expr(Kind::Float, depth)))
                    .collect();
                format!("(if ({name} {x}{others}) 1 0)")
            }
            4 => {
                let (n, d) = (self.expr(Kind::Int, depth), self.expr(Kind::Int, depth));
                let part = ["%ratio-numerator", "%ratio-denominator"][self.pick(2)];
                format!("({part} (%make-ratio {n} {d}))")
            }
            _ => format!("(%digits-count (%float-digits {x}))"),
        }
    }
}
