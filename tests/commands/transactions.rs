//! Calls as transactions: FTR files, read by `ftr_parser`, and traces for Perfetto, decoded again. Both have
//! the calls and the cycles that `profile` counts.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use conscycle::image::Image;
use conscycle::machine::Machine;
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::word::WordSize;
use conscycle::observe::files::{FtrFile, PerfettoFile};
use conscycle::observe::lisp::Follower;
use conscycle::observe::profile::ProfileProbe;
use conscycle::observe::profile::report::Profile;
use conscycle::observe::transactions::perfetto::Track;
use conscycle::observe::transactions::perfetto::schema::{Kind, Trace};
use conscycle::observe::window::{Mark, Window};
use ftr_parser::types::{FTR, Transaction};
use prost::Message as _;

use crate::support;

/// Bytes that a probe writes, to be read by the test.
#[derive(Clone, Default)]
struct Bytes(Rc<RefCell<Vec<u8>>>);

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A run, recorded in both formats.
struct Recorded {
    ftr: Vec<u8>,
    perfetto: Vec<u8>,
    profile: Profile,
    machine: Machine,
}

const PROGRAM: &str = "
    (define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
    (define (loop n) (if (= n 0) 0 (loop (- n 1))))
    (define (jump n) (loop n))
    (define (fail n) (if (= n 0) (throw 5) (+ 1 (fail (- n 1)))))
    (define (guard n) (+ 1 (catch (lambda (cause value) (+ 1 value)) (fail n))))
    (define k nil) (define count 0)
    (define (enter x) (call/cc (lambda (c) (begin (set! k c) x))))
    (define (again x) (begin (set! count (+ count 1)) (if (< count 4) (k (+ x 1)) x)))
    (define (deep n) (if (= n 0) 0 (+ 1 (deep (- n 1)))))
    (cons (fib 9) (cons (jump 20) (cons (guard 5) (cons (again (+ 1 (enter 5))) (deep 300)))))";

fn config(code: Code, collector: Collector, gc_every: u32) -> Config {
    Config { code, collector, gc_every, memory: 1 << 20, ..support::config(WordSize::W32) }
}

fn record(image: &Image, config: Config, window: Window, limit: u64) -> Recorded {
    let mut machine = image.machine(config);
    let [ftr, perfetto] = [Bytes::default(), Bytes::default()];
    let follower = || Follower::new(image, Some(0), &machine);
    let mut first = FtrFile::new(ftr.clone(), "p", window.clone(), follower()).expect("a file");
    let mut second =
        PerfettoFile::new(perfetto.clone(), "p", window.clone(), follower()).expect("a file");
    let mut profile = ProfileProbe::new(image);
    machine.run_with(&mut (&mut profile, (&mut first, &mut second)), limit);
    let profile = profile.report(&machine);
    first.finish().expect("a file");
    second.finish().expect("a file");
    Recorded { ftr: ftr.0.take(), perfetto: perfetto.0.take(), profile, machine }
}

fn all() -> Window {
    Window::default()
}

/// A call that was read again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Slice {
    begin: u64,
    end: u64,
    name: String,
    call: String,
    /// The value, or how it ends.
    outcome: String,
    goes_on: bool,
}

/// The calls of an FTR file, and how many collections.
fn of_ftr(bytes: &[u8]) -> (Vec<Slice>, usize) {
    let ftr: FTR = ftr_parser::parse::parse_ftr_from_bytes(bytes.to_vec()).expect("an FTR file");
    let text = |transaction: &Transaction, name: &str| {
        let found = transaction.attributes.iter().find(|attribute| attribute.name == name);
        found.map(ftr_parser::types::Attribute::value)
    };
    let stream = ftr.get_stream_from_name("calls".to_string()).expect("the calls");
    let mut calls = Vec::new();
    for generator in &stream.generators {
        let generator = ftr.get_generator(*generator).expect("a generator");
        // Those that wait for each other are not in one lane.
        let mut lane: Vec<(u64, u64)> = Vec::new();
        for transaction in &generator.transactions {
            let time = |time: num_bigint::BigUint| u64::try_from(time).expect("a time") / 10;
            let begin = time(transaction.get_start_time());
            let end = time(transaction.get_end_time());
            lane.push((begin, end));
            let outcome = text(transaction, "value").or_else(|| text(transaction, "ends"));
            calls.push(Slice {
                begin,
                end,
                name: text(transaction, "function").expect("a name"),
                call: text(transaction, "call").expect("a call"),
                outcome: outcome.expect("a value or an end"),
                goes_on: text(transaction, "begins").is_some(),
            });
        }
        lane.sort_unstable();
        if !generator.name.ends_with("255") {
            assert!(lane.windows(2).all(|two| two[0].1 <= two[1].0), "{}", generator.name);
        }
    }
    let collections = ftr.get_generator_from_name(None, "collection".to_string());
    calls.sort();
    (calls, collections.expect("a generator").transactions.len())
}

