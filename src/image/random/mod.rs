//! Random programs, for tests and for the comparison with the RTL.
//!
//! A program is made from a tape of bytes: every tape is a well-formed, closed program that ends. A shorter
//! tape is a smaller program, so that proptest shrinks programs by shrinking tapes.
//!
//! Expressions have a kind, so that most of them succeed; one in some dozens is of another kind,
//! so that operands of the wrong type, unbound names and too many arguments come about.

pub mod arithmetic;
mod expressions;
mod floats;
pub mod hostile;
mod numbers;
mod rows;

pub use numbers::Numbers;

use conscycle_machine::config::{Barrier, Collector};
use conscycle_machine::word::WordSize;

/// The collectors of random machines, with their barriers.
pub const COLLECTORS: &[(Collector, Barrier)] = &[
    (Collector::Copying, Barrier::Remember),
    (Collector::MarkSweep, Barrier::Remember),
    (Collector::Generational, Barrier::Remember),
    (Collector::Generational, Barrier::Collect),
    (Collector::Generational, Barrier::Protect),
];

/// What an expression's value is meant to be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Int,
    List,
    Vector,
    Text,
    /// A function of this many integers, with an integer as its value.
    Function(usize),
    /// A continuation that takes an integer.
    Continuation,
    /// A BIGNUM.
    Row,
    /// A FLOAT.
    Float,
}

#[derive(Debug, Clone)]
struct Variable {
    name: String,
    kind: Kind,
    /// May be the target of `set!`; loop counters may not.
    mutable: bool,
}

struct Generator<'a> {
    tape: std::slice::Iter<'a, u8>,
    scope: Vec<Variable>,
    /// How many of them are global.
    globals: usize,
    names: usize,
    /// One in so many expressions is of another kind than it should be.
    sense: usize,
    /// There are rows of digits in it, and floats where the machine has them.
    rows: bool,
    /// The machine's words, for which large numbers are large.
    size: WordSize,
}

/// The program that the tape stands for. It has numbers around what words of 16 bits hold.
pub fn program(tape: &[u8]) -> String {
    program_for(tape, WordSize::W16)
}

/// The same for a machine with words of 64 bits, if these are; its numbers are then as large.
pub fn program_for(tape: &[u8], size: WordSize) -> String {
    generated(tape, size, false)
}

/// The program with rows of digits, and with floats where the machine has them, that the tape stands for.
pub fn program_with_rows(tape: &[u8], size: WordSize) -> String {
    generated(tape, size, true)
}

fn generated(tape: &[u8], size: WordSize, rows: bool) -> String {
    let tape = tape.iter();
    Generator { tape, scope: Vec::new(), globals: 0, names: 0, sense: 150, rows, size }.program()
}

const KINDS: [Kind; 7] = [
    Kind::Int,
    Kind::List,
    Kind::Int,
    Kind::Function(1),
    Kind::Vector,
    Kind::Function(2),
    Kind::Text,
];
const DEPTH: u32 = 6;

