//! The line debugger: commands from a terminal, a pipe or a file, and what they say on stdout.

use std::io::{BufRead as _, IsTerminal as _, Read as _};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::execute::{Flow, Stepper};
use super::output::Lines;
use super::signals::Signals;
use crate::cli::failure::Failure;
use crate::cli::streams::print_bytes;
use conscycle_program::brief::visible;

/// How long to wait for a line before looking whether somebody wants the session to end.
const WAIT: Duration = Duration::from_millis(100);

/// Lines that are read before they are needed.
const AHEAD: usize = 16;

/// Bytes of a command line, at most: what goes on longer is no text, and may never end.
const LONGEST: u64 = 1 << 20;

/// Commands from a file.
pub struct Script {
    pub path: PathBuf,
    pub text: String,
    /// A command that is wrong does not end it.
    pub keeps_going: bool,
}

/// The commands of a file.
///
/// # Errors
/// A [`Failure`] with the place of a command that is wrong.
pub fn follow(
    stepper: &mut Stepper<Lines>,
    script: &Script,
    signals: &Signals,
) -> Result<(), Failure> {
    for (number, line) in (1..).zip(script.text.lines()) {
        if !signals.begin() {
            break;
        }
        match echo(stepper, line)? {
            Flow::Quit => break,
            Flow::Wrong if !script.keeps_going => {
                let (path, problem) = (script.path.display(), &stepper.problem);
                return Err(Failure::Plain(format!("{path}:{number}: {problem}")));
            }
            Flow::Wrong | Flow::GoOn => {}
        }
    }
    Ok(())
}

/// Commands from standard input: with a prompt on a terminal, else repeated in the output.
pub fn converse(stepper: &mut Stepper<Lines>, signals: &Signals) -> Result<(), Failure> {
    let terminal = std::io::stdin().is_terminal();
    let lines = read_stdin();
    loop {
        if terminal {
            print_bytes(b"> ")?;
        }
        let Some(line) = next(&lines, signals, terminal)? else { return Ok(()) };
        if !signals.begin() {
            return Ok(());
        }
        if line.len() as u64 > LONGEST {
            let message = format!("standard input: a line of more than {} KiB", LONGEST >> 10);
            return Err(Failure::Plain(message));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        let flow = if terminal { stepper.execute(text)? } else { echo(stepper, text)? };
        if flow == Flow::Quit {
            return Ok(());
        }
    }
}

/// The next line; `None` if there are no more, or if the session is to end. Ctrl-C on a terminal
/// takes back what has been typed of it.
fn next(
    lines: &Receiver<Vec<u8>>,
    signals: &Signals,
    terminal: bool,
) -> Result<Option<Vec<u8>>, Failure> {
    loop {
        match lines.recv_timeout(WAIT) {
            Ok(line) => return Ok(Some(line)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) if signals.is_end() => return Ok(None),
            Err(RecvTimeoutError::Timeout) if terminal && signals.is_interrupt() => {
                signals.begin();
                print_bytes(b"\n> ")?;
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Reads the lines of standard input on a thread of its own, so that signals are seen while it waits.
fn read_stdin() -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(AHEAD);
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        loop {
            let mut line = Vec::new();
            match input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) if sender.send(line).is_err() => return,
                Ok(_) => {}
            }
        }
    });
    receiver
}

/// Executes a line that nobody has typed on a terminal: it is shown before what it does.
fn echo(stepper: &mut Stepper<Lines>, line: &str) -> Result<Flow, Failure> {
    if !line.trim_start().starts_with('#') {
        print_bytes(format!("> {}", visible(line)).trim_end().as_bytes())?;
        print_bytes(b"\n")?;
    }
    stepper.execute(line)
}
