//! FTR files, for Surfer: transactions in CBOR.
//!
//! A file is a list of chunks: what time is, dictionaries of strings, directories of streams and their
//! generators, and blocks of transactions. There are two streams, `calls` and `collections`. Calls have a
//! generator for each depth, so that those that wait for each other are drawn in lanes of their own, in
//! whatever order they are written: a call is written when it ends. Each block stands behind the strings
//! that it speaks of, and the list has no length, so that the file of a run that was killed opens.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::{self, Write};

use minicbor::Encoder;
use minicbor::data::{IanaTag, Tag};
use minicbor::encode::Error;

use super::{Begun, Ending, Event, Format, What};
use crate::functions::Function;
use crate::waveform::CYCLE;
use conscycle_machine::units::sweeper::Cause;

/// Tags of chunks, and of what is in them.
const INFO: u64 = 6;
const DICTIONARY: u64 = 8;
const DIRECTORY: u64 = 10;
const BLOCK: u64 = 12;
const STREAM: u64 = 16;
const GENERATOR: u64 = 17;
const EVENT: u64 = 6;
const AT_BEGIN: u64 = 7;
const AT_END: u64 = 9;

/// Types of attributes.
const UNSIGNED: u64 = 3;
const STRING: u64 = 10;

/// What stands for nanoseconds.
const NANOSECONDS: i64 = -12;

/// The streams.
const CALLS: u64 = 1;
const COLLECTIONS: u64 = 2;

/// Generators of calls for so many depths; those that are deeper share the last.
const DEPTHS: u64 = 256;

/// Transactions in a block at most.
const FULL: usize = 4096;

/// The end of a list without a length.
const BREAK: u8 = 0xFF;

type Coder = Encoder<Vec<u8>>;
type Coded = Result<(), Error<Infallible>>;

/// Writing to memory does not fail.
fn coded(write: impl FnOnce(&mut Coder) -> Coded) -> io::Result<Vec<u8>> {
    let mut coder = Encoder::new(Vec::new());
    write(&mut coder).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(coder.into_writer())
}

/// A value of an attribute: a number, or the number of a string.
#[derive(Debug, Clone, Copy)]
enum Value {
    Number(u64),
    Text(u64),
}

/// A transaction that has ended.
#[derive(Debug, Clone)]
struct Transaction {
    generator: u64,
    begin: u64,
    end: u64,
    /// The tag, the name and the value of each attribute.
    attributes: Vec<(u64, u64, Value)>,
}

/// The format.
#[derive(Debug)]
pub struct Ftr<W> {
    out: W,
    /// Strings of the block, and those that have not been written.
    strings: HashMap<String, u64>,
    fresh: Vec<(u64, String)>,
    next_string: u64,
    next_transaction: u64,
    /// Generators of calls that have been declared.
    depths: u64,
    /// The calls that go on.
    open: Vec<Transaction>,
    collection: Option<Transaction>,
    /// What has ended, by stream.
    ended: [Vec<Transaction>; 2],
}

