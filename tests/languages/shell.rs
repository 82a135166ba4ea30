//! The shell of the core dialect: sessions, and the memory that it takes.
//!
//! `tests/shell/NAME.session` is a session as one sees it, behind a line `; repl` with the arguments.
//! What follows a prompt has been typed. `cargo xtask bless shell` rewrites what the
//! machine has answered.

use std::process::Command;

use conscycle::firmware::{self, Dialect};
use conscycle::machine::Stop;
use conscycle::machine::config::{Config, Namespace};
use conscycle::machine::word::WordSize;

use crate::support::{self, conversation, in_parallel};

const PROMPTS: [&str; 2] = ["> ", "... "];

/// What the shell shows for these lines, the lines themselves among it.
fn session(arguments: &str, input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["repl", "--echo"]).args(arguments.split_whitespace());
    conversation(&mut command, input)
}

#[test]
fn sessions_are_as_they_are_written_down() {
    let mut names: Vec<_> = std::fs::read_dir("tests/shell")
        .expect("the sessions")
        .map(|entry| entry.expect("a file").path())
        .collect();
    names.sort();
    assert!(names.len() >= 3);
    for path in names {
        let text = std::fs::read_to_string(&path).expect("a session");
        let (first, expected) = text.split_once('\n').expect("a first line");
        let arguments = first.strip_prefix("; repl").expect("the arguments");
        // The prompt at the end has got no line.
        let (typed, _) = expected.trim_end().rsplit_once('\n').expect("a last prompt");
        let typed: String = typed
            .lines()
            .filter_map(|line| PROMPTS.iter().find_map(|prompt| line.strip_prefix(prompt)))
            .map(|line| format!("{line}\n"))
            .collect();
        let transcript = session(arguments, &typed);
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(&path, format!("{first}\n{transcript}")).expect("a writable session");
            continue;
        }
        for (at, (is, should)) in transcript.lines().zip(expected.lines()).enumerate() {
            assert_eq!(is, should, "{} line {}", path.display(), at + 2);
        }
        assert_eq!(transcript.lines().count(), expected.lines().count(), "{}", path.display());
    }
}

/// At its prompt the shell leaves a third of the 64K words of a 16-bit machine free.
#[test]
fn the_shell_leaves_a_third_of_memory_at_16_bits() {
    for namespace in [Namespace::Lisp2, Namespace::Lisp1] {
        let config = Config { word: WordSize::W16, namespace, ..Config::default() };
        let image = firmware::shell(Dialect::Core, config).expect("there is a shell");
        let mut machine = image.machine(config);
        assert_eq!(machine.run(1_000_000), Stop::NeedsAnswer, "it asks for a line");
        assert_eq!(machine.requests(), b"L> \0");
        let heap = machine.memory.allocated;
        let taken = image.words.len() as u64 + heap;
        assert!(taken * 3 < 2 * u64::from(config.memory), "{taken} words are taken");
    }
}

/// Core and mal on machines of several kinds, each with the lines of a session in its own words.
const MACHINES: [&str; 9] = [
    "",
    "--namespace lisp1",
    "--collector generational",
    "--collector mark-sweep --namespace lisp1",
    "--word 32 --collector copying",
    "--word 32 --collector generational --namespace lisp1",
    "--word 32 --collector mark-sweep",
    "--dialect mal --memory 128K",
    "--dialect mal --memory 128K --collector mark-sweep",
];

/// What is answered to lines, without the prompts.
fn answers(machine: &str, lines: &[String]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.arg("repl").args(machine.split_whitespace());
    let shown = conversation(&mut command, &(lines.join("\n") + "\n"));
    let shown = shown.strip_prefix("Mal [conscycle]\n").unwrap_or(&shown).replace("user> ", "> ");
    shown.lines().map(|line| line.trim_start_matches("> ").to_string()).collect()
}

