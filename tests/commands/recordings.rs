//! Recordings of a run in all formats: windows, scopes, last cycles, and their comparison.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 7)";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        std::fs::write(folder.path("p.lisp"), PROGRAM).expect("a writable file");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs in the folder; its exit code, stdout and stderr.
    fn conscycle(&self, arguments: &str) -> (Option<i32>, String, String) {
        self.conscycle_with(arguments, &[])
    }

    fn conscycle_with(&self, arguments: &str, more: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
        command.current_dir(self.0.path()).stdin(Stdio::null());
        let output: Output =
            command.args(arguments.split_whitespace()).args(more).output().expect("conscycle runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let errors = text(&output.stderr);
        assert!(!errors.contains("panicked"), "{errors}");
        (output.status.code(), text(&output.stdout), errors)
    }

    /// Records a run in all three formats: `NAME.vcd`, `NAME.fst`, `NAME.jsonl`.
    fn record(&self, name: &str, options: &str, more: &[&str]) {
        let outputs = format!("--vcd {name}.vcd --fst {name}.fst --trace {name}.jsonl");
        let arguments = format!("run p.lisp {outputs} {options}");
        let (code, _, errors) = self.conscycle_with(&arguments, more);
        assert!(matches!(code, Some(0 | 3)), "{errors}");
    }

    /// Compares as JSON.
    fn diff(&self, a: &str, b: &str) -> (Option<i32>, serde_json::Value) {
        let (code, text, errors) = self.conscycle(&format!("diff {a} {b} --json"));
        (code, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}{errors}")))
    }
}

/// The changes of a trace: the cycles, and all lines but the first of them.
fn changes(path: &Path) -> (Vec<u64>, Vec<String>) {
    let text = std::fs::read_to_string(path).expect("a trace");
    let lines = text.lines().filter(|line| line.contains("\"changed\""));
    let number = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).expect("JSON");
        json["cycle"].as_u64().expect("a cycle")
    };
    (lines.clone().map(number).collect(), lines.skip(1).map(str::to_string).collect())
}

#[test]
fn the_three_formats_of_a_run_are_equal() {
    let folder = Folder::new();
    // A trace has texts only if they are asked for.
    folder.record("a", "--scope *", &[]);
    for (a, b) in [("a.vcd", "a.fst"), ("a.fst", "a.jsonl"), ("a.jsonl", "a.vcd")] {
        let (code, json) = folder.diff(a, b);
        assert_eq!((code, &json["equal"]), (Some(0), &true.into()), "{a} {b}: {json}");
        assert!(json["signals"].as_u64() > Some(100), "{json}");
        assert_eq!(json["only_in_a"], serde_json::json!([]));
        assert!(json["until"].as_u64() > Some(1000), "{json}");
    }
    for name in ["a.gtkw", "a.sucl", "a.state.filter"] {
        assert!(folder.path(name).is_file(), "{name}");
    }
}

/// The texts of the scope `lisp`, and companions of words, are compared like all else.
#[test]
fn the_three_formats_of_a_run_say_the_same() {
    let folder = Folder::new();
    folder.record("a", "--scope lisp,eval,text --last 700", &[]);
    for (a, b) in [("a.vcd", "a.fst"), ("a.fst", "a.jsonl"), ("a.jsonl", "a.vcd")] {
        let (code, json) = folder.diff(a, b);
        assert_eq!((code, &json["equal"]), (Some(0), &true.into()), "{a} {b}: {json}");
        assert_eq!(json["only_in_a"], serde_json::json!([]), "{json}");
    }
    let text = std::fs::read_to_string(folder.path("a.jsonl")).expect("a trace");
    assert!(text.contains("\"lisp.value\":\"(fib 1) => 1\"") && text.contains("eval.expr_text"));
    std::fs::write(folder.path("p.lisp"), PROGRAM.replace("(fib 7)", "(fib 8)")).expect("p.lisp");
    folder.record("b", "--scope eval,lisp.call", &[]);
    folder.record("c", "--scope !lisp", &[]);
    let (code, text, _) = folder.conscycle("diff a.fst b.vcd");
    assert_eq!(code, Some(4), "{text}");
    assert!(text.contains("lisp.call") && text.contains("\"(fib "), "{text}");
    let (_, json) = folder.diff("b.vcd", "c.vcd");
    assert_eq!(json["only_in_a"], serde_json::json!(["lisp.call"]));
    // Where one may want to go: the first calls, from the first on.
    let savefile = std::fs::read_to_string(folder.path("b.gtkw")).expect("a savefile");
    let start = savefile.lines().find_map(|line| line.strip_prefix("[timestart] "));
    let start: u64 = start.expect("a time").parse().expect("a number");
    assert!(start > 0 && savefile.contains(&format!("\n*-5.0 {start} {start} ")), "{savefile}");
    let commands = std::fs::read_to_string(folder.path("b.sucl")).expect("commands");
    assert!(commands.contains(&format!("cursor_set {start}\nmarker_set A\n")), "{commands}");
    let savefile = std::fs::read_to_string(folder.path("c.gtkw")).expect("a savefile");
    assert!(savefile.contains("[timestart] 0\n") && !savefile.contains("lisp"), "{savefile}");
}

