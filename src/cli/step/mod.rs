//! `conscycle step`: the debugger, line by line or on the full screen.

mod commands;
mod execute;
mod files;
mod line;
mod listing;
mod output;
mod past;
mod patient;
mod screen;
mod signals;
mod tell;
mod travel;

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;

use super::exit::{DONE, HUNG_UP, TRAPPED, of_signal};
use super::failure::Failure;
use super::host::{Host, HostOptions};
use super::input;
use super::load::load;
use super::notices::Notices;
use super::options::MachineOptions;
use super::streams::print_bytes;
use conscycle_debugger::Debugger;
use conscycle_machine::ports::Halt;
use conscycle_program::count::size;
use conscycle_program::{Loaded, Origin};
use execute::Stepper;
use output::Lines;
use patient::Patient;
use screen::Screen;
use screen::terminal::Keyboard;
use signals::Signals;

/// Options of `step`.
#[derive(Debug, Args)]
#[command(after_long_help = commands::summary())]
pub struct Options {
    /// A Lisp program or an image (JSON or hex)
    program: PathBuf,
    /// Take the commands from a file; the program's console then reads standard input
    #[arg(long, value_name = "FILE")]
    commands: Option<PathBuf>,
    /// With --commands: go on after a command that is wrong, and exit with 0 whatever has happened
    #[arg(long, requires = "commands")]
    keep_going: bool,
    /// The line debugger, also on a terminal
    #[arg(long)]
    plain: bool,
    /// The line debugger, whose answers to whence and whither are JSON objects, one a line
    #[arg(long)]
    json: bool,
    /// Let the program's console read a file
    #[arg(long, value_name = "FILE")]
    console: Option<PathBuf>,
    /// Memory for going back, in megabytes: the more, the faster
    #[arg(long, value_name = "MEGABYTES", default_value_t = 256, value_parser = size)]
    history: usize,
    #[command(flatten)]
    notices: Notices,
    #[command(flatten)]
    host: HostOptions,
    #[command(flatten)]
    machine: MachineOptions,
}

impl Options {
    /// The files that are read before the session.
    fn files(&self, loaded: &Loaded) -> BTreeSet<PathBuf> {
        let program = match &loaded.origin {
            Origin::File(path) => Some(path),
            Origin::Stdin | Origin::Text | Origin::Firmware => None,
        };
        let others = [&self.commands, &self.console, &self.machine.config];
        others.into_iter().flatten().chain(program).cloned().collect()
    }
}

/// Debugs a program.
///
/// # Errors
/// A [`Failure`] before the session; what goes wrong in it is a message.
pub fn step(options: &Options) -> Result<u8, Failure> {
    let script = match &options.commands {
        Some(path) => {
            let text = input::read_text(path)?;
            let (path, keeps_going) = (path.clone(), options.keep_going);
            Some(line::Script { path, text, keeps_going })
        }
        None => None,
    };
    if script.is_none() && options.program.as_os_str() == "-" {
        return Err(Failure::Plain("standard input has the commands: name a program".to_string()));
    }
    let machine_options = options.machine.with_file()?;
    let loaded = load(&options.program, &machine_options, &options.host.arguments, None)?;
    options.notices.before(&loaded);
    let arguments = &options.host.arguments(&loaded);
    let commands = options.console.is_none() && script.is_none();
    let host = match &options.console {
        Some(path) => Host::ready(&input::read(path)?, arguments),
        None if script.is_none() => Host::elsewhere(arguments),
        None if loaded.origin == Origin::Stdin => Host::ready(&[], arguments),
        None => Host::stdin(arguments),
    };
    let typed = std::io::stdin().is_terminal();
    let on_screen =
        script.is_none() && !options.plain && !options.json && screen::terminal::exists();
    let signals = Signals::catch(on_screen)?;
    if typed && script.is_none() {
        signals.watch_terminal();
    }
    let budget = options.history.saturating_mul(1 << 20);
    let mut machine = loaded.machine();
    options.host.interrupts.set(&mut machine);
    let debugger = Debugger::new(&loaded.image, machine, budget);
    let host = Patient { host, signals: &signals, commands, read: options.files(&loaded) };
    if on_screen {
        return full_screen(debugger, &loaded, host, &signals);
    }
    let mut stepper = Stepper::new(debugger, &loaded, host, &signals, Lines);
    stepper.json = options.json;
    let ended = stepper.begin().and_then(|()| match &script {
        Some(script) => line::follow(&mut stepper, script, &signals),
        None => line::converse(&mut stepper, &signals),
    });
    let closed = stepper.end();
    let is_trap = stepper.debugger.machine().arbiter.halt == Halt::Trap;
    let code = leave(typed && script.is_none(), &signals, ended, closed)?;
    let is_told = script.is_some_and(|script| !script.keeps_going);
    Ok(if is_told && is_trap && code == DONE { TRAPPED } else { code })
}

/// The end of a session, with its files closed whatever has ended it: the exit code. If its commands
/// were `typed`, and the terminal is gone, nobody is left to be told of an error.
fn leave(
    typed: bool,
    signals: &Signals,
    ended: Result<(), Failure>,
    closed: Result<(), Failure>,
) -> Result<u8, Failure> {
    match ended.and(closed) {
        // What is gone is no terminal any more, if it is asked now.
        Err(_) if typed && signals::is_gone() => Ok(HUNG_UP),
        ended => ended.map(|()| signals.ending().map_or(DONE, of_signal)),
    }
}

/// A session on the screen; what is said at its end stays on the terminal.
fn full_screen(
    debugger: Debugger,
    loaded: &Loaded,
    host: Patient,
    signals: &Signals,
) -> Result<u8, Failure> {
    let (terminal, guard) = screen::terminal::take()?;
    let screen = Screen::new(terminal, Keyboard::new(), signals);
    let mut stepper = Stepper::new(debugger, loaded, host, signals, screen);
    let ended = screen::converse(&mut stepper);
    let said = stepper.output.texts.session().len();
    let closed = stepper.end();
    drop(guard);
    let shown = stepper.output.texts.session()[said..]
        .iter()
        .try_for_each(|line| print_bytes(format!("{line}\n").as_bytes()));
    if signals::is_gone() {
        // It would show its cursor, and panic because it cannot say that there is none.
        std::mem::forget(stepper.output);
    }
    leave(true, signals, ended, closed.and(shown))
}
