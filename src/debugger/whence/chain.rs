//! A word followed back, from copy to copy, to the cycle that has made it.

use super::Place;
use super::functions::Functions;
use super::moment::Moment;
use super::names::Names;
use super::tape::Tape;
use super::trial::Trials;
use crate::history::History;
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::config::{Code, Collector};
use conscycle_machine::notes::{self, Notes};
use conscycle_machine::object::{FunctionKind, Type, is_type, subtype, type_number};
use conscycle_machine::ports::{Channel, Unit};
use conscycle_machine::primitives::PRIMITIVES;
use conscycle_machine::signals::SIGNALS;
use conscycle_machine::units::apply;
use conscycle_machine::units::memory::Operation;
use conscycle_machine::word::Word;

/// Where a word has come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Where it was, in cycle `cycle`.
    pub place: Place,
    /// When it was there.
    pub cycle: u64,
    /// The word.
    pub word: Word,
    /// The word as Lisp.
    pub text: Option<String>,
    /// How it has come there, the last step first.
    pub steps: Vec<Step>,
}

/// How a word has come to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The cycle that has written it.
    pub moment: Moment,
    /// Where it was written to.
    pub place: Place,
    /// The word that was written.
    pub word: Word,
    /// The word as Lisp; nothing where the collector was at work.
    pub text: Option<String>,
    /// Where it has come from.
    pub origin: Origin,
}

/// Where the word of a step has come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From another place, as it was.
    Copied(Place),
    /// It was there, with the old address of an object that the collector has moved.
    Moved(Word),
    /// From nowhere: it was made.
    Made(Making),
}

/// How a word was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Making {
    /// It stood in the image: this expression of the source, if it is known.
    Image(Option<String>),
    /// The register had it after reset.
    Reset,
    /// It is the address of a new object of this type.
    Allocated(&'static str),
    /// It is a byte that was read, or -1 for the end.
    Read(Channel),
    /// It was computed.
    Computed {
        /// The name of the primitive, if one was at work.
        primitive: Option<&'static str>,
        /// The registers on whose words it depends, with these.
        operands: Vec<(Place, Word, Option<String>)>,
    },
}

/// Characters of a value.
const SHOWN: usize = 50;

/// Follows words back.
pub struct Tracker<'a> {
    pub(super) history: &'a History,
    /// What asks the machine.
    pub trials: Trials,
    pub(super) names: Names<'a>,
    /// What the code tells of functions, where nothing else does.
    pub(super) functions: Option<Functions<'a>>,
    /// Is told the cycle that the search has come to; false ends it.
    goes_on: &'a mut dyn FnMut(u64) -> bool,
}

/// The search was interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interrupted;

