//! Evaluates an expression where the machine is, on a copy of it: the run does not notice.
//!
//! The copy gets the expression as data in its heap, no frames and no trap handler, and evaluates in
//! the environment of the moment, as any program would.

use std::collections::BTreeMap;

use conscycle_image::Image;
use conscycle_image::builder::{float_object, string_object};
use conscycle_image::printer::Printer;
use conscycle_image::reader::{Datum, Syntax, read_all};
use conscycle_machine::object::{CONS_HEADER, SymbolKind, Type, fixed, header, vector_words};
use conscycle_machine::ports::{Halt, MemoryPort as _, Stall, Unit};
use conscycle_machine::primitives::Fault;
use conscycle_machine::units::memory::Port;
use conscycle_machine::word::{NIL, Word};
use conscycle_machine::{Machine, Stop};
use conscycle_observe::condition::Problem;

/// Elements of a value that are printed.
const SHOWN: usize = 200;

/// Is this text an expression, and no name or number?
pub fn is_expression(text: &str) -> bool {
    text.starts_with(['(', '\'', '`', '"', '#'])
}

/// The lines that tell the value of an expression: what it writes, and its value. It is given up after `patience`
/// cycles.
///
/// # Errors
/// A [`Problem`] if it cannot be read, traps, reads the console, or takes too long.
pub fn evaluate(
    machine: &Machine,
    image: &Image,
    text: &str,
    patience: u64,
) -> Result<Vec<String>, Problem> {
    if machine.arbiter.owner == Unit::Sweeper {
        return Err(Problem("nothing can be evaluated in a collection".to_string()));
    }
    let forms = read_all(text).map_err(|error| Problem(error.to_string()))?;
    let [form] = forms.as_slice() else {
        return Err(Problem("one expression is expected".to_string()));
    };
    let mut copy = machine.clone();
    copy.take_output();
    // The copy allocates as if the torture setting were not: it must not collect in between.
    copy.memory.countdown = u32::MAX;
    copy.memory.wait = 0;
    copy.memory.collected = false;
    let mut writer = Writer { machine: &mut copy, image, symbols: BTreeMap::new() };
    let expression = writer.datum(&form.datum)?;
    copy.memory.countdown = machine.memory.countdown;
    copy.evaluate(expression);
    match copy.run(copy.cycle.saturating_add(patience)) {
        Stop::Halted if copy.arbiter.halt == Halt::Trap => Err(trap(&copy)),
        Stop::Halted => {
            let output = copy.take_output();
            let output = String::from_utf8_lossy(&output);
            let mut lines: Vec<String> = output.lines().map(str::to_string).collect();
            lines.push(format!("=> {}", show(&copy, copy.value)));
            Ok(lines)
        }
        Stop::NeedsInput => {
            Err(Problem("it reads the console, which is the program's".to_string()))
        }
        Stop::NeedsAnswer => {
            Err(Problem("it asks the host, which answers the program".to_string()))
        }
        Stop::Limit | Stop::Probe => Err(Problem(format!("no value after {patience} cycles"))),
    }
}

fn show(machine: &Machine, word: Word) -> String {
    Printer::new(&machine.memory, machine.config()).with_max_items(SHOWN).print(word)
}

fn trap(machine: &Machine) -> Problem {
    let cause = machine.trap.cause;
    Problem(match cause {
        Fault::OutOfMemory => format!("trap: {}", cause.message()),
        _ => format!("trap: {}: {}", cause.message(), show(machine, machine.trap.culprit)),
    })
}

/// Writes data into a machine's heap.
struct Writer<'a> {
    machine: &'a mut Machine,
    image: &'a Image,
    /// Symbols that the image has not.
    symbols: BTreeMap<String, Word>,
}

