//! console: a byte each way, between the machine and the person, or the machine and its host.
//!
//! Role: there are two channels, the console's and the host's. `write-byte` drives a byte and its
//! channel on the output lines for one cycle. `read-byte` takes the byte in the input register;
//! without one it waits: `waiting` is set, and `channel` says which of the two is meant. A read keeps
//! the token until it has its byte, so one input register serves both.
//!
//! The host fills the register between cycles, or says that there is no byte: on the console there
//! will be none any more, on the host channel there is none for this read.
//!
//! Not modelled: baud rates, a full output FIFO.

pub use super::tables::console::Console;

use crate::ports::Channel;

/// The answer to a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// The byte in the input register.
    Byte(u8),
    /// There will be none: on the console for good, on the host channel for this read.
    End,
    /// There is none yet: the same read is driven again.
    Wait,
}

impl Console {
    /// Sends a byte.
    #[inline(always)]
    pub fn write(&mut self, channel: Channel, byte: u8) {
        self.output = Some((channel, byte));
    }

    /// Takes the byte in the input register.
    #[inline(always)]
    pub fn read(&mut self, channel: Channel) -> Read {
        self.waiting = false;
        if let Some(byte) = self.input.take() {
            Read::Byte(byte)
        } else if self.closed && self.channel == channel {
            self.closed = channel == Channel::Console;
            Read::End
        } else {
            self.waiting = true;
            self.channel = channel;
            Read::Wait
        }
    }
}
