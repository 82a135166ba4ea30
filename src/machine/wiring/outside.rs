//! The host's side of the machine: what waits outside to be read, and what has been written.
//!
//! The host acts between cycles only, so what it does is a function of the cycle in which the
//! machine asks; a run with the same bytes and the same interrupts is the same run.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::{Machine, Stop};
use crate::ports::{Channel, Halt, Unit};
use crate::units::console::Read;
use crate::units::eval::{self, Sink};
use crate::word::{NIL, Word};

/// What is outside of the registers and of memory.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Outside {
    input: VecDeque<u8>,
    /// No byte will be fed after those in `input`.
    input_ends: bool,
    output: Vec<u8>,
    /// What the machine has written on the host channel, and the host has not answered.
    requests: Vec<u8>,
    /// The rest of the answer being read.
    answer: VecDeque<u8>,
    /// The answers after it. An empty one tells a read that there is none.
    answers: VecDeque<Vec<u8>>,
    /// The cycles at whose beginning the machine will be interrupted, in order.
    interrupts: VecDeque<u64>,
}

impl Outside {
    /// Takes a byte that the machine has sent.
    pub(super) fn take(&mut self, channel: Channel, byte: u8) {
        match channel {
            Channel::Console => self.output.push(byte),
            Channel::Host => self.requests.push(byte),
        }
    }

    /// The cycle of the next interrupt.
    pub(super) fn next_interrupt(&self) -> u64 {
        self.interrupts.front().copied().unwrap_or(u64::MAX)
    }

    /// The next byte of an answer; `None` if there is none for this read. An answer that begins is
    /// that to the oldest request that is complete.
    fn answer_byte(&mut self) -> Result<Option<u8>, Stop> {
        if self.answer.is_empty() {
            self.answer = self.answers.pop_front().ok_or(Stop::NeedsAnswer)?.into();
            let complete = self.requests.iter().position(|&byte| byte == 0);
            self.requests.drain(..complete.map_or(0, |end| end + 1));
        }
        Ok(self.answer.pop_front())
    }
}

impl Machine {
    /// Puts bytes behind those that the console will read.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.outside.input.extend(bytes);
    }

    /// Tells the console that no more bytes will come after those fed.
    pub fn close_input(&mut self) {
        self.outside.input_ends = true;
    }

    /// Takes the bytes that the console has written.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.outside.output)
    }

    /// What has been written is for nobody.
    pub(super) fn drop_output(&mut self) {
        self.outside.output.clear();
        self.outside.requests.clear();
    }

    /// Bytes that the console has written and nobody has taken.
    pub fn output(&self) -> &[u8] {
        &self.outside.output
    }

    /// The requests that the machine has written on the host channel and whose answer it has not
    /// begun to read, each with a NUL at its end.
    pub fn requests(&self) -> &[u8] {
        &self.outside.requests
    }

    /// Is it in the middle of a request, or of reading an answer?
    pub fn is_asking(&self) -> bool {
        let Outside { requests, answer, .. } = &self.outside;
        !requests.is_empty() || !answer.is_empty() || self.console.waiting
    }

    /// Puts an answer behind those that the machine will read on the host channel, one for each
    /// request; one without bytes tells a read that no request is open.
    pub fn answer(&mut self, bytes: Vec<u8>) {
        self.outside.answers.push_back(bytes);
    }

    /// Interrupts the program at the next expression that it evaluates.
    pub fn interrupt(&mut self) {
        self.eval.interrupt = true;
    }

    /// As [`Machine::interrupt`], at the beginning of a cycle that is still to come.
    pub fn interrupt_at(&mut self, cycle: u64) {
        let interrupts = &mut self.outside.interrupts;
        let at = interrupts.partition_point(|&known| known <= cycle);
        interrupts.insert(at, cycle);
    }

    /// The machine sends the byte that `value` stands for, and goes on with it.
    #[inline(never)]
    pub(super) fn write_byte(&mut self, channel: Channel, value: Word) {
        let byte = self.config.word.integer(value) as u8;
        self.console.write(channel, byte);
        self.outside.take(channel, byte);
    }

    /// The next byte that the machine reads, if it is there.
    #[inline(never)]
    pub(super) fn read_byte(&mut self, channel: Channel) -> Option<Word> {
        match self.console.read(channel) {
            Read::Byte(byte) => Some(Word::small(byte.into())),
            Read::End => Some(self.config.word.immediate(-1).unwrap_or(NIL)),
            Read::Wait => None,
        }
    }

    /// Has the machine evaluate an expression next, in the environment of the moment: no frame waits, and
    /// no trap handler is there. For tools, on a machine of their own.
    pub fn evaluate(&mut self, expression: Word) {
        self.clink.full = false;
        self.clink.clink = NIL;
        self.trap.vector = NIL;
        self.arbiter.halt = Halt::Running;
        self.eval_args.arguments = NIL;
        self.eval.state = eval::State::Eval;
        self.eval.expr = expression;
        self.eval.sink = Sink::Return;
        self.arbiter.give(Unit::Eval);
    }

    /// Sets the interrupts that are due.
    #[inline(always)]
    pub(super) fn interrupts_due(&mut self) {
        while self.cycle >= self.outside.next_interrupt() {
            self.outside.interrupts.pop_front();
            self.interrupt();
        }
    }

    /// Fills the console's input register for the read that waits, or says that there is nothing.
    ///
    /// # Errors
    /// What the host has to do first.
    #[cold]
    pub(super) fn supply(&mut self) -> Result<(), Stop> {
        if self.console.input.is_some() {
            return Ok(());
        }
        self.console.closed = false;
        match self.console.channel {
            Channel::Console => {
                self.console.input = self.outside.input.pop_front();
                self.console.closed = self.outside.input_ends && self.console.input.is_none();
                let supplied = self.console.input.is_some() || self.console.closed;
                if supplied { Ok(()) } else { Err(Stop::NeedsInput) }
            }
            Channel::Host => {
                self.console.input = self.outside.answer_byte()?;
                self.console.closed = self.console.input.is_none();
                Ok(())
            }
        }
    }
}
