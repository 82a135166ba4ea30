//! The debugger's commands, damaged: those of the sessions in `tests/debugger/`.

use conscycle::debugger::points::breakpoint;
use conscycle::image::builder::Builder;
use conscycle::image::reader::read_all;
use conscycle::machine::config::Config;

use crate::bounded::{conscycle, each, in_time, understands};
use crate::damage::{Bytes, damaged, files};

const PROGRAM: &str =
    "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 8) (car (read-byte))";

#[test]
fn a_damaged_session_of_the_debugger_goes_on_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.lisp"), PROGRAM).expect("a file");
    let step = ["step", "p.lisp", "--history", "8"];
    let step = [&step[..], &["--commands", "commands", "--keep-going"]].concat();
    std::fs::write(folder.path().join("commands"), "step\n").expect("a file");
    understands(folder.path(), &step, b"");
    each(120, damaged(files("tests/debugger", ".commands", 4000)), |Bytes(bytes)| {
        std::fs::write(folder.path().join("commands"), &bytes).expect("a file");
        conscycle(folder.path(), &step, b"some input").map(drop)
    });
}

#[test]
fn a_damaged_breakpoint_is_a_breakpoint_or_a_problem() {
    let mut builder = Builder::new(Config::default());
    builder.program("seed", PROGRAM, &read_all(PROGRAM).expect("it reads")).expect("it builds");
    let image = builder.finish();
    let seeds = [
        "state=ApplyDispatch && fn=fib && apply.x=5",
        "fib if n < 3 || !(eval.env != nil)",
        "trap WrongType",
        "cycle >= 0x100 && (sweeper.state=Idle || memory.free > 1000)",
        "seed:1",
        "0x10 if clink.clink = 4",
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec()).to_vec();
    each(3000, damaged(seeds), |Bytes(bytes)| {
        in_time(|| drop(breakpoint(&String::from_utf8_lossy(&bytes), &image)))
    });
}
