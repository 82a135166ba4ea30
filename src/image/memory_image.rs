//! Memory images: what stands in memory when the machine starts.
//!
//! An [`Image`] is the words from address 0 up to the allocator, the expression to be evaluated,
//! the names of its symbols, and the places of its cells in their source. It is checked word by word
//! before a machine gets it.

use std::collections::BTreeMap;

use bitvec::prelude::*;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::fnv::Fnv;
use crate::formats::{FORMAT, VERSION};
use crate::reader::Span;
use conscycle_machine::Machine;
use conscycle_machine::config::{Config, ConfigError};
use conscycle_machine::layout::table_words;
use conscycle_machine::object::{
    Type, has_length, is_type, length, object_words, tagged_words, type_number,
};
use conscycle_machine::word::{Word, WordSize};

/// A text that cells of the image come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its file name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Where a cell stands in its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The cell's address.
    pub cell: u32,
    /// Index into [`Image::sources`].
    pub source: u32,
    /// The expression in the cell's car.
    pub element: Span,
    /// The list that the cell is part of.
    pub form: Span,
}

/// The contents of memory at reset, and what tools want to know about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The machine that the image was built for. Only its word size and namespace bind.
    pub config: Config,
    /// Words from address 0 up to the allocator's pointer.
    pub words: Vec<Word>,
    /// The expression that the machine evaluates.
    pub entry: Word,
    /// The VECTOR of functions for arithmetic that hardware has no result of, or NIL.
    pub fallback: Word,
    /// The address of every symbol that a program can name, by name.
    pub symbols: BTreeMap<String, Word>,
    /// The library's own symbols, which no program can name: see [`crate::seal`].
    pub inner: BTreeMap<String, Word>,
    /// Where the cells come from.
    pub sources: Vec<Source>,
    /// Places of cells, in the order of their addresses.
    pub places: Vec<Place>,
}

/// Why an image was rejected.
#[derive(Debug, Error)]
pub enum ImageError {
    /// Not JSON, or not of the image's shape.
    #[error("not an image: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of another kind.
    #[error("not an image: its format is {0:?}, not {FORMAT:?}")]
    Format(String),
    /// Another version of the format.
    #[error("an image of version {0}; this program reads version {VERSION}")]
    Version(u32),
    /// One that is not there.
    #[error("the image {0} is not there")]
    Absent(String),
    /// The recorded hash is not that of the words.
    #[error("the image's hash is {recorded}, but its words hash to {computed}")]
    Hash {
        /// The hash that stands in the file.
        recorded: String,
        /// That of its words.
        computed: String,
    },
    /// The recorded parameters do not fit together.
    #[error("the image's parameters: {0}")]
    Config(#[from] ConfigError),
    /// Fewer words of memory than the image needs, with its page table.
    #[error("the image needs {words} words and the memory has only {memory}")]
    TooLarge {
        /// Words that are needed.
        words: usize,
        /// Words of the memory.
        memory: u32,
    },
    /// A word that is no hexadecimal number of the word size.
    #[error("row {row} of the words: {text:?} is no {bits}-bit hexadecimal word")]
    Word {
        /// The row, from 0 on.
        row: usize,
        /// What stands there.
        text: String,
        /// The bits of a word.
        bits: u32,
    },
    /// The first line of a hex image does not say what it must.
    #[error("the first line of a hex image names its hash, word size, namespace and entry")]
    HexHeader,
    /// A word that cannot stand where it does.
    #[error("address {address:#x}: {problem}")]
    Malformed {
        /// The word's address.
        address: u32,
        /// What is wrong with it.
        problem: String,
    },
}

impl Image {
    /// A machine of these parameters after reset, with the image in its memory.
    pub fn machine(&self, config: Config) -> Machine {
        let mut machine = Machine::new(config, &self.words, self.entry);
        machine.apply.fallback = self.fallback;
        machine
    }

    /// The image's fingerprint: word size, namespace, entry, words, and what arithmetic falls back on, if it
    /// has that.
    pub fn hash(&self) -> String {
        let mut hash = Fnv::default();
        let size = self.config.word;
        hash.word(size.bits());
        hash.word(self.config.namespace as u32);
        hash.machine_word(self.entry, size);
        for &word in &self.words {
            hash.machine_word(word, size);
        }
        if !self.fallback.is_nil() {
            hash.machine_word(self.fallback, size);
        }
        format!("{:016x}", hash.finish())
    }

