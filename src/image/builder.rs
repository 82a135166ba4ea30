//! The image builder: puts data that the reader has read into memory.

use std::collections::BTreeMap;

use num_bigint::{BigInt, Sign};
use thiserror::Error;

use crate::reader::{Datum, Span, Syntax};
use crate::symbol_table;
use crate::{Image, Place, Source};
use conscycle_machine::config::{Config, Namespace};
use conscycle_machine::object::{
    self, CONS_HEADER, FunctionKind, SymbolKind, Type, bignum_words, fixed, function_header,
    header, string_words,
};
use conscycle_machine::primitives::{PRIMITIVES, SPECIAL_FORMS};
use conscycle_machine::units::fpu;
use conscycle_machine::word::{NIL, Word, WordSize};

/// The library's function that finds symbols by name.
const INTERN: &str = "string->symbol";

/// A datum that has no place in this machine's memory.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct BuildError {
    /// What is wrong.
    pub problem: String,
    /// Where, in the source given to [`Builder::program`].
    pub span: Span,
    /// What to do about it, if that is known.
    pub help: Option<&'static str>,
}

/// An image under construction.
#[derive(Debug, Clone)]
pub struct Builder {
    image: Image,
    /// The program can ask the library for symbols by name.
    interns: bool,
}

impl Builder {
    /// An image with the fixed objects, the primitives and the special forms.
    pub fn new(config: Config) -> Builder {
        let image = Image {
            config,
            words: vec![NIL; fixed::END as usize],
            entry: NIL,
            fallback: NIL,
            symbols: BTreeMap::new(),
            inner: BTreeMap::new(),
            sources: Vec::new(),
            places: Vec::new(),
        };
        let mut builder = Builder { image, interns: false };
        builder.place_fixed_objects();
        builder.bind_functions();
        builder
    }

    /// Goes on with an image, for the machine in `config`: same word size, same namespace.
    pub fn from_image(image: &Image, config: Config) -> Builder {
        Builder { image: Image { config, ..image.clone() }, interns: false }
    }

    /// Adds a program: its forms become the image's entry, evaluated one after the other.
    ///
    /// # Errors
    /// [`BuildError`] for a number that does not fit a data word, and for a program that does not
    /// fit memory.
    pub fn program(&mut self, name: &str, text: &str, forms: &[Syntax]) -> Result<(), BuildError> {
        let new = Source { name: name.to_string(), text: text.to_string() };
        if self.image.sources.last() != Some(&new) {
            self.image.sources.push(new);
        }
        let source = self.image.sources.len() as u32 - 1;
        let whole = Span { start: 0, end: text.len() };
        let body = self.list(forms, NIL, whole, source)?;
        self.image.entry = self.cons(fixed::BEGIN, body);
        if self.interns {
            symbol_table::enter_symbols(&mut self.image).map_err(|problem| BuildError {
                problem,
                span: whole,
                help: None,
            })?;
        }
        let (words, memory) = (self.image.words.len(), self.image.config.memory);
        if words > (memory - self.image.config.reserve()) as usize {
            let problem = format!(
                "the program takes {words} words with its library, and the memory has {memory}"
            );
            return Err(BuildError { problem, span: whole, help: None });
        }
        Ok(())
    }

    /// The finished image.
    pub fn finish(mut self) -> Image {
        self.image.places.sort_by_key(|place| place.cell);
        self.image
    }

    /// The symbol with this name, made if there is none. `true`, `false` and names that begin with
    /// a colon are constants.
    pub fn intern(&mut self, name: &str) -> Word {
        if let Some(&symbol) = self.image.symbols.get(name) {
            return symbol;
        }
        let constant = name.len() > 1 && name.starts_with(':');
        let kind = if constant { SymbolKind::Constant } else { SymbolKind::Variable };
        let object = self.symbol_object(name);
        let symbol = self.allocate(&[header(Type::Symbol, kind as u32), object]);
        self.image.symbols.insert(name.to_string(), symbol);
        symbol
    }

    /// Allocates a STRING.
    pub fn string(&mut self, bytes: &[u8]) -> Word {
        self.allocate(&string_object(bytes, self.size()))
    }

    fn size(&self) -> WordSize {
        self.image.config.word
    }

    /// Appends an object, padded to an even size.
    fn allocate(&mut self, words: &[Word]) -> Word {
        let address = self.image.words.len() as u32;
        self.image.words.extend_from_slice(words);
        if words.len() % 2 == 1 {
            self.image.words.push(NIL);
        }
        Word::at(address)
    }

