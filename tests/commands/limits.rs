//! What a person gets to read has a limit, whatever a program makes and whoever types; and what a
//! full disk has no room for leaves nothing behind.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::feed;

const PROGRAM: &str = env!("CARGO_BIN_EXE_conscycle");

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

fn run(arguments: &[&str], input: &str) -> Output {
    feed(Command::new(PROGRAM).args(arguments), input)
}

#[test]
fn a_value_is_shown_up_to_a_megabyte() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "(make-string 200000 #\\a)";
    for (text, begins, ends) in [
        (long.to_string(), "=> \"aaa", "aaa\"\n"),
        (format!("(list 1 {long} 'end)"), "=> (1 \"aaa", "a\" end)\n"),
        (format!("(make-vector 10000 {long})"), "=> #(\"aaa", "a\"... ...)\n"),
        (
            format!(
                "(define (n-times n x) (if (= n 0) nil (cons x (n-times (- n 1) x)))) (n-times 99 {long})"
            ),
            "=> (\"aaa",
            "a\"... ...)\n",
        ),
        (format!("(make-vector 9000 (make-symbol {long}))"), "=> #(aaa", "aaa... ...)\n"),
    ] {
        let program = written(folder.path(), "p.lisp", &text);
        let output = run(&["run", &program, "--word", "32", "--memory", "1M"], "");
        let shown = String::from_utf8_lossy(&output.stdout);
        let last = &shown[shown.len().saturating_sub(20)..];
        let first = &shown[..40.min(shown.len())];
        assert!(shown.len() < 1_300_000, "{text}: {} bytes", shown.len());
        assert!(first.starts_with(begins) && last.ends_with(ends), "{text}: {first} {last}");
    }
}

#[test]
fn messages_are_short_whatever_they_are_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = "x".repeat(300_000);
    let machine = ["--word", "32", "--memory", "4M"];
    for text in [
        long.clone(),
        format!("(car '{long})"),
        "(car (make-string 1000000 #\\a))".to_string(),
        format!("(define ({long}) (car 5)) ({long})"),
        format!("#\\{long}"),
        format!("(car \"{long}\\q\")"),
        format!("(let {long})"),
        format!("({long} 1 2)"),
    ] {
        let program = written(folder.path(), "p.lisp", &text);
        let output = run(&[&["run", &program][..], &machine].concat(), "");
        let about = &text[..20.min(text.len())];
        assert!(matches!(output.status.code(), Some(1 | 2)), "{about}");
        assert!(output.stderr.len() < 5_000, "{about}: {} bytes", output.stderr.len());
        let output = run(&[&["run", "--json", &program][..], &machine].concat(), "");
        let length = output.stdout.len() + output.stderr.len();
        assert!(length < 20_000, "{about}: {length} bytes of JSON");
    }
    let program = written(folder.path(), "p.lisp", "(define (f n) n) (f 1)");
    for command in ["", "break ", "until ", "print ", "x ", "help ", "vcd /", "delete ", "c "] {
        let typed = format!("{command}{long}\n");
        let shown = run(&["step", &program], &typed).stdout;
        let echo = typed.len() + 3;
        assert!(shown.len() < echo + 2_000, "{command}: {} bytes more", shown.len() - echo);
    }
}

#[test]
fn a_script_says_by_its_exit_code_how_it_went() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = written(folder.path(), "good.lisp", "(define (f n) n) (f 1)");
    let bad = written(folder.path(), "bad.lisp", "(define (f n) (car n)) (f 1)");
    for (program, script, code, place) in [
        (&good, "break f\nc\nc\nquit\nbogus\n", 0, None),
        (&good, "c\nc\n", 0, None),
        (&good, "# a comment\n\nstep\nbogus\nstep\n", 2, Some("s:4: no command is named bogus")),
        (&good, "break nowhere\n", 2, Some("s:1: nowhere is no function, line or state")),
        (&good, "step 3 4\n", 2, Some("s:1: 3 4 is no count")),
        (&bad, "c\n", 1, None),
        (&bad, "c\nstep\n", 1, None),
        (&bad, "c\nback\n", 0, None),
        (&bad, "c\nbogus\n", 2, Some("s:2: no command is named bogus")),
    ] {
        let path = written(folder.path(), "s", script);
        let output = run(&["step", program, "--commands", &path], "");
        assert_eq!(output.status.code(), Some(code), "{script:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        match place {
            Some(place) => assert!(errors.contains(place), "{script:?}: {errors}"),
            None => assert_eq!(errors, "", "{script:?}"),
        }
        let output = run(&["step", program, "--commands", &path, "--keep-going"], "");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{script:?}");
    }
}

