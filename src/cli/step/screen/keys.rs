//! What keys do.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Execute this command.
    Execute(&'static str),
    /// Execute the line.
    Enter,
    /// Begin a command with this.
    Begin(&'static str),
    Edit(Edit),
    /// To the command line, with this letter.
    Type(char),
    /// To the command line.
    ToPrompt,
    /// To the panes.
    ToPanes,
    /// To the next pane, or to the one before.
    Next,
    Previous,
    /// Lines down, or up.
    Down(i32),
    /// Pages.
    Page(i32),
    Right(i32),
    Home,
    End,
    Zoom,
    /// More columns for a cycle, or fewer.
    Scale(i32),
    /// The heap follows the machine.
    Follow,
    /// Begin `whence` with what is to be seen, the next or the one before.
    Whence {
        back: bool,
    },
    Help,
    /// Ctrl-C where nothing runs.
    Cancel,
    /// The end of the input.
    Leave,
    Redraw,
}

/// Changes to the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    Insert(char),
    Backspace,
    Delete,
    DeleteToStart,
    DeleteToEnd,
    DeleteWord,
    Left,
    Right,
    Home,
    End,
    Older,
    Newer,
}

/// What a key does: on the command line, which may be empty, or in a pane.
pub fn action(key: KeyEvent, on_prompt: bool, empty: bool) -> Option<Action> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let back = key.modifiers.contains(KeyModifiers::SHIFT);
    match key.code {
        KeyCode::Char('c') if control => Some(Action::Cancel),
        KeyCode::Char('l') if control => Some(Action::Redraw),
        KeyCode::Char('d') if control && empty => Some(Action::Leave),
        KeyCode::Enter => Some(Action::Enter),
        KeyCode::Tab => Some(Action::Next),
        KeyCode::BackTab => Some(Action::Previous),
        KeyCode::F(1) => Some(Action::Help),
        KeyCode::F(number @ 2..=6) => Some(Action::Execute(travel(number, back))),
        KeyCode::F(7) => Some(Action::Zoom),
        KeyCode::F(8) => Some(Action::Follow),
        // Also what a terminal makes of Esc with a key right after it.
        KeyCode::Char(letter) if key.modifiers.contains(KeyModifiers::ALT) => shortcut(letter),
        _ if on_prompt => prompt(key.code, control, empty),
        KeyCode::Char(_) if control => None,
        _ => pane(key.code),
    }
}

fn travel(number: u8, back: bool) -> &'static str {
    match (number, back) {
        (2, false) => "step",
        (2, true) => "back",
        (3, false) => "next",
        (3, true) => "reverse-next",
        (4, false) => "apply",
        (4, true) => "reverse-apply",
        (5, false) => "continue",
        (5, true) => "reverse-continue",
        (_, false) => "out",
        (_, true) => "reverse-out",
    }
}

fn prompt(key: KeyCode, control: bool, empty: bool) -> Option<Action> {
    let edit = match key {
        KeyCode::Char('a') if control => Edit::Home,
        KeyCode::Char('e') if control => Edit::End,
        KeyCode::Char('u') if control => Edit::DeleteToStart,
        KeyCode::Char('k') if control => Edit::DeleteToEnd,
        KeyCode::Char('w') if control => Edit::DeleteWord,
        KeyCode::Char('p') if control => Edit::Older,
        KeyCode::Char('n') if control => Edit::Newer,
        KeyCode::Char('d') if control => Edit::Delete,
        KeyCode::Char(_) if control => return None,
        KeyCode::Char('?') if empty => return Some(Action::Help),
        KeyCode::Char(letter) => Edit::Insert(letter),
        KeyCode::Backspace => Edit::Backspace,
        KeyCode::Delete => Edit::Delete,
        KeyCode::Left => Edit::Left,
        KeyCode::Right => Edit::Right,
        KeyCode::Home => Edit::Home,
        KeyCode::End => Edit::End,
        KeyCode::Up => Edit::Older,
        KeyCode::Down => Edit::Newer,
        KeyCode::PageUp => return Some(Action::Page(-1)),
        KeyCode::PageDown => return Some(Action::Page(1)),
        KeyCode::Esc => return Some(Action::ToPanes),
        _ => return None,
    };
    Some(Action::Edit(edit))
}

/// What Alt makes of a letter.
fn shortcut(letter: char) -> Option<Action> {
    Some(match letter {
        's' => Action::Execute("step"),
        'S' => Action::Execute("back"),
        'n' => Action::Execute("next"),
        'N' => Action::Execute("reverse-next"),
        'a' => Action::Execute("apply"),
        'A' => Action::Execute("reverse-apply"),
        'o' => Action::Execute("out"),
        'O' => Action::Execute("reverse-out"),
        'c' => Action::Execute("continue"),
        'C' => Action::Execute("reverse-continue"),
        'b' => Action::Begin("break "),
        'w' => Action::Begin("watch "),
        'u' => Action::Begin("until "),
        'p' => Action::Begin("print "),
        'x' => Action::Begin("x "),
        'g' => Action::Begin("goto "),
        'q' => Action::Begin("quit"),
        'z' => Action::Zoom,
        'f' => Action::Follow,
        'h' => Action::Whence { back: false },
        'H' => Action::Whence { back: true },
        letter => return sign(letter),
    })
}

/// A sign with which no command begins.
fn sign(letter: char) -> Option<Action> {
    Some(match letter {
        '?' => Action::Help,
        '+' | '=' => Action::Scale(1),
        '-' => Action::Scale(-1),
        ':' => Action::ToPrompt,
        _ => return None,
    })
}

fn pane(key: KeyCode) -> Option<Action> {
    Some(match key {
        // Whoever types letters types a command.
        KeyCode::Char(letter) => sign(letter).unwrap_or(Action::Type(letter)),
        KeyCode::Esc => Action::ToPrompt,
        KeyCode::Down => Action::Down(1),
        KeyCode::Up => Action::Down(-1),
        KeyCode::PageDown => Action::Page(1),
        KeyCode::PageUp => Action::Page(-1),
        KeyCode::Right => Action::Right(8),
        KeyCode::Left => Action::Right(-8),
        KeyCode::Home => Action::Home,
        KeyCode::End => Action::End,
        _ => return None,
    })
}
