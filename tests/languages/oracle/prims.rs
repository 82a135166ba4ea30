//! The oracle's primitives: (name, fewest operands, most) and what they do.

use std::cell::RefCell;
use std::rc::Rc;

use conscycle::machine::primitives::Fault;

use super::eval::{Exit, Oracle, Outcome};
use super::value::{Function, Value, boolean, cons};

const MANY: usize = usize::MAX;

#[rustfmt::skip]
pub const PRIMITIVES: [(&str, usize, usize); 57] = [
    ("+", 0, MANY), ("-", 1, MANY), ("*", 0, MANY), ("=", 1, MANY), ("<", 1, MANY), (">", 1, MANY),
    ("<=", 1, MANY), (">=", 1, MANY), ("bitwise-and", 0, MANY), ("bitwise-or", 0, MANY),
    ("bitwise-xor", 0, MANY), ("arithmetic-shift", 2, 2), ("quotient", 2, 2), ("remainder", 2, 2),
    ("modulo", 2, 2), ("car", 1, 1), ("cdr", 1, 1), ("cons", 2, 2), ("set-car!", 2, 2),
    ("set-cdr!", 2, 2), ("eq?", 2, 2), ("not", 1, 1), ("null?", 1, 1), ("pair?", 1, 1),
    ("number?", 1, 1), ("symbol?", 1, 1), ("string?", 1, 1), ("procedure?", 1, 1),
    ("vector?", 1, 1), ("char?", 1, 1), ("symbol-value", 1, 1), ("symbol-function", 1, 1),
    ("set-symbol-value!", 2, 2), ("set-symbol-function!", 2, 2), ("make-string", 2, 2),
    ("string-length", 1, 1), ("string-ref", 2, 2), ("string-set!", 3, 3), ("make-vector", 2, 2),
    ("vector-length", 1, 1), ("vector-ref", 2, 2), ("vector-set!", 3, 3), ("char->integer", 1, 1),
    ("integer->char", 1, 1), ("write-byte", 1, 2), ("funcall", 1, MANY), ("%apply", 2, 3),
    ("eval", 1, 1), ("call/cc", 1, 1), ("throw", 1, 1), ("set-trap-handler!", 1, 1), ("exit", 0, 1),
    ("set-number-fallback!", 1, 1), ("bit-length", 1, 1), ("popcount", 1, 1),
    ("object-type", 1, 1), ("procedure-environment", 1, 1),
];

/// Where a number fallback has the function for a primitive.
#[rustfmt::skip]
const PLACES: [(&str, usize); 17] = [
    ("+", 0), ("-", 1), ("*", 4), ("quotient", 5), ("remainder", 6), ("modulo", 7), ("=", 8),
    ("<", 9), (">", 10), ("<=", 11), (">=", 12), ("bitwise-and", 13), ("bitwise-or", 14),
    ("bitwise-xor", 15), ("arithmetic-shift", 16), ("bit-length", 59), ("popcount", 60),
];

type Failure = (Fault, Value);
type Checked<T = Value> = Result<T, Failure>;

impl Oracle {
    pub fn primitive(
        &mut self,
        name: &'static str,
        function: Value,
        mut operands: Vec<Value>,
        mut tail: Value,
    ) -> Outcome {
        while operands.len() < 3 && !tail.is_nil() {
            let Some((first, rest)) = tail.parts() else {
                return self.fault(Fault::WrongType, tail);
            };
            operands.push(first);
            tail = rest;
        }
        *self.used.entry(name).or_default() += 1;
        let (_, min, max) = PRIMITIVES.iter().find(|row| row.0 == name).expect("a row");
        let mut rest = tail.clone();
        for length in 0.. {
            match rest.parts() {
                Some((_, next)) if length < 1000 => rest = next,
                Some(_) => return Err(Exit::GiveUp("an endless operand list")),
                None => break,
            }
        }
        let more = !tail.is_nil();
        if operands.len() < *min || operands.len() > *max || (more && *max != MANY) {
            return self.fault(Fault::WrongArity, function);
        }
        let result = match name {
            "write-byte" if operands.len() == 2 => {
                return Err(Exit::GiveUp("a channel"));
            }
            // The oracle's environments are no lists.
            "procedure-environment" if matches!(operands[0], Value::Function(_)) => {
                return Err(Exit::GiveUp("an environment as a list"));
            }
            "funcall" | "%apply" | "eval" | "call/cc" | "throw" | "set-trap-handler!" | "exit" => {
                return self.control(name, operands, tail);
            }
            "set-number-fallback!" => match &operands[0] {
                x @ (Value::Nil | Value::Vector(_)) => {
                    Ok(std::mem::replace(&mut self.fallback, x.clone()))
                }
                x => Err((Fault::WrongType, x.clone())),
            },
            _ if PLACES.iter().any(|(known, _)| *known == name) => {
                return self.arithmetic(name, function, operands, tail);
            }
            _ => {
                operands.resize(3, Value::Nil);
                self.data(name, &operands)
            }
        };
        result.or_else(|(cause, culprit)| self.fault(cause, culprit))
    }

