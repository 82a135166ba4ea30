//! The walk through a program's expressions.

use super::definitions::{Definitions, Names, Scope, Symbol};
use super::program_heap::{Expansion, ProgramHeap};
use conscycle_image::Image;
use conscycle_image::arity::Arity;
use conscycle_image::reader::Span;
use conscycle_machine::config::Namespace;
use conscycle_machine::object::FunctionKind;
use conscycle_machine::primitives::{Opcode, SPECIAL_FORMS, SpecialForm};
use conscycle_machine::word::Word;

/// Expressions inside one another that are followed.
const DEEPEST: usize = 1_200;

/// Library functions that make symbols of text.
const SYMBOL_MAKERS: [&str; 3] = ["string->symbol", "read-from-string", "read"];

/// What stands in operator position.
enum Operator {
    Special(SpecialForm),
    /// A macro of the library.
    Macro(Word),
    /// A function, with its operands if they are known.
    Function(Option<Arity>),
    /// Perhaps a macro: the operands may be no expressions.
    Perhaps,
}

/// A place, what is wrong there, and what would mend it.
pub type Finding = (Span, String, String);

/// A name that is nowhere bound: its first place, and how many there are.
pub struct Unbound {
    pub(super) symbol: Symbol,
    pub(super) span: Span,
    pub(super) places: usize,
    pub(super) help: String,
}

/// A walk.
pub struct Walk<'a> {
    pub(super) image: &'a Image,
    pub(super) heap: ProgramHeap,
    pub(super) names: Names,
    /// The program's globals are known.
    knows_globals: bool,
    /// All that it defines is known: now for what is wrong.
    pub(super) is_looking: bool,
    pub(super) unbound: Vec<Unbound>,
    pub(super) found: Vec<Finding>,
    depth: usize,
    /// The innermost form of the program's text.
    pub(super) form: Span,
}

