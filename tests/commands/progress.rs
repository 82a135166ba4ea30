//! The line on a terminal that tells how far a command is, and what Ctrl-C tells and leaves behind.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::support;

/// How long a person would wait.
const PATIENCE: Duration = Duration::from_secs(60);

/// The terminal's width.
const COLUMNS: u16 = 100;

const LOOP: &str = "(define (turn n) (turn (+ 1 (- n 1))))\n(print (car (list (turn 1))))\n";

/// Prints a line now and then, first its half.
const TICKS: &str = "(define (wait n) (if (= n 0) nil (wait (- n 1))))
(define (tick n)
  (if (= n 0) nil
      (begin (write-string \"ti\") (wait 16000) (write-string \"ck\") (newline) (wait 16000)
             (tick (- n 1)))))
(tick 1000)
";

/// A command whose output and errors are on a terminal.
struct Terminal {
    _line: File,
    keyboard: File,
    shown: Arc<Mutex<Vec<u8>>>,
    child: Child,
}

impl Terminal {
    fn new(arguments: &[&str], folder: &Path) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let path = ptsname(&master, Vec::new()).expect("a name");
        let line = open(path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("its line");
        let size = Winsize { ws_row: 24, ws_col: COLUMNS, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&line, size).expect("a size");
        let line = File::from(line);
        let end = || Stdio::from(line.try_clone().expect("a copy"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
        command.args(arguments).current_dir(folder).env("TERM", "xterm");
        let child = command.stdin(Stdio::null()).stdout(end()).stderr(end()).spawn();
        let shown = Arc::new(Mutex::new(Vec::new()));
        let keyboard = File::from(master);
        let (mut screen, copy) = (keyboard.try_clone().expect("a copy"), Arc::clone(&shown));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut buffer) {
                copy.lock().expect("no panic").extend_from_slice(&buffer[..count]);
            }
        });
        Terminal { _line: line, keyboard, shown, child: child.expect("it starts") }
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().expect("no panic")).into_owned()
    }

    #[track_caller]
    fn wait(&self, text: &str) {
        let start = Instant::now();
        while !self.shown().contains(text) {
            assert!(start.elapsed() < PATIENCE, "{text:?} does not come: {:?}", self.shown());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Ctrl-C, which the terminal shows; the exit code, and the lines that stay on the terminal.
    #[track_caller]
    fn interrupt(mut self) -> (Option<i32>, Vec<String>) {
        self.keyboard.write_all(b"\x03").expect("a key");
        self.wait("^C");
        kill_process(Pid::from_child(&self.child), Signal::INT).expect("a signal");
        let code = self.child.wait().expect("it ends").code();
        self.wait("interrupted");
        std::thread::sleep(Duration::from_millis(200));
        // The terminal writes its own echo wherever the output stands at that moment.
        (code, lines(&self.shown().replacen("^C", "", 1)))
    }
}

/// What stays on a terminal of what it has got: lines are written over and erased.
fn lines(text: &str) -> Vec<String> {
    let (mut done, mut line, mut column) = (Vec::new(), Vec::new(), 0);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '\n' => done.push(std::mem::take(&mut line).into_iter().collect::<String>()),
            '\r' => column = 0,
            '\x1b' => {
                // To the letter that ends it; colours, but for those that erase the line.
                let mut code = String::new();
                while !code.ends_with(|c: char| c.is_ascii_alphabetic()) {
                    code.extend([rest.next().unwrap_or('m')]);
                }
                match code.as_str() {
                    "[2K" => line.clear(),
                    code => assert!(code.ends_with('m'), "{code:?} in {text:?}"),
                }
            }
            character => {
                if column == usize::from(COLUMNS) {
                    done.push(std::mem::take(&mut line).into_iter().collect::<String>());
                    column = 0;
                }
                line.resize(line.len().max(column + 1), ' ');
                line[column] = character;
                column += 1;
            }
        }
        if character == '\n' {
            column = 0;
        }
    }
    done.push(line.into_iter().collect::<String>());
    done.iter().map(|line| line.trim_end().to_string()).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("loop.lisp"), LOOP).expect("a program");
    std::fs::write(folder.path().join("ticks.lisp"), TICKS).expect("a program");
    folder
}