impl<'a> Tracker<'a> {
    /// Follows words of the machine `now`, which has this history and runs `image`. The tape has the first
    /// cycles that are looked at. With `functions`, the code says which function each cycle was in.
    pub fn new(
        history: &'a History,
        tape: Tape,
        now: &Machine,
        image: &'a Image,
        functions: bool,
        goes_on: &'a mut dyn FnMut(u64) -> bool,
    ) -> Tracker<'a> {
        let trials = Trials::new(tape, now);
        let functions = functions.then(|| Functions::new(now, image));
        Tracker { history, trials, names: Names::new(image), functions, goes_on }
    }

    /// Is the search to go on, which has come to a cycle?
    pub(super) fn goes_on(&mut self, cycle: u64) -> bool {
        (self.goes_on)(cycle)
    }

    /// Where the word has come from that is at a place now, at the end of the tape.
    ///
    /// # Errors
    /// [`Interrupted`] if it was told not to go on.
    pub fn chain(&mut self, place: Place) -> Result<Chain, Interrupted> {
        let cycle = self.trials.tape.end();
        let word = self.trials.tape.word(place, cycle);
        let text = self.text(word, cycle);
        let mut chain = Chain { place, cycle, word, text, steps: Vec::new() };
        let (mut place, mut cycle) = (place, cycle);
        loop {
            let Some(written) = self.last_write(place, cycle)? else {
                let step = self.beginning(place);
                chain.steps.push(step);
                return Ok(chain);
            };
            let origin = self.origin(place, written);
            cycle = written;
            let next = match origin {
                Origin::Copied(from) => Some(from),
                Origin::Moved(_) => Some(place),
                Origin::Made(_) => None,
            };
            let step = self.step(place, written, origin);
            chain.steps.push(step);
            match next {
                Some(next) => place = next,
                None => return Ok(chain),
            }
        }
    }

    /// The last cycle before this one that has written a place; none if it has what it had at reset.
    ///
    /// # Errors
    /// [`Interrupted`] if it was told not to go on.
    pub fn last_write(&mut self, place: Place, cycle: u64) -> Result<Option<u64>, Interrupted> {
        let mut cycle = cycle;
        loop {
            let begin = self.trials.tape.begin();
            let found = match place {
                Place::Memory(address) => self.trials.tape.last_store(address, cycle),
                Place::Register(signal) => self.last_change(signal, cycle)?,
            };
            if found.is_some() || begin == 0 {
                return Ok(found);
            }
            if !(self.goes_on)(begin) {
                return Err(Interrupted);
            }
            self.trials.tape = self.trials.tape.earlier(self.history);
            cycle = begin;
        }
    }

    /// The last cycle on the tape and before this one that has written a register.
    fn last_change(&mut self, signal: usize, cycle: u64) -> Result<Option<u64>, Interrupted> {
        let begin = self.trials.tape.begin();
        for at in (begin..cycle).rev() {
            if self.trials.is_written(signal, at) {
                return Ok(Some(at));
            }
            if at.is_multiple_of(1 << 17) && !(self.goes_on)(at) {
                return Err(Interrupted);
            }
        }
        Ok(None)
    }

    /// Where the word has come from that a cycle has written to a place.
    fn origin(&mut self, place: Place, cycle: u64) -> Origin {
        let before = self.trials.tape.word(place, cycle);
        let after = self.trials.tape.word(place, cycle + 1);
        if matches!(place, Place::Register(_)) && self.is_moved(before, after, cycle) {
            return Origin::Moved(before);
        }
        match self.trials.source(place, cycle) {
            Some(from) => Origin::Copied(from),
            None => Origin::Made(self.making(place, after, cycle)),
        }
    }

    /// Has the collector replaced, in a register, an object's old address by its new one? That stands then
    /// in place of the object's header.
    pub fn is_moved(&mut self, before: Word, after: Word, cycle: u64) -> bool {
        let machine = self.trials.tape.machine(cycle);
        let moves =
            matches!(machine.config().collector, Collector::Copying | Collector::Generational);
        let is_sweeper = machine.arbiter.owner == Unit::Sweeper;
        moves
            && is_sweeper
            && before.is_pointer()
            && after.is_pointer()
            && before != after
            && self.trials.tape.word(Place::Memory(before.address()), cycle + 1) == after
    }

    /// How a cycle has made a word.
    fn making(&mut self, place: Place, word: Word, cycle: u64) -> Making {
        let after = self.trials.tape.machine(cycle + 1);
        let bus = after.memory.bus;
        let still_read = after.console.input.is_some();
        let is_header = place == Place::Memory(bus.address.address());
        if bus.operation == Operation::Allocate && bus.grant && (word == bus.address || is_header) {
            let kind = Type::from_number(type_number(bus.data[0])).unwrap_or(Type::Nil);
            return Making::Allocated(kind.name());
        }
        let before = self.trials.tape.machine(cycle);
        let size = before.config().word;
        let console = before.console;
        let byte = console.input.map(|byte| Word::small(byte.into()));
        if console.waiting
            && !still_read
            && (byte == Some(word) || console.closed && size.immediate(-1) == Some(word))
        {
            return Making::Read(console.channel);
        }
        let (at_work, noted) = (primitive(before), noted_primitive(before));
        let begins = before.arbiter.owner == Unit::Apply
            && before.apply.state == apply::State::ApplyDispatch;
        let mut operands = self.trials.operands(place, cycle);
        let is_noted = at_work.is_none() && operands.iter().any(|from| is_fetched(*from));
        let primitive = if is_noted { noted } else { at_work };
        // There the words of the function, or the note, say which primitive it is.
        let tells = primitive.is_some() && (begins || is_noted);
        operands.retain(|from| !(tells && is_fetched(*from)));
        let operands = operands.into_iter().map(|from| {
            let word = self.trials.tape.word(from, cycle);
            (from, word, self.text(word, cycle))
        });
        Making::Computed { primitive, operands: operands.collect() }
    }

    /// What was in a place at reset.
    fn beginning(&mut self, place: Place) -> Step {
        let word = self.trials.tape.word(place, 0);
        let (position, making) = match place {
            Place::Register(_) => (None, Making::Reset),
            Place::Memory(address) => {
                let (position, text) = self.names.literal(address);
                (position, Making::Image(text))
            }
        };
        let (moment, text) = (Moment::reset(position), self.text(word, 0));
        Step { moment, place, word, text, origin: Origin::Made(making) }
    }

    /// The step of a cycle.
    fn step(&mut self, place: Place, cycle: u64, origin: Origin) -> Step {
        let word = self.trials.tape.word(place, cycle + 1);
        let (moment, text) = (self.moment(cycle), self.text(word, cycle + 1));
        Step { moment, place, word, text, origin }
    }

    /// A word as Lisp, unless a collection goes on.
    pub fn text(&mut self, word: Word, cycle: u64) -> Option<String> {
        let machine = self.trials.tape.machine(cycle);
        if machine.arbiter.owner == Unit::Sweeper {
            return None;
        }
        Some(self.names.show(machine, word, SHOWN))
    }
}

