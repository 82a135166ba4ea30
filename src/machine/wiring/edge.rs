//! The clock edge: a unit's command is carried out.

use std::ops::ControlFlow;

use super::Machine;
use crate::frame::ReturnState;
use crate::ports::{Command, Halt, Stall, Then, Unit};
use crate::primitives::{Fault, SpecialForm};
use crate::units::eval::Sink;
use crate::units::eval_args::Purpose;
use crate::units::memory::{Bus, Operation};
use crate::word::{NIL, Word};

impl Machine {
    /// The clock edge after a unit's cycle.
    #[inline(always)]
    pub(super) fn edge<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        result: Result<Command, Stall>,
        limit: u64,
    ) -> ControlFlow<()> {
        match result {
            Ok(command) => self.carry_out::<OBSERVED, AT_ONCE>(command, limit),
            Err(stall) => {
                self.stall(stall);
                ControlFlow::Continue(())
            }
        }
    }

    /// A request was not granted.
    #[inline(always)]
    pub(super) fn stall(&mut self, stall: Stall) {
        match stall {
            Stall::Busy => {}
            Stall::Full => self.full(),
            Stall::Caught(object) => self.caught(object),
        }
    }

    /// The clock edge: the command's payload is taken and the token moves.
    #[inline(always)]
    pub(super) fn carry_out<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        command: Command,
        limit: u64,
    ) -> ControlFlow<()> {
        match command {
            Command::Stay => {}
            Command::Fetch { address, extent } => {
                if OBSERVED {
                    self.memory.bus = Bus {
                        operation: Operation::Read,
                        address,
                        count: extent.words(),
                        grant: true,
                        ..Bus::default()
                    };
                }
                self.fetch_object.start(address, extent);
                self.arbiter.lend(Unit::FetchObject);
                if !OBSERVED {
                    self.follow::<AT_ONCE>(limit);
                }
            }
            Command::Done => self.arbiter.give_back(),
            Command::Eval { expr } => self.start_eval(expr, Sink::Return),
            Command::Argument { expr } => self.start_eval(expr, Sink::Argument),
            Command::ArgumentValue { value } => {
                self.eval_args.take(value);
                self.arbiter.give(Unit::EvalArgs);
            }
            Command::ArgumentForm => {
                self.eval_args.save(Purpose::Combination);
                self.arbiter.give(Unit::EvalArgs);
            }
            Command::EvalArgs { function, operands } => {
                self.eval_args.start(function, operands);
                self.arbiter.give(Unit::EvalArgs);
            }
            Command::Apply { function, operands } => {
                self.apply.start(function, operands);
                self.arbiter.give(Unit::Apply);
            }
            Command::Enter { expr, environment } => {
                self.calls += 1;
                self.eval.env = environment;
                self.start_eval(expr, Sink::Return);
            }
            Command::Primitive { number } => {
                self.primitive.start(number);
                self.arbiter.give(Unit::Primitive);
            }
            Command::Special { number, form, operands } => {
                if number >= SpecialForm::Lambda as u32 && number <= SpecialForm::Defmacro as u32 {
                    self.define.start(number, form, operands);
                    self.arbiter.give(Unit::Define);
                } else {
                    self.special.start(number.min(15), form, operands);
                    self.arbiter.give(Unit::Special);
                }
            }
            Command::Push { frame, then } => {
                self.clink.push(frame, self.eval.env);
                self.after_push(then);
            }
            Command::Return { value } => return self.give_value(value),
            Command::MakeRoom => {
                self.clink.make_room();
                self.arbiter.lend(Unit::Clink);
            }
            Command::LoadNumber { side, data } => self.alu.load(side, data),
            Command::Divide => {
                let (size, operands) = (self.config.word, &self.apply.operands);
                let a = self.alu.first(operands.x, size);
                let b = self.alu.second(operands.y, size);
                self.alu.divide(a, b, size);
                self.arbiter.lend(Unit::Alu);
            }
            Command::Continue { clink, value } => {
                self.clink.full = false;
                self.clink.clink = clink;
                return self.give_value(value);
            }
            Command::SetVector { handler } => {
                let before = std::mem::replace(&mut self.trap.vector, handler);
                return self.give_value(before);
            }
            Command::Trap { cause, culprit } => self.fault(cause, culprit),
            Command::Throw { value } => {
                self.trap.throw(value, self.origin());
                self.arbiter.give(Unit::Trap);
            }
            Command::ReleaseReserve => {
                self.memory.release_reserve();
                self.sweeper.held = 0;
            }
            Command::Unwind => {
                // Not lent: clink lends the token to fetch_object itself, and there is one `back`.
                self.clink.reload(true);
                self.arbiter.give(Unit::Clink);
            }
            Command::Rewind { clink } => {
                self.clink.full = false;
                self.clink.clink = clink;
            }
            Command::Catch { operands } => {
                self.clink.full = false;
                self.eval.env = self.clink.top.environment;
                self.apply.start(self.clink.top.operator, operands);
                self.arbiter.give(Unit::Apply);
            }
            Command::Resume => self.resume(),
            Command::Unwound => self.arbiter.give(Unit::Trap),
            Command::WriteByte { channel, value } => return self.write_byte(channel, value),
            Command::ReadByte { channel } => return self.read_byte(channel),
            Command::Sweep(command) => self.carry_out_sweep(command),
            Command::Halt { reason, value } => return self.stop(reason, value),
        }
        ControlFlow::Continue(())
    }

    #[inline(always)]
    fn start_eval(&mut self, expr: Word, sink: Sink) {
        self.eval.start(expr, sink);
        self.arbiter.give(Unit::Eval);
    }

    #[inline(always)]
    fn after_push(&mut self, then: Then) {
        match then {
            Then::Eval { expr } => self.start_eval(expr, Sink::Return),
            Then::Combination => {
                self.eval.sink = Sink::Return;
                self.arbiter.give(Unit::Eval);
            }
            Then::Apply { function, operands } => {
                // No argument is being evaluated: a fault is about the form.
                self.eval_args.arguments = NIL;
                self.apply.start(function, operands);
                self.arbiter.give(Unit::Apply);
            }
            Then::Trap => self.arbiter.give(Unit::Trap),
            Then::Stay => {}
        }
    }

    /// A value goes to the frame on top, wherever that is.
    #[inline(always)]
    pub(super) fn give_value(&mut self, value: Word) -> ControlFlow<()> {
        self.clink.value = value;
        if self.clink.full {
            self.resume();
        } else if self.clink.clink.is_nil() {
            return self.stop(Halt::Done, value);
        } else {
            self.clink.reload(false);
            self.arbiter.give(Unit::Clink);
        }
        ControlFlow::Continue(())
    }

    /// Pops the frame in the top register: its unit goes on in its environment.
    #[inline(always)]
    pub(super) fn resume(&mut self) {
        self.clink.full = false;
        self.eval.env = self.clink.top.environment;
        let Some(state) = ReturnState::of(self.clink.top.state) else {
            return self.fault(Fault::BadOpcode, self.clink.top.state);
        };
        match state.unit() {
            Unit::EvalArgs => self.eval_args.resume(),
            Unit::Eval => self.eval.resume(),
            Unit::Special => self.special.resume(state),
            Unit::Define => self.define.resume(state),
            _ => self.trap.resume(),
        }
        self.arbiter.give(state.unit());
    }

    /// A fault of the token's holder. In an argument that has no frame yet, one is pushed first, so
    /// that the handler's value can stand for the argument.
    #[inline(never)]
    pub(super) fn fault(&mut self, cause: Fault, culprit: Word) {
        self.trap.start(cause, culprit, self.origin());
        if self.arbiter.owner == Unit::Eval && self.eval.sink == Sink::Argument {
            self.eval_args.save(Purpose::Trap);
            self.arbiter.give(Unit::EvalArgs);
        } else {
            self.arbiter.give(Unit::Trap);
        }
    }

    /// No memory for the token's holder: what it is doing is abandoned.
    pub(super) fn out_of_memory(&mut self) {
        self.memory.wait = 0;
        self.memory.collected = false;
        self.trap.start(Fault::OutOfMemory, NIL, self.origin());
        self.arbiter.give(Unit::Trap);
    }

    /// The form or cell that the token's holder is at, for backtraces and debuggers.
    pub fn origin(&self) -> Word {
        match self.arbiter.owner {
            Unit::Special => self.special.form,
            Unit::Define => self.define.form,
            Unit::Eval if self.eval.sink != Sink::Argument => self.eval.expr,
            _ if self.eval_args.arguments.is_nil() => self.eval.expr,
            _ => self.eval_args.arguments,
        }
    }

    #[inline(always)]
    fn stop(&mut self, reason: Halt, value: Word) -> ControlFlow<()> {
        self.arbiter.halt = reason;
        self.value = value;
        self.arbiter.give(Unit::Halted);
        ControlFlow::Break(())
    }
}
