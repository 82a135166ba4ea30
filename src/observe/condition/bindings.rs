//! What the variables of a program are bound to where the machine is.

use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, Type, fixed, is_type, subtype};
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::units::apply;
use conscycle_machine::word::{NIL, Word};

/// Bindings of an environment that are looked at.
const MOST_BINDINGS: u32 = 10_000;

/// The registers of locals, and of operands.
const LOCALS: [&str; 3] = ["eval.local0", "eval.local1", "eval.local2"];
const OPERANDS: [&str; 3] = ["apply.x", "apply.y", "apply.z"];

/// What an unbound variable has.
const UNBOUND: (Word, Home) = (fixed::UNBOUND, Home::Nowhere);

/// Where the value of a binding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// In a register, by the path of its signal.
    Register(&'static str),
    /// In memory, at this address.
    Memory(u32),
    /// Nowhere: it is unbound.
    Nowhere,
}

/// The value of a variable's binding where the machine is: the environment in which it evaluates; or,
/// where a function is about to be applied, the bindings of this call, and then what the function
/// sees.
pub fn lexical(machine: &Machine, symbol: Word) -> Option<Word> {
    home(machine, symbol).map(|(value, _)| value)
}

/// The same, with where it stands.
pub fn home(machine: &Machine, symbol: Word) -> Option<(Word, Home)> {
    if has_ended(machine) {
        return None;
    }
    let Some(function) = called(machine) else {
        let local = locals(machine).into_iter().find(|(name, ..)| *name == symbol);
        return local
            .map(|(_, value, home)| (value, home))
            .or_else(|| binding(machine, machine.eval.env, symbol));
    };
    parameter(machine, function, symbol)
        .or_else(|| binding(machine, machine.memory.read(function.plus(3).address()), symbol))
}

/// The names and the values of the bindings where the machine is, the innermost first.
pub fn bindings(machine: &Machine) -> Vec<(Word, Word)> {
    if has_ended(machine) {
        return Vec::new();
    }
    let memory = &machine.memory;
    let mut found: Vec<(Word, Word)> = Vec::new();
    let mut environment = machine.eval.env;
    if let Some(function) = called(machine) {
        let parameters = Parameters::new(machine, function);
        found.extend(parameters.map(|(name, operand)| (name, operand.unwrap_or(UNBOUND).0)));
        environment = memory.read(function.plus(3).address());
    } else {
        found.extend(locals(machine).into_iter().map(|(name, value, _)| (name, value)));
    }
    let pairs = Pairs { machine, cell: environment, left: MOST_BINDINGS };
    found.extend(pairs.map(|(name, value, _)| (name, value)));
    let mut seen = std::collections::HashSet::new();
    found.retain(|(name, _)| seen.insert(name.0));
    found
}

/// Has the program ended? Then it is at its top level, whatever environment was there last.
fn has_ended(machine: &Machine) -> bool {
    machine.arbiter.owner == Unit::Halted && machine.arbiter.halt == Halt::Done
}

/// With quick evaluation, the locals that are in registers only, with their names, the innermost first.
fn locals(machine: &Machine) -> Vec<(Word, Word, Home)> {
    let scope = &machine.eval.scope;
    let mut found = Vec::new();
    let mut parameters = scope.parameters;
    let count = if scope.pending { scope.locals.min(3) } else { 0 };
    for number in 0..count {
        if !is_cons(machine, parameters) {
            break;
        }
        let name = machine.memory.read(parameters.plus(1).address());
        let home = Home::Register(LOCALS[number as usize]);
        found.insert(0, (name, scope.local(number), home));
        parameters = machine.memory.read(parameters.plus(2).address());
    }
    found
}

/// The value of a variable in an environment, and where it stands.
fn binding(machine: &Machine, environment: Word, symbol: Word) -> Option<(Word, Home)> {
    let mut pairs = Pairs { machine, cell: environment, left: MOST_BINDINGS };
    pairs.find(|(name, ..)| *name == symbol).map(|(_, value, home)| (value, home))
}

fn is_cons(machine: &Machine, word: Word) -> bool {
    word.is_pointer() && is_type(machine.memory.read(word.address()), Type::Cons)
}

