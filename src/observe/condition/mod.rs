//! The condition language: comparisons of signals, by name, with `&&`, `||`, `!` and parentheses.
//!
//! ```text
//! state=ApplyDispatch && fn=fib        apply.x < 3        !(unit = Sweeper) || cycle >= 1000
//! ```
//!
//! A name of an enumeration's value stands for its number. Against a tagged word, a decimal number
//! is a Lisp integer, a symbol its address, and `nil` NIL; a number in hexadecimal is the word.
//! The debugger stops on conditions, and recordings begin and end with them.

pub mod bindings;
pub mod operand;
pub mod problem;

use std::cmp::Ordering;

use conscycle_image::Image;

use conscycle_machine::Machine;
use conscycle_machine::signals::{Kind, STATE, STATES, UNIT_STATES, state_number};
use conscycle_machine::word::Word;
use operand::{Operand, Value};
pub use problem::{Problem, suggestion};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone)]
enum Node {
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Compare(Operand, Relation, Operand),
    /// The bits of a value against a constant.
    Number(Operand, Relation, u64),
    /// The machine is, or is not, in the state with this number, which is one of this unit's.
    State(u32, u32, bool),
    /// The function being applied is, or is not, the one that this symbol is bound to.
    Applies(Word, bool),
}

/// A condition on a machine between two cycles.
#[derive(Debug, Clone)]
pub struct Condition {
    node: Node,
    text: String,
}

impl Condition {
    /// Reads a condition on machines that run `image`.
    ///
    /// # Errors
    /// A [`Problem`] that says what is wrong.
    pub fn parse(text: &str, image: &Image) -> Result<Condition, Problem> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, image, depth: 0 };
        let node = parser.or()?;
        match parser.tokens {
            [] => Ok(Condition { node, text: text.trim().to_string() }),
            [extra, ..] => Err(Problem(format!("unexpected {extra} in the condition"))),
        }
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Is it true now?
    #[inline]
    pub fn holds(&self, machine: &Machine) -> bool {
        self.node.holds(machine)
    }
}

impl Node {
    fn holds(&self, machine: &Machine) -> bool {
        match self {
            Node::And(a, b) => a.holds(machine) && b.holds(machine),
            Node::Or(a, b) => a.holds(machine) || b.holds(machine),
            Node::Not(a) => !a.holds(machine),
            Node::Compare(a, relation, b) => {
                relation.holds(a.value(machine), b.value(machine), machine)
            }
            Node::Number(a, relation, b) => relation.accepts(a.value(machine).bits().cmp(b)),
            Node::State(unit, number, wanted) => {
                let owner = machine.arbiter.owner as u32;
                (owner == *unit && state_number(machine) == *number) == *wanted
            }
            Node::Applies(symbol, wanted) => applies(machine, *symbol) == *wanted,
        }
    }
}

/// Is the function in `apply` one that this symbol is bound to?
#[inline]
pub fn applies(machine: &Machine, symbol: Word) -> bool {
    let function = machine.apply.function;
    let object = machine.memory.read(symbol.address().wrapping_add(1));
    !function.is_nil()
        && [2, 3]
            .iter()
            .any(|&cell| machine.memory.read(object.address().wrapping_add(cell)) == function)
}

impl Relation {
    fn holds(self, a: Value, b: Value, machine: &Machine) -> bool {
        let order = match (a, b) {
            (Value::Word(a), Value::Word(b)) => match self {
                Relation::Equal | Relation::NotEqual => Some(a.0.cmp(&b.0)),
                _ if !a.is_immediate() || !b.is_immediate() => None,
                _ => {
                    let size = machine.config().word;
                    Some(size.integer(a).cmp(&size.integer(b)))
                }
            },
            (a, b) => Some(a.bits().cmp(&b.bits())),
        };
        order.is_some_and(|order| self.accepts(order))
    }

    #[inline]
    fn accepts(self, order: Ordering) -> bool {
        match self {
            Relation::Equal => order == Ordering::Equal,
            Relation::NotEqual => order != Ordering::Equal,
            Relation::Less => order == Ordering::Less,
            Relation::LessOrEqual => order != Ordering::Greater,
            Relation::Greater => order == Ordering::Greater,
            Relation::GreaterOrEqual => order != Ordering::Less,
        }
    }
}

/// Signs, the longer ones first.
const SIGNS: [&str; 12] = ["&&", "||", "==", "!=", "<=", ">=", "=", "<", ">", "!", "(", ")"];

fn tokens(text: &str) -> Result<Vec<String>, Problem> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            sign.len()
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let close = quoted.find('"');
            2 + close.ok_or_else(|| Problem("a quoted name does not end".to_string()))?
        } else {
            let stop = |c: char| c.is_whitespace() || "&|=<>!()\"".contains(c);
            match rest.find(stop).unwrap_or(rest.len()) {
                0 => return Err(Problem(format!("unexpected {rest} in the condition"))),
                end => end,
            }
        };
        tokens.push(rest[..end].to_string());
        rest = rest[end..].trim_start();
    }
    Ok(tokens)
}

