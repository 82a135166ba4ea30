//! What Python sees of a session.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, MutexGuard, TryLockError};

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::catalogue::machine;
use crate::failed::Failed;
use crate::program::{Source, Wanted};
use crate::session::{Control, Session};
use crate::table::Table;
use crate::trace::Asked;
use crate::travel::Unit;
use conscycle_debugger::condition::Condition;
use conscycle_debugger::points::{breakpoint, watchpoint};
use conscycle_program::count::size;

/// A program on its machine. What it tells is JSON, where nothing else is said.
#[pyclass(frozen, module = "conscycle._conscycle")]
pub struct Engine {
    session: Mutex<Session>,
    control: Control,
}

impl Engine {
    /// The session. It is not waited for: who runs it may be the one that asks, in a handler of a signal.
    fn session(&self) -> Result<MutexGuard<'_, Session>, Failed> {
        match self.session.try_lock() {
            Ok(session) => Ok(session),
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => {
                let text = "the machine is busy in another thread: wait for it, or interrupt it";
                Err(Failed::Plain(text.to_string()))
            }
        }
    }

    /// Does something that may take long: other threads of Python go on meanwhile.
    fn work<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut Session, &Control) -> Result<T, Failed> + Send,
    ) -> PyResult<T> {
        let mut session = self.session()?;
        let session: &mut Session = &mut session;
        Ok(py.detach(|| work(session, &self.control))?)
    }
}

#[pymethods]
impl Engine {
    /// A machine after reset. The program is a text with its name, a file's contents with its path, or neither: then
    /// it is a shell.
    #[new]
    #[pyo3(signature = (name, text, contents, options, arguments, seed, input, history))]
    #[expect(clippy::too_many_arguments, reason = "they stand beside each other in Python, too")]
    fn new(
        py: Python<'_>,
        name: String,
        text: Option<String>,
        contents: Option<Vec<u8>>,
        options: Vec<(String, String)>,
        arguments: Vec<String>,
        seed: Option<u64>,
        input: Option<Vec<u8>>,
        history: &str,
    ) -> PyResult<Engine> {
        let history = size(history).map_err(|problem| {
            Failed::Configuration(format!("`history` is {history}: {problem}"))
        })?;
        let source = match (text, contents) {
            (Some(text), _) => Source::Text(name, text),
            (None, Some(bytes)) => Source::File(PathBuf::from(name), bytes),
            (None, None) => Source::Shell,
        };
        let wanted = Wanted { source, options, arguments, seed };
        let session = py.detach(|| Session::new(wanted, input.as_deref(), history))?;
        Ok(Engine { session: Mutex::new(session), control: Control::default() })
    }

    /// The program's name.
    #[getter]
    fn name(&self) -> PyResult<String> {
        Ok(self.session()?.loaded().name.clone())
    }