impl<W: Write> Ftr<W> {
    /// Begins a file of the program with this name.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W, name: &str) -> io::Result<Ftr<W>> {
        // There is no date: the same run gives the same file.
        let info = coded(|coder| {
            coder.array(2)?.i64(NANOSECONDS)?.tag(IanaTag::Timestamp)?.u64(0)?;
            Ok(())
        })?;
        let start = coded(|coder| {
            coder.tag(Tag::new(55799))?.begin_array()?;
            coder.tag(Tag::new(INFO))?.bytes(&info)?;
            Ok(())
        })?;
        out.write_all(&start)?;
        let mut ftr = Ftr {
            out,
            strings: HashMap::new(),
            fresh: Vec::new(),
            next_string: 0,
            next_transaction: 1,
            depths: 0,
            open: Vec::new(),
            collection: None,
            ended: [Vec::new(), Vec::new()],
        };
        let kind = ftr.string(&format!("conscycle {name}"));
        let (calls, collections) = (ftr.string("calls"), ftr.string("collections"));
        let each = ftr.string("collection");
        let directory = coded(|coder| {
            coder.begin_array()?;
            for (stream, name) in [(CALLS, calls), (COLLECTIONS, collections)] {
                coder.tag(Tag::new(STREAM))?.array(3)?.u64(stream)?.u64(name)?.u64(kind)?;
            }
            let generator = generator_of_collections();
            coder.tag(Tag::new(GENERATOR))?.array(3)?;
            coder.u64(generator)?.u64(each)?.u64(COLLECTIONS)?;
            coder.end()?;
            Ok(())
        })?;
        ftr.dictionary()?;
        ftr.chunk(DIRECTORY, &directory)?;
        ftr.out.flush()?;
        Ok(ftr)
    }

    /// The number of a string.
    fn string(&mut self, text: &str) -> u64 {
        if let Some(&number) = self.strings.get(text) {
            return number;
        }
        let number = self.next_string;
        self.next_string += 1;
        self.strings.insert(text.to_string(), number);
        self.fresh.push((number, text.to_string()));
        number
    }

    fn text(&mut self, tag: u64, name: &str, value: &str) -> (u64, u64, Value) {
        (tag, self.string(name), Value::Text(self.string(value)))
    }

    fn number(&mut self, tag: u64, name: &str, value: u64) -> (u64, u64, Value) {
        (tag, self.string(name), Value::Number(value))
    }

    fn chunk(&mut self, tag: u64, bytes: &[u8]) -> io::Result<()> {
        let chunk = coded(|coder| {
            coder.tag(Tag::new(tag))?.bytes(bytes)?;
            Ok(())
        })?;
        self.out.write_all(&chunk)
    }

    /// Writes the strings that are new.
    fn dictionary(&mut self) -> io::Result<()> {
        if self.fresh.is_empty() {
            return Ok(());
        }
        let fresh = std::mem::take(&mut self.fresh);
        let bytes = coded(|coder| {
            coder.map(fresh.len() as u64)?;
            for (number, text) in &fresh {
                coder.u64(*number)?.str(text)?;
            }
            Ok(())
        })?;
        self.chunk(DICTIONARY, &bytes)
    }

    /// Declares the generators of calls up to this one.
    fn declare(&mut self, generator: u64) -> io::Result<()> {
        let from = self.depths;
        if generator < from {
            return Ok(());
        }
        self.depths = generator + 1;
        let names: Vec<u64> =
            (from..=generator).map(|depth| self.string(&format!("depth {depth}"))).collect();
        let directory = coded(|coder| {
            coder.begin_array()?;
            for (generator, name) in (from..).zip(names) {
                coder.tag(Tag::new(GENERATOR))?.array(3)?.u64(generator)?.u64(name)?.u64(CALLS)?;
            }
            coder.end()?;
            Ok(())
        })?;
        self.dictionary()?;
        self.chunk(DIRECTORY, &directory)
    }

    fn transaction(&mut self, stream: u64, transaction: Transaction) -> io::Result<()> {
        let ended = &mut self.ended[stream as usize - 1];
        ended.push(transaction);
        if ended.len() >= FULL { self.write_out() } else { Ok(()) }
    }

    /// Writes what has ended in a stream.
    fn block(&mut self, stream: u64) -> io::Result<()> {
        let ended = std::mem::take(&mut self.ended[stream as usize - 1]);
        if ended.is_empty() {
            return Ok(());
        }
        let first = self.next_transaction;
        self.next_transaction += ended.len() as u64;
        let bytes = coded(|coder| {
            coder.begin_array()?;
            for (number, transaction) in (first..).zip(&ended) {
                encode(coder, number, transaction)?;
            }
            coder.end()?;
            Ok(())
        })?;
        let begin = ended.iter().map(|transaction| transaction.begin).min().unwrap_or(0);
        let end = ended.iter().map(|transaction| transaction.end).max().unwrap_or(0);
        let chunk = coded(|coder| {
            coder.tag(Tag::new(BLOCK))?.array(4)?.u64(stream)?;
            coder.u64(CYCLE.saturating_mul(begin))?.u64(CYCLE.saturating_mul(end))?;
            coder.bytes(&bytes)?;
            Ok(())
        })?;
        self.out.write_all(&chunk)
    }
}

