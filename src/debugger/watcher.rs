//! The observer that tells where a run is to stop.
//!
//! Whether it stops between two cycles is a function of the machine before and after the cycle, so
//! that the stops are the same whichever way and from wherever a run comes to them.

use std::ops::ControlFlow;

use super::points::{Point, Trigger};
use conscycle_machine::Machine;
use conscycle_machine::object::{FunctionKind, Type, is_type, subtype};
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::state_number;
use conscycle_machine::units::{clink, trap};
use conscycle_machine::word::Word;
use conscycle_observe::condition::operand::{Operand, Value};
use conscycle_observe::condition::{Condition, applies};

/// What a command is out for, besides the points.
#[derive(Debug, Clone)]
pub enum Goal {
    /// Nothing: only the points stop it.
    Points,
    /// Another state.
    State,
    /// The application of a function.
    Application,
    /// Fewer frames than these.
    Out(u64),
    /// A condition is true.
    Until(Condition),
}

/// Why a run has stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The command's goal is reached.
    Goal,
    /// The point with this number.
    Point(u32),
    /// The watchpoint with this number: the value before and now.
    Change(u32, Value, Value),
}

/// How many frames wait.
#[derive(Debug, Clone, Copy, Default)]
struct Depth {
    in_memory: u64,
    clink: Word,
    state: clink::State,
}

/// Looks for stops.
#[derive(Debug)]
pub struct Watcher {
    goal: Goal,
    points: Vec<Point>,
    /// What the watchpoints watch, and its value before the cycle.
    watched: Vec<(u32, usize, Operand, Value)>,
    /// Some point is about a place other than an application or an evaluation.
    others: bool,
    /// The state has to be followed from cycle to cycle, not only looked at.
    follows: bool,
    /// Conditions that stop when they become true, and whether they were.
    truths: Vec<(u32, usize, bool)>,
    owner: Unit,
    state: u32,
    collections: usize,
    /// Applications and expressions that have been looked at.
    applications: u64,
    expressions: u64,
    depth: Depth,
    /// Goals to be reached before it stops.
    left: u64,
    /// Do not stop, and keep the last.
    keep_last: bool,
    /// Where it has stopped, or would have.
    pub stop: Option<(u64, Why)>,
}

/// Of what a unit has been given, how much it has begun: all, unless it waits for the words.
fn begun(machine: &Machine, unit: Unit, given: u64) -> u64 {
    let waits = machine.arbiter.owner == Unit::FetchObject && machine.arbiter.back == unit;
    given.wrapping_sub(waits.into())
}

impl Watcher {
    /// A watcher of a run that begins with `machine`.
    pub fn new(goal: &Goal, points: &[Point], machine: &Machine) -> Watcher {
        let mut watched = Vec::new();
        let mut truths = Vec::new();
        for (at, point) in points.iter().enumerate() {
            match &point.trigger {
                Trigger::Change(operands) => watched
                    .extend(operands.iter().map(|&what| (point.id, at, what, what.value(machine)))),
                Trigger::Becomes(condition) => {
                    truths.push((point.id, at, condition.holds(machine)))
                }
                _ => {}
            }
        }
        let is_value =
            |point: &Point| matches!(point.trigger, Trigger::Change(_) | Trigger::Becomes(_));
        let others = points
            .iter()
            .any(|p| !is_value(p) && !matches!(p.trigger, Trigger::Function(_) | Trigger::Line(_)));
        let follows =
            !matches!(goal, Goal::Points | Goal::Until(_)) || !points.iter().all(is_value);
        let depth = Depth {
            in_memory: if matches!(goal, Goal::Out(_)) { frames_in_memory(machine) } else { 0 },
            clink: machine.clink.clink,
            state: machine.clink.state,
        };
        Watcher {
            goal: goal.clone(),
            points: points.to_vec(),
            watched,
            others,
            follows,
            truths,
            owner: machine.arbiter.owner,
            state: state_number(machine),
            collections: machine.collections.count(),
            applications: begun(machine, Unit::Apply, machine.apply.applications),
            expressions: begun(machine, Unit::Eval, machine.eval.expressions),
            depth,
            left: 1,
            keep_last: false,
            stop: None,
        }
    }

    /// The same, which stops only when the goal is reached for the `count`th time; if it is out for
    /// points, at the `count`th of them.
    pub fn times(self, count: u64) -> Watcher {
        Watcher { left: count.max(1), ..self }
    }

    /// The same, which never stops and keeps the last place where it should have.
    pub fn last(self) -> Watcher {
        Watcher { keep_last: true, ..self }
    }

    /// Is there nothing that could stop it?
    pub fn never_stops(&self) -> bool {
        matches!(self.goal, Goal::Points) && self.points.is_empty()
    }

    /// How often the goal still has to be reached.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Frames that wait.
    pub fn depth(&self, machine: &Machine) -> u64 {
        self.depth.in_memory + u64::from(machine.clink.full)
    }

    /// Is the goal reached? Those that are a matter of the state alone.
    #[inline]
    fn reached(&mut self, machine: &Machine, state: u32) -> bool {
        match &self.goal {
            Goal::Points | Goal::Until(_) => false,
            Goal::State => state != self.state,
            Goal::Application => self.is_application(machine),
            &Goal::Out(frames) => {
                self.count(machine);
                self.depth(machine) < frames
                    && !matches!(machine.arbiter.owner, Unit::Sweeper | Unit::Clink | Unit::Trap)
            }
        }
    }

    /// An application begins in the coming cycle.
    #[inline]
    fn is_application(&self, machine: &Machine) -> bool {
        machine.arbiter.owner == Unit::Apply && machine.apply.applications != self.applications
    }

