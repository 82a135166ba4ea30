//! Ctrl-C: where a run was.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::backtrace::{Reader, frames};
use super::excerpt::Excerpt;
use super::failure::Failure;
use conscycle_debugger::inspect::Inspector;
use conscycle_image::Image;
use conscycle_machine::Machine;

/// The cycle, the place in the program, what the machine is doing, and the frames that wait.
pub fn place(machine: &Machine, image: &Image) -> String {
    let message = format!("interrupted after {} cycles", machine.cycle);
    let mut text = match whereabouts(machine, image) {
        Some((excerpt, label)) => excerpt.report(&message, label, None),
        None => format!("{message}\n"),
    };
    let _ = writeln!(text, "  {}", Inspector::new(machine, image).line());
    for frame in frames(machine, image) {
        let _ = writeln!(text, "  {frame}");
    }
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

/// Sets `flag` on Ctrl-C from now on, and on what else asks the process to end.
///
/// # Errors
/// A [`Failure`] if the signals cannot be caught.
pub fn catch(flag: &Arc<AtomicBool>) -> Result<(), Failure> {
    [SIGINT, SIGTERM, SIGHUP].into_iter().try_for_each(|signal| {
        let caught = signal_hook::flag::register(signal, Arc::clone(flag));
        caught.map(drop).map_err(uncatchable)
    })
}

/// That Ctrl-C cannot be caught.
pub fn uncatchable(error: impl std::fmt::Display) -> Failure {
    Failure::Plain(format!("Ctrl-C cannot be caught: {error}"))
}

/// Ctrl-C, caught.
#[derive(Debug, Clone)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Catches Ctrl-C from now on.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be caught.
    pub fn catch() -> Result<Interrupt, Failure> {
        let interrupt = Interrupt::never();
        catch(&interrupt.0)?;
        Ok(interrupt)
    }

    /// Ctrl-C ends the process, as it does by default.
    pub fn never() -> Interrupt {
        Interrupt(Arc::new(AtomicBool::new(false)))
    }

    /// Has it come?
    pub fn has_come(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
