//! The line debugger: commands from a terminal, a pipe or a file, and what they say on stdout.

use std::io::{BufRead as _, IsTerminal as _};
use std::sync::atomic::{AtomicBool, Ordering};

use super::execute::{Flow, Stepper};
use super::output::Lines;
use crate::tools::failure::Failure;
use crate::tools::session::print_bytes;

/// The commands of a file.
pub fn follow(stepper: &mut Stepper<Lines>, script: &str) -> Result<(), Failure> {
    for line in script.lines() {
        if echo(stepper, line)? == Flow::Quit {
            break;
        }
    }
    Ok(())
}

/// Commands from standard input: with a prompt on a terminal, else repeated in the output.
pub fn converse(stepper: &mut Stepper<Lines>, interrupt: &AtomicBool) -> Result<(), Failure> {
    let terminal = std::io::stdin().is_terminal();
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    loop {
        if terminal {
            print_bytes(b"> ")?;
        }
        line.clear();
        match input.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
        // Ctrl-C at the prompt is none for the next run.
        interrupt.store(false, Ordering::Relaxed);
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        let flow = if terminal { stepper.execute(text)? } else { echo(stepper, text)? };
        if flow == Flow::Quit {
            return Ok(());
        }
    }
}

/// Executes a line that nobody has typed on a terminal: it is shown before what it does.
fn echo(stepper: &mut Stepper<Lines>, line: &str) -> Result<Flow, Failure> {
    if !line.trim_start().starts_with('#') {
        print_bytes(format!("> {line}").trim_end().as_bytes())?;
        print_bytes(b"\n")?;
    }
    stepper.execute(line)
}