/// The bindings of an environment.
struct Pairs<'a> {
    machine: &'a Machine,
    cell: Word,
    left: u32,
}

impl Iterator for Pairs<'_> {
    type Item = (Word, Word, Home);

    fn next(&mut self) -> Option<(Word, Word, Home)> {
        let memory = &self.machine.memory;
        while self.left > 0 && is_cons(self.machine, self.cell) {
            self.left -= 1;
            let pair = memory.read(self.cell.plus(1).address());
            self.cell = memory.read(self.cell.plus(2).address());
            if is_cons(self.machine, pair) {
                let at = pair.plus(2).address();
                let name = memory.read(pair.plus(1).address());
                return Some((name, memory.read(at), Home::Memory(at)));
            }
        }
        None
    }
}

/// The function of the program that is about to bind its parameters.
fn called(machine: &Machine) -> Option<Word> {
    let function = machine.apply.function;
    let is_applied = machine.arbiter.owner == Unit::Apply
        && matches!(machine.apply.state, apply::State::Apply | apply::State::ApplyDispatch);
    if !is_applied || !function.is_pointer() {
        return None;
    }
    let header = machine.memory.read(function.address());
    let kind = FunctionKind::ALL.get(subtype(header) as usize);
    let binds =
        matches!(kind, Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro));
    (is_type(header, Type::Function) && binds).then_some(function)
}

/// What a call binds a parameter to: `None` if it is none of its parameters. One that has no operand
/// is unbound, and so is a rest parameter whose list has still to be made.
fn parameter(machine: &Machine, function: Word, symbol: Word) -> Option<(Word, Home)> {
    let mut parameters = Parameters::new(machine, function).filter(|(name, _)| *name == symbol);
    parameters.next().map(|(_, operand)| operand.unwrap_or(UNBOUND))
}

/// The parameters of a function, with the operands that it is about to be applied to.
struct Parameters<'a> {
    machine: &'a Machine,
    parameters: Word,
    /// Operands in the registers, from this one on.
    at: usize,
    list: Word,
    /// The cell before the list.
    last: Option<Word>,
    left: u32,
}

impl Parameters<'_> {
    fn new(machine: &Machine, function: Word) -> Parameters<'_> {
        let parameters = machine.memory.read(function.plus(2).address());
        let list = machine.apply.operands.list;
        Parameters { machine, parameters, at: 0, list, last: None, left: MOST_BINDINGS }
    }

    fn operand(&mut self) -> Option<(Word, Home)> {
        let operands = &self.machine.apply.operands;
        let registers = [operands.x, operands.y, operands.z];
        if let Some(&operand) = registers[..operands.count.min(3) as usize].get(self.at) {
            let home = Home::Register(OPERANDS[self.at]);
            self.at += 1;
            return Some((operand, home));
        }
        let cell = self.list;
        is_cons(self.machine, cell).then(|| {
            self.last = Some(cell);
            self.list = self.machine.memory.read(cell.plus(2).address());
            let at = cell.plus(1).address();
            (self.machine.memory.read(at), Home::Memory(at))
        })
    }
}

impl Parameters<'_> {
    /// Where the list of the operands that are left stands.
    fn rest(&self) -> Home {
        match self.last {
            Some(cell) => Home::Memory(cell.plus(2).address()),
            None => Home::Register("apply.list"),
        }
    }
}

impl Iterator for Parameters<'_> {
    /// A parameter, and its operand with where that stands.
    type Item = (Word, Option<(Word, Home)>);

    fn next(&mut self) -> Option<Self::Item> {
        let (memory, parameters) = (&self.machine.memory, self.parameters);
        self.left = self.left.checked_sub(1)?;
        if is_cons(self.machine, parameters) {
            self.parameters = memory.read(parameters.plus(2).address());
            return Some((memory.read(parameters.plus(1).address()), self.operand()));
        }
        if parameters.is_nil() || !parameters.is_pointer() {
            return None;
        }
        self.parameters = NIL;
        let in_registers = (self.at as u32) < self.machine.apply.operands.count;
        Some((parameters, (!in_registers).then(|| (self.list, self.rest()))))
    }
}
