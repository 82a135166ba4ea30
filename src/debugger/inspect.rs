//! A machine between two cycles, in words.

use std::borrow::Cow;
use std::collections::HashMap;

use super::objects::shorten;
use conscycle_image::names::function_names;
use conscycle_image::printer::Printer;
use conscycle_image::reader::line_column;
use conscycle_image::{Image, Place};
use conscycle_machine::Machine;
use conscycle_machine::object::{Type, is_type};
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::primitives::Fault;
use conscycle_machine::signals::{Kind, SIGNALS, STATES, read, state_number};
use conscycle_machine::units::apply;
use conscycle_machine::word::{NIL, Word};
use conscycle_observe::condition::Problem;
use conscycle_observe::condition::bindings::{bindings, lexical};
use conscycle_observe::condition::operand::{Operand, fits, number, signal};

/// Characters of an expression in a line about a stop.
const SHOWN: usize = 50;

/// Characters of a function's name.
const NAME: usize = 200;

/// Tells about one machine.
pub struct Inspector<'a> {
    machine: &'a Machine,
    image: &'a Image,
    printer: Printer<'a>,
    names: HashMap<u32, Cow<'a, str>>,
}

impl<'a> Inspector<'a> {
    /// Tells about `machine`, which runs `image`.
    pub fn new(machine: &'a Machine, image: &'a Image) -> Inspector<'a> {
        let printer = Printer::new(&machine.memory, machine.config()).with_max_items(60);
        Inspector { machine, image, printer, names: function_names(machine, image) }
    }

    /// A value; a function by its name.
    pub fn show(&self, word: Word) -> String {
        match self.names.get(&word.address()) {
            Some(name) if self.is(word, Type::Function) => shorten(name, NAME),
            _ => self.printer.print(word),
        }
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && is_type(self.machine.memory.read(word.address()), kind)
    }

    /// The line about a stop: cycle, state, what is being done and where.
    pub fn line(&self) -> String {
        let machine = self.machine;
        let state = STATES[state_number(machine) as usize];
        let at = self.place().map_or(String::new(), |place| format!("  {}", self.position(place)));
        format!("{} {state}  {}{at}", machine.cycle, self.doing()).trim_end().to_string()
    }

    /// What the machine is doing.
    fn doing(&self) -> String {
        let machine = self.machine;
        match (machine.arbiter.owner, machine.arbiter.halt) {
            (Unit::Halted, Halt::Trap) => {
                let cause = machine.trap.cause;
                if cause == Fault::OutOfMemory {
                    return format!("trap: {}", cause.message());
                }
                format!("trap: {}: {}", cause.message(), self.show(machine.trap.culprit))
            }
            (Unit::Halted, _) => format!("=> {}", self.printer.print(machine.value)),
            (Unit::Apply, _)
                if matches!(
                    machine.apply.state,
                    apply::State::Apply | apply::State::ApplyDispatch
                ) =>
            {
                self.application()
            }
            (Unit::Sweeper, _) => {
                let collection = machine.collections.last();
                let kind = collection.map_or(String::new(), |last| format!("{:?}", last.kind));
                format!("{kind} collection {}", machine.collections.count())
            }
            (Unit::Eval, _) => shorten(&self.source_or(machine.eval.expr), SHOWN),
            _ => shorten(&self.source_or(machine.origin()), SHOWN),
        }
    }

    fn application(&self) -> String {
        let apply = &self.machine.apply;
        let operands = [apply.operands.x, apply.operands.y, apply.operands.z];
        let mut text = format!("({}", self.show(apply.function));
        for operand in operands.iter().take(apply.operands.count as usize) {
            text.push_str(&format!(" {}", shorten(&self.show(*operand), 24)));
        }
        if apply.operands.has_list() {
            text.push_str(" ...");
        }
        text + ")"
    }

    /// The text of the form that a cell belongs to, or the value itself.
    fn source_or(&self, word: Word) -> String {
        let text = self.image.place(word).and_then(|place| {
            let source = self.image.sources.get(place.source as usize)?;
            source.text.get(place.form.start..place.form.end)
        });
        text.map_or_else(|| self.show(word), str::to_string)
    }

    /// Where in the source the machine is, or where a trap has come from.
    pub fn place(&self) -> Option<&'a Place> {
        let machine = self.machine;
        match machine.arbiter.owner {
            Unit::Halted if machine.arbiter.halt == Halt::Trap => {
                self.image.place(machine.trap.origin)
            }
            Unit::Halted | Unit::Sweeper => None,
            _ => self.image.place(machine.origin()),
        }
    }

    fn position(&self, place: &Place) -> String {
        let source = self.image.sources.get(place.source as usize);
        source.map_or(String::new(), |source| {
            let (line, column) = line_column(&source.text, place.form.start);
            format!("{}:{line}:{column}", source.name)
        })
    }

    /// The place in the source, with its line.
    pub fn here(&self) -> Vec<String> {
        let found = self
            .place()
            .and_then(|place| Some((place, self.image.sources.get(place.source as usize)?)));
        let Some((place, source)) = found else {
            return vec!["no place in the source".to_string()];
        };
        let (line, column) = line_column(&source.text, place.form.start);
        let text = source.text.split('\n').nth(line - 1).unwrap_or_default();
        let from = column.saturating_sub(60);
        let shown: String = text.chars().skip(from).take(100).collect();
        let rest = text.chars().count() + 1 - column.min(text.chars().count() + 1);
        let form = source.text.get(place.form.start..place.form.end).unwrap_or_default();
        let width = form.split('\n').next().map_or(1, |form| form.chars().count());
        let width = width.min(rest).clamp(1, 100);
        let indent = " ".repeat(column - 1 - from);
        let position = self.position(place);
        vec![position, format!("  {shown}"), format!("  {indent}{}", "^".repeat(width))]
    }

    /// What a name, a number or a signal stands for.
    ///
    /// # Errors
    /// A [`Problem`] if it is nothing.
    pub fn print(&self, text: &str) -> Result<Vec<String>, Problem> {
        if text.is_empty() {
            return Err(Problem("print what? `help print` tells".to_string()));
        }
        if let Some(word) = number(text) {
            let word = fits(text, word, self.image)?;
            return Ok(vec![format!("{:#x} = {}", word.0, self.show(word))]);
        }
        if let Some(symbol) = self.image.symbol(text) {
            let lines = self.symbol(text, symbol);
            if !lines.is_empty() || signal(text)?.is_none() {
                return Ok(if lines.is_empty() {
                    vec![format!("{text} is unbound")]
                } else {
                    lines
                });
            }
        }
        match Operand::parse(text, self.image)? {
            Operand::Signal(index) => Ok(vec![self.signal(index)]),
            operand @ Operand::Memory(_) => {
                let word = Word(operand.value(self.machine).bits());
                Ok(vec![format!("{text} = {:#x} {}", word.0, self.show(word))])
            }
            operand => Ok(vec![format!("{text} = {}", operand.value(self.machine).bits())]),
        }
    }

    /// The bindings of a symbol.
    fn symbol(&self, name: &str, symbol: Word) -> Vec<String> {
        let memory = &self.machine.memory;
        let object = memory.read(symbol.plus(1).address());
        let (value, function) =
            (memory.read(object.plus(2).address()), memory.read(object.plus(3).address()));
        let mut lines = Vec::new();
        if let Some(local) = lexical(self.machine, symbol) {
            lines.push(format!("{name} = {} (local)", self.printer.print(local)));
        } else if value != conscycle_machine::object::fixed::UNBOUND {
            lines.push(format!("{name} = {}", self.printer.print(value)));
        }
        if function != NIL && function != value {
            lines.push(format!("{name} = {} (function)", self.printer.print(function)));
        }
        lines
    }

    /// The variables that are bound where the machine is, innermost first.
    pub fn locals(&self) -> Vec<String> {
        let mut lines: Vec<String> = bindings(self.machine)
            .into_iter()
            .map(|(name, value)| {
                let value = shorten(&self.show(value), SHOWN);
                format!("{} = {value}", shorten(&self.printer.print(name), NAME))
            })
            .collect();
        if lines.is_empty() {
            lines.push("no local variables".to_string());
        }
        lines
    }

    /// A signal's name and value.
    pub fn signal(&self, index: usize) -> String {
        let (signal, bits) = (&SIGNALS[index], read(self.machine, index));
        let path = signal.path();
        match signal.kind {
            Kind::Enum(names) => {
                format!("{path} = {}", names.get(bits as usize).copied().unwrap_or("?"))
            }
            Kind::Word => {
                let value = shorten(&self.show(Word(bits)), SHOWN);
                format!("{path} = {bits:#x} {value}")
            }
            Kind::Raw | Kind::Address => format!("{path} = {bits:#x}"),
            Kind::Bits(_) => format!("{path} = {bits}"),
        }
    }

    /// The signals of a unit; all if it is `all`; of the unit that acts if it is empty.
    ///
    /// # Errors
    /// A [`Problem`] if there is no such unit or signal.
    pub fn signals(&self, which: &str) -> Result<Vec<String>, Problem> {
        let acting = snake(Unit::NAMES[self.machine.arbiter.owner as usize]);
        let unit = if which.is_empty() { acting.as_str() } else { which };
        let chosen = |at: &usize| which == "all" || SIGNALS[*at].scope == unit;
        let mut found: Vec<usize> = (0..SIGNALS.len()).filter(chosen).collect();
        if found.is_empty() {
            let problem = || Problem(format!("{unit} is no unit and no signal"));
            found.push(if which.is_empty() { 0 } else { signal(which)?.ok_or_else(problem)? });
        }
        Ok(found.into_iter().map(|at| self.signal(at)).collect())
    }
}

/// The name of a unit as a scope: `EvalArgs` is `eval_args`.
pub fn snake(name: &str) -> String {
    let mut text = String::new();
    for (i, letter) in name.char_indices() {
        if letter.is_uppercase() && i > 0 {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
