//! Arithmetic in `apply`: folds and comparisons over the operands, through the `alu`.

use super::{Apply, Inputs, State};
use crate::object::fixed;
use crate::ports::{Command, Operands};
use crate::primitives::{Class, Fault, Opcode, PRIMITIVES};
use crate::units::alu;
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
        if !x.is_immediate() && !self.first_loaded {
            return self.load_number(x, State::LoadFirst);
        }
        if !y.is_immediate() && !self.second_loaded {
            return self.load_number(y, State::LoadSecond);
        }
        let a = inputs.alu.first(x, inputs.size);
        let b = inputs.alu.second(y, inputs.size);
        let last = self.operands.count == 2 && !self.operands.has_list();
        match info.class {
            Class::Divide => {
                if b == 0 {
                    return self.trap(Fault::DivideByZero, x);
                }
                self.state = State::DivideResult;
                Command::Divide
            }
            Class::Compare => {
                let holds = alu::compare(op, a, b);
                if last || !holds {
                    return Command::Return { value: fixed::boolean(holds) };
                }
                self.operands.shift();
                self.refill()
            }
            _ => match alu::combine(op, a, b, inputs.size) {
                Err(cause) => self.trap(cause, if a == 0 { y } else { x }),
                Ok(value) if last => Command::Return { value },
                Ok(value) => {
                    self.operands.shift();
                    self.operands.x = value;
                    self.refill()
                }
            },
        }
    }

    /// No operand: the identity. One: the second is the identity, or itself for a comparison.
    fn complete(&mut self, op: Opcode, size: WordSize) -> Command {
        let identity = size.immediate(alu::identity(op)).unwrap_or(NIL);
        if self.operands.count == 0 {
            return Command::Return { value: identity };
        }
        let x = self.operands.x;
        if op.info().class == Class::Compare {
            self.primitive = Opcode::Equal as u32;
            self.operands.push(x);
        } else if op == Opcode::Subtract {
            self.operands.push_front(identity);
        } else {
            self.operands.push(identity);
        }
        Command::Stay
    }

    fn load_number(&mut self, operand: Word, next: State) -> Command {
        if operand.is_pointer() {
            self.fetch(operand, next)
        } else {
            self.trap(Fault::WrongType, operand)
        }
    }

    /// The operands have moved up by one: take another from the list if there is room for it.
    #[inline(always)]
    fn refill(&mut self) -> Command {
        self.first_loaded = false;
        self.second_loaded = false;
        if self.operands.count < 2 && self.operands.has_list() {
            self.fetch_list(State::Refill)
        } else {
            Command::Stay
        }
    }

    /// The divider is done.
    pub(super) fn divided(&self, inputs: &Inputs) -> Command {
        let Some(op) = Opcode::from_number(self.primitive) else {
            return self.trap(Fault::BadOpcode, self.function);
        };
        let a = inputs.alu.first(self.operands.x, inputs.size);
        let b = inputs.alu.second(self.operands.y, inputs.size);
        match inputs.alu.divided(op, a, b, inputs.size) {
            Ok(value) => Command::Return { value },
            Err(cause) => self.trap(cause, self.operands.x),
        }
    }
}
