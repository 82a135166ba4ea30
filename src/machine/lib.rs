//! A tagged-pointer Lisp machine, clocked cycle by cycle.
//!
//! The vocabulary comes first: words, objects, frames of the CLINK chain, the table of primitives, a
//! machine's parameters, and the bundles between its units. [`units`] has a file for each unit, `wiring`
//! joins them to a [`Machine`], [`signals`] is the list of everything there is to see of it, and a
//! [`probe::Probe`] looks. Nothing here does I/O or knows the time.

mod command;
pub mod config;
pub mod frame;
pub mod layout;
pub mod notes;
pub mod numbered;
pub mod object;
pub mod parameter;
pub mod ports;
pub mod primitives;
pub mod probe;
pub mod signals;
pub mod units;
pub mod utilisation;
mod wiring;
pub mod word;

pub use wiring::{Collection, Control, Kept, Machine, ROOTS, Registers, Stop, record, root_names};
