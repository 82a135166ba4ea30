//! How many operands functions and forms take.

use std::fmt;

use conscycle_machine::object::{FunctionKind, Type, is_type, subtype, type_number};
use conscycle_machine::primitives::{PRIMITIVES, SPECIAL_FORMS};
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::{NIL, Word};

/// A range of operand counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arity {
    /// Fewest operands.
    pub min: u32,
    /// Most operands, `None` for any number.
    pub max: Option<u32>,
}

impl Arity {
    /// The operands of the FUNCTION at `function`: from the tables, or from its parameter list. `None`
    /// of what is no FUNCTION, and of parameters that are no list.
    pub fn of(memory: &Memory, function: Word) -> Option<Arity> {
        let header = memory.read(function.address());
        if !function.is_pointer() || type_number(header) != Type::Function as u32 {
            return None;
        }
        let number = memory.read(function.plus(1).address()).small_value() as usize;
        match FunctionKind::ALL.get(subtype(header) as usize)? {
            FunctionKind::Primitive => {
                PRIMITIVES.get(number).map(|info| Arity { min: info.min, max: info.max })
            }
            FunctionKind::Special => {
                SPECIAL_FORMS.get(number).map(|info| Arity::of_syntax(info.syntax))
            }
            FunctionKind::Continuation => Some(Arity { min: 1, max: Some(1) }),
            FunctionKind::Lambda | FunctionKind::Closure | FunctionKind::Macro => {
                Arity::of_parameters(memory, memory.read(function.plus(2).address()))
            }
        }
    }

    /// The operands that a parameter list binds: a symbol, or what stands behind a dot, takes the rest.
    pub fn of_parameters(memory: &Memory, parameters: Word) -> Option<Arity> {
        let (mut rest, mut min) = (parameters, 0);
        while rest.is_pointer() && is_type(memory.read(rest.address()), Type::Cons) {
            if min as usize > memory.words().len() {
                return None;
            }
            (rest, min) = (memory.read(rest.plus(2).address()), min + 1);
        }
        let is_symbol = rest.is_pointer() && is_type(memory.read(rest.address()), Type::Symbol);
        match rest {
            NIL => Some(Arity { min, max: Some(min) }),
            _ if is_symbol => Some(Arity { min, max: None }),
            _ => None,
        }
    }

    /// The operands of a form whose syntax is written as in the manual: `(if test then [else])`, with
    /// alternatives between ` or `.
    pub fn of_syntax(syntax: &str) -> Arity {
        let alternatives = syntax.split(" or ").map(|form| {
            let (mut min, mut most, mut open) = (0, 0, false);
            for operand in operands(form) {
                match operand {
                    // The operand before stands any number of times.
                    "..." => (min, open) = (min - 1, true),
                    _ if operand.starts_with('[') => most += 1,
                    _ => (min, most) = (min + 1, most + 1),
                }
            }
            Arity { min, max: if open { None } else { Some(most) } }
        });
        alternatives.reduce(Arity::or).unwrap_or(Arity { min: 0, max: None })
    }

    /// What takes as many operands as either.
    #[must_use]
    pub fn or(self, other: Arity) -> Arity {
        let max = self.max.zip(other.max).map(|(a, b)| a.max(b));
        Arity { min: self.min.min(other.min), max }
    }

    /// May there be so many operands?
    pub fn accepts(&self, count: u32) -> bool {
        count >= self.min && self.max.is_none_or(|max| count <= max)
    }
}

/// `2 operands`, `1 or 2 operands`, `at least 1 operand` ...
impl fmt::Display for Arity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count| if count == 1 { "operand" } else { "operands" };
        let min = self.min;
        match self.max {
            None if min == 0 => f.write_str("any number of operands"),
            None => write!(f, "at least {min} {}", plural(min)),
            Some(0) => f.write_str("no operands"),
            Some(max) if max == min => write!(f, "{min} {}", plural(min)),
            Some(max) if max == min + 1 => write!(f, "{min} or {max} operands"),
            Some(max) => write!(f, "{min} to {max} operands"),
        }
    }
}

/// The texts of a form's operands.
fn operands(form: &str) -> impl Iterator<Item = &str> {
    let inner = form.trim().strip_prefix('(').and_then(|form| form.strip_suffix(')'));
    let mut depth = 0;
    let parts = inner.unwrap_or_default().split(move |character| {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        character == ' ' && depth == 0
    });
    parts.skip(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_tells_its_operands() {
        let arity = |min, max| Arity { min, max };
        let table = [
            ("(quote x)", arity(1, Some(1))),
            ("(if test then [else])", arity(2, Some(3))),
            ("(begin x ...)", arity(0, None)),
            ("(catch handler x ...)", arity(1, None)),
            ("(define name x) or (define (name . parameters) x x ...)", arity(2, None)),
            ("(let ((name value) ...) x x ...)", arity(2, None)),
            ("(f)", arity(0, Some(0))),
        ];
        for (syntax, expected) in table {
            assert_eq!(Arity::of_syntax(syntax), expected, "{syntax}");
        }
    }

    #[test]
    fn counts_are_told_in_words() {
        let text = |min, max| Arity { min, max }.to_string();
        assert_eq!(text(0, None), "any number of operands");
        assert_eq!(text(1, None), "at least 1 operand");
        assert_eq!(text(0, Some(0)), "no operands");
        assert_eq!(text(1, Some(1)), "1 operand");
        assert_eq!(text(0, Some(1)), "0 or 1 operands");
        assert_eq!(text(1, Some(3)), "1 to 3 operands");
    }
}
