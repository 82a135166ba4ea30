//! The straps of the testbench: variables that the command line of a simulator sets.

use std::fmt::Write as _;

use conscycle_machine::config::PARAMETERS;
use conscycle_machine::parameter::Rtl;

use crate::package::NOTICE;

/// The file that the testbench includes.
pub fn text() -> String {
    let straps = PARAMETERS.iter().filter_map(|parameter| match parameter.rtl {
        Rtl::Strap(name) => Some((name, parameter.default())),
        Rtl::Macro(..) => None,
    });
    let straps: Vec<(&str, u32)> = straps.collect();
    let names: Vec<&str> = straps.iter().map(|(name, _)| *name).collect();
    let mut text = format!(
        "// {NOTICE}\n\
         //\n\
         // The machine's straps from the command line: +latency=N and so on, in decimal.\n\
         logic [31:0] {};\n\n\
         initial begin\n",
        names.join(", ")
    );
    for (name, default) in straps {
        let _ =
            writeln!(text, "  if (!$value$plusargs(\"{name}=%d\", {name})) {name} = {default};");
    }
    text + "end\n"
}
