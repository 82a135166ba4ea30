//! How a testbench reads the RTL's signals: by their names, without a port in any unit.
//!
//! A signal `unit.name` is the register `name_q` in the instance `u_unit` of the module `cc_unit`;
//! the sweeper's are those of its parts, and `EXCEPTIONS` has lines. A configuration file for Verilator makes these variables
//! public, and a C++ header reads them where they are.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::digest::{CHAIN, FOLD, KEYS, STRETCH};
use super::package::{NOTICE, UNIT_MODULES};
use super::registers::MODULES;
use conscycle_machine::signals::{SIGNALS, STATE, UNIT_STATES};

/// Verilator's name of the instance of `cc_top`: in the testbench's module.
const TOP: &str = "cc_tb__DOT__u_top";

/// Signals that are no registers of their unit's module: path, module, and name there.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("fetch_object.header", "fetch_object", "header"),
    ("fetch_object.field1", "fetch_object", "field1"),
    ("fetch_object.field2", "fetch_object", "field2"),
    ("fetch_object.field3", "fetch_object", "field3"),
    ("memory.wait", "memory", "wait_q"),
    ("memory.operation", "memory", "operation"),
    ("memory.grant", "memory", "grant"),
    ("memory.address", "memory", "address"),
    ("memory.count", "memory", "count"),
    ("memory.data0", "memory", "data0"),
    ("memory.data1", "memory", "data1"),
    ("memory.data2", "memory", "data2"),
    ("memory.data3", "memory", "data3"),
    ("console.output_valid", "console", "output_valid"),
    ("console.output", "console", "output_byte"),
    ("console.output_channel", "console", "output_channel"),
];

/// Registers of the sweeper in its own reader of memory: path, and name there.
const GATHERED: &[(&str, &str)] = &[
    ("sweeper.fetch_address", "address"),
    ("sweeper.fetch_extent", "extent"),
    ("sweeper.fetch_wait", "wait"),
    ("sweeper.fetch_gathered", "gathered"),
    ("sweeper.word0", "header"),
    ("sweeper.word1", "field1"),
    ("sweeper.word2", "field2"),
    ("sweeper.word3", "field3"),
];

/// Registers that are no signals: compared when the machine halts.
const VALUE: &str = "arbiter.value";

/// The variables of a signal, of which it is the OR: module, instance in `cc_top`, and name. They are
/// more than one for the registers that both of the sweeper's collectors have.
fn variables(path: &str) -> Vec<(&'static str, &'static str, String)> {
    if let Some((_, unit, name)) = EXCEPTIONS.iter().find(|(known, _, _)| *known == path) {
        let module = MODULES.iter().find(|module| module.name == *unit);
        return module
            .map(|module| (module.name, module.instance, (*name).to_string()))
            .into_iter()
            .collect();
    }
    let name = path.split_once('.').map_or("", |(_, name)| name);
    if let Some((_, register)) = GATHERED.iter().find(|(known, _)| *known == path) {
        return vec![("fetch_object", "u_sweeper__DOT__u_fetch", format!("{register}_q"))];
    }
    let modules = MODULES.iter().filter(|module| module.has(path));
    modules.map(|module| (module.name, module.instance, format!("{name}_q"))).collect()
}

/// Every path to be read but `arbiter.state`, which is computed.
fn paths() -> impl Iterator<Item = (usize, String)> {
    SIGNALS.iter().map(|signal| signal.path()).enumerate().filter(|&(i, _)| i != STATE)
}

/// A signal's value in the class of the whole design, with Verilator's names.
fn member(path: &str) -> String {
    let variables: Vec<String> = variables(path)
        .into_iter()
        .map(|(_, instance, name)| format!("r.{TOP}__DOT__{instance}__DOT__{name}"))
        .collect();
    match &variables[..] {
        [one] => one.clone(),
        several => format!("({})", several.join(" |\n                 ")),
    }
}

/// The configuration file for Verilator.
pub fn verilator_config() -> String {
    let mut text = format!("// {NOTICE}\n`verilator_config\n");
    let mut seen = HashSet::new();
    for path in paths().map(|(_, path)| path).chain([VALUE.to_string()]) {
        for (module, _, name) in variables(&path) {
            let line = format!("public_flat_rd -module \"cc_{module}\" -var \"{name}\"");
            if seen.insert(line.clone()) {
                let _ = writeln!(text, "{line}");
            }
        }
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
         inline void sample(const Root& r, std::uint64_t* values) {\n\
         \x20 values[0] = state_number(r);\n",
    );
    for (i, path) in paths() {
        let _ = writeln!(text, "  values[{i}] = {};", member(&path));
    }
    text.push_str("}\n\n");
    let _ = writeln!(text, "template <typename Root>");
    let _ = writeln!(text, "inline std::uint64_t last_value(const Root& r) {{");
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
         }\n\n",
    );
    let _ = write!(
        text,
        "// A signal's value in 32 bits.\n\
         template <typename T>\n\
         inline std::uint32_t lane(T value) {{\n\
         \x20 if constexpr (sizeof(T) > 4) {{\n\
         \x20   return static_cast<std::uint32_t>(value) +\n\
         \x20          static_cast<std::uint32_t>(value >> 32) * {FOLD:#x}u;\n\
         \x20 }} else {{\n\
         \x20   return value;\n\
         \x20 }}\n\
         }}\n\n"
    );
    text.push_str(
        "\
         // The fingerprint of the cycles so far, and of this one.\n\
         template <typename Root>\n\
         inline std::uint64_t digest(const Root& r, std::uint64_t before) {\n\
         \x20 std::uint64_t sum = 0;\n",
    );
    let value = |i: usize| match SIGNALS.get(i) {
        Some(signal) if i != STATE => {
            format!("lane({}) + {:#010x}u", member(&signal.path()), KEYS[i])
        }
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
        let exceptions = EXCEPTIONS.iter().map(|(path, _, _)| path);
        for path in exceptions.chain(GATHERED.iter().map(|(path, _)| path)) {
            assert!(SIGNALS.iter().any(|signal| signal.path() == *path), "{path} is no signal");
        }
    }

    #[test]
    fn every_signal_has_a_variable() {
        for (_, path) in paths() {
            assert!(!variables(&path).is_empty(), "{path} is nowhere in the RTL");
        }
    }
}
