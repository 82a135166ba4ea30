//! Files of a part of the history, which is run again for them, a slice at a time.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, Cursor, Seek, SeekFrom, Write};
use std::path::Path;
use std::rc::Rc;

use serde::Deserialize;
use serde_json::json;

use crate::answer::{Answer, Failed};
use crate::session::Session;
use conscycle_machine::Machine;
use conscycle_machine::ports::Halt;
use conscycle_machine::primitives::Fault;
use conscycle_observe::files::{FstFile, TraceFile, VcdFile};
use conscycle_observe::gtkw;
use conscycle_observe::lisp::bookmarks::Bookmarks;
use conscycle_observe::recorder::Plan;
use conscycle_observe::selection::Selection;
use conscycle_observe::trace::{Detail, End, Header};
use conscycle_observe::window::{Mark, Window};
use conscycle_program::account::value;

/// Cycles of a file, at most: what it holds has to fit into the page's memory.
const LONGEST: u64 = 1_000_000;

/// Cycles between two hashes in a trace.
const EVERY: u64 = 1000;

/// A file that is wanted.
#[derive(Debug, Clone, Deserialize)]
pub struct Wanted {
    /// Its format.
    pub format: String,
    /// The first cycle.
    pub from: u64,
    /// Behind the last one.
    pub to: u64,
    /// The paths of what is recorded; without, everything that is by default.
    pub signals: Option<Vec<String>>,
}

/// A file in memory, whose bytes others can still take.
#[derive(Debug, Clone, Default)]
struct Shared(Rc<RefCell<Cursor<Vec<u8>>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.borrow_mut().seek(to)
    }
}

enum Recording {
    Vcd(Box<VcdFile<'static>>),
    Fst(Box<FstFile<'static>>),
    Trace(Box<TraceFile<'static>>),
}

/// A file that is being made.
pub struct Export {
    recording: Recording,
    machine: Box<Machine>,
    to: u64,
    bytes: Shared,
    name: String,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Export({} of {})", self.machine.cycle, self.to)
    }
}

impl Session {
    /// Begins a file. One that can be written at once is the answer.
    ///
    /// # Errors
    /// [`Failed`] if there is no such format or signal, or if it has too many cycles.
    pub fn begin_export(&mut self, wanted: &Wanted) -> Result<Option<Answer>, Failed> {
        let Wanted { format, from, to, signals } = wanted;
        let (from, to) = (*from, (*to).min(self.debugger.frontier()));
        let config = *self.debugger.machine().config();
        let selection = match signals {
            None => Selection::default(),
            Some(paths) => Selection::parse(paths)?,
        };
        let stem = Path::new(&self.loaded.name).file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem}.{format}");
        if matches!(format.as_str(), "gtkw" | "sucl") {
            let wave = format!("{stem}.vcd");
            let marks = Bookmarks::default();
            let all = gtkw::companions(Path::new(&wave), &config, &selection, &marks);
            let is_it =
                |path: &Path| path.extension().is_some_and(|known| known == format.as_str());
            let found = all.into_iter().find(|file| is_it(&file.path));
            let file = found.ok_or_else(|| Failed(format!("no file ends in .{format}")))?;
            let name = file.path.to_string_lossy().into_owned();
            return Ok(Some(Answer {
                json: json!({ "name": name }),
                bytes: file.text.into_bytes(),
            }));
        }
        if from >= to {
            return Err(Failed("a file needs a cycle at least that has been".to_string()));
        }
        if to - from > LONGEST {
            return Err(Failed(format!("a file has {LONGEST} cycles at most: choose a part")));
        }
        let window = Window { until: Mark::Cycle(to), ..Window::from(from) };
        let has_texts = selection.has_lisp() && format != "trace";
        let follower = has_texts.then(|| self.debugger.follower_at(from));
        let plan = Plan { window, selection, follower };
        let machine = Box::new(self.debugger.machine_at(from));
        let bytes = Shared::default();
        let about = [
            format!("program {}", self.loaded.name),
            format!("image {}", self.loaded.image.hash()),
        ];
        let recording = match format.as_str() {
            "vcd" => Recording::Vcd(VcdFile::new(bytes.clone(), &machine, &about, plan)?.into()),
            "fst" => Recording::Fst(FstFile::new(bytes.clone(), &machine, &about, plan)?.into()),
            "trace" => {
                let detail = Detail { changes: (1 << 53) - 1, every: EVERY };
                let dialect = self.loaded.dialect.name();
                let (name, hash) = (&self.loaded.name, self.loaded.image.hash());
                let plan = Plan { selection: selection.for_trace(), ..plan };
                let header = Header::new(&machine, dialect, name, &hash, detail).planned(&plan);
                Recording::Trace(TraceFile::new(bytes.clone(), &header, plan).into())
            }
            other => return Err(Failed(format!("there is no format {other}"))),
        };
        let name = if format == "trace" { format!("{stem}.jsonl") } else { name };
        self.export = Some(Export { recording, machine, to, bytes, name });
        Ok(None)
    }

    /// Goes on with a file by so many cycles; the file, when it is made.
    ///
    /// # Errors
    /// [`Failed`] if no file is being made.
    pub fn go_on_export(&mut self, cycles: u64) -> Result<Option<Answer>, Failed> {
        let none = || Failed("no file is being made".to_string());
        let mut export = self.export.take().ok_or_else(none)?;
        let Export { recording, machine, to, .. } = &mut export;
        let limit = (*to).min(machine.cycle.saturating_add(cycles));
        match recording {
            Recording::Vcd(probe) => machine.run_with(&mut **probe, limit),
            Recording::Fst(probe) => machine.run_with(&mut **probe, limit),
            Recording::Trace(probe) => machine.run_with(&mut **probe, limit),
        };
        if machine.cycle < *to && machine.cycle >= limit {
            self.export = Some(export);
            return Ok(None);
        }
        let Export { recording, machine, bytes, name, .. } = export;
        match recording {
            Recording::Vcd(probe) => probe.finish(&machine)?,
            Recording::Fst(probe) => probe.finish(&machine)?,
            Recording::Trace(probe) => probe.finish(&End {
                end: machine.cycle,
                halt: Halt::NAMES[machine.arbiter.halt as usize].to_string(),
                trap: Fault::NAMES[machine.trap.cause as usize].to_string(),
                value: value(&machine),
                console: String::new(),
            })?,
        }
        let bytes = std::mem::take(&mut *bytes.0.borrow_mut()).into_inner();
        Ok(Some(Answer { json: json!({ "name": name }), bytes }))
    }

    /// Gives a file up.
    pub fn end_export(&mut self) {
        self.export = None;
    }
}
