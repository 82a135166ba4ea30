//! `profile`: every sum is the run's, observing changes nothing, and each cycle is its function's.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use conscycle::machine::Machine;
use conscycle::machine::config::{Collector, Config};
use conscycle::machine::ports::Unit;
use conscycle::machine::primitives::Fault;
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;
use conscycle::observe::profile::ProfileProbe;
use conscycle::observe::profile::report::{Profile, SWEEPER};
use conscycle::observe::trace::state_hash;
use serde_json::Value;

use crate::support::programs::{Case, programs};
use crate::support::{self, COLLECTORS, in_parallel};

fn profiled(case: &Case, config: Config) -> (Machine, Profile) {
    let image = case.image(config);
    let mut probe = ProfileProbe::new(&image);
    let machine = case.run(config, &mut probe);
    let profile = probe.report(&machine);
    (machine, profile)
}

/// A program in a machine with much memory and no collector.
fn profile_of(text: &str) -> Profile {
    let config = Config { memory: 1 << 24, ..support::config(WordSize::W32) };
    let config = Config { collector: Collector::None, ..config };
    let image = support::image(text, config);
    let mut machine = image.machine(config);
    let mut probe = ProfileProbe::new(&image);
    machine.run_with(&mut probe, u64::MAX);
    probe.report(&machine)
}

/// Each stack as text, with its own cycles.
fn stacks(profile: &Profile) -> BTreeMap<String, u64> {
    let stacks = profile.stacks.iter().map(|stack| {
        let names: Vec<&str> =
            stack.functions.iter().map(|&i| profile.functions[i].name.as_str()).collect();
        (names.join(" "), stack.cost.cycles)
    });
    stacks.collect()
}

#[test]
fn a_primitive_that_goes_on_after_its_fallback_is_applied_once() {
    let profile = profile_of(
        "(define table (make-vector 1 nil)) (define (add x y) (car (cons 1 nil)))
         (vector-set! table 0 add) (set-number-fallback! table)
         (define (sum) (begin (+ 'a 1 'b 2))) (sum)",
    );
    let sum = profile.primitives.iter().find(|row| row.name == "+").expect("a row");
    assert_eq!(sum.applications, 1);
    let add = profile.functions.iter().find(|row| row.name == "add").expect("a row");
    assert_eq!(add.calls, 2);
    assert!(stacks(&profile).contains_key("(top level) sum add"), "{:?}", stacks(&profile));
}

fn assert_sums(machine: &Machine, profile: &Profile, what: &str) {
    let cycles = machine.cycle;
    let sums = [
        ("cycles", profile.cycles),
        ("states", profile.states.iter().map(|row| row.cycles).sum()),
        ("activities", profile.activities.iter().map(|row| row.cycles).sum()),
        ("units", profile.units.iter().map(|row| row.cycles).sum()),
        (
            "functions",
            profile.functions.iter().map(|row| row.self_cycles + row.sweeper_cycles).sum(),
        ),
        (
            "stacks",
            profile.stacks.iter().map(|stack| stack.cost.cycles + stack.cost.sweeper_cycles).sum(),
        ),
    ];
    for (name, sum) in sums {
        assert_eq!(sum, cycles, "the {name} of {what}");
    }
    for unit in &profile.units {
        let number = Unit::NAMES.iter().position(|&name| name == unit.name).expect("a unit");
        assert_eq!(unit.cycles, machine.unit_cycles[number], "{} in {what}", unit.name);
        assert!(unit.stalled_cycles <= unit.cycles);
    }
    let words = machine.memory.allocated;
    assert_eq!(profile.words, words, "{what}");
    assert_eq!(profile.allocations.iter().map(|row| row.words).sum::<u64>(), words, "{what}");
    assert_eq!(profile.functions.iter().map(|row| row.self_words).sum::<u64>(), words, "{what}");
    let top = profile.functions.iter().find(|row| row.name == "(top level)").expect("a root");
    assert_eq!((top.total_cycles, top.total_words), (cycles, words), "{what}");
    for row in &profile.functions {
        assert!(row.total_cycles >= row.self_cycles + row.sweeper_cycles, "{} {what}", row.name);
        assert!(row.total_cycles <= cycles && row.total_words >= row.self_words);
    }
    let swept: u64 = profile.functions.iter().map(|row| row.sweeper_cycles).sum();
    assert_eq!(swept, machine.unit_cycles[Unit::Sweeper as usize], "{what}");
    let calls: u64 = profile.functions.iter().map(|row| row.calls).sum();
    assert!(calls <= machine.calls, "the code of a `let` is no call in {what}");
    let primitives: u64 = profile.primitives.iter().map(|row| row.cycles).sum();
    assert!(primitives <= cycles - swept, "{what}");
}

