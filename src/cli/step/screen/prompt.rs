//! The command line: a line that is being edited, and those before it.

/// A line with a cursor, and its history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    text: Vec<char>,
    cursor: usize,
    history: Vec<String>,
    /// The line of the history that is shown, if one is.
    recalled: Option<usize>,
    /// What was being typed before.
    draft: Vec<char>,
}

impl Prompt {
    /// The line as it is.
    pub fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Is there nothing?
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The characters before the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts another text there, the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.text = text.chars().collect();
        self.cursor = self.text.len();
        self.recalled = None;
    }

    /// Takes the line, which goes into the history.
    pub fn take(&mut self) -> String {
        let line = self.text();
        if !line.trim().is_empty() && self.history.last() != Some(&line) {
            self.history.push(line.clone());
        }
        self.set("");
        line
    }

    pub fn insert(&mut self, letter: char) {
        self.text.insert(self.cursor, letter);
        self.cursor += 1;
    }

    /// Deletes the character before the cursor.
    pub fn backspace(&mut self) {
        if self.cursor > 0 {
            self.cursor -= 1;
            self.text.remove(self.cursor);
        }
    }

    /// Deletes the character at the cursor.
    pub fn delete(&mut self) {
        if self.cursor < self.text.len() {
            self.text.remove(self.cursor);
        }
    }

    /// Deletes everything before the cursor.
    pub fn delete_to_start(&mut self) {
        self.text.drain(..self.cursor);
        self.cursor = 0;
    }

    /// Deletes everything from the cursor on.
    pub fn delete_to_end(&mut self) {
        self.text.truncate(self.cursor);
    }

    /// Deletes the word before the cursor.
    pub fn delete_word(&mut self) {
        while self.cursor > 0 && self.text[self.cursor - 1] == ' ' {
            self.backspace();
        }
        while self.cursor > 0 && self.text[self.cursor - 1] != ' ' {
            self.backspace();
        }
    }

    pub fn left(&mut self) {
        self.cursor = self.cursor.saturating_sub(1);
    }

    pub fn right(&mut self) {
        self.cursor = (self.cursor + 1).min(self.text.len());
    }

    pub fn home(&mut self) {
        self.cursor = 0;
    }

    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// The line before in the history.
    pub fn older(&mut self) {
        let at = match self.recalled {
            None => {
                self.draft = self.text.clone();
                self.history.len()
            }
            Some(at) => at,
        };
        if let Some(at) = at.checked_sub(1) {
            self.recall(at);
        }
    }

    /// The line after it, at last the one that was being typed.
    pub fn newer(&mut self) {
        match self.recalled {
            Some(at) if at + 1 < self.history.len() => self.recall(at + 1),
            Some(_) => {
                let draft: String = self.draft.iter().collect();
                self.set(&draft);
            }
            None => {}
        }
    }

    fn recall(&mut self, at: usize) {
        let line = self.history[at].clone();
        self.set(&line);
        self.recalled = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(prompt: &mut Prompt, text: &str) {
        text.chars().for_each(|letter| prompt.insert(letter));
    }

    #[test]
    fn a_line_is_edited_where_the_cursor_is() {
        let mut prompt = Prompt::default();
        typed(&mut prompt, "brek fib");
        prompt.home();
        (0..3).for_each(|_| prompt.right());
        prompt.insert('a');
        assert_eq!((prompt.text().as_str(), prompt.cursor()), ("break fib", 4));
        prompt.end();
        prompt.delete_word();
        assert_eq!(prompt.text(), "break ");
        prompt.left();
        prompt.delete();
        prompt.backspace();
        assert_eq!(prompt.text(), "brea");
        prompt.left();
        prompt.delete_to_end();
        assert_eq!(prompt.text(), "bre");
        prompt.left();
        prompt.delete_to_start();
        assert_eq!((prompt.text().as_str(), prompt.cursor()), ("e", 0));
        (0..3).for_each(|_| prompt.right());
        (0..3).for_each(|_| prompt.backspace());
        prompt.delete();
        assert!(prompt.is_empty());
    }

    #[test]
    fn the_history_goes_back_and_returns_to_the_draft() {
        let mut prompt = Prompt::default();
        prompt.older();
        for line in ["step", "next", "next", ""] {
            prompt.set(line);
            assert_eq!(prompt.take(), line);
        }
        typed(&mut prompt, "pri");
        prompt.older();
        assert_eq!(prompt.text(), "next");
        prompt.older();
        prompt.older();
        assert_eq!(prompt.text(), "step");
        prompt.newer();
        prompt.newer();
        assert_eq!((prompt.text().as_str(), prompt.cursor()), ("pri", 3));
        prompt.newer();
        assert_eq!(prompt.text(), "pri");
    }
}