#[test]
fn a_full_disk_leaves_a_golden_and_a_snapshot_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = written(folder.path(), "p.lisp", "(define (f n) n) (f 1)");
    let there = "{\"format\":\"conscycle-trace\",\"version\":1}\nwhat was there\n";
    let old = written(folder.path(), "old", there);
    let script = written(folder.path(), "s", "save old\nquit\n");
    // A shell with a limit on the size of files: 8 blocks of 512 bytes.
    let limited = |arguments: &[&str]| {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -f 8; exec \"$0\" \"$@\"", PROGRAM]).args(arguments);
        feed(command.current_dir(folder.path()), "")
    };
    let names = || std::fs::read_dir(folder.path()).expect("a folder").count();
    let before = names();
    let check = ["check", &program, "--golden", "old", "--bless", "--changes", "100000"];
    let step = ["step", &program, "--commands", &script];
    for (arguments, code) in [(&check[..], 5), (&step, 2)] {
        let output = limited(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{errors}");
        assert!(errors.contains("old: File too large"), "{errors}");
        assert_eq!(std::fs::read_to_string(&old).expect("a file"), there);
        assert_eq!(names(), before, "nothing is left behind");
    }
    // With room they write, and what the file may be used for stays.
    std::fs::set_permissions(&old, Permissions::from_mode(0o640)).expect("permissions");
    for arguments in [&check[..], &step] {
        let output = feed(Command::new(PROGRAM).args(arguments).current_dir(folder.path()), "");
        assert_eq!(output.status.code(), Some(0));
        let text = std::fs::read_to_string(&old).expect("a file");
        assert!(text.starts_with("{\"format\"") && !text.contains("what was there"));
        let mode = Path::new(&old).metadata().expect("a file").permissions().mode();
        assert_eq!((mode & 0o777, names()), (0o640, before));
    }
}

#[test]
fn a_session_writes_over_no_file_that_it_has_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    for (name, text) in
        [("p.lisp", "(define (f n) (+ n 1)) (f 1)"), ("in", "input"), ("m.json", "{\"banks\": 2}")]
    {
        std::fs::write(path(name), text).expect("a file");
    }
    let run = |commands: &str| {
        std::fs::write(path("s"), commands).expect("commands");
        let mut command = Command::new(PROGRAM);
        command.current_dir(folder.path()).args(["step", "p.lisp", "--keep-going"]);
        command.args(["--commands", "s", "--console", "in", "--config", "m.json"]);
        let output = command.output().expect("conscycle runs");
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    // A snapshot of the session gives way to a later one, and to nothing else.
    let shown = run("step 9\nsave snap\nstep\nsave snap\nvcd snap\nfst snap\ntrace snap\n");
    assert_eq!(shown.matches("saved cycle").count(), 2, "{shown}");
    assert_eq!(shown.matches("error: snap: the same file is named twice").count(), 3, "{shown}");
    std::fs::hard_link(path("snap"), path("hard")).expect("a link");
    let mut commands = "restore snap\nrestore snap\n".to_string();
    for verb in ["vcd", "fst", "trace", "save"] {
        for name in ["snap", "hard", "in", "m.json", "s", "p.lisp"] {
            commands += &format!("{verb} {name}\n");
        }
    }
    let contents = || ["snap", "in", "m.json", "p.lisp"].map(|name| std::fs::read(path(name)).ok());
    let before = contents();
    let shown = run(&commands);
    assert_eq!(shown.matches("\n10 ").count(), 2, "it is restored: {shown}");
    assert_eq!(shown.matches("the same file is named twice").count(), 24, "{shown}");
    assert_eq!(contents(), before);
    assert_eq!(std::fs::read_to_string(path("s")).expect("commands"), commands);
    // The program asks its host for a file: F, its name, and a zero.
    let program = "(for-each (lambda (b) (write-byte b 1)) '(70 105 110 50 0)) (read-byte 1)";
    std::fs::write(path("p.lisp"), program).expect("a program");
    std::fs::write(path("in2"), "what it reads").expect("a file");
    let shown = run("c\nvcd in2\nsave in2\n");
    assert_eq!(shown.matches("in2: the same file is named twice").count(), 2, "{shown}");
    assert_eq!(std::fs::read_to_string(path("in2")).expect("a file"), "what it reads");
    // What is no snapshot is not kept.
    assert!(!run("trace t\ntrace off\nrestore t\nvcd t\n").contains("named twice"));
}

#[test]
fn the_pauses_of_a_long_run_are_bounded_and_all_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "(define (work n) (if (= n 0) nil (work (- n 1)))) (work 11000)";
    let program = written(folder.path(), "p.lisp", text);
    let options = ["--dialect", "bare", "--code", "lists", "--gc-every", "1", "--json"];
    let output = run(&[&["run", &program][..], &options].concat(), "");
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let gc = &summary["gc"];
    let number = |value: &serde_json::Value| value.as_u64().expect("a number");
    let all = number(&gc["total"]["collections"]);
    let each = gc["each"].as_array().expect("pauses").len() as u64;
    assert!(all > 20_000, "{all} collections");
    assert_eq!((each, number(&gc["left_out"])), (10_000, all - 10_000));
    let bars = gc["total"]["pauses"].as_array().expect("a histogram");
    let counted: u64 = bars.iter().map(|bar| number(&bar["count"])).sum();
    assert!(counted > 10_000 && counted <= all, "{counted} of {all} pauses");
    let windows = gc["total"]["minimum_mutator_utilisation"].as_array().expect("windows");
    assert_eq!(windows.len(), 3);
}