/// What a trace for Perfetto has.
#[derive(Default)]
struct Decoded {
    calls: Vec<Slice>,
    /// Own cycles by function.
    own: BTreeMap<String, u64>,
    units: BTreeMap<String, u64>,
    collections: Vec<(u64, u64)>,
    depths: Vec<(u64, i64)>,
    heap: Vec<(u64, i64)>,
}

fn of_perfetto(bytes: &[u8]) -> Decoded {
    let trace = Trace::decode(bytes).expect("packets");
    let mut decoded = Decoded::default();
    let mut stacks: BTreeMap<u64, Vec<(Slice, u64)>> = BTreeMap::new();
    let (mut tracks, mut last) = (0, 0);
    for packet in trace.packet {
        assert_eq!(packet.trusted_packet_sequence_id, Some(1));
        tracks += usize::from(packet.track_descriptor.is_some());
        let Some(event) = packet.track_event else { continue };
        let cycle = packet.timestamp.expect("a time") / 10;
        assert!(cycle >= last, "time does not go back");
        last = cycle;
        let track = event.track_uuid.expect("a track");
        let note = |name: &str| {
            let found =
                event.debug_annotations.iter().find(|note| note.name.as_deref() == Some(name));
            found.and_then(|note| note.string_value.clone())
        };
        let stack = stacks.entry(track).or_default();
        match event.kind.and_then(|kind| Kind::try_from(kind).ok()) {
            Some(Kind::SliceBegin) => {
                let slice = Slice {
                    begin: cycle,
                    end: 0,
                    name: event.name.clone().expect("a name"),
                    call: note("call").unwrap_or_default(),
                    outcome: String::new(),
                    goes_on: note("begins").is_some(),
                };
                stack.push((slice, 0));
            }
            Some(Kind::SliceEnd) => {
                let (mut slice, inner) = stack.pop().expect("something that ends");
                slice.end = cycle;
                slice.outcome = note("value").or_else(|| note("ends")).unwrap_or_default();
                let length = cycle - slice.begin;
                if let Some((_, outer)) = stack.last_mut() {
                    *outer += length;
                }
                if track == Track::Calls as u64 {
                    *decoded.own.entry(slice.name.clone()).or_default() += length - inner;
                    decoded.calls.push(slice);
                } else if track == Track::Units as u64 {
                    *decoded.units.entry(slice.name).or_default() += length;
                } else {
                    decoded.collections.push((slice.begin, cycle));
                }
            }
            Some(Kind::Counter) => {
                let value = (cycle, event.counter_value.expect("a value"));
                if track == Track::Depth as u64 {
                    decoded.depths.push(value);
                } else {
                    decoded.heap.push(value);
                }
            }
            _ => panic!("{event:?}"),
        }
    }
    assert!(stacks.values().all(Vec::is_empty), "all ends");
    assert_eq!(tracks, 6);
    decoded.calls.sort();
    decoded
}

#[test]
fn calls_and_cycles_are_those_of_the_profile() {
    for (code, collector, gc_every) in [
        (Code::Quick, Collector::None, 0),
        (Code::Lists, Collector::None, 0),
        (Code::Quick, Collector::Copying, 97),
        (Code::Quick, Collector::Generational, 61),
        (Code::Lists, Collector::MarkSweep, 131),
    ] {
        let config = config(code, collector, gc_every);
        let image = support::image(PROGRAM, config);
        let recorded = record(&image, config, all(), u64::MAX);
        let decoded = of_perfetto(&recorded.perfetto);
        let (calls, collections) = of_ftr(&recorded.ftr);
        assert_eq!(calls, decoded.calls, "both formats have the same calls");
        let mut expected: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for row in &recorded.profile.functions {
            let sum = expected.entry(&row.name).or_default();
            sum.0 += row.calls;
            sum.1 += row.self_cycles + row.sweeper_cycles;
        }
        let top = expected.remove("(top level)").expect("a root");
        for (name, (count, cycles)) in &expected {
            let begun = calls.iter().filter(|slice| slice.name == *name && !slice.goes_on).count();
            assert_eq!(begun as u64, *count, "calls of {name} with {config:?}");
            assert_eq!(decoded.own[*name], *cycles, "cycles of {name} with {config:?}");
        }
        let in_calls: u64 = decoded.own.values().sum();
        assert_eq!(in_calls + top.1, recorded.machine.cycle, "{config:?}");
        for row in &recorded.profile.units {
            assert_eq!(decoded.units.get(row.name), Some(&row.cycles), "{}", row.name);
        }
        let pauses = recorded.machine.collections.kept().iter();
        let pauses: Vec<(u64, u64)> =
            pauses.map(|pause| (pause.begin, pause.begin + pause.cycles)).collect();
        assert_eq!(decoded.collections, pauses);
        assert_eq!(collections, pauses.len());
        let deepest = decoded.depths.iter().map(|(_, depth)| *depth).max();
        assert!(deepest >= Some(300) && decoded.depths.last().map(|it| it.1) == Some(0));
        let allocated = recorded.machine.memory.allocated;
        let heap = allocated - recorded.machine.collections.freed_words();
        assert_eq!(decoded.heap.last().map(|it| it.1 as u64), Some(heap));
    }
}

