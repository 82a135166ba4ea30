//! `conscycle profile`: where a run's cycles and words go.

use std::path::PathBuf;

use clap::Args;

use crate::config::Config;
use crate::firmware::Dialect;
use crate::picture::heap::{Subject, draw};
use crate::probe::heap::HeapProbe;
use crate::tools::failure::Failure;
use crate::tools::load::load;
use crate::tools::observers::distinct;
use crate::tools::options::MachineOptions;
use crate::tools::run::{exit_code, report};
use crate::tools::session::Session;

/// Options of `profile`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp program, an image (JSON or hex), or - for standard input
    program: PathBuf,
    /// Draw the heap and the pauses over time, as SVG
    #[arg(long, value_name = "FILE")]
    svg: PathBuf,
    /// Stop after this many cycles, with exit code 3
    #[arg(long, value_name = "CYCLES")]
    max_cycles: Option<u64>,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Runs a program and tells where its time went.
///
/// # Errors
/// A [`Failure`] before or beside the run; a trap is an exit code.
pub fn profile(options: &Options) -> Result<u8, Failure> {
    distinct([options.program.as_path(), options.svg.as_path()].into_iter())?;
    let machine_options = options.machine.with_file()?;
    let loaded = load(&options.program, &machine_options, Config::default(), Dialect::default())?;
    let mut machine = loaded.machine();
    let mut session = Session::new(true, loaded.from_stdin)?;
    let mut heap = HeapProbe::default();
    let end = session.run(&mut machine, &mut heap, options.max_cycles.unwrap_or(u64::MAX))?;
    let picture = draw(&Subject {
        program: &loaded.name,
        dialect: loaded.dialect.name(),
        image_words: loaded.image.words.len() as u32,
        machine: &machine,
        heap: &heap,
    });
    std::fs::write(&options.svg, picture).map_err(|error| Failure::file(&options.svg, error))?;
    report(&machine, &loaded.image, &session.console, end)?;
    Ok(exit_code(&machine, end))
}