/// Under mark-sweep this program does not end: the vectors that fill memory die at once.
fn fills_memory_with_garbage(case: &Case) -> bool {
    case.name == "a-vector-larger-than-memory-is-out-of-memory"
}

#[test]
fn sums_are_exact_and_the_run_is_the_same() {
    in_parallel(&programs(), |case| {
        let word = case.words()[0];
        for &(collector, barrier) in COLLECTORS {
            if fills_memory_with_garbage(case) && collector == Collector::MarkSweep {
                continue;
            }
            for (banks, gc_every) in [(4, 0), (1, 300)] {
                let config = Config { collector, barrier, banks, gc_every, ..case.config(word) };
                let what = format!("{} with {config:?}", case.name);
                let (machine, profile) = profiled(case, config);
                let bare = case.run(config, &mut NoProbe);
                assert_eq!(machine.cycle, bare.cycle, "{what}");
                assert_eq!(state_hash(&machine), state_hash(&bare), "{what}");
                assert_sums(&machine, &profile, &what);
            }
        }
    });
}

/// Calls and own cycles of each function.
fn by_function(profile: &Profile) -> BTreeMap<String, (u64, u64)> {
    let mut rows = BTreeMap::new();
    for row in &profile.functions {
        let place = row.place.as_ref().map(|place| place.text()).unwrap_or_default();
        let sum: &mut (u64, u64) = rows.entry(format!("{} {place}", row.name)).or_default();
        sum.0 += row.calls;
        sum.1 += row.self_cycles;
    }
    rows
}

/// Frames and functions move, continuations are entered again, and still a function has the calls
/// and cycles that it has in a memory without a collector; but for the cycles of allocations that
/// had to wait.
#[test]
fn collections_move_no_cycle_to_another_function() {
    let collected = AtomicUsize::new(0);
    in_parallel(&programs(), |case| {
        let word = case.words().pop().expect("a word size");
        let large = Config { collector: Collector::None, ..case.config(word) };
        let (machine, profile) = profiled(case, large);
        // What depends on the cycle: what the program asks for, and what the host does in one.
        let feels_it = ["cycles", "out-of-memory"].iter().any(|what| case.name.contains(what))
            || !case.interrupts.is_empty();
        if machine.trap.cause == Fault::OutOfMemory || feels_it {
            return;
        }
        let expected = by_function(&profile);
        for &(collector, barrier) in COLLECTORS {
            let config = Config { collector, barrier, gc_every: 17, ..large };
            let (machine, profile) = profiled(case, config);
            collected.fetch_add(machine.collections.count(), Ordering::Relaxed);
            let found = by_function(&profile);
            let mut waited = 0;
            for (name, (calls, cycles)) in &expected {
                let (found_calls, found_cycles) = found.get(name).copied().unwrap_or_default();
                assert_eq!(found_calls, *calls, "{name} in {} with {config:?}", case.name);
                assert!(found_cycles >= *cycles, "{name} in {} with {config:?}", case.name);
                waited += found_cycles - cycles;
            }
            assert_eq!(found.len(), expected.len(), "{} with {config:?}", case.name);
            let stalls = profile.units.iter().filter(|unit| unit.name != "Sweeper");
            let stalls: u64 = stalls.map(|unit| unit.stalled_cycles).sum();
            assert_eq!(waited, stalls, "{} with {config:?}", case.name);
        }
    });
    assert!(collected.into_inner() > 1000, "collections to be followed");
}

