//! Each type of request, asked of a session.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::catalogue::catalogue;
use crate::export::Wanted;
use crate::host::Host;
use crate::program::Program;
use crate::run::{Progress, Wish};
use crate::session::{Session, check};
use conscycle_firmware::protocol::Services as _;
use conscycle_program::load::File;

const FIB: &str = "(define (fib n)\n  (if (< n 2)\n      n\n      (+ (fib (- n 1)) (fib (- n 2)))))\n\n(print (fib 10))\n(fib 12)\n";

fn program(text: &str, dialect: &str, machine: &[(&str, &str)]) -> Program {
    let machine: BTreeMap<_, _> =
        machine.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let (name, text, dialect) = ("p.lisp".to_string(), text.to_string(), dialect.to_string());
    Program { name, text, dialect, machine, shell: false }
}

fn session(text: &str, machine: &[(&str, &str)]) -> Session {
    Session::new(program(text, "core", machine)).expect("a program").0
}

fn run(session: &mut Session, wish: &Wish, forward: bool) -> Value {
    session.start(wish, forward).expect("a goal");
    finish(session)
}

fn finish(session: &mut Session) -> Value {
    for _ in 0..100_000 {
        if let Progress::Ended(stop) = session.go_on(1000) {
            return stop;
        }
    }
    panic!("it does not end");
}

fn ask(session: &mut Session, request: &Value) -> Value {
    session.answer(&request.to_string()).expect("an answer").json
}

fn refusal(session: &mut Session, request: &Value) -> String {
    session.answer(&request.to_string()).expect_err("no answer").0
}

fn moment(session: &mut Session) -> Value {
    ask(session, &json!({ "type": "moment", "changedSince": null }))["moment"].clone()
}

#[test]
fn the_catalogue_has_what_there_is_to_choose() {
    let told = catalogue();
    assert_eq!(told["dialects"].as_array().map(Vec::len), Some(4));
    assert_eq!(told["presets"][1]["machine"]["word"], "32");
    let names = told["parameters"].as_array().expect("parameters").iter().map(|row| &row["name"]);
    assert!(names.clone().any(|name| name == "collector"), "{:?}", names.collect::<Vec<_>>());
    assert!(
        told["signals"].as_array().is_some_and(|all| all.iter().any(|s| s["path"] == "lisp.call"))
    );
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let (notices, runs) = check(&program("(define x \"é\")\n(print (car)", "core", &[]));
    assert!(!runs);
    assert_eq!(
        (&notices[0]["severity"], &notices[0]["place"]["line"]),
        (&json!("error"), &json!(2))
    );
    let (notices, runs) = check(&program("(define x \"é\") (nowhere 1)", "core", &[]));
    assert!(runs);
    assert_eq!(notices[0]["severity"], "warning");
    assert_eq!(notices[0]["place"]["from"], 16, "UTF-16 units: {notices:?}");
    let (notices, runs) = check(&program("1", "core", &[("banks", "9")]));
    assert!(!runs && notices[0]["message"].as_str().is_some_and(|text| text.contains("banks")));
    assert!(!check(&program("1", "nothing", &[])).1);
    assert!(!check(&program("1", "core", &[("barrier", "protect")])).1);
}

#[test]
fn a_run_is_the_same_in_one_piece_and_in_slices() {
    let mut whole = session(FIB, &[]);
    whole.start(&Wish::Points, true).expect("a goal");
    assert!(matches!(whole.go_on(1 << 40), Progress::Ended(_)));
    let mut sliced = session(FIB, &[]);
    let stop = run(&mut sliced, &Wish::Points, true);
    assert_eq!(stop["why"], "halted");
    assert_eq!(moment(&mut whole), moment(&mut sliced));
    let told = ask(&mut sliced, &json!({ "type": "result" }));
    assert_eq!((&told["value"], &told["console"]), (&json!("144"), &json!("55\n")));
    let refused = sliced.start(&Wish::Points, true).expect_err("it has halted");
    assert!(refused.0.contains("halted"));
}

