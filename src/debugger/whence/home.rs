//! The place that a text names: a register, an address, a variable, or a part of an object.

use super::{Place, word_registers};
use conscycle_image::Image;
use conscycle_image::names::symbols_in_table;
use conscycle_image::reader::{Datum, read_all};
use conscycle_machine::Machine;
use conscycle_machine::object::{Type, fixed, is_type};
use conscycle_machine::signals::{REGISTERS, SIGNALS};
use conscycle_machine::word::NIL;
use conscycle_observe::condition::Problem;
use conscycle_observe::condition::bindings::{Home, home};
use conscycle_observe::condition::operand::{address_of, no_symbol, number, signal};

impl Place {
    /// The place that a text names where the machine is: `0x3774`, `*0x3774`, `eval.expr`, a variable, or a
    /// part of what one of these holds, as in `(car (cdr items))`.
    ///
    /// # Errors
    /// A [`Problem`] if it names none.
    pub fn parse(text: &str, machine: &Machine, image: &Image) -> Result<Place, Problem> {
        let text = text.trim();
        if text.starts_with(['(', '\'', '"', '#', '`']) {
            let forms = read_all(text).map_err(|error| Problem(error.to_string()))?;
            return match forms.as_slice() {
                [form] => part(&form.datum, machine, image),
                _ => Err(Problem("one expression is expected".to_string())),
            };
        }
        if text.is_empty() {
            let what = "a register, an address, a variable, or a part such as (car items)";
            return Err(Problem(format!("of what? Name {what}")));
        }
        if text.starts_with('*') || number(text).is_some() {
            let address = text.strip_prefix('*').unwrap_or(text);
            return Ok(Place::Memory(address_of(address, image)?));
        }
        if let Some(place) = variable(text, machine, image)? {
            return Ok(place);
        }
        match signal(text)? {
            Some(signal) => register(signal),
            None if image.symbol(text).is_some() => Err(Problem(format!("{text} is unbound"))),
            None => Err(no_symbol(text, image)),
        }
    }
}

/// The register with this position among the signals.
fn register(signal: usize) -> Result<Place, Problem> {
    if word_registers().contains(&signal) {
        return Ok(Place::Register(signal));
    }
    let path = SIGNALS[signal].path();
    let kind = if signal < REGISTERS { "holds no word" } else { "is a line, and no register" };
    Err(Problem(format!("{path} {kind}: only words come from somewhere")))
}

/// Where the value of a variable is, or its function if it has no value; nothing if it has neither.
fn variable(name: &str, machine: &Machine, image: &Image) -> Result<Option<Place>, Problem> {
    let made = || {
        let symbols = symbols_in_table(machine, image);
        symbols.into_iter().find(|(known, _)| known == name).map(|(_, symbol)| symbol)
    };
    let Some(symbol) = image.symbol(name).or_else(made) else { return Ok(None) };
    match home(machine, symbol) {
        Some((_, Home::Memory(address))) => return Ok(Some(Place::Memory(address))),
        Some((_, Home::Register(path))) => return Ok(signal(path)?.map(Place::Register)),
        Some((_, Home::Nowhere)) => return Err(Problem(format!("{name} has no value yet"))),
        None => {}
    }
    let memory = &machine.memory;
    let object = memory.read(symbol.plus(1).address());
    let cells = [object.plus(2).address(), object.plus(3).address()];
    if memory.read(cells[0]) != fixed::UNBOUND {
        return Ok(Some(Place::Memory(cells[0])));
    }
    Ok((memory.read(cells[1]) != NIL).then_some(Place::Memory(cells[1])))
}

/// A part of an object: `(car E)`, `(cdr E)`, `(vector-ref E N)`, where `E` names a place.
fn part(datum: &Datum, machine: &Machine, image: &Image) -> Result<Place, Problem> {
    let wrong = || {
        let forms = "(car E), (cdr E) and (vector-ref E N)";
        Problem(format!("only places have a past, and parts of what is there: {forms}"))
    };
    let items = match datum {
        Datum::List { items, tail: None } => items,
        Datum::Symbol(name) => return Place::parse(name, machine, image),
        Datum::Integer(address) => return Place::parse(&address.to_string(), machine, image),
        _ => return Err(wrong()),
    };
    let [operator, object, rest @ ..] = items.as_slice() else { return Err(wrong()) };
    let Datum::Symbol(operator) = &operator.datum else { return Err(wrong()) };
    let object = part(&object.datum, machine, image)?.word(machine);
    let memory = &machine.memory;
    let is = |kind| object.is_pointer() && is_type(memory.read(object.address()), kind);
    let not =
        |what: &str| Problem(format!("{:#x} is no {what}: `print` tells what it is", object.0));
    match (operator.as_str(), rest) {
        ("car", []) if is(Type::Cons) => Ok(Place::Memory(object.plus(1).address())),
        ("cdr", []) if is(Type::Cons) => Ok(Place::Memory(object.plus(2).address())),
        ("car" | "cdr", []) => Err(not("pair")),
        ("vector-ref", [index]) => {
            let Datum::Integer(index) = index.datum else { return Err(wrong()) };
            if !is(Type::Vector) {
                return Err(not("vector"));
            }
            let length = machine.config().word.integer(memory.read(object.plus(1).address()));
            if !(0..length).contains(&index) {
                return Err(Problem(format!("the vector has {length} elements: {index}")));
            }
            Ok(Place::Memory(object.plus(2).plus(index as u32).address()))
        }
        _ => Err(wrong()),
    }
}
