//! What is said, in words.

use super::{Call, Change, Follower, TOP_LEVEL};
use crate::frames::is_collecting;
use crate::functions::FunctionId;
use crate::lisp::code::EXPRESSION;
use crate::lisp::excerpt::Excerpt;
use crate::lisp::lanes;
use crate::lisp::text::{LONGEST, Text, Writer};
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::sweeper::Cause;
use conscycle_machine::word::Word;

impl Follower<'_> {
    /// A call with its operands; without them while nothing is to be said.
    pub(super) fn call_text(&mut self, function: FunctionId, machine: &Machine) -> Text {
        let mut writer = Writer::new(EXPRESSION);
        writer.push("(");
        writer.push_text(self.name(function).1);
        if !self.speaks {
            writer.push(" ...)");
            return writer.finish();
        }
        let operands = &machine.apply.operands;
        let excerpt = Excerpt::new(&machine.memory, machine.config());
        let held = [operands.x, operands.y, operands.z];
        for &operand in held.iter().take(operands.count as usize) {
            writer.push(" ");
            excerpt.write(operand, &mut writer, &mut |_, _| {});
        }
        if operands.has_list() {
            writer.push(" ");
        }
        excerpt.rest(operands.list, &mut writer, &mut |_, _| {});
        writer.finish()
    }

    /// The name of a function, with its number in recordings.
    #[inline]
    pub(super) fn name(&mut self, function: FunctionId) -> (u32, &Text) {
        if self.numbers.len() < self.functions().len() {
            self.learn_names();
        }
        self.names.known(self.numbers.get(function as usize).copied().unwrap_or_default())
    }

    #[cold]
    fn learn_names(&mut self) {
        let Follower { calls, names, numbers, .. } = self;
        for function in calls.functions.all().iter().skip(numbers.len()) {
            let mut writer = Writer::new(EXPRESSION);
            writer.push(&function.name);
            numbers.push(names.number(writer.finish()));
        }
    }

    /// A call has a value. Of none, a value is all there is.
    pub(super) fn returned(&mut self, machine: &Machine, call: Text, value: Word) {
        let excerpt = Excerpt::new(&machine.memory, machine.config());
        let mut writer = Writer::new(EXPRESSION);
        excerpt.write(value, &mut writer, &mut |_, _| {});
        let value = writer.finish();
        let mut writer = Writer::new(LONGEST);
        writer.push_text(&call);
        writer.push(if call.is_empty() { "=> " } else { " => " });
        writer.push_text(&value);
        self.lanes.set(lanes::VALUE, &writer.finish());
        if self.change == Change::Returned(Text::EMPTY) {
            self.change = Change::Returned(value);
        }
    }

    /// Says the current call.
    pub(super) fn say_call(&mut self) {
        let call = self.table[self.current.call as usize];
        let (number, &name) = self.name(call.function);
        self.lanes.set_known(lanes::FUNCTION, number, &name);
        self.lanes.set(lanes::CALL, &call.text);
    }

    /// Says the expression that is being looked at.
    pub(super) fn say_expression(&mut self) {
        let [text, line] = self.code.texts(self.shown());
        self.lanes.set_known(lanes::EXPRESSION, text.0, text.1);
        self.lanes.set_known(lanes::LINE, line.0, line.1);
    }

    /// Says whether there is a collection.
    #[inline]
    pub(super) fn say_collection(&mut self, machine: &Machine) {
        let goes_on = machine.arbiter.owner == Unit::Sweeper && is_collecting(machine);
        let last = machine.collections.last().filter(|_| goes_on);
        let collection = (machine.collections.count(), last.map(|last| last.cause));
        if self.speaks && self.collection != collection {
            self.say_another_collection(collection, machine);
        }
    }

    #[cold]
    fn say_another_collection(&mut self, collection: (usize, Option<Cause>), machine: &Machine) {
        let (count, cause) = collection;
        let cause = cause.map_or("", |cause| Cause::NAMES[cause as usize]);
        self.lanes.set(lanes::COLLECTION, &Text::new(cause));
        if count > self.collection.0 {
            self.bookmarks.add(machine.cycle);
        }
        self.collection = collection;
    }

    /// The name of the function that is being run, and if it is the library's, that of the program's own
    /// function for which it is.
    pub fn running(&self) -> (String, Option<String>) {
        let name = |call: &Call| self.function(call.function).map(|it| it.name.clone());
        let is_library = |call: &Call| {
            let place = self.function(call.function).and_then(|it| it.place.as_ref());
            self.program.is_some_and(|program| place.is_none_or(|place| place.file != program))
        };
        let mut number = self.current.call;
        while number != TOP_LEVEL && is_library(self.call(number)) {
            number = self.call(number).parent;
        }
        let running = name(self.call(self.current.call)).unwrap_or_default();
        let waiting = (number != self.current.call).then(|| name(self.call(number))).flatten();
        (running, waiting)
    }

    /// Is it a function of the program's own? What a program that the machine reads itself has made is
    /// not in the image.
    pub(super) fn is_own(&self, function: FunctionId, machine: &Machine) -> bool {
        let place = self.function(function).and_then(|function| function.place.as_ref());
        match (self.program, place) {
            (Some(program), Some(place)) => place.file == program,
            (Some(_), None) => false,
            (None, _) => machine.apply.body.address() as usize >= self.image.words.len(),
        }
    }
}