#[test]
fn a_tail_call_takes_the_place_of_its_caller() {
    let profile = profile_of(
        "(define (loop n) (if (= n 0) 0 (loop (- n 1))))
         (define (jump n) (loop n))
         (define (call n) (+ 1 (loop n)))
         (+ (jump 50) (call 50))",
    );
    let stacks = stacks(&profile);
    let names: Vec<&str> = stacks.keys().map(String::as_str).collect();
    let expected = [
        "(top level)",
        "(top level) call",
        "(top level) call loop",
        "(top level) jump",
        "(top level) loop",
    ];
    assert_eq!(names, expected);
    assert_eq!(stacks["(top level) call loop"], stacks["(top level) loop"], "50 rounds each");
    let calls = |name: &str| profile.functions.iter().find(|row| row.name == name).map(|r| r.calls);
    assert_eq!([calls("loop"), calls("jump"), calls("call")], [Some(102), Some(1), Some(1)]);
}

#[test]
fn what_is_thrown_is_handled_in_the_function_that_catches() {
    let profile = profile_of(
        "(define (fail n) (if (= n 0) (throw 5) (+ 1 (fail (- n 1)))))
         (define (after n) (+ n 1))
         (define (guard n) (+ 1 (catch (lambda (cause value) (+ 1 (after value))) (fail n))))
         (guard 10)",
    );
    let stacks = stacks(&profile);
    assert!(stacks.contains_key("(top level) guard fail"), "{stacks:?}");
    let handler = stacks.keys().find(|stack| stack.ends_with(" after")).expect("the handler");
    assert!(handler.starts_with("(top level) guard lambda at "), "{handler}");
}

#[test]
fn the_code_of_a_let_belongs_to_the_function_around_it() {
    let profile = profile_of(
        "(define (inner n) (+ n 1))
         (define (outer n) ((lambda (x) (+ x (inner x))) (+ n 1)))
         (+ (outer 1) (outer 2))",
    );
    let stacks = stacks(&profile);
    let names: Vec<&str> = stacks.keys().map(String::as_str).collect();
    assert_eq!(names, ["(top level)", "(top level) outer", "(top level) outer inner"]);
}

#[test]
fn functions_without_a_global_name_are_known_by_their_scope_or_place() {
    let profile = profile_of(
        "(define (outer n) (define (local k) (+ k 1)) (+ 1 (local n)))
         (outer 1)
         (define (use f) (+ 1 (funcall f 1)))
         (use (lambda (x)
           (+ x 1)))",
    );
    let row = |name: &str| profile.functions.iter().find(|row| row.name == name);
    assert!(row("local").is_some(), "{:?}", profile.functions);
    let lambda = row("lambda at test:4:23").expect("the lambda");
    assert_eq!((lambda.calls, lambda.place.as_ref().map(|place| place.line)), (1, Some(4)));
}

#[test]
fn deep_and_mutual_recursion_keep_the_tree_small() {
    let profile = profile_of(
        "(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
         (define (even n) (if (= n 0) true (not (odd (- n 1)))))
         (define (odd n) (if (= n 0) false (not (even (- n 1)))))
         (count 200000)
         (even 100000)",
    );
    let stacks = stacks(&profile);
    let names: Vec<&str> = stacks.keys().map(String::as_str).collect();
    let expected = ["(top level)", "(top level) count", "(top level) even", "(top level) even odd"];
    assert_eq!(names, expected);
    let rows = by_function(&profile);
    let calls: Vec<u64> = rows.values().map(|row| row.0).collect();
    assert_eq!(calls, [0, 200_001, 50_001, 50_000], "{rows:?}");
}

fn conscycle(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conscycle"))
        .arg("profile")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("conscycle starts")
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("the file")).expect("JSON")
}

