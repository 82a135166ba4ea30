//! The languages on the machine: their programs, their shells, their readers.

#[path = "../support/mod.rs"]
mod support;

mod mal;
mod oracle;
mod quasiquote;
mod reading;
mod redefinition;
mod shell;
mod told;
