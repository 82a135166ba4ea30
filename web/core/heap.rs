//! The heap as a map of its words, and its objects.

use serde_json::{Value, json};

use crate::answer::{Answer, Failed};
use crate::places::in_image;
use crate::session::Session;
use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::objects::{Object, marks, shorten, walk};
use conscycle_debugger::whence::word_registers;
use conscycle_machine::Machine;
use conscycle_machine::config::Collector;
use conscycle_machine::object::{
    Field, OBJECTS, Type, is_type, subtype, tagged_words, type_number,
};
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{SIGNALS, read};
use conscycle_machine::word::Word;

/// Cells of a map, at most.
const CELLS: u32 = 1 << 18;

/// Words of an object, and pointers to it, that are told.
const FIELDS: u32 = 64;
const POINTERS: usize = 64;

/// Characters of a value.
const SHOWN: usize = 80;

/// A part of memory.
struct Region {
    name: &'static str,
    from: u32,
    to: u32,
    /// How old its objects are.
    age: &'static str,
}

/// The parts of memory, in order.
fn regions(machine: &Machine) -> Vec<Region> {
    let layout = machine.memory.layout();
    let mut regions = Vec::new();
    let mut add = |name, from, to, age| {
        if from < to {
            regions.push(Region { name, from, to, age });
        }
    };
    add("image", 0, layout.fixed_end, "image");
    add("page table", layout.fixed_end, layout.nursery, "image");
    let is_old = layout.generational;
    add("nursery", layout.nursery, layout.nursery + layout.nursery_words, "young");
    match machine.config().collector {
        Collector::None | Collector::MarkSweep => add("heap", layout.spaces, layout.end, ""),
        Collector::Copying | Collector::Generational => {
            let age = if is_old { "old" } else { "" };
            let [first, second] = [layout.space(false), layout.space(true)];
            add(if is_old { "old space 0" } else { "space 0" }, first.0, first.1, age);
            add(if is_old { "old space 1" } else { "space 1" }, second.0, second.1, age);
        }
    }
    regions
}

/// How old what stands at an address is: in the image, there when the last collection ended, or newer.
fn age(machine: &Machine, region: &Region, address: u32) -> &'static str {
    if !region.age.is_empty() {
        return region.age;
    }
    match (machine.config().collector, machine.collections.last()) {
        (Collector::Copying, Some(last)) if last.cycles > 0 => {
            let begin = machine.memory.base;
            if (begin..begin.saturating_add(last.live)).contains(&address) {
                "survived"
            } else {
                "new"
            }
        }
        (Collector::MarkSweep, Some(_)) => "unknown",
        _ => "new",
    }
}

impl Session {
    /// A map of some words in so many cells.
    pub(crate) fn heap(
        &self,
        colour: &str,
        from: u32,
        words: u32,
        cells: u32,
    ) -> Result<Answer, Failed> {
        let machine = self.debugger.machine();
        let size = machine.memory.words().len() as u32;
        let from = from.min(size - 1);
        let words = words.clamp(1, size - from);
        let per_cell = words.div_ceil(cells.clamp(1, CELLS));
        let count = words.div_ceil(per_cell) as usize;
        let regions = regions(machine);
        let mut classes: Vec<&'static str> = vec!["unused"];
        // Of each cell, how many words of the class that has most of them so far, as far as classes follow each other.
        let mut cells: Vec<(u8, u32)> = vec![(0, 0); count];
        let mut region = 0;
        walk(machine, from, from + words, &mut |at, length, kind| {
            while region + 1 < regions.len() && at >= regions[region].to {
                region += 1;
            }
            let class = match (kind, colour) {
                ("unused", _) => "unused",
                (_, "space") => regions[region].name,
                (_, "age") => age(machine, &regions[region], at),
                (kind, _) => kind,
            };
            let number = classes.iter().position(|known| *known == class).unwrap_or_else(|| {
                classes.push(class);
                classes.len() - 1
            });
            let (begin, end) = (at.max(from) - from, (at + length).min(from + words) - from);
            let mut word = begin;
            while word < end {
                let cell = (word / per_cell) as usize;
                let next = ((cell as u32 + 1) * per_cell).min(end);
                let (class, most) = &mut cells[cell];
                if next - word > *most || *class == 0 && number != 0 {
                    (*class, *most) = (number as u8, next - word);
                }
                word = next;
            }
        });
        let pointers = marks(machine)
            .into_iter()
            .map(|(name, address)| json!({ "name": name, "address": address }));
        let told = regions
            .iter()
            .map(|region| json!({ "name": region.name, "from": region.from, "to": region.to }));
        let json = json!({
            "from": from,
            "wordsPerCell": per_cell,
            "classes": classes,
            "pointers": pointers.collect::<Vec<_>>(),
            "regions": told.collect::<Vec<_>>(),
            "collecting": machine.arbiter.owner == Unit::Sweeper,
        });
        Ok(Answer { json, bytes: cells.into_iter().map(|(class, _)| class).collect() })
    }

