//! Properties of a collection: whatever memory holds, what can be reached from the registers and
//! the fixed region stays as it is, and all other memory comes back, in a bounded time.

use std::collections::HashSet;

use conscycle::machine::Machine;
use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::object::{Type, fixed};
use conscycle::machine::signals::{self, Kind, REGISTERS, SIGNALS};
use conscycle::machine::word::{NIL, Word};
use proptest::prelude::*;

use crate::support::collected::*;
use crate::support::objects::*;
use crate::support::{self, COLLECTORS, WORDS, config};

/// One object to be made. CHAR and NIL stand only among the fixed objects.
#[derive(Debug, Clone)]
struct Plan {
    kind: Type,
    length: u32,
    /// Live objects do not point to it.
    dead: bool,
    seed: u32,
}

const KINDS: [Type; 8] = [
    Type::Cons,
    Type::Number,
    Type::Symbol,
    Type::SymbolObject,
    Type::String,
    Type::Function,
    Type::Vector,
    Type::Bignum,
];

fn any_plan() -> impl Strategy<Value = Plan> {
    let length = prop_oneof![3 => 0..6u32, 2 => 0..40u32];
    let parts =
        (prop::sample::select(KINDS.to_vec()), length, prop::bool::weighted(0.3), any::<u32>());
    parts.prop_map(|(kind, length, dead, seed)| Plan { kind, length, dead, seed })
}

fn any_config() -> impl Strategy<Value = Config> {
    let word = prop::sample::select(WORDS.to_vec());
    let banks = prop::sample::select(vec![1u32, 2, 4]);
    let latency = prop::sample::select(vec![1u32, 3]);
    let collector = prop::sample::select(COLLECTORS.to_vec());
    (word, banks, latency, collector).prop_map(|(word, banks, latency, (collector, barrier))| {
        patient(Config { banks, latency, collector, barrier, memory: 1 << 14, ..config(word) })
    })
}

/// Numbers without an order, from a seed (G. Marsaglia, "Xorshift RNGs", 2003).
struct Numbers(u32);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A constant, or one of the objects.
    fn word(&mut self, objects: &[Word]) -> Word {
        let number = self.next() >> 4;
        if objects.is_empty() || number.is_multiple_of(4) {
            return constant(number / 4);
        }
        objects[number as usize / 4 % objects.len()]
    }
}

/// An image with objects of many types, whose fields the heap may replace.
const IMAGE: &str = "(quote (a (b \"text\" #(1 2 3 4 5 6 7)) #(x) . 20000)) (lambda (x) x)";

/// A machine whose memory and registers hold what the plans say.
fn machine(plans: &[Plan], seed: u32, config: Config) -> Machine {
    let mut machine = support::machine(IMAGE, config);
    fill(&mut machine, plans, seed);
    machine
}

/// Makes the objects of the plans. Pointers go everywhere: from the registers, the fixed region and
/// the objects that are there to new ones, from these to them, to objects before and behind.
fn fill(machine: &mut Machine, plans: &[Plan], seed: u32) {
    let heap = machine.memory.layout().fixed_end;
    let (_, old) = shape(machine, heap);
    let mut alive: Vec<Word> = old.iter().map(|object| Word::at(object.address)).collect();
    let mut all = alive.clone();
    let mut new = Vec::new();
    for plan in plans {
        let subtype = match plan.kind {
            Type::Symbol => plan.seed % 2,
            Type::Function => plan.seed % 6,
            _ => 0,
        };
        let address = allocate(machine, plan.kind, subtype, plan.length, plan.seed);
        new.push(address);
        all.push(address);
        if !plan.dead {
            alive.push(address);
        }
    }
    for (plan, address) in plans.iter().zip(new) {
        let mut numbers = Numbers(plan.seed | 1);
        let object = object(machine, address.address());
        let length = if plan.kind == Type::Vector { 2 + plan.length } else { object.words };
        for field in object.fields().take_while(|&field| field < address.address() + length) {
            let word = numbers.word(if plan.dead { &all } else { &alive });
            write(machine, field, word);
        }
    }
    let mut numbers = Numbers(seed | 1);
    let fixed = objects(machine, fixed::END, heap).into_iter().map(|object| (object, 64));
    for (object, one_in) in fixed.chain(old.into_iter().map(|object| (object, 8))) {
        for field in object.fields() {
            if numbers.next().is_multiple_of(one_in) {
                let word = numbers.word(&alive);
                store(machine, Word::at(object.address), field - object.address, word);
            }
        }
    }
    for register in registers(machine) {
        if numbers.next().is_multiple_of(4) {
            *register = numbers.word(&alive);
        }
    }
}

