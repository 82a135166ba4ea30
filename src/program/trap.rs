//! A trap as a person reads it: what is wrong, where in the program, and what would mend it.
//!
//! A fault inside the library is told where the program called it, and then what happened inside. A
//! malformed call of one of its macros is told as that.

use crate::Excerpt;
use crate::Loaded;
use crate::advice::{Situation, advice};
use crate::backtrace::{Reader, Waiting};
use conscycle_firmware::syntax::syntax;
use conscycle_image::Place;
use conscycle_image::reader::{Span, head};
use conscycle_machine::Machine;
use conscycle_machine::frame::ReturnState;
use conscycle_machine::object::{FunctionKind, Type, subtype};
use conscycle_machine::primitives::Fault;
use conscycle_machine::word::Word;
use conscycle_observe::caller::CallerProbe;

/// Cycles of a run that is made again.
const PATIENCE: u64 = 50_000_000;

/// Characters of the library's text that are shown.
const SHOWN: usize = 60;

/// A trap and its frames, in words.
pub struct Report {
    /// The fault and its culprit.
    pub message: String,
    /// Where: `file:line:column`, in the program if there is a place in it.
    pub place: Option<String>,
    /// The same place for an excerpt, and what to say of it.
    pub excerpt: Option<(Excerpt, &'static str)>,
    /// What happened inside the library, and where.
    pub inside: Option<String>,
    /// What would mend it.
    pub help: Vec<String>,
    /// The waiting frames, innermost first.
    pub frames: Vec<String>,
    /// Frames of the library, which are not among them.
    pub hidden: usize,
}

/// A place in a source, and what to say of it.
type Site<'a> = (&'a Place, Span, &'static str);

/// How a trap is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Telling<'a> {
    /// Frames of the library are told too; else only where the program is a part of it.
    pub library_frames: bool,
    /// The command line that has started the run, if one has: what helps is then told as a changed one.
    pub command: Option<&'a [String]>,
}

/// Reads the trap of a halted machine.
pub fn report(machine: &Machine, loaded: &Loaded, telling: Telling) -> Report {
    let Telling { library_frames, command } = telling;
    let reader = Reader::new(machine, &loaded.image);
    let program = loaded.program();
    let first = loaded.image.places.iter().find(|place| Some(place.source) == program);
    let first_cell = first.map_or(0, |place| place.cell);
    let teller = Teller { frames: reader.frames(), reader, program, first_cell };
    let Teller { reader, frames, .. } = &teller;
    let trap = &machine.trap;
    let message = match trap.cause {
        Fault::OutOfMemory => trap.cause.message().to_string(),
        cause => format!("{}: {}", cause.message(), reader.show(trap.culprit)),
    };
    let (form, site) = match teller.malformed() {
        Some((name, site)) => (Some(name), Some(site)),
        None => (None, teller.site()),
    };
    let inside = teller.inside().filter(|_| form.is_none() || library_frames);
    let situation = Situation { machine, loaded, form, frames: frames.len(), command };
    let shown: Vec<&Waiting> =
        frames.iter().filter(|frame| library_frames || !teller.is_library(frame)).collect();
    Report {
        place: site.and_then(|(place, span, _)| reader.position(place, span)),
        excerpt: site.and_then(|(place, span, label)| {
            let source = loaded.image.sources.get(place.source as usize)?;
            let (name, text) = (source.name.clone(), source.text.clone());
            Some((Excerpt { name, text, span }, label))
        }),
        inside: inside.map(|inside| match &form {
            Some(_) => format!("{message}, {inside}"),
            None => inside,
        }),
        help: advice(&situation),
        frames: reader.lines(&shown),
        hidden: frames.len() - shown.len(),
        message: form.map_or(message, |name| format!("malformed `{name}`")),
    }
}

struct Teller<'a> {
    reader: Reader<'a>,
    frames: Vec<Waiting>,
    /// The program's number among the sources, if it is no part of the library.
    program: Option<u32>,
    /// Its first cell: the library's are below. 0 without a program.
    first_cell: u32,
}

