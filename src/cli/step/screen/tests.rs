//! The screen, drawn into memory: what is on it after some keys, at two sizes and beyond.
//!
//! The screens are in `tests/debugger/screens/`; `cargo xtask bless screens` rewrites
//! them. Under the text of a screen stand the cells that are in reverse or in bold, so that what is
//! marked is compared as well.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Modifier;

use super::terminal::Events;
use super::{Choice, Screen, handle, look};
use crate::cli::host::Host;
use crate::cli::load::build;
use crate::cli::step::execute::{Flow, Stepper};
use crate::cli::step::patient::Patient;
use crate::cli::step::signals::Signals;
use conscycle_debugger::Debugger;
use conscycle_firmware::Dialect;
use conscycle_machine::config::{Collector, Config};
use conscycle_program::{Loaded, Origin};

/// Events that have been written down.
#[derive(Default)]
struct Script(VecDeque<Event>);

impl Events for Script {
    fn next(&mut self, _: Duration) -> std::io::Result<Option<Event>> {
        Ok(self.0.pop_front())
    }
}

type Session<'a> = Stepper<'a, Screen<'a, TestBackend, Script>>;

fn loaded(path: &str, config: Config) -> Loaded {
    let text = std::fs::read_to_string(path).expect(path);
    loaded_text(path.rsplit('/').next().unwrap_or_default(), &text, config)
}

fn loaded_text(name: &str, text: &str, config: Config) -> Loaded {
    let image = build(name, text, config, Dialect::Core).expect("it builds");
    let (name, origin) = (name.to_string(), Origin::File(name.into()));
    let (notes, read_on_machine) = (Vec::new(), None);
    Loaded { image, dialect: Dialect::Core, name, origin, notes, read_on_machine }
}

fn session<'a>(loaded: &'a Loaded, signals: &'a Signals, size: (u16, u16)) -> Session<'a> {
    let terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a screen in memory");
    let debugger = Debugger::new(&loaded.image, loaded.machine(), 16 << 20);
    let screen = Screen::new(terminal, Script::default(), signals);
    let host =
        Patient { host: Host::elsewhere(&[]), signals, commands: true, read: BTreeSet::new() };
    let mut session = Stepper::new(debugger, loaded, host, signals, screen);
    session.begin().expect("it begins");
    look(&mut session);
    session
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn press(session: &mut Session, code: KeyCode) -> Flow {
    handle(session, &key(code, KeyModifiers::NONE)).expect("a key does no harm")
}

/// Types lines; each ends with Enter.
fn enter(session: &mut Session, lines: &[&str]) {
    for line in lines {
        for letter in line.chars() {
            press(session, KeyCode::Char(letter));
        }
        press(session, KeyCode::Enter);
    }
}

/// The screen as text, and below it the marks of the cells.
fn picture(session: &mut Session) -> String {
    session.output.draw().expect("it draws");
    let buffer = session.output.terminal.backend().buffer();
    let rows = |cell: &dyn Fn(u16, u16) -> String| {
        let area = buffer.area;
        let row = |y| (0..area.width).map(|x| cell(x, y)).collect::<String>();
        (0..area.height).map(|y| row(y).trim_end().to_string()).collect::<Vec<_>>()
    };
    let text = rows(&|x, y| buffer[(x, y)].symbol().to_string());
    let marks = rows(&|x, y| {
        let modifier = buffer[(x, y)].modifier;
        let marks = [(Modifier::REVERSED, "R"), (Modifier::BOLD, "B")];
        let mark = marks.iter().find(|(which, _)| modifier.contains(*which));
        mark.map_or(" ", |(_, mark)| mark).to_string()
    });
    let marked = marks.iter().enumerate().filter(|(_, row)| !row.is_empty());
    let marked: Vec<String> = marked.map(|(y, row)| format!("{y:>2} {row}")).collect();
    format!("{}\n---- marks\n{}\n", text.join("\n"), marked.join("\n"))
}

/// Compares a screen with the one of this name.
fn compare(name: &str, is: &str) {
    let path = format!("tests/debugger/screens/{name}.txt");
    if std::env::var_os("CONSCYCLE_BLESS").is_some() {
        std::fs::create_dir_all("tests/debugger/screens").expect("a folder");
        std::fs::write(path, is).expect("a writable screen");
        return;
    }
    let should = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(is == should, "{path} differs; it is now\n{is}\nand should be\n{should}");
}

/// What is done before a screen is looked at.
struct Scene {
    name: &'static str,
    program: &'static str,
    collector: Collector,
    gc_every: u32,
    lines: &'static [&'static str],
    keys: &'static [KeyCode],
}

