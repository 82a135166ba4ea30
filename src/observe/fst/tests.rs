//! What is written is read again by `wellen`, and compared with the VCD of the same run.

use std::io::Cursor;

use wellen::SignalValue;
use wellen::simple::{Waveform, read_from_reader};

use super::chain::LONGEST;
use super::*;
use crate::lisp::Follower;
use crate::selection::Selection;
use crate::text::tests::odd_names;
use crate::text::unescape;
use crate::vcd::VcdProbe;
use crate::window::{Mark, Window};
use conscycle_image::Image;
use conscycle_image::builder::Builder;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::SIGNALS;
use conscycle_machine::word::WordSize;

fn fib(config: Config) -> (Image, Machine) {
    let text = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 8) (fib 20)";
    let mut builder = Builder::new(config);
    let forms = conscycle_image::reader::read_all(text).expect("reads");
    builder.program("fib", text, &forms).expect("builds");
    let image = builder.finish();
    let machine = image.machine(config);
    (image, machine)
}

/// The VCD and the FST file of one run.
fn both(config: Config, plan: &Plan, limit: u64) -> [Vec<u8>; 2] {
    let (image, mut machine) = fib(config);
    let about = ["program fib".to_string()];
    let plan = || Plan {
        window: plan.window.clone(),
        selection: plan.selection,
        follower: Some(Follower::new(&image, Some(0), &machine)),
    };
    let vcd = VcdProbe::new(Vec::new(), &machine, &about, plan()).expect("a header");
    let fst = FstProbe::new(Cursor::new(Vec::new()), &machine, &about, plan());
    let mut probes = (vcd, fst.expect("a header"));
    machine.run_with(&mut probes, limit);
    let (vcd, fst) = probes;
    let fst = fst.finish(&machine).expect("an FST file").into_inner();
    [vcd.finish(&machine).expect("a VCD"), fst]
}

/// Of each variable its path, kind and width, the names of its values, and its changes.
type Contents = Vec<(String, Vec<(u64, String)>)>;

fn contents(bytes: &[u8]) -> (Vec<u64>, Contents) {
    let mut wave: Waveform = read_from_reader(Cursor::new(bytes.to_vec())).expect("a waveform");
    let signals: Vec<_> = wave.hierarchy().iter_vars().map(|var| var.signal_ref()).collect();
    let times = wave.time_table().to_vec();
    // The reader expects that there is a first time.
    if times.is_empty() {
        return (times, Vec::new());
    }
    wave.load_signals(&signals);
    let hierarchy = wave.hierarchy();
    let variables = hierarchy.iter_vars().map(|var| {
        let names = var.enum_type(hierarchy);
        let kind = var.var_type();
        let path = format!("{} {kind:?} {:?} {names:?}", var.full_name(hierarchy), var.length());
        let signal = wave.get_signal(var.signal_ref()).expect("loaded");
        let changes = signal.iter_changes().map(|(at, value)| {
            let text = match value {
                // In a VCD without blanks.
                SignalValue::String(text) => unescape(text),
                bits => bits.to_bit_string().expect("bits"),
            };
            (times[at as usize], text)
        });
        let mut changes: Vec<(u64, String)> = changes.collect();
        // A reader may show a value again at the beginning of a block.
        changes.dedup_by(|later, earlier| later.1 == earlier.1);
        (path, changes)
    });
    let mut variables: Contents = variables.collect();
    variables.sort();
    (times, variables)
}

fn assert_same(plan: &Plan, config: Config, limit: u64) -> usize {
    let [vcd, fst] = both(config, plan, limit);
    let ((vcd_times, vcd), (fst_times, fst)) = (contents(&vcd), contents(&fst));
    assert_eq!(vcd_times, fst_times);
    assert_eq!(vcd.len(), fst.len());
    for (vcd, fst) in vcd.iter().zip(&fst) {
        assert_eq!(vcd.0, fst.0);
        let differ = vcd.1.iter().zip(&fst.1).position(|(vcd, fst)| vcd != fst);
        assert_eq!(differ.map(|at| (&vcd.1[at], &fst.1[at])), None, "{}", vcd.0);
        assert_eq!(vcd.1.len(), fst.1.len(), "{}", vcd.0);
    }
    fst.len()
}

#[test]
fn every_variable_is_that_of_the_vcd() {
    for (word, banks, limit) in
        [(WordSize::W16, 4, 3000), (WordSize::W32, 1, 150_000), (WordSize::W64, 2, 3000)]
    {
        let config = Config { word, banks, ..Config::default() };
        let variables = assert_same(&Plan::default(), config, limit);
        assert!(variables > SIGNALS.len());
    }
}

#[test]
fn the_ends_of_blocks_are_no_ends_of_values() {
    let longest = u64::from(LONGEST);
    for end in [longest - 1, longest, longest + 1, 2 * longest] {
        let window = Window { until: Mark::Cycle(end), ..Window::default() };
        assert_same(&Plan { window, ..Plan::default() }, Config::default(), 140_000);
        assert_same(&Plan::default(), Config::default(), end);
    }
}

