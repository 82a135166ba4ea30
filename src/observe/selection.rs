//! Which signals and texts a recording holds.

use crate::condition::Problem;
use crate::lisp::lanes::{CYCLE, LISP, NAMES, WORDS, companion};
use conscycle_machine::signals::SIGNALS;

/// The pattern for the companions of registers that hold words.
const TEXT: &str = "text";

/// Some of [`SIGNALS`], and of the texts beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    signals: [bool; SIGNALS.len()],
    /// Texts of the scope `lisp`.
    lisp: [bool; NAMES.len()],
    /// Its number.
    cycle: bool,
    /// A pattern names some of these.
    is_lisp_named: bool,
    /// Registers that hold words have a companion.
    companions: bool,
}

impl Default for Selection {
    /// All signals, and the scope `lisp`.
    fn default() -> Selection {
        Selection {
            signals: [true; SIGNALS.len()],
            lisp: [true; NAMES.len()],
            cycle: true,
            is_lisp_named: false,
            companions: false,
        }
    }
}

impl Selection {
    /// What any of these patterns names: a unit or `lisp`, or `unit.signal`; in both, `*` stands for any
    /// characters. `text` adds the companions of the signals that are chosen. A pattern behind `!`
    /// leaves out; if no other chooses signals, it does so from the default.
    ///
    /// # Errors
    /// A [`Problem`] with the names that there are, if a pattern names nothing, or if nothing is left.
    pub fn parse<S: AsRef<str>>(patterns: &[S]) -> Result<Selection, Problem> {
        let patterns = || patterns.iter().map(|pattern| pattern.as_ref().trim());
        let chooses = |pattern: &str| pattern != TEXT && !pattern.starts_with('!');
        let mut selection = Selection::default();
        if patterns().any(chooses) {
            selection.choose("*", false);
        }
        for pattern in patterns().filter(|pattern| !pattern.starts_with('!')) {
            if pattern == TEXT {
                selection.companions = true;
            } else if !selection.choose(pattern, true) {
                return Err(nothing(pattern));
            }
        }
        for pattern in patterns().filter_map(|pattern| pattern.strip_prefix('!')) {
            if pattern == TEXT {
                selection.companions = false;
            } else if !selection.choose(pattern, false) {
                return Err(nothing(pattern));
            }
        }
        if selection.scopes().is_empty() {
            return Err(Problem("these patterns leave nothing to record".to_string()));
        }
        Ok(selection)
    }

    /// Takes in what a pattern names, or leaves it out. False if that is nothing.
    fn choose(&mut self, pattern: &str, taken: bool) -> bool {
        let (unit, name) = pattern.split_once('.').unwrap_or((pattern, "*"));
        let mut found = false;
        for (signal, chosen) in SIGNALS.iter().zip(&mut self.signals) {
            if matches(unit, signal.scope) && matches(name, signal.name) {
                *chosen = taken;
                found = true;
            }
        }
        if matches(unit, LISP) {
            let texts = NAMES.iter().zip(&mut self.lisp);
            for (_, chosen) in
                texts.chain([(&CYCLE, &mut self.cycle)]).filter(|(text, _)| matches(name, text))
            {
                *chosen = taken;
                found = true;
                self.is_lisp_named = taken;
            }
        }
        found
    }

    /// Is the signal at this position in it?
    pub const fn contains(&self, position: usize) -> bool {
        self.signals[position]
    }

    /// Is the number of the scope `lisp`?
    pub const fn has_cycle(&self) -> bool {
        self.cycle
    }

    /// Are texts of the scope `lisp`?
    pub fn has_lisp(&self) -> bool {
        self.lisp.contains(&true)
    }

    /// The registers whose companions are in it, by their positions.
    pub fn companions(&self) -> Vec<usize> {
        let chosen = |at: &usize| self.companions && self.contains(*at);
        WORDS.into_iter().filter(chosen).collect()
    }

    /// The lanes of the texts in it: those of the scope `lisp`, then companions.
    pub fn lanes(&self) -> Vec<usize> {
        let lisp = (0..NAMES.len()).filter(|&lane| self.lisp[lane]);
        lisp.chain(self.companions().into_iter().filter_map(companion)).collect()
    }

    /// The same without what the program has to be known for.
    #[must_use]
    pub fn without_lisp(self) -> Selection {
        Selection { lisp: [false; NAMES.len()], ..self }
    }

    /// What a trace has of it: texts of the scope `lisp` only if they are named, and no number of the
    /// cycle, which each line has.
    #[must_use]
    pub fn for_trace(self) -> Selection {
        let selection = if self.is_lisp_named { self } else { self.without_lisp() };
        Selection { cycle: false, ..selection }
    }

    /// Are all signals, and no companions?
    pub fn is_all(&self) -> bool {
        self.signals.iter().all(|&chosen| chosen) && !self.companions
    }

    /// The scopes: `lisp`, and the units in the order of their first signals.
    pub fn scopes(&self) -> Vec<&'static str> {
        let mut scopes = Vec::new();
        if self.cycle || self.has_lisp() {
            scopes.push(LISP);
        }
        for (signal, _) in SIGNALS.iter().zip(self.signals).filter(|(_, chosen)| *chosen) {
            if !scopes.contains(&signal.scope) {
                scopes.push(signal.scope);
            }
        }
        scopes
    }
}