const FIB: Scene = Scene {
    name: "",
    program: "examples/fib.lisp",
    collector: Collector::Copying,
    gc_every: 200,
    lines: &[],
    keys: &[],
};

const SCENES: [Scene; 11] = [
    Scene { name: "the-beginning", ..FIB },
    Scene { name: "a-call", lines: &["break fib", "c", "", "break 5", "c", "info b"], ..FIB },
    Scene { name: "an-argument", lines: &["until fn=fib", "until state=LookupPair"], ..FIB },
    Scene {
        name: "a-copying-collection",
        lines: &["break collection", "c", "until state=ScanFields", "step 5"],
        ..FIB
    },
    Scene {
        name: "a-marking-collection",
        collector: Collector::MarkSweep,
        lines: &["break collection", "c", "until state=MarkUp", "step 2"],
        ..FIB
    },
    Scene { name: "a-trap", program: "examples/trap.lisp", lines: &["c", "where"], ..FIB },
    Scene {
        name: "chosen-signals-and-addresses",
        lines: &["until fn=fib", "wave state grant clink.full clink.value", "x eval.env", "bogus"],
        keys: &[KeyCode::Esc, KeyCode::Char('-'), KeyCode::Char('-')],
        ..FIB
    },
    Scene {
        name: "a-pane-alone",
        lines: &["until fn=fib && apply.x=5"],
        keys: &[KeyCode::Esc, KeyCode::Tab, KeyCode::Tab, KeyCode::Tab, KeyCode::F(7)],
        ..FIB
    },
    Scene {
        name: "a-console",
        program: "tests/debugger/echo.lisp",
        lines: &["c", "input hello", "c"],
        ..FIB
    },
    Scene { name: "help", keys: &[KeyCode::F(1), KeyCode::PageDown], ..FIB },
    Scene {
        name: "the-end",
        lines: &["c", "step"],
        keys: &[KeyCode::Char('p'), KeyCode::Char('r'), KeyCode::Left],
        ..FIB
    },
];

#[test]
fn screens_are_as_they_were() {
    for scene in SCENES {
        let Scene { name, program, collector, gc_every, lines, keys } = scene;
        let config = Config { collector, gc_every, ..Config::default() };
        let loaded = loaded(program, config);
        for (width, height) in [(80, 24), (160, 50)] {
            let signals = Signals::default();
            let mut session = session(&loaded, &signals, (width, height));
            enter(&mut session, lines);
            for &code in keys {
                press(&mut session, code);
            }
            compare(&format!("{name}-{width}x{height}"), &picture(&mut session));
        }
    }
}

#[test]
fn keys_do_what_commands_do() {
    let loaded = loaded("examples/fib.lisp", Config::default());
    let signals = Signals::default();
    let cycle = |session: &Session| session.debugger.machine().cycle;
    let mut session = session(&loaded, &signals, (80, 24));
    enter(&mut session, &["step 3", ""]);
    assert_eq!(cycle(&session), 6, "bare Enter repeats");
    press(&mut session, KeyCode::F(2));
    assert_eq!(cycle(&session), 7);
    handle(&mut session, &key(KeyCode::F(2), KeyModifiers::SHIFT)).expect("a step back");
    assert_eq!(cycle(&session), 6);
    handle(&mut session, &key(KeyCode::Char('s'), KeyModifiers::ALT)).expect("a step");
    handle(&mut session, &key(KeyCode::Char('S'), KeyModifiers::ALT)).expect("a step back");
    assert!(session.output.choice.prompt.is_empty() && !session.output.choice.in_pane);
    press(&mut session, KeyCode::Esc);
    "sSaAnNcCsoO".chars().for_each(|letter| {
        let shortcut = key(KeyCode::Char(letter), KeyModifiers::ALT);
        handle(&mut session, &shortcut).expect("a command");
    });
    let said = session.output.texts.session();
    let commands: Vec<&str> = said.iter().filter_map(|line| line.strip_prefix("> ")).collect();
    let expected = [
        "step 3",
        "step 3",
        "step",
        "back",
        "step",
        "back",
        "step",
        "back",
        "apply",
        "reverse-apply",
        "next",
        "reverse-next",
        "continue",
        "reverse-continue",
        "step",
        "out",
        "reverse-out",
    ];
    assert_eq!(commands, expected);
    handle(&mut session, &key(KeyCode::Char('b'), KeyModifiers::ALT)).expect("a command begins");
    enter(&mut session, &["fib"]);
    assert_eq!(session.output.texts.session().last().map(String::as_str), Some("1: break fib"));
    press(&mut session, KeyCode::Up);
    assert_eq!(session.output.choice.prompt.text(), "break fib");
    handle(&mut session, &key(KeyCode::Char('c'), KeyModifiers::CONTROL)).expect("it clears");
    assert!(session.output.choice.prompt.is_empty());
    let end = key(KeyCode::Char('d'), KeyModifiers::CONTROL);
    assert_eq!(handle(&mut session, &end).expect("it leaves"), Flow::Quit);
}

