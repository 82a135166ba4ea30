//! Floats in `apply`: it loads FLOATs into the `fpu` and allocates what comes of them.
//!
//! A step is one of floats if both operands are, or the one of a primitive that takes one. All others, of a
//! float and an integer, have no result in hardware.

use super::{Apply, Inputs, State};
use crate::object::float_object;
use crate::ports::{Command, Side};
use crate::primitives::{Class, Opcode};
use crate::units::fpu::Operation;
use crate::word::Word;

impl Apply {
    /// A FLOAT is here: it becomes the first or the second operand of `fpu`.
    #[cold]
    pub(super) fn load_float(&mut self, second: bool) -> Command {
        self.state = State::Arithmetic;
        if !second {
            self.first_float = true;
            return Command::LoadFloat { side: Side::A, negates: false };
        }
        self.second_float = true;
        self.first_float |= self.negates;
        Command::LoadFloat { side: Side::B, negates: self.negates }
    }

    /// A step, an operand of which is a FLOAT.
    #[cold]
    pub(super) fn float_step(&mut self, op: Opcode, inputs: Inputs) -> Command {
        if op == Opcode::Inexact {
            return Command::Return { value: self.operands.x };
        }
        let takes_one = op.info().max == Some(1);
        match operation(op) {
            Some(operation) if self.first_float && (takes_one || self.second_float) => {
                self.compute(operation)
            }
            _ => self.fall_back(inputs),
        }
    }

    /// Has `fpu` compute with the operands that it has.
    #[inline(never)]
    pub(super) fn compute(&mut self, operation: Operation) -> Command {
        self.state = State::FloatResult;
        Command::Float { operation }
    }

    /// `fpu` is done: what follows, or the words of a FLOAT that is to be allocated, and how many.
    #[inline(never)]
    pub(super) fn float_result(&mut self, inputs: Inputs) -> Result<Command, ([Word; 3], usize)> {
        let result = inputs.fpu.result.0;
        let size = inputs.size;
        let Some(op) = Opcode::from_number(self.primitive) else {
            return Ok(self.fall_back(inputs));
        };
        if op.info().class == Class::Compare {
            self.state = State::Arithmetic;
            return Ok(self.compared(result == 1));
        }
        if op == Opcode::IntegerPart {
            self.state = State::Arithmetic;
            let integer = size.immediate(result as i64).filter(|_| !inputs.fpu.invalid);
            return Ok(match integer {
                Some(value) => Command::Return { value },
                None => self.fall_back(inputs),
            });
        }
        Err(float_object(result, size))
    }

    /// The FLOAT of the result has been allocated.
    #[inline(never)]
    pub(super) fn float_made(&mut self, value: Word) -> Command {
        self.state = State::Arithmetic;
        if self.is_last() {
            return Command::Stored { value };
        }
        // The port is taken: an operand that is still in the list comes in the next cycle.
        self.operands.shift();
        self.operands.x = value;
        self.forget_loaded();
        Command::Stay
    }
}

/// What `fpu` does for a primitive whose operands are floats.
fn operation(op: Opcode) -> Option<Operation> {
    Some(match op {
        Opcode::Add => Operation::Add,
        Opcode::Subtract => Operation::Subtract,
        Opcode::Multiply => Operation::Multiply,
        Opcode::Divide => Operation::Divide,
        Opcode::SquareRoot => Operation::SquareRoot,
        Opcode::Equal => Operation::Equal,
        Opcode::Less => Operation::Less,
        Opcode::Greater => Operation::Greater,
        Opcode::LessEqual => Operation::LessEqual,
        Opcode::GreaterEqual => Operation::GreaterEqual,
        Opcode::Floor => Operation::Floor,
        Opcode::Ceiling => Operation::Ceiling,
        Opcode::Round => Operation::Round,
        Opcode::IntegerPart => Operation::Truncate,
        _ => return None,
    })
}
