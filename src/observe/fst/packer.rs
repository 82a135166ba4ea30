//! Packs blocks on a thread of its own: the machine runs on meanwhile. WebAssembly has no threads; there a block
//! is packed at once.

use std::io;

use super::block::{Block, BlockFormat};

#[cfg(not(target_family = "wasm"))]
pub use on_thread::Packer;

#[cfg(target_family = "wasm")]
pub use at_once::Packer;

/// A block and its bytes.
#[cfg(not(target_family = "wasm"))]
type Packed = (Block, io::Result<Vec<u8>>);

#[cfg(target_family = "wasm")]
mod at_once {
    use super::*;

    /// Packs blocks.
    #[derive(Debug)]
    pub struct Packer {
        format: BlockFormat,
        given: Option<Block>,
    }

    impl Packer {
        /// As on a thread, but for the errors.
        ///
        /// # Errors
        /// None.
        pub fn new(format: BlockFormat) -> io::Result<Packer> {
            Ok(Packer { format, given: None })
        }

        /// Gives it a block. The one before has been taken.
        ///
        /// # Errors
        /// None.
        pub fn give(&mut self, block: Block) -> io::Result<()> {
            self.given = Some(block);
            Ok(())
        }

        /// Packs the block that it was given, if it has not been taken yet.
        ///
        /// # Errors
        /// Those of packing.
        pub fn take(&mut self) -> io::Result<Option<(Block, Vec<u8>)>> {
            let Some(block) = self.given.take() else { return Ok(None) };
            let bytes = self.format.pack(&block)?;
            Ok(Some((block, bytes)))
        }
    }
}

#[cfg(not(target_family = "wasm"))]
mod on_thread {
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::thread;

    use super::*;

    /// The other end of the thread, which ends with this.
    #[derive(Debug)]
    pub struct Packer {
        blocks: Sender<Block>,
        packed: Receiver<Packed>,
        waiting: bool,
    }

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
}
