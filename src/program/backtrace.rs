//! The frames that wait for a value, as a person reads them.

use std::borrow::Cow;
use std::collections::HashMap;

use conscycle_debugger::objects::shorten;
use conscycle_image::names::function_names;
use conscycle_image::printer::Printer;
use conscycle_image::reader::{Span, line_column};
use conscycle_image::{Image, Place};
use conscycle_machine::Machine;
use conscycle_machine::frame::{Frame, ReturnState};
use conscycle_machine::object::{Type, is_type};
use conscycle_machine::primitives::Fault;
use conscycle_machine::word::Word;

/// Characters of a function's name.
const NAME: usize = 200;

/// Frames shown at either end of a long chain.
const SHOWN: usize = 12;

/// The frames of a machine, innermost first, a line for each.
pub fn frames(machine: &Machine, image: &Image) -> Vec<String> {
    let reader = Reader::new(machine, image);
    reader.lines(&reader.frames().iter().collect::<Vec<_>>())
}

/// The same frames as Lisp, each with its place if that is known: forms in which [`SLOT`] stands for
/// the value that is waited for, and values for what has been evaluated.
pub fn frames_as_lisp(machine: &Machine, image: &Image) -> Vec<(String, Option<String>)> {
    let reader = Reader::new(machine, image);
    let place = |frame| reader.place(frame).and_then(|(place, span)| reader.position(place, span));
    reader.frames().iter().map(|frame| (reader.lisp(frame), place(frame))).collect()
}

/// What is waited for, in a frame as Lisp.
pub const SLOT: &str = "<>";

/// A frame as far as a backtrace tells of it.
pub struct Waiting {
    /// What is done with the value, a [`ReturnState`].
    pub state: Word,
    /// Where its first cell is; of the frame in the top register, nowhere.
    pub address: Option<u32>,
    /// The operator, or what stands in its place.
    pub operator: Word,
    /// The operands that are left, or what stands in their place.
    pub arguments: Word,
    values: Word,
}

impl Waiting {
    /// The cell that tells where it waits.
    pub fn cell(&self) -> Word {
        match ReturnState::of(self.state) {
            Some(ReturnState::Operator) => self.operator,
            _ => self.arguments,
        }
    }
}

/// Reads frames, and names what is in them.
pub struct Reader<'a> {
    /// The machine that has them.
    pub machine: &'a Machine,
    /// What it runs.
    pub image: &'a Image,
    /// What writes words as Lisp.
    pub printer: Printer<'a>,
    names: HashMap<u32, Cow<'a, str>>,
}

