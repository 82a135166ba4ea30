//! How a testbench reads the RTL's signals: by their names, without a port in any unit.
//!
//! A signal `unit.name` is the register `u_unit.name_q` of the module `cc_top`, in the module
//! `cc_unit`; `EXCEPTIONS` has the others. A configuration file for Verilator makes these variables
//! public, and a C++ header reads them where they are.

use std::fmt::Write as _;

use super::digest::{CHAIN, KEYS, STRETCH};
use super::package::{NOTICE, UNIT_MODULES};
use conscycle_machine::signals::{SIGNALS, STATE, UNIT_STATES};

/// Verilator's name of the instance of `cc_top`: in the testbench's module.
const TOP: &str = "cc_tb__DOT__u_top";

/// Signals whose variable has another name: path, and variable in the unit's module.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("memory.operation", "operation"),
    ("memory.grant", "grant"),
    ("memory.address", "address"),
    ("memory.count", "count"),
    ("memory.data0", "data0"),
    ("memory.data1", "data1"),
    ("memory.data2", "data2"),
    ("memory.data3", "data3"),
    ("console.output_valid", "output_valid"),
    ("console.output", "output_byte"),
    ("console.output_channel", "output_channel"),
];

/// Registers that are no signals: compared when the machine halts.
const VALUE: &str = "arbiter.value";

/// The variable of a signal in its unit's module.
fn variable(path: &str) -> (&str, String) {
    let (unit, name) = path.split_once('.').unwrap_or((path, ""));
    let exception = EXCEPTIONS.iter().find(|(known, _)| *known == path);
    (unit, exception.map_or_else(|| format!("{name}_q"), |(_, variable)| (*variable).to_string()))
}

/// Every path to be read but `arbiter.state`, which is computed.
fn paths() -> impl Iterator<Item = (usize, String)> {
    SIGNALS.iter().map(|signal| signal.path()).enumerate().filter(|&(i, _)| i != STATE)
}

/// Verilator's name of a signal's variable in the class of the whole design.
fn member(path: &str) -> String {
    let (unit, variable) = variable(path);
    format!("r.{TOP}__DOT__u_{unit}__DOT__{variable}")
}

/// The configuration file for Verilator.
pub fn verilator_config() -> String {
    let mut text = format!("// {NOTICE}\n`verilator_config\n");
    for path in paths().map(|(_, path)| path).chain([VALUE.to_string()]) {
        let (unit, variable) = variable(&path);
        let _ = writeln!(text, "public_flat_rd -module \"cc_{unit}\" -var \"{variable}\"");
    }
    let _ = writeln!(text, "public_flat_rw -module \"cc_ram\" -var \"mem_q\"");
    text
}

/// The C++ header. `Root` is Verilator's class of the whole design.
pub fn header() -> String {
    let mut text = format!(
        "// {NOTICE}\n\
         //\n\
         // Every signal of the RTL, read where Verilator keeps it, and the fingerprint of a cycle.\n\
         #pragma once\n\n\
         #include <cstdint>\n\n\
         namespace cc {{\n\n\
         constexpr unsigned kSignals = {};\n\
         constexpr std::uint64_t kStretch = {STRETCH};\n\n",
        SIGNALS.len()
    );
    text.push_str(
        "// The number of the state of the unit that holds the token, among those of all units.\n\
         template <typename Root>\n\
         inline std::uint32_t state_number(const Root& r) {\n",
    );
    let _ = writeln!(text, "  switch ({}) {{", member("arbiter.owner"));
    let mut first = 0;
    for (number, (unit, names)) in UNIT_MODULES.iter().zip(UNIT_STATES).enumerate() {
        let state = match names.len() {
            1 => String::new(),
            _ => format!(" + {}", member(&format!("{unit}.state"))),
        };
        let _ = writeln!(text, "    case {number}: return {first}{state};");
        first += names.len();
    }
    text.push_str("    default: return UINT32_MAX;\n  }\n}\n\n");
    text.push_str(
        "template <typename Root>\n\
         inline void sample(const Root& r, std::uint32_t* values) {\n\
         \x20 values[0] = state_number(r);\n",
    );
    for (i, path) in paths() {
        let _ = writeln!(text, "  values[{i}] = {};", member(&path));
    }
    text.push_str("}\n\n");
    let _ = writeln!(text, "template <typename Root>");
    let _ = writeln!(text, "inline std::uint32_t last_value(const Root& r) {{");
    let _ = writeln!(text, "  return {};\n}}\n", member(VALUE));
    fingerprint(&mut text);
    text.push_str("}  // namespace cc\n");
    text
}

/// The function that takes a cycle into the fingerprint: see [`Digest`](super::digest::Digest).
fn fingerprint(text: &mut String) {
    text.push_str(
        "inline std::uint64_t product(std::uint32_t a, std::uint32_t b) {\n\
         \x20 return static_cast<std::uint64_t>(a) * b;\n\
         }\n\n\
         // The fingerprint of the cycles so far, and of this one.\n\
         template <typename Root>\n\
         inline std::uint64_t digest(const Root& r, std::uint64_t before) {\n\
         \x20 std::uint64_t sum = 0;\n",
    );
    let value = |i: usize| match SIGNALS.get(i) {
        Some(signal) if i != STATE => format!("{} + {:#010x}u", member(&signal.path()), KEYS[i]),
        _ => format!("{:#010x}u", KEYS[i]),
    };
    for i in (0..KEYS.len()).step_by(2) {
        let _ =
            writeln!(text, "  sum += product({},\n                 {});", value(i), value(i + 1));
    }
    let _ = writeln!(text, "  const std::uint64_t chain = before * {CHAIN:#x}u;");
    text.push_str("  return (chain << 23 | chain >> 41) + sum;\n}\n\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_signals() {
        for (path, _) in EXCEPTIONS {
            assert!(SIGNALS.iter().any(|signal| signal.path() == *path), "{path} is no signal");
        }
    }
}
