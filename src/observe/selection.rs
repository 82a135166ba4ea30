//! Which signals a recording holds.

use crate::condition::Problem;
use conscycle_machine::signals::SIGNALS;

/// Some of [`SIGNALS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection([bool; SIGNALS.len()]);

impl Default for Selection {
    /// All of them.
    fn default() -> Selection {
        Selection([true; SIGNALS.len()])
    }
}

impl Selection {
    /// The signals that any of these patterns names: a unit, or `unit.signal`; in both, `*` stands
    /// for any characters.
    ///
    /// # Errors
    /// A [`Problem`] with the names that there are, if a pattern names nothing.
    pub fn parse<S: AsRef<str>>(patterns: &[S]) -> Result<Selection, Problem> {
        let mut chosen = [false; SIGNALS.len()];
        for pattern in patterns {
            let pattern = pattern.as_ref().trim();
            let (unit, name) = pattern.split_once('.').unwrap_or((pattern, "*"));
            let mut found = false;
            for (signal, chosen) in SIGNALS.iter().zip(&mut chosen) {
                let meant = matches(unit, signal.scope) && matches(name, signal.name);
                *chosen |= meant;
                found |= meant;
            }
            if !found {
                return Err(nothing(pattern, unit));
            }
        }
        Ok(Selection(chosen))
    }

    /// Is the signal at this position in it?
    pub const fn contains(&self, position: usize) -> bool {
        self.0[position]
    }

    /// Are all?
    pub fn is_all(&self) -> bool {
        self.0.iter().all(|&chosen| chosen)
    }

    /// Their units, in the order of their first signals.
    pub fn scopes(&self) -> Vec<&'static str> {
        let mut scopes = Vec::new();
        for (signal, _) in SIGNALS.iter().zip(self.0).filter(|(_, chosen)| *chosen) {
            if !scopes.contains(&signal.scope) {
                scopes.push(signal.scope);
            }
        }
        scopes
    }
}

fn nothing(pattern: &str, unit: &str) -> Problem {
    let units = || Selection::default().scopes().join(", ");
    if pattern.is_empty() {
        return Problem(format!(
            "a unit or a signal is expected, not nothing; the units are {}",
            units()
        ));
    }
    let in_unit: Vec<&str> =
        SIGNALS.iter().filter(|signal| signal.scope == unit).map(|signal| signal.name).collect();
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
    fn what_names_nothing_is_answered_with_the_names() {
        let problem = |pattern: &str| Selection::parse(&[pattern]).expect_err(pattern).0;
        assert!(problem("evil").contains("eval, fetch_object"), "{}", problem("evil"));
        assert!(problem("eval.xyz").contains("state, sink, expr"), "{}", problem("eval.xyz"));
        let empty = problem("");
        assert!(empty.contains("not nothing; the units are arbiter, eval"), "{empty}");
    }
}
