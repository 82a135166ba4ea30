//! The names of functions: symbols that they are bound to.

use std::collections::HashMap;

use crate::image::Image;
use crate::machine::Machine;
use crate::object::{Type, type_number};

/// The names of functions, by address: symbols whose function or value cell holds one.
pub fn function_names<'a>(machine: &Machine, image: &'a Image) -> HashMap<u32, &'a str> {
    let memory = &machine.memory;
    let mut names = HashMap::new();
    for (name, symbol) in &image.symbols {
        let object = memory.read(symbol.0.wrapping_add(1)).0;
        for cell in [object.wrapping_add(2), object.wrapping_add(3)] {
            let word = memory.read(cell);
            if word.is_pointer() && type_number(memory.read(word.0)) == Type::Function as u32 {
                // The library's inner names begin with %: any other name is better.
                let known = names.entry(word.0).or_insert(name.as_str());
                if known.starts_with('%') {
                    *known = name.as_str();
                }
            }
        }
    }
    names
}
