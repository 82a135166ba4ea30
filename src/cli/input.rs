//! The files that commands read. Only regular ones: a pipe or a terminal may never answer, and a
//! device may never end. Standard input is read where a command's `-` says so.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::failure::Failure;
use conscycle_program::load;

/// Bytes of a file that is read as a whole, at most.
const LARGEST: u64 = 1 << 30;

/// Opens a file to read it; its length.
///
/// # Errors
/// A [`Failure`] if it cannot be opened, or is not a regular file.
pub fn open(path: &Path) -> Result<(File, u64), Failure> {
    let fail = |error: std::io::Error| Failure::file(path, error);
    // Looked at before it is opened: to open a pipe waits for its other end.
    is_regular(path, &std::fs::metadata(path).map_err(fail)?)?;
    let file = File::open(path).map_err(fail)?;
    let metadata = file.metadata().map_err(fail)?;
    is_regular(path, &metadata)?;
    Ok((file, metadata.len()))
}

fn is_regular(path: &Path, metadata: &std::fs::Metadata) -> Result<(), Failure> {
    match () {
        () if metadata.is_file() => Ok(()),
        () if metadata.is_dir() => Err(Failure::file(path, "a folder, not a file")),
        () => Err(Failure::file(path, "not a regular file, but a pipe, a terminal or a device")),
    }
}

/// Reads a file.
///
/// # Errors
/// As [`open`], and if it cannot be read or is too large.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let (file, length) = open(path)?;
    if length > LARGEST {
        return Err(too_large(path));
    }
    limited(file, path)
}

/// Reads a file with text.
///
/// # Errors
/// As [`read`], and if it is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    text(read(path)?, path)
}

/// Reads standard input to its end.
///
/// # Errors
/// A [`Failure`] if it cannot be read or is too large.
pub fn read_stdin() -> Result<Vec<u8>, Failure> {
    limited(std::io::stdin().lock(), Path::new("-"))
}

/// The text that bytes are, without the byte order mark at its beginning.
///
/// # Errors
/// A [`Failure`] with the place of what is not UTF-8.
pub fn text(bytes: Vec<u8>, path: &Path) -> Result<String, Failure> {
    load::text(bytes).map_err(|problem| Failure::file(path, problem))
}

/// Reads to the end, which is not always where the file's length says.
fn limited(input: impl Read, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let count = input.take(LARGEST + 1).read_to_end(&mut bytes);
    match count.map_err(|error| Failure::file(path, error))? as u64 {
        0..=LARGEST => Ok(bytes),
        _ => Err(too_large(path)),
    }
}

fn too_large(path: &Path) -> Failure {
    Failure::file(path, format!("more than {} MiB are not read", LARGEST >> 20))
}
