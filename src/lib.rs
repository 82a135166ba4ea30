//! conscycle: a cycle-accurate simulator of a tagged-pointer Lisp machine.

pub mod builder;
pub mod compact;
pub mod config;
pub mod firmware;
pub mod frame;
pub mod hash;
pub mod image;
pub mod machine;
pub mod object;
pub mod ports;
pub mod primitives;
pub mod printer;
pub mod probe;
pub mod reader;
pub mod signals;
pub mod tools;
pub mod units;
pub mod word;
