//! History: the machine at intervals, from which any cycle before can be run to again.
//!
//! A machine is a function of its image and its input, so a checkpoint, the input, and a
//! run up to a cycle give the machine in that cycle, bit for bit. Checkpoints are kept within a
//! budget of host memory: when it is used up, every second one goes and the interval doubles, so
//! that they stay evenly spread over the run however long it is.

use conscycle_firmware::protocol::Input;
use conscycle_machine::ports::Unit;
use conscycle_machine::probe::{NoProbe, Probe};
use conscycle_machine::{Kept, Machine};

/// Cycles between two checkpoints at first, ...
const INTERVAL: u64 = 100_000;

/// ... and for each word of memory, as looking through it must not take longer than running.
const INTERVAL_PER_WORD: u64 = 4;

/// The smallest number of checkpoints that is kept, whatever the budget.
const FEWEST: usize = 4;

/// Cycles before the last one gone back to at which the machine is kept besides: it is likely that
/// one goes back once more.
const NEAR: u64 = 10_000;

#[derive(Debug)]
struct Checkpoint {
    machine: Kept,
    /// Bytes of the input that it has been fed.
    fed: usize,
    /// Answers that it has been given.
    answered: usize,
    /// Bytes that its console has written.
    written: u64,
}

/// Watches the last cycle of a replay, so that the request lines are there to be seen.
pub(crate) struct Lines;

impl Probe for Lines {
    fn before(&mut self, _: &Machine) {}

    fn after(&mut self, _: &Machine) -> std::ops::ControlFlow<()> {
        std::ops::ControlFlow::Continue(())
    }
}

/// The way to a cycle that has been: it can be gone piece by piece.
#[derive(Debug)]
pub struct Return {
    /// The machine, on its way.
    machine: Machine,
    to: u64,
    /// Bytes that its console has written.
    written: u64,
}

/// The past of a machine.
#[derive(Debug)]
pub struct History {
    checkpoints: Vec<Checkpoint>,
    near: Option<Checkpoint>,
    interval: u64,
    budget: usize,
    input: Input,
}

impl History {
    /// The history of a machine after reset, in at most `budget` bytes of checkpoints.
    pub fn new(machine: &Machine, budget: usize) -> History {
        let words = machine.memory.words().len();
        let start = Checkpoint { machine: machine.keep(), fed: 0, answered: 0, written: 0 };
        History {
            checkpoints: vec![start],
            near: None,
            interval: INTERVAL.max(words as u64 * INTERVAL_PER_WORD),
            budget,
            input: Input::default(),
        }
    }

    /// Everything that the machine has been given.
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// Records what `machine` is fed.
    pub fn feed(&mut self, machine: &mut Machine, bytes: &[u8]) {
        self.input.bytes.extend_from_slice(bytes);
        machine.feed(bytes);
    }

    /// Records what `machine` is answered.
    pub fn answer(&mut self, machine: &mut Machine, answer: Vec<u8>) {
        self.input.answers.push(answer.clone());
        machine.answer(answer);
    }

    /// Records that there is no more.
    pub fn close_input(&mut self, machine: &mut Machine) {
        self.input.ends = true;
        machine.close_input();
    }

    /// How many checkpoints there are, and the cycles between them.
    pub fn size(&self) -> (usize, u64) {
        (self.checkpoints.len(), self.interval)
    }

    /// The cycle at which the next checkpoint should be taken.
    pub fn due(&self) -> u64 {
        self.checkpoints.last().map_or(0, |last| last.machine.cycle() + self.interval)
    }

    /// Takes a checkpoint if one is due, of a machine whose console has written so many bytes. In a collection
    /// frames cannot be counted: it has to wait.
    pub fn note(&mut self, machine: &Machine, written: u64) {
        if machine.cycle < self.due() || machine.arbiter.owner == Unit::Sweeper {
            return;
        }
        let kept = machine.keep();
        let held: usize = self.checkpoints.iter().map(|point| point.machine.bytes()).sum();
        if self.checkpoints.len() >= FEWEST && held + kept.bytes() > self.budget {
            let mut index = 0;
            self.checkpoints.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.interval *= 2;
            if machine.cycle < self.due() {
                return;
            }
        }
        let (fed, answered) = (self.input.bytes.len(), self.input.answers.len());
        self.checkpoints.push(Checkpoint { machine: kept, fed, answered, written });
    }

    /// The last checkpoint before `cycle`, or the one at reset, with the input since.
    pub fn before(&self, cycle: u64) -> Machine {
        self.set_out(cycle).machine
    }

    /// The machine in a cycle that it has been in.
    pub fn at(&mut self, cycle: u64) -> Machine {
        let mut way = self.set_out(cycle);
        while !self.go_on(&mut way, u64::MAX) {}
        way.machine
    }

    /// Sets out for a cycle that it has been in, from the last checkpoint before, or the one at reset, with the
    /// input since.
    pub fn set_out(&self, to: u64) -> Return {
        let after = self.checkpoints.partition_point(|point| point.machine.cycle() < to);
        let mut point = &self.checkpoints[after.saturating_sub(1)];
        if let Some(near) = &self.near
            && (point.machine.cycle()..to).contains(&near.machine.cycle())
        {
            point = near;
        }
        let mut machine = point.machine.machine();
        machine.take_output();
        self.input.give(&mut machine, point.fed, point.answered);
        Return { machine, to, written: point.written }
    }

    /// Goes on for at most so many cycles, and one; true at the end of the way.
    pub fn go_on(&mut self, way: &mut Return, cycles: u64) -> bool {
        let Return { machine, to, written } = way;
        let limit = machine.cycle.saturating_add(cycles);
        if *to - machine.cycle > 2 * NEAR {
            machine.run_with(&mut NoProbe, limit.min(*to - NEAR));
            *written += machine.take_output().len() as u64;
            if machine.cycle < *to - NEAR {
                return false;
            }
            if machine.arbiter.owner != Unit::Sweeper {
                let (fed, answered) = (self.input.bytes.len(), self.input.answers.len());
                let (machine, written) = (machine.keep(), *written);
                self.near = Some(Checkpoint { machine, fed, answered, written });
            }
        }
        machine.run_with(&mut NoProbe, to.saturating_sub(1));
        machine.run_with(&mut Lines, *to);
        *written += machine.take_output().len() as u64;
        true
    }

    /// Another past is the right one: `input` has come so far.
    pub fn replace_input(&mut self, input: Input) {
        let known = &self.input;
        if !input.bytes.starts_with(&known.bytes) || !input.answers.starts_with(&known.answers) {
            self.checkpoints.truncate(1);
            self.near = None;
        }
        self.input = input;
    }
}

impl Return {
    /// The machine, at the end of the way.
    pub fn into_machine(self) -> Machine {
        self.machine
    }

    /// The cycle that it has come to.
    pub fn cycle(&self) -> u64 {
        self.machine.cycle
    }

    /// Bytes that the console has written up to there.
    pub fn written(&self) -> u64 {
        self.written
    }
}
