//! What is written is read again by the `vcd` crate's parser. It does not know `$attrbegin`, so
//! these lines are checked apart.

use std::collections::HashMap;

use ::vcd::{Command, IdCode, Parser, SimulationCommand, Value};

use std::ops::ControlFlow;

use super::*;
use crate::text::token;
use crate::waveform::{CYCLE, TOP};
use crate::window::{Mark, Window};
use conscycle_image::Image;
use conscycle_image::builder::Builder;
use conscycle_machine::Stop;
use conscycle_machine::config::{Code, Config};
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{Kind, SIGNALS, Values, sample_lines, sample_registers};
use conscycle_machine::units::apply;
use conscycle_machine::word::{Word, WordSize};

const FIB: &str = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 5) (fib 6)";

fn fib(config: Config) -> (Image, Machine) {
    let mut builder = Builder::new(config);
    let forms = conscycle_image::reader::read_all(FIB).expect("reads");
    builder.program("fib", FIB, &forms).expect("builds");
    let image = builder.finish();
    let machine = image.machine(config);
    (image, machine)
}

/// Keeps the values of every cycle, and what of the machine decides when a window opens.
#[derive(Default)]
struct Recorder {
    cycles: Vec<(u64, Values)>,
    applied: Vec<(u64, Word)>,
}

impl Probe for Recorder {
    fn before(&mut self, machine: &Machine) {
        let mut values = [0; SIGNALS.len()];
        sample_registers(machine, &mut values);
        self.cycles.push((machine.cycle, values));
        if machine.arbiter.owner == Unit::Apply
            && matches!(machine.apply.state, apply::State::Apply | apply::State::ApplyDispatch)
        {
            self.applied.push((machine.cycle, machine.apply.function));
        }
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        if let Some((_, values)) = self.cycles.last_mut() {
            sample_lines(machine, values);
        }
        ControlFlow::Continue(())
    }
}

fn without_attributes(vcd: &[u8]) -> Vec<u8> {
    let lines = vcd.split_inclusive(|&byte| byte == b'\n');
    lines.filter(|line| !line.starts_with(b"$attr")).flatten().copied().collect()
}

/// The value of every variable by its path, and by time whatever has changed until then.
struct Read {
    paths: HashMap<String, IdCode>,
    times: Vec<(u64, HashMap<IdCode, String>)>,
    dumps: usize,
}

fn read(vcd: &[u8]) -> Read {
    let text = without_attributes(vcd);
    let mut parser = Parser::new(&text[..]);
    let header = parser.parse_header().expect("a header");
    let mut paths = HashMap::new();
    let clk = header.find_var(&[TOP, "clk"]).expect("clk");
    paths.insert("clk".to_string(), clk.code);
    for signal in SIGNALS {
        let mut names = vec![signal.name.to_string()];
        if matches!(signal.kind, Kind::Enum(_)) {
            names.push(format!("{}_text", signal.name));
        }
        for name in names {
            let var = header.find_var(&[TOP, signal.scope, &name]).expect(&name);
            paths.insert(format!("{}.{name}", signal.scope), var.code);
        }
    }
    let mut times: Vec<(u64, HashMap<IdCode, String>)> = Vec::new();
    let mut state = HashMap::new();
    let mut dumps = 0;
    let number = |text: String| {
        u64::from_str_radix(&text, 2).map_or_else(|_| text.clone(), |value| value.to_string())
    };
    for command in parser {
        let (id, value) = match command.expect("a command") {
            Command::Timestamp(time) => {
                assert!(times.last().is_none_or(|(last, _)| *last < time), "time goes on");
                times.push((time, state.clone()));
                continue;
            }
            Command::ChangeScalar(id, value) => (id, u8::from(value == Value::V1).to_string()),
            Command::ChangeVector(id, bits) => {
                (id, number(bits.iter().map(|bit| bit.to_string()).collect()))
            }
            Command::ChangeString(id, text) => (id, text),
            Command::Begin(SimulationCommand::Dumpvars) => {
                dumps += 1;
                continue;
            }
            Command::End(_) => continue,
            other => panic!("{other:?}"),
        };
        let before = state.insert(id, value.clone());
        assert_ne!(before, Some(value), "only changes are written");
        if let Some((_, values)) = times.last_mut() {
            values.clone_from(&state);
        }
    }
    Read { paths, times, dumps }
}