impl<'a> Reader<'a> {
    /// Reads those of `machine`, which runs `image`.
    pub fn new(machine: &'a Machine, image: &'a Image) -> Reader<'a> {
        Reader {
            machine,
            image,
            printer: Printer::new(&machine.memory, machine.config()).with_max_items(60),
            names: function_names(machine, image),
        }
    }

    /// A value; a function by the name of a symbol that it is bound to.
    pub fn show(&self, word: Word) -> String {
        match self.names.get(&word.address()) {
            Some(name) if self.is(word, Type::Function) => shorten(name, NAME),
            _ => self.printer.print(word),
        }
    }

    /// Does a word point to an object of this type?
    pub fn is(&self, word: Word, kind: Type) -> bool {
        word.is_pointer() && is_type(self.machine.memory.read(word.address()), kind)
    }

    /// The expression at fault: of an unbound variable the variable, else the form.
    pub fn fault_span(&self, place: &Place) -> Span {
        let source = self.image.sources.get(place.source as usize);
        let element =
            source.and_then(|source| source.text.get(place.element.start..place.element.end));
        let trap = &self.machine.trap;
        if trap.cause == Fault::Unbound
            && element == Some(self.printer.print(trap.culprit).as_str())
        {
            place.element
        } else {
            place.form
        }
    }

    /// A place as `file:line:column`.
    pub fn position(&self, place: &Place, span: Span) -> Option<String> {
        let source = self.image.sources.get(place.source as usize)?;
        let (line, column) = line_column(&source.text, span.start);
        Some(format!("{}:{line}:{column}", source.name))
    }

    /// Every frame of the CLINK chain, innermost first.
    pub fn frames(&self) -> Vec<Waiting> {
        let mut frames = Vec::new();
        let clink = &self.machine.clink;
        if clink.full {
            let Frame { state, operator, arguments, values, .. } = clink.top;
            frames.push(Waiting { state, address: None, operator, arguments, values });
        }
        let mut cell = clink.clink;
        let most = self.machine.memory.words().len() / 20;
        while self.is(cell, Type::Cons) && frames.len() <= most {
            let address = Some(cell.address());
            let mut fields = [Word(0); 5];
            for field in &mut fields {
                *field = self.machine.memory.read(cell.plus(1).address());
                cell = self.machine.memory.read(cell.plus(2).address());
            }
            let [state, operator, arguments, values, _] = fields;
            frames.push(Waiting { state, address, operator, arguments, values });
        }
        frames
    }

    /// A line for each frame; the middle of a long chain is left out.
    pub fn lines(&self, frames: &[&Waiting]) -> Vec<String> {
        let lines = |frames: &[&Waiting]| frames.iter().map(|frame| self.line(frame)).collect();
        if frames.len() <= 2 * SHOWN {
            return lines(frames);
        }
        let mut shown: Vec<String> = lines(&frames[..SHOWN]);
        shown.push(format!("... {} more frames ...", frames.len() - 2 * SHOWN));
        shown.append(&mut lines(&frames[frames.len() - SHOWN..]));
        shown
    }

    /// Where a frame waits, and the expression that it waits for.
    pub fn place(&self, frame: &Waiting) -> Option<(&'a Place, Span)> {
        let state = ReturnState::of(frame.state);
        let place = self.image.place(frame.cell());
        let place = place.or_else(|| self.image.place(frame.operator))?;
        let span = match state {
            Some(ReturnState::Arguments) => place.element,
            _ => place.form,
        };
        Some((place, span))
    }

    fn line(&self, frame: &Waiting) -> String {
        let what = self.what(frame);
        match self.place(frame).and_then(|(place, span)| self.position(place, span)) {
            Some(position) => format!("in {what}, at {position}"),
            None => format!("in {what}"),
        }
    }

    /// What the value is that a frame waits for: `an argument of print`.
    pub fn what(&self, frame: &Waiting) -> String {
        let name = || self.show(frame.operator);
        match ReturnState::of(frame.state) {
            Some(ReturnState::Arguments) => format!("an argument of {}", name()),
            Some(ReturnState::Operator) => "an operator".to_string(),
            Some(ReturnState::If) => "the test of an if".to_string(),
            Some(ReturnState::Sequence) => "an expression of a body".to_string(),
            Some(ReturnState::Define) => format!("the definition of {}", name()),
            Some(ReturnState::Set) => format!("the new value of {}", name()),
            Some(ReturnState::Expand) => format!("the expansion of {}", name()),
            Some(ReturnState::CatchHandler) => "the handler of a catch".to_string(),
            Some(ReturnState::Catch) => "the body of a catch".to_string(),
            Some(ReturnState::TrapHandler) => format!("the trap handler {}", name()),
            Some(ReturnState::Fold | ReturnState::Compare) => format!("the rest of {}", name()),
            None => format!("an unknown frame {:#x}", frame.state.0),
        }
    }

    /// A frame as Lisp, with [`SLOT`] for the value that it waits for.
    pub fn lisp(&self, frame: &Waiting) -> String {
        let name = self.show(frame.operator);
        let rest = || self.elements(frame.arguments).join(" ");
        let text = match ReturnState::of(frame.state) {
            Some(ReturnState::Arguments) => {
                let mut values = self.elements(frame.values);
                values.reverse();
                let after = self.elements(frame.arguments).into_iter().skip(1);
                let slot = std::iter::once(SLOT.to_string());
                let all: Vec<String> = values.into_iter().chain(slot).chain(after).collect();
                format!("({name} {})", all.join(" "))
            }
            Some(ReturnState::Operator) => {
                let operands = self.elements(frame.operator).into_iter().skip(1);
                let all: Vec<String> = std::iter::once(SLOT.to_string()).chain(operands).collect();
                format!("({})", all.join(" "))
            }
            Some(ReturnState::If) => format!("(if {SLOT} {})", rest()),
            Some(ReturnState::Sequence) => format!("(begin {SLOT} {})", rest()),
            Some(ReturnState::Define) => format!("(define {name} {SLOT})"),
            Some(ReturnState::Set) => format!("(set! {name} {SLOT})"),
            Some(ReturnState::Expand) => format!("({name} ...) expands to {SLOT}"),
            Some(ReturnState::CatchHandler) => format!("(catch {SLOT} {})", rest()),
            Some(ReturnState::Catch) => format!("(catch {name} {SLOT})"),
            Some(ReturnState::TrapHandler) => format!("({name} ...) answers the trap with {SLOT}"),
            Some(ReturnState::Fold) => {
                format!("({name} {SLOT} {})", self.elements(frame.values).join(" "))
            }
            Some(ReturnState::Compare) => {
                format!("(if {SLOT} ({name} {}))", self.elements(frame.values).join(" "))
            }
            None => format!("#<frame {:#x}>", frame.state.0),
        };
        text.replace(" )", ")")
    }

    /// The elements of a list, printed; no more than a person reads.
    fn elements(&self, list: Word) -> Vec<String> {
        let mut cell = list;
        let mut elements = Vec::new();
        while self.is(cell, Type::Cons) && elements.len() < SHOWN {
            elements.push(self.show(self.machine.memory.read(cell.plus(1).address())));
            cell = self.machine.memory.read(cell.plus(2).address());
        }
        elements
    }
}
