//! The debugger's engine: a machine that can be run both ways, and stopped where one wants.
//!
//! It does no input or output. `history` knows every cycle that has been, `watcher` sees where to
//! stop, `points` and conditions ([`conscycle_observe::condition`]) say where that is; `snapshot` puts a machine
//! into a file, `inspect` into words, as `why` does with why a run has stopped.
//!
//! Going back is running forwards: from the last checkpoint before, to the last place where the run
//! would have stopped.

pub mod evaluate;
pub mod history;
pub mod inspect;
pub mod objects;
pub mod points;
pub mod recent;
pub mod search;
pub mod snapshot;
pub mod watcher;
pub mod whence;
mod why;

#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};

use conscycle_firmware::protocol::{self, Services, Supply};
use conscycle_image::Image;
use conscycle_machine::ports::Channel;
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::Probe;
use conscycle_machine::{Machine, Stop};
pub use conscycle_observe::condition::{self, Problem, operand};
use conscycle_observe::lisp::Follower;
pub use history::Return;
use history::{History, Lines};
use points::Points;
use recent::Recent;
pub use search::Search;
use snapshot::{Snapshot, SnapshotError};
use watcher::{Goal, Watcher, Why};
use whence::{Chain, Copies, Moment, Place, Tape, Tracker};

/// Cycles between two looks at an interrupt: a moment, also where every cycle is recorded.
const SLICE: u64 = 1 << 17;

/// How many cycles are looked at again for an answer: more take longer.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// For so many the program is followed from the beginning, to say what it does; of longer runs, less is known.
    pub followed: u64,
    /// So many are on a tape at once, for what follows words.
    pub taped: u64,
    /// After so many an expression is given up.
    pub evaluated: u64,
}

impl Default for Effort {
    /// For somebody who waits some seconds.
    fn default() -> Effort {
        Effort { followed: 50_000_000, taped: 1 << 21, evaluated: 20_000_000 }
    }
}

/// How a run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// At its goal, or at a point.
    Stopped(Why),
    /// After as many cycles as were asked for.
    Stepped,
    /// The machine has halted.
    Halted,
    /// The program reads and there is nothing to read.
    NeedsInput,
    /// By an interrupt.
    Interrupted,
    /// By the other observer.
    Observer,
    /// At the beginning: nothing before has stopped it.
    Beginning,
}

/// Where a run gets from and what disturbs it.
pub struct Surroundings<'a> {
    /// Asked when the program reads.
    pub host: &'a mut dyn Services,
    /// Told from time to time which cycle a long run has come to. It may take what the console has
    /// written so far.
    pub progress: &'a mut dyn FnMut(u64, &mut Vec<u8>),
    /// Set by whoever wants it to stop.
    pub interrupt: &'a AtomicBool,
}

impl Surroundings<'_> {
    /// Tells of a long search backwards or forwards; false if it is interrupted.
    fn goes_on(&mut self, cycle: u64) -> bool {
        (self.progress)(cycle, &mut Vec::new());
        !self.interrupt.swap(false, Ordering::Relaxed)
    }
}

/// A machine under the debugger.
#[derive(Debug)]
pub struct Debugger<'a> {
    image: &'a Image,
    hash: String,
    machine: Machine,
    history: History,
    /// The last cycle that there has been; the console's output up to it has been handed out.
    frontier: u64,
    output: Vec<u8>,
    /// Bytes that the console has written up to the machine's cycle; those before a snapshot do not count.
    written: u64,
    /// What follows the program, as far as it was needed last.
    follower: Option<Follower<'a>>,
    /// Where runs stop besides: breakpoints and watchpoints.
    pub points: Points,
    /// What answers may cost.
    pub effort: Effort,
}

impl<'a> Debugger<'a> {
    /// A debugger of a machine after reset that runs `image`; its history takes `budget` bytes.
    pub fn new(image: &'a Image, machine: Machine, budget: usize) -> Debugger<'a> {
        Debugger {
            image,
            hash: image.hash(),
            history: History::new(&machine, budget),
            machine,
            frontier: 0,
            output: Vec::new(),
            written: 0,
            follower: None,
            points: Points::default(),
            effort: Effort::default(),
        }
    }

    /// The machine as it is now.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// What it runs.
    pub fn image(&self) -> &'a Image {
        self.image
    }

    /// The checkpoints that there are, and the cycles between them.
    pub fn history_size(&self) -> (usize, u64) {
        self.history.size()
    }

