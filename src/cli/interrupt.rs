//! Ctrl-C: where a run was.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::register_usize;

use super::excerpt;
use super::failure::Failure;
use conscycle_debugger::inspect::Inspector;
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_program::Excerpt;
use conscycle_program::backtrace::{Reader, frames};
use conscycle_program::brief::visible;

/// The cycle, the place in the program, what the machine is doing, and the frames that wait.
pub fn place(machine: &Machine, image: &Image) -> String {
    let message = format!("interrupted after {} cycles", machine.cycle);
    let mut text = match whereabouts(machine, image) {
        Some((excerpt, label)) => excerpt::report(&excerpt, &message, label, None),
        None => format!("{message}\n"),
    };
    let mut told = format!("  {}\n", Inspector::new(machine, image).line());
    for frame in frames(machine, image) {
        let _ = writeln!(told, "  {frame}");
    }
    text.push_str(&visible(&told));
    text
}

/// Where a machine is between two cycles, in the program, or where the program waits for the library.
fn whereabouts(machine: &Machine, image: &Image) -> Option<(Excerpt, &'static str)> {
    let reader = Reader::new(machine, image);
    let program = (image.sources.len() as u32).saturating_sub(1);
    let here = Inspector::new(machine, image).place();
    let here = here.filter(|place| place.source == program).map(|place| (place, place.form));
    let frames = reader.frames();
    let mut waiting = frames.iter().filter_map(|frame| reader.place(frame));
    let label = if here.is_some() { "here" } else { "waiting here" };
    let (place, span) = here.or_else(|| waiting.find(|(place, _)| place.source == program))?;
    let source = image.sources.get(place.source as usize)?;
    Some((Excerpt { name: source.name.clone(), text: source.text.clone(), span }, label))
}

/// What asks the process to end, as Ctrl-C does: the signal that has come last.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// Catches Ctrl-C from now on, and what else asks the process to end.
    ///
    /// # Errors
    /// A [`Failure`] if the signals cannot be caught.
    pub fn catch() -> Result<Interrupt, Failure> {
        Interrupt::never().on(&[SIGINT, SIGTERM, SIGHUP])
    }

    /// Catches Ctrl-C only: what is to end the process ends it.
    ///
    /// # Errors
    /// As [`Interrupt::catch`].
    pub fn catch_keyboard() -> Result<Interrupt, Failure> {
        Interrupt::never().on(&[SIGINT])
    }

    /// Signals do what they do by default.
    pub fn never() -> Interrupt {
        Interrupt::default()
    }

    /// The same for these signals, too.
    ///
    /// # Errors
    /// As [`Interrupt::catch`].
    pub fn on(self, signals: &[i32]) -> Result<Interrupt, Failure> {
        for &signal in signals {
            let caught = register_usize(signal, Arc::clone(&self.0), signal as usize);
            caught.map_err(uncatchable)?;
        }
        Ok(self)
    }

    /// It has come by other means than a signal.
    pub fn raise(&self, signal: i32) {
        self.0.store(signal as usize, Ordering::SeqCst);
    }

    /// Has it come?
    pub fn has_come(&self) -> bool {
        self.0.load(Ordering::SeqCst) != 0
    }

    /// The signal that has come, if one has.
    pub fn signal(&self) -> Option<i32> {
        Some(self.0.load(Ordering::SeqCst) as i32).filter(|&signal| signal != 0)
    }

    /// Had it come? From now on it has not.
    pub fn take(&self) -> bool {
        self.0.swap(0, Ordering::SeqCst) != 0
    }
}

/// That Ctrl-C cannot be caught.
pub fn uncatchable(error: impl std::fmt::Display) -> Failure {
    Failure::Plain(format!("Ctrl-C cannot be caught: {error}"))
}