impl Writer<'_> {
    fn datum(&mut self, datum: &Datum) -> Result<Word, Problem> {
        match datum {
            Datum::Nil => Ok(NIL),
            Datum::Integer(value) => self.integer(*value),
            Datum::BigInteger(value) => {
                let bits = self.machine.config().word.bits();
                Err(Problem(format!("{value} does not fit a word of {bits} bits")))
            }
            Datum::Ratio(..) => Err(Problem(format!("{datum} has two parts: write (/ ...)"))),
            Datum::Float(value) => {
                let Some(words) = float_object(*value, self.machine.config().word) else {
                    return Err(Problem(format!(
                        "{datum} is a float: these need words of 32 bits"
                    )));
                };
                self.allocate(words.len().next_multiple_of(2) as u32, &words)
            }
            Datum::Symbol(name) => self.symbol(name),
            Datum::Keyword(name) => self.symbol(&format!(":{name}")),
            Datum::Char(code) => Ok(fixed::char(*code)),
            Datum::String(bytes) => self.string(bytes),
            Datum::List { items, tail } => {
                let tail = tail.as_ref().map_or(Ok(NIL), |tail| self.datum(&tail.datum))?;
                let elements = self.elements(items)?;
                elements
                    .into_iter()
                    .rev()
                    .try_fold(tail, |rest, element| self.allocate(4, &[CONS_HEADER, element, rest]))
            }
            Datum::Vector(items) => {
                let elements = self.elements(items)?;
                let mut words = vec![header(Type::Vector, 0), self.length(items.len())?];
                words.extend(elements);
                self.allocate(vector_words(items.len() as u32), &words)
            }
        }
    }

    fn elements(&mut self, items: &[Syntax]) -> Result<Vec<Word>, Problem> {
        items.iter().map(|item| self.datum(&item.datum)).collect()
    }

    /// A symbol of the image, or a new one: those that the program has made cannot be found by name.
    fn symbol(&mut self, name: &str) -> Result<Word, Problem> {
        if let Some(&symbol) = self.image.symbols.get(name).or(self.symbols.get(name)) {
            return Ok(symbol);
        }
        let kind = if name.starts_with(':') { SymbolKind::Constant } else { SymbolKind::Variable };
        let text = self.string(name.as_bytes())?;
        let object = [header(Type::SymbolObject, 0), text, fixed::UNBOUND, NIL];
        let object = self.allocate(4, &object)?;
        let symbol = self.allocate(2, &[header(Type::Symbol, kind as u32), object])?;
        self.symbols.insert(name.to_string(), symbol);
        Ok(symbol)
    }

    fn integer(&mut self, value: i64) -> Result<Word, Problem> {
        let size = self.machine.config().word;
        if let Some(word) = size.immediate(value) {
            return Ok(word);
        }
        let (low, high) = size.data_range();
        if value < low || value > high {
            return Err(Problem(format!("{value} does not fit a word of {} bits", size.bits())));
        }
        self.allocate(2, &[header(Type::Number, 0), size.raw(value)])
    }

    fn string(&mut self, bytes: &[u8]) -> Result<Word, Problem> {
        self.length(bytes.len())?;
        let words = string_object(bytes, self.machine.config().word);
        self.allocate(words.len() as u32, &words)
    }

    fn length(&self, length: usize) -> Result<Word, Problem> {
        let word = self.machine.config().word.immediate(length as i64);
        word.ok_or_else(|| Problem("the expression is too long".to_string()))
    }

    fn allocate(&mut self, size: u32, words: &[Word]) -> Result<Word, Problem> {
        let mut port = Port::<false>::new(&mut self.machine.memory);
        let mut rest = words.chunks(4);
        let first = rest.next().unwrap_or_default();
        let full = || Problem("the heap has no room for the expression".to_string());
        let address = complete(|| port.allocate(size, first)).map_err(|_| full())?;
        for (at, part) in (1..).zip(rest) {
            complete(|| port.write(address.plus(4 * at), part)).map_err(|_| full())?;
        }
        Ok(address)
    }
}

/// Repeats a request until its last beat.
fn complete<T>(mut request: impl FnMut() -> Result<T, Stall>) -> Result<T, Stall> {
    loop {
        match request() {
            Err(Stall::Busy) => {}
            answer => return answer,
        }
    }
}
