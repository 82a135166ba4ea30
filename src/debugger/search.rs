//! A search backwards that can be made piece by piece.
//!
//! Going back is running forwards: from the last checkpoint before, to the last place where the run would have
//! stopped; if there is none, from the checkpoint before that.

use super::Outcome;
use super::history::{History, Return};
use super::points::Points;
use super::watcher::{Goal, Watcher, Why};
use conscycle_machine::{Machine, Stop};

/// A search.
#[derive(Debug)]
pub struct Search {
    goal: Goal,
    points: Points,
    /// How often it still has to stop.
    left: u64,
    /// What it looks for is before this cycle.
    end: u64,
    stage: Stage,
}

/// How far it is.
#[derive(Debug)]
enum Stage {
    /// Another checkpoint has to be found.
    Begin,
    /// The cycles behind a checkpoint are looked at: where that is, and the machine on its way.
    Look(u64, Box<Machine>, Box<Watcher>),
    /// What was looked for is known: on the way there.
    Return(Box<Return>, Outcome),
}

impl Search {
    /// A search from a cycle back.
    pub(crate) fn new(goal: &Goal, points: &Points, count: u64, from: u64) -> Search {
        Search {
            goal: goal.clone(),
            points: points.clone(),
            left: count.max(1),
            end: from.saturating_sub(1),
            stage: Stage::Begin,
        }
    }

    /// The cycle that it has come to.
    pub fn cycle(&self) -> u64 {
        match &self.stage {
            Stage::Begin => self.end,
            Stage::Look(_, machine, _) => machine.cycle,
            Stage::Return(way, _) => way.cycle(),
        }
    }

    /// Goes on by at most so many cycles, or a few more; at the end, the way that has been gone, and why it ends there.
    pub(crate) fn go_on(
        &mut self,
        history: &mut History,
        cycles: u64,
    ) -> Option<(Return, Outcome)> {
        match std::mem::replace(&mut self.stage, Stage::Begin) {
            Stage::Begin => self.stage = self.begin(history),
            Stage::Look(begin, mut machine, mut watcher) => {
                let limit = self.end.min(machine.cycle.saturating_add(cycles));
                let stop = machine.run_with(&mut *watcher, limit);
                machine.take_output();
                if stop == Stop::Limit && machine.cycle < self.end {
                    self.stage = Stage::Look(begin, machine, watcher);
                } else if let Some((cycle, why)) = watcher.stop {
                    let way = Box::new(history.set_out(cycle));
                    self.stage = Stage::Return(way, Outcome::Stopped(why));
                } else {
                    self.end = begin;
                }
            }
            Stage::Return(mut way, outcome) => {
                if !history.go_on(&mut way, cycles) {
                    self.stage = Stage::Return(way, outcome);
                } else if self.goes_further(outcome) {
                    self.left -= 1;
                    self.end = way.cycle().saturating_sub(1);
                } else {
                    return Some((*way, outcome));
                }
            }
        }
        None
    }

    fn begin(&self, history: &History) -> Stage {
        let nothing = matches!(self.goal, Goal::Points) && self.points.all().is_empty();
        if self.end == 0 || nothing {
            return Stage::Return(Box::new(history.set_out(0)), Outcome::Beginning);
        }
        let machine = history.before(self.end);
        let watcher = Watcher::new(&self.goal, self.points.all(), &machine).last();
        Stage::Look(machine.cycle, Box::new(machine), Box::new(watcher))
    }

    /// Has it to stop once more, having stopped for this?
    fn goes_further(&self, outcome: Outcome) -> bool {
        let counts = match outcome {
            Outcome::Stopped(Why::Goal) => true,
            Outcome::Stopped(_) => matches!(self.goal, Goal::Points),
            _ => false,
        };
        counts && self.left > 1
    }
}
