//! The oracle's values, made from the reader's data and printed by the oracle's own rules.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use conscycle::image::reader::Datum;

#[derive(Debug, Clone)]
pub enum Value {
    Nil,
    /// An immediate integer.
    Int(i64),
    /// An integer that only a data word holds: it has an identity.
    Number(Rc<i64>),
    /// A name; `true`, `false` and keywords (with their colon) stand for themselves.
    Symbol(Rc<str>),
    Char(u8),
    Str(Rc<RefCell<Vec<u8>>>),
    Pair(Rc<Pair>),
    Vector(Rc<RefCell<Vec<Value>>>),
    Function(Rc<Function>),
}

#[derive(Debug)]
pub struct Pair {
    pub car: RefCell<Value>,
    pub cdr: RefCell<Value>,
}

#[derive(Debug)]
pub enum Function {
    Primitive(&'static str),
    Special(&'static str),
    Lambda {
        parameters: Value,
        body: Value,
        scope: Scope,
    },
    /// A function of operands that are not evaluated.
    Macro {
        parameters: Value,
        body: Value,
        scope: Scope,
    },
    Continuation(u64),
}

/// The names bound by one application, and those around it; `None` is the global environment.
pub type Scope = Option<Rc<Names>>;

#[derive(Debug)]
pub struct Names {
    pub bound: RefCell<Vec<(Rc<str>, Value)>>,
    pub outer: Scope,
}

pub fn cons(car: Value, cdr: Value) -> Value {
    Value::Pair(Rc::new(Pair { car: RefCell::new(car), cdr: RefCell::new(cdr) }))
}

pub fn symbol(name: &str) -> Value {
    Value::Symbol(name.into())
}

pub fn boolean(value: bool) -> Value {
    symbol(if value { "true" } else { "false" })
}

impl Value {
    /// What stands in the program; integers beyond `immediates` are boxed.
    pub fn of(datum: &Datum, immediates: (i64, i64)) -> Value {
        match datum {
            Datum::Nil => Value::Nil,
            Datum::Integer(value) if *value < immediates.0 || *value > immediates.1 => {
                Value::Number(Rc::new(*value))
            }
            Datum::Integer(value) => Value::Int(*value),
            Datum::BigInteger(_) | Datum::Ratio(..) | Datum::Float(_) => {
                panic!("{datum} is no number of a random program")
            }
            Datum::Symbol(name) => symbol(name),
            Datum::Keyword(name) => symbol(&format!(":{name}")),
            Datum::String(bytes) => Value::Str(Rc::new(RefCell::new(bytes.clone()))),
            Datum::Char(code) => Value::Char(*code),
            Datum::List { items, tail } => {
                let last =
                    tail.as_ref().map_or(Value::Nil, |tail| Value::of(&tail.datum, immediates));
                items
                    .iter()
                    .rev()
                    .fold(last, |rest, item| cons(Value::of(&item.datum, immediates), rest))
            }
            Datum::Vector(items) => {
                let items = items.iter().map(|item| Value::of(&item.datum, immediates)).collect();
                Value::Vector(Rc::new(RefCell::new(items)))
            }
        }
    }

    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Nil)
    }

    pub fn is_true(&self) -> bool {
        !self.is_nil() && !matches!(self, Value::Symbol(name) if &**name == "false")
    }

    /// Is it a symbol that can be bound?
    pub fn is_variable(&self) -> bool {
        let Value::Symbol(name) = self else { return false };
        !matches!(&**name, "true" | "false") && !name.starts_with(':')
    }

    pub fn integer(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(*value),
            Value::Number(value) => Some(**value),
            _ => None,
        }
    }

    /// Car and cdr of a pair.
    pub fn parts(&self) -> Option<(Value, Value)> {
        let Value::Pair(pair) = self else { return None };
        Some((pair.car.borrow().clone(), pair.cdr.borrow().clone()))
    }

    /// The same word in the machine.
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Nil, Value::Nil) => true,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Char(a), Value::Char(b)) => a == b,
            (Value::Symbol(a), Value::Symbol(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => Rc::ptr_eq(a, b),
            (Value::Str(a), Value::Str(b)) => Rc::ptr_eq(a, b),
            (Value::Pair(a), Value::Pair(b)) => Rc::ptr_eq(a, b),
            (Value::Vector(a), Value::Vector(b)) => Rc::ptr_eq(a, b),
            (Value::Function(a), Value::Function(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// As text; `None` for what is too large to be compared, or circular.
    pub fn print(&self) -> Option<String> {
        let mut text = String::new();
        self.write(&mut text, 0, &Cell::new(500)).then_some(text)
    }

    fn write(&self, text: &mut String, depth: u32, left: &Cell<u32>) -> bool {
        if left.get() == 0 || depth > 50 {
            return false;
        }
        left.set(left.get() - 1);
        match self {
            Value::Nil => text.push_str("nil"),
            Value::Int(value) => text.push_str(&value.to_string()),
            Value::Number(value) => text.push_str(&value.to_string()),
            Value::Symbol(name) => text.push_str(name),
            Value::Char(code) => text.push_str(&Datum::Char(*code).to_string()),
            Value::Str(bytes) => text.push_str(&Datum::String(bytes.borrow().clone()).to_string()),
            Value::Pair(_) => return self.write_list(text, depth, left),
            Value::Vector(items) => {
                let mut separator = "#(";
                for item in items.borrow().iter() {
                    text.push_str(separator);
                    separator = " ";
                    if !item.write(text, depth + 1, left) {
                        return false;
                    }
                }
                text.push_str(if separator == "#(" { "#()" } else { ")" });
            }
            Value::Function(function) => match &**function {
                Function::Primitive(name) => text.push_str(&format!("#<primitive {name}>")),
                Function::Special(name) => text.push_str(&format!("#<special {name}>")),
                Function::Continuation(_) => text.push_str("#<continuation>"),
                Function::Macro { parameters, .. } => {
                    return parameters.write_function("macro", text, depth, left);
                }
                Function::Lambda { parameters, scope, .. } => {
                    let kind = if scope.is_none() { "lambda" } else { "closure" };
                    return parameters.write_function(kind, text, depth, left);
                }
            },
        }
        true
    }

    /// A function of these parameters.
    fn write_function(&self, kind: &str, text: &mut String, depth: u32, left: &Cell<u32>) -> bool {
        text.push_str(&format!("#<{kind} "));
        if self.is_nil() {
            text.push_str("()");
        } else if !self.write(text, depth + 1, left) {
            return false;
        }
        text.push('>');
        true
    }

    fn write_list(&self, text: &mut String, depth: u32, left: &Cell<u32>) -> bool {
        let mut separator = '(';
        let mut rest = self.clone();
        while let Some((car, cdr)) = rest.parts() {
            text.push(separator);
            separator = ' ';
            if !car.write(text, depth + 1, left) {
                return false;
            }
            rest = cdr;
        }
        if !rest.is_nil() {
            text.push_str(" . ");
            if !rest.write(text, depth + 1, left) {
                return false;
            }
        }
        text.push(')');
        true
    }
}
