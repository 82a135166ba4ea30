//! The image's objects, and macros expanded among them.

use std::collections::HashMap;

use conscycle_image::Image;
use conscycle_image::printer::Printer;
use conscycle_machine::config::{Barrier, Collector, Config};
use conscycle_machine::object::{
    CONS_HEADER, FunctionKind, Type, fixed, function_header, is_type, is_variable, subtype,
};
use conscycle_machine::ports::{Halt, MemoryPort as _, Stall};
use conscycle_machine::primitives::{Fault, Opcode, SpecialForm};
use conscycle_machine::units::memory::Port;
use conscycle_machine::word::{NIL, Word};
use conscycle_machine::{Machine, Stop};

/// Cycles that all expansions of a program may take.
const PATIENCE: u64 = 50_000_000;

/// What came of an expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expansion {
    /// The expression that stands for the form.
    Form(Word),
    /// The macro trapped: the form is not as it should be.
    Malformed,
    /// There was no room, or no time.
    Unknown,
}

/// A copy of the image in a machine, in which nothing of the program is ever evaluated.
pub struct ProgramHeap {
    machine: Machine,
    /// FUNCTION objects of its own: `quote`, and the primitive that applies.
    quote: Word,
    apply: Word,
    /// By the form's first cell.
    expansions: HashMap<u32, Expansion>,
}

/// The cells of a list, and what ends it: NIL if it is a proper one.
pub struct Cells {
    pub cells: Vec<Word>,
    pub end: Word,
}

impl ProgramHeap {
    /// With as much room again as the image takes, if words of this size address that much.
    pub fn new(image: &Image) -> ProgramHeap {
        let most = 1 << image.config.word.max_address_bits();
        let memory = (image.words.len() as u32 * 2).next_power_of_two().clamp(1 << 14, most);
        let (collector, barrier) = (Collector::None, Barrier::default());
        let config = Config { memory, collector, barrier, gc_every: 0, ..image.config };
        let machine = image.machine(config);
        let expansions = HashMap::new();
        let mut heap = ProgramHeap { machine, quote: NIL, apply: NIL, expansions };
        let function = |kind, number| [function_header(kind), Word::small(number), NIL, NIL];
        let quote = function(FunctionKind::Special, SpecialForm::Quote as u32);
        let apply = function(FunctionKind::Primitive, Opcode::Apply as u32);
        // Without room for these, expansions are unknown.
        heap.quote = heap.allocate(&quote).unwrap_or(NIL);
        heap.apply = heap.allocate(&apply).unwrap_or(NIL);
        heap
    }

    pub fn memory(&self) -> &conscycle_machine::units::memory::Memory {
        &self.machine.memory
    }

    fn read(&self, address: Word) -> Word {
        self.machine.memory.read(address.address())
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && is_type(self.read(word), kind)
    }

    /// The car and the cdr of a CONS.
    pub fn pair(&self, word: Word) -> Option<(Word, Word)> {
        self.is(word, Type::Cons).then(|| (self.read(word.plus(1)), self.read(word.plus(2))))
    }

    pub fn car(&self, cell: Word) -> Word {
        self.read(cell.plus(1))
    }

    /// The list that begins with this word.
    pub fn cells(&self, list: Word) -> Cells {
        let (mut cells, mut end) = (Vec::new(), list);
        while let Some((_, rest)) = self.pair(end)
            && cells.len() < self.machine.memory.words().len()
        {
            cells.push(end);
            end = rest;
        }
        Cells { cells, end }
    }

    /// The elements of a VECTOR.
    pub fn elements(&self, word: Word) -> Option<Vec<Word>> {
        let length = self.machine.config().word.integer(self.read(word.plus(1)));
        let elements = 0..u32::try_from(length).ok()?;
        let is_vector = self.is(word, Type::Vector);
        is_vector.then(|| elements.map(|index| self.read(word.plus(2 + index))).collect())
    }

    /// Is this a symbol that can be bound?
    pub fn is_variable(&self, word: Word) -> bool {
        word.is_pointer() && is_variable(self.read(word))
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Word) -> String {
        Printer::new(&self.machine.memory, self.machine.config()).symbol_name(symbol)
    }

    /// A symbol's value and function, if its cells are filled.
    pub fn bindings(&self, symbol: Word) -> (Option<Word>, Option<Word>) {
        let object = self.read(symbol.plus(1));
        let (value, function) = (self.read(object.plus(2)), self.read(object.plus(3)));
        ((value != fixed::UNBOUND).then_some(value), (!function.is_nil()).then_some(function))
    }

    /// The subtype and word 1 of a FUNCTION.
    pub fn function(&self, word: Word) -> Option<(FunctionKind, u32)> {
        let kind = FunctionKind::ALL.get(subtype(self.read(word)) as usize)?;
        let number = self.read(word.plus(1)).small_value();
        self.is(word, Type::Function).then_some((*kind, number))
    }

    /// What the form that begins with this cell expands to by the FUNCTION `function`. A form is
    /// expanded once: its expansion is the same object ever after.
    pub fn expand(&mut self, form: Word, function: Word) -> Expansion {
        if let Some(&known) = self.expansions.get(&form.address()) {
            return known;
        }
        let operands = self.read(form.plus(2));
        let expansion = self.apply(function, operands).unwrap_or(Expansion::Unknown);
        self.expansions.insert(form.address(), expansion);
        expansion
    }

    /// Evaluates (apply function (quote operands)).
    fn apply(&mut self, function: Word, operands: Word) -> Result<Expansion, Stall> {
        if self.quote.is_nil() || self.apply.is_nil() || self.machine.cycle >= PATIENCE {
            return Ok(Expansion::Unknown);
        }
        let quoted = self.list(&[self.quote, operands])?;
        let expression = self.list(&[self.apply, function, quoted])?;
        let machine = &mut self.machine;
        machine.eval.take_environment(NIL, false);
        machine.evaluate(expression);
        let stop = machine.run(PATIENCE);
        Ok(match (stop, machine.arbiter.halt, machine.trap.cause) {
            (Stop::Halted, Halt::Done, _) => Expansion::Form(machine.value),
            (Stop::Halted, Halt::Trap, Fault::OutOfMemory) => Expansion::Unknown,
            (Stop::Halted, Halt::Trap, _) => Expansion::Malformed,
            _ => Expansion::Unknown,
        })
    }

    fn list(&mut self, elements: &[Word]) -> Result<Word, Stall> {
        elements
            .iter()
            .rev()
            .try_fold(NIL, |rest, &element| self.allocate(&[CONS_HEADER, element, rest, NIL]))
    }

    /// Allocates an object of four words.
    fn allocate(&mut self, words: &[Word; 4]) -> Result<Word, Stall> {
        loop {
            match Port::<false>::new(&mut self.machine.memory).allocate(4, words) {
                Err(Stall::Busy) => {}
                answer => return answer,
            }
        }
    }
}
