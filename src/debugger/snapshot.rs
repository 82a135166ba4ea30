//! Snapshots: a machine at one of its cycles, as a file.
//!
//! A snapshot names its version and its image, and carries a hash of the machine in it. It also has
//! all its input up to then, so that whoever restores it can go back before it as well.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use conscycle_firmware::protocol::Input;
use conscycle_image::fnv::Fnv;
use conscycle_machine::Machine;

/// The format's version.
pub const VERSION: u32 = 6;

/// More cycles than any run has: centuries of simulation, and exact as a JSON number.
const LATEST: u64 = (1 << 53) - 1;

const FORMAT: &str = "conscycle-snapshot";

/// Why a snapshot was rejected.
#[derive(Debug, Error)]
pub enum SnapshotError {
    /// Not JSON, or not of a snapshot's shape.
    #[error("not a snapshot: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of another kind, or without a version.
    #[error("not a snapshot")]
    Format,
    /// Another version of the format.
    #[error("a snapshot of version {0}; this program reads version {VERSION}")]
    Version(u64),
    /// A machine that runs another image.
    #[error("a snapshot of the image {recorded}; this is {expected}")]
    Image {
        /// The hash of the image that stands in the snapshot, in hexadecimal.
        recorded: String,
        /// The hash of the image here.
        expected: String,
    },
    /// A machine whose parameters, or the sizes that follow from them, are not those of the one here.
    #[error("a snapshot of a machine with other parameters")]
    Config,
    /// The recorded hash is not that of the machine.
    #[error("the snapshot is damaged: its machine does not have the hash it should")]
    Hash,
    /// A cycle that no run comes to, or counters that no machine has in its cycle.
    #[error("the snapshot is damaged: no machine comes to cycle {0}")]
    Cycle(u64),
}

/// A machine and how it came there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    format: String,
    version: u32,
    /// The hash of the image that it runs.
    image: String,
    cycle: u64,
    hash: String,
    /// All that the host has given the machine up to its cycle.
    pub input: Input,
    /// The machine between two cycles, its output taken.
    pub machine: Machine,
}

impl Snapshot {
    /// A snapshot of a machine that runs the image with this hash.
    pub fn new(machine: &Machine, image: &str, input: &Input) -> Snapshot {
        let mut machine = machine.clone();
        machine.take_output();
        Snapshot {
            format: FORMAT.to_string(),
            version: VERSION,
            image: image.to_string(),
            cycle: machine.cycle,
            hash: fingerprint(&machine),
            input: input.clone(),
            machine,
        }
    }

    /// The snapshot as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// Reads and checks a snapshot of a machine like `like` that runs the image with this hash.
    ///
    /// # Errors
    /// [`SnapshotError`] says what is wrong.
    pub fn from_json(text: &str, image: &str, like: &Machine) -> Result<Snapshot, SnapshotError> {
        let value: serde_json::Value = serde_json::from_str(text)?;
        if value["format"] != FORMAT {
            return Err(SnapshotError::Format);
        }
        let version = value["version"].as_u64().ok_or(SnapshotError::Format)?;
        if version != u64::from(VERSION) {
            return Err(SnapshotError::Version(version));
        }
        let snapshot: Snapshot = serde_json::from_value(value)?;
        if snapshot.image != image {
            let (recorded, expected) = (snapshot.image, image.to_string());
            return Err(SnapshotError::Image { recorded, expected });
        }
        if snapshot.hash != fingerprint(&snapshot.machine) {
            return Err(SnapshotError::Hash);
        }
        let cycle = snapshot.machine.cycle;
        if cycle > LATEST || cycle != snapshot.cycle || !snapshot.machine.is_possible() {
            return Err(SnapshotError::Cycle(cycle.max(snapshot.cycle)));
        }
        if !snapshot.machine.is_like(like) {
            return Err(SnapshotError::Config);
        }
        Ok(snapshot)
    }
}

/// The hash of everything there is in a machine.
fn fingerprint(machine: &Machine) -> String {
    let mut hash = Fnv::default();
    for bytes in serde_json::to_vec(machine).unwrap_or_default().chunks(4) {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        hash.word(u32::from_le_bytes(word));
    }
    format!("{:016x}", hash.finish())
}
