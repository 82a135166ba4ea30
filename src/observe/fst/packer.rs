//! Packs blocks on a thread of its own: the machine runs on meanwhile.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::block::{Block, BlockFormat};

/// The other end of the thread, which ends with this.
#[derive(Debug)]
pub struct Packer {
    blocks: Sender<Block>,
    packed: Receiver<Packed>,
    waiting: bool,
}

/// A block and its bytes.
type Packed = (Block, io::Result<Vec<u8>>);

impl Packer {
    /// Starts the thread.
    ///
    /// # Errors
    /// That there can be no more threads.
    pub fn new(format: BlockFormat) -> io::Result<Packer> {
        let (blocks, recorded) = channel::<Block>();
        let (done, packed) = channel();
        thread::Builder::new().name("fst".to_string()).spawn(move || {
            for block in recorded {
                let bytes = format.pack(&block);
                if done.send((block, bytes)).is_err() {
                    break;
                }
            }
        })?;
        Ok(Packer { blocks, packed, waiting: false })
    }

    /// Gives it a block. The one before has been taken.
    ///
    /// # Errors
    /// That the thread has ended.
    pub fn give(&mut self, block: Block) -> io::Result<()> {
        self.waiting = true;
        self.blocks.send(block).map_err(|_| ended())
    }

    /// Waits for the block that it was given, if it has not been taken yet.
    ///
    /// # Errors
    /// That the thread has ended, or those of packing.
    pub fn take(&mut self) -> io::Result<Option<(Block, Vec<u8>)>> {
        if !std::mem::take(&mut self.waiting) {
            return Ok(None);
        }
        let (block, bytes) = self.packed.recv().map_err(|_| ended())?;
        Ok(Some((block, bytes?)))
    }
}

fn ended() -> io::Error {
    io::Error::other("the thread that packs the waveform has ended")
}
