//! Seals a library: gives it symbols of its own, which no program can name.
//!
//! In the code of a sealed image every symbol that names something of the library or the hardware is
//! the library's own: another SYMBOL with the same name, value and function. A program that defines or
//! sets `car` changes the symbol that it can name, and the library does not notice. Names that begin
//! with `%` have no such other symbol: a program that writes one means a new symbol.
//!
//! Parameters and references are renamed alike, in both namespaces, so scopes need no analysis. Quoted
//! data keep the program's symbols: `else` in a `cond` is the one that was written there. Code must
//! have been expanded: the operands of a macro may be data.
//!
//! Equal lists of parameters become one: nothing writes to them, and no place in a source is theirs.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::image::Image;
use crate::object::{
    FunctionKind, SymbolKind, Type, fixed, header, is_type, is_variable, subtype, type_number,
};
use crate::primitives::{PRIMITIVES, Special};
use crate::word::{NIL, Word};

/// The sealed image: its `symbols` are those that a program can name, its `inner` the library's own.
///
/// The image must be a sound one: see [`Image::check`].
///
/// # Errors
/// The name of a macro that stands as an operator in the code.
pub fn seal(image: &Image) -> Result<Image, String> {
    let bound = image.symbols.iter().filter(|&(_, &symbol)| is_bound(image, symbol));
    let bound: HashMap<u32, &str> = bound.map(|(name, symbol)| (symbol.0, name.as_str())).collect();
    let mut sealer = Sealer {
        words: image.words.clone(),
        bound,
        own: BTreeMap::new(),
        done: HashSet::new(),
        parameters: HashMap::new(),
    };
    for address in crate::compact::addresses(image) {
        sealer.function(address)?;
    }
    sealer.code(image.entry)?;
    let Sealer { words, own, .. } = sealer;
    let symbols = image.symbols.iter().filter(|(name, _)| !is_hidden(name));
    let symbols = symbols.map(|(name, &symbol)| (name.clone(), symbol)).collect();
    let hidden = image.symbols.iter().filter(|(name, _)| is_hidden(name));
    let mut inner: BTreeMap<_, _> = hidden.map(|(name, &symbol)| (name.clone(), symbol)).collect();
    inner.extend(own);
    Ok(Image { words, symbols, inner, ..image.clone() })
}

/// Is this the name of something that only the library uses?
fn is_hidden(name: &str) -> bool {
    name.starts_with('%') && !PRIMITIVES.iter().any(|info| info.names.contains(&name))
}

/// Has the symbol, a variable, a value or a function?
fn is_bound(image: &Image, symbol: Word) -> bool {
    let object = image.words[symbol.0 as usize + 1].0 as usize;
    is_variable(image.words[symbol.0 as usize])
        && (image.words[object + 2] != fixed::UNBOUND || !image.words[object + 3].is_nil())
}

struct Sealer<'a> {
    words: Vec<Word>,
    /// The names of the symbols that are not to be found in code afterwards, by address.
    bound: HashMap<u32, &'a str>,
    /// The library's own symbols made so far, by name.
    own: BTreeMap<String, Word>,
    /// The cells of code that have been looked at.
    done: HashSet<u32>,
    /// The cells of lists of parameters, by car and cdr.
    parameters: HashMap<(Word, Word), Word>,
}

