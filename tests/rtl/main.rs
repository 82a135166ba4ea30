//! The SystemVerilog twin.

#[path = "../support/mod.rs"]
mod support;

mod chip;
mod generated;
mod lockstep;
mod reports;
