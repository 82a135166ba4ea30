//! The machine: the units, the wires between them, and the clock.
//!
//! Only this module knows that two units exist. In every cycle the unit that holds the token acts
//! on the registers as they were, and its [`Command`] is carried out at the clock edge. The state
//! of the machine is the registers of its units and the words of its memory, nothing else.

use std::collections::VecDeque;

use crate::config::{Collector, Config};
use crate::frame::ReturnState;
use crate::ports::{Command, Halt, Stall, Then, Unit};
use crate::primitives::{Special as Form, Trap as Cause};
use crate::probe::{NoProbe, Probe};
use crate::units::alu::Alu;
use crate::units::apply::{self, Apply};
use crate::units::arbiter::Arbiter;
use crate::units::clink::{Clink, Outcome};
use crate::units::console::Console;
use crate::units::define::{self, Define};
use crate::units::eval::{self, Eval, Sink};
use crate::units::eval_args::{self, EvalArgs, Purpose};
use crate::units::fetch_object::FetchObject;
use crate::units::memory::{Bus, Memory, Operation, Port};
use crate::units::primitive::{self, Primitive};
use crate::units::special::{self, Special};
use crate::units::sweeper::{self, Sweeper};
use crate::units::trap::{self, Trap};
use crate::word::{NIL, Word};

/// Why [`Machine::run`] came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The machine has halted: see [`Machine::halt`].
    Halted,
    /// The cycle limit is reached.
    Limit,
    /// The program reads from the console and there is nothing to read: see
    /// [`Machine::feed`] and [`Machine::close_input`].
    NeedsInput,
    /// The probe asked for it.
    Probe,
}

/// One collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collection {
    /// Why it began.
    pub cause: sweeper::Cause,
    /// Its first cycle.
    pub begin: u64,
    /// Cycles that it took, in which the evaluator stood still.
    pub cycles: u64,
    /// Words of the objects that it kept, without the fixed region.
    pub live: u32,
    /// Words that it has freed.
    pub freed: u32,
}

/// A Lisp machine: its registers, its memory and its cycle counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    config: Config,
    pub memory: Memory,
    pub arbiter: Arbiter,
    pub fetch_object: FetchObject,
    pub eval: Eval,
    pub eval_args: EvalArgs,
    pub apply: Apply,
    pub primitive: Primitive,
    pub special: Special,
    pub define: Define,
    pub clink: Clink,
    pub alu: Alu,
    pub trap: Trap,
    pub sweeper: Sweeper,
    pub console: Console,
    /// Cycles since reset.
    pub cycle: u64,
    /// Why the machine has stopped, if it has.
    pub halt: Halt,
    /// Its last value; of a trap, the culprit.
    pub value: Word,
    /// Function bodies entered, macros' and `eval`'s among them.
    pub calls: u64,
    /// What each collection did.
    pub collections: Vec<Collection>,
    /// Cycles in which each unit held the token, by [`Unit`] number.
    pub unit_cycles: [u64; Unit::NAMES.len()],
    input: VecDeque<u8>,
    /// No byte will be fed after those in `input`.
    input_ends: bool,
    output: Vec<u8>,
}

impl Machine {
    /// A machine after reset: the first words of memory are `words`, `eval` is about to evaluate
    /// `entry` in the global environment, all other registers are zero.
    pub fn new(config: Config, words: &[Word], entry: Word) -> Machine {
        let mut machine = Machine {
            config,
            memory: Memory::new(&config, words),
            arbiter: Arbiter::default(),
            fetch_object: FetchObject::default(),
            eval: Eval::default(),
            eval_args: EvalArgs::default(),
            apply: Apply::default(),
            primitive: Primitive::default(),
            special: Special::default(),
            define: Define::default(),
            clink: Clink::default(),
            alu: Alu::default(),
            trap: Trap::default(),
            sweeper: Sweeper::default(),
            console: Console::default(),
            cycle: 0,
            halt: Halt::Running,
            value: NIL,
            calls: 0,
            collections: Vec::new(),
            unit_cycles: [0; Unit::NAMES.len()],
            input: VecDeque::new(),
            input_ends: false,
            output: Vec::new(),
        };
        let image = machine.memory.free;
        machine.sweeper = Sweeper::new(&config, image);
        machine.eval.start(entry, Sink::Return);
        machine.arbiter.give(Unit::Eval);
        machine
    }

