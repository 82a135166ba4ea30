//! Whence and whither against a recording of every cycle: random programs under every collector, in both
//! code modes. What the answers say of a cycle must be what the recording has of it, and what they leave out
//! must not have happened.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use conscycle::cli::host::Host;
use conscycle::debugger::watcher::Goal;
use conscycle::debugger::whence::{Chain, Copies, Making, Origin, Place, Step};
use conscycle::debugger::{Debugger, Outcome, Surroundings};
use conscycle::image::Image;
use conscycle::image::random::Numbers;
use conscycle::machine::Machine;
use conscycle::machine::config::{Code, Collector, Config};
use conscycle::machine::ports::Unit;
use conscycle::machine::probe::{NoProbe, Probe};
use conscycle::machine::signals::{
    Kind, REGISTERS, SIGNALS, STATES, Values, sample_registers, state_number, word_mut,
};
use conscycle::machine::word::{Word, WordSize};

use crate::support::{COLLECTORS, LIMIT, config, hostile, image};

/// Programs of each kind of machine.
fn programs() -> u64 {
    let more = std::env::var("CONSCYCLE_WHENCE").ok();
    more.map_or(1, |text| text.parse().expect("CONSCYCLE_WHENCE is a number"))
}

/// Cycles of a program that are recorded.
const CYCLES: u64 = 6_000;

/// Every register and every store of each cycle.
#[derive(Default)]
struct Recording {
    registers: Vec<Values>,
    owners: Vec<Unit>,
    states: Vec<&'static str>,
    /// The words of memory at the beginning.
    words: Vec<Word>,
    /// What was stored at each address: cycles, and words.
    stores: HashMap<u32, Vec<(u64, Word)>>,
}

impl Recording {
    fn sample(&mut self, machine: &Machine) {
        let mut values = [0; SIGNALS.len()];
        sample_registers(machine, &mut values);
        self.registers.push(values);
        self.owners.push(machine.arbiter.owner);
        self.states.push(STATES[state_number(machine) as usize]);
    }

    /// How many cycles there are.
    fn cycles(&self) -> u64 {
        self.registers.len() as u64 - 1
    }

    /// The word at a place at the beginning of a cycle.
    fn word(&self, place: Place, cycle: u64) -> Word {
        match place {
            Place::Register(signal) => Word(self.registers[cycle as usize][signal]),
            Place::Memory(address) => {
                let stores = self.stores.get(&address).map_or(&[][..], Vec::as_slice);
                let before = stores.partition_point(|store| store.0 < cycle);
                match before.checked_sub(1) {
                    Some(last) => stores[last].1,
                    None => self.words[address as usize],
                }
            }
        }
    }

    /// Does a cycle store at an address?
    fn stores(&self, address: u32, cycle: u64) -> bool {
        let stores = self.stores.get(&address).map_or(&[][..], Vec::as_slice);
        stores.binary_search_by_key(&cycle, |store| store.0).is_ok()
    }
}

impl Probe for Recording {
    fn before(&mut self, machine: &Machine) {
        self.sample(machine);
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let overwritten = machine.memory.overwritten;
        let mask = machine.memory.words().len() as u32 - 1;
        for i in 0..overwritten.count {
            let address = overwritten.address.wrapping_add(i) & mask;
            let store = (machine.cycle - 1, machine.memory.read(address));
            self.stores.entry(address).or_default().push(store);
        }
        ControlFlow::Continue(())
    }
}

/// A program that has run, with its recording.
struct Run<'a> {
    debugger: Debugger<'a>,
    image: &'a Image,
    recording: Recording,
    what: String,
}

fn run<'a>(image: &'a Image, config: Config, what: String) -> Run<'a> {
    let mut debugger = Debugger::new(image, image.machine(config), 64 << 20);
    let words = debugger.machine().memory.words().iter().collect();
    let mut recording = Recording { words, ..Recording::default() };
    let outcome = with_surroundings(|around| {
        debugger.forward(&Goal::Points, 1, CYCLES, &mut recording, around)
    });
    assert!(matches!(outcome, Outcome::Stepped | Outcome::Halted | Outcome::NeedsInput), "{what}");
    recording.sample(debugger.machine());
    Run { debugger, image, recording, what }
}

fn with_surroundings<T>(go: impl FnOnce(&mut Surroundings) -> T) -> T {
    let mut host = Host::ready(&[65, 66], &[]);
    let interrupt = AtomicBool::new(false);
    let mut progress = |_: u64, _: &mut Vec<u8>| {};
    go(&mut Surroundings { host: &mut host, progress: &mut progress, interrupt: &interrupt })
}

