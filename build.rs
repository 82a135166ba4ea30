//! Builds the firmware images: runs the texts in `src/firmware/` on the machine, and writes what then
//! stands in memory as an image, for each word size and namespace that it is for.
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
#[path = "src/labels.rs"]
mod labels;
#[path = "src/machine/mod.rs"]
mod machine;
#[path = "src/names.rs"]
mod names;
#[path = "src/near.rs"]
mod near;
#[path = "src/numbered.rs"]
mod numbered;
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
#[path = "src/seal.rs"]
mod seal;
#[path = "src/signals/mod.rs"]
mod signals;
#[path = "src/statistics.rs"]
mod statistics;
#[path = "src/symbol_table.rs"]
mod symbol_table;
#[path = "src/units/mod.rs"]
mod units;
#[path = "src/utilisation.rs"]
mod utilisation;
#[path = "src/word.rs"]
mod word;

use compact::Keep;
use config::{Config, Namespace};
use image::Image;
use machine::Machine;
use word::{NIL, WordSize};

/// One firmware: texts that are run one after the other.
struct Firmware {
    name: &'static str,
    texts: &'static [&'static [&'static str]],
    words: &'static [WordSize],
    namespaces: &'static [Namespace],
    /// What is kept of it.
    keep: Keep,
    /// The value of the last text is the expression that a machine starts with.
    has_entry: bool,
    /// Its symbols are put into its own symbol table.
    has_table: bool,
}

/// The core dialect's library.
const CORE: &[&str] =
    &["core/macros.lisp", "core/data.lisp", "core/text.lisp", "core/control.lisp"];

const FIRMWARE: &[Firmware] = &[
    Firmware {
        name: "core",
        texts: &[CORE, &["expand.lisp", "symbols.lisp", "intern.lisp"]],
        words: &[WordSize::W16, WordSize::W32],
        namespaces: &[Namespace::Lisp2, Namespace::Lisp1],
        keep: Keep::Bound,
        has_entry: false,
        has_table: false,
    },
    Firmware {
        name: "shell",
        texts: &[
            CORE,
            &[
                "features.lisp",
                "expand.lisp",
                "symbols.lisp",
                "host.lisp",
                "converse.lisp",
                "read.lisp",
                "shell.lisp",
            ],
        ],
        words: &[WordSize::W16, WordSize::W32],
        namespaces: &[Namespace::Lisp2, Namespace::Lisp1],
        keep: Keep::Bound,
        has_entry: true,
        has_table: true,
    },
    Firmware {
        name: "mal",
        texts: &[
            CORE,
            &[
                "expand.lisp",
                "symbols.lisp",
                "host.lisp",
                "converse.lisp",
                "mal/data.lisp",
                "mal/maps.lisp",
                "mal/reader.lisp",
                "mal/printer.lisp",
                "mal/functions.lisp",
                "mal/compile.lisp",
                "mal/shell.lisp",
            ],
        ],
        words: &[WordSize::W32],
        namespaces: &[Namespace::Lisp1],
        keep: Keep::Entry,
        has_entry: true,
        has_table: false,
    },
];

fn main() {
    // The modules above are this script's own sources, which Cargo watches.
    println!("cargo::rerun-if-changed=src/firmware");
    for firmware in FIRMWARE {
        if let Err(message) = build_all(firmware) {
            println!("cargo::error=src/firmware: {message}");
        }
    }
}

fn build_all(firmware: &Firmware) -> Result<(), String> {
    let directory = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    for &word in firmware.words {
        for &namespace in firmware.namespaces {
            let memory = 1 << if word == WordSize::W16 { 16 } else { 18 };
            let collector = config::Collector::None;
            let config = Config { word, namespace, memory, collector, ..Config::default() };
            let image = build(firmware, config)?;
            let name = format!("{}-{}-{}.json", firmware.name, word.bits(), namespace.name());
            let path = Path::new(&directory).join(name);
            std::fs::write(path, image.to_json()).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

/// Runs the texts form by form and keeps what is wanted of memory. There is no collector: garbage is
/// left out after each form.
fn build(firmware: &Firmware, config: Config) -> Result<Image, String> {
    let mut image = builder::Builder::new(config).finish();
    for name in firmware.texts.concat() {
        let path = Path::new("src/firmware").join(name);
        let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        let forms = reader::read_all(&text).map_err(|error| {
            let (line, column) = reader::line_column(&text, error.span().start);
            format!("{name}:{line}:{column}: {error}")
        })?;
        for form in &forms {
            image = compact::compact(&Image { entry: NIL, ..image }, Keep::Bound);
            image = run(image, name, &text, form)?;
        }
    }
    if !firmware.has_entry {
        image.entry = NIL;
    }
    // What the texts are written in is not for programs.
    image.symbols.remove("defn");
    // The symbols of a firmware that keeps its entry only are out of programs' reach anyhow.
    if firmware.keep == Keep::Bound {
        image = seal::seal(&image)?;
    }
    let mut image = compact::compact(&image, firmware.keep);
    if firmware.has_table {
        symbol_table::enter_symbols(&mut image)?;
    }
    image.check().map_err(|error| error.to_string())?;
    Ok(image)
}

/// Runs a form of a text. The image's entry is then its value.
fn run(image: Image, name: &str, text: &str, form: &reader::Syntax) -> Result<Image, String> {
    let config = image.config;
    let mut builder = builder::Builder::from_image(&image, config);
    builder.program(name, text, std::slice::from_ref(form)).map_err(|error| {
        let (line, column) = reader::line_column(text, error.span.start);
        format!("{name}:{line}:{column}: {error}")
    })?;
    let image = builder.finish();
    let mut machine = Machine::new(config, &image.words, image.entry);
    machine.run(1_000_000_000);
    if machine.halt != ports::Halt::Done {
        let culprit = printer::Printer::new(&machine.memory, &config).print(machine.value);
        return Err(format!("{name}: halted with {:?}: {culprit}", machine.trap.cause));
    }
    let words = machine.memory.words()[..machine.memory.free as usize].to_vec();
    let image = Image { words, entry: machine.value, ..image };
    image.check().map_err(|error| format!("{name}: {error}"))?;
    Ok(image)
}
