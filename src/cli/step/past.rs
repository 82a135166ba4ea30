//! The commands that follow a word: where it has come from, and where it has gone.

use serde_json::{Value, json};

use super::execute::{Stepper, Trouble};
use super::output::Output;
use conscycle_debugger::operand::number;
use conscycle_debugger::whence::Place;
use conscycle_debugger::{Debugger, Problem, Surroundings};

impl<O: Output> Stepper<'_, O> {
    /// `whence PLACE`.
    pub(super) fn whence(&mut self, rest: &str) -> Result<(), Trouble> {
        let place = Place::parse(rest, self.debugger.machine(), self.debugger.image())?;
        let program = self.loaded.program();
        let chain = self.search(|debugger, around| debugger.whence(place, program, around));
        let chain = chain.ok_or_else(interrupted)?;
        self.answer("whence", rest, &chain.lines(), chain.json())
    }

    /// `whither PLACE [CYCLE]`.
    pub(super) fn whither(&mut self, rest: &str) -> Result<(), Trouble> {
        let now = self.debugger.machine().cycle;
        let (what, cycle) = split(rest);
        let cycle = cycle.unwrap_or(now);
        let frontier = self.debugger.frontier();
        if cycle > frontier {
            let problem = format!("cycle {cycle} has not been yet: the last one is {frontier}");
            return Err(Problem(problem).into());
        }
        let image = self.debugger.image();
        let place = match cycle == now {
            true => Place::parse(what, self.debugger.machine(), image)?,
            false => Place::parse(what, &self.debugger.machine_at(cycle), image)?,
        };
        if cycle == frontier {
            let problem = format!(
                "no cycle has been after {cycle}: go back first, or name a cycle, whither {what} CYCLE"
            );
            return Err(Problem(problem).into());
        }
        let program = self.loaded.program();
        let search = |debugger: &Debugger, around: &mut Surroundings| {
            debugger.whither(place, cycle, program, around)
        };
        let copies = self.search(search);
        let copies = copies.ok_or_else(interrupted)?;
        self.answer("whither", what, &copies.lines(), copies.json())
    }

    /// A search that may take a while.
    fn search<T>(
        &mut self,
        search: impl FnOnce(&Debugger, &mut Surroundings) -> Option<T>,
    ) -> Option<T> {
        let Stepper { debugger, host, signals, output, .. } = self;
        let mut around = Surroundings {
            host,
            progress: &mut |cycle, bytes| {
                output.progress(cycle, bytes);
            },
            interrupt: &signals.interrupt,
        };
        search(debugger, &mut around)
    }

    fn answer(
        &mut self,
        command: &str,
        what: &str,
        lines: &[String],
        mut object: Value,
    ) -> Result<(), Trouble> {
        if !self.json {
            return self.lines(lines);
        }
        object["command"] = json!(command);
        object["of"] = json!(what.trim());
        Ok(self.output.say(&object.to_string())?)
    }
}

fn interrupted() -> Problem {
    Problem("interrupted".to_string())
}

/// What is followed, and the cycle behind it, if there is one.
fn split(rest: &str) -> (&str, Option<u64>) {
    let rest = rest.trim();
    match rest.rsplit_once(char::is_whitespace) {
        Some((what, last)) if number(last).is_some() => (what.trim(), number(last)),
        _ => (rest, None),
    }
}
