//! The clock edge: a unit's command is carried out.

use std::ops::ControlFlow;

use super::Machine;
use crate::frame::ReturnState;
use crate::ports::{Command, Gather as _, Halt, Request, Stall, Then, Unit};
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
        macro_rules! edge {
            ($unit:expr, $request:expr) => {{
                let (unit, request) = ($unit, $request);
                self.give::<OBSERVED, AT_ONCE>(unit, request, limit);
            }};
        }
        match command {
            Command::Stay => {}
            Command::Fetch { address, extent } => {
                let request = Request { address, extent };
                edge!(self.arbiter.owner, Some(request));
            }
            Command::Done => self.arbiter.give_back(),
            Command::Eval { expr } => edge!(Unit::Eval, self.eval.start(expr, Sink::Return)),
            Command::Argument { expr } => edge!(Unit::Eval, self.eval.start(expr, Sink::Argument)),
            Command::ArgumentValue { value } => edge!(Unit::EvalArgs, self.eval_args.take(value)),
            Command::ArgumentForm => {
                self.eval_args.save(Purpose::Combination);
                self.arbiter.give(Unit::EvalArgs);
            }
            Command::EvalArgs { function, operands } => {
                edge!(Unit::EvalArgs, self.eval_args.start(function, operands));
            }
            Command::Apply { function, operands } => {
                edge!(Unit::Apply, self.apply.start(function, operands));
            }
            Command::Enter { expr, environment } => {
                self.calls += 1;
                self.eval.env = environment;
                edge!(Unit::Eval, self.eval.start(expr, Sink::Return));
            }
            Command::Primitive { number } => {
                edge!(Unit::Primitive, self.primitive.start(number, self.apply.operands.x));
            }
            Command::Special { number, form, operands } => {
                if number >= SpecialForm::Lambda as u32 && number <= SpecialForm::Defmacro as u32 {
                    edge!(Unit::Define, self.define.start(number, form, operands));
                } else {
                    let number = number.min(15);
                    edge!(Unit::Special, self.special.start(number, form, operands));
                }
            }
            Command::Push { frame, then } => {
                self.clink.push(frame, self.eval.env);
                match then {
                    Then::Eval { expr } => edge!(Unit::Eval, self.eval.start(expr, Sink::Return)),
                    Then::Combination => edge!(Unit::Eval, self.eval.combine()),
                    Then::Apply { function, operands } => {
                        // No argument is being evaluated: a fault is about the form.
                        self.eval_args.arguments = NIL;
                        edge!(Unit::Apply, self.apply.start(function, operands));
                    }
                    Then::Trap => self.arbiter.give(Unit::Trap),
                    Then::Stay => {}
                }
            }
            Command::Return { value } => return self.give_value::<OBSERVED, AT_ONCE>(value, limit),
            Command::Stored { value } => return self.give_value_later(value),
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
                return self.give_value::<OBSERVED, AT_ONCE>(value, limit);
            }
            Command::SetVector { handler } => {
                let before = std::mem::replace(&mut self.trap.vector, handler);
                return self.give_value::<OBSERVED, AT_ONCE>(before, limit);
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
                edge!(Unit::Apply, self.apply.start(self.clink.top.operator, operands));
            }
            Command::Resume => self.resume::<OBSERVED, AT_ONCE>(limit),
            Command::Unwound => self.arbiter.give(Unit::Trap),
            Command::WriteByte { channel, value } => {
                self.write_byte(channel, value);
                let _ = self.give_value::<OBSERVED, AT_ONCE>(value, limit);
                return ControlFlow::Break(());
            }
            Command::ReadByte { channel } => {
                let Some(value) = self.read_byte(channel) else { return ControlFlow::Break(()) };
                return self.give_value::<OBSERVED, AT_ONCE>(value, limit);
            }
            Command::Sweep(command) => self.carry_out_sweep(command),
            Command::Halt { reason, value } => return self.stop(reason, value),
        }
        ControlFlow::Continue(())
    }

    /// The token goes to `unit`, once the words that it asks for are there. Of a memory that answers at
    /// once they are in the next cycle.
    #[inline(always)]
    fn give<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        unit: Unit,
        request: Option<Request>,
        limit: u64,
    ) {
        self.arbiter.give(unit);
        let Some(Request { address, extent }) = request else { return };
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
        if AT_ONCE || self.memory.answers_at_once() {
            let _ = self.fetch_object.step(4, 1, &self.memory);
        } else {
            self.arbiter.lend(Unit::FetchObject);
            if !OBSERVED {
                self.follow::<AT_ONCE>(limit);
            }
        }
    }

    /// A value goes to the frame on top, wherever that is.
    #[inline(always)]
    pub(super) fn give_value<const OBSERVED: bool, const AT_ONCE: bool>(
        &mut self,
        value: Word,
        limit: u64,
    ) -> ControlFlow<()> {
        self.clink.value = value;
        if self.clink.full {
            self.resume::<OBSERVED, AT_ONCE>(limit);
            return ControlFlow::Continue(());
        }
        self.reload_for(value)
    }

    /// The same in a cycle that has used the port.
    #[inline(always)]
    fn give_value_later(&mut self, value: Word) -> ControlFlow<()> {
        self.clink.value = value;
        if !self.clink.full {
            return self.reload_for(value);
        }
        if let Some(state) = self.pop() {
            match state.unit() {
                Unit::EvalArgs => self.eval_args.resume_later(),
                Unit::Eval => self.eval.resume(),
                Unit::Special => self.special.resume_later(state),
                Unit::Define => self.define.resume(state),
                _ => self.trap.resume(),
            }
            self.arbiter.give(state.unit());
        }
        ControlFlow::Continue(())
    }

    /// The frame that gets `value` is in memory, or there is none.
    #[inline(always)]
    fn reload_for(&mut self, value: Word) -> ControlFlow<()> {
        if self.clink.clink.is_nil() {
            return self.stop(Halt::Done, value);
        }
        self.clink.reload(false);
        self.arbiter.give(Unit::Clink);
        ControlFlow::Continue(())
    }

    /// Pops the frame in the top register: its unit goes on in its environment.
    #[inline(always)]
    fn resume<const OBSERVED: bool, const AT_ONCE: bool>(&mut self, limit: u64) {
        let Some(state) = self.pop() else { return };
        let (frame, value) = (&self.clink.top, self.clink.value);
        let request = match state.unit() {
            Unit::EvalArgs => self.eval_args.resume(frame, value),
            Unit::Special => self.special.resume(state, frame, value),
            Unit::Eval => {
                self.eval.resume();
                None
            }
            Unit::Define => {
                self.define.resume(state);
                None
            }
            _ => {
                self.trap.resume();
                None
            }
        };
        self.give::<OBSERVED, AT_ONCE>(state.unit(), request, limit);
    }

    /// The frame in the top register is popped; a damaged one is a fault.
    #[inline(always)]
    fn pop(&mut self) -> Option<ReturnState> {
        self.clink.full = false;
        self.eval.env = self.clink.top.environment;
        let state = ReturnState::of(self.clink.top.state);
        if state.is_none() {
            self.fault(Fault::BadOpcode, self.clink.top.state);
        }
        state
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
