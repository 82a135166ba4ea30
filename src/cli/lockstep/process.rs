//! A run of the RTL in a process of its own, and what it reports: see `rtl-model/tb/lockstep.cpp`.

use std::fmt::Write as _;
use std::io::{BufReader, Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};

use super::simulator::Simulator;
use crate::cli::failure::Failure;
use conscycle_firmware::protocol::Input;
use conscycle_image::Image;
use conscycle_machine::config::{Config, PARAMETERS};
use conscycle_machine::layout::table_words;
use conscycle_machine::parameter::Rtl;
use conscycle_machine::ports::Channel;
use conscycle_machine::signals::Values;
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::{Word, WordSize};

/// What the RTL reports.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// The fingerprint of the cycles before this one.
    Digest {
        /// Cycles since reset.
        cycle: u64,
        /// Their 64-bit fingerprint.
        digest: u64,
    },
    /// The values of all signals in a cycle.
    Row {
        /// Cycles since reset.
        cycle: u64,
        /// The signals' bits, in the order of [`SIGNALS`](conscycle_machine::signals::SIGNALS).
        values: Box<Values>,
    },
    /// The machine asks for a byte in this cycle, and none has come yet of the pieces of this
    /// channel that it has got.
    Wait {
        /// Cycles since reset.
        cycle: u64,
        /// The number of a [`Channel`].
        channel: u32,
        /// The pieces that it has got of this channel.
        pieces: u32,
    },
    /// The run has ended.
    End(End),
    /// The next words of memory.
    Memory(Vec<Word>),
    /// There is nothing more: the process has ended, and said this.
    Gone(String),
}

/// How the RTL has ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    /// Cycles since reset.
    pub cycles: u64,
    /// The fingerprint of all of them, and of the registers after the last if it has halted.
    pub digest: u64,
    /// Why, as [`Halt`](conscycle_machine::ports::Halt).
    pub halt: u32,
    /// The last value.
    pub value: u64,
    /// Time that the cycles took.
    pub seconds: f64,
}

/// What a run is asked for, besides the image.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Stop after this many cycles.
    pub cycles: Option<u64>,
    /// Report every signal in these cycles, instead of fingerprints.
    pub rows: Option<(u64, u64)>,
    /// Report the end only.
    pub quiet: bool,
    /// The cycles at whose beginning the program is interrupted.
    pub interrupts: Vec<u64>,
    /// Write a waveform, if the simulator can.
    pub vcd: Option<PathBuf>,
}

/// A run of the RTL.
#[derive(Debug)]
pub struct Run {
    child: Child,
    records: BufReader<ChildStdout>,
    /// What the process reads; it is written on a thread, as the process may not read it all
    /// before we read what it reports.
    input: Option<Sender<Vec<u8>>>,
    /// Its words.
    size: WordSize,
    _image: Scratch,
}

impl Run {
    /// Starts a simulator on an image, with the parameters of the image's machine.
    ///
    /// # Errors
    /// A [`Failure`] if the process cannot be started.
    pub fn start(simulator: &Simulator, image: &Image, request: &Request) -> Result<Run, Failure> {
        let table = page_table(image);
        let scratch = Scratch::new(image, &table)?;
        let mut command = Command::new(&simulator.binary);
        command
            .arg(format!("+image={}", scratch.0.display()))
            .arg(format!("+image_words={}", image.words.len()))
            .arg(format!("+table_words={}", table.len()))
            .arg(format!("+entry={}", image.entry.0))
            .arg(format!("+fallback={}", image.fallback.0))
            .arg(format!("+seed={}", 1 + image.entry.0 % 0xFFFF))
            .arg(format!("+quiet={}", u32::from(request.quiet)))
            .args(straps(&image.config));
        if let Some(cycles) = request.cycles {
            command.arg(format!("+cycles={cycles}"));
        }
        if let Some((from, until)) = request.rows {
            command.arg(format!("+rows_from={from}")).arg(format!("+rows_until={until}"));
        }
        if !request.interrupts.is_empty() {
            let mut cycles = request.interrupts.clone();
            cycles.sort_unstable();
            let cycles: Vec<String> = cycles.iter().map(u64::to_string).collect();
            command.arg(format!("+interrupts={}", cycles.join(",")));
        }
        if let Some(vcd) = &request.vcd {
            command.arg(format!("+vcd={}", vcd.display()));
        }
        let fail = |error: std::io::Error| Failure::file(&simulator.binary, error);
        let mut child = command
            // Ctrl-C is for us: we end it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(fail)?;
        let input = child.stdin.take().map(writer);
        let output = child.stdout.take();
        let output = output.ok_or_else(|| Failure::Plain("no pipe to the RTL".to_string()))?;
        let records = BufReader::with_capacity(1 << 16, output);
        let size = image.config.word;
        Ok(Run { child, records, input, size, _image: scratch })
    }

    /// The next piece that a channel will read. One without bytes is the console's end, or, on the
    /// host channel, tells a read that there is no answer.
    pub fn supply(&mut self, channel: Channel, bytes: &[u8]) {
        let head = [channel as u32, bytes.len() as u32].map(u32::to_ne_bytes);
        // A process that has ended reads no more.
        let _ = self.input.as_ref().map(|input| input.send([head.as_flattened(), bytes].concat()));
    }