impl<'a> Walk<'a> {
    pub fn new(image: &'a Image, heap: ProgramHeap) -> Walk<'a> {
        let end = image.sources.last().map_or(0, |source| source.text.len());
        Walk {
            image,
            heap,
            names: Names::default(),
            knows_globals: false,
            is_looking: false,
            unbound: Vec::new(),
            found: Vec::new(),
            depth: 0,
            form: Span { start: 0, end },
        }
    }

    /// Everything that is wrong.
    pub fn run(mut self) -> Vec<Finding> {
        self.expression(self.image.entry, None, None);
        self.knows_globals = true;
        self.expression(self.image.entry, None, None);
        self.is_looking = true;
        self.expression(self.image.entry, None, None);
        self.findings()
    }

    /// An expression, which stands in the car of `cell` if that is known.
    fn expression(&mut self, expr: Word, cell: Option<Word>, scope: Option<&Scope>) {
        if self.heap.is_variable(expr) {
            return self.variable(expr, cell, scope);
        }
        let Some((operator, operands)) = self.heap.pair(expr) else {
            let elements = self.heap.elements(expr);
            return elements.into_iter().flatten().for_each(|element| self.data(element, false));
        };
        if self.depth == DEEPEST {
            self.names.incomplete = true;
            return;
        }
        let outer = self.form;
        self.form = self.place(expr).map_or(outer, |place| place.form);
        self.depth += 1;
        match self.operator(operator, expr, scope) {
            Operator::Special(special) => self.special(special, expr, operands, scope),
            Operator::Macro(function) => self.expand(function, expr, operands, scope),
            Operator::Function(arity) => {
                if self.heap.pair(operator).is_some() {
                    self.expression(operator, Some(expr), scope);
                }
                self.count(operator, expr, operands, arity);
                self.expressions(operands, scope);
            }
            Operator::Perhaps => self.data(operands, true),
        }
        self.depth -= 1;
        self.form = outer;
    }

    fn expressions(&mut self, list: Word, scope: Option<&Scope>) {
        for cell in self.heap.cells(list).cells {
            self.expression(self.heap.car(cell), Some(cell), scope);
        }
    }

    fn variable(&mut self, symbol: Word, cell: Option<Word>, scope: Option<&Scope>) {
        if !self.is_looking {
            self.note_use(symbol);
        } else if self.binding(symbol, scope).is_none() && !self.is_bound(symbol) {
            self.is_unbound(symbol, cell, scope);
        }
    }

    pub(super) fn binding(&self, symbol: Word, scope: Option<&Scope>) -> Option<&Definitions> {
        scope?.find(&self.names, symbol.address())
    }

    /// Is there a global binding, or may there be one?
    pub(super) fn is_bound(&self, symbol: Word) -> bool {
        let (value, function) = self.heap.bindings(symbol);
        let names = &self.names;
        value.is_some()
            || function.is_some()
            || names.globals.contains_key(&symbol.address())
            || names.macros.contains(&symbol.address())
            || names.may_bind(symbol.address())
    }

    /// Does the program use what makes definitions of data, or symbols of text?
    fn note_use(&mut self, symbol: Word) {
        let (value, function) = self.heap.bindings(symbol);
        if let Some((FunctionKind::Primitive, number)) =
            function.or(value).and_then(|word| self.heap.function(word))
        {
            self.names.uses_data |= matches!(
                Opcode::from_number(number),
                Some(Opcode::Eval | Opcode::SetSymbolValue | Opcode::SetSymbolFunction)
            );
        }
        self.names.makes_symbols |= SYMBOL_MAKERS.contains(&self.heap.name(symbol).as_str());
    }

    /// What a form's operator is.
    fn operator(&mut self, operator: Word, form: Word, scope: Option<&Scope>) -> Operator {
        if !self.heap.is_variable(operator) {
            return match self.heap.function(operator) {
                Some((FunctionKind::Special, number)) => special_form(number),
                Some((FunctionKind::Macro, _)) => Operator::Macro(operator),
                _ => Operator::Function(None),
            };
        }
        if !self.is_looking {
            self.note_use(operator);
        }
        let is_lisp2 = self.image.config.namespace == Namespace::Lisp2;
        let is_assigned = self.names.assigned.contains(&operator.address());
        let local = self.binding(operator, scope);
        let (is_local, local) = (local.is_some(), local.and_then(Definitions::arity));
        let local = Operator::Function(local.filter(|_| !is_assigned));
        if is_local && !is_lisp2 {
            return local;
        }
        if self.names.macros.contains(&operator.address()) {
            return Operator::Perhaps;
        }
        let (value, function) = self.heap.bindings(operator);
        let global = if is_lisp2 { function } else { value };
        let defined = self.names.globals.get(&operator.address());
        let is_function = defined.is_some_and(Definitions::has_function);
        let arity = self.names.arity(operator.address());
        let Some((function, (kind, number))) =
            global.and_then(|word| Some((word, self.heap.function(word)?)))
        else {
            if is_local && is_function {
                self.is_hidden(operator, form);
            } else if is_local {
                return local;
            } else if self.knows_globals && !self.is_bound(operator) {
                if self.is_looking {
                    self.is_unbound(operator, Some(form), scope);
                }
                // Without a name near it, it may be meant for a macro of another Lisp.
                if self.near(operator, scope).is_empty() {
                    return Operator::Perhaps;
                }
            }
            return Operator::Function(arity);
        };
        match kind {
            FunctionKind::Special | FunctionKind::Macro if defined.is_some() => Operator::Perhaps,
            FunctionKind::Special => special_form(number),
            FunctionKind::Macro => Operator::Macro(function),
            _ => {
                let library = Arity::of(self.heap.memory(), function);
                let is_sure = !is_assigned && !self.names.may_bind(operator.address());
                let arity = match defined {
                    Some(_) => arity.zip(library).map(|(a, b)| a.or(b)),
                    None => library.filter(|_| is_sure),
                };
                if is_local {
                    self.is_hidden(operator, form);
                }
                Operator::Function(arity)
            }
        }
    }

    fn special(&mut self, special: SpecialForm, form: Word, operands: Word, scope: Option<&Scope>) {
        let info = &SPECIAL_FORMS[special as usize];
        let list = self.heap.cells(operands);
        let arity = Arity::of_syntax(info.syntax);
        if !list.end.is_nil() || (list.cells.len() as u32) < arity.min {
            self.data(operands, true);
            return self.is_malformed(info.name, form);
        }
        if !arity.accepts(list.cells.len() as u32) {
            self.is_malformed(info.name, form);
        }
        let Some((&first, rest)) = list.cells.split_first() else { return };
        let operand = self.heap.car(first);
        let names_function = self.heap.pair(operand);
        match (special, names_function) {
            (SpecialForm::Quote, _) => self.data(operand, false),
            (SpecialForm::If | SpecialForm::Begin | SpecialForm::Catch, _) => {
                self.expressions(operands, scope)
            }
            (SpecialForm::Lambda, _) => self.lambda(first, operand, rest, scope),
            (SpecialForm::Set, _) => {
                if self.heap.is_variable(operand) {
                    self.names.assigned.insert(operand.address());
                    self.variable(operand, Some(first), scope);
                }
                self.expression(self.heap.car(rest[0]), Some(rest[0]), scope);
            }
            (SpecialForm::Define, Some((name, parameters))) => {
                let arity = Arity::of_parameters(self.heap.memory(), parameters);
                self.define(name, form, arity, scope);
                self.lambda(first, parameters, rest, scope);
            }
            (SpecialForm::Define, None) => {
                let value = self.heap.car(rest[0]);
                self.define(operand, form, self.lambda_arity(value, scope), scope);
                self.expression(value, Some(rest[0]), scope);
            }
            (SpecialForm::Defun, _) => {
                let parameters = self.heap.car(rest[0]);
                let arity = Arity::of_parameters(self.heap.memory(), parameters);
                self.define(operand, form, arity, None);
                self.lambda(rest[0], parameters, &rest[1..], scope);
            }
            (SpecialForm::Defmacro, Some((name, parameters))) => {
                self.define_macro(name);
                self.lambda(first, parameters, rest, scope);
            }
            (SpecialForm::Defmacro, None) => {
                self.define_macro(operand);
                self.lambda(rest[0], self.heap.car(rest[0]), &rest[1..], scope);
            }
        }
    }

    /// The parameters that stand in, or behind, the cell `key`, and the cells of a body.
    fn lambda(&mut self, key: Word, parameters: Word, body: &[Word], scope: Option<&Scope>) {
        let list = self.heap.cells(parameters);
        let symbols = list.cells.iter().map(|&cell| self.heap.car(cell)).chain([list.end]);
        let symbols: Vec<Word> = symbols.filter(|&word| self.heap.is_variable(word)).collect();
        let locals = self.names.locals.entry(key.address()).or_default();
        symbols.iter().for_each(|symbol| {
            locals.entry(symbol.address()).or_default().add(key.address(), None)
        });
        let inner = Scope { key: key.address(), outer: scope };
        for &cell in body {
            self.expression(self.heap.car(cell), Some(cell), Some(&inner));
        }
    }

    /// The operands of the function that an expression makes, if it is a `lambda`.
    fn lambda_arity(&self, expr: Word, scope: Option<&Scope>) -> Option<Arity> {
        let (operator, operands) = self.heap.pair(expr)?;
        let (value, function) = match self.heap.is_variable(operator) {
            true => self.heap.bindings(operator),
            false => (Some(operator), None),
        };
        let is_lambda = self.heap.function(function.or(value)?)?
            == (FunctionKind::Special, SpecialForm::Lambda as u32);
        let is_hidden = self.image.config.namespace == Namespace::Lisp1
            && self.binding(operator, scope).is_some();
        let (parameters, _) = self.heap.pair(operands).filter(|_| is_lambda && !is_hidden)?;
        Arity::of_parameters(self.heap.memory(), parameters)
    }

    fn define(&mut self, name: Word, form: Word, arity: Option<Arity>, scope: Option<&Scope>) {
        if self.is_looking || !self.heap.is_variable(name) {
            return;
        }
        let names = match scope {
            Some(scope) => self.names.locals.entry(scope.key).or_default(),
            None => &mut self.names.globals,
        };
        names.entry(name.address()).or_default().add(form.address(), arity);
    }

    fn define_macro(&mut self, name: Word) {
        self.names.macros.insert(name.address());
        self.names.uses_data = true;
    }

    /// A call of a macro of the library.
    fn expand(&mut self, function: Word, form: Word, operands: Word, scope: Option<&Scope>) {
        let arity = Arity::of(self.heap.memory(), function);
        let list = self.heap.cells(operands);
        let fits = arity.is_none_or(|arity| arity.accepts(list.cells.len() as u32));
        let expansion = match fits && list.end.is_nil() {
            true => self.heap.expand(form, function),
            false => Expansion::Malformed,
        };
        match expansion {
            Expansion::Form(expr) => self.expression(expr, None, scope),
            Expansion::Unknown => self.names.incomplete = true,
            Expansion::Malformed => {
                let name = self.heap.car(form);
                let is_named = self.heap.is_variable(name);
                let name = if is_named { self.heap.name(name) } else { String::new() };
                self.is_malformed(&name, form);
                self.data(operands, true);
            }
        }
    }

    /// The symbols in data: of the program's macros if it has been `passed` to one.
    fn data(&mut self, data: Word, passed: bool) {
        if self.is_looking {
            return;
        }
        let mut left = vec![data];
        while let Some(word) = left.pop() {
            if self.heap.is_variable(word) {
                let names = &mut self.names;
                if passed { &mut names.passed } else { &mut names.quoted }.insert(word.address());
            } else if let Some((car, cdr)) = self.heap.pair(word) {
                left.extend([car, cdr]);
            } else if let Some(elements) = self.heap.elements(word) {
                left.extend(elements);
            }
        }
    }
}

fn special_form(number: u32) -> Operator {
    SpecialForm::from_number(number).map_or(Operator::Perhaps, Operator::Special)
}
