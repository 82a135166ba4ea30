//! What conditions, watchpoints and `print` can name: signals, counters, words of memory, variables.

use super::{Problem, suggestion};
use crate::image::Image;
use crate::machine::Machine;
use crate::object::{FunctionKind, Type, fixed, is_type, subtype};
use crate::ports::Unit;
use crate::signals::{Kind, READ, SIGNALS};
use crate::units::apply;
use crate::word::{NIL, Word};

/// Bindings of an environment that are looked at.
const MOST_BINDINGS: u32 = 10_000;

/// Short names of signals.
const SHORT: [(&str, &str); 5] = [
    ("state", "arbiter.state"),
    ("unit", "arbiter.owner"),
    ("halt", "arbiter.halt"),
    ("trap", "trap.cause"),
    ("value", "clink.value"),
];

/// Something with a value in every cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// A signal, by its position in [`SIGNALS`].
    Signal(usize),
    Cycle,
    Calls,
    Collections,
    Allocated,
    /// The word at an address.
    Memory(u32),
    /// The value of the variable with this symbol where the machine is.
    Variable(Word),
    Number(u64),
    Word(Word),
}

/// Its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Number(u64),
    Word(Word),
}

impl Value {
    /// The value as a number.
    pub const fn bits(self) -> u64 {
        match self {
            Value::Number(number) => number,
            Value::Word(word) => word.0 as u64,
        }
    }
}

impl Operand {
    /// Finds what a name stands for.
    ///
    /// # Errors
    /// A [`Problem`] if it is nothing, or not one thing.
    pub fn parse(name: &str, image: &Image) -> Result<Operand, Problem> {
        if let Some(address) = name.strip_prefix('*') {
            return Ok(Operand::Memory(address_of(address, image)?));
        }
        if let Some(number) = number(name) {
            return Ok(Operand::Number(number));
        }
        match name {
            "cycle" => return Ok(Operand::Cycle),
            "calls" => return Ok(Operand::Calls),
            "collections" => return Ok(Operand::Collections),
            "allocated" => return Ok(Operand::Allocated),
            "fn" => return Err(Problem("fn must be compared with a name: fn=fib".to_string())),
            _ => {}
        }
        if let Some(index) = signal(name)? {
            return Ok(Operand::Signal(index));
        }
        match image.symbols.get(name) {
            Some(&symbol) => Ok(Operand::Variable(symbol)),
            None => {
                let names = SIGNALS.iter().map(|signal| signal.name);
                let names = names.chain(image.symbols.keys().map(String::as_str));
                let meant = suggestion(name, names);
                Err(Problem(format!("{name} is no signal, counter, symbol or number{meant}")))
            }
        }
    }

    /// As [`Operand::parse`], for a name that is compared with a tagged word.
    ///
    /// # Errors
    /// A [`Problem`] if it is nothing.
    pub fn word(name: &str, image: &Image) -> Result<Operand, Problem> {
        if name == "nil" {
            return Ok(Operand::Word(NIL));
        }
        if !name.starts_with("0x")
            && let Ok(integer) = name.parse()
        {
            let word = image.config.word.immediate(integer);
            let word = word.ok_or_else(|| Problem(format!("{name} is no immediate integer")))?;
            return Ok(Operand::Word(word));
        }
        if let Some(number) = number(name) {
            return Ok(Operand::Word(fits(name, number, image)?));
        }
        match (signal(name)?, image.symbols.get(name)) {
            (None, Some(&symbol)) => Ok(Operand::Word(symbol)),
            _ => Operand::parse(name, image),
        }
    }

    /// What a comparison with it should take the other side for.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Operand::Signal(index) => Some(SIGNALS[*index].kind),
            Operand::Memory(_) | Operand::Variable(_) | Operand::Word(_) => Some(Kind::Word),
            _ => None,
        }
    }

    /// Is it a Lisp variable?
    pub const fn is_variable(&self) -> bool {
        matches!(self, Operand::Variable(_))
    }

    /// Its value now.
    #[inline]
    pub fn value(&self, machine: &Machine) -> Value {
        match *self {
            Operand::Signal(index) => match SIGNALS[index].kind {
                Kind::Word => Value::Word(Word(READ[index](machine))),
                _ => Value::Number(READ[index](machine).into()),
            },
            Operand::Cycle => Value::Number(machine.cycle),
            Operand::Calls => Value::Number(machine.calls),
            Operand::Collections => Value::Number(machine.collections.count() as u64),
            Operand::Allocated => Value::Number(machine.memory.allocated),
            Operand::Memory(address) => Value::Word(machine.memory.read(address)),
            Operand::Variable(symbol) => Value::Word(variable(machine, symbol)),
            Operand::Number(number) => Value::Number(number),
            Operand::Word(word) => Value::Word(word),
        }
    }
}

