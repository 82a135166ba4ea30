//! The host of a program that is debugged.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::signals::Signals;
use crate::cli::host::Host;
use conscycle_firmware::protocol::{Line, Services, Supply};

/// The program's host, which waits until Ctrl-C.
pub struct Patient<'a> {
    pub host: Host,
    pub signals: &'a Signals,
    /// Where input comes from: the command `input`.
    pub commands: bool,
    /// What has been read for the session, at first what its options name, until the session keeps it.
    pub read: BTreeSet<PathBuf>,
}

impl Patient<'_> {
    /// Asks until there is something, or Ctrl-C.
    fn wait<T: PartialEq>(&mut self, later: T, ask: impl Fn(&mut Host) -> T) -> T {
        loop {
            let answer = ask(&mut self.host);
            if answer != later || self.commands || self.signals.is_interrupt() {
                return answer;
            }
        }
    }
}

impl Services for Patient<'_> {
    fn input(&mut self) -> Supply {
        self.wait(Supply::Later, Host::input)
    }

    fn line(&mut self, prompt: &[u8]) -> Line {
        self.wait(Line::Later, |host| host.line(prompt))
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let contents = self.host.file(path)?;
        self.read.insert(PathBuf::from(path));
        Ok(contents)
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.host.argument(index)
    }
}
