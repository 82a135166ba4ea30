//! What is done piece by piece ends where it ends when it is done at once, and leaves the same machine.

use std::sync::atomic::AtomicBool;

use super::*;
use condition::Condition;
use conscycle_firmware::protocol::Line;
use conscycle_image::builder::Builder;
use conscycle_image::reader::read_all;
use conscycle_machine::config::Config;
use conscycle_machine::probe::NoProbe;
use points::{breakpoint, watchpoint};

/// Some thousands of cycles, with collections; the global changes now and then.
const PROGRAM: &str = "(define seen 0)
(define fib (lambda (n) (if (< n 2) (set! seen n) (+ (fib (- n 1)) (fib (- n 2))))))
(fib 9)";

/// A host without anything to read.
struct Silent;

impl Services for Silent {
    fn input(&mut self) -> Supply {
        Supply::End
    }

    fn line(&mut self, _: &[u8]) -> Line {
        Line::End
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        Err(format!("{path}: there are no files"))
    }

    fn argument(&mut self, _: usize) -> Option<Vec<u8>> {
        None
    }
}

fn image() -> Image {
    let mut builder = Builder::new(Config { gc_every: 150, ..Config::default() });
    let forms = read_all(PROGRAM).expect("reads");
    builder.program("fib", PROGRAM, &forms).expect("builds");
    builder.finish()
}

/// A debugger with these breakpoints, and a watchpoint if it says `watch`.
fn debugger<'a>(image: &'a Image, points: &[&str]) -> Debugger<'a> {
    let mut debugger = Debugger::new(image, image.machine(image.config), 1 << 24);
    for text in points {
        let (trigger, condition) = match text.strip_prefix("watch ") {
            Some(what) => {
                let words = debugger.machine().memory.words();
                (watchpoint(what, words, image).expect("a watchpoint"), None)
            }
            None => breakpoint(text, image).expect("a breakpoint"),
        };
        debugger.points.add(trigger, condition, text.to_string());
    }
    debugger
}

/// Calls `work` with surroundings in which nothing happens.
fn undisturbed<T>(work: impl FnOnce(&mut Surroundings) -> T) -> T {
    work(&mut Surroundings {
        host: &mut Silent,
        progress: &mut |_, _| {},
        interrupt: &AtomicBool::new(false),
    })
}

/// The machine's cycle, registers and memory, with the request lines of the last cycle.
fn state(debugger: &Debugger) -> (u64, String, String) {
    let machine = debugger.machine();
    let snapshot = serde_json::to_string(&debugger.save()).expect("a snapshot");
    (machine.cycle, snapshot, format!("{:?}", machine.memory.bus))
}

/// Runs on, in pieces of so many cycles.
fn forward(debugger: &mut Debugger, goal: &Goal, count: u64, piece: u64) -> Outcome {
    let mut watcher = debugger.watch(goal, count);
    undisturbed(|around| {
        loop {
            match debugger.forward_on(&mut watcher, piece, &mut NoProbe, around) {
                Outcome::Stepped => {}
                outcome => return outcome,
            }
        }
    })
}

/// Looks backwards, in pieces of so many cycles.
fn backward(debugger: &mut Debugger, goal: &Goal, count: u64, piece: u64) -> Outcome {
    let mut search = debugger.search(goal, count);
    loop {
        let before = debugger.machine().cycle;
        if let Some(outcome) = debugger.search_on(&mut search, piece) {
            return outcome;
        }
        assert_eq!(debugger.machine().cycle, before, "until the end it stays");
    }
}

fn goals(image: &Image) -> Vec<(Goal, u64)> {
    let condition = Condition::parse("cycle > 2000 && calls = 60", image).expect("a condition");
    vec![
        (Goal::Points, 1),
        (Goal::Points, 7),
        (Goal::State, 400),
        (Goal::Application, 30),
        (Goal::Out(3), 1),
        (Goal::Until(condition), 1),
    ]
}

const POINTS: [&[&str]; 3] = [&[], &["fib"], &["collection", "watch seen"]];

#[test]
fn a_run_in_pieces_ends_where_the_whole_run_ends() {
    let image = image();
    let mut stops = 0;
    for points in POINTS {
        for (goal, count) in goals(&image) {
            let mut whole = debugger(&image, points);
            let outcome =
                undisturbed(|around| whole.forward(&goal, count, u64::MAX, &mut NoProbe, around));
            stops += u32::from(matches!(outcome, Outcome::Stopped(_)));
            for piece in [1, 97, 1_000] {
                let mut pieces = debugger(&image, points);
                let what = format!("{points:?}, {goal:?}, {count}, {piece}");
                assert_eq!(forward(&mut pieces, &goal, count, piece), outcome, "{what}");
                assert_eq!(state(&pieces), state(&whole), "{what}");
            }
        }
    }
    assert!(stops >= 12, "{stops} stops");
}

#[test]
fn a_search_in_pieces_ends_where_the_whole_search_ends() {
    let image = image();
    let mut stops = 0;
    for points in POINTS {
        for (goal, count) in goals(&image) {
            let end = || {
                let mut debugger = debugger(&image, &[]);
                let end = forward(&mut debugger, &Goal::Points, 1, u64::MAX);
                assert_eq!(end, Outcome::Halted);
                let others = self::debugger(&image, points);
                debugger.points = others.points;
                debugger
            };
            let mut whole = end();
            let outcome = undisturbed(|around| whole.backward(&goal, count, around));
            stops += u32::from(matches!(outcome, Outcome::Stopped(_)));
            for piece in [13, 1_000] {
                let mut pieces = end();
                let what = format!("{points:?}, {goal:?}, {count}, {piece}");
                assert_eq!(backward(&mut pieces, &goal, count, piece), outcome, "{what}");
                assert_eq!(state(&pieces), state(&whole), "{what}");
            }
        }
    }
    assert!(stops >= 12, "{stops} stops");
}

/// Nobody looks at the cycles of such a run but at the last one.
#[test]
fn a_run_that_nothing_stops_leaves_the_same_machine_as_one_that_is_looked_at() {
    let image = image();
    for cycles in [0, 1, 2, 500, 1_234, 5_000] {
        let [mut free, mut watched] = [(), ()].map(|()| debugger(&image, &[]));
        let never = Condition::parse("cycle = 999999999", &image).expect("a condition");
        let outcomes = [(&mut free, Goal::Points), (&mut watched, Goal::Until(never))].map(
            |(debugger, goal)| {
                undisturbed(|around| debugger.forward(&goal, 1, cycles, &mut NoProbe, around))
            },
        );
        assert_eq!(outcomes, [Outcome::Stepped; 2]);
        assert_eq!(state(&free), state(&watched), "{cycles} cycles");
    }
}

#[test]
fn the_way_to_a_cycle_can_be_gone_in_pieces() {
    let image = image();
    let mut debugger = debugger(&image, &[]);
    forward(&mut debugger, &Goal::Points, 1, 700);
    let last = debugger.frontier();
    for to in [0, 1, last / 3, last - 1, last, last + 10] {
        debugger.go_to(to);
        let expected = state(&debugger);
        assert_eq!(expected.0, to.min(last));
        for piece in [1, 450] {
            debugger.go_to(last / 2);
            let mut way = Some(debugger.set_out(to));
            while !debugger.travel(&mut way, piece) {
                assert_eq!(debugger.machine().cycle, last / 2, "until the end it stays");
            }
            assert_eq!(state(&debugger), expected, "to {to} in pieces of {piece}");
        }
    }
}
