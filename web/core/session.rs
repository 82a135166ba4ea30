//! A program under the debugger, and what the page asks about it.

use std::collections::VecDeque;
use std::sync::atomic::AtomicBool;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{Answer, Failed};
use crate::export::Export;
use crate::host::Host;
use crate::notices;
use crate::program::Program;
use crate::run::Task;
use crate::timeline::Track;
use conscycle_debugger::condition::Condition;
use conscycle_debugger::evaluate::is_expression;
use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::points::{breakpoint, watchpoint};
use conscycle_debugger::whence::Place;
use conscycle_debugger::{Debugger, Effort, Surroundings};
use conscycle_machine::ports::Halt;
use conscycle_program::account::as_json;
use conscycle_program::trap::Telling;
use conscycle_program::{End, Loaded};

/// Bytes for checkpoints.
const BUDGET: usize = 192 << 20;

/// What answers may cost in a page: tenths of a second.
const EFFORT: Effort = Effort { followed: 2_000_000, taped: 1 << 18, evaluated: 2_000_000 };

/// Bytes of the console's output that are kept, at least.
const KEPT: usize = 4 << 20;

/// Characters of it that a moment has.
const SHOWN: usize = 20_000;

/// A request that is answered at once.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Request {
    Input { text: String },
    EndInput,
    AddPoint { kind: String, text: String },
    DeletePoint { id: u32 },
    Moment { changed_since: Option<u64> },
    Heap { colour: String, from: u32, words: u32, cells: u32 },
    Object { address: u32 },
    Wave { from: u64, to: u64, signals: Vec<String>, most: usize },
    Timeline { from: u64, to: u64, buckets: usize },
    Calls { from: u64, to: u64, most: usize },
    Evaluate { text: String },
    Result,
}

/// A session.
#[derive(Debug)]
pub struct Session {
    pub(crate) loaded: &'static Loaded,
    pub(crate) debugger: Debugger<'static>,
    pub(crate) host: Host,
    program: Program,
    /// What the console has written, without its first `dropped` bytes.
    written: Vec<u8>,
    dropped: u64,
    /// What of it nobody has been told.
    fresh: Vec<u8>,
    /// Registers of the moments that were told last, by their cycles.
    pub(crate) seen: VecDeque<(u64, Vec<u64>)>,
    pub(crate) track: Track,
    pub(crate) task: Option<Task>,
    pub(crate) export: Option<Export>,
    /// The program has asked for input that was not there.
    pub(crate) waits: bool,
    typed: Vec<Typed>,
}

/// What was typed, which the console shows where it was read, as a terminal does.
#[derive(Debug)]
struct Typed {
    /// The cycle in which the machine waited for it.
    cycle: u64,
    /// How much the console had written then.
    written: u64,
    text: String,
}

/// What stands before a line that was typed, and where a shell waits for one.
const PROMPT: &[u8] = b"> ";

/// Checks a program: what is to be said of it, and whether it can run.
pub fn check(program: &Program) -> (Vec<Value>, bool) {
    match program.load() {
        Ok((loaded, _)) => (notices::of_program(&loaded, program), true),
        Err(problem) => (notices::of_problem(&problem), false),
    }
}

impl Session {
    /// A session with a program, which stays in memory until the page's worker ends; and what is to be said of it.
    ///
    /// # Errors
    /// What is wrong with the program.
    pub fn new(program: Program) -> Result<(Session, Vec<Value>), Vec<Value>> {
        let (loaded, host) = program.load().map_err(|problem| notices::of_problem(&problem))?;
        let told = notices::of_program(&loaded, &program);
        let loaded: &'static Loaded = Box::leak(Box::new(loaded));
        let mut debugger = Debugger::new(&loaded.image, loaded.machine(), BUDGET);
        debugger.effort = EFFORT;
        let session = Session {
            loaded,
            debugger,
            host,
            program,
            written: Vec::new(),
            dropped: 0,
            fresh: Vec::new(),
            seen: VecDeque::new(),
            track: Track::default(),
            task: None,
            export: None,
            waits: false,
            typed: Vec::new(),
        };
        Ok((session, told))
    }

    /// Answers a request.
    ///
    /// # Errors
    /// [`Failed`] says what is wrong with it.
    pub fn answer(&mut self, request: &str) -> Result<Answer, Failed> {
        let request = serde_json::from_str(request).map_err(|error| Failed(error.to_string()))?;
        match request {
            Request::Input { text } => {
                if self.host.input.is_closed {
                    return Err(Failed("the console's input has ended".to_string()));
                }
                self.host.input.put(text.as_bytes());
                let (cycle, written) = (self.debugger.machine().cycle, self.debugger.written());
                self.typed.push(Typed { cycle, written, text });
                Ok(Value::Null.into())
            }
            Request::EndInput => {
                self.host.input.is_closed = true;
                Ok(Value::Null.into())
            }
            Request::AddPoint { kind, text } => self.add_point(&kind, &text),
            Request::DeletePoint { id } => {
                if !self.debugger.points.delete(id) {
                    return Err(Failed(format!("no point has the number {id}")));
                }
                self.points_changed();
                Ok(self.points())
            }
            Request::Moment { changed_since } => {
                let moment = self.moment(changed_since, false).json;
                Ok(json!({ "moment": moment }).into())
            }
            Request::Heap { colour, from, words, cells } => self.heap(&colour, from, words, cells),
            Request::Object { address } => self.object(address),
            Request::Wave { from, to, signals, most } => self.wave(from, to, &signals, most),
            Request::Timeline { from, to, buckets } => Ok(self.timeline(from, to, buckets)),
            Request::Calls { from, to, most } => self.calls(from, to, most),
            Request::Evaluate { text } => {
                let lines = if is_expression(&text) {
                    self.debugger.evaluate(&text)?
                } else {
                    Inspector::new(self.debugger.machine(), &self.loaded.image).print(&text)?
                };
                Ok(json!({ "lines": lines }).into())
            }
            Request::Result => Ok(self.result()),
        }
    }

