//! Runs the examples of a dialect, and measures what evaluating one takes.
//!
//! An example is the body of a function, which is called 5, 5 and 15 times: what ten calls more take, less
//! what a constant takes, is the cost of ten. The first calls leave their notes in the code. Quoted operands of a
//! call are parameters of that function: what it takes to quote them is no cost of the call.

use std::sync::Mutex;

use conscycle::firmware::protocol::{self, Line, Services, Supply};
use conscycle::firmware::{self, Dialect};
use conscycle::image::Image;
use conscycle::image::builder::Builder;
use conscycle::image::printer::Printer;
use conscycle::image::reader;
use conscycle::machine::config::{Code, Config, Namespace};
use conscycle::machine::ports::Halt;
use conscycle::machine::word::WordSize;
use conscycle::machine::{Machine, Stop};

use super::entries::{is_plain_call, parts};
use crate::support::in_parallel;

/// What came of an expression.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Its value as text, or what went wrong.
    pub value: String,
    /// The cycles of ten evaluations, if they came to an end.
    pub cycles: Option<u64>,
}

/// Cycles that no example takes.
const LIMIT: u64 = 20_000_000;

/// The machine of the core dialect's figures: the one of the tables in `docs/performance.md`.
pub fn wide(namespace: Namespace) -> Config {
    Config {
        word: WordSize::W32,
        memory: 1 << 23,
        code: Code::Quick,
        namespace,
        ..Config::default()
    }
}

/// A call with its quoted operands, two at most, as variables, and what these are; of any other expression the
/// expression.
fn with_variables(expression: &str) -> (String, [String; 2]) {
    let mut values = ["1", "1"].map(String::from);
    let inside = expression.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let Some(mut parts) = inside.map(parts) else { return (expression.to_string(), values) };
    if !is_plain_call(expression, &parts[0]) {
        return (expression.to_string(), values);
    }
    let quoted = parts.iter_mut().skip(1).filter(|part| part.starts_with('\''));
    for (number, (part, value)) in quoted.zip(&mut values).enumerate() {
        *value = std::mem::replace(part, format!("operand-{number}"));
    }
    (format!("({})", parts.join(" ")), values)
}

/// A machine that is ready to evaluate expressions of a dialect.
pub struct Bench {
    dialect: Dialect,
    config: Config,
    image: Image,
}

/// Before an expression's value, and behind it.
const BEGIN: char = '\u{1}';
const END: char = '\u{2}';

impl Bench {
    pub fn new(dialect: Dialect, config: Config) -> Bench {
        let image = match dialect {
            Dialect::Mal | Dialect::Euler => {
                firmware::shell(dialect, config).expect("the image of the dialect")
            }
            Dialect::Core | Dialect::Bare => {
                firmware::builder(dialect, config).expect("the library").finish()
            }
        };
        Bench { dialect, config, image }
    }

    /// What comes of these expressions, each on a machine of its own: what an expression does to the machine is
    /// no matter of the next.
    pub fn all(&self, expressions: &[&str]) -> Vec<Found> {
        let found: Vec<_> = expressions.iter().map(|_| Mutex::new(Found::default())).collect();
        let pairs: Vec<_> = expressions.iter().zip(&found).collect();
        in_parallel(&pairs, |(expression, found)| {
            *found.lock().expect("no thread has panicked") = self.one(expression);
        });
        found.into_iter().map(|found| found.into_inner().expect("no thread has panicked")).collect()
    }

    /// What comes of an expression.
    pub fn one(&self, expression: &str) -> Found {
        match self.dialect {
            Dialect::Mal => self.marked(&mal(expression)),
            Dialect::Euler => self.marked(&euler(expression)),
            Dialect::Core | Dialect::Bare => self.core(expression),
        }
    }