#[test]
fn a_call_tells_its_value_or_how_it_ends() {
    let config = config(Code::Quick, Collector::Copying, 0);
    let image = support::image(PROGRAM, config);
    let (calls, _) = of_ftr(&record(&image, config, all(), u64::MAX).ftr);
    let of = |call: &str| calls.iter().filter(|slice| slice.call == call).collect::<Vec<_>>();
    assert!(of("(fib 9)").iter().all(|slice| slice.outcome == "34"));
    assert_eq!(of("(fib 1)").len(), 34);
    assert!(of("(fib 1)").iter().all(|slice| slice.outcome == "1"));
    assert_eq!(of("(jump 20)")[0].outcome, "tail call");
    assert_eq!(of("(loop 0)")[0].outcome, "0");
    assert_eq!(of("(guard 5)")[0].outcome, "7");
    assert!(of("(fail 0)").iter().all(|slice| slice.outcome == "left without a value"));
    assert_eq!(of("(deep 300)")[0].outcome, "300");
    let guard = of("(guard 5)")[0];
    assert!(of("(fail 3)").iter().all(|it| guard.begin < it.begin && it.end <= guard.end));
}

#[test]
fn a_window_has_the_calls_in_it() {
    let config = config(Code::Quick, Collector::Copying, 97);
    let image = support::image(PROGRAM, config);
    let whole = record(&image, config, all(), u64::MAX);
    let (from, until) = (700, 2500);
    let window = Window { when: Mark::Cycle(from), until: Mark::Cycle(until), last: None };
    let part = record(&image, config, window, u64::MAX);
    let last = std::num::NonZeroUsize::new((until - from) as usize);
    let tail = record(&image, config, Window { last, ..all() }, until);
    // Of each, the lengths by name in the window.
    let lengths = |calls: &[Slice]| {
        let mut lengths: BTreeMap<String, u64> = BTreeMap::new();
        for slice in calls {
            let (begin, end) = (slice.begin.max(from), slice.end.min(until));
            if begin < end {
                *lengths.entry(slice.name.clone()).or_default() += end - begin;
            }
        }
        lengths
    };
    let expected = lengths(&of_ftr(&whole.ftr).0);
    assert!(expected["fib"] > 1000, "{expected:?}");
    for recorded in [&part, &tail] {
        let (calls, _) = of_ftr(&recorded.ftr);
        assert!(calls.iter().all(|slice| (from..=until).contains(&slice.begin)), "{calls:?}");
        assert_eq!(lengths(&calls), expected);
        assert_eq!(of_perfetto(&recorded.perfetto).calls, calls);
    }
}

/// Whatever has been written when a run is killed can be read.
#[test]
fn a_file_that_is_cut_between_two_writes_is_read_up_to_there() {
    let config = config(Code::Quick, Collector::Copying, 0);
    let image = support::image(&PROGRAM.replace("(fib 9)", "(fib 18)"), config);
    let mut machine = image.machine(config);
    let ftr = Bytes::default();
    let follower = Follower::new(&image, Some(0), &machine);
    let mut probe = FtrFile::new(ftr.clone(), "p", all(), follower).expect("a file");
    machine.run_with(&mut probe, 150_000);
    let written = ftr.0.borrow().clone();
    let (calls, _) = of_ftr(&written);
    assert!(calls.len() >= 4096, "{}", calls.len());
}
