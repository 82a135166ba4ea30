//! What a person can do about a trap, with the command line to type if there is one.

use crate::Loaded;
use conscycle_firmware::syntax::syntax;
use conscycle_image::arity::Arity;
use conscycle_image::near::{near, question};
use conscycle_image::printer::Printer;
use conscycle_machine::Machine;
use conscycle_machine::config::{Collector, Config};
use conscycle_machine::object::{fixed, is_variable};
use conscycle_machine::parameter::words;
use conscycle_machine::primitives::Fault;
use conscycle_machine::word::{Word, WordSize};
use conscycle_observe::condition::bindings::bindings;

/// More waiting frames than most programs have that end.
const MANY_FRAMES: usize = 400;

/// A machine that a fault has stopped, and what is known of it.
pub struct Situation<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// What it has run.
    pub loaded: &'a Loaded,
    /// The special form or macro that is malformed.
    pub form: Option<&'a str>,
    /// Frames that wait.
    pub frames: usize,
    /// The command line that has started the run, if one has.
    pub command: Option<&'a [String]>,
}

/// What may help, the best first.
pub fn advice(situation: &Situation) -> Vec<String> {
    let Situation { machine, loaded, form, frames, command } = *situation;
    if let Some(form) = form {
        return syntax(form).map(|syntax| format!("write {syntax}")).into_iter().collect();
    }
    let config = machine.config();
    let culprit = machine.trap.culprit;
    match machine.trap.cause {
        Fault::OutOfMemory => {
            let depth = (frames >= MANY_FRAMES)
                .then(|| format!("{frames} frames are waiting: does the recursion end?"));
            depth.into_iter().chain(memory(config, command)).collect()
        }
        Fault::Overflow => overflow(config, command),
        Fault::Unbound if loaded.program().is_some() => {
            let question = question(&near_names(machine, loaded, culprit));
            Some(question).filter(|text| !text.is_empty()).into_iter().collect()
        }
        Fault::WrongArity => {
            let arity = Arity::of(&machine.memory, culprit);
            arity.map(|arity| format!("it takes {arity}")).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Where more memory is to be had.
fn memory(config: &Config, command: Option<&[String]>) -> Vec<String> {
    let mut advice = Vec::new();
    let most = 1u32 << config.word.max_address_bits();
    let mut say = |what: &str, options: &[(&str, String)]| {
        advice.push(format!("{what}: {}", with(command, options)));
    };
    if config.collector == Collector::None {
        say("nothing reclaims memory; a collector does", &[("--collector", "copying".to_string())]);
    }
    if config.memory < most {
        let memory = words(config.memory.saturating_mul(4).min(most));
        say("more memory", &[("--memory", memory)]);
    } else if config.word == WordSize::W16 {
        let options = [("--word", "32".to_string()), ("--memory", "1M".to_string())];
        say("16-bit words address no more memory than this; wider ones do", &options);
    }
    if matches!(config.collector, Collector::Copying | Collector::Generational)
        && config.memory == most
    {
        let what = "this collector keeps a part of the memory free to copy to; mark-sweep does not";
        say(what, &[("--collector", "mark-sweep".to_string())]);
    }
    advice
}

fn overflow(config: &Config, command: Option<&[String]>) -> Vec<String> {
    let bits = config.word.bits() - 1;
    match config.word {
        WordSize::W16 => {
            let command = with(command, &[("--word", "32".to_string())]);
            let more =
                "with wider words they have as many as they need, and there are ratios and floats";
            vec![format!("integers have {bits} bits here; {more}: {command}")]
        }
        WordSize::W32 => {
            let command = with(command, &[("--word", "64".to_string())]);
            vec![format!("integers have {bits} bits here, and 63 with wider words: {command}")]
        }
        WordSize::W64 => vec![format!("integers have {bits} bits, the most that this machine has")],
    }
}

/// The command line with other options; without one, the parameters of the machine.
fn with(command: Option<&[String]>, options: &[(&str, String)]) -> String {
    match command {
        Some(given) => changed(given, options),
        None => {
            let named = |name: &str| name.trim_start_matches('-').to_string();
            let options = options.iter().map(|(name, value)| format!("{} {value}", named(name)));
            options.collect::<Vec<_>>().join(", ")
        }
    }
}

/// `given`, whose first word is the path of this program, with other options.
fn changed(given: &[String], options: &[(&str, String)]) -> String {
    let mut words = vec!["conscycle".to_string()];
    let mut rest = given.iter().skip(1).peekable();
    while let Some(word) = rest.next_if(|word| *word != "--") {
        let is_old = |(name, _): &&(&str, String)| {
            word == name || word.strip_prefix(name).is_some_and(|value| value.starts_with('='))
        };
        match options.iter().find(is_old) {
            Some((name, _)) if word == name => drop(rest.next()),
            Some(_) => {}
            None => words.push(quoted(word)),
        }
    }
    for (name, value) in options {
        words.extend([name.to_string(), value.clone()]);
    }
    words.extend(rest.map(|word| quoted(word)));
    words.join(" ")
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Names near a symbol: those of the image that are bound, the program's own among them, and the
/// variables that the expression sees.
fn near_names(machine: &Machine, loaded: &Loaded, symbol: Word) -> Vec<String> {
    let printer = Printer::new(&machine.memory, machine.config());
    let read = |word: Word, field: u32| machine.memory.read(word.plus(field).address());
    let bound = loaded.image.symbols.iter().filter(|(_, symbol)| {
        let object = read(**symbol, 1);
        is_variable(read(**symbol, 0))
            && (read(object, 2) != fixed::UNBOUND || !read(object, 3).is_nil())
    });
    let mut names: Vec<String> = bound.map(|(name, _)| name.clone()).collect();
    let seen = bindings(machine).into_iter().map(|(name, _)| name);
    let variables = seen.filter(|name| name.is_pointer() && is_variable(read(*name, 0)));
    names.extend(variables.map(|name| printer.symbol_name(name)));
    let public = names.iter().map(String::as_str).filter(|name| !name.starts_with('%'));
    near(&printer.symbol_name(symbol), public)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_the_one_typed_with_other_options() {
        let line = |given: &[&str], options: &[(&str, &str)]| {
            let given: Vec<String> = given.iter().map(ToString::to_string).collect();
            let options: Vec<_> =
                options.iter().map(|(name, value)| (*name, value.to_string())).collect();
            changed(&given, &options)
        };
        let wide = [("--word", "32"), ("--memory", "1M")];
        assert_eq!(
            line(&["/bin/conscycle", "run", "p.lisp"], &wide),
            "conscycle run p.lisp --word 32 --memory 1M"
        );
        assert_eq!(
            line(&["c", "run", "--word", "16", "p.lisp", "--memory=8K", "--banks", "1"], &wide),
            "conscycle run p.lisp --banks 1 --word 32 --memory 1M"
        );
        assert_eq!(
            line(&["c", "run", "a b's.lisp", "--", "--word", "8"], &wide[..1]),
            r"conscycle run 'a b'\''s.lisp' --word 32 -- --word 8"
        );
    }

    #[test]
    fn more_memory_is_to_be_had_where_there_is_some() {
        let advice = |word, size, collector| {
            memory(&Config { word, memory: size, collector, ..Config::default() }, None)
        };
        let all = advice(WordSize::W16, 1 << 13, Collector::None);
        assert_eq!(all.len(), 2);
        assert!(all[0].contains(": collector copying") && all[1].contains(": memory 32K"));
        let all = advice(WordSize::W16, 1 << 16, Collector::Copying);
        assert!(all[0].contains(": word 32, memory 1M") && all[1].contains("mark-sweep"));
        assert!(advice(WordSize::W32, 1 << 23, Collector::Copying)[0].contains(": memory 16M"));
        assert!(advice(WordSize::W32, 1 << 24, Collector::MarkSweep).is_empty());
    }
}