#[test]
fn points_stop_both_ways_at_the_same_cycles() {
    let mut session = session(FIB, &[]);
    let points =
        ask(&mut session, &json!({ "type": "addPoint", "kind": "break", "text": "fib if n = 7" }));
    assert_eq!(points["points"][0]["text"], "break fib if n = 7");
    let mut cycles = Vec::new();
    loop {
        let stop = run(&mut session, &Wish::Points, true);
        if stop["why"] == "halted" {
            break;
        }
        assert_eq!((&stop["why"], &stop["point"]), (&json!("point"), &json!(1)));
        cycles.push(session.progress_cycles().0);
    }
    assert!(cycles.len() > 2);
    for cycle in cycles.iter().rev() {
        assert_eq!(run(&mut session, &Wish::Points, false)["why"], "point");
        assert_eq!(session.progress_cycles().0, *cycle);
    }
    assert_eq!(run(&mut session, &Wish::Points, false)["why"], "beginning");
    assert_eq!(
        refusal(&mut session, &json!({ "type": "deletePoint", "id": 9 })),
        "no point has the number 9"
    );
    let left = ask(&mut session, &json!({ "type": "deletePoint", "id": 1 }));
    assert_eq!(left["points"], json!([]));
    let wrong = json!({ "type": "addPoint", "kind": "break", "text": "nothing-of-this-name" });
    assert!(refusal(&mut session, &wrong).contains("nothing-of-this-name"));
}

#[test]
fn steps_and_jumps_end_where_they_should() {
    let mut session = session(FIB, &[]);
    run(&mut session, &Wish::Cycles { count: 777 }, true);
    assert_eq!(session.progress_cycles(), (777, 777));
    let here = moment(&mut session);
    run(&mut session, &Wish::Cycles { count: 77 }, false);
    assert_eq!(session.progress_cycles(), (700, 777));
    session.start_jump(5000);
    finish(&mut session);
    assert_eq!(session.progress_cycles(), (5000, 5000));
    session.start_jump(777);
    finish(&mut session);
    let again = moment(&mut session);
    for part in ["way", "units", "port", "frames", "locals", "console", "place", "doing"] {
        assert_eq!(here[part], again[part], "{part}");
    }
    let before = session.progress_cycles().0;
    assert_eq!(run(&mut session, &Wish::State { count: 3 }, true)["why"], "goal");
    run(&mut session, &Wish::State { count: 3 }, false);
    assert!(session.progress_cycles().0 <= before);
    assert_eq!(run(&mut session, &Wish::Application { count: 2 }, true)["why"], "goal");
    let until = Wish::Until { condition: "state=ApplyDispatch && fn=fib".to_string() };
    assert_eq!(run(&mut session, &until, true)["why"], "goal");
    let depth = moment(&mut session)["depth"].as_u64().expect("frames");
    assert_eq!(run(&mut session, &Wish::Out, true)["why"], "goal");
    assert!(moment(&mut session)["depth"].as_u64().is_some_and(|now| now < depth));
}

#[test]
fn a_moment_tells_what_the_machine_does() {
    let mut session = session(FIB, &[]);
    ask(&mut session, &json!({ "type": "addPoint", "kind": "break", "text": "fib if n = 5" }));
    run(&mut session, &Wish::Points, true);
    let told = moment(&mut session);
    assert_eq!((&told["state"], &told["function"]), (&json!("ApplyDispatch"), &json!("fib")));
    assert_eq!(told["doing"].as_str().map(|text| &text[..7]), Some("(fib 5)"));
    assert_eq!(told["place"]["own"], true);
    assert_eq!(told["locals"][0], json!({ "name": "n", "value": "5", "place": "n" }));
    assert!(
        told["frames"][0]["expression"].as_str().is_some_and(|text| text.contains('_')),
        "{told}"
    );
    let cycle = told["cycle"].as_u64().expect("a cycle");
    run(&mut session, &Wish::Cycles { count: 1 }, true);
    let changed = ask(&mut session, &json!({ "type": "moment", "changedSince": cycle }));
    let registers = changed["moment"]["units"].as_array().expect("units").iter();
    let all: Vec<&Value> =
        registers.flat_map(|unit| unit["registers"].as_array().expect("some")).collect();
    assert!(all.iter().any(|register| register["changed"] == true));
    assert!(all.iter().any(|register| register["changed"] == false));
}

