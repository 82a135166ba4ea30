//! A trap as a person reads it: what and where, and the frames that were waiting.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::frame::ReturnState;
use crate::image::{Image, Place};
use crate::machine::Machine;
use crate::object::Type;
use crate::object::{is_type, type_number};
use crate::primitives::Trap;
use crate::printer::Printer;
use crate::reader::{Span, line_column};
use crate::word::Word;

/// Frames shown at either end of a long chain.
const SHOWN: usize = 12;

/// A trap and its frames, in words.
pub struct Backtrace {
    /// The fault and its culprit.
    pub message: String,
    /// Where it happened: `file:line:column`, if that is known.
    pub place: Option<String>,
    /// The waiting frames, innermost first.
    pub frames: Vec<String>,
    /// The place in its source, for an excerpt.
    pub excerpt: Option<(String, String, Span)>,
}

/// Reads the trap of a halted machine.
pub fn backtrace(machine: &Machine, image: &Image) -> Backtrace {
    let reader = Reader {
        machine,
        image,
        printer: Printer::new(&machine.memory, machine.config()).with_max_items(60),
        names: function_names(machine, image),
    };
    let trap = &machine.trap;
    let message = match trap.cause {
        Trap::OutOfMemory => trap.cause.message().to_string(),
        cause => format!("{}: {}", cause.message(), reader.show(trap.culprit)),
    };
    let place = image.place(trap.origin).map(|place| (place, reader.fault_span(place)));
    let excerpt = place.and_then(|(place, span)| {
        let source = image.sources.get(place.source as usize)?;
        Some((source.name.clone(), source.text.clone(), span))
    });
    Backtrace {
        message,
        place: place.and_then(|(place, span)| reader.position(place, span)),
        frames: reader.frames(),
        excerpt,
    }
}

struct Reader<'a> {
    machine: &'a Machine,
    image: &'a Image,
    printer: Printer<'a>,
    names: HashMap<u32, &'a str>,
}

impl Reader<'_> {
    /// A value; a function by the name of a symbol that it is bound to.
    fn show(&self, word: Word) -> String {
        match self.names.get(&word.0) {
            Some(name) if self.is(word, Type::Function) => (*name).to_string(),
            _ => self.printer.print(word),
        }
    }

    fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && is_type(self.machine.memory.read(word.0), kind)
    }

    /// The expression at fault: of an unbound variable the variable, else the form.
    fn fault_span(&self, place: &Place) -> Span {
        let source = self.image.sources.get(place.source as usize);
        let element =
            source.and_then(|source| source.text.get(place.element.start..place.element.end));
        let trap = &self.machine.trap;
        if trap.cause == Trap::Unbound && element == Some(self.printer.print(trap.culprit).as_str())
        {
            place.element
        } else {
            place.form
        }
    }

    fn position(&self, place: &Place, span: Span) -> Option<String> {
        let source = self.image.sources.get(place.source as usize)?;
        let (line, column) = line_column(&source.text, span.start);
        Some(format!("{}:{line}:{column}", source.name))
    }

    /// Every frame of the CLINK chain as a line, innermost first; the middle of a long chain is
    /// left out.
    fn frames(&self) -> Vec<String> {
        let mut frames = Vec::new();
        let clink = &self.machine.clink;
        if clink.full {
            frames.push(self.frame(clink.top.state, clink.top.operator, clink.top.arguments));
        }
        let mut cell = clink.clink;
        let most = self.machine.memory.words().len() / 20;
        while self.is(cell, Type::Cons) && frames.len() <= most {
            let mut fields = [Word(0); 5];
            for field in &mut fields {
                *field = self.machine.memory.read(cell.0 + 1);
                cell = self.machine.memory.read(cell.0 + 2);
            }
            let [state, operator, arguments, ..] = fields;
            frames.push(self.frame(state, operator, arguments));
        }
        if frames.len() > 2 * SHOWN {
            let left_out = frames.len() - 2 * SHOWN;
            frames.splice(SHOWN..frames.len() - SHOWN, [format!("... {left_out} more frames ...")]);
        }
        frames
    }

    fn frame(&self, state: Word, operator: Word, arguments: Word) -> String {
        let return_state = ReturnState::of(state);
        let what = match return_state {
            Some(ReturnState::Arguments) => format!("an argument of {}", self.show(operator)),
            Some(ReturnState::Operator) => "an operator".to_string(),
            Some(ReturnState::If) => "the test of an if".to_string(),
            Some(ReturnState::Sequence) => "an expression of a body".to_string(),
            Some(ReturnState::Define) => format!("the definition of {}", self.show(operator)),
            Some(ReturnState::Set) => format!("the new value of {}", self.show(operator)),
            Some(ReturnState::Expand) => format!("the expansion of {}", self.show(operator)),
            Some(ReturnState::CatchHandler) => "the handler of a catch".to_string(),
            Some(ReturnState::Catch) => "the body of a catch".to_string(),
            Some(ReturnState::TrapHandler) => format!("the trap handler {}", self.show(operator)),
            None => format!("an unknown frame {:#x}", state.0),
        };
        let place = match return_state {
            Some(ReturnState::Operator) => self.image.place(operator),
            _ => self.image.place(arguments).or_else(|| self.image.place(operator)),
        };
        let mut line = format!("in {what}");
        if let Some(place) = place {
            let span = match return_state {
                Some(ReturnState::Arguments) => place.element,
                _ => place.form,
            };
            if let Some(position) = self.position(place, span) {
                let _ = write!(line, ", at {position}");
            }
        }
        line
    }
}

/// The names of functions, by address: symbols whose function or value cell holds one.
fn function_names<'a>(machine: &Machine, image: &'a Image) -> HashMap<u32, &'a str> {
    let memory = &machine.memory;
    let mut names = HashMap::new();
    for (name, symbol) in &image.symbols {
        let object = memory.read(symbol.0.wrapping_add(1)).0;
        for cell in [object.wrapping_add(2), object.wrapping_add(3)] {
            let word = memory.read(cell);
            if word.is_pointer() && type_number(memory.read(word.0)) == Type::Function as u32 {
                names.entry(word.0).or_insert(name.as_str());
            }
        }
    }
    names
}
