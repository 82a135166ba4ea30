//! The debugger: sessions with their transcripts beside them, snapshots, and runs that nobody
//! disturbs by looking.
//!
//! In `tests/debugger/NAME.commands` the first line is `# step` and the arguments; the transcript is
//! in `NAME.expected`. `cargo xtask bless debugger` rewrites the transcripts.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;

use conscycle::cli::host::Host;
use conscycle::debugger::condition::Condition;
use conscycle::debugger::evaluate::evaluate;
use conscycle::debugger::points::breakpoint;
use conscycle::debugger::snapshot::{Snapshot, VERSION};
use conscycle::debugger::watcher::Goal;
use conscycle::debugger::{Debugger, Outcome, Surroundings};
use conscycle::firmware::protocol::Input;
use conscycle::image::Image;
use conscycle::machine::Machine;
use conscycle::machine::config::{Collector, Config};
use conscycle::machine::ports::Unit;
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::observe::trace::{Detail, Header, Lines, TraceProbe};

use crate::support::{self, COLLECTORS, config, conversation, image};

const FIB: &str = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 9)";

/// What a session prints; its files are in `folder`.
fn session(arguments: &str, commands: &str, folder: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.arg("step").current_dir(folder);
    for argument in arguments.split_whitespace() {
        let path = root.join(argument);
        if path.is_file() {
            command.arg(path);
        } else {
            command.arg(argument);
        }
    }
    conversation(&mut command, commands)
}

#[test]
fn sessions_are_as_their_transcripts() {
    let mut names: Vec<_> = std::fs::read_dir("tests/debugger")
        .expect("the sessions")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "commands"))
        .collect();
    names.sort();
    assert!(names.len() > 5);
    for path in names {
        let folder = tempfile::tempdir().expect("a folder");
        let text = std::fs::read_to_string(&path).expect("commands");
        let first = text.lines().next().and_then(|line| line.strip_prefix("# step "));
        let transcript = session(first.expect("the arguments"), &text, folder.path());
        let expected = path.with_extension("expected");
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(expected, transcript).expect("a writable transcript");
            continue;
        }
        let expected = std::fs::read_to_string(expected).unwrap_or_default();
        for (at, (is, should)) in transcript.lines().zip(expected.lines()).enumerate() {
            assert_eq!(is, should, "{} line {}", path.display(), at + 1);
        }
        assert_eq!(transcript.lines().count(), expected.lines().count(), "{}", path.display());
    }
}

#[test]
fn whence_answers_in_json_with_all_steps() {
    let commands =
        "continue\nwhence (cdr (car (cdr basket)))\nwhither apply.x 314\nwhence nowhere\n";
    let text = session("tests/debugger/basket.lisp --json", commands, Path::new("."));
    let answers: Vec<serde_json::Value> = text
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let [whence, whither] = answers.as_slice() else { panic!("{text}") };
    assert_eq!((&whence["command"], &whence["value"]), (&"whence".into(), &"-2".into()));
    let steps = whence["steps"].as_array().expect("steps");
    let last = steps.last().expect("a step");
    assert_eq!(
        (&last["function"], &last["position"]),
        (&"reduced".into(), &"basket.lisp:5:3".into())
    );
    assert_eq!(
        (&last["made"]["by"], &last["made"]["primitive"]),
        (&"computation".into(), &"-".into())
    );
    let operands: Vec<&serde_json::Value> = last["made"]["operands"]
        .as_array()
        .expect("operands")
        .iter()
        .map(|of| &of["value"])
        .collect();
    assert_eq!(operands, ["3", "5"]);
    assert!(steps.windows(2).all(|pair| pair[0]["copied_from"] == pair[1]["place"]), "{text}");
    assert_eq!((&whither["command"], &whither["cycle"]), (&"whither".into(), &314.into()));
    assert!(text.contains("error: no symbol is named nowhere"));
}

/// Sees nothing, but has the request lines recorded.
struct Seen;

