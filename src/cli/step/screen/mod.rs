//! The full-screen debugger: the line debugger's commands, and panes that show the machine.
//!
//! After every command `view` gathers what there is to see, as plain data; each pane has a file that
//! says what it gathers and how it turns that into lines; `draw` puts them on the screen. `keys` says
//! what keys do, and this module does it.

mod colours;
mod draw;
mod frames;
mod heap;
mod help;
mod keys;
mod layout;
mod pane;
mod prompt;
mod registers;
mod source;
pub mod terminal;
#[cfg(test)]
mod tests;
mod texts;
mod units;
mod view;
mod wave;
mod whence;

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::execute::{Flow, Stepper};
use super::output::Output;
use super::signals::Signals;
use crate::cli::failure::Failure;
use draw::Choice;
use keys::{Action, Edit, action};
use pane::{Pane, Scroll};
use terminal::Events;
use texts::Texts;
use view::View;

/// How long to wait for a key before looking whether someone else wants the session to end.
const WAIT: Duration = Duration::from_millis(250);

/// Between two pictures of a run that goes on.
const PICTURE: Duration = Duration::from_millis(50);

/// Lines of a page.
const PAGE: i32 = 10;

/// The screen of a session.
pub struct Screen<'a, B: Backend, E: Events> {
    terminal: Terminal<B>,
    events: E,
    signals: &'a Signals,
    view: View,
    pub texts: Texts,
    choice: Choice,
    /// Typed while a run went on.
    typed: VecDeque<Event>,
    drawn: Instant,
    trouble: Option<Failure>,
}

impl<'a, B: Backend, E: Events> Screen<'a, B, E> {
    /// A screen on this terminal.
    pub fn new(terminal: Terminal<B>, events: E, signals: &'a Signals) -> Screen<'a, B, E> {
        Screen {
            terminal,
            events,
            signals,
            view: View::default(),
            texts: Texts::default(),
            choice: Choice::default(),
            typed: VecDeque::new(),
            drawn: Instant::now(),
            trouble: None,
        }
    }

    fn draw(&mut self) -> Result<(), Failure> {
        let Screen { terminal, view, texts, choice, .. } = self;
        let drawn = terminal.draw(|frame| draw::draw(frame, view, texts, choice)).map(|_| ());
        self.drawn = Instant::now();
        drawn.map_err(failure)
    }

    fn next(&mut self, wait: Duration) -> Result<Option<Event>, Failure> {
        match self.typed.pop_front() {
            Some(event) => Ok(Some(event)),
            None => self.events.next(wait).map_err(failure),
        }
    }

    /// Looks whether a run is to be interrupted, and shows how far it has come.
    fn look_up(&mut self, cycle: u64) -> Result<(), Failure> {
        while let Some(event) = self.events.next(Duration::ZERO).map_err(failure)? {
            if is_control_c(&event) {
                self.typed.clear();
                self.signals.interrupt.store(true, Ordering::SeqCst);
            } else {
                self.typed.push_back(event);
            }
        }
        self.choice.running = Some(cycle);
        self.draw()
    }
}

impl<B: Backend, E: Events> Output for Screen<'_, B, E> {
    fn say(&mut self, line: &str) -> Result<(), Failure> {
        self.texts.say(line);
        Ok(())
    }

    fn console(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.texts.write(bytes);
        Ok(())
    }

    fn progress(&mut self, cycle: u64, written: &[u8]) -> bool {
        if self.drawn.elapsed() < PICTURE {
            return false;
        }
        self.texts.write(written);
        if let Err(trouble) = self.look_up(cycle) {
            self.trouble = Some(trouble);
            self.signals.interrupt.store(true, Ordering::SeqCst);
        }
        true
    }
}

/// A session on the screen, to its end.
///
/// # Errors
/// A [`Failure`] of the terminal.
pub fn converse<B: Backend, E: Events>(stepper: &mut Stepper<Screen<B, E>>) -> Result<(), Failure> {
    stepper.begin()?;
    look(stepper);
    loop {
        stepper.output.draw()?;
        match stepper.output.next(WAIT)? {
            Some(event) if handle(stepper, &event)? == Flow::Quit => return Ok(()),
            Some(_) => {}
            // Ctrl-C is a key here: this is a signal from elsewhere.
            None if stepper.signals.is_interrupt() => return Ok(()),
            None => {}
        }
    }
}

/// Gathers what there is to see.
fn look<B: Backend, E: Events>(stepper: &mut Stepper<Screen<B, E>>) {
    let before = std::mem::take(&mut stepper.output.view);
    stepper.output.view = view::gather(stepper, &before);
}

/// Does what an event asks for.
fn handle<B: Backend, E: Events>(
    stepper: &mut Stepper<Screen<B, E>>,
    event: &Event,
) -> Result<Flow, Failure> {
    let Event::Key(key) = *event else { return Ok(Flow::GoOn) };
    if key.kind == KeyEventKind::Release {
        return Ok(Flow::GoOn);
    }
    let choice = &mut stepper.output.choice;
    if let Some(scroll) = &mut choice.help {
        if scrolled(scroll, key.code) {
            return Ok(Flow::GoOn);
        }
        choice.help = None;
        if !goes_on(&key) {
            return Ok(Flow::GoOn);
        }
    }
    let Some(action) = action(key, !choice.in_pane, choice.prompt.is_empty()) else {
        return Ok(Flow::GoOn);
    };
    match action {
        Action::Execute(command) => return execute(stepper, command),
        Action::Enter => {
            let line = choice.prompt.take();
            return execute(stepper, &line);
        }
        Action::Leave => return Ok(Flow::Quit),
        Action::Cancel if choice.prompt.is_empty() => {
            stepper.output.texts.say("nothing runs: `quit` leaves");
        }
        Action::Cancel => choice.prompt.set(""),
        Action::Follow => {
            stepper.heap_at = None;
            look(stepper);
        }
        Action::Whence { back } => {
            let Screen { view, choice, .. } = &mut stepper.output;
            whence::begin(choice, view, back);
        }
        Action::Redraw => stepper.output.terminal.clear().map_err(failure)?,
        action => choose(choice, action),
    }
    Ok(Flow::GoOn)
}

