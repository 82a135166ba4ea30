//! `conscycle step`: the debugger, line by line or on the full screen.

mod commands;
mod execute;
mod files;
mod line;
mod output;
mod screen;
mod tell;
mod travel;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use clap::Args;

use super::DONE;
use super::failure::Failure;
use super::load::{Loaded, load};
use super::options::MachineOptions;
use super::session::{print_bytes, read_stdin};
use crate::config::Config;
use crate::debugger::{Debugger, Supply};
use crate::firmware::Dialect;
use execute::Stepper;
use output::Lines;
use screen::Screen;
use screen::terminal::Keyboard;

/// Options of `step`.
#[derive(Debug, Args)]
#[command(after_help = commands::summary())]
pub struct Options {
    /// A Lisp program or an image (JSON or hex)
    program: PathBuf,
    /// Take the commands from a file; the program's console then reads standard input
    #[arg(long, value_name = "FILE")]
    commands: Option<PathBuf>,
    /// The line debugger, also on a terminal
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
    let on_screen = script.is_none() && !options.plain && screen::terminal::exists();
    let interrupt = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupt);
    // A second Ctrl-C before the first has been seen ends the session.
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            if on_screen {
                screen::terminal::restore();
            }
            std::process::exit(super::INTERRUPTED.into());
        }
    })
    .map_err(|error| Failure::Plain(format!("Ctrl-C cannot be caught: {error}")))?;
    let budget = options.history.saturating_mul(1 << 20);
    let debugger = Debugger::new(&loaded.image, loaded.machine(), budget);
    if on_screen {
        return full_screen(debugger, &loaded, console, &interrupt);
    }
    let mut stepper = Stepper::new(debugger, &loaded, console, &interrupt, Lines);
    stepper.begin()?;
    match script {
        Some(script) => line::follow(&mut stepper, &script)?,
        None => line::converse(&mut stepper, &interrupt)?,
    }
    stepper.end()?;
    Ok(DONE)
}

/// A session on the screen; what is said at its end stays on the terminal.
fn full_screen(
    debugger: Debugger,
    loaded: &Loaded,
    console: Console,
    interrupt: &AtomicBool,
) -> Result<u8, Failure> {
    let (terminal, guard) = screen::terminal::take()?;
    let screen = Screen::new(terminal, Keyboard, interrupt);
    let mut stepper = Stepper::new(debugger, loaded, console, interrupt, screen);
    let ended = screen::converse(&mut stepper);
    let said = stepper.output.texts.session().len();
    let closed = stepper.end();
    drop(guard);
    for line in &stepper.output.texts.session()[said..] {
        print_bytes(format!("{line}\n").as_bytes())?;
    }
    ended.and(closed).map(|()| DONE)
}
