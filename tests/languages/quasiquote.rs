//! Random templates of quasiquote, on the machine and filled in by an expansion of its own here, on
//! pairs: unquotes with known values, splices, dotted tails, vectors, and templates inside templates.

use std::rc::Rc;

use conscycle::image::reader::{Datum, Syntax, read_all};
use conscycle::machine::Stop;
use conscycle::machine::config::{Config, Namespace};
use proptest::prelude::*;

/// Expressions, and their values as data.
const VALUES: [(&str, &str); 16] = [
    ("5", "5"),
    ("30000", "30000"),
    ("\"s\"", "\"s\""),
    ("#\\a", "#\\a"),
    ("nil", "nil"),
    (":key", ":key"),
    ("true", "true"),
    ("#f", "false"),
    ("'x", "x"),
    ("''x", "(quote x)"),
    ("#(1 b)", "#(1 b)"),
    ("five", "5"),
    ("some", "(1 b)"),
    ("(list 'unquote 7)", "(unquote 7)"),
    ("'(unquote-splicing x)", "(unquote-splicing x)"),
    ("(+ 1 2)", "3"),
];

/// The same, of lists.
const LISTS: [(&str, &str); 5] = [
    ("nil", "nil"),
    ("some", "(1 b)"),
    ("'(c)", "(c)"),
    ("(list 1 '(2 . 3))", "(1 (2 . 3))"),
    ("(list 'unquote 'some)", "(unquote some)"),
];

/// Templates that are atoms.
const ATOMS: [&str; 11] =
    ["a", "7", "30000", "\"t\"", "#\\b", "nil", ":k", "true", "quote", "unquote", "#()"];

const DEFINITIONS: &str = "(define five 5) (define some '(1 b))";

/// Data as pairs, which is what templates are made of.
#[derive(Clone)]
enum Value {
    Atom(Datum),
    Pair(Rc<(Value, Value)>),
    Vector(Vec<Value>),
}

use Value::{Atom, Pair, Vector};

use crate::support::programs::Case;
use crate::support::{self, LIMIT, WORDS, outcome};

fn pair(first: Value, rest: Value) -> Value {
    Pair(Rc::new((first, rest)))
}

fn value(datum: &Datum) -> Value {
    let all = |items: &[Syntax]| items.iter().map(|item| value(&item.datum)).collect::<Vec<_>>();
    match datum {
        Datum::List { items, tail } => {
            let tail = tail.as_ref().map_or(Atom(Datum::Nil), |tail| value(&tail.datum));
            all(items).into_iter().rev().fold(tail, |rest, first| pair(first, rest))
        }
        Datum::Vector(items) => Vector(all(items)),
        atom => Atom(atom.clone()),
    }
}

fn text(value: &Value) -> String {
    match value {
        Atom(datum) => datum.to_string(),
        Vector(items) => format!("#({})", items.iter().map(text).collect::<Vec<_>>().join(" ")),
        Pair(cell) => {
            let mut inside = text(&cell.0);
            let mut rest = &cell.1;
            while let Pair(cell) = rest {
                inside = format!("{inside} {}", text(&cell.0));
                rest = &cell.1;
            }
            match rest {
                Atom(Datum::Nil) => format!("({inside})"),
                tail => format!("({inside} . {})", text(tail)),
            }
        }
    }
}

/// The operand of (name operand).
fn operand<'a>(form: &'a Value, name: &str) -> Option<&'a Value> {
    let Pair(cell) = form else { return None };
    let (Atom(Datum::Symbol(operator)), Pair(rest)) = (&cell.0, &cell.1) else { return None };
    (operator == name && matches!(rest.1, Atom(Datum::Nil))).then_some(&rest.0)
}

/// What the expression is known to be, if it is.
fn known(expression: &Value, table: &[(&str, &str)]) -> Option<Value> {
    let wanted = text(expression);
    let read = |text: &str| value(&read_all(text).expect("a datum")[0].datum);
    let (_, known) = table.iter().find(|(written, _)| text(&read(written)) == wanted)?;
    Some(read(known))
}

