//! The languages on the machine: their programs, their shells, their readers.

#[path = "../support/mod.rs"]
mod support;

mod elementary;
mod euler;
mod expressions;
mod library;
mod mal;
mod numbers;
mod oracle;
mod quasiquote;
mod reading;
mod reals;
mod redefinition;
mod shell;
mod told;