    fn immediate(&self, value: i64, culprit: &Value) -> Checked {
        let (low, high) = self.immediates();
        if value < low || value > high {
            return Err((Fault::Overflow, culprit.clone()));
        }
        Ok(Value::Int(value))
    }

    /// A fold, comparison or division, step by step. Where there is no result, the function of the
    /// fallback has the step's value, with which the primitive is applied again.
    fn arithmetic(
        &mut self,
        name: &'static str,
        function: Value,
        mut operands: Vec<Value>,
        mut tail: Value,
    ) -> Outcome {
        let compares = ["=", "<", ">", "<=", ">="].contains(&name);
        let identity = Value::Int(match name {
            "*" => 1,
            "bitwise-and" => -1,
            _ => 0,
        });
        let mut element = name;
        match operands.len() {
            0 => return Ok(identity),
            1 if compares => {
                element = "=";
                operands.push(operands[0].clone());
            }
            1 if name == "-" => operands.insert(0, identity),
            1 => operands.push(identity),
            _ => {}
        }
        loop {
            let (x, y) = (operands[0].clone(), operands[1].clone());
            let is_last = operands.len() == 2 && tail.is_nil();
            match (self.step(element, &x, &y), self.element(element)) {
                (Err((Fault::WrongType | Fault::Overflow, _)), Some(handler)) => {
                    self.steps += 100;
                    let value = self.apply(handler, vec![x, y.clone()], Value::Nil)?;
                    if is_last {
                        return Ok(value);
                    }
                    if compares && !value.is_true() {
                        return Ok(boolean(false));
                    }
                    operands.splice(..2, [if compares { y } else { value }]);
                    return self.primitive(name, function, operands, tail);
                }
                (Err((cause, culprit)), _) => return self.fault(cause, culprit),
                (Ok(value), _) if is_last || (compares && !value.is_true()) => return Ok(value),
                (Ok(value), _) => {
                    operands.splice(..2, [if compares { y } else { value }]);
                }
            }
            if operands.len() < 2 {
                let Some((first, rest)) = tail.parts() else {
                    return self.fault(Fault::WrongType, tail);
                };
                operands.push(first);
                tail = rest;
            }
        }
    }

    /// The fallback's function for a primitive.
    fn element(&self, name: &str) -> Option<Value> {
        let Value::Vector(items) = &self.fallback else { return None };
        let (_, place) = PLACES.iter().find(|(known, _)| *known == name)?;
        items.borrow().get(*place).filter(|element| !element.is_nil()).cloned()
    }

    fn step(&self, name: &str, x: &Value, y: &Value) -> Checked {
        let (a, b) = (number(x)?, number(y)?);
        if matches!(name, "quotient" | "remainder" | "modulo") && b == 0 {
            return Err((Fault::DivideByZero, x.clone()));
        }
        let magnitude = if a < 0 { -a - 1 } else { a };
        let result = match name {
            "=" => return Ok(boolean(a == b)),
            "<" => return Ok(boolean(a < b)),
            ">" => return Ok(boolean(a > b)),
            "<=" => return Ok(boolean(a <= b)),
            ">=" => return Ok(boolean(a >= b)),
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "quotient" => a / b,
            "remainder" => a % b,
            "modulo" => (a % b + b) % b,
            "bitwise-and" => a & b,
            "bitwise-or" => a | b,
            "bitwise-xor" => a ^ b,
            "bit-length" => (0..64).find(|bits| magnitude >> bits == 0).unwrap_or(64),
            "popcount" => (0..63).map(|bit| magnitude >> bit & 1).sum(),
            _ if b < 0 => a.div_euclid(1 << (-b).min(40)),
            _ if a == 0 => 0,
            _ => a * (1 << b.min(31)),
        };
        let divides = matches!(name, "quotient" | "remainder" | "modulo");
        self.immediate(result, if a == 0 && !divides { y } else { x })
    }

