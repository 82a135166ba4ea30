//! The declarations of a VCD: what it is about, enum tables, scopes and variables.

use std::io::{self, Write};

use vcd::{IdCode, TimescaleUnit, VarType, Writer};

use crate::config::Config;
use crate::probe::vcd::TOP;
use crate::signals::{Kind, REGISTERS, SIGNALS, Signal};

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

/// A name as a VCD token.
pub(super) fn token(name: &str) -> String {
    name.replace(char::is_whitespace, "_")
}

/// The header for a machine with these parameters. There is no date: the same run gives the same
/// file.
pub(super) fn header(config: &Config, about: &[String]) -> io::Result<Header> {
    let mut writer = Writer::new(Vec::new());
    writer.version(concat!("conscycle ", env!("CARGO_PKG_VERSION")))?;
    writer.comment(&format!("config {}", serde_json::to_string(config)?))?;
    for line in about {
        writer.comment(&line.replace("$end", "$ end"))?;
    }
    writer.timescale(1, TimescaleUnit::NS)?;
    for (signal, (table, names)) in enumerations() {
        enum_table(writer.writer(), signal, table, names, config)?;
    }
    writer.add_module(TOP)?;
    writer.add_wire(1, "clk")?;
    let mut ids = vec![Ids { number: IdCode::FIRST, text: None }; SIGNALS.len()];
    for scope in scopes() {
        writer.add_module(scope)?;
        for (position, signal) in SIGNALS.iter().enumerate() {
            if signal.scope == scope {
                ids[position] = variable(&mut writer, position, signal, config)?;
            }
        }
        writer.upscope()?;
    }
    writer.upscope()?;
    writer.enddefinitions()?;
    Ok(Header { text: std::mem::take(writer.writer()), ids })
}

/// The units in the order of their first signals.
pub fn scopes() -> Vec<&'static str> {
    let mut scopes = Vec::new();
    for signal in SIGNALS {
        if !scopes.contains(&signal.scope) {
            scopes.push(signal.scope);
        }
    }
    scopes
}

/// The enumerations among the signals, with the numbers of their tables and their names.
fn enumerations() -> impl Iterator<Item = (&'static Signal, (usize, &'static [&'static str]))> {
    SIGNALS
        .iter()
        .filter_map(|signal| match signal.kind {
            Kind::Enum(names) => Some((signal, names)),
            _ => None,
        })
        .enumerate()
        .map(|(table, (signal, names))| (signal, (table + 1, names)))
}

/// A table of an enumeration's names and values, as GTKWave's `fst2vcd` writes it. Source: the
/// attributes of the FST format, type `misc` (00), subtype enum table (07).
fn enum_table(
    out: &mut Vec<u8>,
    signal: &Signal,
    table: usize,
    names: &[&str],
    config: &Config,
) -> io::Result<()> {
    let width = signal.width(config) as usize;
    write!(out, "$attrbegin misc 07 {}_{} {}", signal.scope, signal.name, names.len())?;
    for name in names {
        write!(out, " {}", token(name))?;
    }
    for value in 0..names.len() {
        write!(out, " {value:0width$b}")?;
    }
    writeln!(out, " {table} $end")
}

fn variable(
    writer: &mut Writer<Vec<u8>>,
    position: usize,
    signal: &Signal,
    config: &Config,
) -> io::Result<Ids> {
    let kind = if position < REGISTERS { VarType::Reg } else { VarType::Wire };
    let table = enumerations().find(|(other, _)| *other == signal).map(|(_, (table, _))| table);
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
