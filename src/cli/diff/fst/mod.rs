//! An FST file before it is read: are its blocks whole, and are the lengths in them possible?
//!
//! The reader takes memory for what a length says before it looks at the data. So every length is
//! held against the bytes that are there: packed data become at most [`GROWTH`] times as long.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};

mod damage;
mod structure;

use damage::{Damage, WIDEST, varint};

/// No packing makes more of a byte: deflate makes 1,032, LZ4 255, FastLZ less.
const GROWTH: u64 = 1100;

/// Types of blocks.
const HEADER: u8 = 0;
const BLACKOUT: u8 = 2;
const GEOMETRY: u8 = 3;
const NAMES_GZIP: u8 = 4;
const CHANGES: [u8; 3] = [1, 5, 8];
const NAMES_LZ4: u8 = 6;
const NAMES_LZ4_TWICE: u8 = 7;
const UNFINISHED: u8 = 255;

/// The lengths of a file.
struct Blocks {
    input: BufReader<File>,
    length: u64,
    /// The number of variables, by the geometry and by each block of changes.
    variables: Option<u64>,
    counted: Vec<u64>,
}

/// Checks the blocks of a file of this length.
///
/// # Errors
/// What is wrong, with its place. An unfinished block ends the file.
pub fn check(file: File, length: u64) -> Result<(), Damage> {
    let input = BufReader::new(file);
    let mut blocks = Blocks { input, length, variables: None, counted: Vec::new() };
    let mut at = 0;
    while at < length {
        match blocks.block(at).map_err(|what| format!("{what} in the block at byte {at}"))? {
            Some(end) => at = end,
            None => break,
        }
    }
    let variables = blocks.variables.unwrap_or_default();
    if blocks.counted.iter().any(|&count| count > variables) {
        return Err("a block with more variables than there are".to_string());
    }
    Ok(())
}

impl Blocks {
    /// A block; where it ends.
    fn block(&mut self, at: u64) -> Result<Option<u64>, Damage> {
        if self.length - at < 9 {
            return Err("no length".to_string());
        }
        self.go_to(at)?;
        let [kind] = self.bytes()?;
        let size = self.long()?;
        let end = at.checked_add(1).and_then(|at| at.checked_add(size));
        let end = end.filter(|&end| end <= self.length && size >= 8);
        let Some(end) = end else {
            // A run that was killed leaves a block that is not whole.
            return if kind == UNFINISHED { Ok(None) } else { Err("no end".to_string()) };
        };
        if at == 0 && (kind, size) != (HEADER, 329) {
            return Err("no header".to_string());
        }
        match kind {
            HEADER if size == 329 => {}
            BLACKOUT => {
                let count = self.number(end)?;
                holds(count, end - at, "periods")?;
            }
            GEOMETRY => self.geometry(end)?,
            NAMES_GZIP | NAMES_LZ4 | NAMES_LZ4_TWICE => self.names(kind, end)?,
            kind if CHANGES.contains(&kind) => self.changes(kind, at + 1, end)?,
            UNFINISHED => {}
            _ => return Err(format!("type {kind}")),
        }
        Ok(Some(end))
    }

    /// The widths of the variables.
    fn geometry(&mut self, end: u64) -> Result<(), Damage> {
        let (unpacked, variables) = (self.long()?, self.long()?);
        let packed = self.packed(unpacked, end)?;
        holds(variables, unpacked, "variables")?;
        let widths = if packed.len() as u64 == unpacked {
            packed
        } else {
            let mut widths = Vec::new();
            let mut inflated = flate2::read::ZlibDecoder::new(&packed[..]).take(unpacked);
            inflated.read_to_end(&mut widths).map_err(|error| error.to_string())?;
            widths
        };
        let mut widths = &widths[..];
        for _ in 0..variables {
            let width = varint(&mut widths).ok_or("widths end")?;
            // The largest number is the width of a text.
            if width > WIDEST && width != u64::from(u32::MAX) {
                return Err(format!("a variable of {width} bits"));
            }
        }
        self.variables = Some(variables);
        Ok(())
    }

    /// The names.
    fn names(&mut self, kind: u8, end: u64) -> Result<(), Damage> {
        let unpacked = self.long()?;
        let text = match kind {
            NAMES_LZ4_TWICE => {
                let once = self.number(end)?;
                let packed = self.packed(once, end)?;
                let once = lz4(&packed, once)?;
                plausible(unpacked, once.len() as u64)?;
                lz4(&once, unpacked)?
            }
            NAMES_LZ4 => {
                let packed = self.packed(unpacked, end)?;
                lz4(&packed, unpacked)?
            }
            _ => {
                let packed = self.packed(unpacked, end)?;
                let mut text = Vec::new();
                let mut unpacker = flate2::read::GzDecoder::new(&packed[..]).take(unpacked);
                unpacker.read_to_end(&mut text).map_err(|error| error.to_string())?;
                text
            }
        };
        structure::check(&text)
    }

