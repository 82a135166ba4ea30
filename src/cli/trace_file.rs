//! The lines of a trace that was written before.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use serde::Deserialize;

use super::failure::Failure;
use super::input;
use conscycle_observe::trace::{self, Header};

/// A value in a trace: a signal's, or a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Number(u64),
    Text(String),
}

/// A line of a trace after the header.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Line {
    Changes { cycle: u64, changed: BTreeMap<String, Value> },
    Hash { cycle: u64, hash: String },
    Collection { cycle: u64, collection: serde_json::Value },
    End(trace::End),
}

/// Bytes of a first line, at most: a header with all signals listed has some ten thousand.
const LONGEST_HEADER: u64 = 1 << 20;

/// What the header of a trace of any version has.
#[derive(Deserialize)]
struct Version {
    format: String,
    version: u32,
}

/// Checks that a trace may be written in the place of the file at `path`: that there is nothing yet,
/// or an empty file, or a trace of any version.
///
/// # Errors
/// A [`Failure`] if there is anything else, or what cannot be read.
pub fn check_replaceable(path: &Path) -> Result<(), Failure> {
    if !path.exists() {
        return Ok(());
    }
    let fail = |error: std::io::Error| Failure::file(path, error);
    let (file, _) = input::open(path)?;
    let mut line = Vec::new();
    BufReader::new(file.take(LONGEST_HEADER)).read_until(b'\n', &mut line).map_err(fail)?;
    match serde_json::from_slice::<Version>(&line) {
        _ if line.is_empty() => Ok(()),
        Ok(version) if version.format == trace::FORMAT => Ok(()),
        _ => Err(Failure::file(
            path,
            "it is no trace, and is not written over: remove it, or name another file",
        )),
    }
}

/// Reads the first line of the trace at `path`.
///
/// # Errors
/// A [`Failure`] if it is no header of a trace of this version.
pub fn parse_header(line: &str, path: &Path) -> Result<Header, Failure> {
    let bad = |message: String| Failure::file(path, format!("line 1: {message}"));
    let version: Version = serde_json::from_str(line)
        .map_err(|error| bad(format!("not the header of a trace: {error}")))?;
    if version.format != trace::FORMAT {
        return Err(bad(format!("{:?} is not {:?}", version.format, trace::FORMAT)));
    }
    if version.version != trace::VERSION {
        return Err(bad(format!(
            "a trace of version {}, and this program reads version {}: write it again, with run \
             --trace or check --bless",
            version.version,
            trace::VERSION
        )));
    }
    let header: Header = serde_json::from_str(line).map_err(|error| bad(error.to_string()))?;
    header.config.check().map_err(|error| bad(error.to_string()))?;
    Ok(header)
}
