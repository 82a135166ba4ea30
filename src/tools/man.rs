//! `conscycle man`: the command line's manual pages.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::{Man, generate_to};

use super::DONE;
use super::failure::Failure;
use super::session::print_bytes;

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
    let command = command.mut_subcommands(|command| match command.get_after_help() {
        Some(text) => {
            let text = separated(&text.to_string());
            command.after_help(text)
        }
        None => command,
    });
    match &options.output {
        Some(folder) => {
            let pages = std::fs::create_dir_all(folder).and_then(|()| generate_to(command, folder));
            pages.map_err(|error| Failure::file(folder, error))?;
        }
        None => {
            let mut page = Vec::new();
            let rendered = Man::new(command).render(&mut page);
            rendered.map_err(|error| Failure::Plain(format!("the page: {error}")))?;
            print_bytes(&page)?;
        }
    }
    Ok(DONE)
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