/// Collects, and checks all that the module promises.
fn check_collection(machine: &mut Machine, heap: u32) {
    let (before, live) = shape(machine, heap);
    let most = most_cycles(machine, &live);
    let taken: u32 = used(machine).iter().map(|object| object.words).sum();
    let kept: u32 = live.iter().map(|object| object.words).sum();
    let collections = machine.collections.count();
    collect(machine);

    let (after, moved) = shape(machine, heap);
    if let Some(difference) = before.difference(&after) {
        panic!("the graph that can be reached is another: {difference}");
    }
    assert_reclaimed(machine, kept);
    // One collection, or a minor and a major one.
    let pause = &machine.collections.kept()[collections..];
    assert_eq!(pause.last().map(|collection| collection.live), Some(kept));
    assert_eq!(pause.iter().map(|collection| collection.freed).sum::<u32>(), taken - kept);
    let cycles: u64 = pause.iter().map(|collection| collection.cycles).sum();
    assert!(cycles <= most, "{cycles} cycles, not {most}");

    // Every object is whole, and there are no others.
    let in_use: HashSet<u32> = used(machine).iter().map(|object| object.address).collect();
    assert_eq!(in_use, moved.iter().map(|object| object.address).collect());
    assert_legal(machine);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(1500),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_can_be_reached_stays_and_all_else_comes_back(
        plans in prop::collection::vec(any_plan(), 0..150),
        later in prop::collection::vec(any_plan(), 0..60),
        seed: u32,
        config in any_config(),
    ) {
        let mut machine = machine(&plans, seed, config);
        let heap = machine.memory.layout().fixed_end;
        check_collection(&mut machine, heap);
        // Back again; whatever stood there before is dirt now. What is there is old, what comes young.
        fill(&mut machine, &later, seed.rotate_left(16));
        check_collection(&mut machine, heap);
        // All that was live dies.
        for register in registers(&mut machine) {
            *register = NIL;
        }
        check_collection(&mut machine, heap);
    }
}

/// A machine without a pointer to the heap, for every collector and word size.
fn empty_machines() -> impl Iterator<Item = Machine> {
    let configs = COLLECTORS.iter().flat_map(|&(collector, barrier)| {
        WORDS.map(|word| patient(Config { collector, barrier, memory: 1 << 14, ..config(word) }))
    });
    configs.map(|config| support::machine(IMAGE, config))
}

#[test]
fn every_register_alone_keeps_its_object_alive() {
    for machine in empty_machines() {
        let heap = machine.memory.layout().fixed_end;
        let count = registers(&mut machine.clone()).len();
        for number in 0..count {
            let mut machine = machine.clone();
            registers(&mut machine).into_iter().for_each(|register| *register = NIL);
            let cell = allocate(&mut machine, Type::Cons, 0, 0, 0);
            write(&mut machine, cell.address() + 1, cell);
            *registers(&mut machine)[number] = cell;
            check_collection(&mut machine, heap);
            assert_eq!(used(&machine).len(), 1, "register {number}");
        }
    }
}

