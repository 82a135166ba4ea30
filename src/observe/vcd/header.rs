//! The declarations of a VCD: what it is about, enum tables, scopes and variables.

use std::io::{self, Write};

use vcd::{IdCode, TimescaleUnit, VarType, Writer};

use crate::lisp::lanes::{CYCLE, LANES, LISP, companion, name};
use crate::selection::Selection;
use crate::text::comment;
use crate::waveform::{TOP, enum_table, enumerations};
use conscycle_machine::config::Config;
use conscycle_machine::signals::{REGISTERS, SIGNALS};

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
    /// Those of the lanes of texts.
    pub texts: Vec<IdCode>,
    /// That of the cycle's number, if it is there.
    pub cycle: Option<IdCode>,
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
    let mut texts = vec![IdCode::FIRST; LANES];
    let mut cycle = None;
    let lanes = selection.lanes();
    for scope in selection.scopes() {
        writer.add_module(scope)?;
        if scope == LISP && selection.has_cycle() {
            cycle = Some(writer.add_var(VarType::Integer, 64, CYCLE, None)?);
        }
        for &lane in lanes.iter().filter(|&&lane| scope == LISP && name(lane).0 == LISP) {
            texts[lane] = writer.add_var(VarType::String, 1, &name(lane).1, None)?;
        }
        for (position, signal) in SIGNALS.iter().enumerate() {
            if signal.scope == scope && selection.contains(position) {
                let table = enumerations(selection).find(|(other, _)| *other == signal);
                let table = table.map(|(_, (table, _))| table);
                ids[position] = variable(&mut writer, position, table, config)?;
                if let Some(lane) = companion(position).filter(|lane| lanes.contains(lane)) {
                    texts[lane] = writer.add_var(VarType::String, 1, &name(lane).1, None)?;
                }
            }
        }
        writer.upscope()?;
    }
    writer.upscope()?;
    writer.enddefinitions()?;
    Ok(Header { text: std::mem::take(writer.writer()), ids, texts, cycle })
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
