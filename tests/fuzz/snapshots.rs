//! Snapshots of the debugger, damaged.

use conscycle::debugger::snapshot::Snapshot;
use conscycle::firmware::protocol::Input;
use conscycle::image::builder::Builder;
use conscycle::image::reader::read_all;
use conscycle::machine::Machine;
use conscycle::machine::config::Config;
use proptest::prelude::*;

use crate::bounded::{conscycle, each, in_time, understands};
use crate::damage::{Bytes, altered, damaged};

const RESTORE: &[u8] = b"restore s.json\nstep 50\nback 20\nwhere\n";

/// A machine in the midst of a program.
fn machine() -> Machine {
    let text = "(define (f x) (cons x (f (+ x 1)))) (f 0)";
    let mut builder = Builder::new(Config { memory: 1 << 12, ..Config::default() });
    builder.program("seed", text, &read_all(text).expect("it reads")).expect("it builds");
    let image = builder.finish();
    let mut machine = image.machine(image.config);
    machine.run(700);
    machine
}

#[test]
fn a_damaged_snapshot_is_the_same_machine_or_an_error() {
    let machine = machine();
    let seed = Snapshot::new(&machine, "image", &Input::default()).to_json();
    each(400, damaged(vec![seed.into_bytes()]), |Bytes(bytes)| {
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(snapshot) = in_time(|| Snapshot::from_json(&text, "image", &machine))? {
            let mut restored = snapshot.machine;
            prop_assert_eq!(restored.cycle, machine.cycle);
            restored.run(machine.cycle + 100);
            restored.memory.read(0);
        }
        Ok(())
    });
}

#[test]
fn the_debugger_says_what_is_wrong_with_a_damaged_snapshot() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.lisp"), "(define (f x) (f (+ x 1))) (f 0)")
        .expect("a file");
    let step = ["step", "p.lisp", "--plain"];
    understands(folder.path(), &step, b"step 900\nsave s.json\n");
    let seed = std::fs::read(folder.path().join("s.json")).expect("a snapshot");
    each(60, damaged(vec![seed]), |Bytes(bytes)| {
        std::fs::write(folder.path().join("s.json"), &bytes).expect("a file");
        conscycle(folder.path(), &step, RESTORE).map(drop)
    });
}

/// A snapshot with the hash of what is in it, whatever that is.
#[test]
fn a_snapshot_of_any_machine_goes_on_or_is_an_error() {
    let machine = machine();
    let json = serde_json::to_value(&machine).expect("JSON");
    each(800, altered(json), |value| {
        let Ok(strange) = serde_json::from_value::<Machine>(value) else { return Ok(()) };
        let text = Snapshot::new(&strange, "image", &Input::default()).to_json();
        let restored = in_time(|| Snapshot::from_json(&text, "image", &machine))?;
        if let Ok(Snapshot { machine: mut restored, .. }) = restored {
            let end = restored.cycle + 500;
            in_time(|| restored.run(end))?;
        }
        Ok(())
    });
}