#[test]
fn every_field_of_the_fixed_region_alone_keeps_its_object_alive() {
    // Behind a barrier that collects, no field ever has a pointer to a young object.
    let stores = |machine: &Machine| machine.config().barrier != Barrier::Collect;
    for machine in empty_machines().filter(stores) {
        let heap = machine.memory.layout().fixed_end;
        let fixed = objects(&machine, fixed::END, heap).into_iter();
        let fields = fixed.flat_map(|object| object.fields().map(move |field| (object, field)));
        for (object, field) in fields.step_by(7) {
            let mut machine = machine.clone();
            registers(&mut machine).into_iter().for_each(|register| *register = NIL);
            let cell = allocate(&mut machine, Type::Cons, 0, 0, 0);
            store(&mut machine, Word::at(object.address), field - object.address, cell);
            check_collection(&mut machine, heap);
            assert_eq!(used(&machine).len(), 1, "the field at {field:#x}");
        }
    }
}

/// Registers with tagged words that hold no object from one allocation to another, and why.
const NO_ROOTS: [(&str, &str); 4] = [
    ("fetch_object.address", "where words came from that are in registers by now"),
    ("special.return_state", "an immediate"),
    ("sweeper.old", "the sweeper's own"),
    ("sweeper.fetch_address", "the sweeper's own"),
];

#[test]
fn every_register_with_a_tagged_word_is_a_root() {
    let mut machine = support::machine(IMAGE, config(WORDS[0]));
    let mark = Word(0x5678);
    registers(&mut machine).into_iter().for_each(|register| *register = mark);
    let mut values: signals::Values = [0; SIGNALS.len()];
    signals::sample_registers(&machine, &mut values);
    for (signal, value) in SIGNALS[..REGISTERS].iter().zip(values) {
        let excepted = NO_ROOTS.iter().any(|&(path, _)| path == signal.path());
        let root = signal.kind == Kind::Word && !excepted;
        assert_eq!(value == mark.0, root, "{}", signal.path());
    }
    assert_eq!(registers(&mut machine).len(), conscycle::machine::ROOTS as usize);
}

/// Cycles of a collection of a chain of 100 objects, without those of an empty heap: of CONS, SYMBOL,
/// FUNCTION, VECTORs of 4 and of 16 elements.
fn chains(collector: Collector, banks: u32) -> [u64; 5] {
    let chain = |kind, length, link| {
        let cycles = |count| {
            let config = patient(Config { banks, collector, ..config(WORDS[0]) });
            let mut machine = support::machine(IMAGE, config);
            let heap = machine.memory.layout().fixed_end;
            for _ in 0..count {
                let object = allocate(&mut machine, kind, 0, length, 0);
                let next = std::mem::replace(&mut machine.trap.vector, object);
                write(&mut machine, object.address() + link, next);
            }
            check_collection(&mut machine, heap);
            machine.collections.kept()[0].cycles
        };
        cycles(100) - cycles(0)
    };
    [
        chain(Type::Cons, 0, 2),
        chain(Type::Symbol, 0, 1),
        chain(Type::Function, 0, 1),
        chain(Type::Vector, 4, 2),
        chain(Type::Vector, 16, 2),
    ]
}

#[test]
fn a_cell_is_copied_in_five_cycles_at_four_banks() {
    let table = [
        (4, [498, 498, 498, 1098, 2199]),
        (2, [897, 498, 897, 1497, 3498]),
        (1, [1296, 897, 1695, 2695, 6496]),
    ];
    for (banks, expected) in table {
        assert_eq!(chains(Collector::Copying, banks), expected, "{banks} banks");
    }
}

#[test]
fn a_cell_is_marked_in_four_cycles_and_swept_in_two_at_four_banks() {
    let table = [
        (4, [595, 595, 595, 994, 1294]),
        (2, [1089, 595, 893, 1193, 1793]),
        (1, [1583, 1089, 1685, 2089, 3289]),
    ];
    for (banks, expected) in table {
        assert_eq!(chains(Collector::MarkSweep, banks), expected, "{banks} banks");
    }
}
