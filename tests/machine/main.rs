//! The machine, cycle by cycle, and what is written about it.

#[path = "../support/mod.rs"]
mod support;

mod clock;
mod digits;
mod how;
mod layout;
mod manual;
mod programs;
mod properties;
mod quick;
mod readme;
mod traps;
mod workloads;