#[test]
fn the_files_for_other_tools_agree_with_the_profile() {
    let folder = tempfile::tempdir().expect("a folder");
    let [folded, speedscope] = ["x.folded", "x.json"].map(|name| folder.path().join(name));
    let [folded_path, speedscope_path] =
        [&folded, &speedscope].map(|path| path.to_str().expect("a path"));
    let files = ["--folded", folded_path, "--speedscope", speedscope_path];
    let output = conscycle(&[&["examples/churn.lisp", "--json"], files.as_slice()].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let run: Value = serde_json::from_slice(&output.stdout).expect("JSON on stdout");
    assert_eq!((&run["value"], &run["console"]), (&"200".into(), &"400\n".into()));
    let profile = &run["profile"];
    let cycles = run["cycles"].as_u64().expect("cycles");
    assert_eq!(profile["cycles"], cycles);

    // Folded: the cycles by the last function of each stack.
    let mut by_name: BTreeMap<String, u64> = BTreeMap::new();
    for line in std::fs::read_to_string(&folded).expect("the file").lines() {
        let (stack, count) = line.rsplit_once(' ').expect("a stack and a count");
        assert!(stack.starts_with("(top level)"), "{line}");
        let name = stack.rsplit(';').next().expect("a function").to_string();
        *by_name.entry(name).or_default() += count.parse::<u64>().expect("a number");
    }
    assert_eq!(by_name.values().sum::<u64>(), cycles);
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for row in profile["functions"].as_array().expect("functions") {
        let own = row["self_cycles"].as_u64().expect("cycles");
        *expected.entry(row["name"].as_str().expect("a name").to_string()).or_default() += own;
        *expected.entry(SWEEPER.to_string()).or_default() +=
            row["sweeper_cycles"].as_u64().expect("cycles");
    }
    expected.retain(|_, cycles| *cycles > 0);
    assert_eq!(by_name, expected);

    // Speedscope: what its schema asks for, and the same sums.
    let file = json(&speedscope);
    assert_eq!(file["$schema"], "https://www.speedscope.app/file-format-schema.json");
    let frames = file["shared"]["frames"].as_array().expect("frames");
    assert!(frames.iter().all(|frame| frame["name"].is_string()));
    let words = run["allocated_words"].as_u64().expect("words");
    let profiles = file["profiles"].as_array().expect("profiles");
    for (profile, all) in profiles.iter().zip([cycles, words]) {
        assert_eq!((&profile["type"], &profile["unit"]), (&"sampled".into(), &"none".into()));
        assert_eq!((&profile["startValue"], &profile["endValue"]), (&0.into(), &all.into()));
        let samples = profile["samples"].as_array().expect("samples");
        let weights = profile["weights"].as_array().expect("weights");
        assert_eq!(samples.len(), weights.len());
        assert_eq!(weights.iter().filter_map(Value::as_u64).sum::<u64>(), all);
        let indices = samples.iter().flat_map(|sample| sample.as_array().expect("a stack"));
        assert!(indices.clone().all(|i| (i.as_u64().expect("an index") as usize) < frames.len()));
    }
    assert_eq!(profiles.len(), 2);
}

#[test]
fn tables_are_for_people_and_exit_codes_for_scripts() {
    let output = conscycle(&["examples/lists.lisp", "--top", "3"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for title in ["Functions", "What the machine did", "Units", "States", "Primitives"] {
        assert!(text.contains(&format!("\n{title} ")), "{title} in {text}");
    }
    assert!(text.contains("\n=> ") && text.contains(" more)"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 109), "{text}");

    let table: &[(&[&str], i32)] = &[
        (&["examples/fib.lisp"], 0),
        (&["examples/trap.lisp"], 1),
        (&["examples/trap.lisp", "--json"], 1),
        (&["examples/fib.lisp", "--max-cycles", "100"], 3),
        (&["no-such.lisp"], 2),
        (&["examples/fib.lisp", "--folded", "/no/such/folder/x"], 5),
        (&["examples/fib.lisp", "--speedscope", "examples/fib.lisp"], 2),
        (&["examples/fib.lisp", "--folded", "x", "--speedscope", "x"], 2),
        (&["examples/fib.lisp", "--top", "many"], 2),
        (&["examples/fib.lisp", "--banks", "3"], 2),
    ];
    for (arguments, code) in table {
        let output = conscycle(arguments);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {output:?}");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!errors.contains("panicked"), "{errors}");
        assert!(*code != 2 || errors.len() > 20, "{arguments:?} says what is wrong");
    }
}
