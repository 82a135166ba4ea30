//! Builds the firmware images: reads `src/firmware/core.lisp`, runs it on the machine, and writes
//! what then stands in memory as an image, for each word size and namespace.
//!
//! The machine's own modules are compiled into this script, so that there is one implementation.

#![allow(dead_code, unused_imports)]

use std::path::Path;

#[path = "src/builder.rs"]
mod builder;
#[path = "src/compact.rs"]
mod compact;
#[path = "src/condition/mod.rs"]
mod condition;
#[path = "src/config.rs"]
mod config;
#[path = "src/frame.rs"]
mod frame;
#[path = "src/hash.rs"]
mod hash;
#[path = "src/image.rs"]
mod image;
#[path = "src/machine/mod.rs"]
mod machine;
#[path = "src/names.rs"]
mod names;
#[path = "src/object.rs"]
mod object;
#[path = "src/ports.rs"]
mod ports;
#[path = "src/primitives.rs"]
mod primitives;
#[path = "src/printer.rs"]
mod printer;
#[path = "src/probe/mod.rs"]
mod probe;
#[path = "src/reader/mod.rs"]
mod reader;
#[path = "src/signals.rs"]
mod signals;
#[path = "src/statistics.rs"]
mod statistics;
#[path = "src/units/mod.rs"]
mod units;
#[path = "src/utilisation.rs"]
mod utilisation;
#[path = "src/word.rs"]
mod word;

use config::{Config, Namespace};
use image::Image;
use machine::Machine;
use word::{NIL, WordSize};

const SOURCE: &str = "src/firmware/core.lisp";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    if let Err(message) = build_all() {
        println!("cargo::error={SOURCE}: {message}");
    }
}

fn build_all() -> Result<(), String> {
    let text = std::fs::read_to_string(SOURCE).map_err(|error| error.to_string())?;
    let directory = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    for word in [WordSize::W16, WordSize::W32] {
        for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
            let memory = 1 << if word == WordSize::W16 { 16 } else { 20 };
            let config = Config {
                word,
                namespace,
                memory,
                collector: config::Collector::None,
                ..Config::default()
            };
            let image = build(&text, config)?;
            let name = format!("core-{}-{}.json", word.bits(), namespace.name());
            let path = Path::new(&directory).join(name);
            std::fs::write(path, image.to_json()).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

/// Runs the firmware's source to its end and keeps what its symbols reach.
fn build(text: &str, config: Config) -> Result<Image, String> {
    let forms = reader::read_all(text).map_err(|error| {
        let (line, column) = reader::line_column(text, error.span().start);
        format!("{line}:{column}: {error}")
    })?;
    let mut builder = builder::Builder::new(config);
    builder.program("core.lisp", text, &forms).map_err(|error| {
        let (line, column) = reader::line_column(text, error.span.start);
        format!("{line}:{column}: {error}")
    })?;
    let image = builder.finish();
    let mut machine = Machine::new(config, &image.words, image.entry);
    machine.run(100_000_000);
    if machine.halt != ports::Halt::Done {
        let culprit = printer::Printer::new(&machine.memory, &config).print(machine.value);
        return Err(format!("halted with {:?}: {culprit}", machine.trap.cause));
    }
    let used = machine.memory.free as usize;
    let words = machine.memory.words()[..used].to_vec();
    let image = Image { words, entry: NIL, ..image };
    image.check().map_err(|error| error.to_string())?;
    let image = compact::compact(&image);
    image.check().map_err(|error| error.to_string())?;
    Ok(image)
}
