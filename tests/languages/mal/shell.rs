//! A shell in a process of its own, at the other end of two pipes.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

/// No answer takes this long, not even while the machine collects all the time.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Shell {
    child: Child,
    /// None when it has been closed.
    input: Option<ChildStdin>,
    output: Receiver<Vec<u8>>,
    errors: Option<JoinHandle<String>>,
    prompt: &'static str,
    /// What has arrived and not been looked at.
    pending: Vec<u8>,
}

/// How a shell has ended, and what it has said last.
pub struct Ended {
    pub status: ExitStatus,
    pub output: String,
    pub errors: String,
}

impl Shell {
    pub fn start(command: &mut Command, prompt: &'static str) -> Shell {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the shell starts");
        let input = child.stdin.take();
        let mut stdout = child.stdout.take().expect("stdout is a pipe");
        let mut stderr = child.stderr.take().expect("stderr is a pipe");
        let (sender, output) = channel();
        spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = stdout.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let errors = Some(spawn(move || {
            let mut bytes = Vec::new();
            let result = stderr.read_to_end(&mut bytes);
            result.map_or_else(
                |error| error.to_string(),
                |_| String::from_utf8_lossy(&bytes).into_owned(),
            )
        }));
        Shell { child, input, output, errors, prompt, pending: Vec::new() }
    }

    /// Types a line.
    pub fn say(&mut self, line: &str) {
        // A shell that is gone is noticed when its answer is awaited.
        if let Some(input) = &mut self.input {
            let _ = input.write_all(format!("{line}\n").as_bytes()).and_then(|()| input.flush());
        }
    }

    /// What has been written up to the next prompt.
    ///
    /// # Errors
    /// What the shell has written instead, if it ends, or takes too long.
    pub fn answer(&mut self) -> Result<String, String> {
        loop {
            let text = String::from_utf8_lossy(&self.pending);
            if let Some(answer) = text.strip_suffix(self.prompt)
                && (answer.is_empty() || answer.ends_with('\n'))
            {
                let answer = answer.to_string();
                self.pending.clear();
                return Ok(answer);
            }
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.pending.extend(bytes),
                Err(error) => return Err(format!("{text}\n(no prompt: {error})")),
            }
        }
    }

    /// Types the end of the input, and waits for the end of the shell.
    pub fn close(mut self) -> Ended {
        self.input = None;
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.pending.extend(bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    self.child.kill().expect("a shell that is stuck can be killed");
                    break;
                }
            }
        }
        let status = self.child.wait().expect("the shell can be waited for");
        let errors = self.errors.take().map_or(Ok(String::new()), JoinHandle::join);
        Ended {
            status,
            output: String::from_utf8_lossy(&self.pending).into_owned(),
            errors: errors.unwrap_or_else(|_| "(stderr could not be read)".to_string()),
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        // Does nothing to one that has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
