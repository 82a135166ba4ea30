//! Input in lines: what has come and nobody has asked for.
//!
//! The console and the requests for lines read one sequence of lines, so that what each of them gets
//! does not depend on when the bytes arrive.

use std::collections::VecDeque;

use conscycle_firmware::protocol::{LONGEST, Line, Supply};

/// Bytes that the console gets at once, at most: a longer line comes in pieces of so many.
pub const PIECE: usize = 1 << 16;

/// Bytes of a request's line: one more than an answer carries tells that the line is too long.
pub const LINE: usize = LONGEST + 1;

/// Lines that have come.
#[derive(Debug, Clone, Default)]
pub struct Input {
    bytes: VecDeque<u8>,
    /// So many of them are known to hold no end of a line.
    searched: usize,
    /// No more will come.
    pub is_closed: bool,
}

impl Input {
    /// Puts bytes behind those that have come.
    pub fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    /// The rest of a line with its newline, or the first `most` bytes of a longer one. What it is does
    /// not depend on when the bytes arrive, and no more of them are kept than that.
    pub fn piece(&mut self, most: usize) -> Supply {
        let newline = self.bytes.range(self.searched..).position(|&byte| byte == b'\n');
        self.searched = newline.map_or(self.bytes.len(), |at| self.searched + at);
        let here = self.searched + usize::from(newline.is_some());
        if newline.is_some() || here >= most || (self.is_closed && here > 0) {
            let count = here.min(most);
            self.searched = self.searched.saturating_sub(count);
            return Supply::Bytes(self.bytes.drain(..count).collect());
        }
        if self.is_closed { Supply::End } else { Supply::Later }
    }
}

/// A piece as an answer to a request for a line.
pub fn line(piece: Supply) -> Line {
    match piece {
        Supply::Bytes(mut line) => {
            if line.last() == Some(&b'\n') {
                line.pop();
            }
            Line::Text(line)
        }
        Supply::End => Line::End,
        Supply::Later => Line::Later,
    }
}
