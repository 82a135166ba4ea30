//! The full-screen debugger and the shell on a terminal: a pair of pseudo-terminals, one end of which
//! they get.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// How long a person would wait.
const PATIENCE: Duration = Duration::from_secs(60);

/// A session, seen from the terminal's side.
struct Terminal {
    keyboard: File,
    /// The end that the session has.
    line: File,
    shown: Arc<Mutex<Vec<u8>>>,
    session: Child,
    /// Where it keeps its history.
    _data: tempfile::TempDir,
}

impl Terminal {
    fn new(arguments: &[&str]) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let path = ptsname(&master, Vec::new()).expect("a name");
        let line = open(path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("its line");
        let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&line, size).expect("a size");
        let line = File::from(line);
        let end = || Stdio::from(line.try_clone().expect("a copy"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
        let folder = tempfile::tempdir().expect("a folder");
        command.args(arguments).env("TERM", "xterm").env("XDG_DATA_HOME", folder.path());
        let session = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("it starts");
        let keyboard = File::from(master);
        let shown = Arc::new(Mutex::new(Vec::new()));
        let (mut screen, copy) = (keyboard.try_clone().expect("a copy"), Arc::clone(&shown));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = screen.read(&mut buffer) {
                copy.lock().expect("no panic").extend_from_slice(&buffer[..count]);
            }
        });
        Terminal { keyboard, line, shown, session, _data: folder }
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("keys");
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().expect("no panic")).into_owned()
    }

    /// Waits until the terminal has got this text: a word, as only cells that change are sent.
    fn wait(&self, text: &str) {
        let start = Instant::now();
        while !self.shown().contains(text) {
            assert!(start.elapsed() < PATIENCE, "{text:?} does not come: {:?}", self.shown());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for the end of the session, and looks whether the terminal is as it was.
    fn end(mut self) -> Option<i32> {
        let start = Instant::now();
        let code = loop {
            if let Some(status) = self.session.try_wait().expect("it can be waited for") {
                break status.code();
            }
            if start.elapsed() > PATIENCE {
                self.session.kill().expect("it can be killed");
                panic!("the session does not end: {:?}", self.shown());
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        self.wait("\x1b[?1049l");
        let modes = tcgetattr(&self.line).expect("modes").local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
        code
    }
}

#[test]
fn a_session_takes_the_terminal_and_gives_it_back() {
    let mut terminal = Terminal::new(&["step", "examples/fib.lisp"]);
    terminal.wait("\x1b[?1049h");
    terminal.wait("registers");
    let modes = tcgetattr(&terminal.line).expect("modes").local_modes;
    assert!(!modes.contains(LocalModes::ICANON) && !modes.contains(LocalModes::ISIG));
    terminal.press("break fib\rcontinue\r");
    terminal.wait("Apply");
    terminal.press("quit\r");
    assert_eq!(terminal.end(), Some(0));
}

#[test]
fn control_c_ends_a_run_and_a_signal_the_session() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("loop.lisp");
    std::fs::write(&program, "(define (loop n) (loop n)) (loop 1)").expect("a program");
    let mut terminal = Terminal::new(&["step", program.to_str().expect("a path")]);
    terminal.wait("registers");
    terminal.press("continue\r");
    terminal.wait("running:");
    terminal.press("\x03");
    terminal.wait("[interrupted]");
    terminal.press("\x03");
    terminal.wait("nothing");
    let pid = Pid::from_child(&terminal.session);
    kill_process(pid, Signal::TERM).expect("a signal");
    assert_eq!(terminal.end(), Some(0));
}

#[test]
fn plain_keeps_the_terminal_as_it_is() {
    let mut terminal = Terminal::new(&["step", "examples/fib.lisp", "--plain"]);
    terminal.wait("> ");
    terminal.press("step\n");
    terminal.wait("1 ");
    terminal.press("quit\n");
    let code = terminal.session.wait().expect("it ends").code();
    assert_eq!(code, Some(0));
    assert!(!terminal.shown().contains("\x1b["), "{:?}", terminal.shown());
}

#[test]
fn what_is_typed_while_the_shell_computes_is_not_lost() {
    let mut terminal = Terminal::new(&["repl"]);
    terminal.wait("> ");
    // The reader takes all of it at once, and the lines one by one.
    let lines: String = (10..20).map(|n| format!("(+ {n} 1000)\r")).collect();
    terminal.press(&lines);
    for n in 10..20 {
        terminal.wait(&format!("\n10{n}\r"));
    }
    terminal.press("\x04");
    assert_eq!(terminal.session.wait().expect("it ends").code(), Some(0));
}
