//! The oracle: an evaluator of the bare dialect that shares nothing with the machine but the names
//! of the traps. It recurses on the host's stack where the machine pushes frames, so continuations
//! can only be left upwards; a program that needs more, or too many steps, is given up.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use conscycle::image::reader::Syntax;
use conscycle::machine::config::{Config, Namespace};
use conscycle::machine::primitives::Fault;

use super::prims::PRIMITIVES;
use super::value::{Function, Names, Scope, Value, cons};

pub const SPECIALS: [&str; 8] =
    ["quote", "if", "begin", "catch", "lambda", "define", "set!", "defun"];
const MAX_STEPS: u32 = 4000;
const MAX_DEPTH: u32 = 150;

/// Why an evaluation ended without a value.
#[derive(Debug)]
pub enum Exit {
    /// On its way to a catch form, or out.
    Fault(Fault, Value),
    /// To the `call/cc` with this number.
    Escape(u64, Value),
    Quit(Value),
    /// The oracle cannot tell.
    GiveUp(&'static str),
}

pub type Outcome<T = Value> = Result<T, Exit>;

/// A global name.
#[derive(Debug, Default)]
pub struct Cells {
    pub value: Option<Value>,
    pub function: Option<Value>,
}

/// One expression, or several behind a `begin`.
fn body_of(forms: &Value) -> Option<Value> {
    let (only, rest) = forms.parts()?;
    Some(if rest.is_nil() { only } else { cons(special("begin"), forms.clone()) })
}

/// A special form itself.
fn special(name: &'static str) -> Value {
    Value::Function(Rc::new(Function::Special(name)))
}

pub struct Oracle {
    pub lisp2: bool,
    pub bits: u32,
    pub globals: HashMap<Rc<str>, Cells>,
    pub output: Vec<u8>,
    /// How often each special form and primitive was evaluated.
    pub used: HashMap<&'static str, u32>,
    pub steps: u32,
    handler: Option<Value>,
    pub fallback: Value,
    catches: u32,
    live: Vec<u64>,
    continuations: u64,
    depth: u32,
}

impl Oracle {
    pub fn new(config: &Config) -> Oracle {
        let mut oracle = Oracle {
            lisp2: config.namespace == Namespace::Lisp2,
            bits: config.word.bits(),
            globals: HashMap::new(),
            output: Vec::new(),
            used: HashMap::new(),
            handler: None,
            fallback: Value::Nil,
            catches: 0,
            live: Vec::new(),
            continuations: 0,
            steps: 0,
            depth: 0,
        };
        for (name, ..) in PRIMITIVES {
            oracle.bind_function(name, Value::Function(Rc::new(Function::Primitive(name))));
        }
        for name in SPECIALS.into_iter().chain(["defmacro"]) {
            oracle.bind_function(name, special(name));
        }
        oracle
    }

    /// Evaluates the forms one after the other.
    pub fn run(&mut self, forms: &[Syntax]) -> Outcome {
        let range = self.immediates();
        let mut value = Value::Nil;
        for form in forms {
            value = self.eval(&Value::of(&form.datum, range), &None)?;
        }
        Ok(value)
    }

    pub fn immediates(&self) -> (i64, i64) {
        let half = 1i64 << (self.bits - 2);
        (-half, half - 1)
    }

    fn bind_function(&mut self, name: &str, function: Value) {
        let cells = self.globals.entry(name.into()).or_default();
        if self.lisp2 {
            cells.function = Some(function);
        } else {
            cells.value = Some(function);
        }
    }

    /// A fault: the handler's value stands for the form, if there is a handler.
    pub fn fault(&mut self, cause: Fault, culprit: Value) -> Outcome {
        let Some(handler) = self.handler.take() else { return Err(Exit::Fault(cause, culprit)) };
        let result =
            self.apply(handler.clone(), vec![Value::Int(cause as i64), culprit], Value::Nil);
        if matches!(result, Ok(_) | Err(Exit::Fault(..))) {
            self.handler = Some(handler);
        }
        result
    }

