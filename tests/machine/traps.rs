//! Faults: every cause with its culprit, handlers in the trap vector, catch and throw, and what is
//! left when memory runs out.

use conscycle::machine::Stop;
use conscycle::machine::config::{Collector, Config};
use conscycle::machine::frame::ReturnState;
use conscycle::machine::ports::Halt;
use conscycle::machine::primitives::Fault;
use conscycle::machine::word::{Word, WordSize};

use crate::support::{
    self, ALL_WORDS, LIMIT, WORDS, check, check_trap, config, frames, outcome, print, run,
};

/// Recurses through an argument, `n` deep, and faults at the bottom.
const DEEP: &str = "(defun deep (n) (if (= n 0) (car 5) (+ 1 (deep (- n 1)))))";

/// Two ways to use up memory: frames without end, and a list without end.
const ENDLESS: [&str; 2] = [
    "(defun endless (n) (+ 1 (endless n))) (endless 0)",
    "(defun endless (l) (endless (cons 1 l))) (endless nil)",
];

/// The least and the most generous memory.
const MEMORIES: [(u32, u32); 3] = [(4, 1), (2, 1), (1, 3)];

fn small(size: WordSize, banks: u32, latency: u32) -> Config {
    Config { memory: 1 << 13, banks, latency, collector: Collector::None, ..config(size) }
}

#[test]
fn every_cause_is_reached_with_its_culprit() {
    use Fault::*;
    #[rustfmt::skip]
    let table = [
        (Unbound, "nowhere", "nowhere"),
        (Unbound, "(+ 1 nowhere)", "nowhere"),
        (Unbound, "(nowhere 1)", "nowhere"),
        (Unbound, "(set! nowhere 1)", "nowhere"),
        (Unbound, "(symbol-value (quote nowhere))", "nowhere"),
        (NotAFunction, "(5 1)", "5"),
        (NotAFunction, "(\"text\" 1)", "\"text\""),
        (NotAFunction, "((car (quote (7))) 1)", "7"),
        (NotAFunction, "(define f 3) (f)", "3"),
        (NotAFunction, "(funcall nil)", "nil"),
        (NotAFunction, "(funcall if 1 2)", "#<special if>"),
        (NotAFunction, "(:key 1)", ":key"),
        (WrongType, "(car 5)", "5"),
        (WrongType, "(+ 1 2 (quote x))", "x"),
        (WrongType, "(< 3 nil)", "nil"),
        (WrongType, "(vector-ref (quote (1)) 0)", "(1)"),
        (WrongType, "(vector-ref #(1) true)", "true"),
        (WrongType, "(string-set! \"abc\" 0 1)", "1"),
        (WrongType, "(%apply + 1 2)", "2"),
        (WrongArity, "(car)", "#<primitive car>"),
        (WrongArity, "(cons 1 2 3 4)", "#<primitive cons>"),
        (WrongArity, "((lambda (x) x))", "#<lambda (x)>"),
        (WrongArity, "((lambda (x y) x) 1 2 3)", "#<lambda (x y)>"),
        (WrongArity, "((lambda (x . r) x))", "#<lambda (x . r)>"),
        (WrongArity, "(call/cc (lambda (k) (k 1 2)))", "#<continuation>"),
        (DivideByZero, "(modulo 8 (- 2 2))", "8"),
        (UncaughtThrow, "(throw (quote ball))", "ball"),
        (UncaughtThrow, "(+ 1 (throw 2))", "2"),
        (BadIndex, "(vector-ref #(1 2) 2)", "2"),
        (BadIndex, "(vector-set! #(1 2) -1 0)", "-1"),
        (BadIndex, "(string-ref \"ab\" 2)", "2"),
        (BadIndex, "(make-vector -1 0)", "-1"),
        (BadIndex, "(integer->char 256)", "256"),
        (BadSyntax, "(if)", "(if)"),
        (BadSyntax, "(if 1)", "(if 1)"),
        (BadSyntax, "(quote)", "(quote)"),
        (BadSyntax, "(lambda (x))", "(lambda (x))"),
        (BadSyntax, "(define)", "(define)"),
        (BadSyntax, "(define x 1 2)", "(define x 1 2)"),
        (BadSyntax, "(define 5 1)", "(define 5 1)"),
        (BadSyntax, "(set! true 1)", "(set! true 1)"),
        (BadSyntax, "(catch)", "(catch)"),
        (BadSyntax, "(+ 1 . 2)", "2"),
    ];
    for (cause, program, culprit) in table {
        check_trap(program, cause, culprit);
    }
    for size in ALL_WORDS {
        let (low, high) = size.immediate_range();
        for (program, culprit) in [
            (format!("(+ {high} 1)"), high),
            (format!("(- {low} 1)"), low),
            (format!("(* {high} 2)"), high),
            (format!("(quotient {low} -1)"), low),
            (format!("(arithmetic-shift {high} 1)"), high),
            (format!("(+ 0 {})", high + 1), high + 1),
        ] {
            let expected = format!("trap Overflow: {culprit}");
            assert_eq!(outcome(&run(&program, config(size))), expected, "{program}");
        }
        let machine = run("(make-vector 9000 0)", small(size, 4, 1));
        assert_eq!(outcome(&machine), "trap OutOfMemory: nil");
    }
}

