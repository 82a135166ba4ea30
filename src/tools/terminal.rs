//! The person at a terminal: lines with editing and a history.

use std::path::PathBuf;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::failure::Failure;

/// A line that a person has typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Line(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D.
    End,
}

/// An editor of lines.
#[derive(Debug)]
pub struct Terminal {
    editor: DefaultEditor,
    /// Where the history is kept, if there is a place for it.
    history: Option<PathBuf>,
}

impl Terminal {
    /// The terminal that standard input is.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be set up.
    pub fn new() -> Result<Terminal, Failure> {
        let mut editor = DefaultEditor::new()
            .map_err(|error| Failure::Plain(format!("the terminal: {error}")))?;
        let history = history();
        // A history that is not there yet, or cannot be read, is an empty one.
        let _ = history.as_ref().map(|path| editor.load_history(path));
        Ok(Terminal { editor, history })
    }

    /// Asks for a line.
    pub fn line(&mut self, prompt: &str) -> Typed {
        match self.editor.readline(prompt) {
            Ok(line) => {
                let _ = self.editor.add_history_entry(&line);
                Typed::Line(line)
            }
            Err(ReadlineError::Interrupted) => Typed::Interrupt,
            Err(_) => Typed::End,
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let Some(path) = &self.history else { return };
        // Without a history one can work as well.
        let _ = path.parent().map(std::fs::create_dir_all);
        let _ = self.editor.save_history(path);
    }
}

/// The history's file, where the user's data are.
fn history() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let data = variable("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| variable("HOME").map(|home| PathBuf::from(home).join(".local/share")))?;
    Some(data.join("conscycle").join("history"))
}
