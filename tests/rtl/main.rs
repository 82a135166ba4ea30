//! The SystemVerilog twin.

#[path = "../support/mod.rs"]
mod support;

mod campaign;
mod chip;
mod floats;
mod fpu;
mod generated;
mod lockstep;
mod reports;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name}={text}: no number")),
        Err(_) => default,
    }
}
