//! What conditions, watchpoints and `print` can name: signals, counters, words of memory, variables.

use super::bindings::lexical;
use super::problem::{Problem, suggestion};
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::signals::{Kind, SIGNALS, read};
use conscycle_machine::word::{NIL, Word};

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
    /// Cycles since reset.
    Cycle,
    /// Function bodies entered since reset.
    Calls,
    /// Collections begun since reset.
    Collections,
    /// Words allocated since reset.
    Allocated,
    /// The word at an address.
    Memory(u32),
    /// The value of the variable with this symbol where the machine is.
    Variable(Word),
    /// A number that stands in the condition, without tag.
    Number(u64),
    /// A tagged word that does: what an expression in Lisp is.
    Word(Word),
}

/// Its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A number without tag.
    Number(u64),
    /// A tagged word.
    Word(Word),
}

impl Value {
    /// The value as a number.
    pub const fn bits(self) -> u64 {
        match self {
            Value::Number(number) => number,
            Value::Word(word) => word.0,
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
        match image.symbol(name) {
            Some(symbol) => Ok(Operand::Variable(symbol)),
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
        match (signal(name)?, image.symbol(name)) {
            (None, Some(symbol)) => Ok(Operand::Word(symbol)),
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
                Kind::Word => Value::Word(Word(read(machine, index))),
                _ => Value::Number(read(machine, index)),
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
        let object = machine.memory.read(symbol.address().wrapping_add(1));
        machine.memory.read(object.address().wrapping_add(2))
    })
}

/// The word that somebody has written as a number.
///
/// # Errors
/// A [`Problem`] if the machine's words are shorter.
pub fn fits(text: &str, number: u64, image: &Image) -> Result<Word, Problem> {
    let size = image.config.word;
    if number > size.mask() {
        return Err(Problem(format!("{text} does not fit a word of {} bits", size.bits())));
    }
    Ok(Word(number))
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
        None if text.is_empty() => {
            Err(Problem("an address is expected, as in *0x3700".to_string()))
        }
        None => Err(Problem(format!("{text} is no address"))),
    }
}

/// The signal with this name: `unit.name`, a short name, or a name that only one unit has, where those of
/// `note` give way to others.
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
    let named = |of_note: bool| {
        (0..SIGNALS.len())
            .filter(move |&at| SIGNALS[at].name == name && (SIGNALS[at].scope == "note") == of_note)
    };
    let mut found = named(named(false).next().is_none());
    // A name of one letter is a variable's rather than a signal's.
    match (found.next(), found.next()) {
        (Some(index), None) if name.len() > 1 => Ok(Some(index)),
        _ => Ok(None),
    }
}
