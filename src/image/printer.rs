//! The printer: any word of a machine's memory as Lisp text.
//!
//! Works on whatever memory holds, legal or not: a chain longer than [`MAX_ITEMS`] elements, or
//! nested deeper than [`MAX_DEPTH`], ends in `...`, and so does a text of [`MAX_BYTES`]. What leads
//! back to itself has a label.

use num_bigint::BigUint;

use crate::labels::{Label, Labels};
use crate::reader::{Datum, float_text, symbol_text};
use conscycle_machine::config::Config;
use conscycle_machine::object::{FunctionKind, SymbolKind, Type, float_bits, subtype, type_number};
use conscycle_machine::primitives::{PRIMITIVES, SPECIAL_FORMS};
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::{NIL, Word, WordSize};

/// Elements printed before a text ends in `...`.
pub const MAX_ITEMS: usize = 1_000_000;

/// Bytes of a text before it ends in `...`: objects that are named often take little memory.
pub const MAX_BYTES: usize = 1 << 20;

/// Bytes for each element, where fewer elements are asked for.
const BYTES_PER_ITEM: usize = 50;

/// Decimal digits of the longest integer that is printed: its conversion takes time by their square.
pub const MAX_NUMBER: usize = 200_000;

/// Levels of nesting printed before a text ends in `...`.
pub const MAX_DEPTH: usize = 1000;

/// Prints words of one memory.
#[derive(Debug, Clone, Copy)]
pub struct Printer<'a> {
    memory: &'a Memory,
    size: WordSize,
    max_items: usize,
    max_bytes: usize,
    plain_functions: bool,
}

/// A text in progress.
struct Output {
    text: String,
    /// Elements that may still be printed.
    left: usize,
    labels: Labels,
}

impl<'a> Printer<'a> {
    /// A printer for a machine's memory.
    pub fn new(memory: &'a Memory, config: &Config) -> Printer<'a> {
        Printer {
            memory,
            size: config.word,
            max_items: MAX_ITEMS,
            max_bytes: MAX_BYTES,
            plain_functions: false,
        }
    }

    /// The same with a shorter limit on the elements printed, and on their text.
    pub fn with_max_items(self, max_items: usize) -> Printer<'a> {
        Printer { max_items, max_bytes: max_items.saturating_mul(BYTES_PER_ITEM), ..self }
    }

    /// The word as the reader would read it, where it can.
    pub fn print(&self, word: Word) -> String {
        let labels = Labels::find(self.memory, self.size, word, self.max_items);
        let mut out = Output { text: String::new(), left: self.max_items, labels };
        self.write(word, 0, &mut out);
        out.text
    }