#[test]
fn tab_goes_through_all_panes_and_arrows_scroll_the_one_with_the_focus() {
    let loaded = loaded("examples/fib.lisp", Config::default());
    let signals = Signals::default();
    let mut session = session(&loaded, &signals, (80, 24));
    let mut seen = Vec::new();
    for _ in super::Pane::ALL {
        press(&mut session, KeyCode::Tab);
        seen.push(session.output.choice.pane);
    }
    assert_eq!(seen, super::Pane::ALL);
    press(&mut session, KeyCode::BackTab);
    assert_eq!(session.output.choice.pane, super::Pane::Session);
    press(&mut session, KeyCode::Tab);
    (0..4).for_each(|_| {
        press(&mut session, KeyCode::Tab);
    });
    assert_eq!(session.output.choice.pane, super::Pane::Registers);
    let before = picture(&mut session);
    press(&mut session, KeyCode::Down);
    let after = picture(&mut session);
    assert!(before.contains("sink") && after.contains("1 above"), "{after}");
    press(&mut session, KeyCode::End);
    assert!(picture(&mut session).contains("console.output"));
    press(&mut session, KeyCode::Home);
    press(&mut session, KeyCode::Right);
    assert!(!picture(&mut session).contains(" state         Eval"));
}

#[test]
fn a_key_asks_where_what_a_pane_shows_has_come_from() {
    let loaded = loaded("examples/fib.lisp", Config::default());
    let signals = Signals::default();
    let mut session = session(&loaded, &signals, (80, 24));
    enter(&mut session, &["break fib", "c", "c"]);
    let alt = |session: &mut Session, letter| {
        handle(session, &key(KeyCode::Char(letter), KeyModifiers::ALT)).expect("no harm");
        session.output.choice.prompt.text()
    };
    // From the command line: a register that has changed.
    assert_eq!(alt(&mut session, 'h'), "whence apply.x");
    session.output.choice.prompt.set("");
    press(&mut session, KeyCode::Esc);
    // In the source: the operands of the current expression.
    assert_eq!(alt(&mut session, 'h'), "whence n");
    assert_eq!(alt(&mut session, 'H'), "whence -");
    assert_eq!(alt(&mut session, 'h'), "whence n");
    press(&mut session, KeyCode::Enter);
    let said = session.output.texts.session().join("\n");
    assert!(said.contains("> whence n") && said.contains("made: - of"), "{said}");
    // In the heap: the words of objects.
    while session.output.choice.pane != super::pane::Pane::Heap {
        press(&mut session, KeyCode::Tab);
    }
    let place = alt(&mut session, 'h');
    assert!(place.starts_with("whence 0x"), "{place}");
    press(&mut session, KeyCode::Enter);
    assert!(!session.output.texts.session().join("\n").contains("error"));
}

#[test]
fn letters_typed_in_a_pane_are_a_command() {
    let loaded = loaded("examples/fib.lisp", Config::default());
    let signals = Signals::default();
    let mut session = session(&loaded, &signals, (80, 24));
    for command in ["step 5", "next", "xyzzy", "quit now", "0123"] {
        press(&mut session, KeyCode::Esc);
        press(&mut session, KeyCode::Tab);
        let cycle = session.debugger.machine().cycle;
        command.chars().for_each(|letter| {
            press(&mut session, KeyCode::Char(letter));
        });
        assert_eq!(session.output.choice.prompt.text(), command);
        assert_eq!(session.debugger.machine().cycle, cycle, "nothing has run yet");
        session.output.choice.prompt.set("");
    }
}