#[test]
fn a_long_run_tells_cycles_speed_and_sizes_and_ctrl_c_the_place() {
    let folder = folder();
    let check = ["check", "loop.lisp", "--golden", "g.jsonl", "--bless", "--changes", "9000000"];
    let commands: [(&[&str], &str); 4] = [
        (&["run", "loop.lisp"], "Mcycles/s"),
        (&["run", "loop.lisp", "--vcd", "x.vcd"], "Mcycles/s, x.vcd "),
        (&["run", "loop.lisp", "--fst", "x.fst", "--trace", "x.jsonl"], "B, x.jsonl "),
        (&check, "Mcycles/s, g.jsonl "),
    ];
    for (arguments, expected) in commands {
        let terminal = Terminal::new(arguments, folder.path());
        terminal.wait(expected);
        let (code, lines) = terminal.interrupt();
        let text = lines.join("\n");
        assert_eq!(code, Some(130), "{arguments:?}: {text}");
        assert!(!text.contains("Mcycles/s"), "{arguments:?}: {text}");
        assert!(text.contains("interrupted after "), "{arguments:?}: {text}");
        assert!(text.contains("(turn"), "the source line: {text}");
        assert!(text.contains("loop.lisp:2:"), "a frame: {text}");
    }
    let terminal = Terminal::new(&["profile", "loop.lisp"], folder.path());
    terminal.wait("Mcycles/s");
    assert_eq!(terminal.interrupt().0, Some(130));
    let terminal = Terminal::new(&["bench"], folder.path());
    terminal.wait("fib 20, round 1 of 5: ");
    assert_eq!(terminal.interrupt().0, Some(130));
}

#[test]
fn what_a_program_prints_stays_whole_beside_the_line() {
    let folder = folder();
    let terminal = Terminal::new(&["run", "ticks.lisp"], folder.path());
    terminal.wait("Mcycles/s");
    terminal.wait("tick");
    let ticks = terminal.shown().matches("tick").count();
    let start = Instant::now();
    while terminal.shown().matches("tick").count() < ticks + 20 {
        assert!(start.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(10));
    }
    let (_, lines) = terminal.interrupt();
    let console = lines.iter().take_while(|line| line.starts_with("ti")).collect::<Vec<_>>();
    assert!(console.len() > 20, "{lines:?}");
    let (last, whole) = console.split_last().expect("lines");
    assert!(whole.iter().all(|line| *line == "tick") && "tick".starts_with(*last), "{lines:?}");
}

#[test]
fn a_pipe_gets_no_line() {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["run", "loop.lisp", "--vcd", "x.vcd"]).current_dir(folder.path());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_secs(2));
    kill_process(Pid::from_child(&child), Signal::INT).expect("a signal");
    let output = child.wait_with_output().expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("interrupted") && !errors.contains("Mcycles"), "{errors}");
    assert!(!errors.contains(['\r', '\x1b']), "{errors:?}");
}

#[test]
fn of_an_interrupted_build_nothing_is_left() {
    support::install_verilator();
    let folder = folder();
    let cache = folder.path().join("cache");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["lockstep", "examples/fib.lisp"]).env("CONSCYCLE_CACHE", &cache);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let entries = || std::fs::read_dir(&cache).map_or(0, |entries| entries.count());
    let start = Instant::now();
    while entries() == 0 {
        assert!(start.elapsed() < PATIENCE, "no build begins");
        std::thread::sleep(Duration::from_millis(10));
    }
    std::thread::sleep(Duration::from_millis(500));
    kill_process(Pid::from_child(&child), Signal::INT).expect("a signal");
    let output = child.wait_with_output().expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{errors}");
    assert!(errors.contains("interrupted while the RTL was built"), "{errors}");
    assert_eq!(entries(), 0, "{errors}");
}

/// The simulator is a process of its own, which is ended with the comparison.
#[test]
fn an_interrupted_comparison_tells_the_place() {
    support::install_verilator();
    let folder = folder();
    let rtl = Path::new(env!("CARGO_MANIFEST_DIR")).join("rtl-model");
    let rtl = rtl.to_str().expect("a path");
    let arguments = ["lockstep", "loop.lisp", "--rtl", rtl];
    let terminal = Terminal::new(&arguments, folder.path());
    terminal.wait("Mcycles/s");
    let (code, lines) = terminal.interrupt();
    let text = lines.join("\n");
    assert_eq!(code, Some(130), "{text}");
    assert!(text.contains("interrupted after ") && text.contains("loop.lisp:2:"), "{text}");
    assert!(!text.contains("diverges"), "{text}");
}
