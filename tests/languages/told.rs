//! What a person is told of a program: warnings before its run, and what to do about its trap.
//!
//! `cargo xtask bless warnings` rewrites the list of warnings.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use conscycle::firmware::{self, Dialect};
use conscycle::image::reader;
use conscycle::machine::config::{Config, Namespace};
use conscycle::warnings::warnings;

use crate::support::programs::{Case, examples, programs, workloads};

const EXPECTED: &str = "tests/told/warnings.expected";

/// Runs `program` from a file of this name in a folder of its own, with these options.
fn run(program: &str, options: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.lisp"), program).expect("a writable file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["run", "p.lisp"]).args(options).current_dir(folder.path());
    command.stdin(Stdio::null()).output().expect("conscycle runs")
}

fn told(program: &str, options: &[&str]) -> String {
    String::from_utf8_lossy(&run(program, options).stderr).into_owned()
}

fn json(program: &str, options: &[&str]) -> serde_json::Value {
    let output = run(program, &[options, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn every_program_here_has_the_warnings_that_it_has_on_purpose() {
    let cases: Vec<Case> = examples().into_iter().chain(workloads()).chain(programs()).collect();
    let mut text = String::new();
    for case in &cases {
        for &word in case.words().iter().take(1) {
            for warning in warnings(&case.image(case.config(word))) {
                text.push_str(&format!("{warning}\n"));
            }
        }
    }
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        std::fs::write(EXPECTED, &text).expect("a writable list");
    }
    assert_eq!(text, std::fs::read_to_string(EXPECTED).expect("the list"));
}

#[test]
fn typical_programs_have_none() {
    let text = std::fs::read_to_string("tests/told/typical.lisp").expect("the program");
    for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
        let config = Config { namespace, ..Config::default() };
        let mut builder = firmware::builder(Dialect::Core, config).expect("the library");
        let forms = reader::read_all(&text).expect("reads");
        builder.program("typical", &text, &forms).expect("builds");
        assert_eq!(warnings(&builder.finish()), [], "{namespace:?}");
    }
}

#[test]
fn warnings_come_before_the_run_unless_it_is_quiet() {
    let program = "(define (f x) x)\n(if false (f))\n(if false (lenght 1))\n5";
    let errors = told(program, &[]);
    let lines: Vec<&str> = errors.lines().take(2).collect();
    assert_eq!(
        lines,
        [
            "warning: p.lisp:2:11: `f` takes 1 operand, and none are given",
            "warning: p.lisp:3:12: `lenght` is nowhere bound: did you mean `length`?",
        ]
    );
    assert_eq!(told(program, &["--quiet"]), "");
    let json = json(program, &[]);
    assert_eq!(json["warnings"][0]["place"], "p.lisp:2:11");
    assert_eq!(json["warnings"][1]["help"], "did you mean `length`?");
    assert_eq!(json["value"], "5");
}

#[test]
fn traps_say_what_to_do() {
    let table: &[(&str, &[&str], &[&str])] = &[
        (
            "(define (f n) (+ 1 (f n))) (f 1)",
            &[],
            &[
                "does the recursion end?",
                "conscycle run p.lisp --word 32 --memory 1M\n",
                "conscycle run p.lisp --collector mark-sweep\n",
            ],
        ),
        (
            "(make-vector 12000 0) (make-vector 12000 0) (make-vector 12000 0)",
            &["--memory", "32K", "--collector", "none"],
            &["--memory 32K --collector copying\n", "--collector none --memory 64K\n"],
        ),
        ("(* 300 300)", &["--banks", "1"], &["conscycle run p.lisp --banks 1 --word 32\n"]),
        ("(define (twice x) (* 2 x)) (twise 4)", &[], &["did you mean `twice`?"]),
        ("(define (f total) (+ 1 totel)) (f 1)", &[], &["did you mean `total`?"]),
        ("(define (f a . b) a) (f)", &[], &["it takes at least 1 operand"]),
        ("(let ((x)) x)", &[], &["malformed `let`", "write (let ((name value) ...) x x ...)"]),
    ];
    for (program, options, expected) in table {
        let errors = told(program, options);
        for part in *expected {
            assert!(errors.contains(part), "{program}: {part}\n{errors}");
        }
    }
}

#[test]
fn a_fault_is_shown_in_the_users_line_first() {
    let table = [
        ("1\nnowhere", "p.lisp:2:1"),
        ("(define (f)\n  nowhere)\n(f)", "p.lisp:2:3"),
        ("(define (f x)\n  (if x nowhere\n    2))\n(f 1)", "p.lisp:2:9"),
        ("(define (f x)\n  (when x 1 nowhere))\n(f 1)", "p.lisp:2:13"),
        ("(define (f l)\n  (length l))\n1\n(f 5)", "p.lisp:2:3"),
        (
            "(define (f x)\n  (if (pair? x) x\n    (error \"no pair\" (list x))))\n(f 5)\n1",
            "p.lisp:3:5",
        ),
        ("(define (g x) (* x x))\n(define (f l)\n  (map g l))\n(f '(1 2 . 3))", "p.lisp:3:3"),
        ("(define (f l) (map car l))\n(for-each f '(((1)) ((2))))\n(length 5)", "p.lisp:3:1"),
        (
            "(define (f n) (if (= n 0) (length 5) (f (- n 1))))\n(define (g n) (if (= n 0) 0\n  \
             (begin (f 100) (g (- n 1)))))\n(catch (lambda (c x) 0) (f 9))\n(g 3)",
            "p.lisp:1:27",
        ),
        ("(define (f l)\n  (+ 1 (length l)))\n(f 5)", "p.lisp:2:8"),
        ("1\n(for-each (lambda (x)\n  (car x)) '(1))\n2", "p.lisp:3:3"),
        ("(map 5 '(1))\n2", "p.lisp:1:1"),
    ];
    for (program, place) in table {
        let trap = &json(program, &[])["trap"];
        assert_eq!(trap["place"], place, "{program}: {trap}");
        let errors = told(program, &["--quiet"]);
        let first = errors.lines().find(|line| line.contains(".lisp:")).expect("a place");
        assert!(first.contains(place), "{program}\n{errors}");
    }
}

#[test]
fn frames_of_the_library_are_shown_when_they_are_asked_for() {
    // The library waits for what `car` gives.
    let program = "(+ 1 (vector-length (vector-map car #(5))))";
    let is_frame = |line: &str| line.starts_with("  in an ") && line.contains("core/");
    let errors = told(program, &[]);
    assert!(errors.contains("in the library, at core/"), "{errors}");
    assert!(errors.contains("of the library: --library-frames)"), "{errors}");
    assert!(!errors.lines().any(is_frame), "{errors}");
    let errors = told(program, &["--library-frames"]);
    assert!(errors.lines().any(is_frame), "{errors}");
    assert!(!errors.contains("--library-frames"), "{errors}");
}

#[test]
fn a_form_is_not_malformed_because_its_expansion_is_cut_short() {
    let form = "(let ((a 1)) (case a ((1) `(,a b)) (else 2)))";
    for cycle in (70..1500).step_by(23) {
        let errors = told(form, &["--interrupt-at", &cycle.to_string()]);
        assert!(errors.contains("trap: interrupted"), "{cycle}: {errors}");
        assert!(!errors.contains("malformed"), "{cycle}: {errors}");
    }
    let mut full = 0;
    let config = Config { memory: 1 << 15, ..Config::default() };
    let library = firmware::builder(Dialect::Core, config).expect("the library fits").finish();
    let free = (1 << 15) - library.words.len();
    for length in (free - 2800..free).step_by(40) {
        let program = format!("(define v (make-vector {length} 0))\n{form}");
        let errors = told(&program, &["--memory", "32K", "--collector", "none"]);
        assert!(!errors.contains("malformed"), "{length}: {errors}");
        full += u32::from(errors.contains("trap: out of memory") && errors.contains("p.lisp:2:"));
    }
    assert!(full > 0, "memory is full in an expansion");
}

#[test]
fn a_malformed_form_is_told_by_its_name_alone() {
    let table = [
        ("(let ((x)) x)", "let"),
        ("(let)", "let"),
        ("(let loop)", "let"),
        ("(let* ((x 1) 5) x)", "let*"),
        ("(letrec ((f)) f)", "letrec"),
        ("(cond 5)", "cond"),
        ("(case)", "case"),
        ("(case 1 5)", "case"),
        ("(do ((i 0)))", "do"),
        ("(do (5) (true))", "do"),
        ("(when)", "when"),
        ("(if)", "if"),
        ("(let ((x 1)) (if x))", "if"),
        ("(define (f) (lambda)) (f)", "lambda"),
        ("(define x)", "define"),
        ("(cond (true (define x)))", "define"),
        ("(set! x)", "set!"),
    ];
    for (program, name) in table {
        let errors = told(program, &["--quiet"]);
        assert!(errors.contains(&format!("trap: malformed `{name}`")), "{program}\n{errors}");
        assert!(errors.contains(&format!("help: write ({name} ")), "{program}\n{errors}");
        assert!(!errors.contains("core/"), "{program}\n{errors}");
        let warnings = told(program, &[]);
        assert!(warnings.contains(&format!(": malformed `{name}`")), "{program}\n{warnings}");
        assert!(!warnings.contains("nowhere bound"), "{program}\n{warnings}");
    }
}

#[test]
fn a_run_that_reads_its_program_from_a_pipe_is_warned_too() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["run", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("conscycle starts");
    child.stdin.take().expect("a pipe").write_all(b"(if false qqq)").expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.starts_with("warning: stdin:1:11: `qqq` is nowhere bound\n"), "{errors}");
}
