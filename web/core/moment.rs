//! The machine between two cycles, as the page shows it.

use std::ops::ControlFlow;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::notices::of_end;
use crate::places::in_image;
use crate::registers::{idle_port, port, units, values};
use crate::session::Session;
use conscycle_debugger::inspect::Inspector;
use conscycle_debugger::objects::shorten;
use conscycle_image::Place;
use conscycle_image::reader::head;
use conscycle_machine::Machine;
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{STATES, state_number};
use conscycle_observe::condition::bindings::bindings;
use conscycle_program::backtrace::{Reader, SLOT};

/// Cycles before the moment whose states are told.
const WAY: u64 = 200;

/// Frames that are told, the innermost ones.
const FRAMES: usize = 40;

/// Characters of a value.
const SHOWN: usize = 120;

/// Follows the states.
struct Way(Vec<(Unit, u32, u64)>);

impl Way {
    fn look(&mut self, machine: &Machine) {
        let (unit, state) = (machine.arbiter.owner, state_number(machine));
        if self.0.last().is_none_or(|last| (last.0, last.1) != (unit, state)) {
            self.0.push((unit, state, machine.cycle));
        }
    }
}

impl Probe for Way {
    fn before(&mut self, machine: &Machine) {
        self.look(machine);
    }

    fn after(&mut self, _: &Machine) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl Session {
    /// Where the machine is. Registers are told to have changed since another cycle that has been. `brief` leaves out
    /// what takes long.
    pub fn moment(&mut self, changed_since: Option<u64>, brief: bool) -> Answer {
        self.collect();
        let before = changed_since.map(|cycle| self.registers_at(cycle));
        let cycle = self.debugger.machine().cycle;
        let mut way = Way(Vec::new());
        let mut request = idle_port();
        if !brief {
            let mut machine = self.debugger.machine_at(cycle.saturating_sub(WAY));
            machine.run_with(&mut way, cycle);
            // What is asked of memory in the cycle that begins here is there to be seen when it is over.
            let driver = Unit::NAMES[machine.arbiter.owner as usize];
            machine.run_with(&mut Way(Vec::new()), cycle + 1);
            if machine.cycle > cycle {
                request = port(&machine, driver);
            }
        }
        let machine = self.debugger.machine();
        self.seen.push_back((cycle, values(machine)));
        if self.seen.len() > 8 {
            self.seen.pop_front();
        }
        let way = way.0.into_iter().map(|(unit, state, cycle)| {
            json!({ "unit": Unit::NAMES[unit as usize], "state": STATES[state as usize], "cycle": cycle })
        });
        let (loaded, image) = (self.loaded, &self.loaded.image);
        let inspector = Inspector::new(machine, image);
        let here = inspector.place();
        let line = inspector.line();
        let state = STATES[state_number(machine) as usize];
        let place = here.map_or(Value::Null, |place| in_image(loaded, place, place.form));
        let (frames, depth, function) = self.frames(here);
        let locals = bindings(machine).into_iter().take(100).map(|(name, value)| {
            let name = inspector.show(name);
            json!({ "name": name, "value": shorten(&inspector.show(value), SHOWN), "place": name })
        });
        let (console, is_cut) = self.console();
        json!({
            "cycle": cycle,
            "frontier": self.debugger.frontier(),
            "unit": Unit::NAMES[machine.arbiter.owner as usize],
            "state": state,
            "way": way.collect::<Vec<_>>(),
            "doing": line.strip_prefix(&format!("{cycle} {state}")).unwrap_or(&line).trim(),
            "place": place,
            "halt": of_end(machine, loaded),
            "waits": machine.console.waiting && machine.console.input.is_none()
                && machine.arbiter.halt == Halt::Running && self.waits,
            "units": units(machine, &inspector, before.as_deref()),
            "port": request,
            "frames": frames,
            "depth": depth,
            "locals": locals.collect::<Vec<_>>(),
            "function": function,
            "collections": machine.collections.count(),
            "calls": machine.calls,
            "allocated": machine.memory.allocated,
            "console": console,
            "consoleCut": is_cut,
        })
        .into()
    }

    /// The values of registers in a cycle that has been.
    fn registers_at(&mut self, cycle: u64) -> Vec<u64> {
        match self.seen.iter().find(|(known, _)| *known == cycle) {
            Some((_, values)) => values.clone(),
            None => values(&self.debugger.machine_at(cycle)),
        }
    }

    /// The innermost frames, how many there are, and the program's function that is being run.
    /// `here` is the place of what is being done.
    fn frames(&self, here: Option<&Place>) -> (Vec<Value>, usize, Option<String>) {
        let (machine, loaded) = (self.debugger.machine(), self.loaded);
        let reader = Reader::new(machine, &loaded.image);
        let frames = reader.frames();
        let mut own = here.filter(|place| loaded.program() == Some(place.source));
        for frame in &frames {
            let place = reader.place(frame).map(|(place, _)| place);
            own = own.or(place.filter(|place| loaded.program() == Some(place.source)));
        }
        let told = frames.iter().take(FRAMES).map(|frame| {
            let place = reader.place(frame);
            let is_own = place.is_some_and(|(place, _)| loaded.program() == Some(place.source));
            json!({
                "text": format!("in {}", reader.what(frame)),
                "place": place.map_or(Value::Null, |(place, span)| in_image(loaded, place, span)),
                "expression": shorten(&reader.lisp(frame).replace(SLOT, "_"), SHOWN),
                "address": frame.address.map(|address| format!("{address:x}")),
                "own": is_own,
            })
        });
        let function = own.and_then(|place| self.definition(place.form.start));
        (told.collect(), frames.len(), function)
    }

    /// The name of the definition of a function that an offset of the program's text is in.
    fn definition(&self, at: usize) -> Option<String> {
        let (image, program) = (&self.loaded.image, self.loaded.program()?);
        let text = &image.sources.get(program as usize)?.text;
        let around = image.places.iter().filter(|place| {
            place.source == program
                && (place.form.start..place.form.end).contains(&at)
                && matches!(head(text, place.form), "define" | "defun" | "defmacro")
        });
        let form = around.min_by_key(|place| place.form.end - place.form.start)?.form;
        let inside =
            text.get(form.start..form.end)?.split_once(char::is_whitespace)?.1.trim_start();
        let is_function =
            inside.starts_with('(') || head(text, form) != "define" || inside.contains("(lambda");
        let name = inside.trim_start_matches('(').split([' ', '\n', '\t', ')', '(']).next()?;
        Some(name.to_string()).filter(|name| is_function && !name.is_empty())
    }
}
