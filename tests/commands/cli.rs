//! The command line as a person or a script sees it.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support;

const ENDLESS: &str = "(define (loop n) (loop n)) (loop 1)";

fn conscycle(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs to the end, with `input` on stdin.
fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = conscycle(arguments).stdin(Stdio::piped()).spawn().expect("conscycle starts");
    // A command that fails early may not wait for its input.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("conscycle ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Waits until `path` has at least `size` bytes.
fn wait_for(path: &Path, size: u64) {
    let start = Instant::now();
    while std::fs::metadata(path).map_or(0, |data| data.len()) < size {
        assert!(start.elapsed() < Duration::from_secs(60), "{} grows", path.display());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// An endless program that writes `wave.vcd` in `folder`, once it has `size` bytes.
fn waving(folder: &Path, size: u64) -> (Child, PathBuf) {
    let (program, vcd) = (folder.join("endless.lisp"), folder.join("wave.vcd"));
    std::fs::write(&program, ENDLESS).expect("a writable file");
    let [program, wave] = [&program, &vcd].map(|path| path.to_str().expect("a path"));
    let child = conscycle(&["run", program, "--vcd", wave]).spawn().expect("conscycle starts");
    wait_for(&vcd, size);
    (child, vcd)
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let status = Command::new("kill").args(["-s", name, &id]).status().expect("kill runs");
    assert!(status.success());
}

#[test]
fn exit_codes_tell_the_causes_apart() {
    let table: &[(&[&str], &str, i32)] = &[
        (&["run", "-"], "(+ 1 2)", 0),
        (&["run", "-", "--vcd", "/dev/stdout"], "(+ 1 2)", 2),
        (&["run", "-"], "(exit 5)", 5),
        (&["run", "-"], "(exit)", 0),
        (&["run", "-"], "(exit true)", 0),
        (&["run", "-"], "(exit false)", 1),
        (&["run", "-"], "(exit 0)", 0),
        (&["run", "-"], "(exit 255)", 255),
        (&["run", "-"], "(exit 256)", 1),
        (&["run", "-"], "(exit -1)", 1),
        (&["run", "-"], "(exit '(3))", 1),
        (&["run", "-", "--word", "32"], "(exit 40000)", 1),
        (&["run", "-", "--json"], "(exit 7)", 7),
        (&["profile", "-"], "(exit 7)", 7),
        (&["repl"], "(exit 7)\n(exit 8)", 7),
        (&["repl", "--dialect", "mal"], "(do 1 (exit 7))", 7),
        (&["run", "-"], "(car 5)", 1),
        (&["run", "-"], "(car 5", 2),
        (&["run", "-"], "99999999999", 2),
        (&["run", "-"], "40000", 2),
        (&["run", "no-such-file.lisp"], "", 2),
        (&["run", "-", "--banks", "3"], "1", 2),
        (&["run", "-", "--latency", "9"], "1", 2),
        (&["run", "-", "--word", "24"], "1", 2),
        (&["run", "-", "--memory", "3000"], "1", 2),
        (&["run", "-", "--memory", "1K"], "1", 2),
        (&["run", "-", "--collector", "incremental"], "1", 2),
        (&["run", "-", "--no-such-flag"], "1", 2),
        (&["run", "-", "--vcd-from", "5"], "1", 2),
        (&["run", "-", "--vcd", "/no/such/folder/x.vcd"], "1", 5),
        (&["run", "-", "--fst", "/no/such/folder/x.fst"], "1", 5),
        (&["run", "-", "--trace", "/no/such/folder/x.jsonl"], "1", 5),
        (&["image", "-", "-o", "/no/such/folder/x.hex"], "1", 5),
        (&["check", "-", "--golden", "/no/such/folder/g.jsonl", "--bless"], "1", 5),
        (&["man", "-o", "/dev/null/folder"], "", 5),
        (&["help", "--help"], "", 0),
        (&["help", "-h"], "", 0),
        (&["help", "bogus"], "", 2),
        (&["run", "-", "--max-cycles", "1000"], ENDLESS, 3),
        (&["image", "-", "-o", "x.txt"], "1", 2),
        (&["check", "-", "--golden", "no-such-file"], "1", 2),
        (&["step", "examples/fib.lisp"], "bogus\nstep 10\nquit\n", 0),
        (&["step", "examples/fib.lisp", "--plain"], "", 0),
        (&["step", "-"], "(+ 1 2)", 2),
        (&["step", "no-such-file.lisp"], "", 2),
        (&["step", "examples/fib.lisp", "--commands", "no-such-file"], "", 2),
        (&["step", "examples/fib.lisp", "--console", "no-such-file"], "", 2),
        (&[], "", 2),
        (&["--help"], "", 0),
    ];
    for (arguments, input, code) in table {
        let output = run(arguments, input);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?} {input:?}: {errors}");
        assert!(!errors.contains("panicked"), "{errors}");
        if matches!(*code, 2 | 5) && !arguments.is_empty() {
            assert!(errors.len() > 20, "{arguments:?} says what is wrong");
        }
    }
}

#[test]
fn console_then_value_on_stdout_and_the_summary_on_stderr() {
    let output = run(&["run", "-"], "(write-byte 104) (write-byte 105) (list 1 \"a\")");
    assert_eq!(text(&output.stdout), "hi\n=> (1 \"a\")\n");
    let summary = text(&output.stderr);
    assert!(summary.contains(" cycles, ") && summary.contains("EvalArgs"), "{summary}");
}

#[test]
fn json_is_one_object_with_everything_in_it() {
    let output = run(&["run", "-", "--json", "--word", "32"], "(print 'hello) (cons 1 2)");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["value"], "(1 . 2)");
    assert_eq!(json["console"], "hello\n");
    assert_eq!(json["halt"], "Done");
    assert_eq!(json["config"]["word"], 32);
    for field in ["cycles", "collections", "gc_cycles", "calls", "allocated_words"] {
        assert!(json[field].is_u64(), "{field}");
    }
    let sum: u64 =
        json["unit_cycles"].as_object().expect("units").values().filter_map(|v| v.as_u64()).sum();
    assert_eq!(json["cycles"], sum, "every cycle belongs to a unit");

    let output = run(&["run", "-", "--json"], "(define (f x) (car x))\n(+ 1 (f 5))");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["halt"], "Trap");
    assert_eq!(json["trap"]["cause"], "WrongType");
    assert_eq!(json["trap"]["place"], "stdin:1:15");
    assert_eq!(json["trap"]["frames"][0], "in an argument of +, at stdin:2:6");
    assert_eq!(json["value"], serde_json::Value::Null);
}