/// The file holds exactly these cycles and then `end`.
fn assert_holds(vcd: &[u8], cycles: &[(u64, Values)], end: u64, config: &Config) {
    let read = read(vcd);
    assert_eq!(read.dumps, usize::from(!cycles.is_empty()));
    assert_eq!(read.times.len(), 2 * cycles.len() + 1);
    assert_eq!(read.times.last().map(|(time, _)| *time), Some(end));
    for ((cycle, values), halves) in cycles.iter().zip(read.times.chunks(2)) {
        let [(rise, high), (fall, low)] = halves else { panic!("half a cycle") };
        assert_eq!((*rise, *fall), (CYCLE * cycle, CYCLE * cycle + CYCLE / 2));
        assert_eq!((&*high[&read.paths["clk"]], &*low[&read.paths["clk"]]), ("1", "0"));
        for (signal, value) in SIGNALS.iter().zip(values) {
            let path = signal.path();
            assert_eq!(high[&read.paths[&path]], value.to_string(), "{path} in {cycle}");
            if let Kind::Enum(names) = signal.kind {
                let text = &high[&read.paths[&format!("{path}_text")]];
                assert_eq!(*text, token(names[*value as usize]), "{path} in {cycle}");
            }
            assert!(signal.width(config) <= 64);
        }
    }
}

/// A run of the program: its file, its cycles and, last, what the last edge left.
fn cycles_between(from: u64, until: u64) -> Window {
    Window { when: Mark::Cycle(from), until: Mark::Cycle(until), last: None }
}

fn plan(window: Window) -> Plan<'static> {
    Plan { window, ..Plan::default() }
}

fn run(config: Config, window: Window, limit: u64) -> (Vec<u8>, Recorder, Machine) {
    let (_, mut machine) = fib(config);
    let vcd = VcdProbe::new(Vec::new(), &machine, &["about $end".to_string()], plan(window));
    let mut probes = (vcd.expect("a header"), Recorder::default());
    machine.run_with(&mut probes, limit);
    let (vcd, mut recorder) = probes;
    recorder.before(&machine);
    (vcd.finish(&machine).expect("a file"), recorder, machine)
}

#[test]
fn every_change_is_read_back_as_it_was_sampled() {
    for (word, banks, latency) in
        [(WordSize::W16, 4, 1), (WordSize::W32, 1, 3), (WordSize::W64, 2, 1)]
    {
        let config = Config { word, banks, latency, ..Config::default() };
        let (vcd, recorder, machine) = run(config, Window::default(), 3000);
        assert!(machine.cycle > 1000);
        assert_holds(&vcd, &recorder.cycles, CYCLE * (machine.cycle + 1), &config);
    }
}