#[test]
fn a_letter_closes_help_and_begins_a_command() {
    let loaded = loaded("examples/fib.lisp", Config::default());
    let signals = Signals::default();
    let mut session = session(&loaded, &signals, (80, 24));
    let from_panes = [KeyCode::Esc, KeyCode::Tab, KeyCode::Char('?')];
    for opening in [&[KeyCode::F(1)][..], &[KeyCode::Char('?')], &from_panes] {
        for command in ["step 5", "quit", "0123"] {
            for &code in opening {
                press(&mut session, code);
            }
            press(&mut session, KeyCode::PageDown);
            assert!(session.output.choice.help.is_some());
            for letter in command.chars() {
                press(&mut session, KeyCode::Char(letter));
            }
            assert!(session.output.choice.help.is_none() && !session.output.choice.in_pane);
            assert_eq!(session.output.choice.prompt.text(), command);
            session.output.choice.prompt.set("");
        }
    }
    enter(&mut session, &["help"]);
    assert!(session.output.choice.help.is_some());
    enter(&mut session, &["step 3"]);
    assert_eq!(session.debugger.machine().cycle, 3);
    // Keys that are no letters only close it.
    for code in [KeyCode::Char('?'), KeyCode::Char(' '), KeyCode::Enter, KeyCode::Esc] {
        press(&mut session, KeyCode::F(1));
        press(&mut session, code);
        assert!(session.output.choice.help.is_none() && !session.output.choice.in_pane);
        assert!(session.output.choice.prompt.is_empty());
        assert_eq!(session.debugger.machine().cycle, 3);
    }
}

#[test]
fn control_c_interrupts_a_run_and_what_else_is_typed_waits() {
    let text = "(define (loop n) (loop n)) (loop 0)";
    let loaded = loaded_text("loop", text, Config::default());
    let signals = Signals::default();
    let mut session = session(&loaded, &signals, (80, 24));
    let control_c = key(KeyCode::Char('c'), KeyModifiers::CONTROL);
    session.output.events.0 = VecDeque::from([key(KeyCode::F(2), KeyModifiers::NONE), control_c]);
    enter(&mut session, &["continue"]);
    let last = session.output.texts.session().last().expect("a stop");
    assert!(last.ends_with("[interrupted]"), "{last}");
    let buffer = session.output.terminal.backend().buffer();
    let top: String = (0..80).map(|x| buffer[(x, 0)].symbol()).collect();
    assert!(top.contains("running: cycle "), "the run was shown: {top}");
    assert!(session.output.typed.is_empty(), "Ctrl-C takes back what was typed before");
    assert!(picture(&mut session).contains("[interrupted]"));
    let cycle = session.debugger.machine().cycle;
    press(&mut session, KeyCode::F(2));
    assert_eq!(session.debugger.machine().cycle, cycle + 1);
}

#[test]
fn no_size_is_too_small() {
    let loaded = loaded("examples/fib.lisp", Config::default());
    let signals = Signals::default();
    for size in [(1, 1), (2, 3), (7, 5), (30, 10), (59, 60), (60, 20), (300, 12), (300, 100)] {
        let mut session = session(&loaded, &signals, size);
        enter(&mut session, &["until fn=fib"]);
        picture(&mut session);
        session.output.choice = Choice { in_pane: true, ..Choice::default() };
        for _ in super::Pane::ALL {
            press(&mut session, KeyCode::Tab);
            press(&mut session, KeyCode::F(7));
            picture(&mut session);
        }
        press(&mut session, KeyCode::Char('?'));
        picture(&mut session);
    }
}

#[test]
fn looking_changes_nothing() {
    let loaded = loaded("examples/fib.lisp", Config { gc_every: 100, ..Config::default() });
    let signals = Signals::default();
    let mut session = session(&loaded, &signals, (80, 24));
    let mut bare = loaded.machine();
    for _ in 0..60 {
        enter(&mut session, &["step 97"]);
        picture(&mut session);
        (0..97).for_each(|_| bare.tick());
        bare.take_output();
        assert!(*session.debugger.machine() == bare, "cycle {}", bare.cycle);
    }
}
