//! The beginning of a word's Lisp text. It is written for every call, so that what is short and frequent
//! takes no time: numbers, names and lists of them. All else the printer writes.

use super::text::Writer;
use conscycle_image::printer::Printer;
use conscycle_machine::config::Config;
use conscycle_machine::object::{FunctionKind, Type, subtype, type_number};
use conscycle_machine::primitives::{PRIMITIVES, SPECIAL_FORMS};
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::{NIL, Word, WordSize};

/// Elements of a vector, or bytes of a string by the fifties, that are looked at.
const ITEMS: usize = 20;

/// Words of an object other than a cell that count as read.
const WORDS: u32 = 64;

/// Writes excerpts of one memory.
#[derive(Debug, Clone, Copy)]
pub struct Excerpt<'a> {
    memory: &'a Memory,
    size: WordSize,
    printer: Printer<'a>,
}

impl<'a> Excerpt<'a> {
    /// For a machine's memory.
    pub fn new(memory: &'a Memory, config: &Config) -> Excerpt<'a> {
        let printer = Printer::new(memory, config).with_max_items(ITEMS);
        Excerpt { memory, size: config.word, printer }
    }

    /// Writes a word. `read` is told the parts of memory that the text depends on: an address, and a
    /// number of words.
    pub fn write(&self, word: Word, out: &mut Writer, read: &mut impl FnMut(u32, u32)) {
        if out.is_cut() {
            return;
        }
        if word.is_nil() {
            return out.push("nil");
        }
        if word.is_immediate() {
            return out.push_integer(self.size.integer(word));
        }
        let header = self.memory.read(word.address());
        if header.is_immediate() {
            let number = self.field(word, 1).small_value() as usize;
            let names = type_number(header) == Type::Function as u32;
            let name = match FunctionKind::ALL.get(subtype(header) as usize) {
                Some(FunctionKind::Primitive) if names => {
                    PRIMITIVES.get(number).map(|info| info.names[0])
                }
                Some(FunctionKind::Special) if names => {
                    SPECIAL_FORMS.get(number).map(|info| info.name)
                }
                _ => None,
            };
            if let Some(name) = name {
                return out.push(name);
            }
            if type_number(header) == Type::Cons as u32 {
                return self.list(word, out, read);
            }
            if type_number(header) != Type::Symbol as u32 {
                read(word.address(), WORDS);
            }
        }
        out.push(&self.printer.print(word));
    }

    /// A list, also one that leads back to itself: every element takes room.
    fn list(&self, list: Word, out: &mut Writer, read: &mut impl FnMut(u32, u32)) {
        out.push("(");
        self.rest(list, out, read);
    }

    /// Elements of a list, and the parenthesis behind them; what stands before them is written.
    pub fn rest(&self, list: Word, out: &mut Writer, read: &mut impl FnMut(u32, u32)) {
        let mut cell = list;
        while self.is_cell(cell) && !out.is_cut() {
            if cell != list {
                out.push(" ");
            }
            read(cell.address(), 3);
            self.write(self.field(cell, 1), out, read);
            cell = self.field(cell, 2);
        }
        if cell != NIL && !self.is_cell(cell) {
            out.push(" . ");
            self.write(cell, out, read);
        }
        out.push(")");
    }

    fn is_cell(&self, word: Word) -> bool {
        word.is_pointer() && {
            let header = self.memory.read(word.address());
            header.is_immediate() && type_number(header) == Type::Cons as u32
        }
    }

    fn field(&self, object: Word, field: u32) -> Word {
        self.memory.read(object.address().wrapping_add(field))
    }
}
