//! `cond-expand`: a program's clauses for this implementation, chosen before it is built.
//!
//! The shell's reader is on the machine, where `src/firmware/features.lisp` has the same as a macro.

use crate::forms::{defines, head, list, name, parts};
use conscycle_image::reader::{Datum, Span, Syntax};
use conscycle_machine::config::Config;

/// What is true of every machine, besides its namespace.
const FEATURES: [&str; 2] = ["conscycle", "else"];

/// What is true in addition where there are ratios and floats.
const NUMBERS: [&str; 3] = ["exact-closed", "ieee-float", "ratios"];

/// The libraries of R7RS of which more than names are here.
const LIBRARIES: [[&str; 2]; 4] =
    [["scheme", "base"], ["scheme", "char"], ["scheme", "eval"], ["scheme", "write"]];

/// The one that is there with floats.
const INEXACT: [&str; 2] = ["scheme", "inexact"];

/// Why a program cannot be read, and where.
pub type Problem = (String, Span);

/// The forms of a program with every `cond-expand` replaced by what it chooses on such a machine: at top
/// level by the forms of a clause, else by a `begin` of them. Data are left as they
/// are, and so is a program that defines the name itself.
///
/// # Errors
/// What is wrong with a `cond-expand`, and its place.
pub fn choose(forms: Vec<Syntax>, config: &Config) -> Result<Vec<Syntax>, Problem> {
    if forms.iter().any(|form| defines(form, "cond-expand")) {
        return Ok(forms);
    }
    let mut chosen = Vec::new();
    for form in forms {
        if head(&form) == Some("cond-expand") {
            chosen.extend(choose(clause(&form, config)?, config)?);
        } else {
            chosen.push(inside(form, config)?);
        }
    }
    Ok(chosen)
}

/// A form whose parts have been chosen.
fn inside(form: Syntax, config: &Config) -> Result<Syntax, Problem> {
    match head(&form) {
        Some("quote" | "quasiquote") => return Ok(form),
        Some("cond-expand") => {
            let mut items = vec![name("begin", form.span)];
            items.extend(clause(&form, config)?);
            return inside(list(items, form.span), config);
        }
        _ => {}
    }
    let Syntax { datum, span } = form;
    let datum = match datum {
        Datum::List { items, tail } => {
            let items: Result<Vec<Syntax>, Problem> =
                items.into_iter().map(|item| inside(item, config)).collect();
            Datum::List { items: items?, tail }
        }
        other => other,
    };
    Ok(Syntax { datum, span })
}

/// The forms of the first clause whose requirement is met.
fn clause(form: &Syntax, config: &Config) -> Result<Vec<Syntax>, Problem> {
    for clause in parts(form).skip(1) {
        let mut items = parts(clause);
        let Some(requirement) = items.next() else {
            let message = "malformed `cond-expand`: a clause begins with a requirement";
            return Err((message.to_string(), clause.span));
        };
        if is_met(requirement, config)? {
            return Ok(items.cloned().collect());
        }
    }
    Ok(Vec::new())
}

/// Is a requirement met here?
fn is_met(requirement: &Syntax, config: &Config) -> Result<bool, Problem> {
    if let Datum::Symbol(feature) = &requirement.datum {
        let feature = feature.as_str();
        return Ok(FEATURES.contains(&feature)
            || feature == config.namespace.name()
            || config.word.has_floats() && NUMBERS.contains(&feature));
    }
    let mut operands = parts(requirement).skip(1);
    let unknown = || {
        let message =
            "a requirement is a feature, (library name), (and ...), (or ...) or (not ...)";
        Err((message.to_string(), requirement.span))
    };
    match (head(requirement), operands.clone().count()) {
        // Both stop early, as the macro does: what follows may be of another implementation.
        (Some("and"), _) => operands.try_fold(true, |met, part| Ok(met && is_met(part, config)?)),
        (Some("or"), _) => operands.try_fold(false, |met, part| Ok(met || is_met(part, config)?)),
        (Some("not"), 1) => operands.try_fold(true, |_, part| Ok(!is_met(part, config)?)),
        (Some("library"), 1) => Ok(operands.any(|library| is_library(library, config))),
        _ => unknown(),
    }
}

fn is_library(library: &Syntax, config: &Config) -> bool {
    let words: Vec<String> = parts(library).map(|part| part.datum.to_string()).collect();
    LIBRARIES.iter().any(|known| words == known) || config.word.has_floats() && words == INEXACT
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_image::reader::read_all;

    fn chosen(text: &str) -> Result<String, Problem> {
        let forms = choose(read_all(text).expect("reads"), &Config::default())?;
        let texts: Vec<String> = forms.iter().map(|form| form.datum.to_string()).collect();
        Ok(texts.join(" "))
    }

    #[test]
    fn the_first_clause_that_is_true_here_is_chosen() {
        let table = [
            ("(cond-expand (chicken (use x)) (conscycle a b) (else c)) d", "a b d"),
            ("(cond-expand ((and conscycle (not r7rs)) 1) (else 2))", "1"),
            ("(cond-expand ((or full-unicode lisp2) 1) (else 2))", "1"),
            ("(cond-expand (lisp1 1) (else 2))", "2"),
            ("(cond-expand ((library (srfi 1)) 1) ((library (scheme base)) 2))", "2"),
            ("(cond-expand ((and) 1))", "1"),
            ("(cond-expand ((or) 1)) 2", "2"),
            ("(cond-expand (else (cond-expand (r7rs 1) (else 2))))", "2"),
            ("(define (f) (cond-expand (r7rs 1) (else 2 3)))", "(define (f) (begin 2 3))"),
            ("(f '(cond-expand (else 1)))", "(f (quote (cond-expand (else 1))))"),
            (
                "(defmacro cond-expand x 5) (cond-expand 7)",
                "(defmacro cond-expand x 5) (cond-expand 7)",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(chosen(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_requirement_is_an_error_with_its_place() {
        for (text, start) in [
            ("1 (cond-expand (5 1))", 16),
            ("(cond-expand ((version 3) 1))", 14),
            ("(cond-expand ((not a b) 1))", 14),
            ("(cond-expand else)", 13),
        ] {
            assert_eq!(chosen(text).expect_err(text).1.start, start, "{text}");
        }
    }
}