/// Every machine with each of these lengths, those first that take long.
fn pairs<const N: usize>(lengths: [usize; N]) -> Vec<(&'static str, usize)> {
    let with = |length| MACHINES.into_iter().map(move |machine| (machine, length));
    lengths.into_iter().flat_map(with).collect()
}

#[test]
fn a_line_that_is_too_long_is_one_error_and_the_next_is_served() {
    let lengths = [300_000, 65_536, 16_384, 16_383, 10_000];
    in_parallel(&pairs(lengths), |&(machine, length)| {
        let sum = "(+ 40 2)".to_string();
        let string = format!("\"{}\"", "x".repeat(length - 2));
        let code = format!("(+ {}1)", "1 ".repeat((length - 5) / 2));
        let comment = format!(";{}", "c".repeat(length - 1));
        let lines = [&sum, &string, &sum, &code, &sum, &comment, &sum].map(String::clone);
        let answers = answers(machine, &lines);
        let place = format!("{machine}, {length}: {answers:?}");
        assert_eq!(answers.iter().filter(|line| *line == "42").count(), 4, "{place}");
        let wrong: Vec<_> = answers.iter().filter(|line| *line != "42").collect();
        let right = |line: &str| {
            *line == string
                || line.parse() == Ok((length - 5) / 2 + 1)
                || line.is_empty()
                || line == "Error: out of memory"
                || line == "Error: a line or file that is longer than a string can be"
        };
        assert!(wrong.len() <= 4 && wrong.iter().all(|line| right(line)), "{place}");
    });
}

#[test]
fn a_file_that_is_too_long_is_one_error_and_the_next_line_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |length: usize| folder.path().join(format!("{length}.txt"));
    let lengths = [300_000, 20_000];
    for length in lengths {
        std::fs::write(path(length), ";".repeat(length)).expect("a file");
    }
    in_parallel(&pairs(lengths), |&(machine, length)| {
        let path = path(length);
        let lines = if machine.contains("mal") {
            [format!("(count (slurp {path:?}))"), "(+ 40 2)".to_string()]
        } else {
            [format!("(load {path:?})"), "(+ 40 2)".to_string()]
        };
        let answers = answers(machine, &lines);
        let first = &answers[0];
        let right = first == "true" || first.parse() == Ok(length) || first.starts_with("Error");
        assert!(right && answers[1] == "42", "{machine}, {length}: {answers:?}");
    });
}

/// Forms that run out of memory, and how it is given back.
const EXHAUSTING: [(&str, &str); 10] = [
    ("(frames 1)", ""),
    ("(conses nil)", ""),
    ("(hoard 1)", "(set! all nil)"),
    ("(catch handler (hoard 1))", "(set! all nil)"),
    ("(catch (lambda (c x) (hoard 1)) (frames 1))", "(set! all nil)"),
    ("(catch (lambda (c x) (frames 1)) (frames 1))", ""),
    ("(call-with-handler (lambda (c x) (hoard 1)) (lambda () (hoard 1)))", "(set! all nil)"),
    ("(symbols 1)", ""),
    ("(closures 1)", "(set! all nil)"),
    ("(hoard 1) (hoard 1) (hoard 1)", "(set! all nil)"),
];