/// Changes what is seen, or the command line.
fn choose(choice: &mut Choice, action: Action) {
    match action {
        Action::Begin(text) => {
            choice.prompt.set(text);
            choice.in_pane = false;
        }
        Action::Edit(edit) => change(choice, edit),
        Action::Type(letter) => {
            choice.in_pane = false;
            change(choice, Edit::Insert(letter));
        }
        Action::ToPrompt => choice.in_pane = false,
        Action::ToPanes => choice.in_pane = true,
        Action::Next => turn(choice, 1),
        Action::Previous => turn(choice, Pane::ALL.len() - 1),
        Action::Down(lines) => choice.scroll().down += lines,
        Action::Page(pages) if choice.in_pane => choice.scroll().down += pages * PAGE,
        Action::Page(pages) => choice.scrolls[Pane::Session as usize].down += pages * PAGE,
        Action::Right(columns) => {
            let scroll = choice.scroll();
            scroll.right = scroll.right.saturating_add_signed(columns as i16).min(1000);
        }
        Action::Home => choice.scroll().down = -FAR,
        Action::End => choice.scroll().down = FAR,
        Action::Zoom => choice.enlarged = !choice.enlarged,
        Action::Scale(more) => {
            choice.scale = (choice.scale + more).clamp(wave::SCALES.0, wave::SCALES.1);
        }
        Action::Help => choice.help = Some(Scroll::default()),
        Action::Execute(_)
        | Action::Enter
        | Action::Cancel
        | Action::Follow
        | Action::Whence { .. }
        | Action::Leave
        | Action::Redraw => {}
    }
}

/// More lines than any pane has.
const FAR: i32 = 1 << 30;

/// Moves the focus: from the command line through the panes and back.
fn turn(choice: &mut Choice, by: usize) {
    let count = Pane::ALL.len();
    choice.pane = match choice.in_pane {
        true => Pane::ALL[(choice.pane as usize + by) % count],
        false => choice.pane,
    };
    choice.in_pane = true;
}

fn change(choice: &mut Choice, edit: Edit) {
    let prompt = &mut choice.prompt;
    match edit {
        Edit::Insert(letter) => prompt.insert(letter),
        Edit::Backspace => prompt.backspace(),
        Edit::Delete => prompt.delete(),
        Edit::DeleteToStart => prompt.delete_to_start(),
        Edit::DeleteToEnd => prompt.delete_to_end(),
        Edit::DeleteWord => prompt.delete_word(),
        Edit::Left => prompt.left(),
        Edit::Right => prompt.right(),
        Edit::Home => prompt.home(),
        Edit::End => prompt.end(),
        Edit::Older => prompt.older(),
        Edit::Newer => prompt.newer(),
    }
}

/// Does a key that closes help do what it does elsewhere, too? Letters do, for they begin a command;
/// `?` closes what it has opened.
fn goes_on(key: &KeyEvent) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    matches!(key.code, KeyCode::Char(letter) if letter != '?' && letter != ' ' && !control)
}

/// Scrolls help; false if the key is for something else.
fn scrolled(scroll: &mut Scroll, key: KeyCode) -> bool {
    scroll.down += match key {
        KeyCode::Down => 1,
        KeyCode::Up => -1,
        KeyCode::PageDown => PAGE,
        KeyCode::PageUp => -PAGE,
        KeyCode::Home => -FAR,
        KeyCode::End => FAR,
        _ => return false,
    };
    true
}

/// Executes a command, and looks at what has become of the machine.
fn execute<B: Backend, E: Events>(
    stepper: &mut Stepper<Screen<B, E>>,
    line: &str,
) -> Result<Flow, Failure> {
    let shown = if line.trim().is_empty() { &stepper.last } else { line.trim() };
    if matches!(shown, "help" | "h" | "?") {
        stepper.output.choice.help = Some(Scroll::default());
        return Ok(Flow::GoOn);
    }
    if shown.is_empty() {
        return Ok(Flow::GoOn);
    }
    stepper.output.texts.say(&format!("> {shown}"));
    if !stepper.signals.begin() {
        return Ok(Flow::Quit);
    }
    stepper.output.drawn = Instant::now();
    let flow = stepper.execute(line)?;
    let screen = &mut stepper.output;
    screen.choice.running = None;
    for pane in [Pane::Source, Pane::Heap, Pane::Session, Pane::Console] {
        screen.choice.scrolls[pane as usize].down = 0;
    }
    if let Some(trouble) = screen.trouble.take() {
        return Err(trouble);
    }
    look(stepper);
    Ok(if stepper.signals.is_end() { Flow::Quit } else { flow })
}

fn is_control_c(event: &Event) -> bool {
    matches!(event, Event::Key(key)
        if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL))
}

fn failure(error: impl std::fmt::Display) -> Failure {
    Failure::Plain(format!("the terminal: {error}"))
}
