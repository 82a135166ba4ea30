//! What the SystemVerilog twin in `rtl-model/` takes from the model's tables.
//!
//! The files here are generated and committed; `tests/rtl.rs` fails when one of them is stale.
//! Nothing in them depends on a machine's parameters.

#![warn(missing_docs)]

pub mod digest;
pub mod package;
pub mod probe;
pub mod straps;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Where it belongs, from the repository's root.
    pub path: &'static str,
    /// Its contents.
    pub text: String,
}

/// Every generated file of `rtl-model/`.
pub fn generated() -> Vec<Generated> {
    vec![
        Generated { path: "rtl-model/conscycle_gen_pkg.sv", text: package::text() },
        Generated { path: "rtl-model/tb/signals.vlt", text: probe::verilator_config() },
        Generated { path: "rtl-model/tb/signals.h", text: probe::header() },
        Generated { path: "rtl-model/tb/straps.svh", text: straps::text() },
    ]
}