    fn cons(&mut self, car: Word, cdr: Word) -> Word {
        self.allocate(&[CONS_HEADER, car, cdr])
    }

    fn symbol_object(&mut self, name: &str) -> Word {
        let name = self.string(name.as_bytes());
        self.allocate(&[header(Type::SymbolObject, 0), name, fixed::UNBOUND, NIL])
    }

    fn put(&mut self, address: Word, words: &[Word]) {
        let start = address.0 as usize;
        self.image.words[start..start + words.len()].copy_from_slice(words);
    }

    fn place_fixed_objects(&mut self) {
        self.put(NIL, &[header(Type::Nil, 0), NIL]);
        for (name, address) in
            [("false", fixed::FALSE), ("true", fixed::TRUE), ("#<unbound>", fixed::UNBOUND)]
        {
            let object = self.symbol_object(name);
            self.put(address, &[header(Type::Symbol, SymbolKind::Constant as u32), object]);
        }
        self.image.symbols.insert("false".to_string(), fixed::FALSE);
        self.image.symbols.insert("true".to_string(), fixed::TRUE);
        let begin = Word::small(conscycle_machine::primitives::SpecialForm::Begin as u32);
        self.put(fixed::BEGIN, &[function_header(FunctionKind::Special), begin, NIL, NIL]);
        self.put(fixed::RIB, &[CONS_HEADER, fixed::UNBOUND, NIL, NIL]);
        for code in 0..=255u8 {
            let words = [header(Type::Char, 0), Word::small(u32::from(code))];
            self.put(fixed::char(code), &words);
        }
    }

    /// Binds every primitive and special form to its names.
    fn bind_functions(&mut self) {
        for info in PRIMITIVES {
            let number = Word::small(info.opcode as u32);
            let function =
                self.allocate(&[function_header(FunctionKind::Primitive), number, NIL, NIL]);
            for name in info.names {
                self.bind(name, function);
            }
        }
        for info in SPECIAL_FORMS {
            let number = Word::small(info.form as u32);
            let function = match info.form {
                conscycle_machine::primitives::SpecialForm::Begin => fixed::BEGIN,
                _ => self.allocate(&[function_header(FunctionKind::Special), number, NIL, NIL]),
            };
            self.bind(info.name, function);
        }
    }

    /// Fills the cell where an operator of this machine's namespace is looked up.
    fn bind(&mut self, name: &str, function: Word) {
        let symbol = self.intern(name);
        let object = self.image.words[symbol.0 as usize + 1].0;
        let cell = match self.image.config.namespace {
            Namespace::Lisp2 => object + 3,
            Namespace::Lisp1 => object + 2,
        };
        self.image.words[cell as usize] = function;
    }

    fn datum(&mut self, syntax: &Syntax, source: u32) -> Result<Word, BuildError> {
        Ok(match &syntax.datum {
            Datum::Nil => NIL,
            Datum::Integer(value) => self.integer(*value, syntax.span)?,
            Datum::BigInteger(value) => self.big_integer(value, syntax.span)?,
            Datum::Ratio(numerator, denominator) => {
                self.ratio(numerator, denominator, syntax.span)?
            }
            Datum::Float(value) => self.float(*value, syntax.span)?,
            Datum::Symbol(name) => {
                self.interns |= name == INTERN && self.image.inner.contains_key("%symbols");
                self.intern(name)
            }
            Datum::Keyword(name) => self.intern(&format!(":{name}")),
            Datum::String(bytes) => {
                self.check_length(bytes.len(), syntax.span)?;
                self.string(bytes)
            }
            Datum::Char(code) => fixed::char(*code),
            Datum::List { items, tail } => {
                let tail = match tail {
                    Some(tail) => self.datum(tail, source)?,
                    None => NIL,
                };
                self.list(items, tail, syntax.span, source)?
            }
            Datum::Vector(items) => {
                self.check_length(items.len(), syntax.span)?;
                let length = self.size().immediate(items.len() as i64).unwrap_or(NIL);
                let mut words = vec![header(Type::Vector, 0), length];
                for item in items {
                    words.push(self.datum(item, source)?);
                }
                self.allocate(&words)
            }
        })
    }

