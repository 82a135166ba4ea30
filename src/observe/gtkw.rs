//! What GTKWave wants beside a waveform: a savefile, which chooses, groups and colours signals, and
//! translate filters, which name and colour the values of enumerations.
//!
//! GTKWave looks for a filter where the savefile says or, if the savefile says that it was itself
//! somewhere else when it was written, at the same place relative to where it is now. So all paths
//! in ours begin with a directory that does not exist, and GTKWave finds the files beside the
//! savefile, wherever it is started and wherever they are moved.
//!
//! In an FST file an enumeration has a table of names, and GTKWave shows a signal with a table without
//! its filter. So a signal with a filter is put together from its bits here: a vector that the
//! savefile makes has no table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::lisp::bookmarks::{Bookmarks, MOST};
use crate::lisp::lanes::{CYCLE as CYCLE_NAME, LISP};
use crate::selection::Selection;
use crate::shown::{FIRST, GROUPS, has_companion, is_selected, lisp, lisp_path, selected};
use crate::waveform::{CYCLE, TOP};
use crate::{surfer, text};
use conscycle_machine::config::Config;
use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{Kind, SIGNALS, UNIT_STATES};
use conscycle_machine::units::memory::Operation;

/// The directory that does not exist.
const NOWHERE: &str = "/conscycle";

/// The zoom of the first look: `2^-ZOOM` nanoseconds on 200 pixels, 62 pixels to a cycle.
const ZOOM: &str = "-5.0";

/// A file that belongs beside a waveform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// Where it belongs.
    pub path: PathBuf,
    /// Its contents.
    pub text: String,
}

/// A GTKWave filter: its suffix, the signals it is for, and a name and a colour for each value.
struct Filter {
    suffix: &'static str,
    signals: &'static [&'static str],
    values: Vec<(&'static str, &'static str)>,
}

/// The files for a waveform at `wave`, to be written beside it: of `fib.vcd` or `fib.fst`, the
/// savefile `fib.gtkw`, with which `gtkwave fib.vcd fib.gtkw` opens it, its filters
/// `fib.state.filter`, ..., and `fib.sucl` for Surfer. They show the selected signals. In a filter's
/// name, characters that a savefile could not hold are replaced. They open where the bookmarks begin, and
/// have a marker at each.
pub fn companions(
    wave: &Path,
    config: &Config,
    selection: &Selection,
    bookmarks: &Bookmarks,
) -> Vec<Companion> {
    let name = wave.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = wave.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let filters = filters();
    let safe = text::file_name(&stem);
    let mut files: Vec<Companion> = filters
        .iter()
        .map(|filter| {
            let path = wave.with_file_name(format!("{safe}.{}", filter.suffix));
            Companion { path, text: filter_text(&filter.values) }
        })
        .collect();
    files.push(Companion {
        path: wave.with_extension("sucl"),
        text: surfer::commands(selection, bookmarks),
    });
    let mut text = start(&name, &safe, bookmarks);
    text.push_str(&signals(&safe, config, selection, &filters));
    files.push(Companion { path: wave.with_extension("gtkw"), text });
    files
}

/// The colour of a unit and its states: X11 names, dark enough for white text.
pub const fn colour(unit: Unit) -> &'static str {
    match unit {
        Unit::Halted => "black",
        Unit::Eval => "RoyalBlue3",
        Unit::FetchObject => "gray35",
        Unit::EvalArgs => "SeaGreen",
        Unit::Apply => "OrangeRed3",
        Unit::Primitive => "maroon",
        Unit::Special => "DarkOrchid3",
        Unit::Define => "DeepPink3",
        Unit::Clink => "goldenrod4",
        Unit::Alu => "cyan4",
        Unit::Trap => "red",
        Unit::Note => "DarkGreen",
        Unit::Inline => "DarkOliveGreen",
        Unit::Digits => "sienna4",
        Unit::Fpu => "VioletRed4",
        Unit::Sweeper => "SteelBlue4",
    }
}

fn filters() -> Vec<Filter> {
    let states = Unit::ALL.into_iter().zip(UNIT_STATES);
    let colours = ["black", "RoyalBlue3", "OrangeRed3", "SeaGreen"];
    vec![
        Filter {
            suffix: "state.filter",
            signals: &["arbiter.state"],
            values: states
                .flat_map(|(unit, names)| names.iter().map(move |&name| (name, colour(unit))))
                .collect(),
        },
        Filter {
            suffix: "unit.filter",
            signals: &["arbiter.owner", "arbiter.back"],
            values: Unit::NAMES.into_iter().zip(Unit::ALL.map(colour)).collect(),
        },
        Filter {
            suffix: "memory.filter",
            signals: &["memory.operation"],
            values: Operation::NAMES.iter().copied().zip(colours).collect(),
        },
    ]
}

