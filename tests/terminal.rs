//! The full-screen debugger and the shell on a terminal: a pair of pseudo-terminals, one end of which
//! they get.

mod support;

use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};
use support::terminal::{PATIENCE, Parting, Terminal};

/// Waits for the end of a session on the screen, and looks whether the terminal is as it was.
fn end(mut terminal: Terminal) -> Option<i32> {
    let code = terminal.end_within(PATIENCE);
    terminal.wait("\x1b[?1049l");
    let modes = tcgetattr(&terminal.line).expect("modes").local_modes;
    assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG));
    code
}

/// A program that never ends.
fn endless(folder: &Path) -> String {
    let program = folder.join("loop.lisp");
    std::fs::write(&program, "(define (loop n) (loop n)) (loop 1)").expect("a program");
    program.to_str().expect("a path").to_string()
}

#[test]
fn a_session_takes_the_terminal_and_gives_it_back() {
    let mut terminal = Terminal::new(&["step", "examples/fib.lisp"]);
    terminal.wait("\x1b[?1049h");
    terminal.wait("registers");
    let modes = tcgetattr(&terminal.line).expect("modes").local_modes;
    assert!(!modes.contains(LocalModes::ICANON) && !modes.contains(LocalModes::ISIG));
    terminal.press("break fib\rcontinue\r");
    terminal.wait("Apply");
    terminal.press("quit\r");
    assert_eq!(end(terminal), Some(0));
}

#[test]
fn control_c_ends_a_run_and_a_signal_the_session() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::new(&["step", &endless(folder.path())]);
    terminal.wait("registers");
    terminal.press("continue\r");
    terminal.wait("running:");
    terminal.press("\x03");
    terminal.wait("[interrupted]");
    terminal.press("\x03");
    terminal.wait("nothing");
    terminal.signal(Signal::TERM);
    assert_eq!(end(terminal), Some(0));
}

#[test]
fn plain_keeps_the_terminal_as_it_is() {
    let mut terminal = Terminal::new(&["step", "examples/fib.lisp", "--plain"]);
    terminal.wait("> ");
    terminal.press("step\n");
    terminal.wait("1 ");
    terminal.press("quit\n");
    assert_eq!(terminal.end_within(PATIENCE), Some(0));
    assert!(!terminal.shown().contains("\x1b["), "{:?}", terminal.shown());
}

#[test]
fn what_is_typed_while_the_shell_computes_is_not_lost() {
    let mut terminal = Terminal::new(&["repl"]);
    terminal.wait("> ");
    // The reader takes all of it at once, and the lines one by one.
    let lines: String = (10..20).map(|n| format!("(+ {n} 1000)\r")).collect();
    terminal.press(&lines);
    for n in 10..20 {
        terminal.wait(&format!("\n10{n}\r"));
    }
    terminal.press("\x04");
    assert_eq!(terminal.end_within(PATIENCE), Some(0));
}

/// Has this recording been ended, so that others read it?
fn is_whole(path: &Path) -> bool {
    let text = || std::fs::read_to_string(path).expect("text");
    let last = |text: &str| text.lines().last().unwrap_or_default().to_string();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("fst") => wellen::simple::read(path).is_ok_and(|wave| wave.time_table().len() > 5),
        Some("vcd") => last(&text()).starts_with('#'),
        _ => last(&text()).starts_with("{\"end\":"),
    }
}

#[test]
fn a_session_ends_with_its_terminal_and_its_recordings_are_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = endless(folder.path());
    let path = |name: &str| folder.path().join(name);
    for (screen, running) in [(true, false), (true, true), (false, false), (false, true)] {
        for parting in Parting::ALL {
            let mut arguments = vec!["step", program.as_str()];
            if !screen {
                arguments.push("--plain");
            }
            let mut terminal = match parting {
                Parting::Controlling => Terminal::controlling(&arguments),
                Parting::Silent | Parting::Signal => Terminal::new(&arguments),
            };
            terminal.wait(if screen { "registers" } else { "> " });
            let files = ["w.vcd", "w.fst", "w.jsonl"].map(path);
            let [vcd, fst, trace] = files.each_ref().map(|path| path.display());
            terminal.press(&format!("vcd {vcd}\rfst {fst}\rtrace {trace}\rstep 7\r"));
            terminal.wait(if screen { "step 7" } else { "7 Sequence" });
            if running {
                terminal.press("continue\r");
                if screen {
                    terminal.wait("running:");
                } else {
                    std::thread::sleep(Duration::from_millis(300));
                }
            }
            let code = terminal.hang_up(parting);
            assert_eq!(code, Some(0), "{screen} {running} {parting:?}");
            for file in files {
                assert!(is_whole(&file), "{} {screen} {running} {parting:?}", file.display());
                std::fs::remove_file(file).expect("it is there");
            }
        }
    }
}

#[test]
fn a_program_that_reads_the_terminal_ends_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (reads, wave) = (folder.path().join("reads.lisp"), folder.path().join("w.fst"));
    std::fs::write(&reads, "(write 'ready) (read-byte) (read-byte)").expect("a program");
    let (reads, loops) = (reads.display().to_string(), endless(folder.path()));
    for (program, shown) in [(&reads, "ready"), (&loops, "")] {
        for parting in Parting::ALL {
            let to = wave.display().to_string();
            let arguments = ["run", program, "--fst", &to];
            let terminal = match parting {
                Parting::Controlling => Terminal::controlling(&arguments),
                Parting::Silent | Parting::Signal => Terminal::new(&arguments),
            };
            terminal.wait(shown);
            std::thread::sleep(Duration::from_millis(300));
            if (program, parting) == (&loops, Parting::Silent) {
                // It neither reads nor writes its terminal: nothing tells it.
                terminal.signal(Signal::TERM);
            }
            terminal.hang_up(parting);
            assert!(is_whole(&wave), "{program} {parting:?}");
        }
    }
}