    /// All that a machine has been given, and then no more.
    pub fn supply_all(&mut self, input: &Input) {
        if !input.bytes.is_empty() {
            self.supply(Channel::Console, &input.bytes);
        }
        for answer in &input.answers {
            self.supply(Channel::Host, answer);
        }
        self.close();
    }

    /// No channel will read more.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// The next record.
    pub fn record(&mut self) -> Record {
        self.read().unwrap_or_else(|_| Record::Gone(self.last_words()))
    }

    /// The next record that is no [`Record::Wait`].
    pub fn record_but_wait(&mut self) -> Record {
        loop {
            let record = self.record();
            if !matches!(record, Record::Wait { .. }) {
                return record;
            }
        }
    }

    /// The words of memory, behind the end.
    pub fn memory(&mut self, words: usize) -> Vec<Word> {
        let mut memory = Vec::with_capacity(words);
        while memory.len() < words
            && let Record::Memory(piece) = self.record()
        {
            memory.extend(piece);
        }
        memory
    }

    fn read(&mut self) -> std::io::Result<Record> {
        let [kind, length] = self.words()?;
        Ok(match kind {
            1 => {
                let [cycle, digest] = self.longs()?;
                Record::Digest { cycle, digest }
            }
            2 => {
                let [cycle] = self.longs()?;
                Record::Row { cycle, values: Box::new(self.longs()?) }
            }
            3 => {
                let [cycle] = self.longs()?;
                let [channel, pieces] = self.words()?;
                Record::Wait { cycle, channel, pieces }
            }
            4 => {
                let [cycles, digest] = self.longs()?;
                let [halt] = self.words()?;
                let [value, seconds] = self.longs()?;
                let seconds = f64::from_bits(seconds);
                Record::End(End { cycles, digest, halt, value, seconds })
            }
            _ => {
                let mut bytes = vec![0; length as usize];
                self.records.read_exact(&mut bytes)?;
                Record::Memory(if self.size.bits() > u32::BITS {
                    let words = bytes.as_chunks().0.iter();
                    words.map(|word| Word(u64::from_ne_bytes(*word))).collect()
                } else {
                    let words = bytes.as_chunks().0.iter();
                    words.map(|word| Word(u32::from_ne_bytes(*word).into())).collect()
                })
            }
        })
    }

    fn words<const N: usize>(&mut self) -> std::io::Result<[u32; N]> {
        let mut bytes = [[0; 4]; N];
        self.records.read_exact(bytes.as_flattened_mut())?;
        Ok(bytes.map(u32::from_ne_bytes))
    }

    fn longs<const N: usize>(&mut self) -> std::io::Result<[u64; N]> {
        let mut bytes = [[0; 8]; N];
        self.records.read_exact(bytes.as_flattened_mut())?;
        Ok(bytes.map(u64::from_ne_bytes))
    }

    /// What the process has said on its standard error.
    fn last_words(&mut self) -> String {
        let mut text = String::new();
        if let Some(mut errors) = self.child.stderr.take() {
            let _ = errors.read_to_string(&mut text);
        }
        text.trim().to_string()
    }
}

/// Writes what is sent to a pipe, and closes it when there is no more.
fn writer(mut pipe: ChildStdin) -> Sender<Vec<u8>> {
    let (sender, receiver) = channel::<Vec<u8>>();
    std::thread::spawn(move || {
        for bytes in receiver {
            if pipe.write_all(&bytes).is_err() {
                return;
            }
        }
    });
    sender
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The values of the straps.
fn straps(config: &Config) -> impl Iterator<Item = String> {
    PARAMETERS.iter().filter_map(|parameter| match parameter.rtl {
        Rtl::Strap(name) | Rtl::Flag(name) => Some(format!("+{name}={}", (parameter.get)(config))),
        Rtl::Macro(..) => None,
    })
}

/// The words that the loader of an image writes after it: with the barrier that protects pages,
/// their table.
fn page_table(image: &Image) -> Vec<Word> {
    if table_words(&image.config) == 0 {
        return Vec::new();
    }
    let memory = Memory::new(&image.config, &image.words);
    let layout = memory.layout();
    memory.words().range(layout.fixed_end as usize..layout.nursery as usize).collect()
}

/// A file that is there for a while: an image as hex, and what its loader writes after it.
#[derive(Debug)]
struct Scratch(PathBuf);

impl Scratch {
    fn new(image: &Image, table: &[Word]) -> Result<Scratch, Failure> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let mut text = image.to_hex();
        for word in table {
            let _ = writeln!(text, "{:x}", word.0);
        }
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("conscycle-{}-{number}.hex", std::process::id());
            let path = std::env::temp_dir().join(name);
            match write_new(&path, &text) {
                Ok(()) => return Ok(Scratch(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Failure::output(&path, &error)),
            }
        }
    }
}

/// Writes a file that is not there yet: nobody else's file in a folder that all may write to.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::File::create_new(path)?.write_all(text.as_bytes())
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