/// The value of a variable: its binding in the current environment, or its symbol's value.
pub fn variable(machine: &Machine, symbol: Word) -> Word {
    lexical(machine, symbol).unwrap_or_else(|| {
        let object = machine.memory.read(symbol.0.wrapping_add(1));
        machine.memory.read(object.0.wrapping_add(2))
    })
}

/// The value of a variable's binding where the machine is: the environment in which it evaluates; or,
/// where a function is about to be applied, the bindings of this call, and then what the function
/// sees.
pub fn lexical(machine: &Machine, symbol: Word) -> Option<Word> {
    let Some(function) = called(machine) else {
        return binding(machine, machine.eval.env, symbol);
    };
    parameter(machine, function, symbol)
        .or_else(|| binding(machine, machine.memory.read(function.plus(3).0), symbol))
}

/// The names and the values of the bindings where the machine is, the innermost first.
pub fn bindings(machine: &Machine) -> Vec<(Word, Word)> {
    let memory = &machine.memory;
    let mut found: Vec<(Word, Word)> = Vec::new();
    let mut environment = machine.eval.env;
    if let Some(function) = called(machine) {
        let parameters = Parameters::new(machine, function);
        found.extend(parameters.map(|(name, value)| (name, value.unwrap_or(fixed::UNBOUND))));
        environment = memory.read(function.plus(3).0);
    }
    found.extend(Pairs { machine, cell: environment, left: MOST_BINDINGS });
    let mut seen = std::collections::HashSet::new();
    found.retain(|(name, _)| seen.insert(name.0));
    found
}

/// The value of a variable in an environment.
fn binding(machine: &Machine, environment: Word, symbol: Word) -> Option<Word> {
    let mut pairs = Pairs { machine, cell: environment, left: MOST_BINDINGS };
    pairs.find(|(name, _)| *name == symbol).map(|(_, value)| value)
}

fn is_cons(machine: &Machine, word: Word) -> bool {
    word.is_pointer() && is_type(machine.memory.read(word.0), Type::Cons)
}

/// The bindings of an environment.
struct Pairs<'a> {
    machine: &'a Machine,
    cell: Word,
    left: u32,
}

impl Iterator for Pairs<'_> {
    type Item = (Word, Word);

    fn next(&mut self) -> Option<(Word, Word)> {
        let memory = &self.machine.memory;
        while self.left > 0 && is_cons(self.machine, self.cell) {
            self.left -= 1;
            let pair = memory.read(self.cell.plus(1).0);
            self.cell = memory.read(self.cell.plus(2).0);
            if is_cons(self.machine, pair) {
                return Some((memory.read(pair.plus(1).0), memory.read(pair.plus(2).0)));
            }
        }
        None
    }
}

/// The function of the program that is about to bind its parameters.
fn called(machine: &Machine) -> Option<Word> {
    let function = machine.apply.function;
    let is_applied =
        machine.arbiter.owner == Unit::Apply && machine.apply.state == apply::State::Apply;
    if !is_applied || !function.is_pointer() {
        return None;
    }
    let header = machine.memory.read(function.0);
    let kind = FunctionKind::ALL.get(subtype(header) as usize);
    let binds =
        matches!(kind, Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro));
    (is_type(header, Type::Function) && binds).then_some(function)
}

/// What a call binds a parameter to: `None` if it is none of its parameters. One that has no operand
/// is unbound, and so is a rest parameter whose list has still to be made.
fn parameter(machine: &Machine, function: Word, symbol: Word) -> Option<Word> {
    let mut parameters = Parameters::new(machine, function).filter(|(name, _)| *name == symbol);
    parameters.next().map(|(_, value)| value.unwrap_or(fixed::UNBOUND))
}

