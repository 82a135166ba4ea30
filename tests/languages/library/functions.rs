//! What names stand for in an image, and which functions take the same number of cycles whatever their
//! operands are.

use std::collections::{BTreeMap, BTreeSet};

use conscycle::image::Image;
use conscycle::image::names::symbols_in_table;
use conscycle::machine::config::Namespace;
use conscycle::machine::object::{FunctionKind, Type, fixed, is_type, subtype};
use conscycle::machine::primitives::{Class, Opcode, PRIMITIVES, SpecialForm};
use conscycle::machine::word::{Word, WordSize};

use super::entries::Operands;

/// An image, and the names in it that a program can use.
pub struct Names {
    image: Image,
    /// Each with its SYMBOL.
    pub symbols: BTreeMap<String, Word>,
}

impl Names {
    /// Those that have a value or a function.
    pub fn new(image: Image) -> Names {
        let machine = image.machine(image.config);
        let made = symbols_in_table(&machine, &image);
        let known = image.symbols.iter().map(|(name, &symbol)| (name.clone(), symbol));
        // A firmware that keeps its symbols to itself has a table of those that programs can name.
        let all: Vec<_> = if made.is_empty() { known.collect() } else { made };
        let names = Names { image, symbols: BTreeMap::new() };
        let is_public = |name: &str| name == "%" || !name.starts_with('%');
        let means = |name: &str, symbol| is_public(name) && names.has_meaning(symbol);
        let symbols = all.into_iter().filter(|(name, symbol)| means(name, *symbol)).collect();
        Names { symbols, ..names }
    }

    fn word(&self, address: u32) -> Word {
        self.image.words[address as usize]
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && is_type(self.word(word.address()), kind)
    }

    /// The value cell and the function cell.
    fn cells(&self, symbol: Word) -> [Word; 2] {
        let object = self.word(symbol.address() + 1).address();
        [self.word(object + 2), self.word(object + 3)]
    }

    /// Has it a value, or a function? The compilers of the firmware keep in the function cell what they know of a
    /// name: a VECTOR, whose first element is 0 if that is nothing.
    fn has_meaning(&self, symbol: Word) -> bool {
        let [value, function] = self.cells(symbol);
        let is_known =
            self.is(function, Type::Vector) && self.word(function.address() + 2) != Word::small(0);
        value != fixed::UNBOUND || self.is(function, Type::Function) || is_known
    }

    /// The function that a symbol stands for: hardware looks into the function cell with two namespaces only.
    fn function_of(&self, symbol: Word) -> Option<Word> {
        let [value, function] = self.cells(symbol);
        let cells = match self.image.config.namespace {
            Namespace::Lisp2 => [function, value],
            Namespace::Lisp1 => [value, value],
        };
        cells.into_iter().find(|&word| self.is(word, Type::Function))
    }

    fn kind(&self, function: Word) -> FunctionKind {
        FunctionKind::ALL[subtype(self.word(function.address())) as usize]
    }

    fn opcode(&self, function: Word) -> Opcode {
        let number = self.image.config.word.integer(self.word(function.address() + 1));
        Opcode::from_number(number as u32).expect("the number of a primitive")
    }

    /// How many operands the function of a name takes; none if that is no function, or a special form.
    pub fn operands(&self, name: &str) -> Option<Operands> {
        let function = self.function_of(*self.symbols.get(name)?)?;
        match self.kind(function) {
            FunctionKind::Primitive => {
                let info = &PRIMITIVES[self.opcode(function) as usize];
                let least = info.min as usize;
                Some(Operands { least, more: info.max.is_none_or(|max| max > info.min) })
            }
            FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro => {
                let mut parameters = self.word(function.address() + 2);
                let mut least = 0;
                while self.is(parameters, Type::Cons) {
                    least += 1;
                    parameters = self.word(parameters.address() + 2);
                }
                Some(Operands { least, more: !parameters.is_nil() })
            }
            FunctionKind::Special | FunctionKind::Continuation => None,
        }
    }

    /// Is there neither a loop nor a branch on the way through the function of a name, and no primitive
    /// whose time depends on its operands?
    pub fn is_straight(&self, name: &str) -> bool {
        let function = self.symbols.get(name).and_then(|&symbol| self.function_of(symbol));
        let is_fixed = self.operands(name).is_some_and(|operands| !operands.more);
        let is_macro = |function| self.kind(function) == FunctionKind::Macro;
        is_fixed
            && function.is_some_and(|function| {
                !is_macro(function) && self.goes_straight(function, &mut BTreeSet::new())
            })
    }

    /// `way` are the functions on the way here.
    fn goes_straight(&self, function: Word, way: &mut BTreeSet<u32>) -> bool {
        match self.kind(function) {
            FunctionKind::Primitive => is_uniform(self.opcode(function), self.image.config.word),
            FunctionKind::Special => {
                let number = self.image.config.word.integer(self.word(function.address() + 1));
                let branches = [SpecialForm::If, SpecialForm::Catch];
                !branches.iter().any(|&form| form as i64 == number)
            }
            FunctionKind::Lambda | FunctionKind::Closure => {
                way.insert(function.address())
                    && self.is_straight_code(self.word(function.address() + 1), way)
                    && way.remove(&function.address())
            }
            // A macro that has not been expanded, and what nobody knows.
            FunctionKind::Macro | FunctionKind::Continuation => false,
        }
    }

    /// Is everything that the code names straight?
    fn is_straight_code(&self, code: Word, way: &mut BTreeSet<u32>) -> bool {
        if self.is(code, Type::Cons) {
            let cell = code.address();
            return self.is_straight_code(self.word(cell + 1), way)
                && self.is_straight_code(self.word(cell + 2), way);
        }
        if self.is(code, Type::Function) {
            return self.goes_straight(code, way);
        }
        match self.is(code, Type::Symbol).then(|| self.function_of(code)).flatten() {
            Some(function) => self.goes_straight(function, way),
            None => true,
        }
    }
}

/// Does it take the same time whatever its operands are, if integers are immediates? With words of 64 bits the
/// divider ends when the quotient has all of its bits.
fn is_uniform(opcode: Opcode, word: WordSize) -> bool {
    let info = &PRIMITIVES[opcode as usize];
    let waits = [Opcode::MakeString, Opcode::MakeVector, Opcode::MakeBignum, Opcode::ReadByte];
    match info.class {
        Class::Fold | Class::Compare => true,
        Class::Divide => word != WordSize::W64,
        Class::Data => !waits.contains(&opcode),
        Class::Control | Class::Digits => false,
    }
}
