//! Fills the symbol table of `src/firmware/symbols.lisp`: a VECTOR of chains of symbols, by the hash that
//! is computed there.

use crate::Image;
use conscycle_machine::object::{CONS_HEADER, Type, header, is_type};
use conscycle_machine::word::{NIL, Word, WordSize};

/// Chains of a table that is made here.
const CHAINS: usize = 128;

/// Puts every symbol that a program can name into the image's table, which is made if there is none.
///
/// # Errors
/// The name of the variable that is missing, if the image has no such table.
pub fn enter_symbols(image: &mut Image) -> Result<(), String> {
    let table = value_cell(image, "%symbols")?;
    let count = value_cell(image, "%symbol-count")?;
    let size = image.config.word;
    let immediate = |number: usize| size.immediate(number as i64).unwrap_or(NIL);
    let vector = image.words[table];
    if !vector.is_pointer() || !is_type(image.words[vector.0 as usize], Type::Vector) {
        image.words[table] = Word::at(image.words.len() as u32);
        image.words.extend([header(Type::Vector, 0), immediate(CHAINS)]);
        image.words.resize(image.words.len() + CHAINS, NIL);
    }
    let vector = image.words[table].0 as usize;
    let first = vector + 2;
    let chains = size.integer(image.words[vector + 1]) as usize;
    image.words[first..first + chains].fill(NIL);
    for (name, &symbol) in &image.symbols {
        let chain = first + hash(name, size) % chains;
        let pair = Word::at(image.words.len() as u32);
        image.words.extend([CONS_HEADER, symbol, image.words[chain], NIL]);
        image.words[chain] = pair;
    }
    image.words[count] = immediate(image.symbols.len());
    Ok(())
}

/// The index of the value cell of one of the library's variables.
fn value_cell(image: &Image, name: &str) -> Result<usize, String> {
    let symbol = image.inner.get(name).ok_or(format!("there is no {name}"))?;
    Ok(image.words[symbol.0 as usize + 1].0 as usize + 2)
}

/// The hash of a name.
fn hash(name: &str, size: WordSize) -> usize {
    let mask = if size == WordSize::W16 { (1 << 9) - 1 } else { (1 << 21) - 1 };
    name.bytes().fold(0, |hash, byte| 31 * (hash & mask) + usize::from(byte))
}
