//! What there is to tell of a machine between two cycles, as JSON.

use serde_json::{Value, json};

use crate::failed::Failed;
use crate::session::Session;
use crate::travel::observe;
use conscycle_debugger::evaluate::is_expression;
use conscycle_debugger::objects::shorten;
use conscycle_image::printer::Printer;
use conscycle_image::reader::line_column;
use conscycle_machine::ports::Halt;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS, read};
use conscycle_machine::word::Word;
use conscycle_observe::profile::ProfileProbe;
use conscycle_observe::statistics::{Pause, Statistics};
use conscycle_program::account;
use conscycle_program::backtrace::Reader;
use conscycle_program::end::End;
use conscycle_program::trap::Telling;

/// Characters of a word as Lisp.
const SHOWN: usize = 200;

impl Session {
    /// The account of the run so far, as the command line gives it.
    pub fn account(&self) -> Value {
        let end = if self.has_halted() { End::Halted } else { End::Limit };
        let console = self.console();
        account::as_json(self.machine(), self.loaded(), console, end, Telling::default())
    }

    /// Where the cycles and words of the run so far went: it is made again, with an observer.
    ///
    /// # Errors
    /// If a signal has come.
    pub fn profile(&mut self) -> Result<Value, Failed> {
        self.work(|loaded, debugger, _| {
            let end = debugger.machine().cycle;
            let mut machine = debugger.machine_at(0);
            let mut probe = ProfileProbe::new(&loaded.image);
            observe(&mut machine, &mut probe, end, |_| Ok(true))?;
            Ok(json!(probe.report(&machine)))
        })
    }

    /// The last value; nothing if there is none.
    pub fn value(&self) -> Option<String> {
        let machine = self.machine();
        matches!(machine.arbiter.halt, Halt::Done | Halt::Exit).then(|| account::value(machine))
    }

    /// The trap that the machine has halted with.
    pub fn trap(&self) -> Value {
        json!(account::trap(self.machine(), self.loaded(), Telling::default()))
    }

    /// What is to be said of the program: notes, and what is surely wrong in it.
    pub fn warnings(&self) -> Value {
        json!({
            "notes": self.loaded().notes,
            "warnings": account::warnings(self.machine(), self.loaded()),
        })
    }

    /// The collections of the run so far.
    pub fn collections(&self) -> Value {
        let machine = self.machine();
        let each: Vec<Pause> = machine.collections.kept().iter().map(Pause::from).collect();
        let left_out = machine.collections.left_out();
        json!({ "total": Statistics::of(machine), "each": each, "left_out": left_out })
    }

    /// Every register.
    pub fn registers(&self) -> Value {
        let (machine, inspector) = (self.machine(), self.inspector());
        let register = |at: usize| {
            let (signal, bits) = (&SIGNALS[at], read(machine, at));
            let text = match signal.kind {
                Kind::Enum(names) => names.get(bits as usize).copied().unwrap_or("?").to_string(),
                Kind::Word => shorten(&inspector.show(Word(bits)), SHOWN),
                Kind::Raw | Kind::Address => format!("{bits:#x}"),
                Kind::Bits(_) => bits.to_string(),
            };
            json!({
                "name": signal.path(),
                "kind": signal.kind.name(),
                "width": signal.width(machine.config()),
                "bits": bits,
                "text": text,
            })
        };
        (0..REGISTERS).map(register).collect()
    }

    /// The frames that wait for a value, innermost first.
    pub fn frames(&self) -> Value {
        let image = &self.loaded().image;
        let reader = Reader::new(self.machine(), image);
        let frames = reader.frames();
        let told = frames.iter().map(|frame| {
            let place = reader.place(frame);
            let source = place.and_then(|(place, span)| {
                let source = image.sources.get(place.source as usize)?;
                let (line, column) = line_column(&source.text, span.start);
                Some((source.name.as_str(), line, column))
            });
            json!({
                "text": format!("in {}", reader.what(frame)),
                "expression": reader.lisp(frame),
                "source": source.map(|(name, ..)| name),
                "line": source.map(|(_, line, _)| line),
                "column": source.map(|(.., column)| column),
                "library": place.map(|(place, _)| self.loaded().program() != Some(place.source)),
            })
        });
        told.collect()
    }

    /// The value of an expression where the machine is, which does not notice, and what was written on the way.
    ///
    /// # Errors
    /// If it is no expression, or has no value.
    pub fn evaluate(&self, text: &str) -> Result<Value, Failed> {
        let mut lines = self.debugger().evaluate(text)?;
        let value = lines.pop().unwrap_or_default();
        let value = value.strip_prefix("=> ").unwrap_or(&value);
        Ok(json!({ "value": value, "output": lines.join("\n") }))
    }

    /// What a name, a number, a signal or an expression stands for, in lines.
    ///
    /// # Errors
    /// If it is nothing.
    pub fn print(&self, text: &str) -> Result<Vec<String>, Failed> {
        if is_expression(text) {
            return Ok(self.debugger().evaluate(text)?);
        }
        Ok(self.inspector().print(text)?)
    }

    /// Where the machine is, and why it has stopped, in a line.
    pub fn line(&self) -> String {
        self.inspector().line()
    }

    /// The words at some addresses as Lisp, each in at most so many characters.
    pub fn texts(&self, addresses: impl Iterator<Item = u32>, most: usize) -> Vec<String> {
        let machine = self.machine();
        let printer = Printer::new(&machine.memory, machine.config()).with_max_items(most);
        addresses.map(|address| shorten(&printer.print(Word::at(address)), most)).collect()
    }
}