#[test]
fn the_shell_outlives_whatever_fills_memory() {
    let definitions = "
        (define all nil)
        (define (handler cause culprit) 'handled)
        (define (frames n) (+ 1 (frames n)))
        (define (conses l) (conses (cons 1 l)))
        (define (hoard n) (set! all (cons n all)) (hoard n))
        (define (closures n) (set! all ((lambda (rest) (lambda () rest)) all)) (closures n))
        (define (symbols n)
          (string->symbol (string-append \"fresh\" (number->string n))) (symbols (+ n 1)))";
    let definitions = definitions.split_whitespace().collect::<Vec<_>>().join(" ");
    let machines = MACHINES.iter().filter(|machine| !machine.contains("mal"));
    in_parallel(&machines.collect::<Vec<_>>(), |machine| {
        let mut lines = vec![definitions.clone()];
        for (form, remedy) in EXHAUSTING.iter().cycle().take(2 * EXHAUSTING.len()) {
            let line = if remedy.is_empty() { "" } else { "(define more 1)" };
            lines.extend([form, line, remedy, "(* 6 7)"].map(String::from));
        }
        let answers = answers(machine, &lines);
        let place = format!("{machine}: {answers:#?}");
        let sums = answers.iter().filter(|line| *line == "42").count();
        assert_eq!(sums, 2 * EXHAUSTING.len(), "{place}");
        let told = answers.iter().filter(|line| line.starts_with("Error: out of memory")).count();
        assert!(told >= 2 * EXHAUSTING.len(), "{place}");
    });
}

#[test]
fn the_shell_of_mal_outlives_whatever_fills_memory() {
    let definitions = [
        "(def! all (atom nil))",
        "(def! chain (fn* (x) (if (nil? x) () x)))",
        "(def! hoard (fn* (n) (do (swap! all (fn* (x) (cons n (chain x)))) (hoard n))))",
        "(def! frames (fn* (n) (+ 1 (frames n))))",
        "(def! symbols (fn* (n) (do (symbol (str \"fresh\" n)) (symbols (+ n 1)))))",
    ];
    let full = "Error: memory is full";
    let out = "Error: out of memory";
    let session = [
        ("(hoard 1)", out),
        ("(hoard 1)", full),
        ("(def! new 1)", full),
        ("(reset! all nil)", "nil"),
        ("(* 6 7)", "42"),
        ("(try* (hoard 1) (catch* e (try* (hoard 1) (catch* f 2))))", out),
        ("(reset! all nil)", "nil"),
        ("(try* (frames 1) (catch* e (try* (frames 1) (catch* f 2))))", "2"),
        ("(symbols 0)", "Error: out of memory; symbols without a value"),
        ("(* 6 7)", "42"),
    ];
    let lines: Vec<_> = definitions.into_iter().chain(session.map(|(line, _)| line)).collect();
    let lines: Vec<_> = lines.into_iter().map(String::from).collect();
    for machine in MACHINES.iter().filter(|machine| machine.contains("mal")) {
        let answers = answers(machine, &lines);
        for ((line, expected), answer) in session.iter().zip(&answers[definitions.len()..]) {
            assert!(answer.starts_with(expected), "{machine} {line}: {answer}");
        }
    }
}

/// Of a list that has filled memory each fifth cell is kept: no large piece of memory is free between them.
#[test]
fn the_shell_outlives_memory_in_pieces() {
    for (machine, cells) in [
        ("--memory 64K --namespace lisp1", 3600),
        ("--word 32 --memory 128K", 10_000),
        ("--word 32 --memory 256K", 40_000),
    ] {
        let lines = [
            "(define (frames n) (+ 1 (frames n)))",
            "(define (numbers n l) (if (= n 0) l (numbers (- n 1) (cons n l))))",
            "(define (thin l) (if (null? l) nil \
             (begin (set-cdr! l (list-tail l 5)) (thin (cdr l)))))",
            &format!("(define kept (numbers {cells} nil))"),
            "(thin kept)",
            "(frames 1)",
            "(* 6 7)",
            "(frames 1)",
            "(list-ref kept 100)",
        ];
        let answers =
            answers(&format!("{machine} --collector mark-sweep"), &lines.map(String::from));
        let out = "Error: out of memory";
        assert_eq!(answers[5..9], [out, "42", out, "501"], "{machine}: {answers:?}");
    }
}

/// The table of symbols is made larger, and is in the image no more.
#[test]
fn the_shell_finds_room_for_as_many_symbols_again() {
    let lines = [
        "(define (symbols n) \
         (string->symbol (string-append \"fresh\" (number->string n))) (symbols (+ n 1)))",
        "(symbols 0)",
        "(symbols 0)",
    ];
    for collector in ["copying", "generational"] {
        let machine = format!("--word 32 --memory 256K --collector {collector}");
        let answers = answers(&machine, &lines.map(String::from));
        let told = "Error: out of memory; symbols without a value that this made are forgotten: ";
        let count = |line: &String| -> u32 {
            let count = line.strip_prefix(told).and_then(|count| count.parse().ok());
            count.unwrap_or_else(|| panic!("{machine}: {line}"))
        };
        let (first, second) = (count(&answers[1]), count(&answers[2]));
        assert!(first > 1000 && second + 100 > first, "{machine}: {first}, {second}");
    }
}

#[test]
fn symbols_that_nothing_refers_to_do_not_end_the_shell() {
    let lines: Vec<_> = (0..5000).map(|n| format!("'fresh{n}")).collect();
    let answers = answers("", &[&lines[..], &["(* 6 7)".to_string()]].concat());
    assert_eq!(answers[4999..], ["fresh4999", "42", ""]);
}

/// Wherever an interrupt comes, in a request or in the shell itself, the other lines are answered.
#[test]
fn an_interrupt_in_the_middle_of_a_request_leaves_the_rest_in_step() {
    let lines = ["(* 6 7)", "\"hello\"", "(* 6 7)", "(* 6 7)"].map(String::from);
    for (machine, from) in [("", 1_000), ("--dialect mal", 40_000)] {
        for start in (0..40).map(|n| from + 1009 * n) {
            let at = format!("{machine} --interrupt-at {start} --interrupt-at {}", start + 1700);
            let answers = answers(&at, &lines);
            let told = answers.iter().filter(|line| line.contains("Error: interrupted")).count();
            let given = answers.iter().filter(|line| *line == "42" || *line == "\"hello\"").count();
            assert!(told <= 2 && given + told >= 4 && given >= 2, "{at}: {answers:?}");
        }
    }
}

#[test]
fn a_file_is_loaded_first_and_its_errors_have_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a \"file\".lisp");
    std::fs::write(&path, "(define (f x)\n  (* x x))\n\n; why\n  (car 5)\n").expect("a file");
    let text = path.to_str().expect("a path");
    let run = |arguments: &[&str], input: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
        conversation(command.args(["repl", "--echo"]).args(arguments), input)
    };
    let line = format!("(load {text:?})");
    let error = format!("Error: {text}:5:3: wrong type of operand 5");
    assert_eq!(run(&[text], "(f 3)\n"), format!("> {line}\n{error}\n> (f 3)\n9\n> \n"));
    for (program, place, message) in [
        ("(f 1)\n(", "2:1", "the text ends inside a datum"),
        ("#| no end", "1:10", "the text ends inside a datum"),
        ("1 2\n 3 )", "2:4", "unexpected bracket #\\)"),
        ("nobody", "1:1", "unbound variable nobody"),
        ("\u{feff}nobody", "1:1", "unbound variable nobody"),
        ("(error \"no\" 'x)", "1:1", "no x"),
    ] {
        std::fs::write(&path, program).expect("a file");
        let error = match program {
            "(f 1)\n(" => format!("{text}:1:1: unbound variable f"),
            _ => format!("{text}:{place}: {message}"),
        };
        let shown = run(&[], &format!("{line}\n"));
        assert_eq!(shown, format!("> {line}\nError: {error}\n> \n"));
    }
    let mal = folder.path().join("f.mal");
    std::fs::write(&mal, "(def! f (fn* [x] (* x x)))").expect("a file");
    let mal = mal.to_str().expect("a path");
    let shown = run(&[mal, "--dialect", "mal"], "(f 4)\n");
    assert!(shown.contains("(f 4)\n16\n"), "{shown}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    let output = support::feed(command.args(["repl", "no-such-file.lisp"]), "");
    assert_eq!(output.status.code(), Some(2));
}
