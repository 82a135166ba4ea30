//! The functions that code belongs to, and where it stands.

use std::collections::HashMap;

use crate::objects::shorten;
use conscycle_image::names::function_names;
use conscycle_image::printer::Printer;
use conscycle_image::reader::{Span, line_column};
use conscycle_image::{Image, Place};
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, Type, is_type, subtype};
use conscycle_machine::word::Word;

/// Elements of a value that are shown.
const ITEMS: usize = 20;

/// Characters of a name.
const NAME: usize = 60;

/// Cells of code, by their addresses, and the names of their functions.
type Cells = HashMap<u32, usize>;

/// What is known of code.
pub struct Names<'a> {
    image: &'a Image,
    names: Vec<String>,
    /// Cells of the image, which never move.
    fixed: Cells,
    /// Cells that the program has made, where they stood after so many cycles of the collector.
    made: Option<(u64, Cells)>,
}

impl<'a> Names<'a> {
    /// The functions that are known in a machine that runs `image`.
    pub fn new(machine: &Machine, image: &'a Image) -> Names<'a> {
        let mut names = Names { image, names: Vec::new(), fixed: Cells::new(), made: None };
        names.fixed = names.cells(machine, |at| (at as usize) < image.words.len());
        names
    }

    /// The cells of functions' bodies that stand where they are wanted.
    fn cells(&mut self, machine: &Machine, wanted: impl Fn(u32) -> bool) -> Cells {
        let memory = &machine.memory;
        let is = |word: Word, kind| word.is_pointer() && is_type(memory.read(word.address()), kind);
        let mut cells = Cells::new();
        let mut functions: Vec<_> = function_names(machine, self.image).into_iter().collect();
        // The order is that of the addresses, so that answers are always the same.
        functions.sort();
        for (address, name) in functions {
            let kind = FunctionKind::ALL.get(subtype(memory.read(address)) as usize);
            let body = memory.read(address + 1);
            let evaluates = matches!(
                kind,
                Some(FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro)
            );
            if !evaluates || !is(body, Type::Cons) {
                continue;
            }
            let number = self.names.len();
            self.names.push(shorten(&name, NAME));
            let mut left = vec![body];
            while let Some(cell) = left.pop() {
                let at = cell.address();
                // The cell that the machine puts before a body of several expressions is no part of the image.
                let walks = wanted(at) || cell == body;
                if !walks || !is(cell, Type::Cons) || cells.contains_key(&at) {
                    continue;
                }
                cells.insert(at, number);
                left.push(memory.read(at + 2));
                left.push(memory.read(at + 1));
            }
        }
        cells
    }

    /// The name of the function that a cell of code belongs to; nothing if it is not known. After `collected`
    /// cycles of the collector, `machine` has the cells where they were then.
    pub fn function(&mut self, code: Word, machine: &Machine, collected: u64) -> Option<String> {
        let at = code.address();
        if (at as usize) < self.image.words.len() {
            let known = self.fixed.get(&at).map(|&number| self.names[number].clone());
            let top = || self.image.place(code).map(|_| "(top level)".to_string());
            return known.or_else(top);
        }
        if self.made.as_ref().is_none_or(|(known, _)| *known != collected) {
            let words = self.image.words.len();
            let cells = self.cells(machine, |at| at as usize >= words);
            self.made = Some((collected, cells));
        }
        let (_, cells) = self.made.as_ref()?;
        cells.get(&at).map(|&number| self.names[number].clone())
    }

    /// Where a cell of code stands, `file:line:column` of the form that it is part of.
    pub fn position(&self, code: Word) -> Option<String> {
        let place = self.image.place(code)?;
        self.at(place, place.form)
    }

    fn at(&self, place: &Place, span: Span) -> Option<String> {
        let source = self.image.sources.get(place.source as usize)?;
        let (line, column) = line_column(&source.text, span.start);
        Some(format!("{}:{line}:{column}", source.name))
    }

    /// The expression of the source that a word of the image is: where it stands, and its text. Only of
    /// elements of lists this is known.
    pub fn literal(&self, address: u32) -> (Option<String>, Option<String>) {
        let cell = Word::at(address.wrapping_sub(1));
        let Some(place) = self.image.place(cell) else { return (None, None) };
        let source = self.image.sources.get(place.source as usize);
        let text =
            source.and_then(|source| source.text.get(place.element.start..place.element.end));
        (self.at(place, place.element), text.map(|text| shorten(text, NAME)))
    }

    /// A word as Lisp.
    pub fn show(&self, machine: &Machine, word: Word, most: usize) -> String {
        let printer = Printer::new(&machine.memory, machine.config()).with_max_items(ITEMS);
        shorten(&printer.print(word), most)
    }
}