    /// A list whose cells stand in the order of their elements, with their places.
    fn list(
        &mut self,
        items: &[Syntax],
        tail: Word,
        form: Span,
        source: u32,
    ) -> Result<Word, BuildError> {
        let mut elements = Vec::with_capacity(items.len());
        for item in items {
            elements.push(self.datum(item, source)?);
        }
        let first = self.image.words.len() as u32;
        for (i, (&element, item)) in elements.iter().zip(items).enumerate() {
            let cell = first + 4 * i as u32;
            let next = if i + 1 == items.len() { tail } else { Word::at(cell + 4) };
            self.cons(element, next);
            self.image.places.push(Place { cell, source, element: item.span, form });
        }
        Ok(if items.is_empty() { tail } else { Word::at(first) })
    }

    fn integer(&mut self, value: i64, span: Span) -> Result<Word, BuildError> {
        let size = self.size();
        if let Some(word) = size.immediate(value) {
            return Ok(word);
        }
        let (low, high) = size.data_range();
        if value < low || value > high {
            return self.big_integer(&value.into(), span);
        }
        let data = size.raw(value);
        Ok(self.allocate(&[header(Type::Number, 0), data]))
    }

    /// Who has numbers that this machine has not.
    fn advice(&self) -> Option<&'static str> {
        Some(match self.size() {
            WordSize::W16 => "machines with wider words have such numbers: --word 32 or --word 64",
            _ => "the library has functions for such numbers: the dialect core, or mal",
        })
    }

    /// A BIGNUM, if the image has functions for it.
    fn big_integer(&mut self, value: &BigInt, span: Span) -> Result<Word, BuildError> {
        let size = self.size();
        if self.image.fallback.is_nil() {
            let (bits, (low, high)) = (size.bits(), size.data_range());
            let problem = format!("{value} does not fit a {bits}-bit data word ({low} to {high})");
            return Err(BuildError { problem, span, help: self.advice() });
        }
        let mut digits: Vec<u64> = match size {
            WordSize::W64 => value.iter_u64_digits().collect(),
            _ => value.iter_u32_digits().map(u64::from).collect(),
        };
        let count = digits.len() as i64;
        let count = if value.sign() == Sign::Minus { -count } else { count };
        digits.resize(bignum_words(digits.len() as u32) as usize - 2, 0);
        let mut words = vec![header(Type::Bignum, 0), size.immediate(count).unwrap_or(NIL)];
        words.extend(digits.into_iter().map(Word));
        Ok(self.allocate(&words))
    }

    /// A RATIO, if the image has functions for it.
    fn ratio(
        &mut self,
        numerator: &BigInt,
        denominator: &BigInt,
        span: Span,
    ) -> Result<Word, BuildError> {
        if self.image.fallback.is_nil() {
            let problem = format!("there are no rational numbers here: {numerator}/{denominator}");
            return Err(BuildError { problem, span, help: self.advice() });
        }
        let part = |builder: &mut Self, value: &BigInt| match i64::try_from(value) {
            Ok(value) => builder.integer(value, span),
            Err(_) => builder.big_integer(value, span),
        };
        let (numerator, denominator) = (part(self, numerator)?, part(self, denominator)?);
        Ok(self.allocate(&[header(Type::Ratio, 0), numerator, denominator]))
    }

    fn float(&mut self, value: f64, span: Span) -> Result<Word, BuildError> {
        let Some(words) = float_object(value, self.size()) else {
            let problem = format!("there are no floats with 16-bit words: {}", Datum::Float(value));
            return Err(BuildError { problem, span, help: self.advice() });
        };
        Ok(self.allocate(&words))
    }

    fn check_length(&self, length: usize, span: Span) -> Result<(), BuildError> {
        if self.size().immediate(length as i64).is_some() {
            return Ok(());
        }
        let problem = format!("{length} elements are more than an immediate integer counts");
        Err(BuildError { problem, span, help: None })
    }
}

/// The words of a FLOAT; `None` at 16 bits, where there are none.
pub fn float_object(value: f64, size: WordSize) -> Option<Vec<Word>> {
    let bits = if value.is_nan() { fpu::NAN } else { value.to_bits() };
    let (words, count) = object::float_object(bits, size);
    size.has_floats().then(|| words[..count].to_vec())
}

/// The words of a STRING; the length must be an immediate integer.
pub fn string_object(bytes: &[u8], size: WordSize) -> Vec<Word> {
    let mut words = vec![NIL; string_words(bytes.len() as u32, size) as usize];
    words[0] = header(Type::String, 0);
    words[1] = size.immediate(bytes.len() as i64).unwrap_or(NIL);
    for (i, &byte) in (0..).zip(bytes) {
        words[(2 + i / size.chars()) as usize].0 |= u64::from(byte) << size.char_shift(i);
    }
    words
}
