//! What GTKWave shows at first open: the names and colours of the states, of a VCD and of an FST file
//! alike. It is opened on a screen in memory, and the pictures are compared.
//!
//! `tests/gtkwave/install.sh` installs GTKWave and the screen if they are missing. With
//! `CONSCYCLE_PICTURES=FOLDER` the pictures are kept there, as PPM.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long GTKWave may take until its picture stands still.
const PATIENCE: Duration = Duration::from_secs(25);

/// How long a picture must not change.
const STILL: Duration = Duration::from_millis(600);

/// The pane of the waves on the screen: the columns right of the signals' names, the rows below the
/// buttons.
const LEFT: usize = 250;
const TOP: usize = 125;

/// Colours of states in the first cycles of the first call: of Eval, Special and EvalArgs.
const COLOURS: [(&str, u32); 3] =
    [("RoyalBlue3", 0x3A_5FCD), ("DarkOrchid3", 0x9A_32CD), ("SeaGreen", 0x2E_8B57)];

/// Fewer pixels are no state's box.
const BOX: usize = 1000;

/// A process that ends with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen in memory.
struct Screen {
    _server: Process,
    display: String,
    folder: tempfile::TempDir,
}

impl Screen {
    fn new() -> Screen {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1600x900x24", "-nolisten", "tcp"]);
        server.arg("-fbdir").arg(folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = Process(server.spawn().expect("Xvfb starts"));
        let mut number = String::new();
        let output = server.0.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut number).expect("a display's number");
        Screen { _server: server, display: format!(":{}", number.trim()), folder }
    }

    /// What is on it; nothing while it is being set up.
    fn picture(&self) -> Option<Picture> {
        Picture::read(&std::fs::read(self.folder.path().join("Xvfb_screen0")).ok()?)
    }
}

/// The pane of the waves, a colour for each pixel.
#[derive(PartialEq, Eq)]
struct Picture {
    width: usize,
    pixels: Vec<u32>,
}

impl Picture {
    /// Reads a dump of a screen in the format of `xwd`: a header of big-endian words, a colour map,
    /// and rows of pixels with 32 bits.
    fn read(dump: &[u8]) -> Option<Picture> {
        let word = |at: usize| {
            let bytes = dump.get(4 * at..)?.first_chunk()?;
            Some(u32::from_be_bytes(*bytes) as usize)
        };
        let [header, width, height, order] = [word(0)?, word(4)?, word(5)?, word(7)?];
        let [bits, row, colours] = [word(11)?, word(12)?, word(19)?];
        assert_eq!((bits, order), (32, 0), "pixels of 32 bits, the lowest byte first");
        let rows = dump.get(header + 12 * colours..)?;
        let mut pixels = Vec::new();
        for y in TOP..height {
            let row = rows.get(y * row + 4 * LEFT..y * row + 4 * width)?;
            let pixel = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) & 0xFF_FFFF;
            pixels.extend(row.as_chunks().0.iter().map(pixel));
        }
        Some(Picture { width: width - LEFT, pixels })
    }

    fn count(&self, colour: u32) -> usize {
        self.pixels.iter().filter(|&&pixel| pixel == colour).count()
    }

    fn has_colours(&self) -> bool {
        COLOURS.iter().all(|&(_, colour)| self.count(colour) > BOX)
    }

    fn keep(&self, name: &str) {
        let Some(folder) = std::env::var_os("CONSCYCLE_PICTURES") else { return };
        let mut file = format!("P6 {} {} 255\n", self.width, self.pixels.len() / self.width);
        let mut bytes = std::mem::take(&mut file).into_bytes();
        bytes.extend(self.pixels.iter().flat_map(|pixel| pixel.to_be_bytes().into_iter().skip(1)));
        std::fs::write(Path::new(&folder).join(name), bytes).expect("a writable folder");
    }
}

/// What GTKWave shows of a waveform with its savefile, when it stands still.
fn shown(folder: &Path, wave: &str) -> Picture {
    let screen = Screen::new();
    let log = screen.folder.path().join("log");
    let output = File::create(&log).expect("a log");
    let mut gtkwave = Command::new("gtkwave");
    gtkwave.current_dir(folder).arg(wave).arg(Path::new(wave).with_extension("gtkw"));
    gtkwave.env("DISPLAY", &screen.display).env("HOME", screen.folder.path());
    gtkwave.env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1").env("LC_ALL", "C.UTF-8");
    gtkwave.env_remove("XAUTHORITY").env_remove("XDG_CONFIG_HOME");
    gtkwave.stdin(Stdio::null()).stderr(output.try_clone().expect("a log")).stdout(output);
    let mut gtkwave = Process(gtkwave.spawn().expect("gtkwave starts"));
    let start = Instant::now();
    let (mut last, mut since) = (None, Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(100));
        if let Some(status) = gtkwave.0.try_wait().expect("a process") {
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            panic!("gtkwave refuses {wave}: {status}\n{log}");
        }
        let now = screen.picture();
        if now != last {
            (last, since) = (now, Instant::now());
        } else if let Some(picture) = &last
            && since.elapsed() > STILL
            && (picture.has_colours() || start.elapsed() > PATIENCE)
        {
            break;
        }
        assert!(start.elapsed() < 2 * PATIENCE, "the picture of {wave} does not stand still");
    }
    last.expect("a picture")
}

/// Records the first cycles of `fib` under the name of `program` as `wave`.
fn record(folder: &Path, program: &str, option: &str, wave: &str) {
    let source: PathBuf = folder.join(program);
    std::fs::copy("examples/fib.lisp", source).expect("a program");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    let shape = ["--code", "lists", "--max-cycles", "300"];
    command.current_dir(folder).args(["run", program, option, wave]).args(shape);
    let output = command.output().expect("conscycle runs");
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_vcd_with_odd_names_and_an_fst_file_show_the_same_names_and_colours() {
    let status = Command::new("tests/gtkwave/install.sh").status().expect("install.sh can be run");
    assert!(status.success(), "tests/gtkwave/install.sh cannot install GTKWave");
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let odd = "λ $end \"x\".vcd";
    record(folder, "λ $end $var\n'x'.lisp", "--vcd", odd);
    record(folder, "fib.lisp", "--fst", "fib.fst");
    let (vcd, fst) = std::thread::scope(|scope| {
        let vcd = scope.spawn(|| shown(folder, odd));
        (vcd.join(), shown(folder, "fib.fst"))
    });
    let vcd = vcd.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    vcd.keep("vcd.ppm");
    fst.keep("fst.ppm");
    for (name, colour) in COLOURS {
        let counts = [&vcd, &fst].map(|picture| picture.count(colour));
        assert!(counts.iter().all(|&count| count > BOX), "{name}: {counts:?} pixels, VCD and FST");
    }
    let differ = vcd.pixels.iter().zip(&fst.pixels).filter(|(vcd, fst)| vcd != fst).count();
    assert!(200 * differ < vcd.pixels.len(), "{differ} of {} pixels", vcd.pixels.len());
}
