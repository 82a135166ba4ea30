//! Where code and literals stand, and words as Lisp.

use crate::objects::shorten;
use conscycle_image::printer::Printer;
use conscycle_image::reader::{Span, line_column};
use conscycle_image::{Image, Place};
use conscycle_machine::Machine;
use conscycle_machine::word::Word;

/// Elements of a value that are shown.
const ITEMS: usize = 20;

/// Characters of a name.
pub const NAME: usize = 60;

/// What is known of the image's code.
pub struct Names<'a> {
    image: &'a Image,
}

impl<'a> Names<'a> {
    /// Of this image.
    pub fn new(image: &'a Image) -> Names<'a> {
        Names { image }
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
