//! What a reader of waveforms prints on standard output while it reads.

use std::io::{self, Read as _};

/// What is kept of it.
const MOST: usize = 200;

/// Does `work`, and hands back the first line that has been printed meanwhile, if any: standard
/// output is ours, and what a reader has to say about a file is about damage.
///
/// # Errors
/// Those of the pipe that takes standard output's place.
pub fn listen<T>(work: impl FnOnce() -> T) -> io::Result<(T, Option<String>)> {
    let (mut reader, writer) = io::pipe()?;
    let stdout = rustix::io::dup(io::stdout())?;
    rustix::stdio::dup2_stdout(&writer)?;
    drop(writer);
    let printed = std::thread::spawn(move || {
        let (mut kept, mut bytes) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = reader.read(&mut bytes) {
            let room = MOST - kept.len();
            kept.extend_from_slice(&bytes[..count.min(room)]);
        }
        kept
    });
    let result = work();
    rustix::stdio::dup2_stdout(&stdout)?;
    let printed = printed.join().unwrap_or_default();
    let line = String::from_utf8_lossy(&printed).lines().next().map(str::to_string);
    Ok((result, line))
}
