use super::warnings;
use conscycle_firmware::{Dialect, builder};
use conscycle_image::reader;
use conscycle_machine::config::{Config, Namespace};

fn told_in(namespace: Namespace, text: &str) -> Vec<String> {
    let config = Config { namespace, ..Config::default() };
    let forms = reader::read_all(text).expect("reads");
    let mut builder = builder(Dialect::Core, config).expect("the library");
    builder.program("p", text, &forms).expect("builds");
    warnings(&builder.finish()).iter().map(ToString::to_string).collect()
}

fn told(text: &str) -> Vec<String> {
    told_in(Namespace::Lisp2, text)
}

#[test]
fn what_is_surely_wrong_is_told_with_its_place() {
    let table: &[(&str, &[&str])] = &[
        ("(display (lenght '(1)))", &["p:1:11: `lenght` is nowhere bound: did you mean `length`?"]),
        (
            "(define (f total)\n  (+ 1 totel))",
            &["p:2:8: `totel` is nowhere bound: did you mean `total`?"],
        ),
        (
            "(set! nowhere 1) nowhere (nowhere)",
            &["p:1:7: `nowhere` is nowhere bound (in 3 places)"],
        ),
        (
            "(define-syntax while (syntax-rules () ((_ x y) y))) (while 1 2)",
            &["p:1:2: `define-syntax` is nowhere bound"],
        ),
        (
            "(dispaly (lenght 1))",
            &[
                "p:1:2: `dispaly` is nowhere bound: did you mean `display`?",
                "p:1:11: `lenght` is nowhere bound: did you mean `length`?",
            ],
        ),
        ("(or nowhere)", &["p:1:5: `nowhere` is nowhere bound"]),
        ("(cond ((eq? 'qqq 1) qqq))", &["p:1:21: `qqq` is nowhere bound"]),
        ("(define (f) qqq)", &["p:1:13: `qqq` is nowhere bound"]),
        ("`(qqq ,qqq)", &["p:1:8: `qqq` is nowhere bound"]),
        (
            "(define (f x) x) (f) (f 1 2)",
            &[
                "p:1:18: `f` takes 1 operand, and none are given",
                "p:1:22: `f` takes 1 operand, and 2 are given",
            ],
        ),
        (
            "(cons 1) (length '(1) 2)",
            &[
                "p:1:1: `cons` takes 2 operands, and 1 is given",
                "p:1:10: `length` takes 1 operand, and 2 are given",
            ],
        ),
        (
            "(let loop ((i 0)) (if (< i 9) (loop)))",
            &["p:1:31: `loop` takes 1 operand, and none are given"],
        ),
        ("(define (f) (define (g x) x) (g))", &["p:1:30: `g` takes 1 operand, and none are given"]),
        ("(if)", &["p:1:1: malformed `if`: write (if test then [else])"]),
        ("(if 1 2 3 4)", &["p:1:1: malformed `if`: write (if test then [else])"]),
        (
            "(define (f))",
            &[
                "p:1:1: malformed `define`: write (define name x) or (define (name . parameters) x x ...)",
            ],
        ),
        ("(cond 5)", &["p:1:1: malformed `cond`: write (cond (test x ...) ... (else x ...))"]),
        ("(when)", &["p:1:1: malformed `when`: write (when test x x ...)"]),
        (
            "(define (list-of f) (f 1)) (define (f x) x)",
            &[
                "p:1:22: `f` calls the global function, not the variable: (funcall f ...) calls the variable",
            ],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn what_may_be_right_is_not_told() {
    let table = [
        "(define (even n) (if (= n 0) true (odd (- n 1)))) (define (odd n) (even n))",
        "(define (f) (define a 1) (define (g) (* a b)) (define b 2) (g))",
        "(defmacro my-define (name x) (list 'define name x)) (my-define y 5) (display y)",
        "(use-it y z) (defmacro use-it (a b) nil) y",
        "(defmacro setup () '(define hidden 1)) (setup) hidden",
        "(eval '(define made 7)) made",
        "(set-symbol-value! 'made 7) made",
        "(define (f x) x) (define (f x y) y) (f 1) (f 1 2)",
        "(define f car) (f 1 2 3)",
        "(define (f x) x) (set! f list) (f 1 2)",
        "(define (list-length x) x) (define (length x y) y) (length '(1)) (length 1 2)",
        "(let ((x 1) (y 2)) (let* ((z x) (w z)) (do ((i 0 (+ i 1))) ((= i 3) w) (display y))))",
        "(letrec ((f (lambda (n) (g n))) (g (lambda (n) n))) (f 1))",
        "(case 3 ((a b) 1) ((3) 2) (else 4))",
        "(cond ((assv 1 '((1 2))) => cadr) (else 5))",
        "'(not bound (at all)) #(nor these)",
        "(define list '(1 2)) (list 1 list)",
        "(begin (define a 1)) (if true (define b a)) (display b)",
        "(catch (lambda (cause culprit) cause) (car 5))",
        "((lambda args args) 1 2) ((lambda (a . rest) rest) 1 2)",
        "(define (f . rest) rest) (f) (f 1 2 3)",
        "(assert (= 1 1)) `(a ,(+ 1 2) ,@(list 1 2))",
    ];
    for text in table {
        for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
            assert_eq!(told_in(namespace, text), [""; 0], "{text}");
        }
    }
}

#[test]
fn a_lisp1_has_no_hidden_variables() {
    let text = "(define (f x) x) (define (test f) (f)) (define (g when if) (when 1 (if 2)))";
    assert_eq!(told_in(Namespace::Lisp1, text), [""; 0]);
}

#[test]
fn what_is_too_deep_or_too_large_is_passed_over() {
    let deep = format!("{}nowhere{}", "(car ".repeat(400), ")".repeat(400));
    assert_eq!(told(&deep).len(), 1);
    let clauses = "((= 1 2) nowhere) ".repeat(600);
    assert!(told(&format!("(cond {clauses})")).len() <= 1);
}
