//! The clock edge: a unit's command is carried out.

use std::ops::ControlFlow;

use super::Machine;
use super::clock::AT_ONCE;
use crate::frame::ReturnState;
use crate::object::float_bits;
use crate::ports::{Command, Halt, Operands, Request, Side, Stall, Then, Unit};
use crate::primitives::{Fault, SpecialForm};
use crate::units::eval::Sink;
use crate::units::eval_args::Purpose;
use crate::units::fpu;
use crate::word::{NIL, Word};

impl Machine {
    /// The clock edge after a unit's cycle.
    #[inline(always)]
    pub(super) fn edge<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        result: Result<Command, Stall>,
        limit: u64,
    ) -> ControlFlow<()> {
        match result {
            Ok(command) => self.carry_out::<OBSERVED, KNOWN>(command, limit),
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
    pub(super) fn carry_out<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        command: Command,
        limit: u64,
    ) -> ControlFlow<()> {
        macro_rules! edge {
            ($unit:expr, $request:expr) => {{
                let (unit, request) = ($unit, $request);
                self.give::<OBSERVED, KNOWN>(unit, request, limit);
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
            Command::ArgumentValue { value } => self.argument::<OBSERVED, KNOWN>(value, limit),
            Command::ArgumentForm => {
                self.eval_args.save(Purpose::Combination);
                self.arbiter.give(Unit::EvalArgs);
            }
            Command::EvalArgs { function, operands } => {
                edge!(Unit::EvalArgs, self.eval_args.start(function, operands));
            }
            Command::Apply => {
                let (function, operands) = (self.eval_args.function, self.eval_args.operands);
                edge!(Unit::Apply, self.apply.start(function, operands));
            }
            Command::Enter { expr, environment } => {
                self.calls += 1;
                self.eval.take_environment(environment, false);
                edge!(Unit::Eval, self.eval.start(expr, Sink::Return));
            }
            Command::Primitive { number } => {
                let number = number as u32;
                edge!(Unit::Primitive, self.primitive.start(number, self.apply.operands.x));
            }
            Command::Digits { number } => {
                let number = number as u32;
                edge!(Unit::Digits, self.digits.start(number, self.apply.operands.x));
            }
            Command::Special { number, form, operands, second } => {
                let number = number as u32;
                if number >= SpecialForm::Lambda as u32 && number <= SpecialForm::Defmacro as u32 {
                    let pending = self.eval.scope.pending;
                    edge!(Unit::Define, self.define.start(number, form, operands, pending));
                } else {
                    let number = number.min(15);
                    edge!(Unit::Special, self.special.start(number, form, operands, second));
                }
            }
            Command::Push { frame, then } => {
                self.clink.push(frame, self.eval.env);
                match then {
                    Then::Eval { expr } => edge!(Unit::Eval, self.eval.start(expr, Sink::Return)),
                    Then::Combination => edge!(Unit::Eval, self.eval.combine()),
                    Then::Expand { function, .. } | Then::Handle { function } => {
                        // No argument is being evaluated: a fault is about the form.
                        self.eval_args.arguments = NIL;
                        let operands = match then {
                            Then::Expand { operands, .. } => Operands::of_list(operands),
                            _ => self.trap.handler_operands(),
                        };
                        edge!(Unit::Apply, self.apply.start(function, operands));
                    }
                    Then::Trap => self.arbiter.give(Unit::Trap),
                    Then::Stay => {}
                }
            }
            Command::Return { value } => return self.give_value::<OBSERVED, KNOWN>(value, limit),
            Command::Stored { value } => return self.give_value_later::<KNOWN>(value),
            Command::EnterScope { expr, parameters, environment } => {
                self.calls += 1;
                self.eval.take_locals(environment, parameters, &self.apply.operands);
                edge!(Unit::Eval, self.eval.start(expr, Sink::Return));
            }
            Command::Global { expr, object } => {
                edge!(Unit::Eval, self.eval.start_global(expr, object, self.sink()));
            }
            Command::Outer { expr } => {
                edge!(Unit::Eval, self.eval.start_outer(expr, self.sink()));
            }
            Command::MakeRoom if !self.eval.scope.pending || self.arbiter.owner == Unit::Apply => {
                self.clink.make_room();
                self.arbiter.lend(Unit::Clink);
            }
            Command::MakeRoom | Command::StoreLocals => {
                self.arbiter.client = self.arbiter.owner;
                let spills = command == Command::MakeRoom && self.clink.full;
                let (scope, environment) = (&self.eval.scope, self.eval.env);
                edge!(Unit::Apply, self.apply.store_locals(scope, environment, spills));
            }
            Command::LocalsStored { environment } => {
                self.eval.env = environment;
                self.eval.scope.pending = false;
                self.arbiter.give(self.arbiter.client);
                if self.apply.spills {
                    self.clink.make_room();
                    self.arbiter.lend(Unit::Clink);
                }
            }
            Command::LoadLocals => {
                self.arbiter.client = self.arbiter.owner;
                edge!(Unit::Eval, self.eval.load());
            }
            Command::Loaded => {
                let client = self.arbiter.client;
                let request = match client {
                    Unit::Special => self.special.again(),
                    Unit::Eval => self.eval.again(),
                    Unit::Define => self.define.again(),
                    _ => self.eval_args.begin(),
                };
                edge!(client, request);
            }
            Command::Note { cell, role } => {
                self.arbiter.client = self.arbiter.owner;
                edge!(Unit::Note, self.note.start(cell, role));
            }
            Command::Noted => self.arbiter.give(self.arbiter.client),
            Command::Inline { operation, operands } => {
                let client = self.arbiter.owner;
                edge!(Unit::Inline, self.inline.start(client, operation, operands));
            }
            Command::VariableValue { value } => edge!(Unit::Inline, self.inline.take(value)),
            Command::Computed { value } => match self.inline.client {
                Unit::EvalArgs => self.argument::<OBSERVED, KNOWN>(value, limit),
                Unit::Define => {
                    self.define.computed(value);
                    self.arbiter.give(Unit::Define);
                }
                _ => match self.special.computed(value) {
                    Some(request) => edge!(Unit::Special, Some(request)),
                    None => return self.give_value::<OBSERVED, KNOWN>(value, limit),
                },
            },
            Command::NotComputed => match self.inline.client {
                Unit::EvalArgs => {
                    self.eval_args.save(Purpose::Held);
                    self.arbiter.give(Unit::EvalArgs);
                }
                Unit::Define => {
                    self.define.not_computed();
                    self.arbiter.give(Unit::Define);
                }
                _ => match self.special.not_computed() {
                    Some(expr) => edge!(Unit::Eval, self.eval.start(expr, Sink::Return)),
                    None => self.arbiter.give(Unit::Special),
                },
            },
            Command::ForgetLocals => self.eval.scope.forget(),
            Command::Invalidate => self.eval.invalidate(self.config.word),
            Command::Expose => {
                self.eval.scope.open = true;
                self.eval.invalidate(self.config.word);
            }
            Command::LoadNumber { side, data } => self.alu.load(side, data),
            Command::LoadFloat { side, negates } => self.load_float(side, negates),
            Command::Float { operation } => self.start_float(operation),
            Command::Divide | Command::Multiply => {
                let (size, operands) = (self.config.word, &self.apply.operands);
                let a = self.alu.first(operands.x, size);
                let b = self.alu.second(operands.y, size);
                match command {
                    Command::Divide => self.alu.divide(a, b, size),
                    _ => self.alu.multiply(a, b, size),
                }
                self.arbiter.lend(Unit::Alu);
            }
            Command::Continue { clink, value } => {
                self.clink.full = false;
                self.clink.clink = clink;
                return self.give_value::<OBSERVED, KNOWN>(value, limit);
            }
            Command::SetVector { handler } => {
                let before = std::mem::replace(&mut self.trap.vector, handler);
                return self.give_value::<OBSERVED, KNOWN>(before, limit);
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
            Command::Catch => {
                self.clink.full = false;
                self.eval.take_environment(self.clink.top.environment, self.quick::<KNOWN>());
                let (function, operands) = (self.clink.top.operator, self.trap.handler_operands());
                edge!(Unit::Apply, self.apply.start(function, operands));
            }
            Command::Resume => self.resume::<OBSERVED, KNOWN>(limit),
            Command::Unwound => self.arbiter.give(Unit::Trap),
            Command::WriteByte { channel, value } => {
                self.write_byte(channel, value);
                // The byte stands on the lines until the next cycle: no fetch follows in this one.
                let _ = self.give_value::<OBSERVED, KNOWN>(value, self.cycle);
                return ControlFlow::Break(());
            }
            Command::ReadByte { channel } => {
                let Some(value) = self.read_byte(channel) else { return ControlFlow::Break(()) };
                return self.give_value::<OBSERVED, KNOWN>(value, limit);
            }
            Command::Sweep(command) => self.carry_out_sweep(command),
            Command::Halt { reason, value } => return self.stop(reason, value),
        }
        ControlFlow::Continue(())
    }

    /// The token goes to `unit`, once the words that it asks for are there. Of a memory that answers at
    /// once they are in the next cycle.
    #[inline(always)]
    fn give<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        unit: Unit,
        request: Option<Request>,
        limit: u64,
    ) {
        self.arbiter.give(unit);
        let Some(Request { address, extent }) = request else { return };
        if OBSERVED {
            self.memory.observe_read(address, extent.words());
        }
        if KNOWN >= AT_ONCE || self.memory.answers_at_once() {
            self.fetch_object.start_at_once(address, extent, &self.memory);
        } else {
            self.fetch_object.start(address, extent);
            self.arbiter.lend(Unit::FetchObject);
            if !OBSERVED {
                self.follow::<KNOWN>(limit);
            }
        }
    }

    /// The FLOAT that has been fetched becomes an operand of `fpu`.
    #[cold]
    fn load_float(&mut self, side: Side, negates: bool) {
        let [_, low, high, _] = self.fetch_object.words;
        self.fpu.load(side, float_bits(low, high, self.config.word));
        if negates {
            self.fpu.load(Side::A, (-0.0f64).to_bits());
        }
    }

    /// `fpu` has the token for an operation on its operands, or on an integer.
    #[cold]
    fn start_float(&mut self, operation: fpu::Operation) {
        if operation == fpu::Operation::FromInteger {
            let integer = self.alu.first(self.apply.operands.x, self.config.word);
            self.fpu.load(Side::A, integer as u64);
        }
        self.fpu.start(operation);
        self.arbiter.lend(Unit::Fpu);
    }

    /// Who has asked for a variable's value.
    #[inline(always)]
    fn sink(&self) -> Sink {
        if self.arbiter.owner == Unit::Inline { Sink::Variable } else { Sink::Argument }
    }

    /// The value of an argument goes to `eval_args`; after the last one to `apply`, if all are in
    /// registers.
    #[inline(always)]
    fn argument<const OBSERVED: bool, const KNOWN: u8>(&mut self, value: Word, limit: u64) {
        let (unit, request) = match self.eval_args.completed(value) {
            Some((function, operands)) => (Unit::Apply, self.apply.start(function, operands)),
            None => (Unit::EvalArgs, self.eval_args.take(value)),
        };
        self.give::<OBSERVED, KNOWN>(unit, request, limit);
    }

    /// A value goes to the frame on top, wherever that is.
    #[inline(always)]
    pub(super) fn give_value<const OBSERVED: bool, const KNOWN: u8>(
        &mut self,
        value: Word,
        limit: u64,
    ) -> ControlFlow<()> {
        self.clink.value = value;
        if self.clink.full {
            self.resume::<OBSERVED, KNOWN>(limit);
            return ControlFlow::Continue(());
        }
        if self.clink.clink.is_nil() {
            return self.stop(Halt::Done, value);
        }
        let request = self.clink.reload_at_once();
        self.give::<OBSERVED, KNOWN>(Unit::Clink, request, limit);
        ControlFlow::Continue(())
    }

    /// The same in a cycle that has used the port.
    #[inline(always)]
    fn give_value_later<const KNOWN: u8>(&mut self, value: Word) -> ControlFlow<()> {
        self.clink.value = value;
        if !self.clink.full {
            if self.clink.clink.is_nil() {
                return self.stop(Halt::Done, value);
            }
            self.clink.reload(false);
            self.arbiter.give(Unit::Clink);
            return ControlFlow::Continue(());
        }
        if let Some(state) = self.pop::<KNOWN>() {
            match state.unit() {
                Unit::EvalArgs => self.eval_args.resume_later(),
                Unit::Eval => self.eval.resume(),
                Unit::Special => self.special.resume_later(state),
                Unit::Define => self.define.resume(state),
                Unit::Apply => self.apply.resume(state),
                _ => self.trap.resume(),
            }
            self.arbiter.give(state.unit());
        }
        ControlFlow::Continue(())
    }

    /// Pops the frame in the top register: its unit goes on in its environment.
    #[inline(always)]
    fn resume<const OBSERVED: bool, const KNOWN: u8>(&mut self, limit: u64) {
        let Some(state) = self.pop::<KNOWN>() else { return };
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
            Unit::Apply => {
                self.apply.resume(state);
                None
            }
            _ => {
                self.trap.resume();
                None
            }
        };
        self.give::<OBSERVED, KNOWN>(state.unit(), request, limit);
    }

    /// The frame in the top register is popped; a damaged one is a fault.
    #[inline(always)]
    fn pop<const KNOWN: u8>(&mut self) -> Option<ReturnState> {
        self.clink.full = false;
        self.eval.take_environment(self.clink.top.environment, self.quick::<KNOWN>());
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
        let owner = match self.arbiter.owner {
            Unit::Inline => self.inline.client,
            Unit::Eval if self.eval.sink == Sink::Variable => self.inline.client,
            owner => owner,
        };
        match owner {
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
