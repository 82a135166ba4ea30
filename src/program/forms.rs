//! The forms of a text, taken apart and made.

use conscycle_image::reader::{Datum, Span, Syntax};

/// The name at the head of a list.
pub fn head(form: &Syntax) -> Option<&str> {
    match &form.datum {
        Datum::List { items, .. } => symbol(items.first()?),
        _ => None,
    }
}

/// The name that a form is, if it is one.
pub fn symbol(form: &Syntax) -> Option<&str> {
    match &form.datum {
        Datum::Symbol(name) => Some(name),
        _ => None,
    }
}

/// The data directly inside of another.
pub fn parts(form: &Syntax) -> impl Iterator<Item = &Syntax> + Clone {
    let (items, tail) = match &form.datum {
        Datum::List { items, tail } => (items.as_slice(), tail.as_deref()),
        Datum::Vector(items) => (items.as_slice(), None),
        _ => (&[][..], None),
    };
    items.iter().chain(tail)
}

/// Does a form at top level define this name?
pub fn defines(form: &Syntax, name: &str) -> bool {
    let target = parts(form).nth(1);
    let is_name = |target: &Syntax| symbol(target) == Some(name) || head(target) == Some(name);
    matches!(head(form), Some("define" | "defun" | "defmacro")) && target.is_some_and(is_name)
}

/// A symbol that stands for what is at `span`.
pub fn name(name: &str, span: Span) -> Syntax {
    Syntax { datum: Datum::Symbol(name.to_string()), span }
}

/// A list that stands for what is at `span`.
pub fn list(items: Vec<Syntax>, span: Span) -> Syntax {
    let datum = if items.is_empty() { Datum::Nil } else { Datum::List { items, tail: None } };
    Syntax { datum, span }
}
