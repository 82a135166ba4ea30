//! What a program defines, and where it may define what nobody sees.

use std::collections::{HashMap, HashSet};

use conscycle_image::arity::Arity;

/// A symbol, by its address.
pub type Symbol = u32;

/// The definitions of one name in one place of binding, by the cell of the form; the operands of those
/// whose value is a `lambda`.
#[derive(Debug, Default)]
pub struct Definitions(HashMap<u32, Option<Arity>>);

impl Definitions {
    pub fn add(&mut self, form: u32, arity: Option<Arity>) {
        self.0.insert(form, arity);
    }

    /// The operands that one or the other of them takes, if that is known of all.
    pub fn arity(&self) -> Option<Arity> {
        self.0.values().copied().reduce(|a, b| Some(a?.or(b?))).flatten()
    }

    /// Is there one that is a function for sure?
    pub fn has_function(&self) -> bool {
        self.0.values().any(Option::is_some)
    }
}

/// What is known of a program's names.
#[derive(Debug, Default)]
pub struct Names {
    /// Names defined in the global environment.
    pub globals: HashMap<Symbol, Definitions>,
    /// Its macros.
    pub macros: HashSet<Symbol>,
    /// The variables of each application: parameters and inner definitions, by the cell of its
    /// parameters.
    pub locals: HashMap<u32, HashMap<Symbol, Definitions>>,
    /// Targets of `set!`.
    pub assigned: HashSet<Symbol>,
    /// Symbols in the operands of the program's macros, which may define them.
    pub passed: HashSet<Symbol>,
    /// Symbols in quoted data.
    pub quoted: HashSet<Symbol>,
    /// There is something that makes definitions of data: `eval`, a macro.
    pub uses_data: bool,
    /// There is something that makes symbols of strings.
    pub makes_symbols: bool,
    /// Something could not be looked at.
    pub incomplete: bool,
}

impl Names {
    /// May the program bind this name in a way that nobody sees?
    pub fn may_bind(&self, symbol: Symbol) -> bool {
        self.incomplete
            || self.passed.contains(&symbol)
            || self.uses_data && (self.makes_symbols || self.quoted.contains(&symbol))
    }

    /// The operands of a global function of the program, if they are known and nothing else can be
    /// its value.
    pub fn arity(&self, symbol: Symbol) -> Option<Arity> {
        let is_sure = !self.assigned.contains(&symbol) && !self.may_bind(symbol);
        self.globals.get(&symbol).filter(|_| is_sure)?.arity()
    }
}

/// The variables that an expression sees.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The cell of the parameters.
    pub key: u32,
    pub outer: Option<&'a Scope<'a>>,
}

impl Scope<'_> {
    /// The innermost binding of a name.
    pub fn find<'n>(&self, names: &'n Names, symbol: Symbol) -> Option<&'n Definitions> {
        let here = names.locals.get(&self.key).and_then(|locals| locals.get(&symbol));
        here.or_else(|| self.outer?.find(names, symbol))
    }
}
