//! The heap, object by object.

use std::collections::VecDeque;

use conscycle_image::printer::Printer;
use conscycle_machine::Machine;
use conscycle_machine::config::{Code, Collector};
use conscycle_machine::notes::{self, NoteKind, Notes};
use conscycle_machine::object::{Type, length, object_words, type_number};
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{Kind, SIGNALS, read};
use conscycle_machine::word::Word;

/// Characters of a printed value that are shown.
const SHOWN: usize = 56;

/// An object, words that no object has, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The address of its first word.
    pub address: u32,
    /// How many words it takes in memory.
    pub words: u32,
    /// Its type; of what is no object, what it is.
    pub kind: &'static str,
    /// Its first words after the header, in hexadecimal; of a word, the word.
    pub fields: String,
    /// Its value as Lisp, or what there is to say.
    pub value: String,
    /// The registers of the allocator and the collector that point into it.
    pub pointers: Vec<String>,
}

impl Object {
    /// The object at `address`, or what else is there.
    pub fn at(machine: &Machine, address: u32) -> Object {
        let header = machine.memory.read(address);
        let (kind, words, fields, value) = match contents(machine, address) {
            Contents::Unused(words) => ("unused", words, String::new(), format!("{words} words")),
            Contents::Object(kind, words) => {
                let printer = Printer::new(&machine.memory, machine.config()).with_max_items(40);
                let fields: Vec<String> = (1..words.min(4))
                    .map(|i| format!("{:#x}", machine.memory.read(address + i).0))
                    .collect();
                let mark = match header.0 >> 8 & 0xF {
                    0 => String::new(),
                    bits => format!(" mark {bits:x}"),
                };
                let value = shorten(&printer.print(Word::at(address)), SHOWN);
                (
                    kind.name(),
                    words,
                    fields.join(" "),
                    value + &mark + &noted(machine, kind, header),
                )
            }
            Contents::Moved(words) => {
                let note = "(moved, or a word of an object)".to_string();
                ("->", words, format!("{:#x}", header.0), note)
            }
            Contents::Word(words) => ("word", words, format!("{:#x}", header.0), String::new()),
        };
        let pointers = pointers(machine, address, words);
        Object { address, words, kind, fields, value, pointers }
    }

    /// The object in a line.
    pub fn line(&self) -> String {
        let Object { address, kind, fields, value, .. } = self;
        let text = match *kind {
            "->" | "word" => format!("{kind} {fields} {value}"),
            "unused" => format!("{kind} {value}"),
            _ => format!("{kind:<13} {fields:<20} {value}"),
        };
        let pointers = match self.pointers.as_slice() {
            [] => String::new(),
            names => format!("  <- {}", names.join(", ")),
        };
        format!("{:<8}  {}{pointers}", format!("{address:#x}"), text.trim_end())
    }
}

/// What quick evaluation has noted in a CONS, if that holds.
fn noted(machine: &Machine, kind: Type, header: Word) -> String {
    let config = machine.config();
    let notes = Notes::new(&machine.eval.scope, config.word, config.code == Code::Quick);
    match notes.of(header) {
        NoteKind::None => String::new(),
        _ if kind != Type::Cons || !notes.on() => String::new(),
        note => format!(" note {}", note.name()),
    }
}

/// What the words of memory are, from an address up to another: tells of each object, or of what else is there, its
/// address, its words and its type. The first may begin before.
pub fn walk(machine: &Machine, from: u32, to: u32, tell: &mut impl FnMut(u32, u32, &'static str)) {
    let size = machine.memory.words().len() as u32;
    let mut at = beginning(machine, from);
    while at < to.min(size) {
        let found = contents(machine, at);
        let words = found.words().clamp(1, size - at);
        if at + words > from {
            tell(at, words, found.name());
        }
        at += words;
    }
}

/// Where the part of memory begins that an address is in: something begins there.
fn beginning(machine: &Machine, address: u32) -> u32 {
    let known = [machine.memory.free, machine.memory.old, machine.sweeper.free];
    let begins = regions(machine).into_iter().chain(known).filter(|&begin| begin <= address);
    begins.max().unwrap_or_default()
}

/// The registers of the allocator, and of a collector that works, and the addresses in them.
pub fn marks(machine: &Machine) -> Vec<(String, u32)> {
    let all = SIGNALS.iter().enumerate().filter(|(_, signal)| {
        matches!(signal.scope, "memory" | "sweeper")
            && matches!(signal.kind, Kind::Address | Kind::Raw)
    });
    let named = all.map(|(position, signal)| (signal.path(), read(machine, position) as u32));
    named
        .filter(|(path, value)| {
            let known = ALLOCATOR.contains(&path.as_str())
                || sweeping(machine) && COLLECTOR.contains(&path.as_str());
            known && *value != 0
        })
        .collect()
}

/// Up to `count` objects from `address` on.
pub fn objects(machine: &Machine, address: u32, count: u64) -> Vec<Object> {
    let size = machine.memory.words().len() as u32;
    let mut objects = Vec::new();
    let mut at = address;
    while at < size && (objects.len() as u64) < count {
        let object = Object::at(machine, at);
        at = at.saturating_add(object.words.max(1));
        objects.push(object);
    }
    objects
}

/// Where to begin to see `count` objects before the one at `address`.
pub fn objects_before(machine: &Machine, address: u32, count: usize) -> u32 {
    let begin = regions(machine).into_iter().rfind(|&begin| begin <= address);
    let mut at = begin.unwrap_or_default();
    let mut last = VecDeque::from([at]);
    while at < address {
        at = at.saturating_add(contents(machine, at).words().max(1));
        if at > address {
            break;
        }
        last.push_back(at);
        if last.len() > count + 1 {
            last.pop_front();
        }
    }
    last.front().copied().unwrap_or(address)
}

/// What stands at an address, and its words.
enum Contents {
    /// From here on nothing has been allocated.
    Unused(u32),
    Object(Type, u32),
    /// A header has given way to a new address; or it is a pointer in an object.
    Moved(u32),
    Word(u32),
}

impl Contents {
    fn name(&self) -> &'static str {
        match self {
            Contents::Unused(_) => "unused",
            Contents::Object(kind, _) => kind.name(),
            Contents::Moved(_) => "->",
            Contents::Word(_) => "word",
        }
    }

    fn words(&self) -> u32 {
        match *self {
            Contents::Unused(words)
            | Contents::Object(_, words)
            | Contents::Moved(words)
            | Contents::Word(words) => words,
        }
    }
}