impl<'a> Teller<'a> {
    fn is_program(&self, place: &Place) -> bool {
        self.program.is_none_or(|program| place.source == program)
    }

    /// The place of a cell in the program.
    fn place(&self, cell: Word) -> Option<&'a Place> {
        self.reader.image.place(cell).filter(|place| self.is_program(place))
    }

    /// Does a frame wait in the library's text?
    fn is_library(&self, frame: &Waiting) -> bool {
        match self.reader.place(frame) {
            Some((place, _)) => !self.is_program(place),
            // What the library's macros have made stands where the library does.
            None => frame.cell().address() < self.first_cell,
        }
    }

    fn read(&self, word: Word, field: u32) -> Word {
        self.reader.machine.memory.read(word.plus(field).address())
    }

    /// The place to show first.
    fn site(&self) -> Option<Site<'a>> {
        let trap = &self.reader.machine.trap;
        if let Some(place) = self.place(trap.origin) {
            return Some((place, self.reader.fault_span(place), "here"));
        }
        if let Some((place, label)) = self.bare_symbol() {
            return Some((place, place.element, label));
        }
        let waiting = || self.frames.iter().find_map(|frame| self.waiting(frame));
        let call = || self.call().map(|place| (place, place.form));
        let waiting =
            self.program.and_then(|_| call().or_else(waiting).or_else(|| self.last_form()));
        let library = || self.reader.image.place(trap.origin).map(|place| (place, place.form));
        match waiting {
            Some((place, span)) => Some((place, span, "in this call")),
            None => library().map(|(place, span)| (place, span, "here")),
        }
    }

    /// The call of the program that led into the library. No frame need wait for it, so the run is made
    /// again with an observer, if that is quick and needs no input.
    fn call(&self) -> Option<&'a Place> {
        let Reader { machine, image, .. } = self.reader;
        if machine.cycle > PATIENCE {
            return None;
        }
        let mut again = image.machine(image.config);
        let program = self.first_cell..image.words.len() as u32;
        let mut probe = CallerProbe::new(&again, program);
        again.run_with(&mut probe, machine.cycle);
        let is_same = (again.cycle, &again.trap) == (machine.cycle, &machine.trap);
        self.place(probe.call().filter(|_| is_same)?)
    }

    /// The expression of the program that a frame waits for.
    fn waiting(&self, frame: &Waiting) -> Option<(&'a Place, Span)> {
        if ReturnState::of(frame.state) == Some(ReturnState::Sequence) {
            // The frame has the rest of the body. The cells of a list of the program stand side by
            // side, so the one before holds the expression.
            let rest = self.place(frame.cell())?;
            let before = self.place(Word::at(frame.cell().address().wrapping_sub(4)))?;
            return (before.form == rest.form).then_some((before, before.element));
        }
        let place = self.place(frame.cell()).or_else(|| self.place(frame.operator))?;
        match ReturnState::of(frame.state) {
            Some(ReturnState::Arguments) => Some((place, place.element)),
            _ => Some((place, place.form)),
        }
    }

    /// The last form of the program: while it is evaluated, no frame of the program need be waiting.
    fn last_form(&self) -> Option<(&'a Place, Span)> {
        let image = self.reader.image;
        let word = |cell: Word, field: u32| image.words.get(cell.plus(field).0 as usize).copied();
        let mut cell = word(image.entry, 2)?;
        while let Some(next) = word(cell, 2).filter(|next| self.place(*next).is_some()) {
            cell = next;
        }
        self.place(cell).map(|place| (place, place.element))
    }

    /// The cell of a symbol that is evaluated by itself, and has therefore no form: a branch of an
    /// `if`, or the last expression of a body.
    fn bare_symbol(&self) -> Option<(&'a Place, &'static str)> {
        let machine = self.reader.machine;
        let symbol = machine.trap.culprit;
        if machine.trap.cause != Fault::Unbound || machine.trap.origin != symbol {
            return None;
        }
        let holds = |cell: Word| self.reader.is(cell, Type::Cons) && self.read(cell, 1) == symbol;
        let operands = Some(machine.special.operands).filter(|&cell| holds(cell));
        if let Some(place) = operands.and_then(|cell| self.place(cell)) {
            return Some((place, "here"));
        }
        // The whole body of a function, or moved by a macro: no register has its cell.
        let places = &self.reader.image.places;
        let mut cells = places.iter().filter(|place| {
            self.is_program(place) && self.program.is_some() && holds(Word::at(place.cell))
        });
        let first = cells.next()?;
        Some((first, if cells.next().is_some() { "here, or further on" } else { "here" }))
    }

    /// The special form or macro of the library that is not written as it should be.
    fn malformed(&self) -> Option<(&'a str, Site<'a>)> {
        self.program?;
        let trap = &self.reader.machine.trap;
        let form = match trap.cause {
            Fault::WrongArity if self.is_library_macro(trap.culprit) => trap.origin,
            // What the macro takes apart is not what it should be. Memory that is out, an interrupt or an
            // error of the macro's own is none of the form's fault.
            Fault::WrongType | Fault::WrongArity | Fault::NotAFunction | Fault::BadSyntax
                if self.place(trap.origin).is_none() && self.expanding().is_some() =>
            {
                self.expanding()?
            }
            Fault::BadSyntax => trap.culprit,
            _ => return None,
        };
        let (place, name) = self.written(form)?;
        Some((name, (place, place.form, "here")))
    }

    fn is_library_macro(&self, word: Word) -> bool {
        let is_old = (word.0 as usize) < self.reader.image.words.len();
        is_old
            && self.reader.is(word, Type::Function)
            && subtype(self.read(word, 0)) == FunctionKind::Macro as u32
    }

    /// The form that a macro of the library is expanding.
    fn expanding(&self) -> Option<Word> {
        let is_expansion = |frame: &Waiting| {
            ReturnState::of(frame.state) == Some(ReturnState::Expand)
                && self.is_library_macro(frame.operator)
        };
        let ends = |frame: &&Waiting| self.waiting(frame).is_some() || is_expansion(frame);
        let frame = self.frames.iter().find(ends)?;
        is_expansion(frame).then_some(frame.arguments)
    }

    /// The special form or macro of the library that the program has written, or of which one of
    /// those macros has made this form.
    fn written(&self, form: Word) -> Option<(&'a Place, &'a str)> {
        if !self.reader.is(form, Type::Cons) {
            return None;
        }
        if let Some(place) = self.place(form) {
            let name = self.head(place.form).filter(|name| syntax(name).is_some());
            return name.map(|name| (place, name));
        }
        let part = self.part(form, 8)?;
        let around = self.reader.image.places.iter().filter(|place| {
            self.is_program(place)
                && place.form.start <= part.form.start
                && part.form.end <= place.form.end
        });
        let named = around.filter_map(|place| {
            let name = self.head(place.form).filter(|name| syntax(name).is_some())?;
            Some((place, name))
        });
        named.min_by_key(|(place, _)| place.form.end - place.form.start)
    }

    /// A part of a form that the program has written, not far below it.
    fn part(&self, form: Word, depth: u32) -> Option<&'a Place> {
        if depth == 0 || !self.reader.is(form, Type::Cons) {
            return None;
        }
        let place = self.place(form);
        place
            .or_else(|| self.part(self.read(form, 2), depth - 1))
            .or_else(|| self.part(self.read(form, 1), depth - 1))
    }

    /// The name at the head of a list in the program's text.
    fn head(&self, form: Span) -> Option<&'a str> {
        let image = self.reader.image;
        Some(head(&image.sources.get(self.program? as usize)?.text, form))
    }

    /// What was going on in the library.
    fn inside(&self) -> Option<String> {
        let place = self.reader.image.place(self.reader.machine.trap.origin)?;
        if self.is_program(place) {
            return None;
        }
        let text = &self.reader.image.sources.get(place.source as usize)?.text;
        let text = text.get(place.form.start..place.form.end)?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut short: String = text.chars().take(SHOWN).collect();
        if short.len() < text.len() {
            short.push_str("...");
        }
        let position = self.reader.position(place, place.form)?;
        Some(format!("in the library, at {position}: {short}"))
    }
}
