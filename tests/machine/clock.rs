//! The clock: one edge at a time or many, observed or not, saved and restored anywhere, on a wide
//! memory or a narrow one, a program does the same.

use std::collections::HashSet;
use std::ops::ControlFlow;

use conscycle::image::random;
use conscycle::machine::config::{Code, Config};
use conscycle::machine::ports::{Halt, Unit};
use conscycle::machine::probe::Probe;
use conscycle::machine::signals::{
    REGISTERS, ROW, SIGNALS, Sampler, Values, sample_lines, sample_registers,
};
use conscycle::machine::units::memory::Operation;
use conscycle::machine::word::{Word, WordSize};
use conscycle::machine::{Machine, Stop};
use proptest::prelude::*;

use crate::support::programs::Case;
use crate::support::{self, ALL_WORDS, COLLECTORS, WORDS, config, frames};

/// Cycles that no run here takes, with a collection at every allocation on the slowest memory.
const LIMIT: u64 = 100_000_000;

/// Programs that between them use every unit.
const PROGRAMS: [&str; 6] = [
    "(defun fib (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 9)",
    "(define build (lambda (n) (if (= n 0) nil (cons (* n n) (build (- n 1))))))
     (define sum (lambda (l) (if (null? l) 0 (+ (car l) (sum (cdr l))))))
     (sum (build 12))",
    "(define counter ((lambda (n) (lambda (by) (set! n (+ n by)) n)) 5))
     (counter 2) (write-byte 72)
     ((lambda (a b . rest) (cons a (cons (counter b) rest))) 1 (counter 3) (counter 4) 5 6 7)",
    "(defmacro unless (test x) (cons (quote if) (cons test (cons nil (cons x nil)))))
     (defun deep (n) (unless (= n 0) (+ 1 (catch (lambda (c x) (deep (- n 1))) (throw n)))))
     (set-trap-handler! (lambda (cause culprit) 40))
     (deep 5)",
    "(define v (make-vector 9 #\\a)) (define s (make-string 9 (vector-ref v 3)))
     (string-set! s 4 #\\z) (write-byte (char->integer (string-ref s 4)))
     (%digits-add! (%make-bignum 5) (%digits-not! (%make-bignum 2)) 1)
     (define saved nil)
     (define count 0)
     (+ (call/cc (lambda (k) (set! saved k) 1)) (set! count (+ count 1)))
     (if (< count 3) (saved (modulo -7 count)) (cons s (quotient 20000 3)))",
    "(cons (+ 1 2) (cons (* 3 (- 4)) (car (quotient 7 (- 3 3)))))",
];

fn any_program() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PROGRAMS.to_vec())
}

/// One of these programs, or one that is made at random.
fn any_text() -> impl Strategy<Value = String> {
    let tape = prop::collection::vec(any::<u8>(), 0..600);
    prop_oneof![
        any_program().prop_map(String::from),
        tape.clone().prop_map(|tape| random::program(&tape)),
        tape.prop_map(|tape| random::program_with_rows(&tape, WordSize::W16))
    ]
}

/// The machine at reset, which will be interrupted in these cycles.
fn interrupted(text: &str, config: Config, interrupts: &[u64]) -> Machine {
    let mut machine = machine(text, Config { memory: 1 << 13, ..config });
    machine.close_input();
    interrupts.iter().for_each(|&cycle| machine.interrupt_at(cycle));
    machine
}

/// A machine with any collector, which may collect at any n-th allocation.
fn any_config() -> impl Strategy<Value = Config> {
    let word = prop::sample::select(ALL_WORDS.to_vec());
    let collector = prop::sample::select(COLLECTORS.to_vec());
    let gc_every = prop_oneof![Just(0), 1..50u32];
    (word, prop::sample::select(vec![1u32, 2, 4]), 1..=8u32, collector, gc_every).prop_map(
        |(word, banks, latency, (collector, barrier), gc_every)| {
            // A small memory is quick to compare.
            Config { banks, latency, collector, barrier, gc_every, memory: 1 << 12, ..config(word) }
        },
    )
}

