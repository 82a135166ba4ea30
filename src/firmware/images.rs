//! Builds the firmware images: runs the texts in this folder on the machine, and writes what then stands
//! in memory as an image, for each word size and namespace that it is for.

use std::path::Path;

use conscycle_image::builder::Builder;
use conscycle_image::compact::{self, Keep};
use conscycle_image::names::symbols_in_table;
use conscycle_image::printer::Printer;
use conscycle_image::reader::{self, Datum, Span, Syntax};
use conscycle_image::seal::{self, Sharing};
use conscycle_image::{Image, symbol_table};
use conscycle_machine::Machine;
use conscycle_machine::config::{Code, Collector, Config, Namespace};
use conscycle_machine::object::{FunctionKind, function_header};
use conscycle_machine::ports::Halt;
use conscycle_machine::word::{NIL, Word, WordSize};

/// One firmware: texts that are run one after the other.
struct Firmware {
    name: &'static str,
    texts: &'static [&'static [&'static str]],
    words: &'static [WordSize],
    /// Words of memory to build it in, where words are wide.
    memory: u32,
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
        memory: 1 << 18,
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
        memory: 1 << 18,
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
        memory: 1 << 18,
        namespaces: &[Namespace::Lisp1],
        keep: Keep::Entry,
        has_entry: true,
        has_table: false,
    },
    Firmware {
        name: "euler",
        texts: &[
            CORE,
            &["expand.lisp"],
            NUMBERS,
            ELEMENTARY,
            &[
                "symbols.lisp",
                "host.lisp",
                "converse.lisp",
                "euler/data.lisp",
                "euler/compare.lisp",
                "euler/printer.lisp",
                "euler/reader.lisp",
                "euler/compile.lisp",
                "euler/lift.lisp",
                "euler/strings.lisp",
                "euler/shell.lisp",
                "euler/arithmetic.lisp",
            ],
            EULER_LIBRARY,
            &["euler/start.lisp"],
        ],
        words: &[WordSize::W64],
        memory: 1 << 22,
        namespaces: &[Namespace::Lisp1],
        keep: Keep::Entry,
        has_entry: true,
        has_table: false,
    },
];

/// The library of the euler dialect, in EulerLisp: it is read, compiled and run by the dialect's firmware.
const EULER_LIBRARY: &[&str] = &[
    "euler/library/macros.lisp",
    "euler/library/functions.lisp",
    "euler/library/lists.lisp",
    "euler/library/vectors.lisp",
    "euler/library/numbers.lisp",
    "euler/library/streams.lisp",
    "euler/library/sorting.lisp",
    "euler/library/primes.lisp",
    "euler/library/theory.lisp",
    "euler/library/figurate.lisp",
    "euler/library/totients.lisp",
    "euler/library/pqueue.lisp",
];

/// The variable whose value arithmetic falls back on.
const FALLBACKS: &str = "%fallbacks";

/// Builds all of them; an error is one of the build.
pub fn build_images() {
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
            let memory = match word {
                WordSize::W16 => 1 << 16,
                _ => firmware.memory,
            };
            let collector = Collector::None;
            // The images are for machines of both kinds: there are no notes in them.
            let code = Code::Lists;
            let config = Config { word, namespace, memory, code, collector, ..Config::default() };
            // What lints are looked for in is never run: an empty image does.
            let empty = || Builder::new(config).finish();
            let image = if cfg!(clippy) { empty() } else { build(firmware, config)? };
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
        if EULER_LIBRARY.contains(&name) {
            image.fallback = fallbacks(&image);
            image = load_library(
                compact::compact(&Image { entry: NIL, ..image }, Keep::Bound),
                name,
                text,
            )?;
            continue;
        }
        let forms = reader::read_all(&text).map_err(|error| {
            let (line, column) = reader::line_column(&text, error.span().start);
            format!("{name}:{line}:{column}: {error}")
        })?;
        for form in &forms {
            image = compact::compact(&Image { entry: NIL, ..image }, Keep::Bound);
            image = run(image, name, &text, form)?;
        }
    }
    image.fallback = fallbacks(&image);
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
    no_environments(&image)?;
    Ok(image)
}

/// An image's environments would be unknown to quick evaluation, which keeps account of every variable that one
/// binds: section 15 of the manual.
fn no_environments(image: &Image) -> Result<(), String> {
    let header = function_header(FunctionKind::Closure);
    let word = |address: u32| image.words[address as usize];
    let closure = compact::addresses(image)
        .find(|&address| word(address) == header && !word(address + 3).is_nil());
    closure.map_or(Ok(()), |address| {
        let printer_of = |machine: &Machine| {
            Printer::new(&machine.memory, &image.config).print(word(address + 2))
        };
        let parameters = printer_of(&image.machine(image.config));
        Err(format!(
            "the function of {parameters} has variables around it, which no image can have"
        ))
    })
}

/// Words of memory for a text of the euler dialect's library, which is compiled as a whole.
const LIBRARY_MEMORY: u32 = 1 << 24;

/// The VECTOR that arithmetic falls back on, if the texts so far have made one.
fn fallbacks(image: &Image) -> Word {
    image
        .symbols
        .get(FALLBACKS)
        .map_or(NIL, |symbol| image.words[image.words[symbol.0 as usize + 1].0 as usize + 2])
}

/// Hands a text to the euler dialect's firmware, as a string.
fn load_library(image: Image, name: &str, text: String) -> Result<Image, String> {
    let span = Span { start: 0, end: 0 };
    let operator = Syntax { datum: Datum::Symbol("load-library".to_string()), span };
    let string = Syntax { datum: Datum::String(text.into_bytes()), span };
    let form = Syntax { datum: Datum::List { items: vec![operator, string], tail: None }, span };
    let config = image.config;
    let roomy = Config { memory: LIBRARY_MEMORY, ..config };
    let mut image = run(Image { config: roomy, ..image }, name, "", &form)?;
    // A program can not name them once the library is sealed; tools can.
    let names = symbols_in_table(&image.machine(roomy), &image).into_iter();
    image.inner.extend(names.filter(|(name, _)| name.len() > 1 && name.starts_with('%')));
    Ok(Image { config, ..compact::compact(&Image { entry: NIL, ..image }, Keep::Bound) })
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
