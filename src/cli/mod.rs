//! The command line: everything that touches files, the terminal, threads and clocks.

mod bench;
pub mod campaign;
mod check;
mod child;
mod completions;
mod config_file;
mod decode;
mod diff;
mod editing;
mod examples;
mod excerpt;
mod exit;
pub mod failure;
pub mod host;
mod image;
mod input;
mod interrupt;
mod load;
pub mod lockstep;
mod man;
mod notices;
mod observers;
mod options;
mod person;
mod place;
mod profile;
mod progress;
mod repl;
mod run;
mod session;
mod step;
mod streams;
mod summary;
mod terminal;
mod trace_file;
mod values;

use std::ffi::OsString;
use std::io::Write as _;
use std::sync::Arc;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use exit::{DONE, EXIT_CODES, USAGE};
use failure::Failure;
use streams::{lost, say_report};

/// A cycle-accurate simulator of a tagged-pointer Lisp machine.
#[derive(Debug, Parser)]
#[command(name = "conscycle", version, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a program and print its value; with a waveform or a trace if asked for.
    Run(Box<run::Options>),
    /// Talk to the shell on the machine
    Repl(repl::Options),
    /// Step a program forwards and backwards, cycle by cycle: the debugger
    Step(step::Options),
    /// Compare a run with a golden trace, or rewrite the golden.
    Check(check::Options),
    /// Compare two recordings, each a trace, a VCD or an FST file
    Diff(diff::Options),
    /// Compare the model with the RTL in every cycle
    Lockstep(lockstep::Options),
    /// Verify in jobs by ranges of seeds; what is found is made small and kept
    Campaign(campaign::Options),
    /// Run a program and tell where its time went.
    Profile(profile::Options),
    /// Build a program's memory image, as JSON or as hex for $readmemh.
    Image(image::Options),
    /// Measure simulated cycles per second, with and without observers.
    Bench(bench::Options),
    /// Print what a shell needs to complete command lines.
    Completions(completions::Options),
    /// Print the manual page, or write those of all commands.
    Man(man::Options),
}

/// A file that grows beyond the user's limit is an error like a full disk, not the end of the process.
fn catch_file_limit() {
    let caught = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    debug_assert!(caught.is_ok(), "a signal that can be caught");
}

/// Runs the command line; the exit code.
pub fn main() -> u8 {
    catch_file_limit();
    let command = negative_numbers(examples::with_examples(Arguments::command()));
    let parsed = command.try_get_matches_from(words());
    let arguments = parsed.and_then(|matches| Arguments::from_arg_matches(&matches));
    let result = match arguments {
        Ok(arguments) => execute(arguments.command),
        Err(error) => explain(&error),
    };
    result.unwrap_or_else(|failure| {
        say_report(&failure.text_of_report());
        failure.code()
    })
}

/// The words of the command line. `help` has no options, and whoever asks it for help means itself.
fn words() -> Vec<OsString> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    if let [_, first, second] = words.as_mut_slice()
        && first == "help"
        && (second == "--help" || second == "-h")
    {
        *second = first.clone();
    }
    words
}

/// What looks like a negative number is an option's value, which then says what it expects.
fn negative_numbers(command: clap::Command) -> clap::Command {
    command.mut_subcommands(|command| {
        let command = command.mut_args(|argument| {
            let is_value = argument.get_action().takes_values() && !argument.is_positional();
            argument.allow_negative_numbers(is_value)
        });
        negative_numbers(command)
    })
}

/// Prints the help that was asked for, or what is wrong with the command line.
fn explain(error: &clap::Error) -> Result<u8, Failure> {
    let printed = error.print().and_then(|()| std::io::stdout().flush());
    match printed {
        _ if error.use_stderr() => Ok(USAGE),
        Ok(()) => Ok(DONE),
        Err(error) => Err(lost(&error)),
    }
}

fn execute(command: Command) -> Result<u8, Failure> {
    match command {
        Command::Run(options) => run::run(&options),
        Command::Repl(options) => repl::repl(&options),
        Command::Step(options) => step::step(&options),
        Command::Check(options) => check::check(&options),
        Command::Diff(options) => diff::diff(&options),
        Command::Lockstep(options) => lockstep::lockstep(&options),
        Command::Campaign(options) => campaign::campaign(&options),
        Command::Profile(options) => profile::profile(&options),
        Command::Image(options) => image::image(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Completions(options) => completions::completions(&options, Arguments::command()),
        Command::Man(options) => man::man(&options, Arguments::command()),
    }
}
