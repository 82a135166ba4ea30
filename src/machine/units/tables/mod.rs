//! The tables of the units: all that is declared of them.

pub mod alu;
pub mod apply;
pub mod arbiter;
pub mod clink;
pub mod console;
pub mod define;
pub mod digits;
pub mod eval;
pub mod eval_args;
pub mod fetch_object;
pub mod fpu;
pub mod inline;
pub mod memory;
pub mod note;
pub mod primitive;
pub mod special;
pub mod sweeper;
pub mod trap;
