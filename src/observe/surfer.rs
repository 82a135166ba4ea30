//! What Surfer wants beside a waveform: a command file, which chooses and groups signals.
//!
//! `surfer fib.fst --command-file fib.sucl` opens it. Names of values need no file: Surfer takes
//! them from the enum tables. Its radix is hexadecimal unless it is told otherwise.

use std::fmt::Write as _;

use crate::lisp::bookmarks::Bookmarks;
use crate::lisp::lanes::LISP;
use crate::selection::Selection;
use crate::shown::{FIRST, GROUPS, has_companion, is_selected, lisp, lisp_path, selected};
use crate::waveform::{CYCLE, TOP};

/// The command file for a waveform of these signals: those of the GTKWave savefile. Markers are named after
/// the letters that they have there.
pub fn commands(selection: &Selection, bookmarks: &Bookmarks) -> String {
    let mut text = String::new();
    let names = lisp(selection);
    if !names.is_empty() {
        let _ = writeln!(text, "divider_add {LISP}");
    }
    for name in names {
        let _ = writeln!(text, "variable_add {TOP}.{}", lisp_path(name));
    }
    let _ = writeln!(text, "variable_add {TOP}.clk");
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
            if has_companion(&path, selection) {
                let _ = writeln!(text, "variable_add {TOP}.{path}_text");
            }
        }
    }
    for (letter, cycle) in ('A'..='Z').zip(&bookmarks.cycles) {
        let _ = writeln!(text, "cursor_set {}\nmarker_set {letter}", CYCLE * cycle);
    }
    text.push_str("zoom_fit\n");
    if let Some(cycle) = bookmarks.first_call {
        let _ = writeln!(text, "cursor_set {}", CYCLE * cycle);
    }
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
        assert_eq!(commands(&selection, &Bookmarks::default()), expected);
        let bookmarks = Bookmarks { first_call: Some(7), cycles: vec![7, 9] };
        let all = commands(&Selection::default(), &bookmarks);
        assert_eq!(all.matches("divider_add").count(), GROUPS.len() + 1);
        assert!(all.starts_with("divider_add lisp\nvariable_add conscycle.lisp.function\n"));
        let end =
            "cursor_set 70\nmarker_set A\ncursor_set 90\nmarker_set B\nzoom_fit\ncursor_set 70\n";
        assert!(all.ends_with(end), "{all}");
    }
}