/// A line for each value: its bits, and the name with its colour.
fn filter_text(values: &[(&str, &str)]) -> String {
    let width = values.len().saturating_sub(1).max(1).ilog2() as usize + 1;
    let mut text = String::new();
    for (value, (name, colour)) in values.iter().enumerate() {
        let _ = writeln!(text, "{value:0width$b} ?{colour}?{name}");
    }
    text
}

/// The lines before the signals: the files, the window, and the time: the primary marker and the named ones,
/// `A` to `Z`.
fn start(wave: &str, stem: &str, bookmarks: &Bookmarks) -> String {
    let mut text = format!("[*]\n[*] conscycle: a savefile for {}\n[*]\n", text::comment(wave));
    if text::is_quotable(wave) {
        let _ = writeln!(text, "[dumpfile] \"{NOWHERE}/{wave}\"");
    }
    let first = bookmarks.first_call.map_or(0, |cycle| CYCLE * cycle);
    let _ = write!(
        text,
        "[savefile] \"{NOWHERE}/{stem}.gtkw\"\n\
         [timestart] {first}\n[size] 1600 900\n[pos] -1 -1\n*{ZOOM} {first}"
    );
    let marked = bookmarks.cycles.iter().map(|&cycle| (CYCLE * cycle) as i64);
    for time in marked.chain(std::iter::repeat(-1)).take(MOST) {
        let _ = write!(text, " {time}");
    }
    text.push_str("\n[sst_width] 1\n[signals_width] 190\n[sst_expanded] 0\n");
    text
}

/// The signals in their groups, those of the scope `lisp` first.
fn signals(stem: &str, config: &Config, selection: &Selection, filters: &[Filter]) -> String {
    let mut text = String::new();
    let names = lisp(selection);
    if !names.is_empty() {
        let _ = writeln!(text, "@200\n-{LISP}");
    }
    for name in names {
        let path = lisp_path(name);
        // Decimal, or as it is.
        let _ = match name {
            CYCLE_NAME => writeln!(text, "@24\n+{{{name}}} {TOP}.{path}"),
            _ => writeln!(text, "@20\n+{{{name}}} {TOP}.{path}"),
        };
    }
    let _ = writeln!(text, "@28\n{TOP}.clk");
    for path in FIRST.into_iter().filter(|path| is_selected(path, selection)) {
        trace(&mut text, path, stem, config, filters);
    }
    for (scope, open, names) in GROUPS {
        let paths = selected(scope, names, selection);
        if paths.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}\n-{scope}", if open { "@200" } else { "@c00200" });
        for path in paths {
            trace(&mut text, &path, stem, config, filters);
            if has_companion(&path, selection) {
                let _ = writeln!(text, "@20\n+{{ }} {TOP}.{path}_text");
            }
        }
        if !open {
            let _ = writeln!(text, "@1401200\n-{scope}");
        }
    }
    text.push_str("[pattern_trace] 1\n[pattern_trace] 0\n");
    text
}