    /// What the console has written in cycles that have not been before.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// How many bytes the console has written up to now.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Feeds the console.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.history.feed(&mut self.machine, bytes);
    }

    /// Tells the console that there is no more.
    pub fn close_input(&mut self) {
        self.history.close_input(&mut self.machine);
    }

    /// Does the program wait on the host channel?
    pub fn waits_for_host(&self) -> bool {
        let console = &self.machine.console;
        console.waiting && console.channel == Channel::Host && console.input.is_none()
    }

    /// Has the console's input ended?
    pub fn input_has_ended(&self) -> bool {
        self.history.input().ends
    }

    /// Runs forwards, `cycles` at most, to the goal, for the `count`th time, or to a point; if the
    /// points are the goal, to the `count`th of them.
    pub fn forward<P: Probe>(
        &mut self,
        goal: &Goal,
        count: u64,
        cycles: u64,
        probe: &mut P,
        around: &mut Surroundings,
    ) -> Outcome {
        let mut watcher = self.watch(goal, count);
        self.forward_on(&mut watcher, cycles, probe, around)
    }

    /// What looks for the stops of a run from here: to a goal, for the `count`th time, or to a point.
    pub fn watch(&self, goal: &Goal, count: u64) -> Watcher {
        Watcher::new(goal, self.points.all(), &self.machine).times(count)
    }

    /// Goes on with a run, by at most so many cycles. One that has ended with [`Outcome::Stepped`] can go on.
    pub fn forward_on<P: Probe>(
        &mut self,
        watcher: &mut Watcher,
        cycles: u64,
        probe: &mut P,
        around: &mut Surroundings,
    ) -> Outcome {
        let limit = self.machine.cycle.saturating_add(cycles);
        if !P::ACTIVE && watcher.never_stops() {
            return self.forward_freely(limit, around);
        }
        loop {
            let end = self.end_of_slice(limit);
            let stop = self.machine.run_with(&mut (&mut *probe, &mut *watcher), end);
            self.note();
            if stop == Stop::Probe {
                let why = watcher.stop.map(|(_, why)| Outcome::Stopped(why));
                return why.unwrap_or(Outcome::Observer);
            }
            if let Some(outcome) = self.after_slice(stop, limit, around) {
                return outcome;
            }
        }
    }

    /// Runs forwards where nothing stops it: nobody looks at the cycles, which takes a fraction of the time. The
    /// request lines of the last cycle are there to be seen all the same.
    fn forward_freely(&mut self, limit: u64, around: &mut Surroundings) -> Outcome {
        loop {
            let end = self.end_of_slice(limit);
            let mut stop = self.machine.run(if end == limit { end.saturating_sub(1) } else { end });
            let is_seen = end == limit && stop == Stop::Limit;
            if is_seen {
                stop = self.machine.run_with(&mut Lines, end);
            }
            self.note();
            if let Some(outcome) = self.after_slice(stop, limit, around) {
                if !is_seen && self.machine.cycle > 0 {
                    self.go_to(self.machine.cycle);
                }
                return outcome;
            }
        }
    }

    /// Where a run from here has to stop for a moment, `limit` at the latest.
    fn end_of_slice(&self, limit: u64) -> u64 {
        let now = self.machine.cycle;
        let mut end = limit.min(now.saturating_add(SLICE));
        if self.history.due() > now {
            end = end.min(self.history.due());
        }
        if self.frontier > now {
            end = end.min(self.frontier);
        }
        end
    }

    /// Keeps what is new of the cycles that have passed.
    fn note(&mut self) {
        let output = self.machine.take_output();
        self.written += output.len() as u64;
        if self.machine.cycle > self.frontier {
            self.output.extend(output);
            self.frontier = self.machine.cycle;
        }
        self.history.note(&self.machine, self.written);
    }

    /// Gives the machine what it waits for; how the run has ended, if it has.
    fn after_slice(
        &mut self,
        stop: Stop,
        limit: u64,
        around: &mut Surroundings,
    ) -> Option<Outcome> {
        match stop {
            Stop::Probe => return Some(Outcome::Observer),
            Stop::Halted => return Some(Outcome::Halted),
            Stop::NeedsInput => match around.host.input() {
                Supply::Bytes(bytes) => self.feed(&bytes),
                Supply::End => self.close_input(),
                Supply::Later => return Some(Outcome::NeedsInput),
            },
            Stop::NeedsAnswer => {
                let (requests, cycle) = (self.machine.requests(), self.machine.cycle);
                match protocol::answer(requests, cycle, around.host) {
                    Some(answer) => self.history.answer(&mut self.machine, answer),
                    None => return Some(Outcome::NeedsInput),
                }
            }
            Stop::Limit if self.machine.cycle >= limit => return Some(Outcome::Stepped),
            Stop::Limit => {
                (around.progress)(self.machine.cycle, &mut self.output);
                if around.interrupt.swap(false, Ordering::Relaxed) {
                    return Some(Outcome::Interrupted);
                }
            }
        }
        None
    }

    /// Has there been this cycle?
    pub fn has_been(&self, cycle: u64) -> bool {
        cycle <= self.frontier
    }

    /// Goes to a cycle that has been.
    pub fn go_to(&mut self, cycle: u64) {
        let mut way = Some(self.set_out(cycle));
        while !self.travel(&mut way, u64::MAX) {}
    }

    /// Goes back, `count` times, to the last cycle before this one in which a run to the goal would
    /// have stopped; a point stops it too, unless the points are the goal.
    pub fn backward(&mut self, goal: &Goal, count: u64, around: &mut Surroundings) -> Outcome {
        let mut search = self.search(goal, count);
        loop {
            if let Some(outcome) = self.search_on(&mut search, SLICE) {
                return outcome;
            }
            (around.progress)(search.cycle(), &mut self.output);
            if around.interrupt.swap(false, Ordering::Relaxed) {
                return Outcome::Interrupted;
            }
        }
    }

    /// The same, to be made piece by piece with [`Debugger::search_on`].
    pub fn search(&self, goal: &Goal, count: u64) -> Search {
        Search::new(goal, &self.points, count, self.machine.cycle)
    }

    /// Goes on with a search by about so many cycles. Where it ends the machine is where it was looked for; until
    /// then it stays.
    pub fn search_on(&mut self, search: &mut Search, cycles: u64) -> Option<Outcome> {
        let (way, outcome) = search.go_on(&mut self.history, cycles)?;
        self.travel(&mut Some(way), 0);
        Some(outcome)
    }

    /// Sets out for a cycle that has been.
    pub fn set_out(&self, cycle: u64) -> Return {
        self.history.set_out(cycle.min(self.frontier))
    }

    /// Goes on with the way there by about so many cycles; true at its end, where the machine then is.
    pub fn travel(&mut self, way: &mut Option<Return>, cycles: u64) -> bool {
        if way.as_mut().is_some_and(|way| !self.history.go_on(way, cycles)) {
            return false;
        }
        if let Some(way) = way.take() {
            self.written = way.written();
            self.machine = way.into_machine();
        }
        true
    }

    /// The frames that wait. In a collection they cannot be counted in memory: they are followed
    /// from a checkpoint.
    pub fn depth(&self) -> u64 {
        if self.machine.arbiter.owner != Unit::Sweeper {
            return watcher::frames_in_memory(&self.machine) + u64::from(self.machine.clink.full);
        }
        let mut machine = self.history.before(self.machine.cycle);
        let goal = Goal::Out(0);
        let mut watcher = Watcher::new(&goal, &[], &machine);
        machine.run_with(&mut watcher, self.machine.cycle);
        watcher.depth(&machine)
    }

    /// What follows the program, for this cycle. `program` is the number of its source in the image, if it
    /// has one.
    pub fn follower(&mut self, program: Option<u32>) -> Follower<'a> {
        let mut machine = self.history.before(0);
        let mut follower = Follower::new(self.image, program, &machine);
        follower.speak(true, &machine);
        machine.run_with(&mut follower, self.machine.cycle);
        follower
    }

    /// The same for a cycle that has been, near the last one that was asked for. Of calls that have gone on
    /// for very long, it may know nothing.
    pub fn follower_at(&mut self, cycle: u64) -> Follower<'a> {
        let known = self.follower.take().filter(|follower| {
            (cycle.saturating_sub(self.effort.followed)..=cycle).contains(&follower.next())
        });
        let (mut follower, mut machine) = match known {
            Some(follower) => {
                let machine = self.history.at(follower.next());
                (follower, machine)
            }
            None => {
                let from = if cycle > self.effort.followed { cycle } else { 0 };
                let machine = self.history.before(from);
                let mut follower = Follower::new(self.image, None, &machine);
                follower.speak(true, &machine);
                (follower, machine)
            }
        };
        machine.run_with(&mut follower, cycle);
        self.follower = Some(follower.clone());
        follower
    }

    /// The values of some signals in the last cycles, at most this many before the present one; a number
    /// that is no signal's is a lane's of texts, behind the signals.
    pub fn recent(&mut self, cycles: u64, signals: &[usize]) -> Recent {
        let now = self.machine.cycle;
        let mut machine = self.history.at(now.saturating_sub(cycles));
        let mut recorder = recent::Recorder::new(machine.cycle, signals);
        if recorder.recent.has_texts() {
            recorder.follower = Some(self.follower_at(machine.cycle));
        }
        machine.run_with(&mut recorder, now);
        recorder.registers(&self.machine);
        recorder.recent
    }

    /// Where the word has come from that is at a place now; nothing if it was interrupted. `program` is the
    /// number of the program's source in the image, if it has one.
    pub fn whence(
        &self,
        place: Place,
        program: Option<u32>,
        around: &mut Surroundings,
    ) -> Option<Chain> {
        let mut goes_on = |cycle| around.goes_on(cycle);
        let now = self.machine.cycle;
        let mut tracker =
            self.tracker(Tape::before(&self.history, now, self.effort.taped), now, &mut goes_on);
        let mut chain = tracker.chain(place).ok()?;
        self.say_functions(program, chain.steps.iter_mut().map(|step| &mut step.moment));
        Some(chain)
    }

    /// Where the word goes that was at a place in a cycle that has been, up to the last cycle that there
    /// has been; nothing if it was interrupted.
    pub fn whither(
        &self,
        place: Place,
        cycle: u64,
        program: Option<u32>,
        around: &mut Surroundings,
    ) -> Option<Copies> {
        let mut goes_on = |cycle| around.goes_on(cycle);
        let end = self.frontier;
        let mut tracker = self.tracker(
            Tape::after(&self.history, cycle, end, self.effort.taped),
            end,
            &mut goes_on,
        );
        let mut copies = tracker.copies(place, cycle, end).ok()?;
        let shown = copies.first.iter_mut().chain(&mut copies.last);
        self.say_functions(program, shown.map(|copy| &mut copy.moment));
        Some(copies)
    }

    /// What follows words up to the cycle `end`. Of a run that is too long to be followed, the code has to say
    /// which functions were run.
    fn tracker<'t>(
        &'t self,
        tape: Tape,
        end: u64,
        goes_on: &'t mut dyn FnMut(u64) -> bool,
    ) -> Tracker<'t> {
        Tracker::new(
            &self.history,
            tape,
            &self.machine,
            self.image,
            end > self.effort.followed,
            goes_on,
        )
    }

    /// Says which functions were run at some moments, as profiles have it: a body may be the expansion of a
    /// macro, whose code is no function's.
    fn say_functions<'m>(
        &self,
        program: Option<u32>,
        moments: impl Iterator<Item = &'m mut Moment>,
    ) {
        let mut moments: Vec<_> = moments.filter(|moment| moment.is_evaluation()).collect();
        moments.sort_by_key(|moment| moment.cycle);
        if moments.last().is_none_or(|last| last.cycle > self.effort.followed) {
            return;
        }
        let mut machine = self.history.before(0);
        let mut follower = Follower::new(self.image, program, &machine);
        for moment in moments {
            machine.run_with(&mut follower, moment.cycle);
            let (running, waiting) = follower.running();
            (moment.function, moment.caller) = (Some(running), waiting);
        }
    }

    /// The lines that tell the value of an expression where the machine is, which does not notice.
    ///
    /// # Errors
    /// As [`evaluate::evaluate`].
    pub fn evaluate(&self, text: &str) -> Result<Vec<String>, Problem> {
        evaluate::evaluate(&self.machine, self.image, text, self.effort.evaluated)
    }

    /// The machine in a cycle that has been.
    pub fn machine_at(&mut self, cycle: u64) -> Machine {
        self.history.at(cycle.min(self.frontier))
    }

    /// The last cycle that there has been.
    pub fn frontier(&self) -> u64 {
        self.frontier
    }

    /// This cycle, for a file.
    pub fn save(&self) -> Snapshot {
        Snapshot::new(&self.machine, &self.hash, self.history.input())
    }

    /// Goes to the cycle of a snapshot. Where its console input is another one, it has another past.
    ///
    /// # Errors
    /// [`SnapshotError`] if it is of another version, image or machine; then nothing has changed.
    pub fn restore(&mut self, text: &str) -> Result<(), SnapshotError> {
        let snapshot = Snapshot::from_json(text, &self.hash, &self.machine)?;
        let Snapshot { input, mut machine, .. } = snapshot;
        self.follower = None;
        let known = self.history.input();
        let continues = known.bytes.starts_with(&input.bytes)
            && known.answers.starts_with(&input.answers)
            && (known.ends || !input.ends);
        if continues {
            known.give(&mut machine, input.bytes.len(), input.answers.len());
            self.frontier = self.frontier.max(machine.cycle);
        } else {
            self.frontier = machine.cycle;
            self.history.replace_input(input);
        }
        self.machine = machine;
        Ok(())
    }
}