impl Probe for Seen {
    fn before(&mut self, _: &Machine) {}

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// A program that allocates, keeps some of it, stores into what is old, and reads the console.
const BUSY: &str = "(define keep nil) (define v '(1 2 3))
    (define (work n) (if (< n 1) keep
      (begin (set! keep (cons n (cons (read-byte) nil))) (set-car! v keep) (work (- n 1)))))
    (work 60)";

fn tight(collector: Collector, word: conscycle::machine::word::WordSize) -> Config {
    Config { collector, gc_every: 7, memory: 1 << 14, ..config(word) }
}

#[test]
fn a_restored_snapshot_continues_bit_for_bit_also_in_the_middle_of_collections() {
    for word in support::WORDS {
        for &(collector, barrier) in COLLECTORS {
            let config = Config { barrier, ..tight(collector, word) };
            let image = image(BUSY, config);
            let start = || {
                let mut machine = image.machine(config);
                machine.feed(&[65; 40]);
                machine.close_input();
                machine
            };
            let mut whole = start();
            whole.run_with(&mut Seen, support::LIMIT);
            assert_eq!(
                whole.arbiter.halt,
                conscycle::machine::ports::Halt::Done,
                "{}",
                support::outcome(&whole)
            );
            assert!(whole.collections.count() > 5);
            let inside =
                whole.collections.kept().iter().map(|gc| gc.begin + gc.cycles / 2).step_by(5);
            let mut cycles: Vec<u64> = inside.take(6).collect();
            let mut random = 12345u64;
            for _ in 0..8 {
                random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                cycles.push((random >> 20) % whole.cycle);
            }
            let mut sweeping = 0;
            for cycle in cycles {
                let mut machine = start();
                machine.run_with(&mut Seen, cycle);
                sweeping += u32::from(machine.arbiter.owner == Unit::Sweeper);
                let text = Snapshot::new(&machine, "image", &Input::default()).to_json();
                let restored = Snapshot::from_json(&text, "image", &machine).expect("restores");
                let mut restored = restored.machine;
                machine.take_output();
                // What the last cycle has stored over, a snapshot has not.
                machine.memory.overwritten = Default::default();
                assert_eq!(restored, machine, "cycle {cycle}");
                restored.run_with(&mut Seen, support::LIMIT);
                machine.run_with(&mut Seen, support::LIMIT);
                assert!(restored == machine, "{collector:?} {barrier:?} from cycle {cycle}");
                whole.take_output();
                machine.take_output();
                assert!(machine == whole);
            }
            assert!(sweeping > 2, "some are in the middle of a collection");
        }
    }
}

#[test]
fn a_snapshot_that_does_not_belong_is_rejected() {
    let machine = support::machine(FIB, Config::default());
    let text = Snapshot::new(&machine, "image", &Input::default()).to_json();
    let reject = |text: &str, image: &str, like: &Machine| {
        Snapshot::from_json(text, image, like).expect_err("rejected").to_string()
    };
    let [ours, other] = [VERSION, VERSION - 1].map(|version| format!("\"version\":{version}"));
    let message = reject(&text.replace(&ours, &other), "image", &machine);
    assert!(message.contains(&format!("version {}", VERSION - 1)), "{message}");
    assert!(reject(&text, "other", &machine).contains("of the image image; this is other"));
    let message = reject(&text.replace("\"calls\":0", "\"calls\":1"), "image", &machine);
    assert!(message.contains("damaged"), "{message}");
    let other = support::machine(FIB, Config { banks: 2, ..Config::default() });
    assert!(reject(&text, "image", &other).contains("parameters"));
    for cycle in [u64::MAX, u64::MAX - 5, 1 << 53] {
        let mut late = machine.clone();
        late.cycle = cycle;
        let text = Snapshot::new(&late, "image", &Input::default()).to_json();
        let message = reject(&text, "image", &machine);
        assert!(message.contains(&format!("no machine comes to cycle {cycle}")), "{message}");
    }
    let mut counts = machine.clone();
    counts.calls = u64::MAX;
    let text = Snapshot::new(&counts, "image", &Input::default()).to_json();
    assert!(reject(&text, "image", &machine).contains("damaged"));
    assert!(reject("{}", "image", &machine).contains("not a snapshot"));
    assert!(reject("(fib 3)", "image", &machine).contains("not a snapshot"));
}

fn forward<P: Probe>(debugger: &mut Debugger, goal: &Goal, cycles: u64, probe: &mut P) -> Outcome {
    let interrupt = AtomicBool::new(false);
    let (host, progress) = (&mut Host::elsewhere(&[]), &mut |_, _: &mut Vec<u8>| ());
    let mut around = Surroundings { host, progress, interrupt: &interrupt };
    debugger.forward(goal, 1, cycles, probe, &mut around)
}

fn backward(debugger: &mut Debugger, goal: &Goal) -> Outcome {
    let interrupt = AtomicBool::new(false);
    let (host, progress) = (&mut Host::elsewhere(&[]), &mut |_, _: &mut Vec<u8>| ());
    debugger.backward(goal, 1, &mut Surroundings { host, progress, interrupt: &interrupt })
}

fn debugger(image: &Image) -> Debugger<'_> {
    Debugger::new(image, image.machine(image.config), 4 << 20)
}

