//! A trace of cycles that have been, as a table.

use std::num::NonZeroUsize;

use crate::columns::Columns;
use crate::failed::Failed;
use crate::session::Session;
use crate::table::Table;
use crate::travel::observe;
use conscycle_observe::lisp::Follower;
use conscycle_observe::recorder::{Plan, Recorder};
use conscycle_observe::selection::Selection;
use conscycle_observe::window::{Mark, Window};

/// What is to be recorded, and when.
pub struct Asked {
    /// Patterns that name signals and texts; without one, all signals.
    pub signals: Vec<String>,
    /// The window opens at this cycle, or when this becomes true.
    pub when: Option<String>,
    /// It closes before this cycle, or before this becomes true.
    pub until: Option<String>,
    /// So many cycles of it at most, the first ones.
    pub first: Option<usize>,
    /// So many cycles of it at most, the last ones.
    pub last: Option<NonZeroUsize>,
    /// Bytes that the table may take.
    pub limit: usize,
}

impl Session {
    /// The values of signals in cycles that have been, up to the present one if nothing else is said. The machine
    /// stays where it is: a part of the run is made again.
    ///
    /// # Errors
    /// If nothing has such a name, a cycle has not been, or the table would be too large; or a signal has come.
    pub fn trace(&mut self, asked: &Asked) -> Result<Table, Failed> {
        let image = &self.loaded().image;
        let mark = |text: &Option<String>, other: u64| match text {
            Some(text) => Mark::parse(text, image),
            None => Ok(Mark::Cycle(other)),
        };
        let now = self.machine().cycle;
        let (when, until) = (mark(&asked.when, 0)?, mark(&asked.until, now)?);
        let frontier = self.debugger().frontier();
        for mark in [&when, &until] {
            if let Mark::Cycle(cycle) = mark
                && *cycle > frontier
            {
                let problem = format!("cycle {cycle} has not been: the run has come to {frontier}");
                return Err(Failed::Condition(problem));
            }
        }
        let selection = match asked.signals.as_slice() {
            [] => Selection::default(),
            patterns => Selection::parse(patterns)?,
        };
        let selection = selection.for_trace();
        let mut end = if let Mark::Cycle(cycle) = until { cycle } else { now };
        if let (Mark::Cycle(cycle), Some(first)) = (&when, asked.first) {
            end = end.min(cycle.saturating_add(first as u64));
        }
        let begin = match when {
            // Who follows the program has to see it from its beginning.
            Mark::Cycle(cycle) if !selection.has_lisp() => cycle,
            _ => 0,
        };
        let window = Window { when, until, last: asked.last };
        let (most, limit) = (asked.first.unwrap_or(usize::MAX), asked.limit);
        self.work(|loaded, debugger, _| {
            let mut machine = debugger.machine_at(begin);
            let follower = selection
                .has_lisp()
                .then(|| Follower::new(&loaded.image, loaded.program(), &machine));
            let config = *machine.config();
            let columns = Columns::new(&selection, &config);
            let each = columns.bytes_of_row();
            let plan = Plan { window, selection, follower };
            let mut recorder = Recorder::with_format(columns, plan);
            observe(&mut machine, &mut recorder, end, |recorder| {
                let rows = recorder.format().rows();
                if rows.saturating_mul(each) > limit {
                    return Err(Failed::Plain(format!(
                        "the table takes more than {limit} bytes, {each} for each cycle: choose \
                         signals or cycles, or raise limit"
                    )));
                }
                Ok(rows < most && !recorder.has_closed())
            })?;
            let columns =
                recorder.end(&machine).map_err(|error| Failed::Plain(error.to_string()))?;
            Ok(Table::with_batch(columns.finish(&config, machine.cycle.min(end), most)?))
        })
    }
}