#[test]
fn numbers_that_no_function_has_are_bad_opcodes() {
    for size in ALL_WORDS {
        let cases = [("car", "(car 1)", "#<primitive ?>"), ("if", "(if x (y) 2)", "(if x (y) 2)")];
        for (name, program, culprit) in cases {
            let mut image = support::image(program, config(size));
            let object = image.words[image.symbols[name].0 as usize + 1];
            let function = image.words[object.0 as usize + 3];
            image.words[function.0 as usize + 1] = Word::small(99);
            let mut machine = image.machine(config(size));
            assert_eq!(machine.run(LIMIT), Stop::Halted);
            assert_eq!(outcome(&machine), format!("trap BadOpcode: {culprit}"));
        }
    }
}

#[test]
fn halting_leaves_clink_as_it_was() {
    for size in WORDS {
        for (banks, latency) in MEMORIES {
            for depth in [0, 1, 2, 10, 40] {
                for fault in ["(car 5)", "(throw 5)", "nowhere", "(nowhere)"] {
                    let config = Config { banks, latency, ..config(size) };
                    let program = format!("{DEEP} (deep {depth})").replace("(car 5)", fault);
                    let machine = run(&program, config);
                    assert_eq!(machine.arbiter.halt, Halt::Trap);
                    assert!(!machine.clink.full, "all frames are in memory");
                    let frames = frames(&machine, machine.clink.clink);
                    assert_eq!(frames.len(), depth, "{program}");
                    for [state, operator, arguments, values, _] in frames {
                        assert_eq!(ReturnState::of(state), Some(ReturnState::Arguments));
                        assert_eq!(print(&machine, operator), "#<primitive +>");
                        assert_eq!(print(&machine, arguments), "((deep (- n 1)))");
                        assert_eq!(print(&machine, values), "(1)");
                    }
                }
            }
        }
    }
}

#[test]
fn the_handlers_value_stands_for_what_trapped() {
    const TEN: &str = "(set-trap-handler! (lambda (cause culprit) 10))";
    let table = [
        ("(+ 1 nowhere 2)", "13"), // an argument without a frame
        ("(+ 1 (car 5) 2)", "13"),
        ("(cons nowhere (cons (car 5) (throw 7)))", "(10 10 . 10)"),
        ("((lambda (a b c d e) (cons d e)) 1 2 3 nowhere 5)", "(10 . 5)"),
        ("nowhere", "10"), // the program's last value
        ("(begin nowhere (car 5) 3)", "3"),
        ("((lambda () (car 5)))", "10"), // a body
        ("(+ 1 ((lambda (x) nowhere (car x)) 5))", "11"),
        ("(if nowhere 1 2)", "1"), // a test
        ("(define y (car 5)) y", "10"),
        ("(define y 1) (set! y nowhere) y", "10"),
        ("(+ 1 (set! nowhere 2))", "11"),
        ("(+ 1 (nowhere 2))", "11"), // the whole combination: its operator has no frame
        ("(+ 1 ((lambda (x) x)))", "11"),
        ("(+ 1 (quotient 5 0))", "11"),
        ("(+ 1 (if))", "11"),
        ("(%apply car (quote (1 2)))", "10"),
    ];
    for (program, expected) in table {
        check(&format!("{TEN} {program}"), &format!("=> {expected}"));
    }
    let doubler = "(set-trap-handler! (lambda (cause culprit) (lambda (n) (* n 2))))";
    check(&format!("{doubler} ((car 5) 21)"), "=> 42"); // an operator
    check("(set-trap-handler! (lambda (c x) (cons c x))) (cons 0 (car 5))", "=> (0 3 . 5)");
    check(&format!("{TEN} {DEEP} (deep 30)"), "=> 40");
}

#[test]
fn catch_gets_cause_and_culprit() {
    let table = [
        ("(car 5)", "(3 . 5)"),
        ("nowhere", "(1 . nowhere)"),
        ("1 (nowhere) 2", "(1 . nowhere)"),
        ("(throw (quote (a b)))", "(9 a b)"),
        ("(deep 20)", "(3 . 5)"),
        ("(+ 1 (catch (lambda (c x) (+ c x)) (car 5)))", "9"),
        ("(catch (lambda (c x) (throw c)) (car 5))", "(9 . 3)"),
        ("(catch (lambda (c x) (car c)) (throw 1))", "(3 . 9)"),
        ("(catch 5 (throw 1))", "(2 . 5)"),
        ("(catch (lambda (c) c) (throw 1))", "(4 . #<lambda (c)>)"),
        ("7", "7"),
    ];
    for (body, expected) in table {
        let program = format!("{DEEP} (catch (lambda (c x) (cons c x)) {body})");
        check(&program, &format!("=> {expected}"));
    }
    check("(catch (lambda (c x) x))", "=> nil");
    check_trap("(catch nowhere (car 5))", Fault::Unbound, "nowhere");
}