#[test]
fn every_cycle_can_be_gone_back_to() {
    for &(collector, barrier) in COLLECTORS {
        let config = Config { collector, barrier, gc_every: 50, ..Config::default() };
        let image = image(FIB, config);
        let mut debugger = debugger(&image);
        let mut seen = Vec::new();
        while forward(&mut debugger, &Goal::Points, 47, &mut NoProbe) == Outcome::Stepped {
            if debugger.machine().cycle.is_multiple_of(3) {
                seen.push(debugger.machine().clone());
            }
        }
        assert!(seen.len() > 20, "{}", seen.len());
        for machine in seen.iter().rev().step_by(9) {
            debugger.go_to(machine.cycle);
            assert!(debugger.machine() == machine, "{collector:?} cycle {}", machine.cycle);
        }
    }
}

#[test]
fn backwards_stops_where_forwards_did() {
    let image = image(FIB, Config { gc_every: 40, ..Config::default() });
    let mut goals = vec![Goal::State, Goal::Application, Goal::Points];
    for text in [
        "state=ApplyDispatch && fn=fib",
        "clink.full=1",
        "n=3 && state=EvalDispatch",
        "unit=Sweeper",
    ] {
        goals.push(Goal::Until(Condition::parse(text, &image).expect(text)));
    }
    for goal in goals {
        let mut debugger = debugger(&image);
        let (place, condition) = breakpoint("fib if apply.x<3", &image).expect("a place");
        debugger.points.add(place, condition, String::new());
        let mut stops = Vec::new();
        for _ in 0..300 {
            match forward(&mut debugger, &goal, u64::MAX, &mut NoProbe) {
                Outcome::Stopped(why) => stops.push((debugger.machine().cycle, why)),
                _ => break,
            }
        }
        assert!(stops.len() > 10, "{goal:?}");
        for (cycle, why) in stops.iter().rev().skip(1) {
            let outcome = backward(&mut debugger, &goal);
            if debugger.machine().cycle > *cycle {
                continue; // from the end of the run: the last stop comes first
            }
            assert_eq!((outcome, debugger.machine().cycle), (Outcome::Stopped(*why), *cycle));
        }
    }
}

#[test]
fn an_expression_can_be_evaluated_in_every_cycle_and_changes_nothing() {
    let expression = "(cons 'x (cons \"text\" (cons (fib 4) (cons '(:key . #(1)) nil))))";
    for &(collector, barrier) in COLLECTORS {
        for (banks, latency) in [(4, 1), (1, 3)] {
            let config =
                Config { collector, barrier, banks, latency, gc_every: 60, ..Config::default() };
            let image = image(FIB, config);
            let mut machine = image.machine(image.config);
            let called =
                Condition::parse("state=ApplyDispatch && fn=fib", &image).expect("a condition");
            while !called.holds(&machine) {
                machine.tick();
            }
            let mut bare = machine.clone();
            let (mut values, mut refused) = (0, 0);
            for _ in 0..300 {
                match evaluate(&machine, &image, expression, 20_000_000) {
                    Ok(lines) => {
                        assert_eq!(
                            lines,
                            ["=> (x \"text\" 3 (:key . #(1)))"],
                            "cycle {}",
                            machine.cycle
                        );
                        values += 1;
                    }
                    Err(problem) => {
                        assert_eq!(machine.arbiter.owner, Unit::Sweeper, "{problem}");
                        refused += 1;
                    }
                }
                machine.tick();
                bare.tick();
            }
            assert!(machine == bare);
            assert!(values > 100, "{collector:?} {barrier:?}: {values} and {refused}");
        }
    }
}

