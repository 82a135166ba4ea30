//! Builds the firmware images: runs the texts in this folder on the machine, and writes what then stands
//! in memory as an image, for each word size and namespace that it is for.

use std::path::Path;

use conscycle_image::builder::Builder;
use conscycle_image::compact::{self, Keep};
use conscycle_image::printer::Printer;
use conscycle_image::reader::{self, Syntax};
use conscycle_image::seal::{self, Sharing};
use conscycle_image::{Image, symbol_table};
use conscycle_machine::config::{Code, Collector, Config, Namespace};
use conscycle_machine::ports::Halt;
use conscycle_machine::word::{NIL, WordSize};

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

/// The numbers that are no immediates. 16-bit words have no memory for them: there these are left out.
const NUMBERS: &[&str] = &[
    "numbers/integers.lisp",
    "numbers/rationals.lisp",
    "numbers/floats.lisp",
    "numbers/fallback.lisp",
    "numbers/functions.lisp",
    "numbers/general.lisp",
    "numbers/text.lisp",
];

/// The elementary functions, in addition.
const ELEMENTARY: &[&str] = &["numbers/exponentials.lisp", "numbers/angles.lisp"];

const FIRMWARE: &[Firmware] = &[
    Firmware {
        name: "core",
        texts: &[CORE, &["expand.lisp"], NUMBERS, ELEMENTARY, &["symbols.lisp", "intern.lisp"]],
        words: &WordSize::ALL,
        namespaces: &[Namespace::Lisp2, Namespace::Lisp1],
        keep: Keep::Bound,
        has_entry: false,
        has_table: false,
    },
    Firmware {
        name: "shell",
        texts: &[
            CORE,
            &["expand.lisp"],
            NUMBERS,
            ELEMENTARY,
            &[
                "features.lisp",
                "symbols.lisp",
                "host.lisp",
                "converse.lisp",
                "read.lisp",
                "shell.lisp",
            ],
        ],
        words: &WordSize::ALL,
        namespaces: &[Namespace::Lisp2, Namespace::Lisp1],
        keep: Keep::Bound,
        has_entry: true,
        has_table: true,
    },
    Firmware {
        name: "mal",
        texts: &[
            CORE,
            &["expand.lisp"],
            NUMBERS,
            &[
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

/// The variable whose value arithmetic falls back on.
const FALLBACKS: &str = "%fallbacks";

fn main() {
    for firmware in FIRMWARE {
        for text in firmware.texts.concat() {
            println!("cargo::rerun-if-changed={text}");
        }
        if let Err(message) = build_all(firmware) {
            println!("cargo::error={message}");
        }
    }
}

fn build_all(firmware: &Firmware) -> Result<(), String> {
    let directory = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    for &word in firmware.words {
        for &namespace in firmware.namespaces {
            let memory = 1 << if word == WordSize::W16 { 16 } else { 18 };
            let collector = Collector::None;
            // The images are for machines of both kinds: there are no notes in them.
            let code = Code::Lists;
            let config = Config { word, namespace, memory, code, collector, ..Config::default() };
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
    let mut image = Builder::new(config).finish();
    let mut texts = firmware.texts.concat();
    if config.word == WordSize::W16 {
        texts.retain(|text| !NUMBERS.contains(text) && !ELEMENTARY.contains(text));
    }
    for name in texts {
        let text = std::fs::read_to_string(name).map_err(|error| format!("{name}: {error}"))?;
        let forms = reader::read_all(&text).map_err(|error| {
            let (line, column) = reader::line_column(&text, error.span().start);
            format!("{name}:{line}:{column}: {error}")
        })?;
        for form in &forms {
            image = compact::compact(&Image { entry: NIL, ..image }, Keep::Bound);
            image = run(image, name, &text, form)?;
        }
    }
    if let Some(symbol) = image.symbols.get(FALLBACKS) {
        image.fallback = image.words[image.words[symbol.0 as usize + 1].0 as usize + 2];
    }
    if !firmware.has_entry {
        image.entry = NIL;
    }
    // What the texts are written in is not for programs.
    image.symbols.remove("defn");
    // The symbols of a firmware that keeps its entry only are out of programs' reach anyhow.
    if firmware.keep == Keep::Bound {
        // A shell leaves little of the memory that 16 bits can address.
        let tight = firmware.has_table && config.word == WordSize::W16;
        image = seal::seal(&image, if tight { Sharing::All } else { Sharing::Scopes })?;
    }
    let mut image = compact::compact(&image, firmware.keep);
    if firmware.has_table {
        symbol_table::enter_symbols(&mut image)?;
    }
    image.check().map_err(|error| error.to_string())?;
    Ok(image)
}

/// Runs a form of a text. The image's entry is then its value.
fn run(image: Image, name: &str, text: &str, form: &Syntax) -> Result<Image, String> {
    let config = image.config;
    let mut builder = Builder::from_image(&image, config);
    builder.program(name, text, std::slice::from_ref(form)).map_err(|error| {
        let (line, column) = reader::line_column(text, error.span.start);
        format!("{name}:{line}:{column}: {error}")
    })?;
    let image = builder.finish();
    let mut machine = image.machine(config);
    machine.run(1_000_000_000);
    if machine.arbiter.halt != Halt::Done {
        let culprit = Printer::new(&machine.memory, &config).print(machine.value);
        return Err(format!("{name}: halted with {:?}: {culprit}", machine.trap.cause));
    }
    let words = machine.memory.words().range(0..machine.memory.free as usize).collect();
    let image = Image { words, entry: machine.value, ..image };
    image.check().map_err(|error| format!("{name}: {error}"))?;
    Ok(image)
}