    /// The symbol that a person means by this name: the program's, else the library's own.
    pub fn symbol(&self, name: &str) -> Option<Word> {
        self.symbols.get(name).or_else(|| self.inner.get(name)).copied()
    }

    /// The place of a cell, if it comes from a source.
    pub fn place(&self, cell: Word) -> Option<&Place> {
        let at = self.places.binary_search_by_key(&cell.0, |place| place.cell.into()).ok()?;
        self.places.get(at)
    }

    /// Checks that the memory of such a machine can hold the image, and its page table if it has one.
    ///
    /// # Errors
    /// [`ImageError::TooLarge`] if it cannot.
    pub fn fits(&self, config: &Config) -> Result<(), ImageError> {
        let words = self.words.len() + table_words(config) as usize;
        if words > config.memory as usize {
            return Err(ImageError::TooLarge { words, memory: config.memory });
        }
        Ok(())
    }

    /// Walks the heap object by object: every header known, every object within the image, every
    /// tagged field NIL, an immediate or the address of an object, every place in its source.
    ///
    /// # Errors
    /// [`ImageError::Malformed`] with the first address where something is wrong.
    pub fn check(&self) -> Result<(), ImageError> {
        let size = self.config.word;
        let end = self.words.len() as u32;
        self.fits(&self.config)?;
        let mut starts = bitvec![0; self.words.len()];
        let mut fields = Vec::new();
        let mut address = 0;
        while address < end {
            let (kind, words) = self.object_at(address, size)?;
            starts.set(address as usize, true);
            let tagged = tagged_words(kind, words);
            fields.extend(address + tagged.start..address + tagged.end);
            address += words;
        }
        let legal = |word: Word| {
            word.0 <= size.mask()
                && (!word.is_pointer() || starts.get(word.0 as usize).as_deref() == Some(&true))
        };
        for address in fields {
            if !legal(self.words[address as usize]) {
                let problem = format!("{:#x} is no object", self.words[address as usize].0);
                return Err(ImageError::Malformed { address, problem });
            }
        }
        let mut named = self.symbols.values().chain(self.inner.values()).chain([&self.entry]);
        if let Some(word) = named.find(|&&word| !legal(word)) {
            let problem = "no object, though a symbol or the entry says so".to_string();
            return Err(ImageError::Malformed { address: word.address(), problem });
        }
        let is_vector = |at: Word| {
            let header = self.words.get(at.address() as usize);
            at.is_pointer() && legal(at) && header.is_some_and(|&head| is_type(head, Type::Vector))
        };
        if !self.fallback.is_nil() && !is_vector(self.fallback) {
            let problem = "no VECTOR, though arithmetic falls back on it".to_string();
            return Err(ImageError::Malformed { address: self.fallback.address(), problem });
        }
        for place in &self.places {
            let text = self.sources.get(place.source as usize).map(|source| source.text.as_str());
            let inside = |span: Span| {
                text.is_some_and(|text| {
                    span.start <= span.end && text.get(span.start..span.end).is_some()
                })
            };
            if !inside(place.element) || !inside(place.form) {
                let problem = "its place is outside its source".to_string();
                return Err(ImageError::Malformed { address: place.cell, problem });
            }
        }
        Ok(())
    }

    /// The type and the size in words of the object at `address`.
    fn object_at(&self, address: u32, size: WordSize) -> Result<(Type, u32), ImageError> {
        let malformed = |problem: String| ImageError::Malformed { address, problem };
        let end = self.words.len() as u32;
        let header = self.words[address as usize];
        let kind = Type::from_number(type_number(header))
            .filter(|&kind| header.is_immediate() && header.0 >> 8 == 0 && kind != Type::Free)
            .ok_or_else(|| malformed(format!("{:#x} is no header", header.0)))?;
        let length = match kind {
            kind if has_length(kind) => {
                let word = self.words.get(address as usize + 1).copied().unwrap_or_default();
                let is_length = size.integer(word) >= 0 || kind == Type::Bignum;
                let length = length(kind, word, size);
                if !word.is_immediate() || !is_length || u64::from(length) > u64::from(end) * 4 {
                    return Err(malformed(format!("{:#x} is no length", word.0)));
                }
                length
            }
            _ => 0,
        };
        let words = object_words(kind, length, size);
        if words > end - address {
            return Err(malformed(format!("a {} that ends outside the image", kind.name())));
        }
        Ok((kind, words))
    }
}
