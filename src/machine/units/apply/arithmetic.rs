//! Arithmetic in `apply`: folds and comparisons over the operands, through the `alu`.

use super::{Apply, Inputs, State};
use crate::object::fixed;
use crate::ports::{Command, Operands};
use crate::primitives::{Class, Fault, Opcode, PRIMITIVES};
use crate::units::alu;
use crate::units::fpu::Operation;
use crate::word::{NIL, Word, WordSize};

impl Apply {
    /// One step of a fold or a comparison over the operands.
    #[inline(always)]
    pub(super) fn arithmetic(&mut self, inputs: &Inputs) -> Command {
        let Some(info) = PRIMITIVES.get(self.primitive as usize) else {
            return self.trap(Fault::BadOpcode, self.function);
        };
        let op = info.opcode;
        if self.operands.count < 2 {
            return self.complete(op, inputs.size);
        }
        let Operands { x, y, .. } = self.operands;
        if !x.is_immediate() || !y.is_immediate() {
            if !x.is_immediate() && !self.first_loaded && !self.first_float {
                return self.load_number(x, State::LoadFirst, inputs);
            }
            if !y.is_immediate() && !self.second_loaded && !self.second_float {
                return self.load_number(y, State::LoadSecond, inputs);
            }
            if self.first_float || self.second_float {
                return self.float_step(op, *inputs);
            }
        }
        let a = inputs.alu.first(x, inputs.size);
        let b = inputs.alu.second(y, inputs.size);
        match info.class {
            Class::Divide => {
                if b == 0 {
                    return self.trap(Fault::DivideByZero, x);
                }
                self.state = State::DivideResult;
                Command::Divide
            }
            Class::Compare => self.compared(alu::compare(op, a, b)),
            _ if op == Opcode::Multiply && inputs.size.product_cycles() > 1 => {
                self.state = State::MultiplyResult;
                Command::Multiply
            }
            _ if op == Opcode::Inexact && inputs.size.has_floats() => {
                self.compute(Operation::FromInteger)
            }
            _ => self.folded(alu::combine(op, a, b, inputs.size), inputs),
        }
    }

    /// Are the two operands of the step the last?
    #[inline(always)]
    pub(super) fn is_last(&self) -> bool {
        self.operands.count == 2 && !self.operands.has_list()
    }

    /// A step of a comparison has this result.
    #[inline(always)]
    pub(super) fn compared(&mut self, holds: bool) -> Command {
        if self.is_last() || !holds {
            return Command::Return { value: fixed::boolean(holds) };
        }
        self.operands.shift();
        self.refill()
    }

    /// A step of a fold has this result: it takes the place of its two operands.
    #[inline(always)]
    fn folded(&mut self, result: Result<Word, Fault>, inputs: &Inputs) -> Command {
        match result {
            Err(_) => self.fall_back(*inputs),
            Ok(value) if self.is_last() => Command::Return { value },
            Ok(value) => {
                self.operands.shift();
                self.operands.x = value;
                self.refill()
            }
        }
    }

    /// The multiplier is done.
    #[inline(never)]
    pub(super) fn multiplied(&mut self, inputs: Inputs) -> Command {
        self.state = State::Arithmetic;
        self.folded(inputs.alu.product(inputs.size), &inputs)
    }

    /// No operand: the identity. One, with none to come: the second is the identity, or itself for a comparison.
    #[cold]
    fn complete(&mut self, op: Opcode, size: WordSize) -> Command {
        if self.operands.has_list() {
            return self.fetch_list(State::Refill);
        }
        let identity = size.immediate(alu::identity(op)).unwrap_or(NIL);
        if self.operands.count == 0 {
            return Command::Return { value: identity };
        }
        let x = self.operands.x;
        if op.info().class == Class::Compare {
            self.primitive = Opcode::Equal as u32;
            self.operands.push(x);
        } else if op == Opcode::Subtract || op == Opcode::Divide {
            self.negates = op == Opcode::Subtract;
            self.operands.push_front(identity);
        } else {
            self.operands.push(identity);
        }
        Command::Stay
    }

    #[inline(always)]
    fn load_number(&mut self, operand: Word, next: State, inputs: &Inputs) -> Command {
        if operand.is_pointer() { self.fetch(operand, next) } else { self.fall_back(*inputs) }
    }

    /// The operands have moved up by one: take another from the list if there is room for it.
    #[inline(always)]
    fn refill(&mut self) -> Command {
        self.forget_loaded();
        if self.operands.count < 2 && self.operands.has_list() {
            self.fetch_list(State::Refill)
        } else {
            Command::Stay
        }
    }

    /// No operand is loaded.
    #[inline(always)]
    pub(super) fn forget_loaded(&mut self) {
        self.first_loaded = false;
        self.second_loaded = false;
        self.first_float = false;
        self.second_float = false;
    }

    /// The divider is done.
    #[inline(never)]
    pub(super) fn divided(&mut self, inputs: Inputs) -> Command {
        let Some(op) = Opcode::from_number(self.primitive) else {
            return self.trap(Fault::BadOpcode, self.function);
        };
        let a = inputs.alu.first(self.operands.x, inputs.size);
        let b = inputs.alu.second(self.operands.y, inputs.size);
        self.state = State::Arithmetic;
        self.folded(inputs.alu.divided(op, a, b, inputs.size), &inputs)
    }
}
