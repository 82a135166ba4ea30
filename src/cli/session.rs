//! Runs a machine for a person: its console on the terminal, Ctrl-C, a cycle limit.

use super::exit::End;
use super::failure::Failure;
use super::host::Host;
use super::interrupt::Interrupt;
use super::person::Person;
use super::progress::Progress;
use super::streams::print_bytes;
use super::terminal::Terminal;
use conscycle_firmware::protocol::{self, Services as _, Supply};
use conscycle_image::Image;
use conscycle_image::names::symbols_in_table;
use conscycle_machine::probe::Probe;
use conscycle_machine::{Machine, Stop};

/// Cycles between two looks at the console and at Ctrl-C.
const SLICE: u64 = 1 << 18;

/// Cycles between two looks at the machine while Ctrl-C waits.
const STEP: u64 = 64;

/// The terminal's side of a run.
#[derive(Debug)]
pub struct Session {
    person: Person,
    /// Show the console's output on stdout as it comes, instead of keeping it.
    live: bool,
    /// The console's output.
    pub console: Vec<u8>,
    /// What the shell was made from, if there is one.
    image: Option<Image>,
    /// The line on the terminal while it runs.
    pub progress: Progress,
}

/// What is particular to a session with a shell.
#[derive(Debug)]
pub struct Shell {
    /// Where lines are typed; without one they are read from standard input.
    pub terminal: Option<Terminal>,
    /// Lines of standard input are shown.
    pub echo: bool,
    /// A line before all others.
    pub first: Option<Vec<u8>>,
    pub image: Image,
}

impl Session {
    /// A session whose machine is attached to `host`.
    ///
    /// # Errors
    /// A [`Failure`] if Ctrl-C cannot be caught.
    pub fn new(live: bool, host: Host) -> Result<Session, Failure> {
        let person = Person::new(host, live, Interrupt::catch()?);
        let progress = Progress::new();
        Ok(Session { person, live, console: Vec::new(), image: None, progress })
    }

    /// A session with a shell, to which Ctrl-C is passed on.
    ///
    /// # Errors
    /// A [`Failure`] if Ctrl-C cannot be caught.
    pub fn shell(shell: Shell) -> Result<Session, Failure> {
        let Shell { terminal, echo, first, image } = shell;
        let person = Person::new(Host::stdin(&[]), true, Interrupt::catch_keyboard()?);
        let person = person.in_shell(terminal, echo, first);
        let (image, progress) = (Some(image), Progress::none());
        Ok(Session { person, live: true, console: Vec::new(), image, progress })
    }

    /// Runs to the end, the limit or Ctrl-C.
    ///
    /// # Errors
    /// A [`Failure`] if stdout cannot be written.
    pub fn run<P: Probe>(
        &mut self,
        machine: &mut Machine,
        probe: &mut P,
        limit: u64,
    ) -> Result<End, Failure> {
        let end = self.run_on(machine, probe, limit);
        self.progress.clear();
        end
    }

    fn run_on<P: Probe>(
        &mut self,
        machine: &mut Machine,
        probe: &mut P,
        limit: u64,
    ) -> Result<End, Failure> {
        loop {
            let pending = self.person.is_shell && self.person.interrupt.has_come();
            let cycles = if pending { STEP } else { SLICE };
            let slice = limit.min(machine.cycle.saturating_add(cycles));
            let stop = machine.run_with(probe, slice);
            let shown = self.show(&machine.take_output());
            if self.person.is_gone() {
                return Ok(End::HungUp);
            }
            shown?;
            let end = match stop {
                Stop::Halted => Some(End::Halted),
                Stop::Probe => Some(End::Probe),
                Stop::Limit if machine.cycle >= limit => Some(End::Limit),
                _ => self.person.ending_signal().map(End::Interrupted),
            };
            if let Some(end) = end {
                return Ok(end);
            }
            match stop {
                Stop::NeedsInput => {
                    self.progress.clear();
                    match self.person.input() {
                        Supply::Bytes(bytes) => machine.feed(&bytes),
                        Supply::End => machine.close_input(),
                        Supply::Later => {}
                    }
                    self.pass_interrupt(machine);
                }
                Stop::NeedsAnswer => {
                    self.tell_names(machine);
                    self.progress.clear();
                    let answer =
                        protocol::answer(machine.requests(), machine.cycle, &mut self.person);
                    if let Some(answer) = answer {
                        machine.answer(answer);
                    }
                }
                Stop::Limit | Stop::Halted | Stop::Probe => {
                    self.pass_interrupt(machine);
                    let is_open = self.live && !self.person.at_line_start;
                    self.progress.cycles(machine.cycle, is_open);
                }
            }
        }
    }

    /// Tells the names that there are now, if somebody is going to type.
    fn tell_names(&mut self, machine: &Machine) {
        if let (Some(terminal), Some(image)) = (self.person.terminal(), &self.image)
            && machine.requests().starts_with(b"L")
        {
            let names = symbols_in_table(machine, image).into_iter().map(|(name, _)| name);
            terminal.know(names.filter(|name| !name.starts_with('%')).collect());
        }
    }

    /// Ctrl-C, if the program is to get it. Between a request and the end of its answer it has to wait:
    /// what would be left of them would be taken for a part of the next.
    fn pass_interrupt(&mut self, machine: &mut Machine) {
        if self.person.is_shell && !machine.is_asking() && self.person.interrupt.take() {
            machine.interrupt();
        }
    }

    /// Ends the line that has been shown last, if that is open.
    ///
    /// # Errors
    /// A [`Failure`] if stdout cannot be written.
    pub fn end_line(&mut self) -> Result<(), Failure> {
        if self.live && !std::mem::replace(&mut self.person.at_line_start, true) {
            print_bytes(b"\n")?;
        }
        Ok(())
    }

    fn show(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if self.live && !bytes.is_empty() {
            self.progress.clear();
            print_bytes(bytes)?;
            self.person.at_line_start = bytes.ends_with(b"\n");
        }
        self.console.extend_from_slice(bytes);
        Ok(())
    }
}