#[test]
fn the_first_unit_behind_lisp_is_the_arbiter_and_its_first_signal_the_state() {
    let (_, machine) = fib(Config::default());
    let vcd = VcdProbe::new(Vec::new(), &machine, &[], Plan::default()).expect("a header");
    let text = String::from_utf8(vcd.finish(&machine).expect("a file")).expect("ASCII");
    assert_eq!(Selection::default().scopes()[..2], ["lisp", "arbiter"]);
    let names: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("$var"))
        .filter_map(|line| line.split(' ').nth(4))
        .collect();
    // Of the program nothing is known here but the cycle.
    assert_eq!(names[..4], ["clk", "cycle", "state", "state_text"]);
    let tables: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("$attrbegin misc 07 ") && !line.contains("\"\""))
        .map(|line| line.split(' ').collect())
        .collect();
    let mut handle = 0;
    for signal in SIGNALS {
        let Kind::Enum(names) = signal.kind else { continue };
        let table = &tables[handle];
        handle += 1;
        let count = names.len();
        assert_eq!(table[3], format!("{}_{}", signal.scope, signal.name));
        assert_eq!(table[4], count.to_string());
        assert!(table[5..5 + count].iter().zip(names).all(|(a, b)| **a == token(b)));
        let width = signal.width(machine.config()) as usize;
        for (value, bits) in table[5 + count..5 + 2 * count].iter().enumerate() {
            assert_eq!(**bits, format!("{value:0width$b}"));
        }
        assert_eq!(table[5 + 2 * count..], [handle.to_string().as_str(), "$end"]);
        assert!(text.contains(&format!("$attrbegin misc 07 \"\" {handle} $end\n$var")));
    }
    assert_eq!(handle, tables.len());
}

#[test]
fn a_window_holds_its_cycles_and_no_others() {
    let config = Config::default();
    for (from, until) in [(0, 1), (7, 12), (95, 1004), (500, u64::MAX)] {
        let window = cycles_between(from, until);
        let (vcd, recorder, machine) = run(config, window, 2000);
        let end = until.min(machine.cycle + 1);
        assert_holds(&vcd, &recorder.cycles[from as usize..end as usize], CYCLE * end, &config);
    }
    let (vcd, _, _) = run(config, cycles_between(5000, 6000), 100);
    assert!(read(&vcd).times.is_empty());
}

#[test]
fn a_window_opens_when_a_named_function_is_applied_first() {
    let config = Config { code: Code::Lists, ..Config::default() };
    let (image, _) = fib(config);
    let symbol = image.symbols["fib"];
    let (_, whole, machine) = run(config, Window::default(), 2000);
    let object = machine.memory.read(symbol.address() + 1).address();
    let function = machine.memory.read(object + 3);
    let calls: Vec<u64> =
        whole.applied.iter().filter(|(_, f)| *f == function).map(|(cycle, _)| *cycle).collect();
    assert!(!function.is_nil() && calls.len() > 2);
    for (from, first) in [(0, calls[0]), (calls[0] + 1, calls[1])] {
        let when = format!("state=ApplyDispatch && fn=fib && cycle >= {from}");
        let when = Mark::parse(&when, &image).expect("a condition");
        let window = Window { when, until: Mark::Cycle(1900), last: None };
        let (vcd, recorder, _) = run(config, window, 2000);
        let cycles = &recorder.cycles[first as usize..1900];
        assert_holds(&vcd, cycles, CYCLE * 1900, &config);
    }
    let never = Mark::parse("state=ApplyDispatch && fn=n", &image).expect("a condition");
    let (vcd, _, _) = run(config, Window { when: never, ..Window::default() }, 2000);
    assert!(read(&vcd).times.is_empty());
}

#[test]
fn a_window_closes_before_the_cycle_in_which_its_condition_becomes_true() {
    let config = Config::default();
    let (image, _) = fib(config);
    let until = |text: &str| Mark::parse(text, &image).expect("a condition");
    for last in [None, std::num::NonZeroUsize::new(7)] {
        let window = Window { when: Mark::Cycle(50), until: until("cycle > 89"), last };
        let (vcd, recorder, _) = run(config, window, 2000);
        let first = if last.is_some() { 83 } else { 50 };
        assert_holds(&vcd, &recorder.cycles[first..90], CYCLE * 90, &config);
    }
}