impl Generator<'_> {
    /// A choice from 0 to `below`; 0 when the tape has ended.
    fn pick(&mut self, below: usize) -> usize {
        usize::from(self.tape.next().copied().unwrap_or(0)) % below
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.pick(chances) == chances - 1
    }

    /// Is the tape at its end?
    fn ended(&self) -> bool {
        self.tape.len() == 0
    }

    fn program(mut self) -> String {
        let mut forms = Vec::new();
        let armed = self.pick(15);
        let (handler, fallback) = (armed % 5 == 4, armed >= 10);
        if fallback {
            self.sense = 8;
            self.fallback(&mut forms);
        }
        for _ in 0..1 + self.pick(5) {
            let form = self.global();
            forms.push(form);
        }
        if handler {
            let value = self.expr(Kind::Int, 2);
            forms.push(format!("(set-trap-handler! (lambda (cause culprit) {value}))"));
        }
        self.globals = self.scope.len();
        let mut main = self.expr(Kind::Int, DEPTH);
        for _ in 0..1 + self.pick(4) {
            let kind = self.kind();
            let mut more = self.expr(kind, DEPTH - 1);
            if self.one_in(2) {
                more = format!("(catch (lambda (cause culprit) (cons cause culprit)) {more})");
            }
            main = format!("(cons {main} {more})");
        }
        let seen: Vec<String> = self.scope.iter().map(|v| format!("(cons {}", v.name)).collect();
        forms.push(format!("(cons {main} {} nil{})", seen.join(" "), ")".repeat(seen.len())));
        forms.join("\n")
    }

    /// Sets a number fallback, which is used a few times: so that the program ends.
    fn fallback(&mut self, forms: &mut Vec<String>) {
        let (table, fuel) = (self.fresh("fallback"), self.fresh("fuel"));
        let size = [61, 1, 8, 17][self.pick(4)];
        let all = if self.one_in(3) { "nil".to_string() } else { self.step(&fuel) };
        forms.push(format!("(define {fuel} 30)\n(define {table} (make-vector {size} {all}))"));
        for _ in 0..self.pick(8) {
            let number = self.pick(size);
            let function = if self.one_in(4) { "nil".to_string() } else { self.step(&fuel) };
            forms.push(format!("(vector-set! {table} {number} {function})"));
        }
        forms.push(format!("(set-number-fallback! {table})"));
    }

    /// A function of the fallback's.
    fn step(&mut self, fuel: &str) -> String {
        let inside = self.scope.len();
        let (x, y) = (self.parameter(Kind::List), self.parameter(Kind::Int));
        let value = match self.pick(4) {
            0 => format!("(if (number? {x}) {x} {y})"),
            1 => format!("(bit-length (if (number? {y}) {y} -5))"),
            2 => format!("(popcount {y})"),
            _ => self.body(2),
        };
        self.scope.truncate(inside);
        let ends = format!("(eq? (set! {fuel} (- {fuel} 1)) 0)");
        format!("(lambda ({x} {y}) (if {ends} (set-number-fallback! nil) nil) {value})")
    }

    fn global(&mut self) -> String {
        let inside = self.scope.len();
        self.globals = inside;
        let (name, kind, form) = match self.pick(6) {
            0 => {
                let name = self.fresh("f");
                let count = self.pick(4);
                let parameters = self.parameters(count);
                let body = self.body(DEPTH - 2);
                (
                    name.clone(),
                    Kind::Function(count),
                    format!("(defun {name} ({parameters}) {body})"),
                )
            }
            1 => {
                let name = self.fresh("r");
                let rest = self.fresh("v");
                let count = self.pick(3);
                let parameters = self.parameters(count);
                self.declare(rest.clone(), Kind::List);
                let body = self.body(DEPTH - 2);
                (
                    name.clone(),
                    Kind::Function(count),
                    format!("(define ({name} {parameters} . {rest}) {body})"),
                )
            }
            2 => {
                // A counter: its state is the parameter of the function around it.
                let name = self.fresh("c");
                let start = self.expr(Kind::Int, 2);
                let state = self.parameters(1);
                let argument = self.parameters(1);
                let step = self.expr(Kind::Int, DEPTH - 3);
                let form = format!(
                    "(define {name} ((lambda ({state}) (lambda ({argument}) \
                     (set! {state} {step}) {state})) {start}))"
                );
                (name, Kind::Function(1), form)
            }
            3 => {
                let name = self.fresh("loop");
                let (count, result) = (self.fresh("i"), self.fresh("v"));
                let declare = |name: &String, mutable| Variable {
                    name: name.clone(),
                    kind: Kind::Int,
                    mutable,
                };
                self.scope.push(declare(&count, false));
                self.scope.push(declare(&result, true));
                let step = self.expr(Kind::Int, DEPTH - 3);
                let start = self.pick(7);
                self.scope.truncate(inside);
                let end = self.expr(Kind::Int, 1);
                let form = format!(
                    "(define {name} (lambda ({count} {result}) (if (< {count} 1) {result} \
                     ({name} (- {count} 1) {step}))))\n(define {name}n ({name} {start} {end}))"
                );
                (format!("{name}n"), Kind::Int, form)
            }
            _ => {
                let name = self.fresh("g");
                let kind = self.kind();
                let value = self.expr(kind, DEPTH - 3);
                (name.clone(), kind, format!("(define {name} {value})"))
            }
        };
        self.scope.truncate(inside);
        self.declare(name, kind);
        form
    }

    fn kind(&mut self) -> Kind {
        if self.rows && self.one_in(4) {
            return Kind::Row;
        }
        let choice = self.pick(KINDS.len());
        KINDS[choice]
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn declare(&mut self, name: String, kind: Kind) {
        self.scope.push(Variable { name, kind, mutable: true });
    }

    /// Declares integer parameters; now and then one shadows another name.
    fn parameters(&mut self, count: usize) -> String {
        let names: Vec<String> = (0..count).map(|_| self.parameter(Kind::Int)).collect();
        names.join(" ")
    }

    fn parameter(&mut self, kind: Kind) -> String {
        let mut name = self.fresh("v");
        if self.one_in(12) && !self.scope.is_empty() {
            let known = self.pick(self.scope.len());
            name.clone_from(&self.scope[known].name);
        } else if self.one_in(100) {
            name = ["car", "cons", "funcall"][self.pick(3)].to_string();
        }
        self.declare(name.clone(), kind);
        name
    }

    /// A variable of this kind.
    fn variable(&mut self, kind: Kind, assigned: bool) -> Option<String> {
        let fits = |v: &&Variable| v.kind == kind && (v.mutable || !assigned);
        let names: Vec<String> =
            self.scope.iter().rev().filter(fits).map(|v| v.name.clone()).collect();
        if names.is_empty() {
            return None;
        }
        let choice = self.pick(names.len());
        Some(names[choice].clone())
    }

    /// What a function does: its value, after what it does for its effect.
    fn body(&mut self, depth: u32) -> String {
        let mut forms = Vec::new();
        let inside = self.scope.len();
        for _ in 0..self.pick(3) {
            let form = match self.pick(4) {
                0 => {
                    let name = self.fresh("d");
                    let kind = self.kind();
                    let value = self.expr(kind, depth.saturating_sub(2));
                    self.declare(name.clone(), kind);
                    format!("(define {name} {value})")
                }
                1 => {
                    let name = self.fresh("h");
                    let outer = self.scope.len();
                    let count = self.pick(3);
                    let parameters = self.parameters(count);
                    let value = self.expr(Kind::Int, depth.saturating_sub(2));
                    self.scope.truncate(outer);
                    self.declare(name.clone(), Kind::Function(count));
                    format!("(define ({name} {parameters}) {value})")
                }
                _ => self.effect(depth.saturating_sub(1)),
            };
            forms.push(form);
        }
        let value = self.expr(Kind::Int, depth);
        forms.push(value);
        self.scope.truncate(inside);
        forms.join(" ")
    }
}