/// A signal's lines: its bits with its filter if it has one, as text if it is an enumeration, else in
/// hexadecimal. What is no signal is left out.
fn trace(text: &mut String, path: &str, stem: &str, config: &Config, filters: &[Filter]) {
    let Some(signal) = SIGNALS.iter().find(|signal| signal.path() == path) else { return };
    let name = signal.name;
    let last = signal.width(config) - 1;
    let filter = filters.iter().find(|filter| filter.signals.contains(&path));
    let _ = match (filter, signal.kind) {
        (Some(Filter { suffix, .. }), _) => {
            let bits: String =
                (0..=last).map(|bit| format!(" ({bit}){TOP}.{path}[{last}:0]")).collect();
            writeln!(text, "@2028\n^1 {NOWHERE}/{stem}.{suffix}\n#{{{name}}}{bits}")
        }
        (None, Kind::Enum(_)) => writeln!(text, "@20\n+{{{name}}} {TOP}.{path}_text"),
        (None, _) if last == 0 => writeln!(text, "@28\n+{{{name}}} {TOP}.{path}"),
        (None, _) => writeln!(text, "@22\n+{{{name}}} {TOP}.{path}[{last}:0]"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn shown(wave: &Path, selection: &Selection) -> Vec<Companion> {
        companions(wave, &Config::default(), selection, &Bookmarks::default())
    }

    #[test]
    fn a_filter_names_every_value_of_its_signals_in_their_width() {
        let config = Config::default();
        for filter in filters() {
            for path in filter.signals {
                let signal = SIGNALS.iter().find(|signal| signal.path() == *path).expect(path);
                let Kind::Enum(names) = signal.kind else { panic!("{path} is no enumeration") };
                assert!(names.iter().eq(filter.values.iter().map(|(name, _)| name)), "{path}");
                let width = signal.width(&config) as usize;
                for (value, line) in filter_text(&filter.values).lines().enumerate() {
                    let (bits, name) = line.split_once(' ').expect("two columns");
                    assert_eq!(bits, format!("{value:0width$b}"));
                    assert!(name.ends_with(&format!("?{}", names[value])));
                }
            }
        }
    }

    #[test]
    fn units_differ_in_their_colours() {
        let colours: HashSet<&str> = Unit::ALL.into_iter().map(colour).collect();
        assert_eq!(colours.len(), Unit::ALL.len());
        assert!(Unit::ALL.iter().enumerate().all(|(number, unit)| *unit as usize == number));
    }

    #[test]
    fn the_savefile_shows_signals_that_exist_and_filters_that_are_written() {
        let files = shown(Path::new("some/where/fib.vcd"), &Selection::default());
        let paths: Vec<String> = files.iter().map(|file| file.path.display().to_string()).collect();
        let savefile = &files.last().expect("a savefile").text;
        assert_eq!(paths.last().map(String::as_str), Some("some/where/fib.gtkw"));
        let shown =
            savefile.lines().filter(|line| line.starts_with("+{") || line.starts_with("#{"));
        let shown = shown.filter(|line| line.contains(&format!("{TOP}."))).count();
        let wanted: usize = GROUPS.iter().map(|(_, _, names)| names.len()).sum();
        assert_eq!(shown, wanted + 3 + 7, "a name in GROUPS is no signal");
        for line in savefile.lines().filter(|line| line.starts_with("^1 ")) {
            let name = line.rsplit('/').next().unwrap_or_default();
            assert!(paths.contains(&format!("some/where/{name}")), "{line}");
        }
        let bits = (0..2).map(|bit| format!(" ({bit})conscycle.memory.operation[1:0]"));
        assert!(savefile.contains(&format!("\n#{{operation}}{}\n", bits.collect::<String>())));
    }

    #[test]
    fn an_odd_name_changes_no_line_of_a_savefile() {
        let companions = |wave: &str| shown(Path::new(wave), &Selection::default());
        let kinds = |files: &[Companion]| {
            let lines = files.last().expect("a savefile").text.lines();
            let kind = |line: &str| line.split([' ', '/']).next().unwrap_or_default().to_string();
            lines.map(kind).filter(|kind| kind != "[dumpfile]").collect::<Vec<String>>()
        };
        let plain = companions("fib.vcd");
        for name in crate::text::tests::odd_names() {
            let name = format!("x{}.vcd", name.replace(['/', '\0'], "-"));
            let files = companions(&name);
            assert_eq!(kinds(&files), kinds(&plain), "{name:?}");
            for (file, plain) in files.iter().zip(&plain).take(files.len() - 1) {
                assert_eq!(file.text, plain.text);
                let name = file.path.file_name().expect("a name").to_string_lossy();
                let savefile = &files.last().expect("a savefile").text;
                let filter = name.ends_with("filter");
                assert!(!filter || savefile.contains(&format!("^1 {NOWHERE}/{name}\n")), "{name}");
            }
        }
    }

    #[test]
    fn a_savefile_shows_what_is_selected() {
        let selection = Selection::parse(&["eval", "alu.a"]).expect("two");
        let files = shown(Path::new("fib.fst"), &selection);
        let shown: Vec<&str> = files.last().expect("a savefile").text.lines().collect();
        assert!(shown.contains(&"[dumpfile] \"/conscycle/fib.fst\""));
        assert!(shown.contains(&"-eval") && shown.contains(&"-alu") && !shown.contains(&"-apply"));
        let signals = shown.iter().filter(|line| line.starts_with('+'));
        assert!(signals.clone().all(|line| line.contains(".eval.") || line.contains(".alu.a[")));
        assert_eq!(signals.count(), 4);
    }

    #[test]
    fn it_opens_at_the_first_call_and_has_markers() {
        let bookmarks = Bookmarks { first_call: Some(80), cycles: vec![80, 101] };
        let (wave, selection) = (Path::new("fib.vcd"), Selection::default());
        let files = companions(wave, &Config::default(), &selection, &bookmarks);
        let savefile = &files.last().expect("a savefile").text;
        assert!(savefile.contains("\n[timestart] 800\n"));
        let rest = " -1".repeat(MOST - 2);
        assert!(savefile.contains(&format!("\n*{ZOOM} 800 800 1010{rest}\n")), "{savefile}");
        let lisp = savefile.find("-lisp\n").expect("the scope");
        assert!(lisp < savefile.find("-eval\n").expect("a unit"));
    }

    #[test]
    fn companions_of_words_stand_below_them() {
        let selection = Selection::parse(&["eval", "text"]).expect("a selection");
        let files = shown(Path::new("fib.vcd"), &selection);
        let savefile = &files.last().expect("a savefile").text;
        assert!(savefile.contains("eval.expr[15:0]\n@20\n+{ } conscycle.eval.expr_text\n"));
        assert!(!savefile.contains("-lisp"));
    }
}
