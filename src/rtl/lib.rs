//! What the SystemVerilog twin in `rtl-model/` takes from the model's tables.
//!
//! The files here are generated and committed; `tests/rtl/generated.rs` fails when one of them is
//! stale. Nothing in them depends on a machine's options: widths follow from `cc_config_pkg`.

pub mod digest;
pub mod package;
pub mod probe;
pub mod registers;
pub mod straps;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Where it belongs, from the repository's root.
    pub path: String,
    /// Its contents.
    pub text: String,
}

/// Every generated file of `rtl-model/`.
pub fn generated() -> Vec<Generated> {
    let generated = |path: &str, text| Generated { path: path.to_string(), text };
    [
        generated("rtl-model/conscycle_gen_pkg.sv", package::text()),
        generated("rtl-model/tb/signals.vlt", probe::verilator_config()),
        generated("rtl-model/tb/signals.h", probe::header()),
        generated("rtl-model/gen/cc_tb_straps.svh", straps::text()),
    ]
    .into_iter()
    .chain(registers::files())
    .collect()
}
