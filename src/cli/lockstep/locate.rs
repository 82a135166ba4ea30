//! The first difference: both run again, and the cycles around it are compared value by value.

use std::collections::VecDeque;
use std::ops::ControlFlow;

use super::job::{Job, final_values};
use super::process::{End, Record, Request, Run};
use crate::cli::failure::Failure;
use conscycle_firmware::protocol::Input;
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{SIGNALS, Values, sample_lines, sample_registers};
use conscycle_machine::word::Word;
use conscycle_rtl::digest::STRETCH;

/// Cycles kept from before the first difference, and compared after it.
const BEFORE: usize = 256;
const AFTER: usize = 16;

/// Words of memory that a report lists.
const WORDS: usize = 16;

/// Words of memory that differ: address, model, RTL.
pub type Words = Vec<(u32, Word, Word)>;

/// The first difference between the two.
#[derive(Debug)]
pub struct Divergence {
    /// The cycle with the first difference; of memory, before which it is there.
    pub cycle: u64,
    /// What the RTL said before it ended, if it has ended before the model.
    pub message: Option<String>,
    /// The first cycle in `rows`.
    pub first: u64,
    /// What both show in each cycle; the RTL nothing where it has ended.
    pub rows: Vec<(Values, Option<Values>)>,
    /// Words of memory that differ though no signal does.
    pub memory: Words,
    /// The model at that cycle.
    pub machine: Machine,
}

impl Divergence {
    /// The signals that differ, by their position, with the values of the model and of the RTL.
    pub fn signals(&self) -> Vec<(usize, u64, u64)> {
        let row = usize::try_from(self.cycle - self.first).ok().and_then(|at| self.rows.get(at));
        let Some((model, Some(rtl))) = row else { return Vec::new() };
        let pairs = model.iter().zip(rtl).enumerate();
        pairs.filter(|(_, (model, rtl))| model != rtl).map(|(i, (m, r))| (i, *m, *r)).collect()
    }
}

/// Finds the first difference in a stretch; all cycles before `equal` are the same.
pub fn locate(job: &Job, input: &Input, equal: u64) -> Result<Divergence, Failure> {
    let from = equal.saturating_sub(BEFORE as u64);
    let rows = Some((from, equal + STRETCH + AFTER as u64));
    let request = Request { rows, ..job.request() };
    let mut run = Run::start(job.simulator, job.image, &request)?;
    run.supply_all(input);
    let mut machine = fed(job, input);
    machine.run(from);
    let mut look = Look {
        run: &mut run,
        first: from,
        rows: VecDeque::new(),
        cycle: None,
        message: None,
        values: [0; SIGNALS.len()],
        at: None,
        after: AFTER,
    };
    let limit = job.cycles.unwrap_or(u64::MAX);
    machine.run_with(&mut look, limit);
    if machine.arbiter.halt != Halt::Running && look.cycle.is_none() {
        final_values(&machine, &mut look.values);
        let _ = look.compare(machine.cycle, &machine);
    }
    if look.cycle.is_none() {
        look.message = Some(match look.run.record_but_wait() {
            Record::End(End { cycles, halt, value, .. }) => format!(
                "halt {}, value {value:#x} after {cycles} cycles",
                Halt::NAMES.get(halt as usize).unwrap_or(&"unknown")
            ),
            _ => "no end".to_string(),
        });
    }
    let Look { first, rows, cycle, message, at, .. } = look;
    let cycle = cycle.unwrap_or(machine.cycle);
    let machine = at.unwrap_or(machine);
    Ok(Divergence { cycle, message, first, rows: rows.into(), memory: Vec::new(), machine })
}

/// The model, with all input.
fn fed(job: &Job, input: &Input) -> Machine {
    let mut machine = job.machine();
    input.give(&mut machine, 0, 0);
    machine.close_input();
    machine
}

/// Compares the model's cycles with the RTL's rows.
struct Look<'a> {
    run: &'a mut Run,
    /// The cycle of the first of `rows`.
    first: u64,
    rows: VecDeque<(Values, Option<Values>)>,
    /// The first difference, ...
    cycle: Option<u64>,
    message: Option<String>,
    /// ... the model there, ...
    at: Option<Machine>,
    /// ... and the cycles still to be looked at after it.
    after: usize,
    values: Values,
}

impl Look<'_> {
    fn compare(&mut self, cycle: u64, machine: &Machine) -> ControlFlow<()> {
        let rtl = match self.run.record_but_wait() {
            Record::Row { cycle: number, values } if number == cycle => Some(*values),
            Record::Gone(message) => {
                self.message.get_or_insert(message);
                None
            }
            _ => None,
        };
        if self.cycle.is_none() && self.rows.len() == BEFORE {
            self.rows.pop_front();
            self.first += 1;
        }
        self.rows.push_back((self.values, rtl));
        if self.cycle.is_none() && rtl != Some(self.values) {
            self.cycle = Some(cycle);
            self.at = Some(machine.clone());
            if rtl.is_none() {
                self.message.get_or_insert("the RTL has halted".to_string());
            }
        }
        if self.cycle.is_some() {
            if self.after == 0 || rtl.is_none() {
                return ControlFlow::Break(());
            }
            self.after -= 1;
        }
        ControlFlow::Continue(())
    }
}

impl Probe for Look<'_> {
    fn before(&mut self, machine: &Machine) {
        sample_registers(machine, &mut self.values);
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        sample_lines(machine, &mut self.values);
        self.compare(machine.cycle - 1, machine)
    }
}

/// Finds the cycle after which memory first differs, by halves: it does not at reset, and does at
/// `end`, though no signal ever differs.
pub fn locate_memory(job: &Job, input: &Input, end: u64) -> Result<Divergence, Failure> {
    let (mut same, mut different) = (0, end);
    while same + 1 < different {
        let middle = same + (different - same) / 2;
        if memory_at(job, input, middle)?.1.is_empty() {
            same = middle;
        } else {
            different = middle;
        }
    }
    let (machine, mut memory) = memory_at(job, input, different)?;
    memory.truncate(WORDS);
    Ok(Divergence {
        cycle: different,
        message: None,
        first: different,
        rows: Vec::new(),
        memory,
        machine,
    })
}

/// The words that differ after so many cycles, and the model then.
fn memory_at(job: &Job, input: &Input, cycle: u64) -> Result<(Machine, Words), Failure> {
    let request = Request { cycles: Some(cycle), ..job.request() };
    let mut run = Run::start(job.simulator, job.image, &request)?;
    run.supply_all(input);
    let mut machine = fed(job, input);
    machine.run(cycle);
    while let Record::Digest { .. } | Record::Wait { .. } = run.record() {}
    let words = machine.memory.words();
    let rtl = run.memory(words.len());
    let pairs = words.iter().zip(rtl).zip(0..);
    let different = pairs.filter(|((model, rtl), _)| model != rtl);
    let different = different.map(|((model, rtl), address)| (address, model, rtl)).collect();
    Ok((machine, different))
}