/// A waveform that the debugger begins in the middle of a run knows the calls that go on.
#[test]
fn the_debuggers_waveform_says_the_same_as_that_of_the_run() {
    let folder = Folder::new();
    folder.record("all", "", &[]);
    std::fs::write(folder.path("c"), "goto 400\nvcd part.vcd\nstep 300\nvcd off\n").expect("c");
    let (code, text, errors) = folder.conscycle("step p.lisp --commands c");
    assert_eq!(code, Some(0), "{text}{errors}");
    let (code, json) = folder.diff("all.vcd", "part.vcd");
    assert_eq!((code, &json["b"]["from"]), (Some(0), &400.into()), "{json}");
    assert!(json["signals"].as_u64() > Some(200), "{json}");
}

#[test]
fn a_recording_begins_and_ends_where_the_conditions_become_true() {
    let folder = Folder::new();
    folder.record("all", "", &[]);
    let conditions =
        ["--trace-when", "state=ApplyDispatch && fn=fib", "--trace-until", "calls >= 5"];
    folder.record("part", "", &conditions);
    let (cycles, _) = changes(&folder.path("part.jsonl"));
    let (first, last) = (cycles[0], cycles[cycles.len() - 1]);
    assert!(first > 10 && cycles.iter().copied().eq(first..=last), "{first} {last}");
    for part in ["part.vcd", "part.fst", "part.jsonl"] {
        let (code, json) = folder.diff("all.jsonl", part);
        assert_eq!(code, Some(0), "{json}");
        assert_eq!((&json["b"]["from"], &json["b"]["until"]), (&first.into(), &(last + 1).into()));
    }
    // The debugger stops in the same cycle by the same condition.
    std::fs::write(folder.path("c"), "until state=ApplyDispatch && fn=fib\nuntil calls >= 5\n")
        .expect("c");
    let (_, text, _) = folder.conscycle("step p.lisp --commands c");
    let stops: Vec<&str> = text.lines().filter(|line| line.contains("  ")).collect();
    let cycle = |line: &str| line.split(' ').next().and_then(|word| word.parse::<u64>().ok());
    assert_eq!(
        stops.iter().rev().take(2).map(|line| cycle(line)).collect::<Vec<_>>(),
        [Some(last + 1), Some(first)]
    );
    folder.record("numbers", "--trace-when 100 --trace-until 0x80", &[]);
    assert_eq!(changes(&folder.path("numbers.jsonl")).0, (100..0x80).collect::<Vec<u64>>());
}

#[test]
fn of_an_empty_recording_it_is_told_why() {
    let folder = Folder::new();
    for (options, why) in [
        ("--max-cycles 0", "no cycle has passed"),
        ("--max-cycles 9 --trace-when 90", "its window never opened"),
    ] {
        let (code, _, errors) = folder.conscycle(&format!("run p.lisp --vcd w.vcd {options}"));
        assert_eq!(code, Some(3), "{errors}");
        assert!(errors.contains(&format!("note: w.vcd is empty: {why}\n")), "{options}: {errors}");
    }
}

