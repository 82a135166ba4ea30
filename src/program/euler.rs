//! What stops a program in EulerLisp, as a person reads it: what is wrong, and where in the program.
//!
//! The machine has read and compiled the program itself. Where each cell of its code comes from stands in the
//! firmware's variable `%places`: a list of pairs of a cell and an index into the text.

use std::collections::{HashMap, HashSet};

use crate::backtrace::Reader;
use crate::brief::brief;
use crate::load::Loaded;
use conscycle_image::reader::{Span, line_column};
use conscycle_machine::Machine;
use conscycle_machine::frame::ReturnState;
use conscycle_machine::object::{Type, fixed};
use conscycle_machine::ports::Halt;
use conscycle_machine::primitives::Fault;
use conscycle_machine::word::{NIL, Word};
use conscycle_warnings::Warning;

/// Elements of a value that are shown.
const SHOWN: usize = 20;

/// Lists inside of lists that are shown.
const DEPTH: usize = 8;

/// Characters of a message of several values.
const LONGEST: usize = 1000;

/// The trap of a halted machine, and its place in the program.
pub struct Report {
    /// What is wrong.
    pub message: String,
    /// `file:line:column`, if the program has been read.
    pub place: Option<String>,
    /// The same as an index into the program's bytes.
    pub index: Option<usize>,
}

/// Reads the trap of a machine that has run the program in `loaded`.
pub fn report(machine: &Machine, loaded: &Loaded) -> Report {
    let teller = Teller::new(machine, loaded);
    let (message, index) = (teller.message(), teller.index());
    let place = index.and_then(|index| Text::of(loaded)?.place(index));
    Report { message, place, index }
}

/// Where a machine is in the program in `loaded`: `file:line:column`, once it has been read.
pub fn place(machine: &Machine, loaded: &Loaded) -> Option<String> {
    Text::of(loaded)?.place(Teller::new(machine, loaded).index()?)
}

/// The global names in the program that have got no value in a run to its end, each at the first form that it stands
/// in.
pub fn warnings(machine: &Machine, loaded: &Loaded) -> Vec<Warning> {
    if machine.arbiter.halt != Halt::Done {
        return Vec::new();
    }
    let teller = Teller::new(machine, loaded);
    let mut seen = HashSet::new();
    let mut found = teller.pairs("%mentioned");
    found.retain(|(name, _)| teller.value_of(*name) == fixed::UNBOUND);
    if found.is_empty() {
        return Vec::new();
    }
    let Some(text) = Text::of(loaded) else { return Vec::new() };
    // The last one stands in front.
    let first = found.into_iter().rev().filter(|(name, _)| seen.insert(name.address()));
    let warning = |(name, index): (Word, usize)| {
        let name = teller.reader.printer.symbol_name(name);
        let message = brief(&format!("reference to unbound global variable {name}"));
        let span = Span { start: index, end: index };
        Some(Warning { message, help: String::new(), span, place: text.place(index)? })
    };
    first.filter_map(warning).collect()
}

/// A program's text.
struct Text<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl Text<'_> {
    fn of(loaded: &Loaded) -> Option<Text<'_>> {
        let file = loaded.read_on_machine.as_ref()?;
        Some(Text { name: &loaded.name, bytes: &file.bytes })
    }

    /// `file:line:column` of an index.
    fn place(&self, index: usize) -> Option<String> {
        let before = self.bytes.get(..index)?;
        // Columns are counted in characters, if the text is made of them.
        let before = String::from_utf8_lossy(before);
        let (line, column) = line_column(&before, before.len());
        Some(format!("{}:{line}:{column}", self.name))
    }
}

/// A program's code, by the addresses of its cells.
struct Code {
    /// Where the form begins that a cell belongs to.
    indexes: HashMap<u32, usize>,
    /// The cell that a cell follows.
    before: HashMap<u32, Word>,
}

impl Code {
    fn place(&self, cell: Word) -> Option<usize> {
        if cell.is_pointer() { self.indexes.get(&cell.address()).copied() } else { None }
    }
}

struct Teller<'a> {
    reader: Reader<'a>,
}