fn nothing(pattern: &str) -> Problem {
    let unit = pattern.split_once('.').map_or(pattern, |(unit, _)| unit);
    let units = || Selection::default().scopes().join(", ");
    if pattern.is_empty() {
        return Problem(format!(
            "a unit or a signal is expected, not nothing; the units are {}",
            units()
        ));
    }
    let signals = SIGNALS.iter().filter(|signal| signal.scope == unit).map(|signal| signal.name);
    let in_unit: Vec<&str> = match unit {
        LISP => [CYCLE].into_iter().chain(NAMES).collect(),
        _ => signals.collect(),
    };
    Problem(if in_unit.is_empty() {
        format!("{pattern} is no unit and no signal; the units are {}", units())
    } else {
        format!("{pattern} is no signal; those of {unit} are {}", in_unit.join(", "))
    })
}

/// Does the text match the pattern, in which `*` stands for any characters?
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.into_iter().any(|at| matches(rest, &text[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(patterns: &[&str]) -> Vec<String> {
        let selection = Selection::parse(patterns).expect("a selection");
        let chosen = (0..SIGNALS.len()).filter(|&at| selection.contains(at));
        chosen.map(|at| SIGNALS[at].path()).collect()
    }

    #[test]
    fn a_unit_or_a_pattern_names_signals() {
        let eval = SIGNALS.iter().filter(|signal| signal.scope == "eval").count();
        assert_eq!(paths(&["eval"]).len(), eval);
        assert_eq!(paths(&["eval", "alu.a"]).len(), eval + 1);
        assert_eq!(paths(&["fetch_object.field*"]).len(), 3);
        assert_eq!(paths(&["trap.*a*"]), ["trap.state", "trap.cause", "trap.passed"]);
        assert_eq!(paths(&["*"]).len(), SIGNALS.len());
        let selection = Selection::parse(&["memory.free", "eval"]).expect("two");
        assert_eq!(selection.scopes(), ["eval", "memory"]);
        assert!(Selection::default().is_all() && !selection.is_all());
    }

    #[test]
    fn lisp_is_there_unless_others_are_chosen_or_it_is_left_out() {
        let parse = |patterns: &[&str]| Selection::parse(patterns).expect("a selection");
        assert_eq!(Selection::default().lanes(), [0, 1, 2, 3, 4, 5]);
        assert!(!parse(&["eval"]).has_lisp() && !parse(&["eval"]).has_cycle());
        assert_eq!(parse(&["eval", "lisp.call", "lisp.value"]).lanes(), [1, 4]);
        let without = parse(&["!lisp"]);
        assert!(!without.has_lisp() && !without.has_cycle() && without.is_all());
        let alone = parse(&["lisp", "!lisp.cycle"]);
        assert!(alone.has_lisp() && !alone.has_cycle());
        assert_eq!(alone.scopes(), ["lisp"]);
        assert_eq!(paths(&["!eval", "!*.state"]).iter().filter(|p| p.contains("eval.")).count(), 0);
        assert!(Selection::parse(&["lisp", "!lisp"]).is_err());
        assert!(Selection::parse(&["!evil"]).is_err());
        let problem = Selection::parse(&["lisp.x"]).expect_err("no text").0;
        assert!(
            problem.ends_with("are cycle, function, call, expression, line, value, collection")
        );
    }

    #[test]
    fn companions_are_those_of_the_chosen_registers() {
        let parse = |patterns: &[&str]| Selection::parse(patterns).expect("a selection");
        assert_eq!(parse(&["text"]).companions().len(), WORDS.len());
        assert!(parse(&["text"]).has_lisp());
        assert_eq!(parse(&["eval.expr", "eval.state", "text"]).companions().len(), 1);
        assert_eq!(parse(&["text", "!lisp", "!alu"]).lanes()[0], NAMES.len());
        assert!(parse(&["*"]).companions().is_empty());
    }

    #[test]
    fn a_trace_has_texts_of_lisp_if_they_are_named() {
        let parse =
            |patterns: &[&str]| Selection::parse(patterns).expect("a selection").for_trace();
        assert!(!Selection::default().for_trace().has_lisp());
        assert!(!parse(&["!eval"]).has_lisp());
        assert!(parse(&["lisp.call"]).has_lisp() && parse(&["*"]).has_lisp());
        assert!(!parse(&["*"]).has_cycle());
    }

    #[test]
    fn what_names_nothing_is_answered_with_the_names() {
        let problem = |pattern: &str| Selection::parse(&[pattern]).expect_err(pattern).0;
        assert!(problem("evil").contains("eval, fetch_object"), "{}", problem("evil"));
        assert!(problem("eval.xyz").contains("state, sink, expr"), "{}", problem("eval.xyz"));
        let empty = problem("");
        assert!(empty.contains("not nothing; the units are lisp, arbiter"), "{empty}");
    }
}
