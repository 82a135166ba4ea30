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
//! Nothing writes to sealed code, so equal lists without lists in them, such as `(cdr x)` and the
//! parameters `(x)`, become one, and so do the ends of longer lists. With [`Sharing::Scopes`], code that
//! names parameters becomes one only where these are the same, since quick evaluation notes in a cell
//! which of them it names; in macros, which run seldom, everywhere. What stands in several places of the
//! source has no place any more; the expression around it has.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::Image;
use conscycle_machine::object::{
    FunctionKind, SymbolKind, Type, fixed, header, is_type, is_variable, subtype, type_number,
};
use conscycle_machine::primitives::{PRIMITIVES, SpecialForm};
use conscycle_machine::word::{NIL, Word};

/// Which equal code becomes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// All: for little memory.
    All,
    /// That of functions with the same parameters: for quick evaluation.
    Scopes,
}

/// The sealed image: its `symbols` are those that a program can name, its `inner` the library's own.
///
/// The image must be a sound one: see [`Image::check`].
///
/// # Errors
/// The name of a macro that stands as an operator in the code.
pub fn seal(image: &Image, sharing: Sharing) -> Result<Image, String> {
    let bound = image.symbols.iter().filter(|&(_, &symbol)| is_bound(image, symbol));
    let bound: HashMap<u32, &str> =
        bound.map(|(name, symbol)| (symbol.address(), name.as_str())).collect();
    let mut sealer = Sealer {
        words: image.words.clone(),
        bound,
        own: BTreeMap::new(),
        done: HashSet::new(),
        sharing,
        parameters: Vec::new(),
        leaves: HashMap::new(),
        ambiguous: HashSet::new(),
    };
    for address in crate::compact::addresses(image) {
        sealer.function(address)?;
    }
    sealer.code(image.entry)?;
    let Sealer { words, own, ambiguous, .. } = sealer;
    let symbols = image.symbols.iter().filter(|(name, _)| !is_hidden(name));
    let symbols = symbols.map(|(name, &symbol)| (name.clone(), symbol)).collect();
    let hidden = image.symbols.iter().filter(|(name, _)| is_hidden(name));
    let mut inner: BTreeMap<_, _> = hidden.map(|(name, &symbol)| (name.clone(), symbol)).collect();
    inner.extend(own);
    let mut places = image.places.clone();
    places.retain(|place| !ambiguous.contains(&place.cell));
    Ok(Image { words, symbols, inner, places, ..image.clone() })
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
    /// Which of it becomes one.
    sharing: Sharing,
    /// The parameters of the functions that the code looked at stands in, the innermost last.
    parameters: Vec<Word>,
    /// The first cells of lists that are shared, by what they are shared among, car and cdr.
    leaves: HashMap<(Word, Word, Word), Word>,
    /// Those of them that stand for more than one.
    ambiguous: HashSet<u32>,
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
        self.rename(at + 2);
        self.code(self.words[at + 2])?;
        self.words[at + 2] = self.shared(self.words[at + 2]);
        if subtype(head) != FunctionKind::Macro as u32 {
            self.parameters.push(self.words[at + 2]);
        }
        self.rename(at + 1);
        self.code(self.words[at + 1])?;
        self.parameters.clear();
        let mut binding = self.words[at + 3];
        while self.is(binding, Type::Cons) {
            let pair = self.words[binding.0 as usize + 1];
            if self.is(pair, Type::Cons) && self.done.insert(pair.address()) {
                self.rename(pair.0 as usize + 1);
            }
            binding = self.words[binding.0 as usize + 2];
        }
        Ok(())
    }

    /// An expression or a list of parameters, down to its quoted data.
    fn code(&mut self, expression: Word) -> Result<(), String> {
        if !self.is(expression, Type::Cons) {
            return Ok(());
        }
        let operator = self.words[expression.0 as usize + 1];
        self.check_operator(operator)?;
        let quoted = self.is_form(operator, SpecialForm::Quote);
        let lambda = self.is_form(operator, SpecialForm::Lambda);
        let mut cells = Vec::new();
        let mut cell = expression;
        while self.is(cell, Type::Cons) && self.done.insert(cell.address()) {
            let at = cell.0 as usize;
            let is_parameters = lambda && cells.len() == 1;
            self.code(self.words[at + 1])?;
            self.rename(at + 1);
            if quoted {
                return Ok(());
            }
            self.rename(at + 2);
            let outer =
                if is_parameters { std::mem::take(&mut self.parameters) } else { Vec::new() };
            self.words[at + 1] = self.shared(self.words[at + 1]);
            if is_parameters {
                self.parameters = outer;
                self.parameters.push(self.words[at + 1]);
            }
            cells.push(at);
            cell = self.words[at + 2];
        }
        let cells_of_lambda = cells.len();
        // The end without lists; all of the expression is shared by whatever it stands in.
        for at in cells.into_iter().rev() {
            let rest = self.words[at + 2];
            if !self.is_leaf(rest) {
                break;
            }
            self.words[at + 2] = self.shared(rest);
        }
        if lambda && cells_of_lambda > 1 {
            self.parameters.pop();
        }
        Ok(())
    }

    /// Is this a list without lists in it?
    fn is_leaf(&self, list: Word) -> bool {
        let mut cell = list;
        while self.is(cell, Type::Cons) {
            if self.is(self.words[cell.0 as usize + 1], Type::Cons) {
                return false;
            }
            cell = self.words[cell.0 as usize + 2];
        }
        true
    }

    /// The parameters that notes in the code looked at can be about; of functions with none, more than
    /// three or a rest parameter there are no such notes.
    fn scope(&self) -> Word {
        let Some(&parameters) = self.parameters.last() else { return NIL };
        let (mut rest, mut count) = (parameters, 0);
        while self.is(rest, Type::Cons) {
            rest = self.words[rest.0 as usize + 2];
            count += 1;
        }
        let is_plain = rest.is_nil() && (1..=3).contains(&count);
        if is_plain { parameters } else { fixed::UNBOUND }
    }

    /// Does this list name a parameter of the functions that it stands in?
    fn names_a_parameter(&self, list: Word) -> bool {
        let parameters = self.parameters.iter().flat_map(|&list| self.elements(list));
        let parameters: HashSet<Word> = parameters.collect();
        self.elements(list).any(|element| parameters.contains(&element))
    }

    /// The cars of a list, and what is behind it.
    fn elements(&self, list: Word) -> impl Iterator<Item = Word> {
        let mut rest = Some(list);
        std::iter::from_fn(move || {
            let word = rest.take()?;
            if !self.is(word, Type::Cons) {
                return Some(word).filter(|word| !word.is_nil());
            }
            rest = Some(self.words[word.0 as usize + 2]);
            Some(self.words[word.0 as usize + 1])
        })
    }

    /// The list that stands for all equal ones, if it is one without lists in it.
    fn shared(&mut self, list: Word) -> Word {
        if !self.is(list, Type::Cons) || !self.is_leaf(list) {
            return list;
        }
        let at = list.0 as usize;
        let rest = self.shared(self.words[at + 2]);
        self.words[at + 2] = rest;
        let scoped = self.sharing == Sharing::Scopes && self.names_a_parameter(list);
        let scope = if scoped { self.scope() } else { NIL };
        let key = (scope, self.words[at + 1], rest);
        let leaf = *self.leaves.entry(key).or_insert(list);
        if leaf != list {
            self.ambiguous.insert(leaf.address());
        }
        leaf
    }

    /// Puts the library's own symbol in the place of the one in this word, if there is to be one.
    fn rename(&mut self, at: usize) {
        let symbol = self.words[at];
        let Some(&name) = self.bound.get(&symbol.address()).filter(|name| !is_hidden(name)) else {
            return;
        };
        if let Some(&own) = self.own.get(name) {
            self.words[at] = own;
            return;
        }
        let object = self.words[symbol.0 as usize + 1].0 as usize;
        let copy = Word::at(self.words.len() as u32);
        self.words.extend_from_within(object..object + 4);
        let own = Word::at(self.words.len() as u32);
        self.words.extend([header(Type::Symbol, SymbolKind::Variable as u32), copy]);
        self.own.insert(name.to_string(), own);
        self.words[at] = own;
    }

    /// The FUNCTION that an operator names; NIL if it names none.
    fn meaning(&self, operator: Word) -> Word {
        if self.is(operator, Type::Function) {
            return operator;
        }
        if !self.bound.contains_key(&operator.address()) {
            return NIL;
        }
        let object = self.words[operator.0 as usize + 1].0 as usize;
        let cells = [self.words[object + 3], self.words[object + 2]];
        cells.into_iter().find(|&cell| self.is(cell, Type::Function)).unwrap_or(NIL)
    }

    fn is_kind(&self, function: Word, kind: FunctionKind) -> bool {
        !function.is_nil() && subtype(self.words[function.0 as usize]) == kind as u32
    }

    fn is_form(&self, operator: Word, form: SpecialForm) -> bool {
        let function = self.meaning(operator);
        self.is_kind(function, FunctionKind::Special)
            && self.words[function.0 as usize + 1] == Word::small(form as u32)
    }

    fn check_operator(&self, operator: Word) -> Result<(), String> {
        match self.bound.get(&operator.address()) {
            Some(name) if self.is_kind(self.meaning(operator), FunctionKind::Macro) => {
                Err(format!("{name} is a macro, and stands in the library's code"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::Builder;
    use crate::printer::Printer;
    use crate::reader;
    use conscycle_machine::Machine;
    use conscycle_machine::config::{Code, Collector, Config, Namespace};

    fn with_program(builder: Builder, text: &str) -> Image {
        let mut builder = builder;
        let forms = reader::read_all(text).expect("it reads");
        builder.program("test", text, &forms).expect("it fits");
        builder.finish()
    }

    /// The image after the program in it, and how its value is printed.
    fn run(image: Image) -> (Image, String) {
        let mut machine = image.machine(image.config);
        machine.run(100_000);
        let value = Printer::new(&machine.memory, &image.config).print(machine.value);
        let words = machine.memory.words().range(0..machine.memory.free as usize).collect();
        (Image { words, entry: NIL, ..image }, value)
    }

    fn library(namespace: Namespace, text: &str) -> Image {
        let config = Config {
            namespace,
            collector: Collector::None,
            code: Code::Lists,
            ..Config::default()
        };
        run(with_program(Builder::new(config), text)).0
    }

    const LIBRARY: &str = "(define (%first x) (car x))
        (define (first car) (if (%first car) ((lambda (cdr) (cons (%first cdr) 'cons)) car) nil))";

    #[test]
    fn a_program_cannot_reach_what_the_library_names() {
        let program = "(define (car x) 'mine) (define (cons x y) 'mine) (set! if 'mine)
            (define (%first x) 'mine) (first '(1 2))";
        for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
            let sealed =
                seal(&library(namespace, LIBRARY), Sharing::Scopes).expect("there is no macro");
            sealed.check().expect("it is sound");
            assert!(!sealed.symbols.contains_key("%first") && sealed.inner.contains_key("%first"));
            assert_ne!(sealed.symbols["car"], sealed.inner["car"]);
            let builder = Builder::from_image(&sealed, sealed.config);
            let (after, value) = run(with_program(builder, program));
            assert_eq!(value, "(1 . cons)");
            let quoted = after.symbols["cons"];
            assert!(after.words.contains(&quoted), "quoted data keep the program's symbol");
        }
    }

    #[test]
    fn code_prints_as_before_and_equal_leaves_are_shared() {
        let before = library(Namespace::Lisp2, LIBRARY);
        let after = seal(&before, Sharing::Scopes).expect("there is no macro");
        let parts = |image: &Image, name: &str| {
            let object = image.words[image.symbol(name).expect("a symbol").0 as usize + 1];
            let function = image.words[object.0 as usize + 3].0 as usize;
            let machine = Machine::new(image.config, &image.words, NIL);
            let printer = Printer::new(&machine.memory, &image.config);
            let [body, parameters] = [image.words[function + 1], image.words[function + 2]];
            (printer.print(body), printer.print(parameters))
        };
        for name in ["first", "%first"] {
            assert_eq!(parts(&after, name), parts(&before, name));
        }
        let twice =
            seal(&library(Namespace::Lisp1, "(define (f x y) x) (define (g y) y)"), Sharing::All);
        let twice = twice.expect("there is no macro");
        let parameters = |name: &str| {
            let object = twice.words[twice.symbols[name].0 as usize + 1];
            twice.words[twice.words[object.0 as usize + 2].0 as usize + 2]
        };
        assert_eq!(twice.words[parameters("f").0 as usize + 2], parameters("g"));
    }

    #[test]
    fn a_macro_in_the_code_is_refused() {
        let image = library(Namespace::Lisp2, "(defmacro m (x) x) (define (f x) (m x))");
        assert!(seal(&image, Sharing::All).is_err_and(|message| message.contains("m is a macro")));
    }
}