impl<'a> Teller<'a> {
    fn new(machine: &'a Machine, loaded: &'a Loaded) -> Teller<'a> {
        Teller { reader: Reader::new(machine, &loaded.image) }
    }

    fn field(&self, word: Word, field: u32) -> Word {
        self.reader.machine.memory.read(word.plus(field).address())
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        self.reader.is(word, kind)
    }

    fn integer(&self, word: Word) -> i64 {
        self.reader.machine.config().word.integer(word)
    }

    /// The value of a variable of the firmware.
    fn variable(&self, name: &str) -> Word {
        let symbol = self.reader.image.symbol(name);
        symbol.map_or(NIL, |symbol| self.value_of(symbol))
    }

    /// What the value cell of a symbol holds.
    fn value_of(&self, symbol: Word) -> Word {
        self.field(self.field(symbol, 1), 2)
    }

    /// A variable of the firmware that is a list of pairs of something and an index into the text.
    fn pairs(&self, name: &str) -> Vec<(Word, usize)> {
        let mut pairs = Vec::new();
        let most = self.reader.machine.memory.words().len();
        let mut list = self.variable(name);
        while self.is(list, Type::Cons) && pairs.len() < most {
            let pair = self.field(list, 1);
            let index = usize::try_from(self.integer(self.field(pair, 2))).unwrap_or(0);
            pairs.push((self.field(pair, 1), index));
            list = self.field(list, 2);
        }
        pairs
    }

    /// A variable of the firmware that is an index into the text.
    fn index_in(&self, name: &str) -> Option<usize> {
        let word = self.variable(name);
        if word.is_immediate() { usize::try_from(self.integer(word)).ok() } else { None }
    }

    /// The place: what cannot be read or compiled; else the form that has trapped or is evaluated, or the
    /// innermost that waits; else the form of the top level that runs, or that is compiled.
    fn index(&self) -> Option<usize> {
        if let Some(index) = self.index_in("%error-at") {
            return Some(index);
        }
        let code = self.code();
        let machine = self.reader.machine;
        let here = if machine.arbiter.halt == Halt::Trap {
            code.place(machine.trap.origin)
        } else {
            code.place(machine.eval.expr).or_else(|| code.place(machine.eval_args.arguments))
        };
        let waiting = || {
            self.reader.frames().iter().find_map(|frame| {
                let cell = frame.cell();
                let expression = match ReturnState::of(frame.state) {
                    // The frame has what follows in the body.
                    Some(ReturnState::Sequence) => code.before.get(&cell.address()).copied(),
                    _ => Some(cell),
                };
                let expression = expression.map_or(NIL, |cell| self.field(cell, 1));
                code.place(expression).or_else(|| code.place(cell))
            })
        };
        here.or_else(waiting)
            .or_else(|| self.index_in("%running-at"))
            .or_else(|| self.index_in("%compiling-at"))
    }

    /// The program's code: which form each of its cells belongs to.
    fn code(&self) -> Code {
        let roots = self.pairs("%places");
        // A form inside of another is noted before it, and so stands behind it.
        let starts: HashMap<u32, usize> =
            roots.iter().map(|&(cell, index)| (cell.address(), index)).collect();
        let mut code = Code { indexes: HashMap::new(), before: HashMap::new() };
        let mut pending: Vec<(Word, usize)> = roots.into_iter().rev().collect();
        while let Some((cell, index)) = pending.pop() {
            let address = cell.address();
            if !self.is(cell, Type::Cons) || code.indexes.contains_key(&address) {
                continue;
            }
            let index = starts.get(&address).copied().unwrap_or(index);
            code.indexes.insert(address, index);
            let (first, rest) = (self.field(cell, 1), self.field(cell, 2));
            code.before.insert(rest.address(), cell);
            pending.extend([(rest, index), (first, index)]);
        }
        code
    }

    fn message(&self) -> String {
        let trap = &self.reader.machine.trap;
        let culprit = trap.culprit;
        match trap.cause {
            Fault::UncaughtThrow if self.is(culprit, Type::String) => self.text(culprit),
            Fault::UncaughtThrow if self.is(culprit, Type::Cons) => self.irritants(culprit),
            Fault::Unbound => {
                format!("Access to undefined variable {}", self.reader.printer.symbol_name(culprit))
            }
            Fault::NotAFunction => format!("Trying to invoke non function {}", self.value(culprit)),
            Fault::WrongType => format!("Invalid types of arguments: {}", self.value(culprit)),
            Fault::WrongArity => {
                format!("Invalid number of arguments{}", self.of_function(culprit))
            }
            Fault::DivideByZero => "Division by zero".to_string(),
            Fault::OutOfMemory => "Out of memory".to_string(),
            Fault::BadIndex => format!("Index out of bounds: {}", self.value(culprit)),
            cause => format!("{}: {}", cause.message(), self.value(culprit)),
        }
    }

    /// A message of the library, and what it is about.
    fn irritants(&self, list: Word) -> String {
        let message = self.field(list, 1);
        let is_text = self.is(message, Type::String);
        let mut text = if is_text { self.text(message) } else { self.value(message) };
        let mut cell = self.field(list, 2);
        while self.is(cell, Type::Cons) && text.len() < LONGEST {
            text.push(' ');
            text.push_str(&self.value(self.field(cell, 1)));
            cell = self.field(cell, 2);
        }
        text
    }

    /// The function's name, if it has one that a program knows.
    fn of_function(&self, function: Word) -> String {
        let name = self.reader.show(function);
        if name.starts_with('#') || name.starts_with('%') {
            String::new()
        } else {
            format!(" for {name}")
        }
    }

    fn text(&self, string: Word) -> String {
        String::from_utf8_lossy(&self.reader.printer.string_bytes(string)).into_owned()
    }

    /// A value as the dialect writes it inside of a list, shortened.
    fn value(&self, word: Word) -> String {
        let mut left = SHOWN;
        self.put(word, DEPTH, &mut left)
    }

    fn put(&self, word: Word, depth: usize, left: &mut usize) -> String {
        if depth == 0 || *left == 0 {
            return "...".to_string();
        }
        *left -= 1;
        match word {
            NIL => "'()".to_string(),
            fixed::TRUE => "#t".to_string(),
            fixed::FALSE => "#f".to_string(),
            _ if self.is(word, Type::String) => format!("\"{}\"", self.text(word)),
            _ if self.is(word, Type::Char) => {
                let code = u8::try_from(self.integer(self.field(word, 1))).unwrap_or(b'?');
                format!("#\\{}", char::from(code))
            }
            _ if self.is(word, Type::Float) => f64::from_bits(self.field(word, 1).0).to_string(),
            _ if self.is(word, Type::Cons) => self.put_list(word, depth, left),
            _ if self.is(word, Type::Vector) => self.put_vector(word, depth, left),
            _ if self.is(word, Type::Function) => "<function>".to_string(),
            _ if self.is(word, Type::Symbol) => self.reader.printer.symbol_name(word),
            _ => self.reader.printer.print(word),
        }
    }

    fn put_list(&self, list: Word, depth: usize, left: &mut usize) -> String {
        let mut parts = Vec::new();
        let mut cell = list;
        while self.is(cell, Type::Cons) && *left > 0 {
            parts.push(self.put(self.field(cell, 1), depth - 1, left));
            cell = self.field(cell, 2);
        }
        if !cell.is_nil() {
            let is_cut = self.is(cell, Type::Cons);
            parts.push(if is_cut {
                "...".to_string()
            } else {
                ". ".to_string() + &self.put(cell, depth - 1, left)
            });
        }
        format!("({})", parts.join(" "))
    }

    /// A VECTOR of storage and count.
    fn put_vector(&self, vector: Word, depth: usize, left: &mut usize) -> String {
        let (storage, count) = (self.field(vector, 2), self.integer(self.field(vector, 3)));
        let mut parts = Vec::new();
        for index in 0..u32::try_from(count).unwrap_or(0) {
            if *left == 0 {
                parts.push("...".to_string());
                break;
            }
            parts.push(self.put(self.field(storage, 2 + index), depth - 1, left));
        }
        format!("#({})", parts.join(" "))
    }
}
