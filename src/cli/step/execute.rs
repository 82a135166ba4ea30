//! Executes the debugger's commands, and prints what they tell.

use std::path::Path;

use super::commands::{Verb, find, help, parse, repeats, summary};
use super::files::{Files, Waves};
use super::output::Output;
use super::patient::Patient;
use super::signals::Signals;
use crate::cli::failure::Failure;
use crate::cli::input;
use conscycle_debugger::condition::Condition;
use conscycle_debugger::evaluate::is_expression;
use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::operand::number;
use conscycle_debugger::points::{Trigger, breakpoint, watchpoint};
use conscycle_debugger::recent;
use conscycle_debugger::watcher::Goal;
use conscycle_debugger::{Debugger, Problem};
use conscycle_program::Loaded;
use conscycle_program::brief::brief;

/// What follows a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    GoOn,
    Quit,
    /// The command was none, or could not be done: what was said is in [`Stepper::problem`].
    Wrong,
}

/// A debugging session.
pub struct Stepper<'a, O: Output> {
    pub(super) debugger: Debugger<'a>,
    pub(super) output: O,
    pub(super) loaded: &'a Loaded,
    pub(super) host: Patient<'a>,
    pub(super) signals: &'a Signals,
    pub(super) files: Files<'a>,
    /// Everything that the console has written.
    pub(super) written: Vec<u8>,
    /// The last command that bare Enter repeats.
    pub(super) last: String,
    /// What was wrong with the last command that was.
    pub(super) problem: String,
    /// The line about the last stop.
    pub(super) stop: String,
    /// The signals that `wave` draws.
    pub(super) wave: Vec<usize>,
    /// The address that `x` was last given.
    pub(super) heap_at: Option<u32>,
    /// Answers to `whence` and `whither` are JSON.
    pub(super) json: bool,
}