#[test]
fn the_console_is_as_it_was_at_each_cycle() {
    let mut session =
        session("(print 1) (define (f n) (if (= n 0) 0 (f (- n 1)))) (f 1000) (print 2)", &[]);
    run(&mut session, &Wish::Points, true);
    assert_eq!(session.take_output(), b"1\n2\n");
    assert_eq!(moment(&mut session)["console"], "1\n2\n");
    session.start_jump(5000);
    finish(&mut session);
    assert_eq!(moment(&mut session)["console"], "1\n");
    session.start_jump(0);
    finish(&mut session);
    assert_eq!(moment(&mut session)["console"], "");
}

#[test]
fn a_program_that_reads_waits_for_what_is_typed() {
    let mut session = session("(print (read-byte)) (read-byte)", &[]);
    assert_eq!(run(&mut session, &Wish::Points, true)["why"], "input");
    assert_eq!(moment(&mut session)["waits"], true);
    ask(&mut session, &json!({ "type": "input", "text": "A\n" }));
    assert_eq!(run(&mut session, &Wish::Points, true)["why"], "halted");
    assert_eq!(moment(&mut session)["halt"]["text"], "=> 10");
    ask(&mut session, &json!({ "type": "endInput" }));
    assert!(refusal(&mut session, &json!({ "type": "input", "text": "B\n" })).contains("ended"));
}

#[test]
fn a_shell_loads_its_program_and_then_reads_lines() {
    let program = Program { shell: true, ..program("(define x 41)", "core", &[]) };
    let (mut session, _) = Session::new(program).expect("a shell");
    assert_eq!(run(&mut session, &Wish::Points, true)["why"], "input");
    let waiting = moment(&mut session);
    ask(&mut session, &json!({ "type": "input", "text": "(+ x 1)\n" }));
    assert_eq!(moment(&mut session)["console"], waiting["console"], "it has not been read yet");
    run(&mut session, &Wish::Points, true);
    let console = moment(&mut session)["console"].as_str().expect("a text").to_string();
    assert!(console.ends_with("> (+ x 1)\n42\n> "), "{console}");
    ask(&mut session, &json!({ "type": "endInput" }));
    let stop = run(&mut session, &Wish::Points, true);
    assert_eq!(stop["why"], "halted", "a shell without input ends");
    assert_eq!(moment(&mut session)["waits"], false);
}

#[test]
fn every_dialect_has_a_shell_that_waits_for_lines() {
    for dialect in ["core", "mal", "euler"] {
        let program = Program { shell: true, ..program("", dialect, &[]) };
        let (mut session, _) = Session::new(program).expect("a shell");
        assert_eq!(run(&mut session, &Wish::Points, true)["why"], "input", "{dialect}");
        let console = moment(&mut session)["console"].as_str().expect("a text").to_string();
        assert!(console.ends_with("> "), "{dialect}: {console}");
    }
}

#[test]
fn the_memory_port_and_the_waveform_tell_the_same_of_a_cycle() {
    let mut session = session(FIB, &[]);
    run(&mut session, &Wish::Cycles { count: 300 }, true);
    for cycle in [300, 299, 250, 120] {
        session.start_jump(cycle);
        finish(&mut session);
        let port = moment(&mut session)["port"]["operation"].clone();
        let signals = json!(["memory.operation"]);
        let asked =
            json!({ "type": "wave", "from": cycle, "to": cycle, "signals": signals, "most": 9 });
        let wave = ask(&mut session, &asked);
        let values = wave["signals"][0]["values"].as_array().expect("values");
        assert_eq!(values.last(), Some(&port), "in cycle {cycle}");
    }
}

