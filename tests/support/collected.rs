//! What the tests know of each collector: where its objects are, which words it can give away, and
//! how many cycles it may take.

use std::collections::{BTreeMap, HashSet};

use conscycle::machine::Machine;
use conscycle::machine::config::{Barrier, Collector};
use conscycle::machine::object::{Type, fixed};
use conscycle::machine::word::Word;

use super::objects::{Object, objects, register_words};

/// The objects of the heap, the dead ones that have not been collected among them.
#[track_caller]
pub fn used(machine: &Machine) -> Vec<Object> {
    let memory = &machine.memory;
    match machine.config().collector {
        Collector::None | Collector::Copying => objects(machine, memory.base, memory.free),
        Collector::Generational => {
            let [young, old] = memory.in_use();
            let mut all = objects(machine, young.start, young.end);
            all.extend(objects(machine, old.start, old.end));
            all
        }
        Collector::MarkSweep => {
            let mut all = swept(machine);
            all.retain(|object| object.kind != Type::Free);
            all
        }
    }
}

/// Of mark-sweep, the objects and free blocks: what is not in the allocator's block.
#[track_caller]
fn swept(machine: &Machine) -> Vec<Object> {
    let memory = &machine.memory;
    if memory.free == memory.end {
        return objects(machine, machine.memory.layout().fixed_end, machine.config().memory);
    }
    let mut all = objects(machine, machine.memory.layout().fixed_end, memory.free);
    all.extend(objects(machine, memory.end, machine.config().memory));
    all
}

/// Every word that is in no object is the allocator's, once.
#[track_caller]
pub fn assert_consistent(machine: &Machine) {
    match machine.config().collector {
        Collector::None => {}
        Collector::Copying => {
            assert_eq!((machine.memory.base, machine.memory.end), machine.sweeper.space());
            assert!(machine.memory.free <= machine.memory.end);
        }
        Collector::Generational => assert_generations(machine),
        Collector::MarkSweep => assert_free_lists(machine),
    }
}

/// The nursery can always be promoted, and every old object that points into it is known.
#[track_caller]
fn assert_generations(machine: &Machine) {
    let memory = &machine.memory;
    let layout = memory.layout();
    assert_eq!(memory.base, layout.nursery);
    assert!(memory.old <= memory.old_end, "the old space ends");
    assert!(memory.end - memory.base <= memory.old_end - memory.old, "room for the nursery");
    assert_eq!(memory.old_end, machine.sweeper.space().1);
    let mut remembered = HashSet::new();
    let mut list = machine.sweeper.remembered.word();
    while !list.is_nil() {
        assert!(
            remembered.insert(memory.read(list.address() + 1).address()),
            "an object is in the list once"
        );
        list = memory.read(list.address() + 2);
    }
    let [_, old] = memory.in_use();
    let mut all = objects(machine, fixed::END, layout.fixed_end);
    all.extend(objects(machine, old.start, old.end));
    if layout.paged {
        for (before, object) in std::iter::once(None).chain(all.iter().map(Some)).zip(&all) {
            let page = layout.page(object.address);
            if before.is_none_or(|before| layout.page(before.address) != page) {
                let entry = memory.read(layout.entry(page)).address();
                assert_eq!(entry, object.address, "the first object of its page");
            }
        }
    }
    for object in all {
        let points =
            |at| layout.is_young(memory.read(at).address()) && memory.read(at).is_pointer();
        let young = object.fields().into_iter().any(points);
        let page = layout.page(object.address);
        let known = match machine.config().barrier {
            Barrier::Remember => remembered.contains(&object.address),
            Barrier::Collect => false,
            Barrier::Protect => memory.unprotected >> page & 1 == 1,
        };
        assert!(known || !young, "a pointer into the nursery that nobody knows: {object:?}");
        let marked = memory.read(object.address).0 & 0xF00 != 0;
        assert_eq!(marked, remembered.contains(&object.address), "{object:?}");
    }
}

/// The free lists of mark-sweep hold each free block of the heap once, in the list of its size.
#[track_caller]
fn assert_free_lists(machine: &Machine) {
    let all = swept(machine);
    let free = all.iter().filter(|object| object.kind == Type::Free);
    let mut free: BTreeMap<u32, u32> = free.map(|block| (block.address, block.words)).collect();
    let mut sums = [0; 3];
    for (list, &head) in machine.sweeper.lists.iter().enumerate() {
        let mut block: Word = head;
        while !block.is_nil() {
            let words = free.remove(&block.address()).expect("a free block, once in the lists");
            assert_eq!(list, [2, 4].iter().position(|&size| size == words).unwrap_or(2));
            sums[list] += words;
            block = machine.memory.read(block.address() + if words == 2 { 1 } else { 2 });
        }
    }
    assert!(free.is_empty(), "blocks in no list: {free:?}");
    assert_eq!((machine.sweeper.pairs, machine.sweeper.available), (sums[0], sums[1] + sums[2]));
}

