//! What Surfer wants beside a waveform: a command file, which chooses and groups signals.
//!
//! `surfer fib.fst --command-file fib.sucl` opens it. Names of values need no file: Surfer takes
//! them from the enum tables. Its radix is hexadecimal unless it is told otherwise.

use std::fmt::Write as _;

use crate::selection::Selection;
use crate::shown::{FIRST, GROUPS, is_selected, selected};
use crate::waveform::TOP;

/// The command file for a waveform of these signals: those of the GTKWave savefile.
pub fn commands(selection: &Selection) -> String {
    let mut text = format!("variable_add {TOP}.clk\n");
    for path in FIRST.into_iter().filter(|path| is_selected(path, selection)) {
        let _ = writeln!(text, "variable_add {TOP}.{path}");
    }
    for (scope, _, names) in GROUPS {
        let paths = selected(scope, names, selection);
        if !paths.is_empty() {
            let _ = writeln!(text, "divider_add {scope}");
        }
        for path in paths {
            let _ = writeln!(text, "variable_add {TOP}.{path}");
        }
    }
    text.push_str("zoom_fit\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_show_what_is_selected_in_its_groups() {
        let selection = Selection::parse(&["arbiter.state", "alu"]).expect("two");
        let expected = "variable_add conscycle.clk\nvariable_add conscycle.arbiter.state\n\
            divider_add alu\nvariable_add conscycle.alu.a\nvariable_add conscycle.alu.b\n\
            variable_add conscycle.alu.count\nzoom_fit\n";
        assert_eq!(commands(&selection), expected);
        let all = commands(&Selection::default());
        assert_eq!(all.matches("divider_add").count(), GROUPS.len());
    }
}