    fn data(&mut self, name: &str, operands: &[Value]) -> Checked {
        let [x, y, z] = operands else { unreachable!("three operands") };
        let wrong = |value: &Value| Err((Fault::WrongType, value.clone()));
        Ok(match name {
            "cons" => cons(x.clone(), y.clone()),
            "eq?" => boolean(x.same(y)),
            "not" => boolean(!x.is_true()),
            "null?" => boolean(x.is_nil()),
            "object-type" => Value::Int(object_type(x)),
            "procedure-environment" => return wrong(x),
            "pair?" => boolean(matches!(x, Value::Pair(_))),
            "number?" => boolean(x.integer().is_some()),
            "symbol?" => boolean(x.is_variable()),
            "string?" => boolean(matches!(x, Value::Str(_))),
            "procedure?" => boolean(matches!(x, Value::Function(_))),
            "vector?" => boolean(matches!(x, Value::Vector(_))),
            "char?" => boolean(matches!(x, Value::Char(_))),
            "car" | "cdr" | "set-car!" | "set-cdr!" => {
                let Value::Pair(pair) = x else { return wrong(x) };
                let field = if name.contains("car") { &pair.car } else { &pair.cdr };
                if name.starts_with("set") {
                    field.replace(y.clone());
                }
                field.borrow().clone()
            }
            "symbol-value" | "symbol-function" | "set-symbol-value!" | "set-symbol-function!" => {
                let Value::Symbol(text) = x else { return wrong(x) };
                let cells = self.globals.entry(text.clone()).or_default();
                match name {
                    "symbol-value" => cells.value.clone().ok_or((Fault::Unbound, x.clone()))?,
                    "symbol-function" => cells.function.clone().unwrap_or(Value::Nil),
                    "set-symbol-value!" => cells.value.insert(y.clone()).clone(),
                    _ => {
                        cells.function = (!y.is_nil()).then(|| y.clone());
                        y.clone()
                    }
                }
            }
            "char->integer" => {
                let Value::Char(code) = x else { return wrong(x) };
                Value::Int(i64::from(*code))
            }
            "integer->char" | "write-byte" => {
                let Value::Int(value) = x else { return wrong(x) };
                let code = u8::try_from(*value).map_err(|_| (Fault::BadIndex, x.clone()))?;
                if name == "integer->char" {
                    return Ok(Value::Char(code));
                }
                self.output.push(code);
                x.clone()
            }
            "make-string" => {
                let Value::Char(code) = y else { return wrong(y) };
                Value::Str(Rc::new(RefCell::new(vec![*code; length(x)?])))
            }
            "make-vector" => Value::Vector(Rc::new(RefCell::new(vec![y.clone(); length(x)?]))),
            "string-length" | "string-ref" | "string-set!" => {
                let Value::Str(bytes) = x else { return wrong(x) };
                let mut bytes = bytes.borrow_mut();
                if name == "string-length" {
                    return Ok(Value::Int(bytes.len() as i64));
                }
                let index = index(y, bytes.len())?;
                if name == "string-set!" {
                    let Value::Char(code) = z else { return wrong(z) };
                    bytes[index] = *code;
                }
                Value::Char(bytes[index])
            }
            _ => {
                let Value::Vector(items) = x else { return wrong(x) };
                let mut items = items.borrow_mut();
                if name == "vector-length" {
                    return Ok(Value::Int(items.len() as i64));
                }
                let index = index(y, items.len())?;
                if name == "vector-set!" {
                    items[index] = z.clone();
                }
                items[index].clone()
            }
        })
    }
}

/// The number of a type, and 16 times that of a subtype: section 2.1 of the manual.
fn object_type(value: &Value) -> i64 {
    match value {
        Value::Nil => 0,
        Value::Pair(_) => 1,
        Value::Int(_) | Value::Number(_) => 2,
        Value::Symbol(_) => 3 + 16 * i64::from(!value.is_variable()),
        Value::Str(_) => 5,
        Value::Vector(_) => 7,
        Value::Char(_) => 8,
        Value::Function(function) => {
            6 + 16
                * match &**function {
                    Function::Primitive(_) => 0,
                    Function::Special(_) => 1,
                    Function::Lambda { scope: None, .. } => 2,
                    Function::Lambda { .. } => 3,
                    Function::Macro { .. } => 4,
                    Function::Continuation(_) => 5,
                }
        }
    }
}

fn number(value: &Value) -> Checked<i64> {
    value.integer().ok_or_else(|| (Fault::WrongType, value.clone()))
}

/// The size of a new STRING or VECTOR.
fn length(value: &Value) -> Checked<usize> {
    let Value::Int(length) = value else { return Err((Fault::WrongType, value.clone())) };
    usize::try_from(*length).map_err(|_| (Fault::BadIndex, value.clone()))
}

fn index(value: &Value, length: usize) -> Checked<usize> {
    let Value::Int(index) = value else { return Err((Fault::WrongType, value.clone())) };
    let index = usize::try_from(*index).ok().filter(|&index| index < length);
    index.ok_or_else(|| (Fault::BadIndex, value.clone()))
}
