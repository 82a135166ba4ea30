//! `conscycle man`: the command line's manual pages.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::examples::examples;
use super::exit::DONE;
use super::failure::Failure;
use super::streams::print_bytes;

/// Options of `man`.
#[derive(Debug, Args)]
pub struct Options {
    /// Write a page for each command into this folder, which is made if it is not there
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// Prints the page of `command`, or writes all pages.
///
/// # Errors
/// A [`Failure`] if they cannot be written.
pub fn man(options: &Options, command: Command) -> Result<u8, Failure> {
    let command = command.disable_help_subcommand(true);
    let mut command = command.mut_subcommands(|command| match command.get_after_long_help() {
        Some(text) => {
            let text = separated(&text.to_string());
            command.after_long_help(text)
        }
        None => command,
    });
    // Gives each command the name under which its page is found.
    command.build();
    match &options.output {
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| Failure::output(folder, &error))?;
            write_all(folder, &command)?;
        }
        None => print_bytes(&page(&Man::new(command.clone()), &command)?)?,
    }
    Ok(DONE)
}

/// Writes the page of a command, and those of the commands that it has.
fn write_all(folder: &Path, command: &Command) -> Result<(), Failure> {
    let mut commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    commands.try_for_each(|command| write_all(folder, command))?;
    write(folder, command)
}

/// Writes the page of one command.
fn write(folder: &Path, command: &Command) -> Result<(), Failure> {
    let man = Man::new(command.clone());
    let path = folder.join(man.get_filename());
    std::fs::write(&path, page(&man, command)?).map_err(|error| Failure::output(&path, &error))
}

/// A page, with the command's examples at its end.
fn page(man: &Man, command: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    let mut section = Roff::new();
    let examples = examples(command.get_name());
    if !examples.is_empty() {
        section.control("SH", ["EXAMPLES"]);
    }
    for (line, what) in examples {
        section.control("TP", []);
        section.text([bold(format!("conscycle {line}"))]);
        section.text([roman(*what)]);
    }
    let rendered = man.render(&mut page).and_then(|()| section.to_writer(&mut page));
    rendered.map_err(|error| Failure::Plain(format!("the page: {error}")))?;
    Ok(page)
}

/// A list with an empty line before each entry: a page runs other lines together.
fn separated(text: &str) -> String {
    let mut page = String::new();
    let mut ends = false;
    for line in text.lines() {
        if ends && !line.starts_with(' ') {
            page.push('\n');
        }
        ends = line.starts_with(' ') || line.ends_with(':');
        page.push_str(line);
        page.push('\n');
    }
    page
}