    /// Changes: values before them, a chain for each variable, the chains' places, and times.
    fn changes(&mut self, kind: u8, start: u64, end: u64) -> Result<(), Damage> {
        self.go_to(start + 32)?;
        let [unpacked, packed, count] = [self.number(end)?, self.number(end)?, self.number(end)?];
        self.counted.push(count);
        let at = self.place()?;
        holds(packed, end - at, "values")?;
        plausible(unpacked, packed)?;
        self.go_to(at + packed)?;
        let variables = self.number(end)?;
        self.counted.push(variables);
        let chains = self.place()?;

        self.go_to(end.checked_sub(24).filter(|&at| at > chains).ok_or("no times")?)?;
        let [unpacked, packed, count] = [self.long()?, self.long()?, self.long()?];
        plausible(unpacked, packed)?;
        holds(count, unpacked, "times")?;
        let places = end.checked_sub(32).and_then(|at| at.checked_sub(packed));
        let places = places.filter(|&at| at > chains).ok_or("times longer than the block")?;
        self.go_to(places)?;
        let length = self.long()?;
        let behind = places.checked_sub(length).filter(|&at| at > chains);
        let behind = behind.ok_or("a table longer than the block")?;
        self.go_to(behind)?;
        let table = self.take(length)?;
        self.chains(&structure::places(kind, &table, variables)?, chains, behind)
    }

    /// The lengths of the chains at these places behind `start`, in their order.
    fn chains(&mut self, places: &[u64], start: u64, behind: u64) -> Result<(), Damage> {
        for (index, &place) in places.iter().enumerate() {
            let next = places.get(index + 1).map_or(Some(behind), |next| start.checked_add(*next));
            let at = start.checked_add(place);
            let (Some(at), Some(next)) = (at, next.filter(|&next| next <= behind)) else {
                return Err("a chain outside the block".to_string());
            };
            if at >= next {
                return Err("a chain outside the block".to_string());
            }
            self.go_to(at)?;
            let unpacked = self.number(next)?;
            plausible(unpacked, next - at)?;
        }
        Ok(())
    }

    /// The packed bytes up to `end`, which become `unpacked`.
    fn packed(&mut self, unpacked: u64, end: u64) -> Result<Vec<u8>, Damage> {
        let at = self.place()?;
        let packed = end.checked_sub(at).ok_or("no data")?;
        plausible(unpacked, packed)?;
        self.take(packed)
    }

    fn go_to(&mut self, at: u64) -> Result<(), Damage> {
        self.input.seek(SeekFrom::Start(at)).map_err(|error| error.to_string())?;
        Ok(())
    }

    fn place(&mut self) -> Result<u64, Damage> {
        self.input.stream_position().map_err(|error| error.to_string())
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        let mut bytes = [0; N];
        self.input.read_exact(&mut bytes).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    /// Bytes of which is known that the file has them.
    fn take(&mut self, count: u64) -> Result<Vec<u8>, Damage> {
        let mut bytes = Vec::new();
        let taken = self.input.by_ref().take(count).read_to_end(&mut bytes);
        taken.map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    /// A number of eight bytes.
    fn long(&mut self) -> Result<u64, Damage> {
        Ok(u64::from_be_bytes(self.bytes()?))
    }

    /// A number in LEB128, before `end`.
    fn number(&mut self, end: u64) -> Result<u64, Damage> {
        let at = self.place()?;
        let bytes = self.take(end.saturating_sub(at).min(10))?;
        let mut rest = &bytes[..];
        let number = varint(&mut rest).ok_or("a number without end")?;
        self.go_to(at + (bytes.len() - rest.len()) as u64)?;
        Ok(number)
    }
}

/// Can packed bytes become so many?
fn plausible(unpacked: u64, packed: u64) -> Result<(), Damage> {
    holds(unpacked, packed.saturating_mul(GROWTH), "bytes")
}

fn holds(count: u64, most: u64, what: &str) -> Result<(), Damage> {
    if count > most { Err(format!("{count} {what}, more than it can hold")) } else { Ok(()) }
}

fn lz4(packed: &[u8], unpacked: u64) -> Result<Vec<u8>, Damage> {
    lz4_flex::block::decompress(packed, unpacked as usize).map_err(|error| error.to_string())
}
