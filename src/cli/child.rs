//! Other programs that a command waits for, until Ctrl-C.

use std::io::{self, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::interrupt::Interrupt;

/// Between two looks whether Ctrl-C has come.
const TURN: Duration = Duration::from_millis(20);

/// A program that has ended by itself.
#[derive(Debug)]
pub struct Ended {
    /// What it has printed, and its exit code.
    pub output: Output,
    /// From its start to its end.
    pub seconds: f64,
}

/// Runs a program that reads `input`, a few kilobytes at most; `None` if Ctrl-C has come meanwhile. Then it
/// is ended, with all that it has started: they are a group of their own, which the terminal sends nothing.
///
/// # Errors
/// It cannot be started, or not be waited for.
pub fn run_until(
    command: &mut Command,
    input: &[u8],
    interrupt: &Interrupt,
) -> io::Result<Option<Ended>> {
    command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let group = Pid::from_child(&child);
    if let Some(mut pipe) = child.stdin.take() {
        // Who ends without reading says why.
        let _ = pipe.write_all(input);
    }
    let ended = std::thread::spawn(move || {
        let output = child.wait_with_output()?;
        Ok(Ended { output, seconds: start.elapsed().as_secs_f64() })
    });
    while !ended.is_finished() {
        if interrupt.has_come() {
            // A group that has ended meanwhile needs no signal.
            let _ = kill_process_group(group, Signal::KILL);
            break;
        }
        std::thread::sleep(TURN);
    }
    let ended = ended.join().map_err(|_| io::Error::other("no output"))?;
    if interrupt.has_come() { Ok(None) } else { ended.map(Some) }
}
