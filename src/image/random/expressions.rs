//! The generator's expressions.

use super::{DEPTH, Generator, Kind};
use conscycle_machine::word::WordSize;

const INTEGERS: [&str; 12] = ["0", "1", "2", "3", "5", "7", "-1", "-3", "12", "-20", "50", "181"];
/// At 16 bits the last two are boxed.
const LARGE: [&str; 5] = ["-182", "16383", "-16384", "20000", "-32768"];
/// For 64 bits: around what immediates and data words hold, and factors whose products are there.
const LARGE_64: [&str; 10] = [
    "4611686018427387903",
    "-4611686018427387904",
    "4611686018427387904",
    "9223372036854775807",
    "-9223372036854775808",
    "2147483648",
    "-2147483649",
    "3037000500",
    "4294967297",
    "-1152921504606846977",
];
const PREDICATES: [&str; 9] =
    ["pair?", "null?", "not", "procedure?", "vector?", "string?", "number?", "symbol?", "char?"];

impl Generator<'_> {
    fn large(&mut self) -> &'static str {
        let numbers: &[&str] = if self.size == WordSize::W64 { &LARGE_64 } else { &LARGE };
        numbers[self.pick(numbers.len())]
    }

    pub(super) fn effect(&mut self, depth: u32) -> String {
        let kind = self.kind();
        match self.pick(6) {
            0 => {
                let list = self.variable(Kind::List, false).unwrap_or("(cons 1 nil)".into());
                format!("(set-car! {list} {})", self.expr(kind, depth))
            }
            1 => {
                let list = self.variable(Kind::List, false).unwrap_or("(cons 1 nil)".into());
                format!("(set-cdr! {list} {})", self.expr(Kind::List, depth))
            }
            2 => {
                let index = self.pick(3);
                format!(
                    "(vector-set! {} {index} {})",
                    self.expr(Kind::Vector, 1),
                    self.expr(kind, depth)
                )
            }
            3 => {
                let text = self.expr(Kind::Text, 1);
                format!("(string-set! {text} {} #\\z)", self.pick(3))
            }
            4 => format!("(write-byte (bitwise-and {} 127))", self.expr(Kind::Int, depth)),
            _ => match self.variable(kind, true) {
                Some(name) => format!("(set! {name} {})", self.expr(kind, depth)),
                None => self.expr(Kind::Int, depth),
            },
        }
    }

    pub(super) fn expr(&mut self, kind: Kind, depth: u32) -> String {
        let kind = if self.one_in(self.sense) { self.kind() } else { kind };
        if depth == 0 || self.ended() || (depth < DEPTH - 2 && self.one_in(8)) {
            return self.leaf(kind);
        }
        let depth = depth - 1;
        if self.one_in(3) { self.control(kind, depth) } else { self.compute(kind, depth) }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        if !self.one_in(4)
            && let Some(name) = self.variable(kind, false)
        {
            return name;
        }
        if self.one_in(150) {
            return ["unbound", "true", ":key", "nil", "#\\a"][self.pick(5)].to_string();
        }
        match kind {
            Kind::Int if self.one_in(12) => self.large().to_string(),
            Kind::Int => INTEGERS[self.pick(INTEGERS.len())].to_string(),
            Kind::List => ["(cons 1 nil)", "(quote (1 2 3))", "(quote (a (b . 4) \"s\"))"]
                [self.pick(3)]
            .into(),
            Kind::Vector => {
                ["#(1 2 3)", "(make-vector 3 nil)", "#(4 (5) #\\c a)"][self.pick(3)].into()
            }
            Kind::Text => ["\"abc\"", "\"hello\"", "(make-string 4 #\\q)"][self.pick(3)].into(),
            Kind::Function(count) if self.one_in(3) => match count {
                0 => "*".to_string(),
                1 => "-".to_string(),
                _ => "+".to_string(),
            },
            Kind::Function(count) => self.closure(count, 1),
            Kind::Continuation => "(lambda (v) v)".to_string(),
            Kind::Row => self.new_row(),
            Kind::Float => self.new_float(),
        }
    }

    fn closure(&mut self, count: usize, depth: u32) -> String {
        let inside = self.scope.len();
        let parameters = self.parameters(count);
        let body = self.body(depth);
        self.scope.truncate(inside);
        format!("(lambda ({parameters}) {body})")
    }

    fn integers(&mut self, count: usize, depth: u32) -> String {
        (0..count).map(|_| format!(" {}", self.expr(Kind::Int, depth))).collect()
    }

    /// Forms whose value can be of any kind.
    fn control(&mut self, kind: Kind, depth: u32) -> String {
        let inside = self.scope.len();
        let form = match self.pick(11) {
            0 | 1 => {
                let kinds: Vec<Kind> = (0..self.pick(5)).map(|_| self.kind()).collect();
                let values: String =
                    kinds.iter().map(|&kind| format!(" {}", self.expr(kind, depth))).collect();
                let names: Vec<String> = kinds.iter().map(|&kind| self.parameter(kind)).collect();
                let effect = self.effect(depth.saturating_sub(1));
                format!(
                    "((lambda ({}) {effect} {}){values})",
                    names.join(" "),
                    self.expr(kind, depth)
                )
            }
            2 => {
                let values = self.pick(7);
                let values = self.integers(values, depth);
                let rest = self.parameter(Kind::List);
                format!("((lambda {rest} {}){values})", self.expr(kind, depth))
            }
            3 | 4 => {
                let test = self.test(depth);
                format!("(if {test} {} {})", self.expr(kind, depth), self.expr(kind, depth))
            }
            5 => format!("(begin {} {})", self.effect(depth), self.expr(kind, depth)),
            6 => match self.variable(kind, true) {
                Some(name) => format!("(set! {name} {})", self.expr(kind, depth)),
                None => self.leaf(kind),
            },
            7 => {
                let (cause, culprit) = (self.parameter(Kind::Int), self.parameter(Kind::Int));
                let handled = self.expr(kind, depth);
                self.scope.truncate(inside);
                let body = self.expr(kind, depth);
                let thrown = if self.one_in(2) {
                    format!(" (throw {})", self.expr(Kind::Int, depth))
                } else {
                    String::new()
                };
                format!("(catch (lambda ({cause} {culprit}) {handled}) {body}{thrown})")
            }
            8 => {
                let taken = self.parameter(Kind::Continuation);
                format!("(call/cc (lambda ({taken}) {}))", self.expr(kind, depth))
            }
            9 => {
                let here = self.scope.clone();
                self.scope.truncate(self.globals);
                let quoted = self.expr(kind, depth.min(3));
                self.scope = here;
                format!("(eval (quote {quoted}))")
            }
            _ => self.with_list(depth),
        };
        self.scope.truncate(inside);
        form
    }

    fn test(&mut self, depth: u32) -> String {
        let kind = self.kind();
        match self.pick(6) {
            0 => self.expr(kind, depth),
            1 => {
                let name = PREDICATES[self.pick(PREDICATES.len())];
                format!("({name} {})", self.expr(kind, depth))
            }
            2 => format!("(eq? {} {})", self.expr(kind, depth), self.expr(kind, depth)),
            _ => {
                let name = ["<", "=", ">", "<=", ">="][self.pick(5)];
                let count = 1 + self.pick(4);
                format!("({name}{})", self.integers(count, depth))
            }
        }
    }

    /// A function applied to a list.
    fn with_list(&mut self, depth: u32) -> String {
        let given = 1 + self.pick(2);
        let first = self.one_in(3);
        let function = self.expr(Kind::Function(given), depth);
        let list = if self.one_in(8) {
            self.expr(Kind::List, depth)
        } else {
            format!("((lambda list list){})", self.integers(given - usize::from(first), depth))
        };
        if first {
            format!("(%apply {function} {} {list})", self.expr(Kind::Int, depth))
        } else {
            format!("(%apply {function} {list})")
        }
    }

    /// Primitives, and calls.
    fn compute(&mut self, kind: Kind, depth: u32) -> String {
        match kind {
            Kind::Int => self.integer(depth),
            Kind::List => match self.pick(6) {
                0 => format!("(cdr (cons 0 {}))", self.expr(Kind::List, depth)),
                1 => {
                    let field = ["car", "cdr"][self.pick(2)];
                    let kind = if field == "cdr" { Kind::List } else { self.kind() };
                    let name = self.variable(Kind::List, false).unwrap_or("(cons 1 nil)".into());
                    format!("(begin (set-{field}! {name} {}) {name})", self.expr(kind, depth))
                }
                2 => {
                    let count = self.pick(7);
                    format!("((lambda list list){})", self.integers(count, depth))
                }
                _ => {
                    let kind = self.kind();
                    format!("(cons {} {})", self.expr(kind, depth), self.expr(Kind::List, depth))
                }
            },
            Kind::Vector => {
                format!("(make-vector {} {})", 2 + self.pick(6), self.expr(Kind::Int, depth))
            }
            Kind::Text => {
                let code = self.expr(Kind::Int, depth);
                format!(
                    "(make-string {} (integer->char (bitwise-and 63 {code})))",
                    3 + self.pick(6)
                )
            }
            Kind::Function(1) if self.one_in(3) => {
                // A closure that counts.
                let start = self.expr(Kind::Int, depth);
                let inside = self.scope.len();
                let state = self.parameter(Kind::Int);
                let inner = self.closure(1, depth);
                self.scope.truncate(inside);
                format!("((lambda ({state}) {inner}) {start})")
            }
            Kind::Function(count) => self.closure(count, depth),
            Kind::Continuation => self.leaf(kind),
            Kind::Row => self.row(depth),
            Kind::Float => self.float(depth),
        }
    }

    fn integer(&mut self, depth: u32) -> String {
        if self.rows && self.one_in(4) {
            let floats = self.size.has_floats() && self.one_in(2);
            return if floats { self.of_float(depth) } else { self.digits(depth) };
        }
        match self.pick(20) {
            0..=4 => {
                let name =
                    ["+", "-", "+", "*", "bitwise-and", "bitwise-or", "bitwise-xor"][self.pick(7)];
                let count = if name == "-" { 1 + self.pick(4) } else { self.pick(7) };
                format!("({name}{})", self.integers(count, depth))
            }
            5 => {
                let name = ["quotient", "remainder", "modulo"][self.pick(3)];
                format!("({name}{})", self.integers(2, depth))
            }
            6 => {
                let by = ["1", "2", "-1", "-3", "9", "-40", "40"][self.pick(7)];
                format!("(arithmetic-shift {} {by})", self.expr(Kind::Int, depth))
            }
            7 => {
                let list = self.expr(Kind::List, depth);
                format!("(car (cons {} {list}))", self.expr(Kind::Int, depth))
            }
            8 => {
                let list = self.expr(Kind::List, depth);
                format!(
                    "((lambda (l) (if (pair? l) (vector-length (make-vector 2 (car l))) -7)) {list})"
                )
            }
            9 => format!("(vector-length {})", self.expr(Kind::Vector, depth)),
            10 => {
                let (vector, index) = (self.expr(Kind::Vector, depth), self.pick(3));
                let value = self.expr(Kind::Int, depth);
                format!(
                    "(begin (vector-set! {vector} {index} {value}) (vector-ref {vector} {index}))"
                )
            }
            11 => format!("(string-length {})", self.expr(Kind::Text, depth)),
            12 => {
                let text = self.expr(Kind::Text, depth);
                format!("(char->integer (string-ref {text} {}))", self.pick(3))
            }
            13 => match self.variable(Kind::Continuation, false) {
                Some(name) => format!("({name} {})", self.expr(Kind::Int, depth)),
                None => self.with_list(depth),
            },
            14 => {
                let Some(name) = self.variable(Kind::Int, true) else {
                    return self.leaf(Kind::Int);
                };
                let (value, cell) = (self.expr(Kind::Int, depth), self.pick(2));
                match cell {
                    0 => format!(
                        "(begin (set-symbol-value! (quote {name}) {value}) (symbol-value (quote {name})))"
                    ),
                    _ => format!("(set! {name} {value})"),
                }
            }
            _ => {
                let count = self.pick(4);
                let values = self.integers(count, depth);
                match self.variable(Kind::Function(count), false) {
                    Some(name) if !self.one_in(3) => format!("({name}{values})"),
                    Some(name) => format!("(funcall {name}{values})"),
                    None => {
                        let function = self.expr(Kind::Function(count), depth);
                        format!("(funcall {function}{values})")
                    }
                }
            }
        }
    }
}
