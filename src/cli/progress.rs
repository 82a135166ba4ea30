//! The line on a terminal that tells how far a long command is. It goes to standard error, only if
//! that is a terminal; it makes way for whatever else is printed, and is gone at the end.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{DecimalBytes, ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};
use rustix::termios::tcgetwinsize;

use conscycle_observe::picture::scale::group;

/// Nothing is shown of what is over sooner.
const SOON: Duration = Duration::from_millis(700);

/// Between two lines.
const PAUSE: Duration = Duration::from_millis(200);

/// What a rate is an average over, at least.
const SPAN: Duration = Duration::from_secs(1);

/// A long command's line.
#[derive(Debug)]
pub struct Progress {
    /// There is a terminal for it, and somebody who wants it.
    is_wanted: bool,
    /// The console is on a terminal too: an open line there is not to be written over.
    shares: bool,
    line: Option<ProgressBar>,
    /// When the next line is due.
    due: Instant,
    /// The files whose sizes it tells, each with the one that it will be.
    files: Vec<(PathBuf, PathBuf)>,
    /// A time, and the cycles up to it.
    since: (Instant, u64),
    /// Cycles per second, when they are known.
    rate: Option<f64>,
}

impl Progress {
    /// A line about a run that begins now.
    pub fn new() -> Progress {
        let now = Instant::now();
        Progress {
            is_wanted: is_possible(),
            shares: io::stdout().is_terminal(),
            line: None,
            due: now + SOON,
            files: Vec::new(),
            since: (now, 0),
            rate: None,
        }
    }

    /// No line at all.
    pub fn none() -> Progress {
        let mut progress = Progress::new();
        progress.is_wanted = false;
        progress
    }

    /// It tells the sizes of these files too.
    pub fn watch(&mut self, files: Vec<PathBuf>) {
        self.files = files.into_iter().map(|file| (file.clone(), file)).collect();
    }

    /// It tells the size of a file that will replace another, under the name of that.
    pub fn watch_replacement(&mut self, file: &Path, replaced: &Path) {
        self.files = vec![(file.to_path_buf(), replaced.to_path_buf())];
    }

    /// The run is in this cycle; the console's line is open if `is_open`.
    pub fn cycles(&mut self, cycles: u64, is_open: bool) {
        if !self.is_wanted || (is_open && self.shares) {
            return;
        }
        let now = Instant::now();
        let (since, before) = self.since;
        let span = now - since;
        if span >= SPAN {
            self.rate = Some(cycles.saturating_sub(before) as f64 / span.as_secs_f64());
            self.since = (now, cycles);
        }
        if now < self.due {
            return;
        }
        self.due = now + PAUSE;
        let mut text = format!("{} cycles", group(cycles));
        let rate = self.rate.or_else(|| {
            let rate = cycles.saturating_sub(before) as f64 / span.as_secs_f64();
            rate.is_finite().then_some(rate)
        });
        if let Some(rate) = rate {
            let (rate, digits) = (rate / 1e6, if rate < 1e7 { 2 } else { 0 });
            text += &format!(", {rate:.digits$} Mcycles/s");
        }
        for (file, named) in &self.files {
            let size = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
            let name = named.file_name().unwrap_or_default().to_string_lossy();
            text += &format!(", {} {}", name.escape_debug(), DecimalBytes(size));
        }
        self.show(text);
    }

    /// A command does this now.
    pub fn step(&mut self, text: &str) {
        if self.is_wanted {
            self.show(text.to_string());
        }
    }

    fn show(&mut self, text: String) {
        self.line.get_or_insert_with(line).set_message(text);
    }

    /// Takes the line away: something else is to be printed, or the command is at its end.
    pub fn clear(&mut self) {
        if let Some(line) = self.line.take() {
            line.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Does `work`, of which nobody knows how long it takes, under a line that says what it is.
pub fn during<T>(text: &str, work: impl FnOnce() -> T) -> T {
    if !is_possible() {
        return work();
    }
    let line = line();
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    line.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    line.set_message(text.to_string());
    line.enable_steady_tick(PAUSE);
    let result = work();
    line.finish_and_clear();
    result
}

fn is_possible() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

fn line() -> ProgressBar {
    let target = ProgressDrawTarget::term_like(Box::new(Stderr));
    let line = ProgressBar::with_draw_target(None, target);
    let style = ProgressStyle::with_template("{wide_msg}");
    line.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

/// Columns at the right edge that stay free: what the terminal shows of a key that is pressed, such as
/// `^C`, is to stay on the line, which is then erased with it.
const FREE: u16 = 4;

/// The terminal that standard error is.
#[derive(Debug)]
struct Stderr;

impl Stderr {
    fn go(&self, count: usize, way: char) -> io::Result<()> {
        if count == 0 { Ok(()) } else { self.write_str(&format!("\x1b[{count}{way}")) }
    }
}

impl TermLike for Stderr {
    fn width(&self) -> u16 {
        let columns = tcgetwinsize(io::stderr()).map_or(0, |size| size.ws_col);
        if columns == 0 { 80 - FREE } else { columns.saturating_sub(FREE).max(1) }
    }

    fn move_cursor_up(&self, count: usize) -> io::Result<()> {
        self.go(count, 'A')
    }

    fn move_cursor_down(&self, count: usize) -> io::Result<()> {
        self.go(count, 'B')
    }

    fn move_cursor_right(&self, count: usize) -> io::Result<()> {
        self.go(count, 'C')
    }

    fn move_cursor_left(&self, count: usize) -> io::Result<()> {
        self.go(count, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.write_str(&format!("{text}\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        io::stderr().lock().write_all(text.as_bytes())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.write_str("\r\x1b[2K")
    }

    fn flush(&self) -> io::Result<()> {
        io::stderr().lock().flush()
    }
}
