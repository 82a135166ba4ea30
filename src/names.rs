//! The names of functions, for people: symbols that they are bound to.

use std::collections::HashMap;

use crate::image::Image;
use crate::machine::Machine;
use crate::object::{Type, type_number};
use crate::printer::Printer;
use crate::word::Word;

/// The names of functions, by address: symbols whose function or value cell holds one.
pub fn function_names(machine: &Machine, image: &Image) -> HashMap<u32, String> {
    let memory = &machine.memory;
    let mut names: HashMap<u32, String> = HashMap::new();
    let known = image.symbols.iter().map(|(name, &symbol)| (name.clone(), symbol));
    for (name, symbol) in known.chain(symbols_in_table(machine, image)) {
        let object = memory.read(symbol.0.wrapping_add(1)).0;
        for cell in [object.wrapping_add(2), object.wrapping_add(3)] {
            let word = memory.read(cell);
            if word.is_pointer() && is(machine, word, Type::Function) {
                // The library's inner names begin with %: any other name is better.
                let known = names.entry(word.0).or_insert_with(|| name.clone());
                if known.starts_with('%') {
                    known.clone_from(&name);
                }
            }
        }
    }
    names
}

/// The symbols that a reader on the machine has made: those in the table of
/// `src/firmware/symbols.lisp`, a VECTOR of chains. None if the firmware has no such table.
pub fn symbols_in_table(machine: &Machine, image: &Image) -> Vec<(String, Word)> {
    let memory = &machine.memory;
    let Some(table) = image.symbols.get("%symbols") else { return Vec::new() };
    let object = memory.read(table.0.wrapping_add(1)).0;
    let chains = memory.read(object.wrapping_add(2));
    if !is(machine, chains, Type::Vector) {
        return Vec::new();
    }
    let printer = Printer::new(memory, &image.config);
    let words = memory.words().len();
    let length = image.config.word.integer(memory.read(chains.0.wrapping_add(1)));
    let mut symbols = Vec::new();
    for index in 0..(length.max(0) as usize).min(words) as u32 {
        let mut chain = memory.read(chains.0.wrapping_add(2 + index));
        // While a collection is under way memory may hold anything, a circle too.
        while chain.is_pointer() && is(machine, chain, Type::Cons) && symbols.len() < words {
            let symbol = memory.read(chain.0.wrapping_add(1));
            if is(machine, symbol, Type::Symbol) {
                symbols.push((printer.symbol_name(symbol), symbol));
            }
            chain = memory.read(chain.0.wrapping_add(2));
        }
    }
    symbols
}

fn is(machine: &Machine, word: Word, kind: Type) -> bool {
    type_number(machine.memory.read(word.0)) == kind as u32
}
