//! The float unit alone: `cc_fpu` gives the result, the flag and the cycles of the model.
//!
//! All pairs of special operands, and random pairs, of which many are near the midpoints between two
//! floats. `CONSCYCLE_FLOAT_PAIRS=1000000000` asks for more of them for each operation,
//! `CONSCYCLE_LOCKSTEP_SEED` for others; `CONSCYCLE_RTL` names another folder of the RTL, in
//! which the simulator is built.
//!
//! `rtl-model/tb/fpu.cpp` is the unit's testbench, in a process of its own.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use conscycle::image::random::Numbers;
use conscycle::machine::ports::Side;
use conscycle::machine::units::fpu::{Fpu, Operation};

use crate::floats::{is_binary, pair, specials};
use crate::setting;
use crate::support::{in_parallel, install_verilator};

/// Random pairs for each operation.
const PAIRS: u64 = 10_000_000;

/// Pairs that are asked for at once, which the simulator reads before it answers: they fit a pipe.
const BLOCK: usize = 1024;

/// The unit's simulator.
static SIMULATOR: LazyLock<PathBuf> = LazyLock::new(|| {
    install_verilator();
    let (sources, folder) = match std::env::var_os("CONSCYCLE_RTL") {
        Some(sources) => (PathBuf::from(&sources), Path::new(&sources).join("build")),
        None => ("rtl-model".into(), Path::new(env!("CARGO_TARGET_TMPDIR")).join("fpu")),
    };
    let sources = sources.canonicalize().expect("the folder of the RTL");
    let output = Command::new("make")
        .args(["-s", "-C", "rtl-model", "fpu"])
        .arg(format!("BUILD={}", folder.display()))
        .arg(format!("SOURCES={}", sources.display()))
        .output()
        .expect("make can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("fpu")
});

/// What the unit is asked.
type Question = (Operation, u64, u64);

/// What it answers: the result, the cycles, the flag.
type Answer = (u64, u32, bool);

/// The unit in the RTL.
struct Unit {
    child: Child,
}

impl Unit {
    fn new() -> Unit {
        let mut command = Command::new(&*SIMULATOR);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        Unit { child: child.expect("the simulator starts") }
    }

    fn ask(&mut self, questions: &[Question]) {
        let bytes = questions.iter().flat_map(|&(operation, a, b)| [operation as u64, a, b]);
        let bytes: Vec<u8> = bytes.flat_map(u64::to_ne_bytes).collect();
        let stdin = self.child.stdin.as_mut().expect("a pipe");
        stdin.write_all(&bytes).expect("the simulator reads");
    }

    fn answers(&mut self, count: usize) -> impl Iterator<Item = Answer> + use<> {
        let mut bytes = vec![0; count * 16];
        let stdout = self.child.stdout.as_mut().expect("a pipe");
        stdout.read_exact(&mut bytes).expect("the simulator answers");
        let word = |bytes: &[u8; 16], at: usize| {
            u32::from_ne_bytes(std::array::from_fn(|byte| bytes[at + byte]))
        };
        (0..count).map(move |at| {
            let bytes: &[u8; 16] = &std::array::from_fn(|byte| bytes[at * 16 + byte]);
            let result = u64::from_ne_bytes(std::array::from_fn(|byte| bytes[byte]));
            (result, word(bytes, 8), word(bytes, 12) != 0)
        })
    }

    fn end(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().expect("it ends").success());
    }
}

/// The model's answer.
fn answer(fpu: &mut Fpu, (operation, a, b): Question) -> Answer {
    fpu.load(Side::A, a);
    fpu.load(Side::B, b);
    fpu.start(operation);
    let mut cycles = 1;
    while !fpu.step() {
        cycles += 1;
    }
    (fpu.result.0, cycles, fpu.invalid)
}

/// Both units answer the questions in the same way; how many there were.
fn agree(mut questions: impl Iterator<Item = Question>) -> u64 {
    let mut unit = Unit::new();
    let mut fpu = Fpu::default();
    let mut asked: Vec<Question> = Vec::new();
    let mut count = 0;
    loop {
        // While the simulator works on a block, the next one is made.
        let next: Vec<Question> = questions.by_ref().take(BLOCK).collect();
        if next.is_empty() {
            drop(unit.child.stdin.take());
        } else {
            unit.ask(&next);
        }
        for (&question, rtl) in asked.iter().zip(unit.answers(asked.len())) {
            let model = answer(&mut fpu, question);
            let (operation, a, b) = question;
            assert!(
                model == rtl,
                "{operation:?} of {a:#018x} ({:e}) and {b:#018x} ({:e}) differs: the model has \
                 {:#018x}, {} cycles, {}; the RTL {:#018x}, {} cycles, {}",
                f64::from_bits(a),
                f64::from_bits(b),
                model.0,
                model.1,
                model.2,
                rtl.0,
                rtl.1,
                rtl.2
            );
        }
        count += asked.len() as u64;
        asked = next;
        if asked.is_empty() {
            unit.end();
            return count;
        }
    }
}

#[test]
fn all_pairs_of_special_operands_agree() {
    let values = specials();
    assert!(values.len() >= 120, "{} special values", values.len());
    in_parallel(&Operation::ALL, |&operation| {
        let others = if is_binary(operation) { &values[..] } else { &values[..1] };
        let pairs = values.iter().flat_map(|&a| others.iter().map(move |&b| (operation, a, b)));
        agree(pairs);
    });
}

#[test]
fn random_pairs_agree() {
    let count = setting("CONSCYCLE_FLOAT_PAIRS", PAIRS);
    let seed = setting("CONSCYCLE_LOCKSTEP_SEED", 1);
    let mut operations = Operation::ALL;
    // The long ones first, so that no processor waits for them in the end.
    operations.sort_by_key(|operation| std::cmp::Reverse(operation.cycles()));
    in_parallel(&operations, |&operation| {
        let mut numbers = Numbers::new(seed.wrapping_mul(operation as u64 + 1));
        let pairs = (0..count).map(|_| pair(operation, &mut numbers));
        agree(pairs.map(|(a, b)| (operation, a, b)));
    });
}

/// What an operation leaves in the registers is nothing to the next.
#[test]
fn operations_in_any_order_agree() {
    let mut numbers = Numbers::new(setting("CONSCYCLE_LOCKSTEP_SEED", 1));
    let count = setting("CONSCYCLE_FLOAT_PAIRS", PAIRS) / 20;
    agree((0..count).map(|_| {
        let operation = numbers.pick(&Operation::ALL);
        let (a, b) = pair(numbers.pick(&Operation::ALL), &mut numbers);
        (operation, a, b)
    }));
}
