//! A counterexample made small: forms are left out or become simpler, then parameters of the machine get their
//! defaults and interrupts go, as long as the two sides still differ.
//!
//! What a step makes is always simpler than what it was made of, by [`weight`], so that there is an end even without
//! the bound of tries.

use conscycle_image::reader::{Datum, Syntax, read_all};
use conscycle_machine::config::{Given, PARAMETERS};
use conscycle_machine::parameter::Parameter;

use super::case::Case;
use crate::cli::failure::Failure;

/// Tries of a reduction.
pub const TRIES: u32 = 1000;

/// Looks whether the two sides differ about a case.
pub type Differs<'a> = dyn FnMut(&Case) -> Result<bool, Failure> + 'a;

/// The case, as small as `tries` make it. `free` are the parameters that may change.
///
/// # Errors
/// As `differs`.
pub fn reduce(
    case: Case,
    free: &dyn Fn(&Parameter) -> bool,
    tries: u32,
    differs: &mut Differs,
) -> Result<Case, Failure> {
    let Ok(forms) = read_all(&case.text) else { return Ok(case) };
    let mut reduction = Reduction { case, tries, differs, simpler: true };
    // As the forms are written from now on: if that makes a difference, it stays as it is.
    if !reduction.accepts(Case { text: text(&forms), ..reduction.case.clone() })? {
        return Ok(reduction.case);
    }
    let mut root = Datum::Vector(forms);
    while std::mem::take(&mut reduction.simpler) {
        reduction.forms(&mut root)?;
        reduction.machine(free)?;
        reduction.interrupts()?;
    }
    Ok(reduction.case)
}

struct Reduction<'a, 'b> {
    case: Case,
    tries: u32,
    differs: &'a mut Differs<'b>,
    /// Has anything become simpler since the last look?
    simpler: bool,
}

impl Reduction<'_, '_> {
    /// Takes a candidate if the two sides still differ about it.
    fn accepts(&mut self, candidate: Case) -> Result<bool, Failure> {
        if self.tries == 0 {
            return Ok(false);
        }
        self.tries -= 1;
        let accepted = (self.differs)(&candidate)?;
        if accepted {
            self.case = candidate;
            self.simpler = true;
        }
        Ok(accepted)
    }

    /// The program, whose forms are the items of `root`.
    fn forms(&mut self, root: &mut Datum) -> Result<(), Failure> {
        let mut number = 0;
        while let Some(by) = nth(root, &mut number.clone()).map(simpler) {
            // The root itself only gets shorter.
            if number == 0 || !self.replace(root, number, &by)? {
                self.shorten(root, number)?;
                number += 1;
            }
        }
        Ok(())
    }

