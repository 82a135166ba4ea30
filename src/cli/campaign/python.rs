//! Python's answers to arithmetic of Lisp: one process, which is asked many expressions at once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::cli::failure::Failure;

/// What Python runs.
const EVALUATOR: &str = include_str!("arithmetic.py");

/// A Python that evaluates arithmetic. It is started when it is asked first.
#[derive(Debug)]
pub struct Python {
    program: PathBuf,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Python {
    /// The Python of this name.
    pub fn new(program: &Path) -> Python {
        Python { program: program.to_path_buf(), running: None }
    }

    /// The answers to expressions, a line each: see `arithmetic.py`.
    ///
    /// # Errors
    /// A [`Failure`] if Python cannot be run, or does not answer all of them.
    pub fn ask(&mut self, expressions: &[String]) -> Result<Vec<String>, Failure> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => self.start()?,
        };
        // It reads all that it is asked before it answers.
        let question = expressions.join("\n") + "\n\n";
        let asked = running.questions.write_all(question.as_bytes());
        let asked = asked.and_then(|()| running.questions.flush());
        let mut answers = Vec::with_capacity(expressions.len());
        while asked.is_ok() && answers.len() < expressions.len() {
            let mut line = String::new();
            match running.answers.read_line(&mut line) {
                Ok(length) if length > 0 => answers.push(line.trim_end().to_string()),
                _ => break,
            }
        }
        if answers.len() < expressions.len() {
            let why = running.last_words();
            let path = self.program.display();
            return Err(Failure::Plain(format!(
                "{path} has not answered all expressions: {why} (Python 3.10 or later is needed; --python names it)"
            )));
        }
        self.running = Some(running);
        Ok(answers)
    }

    fn start(&self) -> Result<Running, Failure> {
        let mut child = Command::new(&self.program)
            .args(["-c", EVALUATOR])
            // Ctrl-C is for us: we end it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| {
                let path = self.program.display();
                Failure::Plain(format!("{path}: {error} (--python names another Python)"))
            })?;
        let (questions, answers) = (child.stdin.take(), child.stdout.take());
        let no_pipe = || Failure::Plain("no pipe to Python".to_string());
        let questions = questions.ok_or_else(no_pipe)?;
        let answers = BufReader::new(answers.ok_or_else(no_pipe)?);
        Ok(Running { child, questions, answers })
    }
}

impl Running {
    /// The last line of what it has said on its standard error, after its end.
    fn last_words(&mut self) -> String {
        // It may still run, and say nothing.
        let _ = self.child.kill();
        let mut text = String::new();
        if let Some(mut errors) = self.child.stderr.take() {
            let _ = errors.read_to_string(&mut text);
        }
        let last = text.lines().last().unwrap_or("it has said nothing");
        last.to_string()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