#[test]
fn the_machine_reads_programs_in_mal_itself() {
    let text = "(def! f (fn* (n) (* n 2)))\n(prn (f 21))";
    let (mut session, _) = Session::new(program(text, "mal", &[])).expect("a program");
    run(&mut session, &Wish::Points, true);
    let console = moment(&mut session)["console"].as_str().expect("a text").to_string();
    assert_eq!(console, "42\n");
}

#[test]
fn there_is_no_file_but_the_program() {
    let file = File { path: "p.lisp".to_string(), bytes: b"1".to_vec() };
    let mut host = Host { file: Some(file), ..Host::default() };
    assert_eq!(host.file("p.lisp"), Ok(b"1".to_vec()));
    let refused = host.file("/etc/passwd").expect_err("no such file");
    assert_eq!(refused, "/etc/passwd: No such file or directory (os error 2)");
}

#[test]
fn a_trap_is_told_with_its_place() {
    let mut session = session("(define (f x) (car x))\n(f 5)", &[]);
    run(&mut session, &Wish::Points, true);
    let halt = moment(&mut session)["halt"].clone();
    assert_eq!(halt["kind"], "trap");
    assert_eq!(halt["notices"][0]["place"]["line"], 1, "{halt}");
    let told = ask(&mut session, &json!({ "type": "result" }));
    assert_eq!(told["exit_code"], 1);
}

#[test]
fn the_heap_is_a_map_and_objects() {
    let mut session = session(
        "(define items (list 1 2 3)) (define (g) (cons 1 2)) (g) items",
        &[("gc_every", "20")],
    );
    run(&mut session, &Wish::Points, true);
    for colour in ["type", "space", "age"] {
        let request =
            json!({ "type": "heap", "colour": colour, "from": 0, "words": 1 << 30, "cells": 1000 });
        let map = session.answer(&request.to_string()).expect("a map");
        let per_cell = map.json["wordsPerCell"].as_u64().expect("a number");
        assert_eq!(map.bytes.len() as u64, (1u64 << 16).div_ceil(per_cell));
        let classes = map.json["classes"].as_array().expect("classes").len();
        assert!(classes > 1 && map.bytes.iter().all(|&class| usize::from(class) < classes));
    }
    let told = moment(&mut session);
    let value = told["units"]
        .as_array()
        .expect("units")
        .iter()
        .flat_map(|unit| unit["registers"].as_array().expect("some"))
        .find(|register| register["lisp"] == "(1 2 3)")
        .expect("the list");
    let address =
        u32::from_str_radix(value["value"].as_str().expect("bits"), 16).expect("an address");
    let told = ask(&mut session, &json!({ "type": "object", "address": address + 1 }));
    let object = &told["objects"][0];
    assert_eq!((&object["type"], &object["address"]), (&json!("CONS"), &json!(address)));
    assert_eq!(object["fields"][0]["name"], "car");
    assert!(told["pointers"].as_array().is_some_and(|pointers| !pointers.is_empty()));
    assert!(
        refusal(&mut session, &json!({ "type": "object", "address": 1 << 20 }))
            .contains("no address")
    );
}