/// Is it a register of the words that have been fetched?
fn is_fetched(place: Place) -> bool {
    matches!(place, Place::Register(signal) if SIGNALS[signal].scope == "fetch_object")
}

/// The primitive that computes in a cycle, if one does.
fn primitive(machine: &Machine) -> Option<&'static str> {
    let number = match machine.arbiter.owner {
        Unit::Inline => return name_of(machine.inline.operation),
        Unit::Apply
            if matches!(
                machine.apply.state,
                apply::State::Arithmetic
                    | apply::State::DivideResult
                    | apply::State::MultiplyResult
                    | apply::State::FloatResult
            ) =>
        {
            machine.apply.primitive
        }
        // The cycle that decodes a primitive applies it, if it can.
        Unit::Apply if machine.apply.state == apply::State::ApplyDispatch => {
            let [header, number, ..] = machine.fetch_object.words;
            let is_primitive = is_type(header, Type::Function)
                && subtype(header) == FunctionKind::Primitive as u32;
            is_primitive.then(|| number.small_value())?
        }
        Unit::Primitive => machine.primitive.number,
        Unit::Digits => machine.digits.number,
        _ => return None,
    };
    PRIMITIVES.get(number as usize).map(|info| info.names[0])
}

/// The primitive that the combination, whose first cell has been fetched, notes with its operands.
fn noted_primitive(machine: &Machine) -> Option<&'static str> {
    let config = machine.config();
    let notes = Notes::new(&machine.eval.scope, config.word, config.code == Code::Quick);
    name_of(notes.noted_operation(&machine.fetch_object.words)?)
}

/// The name of the primitive that does this.
fn name_of(operation: notes::Operation) -> Option<&'static str> {
    let is = |opcode| notes::Operation::of(opcode) == Some(operation);
    PRIMITIVES.iter().find(|info| is(info.opcode)).map(|info| info.names[0])
}
