//! The full-screen debugger and the shell on a terminal: a pair of pseudo-terminals, one end of which
//! they get.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};

use crate::support::terminal::{PATIENCE, Parting, Terminal};

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
    assert_eq!(end(terminal), Some(143));
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

#[test]
fn an_end_of_input_that_comes_while_the_shell_computes_is_not_lost() {
    let mut terminal = Terminal::new(&["repl"]);
    terminal.wait("> ");
    terminal.press("(define (down n) (if (= n 0) 'low (down (- n 1))))\r");
    terminal.wait("down\r");
    terminal.press("(begin (display 'high) (down 16000) (down 16000) (down 16000))\r");
    terminal.wait("\nhigh");
    terminal.press("\x04");
    assert_eq!(terminal.end_within(PATIENCE), Some(0));
    assert!(terminal.shown().contains("low\r"), "{}", terminal.shown());
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
            terminal.wait(if screen { "step 7" } else { "7 Eval" });
            if running {
                terminal.press("continue\r");
                if screen {
                    terminal.wait("running:");
                } else {
                    std::thread::sleep(Duration::from_millis(300));
                }
            }
            let code = terminal.hang_up(parting);
            assert_eq!(code, Some(129), "{screen} {running} {parting:?}");
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
            let is_killed = (program, parting) == (&loops, Parting::Silent);
            let code = terminal.hang_up(parting);
            let expected = if is_killed { 143 } else { 129 };
            assert_eq!(code, Some(expected), "{program} {parting:?}");
            assert!(is_whole(&wave), "{program} {parting:?}");
        }
    }
}

/// The shell's terminal is closed while it waits for a line, and while a program runs.
#[test]
fn the_shell_ends_with_its_terminal_and_its_history_is_whole() {
    for dialect in ["core", "mal"] {
        for (running, parting) in Parting::ALL.into_iter().flat_map(|p| [(false, p), (true, p)]) {
            let arguments = ["repl", "--dialect", dialect];
            let mut terminal = match parting {
                Parting::Controlling => Terminal::controlling(&arguments),
                Parting::Silent | Parting::Signal => Terminal::new(&arguments),
            };
            terminal.wait("> ");
            let endless = match dialect {
                "mal" => "(def! f (fn* [n] (f n)))\r(prn 4321)\r(f 1)\r",
                _ => "(define (f n) (f n))\r(+ 4320 1)\r(f 1)\r",
            };
            terminal.press(if running { endless } else { "(+ 4320 1)\r" });
            terminal.wait("4321\r\n");
            std::thread::sleep(Duration::from_millis(500));
            let state = terminal.state.path().to_path_buf();
            let keeper = std::mem::replace(&mut terminal.state, tempfile::tempdir().expect("one"));
            let code = terminal.hang_up(parting);
            // SIGHUP ends it as it ends others; one that finds its terminal gone says so.
            let right = match parting {
                Parting::Silent => code == Some(129),
                Parting::Controlling => matches!(code, None | Some(129)),
                Parting::Signal => code.is_none(),
            };
            assert!(right, "{dialect} {running} {parting:?}: {code:?}");
            let history = std::fs::read_to_string(state.join("conscycle/history"));
            let last = if running { "(f 1)\n" } else { "(+ 4320 1)\n" };
            assert!(history.expect("a history").ends_with(last), "{dialect} {running} {parting:?}");
            drop(keeper);
        }
    }
}

/// The editor of lines has the terminal while it waits.
#[test]
fn a_signal_that_ends_the_shell_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP] {
        let mut terminal = Terminal::new(&["repl"]);
        let modes = |terminal: &Terminal| tcgetattr(&terminal.line).expect("modes").local_modes;
        let before = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        terminal.wait("> ");
        terminal.press("(+ 1");
        terminal.wait("(+ 1");
        assert!(!modes(&terminal).contains(LocalModes::ICANON));
        terminal.signal(signal);
        let status = terminal.session.wait().expect("it ends");
        assert_eq!(status.signal(), Some(signal.as_raw()));
        assert!(modes(&terminal).contains(before), "{signal:?}");
        terminal.wait("\x1b[?2004l");
    }
}

#[test]
fn the_shell_keeps_history_completes_names_and_edits_several_lines() {
    for (dialect, definition, name, last) in [
        ("core", "(define zebra 4321)\r", "zebra\r\n", "(list\r1\r(car '(2)))\r"),
        ("mal", "(def! zebra 4321)\r", "4321\r\n", "(list\r1\r(first [2]))\r"),
    ] {
        let mut terminal = Terminal::new(&["repl", "--dialect", dialect]);
        terminal.wait("> ");
        terminal.press(definition);
        terminal.wait(name);
        terminal.press("(+ 1 zeb\t)\r");
        terminal.wait("\n4322\r");
        terminal.press(last);
        terminal.wait("\n(1 2)\r");
        terminal.press("\x04");
        assert_eq!(terminal.end_within(PATIENCE), Some(0));
        let Terminal { state, .. } = terminal;
        let file = state.path().join("conscycle/history");
        let mode = |path: &Path| {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
        };
        assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
        // The third last line comes back.
        let mut terminal = Terminal::after(state, &["repl", "--dialect", dialect]);
        terminal.wait("> ");
        terminal.press("\x10\x10\x10");
        terminal.wait("zebra 4321");
        terminal.press("\r");
        terminal.wait(name);
        terminal.press("\x04");
        assert_eq!(terminal.end_within(PATIENCE), Some(0));
    }
}

#[test]
fn a_history_that_cannot_be_kept_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("conscycle"), "a file").expect("a file");
    let mut terminal = Terminal::after(folder, &["repl"]);
    terminal.wait("> ");
    terminal.press("(+ 1 1)\r(+ 2 2)\r");
    terminal.wait("\n4\r");
    terminal.press("\x04");
    assert_eq!(terminal.end_within(PATIENCE), Some(0));
    assert_eq!(terminal.shown().matches("is not kept").count(), 1, "{}", terminal.shown());
}