    /// The parameters it was built with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Puts bytes behind those that the console will read.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.input.extend(bytes);
    }

    /// Tells the console that no more bytes will come after those fed.
    pub fn close_input(&mut self) {
        self.input_ends = true;
    }

    /// Takes the bytes that the console has written.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// Bytes that the console has written and nobody has taken.
    pub fn output(&self) -> &[u8] {
        &self.output
    }

    /// Runs until the machine halts, needs input, or `limit` cycles have passed since reset.
    pub fn run(&mut self, limit: u64) -> Stop {
        self.run_with(&mut NoProbe, limit)
    }

    /// As [`Machine::run`], observed by `probe` in every cycle.
    pub fn run_with<P: Probe>(&mut self, probe: &mut P, limit: u64) -> Stop {
        while self.halt == Halt::Running {
            if self.cycle >= limit {
                return Stop::Limit;
            }
            if self.console.waiting && !self.supply_input() {
                probe.pause();
                return Stop::NeedsInput;
            }
            if P::ACTIVE {
                probe.before(self);
                self.clock::<true>();
                if probe.after(self).is_break() {
                    return Stop::Probe;
                }
            } else {
                self.clock::<false>();
            }
        }
        Stop::Halted
    }

    /// One clock cycle, with the memory's request lines kept for an observer. A program that waits
    /// for input goes on waiting.
    pub fn tick(&mut self) {
        if self.halt == Halt::Running {
            if self.console.waiting {
                self.supply_input();
            }
            self.clock::<true>();
        }
    }

    /// Fills the console's input register from what the host has fed; false if there is nothing.
    #[cold]
    fn supply_input(&mut self) -> bool {
        if self.console.input.is_none() {
            self.console.input = self.input.pop_front();
        }
        self.console.closed = self.input_ends && self.console.input.is_none();
        self.console.input.is_some() || self.console.closed
    }

    #[inline(always)]
    fn clock<const OBSERVED: bool>(&mut self) {
        if OBSERVED {
            self.memory.bus = Bus::default();
        }
        self.console.output = None;
        let owner = self.arbiter.owner;
        self.unit_cycles[owner as usize] += 1;
        self.cycle += 1;
        let result = self.step::<OBSERVED>(owner);
        match result {
            Ok(Outcome::Command(command)) => self.carry_out::<OBSERVED>(command),
            Ok(Outcome::Resume) => self.resume(),
            Ok(Outcome::Unwound) => self.arbiter.give(Unit::Trap),
            Err(Stall::Busy) => {}
            Err(Stall::Full) => self.full(),
        }
    }

    /// The token's holder acts.
    #[inline(always)]
    fn step<const OBSERVED: bool>(&mut self, owner: Unit) -> Result<Outcome, Stall> {
        let size = self.config.word;
        let namespace = self.config.namespace;
        let fetched = &self.fetch_object.words;
        let frame = &self.clink.top;
        let value = self.clink.value;
        let room = !self.clink.full;
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        let command = match owner {
            Unit::FetchObject => {
                let (banks, latency) = (self.memory.banks(), self.memory.latency());
                let memory = &self.memory;
                let done = self.fetch_object.step(banks, latency, |address| memory.read(address));
                if done { Command::Done } else { Command::Stay }
            }
            Unit::Eval => self.eval.step(&eval::Inputs { namespace, fetched, frame, value, room }),
            Unit::EvalArgs => {
                let inputs = eval_args::Inputs { fetched, frame, value, room };
                self.eval_args.step(&inputs, &mut port)?
            }
            Unit::Apply => {
                let clink = self.clink.clink;
                let inputs = apply::Inputs { size, fetched, alu: &self.alu, clink, room };
                self.apply.step(&inputs, &mut port)?
            }
            Unit::Primitive => {
                let (operands, cycle) = (&self.apply.operands, self.cycle);
                let inputs = primitive::Inputs { size, fetched, operands, cycle };
                let command = self.primitive.step(&inputs, &mut self.console, &mut port)?;
                if let Some(byte) = self.console.output {
                    self.output.push(byte);
                }
                command
            }
            Unit::Special => {
                let inputs = special::Inputs { fetched, frame, value, room };
                self.special.step(&inputs, &mut port)?
            }
            Unit::Define => {
                let env = self.eval.env;
                let inputs = define::Inputs { namespace, fetched, env, frame, value, room };
                self.define.step(&inputs, &mut port)?
            }
            Unit::Clink => return self.clink.step(fetched, &mut port),
            Unit::Alu => {
                if self.alu.step(size) {
                    Command::Done
                } else {
                    Command::Stay
                }
            }
            Unit::Trap => {
                let clink = self.clink.clink;
                self.trap.step(&trap::Inputs { frame, value, room, clink })
            }
            Unit::Sweeper => {
                self.sweep::<OBSERVED>();
                Command::Stay
            }
            Unit::Halted => Command::Stay,
        };
        Ok(Outcome::Command(command))
    }

    /// A cycle of the sweeper.
    #[inline(never)]
    fn sweep<const OBSERVED: bool>(&mut self) {
        let root = match self.sweeper.state {
            sweeper::State::Root | sweeper::State::MarkRoot => {
                self.root(self.sweeper.root).copied().unwrap_or_default()
            }
            _ => NIL,
        };
        let Memory { free, end, wanted, .. } = self.memory;
        let size = self.config.word;
        let inputs = sweeper::Inputs { size, root, roots: ROOTS, free, end, wanted };
        let mut port = Port::<OBSERVED>::new(&mut self.memory);
        match self.sweeper.step(&inputs, &mut port) {
            Ok(sweeper::Outcome::SetRoot { root, value }) => {
                if let Some(register) = self.root(root) {
                    *register = value;
                }
            }
            Ok(sweeper::Outcome::Retired) => self.memory.take_block(end, end, end),
            Ok(sweeper::Outcome::Block { free, limit, end }) => {
                self.memory.take_block(free, limit, end);
                self.arbiter.give(self.arbiter.evaluator);
            }
            Ok(sweeper::Outcome::Exhausted) if self.memory.collected => {
                self.arbiter.give(self.arbiter.evaluator);
                self.out_of_memory();
            }
            Ok(sweeper::Outcome::Exhausted) => self.begin_collection(sweeper::Cause::Full),
            Ok(sweeper::Outcome::Done) => self.end_collection(),
            Ok(sweeper::Outcome::Stay) | Err(_) => {}
        }
    }

    /// The clock edge: the command's payload is taken and the token moves.
    #[inline(always)]
    fn carry_out<const OBSERVED: bool>(&mut self, command: Command) {
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
                if number >= Form::Lambda as u32 && number <= Form::Defmacro as u32 {
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
            Command::Return { value } => self.give_value(value),
            Command::MakeRoom => {
                self.clink.make_room();
                self.arbiter.lend(Unit::Clink);
            }
            Command::LoadNumber { second, data } => self.alu.load(second, data),
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
                self.give_value(value);
            }
            Command::SetVector { handler } => {
                let before = std::mem::replace(&mut self.trap.vector, handler);
                self.give_value(before);
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
            Command::Halt { reason, value } => self.stop(reason, value),
        }
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
    fn give_value(&mut self, value: Word) {
        self.clink.value = value;
        if self.clink.full {
            self.resume();
        } else if self.clink.clink.is_nil() {
            self.stop(Halt::Done, value);
        } else {
            self.clink.reload(false);
            self.arbiter.give(Unit::Clink);
        }
    }

    /// Pops the frame in the top register: its unit goes on in its environment.
    #[inline(always)]
    fn resume(&mut self) {
        self.clink.full = false;
        self.eval.env = self.clink.top.environment;
        let unit = match ReturnState::of(self.clink.top.state) {
            Some(ReturnState::Arguments) => {
                self.eval_args.state = eval_args::State::ResumeArguments;
                Unit::EvalArgs
            }
            Some(ReturnState::Operator) => {
                self.eval.state = eval::State::ResumeOperator;
                Unit::Eval
            }
            Some(ReturnState::If) => {
                self.special.state = special::State::ResumeIf;
                Unit::Special
            }
            Some(ReturnState::Sequence) => {
                self.special.state = special::State::ResumeSequence;
                Unit::Special
            }
            Some(ReturnState::Expand) => {
                self.special.state = special::State::ResumeExpand;
                Unit::Special
            }
            Some(ReturnState::CatchHandler) => {
                self.special.state = special::State::ResumeCatchHandler;
                Unit::Special
            }
            Some(ReturnState::Catch) => {
                self.special.state = special::State::ResumeCatch;
                Unit::Special
            }
            Some(ReturnState::Define) => {
                self.define.state = define::State::ResumeDefine;
                Unit::Define
            }
            Some(ReturnState::Set) => {
                self.define.state = define::State::ResumeSet;
                Unit::Define
            }
            Some(ReturnState::TrapHandler) => {
                self.trap.state = trap::State::ResumeTrap;
                Unit::Trap
            }
            None => return self.fault(Cause::BadOpcode, self.clink.top.state),
        };
        self.arbiter.give(unit);
    }

    /// A fault of the token's holder. In an argument that has no frame yet, one is pushed first, so
    /// that the handler's value can stand for the argument.
    #[inline(never)]
    fn fault(&mut self, cause: Cause, culprit: Word) {
        self.trap.start(cause, culprit, self.origin());
        if self.arbiter.owner == Unit::Eval && self.eval.sink == Sink::Argument {
            self.eval_args.save(Purpose::Trap);
            self.arbiter.give(Unit::EvalArgs);
        } else {
            self.arbiter.give(Unit::Trap);
        }
    }

    /// The allocator has no room for the token's holder, or the torture setting asks for a
    /// collection. After a collection that has not made room, memory is out.
    #[inline(never)]
    fn full(&mut self) {
        let tortured = self.memory.is_tortured();
        match self.config.collector {
            Collector::None => return self.out_of_memory(),
            _ if tortured => self.begin_collection(sweeper::Cause::Torture),
            Collector::Copying if self.memory.collected => return self.out_of_memory(),
            Collector::Copying => self.begin_collection(sweeper::Cause::Full),
            Collector::MarkSweep => self.sweeper.refill(),
        }
        self.arbiter.evaluator = self.arbiter.owner;
        self.arbiter.give(Unit::Sweeper);
    }

    fn begin_collection(&mut self, cause: sweeper::Cause) {
        self.sweeper.start(self.config.collector, cause);
        self.collections.push(Collection {
            cause,
            begin: self.cycle,
            cycles: 0,
            live: 0,
            freed: match self.config.collector {
                Collector::MarkSweep => self.sweeper.used() - (self.memory.end - self.memory.free),
                Collector::None | Collector::Copying => self.memory.free - self.memory.base,
            },
        });
    }

    /// The sweeper hands memory back, and the evaluator goes on where it waits. Where a collection
    /// leaves less than the reserve, memory is out: the machine must not spend its time collecting.
    fn end_collection(&mut self) {
        let (base, end) = self.sweeper.space();
        let reserve = self.config.reserve();
        let swept = self.config.collector == Collector::MarkSweep;
        let left = if swept { self.sweeper.available } else { end - self.sweeper.free };
        let rearm = !self.trap.reserve_used || left >= 3 * reserve;
        let held = if rearm { reserve } else { 0 };
        self.trap.reserve_used = !rearm;
        if let Some(collection) = self.collections.last_mut() {
            collection.cycles = self.cycle - collection.begin;
            collection.live = self.sweeper.live;
            collection.freed -= self.sweeper.live;
        }
        let is_out = rearm && self.sweeper.cause == sweeper::Cause::Full && left < 2 * reserve;
        if swept {
            self.memory.collected = true;
            self.sweeper.held = held;
            if !is_out {
                return self.sweeper.refill();
            }
        } else {
            self.memory.collected(base, self.sweeper.free, end, held);
        }
        self.arbiter.give(self.arbiter.evaluator);
        if is_out {
            self.out_of_memory();
        }
    }

    /// No memory for the token's holder: what it is doing is abandoned.
    fn out_of_memory(&mut self) {
        self.memory.wait = 0;
        self.memory.collected = false;
        self.trap.start(Cause::OutOfMemory, NIL, self.origin());
        self.arbiter.give(Unit::Trap);
    }

    /// The form or cell that the token's holder is at, for the backtrace.
    fn origin(&self) -> Word {
        match self.arbiter.owner {
            Unit::Special => self.special.form,
            Unit::Define => self.define.form,
            Unit::Eval if self.eval.sink != Sink::Argument => self.eval.expr,
            _ if self.eval_args.arguments.is_nil() => self.eval.expr,
            _ => self.eval_args.arguments,
        }
    }

    #[inline(never)]
    fn stop(&mut self, reason: Halt, value: Word) {
        self.halt = reason;
        self.value = value;
        self.arbiter.give(Unit::Halted);
    }
}

