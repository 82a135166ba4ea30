//! What viewers of waveforms show at the first look: a few signals, and groups of them by unit.

use crate::lisp::lanes::{CYCLE, LISP, NAMES};
use crate::selection::Selection;
use conscycle_machine::signals::SIGNALS;

/// What the first look shows above the groups.
pub const FIRST: [&str; 3] = ["arbiter.state", "arbiter.owner", "arbiter.halt"];

/// What it shows below: a unit, whether its signals are seen or folded, and its signals.
pub const GROUPS: [(&str, bool, &[&str]); 13] = [
    ("eval", true, &["state", "expr", "env"]),
    ("fetch_object", true, &["address", "header", "field1", "field2", "field3"]),
    ("memory", true, &["operation", "grant", "address", "data0", "data1", "data2", "free"]),
    ("apply", true, &["state", "function", "x", "y", "symbol"]),
    ("eval_args", true, &["state", "function", "arguments", "x", "y"]),
    ("clink", true, &["state", "clink", "full", "return_state", "value"]),
    ("console", true, &["output_valid", "output", "waiting"]),
    ("trap", true, &["state", "cause", "culprit"]),
    ("primitive", false, &["state", "number", "object", "offset", "index"]),
    ("special", false, &["state", "number", "form", "operands", "pending"]),
    ("define", false, &["state", "number", "form", "symbol", "value"]),
    ("alu", false, &["a", "b", "count"]),
    ("fpu", false, &["state", "operation", "a_high", "b_high", "result_high"]),
];

/// The names of the scope `lisp` that are selected: the texts, then the cycle's number.
pub fn lisp(selection: &Selection) -> Vec<&'static str> {
    let lanes = selection.lanes().into_iter();
    let texts = lanes.filter_map(|lane| NAMES.get(lane).copied());
    texts.chain(selection.has_cycle().then_some(CYCLE)).collect()
}

/// Is there a companion of the signal with this path, and is it selected?
pub fn has_companion(path: &str, selection: &Selection) -> bool {
    selection.companions().into_iter().any(|at| SIGNALS[at].path() == path)
}

/// The path of a name in the scope `lisp`.
pub fn lisp_path(name: &str) -> String {
    format!("{LISP}.{name}")
}

/// The paths of a unit's signals that are selected.
pub fn selected(scope: &str, names: &[&str], selection: &Selection) -> Vec<String> {
    let paths = names.iter().map(|name| format!("{scope}.{name}"));
    paths.filter(|path| is_selected(path, selection)).collect()
}

/// Is there a signal with this path, and is it selected?
pub fn is_selected(path: &str, selection: &Selection) -> bool {
    SIGNALS.iter().position(|signal| signal.path() == path).is_some_and(|at| selection.contains(at))
}
