//! Objects in a machine's memory: made from a plan, walked, and described without their addresses.

use std::collections::HashMap;
use std::fmt::Debug;

use conscycle::machine::Machine;
use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::notes;
use conscycle::machine::object::{
    Type, fixed, header, is_type, object_words, subtype, tagged_words, type_number,
};
use conscycle::machine::ports::{MemoryPort, Stall, Unit};
use conscycle::machine::units::clink;
use conscycle::machine::units::memory::Port;
use conscycle::machine::word::{NIL, Word};

macro_rules! registers {
    ($($unit:ident.$($field:ident).+;)+) => {
        /// The registers that hold tagged words from one cycle to another, in the tests' own list.
        pub fn registers(machine: &mut Machine) -> Vec<&mut Word> {
            vec![$(&mut machine.$unit.$($field).+),+]
        }
    };
}

registers! {
    eval.expr; eval.env; eval.operator; eval.operands; eval.binding; eval.symbol_object;
    eval.scope.parameters; eval.scope.local0; eval.scope.local1; eval.scope.local2;
    eval_args.expression; eval_args.function; eval_args.arguments; eval_args.rest; eval_args.values;
    eval_args.operands.x; eval_args.operands.y; eval_args.operands.z; eval_args.operands.list;
    apply.function; apply.operands.x; apply.operands.y; apply.operands.z; apply.operands.list;
    apply.body; apply.parameters; apply.environment; apply.symbol; apply.pair;
    apply.fallback;
    primitive.object;
    special.form; special.operands; special.second; special.pending; special.handler;
    define.form; define.operands; define.symbol; define.parameters; define.body; define.value;
    define.binding; define.pair;
    clink.clink; clink.value; clink.cell; clink.top.operator; clink.top.arguments;
    clink.top.values; clink.top.environment;
    trap.culprit; trap.origin; trap.vector; trap.clink; trap.passed;
    note.cell; note.value; note.expression; note.symbol; note.symbol_object; note.operands;
    note.second; note.list;
}

/// The mark of a remembered object in its header.
pub const REMEMBERED: u64 = 1 << 8;

/// What the registers hold.
pub fn register_words(machine: &mut Machine) -> Vec<Word> {
    registers(machine).into_iter().map(|register| *register).collect()
}

/// An object and its size in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Object {
    pub address: u32,
    pub kind: Type,
    pub words: u32,
    /// It is a CONS with a note in its last word.
    pub is_noted: bool,
}

impl Object {
    /// The addresses of its tagged fields.
    pub fn fields(&self) -> std::ops::Range<u32> {
        let tagged = tagged_words(self.kind, self.words);
        let note = u32::from(self.is_noted);
        self.address + tagged.start..self.address + tagged.end + note
    }

    /// Its words that mean something: the last of a CONS does not.
    pub fn meaning(&self) -> std::ops::Range<u32> {
        let words = if self.kind == Type::Cons { 3 } else { self.words };
        self.address..self.address + words
    }

    /// Groups of up to four elements that a VECTOR is read in.
    pub fn groups(&self) -> u64 {
        if self.kind == Type::Vector { u64::from((self.words - 2).div_ceil(4)) } else { 0 }
    }
}

/// The object at an address; its header must be odd and no more than type and subtype, but for notes and the
/// mark of an object that a generational collector has in its list.
#[track_caller]
pub fn object(machine: &Machine, address: u32) -> Object {
    let generational = machine.config().collector == Collector::Generational;
    let mark = if generational { REMEMBERED } else { 0 };
    let head = Word(machine.memory.read(address).0 & !mark);
    let is_noted = is_type(head, Type::Cons) && notes::has_note(head);
    let head = notes::without(head, machine.config().word);
    assert!(head.is_immediate() && head.0 >> 8 == 0, "{head:?} at {address:#x} is no header");
    let kind = Type::from_number(type_number(head)).expect("a known type");
    let size = machine.config().word;
    let second = machine.memory.read(address + 1);
    let length = match kind {
        Type::String | Type::Vector => size.integer(second),
        Type::Bignum => size.integer(second).abs(),
        // Its length is no tagged word.
        Type::Free if subtype(head) == 1 => second.0 as i64,
        _ => 0,
    };
    let length = u32::try_from(length).expect("a length");
    Object { address, kind, words: object_words(kind, length, size), is_noted }
}