    /// In core a program can read the clock. What an expression writes itself stands before its value.
    fn core(&self, expression: &str) -> Found {
        let (body, [x, y]) = with_variables(expression);
        let text = format!(
            "(define (turn f x y n)
               (if (= n 0) nil (begin (funcall f x y) (turn f x y (- n 1)))))
             (define (cost f x y a b c)
               (turn f x y 5) (set! a (cycles)) (turn f x y 5) (set! b (cycles))
               (turn f x y 15) (set! c (cycles)) (- (- c b) (- b a)))
             (define (show x) (write-byte 1) (write x) (write-byte 2))
             (define value (catch (lambda (cause culprit) (list 'trap cause culprit)) {expression}))
             (show (catch (lambda (cause culprit) -1)
               (cost (lambda (operand-0 operand-1) {body}) {x} {y} 0 0 0)))
             (show value)"
        );
        let forms = reader::read_all(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let mut builder = Builder::from_image(&self.image, self.config);
        builder.program("example", &text, &forms).unwrap_or_else(|error| panic!("{error}: {text}"));
        let mut machine = builder.finish().machine(self.config);
        machine.close_input();
        assert_eq!(machine.run(LIMIT), Stop::Halted, "{expression}");
        let console = String::from_utf8_lossy(machine.output()).into_owned();
        assert_eq!(machine.arbiter.halt, Halt::Done, "{expression}: {console}");
        let is_disturbed = machine.collections.count() > 0;
        let mut shown = console
            .split(END)
            .map(|part| part.rsplit_once(BEGIN).map_or("", |(_, value)| value).to_string());
        let (cost, value) = (shown.next().unwrap_or_default(), shown.next().unwrap_or_default());
        // What a collection takes is no cost of the expression.
        Found { value, cycles: cost.parse().ok().filter(|_| !is_disturbed) }
    }

    /// In mal and EulerLisp no program knows the cycle, but its host does when it is asked for a file.
    fn marked(&self, program: &str) -> Found {
        let mut host = Host { program, mark: None };
        let mut found = Found::default();
        let mut marks = Vec::new();
        let mut machine = self.image.machine(self.config);
        loop {
            match machine.run(LIMIT) {
                Stop::NeedsAnswer => {}
                Stop::Halted => break,
                stop => panic!("{stop:?}: {program}"),
            }
            let cycle = machine.cycle;
            let answer = protocol::answer(machine.requests(), cycle, &mut host);
            match host.mark.take() {
                Some(0) => found.value = last_line(&mut machine),
                Some(_) => marks.push(cycle),
                None => {}
            }
            machine.answer(answer.expect("an answer at once"));
        }
        if machine.arbiter.halt != Halt::Done && found.value.is_empty() {
            let value = Printer::new(&machine.memory, &self.config).print(machine.value);
            found.value = format!("{:?}: {value}", machine.trap.cause);
        }
        if let [a, b, c] = marks[..] {
            found.cycles = (c - b).checked_sub(b - a);
        }
        found
    }
}

/// The last line that has been written.
fn last_line(machine: &mut Machine) -> String {
    let text = String::from_utf8_lossy(&machine.take_output()).into_owned();
    text.trim_end_matches('\n').rsplit('\n').next().unwrap_or_default().to_string()
}

fn mal(expression: &str) -> String {
    let (body, [x, y]) = with_variables(expression);
    format!(
        "(def! turn (fn* (f x y n) (if (= n 0) nil (do (f x y) (turn f x y (- n 1))))))
         (def! cost (fn* (f x y)
           (do (turn f x y 5) (slurp \"mark 1\") (turn f x y 5) (slurp \"mark 2\")
               (turn f x y 15) (slurp \"mark 3\"))))
         (prn {expression}) (slurp \"mark 0\")
         (cost (fn* (operand-0 operand-1) {body}) {x} {y})\n"
    )
}

fn euler(expression: &str) -> String {
    let (body, [x, y]) = with_variables(expression);
    format!(
        "(defn turn (f x y n) (if (= n 0) 0 (do (f x y) (turn f x y (- n 1)))))
         (defn cost (f x y)
           (turn f x y 5) (file-read \"mark 1\") (turn f x y 5) (file-read \"mark 2\")
           (turn f x y 15) (file-read \"mark 3\"))
         (println {expression}) (file-read \"mark 0\")
         (cost (fn (operand-0 operand-1) {body}) {x} {y})\n"
    )
}

/// The host of a program that marks where it is.
struct Host<'a> {
    program: &'a str,
    /// The mark that it has come to.
    mark: Option<u32>,
}

impl Services for Host<'_> {
    fn input(&mut self) -> Supply {
        Supply::End
    }

    fn line(&mut self, _: &[u8]) -> Line {
        Line::End
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        self.mark = path.strip_prefix("mark ").and_then(|mark| mark.parse().ok());
        Ok(if self.mark.is_some() { Vec::new() } else { self.program.as_bytes().to_vec() })
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        (index == 0).then(|| b"program".to_vec())
    }
}
