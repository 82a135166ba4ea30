//! The commands that go forwards and backwards.

use super::commands::{backwards, find};
use super::execute::{Stepper, Trouble, count};
use super::files::Files;
use super::output::Output;
use conscycle_debugger::operand::number;
use conscycle_debugger::watcher::Goal;
use conscycle_debugger::{Debugger, Outcome, Problem, Surroundings};
use conscycle_machine::ports::Halt;
use conscycle_machine::probe::NoProbe;

impl<O: Output> Stepper<'_, O> {
    pub(super) fn forward(&mut self, goal: &Goal, times: u64, cycles: u64) -> Result<(), Trouble> {
        if self.debugger.machine().arbiter.halt != Halt::Running {
            return Err(Trouble::Halted);
        }
        let outcome = self.travel(|debugger, files, around| {
            if files.any() {
                debugger.forward(goal, times, cycles, &mut files.probes(), around)
            } else {
                debugger.forward(goal, times, cycles, &mut NoProbe, around)
            }
        });
        let written = self.debugger.take_output();
        if !written.is_empty() {
            self.output.console(&written)?;
            self.written.extend(written);
        }
        self.stopped(outcome)?;
        if outcome == Outcome::Observer {
            self.close_files()?;
        }
        Ok(())
    }

    pub(super) fn backward(&mut self, goal: &Goal, times: u64) -> Result<(), Trouble> {
        self.close_files()?;
        let outcome = self.travel(|debugger, _, around| debugger.backward(goal, times, around));
        Ok(self.stopped(outcome)?)
    }

    fn travel(
        &mut self,
        go: impl FnOnce(&mut Debugger, &mut Files, &mut Surroundings) -> Outcome,
    ) -> Outcome {
        let Stepper { debugger, host, signals, files, output, written, .. } = self;
        let mut around = Surroundings {
            host,
            progress: &mut |cycle, bytes| {
                if output.progress(cycle, bytes) {
                    written.append(bytes);
                }
            },
            interrupt: &signals.interrupt,
        };
        go(debugger, files, &mut around)
    }

    /// What `out` is out for.
    pub(super) fn out(&self) -> Result<Goal, Problem> {
        match self.debugger.depth() {
            0 => Err(Problem("no frame waits for a value".to_string())),
            depth => Ok(Goal::Out(depth)),
        }
    }

    /// `back`, `back N`, or `back COMMAND`.
    pub(super) fn back(&mut self, rest: &str) -> Result<(), Trouble> {
        let (name, arguments) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) {
            let info = find(name)?;
            let verb = backwards(info.verb);
            let verb = verb.ok_or_else(|| Problem(format!("{name} has no way back")))?;
            info.check(arguments.trim())?;
            return self.perform(verb, arguments.trim());
        }
        let now = self.debugger.machine().cycle;
        let to = now.saturating_sub(count(rest)?);
        self.close_files()?;
        self.debugger.go_to(to);
        Ok(self.tell(if to == 0 { "the beginning" } else { "" })?)
    }

    /// From the beginning to the first point.
    pub(super) fn run(&mut self) -> Result<(), Trouble> {
        self.close_files()?;
        self.debugger.go_to(0);
        self.forward(&Goal::Points, 1, u64::MAX)
    }

    pub(super) fn go_to(&mut self, rest: &str) -> Result<(), Trouble> {
        let cycle = number(rest).ok_or_else(|| Problem("go to which cycle?".to_string()))?;
        let now = self.debugger.machine().cycle;
        let undisturbed = self.debugger.points.all().is_empty() && !self.files.any();
        if cycle > now && undisturbed && self.debugger.has_been(cycle) {
            self.debugger.go_to(cycle);
            return Ok(self.tell("")?);
        }
        if cycle > now {
            self.forward(&Goal::Points, 1, cycle - now)?;
            let machine = self.debugger.machine();
            if machine.cycle < cycle && machine.arbiter.halt == Halt::Running {
                self.output.say(&format!("goto {cycle} stops here; again, it goes on"))?;
            }
            return Ok(());
        }
        self.back(&(now - cycle).to_string())
    }
}