impl Run<'_> {
    /// The machine at the beginning of a cycle.
    fn at(&mut self, cycle: u64) -> Machine {
        self.debugger.go_to(cycle);
        self.debugger.machine().clone()
    }

    /// A place that holds a word, at random; of several, rather one that holds an integer.
    fn place(&self, numbers: &mut Numbers, cycle: u64) -> Place {
        let places: Vec<Place> = (0..3).map(|_| self.any_place(numbers, cycle)).collect();
        let is_integer = |place: &&Place| self.recording.word(**place, cycle).is_immediate();
        places.iter().find(is_integer).copied().unwrap_or(places[0])
    }

    /// A register, or a word of memory that was stored.
    fn any_place(&self, numbers: &mut Numbers, cycle: u64) -> Place {
        let words: Vec<usize> = (0..REGISTERS)
            .filter(|&at| ["eval", "eval_args", "apply", "clink"].contains(&SIGNALS[at].scope))
            .filter(|&at| SIGNALS[at].kind == Kind::Word)
            .collect();
        let stores = self.recording.stores.iter();
        let before = stores.filter(|(_, stores)| stores[0].0 < cycle);
        let mut stored: Vec<u32> = before.map(|(&address, _)| address).collect();
        stored.sort_unstable();
        if numbers.below(2) == 0 && !stored.is_empty() {
            return Place::Memory(numbers.pick(&stored));
        }
        Place::Register(numbers.pick(&words))
    }

    /// Checks a chain, step by step, against the recording.
    fn check(&mut self, chain: &Chain) {
        let what = format!("{} {chain:#?}", self.what);
        let recording = &self.recording;
        let word = |place, cycle| recording.word(place, cycle);
        assert_eq!(word(chain.place, chain.cycle), chain.word, "{what}");
        let (mut place, mut cycle, mut now) = (chain.place, chain.cycle, chain.word);
        let mut survivals = Vec::new();
        for (number, step) in chain.steps.iter().enumerate() {
            assert_eq!((step.place, step.word), (place, now), "step {number} of {what}");
            let begins = step.moment.state == "Reset";
            let first = if begins { 0 } else { step.moment.cycle + 1 };
            // From the step on to the later one the word stays there.
            for at in first..=cycle {
                assert_eq!(word(place, at), now, "step {number}, cycle {at} of {what}");
                if let Place::Memory(address) = place
                    && at < cycle
                {
                    assert!(!recording.stores(address, at), "step {number}, cycle {at} of {what}");
                }
            }
            if let Place::Register(_) = place {
                survivals.push((place, first, cycle));
            }
            if begins {
                assert!(matches!(step.origin, Origin::Made(Making::Image(_) | Making::Reset)));
                assert_eq!(number + 1, chain.steps.len(), "{what}");
                break;
            }
            assert_eq!(recording.states[step.moment.cycle as usize], step.moment.state, "{what}");
            assert_eq!(recording.owners[step.moment.cycle as usize], step.moment.unit, "{what}");
            if let Place::Memory(address) = place {
                assert!(recording.stores(address, step.moment.cycle), "step {number} of {what}");
            }
            cycle = step.moment.cycle;
            match &step.origin {
                Origin::Copied(from) => {
                    place = *from;
                    assert_eq!(word(place, cycle), now, "step {number} of {what}");
                }
                Origin::Moved(before) => {
                    assert_eq!(step.moment.unit, Unit::Sweeper, "{what}");
                    assert_eq!(word(place, cycle), *before, "step {number} of {what}");
                    let forwarded = word(Place::Memory(before.address()), cycle + 1);
                    assert_eq!(forwarded, now, "step {number} of {what}");
                    now = *before;
                }
                Origin::Made(making) => {
                    assert_eq!(number + 1, chain.steps.len(), "{what}");
                    is_made(making, step, &self.image.config, &what);
                }
            }
        }
        for (place, from, to) in survivals.into_iter().take(2) {
            self.stays(place, from, to, &what);
        }
    }

    /// The machine from a cycle with another word in a place up to another cycle, if all registers but those of
    /// words are on the way as they were recorded.
    fn with(&mut self, place: Place, word: Word, from: u64, to: u64) -> Option<Machine> {
        let mut machine = self.at(from);
        put(&mut machine, place, word);
        while machine.cycle < to {
            machine.tick();
            let mut values = [0; SIGNALS.len()];
            sample_registers(&machine, &mut values);
            let recorded = &self.recording.registers[machine.cycle as usize];
            let decides = |at: &usize| !matches!(SIGNALS[*at].kind, Kind::Word | Kind::Raw);
            if (0..REGISTERS).filter(decides).any(|at| values[at] != recorded[at]) {
                return None;
            }
        }
        Some(machine)
    }

    /// The way that a word has come lets another word through: the machine has the other word where the
    /// chain begins, if it is run with it from where the chain ends. Nothing is shown, and the answer is
    /// false, if the word decides where the program goes, or is an address.
    fn lets_through(&mut self, chain: &Chain) -> bool {
        let copies = chain.steps.iter().take_while(|step| matches!(step.origin, Origin::Copied(_)));
        let Some(Step { moment, origin: Origin::Copied(from), .. }) = copies.last() else {
            return false;
        };
        if !chain.word.is_immediate() {
            return false;
        }
        let other = Word(chain.word.0 ^ 0x20);
        let Some(machine) = self.with(*from, other, moment.cycle, chain.cycle) else {
            return false;
        };
        assert_eq!(chain.place.word(&machine), other, "{} {chain:#?}", self.what);
        true
    }

    /// Another word in a register stays where the answer says that nobody has written, as long as the
    /// machine goes the same way.
    fn stays(&mut self, place: Place, from: u64, to: u64, what: &str) {
        let word = place.word(&self.at(from));
        let other = Word(word.0 ^ if word.is_immediate() { 0x8 } else { 0x10 });
        if let Some(machine) = self.with(place, other, from, to) {
            assert_eq!(place.word(&machine), other, "from {from} to {to}, {what}");
        }
    }

    /// Checks the copies of a word against the recording.
    fn check_copies(&self, copies: &Copies) {
        let what = format!("{} {copies:#?}", self.what);
        let word = |place, cycle| self.recording.word(place, cycle);
        for copy in copies.first.iter().chain(&copies.last) {
            assert_eq!(word(copy.from, copy.moment.cycle), copy.word, "{what}");
            assert_eq!(word(copy.place, copy.moment.cycle + 1), copy.word, "{what}");
            assert_eq!(
                self.recording.states[copy.moment.cycle as usize], copy.moment.state,
                "{what}"
            );
        }
        if copies.word.is_immediate() {
            for &place in &copies.left {
                assert_eq!(word(place, copies.end), copies.word, "{what}");
            }
        }
    }
}

