//! The person at the other end of a run: prompts, lines, and Ctrl-C while the machine waits.
//!
//! In a shell Ctrl-C is for the program. At a prompt it is an empty line; when the program waits for
//! console input, an empty line too, and an interrupt.

use signal_hook::consts::SIGINT;

use super::host::Host;
use super::interrupt::Interrupt;
use super::streams::print_bytes;
use super::terminal::{Terminal, Typed, is_gone};
use conscycle_firmware::protocol::{Line, Services, Supply};

/// A host with somebody to ask.
#[derive(Debug)]
pub struct Person {
    host: Host,
    /// Where lines are typed; without it they come from the host.
    terminal: Option<Terminal>,
    /// Prompts are shown.
    live: bool,
    /// Lines are shown that nobody has typed on a terminal.
    echo: bool,
    /// A line to be taken before all others.
    first: Option<Vec<u8>>,
    /// Ctrl-C goes to the program.
    pub is_shell: bool,
    /// Ctrl-C, and what else asks the process to end.
    pub interrupt: Interrupt,
    /// The prompt of the line that is waited for has been shown.
    prompted: bool,
    /// What was shown last ended a line.
    pub at_line_start: bool,
}

impl Person {
    /// Somebody who sees the prompts if `live`.
    pub fn new(host: Host, live: bool, interrupt: Interrupt) -> Person {
        Person {
            host,
            terminal: None,
            live,
            echo: false,
            first: None,
            is_shell: false,
            interrupt,
            prompted: false,
            at_line_start: true,
        }
    }

    /// The same in a shell; lines are typed on `terminal`, if there is one, or shown if `echo`. If there
    /// is a `first` line, that comes before them.
    pub fn in_shell(
        self,
        terminal: Option<Terminal>,
        echo: bool,
        first: Option<Vec<u8>>,
    ) -> Person {
        Person { terminal, echo, first, is_shell: true, ..self }
    }

    /// Is there a terminal whose other end is closed?
    pub fn is_gone(&self) -> bool {
        self.terminal.is_some() && is_gone()
    }

    /// The signal that has come, if it ends the run: in a shell it is for the program.
    pub fn ending_signal(&self) -> Option<i32> {
        self.interrupt.signal().filter(|_| !self.is_shell)
    }

    /// The terminal, if lines are typed on one.
    pub fn terminal(&mut self) -> Option<&mut Terminal> {
        self.terminal.as_mut()
    }

    /// Shows what is not the console's. A stdout that is gone is found by the console's next output.
    fn show(&mut self, bytes: &[u8]) {
        if self.live && !bytes.is_empty() {
            let _ = print_bytes(bytes);
            self.at_line_start = bytes.ends_with(b"\n");
        }
    }

    /// A line that has been typed on the terminal, after `prompt`.
    fn typed(&mut self, prompt: &str) -> Option<Typed> {
        // The editor owns its line of the screen.
        if self.terminal.is_some() && !self.at_line_start {
            self.show(b"\n");
        }
        self.terminal.as_mut().map(|terminal| terminal.line(prompt))
    }
}

impl Services for Person {
    fn input(&mut self) -> Supply {
        match self.typed("") {
            Some(Typed::Line(line)) => return Supply::Bytes((line + "\n").into_bytes()),
            Some(Typed::End) => return Supply::End,
            Some(Typed::Interrupt) => self.interrupt.raise(SIGINT),
            None => {}
        }
        if self.is_shell && self.interrupt.has_come() {
            return Supply::Bytes(b"\n".to_vec());
        }
        let supply = self.host.input();
        if let (Supply::Bytes(bytes), true) = (&supply, self.echo) {
            self.show(bytes);
        }
        supply
    }

    fn line(&mut self, prompt: &[u8]) -> Line {
        if let Some(first) = self.first.take() {
            self.show(prompt);
            if self.echo || self.terminal.is_some() {
                self.show(&[&first, &b"\n"[..]].concat());
            }
            return Line::Text(first);
        }
        match self.typed(&String::from_utf8_lossy(prompt)) {
            Some(Typed::Line(line)) => return Line::Text(line.into_bytes()),
            Some(Typed::Interrupt) => {
                self.interrupt.raise(SIGINT);
                return Line::Text(Vec::new());
            }
            Some(Typed::End) => return Line::End,
            None => {}
        }
        if !std::mem::replace(&mut self.prompted, true) {
            self.show(prompt);
        }
        let line = if self.is_shell && self.interrupt.has_come() {
            self.show(b"\n");
            Line::Text(Vec::new())
        } else {
            self.host.line(prompt)
        };
        if let (Line::Text(text), true) = (&line, self.echo) {
            self.show(&[text, &b"\n"[..]].concat());
        }
        self.prompted = line == Line::Later;
        line
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        self.host.file(path)
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.host.argument(index)
    }
}