/// The template filled in; `depth` unquotes are around what is to be evaluated. None if that is not
/// known: of the symbol `unquote` and what stands after it by chance.
fn fill(template: &Value, depth: u32) -> Option<Value> {
    if let Some(expression) = operand(template, "unquote") {
        return match depth {
            1 => known(expression, &VALUES),
            _ => named("unquote", template, depth - 1),
        };
    }
    if operand(template, "unquote-splicing").is_some() {
        return named("unquote-splicing", template, depth - 1);
    }
    if operand(template, "quasiquote").is_some() {
        return named("quasiquote", template, depth + 1);
    }
    match template {
        Atom(_) => Some(template.clone()),
        Pair(cell) => Some(after(element(&cell.0, depth)?, fill(&cell.1, depth)?)),
        Vector(items) => {
            let mut rest = Atom(Datum::Nil);
            for item in items.iter().rev() {
                rest = after(element(item, depth)?, rest);
            }
            let mut all = Vec::new();
            while let Pair(cell) = rest {
                all.push(cell.0.clone());
                rest = cell.1.clone();
            }
            Some(Vector(all))
        }
    }
}

/// The form (name operand) with its operand filled in.
fn named(name: &str, template: &Value, depth: u32) -> Option<Value> {
    let Pair(cell) = template else { unreachable!("a form is a pair") };
    Some(pair(Atom(Datum::Symbol(name.to_string())), fill(&cell.1, depth)?))
}

/// What an element of a template becomes.
enum Element {
    One(Value),
    Spliced(Value),
}

fn element(template: &Value, depth: u32) -> Option<Element> {
    match operand(template, "unquote-splicing") {
        Some(expression) if depth == 1 => known(expression, &LISTS).map(Element::Spliced),
        _ => fill(template, depth).map(Element::One),
    }
}

fn after(element: Element, rest: Value) -> Value {
    fn append(list: &Value, rest: Value) -> Value {
        match list {
            Pair(cell) => pair(cell.0.clone(), append(&cell.1, rest)),
            _ => rest,
        }
    }
    match element {
        Element::One(value) => pair(value, rest),
        Element::Spliced(list) => append(&list, rest),
    }
}

/// The text of a template inside `depth` quasiquotes.
fn template(depth: u32, size: u32) -> BoxedStrategy<String> {
    let atom = prop::sample::select(&ATOMS[..]).prop_map(str::to_string).boxed();
    if size == 0 {
        return atom;
    }
    let inside = move || template(depth, size - 1);
    let items = move |least: usize| prop::collection::vec(item(depth, size - 1), least..4);
    prop_oneof![
        1 => atom,
        3 => items(0).prop_map(|all| format!("({})", all.join(" "))),
        2 => (items(1), inside()).prop_map(|(all, tail)| format!("({} . {tail})", all.join(" "))),
        2 => items(0).prop_map(|all| format!("#({})", all.join(" "))),
        1 => template(depth + 1, size - 1).prop_map(|inner| format!("`{inner}")),
        2 => unquoted(depth, size, ",", &VALUES),
    ]
    .boxed()
}

/// An element, which may be a splice.
fn item(depth: u32, size: u32) -> BoxedStrategy<String> {
    prop_oneof![4 => template(depth, size), 1 => unquoted(depth, size, ",@", &LISTS)].boxed()
}

/// An unquote: of a known value, or inside more than one quasiquote of a template again.
fn unquoted(
    depth: u32,
    size: u32,
    prefix: &'static str,
    table: &'static [(&'static str, &'static str)],
) -> BoxedStrategy<String> {
    if depth > 1 {
        let inner = template(depth - 1, size.saturating_sub(1));
        return inner.prop_map(move |inner| format!("{prefix}{inner}")).boxed();
    }
    prop::sample::select(table).prop_map(move |(written, _)| format!("{prefix}{written}")).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn random_templates_are_filled_in_as_they_should(template in template(1, 4)) {
        let datum = &read_all(&template).expect("a datum")[0].datum;
        let filled = fill(&value(datum), 1);
        prop_assume!(filled.is_some());
        let expected = filled.map(|value| format!("=> {}", text(&value))).unwrap_or_default();
        let program = format!("{DEFINITIONS} `{template}");
        for word in WORDS {
            for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
                let config = Config { namespace, ..support::config(word) };
                let mut machine = Case::of(&program).machine(config);
                prop_assert_eq!(machine.run(LIMIT), Stop::Halted);
                prop_assert_eq!(outcome(&machine), expected.as_str(), "`{}", template);
            }
        }
    }
}
