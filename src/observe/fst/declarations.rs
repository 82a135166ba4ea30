//! The blocks of an FST file that stand before the changes: the header, the widths of the variables
//! (geometry), and their names in scopes (hierarchy).

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::number::{push_u64, push_unsigned};
use crate::lisp::lanes::{CYCLE, LISP, companion, name as lane_name};
use crate::selection::Selection;
use crate::text::comment;
use crate::waveform::{TOP, enum_table, enumerations};
use conscycle_machine::config::Config;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS};

/// Types of blocks.
pub const HEADER: u8 = 0;
const GEOMETRY: u8 = 3;
const HIERARCHY_LZ4: u8 = 6;

/// Kinds of hierarchy entries, and what is in them.
const BEGIN_ATTRIBUTE: u8 = 252;
const BEGIN_SCOPE: u8 = 254;
const END_SCOPE: u8 = 255;
const MISC: u8 = 0;
const COMMENT: u8 = 0;
const ENUM_TABLE: u8 = 7;
const MODULE: u8 = 0;
const INTEGER: u8 = 1;
const REG: u8 = 5;
const WIRE: u8 = 16;
const STRING: u8 = 21;
const IMPLICIT: u8 = 0;

/// The width that geometry gives to a text.
const VARIABLE: u64 = 0xFFFF_FFFF;

/// The fields of the header block that are said only after changes have been written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recorded {
    /// The first time, in nanoseconds.
    pub start: u64,
    /// The last.
    pub end: u64,
    /// Blocks of changes.
    pub blocks: u64,
}

/// What a variable shows. Variables are numbered from 1, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    Clock,
    /// A signal's number.
    Signal(usize),
    /// The name of an enumeration's value.
    Text(usize),
    /// The cycle's number.
    Cycle,
    /// A text, by its lane.
    Lane(usize),
}

/// The variables in the order of the scopes.
pub fn variables(selection: &Selection) -> Vec<Variable> {
    let mut variables = vec![Variable::Clock];
    let lanes = selection.lanes();
    if selection.has_cycle() {
        variables.push(Variable::Cycle);
    }
    let lisp = lanes.iter().filter(|&&lane| lane_name(lane).0 == LISP);
    variables.extend(lisp.map(|&lane| Variable::Lane(lane)));
    for scope in selection.scopes() {
        for (at, signal) in SIGNALS.iter().enumerate() {
            if signal.scope == scope && selection.contains(at) {
                variables.push(Variable::Signal(at));
                if matches!(signal.kind, Kind::Enum(_)) {
                    variables.push(Variable::Text(at));
                }
                let lane = companion(at).filter(|lane| lanes.contains(lane));
                variables.extend(lane.map(Variable::Lane));
            }
        }
    }
    variables
}

/// The header block, which is written again whenever more has been recorded.
pub fn header(recorded: Recorded, scopes: usize, variables: usize) -> Vec<u8> {
    let mut block = vec![HEADER];
    push_u64(&mut block, 329);
    push_u64(&mut block, recorded.start);
    // Readers take a file for unfinished, and its names for missing, while both times are 0.
    push_u64(&mut block, recorded.end.max(1));
    // By this number a reader tells the order of the bytes in a floating-point number.
    block.extend_from_slice(&std::f64::consts::E.to_le_bytes());
    for count in [0, scopes as u64, variables as u64, variables as u64, recorded.blocks] {
        push_u64(&mut block, count);
    }
    const NANOSECONDS: i8 = -9;
    block.push(NANOSECONDS as u8);
    let version = concat!("conscycle ", env!("CARGO_PKG_VERSION")).as_bytes();
    block.extend_from_slice(version);
    // No date: the same run gives the same file. Then the type (Verilog) and the offset of time.
    block.resize(block.len() + (128 - version.len()) + 119 + 1 + 8, 0);
    block
}

