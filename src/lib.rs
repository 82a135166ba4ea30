//! A cycle-accurate simulator of a tagged-pointer Lisp machine.
//!
//! The machine evaluates lists in hardware: there is no instruction set. `docs/machine.md` in the
//! repository is its reference manual, `ARCHITECTURE.md` the map of this code.
//!
//! ```
//! use conscycle::config::Config;
//! use conscycle::firmware::{self, Dialect};
//! use conscycle::machine::{Machine, Stop};
//! use conscycle::printer::Printer;
//! use conscycle::reader;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = Config { banks: 1, ..Config::default() };
//! let text = "(define (square x) (* x x)) (map square '(1 2 3))";
//! let mut builder = firmware::builder(Dialect::Core, config)?;
//! builder.program("squares", text, &reader::read_all(text)?)?;
//! let image = builder.finish();
//!
//! let mut machine = Machine::new(config, &image.words, image.entry);
//! machine.tick(); // one clock cycle
//! assert_eq!(machine.cycle, 1);
//! assert_eq!(machine.run(1_000_000), Stop::Halted);
//! assert_eq!(Printer::new(&machine.memory, &config).print(machine.value), "(1 4 9)");
//! # Ok(())
//! # }
//! ```
//!
//! A [`probe::Probe`] observes a run cycle by cycle; [`signals::SIGNALS`] is the list of everything
//! there is to see.

pub mod arity;
pub mod builder;
pub mod compact;
pub mod condition;
pub mod config;
pub mod debugger;
pub mod firmware;
pub mod frame;
pub mod hash;
pub mod host;
pub mod image;
mod labels;
pub mod machine;
pub mod names;
pub mod near;
pub mod numbered;
pub mod object;
pub mod picture;
pub mod ports;
pub mod preset;
pub mod primitives;
pub mod printer;
pub mod probe;
pub mod random;
pub mod reader;
pub mod rtl;
pub mod seal;
pub mod signals;
pub mod statistics;
mod symbol_table;
pub mod tools;
pub mod units;
pub mod utilisation;
pub mod warnings;
pub mod word;