#[test]
fn the_last_cycles_are_the_tail_of_everything() {
    let folder = Folder::new();
    folder.record("all", "--trace-every 50", &[]);
    folder.record("tail", "--trace-every 50 --last 120", &[]);
    let (all, lines) = changes(&folder.path("all.jsonl"));
    let (cycles, tail) = changes(&folder.path("tail.jsonl"));
    assert_eq!(cycles, all[all.len() - 120..]);
    assert_eq!(tail, lines[lines.len() - 119..]);
    for tail in ["tail.vcd", "tail.fst", "tail.jsonl"] {
        let (code, json) = folder.diff("all.vcd", tail);
        assert_eq!((code, &json["b"]["from"]), (Some(0), &cycles[0].into()), "{json}");
    }
    let hashes = |name: &str| {
        let text = std::fs::read_to_string(folder.path(name)).expect("a trace");
        let lines: Vec<String> =
            text.lines().filter(|line| line.contains("hash")).map(str::to_string).collect();
        lines
    };
    let (all, tail) = (hashes("all.jsonl"), hashes("tail.jsonl"));
    assert!(tail.len() >= 2 && all.ends_with(&tail), "{tail:?}");
    // Also of a run that traps.
    std::fs::write(folder.path("p.lisp"), "(define (f n) (car n)) (f 5)").expect("a program");
    let (code, ..) = folder.conscycle("run p.lisp --fst trap.fst --trace trap.jsonl --last 30");
    assert_eq!(code, Some(1));
    assert_eq!(changes(&folder.path("trap.jsonl")).0.len(), 30);
    assert_eq!(folder.diff("trap.fst", "trap.jsonl").0, Some(0));
}

#[test]
fn a_scope_holds_its_signals_and_an_unknown_one_is_an_error() {
    let folder = Folder::new();
    folder.record("all", "", &[]);
    folder.record("some", "--scope eval,memory.data*", &[]);
    for some in ["some.vcd", "some.fst", "some.jsonl"] {
        let (code, json) = folder.diff(some, "all.vcd");
        assert_eq!(code, Some(0), "{json}");
        assert_eq!(json["a"]["signals"], 21 + 4, "{json}");
        assert!(json["only_in_b"].as_array().is_some_and(|names| names.len() > 100));
    }
    let savefile = std::fs::read_to_string(folder.path("some.gtkw")).expect("a savefile");
    assert!(savefile.contains(".eval.state") && !savefile.contains(".apply."));
    for (scope, expected) in [("evil", "fetch_object, eval_args"), ("eval.x", "state, sink")] {
        let (code, _, errors) =
            folder.conscycle(&format!("run p.lisp --vcd x.vcd --scope {scope}"));
        assert!(code == Some(2) && errors.contains(expected), "{errors}");
    }
}

#[test]
fn the_first_divergence_has_its_cycle_and_values() {
    let folder = Folder::new();
    folder.record("a", "", &[]);
    let text = std::fs::read_to_string(folder.path("a.jsonl")).expect("a trace");
    let target = text
        .lines()
        .position(|line| line.starts_with("{\"cycle\":77,\"changed\""))
        .expect("cycle 77");
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    // A value that nothing else has, until the signal changes again.
    lines[target] = "{\"cycle\":77,\"changed\":{\"alu.count\":63,\"eval.state\":0}}".to_string();
    std::fs::write(folder.path("b.jsonl"), lines.join("\n") + "\n").expect("a trace");
    for a in ["a.vcd", "a.fst", "a.jsonl"] {
        let (code, json) = folder.diff(a, "b.jsonl");
        assert_eq!((code, &json["first"]), (Some(4), &77.into()), "{json}");
        assert_eq!(json["differences"]["alu.count"]["first"], 77);
        assert_eq!(json["differences"]["alu.count"]["b"], "0x3f");
    }
    let (code, text, _) = folder.conscycle("diff a.fst b.jsonl");
    assert_eq!(code, Some(4));
    assert!(text.contains("first divergence in cycle 77:\n"), "{text}");
    assert!(text.contains("alu.count") && text.contains("signals that differ:"), "{text}");
}