/// After a collection: whatever the collector has not kept can be allocated again; it kept `live`
/// words.
#[track_caller]
pub fn assert_reclaimed(machine: &Machine, live: u32) {
    let memory = &machine.memory;
    assert_consistent(machine);
    match machine.config().collector {
        Collector::None => panic!("nobody collects"),
        Collector::Copying => assert_eq!(memory.free, memory.base + live),
        Collector::Generational => {
            let [young, old] = memory.in_use();
            assert_eq!((young.len(), old.len()), (0, live as usize));
        }
        Collector::MarkSweep => {
            let block = memory.end - memory.free;
            let free = machine.sweeper.available + machine.sweeper.pairs + block;
            let heap = machine.config().memory - machine.memory.layout().fixed_end;
            assert_eq!(free + live, heap, "the dead words, and no others, are free");
            let mut ends = HashSet::from([memory.end]);
            for block in swept(machine).iter().filter(|object| object.kind == Type::Free) {
                assert!(!ends.contains(&block.address), "free blocks are no neighbours");
                assert_ne!(block.address + block.words, memory.free, "nor the allocator's block");
                ends.insert(block.address + block.words);
            }
        }
    }
}

/// Every header, field and root register outside a collection is legal, and no word is lost.
#[track_caller]
pub fn assert_legal(machine: &Machine) {
    assert_consistent(machine);
    let mut all = objects(machine, 0, machine.memory.layout().fixed_end);
    all.extend(used(machine));
    let starts: HashSet<u32> = all.iter().map(|object| object.address).collect();
    let mask = machine.config().word.mask();
    let legal =
        |word: Word| word.0 <= mask && (!word.is_pointer() || starts.contains(&word.address()));
    for object in &all {
        for field in object.fields() {
            let word = machine.memory.read(field);
            assert!(legal(word), "{word:?} at {field:#x} is no object: {object:?}");
        }
    }
    for word in register_words(&mut machine.clone()) {
        assert!(legal(word), "{word:?} in a register is no object");
    }
}

/// Pointers to the heap in these objects' fields.
fn pointers(machine: &Machine, objects: &[Object]) -> u64 {
    let heap = machine.memory.layout().fixed_end;
    let fields = objects.iter().flat_map(Object::fields).map(|at| machine.memory.read(at));
    fields.filter(|word| word.is_pointer() && word.address() >= heap).count() as u64
}

/// The most cycles that a collection takes that keeps the objects `live`. A narrower or slower
/// memory multiplies all but the look at the registers.
///
/// Copying, at four banks: one for a register and one more for its pointer, one for an object of the
/// fixed region, and for an object that is copied four and one for each of its words. The elements
/// of VECTORs, which are read in groups of up to four, and the pointers of the fixed region ask for
/// more. (Of these cycles, random heaps take up to nine tenths at four banks, and two thirds at one,
/// where most requests are for less than four words.)
///
/// Generational, with protected pages: one for the entry of a page that was stored into and one for its first object,
/// and one for the entry of the page that each of two collections copies to.
///
/// Mark-sweep: the same for registers and the fixed region, and one for each pointer, one for the
/// mark, two for the way down to an object and up again, three more from a VECTOR; in the sweep two
/// for a live object, one for any other, and one for each free block.
pub fn most_cycles(machine: &mut Machine, live: &[Object]) -> u64 {
    let heap = machine.memory.layout().fixed_end;
    let registers = register_words(machine);
    let held =
        registers.iter().filter(|word| word.is_pointer() && word.address() >= heap).count() as u64;
    let fixed = objects(machine, fixed::END, heap);
    let groups = |objects: &[Object]| objects.iter().map(Object::groups).sum::<u64>();
    let (count, from_fixed) = (live.len() as u64, pointers(machine, &fixed));
    let roots = 1 + held + fixed.len() as u64 + 2 * groups(&fixed) + 3 * from_fixed;
    let requests = match machine.config().collector {
        Collector::None => panic!("nobody collects"),
        // The live objects are copied twice, to the old space and to the other.
        Collector::Generational => {
            let words: u64 = live.iter().map(|object| u64::from(object.words)).sum();
            let pages = match machine.config().barrier {
                Barrier::Protect => 2 + 2 * u64::from(machine.memory.unprotected.count_ones()),
                Barrier::Remember | Barrier::Collect => 0,
            };
            2 * (roots + 4 * count + words + 5 * groups(live)) + registers.len() as u64 + 4 + pages
        }
        Collector::Copying => {
            let words: u64 = live.iter().map(|object| u64::from(object.words)).sum();
            roots + 4 * count + words + 5 * groups(live)
        }
        Collector::MarkSweep => {
            let vectors: Vec<Object> =
                live.iter().filter(|object| object.kind == Type::Vector).copied().collect();
            let from_vectors = pointers(machine, &vectors).min(count);
            let mark = pointers(machine, live) + 3 * count + 3 * from_vectors + groups(live);
            let objects = swept(machine).len() as u64;
            roots + held + mark + objects + 2 * count + 1
        }
    };
    let scale = 4 / machine.memory.banks() * machine.memory.latency();
    2 + registers.len() as u64 + requests * u64::from(scale)
}