/// The registers that hold tagged words, by the number of the sweeper's root port.
macro_rules! roots {
    ($($unit:ident.$($field:ident).+;)+) => {
        /// How many root registers there are.
        pub const ROOTS: u32 = [$(stringify!($unit)),+].len() as u32;

        impl Machine {
            /// The root register with this number.
            fn root(&mut self, number: u32) -> Option<&mut Word> {
                let roots = [$(&mut self.$unit.$($field).+),+];
                roots.into_iter().nth(number as usize)
            }
        }
    };
}

roots! {
    eval.expr;
    eval.env;
    eval.operator;
    eval.operands;
    eval.binding;
    eval.symbol_object;
    eval_args.function;
    eval_args.arguments;
    eval_args.rest;
    eval_args.values;
    eval_args.operands.x;
    eval_args.operands.y;
    eval_args.operands.z;
    eval_args.operands.list;
    apply.function;
    apply.operands.x;
    apply.operands.y;
    apply.operands.z;
    apply.operands.list;
    apply.body;
    apply.parameters;
    apply.environment;
    apply.symbol;
    apply.pair;
    primitive.object;
    special.form;
    special.operands;
    special.pending;
    special.handler;
    define.form;
    define.operands;
    define.symbol;
    define.parameters;
    define.body;
    define.value;
    define.binding;
    define.pair;
    clink.top.operator;
    clink.top.arguments;
    clink.top.values;
    clink.top.environment;
    clink.clink;
    clink.cell;
    clink.value;
    trap.culprit;
    trap.origin;
    trap.vector;
    trap.clink;
    trap.passed;
}
