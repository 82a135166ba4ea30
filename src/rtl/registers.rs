//! The registers of each module, as a file that it includes: declarations, reset, clock, root port.
//!
//! A module's logic gives the next value of each register, `name_d`, in one `always_comb`, which
//! begins with a macro: every register keeps its value. A register is reset to zero, which is also the
//! first value of every enumeration, if its unit's table says nothing else.

use std::fmt::Write as _;

use super::Generated;
use super::package::{ENUMERATIONS, NOTICE, camel, width_of};
use conscycle_machine::root_names;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, Signal, TABLES};

/// A module with registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Module {
    /// `cc_` and this is its name.
    pub name: &'static str,
    /// The unit, as the scope of its signals.
    pub unit: &'static str,
    /// Its instance in `cc_top`, as Verilator names it.
    pub instance: &'static str,
    /// Which of the unit's registers it has, with spaces between them; `None`: all of them.
    registers: Option<&'static str>,
}

/// The modules of a unit that is one module.
const fn unit(name: &'static str, instance: &'static str) -> Module {
    Module { name, unit: name, instance, registers: None }
}

/// The sweeper's modules. A register of both collectors has its reset value in the one that a machine
/// does not have: the signal is their OR.
pub const MODULES: [Module; 20] = [
    unit("arbiter", "u_arbiter"),
    unit("eval", "u_eval"),
    unit("fetch_object", "u_fetch_object"),
    unit("eval_args", "u_eval_args"),
    unit("apply", "u_apply"),
    unit("primitive", "u_primitive"),
    unit("special", "u_special"),
    unit("define", "u_define"),
    unit("clink", "u_clink"),
    unit("alu", "u_alu"),
    unit("trap", "u_trap"),
    unit("note", "u_note"),
    unit("inline", "u_inline"),
    unit("digits", "u_digits"),
    unit("fpu", "u_float__DOT__u_fpu"),
    Module { name: "sweeper", unit: "sweeper", instance: "u_sweeper", registers: Some("reading") },
    Module {
        name: "copying",
        unit: "sweeper",
        instance: "u_sweeper__DOT__u_copying",
        registers: Some(
            "state cause kind source second from from_words free queue scan root \
             for_root field0 field1 field2 field3 fields_at field field_count dirty \
             size element old old_size copied remembered pages page_end turn object",
        ),
    },
    Module {
        name: "mark_sweep",
        unit: "sweeper",
        instance: "u_sweeper__DOT__u_mark_sweep",
        registers: Some(
            "state cause scan root for_root field0 field1 field2 field3 field \
             field_count size element object back vector length element_at reversed \
             run list0 list1 list2 list previous available held",
        ),
    },
    unit("console", "u_console"),
    unit("memory", "u_memory"),
];

/// Signals that are no registers of the RTL: functions of other ones.
pub const COMPUTED: [&str; 2] = ["arbiter.state", "memory.wait"];

/// Registers that are no signals: module, name, type, reset.
const UNSEEN: [(&str, &str, &str, &str); 14] = [
    ("arbiter", "value", "word_t", "'0"),
    ("arbiter", "cycle", "cycle_t", "cycle_t'(1)"),
    ("fetch_object", "fresh", "logic", "'0"),
    ("memory", "beat", "logic [1:0]", "'0"),
    ("memory", "phase", "logic [2:0]", "'0"),
    ("memory", "rotation", "logic [1:0]", "'0"),
    ("fpu", "sign", "logic", "'0"),
    ("fpu", "subtracts", "logic", "'0"),
    ("fpu", "known", "known_e", "KnownNot"),
    ("fpu", "exponent", "exponent_t", "'0"),
    ("fpu", "distance", "distance_t", "'0"),
    ("fpu", "significand", "wide_t", "'0"),
    ("fpu", "other", "significand_t", "'0"),
    ("fpu", "remainder", "remainder_t", "'0"),
];

/// What a register is reset to, if that is not zero.
fn reset(signal: &Signal) -> Option<&'static str> {
    let table = TABLES.iter().find(|table| table.name == signal.scope)?;
    let mut registers = table.registers.iter().copied().flatten();
    let register = registers.find(|register| register.name == signal.name)?;
    register.reset.map(|reset| reset.rtl)
}

/// A register of a module.
struct Register {
    name: String,
    kind: String,
    reset: String,
}

impl Module {
    /// Does it have this register of its unit?
    pub fn has(&self, path: &str) -> bool {
        let Some((unit, name)) = path.split_once('.') else { return false };
        let owned =
            self.registers.is_none_or(|names| names.split_whitespace().any(|own| own == name));
        unit == self.unit && owned && !COMPUTED.contains(&path)
    }

    fn registers(&self) -> Vec<Register> {
        let mut registers: Vec<Register> = SIGNALS[..REGISTERS]
            .iter()
            .copied()
            .filter(|signal| self.has(&signal.path()))
            .map(|signal| {
                let (kind, zero) = declaration(self.unit, signal.name, signal.kind);
                let reset = reset(&signal).map_or(zero, str::to_string);
                Register { name: signal.name.to_string(), kind, reset }
            })
            .collect();
        let unseen = UNSEEN.iter().filter(|(module, ..)| *module == self.name);
        registers.extend(unseen.map(|&(_, name, kind, reset)| Register {
            name: name.to_string(),
            kind: kind.to_string(),
            reset: reset.to_string(),
        }));
        registers
    }