    pub fn eval(&mut self, expr: &Value, scope: &Scope) -> Outcome {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return Err(Exit::GiveUp("too many steps"));
        }
        if self.depth > MAX_DEPTH {
            return Err(Exit::GiveUp("too deep"));
        }
        match expr {
            Value::Symbol(name) if expr.is_variable() => match self.variable(name, scope) {
                Some(value) => Ok(value),
                None => self.fault(Fault::Unbound, expr.clone()),
            },
            Value::Pair(_) => {
                self.depth += 1;
                let result = self.combination(expr, scope);
                self.depth -= 1;
                result
            }
            _ => Ok(expr.clone()),
        }
    }

    fn variable(&self, name: &str, scope: &Scope) -> Option<Value> {
        let mut names = scope.as_ref();
        while let Some(here) = names {
            if let Some((_, value)) = here.bound.borrow().iter().rev().find(|(n, _)| &**n == name) {
                return Some(value.clone());
            }
            names = here.outer.as_ref();
        }
        let cells = self.globals.get(name)?;
        cells.value.clone().or_else(|| cells.function.clone().filter(|_| self.lisp2))
    }

    fn combination(&mut self, form: &Value, scope: &Scope) -> Outcome {
        let Some((operator, operands)) = form.parts() else { return Ok(Value::Nil) };
        let function = match &operator {
            Value::Symbol(name) if operator.is_variable() => {
                let cells = self.globals.get(name).filter(|_| self.lisp2);
                let own = cells.and_then(|cells| cells.function.clone());
                match own.or_else(|| self.variable(name, scope)) {
                    Some(value) => value,
                    None => return self.fault(Fault::Unbound, operator),
                }
            }
            Value::Pair(_) => self.eval(&operator, scope)?,
            _ => operator,
        };
        match &function {
            Value::Function(kind) => match **kind {
                Function::Special(name) => self.special(name, &operands, scope),
                Function::Macro { .. } => {
                    let expansion = self.apply(function, Vec::new(), operands)?;
                    let Value::Pair(cell) = form else { unreachable!("it has parts") };
                    let (car, cdr) = expansion
                        .parts()
                        .unwrap_or_else(|| (special("begin"), cons(expansion, Value::Nil)));
                    cell.car.replace(car);
                    cell.cdr.replace(cdr);
                    self.eval(form, scope)
                }
                _ => {
                    let mut arguments = Vec::new();
                    let mut rest = operands;
                    // The frame holds the operand's cell: what follows is looked up after it.
                    while let Some((argument, _)) = rest.parts() {
                        arguments.push(self.eval(&argument, scope)?);
                        rest = rest.parts().map_or(Value::Nil, |(_, next)| next);
                    }
                    if !rest.is_nil() {
                        return self.fault(Fault::BadSyntax, rest);
                    }
                    self.apply(function, arguments, Value::Nil)
                }
            },
            _ => self.fault(Fault::NotAFunction, function),
        }
    }