fn put(machine: &mut Machine, place: Place, word: Word) {
    match place {
        Place::Register(signal) => {
            *word_mut(machine, signal).expect("a word") = word.0;
        }
        Place::Memory(address) => machine.memory.poke(address, word),
    }
}

/// A sum is the sum of what it is said to be of, and so on.
fn is_made(making: &Making, step: &Step, config: &Config, what: &str) {
    let Making::Computed { primitive: Some(name), operands } = making else { return };
    let integers: Option<Vec<i64>> = operands
        .iter()
        .map(|(_, word, _)| word.is_immediate().then(|| config.word.integer(*word)))
        .collect();
    let Some([a, b]) = integers.as_deref().and_then(|all| all.first_chunk::<2>()).copied() else {
        return;
    };
    if operands.len() != 2 || !step.word.is_immediate() {
        return;
    }
    let value = config.word.integer(step.word);
    match *name {
        "+" => assert_eq!(value, a + b, "{what}"),
        "*" => assert_eq!(value, a * b, "{what}"),
        "-" => assert!(value == a - b || value == b - a, "{what}"),
        _ => {}
    }
}

/// Machines with little memory, of every kind.
fn machines() -> Vec<Config> {
    let mut machines = Vec::new();
    for (number, &(collector, barrier)) in COLLECTORS.iter().enumerate() {
        for code in [Code::Quick, Code::Lists] {
            let word = [WordSize::W16, WordSize::W32, WordSize::W64][(number + code as usize) % 3];
            let banks = [4, 4, 1, 2][(number + 2 * code as usize) % 4];
            let gc_every = [11, 37][number % 2];
            machines.push(Config {
                collector,
                barrier,
                code,
                word,
                banks,
                gc_every,
                memory: 1 << 14,
                ..config(word)
            });
        }
    }
    machines
}

#[test]
fn the_past_of_random_words_is_what_the_recording_has() {
    let (mut chains, mut steps, mut moved, mut made, mut through) = (0, 0, 0, 0, 0);
    for seed in 0..programs() {
        for (number, config) in machines().into_iter().enumerate() {
            let seed = seed * 100 + number as u64;
            let image = image(&hostile::program(seed), config);
            let mut run = run(&image, config, format!("program {seed} at {config:?}"));
            let end = run.recording.cycles();
            let mut numbers = Numbers::new(seed);
            for _ in 0..12 {
                let cycle = 1 + numbers.below(end);
                let place = run.place(&mut numbers, cycle);
                run.debugger.go_to(cycle);
                let chain = with_surroundings(|around| run.debugger.whence(place, None, around));
                let chain = chain.expect("nobody interrupts it");
                run.check(&chain);
                through += u32::from(run.lets_through(&chain));
                chains += 1;
                steps += chain.steps.len();
                let is_moved = |step: &&Step| matches!(step.origin, Origin::Moved(_));
                moved += chain.steps.iter().filter(is_moved).count();
                let last = chain.steps.last().expect("a step");
                made += u32::from(matches!(last.origin, Origin::Made(Making::Computed { .. })));
            }
        }
    }
    println!(
        "{chains} chains of {steps} steps, {moved} of them moves, {made} computed, {through} tried"
    );
    assert!(steps > 4 * chains && moved > 0 && made > 0 && through > 0);
}

