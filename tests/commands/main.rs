//! The commands, as a person or a script meets them.

#[path = "../support/mod.rs"]
mod support;

mod bench;
mod campaign;
mod cli;
mod completions;
mod debugger;
mod documents;
mod goldens;
mod gtkwave;
mod input;
mod limits;
mod lisp;
mod options;
mod picture;
mod profile;
mod progress;
mod recordings;
mod repl;
mod terminal;
mod transactions;
mod whence;
