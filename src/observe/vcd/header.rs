//! The declarations of a VCD: what it is about, enum tables, scopes and variables.

use std::io::{self, Write};

use vcd::{IdCode, TimescaleUnit, VarType, Writer};

use crate::selection::Selection;
use crate::text::{comment, token};
use crate::vcd::TOP;
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, Signal};

/// The identifiers of a signal's variables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids {
    /// The number's.
    pub number: IdCode,
    /// The text's, of an enumeration.
    pub text: Option<IdCode>,
}

/// A header.
#[derive(Debug)]
pub(super) struct Header {
    /// Its text.
    pub text: Vec<u8>,
    /// The identifiers of each of [`SIGNALS`]. `clk` has the first.
    pub ids: Vec<Ids>,
}

/// The length of the longest name of an enumeration's value.
pub const fn longest_name() -> usize {
    let (mut longest, mut i) = (0, 0);
    while i < SIGNALS.len() {
        if let Kind::Enum(names) = SIGNALS[i].kind {
            let mut j = 0;
            while j < names.len() {
                if names[j].len() > longest {
                    longest = names[j].len();
                }
                j += 1;
            }
        }
        i += 1;
    }
    longest
}

/// The header for a machine with these parameters. There is no date: the same run gives the same
/// file.
pub(super) fn header(
    config: &Config,
    about: &[String],
    selection: &Selection,
) -> io::Result<Header> {
    let mut writer = Writer::new(Vec::new());
    writer.version(concat!("conscycle ", env!("CARGO_PKG_VERSION")))?;
    writer.comment(&format!("config {}", serde_json::to_string(config)?))?;
    for line in about {
        writer.comment(&comment(line))?;
    }
    writer.timescale(1, TimescaleUnit::NS)?;
    for (signal, (table, names)) in enumerations(selection) {
        // The attributes of the FST format: type `misc` (00), subtype enum table (07).
        let text = enum_table(signal, names, config);
        writeln!(writer.writer(), "$attrbegin misc 07 {text} {table} $end")?;
    }
    writer.add_module(TOP)?;
    writer.add_wire(1, "clk")?;
    let mut ids = vec![Ids { number: IdCode::FIRST, text: None }; SIGNALS.len()];
    for scope in selection.scopes() {
        writer.add_module(scope)?;
        for (position, signal) in SIGNALS.iter().enumerate() {
            if signal.scope == scope && selection.contains(position) {
                let table = enumerations(selection).find(|(other, _)| *other == signal);
                let table = table.map(|(_, (table, _))| table);
                ids[position] = variable(&mut writer, position, table, config)?;
            }
        }
        writer.upscope()?;
    }
    writer.upscope()?;
    writer.enddefinitions()?;
    Ok(Header { text: std::mem::take(writer.writer()), ids })
}

/// The enumerations among the selected signals, with the numbers of their tables and their names.
pub fn enumerations(
    selection: &Selection,
) -> impl Iterator<Item = (&'static Signal, (usize, &'static [&'static str]))> {
    let chosen = SIGNALS.iter().enumerate().filter(|(at, _)| selection.contains(*at));
    let named = chosen.filter_map(|(_, signal)| match signal.kind {
        Kind::Enum(names) => Some((signal, names)),
        _ => None,
    });
    named.enumerate().map(|(table, (signal, names))| (signal, (table + 1, names)))
}

/// A table of an enumeration's names and values: its name, their number, the names, the values in
/// binary. GTKWave's `fst2vcd` writes it so, and an FST file holds this text too.
pub fn enum_table(signal: &Signal, names: &[&str], config: &Config) -> String {
    let width = signal.width(config) as usize;
    let mut text = format!("{}_{} {}", signal.scope, signal.name, names.len());
    for name in names {
        text.push(' ');
        text.push_str(&token(name));
    }
    for value in 0..names.len() {
        text.push_str(&format!(" {value:0width$b}"));
    }
    text
}

fn variable(
    writer: &mut Writer<Vec<u8>>,
    position: usize,
    table: Option<usize>,
    config: &Config,
) -> io::Result<Ids> {
    let signal = &SIGNALS[position];
    let kind = if position < REGISTERS { VarType::Reg } else { VarType::Wire };
    if let Some(table) = table {
        writeln!(writer.writer(), "$attrbegin misc 07 \"\" {table} $end")?;
    }
    let number = writer.add_var(kind, signal.width(config), signal.name, None)?;
    let text = match table {
        Some(_) => {
            let name = format!("{}_text", signal.name);
            Some(writer.add_var(VarType::String, 1, &name, None)?)
        }
        None => None,
    };
    Ok(Ids { number, text })
}