    fn add_point(&mut self, kind: &str, text: &str) -> Result<Answer, Failed> {
        let image = &self.loaded.image;
        let (trigger, condition) = if kind == "watch" {
            let (what, condition) = match text.split_once(" if ") {
                Some((what, condition)) => (what, Some(Condition::parse(condition, image)?)),
                None => (text, None),
            };
            (watchpoint(what, self.debugger.machine().memory.words(), image)?, condition)
        } else {
            breakpoint(text, image)?
        };
        self.debugger.points.add(trigger, condition, format!("{kind} {text}"));
        self.points_changed();
        Ok(self.points())
    }

    fn points(&self) -> Answer {
        let all = self.debugger.points.all().iter();
        let all: Vec<Value> = all.map(|p| json!({ "id": p.id, "text": p.text })).collect();
        json!({ "points": all }).into()
    }

    /// Where the word of a place has come from, or with `forwards` where it goes. `goes_on` is asked from time to
    /// time; nothing is the answer if it says no.
    ///
    /// # Errors
    /// [`Failed`] if there is no such place, or no cycle has been after this one.
    pub fn follow(
        &mut self,
        place: &str,
        forwards: bool,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Value>, Failed> {
        let machine = self.debugger.machine();
        let (cycle, program) = (machine.cycle, self.loaded.program());
        let found = Place::parse(place, machine, &self.loaded.image)?;
        if forwards && cycle == self.debugger.frontier() {
            let problem = format!("no cycle has been after {cycle}: go back first");
            return Err(Failed(problem));
        }
        let interrupt = AtomicBool::new(false);
        let mut progress = |_: u64, _: &mut Vec<u8>| {
            interrupt.store(!goes_on(), std::sync::atomic::Ordering::Relaxed);
        };
        let mut around =
            Surroundings { host: &mut self.host, progress: &mut progress, interrupt: &interrupt };
        let (command, found) = if forwards {
            let copies = self.debugger.whither(found, cycle, program, &mut around);
            ("whither", copies.map(|copies| copies.json()))
        } else {
            ("whence", self.debugger.whence(found, program, &mut around).map(|chain| chain.json()))
        };
        Ok(found.map(|mut told| {
            told["command"] = json!(command);
            told["of"] = json!(place.trim());
            told
        }))
    }

    /// Takes what the console has written in cycles that had not been before; of very much, the end.
    pub fn take_output(&mut self) -> Vec<u8> {
        self.collect();
        std::mem::take(&mut self.fresh)
    }

    /// Keeps what the console has written.
    pub(crate) fn collect(&mut self) {
        let output = self.debugger.take_output();
        self.written.extend_from_slice(&output);
        self.dropped += cut(&mut self.written);
        self.fresh.extend(output);
        cut(&mut self.fresh);
    }

    /// The bytes that the console had written up to the machine's cycle, as far as they are kept.
    fn console_bytes(&self) -> &[u8] {
        let end = self.debugger.written().saturating_sub(self.dropped) as usize;
        &self.written[..end.min(self.written.len())]
    }

    /// The end of what the console has written up to the machine's cycle, with what was typed where it was read, and
    /// whether there was more before.
    pub(crate) fn console(&self) -> (String, bool) {
        let bytes = self.console_bytes();
        let mut from = bytes.len().saturating_sub(SHOWN);
        if from > 0 {
            // Whole lines, if there are any.
            let line = bytes[from..].iter().position(|&byte| byte == b'\n');
            from += line.map_or(0, |line| line + 1);
        }
        let is_cut = from > 0 || self.dropped > 0;
        let cycle = self.debugger.machine().cycle;
        let mut shown = Vec::new();
        for typed in self.typed.iter().filter(|typed| typed.cycle < cycle) {
            let Some(to) = typed.written.checked_sub(self.dropped).map(|to| to as usize) else {
                continue;
            };
            if (from..=bytes.len()).contains(&to) {
                shown.extend_from_slice(&bytes[from..to]);
                shown.extend_from_slice(PROMPT);
                shown.extend_from_slice(typed.text.as_bytes());
                from = to;
            }
        }
        shown.extend_from_slice(&bytes[from..]);
        if self.waits && self.program.shell {
            shown.extend_from_slice(PROMPT);
        }
        (String::from_utf8_lossy(&shown).into_owned(), is_cut)
    }

    /// The account of the run, as the command line gives it.
    fn result(&mut self) -> Answer {
        self.collect();
        let machine = self.debugger.machine();
        let end = if machine.arbiter.halt == Halt::Running { End::Limit } else { End::Halted };
        let command = self.program.command();
        let telling = Telling { library_frames: false, command: Some(&command) };
        let mut told = as_json(machine, self.loaded, self.console_bytes(), end, telling);
        if self.dropped > 0 {
            told["console_dropped"] = json!(self.dropped);
        }
        told.into()
    }
}

/// Leaves the end of what has become too long; how much has gone.
fn cut(bytes: &mut Vec<u8>) -> u64 {
    if bytes.len() <= 2 * KEPT {
        return 0;
    }
    let rest = bytes.split_off(bytes.len() - KEPT);
    let dropped = bytes.len() as u64;
    *bytes = rest;
    dropped
}