/// The machine at reset. Its image has only what the program reaches: even the slowest memory is
/// collected in a few thousand cycles.
fn machine(program: &str, config: Config) -> Machine {
    let case = Case::bare(program);
    case.load(&case.small_image(config), config)
}

/// The machine at the end of the program, and its last cycle.
fn finished(program: &str, config: Config) -> (Machine, u64) {
    let mut machine = machine(program, config);
    assert_eq!(machine.run(LIMIT), Stop::Halted, "{program} at {config:?}");
    (machine.clone(), machine.cycle)
}

/// The machine without what only an observed cycle leaves behind.
fn unobserved(mut machine: Machine) -> Machine {
    machine.memory.bus = Default::default();
    machine.memory.overwritten = Default::default();
    machine
}

/// Looks at everything and changes nothing.
struct Onlooker {
    cycles: u64,
    requests: u64,
}

impl Probe for Onlooker {
    fn before(&mut self, machine: &Machine) {
        assert_eq!(machine.cycle, self.cycles);
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        self.cycles += 1;
        self.requests += u64::from(machine.memory.bus.operation != Operation::None);
        ControlFlow::Continue(())
    }
}

/// Samples what can have changed, and holds it against all registers.
struct Samples {
    sampler: Sampler,
    values: Values,
    cycles: u64,
}

impl Probe for Samples {
    fn begin(&mut self) {
        self.sampler.forget();
    }

