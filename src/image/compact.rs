//! Leaves out of an image what its symbols do not reach.
//!
//! A firmware image is made by running its source, which leaves the source's forms and the frames
//! of their evaluation behind. The objects that stay keep their order, so that a list's cells still
//! follow each other.

use std::collections::BTreeMap;

use bitvec::prelude::*;

use crate::{Image, Place};
use conscycle_machine::object::{Type, fixed, length, object_words, tagged_words, type_number};
use conscycle_machine::word::Word;

/// What stays, with all that it reaches, besides the fixed objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The entry, and every symbol that a program can name, if it has a value or a function.
    Bound,
    /// The entry only.
    Entry,
}

/// The image without the objects that are not to be kept; symbols that only these mention are
/// forgotten.
///
/// The image must be a sound one: see [`Image::check`].
pub fn compact(image: &Image, keep: Keep) -> Image {
    let live = mark(image, keep);
    let mut moved = vec![0; image.words.len()];
    let mut free = 0;
    for (from, words) in objects(image).filter(|&(from, _)| live[from as usize]) {
        moved[from as usize] = free;
        free += words;
    }
    let forward =
        |word: Word| if word.is_pointer() { Word::at(moved[word.0 as usize]) } else { word };
    let mut words = Vec::with_capacity(free as usize);
    for (from, count) in objects(image).filter(|&(from, _)| live[from as usize]) {
        let tagged = fields(image, from, count);
        words.extend((from..from + count).map(|address| {
            let word = image.words[address as usize];
            if tagged.contains(&address) { forward(word) } else { word }
        }));
    }
    let living = |symbols: &BTreeMap<String, Word>| {
        let living = symbols.iter().filter(|(_, symbol)| live[symbol.0 as usize]);
        living.map(|(name, &symbol)| (name.clone(), forward(symbol))).collect()
    };
    let places = image.places.iter().filter(|place| live[place.cell as usize]);
    Image {
        config: image.config,
        words,
        entry: forward(image.entry),
        fallback: forward(image.fallback),
        symbols: living(&image.symbols),
        inner: living(&image.inner),
        sources: image.sources.clone(),
        places: places.map(|p| Place { cell: moved[p.cell as usize], ..*p }).collect(),
    }
}

/// The address of every object, in order.
pub fn addresses(image: &Image) -> impl Iterator<Item = u32> {
    objects(image).map(|(address, _)| address)
}

/// Address and size of every object, in the order of the addresses.
fn objects(image: &Image) -> impl Iterator<Item = (u32, u32)> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let address = next;
        image.words.get(address as usize)?;
        next += size(image, address);
        Some((address, next - address))
    })
}

fn kind(image: &Image, address: u32) -> Type {
    Type::from_number(type_number(image.words[address as usize])).unwrap_or(Type::Nil)
}

fn size(image: &Image, address: u32) -> u32 {
    let word = image.words.get(address as usize + 1).copied().unwrap_or_default();
    let (kind, size) = (kind(image, address), image.config.word);
    object_words(kind, length(kind, word, size), size)
}

/// The addresses of an object's tagged words.
fn fields(image: &Image, address: u32, words: u32) -> std::ops::Range<u32> {
    let tagged = tagged_words(kind(image, address), words);
    address + tagged.start..address + tagged.end
}

fn mark(image: &Image, keep: Keep) -> BitVec {
    let mut live = bitvec![0; image.words.len()];
    let mut pending: Vec<u32> =
        objects(image).map(|(at, _)| at).take_while(|&at| at < fixed::END).collect();
    let is_bound = |symbol: &&Word| {
        let object = image.words[symbol.0 as usize + 1].0 as usize;
        image.words[object + 2] != fixed::UNBOUND || !image.words[object + 3].is_nil()
    };
    if keep == Keep::Bound {
        pending.extend(image.symbols.values().filter(is_bound).map(|symbol| symbol.address()));
    }
    pending.extend([image.entry.address(), image.fallback.address()]);
    while let Some(address) = pending.pop() {
        if live.replace(address as usize, true) {
            continue;
        }
        let tagged = fields(image, address, size(image, address));
        let words = tagged.map(|field| image.words[field as usize]);
        pending.extend(words.filter(|word| word.is_pointer()).map(|word| word.address()));
    }
    live
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::Builder;
    use crate::printer::Printer;
    use crate::reader;
    use conscycle_machine::config::Config;
    use conscycle_machine::word::NIL;

    fn image(text: &str) -> Image {
        let mut builder = Builder::new(Config::default());
        let forms = reader::read_all(text).expect("it reads");
        builder.program("test", text, &forms).expect("it fits");
        builder.finish()
    }

    #[test]
    fn a_compacted_program_has_the_same_value() {
        let text = "(define (f x) (cons x '(\"s\" #\\c 20000 #(1 a) :k))) (f 'y)";
        let before = image(text);
        let after = compact(&before, Keep::Bound);
        after.check().expect("it is sound");
        let value = |image: &Image| {
            let mut machine = image.machine(image.config);
            machine.run(10_000);
            (machine.cycle, Printer::new(&machine.memory, &image.config).print(machine.value))
        };
        assert_eq!(value(&after), value(&before));
        assert_eq!(after.places.len(), before.places.len());
    }

    #[test]
    fn what_no_symbol_reaches_is_left_out() {
        let before = Image { entry: NIL, ..image("(car '(forgotten))") };
        let after = compact(&before, Keep::Bound);
        after.check().expect("it is sound");
        assert_eq!(after.words.len(), Builder::new(Config::default()).finish().words.len());
        assert!(after.symbols.contains_key("car") && !after.symbols.contains_key("forgotten"));
        assert!(after.places.is_empty());
        assert_eq!(compact(&after, Keep::Bound), after);
    }

    #[test]
    fn a_program_keeps_the_names_that_it_uses() {
        let after = compact(&image("(car '(1))"), Keep::Entry);
        after.check().expect("it is sound");
        assert!(after.symbols.contains_key("car") && !after.symbols.contains_key("cdr"));
    }
}