    /// The same as programs write it: they do not see what kind of function one is.
    pub fn as_written(self) -> Printer<'a> {
        Printer { plain_functions: true, ..self }
    }

    /// The bytes of the STRING at `address`, no more than there is memory.
    pub fn string_bytes(&self, address: Word) -> Vec<u8> {
        self.first_bytes(address, u64::MAX)
    }

    /// The first bytes of the STRING at `address`, `most` of them.
    fn first_bytes(&self, address: Word, most: u64) -> Vec<u8> {
        let chars = self.size.chars();
        let memory_bytes = self.memory.words().len() as u64 * u64::from(chars);
        let length = self.size.integer(self.memory.read(address.address().wrapping_add(1)));
        let length = u64::try_from(length).unwrap_or(0).min(memory_bytes).min(most) as u32;
        (0..length)
            .map(|i| {
                let word = self.memory.read(address.address().wrapping_add(2 + i / chars)).0;
                (word >> self.size.char_shift(i)) as u8
            })
            .collect()
    }

    /// The name of the SYMBOL at `address`.
    pub fn symbol_name(&self, address: Word) -> String {
        String::from_utf8_lossy(&self.string_bytes(self.name_of(address))).into_owned()
    }

    /// The STRING that names the SYMBOL at `address`.
    fn name_of(&self, address: Word) -> Word {
        let object = self.memory.read(address.address().wrapping_add(1));
        self.memory.read(object.address().wrapping_add(1))
    }

    /// As many bytes of the STRING at `address` as `text` has room for, whole characters, and whether
    /// that is not all of them.
    fn room_for(&self, address: Word, text: &str) -> (Vec<u8>, bool) {
        let room = self.max_bytes.saturating_sub(text.len());
        let mut bytes = self.first_bytes(address, room as u64 + 1);
        let is_cut = bytes.len() > room;
        if is_cut {
            bytes.truncate(room);
            if let Err(error) = std::str::from_utf8(&bytes)
                && error.error_len().is_none()
            {
                bytes.truncate(error.valid_up_to());
            }
        }
        (bytes, is_cut)
    }

    fn write(&self, word: Word, depth: usize, out: &mut Output) {
        self.write_word(word, depth, out);
        if out.text.len() >= self.max_bytes {
            out.left = 0;
        }
    }

    fn write_word(&self, word: Word, depth: usize, out: &mut Output) {
        if out.left == 0 {
            out.text.push_str("...");
            return;
        }
        out.left -= 1;
        if depth > MAX_DEPTH {
            out.text.push_str("...");
            return;
        }
        if word.is_nil() {
            out.text.push_str("nil");
            return;
        }
        if word.is_immediate() {
            out.text.push_str(&self.size.integer(word).to_string());
            return;
        }
        match out.labels.next(word) {
            Label::None => {}
            Label::First(number) => out.text.push_str(&format!("#{number}=")),
            Label::Again(number) => {
                out.text.push_str(&format!("#{number}#"));
                return;
            }
        }
        let header = self.memory.read(word.address());
        let field = |i: u32| self.memory.read(word.address().wrapping_add(i));
        match Type::from_number(type_number(header)).filter(|_| header.is_immediate()) {
            Some(Type::Cons) => self.write_list(word, depth, out),
            Some(Type::Number) => out.text.push_str(&self.size.signed(field(1)).to_string()),
            Some(Type::Symbol) => self.write_symbol(word, header, out),
            Some(Type::String) => {
                let (bytes, is_cut) = self.room_for(word, &out.text);
                out.text.push_str(&Datum::String(bytes).to_string());
                if is_cut {
                    out.text.push_str("...");
                }
            }
            Some(Type::Function) if self.plain_functions => out.text.push_str("#<function>"),
            Some(Type::Function) => {
                self.write_function(header, field(1), field(2), out);
            }
            Some(Type::Vector) => {
                out.text.push_str("#(");
                let length = self.size.integer(field(1)).max(0) as u32;
                for i in 0..length {
                    if i > 0 {
                        out.text.push(' ');
                    }
                    self.write(field(2 + i), depth + 1, out);
                    if out.left == 0 {
                        out.text.push_str(if i + 1 < length { " ..." } else { "" });
                        break;
                    }
                }
                out.text.push(')');
            }
            Some(Type::Char) => {
                let code = self.size.integer(field(1)) as u8;
                out.text.push_str(&Datum::Char(code).to_string());
            }
            Some(Type::Bignum) => self.write_bignum(word, out),
            Some(Type::Float) => {
                let bits = float_bits(field(1), field(2), self.size);
                out.text.push_str(&float_text(f64::from_bits(bits)));
            }
            Some(Type::Ratio) => {
                self.write(field(1), depth + 1, out);
                out.text.push('/');
                self.write(field(2), depth + 1, out);
            }
            Some(Type::Free) => out.text.push_str("#<free block>"),
            Some(Type::SymbolObject) => out.text.push_str("#<symbol object>"),
            Some(Type::Nil) | None => {
                out.text.push_str(&format!("#<no object at {:#x}>", word.0));
            }
        }
    }

    /// The number in decimal, if it is not longer than memory, or than a number may be.
    fn write_bignum(&self, word: Word, out: &mut Output) {
        let field = |i: u32| self.memory.read(word.address().wrapping_add(i));
        let (count, bits) = (self.size.integer(field(1)).unsigned_abs(), self.size.bits());
        let room = self.max_bytes.saturating_sub(out.text.len()).min(MAX_NUMBER);
        // Three decimal digits take ten bits or less.
        let most = self.memory.words().len().min(room / 3 * 10 / bits as usize + 1);
        if count > most as u64 {
            out.text.push_str(&format!("#<a number of {count} digits of {bits} bits>"));
            return;
        }
        let text = decimal((0..count as u32).map(|i| field(2 + i).0), bits);
        if self.size.integer(field(1)) < 0 && text != "0" {
            out.text.push('-');
        }
        out.text.push_str(&text);
    }

    fn write_list(&self, word: Word, depth: usize, out: &mut Output) {
        let mut cell = word;
        let mut separator = '(';
        while self.is(cell, Type::Cons) && (cell == word || !out.labels.has(cell)) {
            out.text.push(separator);
            separator = ' ';
            let car = self.memory.read(cell.address().wrapping_add(1));
            self.write(car, depth + 1, out);
            cell = self.memory.read(cell.address().wrapping_add(2));
            if cell == word {
                break;
            }
            if out.left == 0 {
                if !cell.is_nil() {
                    out.text.push_str(" ...");
                }
                out.text.push(')');
                return;
            }
        }
        if cell != NIL {
            out.text.push_str(" . ");
            self.write(cell, depth + 1, out);
        }
        out.text.push(')');
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && type_number(self.memory.read(word.address())) == kind as u32
    }

    fn write_symbol(&self, word: Word, header: Word, out: &mut Output) {
        let (name, is_cut) = self.room_for(self.name_of(word), &out.text);
        let constant = subtype(header) == SymbolKind::Constant as u32;
        out.text.push_str(&symbol_text(&name, constant));
        if is_cut {
            out.text.push_str("...");
        }
    }

    fn write_function(&self, header: Word, body: Word, parameters: Word, out: &mut Output) {
        let number = body.small_value() as usize;
        let kind = FunctionKind::ALL.get(subtype(header) as usize);
        let name = kind.map_or("function", |kind| kind.name());
        match kind {
            Some(FunctionKind::Primitive) => {
                let primitive = PRIMITIVES.get(number).map_or("?", |info| info.names[0]);
                out.text.push_str(&format!("#<{name} {primitive}>"));
            }
            Some(FunctionKind::Special) => {
                let special = SPECIAL_FORMS.get(number).map_or("?", |info| info.name);
                out.text.push_str(&format!("#<{name} {special}>"));
            }
            Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro) => {
                out.text.push_str(&format!("#<{name} "));
                if parameters.is_nil() {
                    out.text.push_str("()");
                } else {
                    self.write(parameters, MAX_DEPTH - 4, out);
                }
                out.text.push('>');
            }
            _ => out.text.push_str(&format!("#<{name}>")),
        }
    }
}

