//! Programs that attack what notes depend on: cells of code shared by scopes, names that change their
//! meaning in the middle of a loop, code, parameter lists and environments that are written over while
//! they are in use, continuations entered again across all of that.

use super::{COLLECTORS, Numbers};
use conscycle_machine::config::{Code, Config, Namespace};
use conscycle_machine::word::WordSize;

/// Variables, bound somewhere or global; the last one nowhere.
const VARIABLES: [&str; 10] = ["x", "y", "z", "n", "v", "w", "code", "vec", "h", "nowhere"];
const BINARY: [&str; 11] = ["+", "-", "<", ">", "=", "<=", ">=", "eq?", "cons", "*", "vector-ref"];
const UNARY: [&str; 8] = ["not", "null?", "car", "cdr", "pair?", "-", "write-byte", "object-type"];
const NAMES: [&str; 12] = ["+", "-", "<", "=", "not", "null?", "car", "eq?", "f", "g", "v", "if"];
/// Parameters and names of inner definitions: now and then a name that is an operator elsewhere.
const BOUND: [&str; 12] = ["x", "y", "z", "v", "x", "y", "z", "n", "car", "f", "g", "+"];
const MEANINGS: [&str; 12] =
    ["-", "+", "car", "cons", "<", "f", "g", "not", "eq?", "if", "quote", "choose"];

/// The program of a seed.
pub fn program(seed: u64) -> String {
    Hostile { numbers: Numbers::new(seed) }.program()
}

/// A machine for the program of a seed, without notes.
pub fn machine(seed: u64) -> Config {
    let mut numbers = Numbers::new(!seed);
    let (collector, barrier) = numbers.pick(COLLECTORS);
    let (word, memory) = numbers.pick(&[(WordSize::W16, 1 << 16), (WordSize::W32, 1 << 17)]);
    Config {
        namespace: numbers.pick(&[Namespace::Lisp2, Namespace::Lisp2, Namespace::Lisp1]),
        banks: numbers.pick(&[4, 4, 2, 1]),
        gc_every: numbers.pick(&[0, 0, 5, 17]),
        collector,
        barrier,
        word,
        memory,
        code: Code::Lists,
        ..Config::default()
    }
}

struct Hostile {
    numbers: Numbers,
}

impl Hostile {
    fn pick(&mut self, below: u64) -> u64 {
        self.numbers.below(below)
    }