    fn before(&mut self, machine: &Machine) {
        let before = self.values;
        let rows = self.sampler.sample(machine, &mut self.values);
        let mut all = self.values;
        sample_registers(machine, &mut all);
        for at in 0..REGISTERS {
            assert_eq!(self.values[at], all[at], "{} is overlooked", SIGNALS[at].path());
            let is_told = rows >> (at / ROW) & 1 == 1;
            assert!(is_told || all[at] == before[at], "the row of {}", SIGNALS[at].path());
        }
        self.cycles += 1;
    }

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Notes the cells that `clink` allocates, and that nobody writes to them afterwards.
#[derive(Default)]
struct FrameGuard {
    spilling: bool,
    cells: HashSet<u32>,
    writes: u64,
}

impl Probe for FrameGuard {
    fn before(&mut self, machine: &Machine) {
        self.spilling = machine.arbiter.owner == Unit::Clink;
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let bus = &machine.memory.bus;
        let mut words = (bus.address.address()..).take(bus.count as usize);
        match bus.operation {
            Operation::Allocate if self.spilling => self.cells.extend(words),
            Operation::Write => {
                self.writes += 1;
                assert!(!words.any(|word| self.cells.contains(&word)), "a frame is written to");
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ticking_equals_running(
        program in any_program(),
        config in any_config(),
        stop: prop::sample::Index,
    ) {
        let (_, cycles) = finished(program, config);
        let stop = stop.index(cycles as usize + 1) as u64;
        let mut ran = machine(program, config);
        let mut ticked = ran.clone();
        let expected = if stop == cycles { Stop::Halted } else { Stop::Limit };
        prop_assert_eq!(ran.run(stop), expected);
        prop_assert_eq!(ran.cycle, stop);
        for _ in 0..stop {
            ticked.tick();
        }
        prop_assert!(unobserved(ticked) == unobserved(ran), "differ after {} cycles", stop);
    }

    #[test]
    fn observing_changes_nothing(program in any_program(), config in any_config()) {
        let (alone, cycles) = finished(program, config);
        let mut watched = machine(program, config);
        let mut probe = Onlooker { cycles: 0, requests: 0 };
        prop_assert_eq!(watched.run_with(&mut probe, LIMIT), Stop::Halted);
        prop_assert_eq!(probe.cycles, cycles);
        prop_assert!(probe.requests > 0);
        prop_assert!(unobserved(watched) == alone);
    }

    #[test]
    fn a_run_that_is_interrupted_and_stopped_anywhere_is_its_ticks(
        text in any_text(),
        config in any_config(),
        interrupts in prop::collection::vec(0..3000u64, 0..4),
        stop in 0..20_000u64,
    ) {
        let mut ran = interrupted(&text, config, &interrupts);
        let mut ticked = ran.clone();
        ran.run(stop);
        prop_assert!(ran.cycle == stop || ran.arbiter.halt != Halt::Running);
        for _ in 0..ran.cycle {
            ticked.tick();
        }
        prop_assert!(unobserved(ticked) == unobserved(ran), "differ after {} cycles", stop);
    }

    #[test]
    fn what_a_sampler_passes_over_has_not_changed(
        text in any_text(),
        config in any_config(),
        interrupts in prop::collection::vec(0..3000u64, 0..4),
        stop in 0..10_000u64,
    ) {
        let mut machine = interrupted(&text, config, &interrupts);
        let values = [0; SIGNALS.len()];
        let mut samples = Samples { sampler: Sampler::default(), values, cycles: 0 };
        machine.run_with(&mut samples, stop);
        prop_assert_eq!(samples.cycles, machine.cycle);
        // Cycles that it does not see.
        machine.run(stop + 50);
        machine.run_with(&mut samples, stop + 10_000);
    }

    #[test]
    fn a_run_in_pieces_by_clones_is_a_run(
        program in any_program(),
        config in any_config(),
        stops in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        let (once, cycles) = finished(program, config);
        let mut stops: Vec<u64> = stops.iter().map(|at| at.index(cycles as usize) as u64).collect();
        stops.sort_unstable();
        let mut pieces = machine(program, config);
        let mut originals = Vec::new();
        for stop in stops {
            pieces.run(stop);
            let clone = pieces.clone();
            originals.push(std::mem::replace(&mut pieces, clone));
        }
        prop_assert_eq!(pieces.run(LIMIT), Stop::Halted);
        prop_assert!(pieces == once, "a stop leaves no trace");
        for mut original in originals {
            prop_assert_eq!(original.run(LIMIT), Stop::Halted);
            prop_assert!(original == once, "a clone goes on as its original");
        }
    }
}

#[test]
fn a_clone_from_any_cycle_of_a_collection_goes_on_as_its_original() {
    for &(collector, barrier) in COLLECTORS {
        for (banks, latency) in [(4, 1), (1, 2)] {
            let (gc_every, memory) = (60, 1 << 12);
            let config = Config {
                banks,
                latency,
                collector,
                barrier,
                gc_every,
                memory,
                ..config(WordSize::W16)
            };
            let (once, _) = finished(PROGRAMS[0], config);
            let collection = once.collections.kept()[once.collections.count() / 2];
            let mut original = machine(PROGRAMS[0], config);
            for cycle in collection.begin..collection.begin + collection.cycles {
                original.run(cycle);
                assert_eq!(original.arbiter.owner, Unit::Sweeper, "a cycle of the collection");
                if cycle % 7 == 0 {
                    let mut clone = original.clone();
                    assert_eq!(clone.run(LIMIT), Stop::Halted);
                    assert!(clone == once, "{config:?}, cycle {cycle}");
                }
            }
        }
    }
}

/// Runs the program on every memory: only the cycles differ.
fn check_memories(program: &str, config: Config) {
    let (reference, _) = finished(program, config);
    let mut narrower = [u64::MAX; 8];
    for banks in [1, 2, 4] {
        let mut before = 0;
        for latency in 1..=8 {
            let (machine, cycles) = finished(program, Config { banks, latency, ..config });
            assert_eq!(support::outcome(&machine), support::outcome(&reference));
            assert_eq!(machine.memory.allocated, reference.memory.allocated);
            // A collection leaves or moves the unused word of a CONS.
            if config.gc_every == 0 {
                assert!(machine.memory.words() == reference.memory.words());
            }
            assert_eq!(machine.collections.count(), reference.collections.count());
            assert_eq!(machine.output(), reference.output());
            assert_eq!(machine.calls, reference.calls);
            assert!(cycles > before, "more wait states, more cycles");
            before = cycles;
            let narrow = &mut narrower[latency as usize - 1];
            assert!(cycles <= *narrow, "more banks, no more cycles");
            *narrow = cycles;
        }
    }
}

#[test]
fn memories_differ_in_cycles_only_and_the_better_is_never_slower() {
    for word in WORDS {
        for program in PROGRAMS {
            check_memories(program, config(word));
            for &(collector, barrier) in COLLECTORS {
                check_memories(
                    program,
                    Config { collector, barrier, gc_every: 25, ..config(word) },
                );
            }
        }
    }
}

#[test]
fn cycles_by_unit_add_up_and_no_unit_is_idle() {
    let mut used = [0; Unit::NAMES.len()];
    for program in PROGRAMS {
        // At four banks nothing is gathered, and without quick evaluation nothing is noted.
        let code = Code::Quick;
        let config = Config { gc_every: 100, banks: 2, code, ..config(WordSize::W16) };
        let machine = support::run(program, config);
        assert_eq!(machine.unit_cycles.iter().sum::<u64>(), machine.cycle);
        assert_eq!(machine.unit_cycles[Unit::Halted as usize], 0);
        used.iter_mut().zip(machine.unit_cycles).for_each(|(sum, cycles)| *sum += cycles);
    }
    // There are no floats at 16 bits.
    let idle = Unit::ALL.into_iter().filter(|&unit| used[unit as usize] == 0);
    assert_eq!(idle.collect::<Vec<_>>(), [Unit::Halted, Unit::Fpu], "{used:?}");
}

#[test]
fn a_halted_machine_stays_as_it_is() {
    for program in PROGRAMS {
        let (machine, _) = finished(program, config(WordSize::W16));
        let mut ticked = machine.clone();
        ticked.tick();
        assert_eq!(ticked.run(LIMIT), Stop::Halted);
        assert!(ticked == machine);
    }
}

#[test]
fn a_frame_in_memory_is_never_written_to() {
    let mut guarded = 0;
    for program in PROGRAMS {
        for banks in [1, 4] {
            let config = Config { banks, ..config(WordSize::W16) };
            let mut machine = machine(program, config);
            let mut guard = FrameGuard::default();
            assert_eq!(machine.run_with(&mut guard, LIMIT), Stop::Halted);
            assert!(guard.writes > 0 || machine.calls == 0, "{program}");
            guarded += guard.cells.len();
        }
    }
    assert!(guarded > 1000, "frames were spilled");
}

#[test]
fn the_frames_below_stay_word_for_word_while_the_program_goes_on() {
    for program in PROGRAMS {
        let mut machine = machine(program, config(WordSize::W16));
        let mut chains: Vec<(Word, Vec<support::FrameWords>)> = Vec::new();
        while machine.run(machine.cycle + 97) == Stop::Limit {
            chains.push((machine.clink.clink, frames(&machine, machine.clink.clink)));
        }
        for (clink, words) in chains {
            assert_eq!(frames(&machine, clink), words);
        }
    }
}

#[test]
fn signals_fit_their_widths_over_a_run() {
    for program in PROGRAMS {
        let mut machine = machine(program, config(WordSize::W16));
        let mut values: Values = [0; SIGNALS.len()];
        while machine.arbiter.halt == Halt::Running {
            sample_registers(&machine, &mut values);
            machine.tick();
            sample_lines(&machine, &mut values);
            for (signal, &value) in SIGNALS.iter().zip(&values) {
                let width = signal.width(machine.config());
                assert!(width == 32 || value >> width == 0, "{} = {value:#x}", signal.path());
            }
        }
    }
}

#[test]
fn a_byte_is_on_the_lines_for_one_cycle_wherever_a_run_stops() {
    for latency in [1, 3] {
        let config = Config { banks: 2, latency, ..config(WordSize::W16) };
        let program = "((lambda (x) (write-byte x)) (write-byte 72))";
        let (finished, cycles) = finished(program, config);
        let mut ticked = machine(program, config);
        for stop in 0..cycles {
            let mut ran = machine(program, config);
            ran.run(stop);
            assert!(
                unobserved(ticked.clone()) == unobserved(ran),
                "latency {latency}, cycle {stop}"
            );
            ticked.tick();
        }
        assert_eq!(finished.output(), b"HH");
    }
}
