//! The comparison: the model and the RTL run beside each other, and every signal of every cycle
//! counts.
//!
//! In the first pass both take each cycle into a fingerprint, which is compared every
//! [`STRETCH`] cycles; at the end memory is compared word by word. Only if something differs, both
//! run again from reset, and the stretch is compared value by value.

use std::ops::ControlFlow;

use super::job::{Job, final_values};
use super::locate::{Divergence, locate, locate_memory};
use super::process::{Record, Run};
use crate::cli::failure::Failure;
use conscycle_firmware::protocol::{self, Input, Services, Supply};
use conscycle_machine::ports::Channel;
use conscycle_machine::ports::Halt;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{SIGNALS, Values, sample_lines, sample_registers};
use conscycle_machine::{Machine, Stop};
use conscycle_rtl::digest::{Digest, STRETCH};

/// Cycles between two looks of the one who watches.
const SLICE: u64 = 1 << 16;

/// What came out.
#[derive(Debug)]
pub enum Verdict {
    /// No difference; the machine as it has ended.
    Equal(Box<Machine>),
    /// The first difference.
    Diverged(Box<Divergence>),
}

/// Something is different at or after this cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suspicion {
    /// A fingerprint, or the way to the end.
    Since(u64),
    /// A word of memory at the end, and nothing else.
    Memory,
}

impl Job<'_> {
    /// Runs both. The RTL gets what the model gets.
    ///
    /// # Errors
    /// A [`Failure`] if the RTL cannot be run.
    pub fn run(&self, host: &mut dyn Services) -> Result<Verdict, Failure> {
        let verdict = self.run_watched(host, &mut |_| ControlFlow::Continue(()))?;
        verdict.ok_or_else(|| Failure::Plain("interrupted".to_string()))
    }

    /// The same while `watch` looks at the model now and then; nothing if it breaks.
    ///
    /// # Errors
    /// As [`Job::run`].
    pub fn run_watched(
        &self,
        host: &mut dyn Services,
        watch: &mut dyn FnMut(&Machine) -> ControlFlow<()>,
    ) -> Result<Option<Verdict>, Failure> {
        let mut given = Input::default();
        let mut machine = self.machine();
        let mut run = Run::start(self.simulator, self.image, &self.request())?;
        let mut follow = Follow::new(&mut run);
        let limit = self.cycles.unwrap_or(u64::MAX);
        let suspicion = loop {
            let slice = limit.min(machine.cycle.saturating_add(SLICE));
            let stop = machine.run_with(&mut follow, slice);
            if watch(&machine).is_break() {
                return Ok(None);
            }
            match stop {
                Stop::Limit if machine.cycle < limit => {}
                Stop::NeedsInput => match host.input() {
                    Supply::Bytes(bytes) => {
                        machine.feed(&bytes);
                        follow.supply(Channel::Console, &bytes);
                        given.bytes.extend(bytes);
                    }
                    Supply::End => {
                        machine.close_input();
                        follow.supply(Channel::Console, &[]);
                        given.ends = true;
                    }
                    Supply::Later => {}
                },
                Stop::NeedsAnswer => {
                    if let Some(bytes) = protocol::answer(machine.requests(), machine.cycle, host) {
                        follow.supply(Channel::Host, &bytes);
                        given.answers.push(bytes.clone());
                        machine.answer(bytes);
                    }
                }
                Stop::Probe => break Some(Suspicion::Since(follow.equal)),
                Stop::Halted | Stop::Limit => break follow.end(&machine),
            }
        };
        drop(run);
        let divergence = match suspicion {
            None => return Ok(Some(Verdict::Equal(Box::new(machine)))),
            Some(Suspicion::Since(cycle)) => locate(self, &given, cycle)?,
            Some(Suspicion::Memory) => locate_memory(self, &given, machine.cycle)?,
        };
        Ok(Some(Verdict::Diverged(Box::new(divergence))))
    }
}

/// Takes the model's cycles into a fingerprint and compares it with the RTL's.
struct Follow<'a> {
    run: &'a mut Run,
    digest: Digest,
    values: Values,
    /// Pieces supplied to the RTL, by channel.
    supplied: [u32; Channel::NAMES.len()],
    /// The cycles before this one are the same.
    equal: u64,
}

impl Follow<'_> {
    fn new(run: &mut Run) -> Follow<'_> {
        let values = [0; SIGNALS.len()];
        Follow { run, digest: Digest::default(), values, supplied: [0; 2], equal: 0 }
    }

    fn supply(&mut self, channel: Channel, bytes: &[u8]) {
        self.supplied[channel as usize] += 1;
        self.run.supply(channel, bytes);
    }

    /// Does the RTL ask for what it will get? Not if the model has not asked for it by now.
    fn is_supplied(&self, record: &Record) -> bool {
        let Record::Wait { channel, pieces, .. } = *record else { return false };
        self.supplied.get(channel as usize).is_some_and(|&supplied| pieces < supplied)
    }

    /// The RTL's next fingerprint, at this cycle.
    #[cold]
    #[inline(never)]
    fn stretch(&mut self, cycle: u64) -> ControlFlow<()> {
        let mut record = self.run.record();
        while self.is_supplied(&record) {
            record = self.run.record();
        }
        if record == (Record::Digest { cycle, digest: self.digest.0 }) {
            self.equal = cycle;
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }

    /// The model has ended; has the RTL, and with the same memory?
    fn end(&mut self, machine: &Machine) -> Option<Suspicion> {
        let different = Some(Suspicion::Since(self.equal));
        if machine.arbiter.halt != Halt::Running {
            final_values(machine, &mut self.values);
            self.digest.cycle(&self.values, machine.config().word);
        }
        self.run.close();
        let Record::End(end) = self.run.record_but_wait() else { return different };
        let model = (machine.cycle, self.digest.0, machine.arbiter.halt as u32, machine.value.0);
        if model != (end.cycles, end.digest, end.halt, end.value) {
            return different;
        }
        let words = machine.memory.words();
        let memory = self.run.memory(words.len());
        let same = memory.iter().copied().eq(words.iter());
        (!same).then_some(Suspicion::Memory)
    }
}

impl Probe for Follow<'_> {
    #[inline(always)]
    fn before(&mut self, machine: &Machine) {
        sample_registers(machine, &mut self.values);
    }

    #[inline(always)]
    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        sample_lines(machine, &mut self.values);
        self.digest.cycle(&self.values, machine.config().word);
        if machine.cycle.is_multiple_of(STRETCH) {
            self.stretch(machine.cycle)
        } else {
            ControlFlow::Continue(())
        }
    }
}
