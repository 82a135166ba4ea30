//! Where a run's cycles and words go: by function, state, unit and primitive.
//!
//! Every cycle belongs to one function: the one whose body has been entered last and has not
//! returned. A frame on CLINK belongs to the function that pushed it, and the one whose frame is on
//! top is the caller of the next body that is entered. So a tail call, which pushes nothing, takes
//! the place of its caller, as it does in the machine. What it takes to call a function, up to the
//! entry of its body, is its caller's. A lambda expression that is applied where it stands, such as a
//! `let` expands to, is a part of the function around it. A macro's expansion is a call by the function in whose code it
//! stands, a trap handler's by the one that trapped.
//!
//! The observer keeps counters and tells calls by the registers that they change; it never follows
//! the stack.

pub mod report;
pub mod tree;

use std::ops::ControlFlow;

use crate::calls::Calls;
use crate::frames::Before;
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, Type, is_type, subtype, type_number};
use conscycle_machine::ports::Unit;
use conscycle_machine::primitives::PRIMITIVES;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{STATES, state_number};
use conscycle_machine::units::apply;
use conscycle_machine::units::memory::Operation;
use conscycle_machine::word::{NIL, Word};
use tree::{NodeId, ROOT, Tree};

/// Numbers of object types that a header can spell.
const TYPES: usize = 16;

/// Objects and their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Allocated {
    /// How many objects.
    pub objects: u64,
    /// The words of all of them, headers and padding included.
    pub words: u64,
}

/// Applications of a primitive and their cycles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// How many applications.
    pub count: u64,
    /// The cycles of all of them, each from its dispatch to its value.
    pub cycles: u64,
}

/// Counts.
#[derive(Debug)]
pub struct ProfileProbe<'a> {
    calls: Calls<'a, NodeId>,
    tree: Tree,
    /// The call that the machine is in.
    current: NodeId,
    /// Cycles before this one have been added to their call and primitive.
    since: u64,
    /// The sweeper has the token.
    sweeping: bool,
    /// The first words of what has been fetched, when the cycle began.
    fetched: [Word; 2],
    /// The primitive that is being applied.
    primitive: Option<usize>,
    /// Applications begun, when the cycle began; those of them that have been looked at.
    begun: u64,
    applications: u64,
    states: [u64; STATES.len()],
    /// Cycles in which a unit's write or allocation was not granted.
    stalls: [u64; Unit::NAMES.len()],
    primitives: Vec<Applied>,
    allocated: [[Allocated; TYPES]; Unit::NAMES.len()],
}

impl<'a> ProfileProbe<'a> {
    /// An observer of a machine with this image, from its reset on.
    pub fn new(image: &'a Image) -> ProfileProbe<'a> {
        ProfileProbe {
            calls: Calls::new(image),
            tree: Tree::default(),
            current: ROOT,
            since: 0,
            sweeping: false,
            fetched: [NIL; 2],
            primitive: None,
            begun: 0,
            applications: 0,
            states: [0; STATES.len()],
            stalls: [0; Unit::NAMES.len()],
            primitives: vec![Applied::default(); PRIMITIVES.len()],
            allocated: [[Allocated::default(); TYPES]; Unit::NAMES.len()],
        }
    }

    /// Adds the cycles before `now` to where they belong.
    fn settle(&mut self, now: u64) {
        let cycles = now - self.since;
        self.since = now;
        let cost = self.tree.cost(self.current);
        if self.sweeping {
            cost.sweeper_cycles += cycles;
            return;
        }
        cost.cycles += cycles;
        if let Some(primitive) = self.primitive {
            self.primitives[primitive].cycles += cycles;
        }
    }

    fn go_on_in(&mut self, node: NodeId, now: u64) {
        if node != self.current {
            self.settle(now);
            self.current = node;
        }
    }

    /// A body has been entered.
    fn entered(&mut self, machine: &Machine) {
        let Some(function) = self.calls.entered(machine) else { return };
        let node = self.tree.call(self.calls.frames.caller(machine), function);
        self.go_on_in(node, machine.cycle);
        self.tree.cost(node).calls += 1;
    }

    /// `apply` has looked at a function: a primitive is being applied from this cycle on.
    fn dispatched(&mut self, machine: &Machine) {
        // An application whose operands are fetched first comes here twice, a primitive that goes on after
        // its fallback once more.
        let waits = machine.apply.state == apply::State::LoadOperand;
        let begun = if waits { self.applications } else { self.begun };
        let is_new = std::mem::replace(&mut self.applications, begun) != begun;
        let [header, number] = self.fetched;
        let number = number.small_value() as usize;
        if is_type(header, Type::Function)
            && subtype(header) == FunctionKind::Primitive as u32
            && let Some(applied) = self.primitives.get_mut(number)
        {
            applied.count += u64::from(is_new);
            self.settle((machine.cycle - 1).max(self.since));
            self.primitive = Some(number);
        }
    }

    /// Has the primitive handed the token on?
    fn primitive_is_over(machine: &Machine) -> bool {
        let holder = match machine.arbiter.owner {
            Unit::FetchObject => machine.arbiter.back,
            owner => owner,
        };
        match holder {
            Unit::Primitive | Unit::Digits | Unit::Alu | Unit::Fpu | Unit::Sweeper => false,
            Unit::Apply => machine.apply.state == apply::State::Apply,
            Unit::Clink => {
                !matches!(machine.apply.state, apply::State::Capture | apply::State::FallbackPush)
            }
            _ => true,
        }
    }

    fn port(&mut self, machine: &Machine) {
        let bus = &machine.memory.bus;
        let owner = self.calls.frames.before.owner as usize;
        if !bus.grant {
            self.stalls[owner] += 1;
        } else if bus.operation == Operation::Allocate {
            let words = u64::from(bus.count);
            let allocated = &mut self.allocated[owner][type_number(bus.data[0]) as usize];
            allocated.objects += 1;
            allocated.words += words;
            self.tree.cost(self.current).words += words;
        }
    }
}

impl Probe for ProfileProbe<'_> {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        self.states[state_number(machine) as usize] += 1;
        self.calls.before(machine);
        let [header, field1, ..] = machine.fetch_object.words;
        self.fetched = [header, field1];
        self.begun = machine.apply.applications;
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let Before { owner, apply, .. } = self.calls.frames.before;
        if matches!(machine.memory.bus.operation, Operation::Write | Operation::Allocate) {
            self.port(machine);
        }
        self.calls.swept(machine);
        if self.primitive.is_some() && Self::primitive_is_over(machine) {
            self.settle(machine.cycle);
            self.primitive = None;
        }
        let sweeping = machine.arbiter.owner == Unit::Sweeper;
        if sweeping != self.sweeping {
            self.settle(machine.cycle);
            self.sweeping = sweeping;
        }
        if owner == Unit::Apply && apply == apply::State::ApplyDispatch {
            self.dispatched(machine);
            if Self::primitive_is_over(machine) {
                self.settle(machine.cycle);
                self.primitive = None;
            }
        }
        let node = self.calls.after(machine, self.current);
        self.go_on_in(node, machine.cycle);
        self.entered(machine);
        ControlFlow::Continue(())
    }
}