    /// The names of its root registers, and those of their numbers.
    fn roots(&self) -> Vec<(String, String)> {
        let own = root_names().into_iter().filter(|path| self.has(path));
        own.map(|path| {
            let name = path.split_once('.').map_or("", |(_, name)| name);
            (name.to_string(), format!("Root{}", camel(&path)))
        })
        .collect()
    }

    /// The file that it includes.
    fn text(&self) -> String {
        let registers = self.registers();
        let width = registers.iter().map(|register| register.kind.len()).max().unwrap_or(0);
        let long = registers.iter().map(|register| register.name.len()).max().unwrap_or(0);
        let keep = format!("CC_{}_KEEP", self.name.to_uppercase());
        let mut text = format!(
            "// {NOTICE}\n\
             //\n\
             // The registers of cc_{}: `_q` now, `_d` next.\n\n",
            self.name
        );
        for Register { name, kind, .. } in &registers {
            let _ = writeln!(text, "  {kind:width$} {name}_d, {name}_q;");
        }
        let _ = writeln!(text, "\n  // Every register keeps its value.\n  `define {keep} \\");
        for (i, Register { name, .. }) in registers.iter().enumerate() {
            let more = if i + 1 == registers.len() { "" } else { " \\" };
            let _ = writeln!(text, "    {name}_d = {name}_q;{more}");
        }
        text.push_str(
            "\n  always_ff @(posedge clk_i or negedge rst_ni) begin\n    if (!rst_ni) begin\n",
        );
        for Register { name, reset, .. } in &registers {
            let _ = writeln!(text, "      {:w$} <= {reset};", format!("{name}_q"), w = long + 2);
        }
        text.push_str("    end else begin\n");
        for Register { name, .. } in &registers {
            let _ = writeln!(text, "      {:w$} <= {name}_d;", format!("{name}_q"), w = long + 2);
        }
        text.push_str("    end\n  end\n");
        self.root_port(&mut text);
        text
    }

    /// Reads the root register with the number `root_i`, and tells which one the sweeper writes.
    fn root_port(&self, text: &mut String) {
        let roots = self.roots();
        if roots.is_empty() {
            return;
        }
        let width = roots.iter().map(|(_, number)| number.len() + 1).max().unwrap_or(0);
        text.push_str(
            "\n  // The root port: the register with this number, and whether it is written.\n  \
             always_comb begin\n    unique case (root_i)\n",
        );
        for (name, number) in &roots {
            let _ = writeln!(text, "      {:width$} root_o = {name}_q;", format!("{number}:"));
        }
        let _ = writeln!(text, "      {:width$} root_o = '0;\n    endcase\n  end\n", "default:");
        for (name, number) in &roots {
            let _ = writeln!(text, "  logic writes_{name};");
            let _ = writeln!(text, "  assign writes_{name} = root_write_i && root_i == {number};");
        }
    }
}

/// The type of a register, and what it is reset to if nothing else is said.
fn declaration(unit: &str, name: &str, kind: Kind) -> (String, String) {
    let zero = "'0".to_string();
    match kind {
        Kind::Word | Kind::Raw => ("word_t".to_string(), zero),
        Kind::Address => ("address_t".to_string(), zero),
        Kind::Bits(1) => ("logic".to_string(), zero),
        Kind::Bits(width) => (format!("logic [{}:0]", width - 1), zero),
        Kind::Enum(names) if name == "state" => {
            (format!("{unit}_state_e"), format!("St{}", names[0]))
        }
        Kind::Enum(names) => match ENUMERATIONS.iter().find(|known| known.names == names) {
            Some(known) => (known.kind.to_string(), format!("{}{}", known.prefix, names[0])),
            None if names.len() == 2 => ("logic".to_string(), zero),
            None => (format!("logic [{}:0]", width_of(names.len()) - 1), zero),
        },
    }
}

/// The file of each module.
pub fn files() -> impl Iterator<Item = Generated> {
    MODULES.iter().map(|module| Generated {
        path: format!("rtl-model/gen/cc_{}_regs.svh", module.name),
        text: module.text(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::package::UNIT_MODULES;
    use super::*;

    #[test]
    fn every_register_has_a_module_and_no_unit_is_left_out() {
        for signal in &SIGNALS[..REGISTERS] {
            let path = signal.path();
            let elsewhere = COMPUTED.contains(&path.as_str()) || path.starts_with("sweeper.");
            let modules = MODULES.iter().filter(|module| module.has(&path)).count();
            assert!(elsewhere || modules == 1, "{path} is in {modules} modules");
        }
        for unit in UNIT_MODULES {
            assert!(MODULES.iter().any(|module| module.unit == unit), "{unit} has no module");
        }
    }

    #[test]
    fn lists_name_registers() {
        for module in MODULES {
            for name in module.registers.unwrap_or_default().split_whitespace() {
                let path = format!("{}.{name}", module.unit);
                assert!(SIGNALS.iter().any(|signal| signal.path() == path), "{path} is no signal");
            }
        }
    }
}
