//! Signals and texts over a window of the history: their changes.

use std::ops::ControlFlow;

use serde_json::{Value, json};

use crate::answer::{Answer, Failed};
use crate::registers::text;
use crate::session::Session;
use conscycle_debugger::recent;
use conscycle_machine::Machine;
use conscycle_machine::probe::Probe;
use conscycle_machine::signals::{REGISTERS, SIGNALS, read};
use conscycle_observe::lisp::Follower;

/// Changes of all signals together, at most.
const MOST: usize = 200_000;

/// Cycles of a window, at most: a moment.
const LONGEST: u64 = 1 << 20;

/// A signal's changes.
struct Row {
    signal: usize,
    last: Option<u64>,
    cycles: Vec<u64>,
    values: Vec<String>,
}

impl Row {
    fn see(&mut self, cycle: u64, machine: &Machine) -> usize {
        let value = read(machine, self.signal);
        if self.last == Some(value) {
            return 0;
        }
        self.last = Some(value);
        self.cycles.push(cycle);
        self.values.push(text(value, SIGNALS[self.signal].kind));
        1
    }
}

struct Recorder {
    rows: Vec<Row>,
    follower: Option<Follower<'static>>,
    changes: usize,
    most: usize,
}

impl Recorder {
    /// The request lines of the cycle that is over.
    fn lines(&mut self, machine: &Machine) {
        let lines = REGISTERS..SIGNALS.len();
        for row in self.rows.iter_mut().filter(|row| lines.contains(&row.signal)) {
            self.changes += row.see(machine.cycle - 1, machine);
        }
    }

    fn registers(&mut self, machine: &Machine) {
        for row in self.rows.iter_mut().filter(|row| row.signal < REGISTERS) {
            self.changes += row.see(machine.cycle, machine);
        }
        let Some(follower) = &self.follower else { return };
        for row in self.rows.iter_mut().filter(|row| row.signal >= SIGNALS.len()) {
            let text = follower.lanes().text(row.signal - SIGNALS.len()).as_str();
            if row.values.last().is_none_or(|last| last != text) {
                row.cycles.push(machine.cycle);
                row.values.push(text.to_string());
                self.changes += 1;
            }
        }
    }
}

/// Looks at the request lines of a last cycle, which are there to be seen when it is over.
struct Lines<'r>(&'r mut Recorder);

impl Probe for Lines<'_> {
    fn before(&mut self, _: &Machine) {}

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        self.0.lines(machine);
        ControlFlow::Continue(())
    }
}

impl Probe for Recorder {
    fn before(&mut self, machine: &Machine) {
        self.registers(machine);
        if let Some(follower) = &mut self.follower {
            follower.before(machine);
        }
    }

    fn after(&mut self, machine: &Machine) -> ControlFlow<()> {
        self.lines(machine);
        if let Some(follower) = &mut self.follower {
            follower.after(machine);
        }
        if self.changes >= self.most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Session {
    /// The changes of signals from a cycle up to another.
    pub(crate) fn wave(
        &mut self,
        from: u64,
        to: u64,
        signals: &[String],
        most: usize,
    ) -> Result<Answer, Failed> {
        let mut rows = Vec::new();
        for path in signals {
            let chosen = recent::choose(&[], path)?;
            let row = |signal| Row { signal, last: None, cycles: Vec::new(), values: Vec::new() };
            rows.extend(chosen.into_iter().map(row));
        }
        let frontier = self.debugger.frontier();
        let from = from.min(frontier);
        let end = to.min(frontier).max(from).min(from + LONGEST);
        let has_texts = rows.iter().any(|row| row.signal >= SIGNALS.len());
        let follower = has_texts.then(|| self.debugger.follower_at(from));
        let mut machine = self.debugger.machine_at(from);
        let mut recorder = Recorder { rows, follower, changes: 0, most: most.min(MOST) };
        machine.run_with(&mut recorder, end);
        let shown = machine.cycle;
        if recorder.changes < recorder.most {
            recorder.registers(&machine);
            machine.run_with(&mut Lines(&mut recorder), shown + 1);
        }
        let is_complete = shown >= to.min(frontier);
        let told = recorder.rows.into_iter().zip(signals).map(|(row, path)| {
            let kind = SIGNALS.get(row.signal).map_or("text", |signal| signal.kind.name());
            json!({ "path": path, "kind": kind, "cycles": row.cycles, "values": row.values })
        });
        Ok(json!({
            "from": from,
            "to": shown,
            "signals": told.collect::<Vec<Value>>(),
            "complete": is_complete,
        })
        .into())
    }
}