/// The parameters of a function, with the operands that it is about to be applied to.
struct Parameters<'a> {
    machine: &'a Machine,
    parameters: Word,
    /// Operands in the registers, from this one on.
    at: usize,
    list: Word,
    left: u32,
}

impl Parameters<'_> {
    fn new(machine: &Machine, function: Word) -> Parameters<'_> {
        let parameters = machine.memory.read(function.plus(2).0);
        let list = machine.apply.operands.list;
        Parameters { machine, parameters, at: 0, list, left: MOST_BINDINGS }
    }

    fn operand(&mut self) -> Option<Word> {
        let operands = &self.machine.apply.operands;
        let registers = [operands.x, operands.y, operands.z];
        if let Some(&operand) = registers[..operands.count.min(3) as usize].get(self.at) {
            self.at += 1;
            return Some(operand);
        }
        let cell = self.list;
        is_cons(self.machine, cell).then(|| {
            self.list = self.machine.memory.read(cell.plus(2).0);
            self.machine.memory.read(cell.plus(1).0)
        })
    }
}

impl Iterator for Parameters<'_> {
    type Item = (Word, Option<Word>);

    fn next(&mut self) -> Option<(Word, Option<Word>)> {
        let (memory, parameters) = (&self.machine.memory, self.parameters);
        self.left = self.left.checked_sub(1)?;
        if is_cons(self.machine, parameters) {
            self.parameters = memory.read(parameters.plus(2).0);
            return Some((memory.read(parameters.plus(1).0), self.operand()));
        }
        if parameters.is_nil() || !parameters.is_pointer() {
            return None;
        }
        self.parameters = NIL;
        let in_registers = (self.at as u32) < self.machine.apply.operands.count;
        Some((parameters, (!in_registers).then_some(self.list)))
    }
}

/// The word that somebody has written as a number.
///
/// # Errors
/// A [`Problem`] if the machine's words are shorter.
pub fn fits(text: &str, number: u64, image: &Image) -> Result<Word, Problem> {
    let size = image.config.word;
    match u32::try_from(number) {
        Ok(bits) if bits <= size.mask() => Ok(Word(bits)),
        _ => Err(Problem(format!("{text} does not fit a word of {} bits", size.bits()))),
    }
}

/// There is no symbol of this name.
pub fn no_symbol(name: &str, image: &Image) -> Problem {
    let meant = suggestion(name, image.symbols.keys().map(String::as_str));
    Problem(format!("no symbol is named {name}{meant}"))
}

/// A number, decimal or with `0x`.
pub fn number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// An address in the image's memory.
///
/// # Errors
/// A [`Problem`] if it is no number or there is no such address.
pub fn address_of(text: &str, image: &Image) -> Result<u32, Problem> {
    let memory = image.config.memory;
    match number(text) {
        Some(address) if address < u64::from(memory) => Ok(address as u32),
        Some(_) => Err(Problem(format!("{text} is no address: memory has {memory:#x} words"))),
        None => Err(Problem(format!("{text} is no address"))),
    }
}

/// The signal with this name: `unit.name`, a short name, or a name that only one unit has.
///
/// # Errors
/// A [`Problem`] if several have it, or if a unit has no such signal.
pub fn signal(name: &str) -> Result<Option<usize>, Problem> {
    let name = SHORT.iter().find(|(short, _)| *short == name).map_or(name, |(_, path)| path);
    if let Some((scope, rest)) = name.split_once('.') {
        let found = SIGNALS.iter().position(|signal| signal.scope == scope && signal.name == rest);
        if found.is_none() && SIGNALS.iter().any(|signal| signal.scope == scope) {
            return Err(Problem(format!(
                "{scope} has no signal named {rest}: try `signals {scope}`"
            )));
        }
        return Ok(found);
    }
    let mut found = (0..SIGNALS.len()).filter(|&at| SIGNALS[at].name == name);
    // A name of one letter is a variable's rather than a signal's.
    match (found.next(), found.next()) {
        (Some(index), None) if name.len() > 1 => Ok(Some(index)),
        _ => Ok(None),
    }
}
