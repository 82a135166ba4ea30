//! `conscycle repl`, with a shell that repeats what it reads: prompts, ends, and interrupts.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Output, Stdio};

/// Repeats lines. A line of four characters is followed by an endless loop; an interrupt is told.
const SHELL: &str = r#"
(define (send s i)
  (if (= i (string-length s))
      nil
      (begin (write-byte (char->integer (string-ref s i)) 1) (send s (+ i 1)))))
(define (ask request) (begin (send request 0) (write-byte 0 1) (read-byte 1)))
(define (length-of-answer) (begin (read-byte 1) (read-byte 1) (read-byte 1)))
(define (repeat n) (if (= n 0) nil (begin (write-byte (read-byte 1)) (repeat (- n 1)))))
(define (forever) (forever))
(define (shell)
  (if (= (ask "L> ") 0)
      (let ((n (length-of-answer)))
        (repeat n)
        (newline)
        (if (= n 4) (forever) nil)
        (if (= n 5) (car n) nil)
        (shell))
      nil))
(define (told cause culprit)
  (if (= cause 12) (begin (write-string "interrupted") (newline) true) (throw culprit)))
(define (main) (if (catch told (shell)) (main) nil))
(main)
"#;

fn start(arguments: &[&str]) -> (tempfile::TempDir, Child) {
    let folder = tempfile::tempdir().expect("a folder");
    let shell = folder.path().join("shell.lisp");
    std::fs::write(&shell, SHELL).expect("a writable file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.arg("repl").arg("--shell").arg(shell).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    (folder, command.spawn().expect("conscycle starts"))
}

fn session(arguments: &[&str], input: &str) -> (Option<i32>, String) {
    let (_folder, mut child) = start(arguments);
    // A shell that ends early does not read it all.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let Output { status, stdout, .. } = child.wait_with_output().expect("it ends");
    (status.code(), String::from_utf8_lossy(&stdout).into_owned())
}

#[test]
fn a_piped_session_shows_prompts_and_answers_in_their_order() {
    assert_eq!(session(&[], "ab\nx"), (Some(0), "> ab\n> x\n> \n".to_string()));
    assert_eq!(session(&["--echo"], "ab\n"), (Some(0), "> ab\nab\n> \n".to_string()));
}

#[test]
fn a_trap_of_the_shell_and_a_limit_have_their_exit_codes() {
    assert_eq!(session(&[], "12345\nx\n"), (Some(1), "> 12345\n".to_string()));
    let limit = ["--max-cycles", "100000"];
    assert_eq!(session(&limit, "loop\n"), (Some(3), "> loop\n".to_string()));
}

#[test]
fn an_interrupt_at_a_cycle_ends_what_is_evaluated() {
    let arguments = ["--interrupt-at", "200000"];
    let shown = "> loop\ninterrupted\n> b\n> \n".to_string();
    assert_eq!(session(&arguments, "loop\nb\n"), (Some(0), shown));
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_what_is_evaluated_and_not_the_shell() {
    let (_folder, mut child) = start(&[]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    stdin.write_all(b"loop\n").expect("it reads");
    stdout.read_line(&mut line).expect("it answers");
    assert_eq!(line, "> loop\n");
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    line.clear();
    stdout.read_line(&mut line).expect("it answers");
    assert_eq!(line, "interrupted\n");
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
