//! `conscycle profile`: where a run's cycles and words go.

mod stacks;
mod table;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::exit;
use crate::cli::failure::Failure;
use crate::cli::host::HostOptions;
use crate::cli::load::load;
use crate::cli::notices::{Frames, Notices, command};
use crate::cli::options::MachineOptions;
use crate::cli::place::distinct;
use crate::cli::session::Session;
use crate::cli::streams::print_bytes;
use crate::cli::summary::report;
use conscycle_observe::heap_probe::HeapProbe;
use conscycle_observe::picture::heap_picture::{Subject, draw};
use conscycle_observe::profile::ProfileProbe;
use conscycle_program::account;
use conscycle_program::brief::visible;
use conscycle_program::count::{count, size};

/// Options of `profile`.
#[derive(Debug, Args)]
pub struct Options {
    /// A Lisp program, an image (JSON or hex), or - for standard input
    program: PathBuf,
    /// Stop after this many cycles, with exit code 3
    #[arg(long, value_name = "CYCLES", value_parser = count)]
    max_cycles: Option<u64>,
    /// Rows of each table
    #[arg(long, value_name = "ROWS", default_value_t = 15, value_parser = size)]
    top: usize,
    /// Print one JSON object to stdout instead: that of `run`, and the profile in it
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    notices: Notices,
    #[command(flatten)]
    frames: Frames,
    /// Write folded stacks, for flame graphs
    #[arg(long, value_name = "FILE")]
    folded: Option<PathBuf>,
    /// Write a file for speedscope: cycles, and words allocated
    #[arg(long, value_name = "FILE")]
    speedscope: Option<PathBuf>,
    /// Draw the heap and the pauses over time, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    host: HostOptions,
    #[command(flatten)]
    machine: MachineOptions,
}

/// Runs a program and tells where its time went.
///
/// # Errors
/// A [`Failure`] before or beside the run; a trap is an exit code.
pub fn profile(options: &Options) -> Result<u8, Failure> {
    let outputs = [&options.folded, &options.speedscope, &options.svg].into_iter().flatten();
    distinct([&options.program].into_iter().chain(outputs).map(PathBuf::as_path))?;
    let machine_options = options.machine.with_file()?;
    let loaded = load(&options.program, &machine_options, &options.host.arguments, None)?;
    if !options.json {
        options.notices.before(&loaded);
    }
    let mut machine = loaded.machine();
    options.host.interrupts.set(&mut machine);
    let mut session = Session::new(!options.json, options.host.host(&loaded))?;
    let heap = options.svg.as_ref().map(|_| HeapProbe::default());
    let mut probes = (ProfileProbe::new(&loaded.image), heap);
    let end = session.run(&mut machine, &mut probes, options.max_cycles.unwrap_or(u64::MAX))?;
    let (mut probe, heap) = probes;
    let profile = probe.report(&machine);
    if let Some(path) = &options.folded {
        write(path, &stacks::folded(&profile))?;
    }
    if let Some(path) = &options.speedscope {
        write(path, &format!("{}\n", stacks::speedscope(&profile, &loaded.name)))?;
    }
    if let (Some(path), Some(heap)) = (&options.svg, &heap) {
        let picture = draw(&Subject {
            program: &loaded.name,
            dialect: loaded.dialect.name(),
            image_words: loaded.image.words.len() as u32,
            machine: &machine,
            heap,
        });
        write(path, &picture)?;
    }
    if options.json {
        let mut text = account::as_json(
            &machine,
            &loaded,
            &session.console,
            end,
            options.frames.telling(&command()),
        );
        text["profile"] = json!(profile);
        print_bytes(format!("{text:#}\n").as_bytes())?;
    } else {
        session.end_line()?;
        report(&machine, &loaded, end, options.frames)?;
        let table = table::table(&profile, &loaded.name, options.top);
        print_bytes(visible(&table).as_bytes())?;
    }
    Ok(exit::of_run(&machine, end))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::output(path, &error))
}
