//! Which function a FUNCTION object is, whatever its address: by its code.
//!
//! Closures of one lambda expression are one function. A function is known by a cell of its code:
//! its body, or its parameters if the body is an atom. Cells of the image never move; those that the
//! program has made may move or die, and are followed through collections.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use conscycle_image::names::function_name;
use conscycle_image::printer::Printer;
use conscycle_image::reader::line_column;
use conscycle_image::{Image, Place};
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, Type, fixed, is_type, subtype};
use conscycle_machine::primitives::PRIMITIVES;
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::Word;

/// A function, by number; the top level is 0.
pub type FunctionId = u32;

/// Bindings of a closure's environment among which its name is looked for.
const SCOPE: usize = 64;

/// The mark in a header: bit 8, see the manual.
const MARK: u64 = 1 << 8;

/// In place of a function: the code is a part of the function around it.
const INLINE: FunctionId = FunctionId::MAX;

/// A function, as tools show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Function {
    /// Its name; of one without, where it stands.
    pub name: String,
    /// Where it stands in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<SourcePlace>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SourcePlace {
    /// The source's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl SourcePlace {
    /// `file:line:column`.
    pub fn text(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The functions seen so far.
#[derive(Debug, Clone)]
pub struct Functions<'a> {
    image: &'a Image,
    all: Vec<Function>,
    numbers: HashMap<Function, FunctionId>,
    /// The function of each code cell, by half its address; 0 for none.
    known: Vec<FunctionId>,
    /// The code cells outside the image among them.
    moving: Vec<u32>,
}

impl<'a> Functions<'a> {
    /// No function but the top level.
    pub fn new(image: &'a Image) -> Functions<'a> {
        let mut functions = Functions {
            image,
            all: Vec::new(),
            numbers: HashMap::new(),
            known: vec![0; image.config.memory as usize / 2],
            moving: Vec::new(),
        };
        functions.number(Function { name: "(top level)".to_string(), place: None });
        functions
    }

    /// The functions, by their numbers.
    pub fn all(&self) -> &[Function] {
        &self.all
    }

    /// The function of a FUNCTION object; none if its code is a part of the function around it.
    #[inline(always)]
    pub fn of(&mut self, function: Word, machine: &Machine) -> Option<FunctionId> {
        let code = code(function, &machine.memory, self.image.words.len() as u32);
        match self.known.get((code.0 >> 1) as usize) {
            Some(&INLINE) => None,
            Some(&known) if known != 0 => Some(known),
            _ => Some(self.find(function, code, machine)),
        }
    }

    /// The FUNCTION is the value of a lambda expression in operator position: the code of a `let`.
    pub fn applied_where_it_stands(&mut self, function: Word, machine: &Machine) {
        let code = code(function, &machine.memory, self.image.words.len() as u32);
        self.know(code, INLINE);
    }

    /// A collection has emptied a part of memory: what was there has moved, or died.
    pub fn follow(&mut self, emptied: Range<u32>, memory: &Memory) {
        for address in std::mem::take(&mut self.moving) {
            let copy = memory.read(address);
            if !emptied.contains(&address) {
                self.moving.push(address);
            } else {
                let function = std::mem::take(&mut self.known[(address >> 1) as usize]);
                if copy.is_pointer() {
                    self.know(copy, function);
                }
            }
        }
    }

    /// A collection has marked all that is live: what is not will be freed.
    pub fn forget_unmarked(&mut self, memory: &Memory) {
        let known = &mut self.known;
        self.moving.retain(|&address| {
            let live = memory.read(address).0 & MARK != 0;
            if !live {
                known[(address >> 1) as usize] = 0;
            }
            live
        });
    }

    #[cold]
    fn find(&mut self, function: Word, code: Word, machine: &Machine) -> FunctionId {
        let place = self.place(function, code, &machine.memory);
        let name = self.name(function, machine).unwrap_or_else(|| match &place {
            Some(place) => format!("lambda at {}", place.text()),
            None if (code.0 as usize) < self.image.words.len() => format!("lambda {:#x}", code.0),
            None => "lambda".to_string(),
        });
        let number = self.number(Function { name, place });
        self.know(code, number);
        number
    }

    fn know(&mut self, code: Word, function: FunctionId) {
        if let Some(known) = self.known.get_mut((code.0 >> 1) as usize) {
            if *known == 0 && code.0 as usize >= self.image.words.len() {
                self.moving.push(code.address());
            }
            *known = function;
        }
    }

    fn number(&mut self, function: Function) -> FunctionId {
        if let Some(&number) = self.numbers.get(&function) {
            return number;
        }
        let number = self.all.len() as FunctionId;
        self.all.push(function.clone());
        self.numbers.insert(function, number);
        number
    }

    /// A primitive's name; a symbol that the function is bound to, globally or in its own scope.
    fn name(&self, function: Word, machine: &Machine) -> Option<String> {
        let memory = &machine.memory;
        if subtype(memory.read(function.address())) == FunctionKind::Primitive as u32 {
            let number = memory.read(function.address().wrapping_add(1)).small_value();
            return PRIMITIVES.get(number as usize).map(|info| info.names[0].to_string());
        }
        if let Some(name) = function_name(machine, self.image, function) {
            return Some(name.into_owned());
        }
        let printer = Printer::new(memory, machine.config());
        let mut cell = memory.read(function.address().wrapping_add(3));
        for _ in 0..SCOPE {
            if !is_cons(cell, memory) {
                return None;
            }
            let [pair, next] = fields(cell, memory);
            let [symbol, value] = fields(pair, memory);
            if value == function && symbol != fixed::UNBOUND {
                return Some(printer.symbol_name(symbol));
            }
            cell = next;
        }
        None
    }

    /// Where the parameters stand, or the body if they are nowhere.
    fn place(&self, function: Word, code: Word, memory: &Memory) -> Option<SourcePlace> {
        let parameters = memory.read(function.address().wrapping_add(2));
        let found = [parameters, code].into_iter().find_map(|cell| self.image.place(cell));
        let &Place { source, form, .. } = found?;
        let source = self.image.sources.get(source as usize)?;
        let (line, column) = line_column(&source.text, form.start);
        Some(SourcePlace { file: source.name.clone(), line, column })
    }
}

/// The cell that a function is known by.
#[inline(always)]
fn code(function: Word, memory: &Memory, image_words: u32) -> Word {
    let [body, parameters] = fields(function, memory);
    if subtype(memory.read(function.address())) == FunctionKind::Primitive as u32 {
        return function;
    }
    if is_cons(body, memory) {
        let [first, rest] = fields(body, memory);
        // The machine has put this cell before a body of several expressions.
        let wrapped = body.address() >= image_words && first == fixed::BEGIN && rest.is_pointer();
        return if wrapped { rest } else { body };
    }
    if is_cons(parameters, memory) { parameters } else { function }
}

#[inline(always)]
fn is_cons(word: Word, memory: &Memory) -> bool {
    word.is_pointer() && is_type(memory.read(word.address()), Type::Cons)
}

/// Words 1 and 2 of an object.
#[inline(always)]
fn fields(object: Word, memory: &Memory) -> [Word; 2] {
    [1, 2].map(|field| memory.read(object.address().wrapping_add(field)))
}
