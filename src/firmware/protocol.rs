//! The host: what the machine asks for on the host channel, and what it is answered.
//!
//! A pure protocol, which `docs/machine.md`, section 11.2, defines. Whoever runs a machine brings the
//! [`Services`]; an [`Input`] is all that a machine has been given, so that it can be given it again.

use serde::{Deserialize, Serialize};

use conscycle_machine::Machine;

/// Everything that a machine has been given to read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Input {
    /// Every byte for the console.
    pub bytes: Vec<u8>,
    /// No more will come.
    pub ends: bool,
    /// What was answered on the host channel.
    pub answers: Vec<Vec<u8>>,
}

impl Input {
    /// Gives a machine all that is here and that it has not been given: it has got so many bytes, and
    /// so many answers.
    pub fn give(&self, machine: &mut Machine, bytes: usize, answers: usize) {
        machine.feed(&self.bytes[bytes..]);
        if self.ends {
            machine.close_input();
        }
        for answer in &self.answers[answers..] {
            machine.answer(answer.clone());
        }
    }
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Status {
    Done = 0,
    Failed = 1,
    /// There is no line, or no argument, any more.
    End = 2,
}

/// A line of input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the newline.
    Text(Vec<u8>),
    /// There are no more.
    End,
    /// Not now: the request is to be answered later.
    Later,
}

/// What there is for a console that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Supply {
    /// Bytes that have come.
    Bytes(Vec<u8>),
    /// There will be no more.
    End,
    /// Not now.
    Later,
}

/// What the host does for the machine.
pub trait Services {
    /// Something for the console to read.
    fn input(&mut self) -> Supply;

    /// A line of input, for which `prompt` asks.
    fn line(&mut self, prompt: &[u8]) -> Line;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn file(&mut self, path: &str) -> Result<Vec<u8>, String>;

    /// An argument of the program, counted from 0.
    fn argument(&mut self, index: usize) -> Option<Vec<u8>>;
}

/// Cycles in a millisecond: 10 ns each.
const CYCLES_PER_MILLISECOND: u64 = 100_000;

/// The longest text that an answer can carry: its length has three bytes.
pub const LONGEST: usize = (1 << 24) - 1;

/// The last byte of a request that is to have no effect: CAN.
const WITHDRAW: u8 = 24;

/// The answer to the oldest of these requests that is complete; empty if there is none. `None` if
/// it is to be asked for again later. `cycle` is the one in which the machine reads it.
pub fn answer(requests: &[u8], cycle: u64, services: &mut dyn Services) -> Option<Vec<u8>> {
    let Some(end) = requests.iter().position(|&byte| byte == 0) else { return Some(Vec::new()) };
    let (status, text) = match requests[..end].split_first() {
        _ if requests[..end].ends_with(&[WITHDRAW]) => failed("withdrawn"),
        Some((b'L', prompt)) => match services.line(prompt) {
            Line::Text(line) => (Status::Done, line),
            Line::End => (Status::End, Vec::new()),
            Line::Later => return None,
        },
        Some((b'F', path)) => match std::str::from_utf8(path) {
            Ok(path) => match services.file(path) {
                Ok(bytes) => (Status::Done, bytes),
                Err(message) => (Status::Failed, message.into_bytes()),
            },
            Err(_) => failed("the file's name is not UTF-8 text"),
        },
        Some((b'A', index)) => match std::str::from_utf8(index).ok().and_then(|i| i.parse().ok()) {
            Some(index) => match services.argument(index) {
                Some(argument) => (Status::Done, argument),
                None => (Status::End, Vec::new()),
            },
            None => failed("an argument's number is expected"),
        },
        Some((b'T', [])) => {
            (Status::Done, (cycle / CYCLES_PER_MILLISECOND).to_string().into_bytes())
        }
        _ => failed("no such request"),
    };
    if text.len() > LONGEST {
        let (status, text) = failed("more than 16 MB");
        return Some(packed(status, &text));
    }
    Some(packed(status, &text))
}

fn failed(message: &str) -> (Status, Vec<u8>) {
    (Status::Failed, message.as_bytes().to_vec())
}

/// The bytes of an answer: status, length, text.
fn packed(status: Status, text: &[u8]) -> Vec<u8> {
    let mut bytes = (text.len() as u32).to_be_bytes().to_vec();
    bytes[0] = status as u8;
    bytes.extend_from_slice(text);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line, then no more; one file; one argument.
    struct Small(Vec<Line>);

    impl Services for Small {
        fn input(&mut self) -> Supply {
            Supply::End
        }

        fn line(&mut self, prompt: &[u8]) -> Line {
            assert_eq!(prompt, b"> ");
            self.0.pop().unwrap_or(Line::End)
        }

        fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
            match path {
                "long" => Ok(vec![b'x'; 0x01_0203]),
                "huge" => Ok(vec![0; 1 << 24]),
                _ => Err(format!("no {path}")),
            }
        }

        fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
            (index == 0).then(|| b"first".to_vec())
        }
    }

    fn ask(services: &mut Small, requests: &[u8]) -> Option<Vec<u8>> {
        answer(requests, 1_234_567, services)
    }

    #[test]
    fn the_oldest_complete_request_is_answered() {
        let mut host = Small(vec![Line::Text(b"hello".to_vec())]);
        assert_eq!(ask(&mut host, b"L> \0T\0"), Some(b"\0\0\0\x05hello".to_vec()));
        assert_eq!(ask(&mut host, b"L> \0"), Some(b"\x02\0\0\0".to_vec()));
        assert_eq!(ask(&mut host, b"T\0"), Some(b"\0\0\0\x0212".to_vec()));
        assert_eq!(ask(&mut host, b"A0\0"), Some(b"\0\0\0\x05first".to_vec()));
        assert_eq!(ask(&mut host, b"A1\0"), Some(b"\x02\0\0\0".to_vec()));
        assert_eq!(ask(&mut host, b"T"), Some(Vec::new()), "no request is complete");
        assert_eq!(ask(&mut host, b""), Some(Vec::new()));
    }

    #[test]
    fn a_line_may_come_later() {
        let mut host = Small(vec![Line::Text(b"x".to_vec()), Line::Later]);
        assert_eq!(ask(&mut host, b"L> \0"), None);
        assert_eq!(ask(&mut host, b"L> \0"), Some(b"\0\0\0\x01x".to_vec()));
    }

    #[test]
    fn a_length_has_three_bytes() {
        let mut host = Small(Vec::new());
        let answer = ask(&mut host, b"Flong\0").expect("an answer");
        assert_eq!((&answer[..4], answer.len()), (&[0, 1, 2, 3][..], 4 + 0x01_0203));
        let answer = ask(&mut host, b"Fhuge\0").expect("an answer");
        assert_eq!(&answer[4..], b"more than 16 MB");
    }

    #[test]
    fn what_cannot_be_done_is_status_1_with_a_message() {
        let mut host = Small(Vec::new());
        for (request, message) in [
            (&b"Fa\0"[..], "no a"),
            (b"F\xFF\0", "the file's name is not UTF-8 text"),
            (b"A-1\0", "an argument's number is expected"),
            (b"A\0", "an argument's number is expected"),
            (b"X\0", "no such request"),
            (b"Tx\0", "no such request"),
            (b"L> \x18\0", "withdrawn"),
            (b"\x18\0", "withdrawn"),
            (b"\0", "no such request"),
        ] {
            let answer = ask(&mut host, request).expect("an answer");
            assert_eq!(answer[..4], [1, 0, 0, message.len() as u8]);
            assert_eq!(answer[4..], *message.as_bytes());
        }
    }
}