    fn program(&mut self) -> String {
        let code = self.expr(2);
        let shared = self.expr(1);
        let kept = self.expr(2);
        let (one, two, three) = (self.body(3), self.body(3), self.expr(2));
        let [fourth, others] = [(); 2].map(|()| self.numbers.pick(&BOUND));
        let steps: Vec<String> = (0..1 + self.pick(4)).map(|_| self.step()).collect();
        let step = steps
            .iter()
            .rev()
            .fold("nil".to_string(), |rest, step| format!("(pair (guard handler {step}) {rest})"));
        let turns = 2 + self.pick(4);
        let last = self.expr(2);
        format!(
            "(define choose if)
(define guard catch)
(define pair cons)
(define less <)
(define minus -)
(define handler (lambda (cause culprit) (pair cause culprit)))
(define v 3)
(define w '(1 2 3))
(define vec (make-vector 4 'e))
(define k (lambda (x) x))
(define count 0)
(define code '{code})
(define shared '{shared})
(defmacro share () shared)
(defmacro twice (e)
  (pair 'cons (pair e (pair (pair (pair 'lambda (pair '(y) (pair e nil))) '(5)) nil))))
(define params (cons 'x (cons 'y nil)))
(define body '{kept})
(define h (eval (cons 'lambda (cons params (cons body nil)))))
(define (f x) {one})
(define (g x y) {two})
(define (keep z) (lambda (x) {three}))
(define (many x y z {fourth}) {one})
(define (rest x . {others}) {two})
(define (turn n acc) (choose (less n 1) acc (turn (minus n 1) (pair {step} acc))))
(define first (turn {turns} nil))
(pair (guard handler {last}) (pair first (turn 2 nil)))
"
        )
    }

    /// A function's body: now and then with definitions in it.
    fn body(&mut self, depth: u32) -> String {
        match self.pick(5) {
            0 => {
                let name = self.numbers.pick(&BOUND);
                format!("(define {name} {}) {}", self.expr(depth - 1), self.expr(depth))
            }
            1 => format!("{} {}", self.mutation(), self.expr(depth)),
            _ => self.expr(depth),
        }
    }

    /// What is done in a turn of the loop.
    fn step(&mut self) -> String {
        match self.pick(3) {
            0 => self.mutation(),
            1 => self.call(2),
            _ => self.expr(3),
        }
    }

    fn call(&mut self, depth: u32) -> String {
        let (a, b) = (self.expr(depth - 1), self.expr(depth - 1));
        match self.pick(11) {
            7 => format!("({} {a})", self.numbers.pick(&VARIABLES)),
            8 => format!("(many {a} {b} 5 {a})"),
            9 => format!("(rest {a} {b})"),
            10 => format!("(funcall (lambda () {a}))"),
            0 | 1 => format!("(f {a})"),
            2 => format!("(g {a} {b})"),
            3 => format!("(h {a} {b})"),
            4 => format!("((keep {a}) {b})"),
            5 => "(eval code)".to_string(),
            _ => format!("(funcall h {a} {b})"),
        }
    }

    /// Something that notes may depend on changes.
    fn mutation(&mut self) -> String {
        let (value, name, meaning) =
            (self.expr(1), self.numbers.pick(&NAMES), self.numbers.pick(&MEANINGS));
        let list = self.numbers.pick(&[
            "code",
            "(cdr code)",
            "body",
            "(cdr body)",
            "params",
            "(cdr params)",
            "shared",
            "(cdr shared)",
        ]);
        let closure = self.numbers.pick(&["(keep 1)", "h", "f"]);
        match self.pick(17) {
            14 => {
                let name = self.numbers.pick(&NAMES);
                format!("(set-car! (procedure-environment {closure}) '({name} . 9))")
            }
            15 => {
                let name = self.numbers.pick(&NAMES);
                format!("(set-car! (car (procedure-environment {closure})) '{name})")
            }
            16 => format!("(set-car! params '{})", self.numbers.pick(&NAMES)),
            0 => format!("(define ({} x) {value})", self.numbers.pick(&["f", "g", "not", "car"])),
            1 => format!("(define {name} {meaning})"),
            2 => format!("(set! {name} {meaning})"),
            3 => format!("(set-symbol-function! '{name} {meaning})"),
            4 => format!("(set-symbol-value! '{} {value})", self.numbers.pick(&VARIABLES)),
            5 | 6 => format!("(set-car! {list} '{value})"),
            7 => format!("(set-car! {list} '{})", self.numbers.pick(&VARIABLES)),
            8 => format!("(set-cdr! {list} '({value}))"),
            9 => format!("(set-cdr! (car (procedure-environment {closure})) {value})"),
            10 => format!("(set-car! (procedure-environment {closure}) '(x . 9))"),
            11 => format!(
                "(begin (define {name} {meaning}) (cons {value} (define {name} {})))",
                self.numbers.pick(&MEANINGS)
            ),
            12 => {
                format!("(set-symbol-function! 'if {})", self.numbers.pick(&["if", "g", "quote"]))
            }
            _ => "(if (< count 3) (begin (set! count (+ count 1)) (k count)) count)".to_string(),
        }
    }

    fn expr(&mut self, depth: u32) -> String {
        if depth == 0 {
            return match self.pick(5) {
                0 | 1 => self.numbers.pick(&VARIABLES).to_string(),
                2 => (self.pick(12) as i64 - 4).to_string(),
                3 => self.numbers.pick(&["nil", "true", "'a", "'(1 x)", "\"t\""]).to_string(),
                _ => self.numbers.pick(&["x", "y", "n"]).to_string(),
            };
        }
        let depth = depth - 1;
        match self.pick(22) {
            0..=5 => {
                let name = self.numbers.pick(&BINARY);
                format!("({name} {} {})", self.expr(depth), self.expr(depth))
            }
            6..=8 => {
                let name = self.numbers.pick(&UNARY);
                format!("({name} {})", self.expr(depth))
            }
            9..=11 => {
                let (test, then) = (self.expr(depth), self.expr(depth));
                format!("(if {test} {then} {})", self.expr(depth))
            }
            12 => {
                let name = self.numbers.pick(&BOUND);
                format!("((lambda ({name}) {}) {})", self.body(depth.max(1)), self.expr(depth))
            }
            13 => {
                let name = self.numbers.pick(&["x", "y", "z", "v", "nowhere"]);
                format!("(set! {name} {})", self.expr(depth))
            }
            14 => "(share)".to_string(),
            15 => format!("(twice {})", self.expr(depth)),
            16 => format!("(call/cc (lambda (c) (begin (set! k c) {})))", self.expr(depth)),
            17 => self.call(depth.max(1)),
            18 => format!("(begin {} {})", self.expr(depth), self.expr(depth)),
            19 => format!("(eval '{})", self.expr(depth)),
            20 => format!("(funcall (keep {}) {})", self.expr(depth), self.expr(depth)),
            _ => self.expr(0),
        }
    }
}
