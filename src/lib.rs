//! conscycle: a cycle-accurate simulator of a tagged-pointer Lisp machine.

pub mod config;
pub mod frame;
pub mod machine;
pub mod object;
pub mod ports;
pub mod primitives;
pub mod probe;
pub mod reader;
pub mod units;
pub mod word;
