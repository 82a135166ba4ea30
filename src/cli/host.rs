//! The host of a run: standard input in lines, files, and the program's arguments.

use std::io::Read as _;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use clap::Args;

use super::failure::Failure;
use conscycle_firmware::Dialect;
use conscycle_firmware::protocol::{Line, Services, Supply};
use conscycle_machine::Machine;
use conscycle_program::count::positive;
use conscycle_program::input::{Input, LINE, PIECE, line};
use conscycle_program::{Loaded, Origin};

/// How long to wait for input, or to take it in, before the caller looks at the cycles and at Ctrl-C.
const TURN: Duration = Duration::from_millis(50);

/// Reads of standard input that may be ahead of what is asked for.
const AHEAD: usize = 16;

/// What the host gives a program, the same for every command that runs one.
#[derive(Debug, Clone, Default, Args)]
pub struct HostOptions {
    /// The program's arguments
    #[arg(value_name = "ARGUMENT")]
    pub arguments: Vec<String>,
    /// The seed of a program's random numbers, where a command has an option for it.
    #[arg(skip)]
    pub seed: Option<u64>,
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

impl HostOptions {
    /// Is there nothing in them that a program of this dialect does not have?
    ///
    /// # Errors
    /// A [`Failure`] that names it.
    pub fn check(&self, dialect: Dialect) -> Result<(), Failure> {
        if self.seed.is_some() && dialect != Dialect::Euler {
            return Err(Failure::Plain("--seed is for the dialect euler".to_string()));
        }
        Ok(())
    }
}

impl HostOptions {
    /// The arguments that the host has for a program.
    pub fn arguments(&self, loaded: &Loaded) -> Vec<String> {
        loaded.arguments(self.seed, &self.arguments)
    }

    /// The host, without a person at it.
    pub fn host(&self, loaded: &Loaded) -> Host {
        let arguments = self.arguments(loaded);
        if loaded.origin == Origin::Stdin {
            Host::ready(&[], &arguments)
        } else {
            Host::stdin(&arguments)
        }
    }
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

impl Source {
    fn is_closed(&self) -> bool {
        matches!(self, Source::Closed)
    }
}

/// A host.
#[derive(Debug)]
pub struct Host {
    source: Source,
    input: Input,
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

    fn new(source: Source, bytes: &[u8], arguments: &[String]) -> Host {
        let mut input = Input::default();
        input.is_closed = source.is_closed();
        input.put(bytes);
        Host { source, input, arguments: arguments.to_vec() }
    }

    /// Puts bytes behind those that have come.
    pub fn put(&mut self, bytes: &[u8]) {
        self.input.put(bytes);
    }

    /// No more will come.
    pub fn close(&mut self) {
        self.source = Source::Closed;
        self.input.is_closed = true;
    }

    /// A piece of a line, for which standard input is waited for a moment.
    fn piece(&mut self, most: usize) -> Supply {
        let until = Instant::now() + TURN;
        loop {
            let piece = self.input.piece(most);
            if piece != Supply::Later {
                return piece;
            }
            match &self.source {
                Source::Closed => return Supply::End,
                Source::Elsewhere => return Supply::Later,
                Source::Untouched => self.source = Source::Reading(read_stdin()),
                Source::Reading(input) => {
                    let left = until.saturating_duration_since(Instant::now());
                    match input.recv_timeout(left) {
                        Ok(bytes) => self.input.put(&bytes),
                        Err(RecvTimeoutError::Timeout) => return Supply::Later,
                        Err(RecvTimeoutError::Disconnected) => self.close(),
                    }
                    if left.is_zero() {
                        return Supply::Later;
                    }
                }
            }
        }
    }
}

impl Services for Host {
    fn input(&mut self) -> Supply {
        self.piece(PIECE)
    }

    fn line(&mut self, _prompt: &[u8]) -> Line {
        line(self.piece(LINE))
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        super::input::read(path.as_ref()).map_err(|failure| failure.to_string())
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.arguments.get(index).map(|argument| argument.clone().into_bytes())
    }
}

/// Reads standard input on a thread of its own, so that Ctrl-C is seen while it waits; but not far ahead,
/// as it may never end.
fn read_stdin() -> Receiver<Vec<u8>> {
    let (sender, receiver) = sync_channel(AHEAD);
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

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_firmware::protocol::LONGEST;

    #[test]
    fn a_long_line_comes_in_pieces_that_do_not_depend_on_when_its_bytes_arrive() {
        let text = [&[b'x'; 2 * PIECE + 5][..], b"\nab\n", &[b'y'; PIECE]].concat();
        let mut whole = Host::ready(&text, &[]);
        let mut pieces = Vec::new();
        while let Supply::Bytes(piece) = whole.input() {
            pieces.push(piece);
        }
        assert_eq!(pieces.concat(), text);
        let lengths: Vec<usize> = pieces.iter().map(Vec::len).collect();
        assert_eq!(lengths, [PIECE, PIECE, 6, 3, PIECE]);
        let mut slow = Host::elsewhere(&[]);
        let mut same = Vec::new();
        for part in text.chunks(1000) {
            slow.put(part);
            while let Supply::Bytes(piece) = slow.input() {
                same.push(piece);
            }
        }
        slow.close();
        assert_eq!(same, pieces);
        assert_eq!(slow.input(), Supply::End);
    }

    #[test]
    fn a_request_gets_the_whole_line_and_of_one_without_an_end_what_no_answer_carries() {
        let text = [&[b'x'; 3 * PIECE][..], b"\n", &vec![b'y'; LONGEST + 3]].concat();
        let mut host = Host::ready(&text, &[]);
        assert_eq!(host.line(b""), Line::Text(vec![b'x'; 3 * PIECE]));
        assert_eq!(host.line(b""), Line::Text(vec![b'y'; LONGEST + 1]));
        assert_eq!((host.line(b""), host.line(b"")), (Line::Text(b"yy".to_vec()), Line::End));
    }
}
