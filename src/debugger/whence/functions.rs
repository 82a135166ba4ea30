//! The functions that code belongs to, as far as the code tells: for runs that are too long to be followed.

use std::collections::HashMap;

use super::names::NAME;
use crate::objects::shorten;
use conscycle_image::Image;
use conscycle_image::names::function_names;
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, Type, is_type, subtype};
use conscycle_machine::word::Word;

/// Cells of code, by their addresses, and the names of their functions.
type Cells = HashMap<u32, usize>;

/// The functions.
pub struct Functions<'a> {
    image: &'a Image,
    names: Vec<String>,
    /// Cells of the image, which never move.
    fixed: Cells,
    /// Cells that the program has made, where they stood after so many cycles of the collector.
    made: Option<(u64, Cells)>,
}

impl<'a> Functions<'a> {
    /// Those that are known in a machine that runs `image`.
    pub fn new(machine: &Machine, image: &'a Image) -> Functions<'a> {
        let mut functions = Functions { image, names: Vec::new(), fixed: Cells::new(), made: None };
        functions.fixed = functions.cells(machine, |at| (at as usize) < image.words.len());
        functions
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
    pub fn of(&mut self, code: Word, machine: &Machine, collected: u64) -> Option<String> {
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
}