/// The geometry block.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn geometry(variables: &[Variable], config: &Config) -> io::Result<Vec<u8>> {
    let mut widths = Vec::new();
    for variable in variables {
        push_unsigned(
            &mut widths,
            match variable {
                Variable::Clock => 1,
                Variable::Signal(at) => SIGNALS[*at].width(config).into(),
                Variable::Cycle => 64,
                Variable::Text(_) | Variable::Lane(_) => VARIABLE,
            },
        );
    }
    let data = zlib(&widths)?;
    let mut block = vec![GEOMETRY];
    push_u64(&mut block, 24 + data.len() as u64);
    push_u64(&mut block, widths.len() as u64);
    push_u64(&mut block, variables.len() as u64);
    block.extend_from_slice(&data);
    Ok(block)
}

/// The hierarchy block: comments, enum tables, scopes and variables, as in the VCD's header.
pub fn hierarchy(
    variables: &[Variable],
    config: &Config,
    comments: &[String],
    selection: &Selection,
) -> Vec<u8> {
    let mut text = Vec::new();
    for line in comments {
        attribute(&mut text, COMMENT, &comment(line), 0);
    }
    for (signal, (table, names)) in enumerations(selection) {
        attribute(&mut text, ENUM_TABLE, &enum_table(signal, names, config), table as u64);
    }
    scope(&mut text, TOP);
    let mut open = None;
    for entry in variables {
        let unit = match *entry {
            Variable::Clock => {
                variable(&mut text, WIRE, "clk", 1);
                continue;
            }
            Variable::Cycle => LISP,
            Variable::Lane(lane) => lane_name(lane).0,
            Variable::Signal(at) | Variable::Text(at) => SIGNALS[at].scope,
        };
        if open != Some(unit) {
            if open.is_some() {
                text.push(END_SCOPE);
            }
            scope(&mut text, unit);
            open = Some(unit);
        }
        let at = match *entry {
            Variable::Signal(at) => at,
            Variable::Text(at) => {
                variable(&mut text, STRING, &format!("{}_text", SIGNALS[at].name), 0);
                continue;
            }
            Variable::Lane(lane) => {
                variable(&mut text, STRING, &lane_name(lane).1, 0);
                continue;
            }
            Variable::Clock | Variable::Cycle => {
                variable(&mut text, INTEGER, CYCLE, 64);
                continue;
            }
        };
        let signal = &SIGNALS[at];
        let table = enumerations(selection).find(|(other, _)| *other == signal);
        if let Some((_, (table, _))) = table {
            attribute(&mut text, ENUM_TABLE, "", table as u64);
        }
        let kind = if at < REGISTERS { REG } else { WIRE };
        variable(&mut text, kind, signal.name, signal.width(config).into());
    }
    if open.is_some() {
        text.push(END_SCOPE);
    }
    text.push(END_SCOPE);
    let packed = lz4_flex::block::compress(&text);
    let mut block = vec![HIERARCHY_LZ4];
    push_u64(&mut block, 16 + packed.len() as u64);
    push_u64(&mut block, text.len() as u64);
    block.extend_from_slice(&packed);
    block
}

fn name(text: &mut Vec<u8>, name: &str) {
    text.extend(name.bytes().filter(|&byte| byte != 0));
    text.push(0);
}

fn attribute(text: &mut Vec<u8>, kind: u8, words: &str, number: u64) {
    text.extend([BEGIN_ATTRIBUTE, MISC, kind]);
    name(text, words);
    push_unsigned(text, number);
}

fn scope(text: &mut Vec<u8>, unit: &str) {
    text.extend([BEGIN_SCOPE, MODULE]);
    name(text, unit);
    name(text, "");
}

/// A variable, with a number of its own.
fn variable(text: &mut Vec<u8>, kind: u8, called: &str, width: u64) {
    text.extend([kind, IMPLICIT]);
    name(text, called);
    push_unsigned(text, width);
    push_unsigned(text, 0);
}

/// Bytes in the zlib format, or as they are where that is not shorter: a reader takes a part whose two
/// lengths are equal for one that is not packed.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn zlib(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    let packed = encoder.finish()?;
    Ok(if packed.len() < bytes.len() { packed } else { bytes.to_vec() })
}