/// A number of digits of `bits` bits, the least significant first, in decimal.
fn decimal(digits: impl Iterator<Item = u64>, bits: u32) -> String {
    let words = joined(digits, bits);
    let halves = words.iter().flat_map(|&word| [word as u32, (word >> 32) as u32]);
    BigUint::new(halves.collect()).to_string()
}

/// The same digits in words of 64 bits.
fn joined(digits: impl Iterator<Item = u64>, bits: u32) -> Vec<u64> {
    let mut words = Vec::new();
    for (number, digit) in (0..).zip(digits) {
        let at = number * u64::from(bits) % 64;
        match words.last_mut() {
            Some(word) if at > 0 => *word |= digit << at,
            _ => words.push(digit),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_are_written_in_decimal_whatever_a_digit_has_of_bits() {
        assert_eq!(decimal([].into_iter(), 16), "0");
        assert_eq!(decimal([0, 0].into_iter(), 64), "0");
        assert_eq!(decimal([0x4240, 0xF, 0].into_iter(), 16), "1000000");
        assert_eq!(decimal([u64::MAX, 0].into_iter(), 64), u64::MAX.to_string());
        let value: u128 = 1_000_000_000_000_000_000_000_000_000_000_000_007;
        for bits in [16, 32, 64] {
            let mask = u128::MAX >> (128 - bits);
            let digits = (0..128 / bits).map(|i| (value >> (i * bits) & mask) as u64);
            assert_eq!(decimal(digits, bits), value.to_string());
        }
    }
}
