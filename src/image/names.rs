//! The names of functions, for people: symbols that they are bound to.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::Image;
use crate::printer::Printer;
use conscycle_machine::Machine;
use conscycle_machine::object::{Type, type_number};
use conscycle_machine::word::Word;

/// The names of functions, by address: symbols whose function or value cell holds one.
pub fn function_names<'a>(machine: &Machine, image: &'a Image) -> HashMap<u32, Cow<'a, str>> {
    let mut names = HashMap::new();
    for (name, function) in bindings(machine, image) {
        let known = names.entry(function.address()).or_insert_with(|| name.clone());
        if is_inner(known) {
            *known = name;
        }
    }
    names
}

/// The name of one function.
pub fn function_name<'a>(
    machine: &Machine,
    image: &'a Image,
    function: Word,
) -> Option<Cow<'a, str>> {
    let names = bindings(machine, image).filter(|&(_, bound)| bound == function);
    names.map(|(name, _)| name).reduce(|known, name| if is_inner(&known) { name } else { known })
}

/// The library's inner names begin with %: any other name is better.
fn is_inner(name: &str) -> bool {
    name.starts_with('%')
}

/// Every name and the functions that it is bound to.
fn bindings<'a>(machine: &Machine, image: &'a Image) -> impl Iterator<Item = (Cow<'a, str>, Word)> {
    let memory = &machine.memory;
    let known = image.symbols.iter().chain(&image.inner);
    let known = known.map(|(name, &symbol)| (Cow::from(name), symbol));
    let made = symbols_in_table(machine, image).into_iter();
    let made = made.map(|(name, symbol)| (Cow::from(name), symbol));
    known.chain(made).flat_map(move |(name, symbol)| {
        let object = memory.read(symbol.address().wrapping_add(1)).address();
        let cells = [object.wrapping_add(2), object.wrapping_add(3)].map(|at| memory.read(at));
        let functions = cells.into_iter();
        let functions =
            functions.filter(|&word| word.is_pointer() && is(machine, word, Type::Function));
        functions.map(move |word| (name.clone(), word))
    })
}

/// The symbols that a reader on the machine has made: those in the table of
/// `src/firmware/symbols.lisp`, a VECTOR of chains. None if the firmware has no such table.
pub fn symbols_in_table(machine: &Machine, image: &Image) -> Vec<(String, Word)> {
    let memory = &machine.memory;
    let Some(table) = image.symbol("%symbols") else { return Vec::new() };
    let object = memory.read(table.address().wrapping_add(1)).address();
    let chains = memory.read(object.wrapping_add(2));
    if !is(machine, chains, Type::Vector) {
        return Vec::new();
    }
    let printer = Printer::new(memory, &image.config);
    let words = memory.words().len();
    let length = image.config.word.integer(memory.read(chains.address().wrapping_add(1)));
    let mut symbols = Vec::new();
    for index in 0..(length.max(0) as usize).min(words) as u32 {
        let mut chain = memory.read(chains.address().wrapping_add(2 + index));
        // While a collection is under way memory may hold anything, a circle too.
        while chain.is_pointer() && is(machine, chain, Type::Cons) && symbols.len() < words {
            let symbol = memory.read(chain.address().wrapping_add(1));
            if is(machine, symbol, Type::Symbol) {
                symbols.push((printer.symbol_name(symbol), symbol));
            }
            chain = memory.read(chain.address().wrapping_add(2));
        }
    }
    symbols
}

fn is(machine: &Machine, word: Word, kind: Type) -> bool {
    type_number(machine.memory.read(word.address())) == kind as u32
}
