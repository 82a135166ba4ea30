//! The heap, object by object, as a table.

use std::sync::Arc;

use arrow_array::{ArrayRef, UInt32Array};
use serde_json::{Value, json};

use crate::failed::Failed;
use crate::session::Session;
use crate::table::{Table, named};
use conscycle_debugger::objects::walk;

/// Characters of a value as Lisp.
const SHOWN: usize = 80;

impl Session {
    /// All objects in memory and what else is there: address, words, type and, if that is asked for, value.
    ///
    /// # Errors
    /// None but what Arrow says of a table that cannot be.
    pub fn heap(&self, values: bool) -> Result<Table, Failed> {
        let machine = self.machine();
        let (mut addresses, mut words, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
        let mut names: Vec<&'static str> = Vec::new();
        walk(machine, 0, u32::MAX, &mut |at, length, kind| {
            let known = names.iter().position(|name| *name == kind);
            let number = known.unwrap_or_else(|| {
                names.push(kind);
                names.len() - 1
            });
            addresses.push(at);
            words.push(length);
            kinds.push(number as i8);
        });
        let texts = values.then(|| self.texts(addresses.iter().copied(), SHOWN));
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("address", Arc::new(UInt32Array::from(addresses))),
            ("words", Arc::new(UInt32Array::from(words))),
            ("type", named(kinds, &names)?),
        ];
        if let Some(texts) = texts {
            let keys: Vec<i32> = (0..texts.len() as i32).collect();
            columns.push(("value", named(keys, &texts)?));
        }
        Table::new(columns)
    }

    /// How much memory there is, and how much of it the program's image takes.
    pub fn memory(&self) -> Value {
        json!({
            "words": self.machine().memory.words().len(),
            "image_words": self.loaded().image.words.len(),
            "allocated_words": self.machine().memory.allocated,
        })
    }
}