/// Behind the depths of calls.
const fn generator_of_collections() -> u64 {
    DEPTHS
}

fn encode(coder: &mut Coder, number: u64, transaction: &Transaction) -> Coded {
    let Transaction { generator, begin, end, attributes } = transaction;
    coder.array(1 + attributes.len() as u64)?;
    coder.tag(Tag::new(EVENT))?.array(4)?.u64(number)?.u64(*generator)?;
    coder.u64(CYCLE.saturating_mul(*begin))?.u64(CYCLE.saturating_mul(*end))?;
    for (tag, name, value) in attributes {
        coder.tag(Tag::new(*tag))?.array(3)?.u64(*name)?;
        match value {
            Value::Number(number) => coder.u64(UNSIGNED)?.u64(*number)?,
            Value::Text(text) => coder.u64(STRING)?.u64(*text)?,
        };
    }
    Ok(())
}

impl<W: Write> Format for Ftr<W> {
    const DETAIL: bool = false;

    fn event(&mut self, event: &Event, functions: &[Function]) -> io::Result<()> {
        let cycle = event.cycle;
        match event.what {
            What::Call(Begun { serial, function, text, again }) => {
                let function = functions.get(function as usize);
                let name = function.map_or("?", |function| function.name.as_str());
                let mut attributes = vec![
                    self.text(AT_BEGIN, "function", name),
                    self.text(AT_BEGIN, "call", text.as_str()),
                    self.number(AT_BEGIN, "number", serial),
                ];
                if let Some(place) = function.and_then(|function| function.place.as_ref()) {
                    attributes.push(self.text(AT_BEGIN, "place", &place.text()));
                }
                if again {
                    attributes.push(self.text(AT_BEGIN, "begins", "goes on here"));
                }
                let generator = (self.open.len() as u64).min(DEPTHS - 1);
                self.declare(generator)?;
                self.open.push(Transaction { generator, begin: cycle, end: cycle, attributes });
            }
            What::Return(ending) => {
                let Some(mut call) = self.open.pop() else { return Ok(()) };
                call.end = cycle;
                let ending = match ending {
                    Ending::Value(value) => self.text(AT_END, "value", value.as_str()),
                    Ending::TailCall => self.text(AT_END, "ends", "tail call"),
                    Ending::Left => self.text(AT_END, "ends", "left without a value"),
                    Ending::Open => self.text(AT_END, "ends", "goes on"),
                };
                call.attributes.push(ending);
                self.transaction(CALLS, call)?;
            }
            What::Collection(cause) => {
                let cause = self.text(AT_BEGIN, "cause", Cause::NAMES[cause as usize]);
                self.collection = Some(Transaction {
                    generator: generator_of_collections(),
                    begin: cycle,
                    end: cycle,
                    attributes: vec![cause],
                });
            }
            What::Collected { live, freed } => {
                if let Some(mut collection) = self.collection.take() {
                    collection.end = cycle;
                    let live = self.number(AT_END, "live", live.into());
                    let freed = self.number(AT_END, "freed", freed.into());
                    collection.attributes.extend([live, freed]);
                    self.transaction(COLLECTIONS, collection)?;
                }
            }
            What::Unit(_) | What::Heap(_) | What::Depth(_) => {}
        }
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        self.dictionary()?;
        self.block(CALLS)?;
        self.block(COLLECTIONS)?;
        // The calls that go on keep the numbers of their strings; later ones get others.
        self.strings.clear();
        self.out.flush()
    }

    fn finish(&mut self, _: u64) -> io::Result<()> {
        self.write_out()?;
        self.out.write_all(&[BREAK])?;
        self.out.flush()
    }
}
