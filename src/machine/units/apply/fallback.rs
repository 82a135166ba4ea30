//! The number fallback in `apply`: functions of the program's for what the hardware cannot compute.
//!
//! The two operands of the step stay in `x` and `y`. Those to come are kept in a frame, as a list, with the
//! primitive itself as the operator: with the value the primitive is simply applied again. The frame's
//! environment is not looked at: no variable is looked up between its return and that to the frame below.

use super::{Apply, Inputs, State};
use crate::frame::{Frame, ReturnState};
use crate::object::{Type, is_type};
use crate::ports::{Command, Extent, Operands, Then};
use crate::primitives::{Class, Fault, Opcode};
use crate::word::Word;

impl Apply {
    /// A step has no result in hardware: with a fallback its function is looked up.
    #[cold]
    pub(super) fn fall_back(&mut self, inputs: Inputs) -> Command {
        if self.fallback.is_pointer() {
            self.fetch(self.fallback, State::Fallback)
        } else {
            self.refuse(inputs)
        }
    }

    /// The fallback has no function for the step: the fault that it is.
    fn refuse(&self, inputs: Inputs) -> Command {
        let Operands { x, y, .. } = self.operands;
        if !x.is_immediate() && !self.first_loaded {
            self.trap(Fault::WrongType, x)
        } else if !y.is_immediate() && !self.second_loaded {
            self.trap(Fault::WrongType, y)
        } else {
            let is_zero = inputs.alu.first(x, inputs.size) == 0;
            self.trap(Fault::Overflow, if is_zero { y } else { x })
        }
    }

    /// What the register `fallback` holds is here.
    pub(super) fn look_up(&mut self, inputs: Inputs) -> Command {
        let [header, length, ..] = *inputs.fetched;
        let has_element = i64::from(self.primitive) < inputs.size.integer(length);
        if !is_type(header, Type::Vector) || !has_element {
            return self.refuse(inputs);
        }
        self.state = State::FallbackElement;
        let address = self.fallback.plus(2 + self.primitive);
        Command::Fetch { address, extent: Extent::of(1) }
    }

    /// The element for the primitive is here. With no operand to come its value is that of the primitive.
    pub(super) fn apply_element(&mut self, element: Word, inputs: Inputs) -> Command {
        if element.is_nil() {
            return self.refuse(inputs);
        }
        if self.is_last() {
            return self.again(element);
        }
        self.body = element;
        let saves = self.operands.count == 3 || self.compares();
        self.state = if saves { State::FallbackSave } else { State::FallbackPush };
        Command::Stay
    }

    /// An operand has been put in front of `list`: the third, or of a comparison the second.
    pub(super) fn saved(&mut self) {
        if self.operands.count == 2 || !self.compares() {
            self.state = State::FallbackPush;
        }
        self.operands.count = 2;
    }

    /// Pushes the frame for the operands to come; `arguments` tells where it stands in the source.
    pub(super) fn push_rest(&mut self, arguments: Word) -> Command {
        let state = if self.compares() { ReturnState::Compare } else { ReturnState::Fold };
        let mut frame = Frame::new(state, self.function, arguments);
        frame.values = std::mem::take(&mut self.operands.list);
        self.function = self.body;
        self.applications = self.applications.wrapping_add(1);
        self.state = State::Apply;
        Command::Push { frame, then: Then::Stay }
    }

    /// The value for a frame has come: the primitive goes on with these operands.
    pub(super) fn go_on(&mut self, inputs: Inputs, operands: Operands) -> Command {
        self.operands = operands;
        self.dispatch(inputs.frame.operator)
    }

    /// The first operand becomes the fallback.
    pub(super) fn set_fallback(&mut self) -> Command {
        let value = std::mem::replace(&mut self.fallback, self.operands.x);
        Command::Return { value }
    }

    /// Is it a comparison that has no result?
    fn compares(&self) -> bool {
        Opcode::from_number(self.primitive).is_some_and(|op| op.info().class == Class::Compare)
    }
}