#[test]
fn the_copies_of_random_words_are_in_the_recording_and_lead_back() {
    let (mut copies, mut back) = (0, 0);
    for seed in 0..programs() {
        for (number, config) in machines().into_iter().enumerate() {
            let seed = seed * 100 + 50 + number as u64;
            let image = image(&hostile::program(seed), config);
            let mut run = run(&image, config, format!("program {seed} at {config:?}"));
            let end = run.recording.cycles();
            let mut numbers = Numbers::new(seed);
            for _ in 0..4 {
                let cycle = numbers.below(end);
                let place = run.place(&mut numbers, cycle);
                let found =
                    with_surroundings(|around| run.debugger.whither(place, cycle, None, around));
                let found = found.expect("nobody interrupts it");
                run.check_copies(&found);
                copies += found.count + found.collector;
                // Whence leads back from each of them.
                for copy in found.first.iter().take(3) {
                    run.debugger.go_to(copy.moment.cycle + 1);
                    let chain =
                        with_surroundings(|around| run.debugger.whence(copy.place, None, around));
                    let chain = chain.expect("nobody interrupts it");
                    let step = &chain.steps[0];
                    let origin = &Origin::Copied(copy.from);
                    assert_eq!(
                        (step.moment.cycle, &step.origin),
                        (copy.moment.cycle, origin),
                        "{copy:?}"
                    );
                    let is_first =
                        |step: &Step| step.moment.cycle < cycle || step.moment.state == "Reset";
                    let begins = |step: &Step| is_first(step) && step.place == place;
                    let is_there = chain.steps.iter().any(begins);
                    assert!(is_there, "{} {copy:#?} {chain:#?}", run.what);
                    back += 1;
                }
            }
        }
    }
    println!("{copies} copies, {back} followed back");
    assert!(copies > 0 && back > 0);
}

/// Sums are made early, in a function; a list carries them through collections and calls.
const SUMS: &str = "(define made (lambda (n) (+ n 20)))
    (define keep (cons (made 1) (cons (made 2) nil)))
    (define pass (lambda (n x) (if (< n 1) x (pass (- n 1) (car (cons x nil))))))
    (define other (pass 9 (car (cdr keep))))
    (pass 90 other)";

#[test]
fn the_call_that_made_a_value_is_found_under_every_collector() {
    for config in machines() {
        let image = image(SUMS, config);
        let mut debugger = Debugger::new(&image, image.machine(config), 64 << 20);
        let what = format!("{config:?}");
        let forward = |debugger: &mut Debugger| {
            with_surroundings(|around| {
                debugger.forward(&Goal::Points, 1, LIMIT, &mut NoProbe, around)
            })
        };
        assert_eq!(forward(&mut debugger), Outcome::Halted, "{what}");
        assert!(debugger.machine().collections.count() > 1, "{what}");
        for (text, operand) in
            [("(car keep)", 1), ("(car (cdr keep))", 2), ("other", 2), ("value", 2)]
        {
            let place = Place::parse(text, debugger.machine(), &image).expect(text);
            let chain = with_surroundings(|around| debugger.whence(place, None, around));
            let chain = chain.expect("nobody interrupts it");
            let last = chain.steps.last().expect("a step");
            let Origin::Made(Making::Computed { primitive, operands }) = &last.origin else {
                panic!("{text}, {what}: {chain:#?}");
            };
            let integers: Vec<i64> =
                operands.iter().map(|(_, word, _)| config.word.integer(*word)).collect();
            assert_eq!((*primitive, integers), (Some("+"), vec![operand, 20]), "{text}, {what}");
            assert_eq!(last.moment.function.as_deref(), Some("made"), "{text}, {what}");
            assert_eq!(last.moment.position.as_deref(), Some("test:1:26"), "{text}, {what}");
            assert_eq!(config.word.integer(chain.word), operand + 20, "{text}, {what}");
        }
        // The list itself was allocated early, and has moved since if the collector moves objects.
        let place = Place::parse("keep", debugger.machine(), &image).expect("it is bound");
        let chain = with_surroundings(|around| debugger.whence(place, None, around));
        let chain = chain.expect("nobody interrupts it");
        let last = chain.steps.last().expect("a step");
        assert_eq!(last.origin, Origin::Made(Making::Allocated("CONS")), "{what}");
        assert_eq!(last.word != chain.word, config.collector != Collector::MarkSweep, "{what}");
    }
}