/// The objects that stand one behind the other from `start` to `end`.
#[track_caller]
pub fn objects(machine: &Machine, start: u32, end: u32) -> Vec<Object> {
    let mut objects = Vec::new();
    let mut address = start;
    while address < end {
        let next = object(machine, address);
        address += next.words;
        objects.push(next);
    }
    assert_eq!(address, end, "the last object ends where the region does");
    objects
}

/// A word without its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// The word itself: raw, NIL, an immediate, or an object of the fixed region.
    Word(Word),
    /// The object with this number.
    Object(usize),
}

/// All that the registers and the fixed region reach, numbered in the order in which a walk from
/// them comes to it. Two graphs have the same shape if and only if they are isomorphic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    pub registers: Vec<Item>,
    pub fixed: Vec<Item>,
    pub objects: Vec<Vec<Item>>,
}

impl Shape {
    /// What another shape has in place of what is here, where they first differ.
    pub fn difference(&self, other: &Shape) -> Option<String> {
        first_difference("register", &self.registers, &other.registers)
            .or_else(|| first_difference("word of the fixed region", &self.fixed, &other.fixed))
            .or_else(|| first_difference("object", &self.objects, &other.objects))
    }
}

fn first_difference<T: PartialEq + Debug>(what: &str, one: &[T], other: &[T]) -> Option<String> {
    if let Some(at) = one.iter().zip(other).position(|(one, other)| one != other) {
        return Some(format!("{what} {at} was {:?} and is {:?}", one[at], other[at]));
    }
    let (was, is) = (one.len(), other.len());
    (was != is).then(|| format!("{was} times a {what}, and now {is}"))
}

/// A walk over what can be reached above `heap`.
struct Walk<'a> {
    machine: &'a Machine,
    heap: u32,
    numbers: HashMap<Word, usize>,
    found: Vec<Object>,
}

impl Walk<'_> {
    fn item(&mut self, word: Word) -> Item {
        if !word.is_pointer() || word.address() < self.heap {
            return Item::Word(word);
        }
        let found = &mut self.found;
        let number = *self.numbers.entry(word).or_insert_with(|| {
            found.push(object(self.machine, word.address()));
            found.len() - 1
        });
        Item::Object(number)
    }

    fn describe(&mut self, object: Object) -> Vec<Item> {
        let fields = object.fields();
        let words = object.meaning().map(|address| (address, self.machine.memory.read(address)));
        // A mark is the collector's, and no part of the shape.
        let words = words.map(|(at, word)| {
            if at == object.address { (at, Word(word.0 & !REMEMBERED)) } else { (at, word) }
        });
        words
            .map(|(at, word)| if fields.contains(&at) { self.item(word) } else { Item::Word(word) })
            .collect()
    }
}

/// The shape of a machine's memory above `heap`, and the objects in it, in the order of the shape.
pub fn shape(machine: &mut Machine, heap: u32) -> (Shape, Vec<Object>) {
    let roots = register_words(machine);
    let mut walk = Walk { machine, heap, numbers: HashMap::new(), found: Vec::new() };
    let regions = objects(walk.machine, 0, heap);
    let fixed = regions.into_iter().flat_map(|object| walk.describe(object)).collect();
    let registers = roots.into_iter().map(|word| walk.item(word)).collect();
    let mut objects = Vec::new();
    while objects.len() < walk.found.len() {
        objects.push(walk.describe(walk.found[objects.len()]));
    }
    (Shape { registers, fixed, objects }, walk.found)
}

/// Repeats a request until it is granted.
fn granted<T>(mut request: impl FnMut() -> Result<T, Stall>) -> T {
    loop {
        match request() {
            Ok(value) => return value,
            Err(Stall::Busy) => {}
            Err(stall) => panic!("{stall:?}: the plan fits the memory"),
        }
    }
}