impl<'a, O: Output> Stepper<'a, O> {
    /// A session.
    pub fn new(
        debugger: Debugger<'a>,
        loaded: &'a Loaded,
        host: Patient<'a>,
        signals: &'a Signals,
        output: O,
    ) -> Stepper<'a, O> {
        Stepper {
            debugger,
            output,
            loaded,
            host,
            signals,
            files: Files::default(),
            written: Vec::new(),
            last: String::new(),
            problem: String::new(),
            stop: String::new(),
            wave: recent::first(),
            heap_at: None,
            json: false,
        }
    }

    /// Tells where the machine is.
    pub fn begin(&mut self) -> Result<(), Failure> {
        self.tell("")
    }

    /// Ends the files.
    pub fn end(&mut self) -> Result<(), Failure> {
        self.close_files()
    }

    /// Executes a line.
    pub fn execute(&mut self, line: &str) -> Result<Flow, Failure> {
        let line = line.trim();
        if line.starts_with('#') {
            return Ok(Flow::GoOn);
        }
        let line = if line.is_empty() { self.last.clone() } else { line.to_string() };
        if line.is_empty() {
            return Ok(Flow::GoOn);
        }
        let done = match parse(&line) {
            Ok((info, rest)) => {
                self.last = if repeats(info.verb) { line.clone() } else { String::new() };
                if info.verb == Verb::Quit {
                    return Ok(Flow::Quit);
                }
                self.perform(info.verb, &rest)
            }
            Err(problem) => Err(problem.into()),
        };
        let (problem, flow) = match done {
            Ok(()) => return Ok(Flow::GoOn),
            Err(Trouble::Failure(failure)) => return Err(failure),
            Err(Trouble::Problem(Problem(problem))) => (problem, Flow::Wrong),
            Err(Trouble::Halted) => {
                ("the machine has halted; `back` goes back".to_string(), Flow::GoOn)
            }
        };
        self.problem = brief(&problem);
        self.output.say(&format!("error: {}", self.problem))?;
        Ok(flow)
    }

    pub(super) fn perform(&mut self, verb: Verb, rest: &str) -> Result<(), Trouble> {
        match verb {
            Verb::Step => self.forward(&Goal::Points, 1, count(rest)?),
            Verb::Next => self.forward(&Goal::State, count(rest)?, u64::MAX),
            Verb::Apply => self.forward(&Goal::Application, count(rest)?, u64::MAX),
            Verb::Continue => self.forward(&Goal::Points, count(rest)?, u64::MAX),
            Verb::Run => self.run(),
            Verb::Until => {
                let goal = Goal::Until(self.condition(rest)?);
                self.forward(&goal, 1, u64::MAX)
            }
            Verb::Out => {
                let goal = self.out()?;
                self.forward(&goal, 1, u64::MAX)
            }
            Verb::Back => self.back(rest),
            Verb::ReverseNext => self.backward(&Goal::State, count(rest)?),
            Verb::ReverseApply => self.backward(&Goal::Application, count(rest)?),
            Verb::ReverseContinue => self.backward(&Goal::Points, count(rest)?),
            Verb::ReverseUntil => {
                let goal = Goal::Until(self.condition(rest)?);
                self.backward(&goal, 1)
            }
            Verb::ReverseOut => {
                let goal = self.out()?;
                self.backward(&goal, 1)
            }
            Verb::Goto => self.go_to(rest),
            Verb::Break => {
                let (trigger, condition) = breakpoint(rest, self.debugger.image())?;
                self.add(trigger, condition, format!("break {rest}")).map(|_| ())
            }
            Verb::TemporaryBreak => {
                let (trigger, condition) = breakpoint(rest, self.debugger.image())?;
                let id = self.add(trigger, condition, format!("tbreak {rest}"))?;
                self.debugger.points.make_temporary(id);
                Ok(())
            }
            Verb::Watch => self.watch(rest),
            Verb::Delete => self.delete(rest),
            Verb::List => self.list(rest),
            Verb::Info => self.info(rest),
            Verb::Print => {
                let lines = if is_expression(rest) {
                    self.debugger.evaluate(rest)?
                } else {
                    self.inspector().print(rest)?
                };
                self.lines(&lines)
            }
            Verb::Examine => self.examine(rest),
            Verb::Frames => self.frames(),
            Verb::Where => {
                let lines = self.inspector().here();
                self.lines(&lines)
            }
            Verb::Whence => self.whence(rest),
            Verb::Whither => self.whither(rest),
            Verb::Signals => {
                let lines = self.inspector().signals(rest)?;
                self.lines(&lines)
            }
            Verb::Wave => self.wave(rest),
            Verb::Input if self.debugger.waits_for_host() => {
                match rest {
                    "" => self.host.host.close(),
                    text => self.host.host.put(format!("{text}\n").as_bytes()),
                }
                Ok(())
            }
            Verb::Input => {
                if self.debugger.input_has_ended() {
                    return Err(Problem("the console's input has ended".to_string()).into());
                }
                match rest {
                    "" => self.debugger.close_input(),
                    text => self.debugger.feed(format!("{text}\n").as_bytes()),
                }
                Ok(())
            }
            Verb::Vcd => self.waves(Waves::Vcd, rest),
            Verb::Fst => self.waves(Waves::Fst, rest),
            Verb::Trace => self.trace(rest),
            Verb::Save => {
                self.keep_what_was_read();
                self.files.save(file(rest)?, &self.debugger.save().to_json())?;
                Ok(self.output.say(&format!("saved cycle {}", self.debugger.machine().cycle))?)
            }
            Verb::Restore => {
                let path = file(rest)?;
                let text =
                    input::read_text(path).map_err(|failure| Problem(failure.to_string()))?;
                self.close_files()?;
                let restored = self.debugger.restore(&text);
                restored.map_err(|error| Problem(format!("{}: {error}", path.display())))?;
                self.files.keep([path.to_path_buf()]);
                Ok(self.tell("")?)
            }
            Verb::Help if rest.is_empty() => Ok(self.output.say(&summary())?),
            Verb::Help => {
                let info = find(rest)?;
                Ok(self.output.say(&help(info))?)
            }
            Verb::Quit => Ok(()),
        }
    }

    pub(super) fn inspector(&self) -> Inspector<'_> {
        Inspector::new(self.debugger.machine(), self.debugger.image())
    }

    pub(super) fn condition(&self, text: &str) -> Result<Condition, Problem> {
        if text.is_empty() {
            return Err(Problem("until what? `help until` tells".to_string()));
        }
        Condition::parse(text, self.debugger.image())
    }

    fn add(
        &mut self,
        trigger: Trigger,
        condition: Option<Condition>,
        text: String,
    ) -> Result<u32, Trouble> {
        let id = self.debugger.points.add(trigger, condition, text.clone());
        self.output.say(&format!("{id}: {text}"))?;
        Ok(id)
    }

    fn watch(&mut self, rest: &str) -> Result<(), Trouble> {
        let (what, condition) = match rest.split_once(" if ") {
            Some((what, condition)) => (what, Some(self.condition(condition)?)),
            None => (rest, None),
        };
        let words = self.debugger.machine().memory.words();
        let trigger = watchpoint(what, words, self.debugger.image())?;
        self.add(trigger, condition, format!("watch {rest}")).map(|_| ())
    }

    fn delete(&mut self, rest: &str) -> Result<(), Trouble> {
        if rest.is_empty() {
            self.debugger.points.clear();
            return Ok(());
        }
        for word in rest.split_whitespace() {
            if !word.parse().is_ok_and(|id| self.debugger.points.delete(id)) {
                let problem = format!("no breakpoint or watchpoint has the number {word}");
                return Err(Problem(problem).into());
            }
        }
        Ok(())
    }

    fn waves(&mut self, format: Waves, rest: &str) -> Result<(), Trouble> {
        if let Some(text) = self.files.close_waves(format, self.debugger.machine()) {
            self.output.say(&text)?;
        } else if rest == "off" {
            return Err(Problem("no waveform is being written".to_string()).into());
        }
        if rest != "off" {
            self.keep_what_was_read();
            let follower = self.debugger.follower(self.loaded.program());
            let machine = self.debugger.machine();
            self.files.open_waves(format, file(rest)?, machine, self.loaded, follower)?;
        }
        Ok(())
    }

    fn trace(&mut self, rest: &str) -> Result<(), Trouble> {
        if let Some(text) = self.files.close_trace(self.debugger.machine(), &self.written) {
            self.output.say(&text)?;
        } else if rest == "off" {
            return Err(Problem("no trace is being written".to_string()).into());
        }
        if rest != "off" {
            self.keep_what_was_read();
            self.files.open_trace(file(rest)?, self.debugger.machine(), self.loaded)?;
        }
        Ok(())
    }

    /// What the program has read of the host must stay, too.
    fn keep_what_was_read(&mut self) {
        self.files.keep(std::mem::take(&mut self.host.read));
    }

    pub(super) fn close_files(&mut self) -> Result<(), Failure> {
        let machine = self.debugger.machine();
        let vcd = self.files.close_waves(Waves::Vcd, machine);
        let fst = self.files.close_waves(Waves::Fst, machine);
        let trace = self.files.close_trace(machine, &self.written);
        for text in vcd.iter().chain(&fst).chain(&trace) {
            self.output.say(text)?;
        }
        Ok(())
    }
}

/// What can go wrong: a message, or the end of the session.
pub enum Trouble {
    Problem(Problem),
    /// There is nothing to run any more.
    Halted,
    Failure(Failure),
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Trouble {
        Trouble::Problem(problem)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failure(failure)
    }
}

/// A count; one, if there is none.
pub fn count(text: &str) -> Result<u64, Problem> {
    match (text, number(text)) {
        ("", _) => Ok(1),
        (_, Some(count)) if count > 0 => Ok(count),
        _ => Err(Problem(format!("{text} is no count"))),
    }
}

fn file(text: &str) -> Result<&Path, Problem> {
    if text.is_empty() { Err(Problem("name a file".to_string())) } else { Ok(Path::new(text)) }
}