#[test]
fn a_fault_goes_to_the_vector_first_and_a_throw_to_catch() {
    const VECTOR: &str = "(set-trap-handler! (lambda (c x) (cons :vector x)))";
    let caught = |body| format!("{VECTOR} (catch (lambda (c x) (cons :catch x)) {body})");
    check(&caught("(car 5)"), "=> (:vector . 5)");
    check(&caught("(throw 5)"), "=> (:catch . 5)");
    check(&format!("{VECTOR} (cons 1 (throw 5))"), "=> (1 :vector . 5)");
}

#[test]
fn the_vector_is_empty_while_its_handler_runs_and_back_afterwards() {
    check("(set-trap-handler! (lambda (c x) (set-trap-handler! nil))) (cons 1 (car 5))", "=> (1)");
    check("(set-trap-handler! (lambda (c x) x)) (cons (car 5) (car 6))", "=> (5 . 6)");
    check_trap("(set-trap-handler! (lambda (c x) (nowhere))) (car 5)", Fault::Unbound, "nowhere");
    check_trap("(set-trap-handler! 3) (car 5)", Fault::NotAFunction, "3");
    let program = "(set-trap-handler! (lambda (c x) (car x)))
                   (cons (catch (lambda (c x) (cons c x)) (car 5)) (set-trap-handler! nil))";
    check(program, "=> ((3 . 5) . #<lambda (c x)>)");
}

#[test]
fn a_throw_past_the_handlers_frame_restores_the_vector() {
    let program = "(set-trap-handler! (lambda (c x) (+ 1 (throw (cons c x)))))
                   (define first (catch (lambda (c x) x) (car 5)))
                   (define second (catch (lambda (c x) x) (cons 1 (cdr 6))))
                   (cons first (cons second (set-trap-handler! nil)))";
    check(program, "=> ((3 . 5) (3 . 6) . #<lambda (c x)>)");
    let nested = "(set-trap-handler! (lambda (outer x)
                    (set-trap-handler! (lambda (inner y) (throw y)))
                    (car 7)))
                  (define thrown (catch (lambda (c x) x) (car 5)))
                  (cons thrown (set-trap-handler! nil))";
    check(nested, "=> (7 . #<lambda (outer x)>)");
}

#[test]
fn out_of_memory_halts_and_the_state_still_prints() {
    for size in WORDS {
        for (banks, latency) in MEMORIES {
            for program in ENDLESS {
                for padding in 0..24 {
                    // Memory ends at another allocation each time.
                    let program = format!("(make-vector {padding} 0) {program}");
                    let machine = run(&program, small(size, banks, latency));
                    assert_eq!(outcome(&machine), "trap OutOfMemory: nil");
                    let frames = frames(&machine, machine.clink.clink);
                    assert_eq!(frames.len() > 100, program.contains("+"));
                    print(&machine, machine.clink.clink);
                    print(&machine, machine.trap.origin);
                }
            }
        }
    }
}

#[test]
fn a_catch_handler_runs_in_the_reserve() {
    for size in WORDS {
        for (banks, latency) in MEMORIES {
            for program in ENDLESS {
                for padding in 0..24 {
                    let program = format!(
                        "(make-vector {padding} 0)
                         (catch (lambda (cause culprit) (cons cause (cons culprit nil))) {program})"
                    );
                    let machine = run(&program, small(size, banks, latency));
                    assert_eq!(outcome(&machine), "=> (7 nil)", "{program}");
                }
            }
        }
    }
}

#[test]
fn a_handler_in_the_vector_runs_in_the_reserve_and_its_value_resumes() {
    for size in WORDS {
        for padding in 0..24 {
            let start = format!("(make-vector {padding} 0) (set-trap-handler! (lambda (c x) c))");
            let machine = run(&format!("{start} {}", ENDLESS[0]), small(size, 4, 1));
            let sum: i64 = print(&machine, machine.value).parse().expect("a sum");
            assert_eq!(machine.arbiter.halt, Halt::Done);
            assert!(sum > 100, "every pending addition has been done");
            let machine = run(&format!("{start} {}", ENDLESS[1]), small(size, 4, 1));
            // The value stands for a cons or a call: in the first case the loop goes on, and there
            // is no second reserve.
            let ends = ["=> 7", "trap OutOfMemory: nil"];
            assert!(ends.contains(&outcome(&machine).as_str()), "{}", outcome(&machine));
        }
    }
}

#[test]
fn a_machine_that_runs_out_of_memory_again_halts_at_once() {
    for size in ALL_WORDS {
        let both = "(catch (lambda (cause culprit) (endless nil)) (endless nil))";
        let program = format!("(defun endless (l) (endless (cons 1 l))) {both}");
        let machine = run(&program, small(size, 4, 1));
        assert_eq!(outcome(&machine), "trap OutOfMemory: nil");
        assert_eq!(machine.memory.limit, 1 << 13, "the reserve is handed out");
    }
}

#[test]
fn exit_stops_everything() {
    check("(catch (lambda (c x) x) (+ 1 (exit 3)))", "exit 3");
    check("(set-trap-handler! (lambda (c x) x)) (exit)", "exit nil");
}