/// Writes a word of an object that has just been allocated.
pub fn write(machine: &mut Machine, address: u32, word: Word) {
    granted(|| Port::<false>::new(&mut machine.memory).write(Word::at(address), &[word]));
}

/// Stores a field of an object. What a barrier catches, the sweeper is told of, but for a barrier
/// that collects: then nothing is stored.
pub fn store(machine: &mut Machine, object: Word, offset: u32, word: Word) {
    loop {
        match Port::<false>::new(&mut machine.memory).store(object, offset, &[word]) {
            Ok(()) => return,
            Err(Stall::Busy) => {}
            Err(Stall::Caught(_)) if machine.config().barrier == Barrier::Collect => return,
            Err(Stall::Caught(object)) => {
                machine.sweeper.admit(object);
                call_sweeper(machine);
            }
            Err(Stall::Full) => panic!("a store allocates nothing"),
        }
    }
}

/// Gives the sweeper the token for what it has been told to do.
fn call_sweeper(machine: &mut Machine) {
    machine.arbiter.evaluator = Unit::Clink;
    machine.arbiter.give(Unit::Sweeper);
    sweep(machine);
}

/// Ticks until the sweeper gives the token back.
fn sweep(machine: &mut Machine) {
    let limit = machine.cycle + 200 * machine.memory.words().len() as u64;
    while machine.arbiter.owner == Unit::Sweeper {
        machine.tick();
        assert!(machine.cycle < limit, "a collection without end");
    }
    assert_eq!(machine.arbiter.owner, Unit::Clink);
}

/// Allocates an object of this type; its fields are NIL, its raw words `raw` and those after it.
pub fn allocate(machine: &mut Machine, kind: Type, subtype: u32, length: u32, raw: u32) -> Word {
    let size = machine.config().word;
    let words = object_words(kind, length, size);
    let head = header(kind, subtype);
    let address = loop {
        match Port::<false>::new(&mut machine.memory).allocate(words, &[head]) {
            Ok(address) => break address,
            Err(Stall::Busy) => {}
            Err(Stall::Full) if machine.config().collector == Collector::MarkSweep => {
                machine.sweeper.refill();
                call_sweeper(machine);
            }
            Err(stall) => panic!("{stall:?}: the plan fits the memory"),
        }
    };
    for i in 1..words {
        let word = match kind {
            Type::String | Type::Vector if i == 1 => Word::small(length),
            // Of any sign.
            Type::Bignum if i == 1 && raw % 2 == 1 => size.raw(1 - (i64::from(length) << 1)),
            Type::Bignum if i == 1 => Word::small(length),
            Type::Number | Type::String | Type::Bignum => {
                size.raw(i64::from(raw.wrapping_add(i * 2)))
            }
            // What stood there before: nobody reads it.
            Type::Cons if i == 3 => size.raw(i64::from(raw)),
            _ => NIL,
        };
        write(machine, address.address() + i, word);
    }
    address
}

/// A configuration whose machine collects only when [`collect`] says so.
pub fn patient(config: Config) -> Config {
    Config { gc_every: u32::MAX, ..config }
}

/// Lets `clink` ask for a cell, which makes the torture setting collect; the machine stands still
/// in the cycle after the collection, before the cell is granted.
pub fn collect(machine: &mut Machine) {
    machine.memory.countdown = 0;
    machine.memory.collected = false;
    // A minor collection, of the torture setting the one that a major one follows.
    machine.sweeper.turn = 3;
    machine.clink.state = clink::State::SpillEnvironment;
    machine.arbiter.give(Unit::Clink);
    machine.tick();
    assert_eq!(machine.arbiter.owner, Unit::Sweeper);
    sweep(machine);
}

/// The constants that a field may hold: NIL, immediates, and objects at fixed addresses.
pub fn constant(number: u32) -> Word {
    match number % 4 {
        0 => NIL,
        1 => Word::small(number % 4096),
        2 => fixed::char(number as u8),
        _ => fixed::TRUE,
    }
}