    /// Follows the frames in memory.
    fn count(&mut self, machine: &Machine) {
        let clink = machine.clink.clink;
        if clink != self.depth.clink {
            match (self.owner, self.depth.state) {
                (Unit::Sweeper, _) => {}
                (Unit::Clink, clink::State::SpillReturn) => self.depth.in_memory += 1,
                (Unit::Clink, clink::State::ReloadEnvironment) => {
                    self.depth.in_memory = self.depth.in_memory.saturating_sub(1);
                }
                _ => self.depth.in_memory = frames_in_memory(machine),
            }
            self.depth.clink = clink;
        }
        self.depth.state = machine.clink.state;
    }

    /// The first point whose trigger is met here, other than a change of what is looked at.
    #[inline]
    fn trigger(&self, machine: &Machine, state: u32) -> Option<Why> {
        let applied = self.is_application(machine);
        let evaluated =
            machine.arbiter.owner == Unit::Eval && machine.eval.expressions != self.expressions;
        let points = if applied || evaluated || self.others { &self.points[..] } else { &[] };
        for point in points {
            let hit = match &point.trigger {
                Trigger::Function(symbol) => applied && applies(machine, *symbol),
                Trigger::Line(cells) => evaluated && cells.contains(&machine.eval.expr),
                Trigger::State(number) => state == *number && state != self.state,
                Trigger::Primitive(number) => applied && is_primitive(machine, *number),
                Trigger::Trap(cause) => {
                    machine.arbiter.owner == Unit::Trap
                        && self.owner != Unit::Trap
                        && matches!(machine.trap.state, trap::State::Trap | trap::State::Unwind)
                        && cause.is_none_or(|cause| cause == machine.trap.cause)
                }
                Trigger::Collection(kind) => {
                    machine.collections.count() > self.collections
                        && kind.is_none_or(|kind| kind == machine.sweeper.kind)
                }
                Trigger::Change(_) | Trigger::Becomes(_) => false,
            };
            if hit && is_meant(point, machine) {
                return Some(Why::Point(point.id));
            }
        }
        None
    }

    /// The first watchpoint whose value has changed.
    fn changed(&mut self, machine: &Machine) -> Option<Why> {
        let mut why = None;
        for (id, at, operand, before) in &mut self.watched {
            let now = operand.value(machine);
            if now != *before {
                if why.is_none() && is_meant(&self.points[*at], machine) {
                    why = Some(Why::Change(*id, *before, now));
                }
                *before = now;
            }
        }
        why
    }

    /// The first condition that has become true.
    #[inline]
    fn become_true(&mut self, machine: &Machine) -> Option<Why> {
        let mut why = None;
        for (id, at, was) in &mut self.truths {
            if let Trigger::Becomes(condition) = &self.points[*at].trigger {
                let now = condition.holds(machine);
                if now && !*was && why.is_none() {
                    why = Some(Why::Point(*id));
                }
                *was = now;
            }
        }
        why
    }

    /// What the state says of points and of the goal.
    #[inline]
    fn follow(&mut self, machine: &Machine) -> (Option<Why>, bool) {
        let state = state_number(machine);
        let why = self.trigger(machine, state);
        let reached = self.reached(machine, state);
        self.owner = machine.arbiter.owner;
        self.state = state;
        self.collections = machine.collections.count();
        match machine.arbiter.owner {
            Unit::Apply => self.applications = machine.apply.applications,
            Unit::Eval => self.expressions = machine.eval.expressions,
            _ => {}
        }
        (why, reached)
    }

    /// Stops, unless the goal has to be reached more often.
    #[cold]
    fn stop(&mut self, machine: &Machine, why: Option<Why>, reached: bool) -> ControlFlow<()> {
        let mut why = why;
        if why.is_some() && matches!(self.goal, Goal::Points) && self.left > 1 {
            self.left -= 1;
            return ControlFlow::Continue(());
        }
        if reached {
            self.left -= 1;
            if self.left == 0 {
                why = why.or(Some(Why::Goal));
                self.left = 1;
            }
        }
        let Some(why) = why else { return ControlFlow::Continue(()) };
        self.stop = Some((machine.cycle, why));
        if self.keep_last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl Probe for Watcher {
    #[inline(always)]
    fn before(&mut self, _: &Machine) {}

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        let (mut why, mut reached) =
            if self.follows { self.follow(machine) } else { (None, false) };
        if !self.watched.is_empty() {
            why = why.or(self.changed(machine));
        }
        if !self.truths.is_empty() {
            why = why.or(self.become_true(machine));
        }
        if let Goal::Until(condition) = &self.goal {
            reached = condition.holds(machine);
        }
        if why.is_none() && !reached {
            return ControlFlow::Continue(());
        }
        self.stop(machine, why, reached)
    }
}

fn is_meant(point: &Point, machine: &Machine) -> bool {
    point.condition.as_ref().is_none_or(|condition| condition.holds(machine))
}

fn is_primitive(machine: &Machine, number: u32) -> bool {
    let function = machine.apply.function;
    let header = machine.memory.read(function.address());
    function.is_pointer()
        && is_type(header, Type::Function)
        && subtype(header) == FunctionKind::Primitive as u32
        && machine.memory.read(function.plus(1).address()).small_value() == number
}

/// The frames on the CLINK chain in memory. In a collection there may seem to be fewer.
pub fn frames_in_memory(machine: &Machine) -> u64 {
    let memory = &machine.memory;
    let most = memory.words().len() as u64 / 4;
    let mut cell = machine.clink.clink;
    let mut cells = 0;
    while cells <= most && cell.is_pointer() && is_type(memory.read(cell.address()), Type::Cons) {
        cell = memory.read(cell.plus(2).address());
        cells += 1;
    }
    cells / 5
}