#[test]
fn a_trap_in_the_number_fallback_shows_the_sum() {
    let program = "(define (f x y) (car x))\n(set-number-fallback! (make-vector 10 f))\n";
    for (form, frame) in [("(car (+ 1 'a 2))", "+"), ("(car (< 1 'a 2))", "<")] {
        let output = run(&["run", "-", "--json"], &format!("{program}{form}"));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["trap"]["place"], "stdin:1:17");
        assert_eq!(json["trap"]["frames"][0], format!("in the rest of {frame}, at stdin:3:6"));
        assert_eq!(json["trap"]["frames"][1], "in an argument of car, at stdin:3:6");
    }
}

#[test]
fn a_syntax_error_is_shown_in_its_source() {
    let output = run(&["run", "-"], "(define x 1)\n(display \"abc)\n");
    let errors = text(&output.stderr);
    assert!(errors.contains("stdin:2:10"), "{errors}");
    assert!(errors.contains("(display \"abc)"), "{errors}");
}

#[test]
fn programs_read_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("echo.lisp");
    let echo = "(define (echo b) (if (< b 0) 'end (begin (write-byte b) (echo (read-byte)))))
                (echo (read-byte))";
    std::fs::write(&program, echo).expect("a writable file");
    let output = run(&["run", program.to_str().expect("a path")], "some text");
    assert_eq!(text(&output.stdout), "some text\n=> end\n");
}