impl Sealer<'_> {
    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && is_type(self.words[word.0 as usize], kind)
    }

    /// Body, parameters and captured bindings, if there is a FUNCTION with a body at `address`.
    fn function(&mut self, address: u32) -> Result<(), String> {
        let at = address as usize;
        let head = self.words[at];
        let with_body = [FunctionKind::Lambda, FunctionKind::Closure, FunctionKind::Macro];
        if type_number(head) != Type::Function as u32
            || !with_body.iter().any(|&kind| subtype(head) == kind as u32)
        {
            return Ok(());
        }
        for field in [at + 1, at + 2] {
            self.rename(field);
            self.code(self.words[field])?;
        }
        self.words[at + 2] = self.shared(self.words[at + 2]);
        let mut binding = self.words[at + 3];
        while self.is(binding, Type::Cons) {
            let pair = self.words[binding.0 as usize + 1];
            if self.is(pair, Type::Cons) && self.done.insert(pair.0) {
                self.rename(pair.0 as usize + 1);
            }
            binding = self.words[binding.0 as usize + 2];
        }
        Ok(())
    }

    /// An expression or a list of parameters, down to its quoted data.
    fn code(&mut self, expression: Word) -> Result<(), String> {
        let mut cell = expression;
        if !self.is(cell, Type::Cons) {
            return Ok(());
        }
        self.check_operator(self.words[cell.0 as usize + 1])?;
        let special = self.special(self.words[cell.0 as usize + 1]);
        let quoted = special == Some(Special::Quote);
        let first = cell;
        while self.is(cell, Type::Cons) && self.done.insert(cell.0) {
            let at = cell.0 as usize;
            self.code(self.words[at + 1])?;
            self.rename(at + 1);
            if quoted {
                return Ok(());
            }
            self.rename(at + 2);
            cell = self.words[at + 2];
        }
        if special == Some(Special::Lambda) {
            let operands = self.words[first.0 as usize + 2].0 as usize;
            self.words[operands + 1] = self.shared(self.words[operands + 1]);
        }
        Ok(())
    }

    /// The list of parameters that stands for all equal ones.
    fn shared(&mut self, list: Word) -> Word {
        if !self.is(list, Type::Cons) {
            return list;
        }
        let at = list.0 as usize;
        let rest = self.shared(self.words[at + 2]);
        self.words[at + 2] = rest;
        *self.parameters.entry((self.words[at + 1], rest)).or_insert(list)
    }

    /// Puts the library's own symbol in the place of the one in this word, if there is to be one.
    fn rename(&mut self, at: usize) {
        let symbol = self.words[at];
        let Some(&name) = self.bound.get(&symbol.0).filter(|name| !is_hidden(name)) else { return };
        if let Some(&own) = self.own.get(name) {
            self.words[at] = own;
            return;
        }
        let object = self.words[symbol.0 as usize + 1].0 as usize;
        let copy = Word(self.words.len() as u32);
        self.words.extend_from_within(object..object + 4);
        let own = Word(self.words.len() as u32);
        self.words.extend([header(Type::Symbol, SymbolKind::Variable as u32), copy]);
        self.own.insert(name.to_string(), own);
        self.words[at] = own;
    }

    /// The FUNCTION that an operator names; NIL if it names none.
    fn meaning(&self, operator: Word) -> Word {
        if self.is(operator, Type::Function) {
            return operator;
        }
        if !self.bound.contains_key(&operator.0) {
            return NIL;
        }
        let object = self.words[operator.0 as usize + 1].0 as usize;
        let cells = [self.words[object + 3], self.words[object + 2]];
        cells.into_iter().find(|&cell| self.is(cell, Type::Function)).unwrap_or(NIL)
    }

    fn is_kind(&self, function: Word, kind: FunctionKind) -> bool {
        !function.is_nil() && subtype(self.words[function.0 as usize]) == kind as u32
    }

    /// The special form that an operator names.
    fn special(&self, operator: Word) -> Option<Special> {
        let function = self.meaning(operator);
        let number = || self.words[function.0 as usize + 1].small_value();
        self.is_kind(function, FunctionKind::Special).then(|| Special::from_number(number()))?
    }

    fn check_operator(&self, operator: Word) -> Result<(), String> {
        match self.bound.get(&operator.0) {
            Some(name) if self.is_kind(self.meaning(operator), FunctionKind::Macro) => {
                Err(format!("{name} is a macro, and stands in the library's code"))
            }
            _ => Ok(()),
        }
    }
}
