//! The lines of a trace that was written before.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::failure::Failure;
use crate::probe::trace::{self, Header};

/// A line of a trace after the header.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Line {
    Changes { cycle: u64, changed: BTreeMap<String, u32> },
    Hash { cycle: u64, hash: String },
    Collection { cycle: u64, collection: serde_json::Value },
    End(trace::End),
}

/// Reads the first line of the trace at `path`.
///
/// # Errors
/// A [`Failure`] if it is no header of a trace of this version.
pub fn parse_header(line: &str, path: &Path) -> Result<Header, Failure> {
    #[derive(Deserialize)]
    struct Version {
        format: String,
        version: u32,
    }
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
