//! The host of a run: standard input in lines, files, and the program's arguments.
//!
//! The console and the requests for lines read one sequence of lines, so that what each of them gets
//! does not depend on when the bytes arrive.

use std::collections::VecDeque;
use std::io::Read as _;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use clap::Args;

use super::count::positive;
use conscycle_firmware::protocol::{Line, Services, Supply};
use conscycle_machine::Machine;

/// What the host gives a program, the same for every command that runs one.
#[derive(Debug, Clone, Default, Args)]
pub struct HostOptions {
    /// The program's arguments
    #[arg(value_name = "ARGUMENT")]
    pub arguments: Vec<String>,
    #[command(flatten)]
    pub(crate) interrupts: Interrupts,
}

/// When the host interrupts a program.
#[derive(Debug, Clone, Default, Args)]
pub struct Interrupts {
    /// Interrupt the program at the beginning of this cycle, from 1 on; may be given again
    #[arg(long, value_name = "CYCLE", value_parser = positive, hide_short_help = true)]
    pub interrupt_at: Vec<u64>,
}

impl Interrupts {
    /// The machine will be interrupted as the options say.
    pub fn set(&self, machine: &mut Machine) {
        for &cycle in &self.interrupt_at {
            machine.interrupt_at(cycle);
        }
    }
}

/// Where lines come from.
#[derive(Debug)]
enum Source {
    /// Standard input, of which nothing has been read.
    Untouched,
    /// Standard input: a thread reads it.
    Reading(Receiver<Vec<u8>>),
    /// There is no more than has been read.
    Closed,
    /// Somebody else, who may bring some later.
    Elsewhere,
}

/// A host.
#[derive(Debug)]
pub struct Host {
    source: Source,
    /// Bytes that have come and nobody has asked for.
    bytes: VecDeque<u8>,
    /// So many of them are known to hold no end of a line.
    searched: usize,
    arguments: Vec<String>,
}

impl Host {
    /// A host with standard input.
    pub fn stdin(arguments: &[String]) -> Host {
        Host::new(Source::Untouched, &[], arguments)
    }

    /// A host whose input is all here.
    pub fn ready(input: &[u8], arguments: &[String]) -> Host {
        Host::new(Source::Closed, input, arguments)
    }

    /// A host whose input [`Host::put`] brings.
    pub fn elsewhere(arguments: &[String]) -> Host {
        Host::new(Source::Elsewhere, &[], arguments)
    }

    fn new(source: Source, input: &[u8], arguments: &[String]) -> Host {
        Host {
            source,
            bytes: input.iter().copied().collect(),
            searched: 0,
            arguments: arguments.to_vec(),
        }
    }

    /// Puts bytes behind those that have come.
    pub fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    /// No more will come.
    pub fn close(&mut self) {
        self.source = Source::Closed;
    }
}

impl Services for Host {
    fn input(&mut self) -> Supply {
        loop {
            let new = self.bytes.range(self.searched..);
            if let Some(end) = new.into_iter().position(|&byte| byte == b'\n') {
                let end = std::mem::take(&mut self.searched) + end;
                return Supply::Bytes(self.bytes.drain(..=end).collect());
            }
            self.searched = self.bytes.len();
            match &self.source {
                Source::Closed if self.bytes.is_empty() => return Supply::End,
                Source::Closed => {
                    self.searched = 0;
                    return Supply::Bytes(self.bytes.drain(..).collect());
                }
                Source::Elsewhere => return Supply::Later,
                Source::Untouched => self.source = Source::Reading(read_stdin()),
                Source::Reading(input) => match input.recv_timeout(Duration::from_millis(50)) {
                    Ok(bytes) => self.bytes.extend(bytes),
                    Err(RecvTimeoutError::Timeout) => return Supply::Later,
                    Err(RecvTimeoutError::Disconnected) => self.source = Source::Closed,
                },
            }
        }
    }

    fn line(&mut self, _prompt: &[u8]) -> Line {
        match self.input() {
            Supply::Bytes(mut line) => {
                if line.last() == Some(&b'\n') {
                    line.pop();
                }
                Line::Text(line)
            }
            Supply::End => Line::End,
            Supply::Later => Line::Later,
        }
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        super::input::read(path.as_ref()).map_err(|failure| failure.to_string())
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.arguments.get(index).map(|argument| argument.clone().into_bytes())
    }
}

/// Reads standard input on a thread of its own, so that Ctrl-C is seen while it waits.
fn read_stdin() -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count) = std::io::stdin().read(&mut buffer) {
            if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}
