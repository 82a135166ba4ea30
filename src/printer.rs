//! The printer: any word of a machine's memory as Lisp text.
//!
//! Works on whatever memory holds, legal or not: a chain longer than [`MAX_ITEMS`] elements, or
//! nested deeper than [`MAX_DEPTH`], ends in `...`. What leads back to itself has a label.

use crate::config::Config;
use crate::labels::{Label, Labels};
use crate::object::{FunctionKind, SymbolKind, Type, subtype, type_number};
use crate::primitives::{PRIMITIVES, SPECIALS};
use crate::reader::{Datum, symbol_text};
use crate::units::memory::Memory;
use crate::word::{NIL, Word, WordSize};

/// Elements printed before a text ends in `...`.
pub const MAX_ITEMS: usize = 1_000_000;

/// Levels of nesting printed before a text ends in `...`.
pub const MAX_DEPTH: usize = 1000;

/// Prints words of one memory.
#[derive(Debug, Clone, Copy)]
pub struct Printer<'a> {
    memory: &'a Memory,
    size: WordSize,
    max_items: usize,
    plain_functions: bool,
}

impl<'a> Printer<'a> {
    /// A printer for a machine's memory.
    pub fn new(memory: &'a Memory, config: &Config) -> Printer<'a> {
        Printer { memory, size: config.word, max_items: MAX_ITEMS, plain_functions: false }
    }

    /// The same with a shorter limit on the elements printed.
    pub fn with_max_items(self, max_items: usize) -> Printer<'a> {
        Printer { max_items, ..self }
    }

    /// The word as the reader would read it, where it can.
    pub fn print(&self, word: Word) -> String {
        let mut text = String::new();
        let mut left = self.max_items;
        let mut labels = Labels::find(self.memory, self.size, word, self.max_items);
        self.write(word, 0, &mut left, &mut labels, &mut text);
        text
    }

    /// The same as programs write it: they do not see what kind of function one is.
    pub fn as_written(self) -> Printer<'a> {
        Printer { plain_functions: true, ..self }
    }

    /// The bytes of the STRING at `address`, no more than there is memory.
    pub fn string_bytes(&self, address: Word) -> Vec<u8> {
        let chars = self.size.chars();
        let memory_bytes = self.memory.words().len() as u64 * u64::from(chars);
        let length = self.size.integer(self.memory.read(address.0.wrapping_add(1)));
        let length = u64::try_from(length).unwrap_or(0).min(memory_bytes) as u32;
        (0..length)
            .map(|i| {
                let word = self.memory.read(address.0.wrapping_add(2 + i / chars)).0;
                (word >> self.size.char_shift(i)) as u8
            })
            .collect()
    }

    /// The name of the SYMBOL at `address`.
    pub fn symbol_name(&self, address: Word) -> String {
        let object = self.memory.read(address.0.wrapping_add(1));
        let name = self.memory.read(object.0.wrapping_add(1));
        String::from_utf8_lossy(&self.string_bytes(name)).into_owned()
    }

    fn write(
        &self,
        word: Word,
        depth: usize,
        left: &mut usize,
        labels: &mut Labels,
        text: &mut String,
    ) {
        if *left == 0 {
            text.push_str("...");
            return;
        }
        *left -= 1;
        if depth > MAX_DEPTH {
            text.push_str("...");
            return;
        }
        if word.is_nil() {
            text.push_str("nil");
            return;
        }
        if word.is_immediate() {
            text.push_str(&self.size.integer(word).to_string());
            return;
        }
        match labels.next(word) {
            Label::None => {}
            Label::First(number) => text.push_str(&format!("#{number}=")),
            Label::Again(number) => {
                text.push_str(&format!("#{number}#"));
                return;
            }
        }
        let header = self.memory.read(word.0);
        let field = |i: u32| self.memory.read(word.0.wrapping_add(i));
        match Type::from_number(type_number(header)).filter(|_| header.is_immediate()) {
            Some(Type::Cons) => self.write_list(word, depth, left, labels, text),
            Some(Type::Number) => text.push_str(&self.size.signed(field(1)).to_string()),
            Some(Type::Symbol) => self.write_symbol(word, header, text),
            Some(Type::String) => {
                text.push_str(&Datum::String(self.string_bytes(word)).to_string());
            }
            Some(Type::Function) if self.plain_functions => text.push_str("#<function>"),
            Some(Type::Function) => {
                self.write_function(header, field(1), field(2), left, labels, text);
            }
            Some(Type::Vector) => {
                text.push_str("#(");
                let length = self.size.integer(field(1)).max(0) as u32;
                for i in 0..length {
                    if i > 0 {
                        text.push(' ');
                    }
                    self.write(field(2 + i), depth + 1, left, labels, text);
                    if *left == 0 {
                        break;
                    }
                }
                text.push(')');
            }
            Some(Type::Char) => {
                let code = self.size.integer(field(1)) as u8;
                text.push_str(&Datum::Char(code).to_string());
            }
            Some(Type::Free) => text.push_str("#<free block>"),
            Some(Type::SymbolObject) => text.push_str("#<symbol object>"),
            Some(Type::Nil) | None => {
                text.push_str(&format!("#<no object at {:#x}>", word.0));
            }
        }
    }

    fn write_list(
        &self,
        word: Word,
        depth: usize,
        left: &mut usize,
        labels: &mut Labels,
        text: &mut String,
    ) {
        let mut cell = word;
        let mut separator = '(';
        while self.is(cell, Type::Cons) && (cell == word || !labels.has(cell)) {
            text.push(separator);
            separator = ' ';
            let car = self.memory.read(cell.0.wrapping_add(1));
            self.write(car, depth + 1, left, labels, text);
            cell = self.memory.read(cell.0.wrapping_add(2));
            if cell == word {
                break;
            }
            if *left == 0 {
                if !cell.is_nil() {
                    text.push_str(" ...");
                }
                text.push(')');
                return;
            }
        }
        if cell != NIL {
            text.push_str(" . ");
            self.write(cell, depth + 1, left, labels, text);
        }
        text.push(')');
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && type_number(self.memory.read(word.0)) == kind as u32
    }

    fn write_symbol(&self, word: Word, header: Word, text: &mut String) {
        let object = self.memory.read(word.0.wrapping_add(1));
        let name = self.string_bytes(self.memory.read(object.0.wrapping_add(1)));
        let constant = subtype(header) == SymbolKind::Constant as u32;
        text.push_str(&symbol_text(&name, constant));
    }

    fn write_function(
        &self,
        header: Word,
        body: Word,
        parameters: Word,
        left: &mut usize,
        labels: &mut Labels,
        text: &mut String,
    ) {
        let number = body.small_value() as usize;
        let kind = FunctionKind::ALL.get(subtype(header) as usize);
        let name = kind.map_or("function", |kind| kind.name());
        match kind {
            Some(FunctionKind::Primitive) => {
                let primitive = PRIMITIVES.get(number).map_or("?", |info| info.names[0]);
                text.push_str(&format!("#<{name} {primitive}>"));
            }
            Some(FunctionKind::Special) => {
                let special = SPECIALS.get(number).map_or("?", |info| info.name);
                text.push_str(&format!("#<{name} {special}>"));
            }
            Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro) => {
                text.push_str(&format!("#<{name} "));
                if parameters.is_nil() {
                    text.push_str("()");
                } else {
                    self.write(parameters, MAX_DEPTH - 4, left, labels, text);
                }
                text.push('>');
            }
            _ => text.push_str(&format!("#<{name}>")),
        }
    }
}
