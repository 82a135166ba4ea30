//! What a walk finds, in words.

use super::definitions::Scope;
use super::walk::{Finding, Unbound, Walk};
use conscycle_firmware::syntax::syntax;
use conscycle_image::Place;
use conscycle_image::arity::Arity;
use conscycle_image::near::{near, question};
use conscycle_image::reader::{Span, head};
use conscycle_machine::word::Word;

impl<'a> Walk<'a> {
    /// Everything that has been found.
    pub fn findings(self) -> Vec<Finding> {
        let Walk { heap, unbound, mut found, .. } = self;
        for Unbound { symbol, span, places, help } in unbound {
            let name = heap.name(Word::at(symbol));
            let others = match places {
                1 => String::new(),
                _ => format!(" (in {places} places)"),
            };
            found.push((span, format!("`{name}` is nowhere bound{others}"), help));
        }
        found
    }

    /// The place of a cell in the program.
    pub fn place(&self, cell: Word) -> Option<&'a Place> {
        let program = self.image.sources.len() as u32 - 1;
        self.image.place(cell).filter(|place| place.source == program)
    }

    fn find(&mut self, span: Span, message: String, help: String) {
        if self.is_looking
            && self.found.iter().all(|(other, text, _)| (*other, text) != (span, &message))
        {
            self.found.push((span, message, help));
        }
    }

    /// Is the number of operands in a form of the program's text right?
    pub fn count(&mut self, operator: Word, form: Word, operands: Word, arity: Option<Arity>) {
        let list = self.heap.cells(operands);
        let given = list.cells.len() as u32;
        if let Some(arity) = arity.filter(|arity| !arity.accepts(given))
            && list.end.is_nil()
            && let Some(place) = self.place(form)
        {
            let name = self.heap.name(operator);
            let verb = if given == 1 { "is" } else { "are" };
            let given = if given == 0 { "none".to_string() } else { given.to_string() };
            let message = format!("`{name}` takes {arity}, and {given} {verb} given");
            self.find(place.form, message, String::new());
        }
    }

    /// A special form, or a call of a macro of the library. What a macro has made itself is told as
    /// that macro's.
    pub fn is_malformed(&mut self, name: &str, form: Word) {
        let source = self.image.sources.last();
        let (name, span) = match (self.place(form), source) {
            (Some(place), _) => (name, place.form),
            (None, Some(source)) => (head(&source.text, self.form), self.form),
            (None, None) => return,
        };
        if let Some(syntax) = syntax(name) {
            self.find(span, format!("malformed `{name}`"), format!("write {syntax}"));
        }
    }

    pub fn is_hidden(&mut self, operator: Word, form: Word) {
        if let Some(place) = self.place(form) {
            let name = self.heap.name(operator);
            let message = format!("`{name}` calls the global function, not the variable");
            self.find(place.element, message, format!("(funcall {name} ...) calls the variable"));
        }
    }

    pub fn is_unbound(&mut self, symbol: Word, cell: Option<Word>, scope: Option<&Scope>) {
        if let Some(known) = self.unbound.iter_mut().find(|known| known.symbol == symbol.address())
        {
            known.places += 1;
            return;
        }
        if let Some(span) = self.symbol_span(symbol, cell) {
            let help = question(&self.near(symbol, scope));
            self.unbound.push(Unbound { symbol: symbol.address(), span, places: 1, help });
        }
    }

    /// Where a symbol stands: in its cell, or, since a macro may have moved it to another, somewhere
    /// in the innermost form, but not in data.
    fn symbol_span(&self, symbol: Word, cell: Option<Word>) -> Option<Span> {
        if let Some(place) = cell.and_then(|cell| self.place(cell)) {
            return Some(place.element);
        }
        let text = &self.image.sources.last()?.text;
        let is_data = |span: Span| {
            let text = &text[span.start..];
            text.starts_with('\'') || text.starts_with("(quote ")
        };
        let mut places = self.image.places.iter().filter(|place| {
            let cell = Word::at(place.cell);
            self.form.start <= place.element.start
                && place.element.end <= self.form.end
                && self.place(cell).is_some()
                && self.heap.car(cell) == symbol
                && !is_data(place.form)
        });
        places.next().map(|place| place.element)
    }

    /// Bound names near another.
    pub fn near(&self, symbol: Word, scope: Option<&Scope>) -> Vec<String> {
        let is_known = |known: &Word| {
            self.heap.is_variable(*known)
                && (self.is_bound(*known) || self.binding(*known, scope).is_some())
        };
        let names = self.image.symbols.iter().filter(|(_, symbol)| is_known(symbol));
        let public = names.map(|(name, _)| name.as_str()).filter(|name| !name.starts_with('%'));
        near(&self.heap.name(symbol), public)
    }
}
