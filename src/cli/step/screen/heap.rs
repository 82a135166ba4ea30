//! The heap around an address, object by object, with the registers that point there.

use ratatui::text::{Line, Span};

use super::colours::{dim, strong, value};
use super::frames::cut;
use super::pane::{Content, Keep, printable};
use conscycle_debugger::objects::{Object, objects, objects_before};
use conscycle_machine::Machine;
use conscycle_machine::config::Collector;
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, read};
use conscycle_machine::word::Word;

/// Objects before the address and from it on.
const BEFORE: usize = 24;
const AFTER: u64 = 40;

/// What the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heap {
    /// The address, and why it is this one.
    pub address: u32,
    pub why: &'static str,
    /// Objects about it, each with the registers of the evaluator that hold its address.
    pub objects: Vec<(Object, Vec<String>)>,
}

/// Looks around `chosen`, or else where the machine works.
pub fn gather(machine: &Machine, chosen: Option<u32>) -> Heap {
    let (address, why) = match chosen {
        Some(address) => (address, "chosen by x"),
        None => place(machine),
    };
    let start = objects_before(machine, address, BEFORE);
    let holders = holders(machine);
    let found = objects(machine, start, BEFORE as u64 + AFTER).into_iter().map(|object| {
        let holds = |holder: &&(u32, String)| holder.0 == object.address;
        let names = holders.iter().filter(holds).map(|(_, name)| name.clone()).collect();
        (object, names)
    });
    Heap { address, why, objects: found.collect() }
}

/// Where the collector is; where the allocator is, if it does not work.
fn place(machine: &Machine) -> (u32, &'static str) {
    let sweeper = &machine.sweeper;
    if machine.arbiter.owner != Unit::Sweeper {
        return (machine.memory.free, "memory.free");
    }
    match machine.config().collector {
        Collector::MarkSweep if !sweeper.object.is_nil() => {
            (sweeper.object.word().address(), "sweeper.object")
        }
        _ if sweeper.scan != 0 => (sweeper.scan, "sweeper.scan"),
        _ => (sweeper.free, "sweeper.free"),
    }
}

/// The tagged registers that hold pointers.
fn holders(machine: &Machine) -> Vec<(u32, String)> {
    let registers = SIGNALS.iter().enumerate().take(REGISTERS);
    let words = registers.filter(|(_, signal)| signal.kind == Kind::Word);
    let values = words.map(|(position, signal)| (Word(read(machine, position)), signal.path()));
    let pointers = values.filter(|(value, _)| value.is_pointer());
    pointers.map(|(value, path)| (value.address(), path)).collect()
}

impl Heap {
    /// A line for each object: `>` before the one at the address.
    pub fn content(&self, width: usize) -> Content {
        let contains = |object: &Object| {
            (object.address..object.address + object.words).contains(&self.address)
        };
        let lines = self.objects.iter().map(|(object, holders)| {
            let here = contains(object);
            let mark = if here { ">" } else { " " };
            let names: Vec<&str> =
                object.pointers.iter().chain(holders).map(String::as_str).collect();
            let names = match names.as_slice() {
                [] => String::new(),
                names => format!(" <- {}", names.join(" ")),
            };
            let names = cut(&names, width / 2);
            let kind = if width >= 70 { 13 } else { 6 };
            let address = format!("{:#x}", object.address);
            let head = format!("{mark}{address:<7} {:<kind$} ", object.kind);
            let fields =
                if width >= 70 { format!("{:<20} ", object.fields) } else { String::new() };
            let used = [&head, &fields, &names].map(|part| part.chars().count()).iter().sum();
            let room = width.saturating_sub(used);
            let text = match object.kind {
                "->" | "word" => format!("{} {}", object.fields, object.value),
                _ => object.value.clone(),
            };
            Line::from(vec![
                Span::styled(head, if here { strong() } else { dim() }),
                Span::styled(fields, dim()),
                Span::styled(cut(&printable(&text), room), value(object.kind)),
                Span::styled(names, strong()),
            ])
        });
        let at = self.objects.iter().position(|(object, _)| contains(object)).unwrap_or(0);
        let title = format!("heap at {:#x} ({})", self.address, self.why);
        Content { title, lines: lines.collect(), keep: Keep::Line(at), right: 0 }
    }
}
