//! `conscycle repl`: the shell on the machine, with a person, or a file, at the other end.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{self, End};
use super::failure::Failure;
use super::host::Interrupts;
use super::input;
use super::load::{load, load_shell};
use super::notices::Frames;
use super::options::MachineOptions;
use super::session::{Session, Shell};
use super::summary::report_failure;
use super::terminal::Terminal;
use conscycle_firmware::Dialect;
use conscycle_machine::probe::NoProbe;
use conscycle_program::count::count;
use conscycle_program::load::loading;

/// Options of `repl`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp file that the shell is to load before it asks for lines
    #[arg(value_name = "FILE", conflicts_with = "shell")]
    file: Option<PathBuf>,
    /// Repeat the lines read in the output, when they do not come from a terminal
    #[arg(long)]
    echo: bool,
    /// A program to run as the shell, Lisp text or an image, instead of the dialect's
    #[arg(long, value_name = "PROGRAM")]
    shell: Option<PathBuf>,
    /// Stop after this many cycles, with exit code 3
    #[arg(long, value_name = "CYCLES", value_parser = count)]
    max_cycles: Option<u64>,
    #[command(flatten)]
    interrupts: Interrupts,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Runs the shell until its input ends.
///
/// # Errors
/// A [`Failure`] before or beside the run; a trap is an exit code.
pub fn repl(options: &Options) -> Result<u8, Failure> {
    if options.shell.as_ref().is_some_and(|program| program.as_os_str() == "-") {
        let message = "--shell -: standard input has the lines; name a program";
        return Err(Failure::Plain(message.to_string()));
    }
    let machine_options = options.machine.with_file()?;
    let dialect = machine_options.dialect().unwrap_or_default();
    let loaded = match &options.shell {
        Some(program) => load(program, &machine_options, &[], None)?,
        None => load_shell(&machine_options, dialect.config(), dialect)?,
    };
    let mut machine = loaded.machine();
    options.interrupts.set(&mut machine);
    let typed = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let terminal = if typed { Some(Terminal::new(dialect)?) } else { None };
    let first = options.file.as_deref().map(|file| first_line(file, dialect)).transpose()?;
    let image = loaded.image.clone();
    let mut session = Session::shell(Shell { terminal, echo: options.echo, first, image })?;
    let limit = options.max_cycles.unwrap_or(u64::MAX);
    let end = session.run(&mut machine, &mut NoProbe, limit)?;
    if end != End::HungUp {
        session.end_line()?;
    }
    report_failure(&machine, &loaded, end, Frames::default());
    Ok(exit::of_run(&machine, end))
}

/// The line that has the shell load a file.
fn first_line(file: &Path, dialect: Dialect) -> Result<Vec<u8>, Failure> {
    input::open(file)?;
    let Some(name) = file.to_str().filter(|name| !name.contains(['\n', '\x18'])) else {
        return Err(Failure::file(file, "the shell cannot be told this name"));
    };
    Ok(loading(name, dialect).into_bytes())
}