    fn special(&mut self, name: &'static str, operands: &Value, scope: &Scope) -> Outcome {
        const MALFORMED: Exit = Exit::GiveUp("malformed form");
        *self.used.entry(name).or_default() += 1;
        if name == "begin" {
            return self.body(operands, scope);
        }
        let (first, rest) = operands.parts().ok_or(MALFORMED)?;
        match name {
            "quote" => Ok(first),
            "if" => {
                let (then, other) = rest.parts().ok_or(MALFORMED)?;
                if self.eval(&first, scope)?.is_true() {
                    self.eval(&then, scope)
                } else {
                    other.parts().map_or(Ok(Value::Nil), |(other, _)| self.eval(&other, scope))
                }
            }
            "catch" => {
                let handler = self.eval(&first, scope)?;
                let outside = self.catches;
                self.catches += 1;
                let result = self.body(&rest, scope);
                self.catches = outside;
                match result {
                    Err(Exit::Fault(cause, culprit)) => {
                        self.apply(handler, vec![Value::Int(cause as i64), culprit], Value::Nil)
                    }
                    result => result,
                }
            }
            "lambda" => self.lambda(first, &rest, scope).ok_or(MALFORMED),
            "defun" => {
                let Value::Symbol(name) = &first else { return Err(MALFORMED) };
                let (parameters, body) = rest.parts().ok_or(MALFORMED)?;
                let function = self.lambda(parameters, &body, scope).ok_or(MALFORMED)?;
                self.bind_function(name, function);
                Ok(first)
            }
            "defmacro" => {
                let (name, (parameters, body)) = match first.parts() {
                    Some((name, parameters)) => (name, (parameters, rest)),
                    None => (first, rest.parts().ok_or(MALFORMED)?),
                };
                let Value::Symbol(text) = &name else { return Err(MALFORMED) };
                let body = body_of(&body).ok_or(MALFORMED)?;
                let function = Function::Macro { parameters, body, scope: scope.clone() };
                self.bind_function(text, Value::Function(Rc::new(function)));
                Ok(name)
            }
            "define" => {
                if let Some((name, parameters)) = first.parts() {
                    let function = self.lambda(parameters, &rest, scope).ok_or(MALFORMED)?;
                    return self.define(name, function, scope);
                }
                let (expr, _) = rest.parts().filter(|_| first.is_variable()).ok_or(MALFORMED)?;
                let value = self.eval(&expr, scope)?;
                self.define(first, value, scope)
            }
            _ => {
                let (expr, _) = rest.parts().filter(|_| first.is_variable()).ok_or(MALFORMED)?;
                let value = self.eval(&expr, scope)?;
                self.assign(first, value, scope)
            }
        }
    }

    fn body(&mut self, forms: &Value, scope: &Scope) -> Outcome {
        let mut value = Value::Nil;
        let mut rest = forms.clone();
        while let Some((form, next)) = rest.parts() {
            value = self.eval(&form, scope)?;
            rest = next;
        }
        Ok(value)
    }

    fn lambda(&mut self, parameters: Value, body: &Value, scope: &Scope) -> Option<Value> {
        let body = body_of(body)?;
        Some(Value::Function(Rc::new(Function::Lambda { parameters, body, scope: scope.clone() })))
    }

    fn define(&mut self, name: Value, value: Value, scope: &Scope) -> Outcome {
        let Value::Symbol(text) = &name else { return Err(Exit::GiveUp("malformed form")) };
        match scope {
            None => self.store(text, value),
            Some(names) => {
                let mut bound = names.bound.borrow_mut();
                match bound.iter_mut().rev().find(|(n, _)| n == text) {
                    Some(binding) => binding.1 = value,
                    None => bound.push((text.clone(), value)),
                }
            }
        }
        Ok(name)
    }

    fn assign(&mut self, name: Value, value: Value, scope: &Scope) -> Outcome {
        let Value::Symbol(text) = &name else { return Err(Exit::GiveUp("malformed form")) };
        let mut names = scope.as_ref();
        while let Some(here) = names {
            if let Some(b) = here.bound.borrow_mut().iter_mut().rev().find(|(n, _)| n == text) {
                b.1 = value.clone();
                return Ok(value);
            }
            names = here.outer.as_ref();
        }
        if self.variable(text, &None).is_none() {
            return self.fault(Fault::Unbound, name);
        }
        self.store(text, value.clone());
        Ok(value)
    }

    /// Fills the value cell, and on a lisp2 machine with a function the function cell too.
    fn store(&mut self, name: &Rc<str>, value: Value) {
        let lisp2 = self.lisp2;
        let cells = self.globals.entry(name.clone()).or_default();
        if lisp2 && matches!(value, Value::Function(_)) {
            cells.function = Some(value.clone());
        }
        cells.value = Some(value);
    }

