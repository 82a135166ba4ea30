//! The host of a program: what Python brings for it to read, and files.

use conscycle_firmware::protocol::{Line, Services, Supply};
use conscycle_program::input::{Input, LINE, PIECE, line};
use conscycle_program::load::File;

/// A host.
#[derive(Debug, Default)]
pub struct Host {
    /// What there is to read.
    pub input: Input,
    /// The program's own text, if that is in no file.
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
            _ => std::fs::read(path).map_err(|error| format!("{path}: {error}")),
        }
    }

    fn argument(&mut self, index: usize) -> Option<Vec<u8>> {
        self.arguments.get(index).map(|argument| argument.clone().into_bytes())
    }
}
