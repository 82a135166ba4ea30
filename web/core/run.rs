//! Runs, jumps and searches, made a slice at a time.

use std::sync::atomic::AtomicBool;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::Failed;
use crate::session::Session;
use conscycle_debugger::condition::Condition;
use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::watcher::{Goal, Watcher, Why};
use conscycle_debugger::{Outcome, Return, Search, Surroundings};
use conscycle_machine::ports::Halt;
use conscycle_machine::probe::NoProbe;

/// What a run is out for, as the page says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Wish {
    /// So many cycles.
    Cycles {
        /// How many.
        count: u64,
    },
    /// So many other states.
    State {
        /// How many.
        count: u64,
    },
    /// So many applications.
    Application {
        /// How many.
        count: u64,
    },
    /// A point.
    Points,
    /// Fewer frames than now.
    Out,
    /// A condition.
    Until {
        /// It.
        condition: String,
    },
}

/// What goes on.
#[derive(Debug)]
pub enum Task {
    /// A run forwards, up to a cycle at most.
    Forward(Box<Watcher>, Goal, u64),
    /// A search backwards.
    Back(Box<Search>),
    /// A jump to a cycle that has been; then a run up to another.
    Jump(Box<Option<Return>>, u64),
}

/// How far a slice has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// It goes on.
    GoesOn,
    /// It has ended, for this reason.
    Ended(Value),
}

impl Session {
    /// Sets out.
    ///
    /// # Errors
    /// [`Failed`] if there is no such goal, or the machine has halted.
    pub fn start(&mut self, wish: &Wish, forward: bool) -> Result<(), Failed> {
        self.waits = false;
        let cycle = self.debugger.machine().cycle;
        if let (Wish::Cycles { count }, false) = (wish, forward) {
            let to = cycle.saturating_sub(*count);
            self.task = Some(Task::Jump(Box::new(Some(self.debugger.set_out(to))), to));
            return Ok(());
        }
        let (goal, count, limit) = match wish {
            Wish::Cycles { count } => (Goal::Points, 1, cycle.saturating_add(*count)),
            Wish::State { count } => (Goal::State, *count, u64::MAX),
            Wish::Application { count } => (Goal::Application, *count, u64::MAX),
            Wish::Points => (Goal::Points, 1, u64::MAX),
            Wish::Out => match self.debugger.depth() {
                0 => return Err(Failed("no frame waits for a value".to_string())),
                depth => (Goal::Out(depth), 1, u64::MAX),
            },
            Wish::Until { condition } => {
                (Goal::Until(Condition::parse(condition, &self.loaded.image)?), 1, u64::MAX)
            }
        };
        self.task = Some(if forward {
            if self.debugger.machine().arbiter.halt != Halt::Running {
                return Err(Failed("the machine has halted: go back".to_string()));
            }
            Task::Forward(Box::new(self.debugger.watch(&goal, count)), goal, limit)
        } else {
            Task::Back(Box::new(self.debugger.search(&goal, count)))
        });
        Ok(())
    }

    /// Sets out for a cycle; beyond the history it is run to, and points do not stop it.
    pub fn start_jump(&mut self, cycle: u64) {
        self.waits = false;
        let now = self.debugger.machine().cycle;
        let way = (cycle != now).then(|| self.debugger.set_out(cycle));
        self.task = Some(Task::Jump(Box::new(way), cycle));
    }

    /// Ends what goes on; where the machine then is it stays.
    pub fn pause(&mut self) -> Value {
        self.task = None;
        self.stop("paused", None, "paused")
    }

    /// There are other points: a run that goes on looks for those.
    pub(crate) fn points_changed(&mut self) {
        if let Some(Task::Forward(watcher, goal, _)) = &mut self.task {
            **watcher = self.debugger.watch(goal, watcher.left());
        }
    }

