//! The host of a program in a page: what is typed, and the program's own text as the only file.

use conscycle_firmware::protocol::{Line, Services, Supply};
use conscycle_program::input::{Input, LINE, PIECE, line};
use conscycle_program::load::File;

/// A host in memory.
#[derive(Debug, Default)]
pub struct Host {
    /// What has been typed.
    pub input: Input,
    /// The file that there is.
    pub file: Option<File>,
    /// The program's arguments.
    pub arguments: Vec<String>,
}

impl Services for Host {
    fn input(&mut self) -> Supply {
        self.input.piece(PIECE)
    }

    fn line(&mut self, _prompt: &[u8]) -> Line {
        line(self.input.piece(LINE))
    }

    fn file(&mut self, path: &str) -> Result<Vec<u8>, String> {
        match &self.file {
            Some(file) if file.path == path => Ok(file.bytes.clone()),
            _ => Err(format!("{path}: No such file or directory (os error 2)")),
        }
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.arguments.get(index).map(|argument| argument.clone().into_bytes())
    }
}
