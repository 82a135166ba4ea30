//! From a program or an image on disk to a machine that is ready to run.

use std::path::Path;

use super::failure::Failure;
use super::input;
use super::options::MachineOptions;
use conscycle_firmware::Dialect;
use conscycle_machine::config::Config;
pub use conscycle_program::load::build;
use conscycle_program::load::{File, Loaded, Origin};

/// Reads `program`, which is Lisp text, an image as JSON or as hex, or `-` for standard input. A
/// program in mal or euler is read on the machine, by the dialect's shell. `arguments` are the program's. What `options`
/// leave open is as it was
/// `recorded`, or as the dialect has it.
///
/// # Errors
/// A [`Failure`] with its place.
pub fn load(
    program: &Path,
    options: &MachineOptions,
    arguments: &[String],
    recorded: Option<(Config, Dialect)>,
) -> Result<Loaded, Failure> {
    let from_stdin = program.as_os_str() == "-";
    let dialect = recorded.map_or(Dialect::default(), |(_, dialect)| dialect);
    let dialect = options.dialect().unwrap_or(dialect);
    let base = recorded.map_or(dialect.config(), |(config, _)| config);
    if dialect.is_read_on_machine() {
        return load_for_machine(program, options, base, dialect);
    }
    let bytes = if from_stdin { input::read_stdin()? } else { input::read(program)? };
    let text = input::text(bytes, program)?;
    let name = match program.file_name() {
        Some(name) if !from_stdin => name.to_string_lossy().into_owned(),
        _ => "stdin".to_string(),
    };
    let origin = if from_stdin { Origin::Stdin } else { Origin::File(program.to_path_buf()) };
    let machine = (&options.choice(), base);
    Ok(Loaded::from_contents(&name, &text, machine, dialect, arguments, origin)?)
}

/// The shell of a dialect, with a program to read instead of lines.
fn load_for_machine(
    program: &Path,
    options: &MachineOptions,
    base: Config,
    dialect: Dialect,
) -> Result<Loaded, Failure> {
    if program.as_os_str() == "-" {
        let name = dialect.name();
        let message = format!("the machine itself reads a program in {name}, from a file");
        return Err(Failure::Plain(message));
    }
    let file = File { path: program.display().to_string(), bytes: input::read(program)? };
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (config, origin) = (options.apply(base)?, Origin::File(program.to_path_buf()));
    Ok(Loaded::for_machine(&name, file, config, dialect, origin)?)
}

/// The shell of a dialect, for the machine in `options`; what they do not say is as in `base`.
///
/// # Errors
/// A [`Failure`] if there is none for this machine.
pub fn load_shell(
    options: &MachineOptions,
    base: Config,
    dialect: Dialect,
) -> Result<Loaded, Failure> {
    Ok(Loaded::shell(options.apply(base)?, dialect)?)
}