    /// Applies to `arguments` and then the elements of the program's own list `tail`.
    pub fn apply(
        &mut self,
        function: Value,
        mut arguments: Vec<Value>,
        mut tail: Value,
    ) -> Outcome {
        let kind = match &function {
            Value::Function(kind) => kind.clone(),
            _ => return self.fault(Fault::NotAFunction, function),
        };
        match &*kind {
            Function::Special(_) => self.fault(Fault::NotAFunction, function),
            Function::Primitive(name) => self.primitive(name, function, arguments, tail),
            Function::Continuation(number) => {
                if arguments.is_empty() && !tail.is_nil() {
                    let Some((first, rest)) = tail.parts() else {
                        return self.fault(Fault::WrongType, tail);
                    };
                    (arguments, tail) = (vec![first], rest);
                }
                if arguments.len() != 1 || !tail.is_nil() {
                    return self.fault(Fault::WrongArity, function);
                }
                if !self.live.contains(number) {
                    return Err(Exit::GiveUp("a continuation is entered again"));
                }
                Err(Exit::Escape(*number, arguments.remove(0)))
            }
            Function::Lambda { parameters, body, scope }
            | Function::Macro { parameters, body, scope } => {
                let mut bound = Vec::new();
                let mut arguments = arguments.into_iter();
                let mut parameters = parameters.clone();
                while let Some((Value::Symbol(name), rest)) = parameters.parts() {
                    parameters = rest;
                    let value = match arguments.next() {
                        Some(value) => value,
                        None if tail.is_nil() => return self.fault(Fault::WrongArity, function),
                        None => match tail.parts() {
                            Some((value, rest)) => {
                                tail = rest;
                                value
                            }
                            None => return self.fault(Fault::WrongType, tail),
                        },
                    };
                    bound.push((name, value));
                }
                match &parameters {
                    Value::Symbol(name) => {
                        let list = arguments.rev().fold(tail, |rest, value| cons(value, rest));
                        bound.push((name.clone(), list));
                    }
                    Value::Nil if arguments.next().is_some() || !tail.is_nil() => {
                        return self.fault(Fault::WrongArity, function);
                    }
                    Value::Nil => {}
                    _ => return Err(Exit::GiveUp("malformed parameters")),
                }
                let names = Names { bound: RefCell::new(bound), outer: scope.clone() };
                self.eval(body, &Some(Rc::new(names)))
            }
        }
    }

    /// The primitives that are control.
    pub fn control(&mut self, name: &str, mut operands: Vec<Value>, tail: Value) -> Outcome {
        if name == "exit" {
            return Err(Exit::Quit(operands.pop().unwrap_or(Value::Nil)));
        }
        let first = operands.remove(0);
        match name {
            "funcall" => self.apply(first, operands, tail),
            "%apply" => {
                let list = operands.pop().unwrap_or(Value::Nil);
                self.apply(first, operands, list)
            }
            "eval" => self.eval(&first, &None),
            "throw" if self.catches > 0 => Err(Exit::Fault(Fault::UncaughtThrow, first)),
            "throw" => self.fault(Fault::UncaughtThrow, first),
            "set-trap-handler!" => {
                let before = self.handler.take().unwrap_or(Value::Nil);
                self.handler = (!first.is_nil()).then_some(first);
                Ok(before)
            }
            _ => {
                let number = self.continuations;
                self.continuations += 1;
                self.live.push(number);
                let outside = self.live.len() - 1;
                let continuation = Value::Function(Rc::new(Function::Continuation(number)));
                let result = self.apply(first, vec![continuation], Value::Nil);
                self.live.truncate(outside);
                match result {
                    Err(Exit::Escape(to, value)) if to == number => Ok(value),
                    result => result,
                }
            }
        }
    }
}