#[test]
fn images_run_like_their_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_string();
    let (json, hex) = (path("fib.json"), path("fib.hex"));
    let direct = run(&["run", "examples/fib.lisp", "--json"], "");
    let direct: serde_json::Value = serde_json::from_slice(&direct.stdout).expect("JSON");
    for image in [&json, &hex] {
        let output = run(&["image", "examples/fib.lisp", "-o", image], "");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let output = run(&["run", image, "--json"], "");
        let run: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        for field in ["value", "cycles", "console", "image"] {
            assert_eq!(run[field], direct[field], "{field} of {image}");
        }
    }
    let again = path("again.json");
    run(&["image", &json, "-o", &again], "");
    assert_eq!(std::fs::read(&json).ok(), std::fs::read(&again).ok());
    assert_eq!(run(&["run", &json, "--word", "32"], "").status.code(), Some(2));
    let damaged = std::fs::read_to_string(&json).expect("the image").replacen("0003", "0004", 1);
    std::fs::write(&json, damaged).expect("a writable file");
    assert_eq!(run(&["run", &json], "").status.code(), Some(2));
}

#[test]
fn ctrl_c_ends_cleanly_with_the_files_flushed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (child, vcd) = waving(folder.path(), 100_000);
    signal(&child, "INT");
    let output = child.wait_with_output().expect("conscycle ends");
    assert_eq!(output.status.code(), Some(130));
    assert!(text(&output.stderr).contains("interrupted after"), "{}", text(&output.stderr));
    let mut wave = Vec::new();
    std::fs::File::open(&vcd).and_then(|mut file| file.read_to_end(&mut wave)).expect("a wave");
    assert!(wave.ends_with(b"\n"), "a whole last line");
}

#[test]
fn a_killed_run_leaves_a_waveform_that_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut child, vcd) = waving(folder.path(), 2_000_000);
    signal(&child, "KILL");
    child.wait().expect("it ends");
    let wave = std::fs::read(&vcd).expect("a wave");
    let header: Vec<u8> = text(&wave)
        .lines()
        .filter(|line| !line.starts_with("$attrbegin"))
        .take(50_000)
        .flat_map(|line| [line.as_bytes(), b"\n"].concat())
        .collect();
    let mut parser = vcd::Parser::new(&header[..]);
    let declared = parser.parse_header().expect("a whole header");
    assert!(declared.find_var(&["conscycle", "arbiter", "state"]).is_some());
    assert!(parser.filter_map(Result::ok).count() > 40_000, "changes are there");
    for companion in ["wave.gtkw", "wave.state.filter"] {
        assert!(folder.path().join(companion).exists(), "{companion}");
    }
}

#[test]
fn a_closed_stdout_is_no_panic() {
    let mut child = conscycle(&["run", "-"]).stdin(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let write = "(define (f n) (begin (write-byte 65) (f n))) (f 1)";
    let _ = child.stdin.take().expect("a pipe").write_all(write.as_bytes());
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(141), String::new()));
}

#[test]
fn an_output_without_room_is_an_error_of_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_string();
    let (program, golden) = (path("p.lisp"), path("g.jsonl"));
    std::fs::write(&program, "(+ 1 2)").expect("a writable file");
    let bless = run(&["check", &program, "--golden", &golden, "--bless"], "");
    assert_eq!(text(&bless.stdout).split(' ').next(), Some("wrote"));
    let bless = run(&["check", &program, "--golden", &golden, "--bless"], "");
    assert_eq!(text(&bless.stdout).split(' ').next(), Some("rewrote"));
    let commands: &[&[&str]] = &[
        &["--help"],
        &["--version"],
        &["help", "run"],
        &["run", &program],
        &["run", &program, "--json"],
        &["repl"],
        &["step", &program],
        &["step", &program, "--plain"],
        &["check", &program, "--golden", &golden],
        &["diff", &golden, &golden],
        &["profile", &program],
        &["completions", "bash"],
        &["man"],
    ];
    for arguments in commands {
        let full = std::fs::File::create("/dev/full").expect("a device");
        let output = conscycle(arguments).stdout(full).output().expect("conscycle runs");
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{arguments:?}: {errors}");
        assert!(errors.contains("error: stdout: No space left"), "{arguments:?}: {errors}");
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = conscycle(arguments).stdout(writer).output().expect("conscycle runs");
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(141), "{arguments:?}: {errors}");
        assert!(!errors.contains("rror"), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_signal_ends_a_run_with_128_and_its_number() {
    for (name, code) in [("HUP", 129), ("INT", 130), ("TERM", 143)] {
        for program in [ENDLESS, "(write 'ready) (read-byte)"] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("p.lisp");
            std::fs::write(&path, format!("(write 'begun) (newline) {program}")).expect("a file");
            let path = path.to_str().expect("a path");
            for command in [&["run", path][..], &["profile", path]] {
                let mut child = conscycle(command).stdin(Stdio::piped()).spawn().expect("starts");
                // To wait for a child closes its input.
                let _open = child.stdin.take();
                let mut begun = [0; 5];
                let stdout = child.stdout.as_mut().expect("a pipe");
                stdout.read_exact(&mut begun).expect("it begins");
                signal(&child, name);
                let status = child.wait().expect("it ends");
                assert_eq!(status.code(), Some(code), "{name} {command:?} {program}");
            }
        }
    }
}

