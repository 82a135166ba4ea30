//! What people are told of a run when it has ended.

use std::io::IsTerminal as _;

use super::excerpt;
use super::exit::{self, End};
use super::failure::Failure;
use super::interrupt;
use super::notices::{Frames, command};
use super::streams::{print_bytes, say, say_report};
use conscycle_machine::Machine;
use conscycle_machine::ports::{Halt, Unit};
use conscycle_observe::picture::scale::group;
use conscycle_observe::statistics::Statistics;
use conscycle_program::account::value;
use conscycle_program::brief::brief;
use conscycle_program::{Loaded, euler, trap};

/// What a person sees of a run's end: its value on stdout, else on stderr why there is none. The value
/// of a program that the machine reads itself is none of a person's.
///
/// # Errors
/// A [`Failure`] if stdout cannot be written.
pub fn report(machine: &Machine, loaded: &Loaded, end: End, frames: Frames) -> Result<(), Failure> {
    if matches!(machine.arbiter.halt, Halt::Done | Halt::Exit) && !loaded.is_read_on_machine() {
        print_bytes(format!("=> {}\n", value(machine)).as_bytes())?;
    }
    report_failure(machine, loaded, end, frames);
    Ok(())
}

/// Why there is no value, if there is none, on stderr.
pub fn report_failure(machine: &Machine, loaded: &Loaded, end: End, frames: Frames) {
    if machine.arbiter.halt == Halt::Trap {
        if loaded.is_euler() {
            report_error(&euler::report(machine, loaded));
        } else {
            report_trap(&trap::report(machine, loaded, frames.telling(&command())));
        }
    }
    if machine.arbiter.halt == Halt::Exit && exit::requested(machine).is_none() {
        let code = exit::code(machine);
        let value = value(machine);
        say(&format!("exit {value}: no exit code (0 to 255, true, false); it is {code}\n"));
    }
    if matches!(end, End::Interrupted(_)) {
        match loaded.is_euler().then(|| euler::place(machine, loaded)).flatten() {
            Some(place) => {
                say(&format!("interrupted after {} cycles\n  at {place}\n", machine.cycle));
            }
            None => say_report(&interrupt::place(machine, &loaded.image)),
        }
    } else if machine.arbiter.halt == Halt::Running {
        say(&format!("stopped at the limit of {} cycles\n", machine.cycle));
    }
}

fn report_error(error: &euler::Report) {
    let message = brief(&format!("Error: {}", error.message));
    let place = error.place.as_ref().map_or(String::new(), |place| format!("  at {place}\n"));
    say(&format!("{message}\n{place}"));
}

fn report_trap(trap: &trap::Report) {
    let message = brief(&format!("trap: {}", trap.message));
    match &trap.excerpt {
        Some((excerpt, label)) => say_report(&excerpt::report(excerpt, &message, label, None)),
        None => say(&format!("{message}\n")),
    }
    if let Some(inside) = &trap.inside {
        say(&format!("  {inside}\n"));
    }
    for frame in &trap.frames {
        say(&format!("  {frame}\n"));
    }
    if trap.hidden > 0 {
        let frames = if trap.hidden == 1 { "frame" } else { "frames" };
        say(&format!("  ({} {frames} of the library: --library-frames)\n", trap.hidden));
    }
    for help in &trap.help {
        say(&format!("help: {help}\n"));
    }
}

/// Cycles, calls, memory, and where the cycles went.
pub fn summary(machine: &Machine) -> String {
    let cycles = machine.cycle;
    let mut text = format!("{} cycles, {} calls", group(cycles), group(machine.calls));
    text.push_str(&format!(
        ", {} words allocated; halt: {}\n",
        group(machine.memory.allocated),
        Halt::NAMES[machine.arbiter.halt as usize]
    ));
    let collected = Statistics::of(machine);
    if collected.collections > 0 {
        text.push_str(&format!(
            "{} collections in {} cycles ({:.1} %), the longest {}\n",
            group(collected.collections),
            group(collected.cycles),
            100.0 * collected.share,
            group(collected.longest_pause)
        ));
    }
    let mut units: Vec<(usize, u64)> =
        machine.unit_cycles.iter().copied().enumerate().filter(|&(_, count)| count > 0).collect();
    units.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    for (unit, count) in units {
        let share = 100.0 * count as f64 / cycles.max(1) as f64;
        let bar = if std::io::stderr().is_terminal() {
            "█".repeat((share / 2.5) as usize)
        } else {
            String::new()
        };
        let line = format!("  {:<12}{:>15}  {share:5.1} %  {bar}", Unit::NAMES[unit], group(count));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