/// Parentheses and negations may stand this deep in one another.
const DEPTH: u32 = 200;

struct Parser<'a> {
    tokens: &'a [String],
    image: &'a Image,
    depth: u32,
}

impl<'a> Parser<'a> {
    fn take(&mut self, token: &str) -> bool {
        let found = self.tokens.first().is_some_and(|first| first == token);
        if found {
            self.tokens = &self.tokens[1..];
        }
        found
    }

    fn or(&mut self) -> Result<Node, Problem> {
        let mut node = self.and()?;
        while self.take("||") {
            node = Node::Or(Box::new(node), Box::new(self.and()?));
        }
        Ok(node)
    }

    fn and(&mut self) -> Result<Node, Problem> {
        let mut node = self.not()?;
        while self.take("&&") {
            node = Node::And(Box::new(node), Box::new(self.not()?));
        }
        Ok(node)
    }

    fn not(&mut self) -> Result<Node, Problem> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Problem("the condition is nested too deeply".to_string()));
        }
        let node = if self.take("!") {
            Node::Not(Box::new(self.not()?))
        } else if self.take("(") {
            let node = self.or()?;
            if !self.take(")") {
                return Err(Problem("a parenthesis is not closed".to_string()));
            }
            node
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn name(&mut self) -> Result<&'a str, Problem> {
        let Some((first, rest)) = self.tokens.split_first() else {
            return Err(Problem("the condition ends too early".to_string()));
        };
        if SIGNS.contains(&first.as_str()) {
            return Err(Problem(format!("a name or a number is missing before {first}")));
        }
        self.tokens = rest;
        Ok(first.trim_matches('"'))
    }

    fn comparison(&mut self) -> Result<Node, Problem> {
        let left = self.name()?;
        let relation = if self.take("=") || self.take("==") {
            Relation::Equal
        } else if self.take("!=") {
            Relation::NotEqual
        } else if self.take("<=") {
            Relation::LessOrEqual
        } else if self.take(">=") {
            Relation::GreaterOrEqual
        } else if self.take("<") {
            Relation::Less
        } else if self.take(">") {
            Relation::Greater
        } else {
            // A bare name: is it anything but zero?
            let operand = Operand::parse(left, self.image)?;
            return Ok(Node::Compare(operand, Relation::NotEqual, Operand::Number(0)));
        };
        let right = self.name()?;
        if left == "fn" {
            let symbol = self.image.symbol(right);
            let symbol = symbol.ok_or_else(|| operand::no_symbol(right, self.image))?;
            return match relation {
                Relation::Equal => Ok(Node::Applies(symbol, true)),
                Relation::NotEqual => Ok(Node::Applies(symbol, false)),
                _ => Err(Problem("fn is a function: compare it with = or !=".to_string())),
            };
        }
        let left_name = left;
        let left = Operand::parse(left, self.image)?;
        let right = match left.kind() {
            Some(Kind::Enum(names)) => match names.iter().position(|name| *name == right) {
                Some(number) => Operand::Number(number as u64),
                None => Operand::parse(right, self.image)
                    .ok()
                    .filter(|right| !right.is_variable())
                    .ok_or_else(|| {
                        let known = known(right, names);
                        Problem(format!("{right} is no value of {left_name}{known}"))
                    })?,
            },
            Some(Kind::Word) => Operand::word(right, self.image)?,
            kind => {
                let operand = Operand::parse(right, self.image)?;
                if let (Some(Kind::Raw | Kind::Address), Operand::Number(number)) = (kind, operand)
                {
                    operand::fits(right, number, self.image)?;
                }
                operand
            }
        };
        Ok(compare(left, relation, right))
    }
}

/// The comparison in the form that is the fastest to answer.
fn compare(left: Operand, relation: Relation, right: Operand) -> Node {
    let word = matches!(left.kind(), Some(Kind::Word));
    match (left, relation, right) {
        (Operand::Signal(STATE), Relation::Equal | Relation::NotEqual, Operand::Number(state)) => {
            let holds = |names: &&[&str]| {
                STATES.get(state as usize).is_some_and(|name| names.contains(name))
            };
            match UNIT_STATES.iter().position(holds) {
                Some(unit) => Node::State(unit as u32, state as u32, relation == Relation::Equal),
                None => Node::Compare(left, relation, right),
            }
        }
        (_, _, Operand::Number(number)) if !word => Node::Number(left, relation, number),
        // Words are equal when their bits are; their order is another matter.
        (_, Relation::Equal | Relation::NotEqual, Operand::Word(word)) => {
            Node::Number(left, relation, word.0)
        }
        _ => Node::Compare(left, relation, right),
    }
}

/// An enumeration has few values, or some that may be meant.
const FEW: usize = 16;

fn known(name: &str, names: &[&str]) -> String {
    if names.len() <= FEW {
        return format!(": it is one of {}", names.join(", "));
    }
    suggestion(name, names.iter().copied())
}