    /// The program's dialect.
    #[getter]
    fn dialect(&self) -> PyResult<&'static str> {
        Ok(self.session()?.loaded().dialect.name())
    }

    /// The machine's parameters.
    #[getter]
    fn config(&self) -> PyResult<String> {
        Ok(machine(self.session()?.machine().config()).to_string())
    }

    /// The present cycle; of a machine that runs in another thread, one not long ago.
    #[getter]
    fn cycle(&self) -> u64 {
        self.control.cycle.load(Ordering::Relaxed)
    }

    /// The last cycle that has been.
    #[getter]
    fn frontier(&self) -> PyResult<u64> {
        Ok(self.session()?.debugger().frontier())
    }

    /// Has it halted?
    #[getter]
    fn halted(&self) -> PyResult<bool> {
        Ok(self.session()?.has_halted())
    }

    /// Where it is, in a line.
    #[getter]
    fn line(&self) -> PyResult<String> {
        Ok(self.session()?.line())
    }

    /// Its last value, if it has one.
    #[getter]
    fn value(&self) -> PyResult<Option<String>> {
        Ok(self.session()?.value())
    }

    /// What its console has written up to now.
    #[getter]
    fn console<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, self.session()?.console()))
    }

    /// Brings bytes for it to read.
    fn feed(&self, bytes: &[u8]) -> PyResult<()> {
        Ok(self.session()?.feed(bytes)?)
    }

    /// No more will come.
    fn close_input(&self) -> PyResult<()> {
        self.session()?.host.input.is_closed = true;
        Ok(())
    }

    /// Ends what runs in another thread.
    fn interrupt(&self) {
        self.control.interrupt.store(true, Ordering::Relaxed);
    }

    /// Runs to a condition or a point, `limit` cycles at most.
    #[pyo3(signature = (until, limit))]
    fn run(&self, py: Python<'_>, until: Option<&str>, limit: Option<u64>) -> PyResult<String> {
        self.work(py, |session, control| Ok(session.run(until, limit, control)?.to_string()))
    }

    /// Runs to a cycle or a point, `limit` cycles at most.
    #[pyo3(signature = (cycle, limit))]
    fn run_to(&self, py: Python<'_>, cycle: u64, limit: Option<u64>) -> PyResult<String> {
        self.work(py, |session, control| Ok(session.run_to(cycle, limit, control)?.to_string()))
    }

    /// Runs back to a condition or a point.
    #[pyo3(signature = (until))]
    fn run_back(&self, py: Python<'_>, until: Option<&str>) -> PyResult<String> {
        self.work(py, |session, control| Ok(session.run_back(until, control)?.to_string()))
    }

    /// Goes steps forwards.
    fn step(&self, py: Python<'_>, count: u64, unit: &str) -> PyResult<String> {
        let unit = Unit::parse(unit)?;
        self.work(py, |session, control| Ok(session.step(count, unit, control)?.to_string()))
    }

    /// Goes steps back.
    fn back(&self, py: Python<'_>, count: u64, unit: &str) -> PyResult<String> {
        let unit = Unit::parse(unit)?;
        self.work(py, |session, control| Ok(session.back(count, unit, control)?.to_string()))
    }

    /// Goes to a cycle.
    fn go_to(&self, py: Python<'_>, cycle: u64) -> PyResult<String> {
        self.work(py, |session, control| Ok(session.go_to(cycle, control)?.to_string()))
    }

    /// Adds a breakpoint: its number.
    fn add_breakpoint(&self, text: &str) -> PyResult<u32> {
        Ok(self.session()?.work(|loaded, debugger, _| {
            let (trigger, condition) = breakpoint(text, &loaded.image)?;
            Ok::<_, Failed>(debugger.points.add(trigger, condition, format!("break {text}")))
        })?)
    }

    /// Adds a watchpoint: its number.
    #[pyo3(signature = (what, condition))]
    fn add_watchpoint(&self, what: &str, condition: Option<&str>) -> PyResult<u32> {
        Ok(self.session()?.work(|loaded, debugger, _| {
            let trigger = watchpoint(what, debugger.machine().memory.words(), &loaded.image)?;
            let text = condition.map_or(String::new(), |condition| format!(" if {condition}"));
            let condition =
                condition.map(|text| Condition::parse(text, &loaded.image)).transpose()?;
            Ok::<_, Failed>(debugger.points.add(trigger, condition, format!("watch {what}{text}")))
        })?)
    }

    /// Takes a point away; false if there is none with this number.
    fn delete_point(&self, id: u32) -> PyResult<bool> {
        Ok(self.session()?.work(|_, debugger, _| debugger.points.delete(id)))
    }

    /// The points: number and text of each.
    #[getter]
    fn points(&self) -> PyResult<Vec<(u32, String)>> {
        let session = self.session()?;
        let points = session.debugger().points.all().iter();
        Ok(points.map(|point| (point.id, point.text.clone())).collect())
    }

    /// The registers.
    fn registers(&self) -> PyResult<String> {
        Ok(self.session()?.registers().to_string())
    }

    /// The frames.
    fn frames(&self) -> PyResult<String> {
        Ok(self.session()?.frames().to_string())
    }

    /// The trap.
    fn trap(&self, py: Python<'_>) -> PyResult<String> {
        self.work(py, |session, _| Ok(session.trap().to_string()))
    }

    /// Notes and warnings.
    fn warnings(&self) -> PyResult<String> {
        Ok(self.session()?.warnings().to_string())
    }

    /// The collections.
    fn collections(&self) -> PyResult<String> {
        Ok(self.session()?.collections().to_string())
    }

    /// The account of the run.
    fn account(&self, py: Python<'_>) -> PyResult<String> {
        self.work(py, |session, _| Ok(session.account().to_string()))
    }

    /// The profile of the run.
    fn profile(&self, py: Python<'_>) -> PyResult<String> {
        self.work(py, |session, _| Ok(session.profile()?.to_string()))
    }

    /// The value of an expression, and what it has written.
    fn evaluate(&self, py: Python<'_>, text: &str) -> PyResult<String> {
        self.work(py, |session, _| Ok(session.evaluate(text)?.to_string()))
    }

    /// What something stands for, in lines.
    fn print(&self, py: Python<'_>, text: &str) -> PyResult<Vec<String>> {
        self.work(py, |session, _| session.print(text))
    }

    /// How much memory there is.
    fn memory(&self) -> PyResult<String> {
        Ok(self.session()?.memory().to_string())
    }

    /// All objects.
    fn heap(&self, py: Python<'_>, values: bool) -> PyResult<Table> {
        self.work(py, |session, _| session.heap(values))
    }

    /// The values of signals in cycles that have been.
    #[pyo3(signature = (signals, when, until, first, last, limit))]
    #[expect(clippy::too_many_arguments, reason = "they stand beside each other in Python, too")]
    fn trace(
        &self,
        py: Python<'_>,
        signals: Vec<String>,
        when: Option<String>,
        until: Option<String>,
        first: Option<usize>,
        last: Option<usize>,
        limit: &str,
    ) -> PyResult<Table> {
        let limit = size(limit)
            .map_err(|problem| Failed::Condition(format!("`limit` is {limit}: {problem}")))?;
        let last = match last.map(NonZeroUsize::new) {
            Some(None) => return Err(Failed::Condition("last is 1 or more".to_string()).into()),
            last => last.flatten(),
        };
        let asked = Asked { signals, when, until, first, last, limit };
        self.work(py, |session, _| session.trace(&asked))
    }
}
