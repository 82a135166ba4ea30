//! console: a byte FIFO each way, between the machine and the person.
//!
//! Role: `write-byte` puts a byte into the output register, which the host takes in the next cycle.
//! `read-byte` takes the byte in the input register; without one it waits, and `waiting` is set.
//! The host fills the register between cycles, and says when there will be no more bytes.
//!
//! Not modelled: baud rates, a full output FIFO.

use serde::{Deserialize, Serialize};

/// The console's registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Console {
    /// The byte that this cycle sent.
    pub output: Option<u8>,
    /// The byte that can be read.
    pub input: Option<u8>,
    /// No byte will come: all have been read.
    pub closed: bool,
    /// A read found no byte.
    pub waiting: bool,
}

/// The answer to a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    Byte(u8),
    End,
    Wait,
}

impl Console {
    /// Sends a byte.
    #[inline(always)]
    pub fn write(&mut self, byte: u8) {
        self.output = Some(byte);
    }

    /// Takes the byte in the input register.
    #[inline(always)]
    pub fn read(&mut self) -> Read {
        self.waiting = false;
        match self.input.take() {
            Some(byte) => Read::Byte(byte),
            None if self.closed => Read::End,
            None => {
                self.waiting = true;
                Read::Wait
            }
        }
    }
}