/// The lines of a trace.
#[derive(Default)]
struct Kept(Vec<Vec<u8>>);

impl Lines for Kept {
    fn line(&mut self, line: &[u8]) -> ControlFlow<()> {
        self.0.push(line.to_vec());
        ControlFlow::Continue(())
    }
}

#[test]
fn breakpoints_and_watchpoints_change_no_cycle() {
    let image = image(FIB, Config { gc_every: 30, ..Config::default() });
    let mut bare = image.machine(image.config);
    let header = Header::new(&bare, "bare", "fib", "image", Detail { changes: 20_000, every: 500 });
    let mut plain = TraceProbe::new(Kept::default(), &header);
    bare.run_with(&mut plain, support::LIMIT);
    let mut debugger = debugger(&image);
    for text in ["fib", "state Apply", "collection", "trap", "1 if n=2", "if cycle=5000"] {
        let (place, condition) = breakpoint(text, &image).expect(text);
        debugger.points.add(place, condition, text.to_string());
    }
    let mut watched = TraceProbe::new(Kept::default(), &header);
    let goal = Goal::Until(Condition::parse("trap=OutOfMemory", &image).expect("a condition"));
    let mut stops = 0;
    while forward(&mut debugger, &goal, u64::MAX, &mut watched) != Outcome::Halted {
        stops += 1;
    }
    assert!(stops > 100);
    assert!(*debugger.machine() == bare);
    let end = conscycle::observe::trace::End {
        end: 0,
        halt: String::new(),
        trap: String::new(),
        value: String::new(),
        console: String::new(),
    };
    assert!(plain.finish(&end).0 == watched.finish(&end).0);
}

#[test]
fn a_session_writes_over_neither_its_program_nor_a_file_that_it_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("p.lisp");
    std::fs::write(&program, FIB).expect("a program");
    let arguments = program.to_str().expect("a path");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (source, wave) = (path("p.lisp"), path("w.vcd"));
    std::fs::hard_link(&program, path("hard")).expect("a link");
    let hard = path("hard");
    let commands = format!(
        "save {source}\ntrace {source}\nvcd {wave}\nfst {wave}\nsave {hard}\nvcd {hard}\nquit\n"
    );
    let shown = session(arguments, &commands, folder.path());
    assert_eq!(shown.matches("the same file is named twice").count(), 5, "{shown}");
    let beside = folder.path().join("p.gtkw");
    std::fs::write(&beside, FIB).expect("a program");
    let vcd = path("p.vcd");
    let shown = session(beside.to_str().expect("a path"), &format!("vcd {vcd}\n"), folder.path());
    assert!(shown.contains("p.gtkw: the same file is named twice"), "{shown}");
    assert_eq!(std::fs::read_to_string(beside).expect("a program"), FIB);
    assert_eq!(std::fs::read_to_string(program).expect("a program"), FIB);
}

#[test]
fn a_trace_that_begins_late_says_where_in_its_header() {
    let folder = tempfile::tempdir().expect("a folder");
    let commands = "trace whole\nstep 9\ntrace off\ntrace late\nstep\ntrace off\n";
    session("examples/fib.lisp", commands, folder.path());
    let window = |name: &str| {
        let text = std::fs::read_to_string(folder.path().join(name)).expect("a trace");
        let header = text.lines().next().expect("a header");
        let header: serde_json::Value = serde_json::from_str(header).expect("JSON");
        header.get("window").map(|window| window["when"].clone())
    };
    assert_eq!((window("whole"), window("late")), (None, Some("9".into())));
}
