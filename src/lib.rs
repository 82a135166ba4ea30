//! A cycle-accurate simulator of a tagged-pointer Lisp machine.
//!
//! The machine evaluates lists in hardware: there is no instruction set. `docs/machine.md` in the
//! repository is its reference manual, `ARCHITECTURE.md` the map of this code.
//!
//! ```
//! use conscycle::firmware::{self, Dialect};
//! use conscycle::image::{printer::Printer, reader};
//! use conscycle::machine::{Stop, config::Config};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let config = Config { banks: 1, ..Config::default() };
//! let text = "(define (square x) (* x x)) (map square '(1 2 3))";
//! let mut builder = firmware::builder(Dialect::Core, config)?;
//! builder.program("squares", text, &reader::read_all(text)?)?;
//! let image = builder.finish();
//!
//! let mut machine = image.machine(config);
//! machine.tick(); // one clock cycle
//! assert_eq!(machine.cycle, 1);
//! assert_eq!(machine.run(1_000_000), Stop::Halted);
//! assert_eq!(Printer::new(&machine.memory, &config).print(machine.value), "(1 4 9)");
//! # Ok(())
//! # }
//! ```
//!
//! A [`Probe`](machine::probe::Probe) observes a run cycle by cycle;
//! [`SIGNALS`](machine::signals::SIGNALS) is the list of everything there is to see.

#[cfg(feature = "cli")]
pub mod cli;

pub use conscycle_debugger as debugger;
pub use conscycle_firmware as firmware;
pub use conscycle_image as image;
pub use conscycle_machine as machine;
pub use conscycle_observe as observe;
pub use conscycle_program as program;
pub use conscycle_rtl as rtl;
pub use conscycle_warnings as warnings;
