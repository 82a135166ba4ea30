//! The values of cycles, column by column: a format of recordings that stays in memory.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, UInt8Array, UInt16Array, UInt32Array, UInt64Array};
use arrow_schema::{Field, Schema};

use crate::failed::Failed;
use crate::table::named;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, Rows, SIGNALS};
use conscycle_observe::lanes::Lanes;
use conscycle_observe::lisp::lanes::{Changes, Lanes as Texts, name};
use conscycle_observe::lisp::text::Text;
use conscycle_observe::recorder::Format;
use conscycle_observe::selection::Selection;

/// The values of a signal.
#[derive(Debug)]
enum Values {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    U64(Vec<u64>),
    /// Places among the names of an enumeration.
    Few(Vec<i8>, &'static [&'static str]),
    Many(Vec<i16>, &'static [&'static str]),
}

impl Values {
    /// Those of a signal of such a machine: a word in 64 bits, another in as many as it needs.
    fn of(kind: Kind, width: u32) -> Values {
        match (kind, width) {
            (Kind::Enum(names), _) if names.len() <= i8::MAX as usize => {
                Values::Few(Vec::new(), names)
            }
            (Kind::Enum(names), _) => Values::Many(Vec::new(), names),
            (Kind::Word, _) => Values::U64(Vec::new()),
            (_, ..=8) => Values::U8(Vec::new()),
            (_, ..=16) => Values::U16(Vec::new()),
            (_, ..=32) => Values::U32(Vec::new()),
            _ => Values::U64(Vec::new()),
        }
    }

    #[inline]
    fn push(&mut self, value: u64) {
        match self {
            Values::U8(values) => values.push(value as u8),
            Values::U16(values) => values.push(value as u16),
            Values::U32(values) => values.push(value as u32),
            Values::U64(values) => values.push(value),
            Values::Few(values, _) => values.push(value as i8),
            Values::Many(values, _) => values.push(value as i16),
        }
    }

    /// Bytes of a value.
    fn bytes(&self) -> usize {
        match self {
            Values::U8(_) | Values::Few(..) => 1,
            Values::U16(_) | Values::Many(..) => 2,
            Values::U32(_) => 4,
            Values::U64(_) => 8,
        }
    }

    fn finish(self, rows: usize) -> Result<ArrayRef, Failed> {
        fn first<T>(mut values: Vec<T>, rows: usize) -> Vec<T> {
            values.truncate(rows);
            values.shrink_to_fit();
            values
        }
        Ok(match self {
            Values::U8(values) => Arc::new(UInt8Array::from(first(values, rows))),
            Values::U16(values) => Arc::new(UInt16Array::from(first(values, rows))),
            Values::U32(values) => Arc::new(UInt32Array::from(first(values, rows))),
            Values::U64(values) => Arc::new(UInt64Array::from(first(values, rows))),
            Values::Few(values, names) => named(first(values, rows), names)?,
            Values::Many(values, names) => named(first(values, rows), names)?,
        })
    }
}

/// The texts of a lane, each by its place among those that there have been.
#[derive(Debug, Default)]
struct Said {
    lane: usize,
    now: i32,
    places: Vec<i32>,
    known: HashMap<Text, i32>,
    texts: Vec<String>,
}

impl Said {
    fn change(&mut self, text: &Text) {
        let next = self.texts.len() as i32;
        self.now = *self.known.entry(*text).or_insert(next);
        if self.now == next {
            self.texts.push(text.as_str().to_string());
        }
    }
}

/// Columns that grow.
#[derive(Debug)]
pub struct Columns {
    /// The cycle that comes next.
    next: u64,
    cycles: Vec<u64>,
    /// Each with its number among [`SIGNALS`].
    signals: Vec<(usize, Values)>,
    said: Vec<Said>,
    changes: Changes,
}

impl Columns {
    /// Those of a selection of what such a machine has.
    pub fn new(selection: &Selection, config: &Config) -> Columns {
        let chosen = (0..SIGNALS.len()).filter(|&at| selection.contains(at));
        let column = |at: usize| (at, Values::of(SIGNALS[at].kind, SIGNALS[at].width(config)));
        let lanes = selection.lanes();
        Columns {
            next: 0,
            cycles: Vec::new(),
            signals: chosen.map(column).collect(),
            said: lanes.iter().map(|&lane| Said { lane, ..Said::default() }).collect(),
            changes: Changes::new(&lanes),
        }
    }

    /// How many cycles there are so far.
    pub fn rows(&self) -> usize {
        self.cycles.len()
    }

    /// Bytes that a cycle takes.
    pub fn bytes_of_row(&self) -> usize {
        let signals: usize = self.signals.iter().map(|(_, values)| values.bytes()).sum();
        size_of::<u64>() + signals + self.said.len() * size_of::<i32>()
    }

    /// The table of the first so many cycles before the cycle `end`.
    ///
    /// # Errors
    /// If a value is none of its enumeration.
    pub fn finish(self, config: &Config, end: u64, most: usize) -> Result<RecordBatch, Failed> {
        let rows = self.cycles.partition_point(|&cycle| cycle < end).min(most);
        let mut fields = Vec::new();
        let mut columns: Vec<ArrayRef> = Vec::new();
        let mut add = |name: String, column: ArrayRef, about: [(&str, String); 2]| {
            let field = Field::new(name, column.data_type().clone(), false);
            fields.push(field.with_metadata(about));
            columns.push(column);
        };
        let about =
            |kind: &str, bits: u32| [("kind", kind.to_string()), ("bits", bits.to_string())];
        let cycles = Values::U64(self.cycles).finish(rows)?;
        add("cycle".to_string(), cycles, about("cycle", 64));
        for (at, values) in self.signals {
            let signal = &SIGNALS[at];
            let about = about(signal.kind.name(), signal.width(config));
            add(signal.path(), values.finish(rows)?, about);
        }
        for mut said in self.said {
            let (scope, name) = name(said.lane);
            said.places.truncate(rows);
            said.places.shrink_to_fit();
            add(format!("{scope}.{name}"), named(said.places, &said.texts)?, about("text", 0));
        }
        Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
    }
}

impl Format for Columns {
    fn start(&mut self, cycle: u64) {
        self.next = cycle;
    }

    fn skip_to(&mut self, cycle: u64) -> io::Result<()> {
        self.next = cycle;
        Ok(())
    }

    #[inline]
    fn cycle(&mut self, now: &Lanes, _: Rows, texts: &Texts) {
        self.cycles.push(self.next);
        self.next += 1;
        for (at, values) in &mut self.signals {
            values.push(now[*at]);
        }
        if self.changes.any(texts) {
            let said = &mut self.said;
            self.changes.each(texts, |lane, text| {
                if let Some(said) = said.iter_mut().find(|said| said.lane == lane) {
                    said.change(text);
                }
            });
        }
        for said in &mut self.said {
            said.places.push(said.now);
        }
    }

    fn end(&mut self, _: u64) {}

    fn is_full(&self) -> bool {
        false
    }

    fn write_out(&mut self) -> io::Result<()> {
        Ok(())
    }
}