#[test]
fn a_block_may_have_any_number_of_cycles() {
    for limit in 1..40 {
        assert_same(&Plan::default(), Config::default(), limit);
    }
}

#[test]
fn windows_and_selections_are_those_of_the_vcd() {
    let config = Config::default();
    let (image, _) = fib(config);
    let when = Mark::parse("state=ApplyDispatch && fn=fib", &image).expect("a condition");
    let until = Mark::parse("collections > 0 || cycle > 3000", &image).expect("a condition");
    for last in [None, std::num::NonZeroUsize::new(100)] {
        let window = Window { when: when.clone(), until: until.clone(), last };
        let patterns = ["arbiter.state", "eval", "memory.d*", "lisp.call", "lisp.cycle", "text"];
        let selection = Selection::parse(&patterns).expect("some");
        let companions = selection.companions().into_iter();
        let eval = SIGNALS.iter().filter(|signal| signal.scope == "eval").count();
        let variables = assert_same(&Plan { window, selection, follower: None }, config, 5000);
        // Also `clk`, three texts, four words of data, two texts of `lisp`, and companions.
        let words = companions.filter(|at| SIGNALS[*at].scope == "eval").count();
        assert_eq!(variables, 1 + 2 + eval + 2 + 4 + 2 + words);
    }
}

#[test]
fn a_gap_keeps_the_values_before_it() {
    let config = Config::default();
    let (_, mut machine) = fib(config);
    let vcd = VcdProbe::new(Vec::new(), &machine, &[], Plan::default()).expect("a header");
    let fst = FstProbe::new(Cursor::new(Vec::new()), &machine, &[], Plan::default());
    let mut probes = (vcd, fst.expect("a header"));
    machine.run_with(&mut probes, 50);
    machine.run(90);
    machine.run_with(&mut probes, 200);
    let (vcd, fst) = (probes.0.finish(&machine), probes.1.finish(&machine));
    let fst = fst.expect("an FST file").into_inner();
    let (vcd, fst) = (contents(&vcd.expect("a VCD")), contents(&fst));
    assert!(vcd == fst && vcd.0.len() > 300);
}

#[test]
fn whatever_the_program_is_called_all_else_is_the_same() {
    let files = |name: &str| {
        let (_, mut machine) = fib(Config::default());
        let about = [format!("program {name}")];
        let vcd = VcdProbe::new(Vec::new(), &machine, &about, Plan::default()).expect("a header");
        let fst = FstProbe::new(Cursor::new(Vec::new()), &machine, &about, Plan::default());
        let mut probes = (vcd, fst.expect("a header"));
        machine.run_with(&mut probes, 3);
        let fst = probes.1.finish(&machine).expect("an FST file").into_inner();
        [probes.0.finish(&machine).expect("a VCD"), fst]
    };
    let plain = files("fib.lisp").map(|file| contents(&file));
    for name in odd_names() {
        let odd = files(&name);
        assert!(odd[0].is_ascii(), "{name:?}");
        assert!(odd.map(|file| contents(&file)) == plain, "{name:?}");
    }
}

/// Keeps the bytes as they are after each write.
#[derive(Debug, Default)]
struct Disk {
    bytes: Cursor<Vec<u8>>,
    states: Vec<Vec<u8>>,
}

impl Write for &mut Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A large write may be cut in the middle.
        let middle = bytes.len() / 2;
        self.bytes.write_all(&bytes[..middle])?;
        self.states.push(self.bytes.get_ref().clone());
        self.bytes.write_all(&bytes[middle..])?;
        self.states.push(self.bytes.get_ref().clone());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for &mut Disk {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[test]
fn the_file_opens_at_any_moment_with_the_blocks_that_are_whole() {
    let (_, mut machine) = fib(Config::default());
    let mut disk = Disk::default();
    let probe = FstProbe::new(&mut disk, &machine, &[], Plan::default());
    let mut probe = probe.expect("a header");
    for limit in [1000, 2500] {
        machine.run_with(&mut probe, limit);
        probe.pause();
    }
    drop(probe);
    // The first two writes are the declarations.
    let mut blocks = Vec::new();
    for state in &disk.states[1..] {
        let (times, variables) = contents(state);
        assert_eq!(variables.len() > SIGNALS.len(), !times.is_empty());
        blocks.push(times.len());
    }
    assert!(blocks.is_sorted(), "{blocks:?}");
    blocks.dedup();
    assert_eq!(blocks, [0, 2000, 5000]);
}

#[test]
fn a_write_error_stops_the_run_and_is_reported() {
    let (_, mut machine) = fib(Config::default());
    let mut small = [0; 40_000];
    let disk = Cursor::new(&mut small[..]);
    let probe = FstProbe::new(disk, &machine, &[], Plan::default());
    let mut probe = probe.expect("a header");
    assert_eq!(machine.run_with(&mut probe, u64::MAX), conscycle_machine::Stop::Probe);
    assert!(machine.cycle < 200_000);
    assert_eq!(probe.finish(&machine).expect_err("full").kind(), io::ErrorKind::WriteZero);
}