    /// Puts one of these in the place of a datum.
    fn replace(&mut self, root: &mut Datum, number: usize, by: &[Datum]) -> Result<bool, Failure> {
        for datum in by {
            let mut candidate = root.clone();
            put(&mut candidate, number, datum.clone());
            if self.accepts_root(&candidate)? {
                *root = candidate;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Leaves out items of a list: the half of them, a quarter, and so on to single ones.
    fn shorten(&mut self, root: &mut Datum, number: usize) -> Result<(), Failure> {
        let mut size = length(root, number).div_ceil(2);
        while size > 0 {
            let mut end = length(root, number);
            while end > 0 {
                let start = end.saturating_sub(size);
                let mut candidate = root.clone();
                leave_out(&mut candidate, number, start, end);
                if self.accepts_root(&candidate)? {
                    *root = candidate;
                }
                end = start;
            }
            size /= 2;
        }
        Ok(())
    }

    fn accepts_root(&mut self, root: &Datum) -> Result<bool, Failure> {
        let Datum::Vector(forms) = root else { return Ok(false) };
        let candidate = Case { text: text(forms), ..self.case.clone() };
        Ok(!forms.is_empty() && self.accepts(candidate)?)
    }

    /// Parameters get their defaults.
    fn machine(&mut self, free: &dyn Fn(&Parameter) -> bool) -> Result<(), Failure> {
        for parameter in PARAMETERS.iter().filter(|parameter| free(parameter)) {
            let mut given = Given::default();
            (parameter.give)(&mut given, parameter.default());
            let config = given.over(self.case.config).fitting();
            if config != self.case.config && config.check().is_ok() {
                self.accepts(Case { config, ..self.case.clone() })?;
            }
        }
        Ok(())
    }

    fn interrupts(&mut self) -> Result<(), Failure> {
        for place in (0..self.case.interrupts.len()).rev() {
            let mut candidate = self.case.clone();
            candidate.interrupts.remove(place);
            self.accepts(candidate)?;
        }
        Ok(())
    }
}

/// The forms, each in a line.
fn text(forms: &[Syntax]) -> String {
    forms.iter().map(|form| format!("{}\n", form.datum)).collect()
}

/// What may stand in a datum's place: `nil`, 1, or one of its parts.
fn simpler(datum: &Datum) -> Vec<Datum> {
    let parts = items(datum).iter().map(|item| item.datum.clone());
    let all = [Datum::Nil, Datum::Integer(1)].into_iter().chain(parts);
    all.filter(|candidate| weight(candidate) < weight(datum)).collect()
}

/// How far a datum is from the simplest.
fn weight(datum: &Datum) -> usize {
    match datum {
        Datum::Nil => 1,
        Datum::Integer(1) => 2,
        Datum::List { items, tail } => {
            let items: usize = items.iter().map(|item| weight(&item.datum)).sum();
            3 + items + tail.as_ref().map_or(0, |tail| weight(&tail.datum))
        }
        Datum::Vector(items) => 3 + items.iter().map(|item| weight(&item.datum)).sum::<usize>(),
        _ => 3,
    }
}

fn items(datum: &Datum) -> &[Syntax] {
    match datum {
        Datum::List { items, .. } | Datum::Vector(items) => items,
        _ => &[],
    }
}

/// The datum with a number, counted from the outside and the left.
fn nth<'a>(datum: &'a Datum, number: &mut usize) -> Option<&'a Datum> {
    if *number == 0 {
        return Some(datum);
    }
    *number -= 1;
    items(datum).iter().find_map(|item| nth(&item.datum, number))
}

/// Does something with the datum of a number.
fn at(datum: &mut Datum, number: &mut usize, change: &mut dyn FnMut(&mut Datum)) -> bool {
    if *number == 0 {
        change(datum);
        return true;
    }
    *number -= 1;
    let (Datum::List { items, .. } | Datum::Vector(items)) = datum else { return false };
    items.iter_mut().any(|item| at(&mut item.datum, number, change))
}

fn put(root: &mut Datum, mut number: usize, value: Datum) {
    let mut value = Some(value);
    at(root, &mut number, &mut |datum| {
        if let Some(value) = value.take() {
            *datum = value;
        }
    });
}

fn length(root: &Datum, mut number: usize) -> usize {
    nth(root, &mut number).map_or(0, |datum| items(datum).len())
}

/// Leaves out some items. A list without items is `nil`, or what is behind its dot.
fn leave_out(root: &mut Datum, mut number: usize, start: usize, end: usize) {
    at(root, &mut number, &mut |datum| {
        match datum {
            Datum::List { items, .. } | Datum::Vector(items) => drop(items.drain(start..end)),
            _ => {}
        }
        if let Datum::List { items, tail } = datum
            && items.is_empty()
        {
            *datum = tail.take().map_or(Datum::Nil, |tail| tail.datum);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::config::{Collector, Config};

    fn case(text: &str) -> Case {
        Case { seed: 1, config: Config::default(), interrupts: Vec::new(), text: text.to_string() }
    }

    /// The text that is left if the sides differ wherever `mark` stands, and the tries that it took.
    fn reduced(text: &str, mark: &str) -> (String, u32) {
        let mut tries = 0;
        let reduced = reduce(case(text), &|_| true, TRIES, &mut |case| {
            tries += 1;
            Ok(case.text.contains(mark))
        });
        (reduced.expect("no failure").text, tries)
    }

    #[test]
    fn what_does_not_matter_goes() {
        let text = "(define (f x) (if (< x 1) (g x) (bad (car x) '(1 . 2))))\n(f 1)\n(h \"text\")";
        assert_eq!(reduced(text, "bad").0, "bad\n");
        assert_eq!(reduced(text, "(bad (car").0, "(bad (car))\n");
        assert_eq!(reduced("#(1 2 (3 . 4))", ". 4").0, "(nil . 4)\n");
    }

    #[test]
    fn a_long_program_is_cut_in_few_tries() {
        let lines: Vec<String> =
            (0..200).map(|n| format!("(define v{n} (list {n} 2 3))")).collect();
        let (text, tries) = reduced(&lines.join("\n"), "v137 ");
        assert_eq!(text, "(v137 nil)\n");
        assert!(tries < 100, "{tries}");
    }

    #[test]
    fn it_ends_after_so_many_tries_with_what_still_differs() {
        let mut tries = 0;
        let text = "(f 1 2 3 4 5 6 7 8 9 bad)";
        let reduced = reduce(case(text), &|_| true, 5, &mut |case| {
            tries += 1;
            Ok(case.text.contains("bad"))
        });
        assert_eq!(tries, 5);
        let left = reduced.expect("no failure").text;
        assert!(left.contains("bad"), "{left}");
    }

    #[test]
    fn a_program_whose_form_matters_stays_as_it_is() {
        let text = "(f  1)";
        assert_eq!(reduced(text, "f  1"), (text.to_string(), 1));
    }

    #[test]
    fn the_machine_and_the_interrupts_come_nearer_to_nothing_special() {
        let config = Config {
            collector: Collector::MarkSweep,
            latency: 3,
            banks: 1,
            gc_every: 7,
            ..Config::default()
        };
        let odd = Case { config, interrupts: vec![10, 20, 30], ..case("(f)") };
        let free = |parameter: &Parameter| parameter.name != "banks";
        let reduced = reduce(odd, &free, TRIES, &mut |case| {
            Ok(case.interrupts.contains(&20) && case.config.gc_every == 7)
        });
        let reduced = reduced.expect("no failure");
        assert_eq!(reduced.interrupts, [20]);
        assert_eq!(reduced.config, Config { banks: 1, gc_every: 7, ..Config::default() });
    }

    #[test]
    fn a_failure_ends_it() {
        let failed = reduce(case("(f 1)"), &|_| true, TRIES, &mut |_| {
            Err(Failure::Plain("no simulator".to_string()))
        });
        assert!(failed.is_err());
    }

    #[test]
    fn every_step_is_simpler() {
        let datum = read_all("(f (g 1 nil) \"s\" #(2 x) . y)").expect("it reads").remove(0).datum;
        let parts: Vec<String> = simpler(&datum).iter().map(Datum::to_string).collect();
        assert_eq!(parts, ["nil", "1", "f", "(g 1 nil)", "\"s\"", "#(2 x)"]);
        assert!(simpler(&datum).iter().all(|part| weight(part) < weight(&datum)));
        assert!(simpler(&Datum::Nil).is_empty());
    }
}