    /// The object that an address is in, and what points to it.
    pub(crate) fn object(&self, address: u32) -> Result<Answer, Failed> {
        let machine = self.debugger.machine();
        if address as usize >= machine.memory.words().len() {
            return Err(Failed(format!("{address:#x} is no address of this machine")));
        }
        let mut begin = address;
        walk(machine, address, address + 1, &mut |at, _, _| begin = at);
        let inspector = Inspector::new(machine, &self.loaded.image);
        let object = self.told(begin, &inspector);
        let mut pointers = Vec::new();
        for &signal in word_registers() {
            if read(machine, signal) == u64::from(begin) && begin != 0 {
                pointers
                    .push(json!({ "place": SIGNALS[signal].path(), "lisp": "", "address": null }));
            }
        }
        walk(machine, 0, u32::MAX, &mut |at, words, _| {
            let Some(kind) = Type::from_number(type_number(machine.memory.read(at))) else {
                return;
            };
            if pointers.len() >= POINTERS || words < 2 {
                return;
            }
            for field in tagged_words(kind, words) {
                if machine.memory.read(at + field) == Word::at(begin) && pointers.len() < POINTERS {
                    let lisp = shorten(&inspector.show(Word::at(at)), SHOWN);
                    let place = format!("{:#x}", at + field);
                    pointers.push(json!({ "place": place, "lisp": lisp, "address": at }));
                }
            }
        });
        Ok(json!({ "objects": [object], "pointers": pointers }).into())
    }

    /// An object with its words.
    fn told(&self, at: u32, inspector: &Inspector) -> Value {
        let machine = self.debugger.machine();
        let object = Object::at(machine, at);
        let header = machine.memory.read(at);
        let kind = Type::from_number(type_number(header)).filter(|kind| kind.name() == object.kind);
        let names = kind.map_or(Vec::new(), |kind| names(kind, header));
        let tagged = kind.map_or(0..0, |kind| tagged_words(kind, object.words));
        let first = u32::from(kind.is_some());
        let fields = (first..object.words.min(FIELDS)).map(|field| {
            let word = machine.memory.read(at + field);
            let is_tagged = tagged.contains(&field);
            let points = (is_tagged && word.is_pointer()).then(|| word.address());
            json!({
                "name": names.get(field as usize - 1).cloned().unwrap_or_else(|| field.to_string()),
                "value": format!("{:x}", word.0),
                "lisp": if is_tagged { shorten(&inspector.show(word), SHOWN) } else { String::new() },
                "place": format!("{:#x}", at + field),
                "pointsTo": points,
            })
        });
        let place = self.loaded.image.place(Word::at(at)).filter(|_| kind == Some(Type::Cons));
        json!({
            "address": at,
            "words": object.words,
            "type": object.kind,
            "fields": if object.kind == "unused" { Vec::new() } else { fields.collect::<Vec<_>>() },
            "lisp": object.value,
            "place": place.map_or(Value::Null, |place| in_image(self.loaded, place, place.form)),
        })
    }
}

/// The names of an object's words behind its header, as far as they have some.
fn names(kind: Type, header: Word) -> Vec<String> {
    debug_assert!(is_type(header, kind));
    let layouts = OBJECTS[kind as usize].layouts;
    let layout = layouts.get(subtype(header) as usize).or(layouts.first());
    let Some(layout) = layout else { return Vec::new() };
    let fields = layout.fields.iter().map(|field| match field {
        Field::Tagged(name) | Field::Raw(name) | Field::Link(name) => name.to_string(),
        Field::Length => "length".to_string(),
    });
    fields.chain(layout.more.iter().map(ToString::to_string)).collect()
}