#[test]
fn what_is_hidden_in_a_program_is_shown_by_its_number() {
    for (program, shown) in [
        ("(f\u{202e}x 1)", &[r"`f\u{202e}x` is nowhere bound", r"variable: f\u{202e}x"][..]),
        ("(car \"\u{2066}\u{200b}\n", &[r"error: ", r#"(car "\u{2066}\u{200b}"#]),
        ("(car '\u{202a}\u{1b}[8m)", &[r"\u{202a}\u{1b}[8m"]),
    ] {
        let errors = text(&run(&["run", "-"], program).stderr);
        for part in shown {
            assert!(errors.contains(part), "{errors}");
        }
        let is_raw = |c: char| ('\u{200b}'..='\u{206f}').contains(&c) || c == '\u{1b}';
        assert!(!errors.contains(is_raw), "{errors:?}");
    }
}

#[test]
fn an_output_never_overwrites_an_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("p.lisp");
    std::fs::write(&program, "(+ 1 2)").expect("a writable file");
    let name = program.to_str().expect("a path");
    let twice = folder.path().join("one.file");
    let twice = twice.to_str().expect("a path");
    let table: &[&[&str]] = &[
        &["run", name, "--vcd", name],
        &["run", name, "--trace", name],
        &["run", name, "--vcd", twice, "--trace", twice],
        &["check", name, "--golden", name, "--bless"],
    ];
    for arguments in table {
        let output = run(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("named twice"), "{}", text(&output.stderr));
    }
    assert_eq!(std::fs::read_to_string(&program).expect("the program"), "(+ 1 2)");
}

#[test]
fn a_fault_far_along_a_line_is_shown_with_what_is_around_it() {
    for fault in ["(car 5)", "(car \"5)", "40000"] {
        let output = run(&["run", "-"], &format!("{}{fault}", " ".repeat(70_000)));
        let errors = text(&output.stderr);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{errors}");
        assert!(errors.contains("stdin:1:700") && errors.len() < 2_000, "{errors}");
    }
}

#[test]
fn a_fault_in_the_library_is_shown_where_the_program_waits() {
    let output = run(&["run", "-"], "(define (f l)\n  (+ 1 (length l)))\n(f 5)");
    let errors = text(&output.stderr);
    assert!(errors.contains("stdin:2:8") && errors.contains("in this call"), "{errors}");
}

#[test]
fn a_macro_call_with_too_few_operands_is_shown_itself() {
    let output = run(&["run", "-"], "(defmacro m (x) x)\n(list 1 2)\n(m)");
    let errors = text(&output.stderr);
    assert!(errors.contains("stdin:3:1"), "{errors}");
}

#[test]
fn an_exit_that_is_no_code_is_told_and_json_has_the_code() {
    let run = |arguments: &[&str], program: &str| {
        let mut command = conscycle(arguments);
        let output = support::feed(&mut command, program);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, _, told) = run(&["run", "-"], "(exit 256)");
    assert_eq!(code, Some(1));
    assert!(
        told.starts_with("exit 256: no exit code (0 to 255, true, false); it is 1\n"),
        "{told}"
    );
    for (program, code) in [("(exit 9)", 9), ("(exit)", 0), ("(car 1)", 1), ("4", 0)] {
        let (ended, json, _) = run(&["run", "-", "--json"], program);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!((ended, json["exit_code"].as_i64()), (Some(code), Some(i64::from(code))));
    }
}