#[test]
fn the_last_cycles_are_the_tail_of_the_whole_run() {
    let config = Config::default();
    for last in [1, 10, 1999, 2000, 5000] {
        let window = Window { last: std::num::NonZeroUsize::new(last), ..Window::default() };
        let (vcd, recorder, machine) = run(config, window, 2000);
        let first = (machine.cycle as usize).saturating_sub(last);
        let end = CYCLE * (machine.cycle + 1);
        assert_holds(&vcd, &recorder.cycles[first..], end, &config);
    }
}

/// Takes this many bytes and then fails; notes where its writes end.
#[derive(Debug)]
struct Disk {
    free: usize,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Disk {
    fn new(free: usize) -> Disk {
        Disk { free, bytes: Vec::new(), ends: Vec::new() }
    }
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.free {
            return Err(io::Error::new(io::ErrorKind::StorageFull, "disk full"));
        }
        self.bytes.extend(bytes);
        self.ends.push(self.bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_write_error_stops_the_run_and_is_reported() {
    let endless = "(define (f n) (f n)) (f 1)";
    let mut builder = Builder::new(Config::default());
    let forms = conscycle_image::reader::read_all(endless).expect("reads");
    builder.program("f", endless, &forms).expect("builds");
    let image = builder.finish();
    let config = Config { word: WordSize::W16, ..Config::default() };
    let machine = image.machine(config);
    assert!(VcdProbe::new(Disk::new(100), &machine, &[], Plan::default()).is_err());

    let mut stopped = machine.clone();
    let disk = Disk::new(FULL + FULL / 2);
    let mut probe = VcdProbe::new(disk, &stopped, &[], Plan::default()).expect("a header");
    assert_eq!(stopped.run_with(&mut probe, u64::MAX), Stop::Probe);
    let error = probe.finish(&stopped).expect_err("the disk is full");
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (io::ErrorKind::StorageFull, "disk full")
    );
}

#[test]
fn what_is_written_at_any_time_are_whole_cycles() {
    let (_, mut machine) = fib(Config::default());
    let vcd = VcdProbe::new(Disk::new(usize::MAX), &machine, &[], Plan::default());
    let mut probe = vcd.expect("a header");
    for limit in [1, 17, 300] {
        machine.run_with(&mut probe, limit);
        probe.pause();
    }
    // Without a call of `finish`, as if the run had been killed.
    for &end in probe.format.out.ends.iter().skip(1) {
        assert!(probe.format.out.bytes[..end].ends_with(b"5\n0!\n"));
    }
    assert_eq!(read(&probe.format.out.bytes).times.len(), 600);
}

#[test]
fn a_file_cut_anywhere_is_read_up_to_there() {
    let (vcd, _, _) = run(Config::default(), cycles_between(0, 40), 100);
    let text = without_attributes(&vcd);
    let whole: Vec<Command> =
        Parser::new(&text[..]).map(|command| command.expect("valid")).collect();
    let mut most = 0;
    for cut in 0..text.len() {
        let part: Vec<Command> = Parser::new(&text[..cut]).map_while(Result::ok).collect();
        assert!(part.len() >= most && part[..] == whole[..part.len()], "cut at {cut}");
        most = part.len();
    }
    assert!(most + 2 > whole.len());
}

#[test]
fn time_stands_still_when_the_machine_is_set_back() {
    let config = Config::default();
    let (_, mut machine) = fib(config);
    let mut probe = VcdProbe::new(Vec::new(), &machine, &[], Plan::default()).expect("a header");
    machine.run_with(&mut probe, 50);
    let kept = machine.clone();
    machine.run_with(&mut probe, 100);
    let mut machine = kept;
    machine.run_with(&mut probe, 120);
    // A gap: nobody shows the probe these cycles.
    machine.run(200);
    machine.run_with(&mut probe, 210);
    let vcd = probe.finish(&machine).expect("a file");
    let rises: Vec<u64> =
        read(&vcd).times.iter().map(|(time, _)| time / CYCLE).step_by(2).collect();
    let cycles: Vec<u64> = (0..120).chain(200..=211).collect();
    assert_eq!(rises, cycles);
}
