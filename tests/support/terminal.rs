//! A pair of pseudo-terminals, one end of which an interactive command gets; and what becomes of it
//! when the other end goes away.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// How long a person would wait.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// How a terminal goes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parting {
    /// It is closed, and the session, which it controls, gets SIGHUP.
    Controlling,
    /// It is closed, and the session only finds that it cannot be read.
    Silent,
    /// The session gets SIGHUP, and its terminal is still there.
    Signal,
}

impl Parting {
    /// All of them.
    pub const ALL: [Parting; 3] = [Parting::Controlling, Parting::Silent, Parting::Signal];
}

/// A session, seen from the terminal's side.
pub struct Terminal {
    keyboard: File,
    /// The end that the session has.
    pub line: File,
    shown: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
    closed: Arc<AtomicBool>,
    pub session: Child,
    /// Where it keeps its history.
    pub state: tempfile::TempDir,
}

impl Terminal {
    /// `conscycle` with these arguments, on a terminal of 80 columns and 24 lines.
    pub fn new(arguments: &[&str]) -> Terminal {
        Terminal::after(tempfile::tempdir().expect("a folder"), arguments)
    }

    /// The same after a session whose state is in a folder.
    pub fn after(folder: tempfile::TempDir, arguments: &[&str]) -> Terminal {
        Terminal::with(folder, Command::new(env!("CARGO_BIN_EXE_conscycle")).args(arguments))
    }

    /// The same on a terminal that controls it: closing it sends SIGHUP.
    pub fn controlling(arguments: &[&str]) -> Terminal {
        let mut command = Command::new("setsid");
        let folder = tempfile::tempdir().expect("a folder");
        Terminal::with(
            folder,
            command.args(["--ctty", env!("CARGO_BIN_EXE_conscycle")]).args(arguments),
        )
    }

    fn with(folder: tempfile::TempDir, command: &mut Command) -> Terminal {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master = openpt(flags).expect("a pseudo-terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let path = ptsname(&master, Vec::new()).expect("a name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let line = open(path, flags, Mode::empty()).expect("its line");
        let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&line, size).expect("a size");
        let line = File::from(line);
        let end = || Stdio::from(line.try_clone().expect("a copy"));
        command.env("TERM", "xterm").env("XDG_STATE_HOME", folder.path());
        let session = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("it starts");
        let keyboard = File::from(master);
        let (shown, closed) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let screen = keyboard.try_clone().expect("a copy");
        let (copy, is_closed) = (Arc::clone(&shown), Arc::clone(&closed));
        let reader = std::thread::spawn(move || read(screen, &copy, &is_closed));
        Terminal { keyboard, line, shown, reader: Some(reader), closed, session, state: folder }
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("keys");
    }

    /// Everything that the terminal has got.
    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().expect("no panic")).into_owned()
    }

    /// Waits until the terminal has got this text: a word, as only cells that change are sent.
    pub fn wait(&self, text: &str) {
        let start = Instant::now();
        while !self.shown().contains(text) {
            assert!(start.elapsed() < PATIENCE, "{text:?} does not come: {:?}", self.shown());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Sends the session a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.session), signal).expect("a signal");
    }

    /// Waits for the end of the session: its exit code.
    pub fn end_within(&mut self, patience: Duration) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.session.try_wait().expect("it can be waited for") {
                return status.code();
            }
            if start.elapsed() > patience {
                self.session.kill().expect("it can be killed");
                panic!("the session does not end: {:?}", self.shown());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The terminal goes away, and the session has to end within seconds: its exit code.
    pub fn hang_up(mut self, parting: Parting) -> Option<i32> {
        if parting == Parting::Signal {
            self.signal(Signal::HUP);
            return self.end_within(Duration::from_secs(10));
        }
        self.closed.store(true, Ordering::Relaxed);
        let reader = self.reader.take().map(JoinHandle::join);
        reader.expect("a thread that reads").expect("it does not panic");
        // The last copy of the terminal's side.
        self.keyboard = File::open("/dev/null").expect("nothing");
        self.end_within(Duration::from_secs(10))
    }
}

/// Reads until the session ends or the terminal is closed.
fn read(mut screen: File, shown: &Mutex<Vec<u8>>, closed: &AtomicBool) {
    let mut buffer = [0; 4096];
    let turn = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
    while !closed.load(Ordering::Relaxed) {
        let mut polled = [PollFd::new(&screen, PollFlags::IN)];
        if poll(&mut polled, Some(&turn)).is_ok_and(|ready| ready == 0) {
            continue;
        }
        match screen.read(&mut buffer) {
            Ok(count) => shown.lock().expect("no panic").extend_from_slice(&buffer[..count]),
            Err(_) => return,
        }
    }
}
