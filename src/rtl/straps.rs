//! The straps: the machine's parameters that the design is not built with, and what a loader knows of an
//! image. The package has their types, the testbench sets them from the command line of a simulator.

use std::fmt::Write as _;

use conscycle_machine::config::PARAMETERS;
use conscycle_machine::parameter::{Parameter, Rtl, Values};

use crate::package::{NOTICE, camel, enumeration, width_of};

/// A field of `straps_t`.
struct Strap {
    name: &'static str,
    /// Its type in the package.
    kind: String,
    /// A line about it.
    about: String,
    /// What a chip ties it to: its default, as the package writes it. `None`: an image has it.
    tied: Option<String>,
    /// The testbench's variable of 32 bits in this type.
    set: String,
    /// The variable's value if the command line has none.
    default: u32,
}

/// Every strap, in the order of its fields.
fn straps() -> Vec<Strap> {
    let parameters = PARAMETERS.iter().filter_map(|parameter| match parameter.rtl {
        Rtl::Macro(..) => None,
        Rtl::Strap(name) => Some(of_parameter(parameter, name)),
        Rtl::Flag(name) => Some(of_flag(parameter, name)),
    });
    let image = [
        of_image("image_words", "address_t", "Words of the image, an even number"),
        of_image("entry", "word_t", "The expression that the machine begins with"),
        of_image("fallback", "word_t", "The functions that arithmetic falls back on, or Nil"),
    ];
    parameters.chain(image).collect()
}

fn of_parameter(parameter: &Parameter, name: &'static str) -> Strap {
    let default = parameter.default();
    let bits = |width: u32| {
        let top = width - 1;
        (format!("logic [{top}:0]"), format!("{width}'d{default}"), format!("{name}[{top}:0]"))
    };
    let mut about = parameter.help.to_string();
    let (kind, tied, set) = match parameter.values {
        Values::Names(names, _) => {
            let value = format!("{}{}", camel(name), camel(names[default as usize]));
            let kind = format!("{name}_e");
            let set = format!("{kind}'({name}[{}:0])", width_of(names.len()) - 1);
            (kind, value, set)
        }
        Values::Numbers(numbers, _) => {
            about += &format!(": {}", parameter.values.alternatives());
            let most = numbers.iter().map(|(number, _)| *number).max().unwrap_or_default();
            bits(width_of(most as usize + 1))
        }
        Values::Count(_) | Values::Words(_) => bits(32),
    };
    Strap { name, kind, about, tied: Some(tied), set, default }
}

fn of_flag(parameter: &Parameter, name: &'static str) -> Strap {
    let default = parameter.default();
    let one = parameter.values.listed().get(1).copied().unwrap_or_default();
    Strap {
        name,
        kind: "logic".to_string(),
        about: format!("{}: 1 for {one}", parameter.help),
        tied: Some(format!("1'd{default}")),
        set: format!("{name}[0]"),
        default,
    }
}

fn of_image(name: &'static str, kind: &str, about: &str) -> Strap {
    Strap {
        name,
        kind: kind.to_string(),
        about: about.to_string(),
        tied: None,
        set: format!("{kind}'({name})"),
        default: 0,
    }
}

/// The part of the package: enumerations, `straps_t`, and the default straps.
pub(super) fn declarations(text: &mut String) {
    for parameter in &PARAMETERS {
        if let (Rtl::Strap(name), Values::Names(names, _)) = (parameter.rtl, parameter.values) {
            let names: Vec<String> = names.iter().map(|name| camel(name)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let about = format!("{}.", parameter.help);
            enumeration(text, &about, &format!("{name}_e"), &camel(name), &names);
        }
    }
    let straps = straps();
    text.push_str(
        "\n  // Straps: constant from reset on; a chip ties them.\n  typedef struct packed {\n",
    );
    for Strap { name, kind, about, .. } in &straps {
        let _ = writeln!(text, "    // {about}.\n    {kind} {name};");
    }
    text.push_str("  } straps_t;\n");
    let image = straps.iter().filter(|strap| strap.tied.is_none());
    let ports: Vec<String> =
        image.map(|Strap { name, kind, .. }| format!("{kind} {name}")).collect();
    let _ = writeln!(
        text,
        "\n  // The straps of a machine whose parameters all have their defaults.\n  \
         function automatic straps_t default_straps({});\n    return {{",
        ports.join(", ")
    );
    for (i, Strap { name, tied, .. }) in straps.iter().enumerate() {
        let comma = if i + 1 == straps.len() { "" } else { "," };
        let _ = writeln!(text, "      {}{comma}", tied.as_deref().unwrap_or(name));
    }
    text.push_str("    };\n  endfunction\n");
}

/// The file that the testbench includes.
pub fn text() -> String {
    let straps = straps();
    let mut text = format!(
        "// {NOTICE}\n\
         //\n\
         // The machine's straps from the command line: +latency=N and so on, in decimal.\n"
    );
    for Strap { name, .. } in &straps {
        let _ = writeln!(text, "logic [31:0] {name};");
    }
    text.push_str("\ninitial begin\n");
    for Strap { name, default, .. } in &straps {
        let _ =
            writeln!(text, "  if (!$value$plusargs(\"{name}=%d\", {name})) {name} = {default};");
    }
    text.push_str("end\n\nstraps_t straps;\n\n");
    for Strap { name, set, .. } in &straps {
        let _ = writeln!(text, "assign straps.{name} = {set};");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_has_two_values() {
        for parameter in &PARAMETERS {
            if let Rtl::Flag(name) = parameter.rtl {
                assert_eq!(parameter.values.listed().len(), 2, "{name}");
            }
        }
    }

    #[test]
    fn the_package_has_a_field_for_each_parameter_that_no_macro_sets() {
        let mut text = String::new();
        declarations(&mut text);
        for parameter in &PARAMETERS {
            match parameter.rtl {
                Rtl::Strap(name) | Rtl::Flag(name) => {
                    assert!(text.contains(&format!(" {name};\n")), "{name} is no field");
                }
                Rtl::Macro(name, _) => assert!(!text.contains(name), "{name} is a field too"),
            }
        }
        assert!(text.contains("collector_e collector;"));
        assert!(text.contains("CollectorMarkSweep = 2'd3"));
    }

    #[test]
    fn the_type_of_a_strap_has_room_for_each_value() {
        let straps = straps();
        let kind = |name| straps.iter().find(|strap| strap.name == name).map(|strap| &*strap.kind);
        assert_eq!(kind("latency"), Some("logic [3:0]"));
        assert_eq!(kind("collector"), Some("collector_e"));
        assert_eq!(kind("lisp1"), Some("logic"));
        assert_eq!(kind("gc_every"), Some("logic [31:0]"));
        assert_eq!(kind("entry"), Some("word_t"));
    }
}