#[test]
fn a_divergence_behind_the_changes_is_seen_by_the_hash() {
    let folder = Folder::new();
    let options = "--trace-changes 50 --trace-every 100";
    assert_eq!(folder.conscycle(&format!("run p.lisp --trace a.jsonl {options}")).0, Some(0));
    let text = std::fs::read_to_string(folder.path("a.jsonl")).expect("a trace");
    let at = text.find("{\"cycle\":300,\"hash\":\"").expect("a hash") + 21;
    let digit = if &text[at..=at] == "0" { "1" } else { "0" };
    let other = format!("{}{digit}{}", &text[..at], &text[at + 1..]);
    std::fs::write(folder.path("b.jsonl"), other).expect("a trace");
    let (code, json) = folder.diff("a.jsonl", "b.jsonl");
    assert_eq!((code, &json["hash_differs_at"]), (Some(4), &300.into()), "{json}");
}

#[test]
fn what_is_no_recording_is_an_error_with_its_place() {
    let folder = Folder::new();
    folder.record("a", "--max-cycles 300", &[]);
    let fst = std::fs::read(folder.path("a.fst")).expect("an FST file");
    let jsonl = std::fs::read_to_string(folder.path("a.jsonl")).expect("a trace");
    let files: [(&str, Vec<u8>, &str); 6] = [
        ("empty", Vec::new(), "neither"),
        ("text", b"hello".to_vec(), "neither"),
        ("cut.fst", fst[..fst.len() - 10].to_vec(), "damaged"),
        ("zero.fst", vec![0; 400], "damaged"),
        ("bad.jsonl", jsonl.replacen("{\"cycle\":3,", "{\"cycle\":x,", 1).into_bytes(), "line 5"),
        ("no.jsonl", b"{}\n".to_vec(), "line 1"),
    ];
    for (name, bytes, expected) in files {
        std::fs::write(folder.path(name), bytes).expect("a writable file");
        let (code, _, errors) = folder.conscycle(&format!("diff a.vcd {name}"));
        assert!(code == Some(2) && errors.contains(expected), "{name}: {errors}");
    }
    folder.record("later", "--trace-when 400", &[]);
    let (code, _, errors) = folder.conscycle("diff a.vcd later.vcd");
    assert!(code == Some(2) && errors.contains("no cycle is in both"), "{errors}");
    for (options, expected) in [
        ("--vcd-from 5", "--trace-when 5"),
        ("--vcd-until 9", "--trace-until 9"),
        ("--vcd-when fib", "fn=fib"),
        ("--vcd x.vcd --trace-when nothing=3", "--trace-when: nothing"),
        ("--vcd x.vcd --trace-when 9 --trace-until 9", "not before"),
        ("--last 5", "required"),
        ("--vcd -", "name a file"),
        ("--vcd x.vcd --last 0", "--last"),
    ] {
        let (code, _, errors) = folder.conscycle(&format!("run p.lisp {options}"));
        assert!(code == Some(2) && errors.contains(expected), "{options}: {errors}");
    }
}

#[test]
fn damage_anywhere_in_a_waveform_is_no_crash() {
    let folder = Folder::new();
    folder.record("a", "--max-cycles 300 --scope eval,arbiter", &[]);
    let mut unreadable = 0;
    for name in ["a.fst", "a.vcd"] {
        let whole = std::fs::read(folder.path(name)).expect("a waveform");
        let step = whole.len() / 60;
        for at in (0..whole.len()).step_by(step) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x91;
            std::fs::write(folder.path("damaged"), damaged).expect("a writable file");
            let (code, _, errors) = folder.conscycle("diff a.jsonl damaged");
            assert!(matches!(code, Some(0 | 2 | 4)), "{name} at {at}: {code:?} {errors}");
            unreadable += u32::from(code == Some(2));
        }
    }
    assert!(unreadable > 20, "{unreadable}");
}

#[test]
fn the_debugger_writes_what_run_writes() {
    let folder = Folder::new();
    folder.record("all", "", &[]);
    let commands = "step 200\nfst part.fst\nvcd part.vcd\nstep 300\nfst off\nquit\n";
    std::fs::write(folder.path("c"), commands).expect("commands");
    let (code, text, _) = folder.conscycle("step p.lisp --commands c");
    assert!(code == Some(0) && text.contains("part.fst ends before cycle 500"), "{text}");
    for part in ["part.fst", "part.vcd"] {
        let (code, json) = folder.diff("all.fst", part);
        assert_eq!(
            (code, &json["b"]["from"], &json["b"]["until"]),
            (Some(0), &200.into(), &501.into())
        );
    }
}
