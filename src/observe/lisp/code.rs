//! The texts of expressions, each written once, and written again when its cells have changed.

use std::collections::HashMap;

use bitvec::vec::BitVec;

use super::excerpt::Excerpt;
use super::text::{LONGEST, Text, Writer};
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::memory::Operation;
use conscycle_machine::word::Word;

/// Bytes of an expression's text.
pub const EXPRESSION: usize = 40;

/// Texts, each with a number; 0 is the empty one.
#[derive(Debug, Clone)]
pub struct Texts {
    all: Vec<Text>,
    numbers: HashMap<Text, u32>,
}

impl Default for Texts {
    fn default() -> Texts {
        let numbers = HashMap::from([(Text::EMPTY, 0)]);
        Texts { all: vec![Text::EMPTY], numbers }
    }
}

impl Texts {
    /// A text's number.
    pub fn number(&mut self, text: Text) -> u32 {
        let Texts { all, numbers } = self;
        *numbers.entry(text).or_insert_with(|| {
            all.push(text);
            all.len() as u32 - 1
        })
    }

    /// The text with this number, and the number that recordings know it by.
    #[inline(always)]
    pub fn known(&self, number: u32) -> (u32, &Text) {
        (number + 1, self.all.get(number as usize).unwrap_or(&Text::EMPTY))
    }
}

/// An expression, by the number that [`Code`] has for its text and its line; the default is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expression(pub u32);

/// The code of a run.
#[derive(Debug, Clone)]
pub struct Code<'a> {
    image: &'a Image,
    /// Texts of expressions.
    expressions: Texts,
    /// Lines of sources, with file and number.
    lines: Texts,
    /// The text and the line of each expression.
    all: Vec<[u32; 2]>,
    numbers: HashMap<[u32; 2], u32>,
    /// The expressions that have been seen, by half their addresses: their numbers plus one.
    seen: Vec<u32>,
    /// Where there is one.
    addresses: Vec<u32>,
    /// The words that texts depend on, by half their addresses.
    read: BitVec,
    /// Where these are.
    marks: Vec<u32>,
    /// Where the lines of each source begin.
    starts: Vec<Vec<usize>>,
}

impl<'a> Code<'a> {
    /// Nothing seen yet.
    pub fn new(image: &'a Image) -> Code<'a> {
        let cells = image.config.memory as usize / 2;
        let starts = image.sources.iter().map(|source| {
            let ends = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect()
        });
        Code {
            image,
            expressions: Texts::default(),
            lines: Texts::default(),
            all: vec![[0; 2]],
            numbers: HashMap::from([([0; 2], 0)]),
            seen: vec![0; cells],
            addresses: Vec::new(),
            read: BitVec::repeat(false, cells),
            marks: Vec::new(),
            starts: starts.collect(),
        }
    }

    /// The expression in a cell.
    #[inline]
    pub fn expression(&mut self, cell: Word, machine: &Machine) -> Expression {
        match self.seen.get((cell.0 >> 1) as usize) {
            Some(&known) if known != 0 => Expression(known - 1),
            _ => self.look(cell, machine),
        }
    }

    /// Does it stand in a source?
    #[inline]
    pub fn has_line(&self, expression: Expression) -> bool {
        self.all[expression.0 as usize][1] != 0
    }

    /// The same in the line of another.
    pub fn in_line_of(&mut self, expression: Expression, other: Expression) -> Expression {
        let line = self.all[other.0 as usize][1];
        self.number([self.all[expression.0 as usize][0], line])
    }

    /// Its text, and its line, each with its number in recordings.
    #[inline]
    pub fn texts(&self, expression: Expression) -> [(u32, &Text); 2] {
        let [text, line] = self.all[expression.0 as usize];
        [self.expressions.known(text), self.lines.known(line)]
    }

    fn number(&mut self, pair: [u32; 2]) -> Expression {
        let all = &mut self.all;
        Expression(*self.numbers.entry(pair).or_insert_with(|| {
            all.push(pair);
            all.len() as u32 - 1
        }))
    }

    #[cold]
    fn look(&mut self, cell: Word, machine: &Machine) -> Expression {
        let mut writer = Writer::new(EXPRESSION);
        let (read, marks) = (&mut self.read, &mut self.marks);
        let mut note = |address: u32, words: u32| {
            for half in address / 2..=(address + words - 1) / 2 {
                if let Some(mut bit) = read.get_mut(half as usize)
                    && !bit.replace(true)
                {
                    marks.push(half);
                }
            }
        };
        let excerpt = Excerpt::new(&machine.memory, machine.config());
        excerpt.write(cell, &mut writer, &mut note);
        let text = self.expressions.number(writer.finish());
        let line = self.line(cell);
        let expression = self.number([text, line]);
        if let Some(seen) = self.seen.get_mut((cell.0 >> 1) as usize) {
            *seen = expression.0 + 1;
            self.addresses.push((cell.0 >> 1) as u32);
        }
        expression
    }

    /// The line in which a cell's form begins: the file, the number and the text.
    fn line(&mut self, cell: Word) -> u32 {
        let Some(place) = self.image.place(cell) else { return 0 };
        let source = self.image.sources.get(place.source as usize);
        let starts = self.starts.get(place.source as usize);
        let (Some(source), Some(starts)) = (source, starts) else { return 0 };
        let line = starts.partition_point(|&start| start <= place.form.start);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let text = source.text.get(start..).unwrap_or_default();
        let text = text.split('\n').next().unwrap_or_default().trim();
        let mut writer = Writer::new(LONGEST);
        for part in [source.name.as_str(), ":", &line.to_string(), ": ", text] {
            writer.push(part);
        }
        self.lines.number(writer.finish())
    }

    /// A cycle has passed in which `owner` held the token: what it has written may be a part of a text.
    #[inline(always)]
    pub fn written(&mut self, machine: &Machine, owner: Unit) {
        let bus = &machine.memory.bus;
        // A note leaves the list as it is.
        if bus.operation == Operation::Write && owner != Unit::Note {
            let first = (bus.address.0 >> 1) as usize;
            let last = (bus.address.0 as usize + bus.count.saturating_sub(1) as usize) >> 1;
            if (first..=last).any(|half| self.read.get(half).is_some_and(|bit| *bit)) {
                self.forget();
            }
        }
    }

    /// Memory has changed: all texts are to be written again.
    #[cold]
    pub fn forget(&mut self) {
        for address in self.addresses.drain(..) {
            self.seen[address as usize] = 0;
        }
        for half in self.marks.drain(..) {
            self.read.set(half as usize, false);
        }
    }
}