    /// Goes on by about so many cycles.
    pub fn go_on(&mut self, cycles: u64) -> Progress {
        let Some(task) = self.task.take() else {
            return Progress::Ended(self.stop("paused", None, ""));
        };
        match task {
            Task::Forward(mut watcher, goal, limit) => {
                let outcome = self.forward(&mut watcher, cycles, limit);
                let is_there = self.debugger.machine().cycle >= limit;
                if outcome == Outcome::Stepped && !is_there {
                    self.task = Some(Task::Forward(watcher, goal, limit));
                    return Progress::GoesOn;
                }
                Progress::Ended(self.ended(outcome))
            }
            Task::Back(mut search) => match self.debugger.search_on(&mut search, cycles) {
                Some(outcome) => Progress::Ended(self.ended(outcome)),
                None => {
                    self.task = Some(Task::Back(search));
                    Progress::GoesOn
                }
            },
            Task::Jump(mut way, to) => {
                if !self.debugger.travel(&mut way, cycles) {
                    self.task = Some(Task::Jump(way, to));
                    return Progress::GoesOn;
                }
                let machine = self.debugger.machine();
                if machine.cycle >= to || machine.arbiter.halt != Halt::Running {
                    let outcome = if to == 0 { Outcome::Beginning } else { Outcome::Stepped };
                    return Progress::Ended(self.ended(outcome));
                }
                let mut watcher = Watcher::new(&Goal::Points, &[], machine);
                let outcome = self.forward(&mut watcher, cycles, to);
                if outcome == Outcome::Stepped && self.debugger.machine().cycle < to {
                    self.task = Some(Task::Jump(Box::default(), to));
                    return Progress::GoesOn;
                }
                Progress::Ended(self.ended(outcome))
            }
        }
    }

    fn forward(&mut self, watcher: &mut Watcher, cycles: u64, limit: u64) -> Outcome {
        let now = self.debugger.machine().cycle;
        let mut left = cycles.min(limit.saturating_sub(now));
        let interrupt = AtomicBool::new(false);
        let mut progress = |_: u64, _: &mut Vec<u8>| {};
        loop {
            // The timeline wants to know more of the beginning of a run than one value for each slice.
            let piece = left.min(self.track.due(self.debugger.machine().cycle));
            let mut around = Surroundings {
                host: &mut self.host,
                progress: &mut progress,
                interrupt: &interrupt,
            };
            let outcome = self.debugger.forward_on(watcher, piece, &mut NoProbe, &mut around);
            self.track.note(self.debugger.machine());
            left -= piece;
            if outcome != Outcome::Stepped || left == 0 {
                return outcome;
            }
        }
    }

    /// Why it has stopped, as the protocol has it.
    fn ended(&mut self, outcome: Outcome) -> Value {
        let point = |id: u32| {
            let known = self.debugger.points.all().iter().find(|point| point.id == id);
            known.map_or(String::new(), |point| format!("{id}: {}", point.text))
        };
        match outcome {
            Outcome::Stopped(Why::Goal) => self.stop("goal", None, ""),
            Outcome::Stopped(Why::Point(id)) => self.stop("point", Some(id), &point(id)),
            Outcome::Stopped(Why::Change(id, before, now)) => {
                let text = format!("{}: {:#x} -> {:#x}", point(id), before.bits(), now.bits());
                self.stop("point", Some(id), &text)
            }
            Outcome::Stepped => self.stop("stepped", None, ""),
            Outcome::Halted => self.stop("halted", None, ""),
            Outcome::NeedsInput if self.host.input.is_closed => {
                self.stop("input", None, "its input has ended")
            }
            Outcome::NeedsInput => {
                self.waits = true;
                let is_line = self.debugger.waits_for_host();
                let text = if is_line { "waits for a line" } else { "waits for console input" };
                self.stop("input", None, text)
            }
            Outcome::Interrupted | Outcome::Observer => self.stop("paused", None, "paused"),
            Outcome::Beginning => self.stop("beginning", None, "the beginning"),
        }
    }

    fn stop(&self, why: &str, point: Option<u32>, note: &str) -> Value {
        let machine = self.debugger.machine();
        let line = Inspector::new(machine, &self.loaded.image).line();
        let text = if note.is_empty() { line } else { format!("{line}  [{note}]") };
        json!({ "why": why, "point": point, "text": text })
    }

    /// The cycle that the machine is in, and the last one that has been.
    pub fn progress_cycles(&self) -> (u64, u64) {
        (self.debugger.machine().cycle, self.debugger.frontier())
    }
}
