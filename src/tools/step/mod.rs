//! `conscycle step`: the line debugger.

mod commands;
mod execute;
mod files;
mod tell;

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use clap::Args;

use super::DONE;
use super::failure::Failure;
use super::load::load;
use super::options::MachineOptions;
use super::session::{print_bytes, read_stdin};
use crate::config::Config;
use crate::debugger::{Debugger, Supply};
use crate::firmware::Dialect;
use execute::{Flow, Stepper};

/// Options of `step`.
#[derive(Debug, Args)]
#[command(after_help = commands::summary())]
pub struct Options {
    /// A Lisp program or an image (JSON or hex)
    program: PathBuf,
    /// Take the commands from a file; the program's console then reads standard input
    #[arg(long, value_name = "FILE")]
    commands: Option<PathBuf>,
    /// The line debugger, even on a terminal
    #[arg(long)]
    plain: bool,
    /// Let the program's console read a file
    #[arg(long, value_name = "FILE")]
    console: Option<PathBuf>,
    /// Memory for going back, in megabytes: the more, the faster
    #[arg(long, value_name = "MEGABYTES", default_value_t = 256)]
    history: usize,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Where the program's console gets its input.
enum Console {
    /// From the command `input`.
    Commands,
    /// All of it is here.
    Ready(Vec<u8>),
    /// From standard input, when it is asked for.
    Stdin,
    Reading(Receiver<Vec<u8>>),
}

impl Console {
    /// Something to read, if there is.
    fn supply(&mut self, interrupt: &AtomicBool) -> Supply {
        if matches!(self, Console::Stdin) {
            *self = Console::Reading(read_stdin());
        }
        match self {
            Console::Commands | Console::Stdin => Supply::Nothing,
            Console::Ready(bytes) if bytes.is_empty() => Supply::End,
            Console::Ready(bytes) => Supply::Bytes(std::mem::take(bytes)),
            Console::Reading(input) => loop {
                match input.recv_timeout(Duration::from_millis(50)) {
                    Ok(bytes) => return Supply::Bytes(bytes),
                    Err(RecvTimeoutError::Disconnected) => return Supply::End,
                    Err(RecvTimeoutError::Timeout) if interrupt.load(Ordering::Relaxed) => {
                        return Supply::Nothing;
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                }
            },
        }
    }
}

/// Debugs a program.
///
/// # Errors
/// A [`Failure`] before the session; what goes wrong in it is a message.
pub fn step(options: &Options) -> Result<u8, Failure> {
    let script = match &options.commands {
        Some(path) => {
            Some(std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?)
        }
        None => None,
    };
    if script.is_none() && options.program.as_os_str() == "-" {
        return Err(Failure::Plain("standard input has the commands: name a program".to_string()));
    }
    let machine_options = options.machine.with_file()?;
    let loaded = load(&options.program, &machine_options, Config::default(), Dialect::default())?;
    let console = match &options.console {
        Some(path) => {
            Console::Ready(std::fs::read(path).map_err(|error| Failure::file(path, error))?)
        }
        None if script.is_none() => Console::Commands,
        None if loaded.from_stdin => Console::Ready(Vec::new()),
        None => Console::Stdin,
    };
    let interrupt = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupt);
    // A second Ctrl-C before the first has been seen ends the session.
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(super::INTERRUPTED.into());
        }
    })
    .map_err(|error| Failure::Plain(format!("Ctrl-C cannot be caught: {error}")))?;
    let budget = options.history.saturating_mul(1 << 20);
    let debugger = Debugger::new(&loaded.image, loaded.machine(), budget);
    let mut stepper = Stepper::new(debugger, &loaded, console, &interrupt);
    stepper.begin()?;
    match script {
        Some(script) => {
            for line in script.lines() {
                if echo(&mut stepper, line)? == Flow::Quit {
                    break;
                }
            }
        }
        None => converse(&mut stepper, &interrupt)?,
    }
    stepper.end()?;
    Ok(DONE)
}

/// Commands from standard input: with a prompt on a terminal, else repeated in the output.
fn converse(stepper: &mut Stepper, interrupt: &AtomicBool) -> Result<(), Failure> {
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
fn echo(stepper: &mut Stepper, line: &str) -> Result<Flow, Failure> {
    if !line.trim_start().starts_with('#') {
        print_bytes(format!("> {line}").trim_end().as_bytes())?;
        print_bytes(b"\n")?;
    }
    stepper.execute(line)
}