fn contents(machine: &Machine, at: u32) -> Contents {
    if let Some(words) = unused(machine, at) {
        return Contents::Unused(words);
    }
    let header = machine.memory.read(at);
    match object(machine, at) {
        Some((kind, words)) => Contents::Object(kind, words),
        None if header.is_pointer() && at.is_multiple_of(2) => {
            let moved = object(machine, header.address()).filter(|_| sweeping(machine));
            Contents::Moved(moved.map_or(2, |(_, words)| words))
        }
        None => Contents::Word(2 - at % 2),
    }
}

/// The type and the size of an object, if there is one.
fn object(machine: &Machine, at: u32) -> Option<(Type, u32)> {
    let header = machine.memory.read(at);
    let kind = Type::from_number(type_number(header))?;
    let plain = notes::without(header, machine.config().word);
    let is_header = plain.is_immediate() && plain.0 >> 12 == 0 && at.is_multiple_of(2);
    if !is_header || kind == Type::Nil && at != 0 {
        return None;
    }
    let word = machine.config().word;
    let most = machine.memory.words().len() as u32;
    let length = length(kind, machine.memory.read(at.wrapping_add(1)), word);
    Some((kind, object_words(kind, length.min(most), word)))
}

fn sweeping(machine: &Machine) -> bool {
    machine.arbiter.owner == Unit::Sweeper
}

/// How many words from here on hold nothing: the allocator, or the collector for its copies, may
/// still give them out, or they are the space that is not in use.
fn unused(machine: &Machine, at: u32) -> Option<u32> {
    let (memory, sweeper) = (&machine.memory, &machine.sweeper);
    let spaces = matches!(machine.config().collector, Collector::Copying | Collector::Generational);
    let other = memory.layout().space(!sweeper.second);
    let end = if at == memory.free {
        memory.end
    } else if spaces && sweeping(machine) && at == sweeper.free {
        regions(machine).into_iter().find(|&begin| begin > at)?
    } else if memory.layout().generational && at == memory.old {
        memory.old_end
    } else if spaces && !sweeping(machine) && at == other.0 {
        other.1
    } else {
        return None;
    };
    end.checked_sub(at).filter(|&words| words > 0)
}

/// Where the parts of memory begin, and where they end.
fn regions(machine: &Machine) -> Vec<u32> {
    let layout = machine.memory.layout();
    let mut regions = vec![0, layout.fixed_end, layout.nursery, layout.spaces, layout.end];
    if machine.config().collector != Collector::MarkSweep {
        regions.push(layout.space(true).0);
        regions.push(layout.space(true).1);
    }
    regions.sort_unstable();
    regions.dedup();
    regions
}

/// Registers that hold addresses: always, and while the collector works.
const ALLOCATOR: [&str; 4] = ["memory.free", "memory.limit", "memory.end", "memory.old"];
const COLLECTOR: [&str; 9] = [
    "sweeper.from",
    "sweeper.free",
    "sweeper.queue",
    "sweeper.scan",
    "sweeper.fields_at",
    "sweeper.old",
    "sweeper.object",
    "sweeper.back",
    "sweeper.fetch_address",
];

fn pointers(machine: &Machine, at: u32, words: u32) -> Vec<String> {
    let into = marks(machine).into_iter().filter(|(_, value)| (at..at + words).contains(value));
    into.map(|(path, _)| path).collect()
}

/// The beginning of a text, on one line.
pub fn shorten(text: &str, most: usize) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}
