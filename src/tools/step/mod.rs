//! `conscycle step`: the line debugger.

mod commands;
mod execute;
mod files;
mod tell;

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::DONE;
use super::failure::Failure;
use super::host::{Host, HostOptions};
use super::load::load;
use super::options::MachineOptions;
use super::session::print_bytes;
use crate::debugger::Debugger;
use crate::host::{Line, Services, Supply};
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
    host: HostOptions,
    #[command(flatten)]
    machine: MachineOptions,
}

/// The program's host, which waits until Ctrl-C.
struct Patient<'a> {
    host: Host,
    interrupt: &'a AtomicBool,
    /// Where input comes from: the command `input`.
    commands: bool,
}

impl Patient<'_> {
    /// Asks until there is something, or Ctrl-C.
    fn wait<T: PartialEq>(&mut self, later: T, ask: impl Fn(&mut Host) -> T) -> T {
        loop {
            let answer = ask(&mut self.host);
            if answer != later || self.commands || self.interrupt.load(Ordering::Relaxed) {
                return answer;
            }
        }
    }
}

impl Services for Patient<'_> {
    fn input(&mut self) -> Supply {
        self.wait(Supply::Later, Host::input)
    }

    fn line(&mut self, prompt: &[u8]) -> Line {
        self.wait(Line::Later, |host| host.line(prompt))
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        self.host.file(path)
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.host.argument(index)
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
    let loaded = load(&options.program, &machine_options, None)?;
    let arguments = &loaded.arguments(&options.host);
    let commands = options.console.is_none() && script.is_none();
    let host = match &options.console {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| Failure::file(path, error))?;
            Host::ready(&bytes, arguments)
        }
        None if script.is_none() => Host::elsewhere(arguments),
        None if loaded.from_stdin => Host::ready(&[], arguments),
        None => Host::stdin(arguments),
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
    let mut machine = loaded.machine();
    options.host.interrupt(&mut machine);
    let debugger = Debugger::new(&loaded.image, machine, budget);
    let host = Patient { host, interrupt: &interrupt, commands };
    let mut stepper = Stepper::new(debugger, &loaded, host, &interrupt);
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
