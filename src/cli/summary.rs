//! What is told of a run when it has ended: for people, and as JSON.

use std::io::IsTerminal as _;

use serde_json::json;

use super::brief::brief;
use super::euler;
use super::exit::{self, End};
use super::failure::Failure;
use super::interrupt;
use super::load::Loaded;
use super::notices::Frames;
use super::observers::value;
use super::streams::{print_bytes, say, say_report};
use super::trap;
use conscycle_firmware::Dialect;
use conscycle_machine::Machine;
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::primitives::Fault;
use conscycle_observe::picture::scale::group;
use conscycle_observe::statistics::{Pause, Statistics};

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
        if is_euler(loaded) {
            report_error(&euler::report(machine, loaded));
        } else {
            report_trap(&trap::report(machine, loaded, frames.library_frames));
        }
    }
    if machine.arbiter.halt == Halt::Exit && exit::requested(machine).is_none() {
        let code = exit::code(machine);
        let value = value(machine);
        say(&format!("exit {value}: no exit code (0 to 255, true, false); it is {code}\n"));
    }
    if matches!(end, End::Interrupted(_)) {
        match is_euler(loaded).then(|| euler::place(machine, loaded)).flatten() {
            Some(place) => {
                say(&format!("interrupted after {} cycles\n  at {place}\n", machine.cycle));
            }
            None => say_report(&interrupt::place(machine, &loaded.image)),
        }
    } else if machine.arbiter.halt == Halt::Running {
        say(&format!("stopped at the limit of {} cycles\n", machine.cycle));
    }
}

/// Is it a program in EulerLisp? Its errors are told in that language's words.
fn is_euler(loaded: &Loaded) -> bool {
    loaded.dialect == Dialect::Euler && loaded.is_read_on_machine()
}

fn report_error(error: &euler::Report) {
    let message = brief(&format!("Error: {}", error.message));
    let place = error.place.as_ref().map_or(String::new(), |place| format!("  at {place}\n"));
    say(&format!("{message}\n{place}"));
}

fn report_trap(trap: &trap::Report) {
    let message = brief(&format!("trap: {}", trap.message));
    match &trap.excerpt {
        Some((excerpt, label)) => say_report(&excerpt.report(&message, label, None)),
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

/// The run as one JSON object.
pub fn as_json(
    machine: &Machine,
    loaded: &Loaded,
    console: &[u8],
    end: End,
    frames: Frames,
) -> serde_json::Value {
    let halted = matches!(machine.arbiter.halt, Halt::Done | Halt::Exit);
    let units: serde_json::Map<String, serde_json::Value> = Unit::NAMES
        .iter()
        .zip(machine.unit_cycles)
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| (name.to_string(), json!(count)))
        .collect();
    let halt = match (end, machine.arbiter.halt) {
        (End::Interrupted(_) | End::HungUp, _) => "Interrupted",
        (_, Halt::Running) => "Limit",
        (_, halt) => Halt::NAMES[halt as usize],
    };
    let collected = Statistics::of(machine);
    let each: Vec<Pause> = machine.collections.kept().iter().map(Pause::from).collect();
    let warnings =
        if is_euler(loaded) { euler::warnings(machine, loaded) } else { loaded.warnings() };
    let warnings: Vec<serde_json::Value> = warnings
        .iter()
        .map(|found| json!({ "place": found.place, "message": found.message, "help": found.help }))
        .collect();
    let mut summary = json!({
        "program": loaded.name,
        "notes": loaded.notes,
        "warnings": warnings,
        "image": loaded.image.hash(),
        "config": loaded.image.config,
        "value": halted.then(|| value(machine)),
        "console": String::from_utf8_lossy(console),
        "halt": halt,
        "exit_code": exit::of_run(machine, end),
        "cycles": machine.cycle,
        "unit_cycles": units,
        "calls": machine.calls,
        "allocated_words": machine.memory.allocated,
        "collections": collected.collections,
        "gc_cycles": collected.cycles,
        "gc": { "total": collected, "each": each, "left_out": machine.collections.left_out() },
    });
    if machine.arbiter.halt == Halt::Trap && is_euler(loaded) {
        let error = euler::report(machine, loaded);
        summary["trap"] = json!({
            "cause": Fault::NAMES[machine.trap.cause as usize],
            "message": error.message,
            "place": error.place,
        });
    } else if machine.arbiter.halt == Halt::Trap {
        let trap = trap::report(machine, loaded, frames.library_frames);
        summary["trap"] = json!({
            "cause": Fault::NAMES[machine.trap.cause as usize],
            "message": trap.message,
            "place": trap.place,
            "inside": trap.inside,
            "help": trap.help,
            "frames": trap.frames,
        });
    }
    summary
}
