//! The machine's units, one file each; `rtl-model/` has one module of the same name for each.
//!
//! A unit is its registers and one `step` function, which reads the old registers of this unit and
//! the inputs it is given, and ends in a [`Command`](crate::ports::Command). Units import words,
//! objects, ports and the primitive table, never each other. No unit does I/O, traces or allocates
//! host memory.

pub mod alu;
pub mod apply;
pub mod arbiter;
pub mod clink;
pub mod console;
pub mod define;
pub mod eval;
pub mod eval_args;
pub mod fetch_object;
pub mod memory;
pub mod primitive;
pub mod special;
pub mod sweeper;
pub mod table;
pub mod tables;
pub mod trap;
