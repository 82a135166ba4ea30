//! Images on disk: JSON, and hex for `$readmemh`.
//!
//! As JSON an image carries a version and a hash; as hex its first line, a comment, has the hash and what
//! of the parameters binds. Both are checked when they are read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::memory_image::{Image, ImageError, Place, Source};
use crate::reader::Span;
use conscycle_machine::config::{Config, Namespace};
use conscycle_machine::word::{NIL, Word, WordSize};

/// The format's version. Images of another version are rejected.
pub const VERSION: u32 = 1;

/// What the JSON form says that it is.
pub(crate) const FORMAT: &str = "conscycle-image";

/// How the hex form begins.
pub const HEX_PREFIX: &str = "// conscycle image ";

/// The JSON form.
#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    hash: String,
    config: Config,
    entry: Word,
    #[serde(default, skip_serializing_if = "is_nil")]
    fallback: Word,
    /// 16 words a row, in hexadecimal.
    words: Vec<String>,
    symbols: BTreeMap<String, Word>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    inner: BTreeMap<String, Word>,
    sources: Vec<Source>,
    /// cell, source, element start and end, form start and end.
    places: Vec<[u32; 6]>,
}

fn is_nil(word: &Word) -> bool {
    word.is_nil()
}

impl Image {
    /// The image as JSON.
    pub fn to_json(&self) -> String {
        let digits = self.digits();
        let rows = self.words.chunks(16).map(|row| {
            let words: Vec<String> =
                row.iter().map(|word| format!("{:0digits$x}", word.0)).collect();
            words.join(" ")
        });
        let document = Document {
            format: FORMAT.to_string(),
            version: VERSION,
            hash: self.hash(),
            config: self.config,
            entry: self.entry,
            fallback: self.fallback,
            words: rows.collect(),
            symbols: self.symbols.clone(),
            inner: self.inner.clone(),
            sources: self.sources.clone(),
            places: self.places.iter().map(pack_place).collect(),
        };
        let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads and checks an image.
    ///
    /// # Errors
    /// [`ImageError`] says what is wrong, and where.
    pub fn from_json(text: &str) -> Result<Image, ImageError> {
        let document: Document = serde_json::from_str(text)?;
        if document.format != FORMAT {
            return Err(ImageError::Format(document.format));
        }
        if document.version != VERSION {
            return Err(ImageError::Version(document.version));
        }
        document.config.check()?;
        let image = Image {
            config: document.config,
            words: parse_rows(&document.words, document.config.word)?,
            entry: document.entry,
            fallback: document.fallback,
            symbols: document.symbols,
            inner: document.inner,
            sources: document.sources,
            places: document.places.iter().map(unpack_place).collect(),
        };
        let computed = image.hash();
        if computed != document.hash {
            return Err(ImageError::Hash { recorded: document.hash, computed });
        }
        image.check()?;
        Ok(image)
    }

    /// The image for `$readmemh`: a word a line in hexadecimal, from address 0; parameters and
    /// entry in a comment on the first line.
    pub fn to_hex(&self) -> String {
        let digits = self.digits();
        let namespace = self.config.namespace.name();
        let fallback = match self.fallback {
            NIL => String::new(),
            vector => format!("fallback {:0digits$x} ", vector.0),
        };
        let mut text = format!(
            "{HEX_PREFIX}{} word {} namespace {namespace} {fallback}entry {:0digits$x}\n",
            self.hash(),
            self.config.word.bits(),
            self.entry.0,
        );
        for word in &self.words {
            let _ = writeln!(text, "{:0digits$x}", word.0);
        }
        text
    }

    /// Reads and checks a hex image. It has no symbols and no places.
    ///
    /// # Errors
    /// [`ImageError`] says what is wrong, and where.
    pub fn from_hex(text: &str) -> Result<Image, ImageError> {
        let (first, rest) = text.split_once('\n').ok_or(ImageError::HexHeader)?;
        let fields: Vec<&str> =
            first.strip_prefix(HEX_PREFIX).ok_or(ImageError::HexHeader)?.split(' ').collect();
        let (hash, bits, namespace, fallback, entry) = match *fields.as_slice() {
            [hash, "word", bits, "namespace", namespace, "entry", entry] => {
                (hash, bits, namespace, "0", entry)
            }
            [hash, "word", bits, "namespace", name, "fallback", vector, "entry", entry] => {
                (hash, bits, name, vector, entry)
            }
            _ => return Err(ImageError::HexHeader),
        };
        let word = bits.parse().ok().and_then(|bits: u32| WordSize::try_from(bits).ok());
        let namespace = match namespace {
            "lisp2" => Some(Namespace::Lisp2),
            "lisp1" => Some(Namespace::Lisp1),
            _ => None,
        };
        let number = |text| u64::from_str_radix(text, 16).map(Word);
        let (Some(word), Some(namespace), Ok(fallback), Ok(entry)) =
            (word, namespace, number(fallback), number(entry))
        else {
            return Err(ImageError::HexHeader);
        };
        let rows: Vec<String> = rest.lines().map(str::to_string).collect();
        let words = parse_rows(&rows, word)?;
        let smallest = (words.len() as u32).next_power_of_two();
        let default = Config::default();
        let memory = default.memory.max(smallest);
        let image = Image {
            config: Config { word, namespace, memory, ..default },
            words,
            entry,
            fallback,
            symbols: BTreeMap::new(),
            inner: BTreeMap::new(),
            sources: Vec::new(),
            places: Vec::new(),
        };
        let computed = image.hash();
        if computed != hash {
            return Err(ImageError::Hash { recorded: hash.to_string(), computed });
        }
        image.config.check()?;
        image.check()?;
        Ok(image)
    }

    fn digits(&self) -> usize {
        self.config.word.bits() as usize / 4
    }
}

fn parse_rows(rows: &[String], size: WordSize) -> Result<Vec<Word>, ImageError> {
    let mut words = Vec::new();
    for (row, text) in rows.iter().enumerate() {
        for token in text.split_ascii_whitespace() {
            let word = u64::from_str_radix(token, 16)
                .ok()
                .filter(|&word| word <= size.mask() && !token.starts_with('+'))
                .ok_or_else(|| ImageError::Word {
                    row,
                    text: token.to_string(),
                    bits: size.bits(),
                })?;
            words.push(Word(word));
        }
    }
    Ok(words)
}

fn pack_place(place: &Place) -> [u32; 6] {
    let Place { cell, source, element, form } = *place;
    [cell, source, element.start as u32, element.end as u32, form.start as u32, form.end as u32]
}

fn unpack_place(packed: &[u32; 6]) -> Place {
    let [cell, source, element_start, element_end, form_start, form_end] = *packed;
    Place {
        cell,
        source,
        element: Span { start: element_start as usize, end: element_end as usize },
        form: Span { start: form_start as usize, end: form_end as usize },
    }
}