#[test]
fn waves_calls_and_the_timeline_are_of_the_history() {
    let mut session = session(FIB, &[("gc_every", "100")]);
    run(&mut session, &Wish::Points, true);
    let end = session.progress_cycles().1;
    let signals = ["arbiter.state", "lisp.call", "memory.operation"];
    let wave = ask(
        &mut session,
        &json!({ "type": "wave", "from": 1000, "to": 15_000, "signals": signals, "most": 100_000 }),
    );
    assert_eq!(
        (&wave["from"], &wave["to"], &wave["complete"]),
        (&json!(1000), &json!(15_000), &json!(true))
    );
    for row in wave["signals"].as_array().expect("signals") {
        assert_eq!(row["cycles"][0], 1000, "{row}");
        assert_eq!(row["cycles"].as_array().map(Vec::len), row["values"].as_array().map(Vec::len));
        // Most signals change all the time, the call that goes on does not.
        let least = if row["path"] == "lisp.call" { 1 } else { 4 };
        assert!(row["values"].as_array().is_some_and(|values| values.len() >= least), "{row}");
    }
    let cut = ask(
        &mut session,
        &json!({ "type": "wave", "from": 0, "to": end, "signals": signals, "most": 50 }),
    );
    assert_eq!(cut["complete"], false);
    let wrong = json!({ "type": "wave", "from": 0, "to": 9, "signals": ["no.such"], "most": 50 });
    assert!(refusal(&mut session, &wrong).contains("no.such"));
    let calls =
        ask(&mut session, &json!({ "type": "calls", "from": 0, "to": end, "most": 10_000 }));
    assert_eq!(calls["complete"], true);
    let all = calls["calls"].as_array().expect("calls");
    let outer = all.iter().find(|call| call["text"] == "(fib 10)").expect("the call");
    assert_eq!((&outer["value"], &outer["name"]), (&json!("55"), &json!("fib")));
    let few = ask(&mut session, &json!({ "type": "calls", "from": 0, "to": end, "most": 3 }));
    assert_eq!((few["calls"].as_array().map(Vec::len), &few["complete"]), (Some(3), &json!(false)));
    let line =
        ask(&mut session, &json!({ "type": "timeline", "from": 0, "to": end, "buckets": 50 }));
    assert_eq!(line["depth"].as_array().map(Vec::len), Some(50));
    let total: f64 =
        line["calls"].as_array().expect("calls").iter().filter_map(Value::as_f64).sum();
    assert!(total > 100.0, "{total}");
    assert!(line["collections"].as_array().is_some_and(|all| !all.is_empty()));
}

#[test]
fn words_are_followed_and_expressions_evaluated() {
    let mut session = session("(define items (list 1 2)) (car items) (print 3)", &[]);
    run(&mut session, &Wish::Points, true);
    let chain = session.follow("items", false, &mut || true).expect("a place").expect("not ended");
    assert!(chain["steps"].as_array().is_some_and(|steps| !steps.is_empty()), "{chain}");
    assert!(
        session.follow("items", true, &mut || true).expect_err("the end").0.contains("go back")
    );
    session.start_jump(2500);
    finish(&mut session);
    assert!(session.follow("clink.value", true, &mut || true).expect("a place").is_some());
    assert!(session.follow("nothing-here", false, &mut || true).is_err());
    let told = ask(&mut session, &json!({ "type": "evaluate", "text": "(+ 1 2)" }));
    assert_eq!(told["lines"], json!(["=> 3"]));
    assert!(
        refusal(&mut session, &json!({ "type": "evaluate", "text": "(car 5)" })).contains("trap")
    );
    assert!(refusal(&mut session, &json!({ "type": "unknown" })).contains("unknown"));
}

#[test]
fn files_are_made_of_a_part_of_the_history() {
    let mut session = session(FIB, &[]);
    run(&mut session, &Wish::Points, true);
    for (format, begins) in
        [("vcd", "$"), ("fst", "\0"), ("trace", "{"), ("gtkw", "["), ("sucl", "")]
    {
        let wanted = Wanted { format: format.to_string(), from: 100, to: 3000, signals: None };
        let made = match session.begin_export(&wanted).expect(format) {
            Some(made) => made,
            None => loop {
                if let Some(made) = session.go_on_export(500).expect(format) {
                    break made;
                }
            },
        };
        assert!(made.bytes.starts_with(begins.as_bytes()) && made.bytes.len() > 100, "{format}");
        assert!(made.json["name"].as_str().is_some_and(|name| name.starts_with("p.")), "{format}");
    }
    let wanted =
        |format: &str, from, to| Wanted { format: format.to_string(), from, to, signals: None };
    assert!(session.begin_export(&wanted("doc", 0, 9)).is_err());
    assert!(session.begin_export(&wanted("vcd", 9, 9)).is_err());
    assert!(session.go_on_export(1).is_err(), "no file is being made");
}
